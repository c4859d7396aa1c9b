/* call_fill.c - one record completed from another of the same call, and where
 * the two disagree. */
#include "medel/call.h"

#include <string.h>

#define SAID_MIN 0.5 /* confidence; below it a page merely hints */
#define MUCH_SURER 0.28

/* Does C merely hint at F, and FROM say it? Then C gives way. */
static bool gives_way(const struct call *c, const struct call *from,
                      enum call_field f)
{
    return c->evidence[f].text != NULL &&
           c->evidence[f].confidence < SAID_MIN &&
           from->evidence[f].confidence >= SAID_MIN;
}

static void take_evidence(struct call *c, const struct call *from,
                          enum call_field f, const char *url)
{
    const struct call_evidence *e = &from->evidence[f];
    if (e->text != NULL)
        call_set_evidence(c, f, e->text, strlen(e->text),
                          e->url != NULL ? e->url : url, e->confidence);
}

static void fill_sum(struct call *c, const struct call *from, double *to,
                     double value, enum call_field f, const char *url)
{
    if ((*to >= 0 && !gives_way(c, from, f)) || value < 0)
        return;
    if (c->currency[0] == '\0') {
        memcpy(c->currency, from->currency, sizeof c->currency);
        take_evidence(c, from, FIELD_CURRENCY, url);
    } else if (f != FIELD_FUNDING_RATE && from->currency[0] != '\0' &&
               strcmp(c->currency, from->currency) != 0) {
        return; /* one record, one currency */
    }
    *to = value;
    take_evidence(c, from, f, url);
}

static void fill_hour(struct call *c, const struct call *from, const char *url)
{
    if (c->deadline_time < 0 && from->deadline_time >= 0 &&
        c->n_deadlines != 0) {
        c->deadline_time = from->deadline_time;
        take_evidence(c, from, FIELD_DEADLINE_TIME, url);
    }
}

static void fill_bounds(struct call *c, const struct call *from,
                        const char *url)
{
    fill_sum(c, from, &c->award_floor, from->award_floor, FIELD_AWARD_FLOOR,
             url);
    fill_sum(c, from, &c->award_ceiling, from->award_ceiling,
             FIELD_AWARD_CEILING, url);
}

static void fill_dates(struct call *c, const struct call *from, const char *url)
{
    bool timeless = c->n_deadlines == 0 && !c->rolling &&
                    (!c->closed_stated || from->status == CALL_CLOSED);
    if (timeless && from->n_deadlines != 0) {
        size_t bytes = from->n_deadlines * sizeof *c->deadlines;
        c->deadlines = arena_alloc(c->mem, bytes);
        memcpy(c->deadlines, from->deadlines, bytes);
        c->n_deadlines = from->n_deadlines;
        take_evidence(c, from, FIELD_DEADLINES, url);
    } else if (timeless && from->rolling) {
        c->rolling = true;
        take_evidence(c, from, FIELD_ROLLING, url);
    }
    if (!date_is_set(c->opens) && date_is_set(from->opens)) {
        c->opens = from->opens;
        take_evidence(c, from, FIELD_OPENS, url);
    }
    fill_hour(c, from, url);
}

static void fill_municipalities(struct call *c, const struct call *from,
                                const char *url)
{
    if (c->n_municipalities != 0 || from->n_municipalities == 0)
        return;
    const char **list =
        arena_alloc(c->mem, from->n_municipalities * sizeof *list);
    for (size_t i = 0; i < from->n_municipalities; i++)
        list[i] = arena_strdup(c->mem, from->municipalities[i]);
    c->municipalities = list;
    c->n_municipalities = from->n_municipalities;
    take_evidence(c, from, FIELD_MUNICIPALITIES, url);
}

/* A teaser names some of those who may apply, and the terms, no less sure, tell
 * all of them; or it is much less sure than they, who are not just some of
 * those that it names. */
static bool is_teaser(const struct call *c, const struct call *from)
{
    double surer = from->evidence[FIELD_APPLICANTS].confidence -
                   c->evidence[FIELD_APPLICANTS].confidence;
    bool part = (c->applicants & ~from->applicants) == 0;
    bool more = part && c->applicants != from->applicants;
    bool fewer = (from->applicants & ~c->applicants) == 0;
    return (surer >= MUCH_SURER && !fewer) || (part && surer > 0) ||
           (more && surer == 0);
}

static void fill_applicants(struct call *c, const struct call *from,
                            const char *url)
{
    if (from->applicants != 0) {
        c->applicants = from->applicants;
        c->excluded &= ~c->applicants;
        take_evidence(c, from, FIELD_APPLICANTS, url);
    }
}

static void fill_codes(struct call *c, const struct call *from, const char *url)
{
    if (c->applicants == 0 || gives_way(c, from, FIELD_APPLICANTS) ||
        is_teaser(c, from))
        fill_applicants(c, from, url);
    if (c->excluded == 0 && from->excluded != 0) {
        c->excluded = from->excluded & ~c->applicants;
        take_evidence(c, from, FIELD_EXCLUDED, url);
    }
    if (c->evidence[FIELD_REGIONS].text == NULL &&
        from->evidence[FIELD_REGIONS].text != NULL) {
        c->regions = from->regions;
        take_evidence(c, from, FIELD_REGIONS, url);
        fill_municipalities(c, from, url);
    }
    if (c->themes == 0 && from->themes != 0) {
        c->themes = from->themes;
        take_evidence(c, from, FIELD_THEMES, url);
    }
}

/* A demand is taken whole: its least and most stand in one sentence. */
static void fill_demands(struct call *c, const struct call *from,
                         const char *url)
{
    for (int i = 0; i < DEMAND_COUNT; i++) {
        const struct demand_range *d = &from->demands[i];
        if (c->demands[i].least >= 0 || c->demands[i].most >= 0 ||
            (d->least < 0 && d->most < 0))
            continue;
        c->demands[i] = *d;
        take_evidence(c, from, call_demand_field((enum demand)i), url);
    }
}

void call_fill(struct call *c, const struct call *from, const char *url)
{
    fill_dates(c, from, url);
    fill_bounds(c, from, url);
    fill_sum(c, from, &c->total_budget, from->total_budget, FIELD_TOTAL_BUDGET,
             url);
    fill_sum(c, from, &c->funding_rate, from->funding_rate, FIELD_FUNDING_RATE,
             url);
    fill_codes(c, from, url);
    fill_demands(c, from, url);
    call_add_meetings(c, from, url);
    if (c->reference == NULL && from->reference != NULL) {
        c->reference = arena_strdup(c->mem, from->reference);
        take_evidence(c, from, FIELD_REFERENCE, url);
    }
    if (c->contact == NULL && from->contact != NULL) {
        c->contact = arena_strdup(c->mem, from->contact);
        take_evidence(c, from, FIELD_CONTACT, url);
    }
}

void call_fill_time(struct call *c, const struct call *from, const char *url)
{
    fill_dates(c, from, url);
}

void call_forget_time(struct call *c)
{
    static const enum call_field fields[] = {
        FIELD_OPENS, FIELD_DEADLINES, FIELD_DEADLINE_TIME, FIELD_ROLLING};
    c->opens = DATE_NONE;
    c->n_deadlines = 0;
    c->deadline_time = -1;
    c->rolling = false;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        c->evidence[fields[i]] = (struct call_evidence){0};
}

void call_fill_terms(struct call *c, const struct call *from, const char *url)
{
    fill_hour(c, from, url);
    fill_bounds(c, from, url);
    fill_sum(c, from, &c->funding_rate, from->funding_rate, FIELD_FUNDING_RATE,
             url);
    if (c->applicants == 0 || gives_way(c, from, FIELD_APPLICANTS))
        fill_applicants(c, from, url);
    fill_demands(c, from, url);
}

void call_drop_lone_hour(struct call *c)
{
    if (c->n_deadlines != 0)
        return;
    c->deadline_time = -1;
    c->evidence[FIELD_DEADLINE_TIME] = (struct call_evidence){0};
}

/* --- contradictions ------------------------------------------------------ */

static bool has_day(const struct call *c, struct date d)
{
    for (size_t i = 0; i < c->n_deadlines; i++)
        if (date_compare(c->deadlines[i], d) == 0)
            return true;
    return false;
}

static bool deadlines_differ(const struct call *c, const struct call *from)
{
    for (size_t i = 0; i < from->n_deadlines; i++)
        if (c->n_deadlines != 0 && !has_day(c, from->deadlines[i]))
            return true;
    return false;
}

static bool sums_differ(const struct call *c, double a, const struct call *from,
                        double b)
{
    return a >= 0 && b >= 0 && a != b &&
           strcmp(c->currency, from->currency) == 0;
}

void call_note_contradictions(struct call *c, const struct call *from,
                              const char *url)
{
    const struct {
        enum call_field field;
        bool differ;
    } rows[] = {
        {FIELD_OPENS, date_is_set(c->opens) && date_is_set(from->opens) &&
                          date_compare(c->opens, from->opens) != 0},
        {FIELD_DEADLINES, deadlines_differ(c, from)},
        {FIELD_DEADLINE_TIME, c->deadline_time >= 0 &&
                                  from->deadline_time >= 0 &&
                                  c->deadline_time != from->deadline_time},
        {FIELD_AWARD_FLOOR,
         sums_differ(c, c->award_floor, from, from->award_floor)},
        {FIELD_AWARD_CEILING,
         sums_differ(c, c->award_ceiling, from, from->award_ceiling)},
        {FIELD_TOTAL_BUDGET,
         sums_differ(c, c->total_budget, from, from->total_budget)},
        {FIELD_FUNDING_RATE, c->funding_rate >= 0 && from->funding_rate >= 0 &&
                                 c->funding_rate != from->funding_rate},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct call_evidence *mine = &c->evidence[rows[i].field];
        const struct call_evidence *other = &from->evidence[rows[i].field];
        if (!rows[i].differ || mine->text == NULL || other->text == NULL ||
            mine->against != NULL)
            continue;
        mine->against = arena_strdup(c->mem, other->text);
        mine->against_url =
            arena_strdup(c->mem, other->url != NULL ? other->url : url);
    }
}
