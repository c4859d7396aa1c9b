/* applying.c - is it the application that has its day? See applying.h. */
#include "applying.h"

#include "context.h"

bool applying_is_said(const struct unit *u)
{
    return u != NULL &&
           (context_unit(u, CUE_APPLY) > 0 || context_unit(u, CUE_PERIOD) > 0);
}

/* But "Exempel från förra omgången" above is of what that round gave. */
static bool is_said_above(const struct unit *u)
{
    return applying_is_said(u) && context_unit(u, CUE_PAST_ROUND) == 0;
}

/* The label, the heading or the sentence before speak of applying, so that a
 * bare "senast den 1 mars" needs not. */
static bool is_implied(const struct scene *s)
{
    const struct unit *u = s->u;
    bool since =
        context_unit(u, CUE_OPENS) > 0 && context_unit(u, CUE_FROM) > 0;
    return since || u->section == SECTION_WHEN ||
           u->section == SECTION_PROCESS || u->label == LABEL_DEADLINE ||
           u->label == LABEL_OPENS || u->label == LABEL_WINDOW ||
           is_said_above(s->label) || is_said_above(s->intro) ||
           applying_is_said(s->before);
}

/* M lies within a longer name: "ansökan om utbetalning" is a claim. */
static bool is_part_of(const struct unit *u, const struct match *m,
                       enum cue cue)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *o = &u->matches[k];
        if (o->set == LEX_CUE && o->entry->index == (int)cue &&
            o->from <= m->from && o->to >= m->to &&
            o->to - o->from > m->to - m->from)
            return true;
    }
    return false;
}

/* The clause names the application or applying, not just handing in: "send
 * kvitteringene innen 1. oktober" does not. */
static bool names_application(const struct unit *u, const struct clause *c)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set != LEX_CUE || m->entry->index != CUE_APPLY ||
            m->from < c->from || m->to > c->to)
            continue;
        if (clause_has(u, c, CUE_EVENT) &&
            unit_find_in(u, LEX_CUE, CUE_NOMINATE, m->from, u->n) != NULL &&
            unit_find_in(u, LEX_CUE, CUE_NOMINATE, m->from, u->n)->from ==
                m->from)
            continue; /* "Anmälan till informationsmötet" */
        if (unit_find_in(u, LEX_CUE, CUE_HANDING, m->from, m->to) == NULL &&
            !is_part_of(u, m, CUE_REPORT))
            return true;
    }
    return false;
}

/* The clause names the time for applying, or its paper. */
static bool names_period(const struct unit *u, const struct clause *c)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set == LEX_CUE && m->entry->index == CUE_PERIOD &&
            m->from >= c->from && m->to <= c->to &&
            !is_part_of(u, m, CUE_REPORT))
            return true;
    }
    return false;
}

#define ANOTHER 0.85 /* this strongly another's */

/* Another thing than the application has its day in this clause: "skriftlig
 * redovisning ska vara inne senast den 1 november". */
static bool is_of_another(const struct unit *u, const struct clause *c,
                          const double score[static ROLE_COUNT])
{
    if (names_application(u, c) || names_period(u, c))
        return false;
    for (int k = ROLE_DECISION; k <= ROLE_EVENT; k++)
        if (score[k] >= ANOTHER)
            return true;
    return score[ROLE_ADVICE] >= ANOTHER;
}

void applying_weigh(const struct scene *s, const struct clause *c,
                    double score[static ROLE_COUNT])
{
    const struct unit *u = s->u;
    double alone = s->r->w[WEIGHT_DATE_NO_APPLY].weight;
    if (is_of_another(u, c, score)) {
        score[ROLE_DEADLINE] *= alone;
        score[ROLE_OPENS] *= alone;
    } else if (applying_is_said(u)) {
        double apply = s->r->w[WEIGHT_DATE_APPLY].weight;
        if (score[ROLE_DEADLINE] > 0)
            score[ROLE_DEADLINE] += apply;
        if (score[ROLE_OPENS] > 0)
            score[ROLE_OPENS] += apply;
    } else if (!is_implied(s)) {
        /* "Senast", "från" and "till" alone do not speak of applying. */
        if (context_unit(u, CUE_DEADLINE) == 0)
            score[ROLE_DEADLINE] *= alone;
        if (context_unit(u, CUE_OPENS) == 0)
            score[ROLE_OPENS] *= alone;
    }
}

/* The weights of the verbs of receiving, which are the sentence's own. */
#define RECEIVED 1.6
#define RECEIVED_REACH 4.0
#define RECEIVED_WORDS 5

void applying_received(const struct scene *s, const struct clause *c,
                       double score[static ROLE_COUNT])
{
    const struct unit *u = s->u;
    double best = 0;
    size_t end = 0;
    if (!names_application(u, c) &&
        (score[ROLE_REPORT] >= 1 || score[ROLE_ADVICE] >= 1 ||
         score[ROLE_PROJECT] >= 1))
        return;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set != LEX_CUE || m->entry->index != CUE_RECEIVED)
            continue;
        double h = clause_hears_match(s, c, m, SIDE_BEFORE, RECEIVED_REACH,
                                      RECEIVED_WORDS);
        if (h > 0 && clause_is_bare(u, m->to, c->a))
            h = m->entry->weight; /* "kommit in till och med den 15" */
        if (h > best) {
            best = h;
            end = m->to;
        }
    }
    if (best <= 0 || unit_find_in(u, LEX_CUE, CUE_FROM, end, c->a) != NULL)
        return;
    for (size_t k = end; k < c->a; k++)
        if (unit_in(u, k, WORDS_AFTER) || unit_in(u, k, WORDS_LATER))
            return;
    if (RECEIVED * best > score[ROLE_DEADLINE])
        score[ROLE_DEADLINE] = RECEIVED * best;
    /* What is done with it is told after the day, and later. */
    if (unit_find_in(u, LEX_CUE, CUE_DECISION, end, c->a) == NULL &&
        unit_find_in(u, LEX_CUE, CUE_DECISION, 0, end) == NULL)
        score[ROLE_DECISION] = score[ROLE_EVENT] = 0;
}

#define NO_PROJECT 0.2
#define VERB_TOKENS 3 /* "söks senast den" */

/* "Träffarna redovisas och bidraget söks ...": where the clause of the verb at
 * token VERB begins. */
static size_t own_begin(const struct unit *u, size_t verb)
{
    size_t i = verb;
    while (i > 0 && !unit_in(u, i - 1, WORDS_AND) &&
           !unit_is_punct(u, i - 1, ','))
        i--;
    return verb - i <= VERB_TOKENS ? i : 0;
}

/* "Bidrag för verksamhetsåret 2027 söks senast 30 november": the verb that the
 * day stands beside is of applying, whatever year the money is for. */
static bool is_applied_by(const struct unit *u, const struct clause *c)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (context_is_cue(m, CUE_APPLIED) && m->to <= c->a &&
            c->a - m->to <= VERB_TOKENS &&
            context_says(u, CUE_APPLY, m->from, m->to) &&
            !context_says(u, CUE_PROJECT, m->to, c->a) &&
            !context_says(u, CUE_REPORT, own_begin(u, m->from), c->a))
            return true;
    }
    return false;
}

void applying_owns(const struct scene *s, const struct clause *c,
                   double score[static ROLE_COUNT])
{
    const struct unit *u = s->u;
    bool owned = unit_find(u, LEX_CUE, CUE_DOING) == NULL &&
                 (context_says(u, CUE_NOMINATE, 0, c->a) ||
                  context_says(u, CUE_PERIOD, 0, c->a));
    bool applied = is_applied_by(u, c);
    if (owned || applied)
        score[ROLE_PROJECT] *= NO_PROJECT;
    if (applied) {
        score[ROLE_REPORT] *= NO_PROJECT;
        score[ROLE_EVENT] *= NO_PROJECT;
    }
}

bool applying_is_entry(const struct unit *u)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set == LEX_CUE && m->entry->index == CUE_NOMINATE &&
            (unit_in(u, m->to, WORDS_AND) || unit_in(u, m->to, WORDS_OR) ||
             unit_is_punct(u, m->to, '/')) &&
            unit_find_in(u, LEX_CUE, CUE_APPLY, m->to + 1, m->to + 2) != NULL)
            return true;
    }
    return false;
}

bool applying_is_for_that(const struct scene *s)
{
    if (s->before == NULL || context_unit(s->before, CUE_ADVICE) == 0)
        return false;
    for (size_t k = 1; k < s->u->n; k++)
        if ((unit_in(s->u, k - 1, WORDS_FOR) ||
             unit_in(s->u, k - 1, WORDS_TO)) &&
            unit_in(s->u, k, WORDS_THAT))
            return true;
    return false;
}
