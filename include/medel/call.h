/*
 * call.h - the record of one call for funding, and its JSON form.
 *
 * The JSON field names and codes are a contract (doc: the corpus README and
 * the design). A value that no page states is null or []; nothing is guessed.
 */
#ifndef MEDEL_CALL_H
#define MEDEL_CALL_H

#include "medel/arena.h"
#include "medel/codes.h"
#include "medel/date.h"
#include "medel/err.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* Fields that can carry evidence. Order is that of the JSON output. */
enum call_field {
    FIELD_TITLE, FIELD_FUNDER, FIELD_SUMMARY, FIELD_KIND, FIELD_STATUS,
    FIELD_OPENS, FIELD_DEADLINES, FIELD_DEADLINE_TIME, FIELD_ROLLING,
    FIELD_AWARD_FLOOR, FIELD_AWARD_CEILING, FIELD_CURRENCY,
    FIELD_TOTAL_BUDGET, FIELD_FUNDING_RATE, FIELD_APPLICANTS,
    FIELD_EXCLUDED, FIELD_REGIONS, FIELD_MUNICIPALITIES, FIELD_THEMES,
    FIELD_LANGUAGE, FIELD_REFERENCE, FIELD_CONTACT, FIELD_OPERATING_YEARS,
    FIELD_EMPLOYEES, FIELD_MEMBERS, FIELD_PARTNERS, FIELD_COUNT
};

/* What a call asks of the organisation beside its form and place. Each is a
 * field too, in this order: call_demand_field(). */
enum demand {
    DEMAND_OPERATING_YEARS, /* how long it has been active, months as parts */
    DEMAND_EMPLOYEES,
    DEMAND_MEMBERS,
    DEMAND_PARTNERS, /* parties of one application, the applicant among them */
    DEMAND_COUNT
};

struct demand_range {
    double least, most; /* CALL_UNSTATED where no page says */
};

static inline enum call_field call_demand_field(enum demand d)
{
    return (enum call_field)(FIELD_OPERATING_YEARS + (int)d);
}

/* "title", "award_ceiling", ...; and back (-1 where unknown). */
const char *call_field_name(enum call_field f);
int call_field_find(const char *name);

struct call_evidence {
    const char *text;  /* the words as they stand on the page, an ellipsis
                          between those of two places; NULL: none */
    const char *url;   /* the page; NULL: the call's own url */
    double confidence; /* 0 to 1 */
    const char *against; /* words of another page of the call that say
                            otherwise, or NULL */
    const char *against_url;
};

struct call_change {
    const char *at;    /* RFC 3339, as date_rfc3339() writes it */
    const char *field; /* a JSON field name */
    json_t *old_value, *new_value; /* owned by the call */
};

/* A meeting at which the funder tells of the call or answers questions. */
struct call_meeting {
    struct date date;
    int time, end;    /* minutes after midnight; -1 where the page says none,
                         and no end without a time */
    const char *text; /* the words as they stand on the page */
    const char *url;  /* the page; NULL: the call's own url */
};

#define CALL_UNSTATED (-1.0) /* a sum or share that no page states */

/*
 * All strings live in mem; the struct itself does too. Create with
 * call_new(), free with call_free().
 */
struct call {
    struct arena *mem;
    const char *id;        /* stable across crawls and rebuilds */
    const char *url;       /* canonical */
    const char **urls;     /* all addresses, canonical first */
    size_t n_urls;
    const char *title;
    const char *funder, *funder_id;
    const char *summary;   /* two or three sentences from the page */
    const char *purpose;   /* words on aims and target groups, for search */
    enum call_kind kind;
    enum call_status status; /* on the date it was read; see call_status_on */
    bool closed_stated;    /* the page says in words that it is closed */
    struct date opens;
    struct date *deadlines; /* ascending */
    size_t n_deadlines;
    int deadline_time;     /* minutes after midnight, 23:59 = 1439; -1 none */
    bool rolling;
    bool recurring;        /* rounds come back each year, as the page says */
    struct call_meeting *meetings; /* ascending, at most CAP_CALL_MEETINGS */
    size_t n_meetings;
    double award_floor, award_ceiling, total_budget; /* CALL_UNSTATED */
    char currency[4];      /* ISO 4217, "" where no sum is stated */
    double funding_rate;   /* per cent, CALL_UNSTATED */
    codeset applicants, excluded, regions, themes;
    struct demand_range demands[DEMAND_COUNT];
    const char **municipalities; /* where the page limits it to some: names */
    size_t n_municipalities;
    const char **municipalities_out; /* that the page shuts out */
    size_t n_municipalities_out;
    enum language language;
    const char *reference; /* diarienummer, topic id */
    const char *contact;
    const char **documents;  /* addresses of the call's texts in PDF and such */
    size_t n_documents;
    struct call_evidence evidence[FIELD_COUNT];
    const char *first_seen, *last_seen, *fetched_at; /* RFC 3339 or NULL */
    const char *withdrawn; /* RFC 3339: since when gone from the site */
    const char *successor; /* of a withdrawn one: the id of the call that took
                              its place, or NULL */
    struct call_change *changed; /* newest last */
    size_t n_changed, cap_changed;
};

/* An empty record with its own arena, sums CALL_UNSTATED, kind grant. */
struct call *call_new(void);
/* Makes C such a record, its strings in MEM; not to be given to call_free(). */
void call_init(struct call *c, struct arena *mem);
void call_free(struct call *c);
/* A deep copy; caller frees. */
struct call *call_copy(const struct call *c);

/* Copies TEXT (at most CAP_EVIDENCE_CHARS bytes, cut at a character) as F's
 * evidence. url may be NULL. */
void call_set_evidence(struct call *c, enum call_field f, const char *text,
                       size_t len, const char *url, double confidence);

/* URL becomes the page of all words and meetings that name none. */
void call_name_page(struct call *c, const char *url);

/*
 * Adds M in its place, its strings copied; URL is the page where M names none,
 * and may be NULL. A meeting of the same day is the same one unless both have
 * a time and the two differ; of two that are the same the fuller stands. Past
 * CAP_CALL_MEETINGS the last ones go.
 */
void call_add_meeting(struct call *c, const struct call_meeting *m,
                      const char *url);
/* All that FROM has, read on page URL. */
void call_add_meetings(struct call *c, const struct call *from,
                       const char *url);

/* When it is, as far as it is known: "2026-12-09 10:00-11:00". Returns OUT. */
#define CALL_MEETING_SIZE 24
char *call_meeting_when(const struct call_meeting *m,
                        char out[static CALL_MEETING_SIZE]);

/* Adds to the history, newest last; past CAP_CALL_CHANGES the oldest goes.
 * Takes new references to the values; NULL stands for JSON null. */
void call_add_change(struct call *c, const char *at, const char *field,
                     json_t *old_value, json_t *new_value);

/*
 * Takes from FROM, which was read on page URL, the dates, sums, shares and
 * codes that C leaves out, each with its evidence, and all its meetings. What
 * C states stands. A sum in another currency than C's is not taken. URL may be NULL: C's own.
 */
void call_fill(struct call *c, const struct call *from, const char *url);
/* The same of a page of terms that hold for several calls: who may apply, the
 * bounds of a grant, the share, demands and the hour of last days. */
void call_fill_terms(struct call *c, const struct call *from, const char *url);
/* C says nothing of when one can apply. */
void call_forget_time(struct call *c);
/* The same of when one can apply alone. */
void call_fill_time(struct call *c, const struct call *from, const char *url);

/*
 * Where FROM, read on another page (URL) of the same call, states a day, sum
 * or share that C states otherwise, FROM's words are noted in C's evidence
 * of that field; the value stays C's. A page that names but some of C's
 * deadlines does not contradict it, nor does a sum in another currency. The
 * first contradiction of a field stands.
 */
void call_note_contradictions(struct call *c, const struct call *from,
                              const char *url);

/*
 * The status on a day: closed if the page says so or the last deadline is
 * before TODAY (or is today and its time has passed: MINUTE is the minute of
 * the day, -1 not to ask); forthcoming before `opens`, and also where the
 * page said so in words without a day; otherwise open. A record without
 * dates keeps the status it was read with, as does any where TODAY is
 * DATE_NONE.
 */
enum call_status call_status_on(const struct call *c, struct date today,
                                int minute);
/* An hour of a last day that no page has told is no value of a record: the
 * reader notes it, for the day may stand on another page of the call. */
void call_drop_lone_hour(struct call *c);
/* The first deadline that is not before TODAY, or DATE_NONE. */
struct date call_next_deadline(const struct call *c, struct date today);

/*
 * A new reference to the JSON object; status is as on TODAY (DATE_NONE: as
 * it was read), NULL when out of memory. The caller decrefs. Key order is
 * fixed: same record, same bytes when dumped with CALL_JSON_FLAGS. Text past its cap (caps.h) is cut
 * at a character, so that call_from_json() takes whatever this writes.
 */
#define CALL_JSON_FLAGS (JSON_COMPACT | JSON_REAL_PRECISION(15))
json_t *call_to_json(const struct call *c, struct date today);
/* The same, told to O. */
struct json_out;
void call_tell(struct json_out *o, const char *key, const struct call *c,
               struct date today);
/*
 * Reads a record and checks every field's type, code and bound: input may
 * come from a worker that a hostile page took over. ST_INVALID names the
 * field. Absent fields are as null, unknown ones are ignored. Caller frees
 * *ret.
 */
enum status call_from_json(const json_t *o, struct call **ret,
                           struct err *e) MEDEL_NODISCARD;

#endif
