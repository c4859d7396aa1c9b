/* role_windows.c - whether a window of days is the one of applying; see
 * roles.h. */
#include "roles.h"

#include "applying.h"
#include "context.h"
#include "verb_subject.h"

static double weight_of(const struct scene *s, enum weight w)
{
    return s->r->w[w].weight;
}

static double larger(double a, double b)
{
    return a > b ? a : b;
}

/* The strongest match of the cue in the clause; half of it elsewhere. */
static double near_or_far(const struct unit *u, const struct clause *c,
                          enum cue cue)
{
    double best = 0;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set != LEX_CUE || m->entry->index != (int)cue)
            continue;
        bool near = m->from >= c->from && m->to <= c->to;
        best = larger(best, m->entry->weight * (near ? 1 : 0.5));
    }
    return best;
}

/* "Den andra håller på från ... till ...": of the round named before. */
static bool runs_period(const struct scene *s, const struct clause *c)
{
    for (size_t k = 0; k < s->u->n_matches; k++) {
        const struct match *m = &s->u->matches[k];
        if (m->set == LEX_CUE && m->entry->index == CUE_RUN &&
            m->from >= c->from && m->to <= c->a)
            return verb_subject(s, m, c->from) == CUE_PERIOD;
    }
    return false;
}

/* "Utlysningen är avslutad. Den var öppen den 2–27 mars." */
static bool is_of_period_before(const struct scene *s)
{
    return s->before != NULL && unit_in(s->u, 0, WORDS_IT) &&
           context_unit(s->before, CUE_PERIOD) > 0;
}

/* "8-19 februari: Samtal med utvalda sökande": all that is said of applying is
 * who did, and what becomes of them. */
static bool tells_of_applicants(const struct unit *u, const struct clause *c)
{
    if (!clause_has(u, c, CUE_DECISION))
        return false;
    bool any = false;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (!context_is_cue(m, CUE_APPLY) || m->from < c->from || m->to > c->to)
            continue;
        if (!context_says(u, CUE_APPLICANT_WORD, m->from, m->to))
            return false;
        any = true;
    }
    return any;
}

#define LONG_WINDOW_DAYS 300 /* longer ones are likelier a project's time */
#define LONG_WINDOW 0.6

static long row_days(const struct scene *s, struct row row)
{
    return date_to_days(s->list[row.last].date) -
           date_to_days(s->list[row.first].date);
}

double roles_window(const struct scene *s, struct row row)
{
    const struct unit *u = s->u;
    struct clause c = clause_of(s, row);
    /* "Från" and "till" stand in any window; it takes more to make it one of
     * applying. */
    double period = runs_period(s, &c) || is_of_period_before(s)
                        ? 1
                        : near_or_far(u, &c, CUE_PERIOD);
    double said = larger(period, near_or_far(u, &c, CUE_APPLY));
    if (tells_of_applicants(u, &c))
        said = period;
    if (applying_is_said(s->label) || applying_is_said(s->intro))
        said = larger(said, 1);
    double verb =
        larger(near_or_far(u, &c, CUE_OPENS), near_or_far(u, &c, CUE_DEADLINE));
    double apply = weight_of(s, WEIGHT_DATE_WINDOW_APPLY) * said +
                   weight_of(s, WEIGHT_DATE_WINDOW_CUE) * larger(period, verb);
    if (u->section == SECTION_WHEN && !s->other_column && !u->event)
        apply += weight_of(s, WEIGHT_DATE_WINDOW_SECTION);
    if (row_days(s, row) > LONG_WINDOW_DAYS)
        apply *= LONG_WINDOW;
    if (s->other_column)
        return 0;
    if (u->label == LABEL_WINDOW || u->label == LABEL_DEADLINE ||
        u->label == LABEL_OPENS)
        apply += weight_of(s, WEIGHT_DATE_LABEL);
    return apply;
}
