/*
 * found.h - values found on a page, each with where and how surely; the
 * fields of a record are chosen among them.
 */
#ifndef READ_FOUND_H
#define READ_FOUND_H

#include "text.h"

#include "medel/call.h"
#include "medel/reading.h"

/* A place on the page that a value was read from. */
struct source {
    const struct unit *unit;
    size_t from, to; /* tokens quoted; from == to: the whole unit */
    double score;    /* comparable within one field */
};

/* Everything the field readers need, and the record they fill. */
struct reader {
    struct arena *mem;
    const struct vocab *vocab;
    const struct weight_value *w; /* the vocabulary's weights */
    const struct read_context *ctx;
    struct page_text *text;
    const struct word_counts *words; /* of the text */
    struct date written;   /* when the page was written, else today */
    struct date published; /* the day that it says it was published, or none */
    struct call *call;
    double (*theme_signs)[THEME_SIGN_COUNT]; /* by theme code */
    enum call_status season; /* what days without a year or a day say of the
                                call's state; -1: nothing */
    struct page_note *notes; /* what was seen and not taken */
    size_t n_notes, cap_notes;
};

/* The words of S, N bytes of them; a quotation widens to the whole sentence
 * where that is short. Borrowed from the reader's memory. */
const char *found_words(struct reader *r, const struct source *s, size_t *n);

/* Notes the words of S as the evidence of F. */
void found_evidence(struct reader *r, enum call_field f, const struct source *s,
                    double confidence);

/* Notes that the words of S were not taken for F, because they are WHY. */
void found_rejected(struct reader *r, enum call_field f, const struct source *s,
                    const char *why);

#define FOUND_HINT 0.4 /* confidence in what a page merely hints at */
#define FOUND_OWN 0.5 /* the same, where the part of one call does */

/* Does the page say who may apply, and not just hint at it? */
static inline bool found_who(const struct call *c)
{
    return c->applicants != 0 &&
           c->evidence[FIELD_APPLICANTS].confidence > FOUND_HINT;
}

/* Does the page say F, one of the sums, and not just hint at it? */
static inline bool found_sum(const struct call *c, enum call_field f)
{
    double value = f == FIELD_AWARD_CEILING ? c->award_ceiling
                   : f == FIELD_AWARD_FLOOR ? c->award_floor
                                            : c->total_budget;
    return value >= 0 && c->evidence[f].confidence > FOUND_HINT;
}

/* Each fills its fields of r->call and their evidence. */
void read_timing(struct reader *r);     /* opens, deadlines, their time */
void read_state(struct reader *r);      /* rolling, status: after timing */
void read_amounts(struct reader *r);    /* floor, ceiling, budget, currency */
void read_share(struct reader *r);      /* funding_rate */
void read_applicants(struct reader *r); /* applicants, excluded */
void read_places(struct reader *r);     /* regions, municipalities */
void read_demands(struct reader *r);    /* age, size, parties: after
                                           applicants */
void read_themes(struct reader *r);
void read_words(struct reader *r); /* title, summary, purpose, kind,
                                      reference, contact, language */

/* Does U say, where a page says such things first, that the time for applying
 * is over: "2026 års ansökningstid är slut"? Not of a day, nor of what comes
 * next. */
bool state_is_over(const struct unit *u);

#endif
