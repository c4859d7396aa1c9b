/*
 * amounts_noise.c - what a sum is not, though words of it stand near, and what
 * else its clause is about; see amounts_int.h.
 */
#include "amounts_int.h"
#include "others.h"
#include "past.h"

#include "medel/i18n.h"

#define SURE_POT 2 /* the weight of words of a pot alone */

/* "Ni kan få högst 50 000 kronor till utrustning", "föreningar söker 5 000-20
 * 000 kronor till inköp": what the grant is for. */
static bool gets_for(const struct unit *u, const struct clause *c)
{
    if (!unit_in(u, c->to, WORDS_TO) && !unit_in(u, c->to, WORDS_FOR))
        return false;
    for (size_t i = c->begin; i < c->from; i++)
        if (unit_in(u, i, WORDS_RECEIVES))
            return true;
    return context_says(u, CUE_TO_APPLY, c->begin, c->from) ||
           context_says(u, CUE_APPLY, c->begin, c->from);
}

/* "Up to EUR 1,500 towards tickets": what the grant is for, and no fare. */
static bool goes_to_fee(const struct unit *u, const struct clause *c)
{
    return (unit_in(u, c->to, WORDS_TO) || unit_in(u, c->to, WORDS_FOR)) &&
           context_says(u, CUE_HOURLY, c->to, c->end) &&
           !context_says(u, CUE_HOURLY, c->begin, c->from);
}

/* "3,5 miljoner kronor kvar att besluta om", "de som vil ha liv igjen får åtte
 * millioner å søke på": a pot that is on offer. */
static bool is_left_to_give(const struct unit *u, const struct clause *c)
{
    for (size_t k = 0; k < u->n_matches; k++)
        if (context_is_cue(&u->matches[k], CUE_BUDGET) &&
            u->matches[k].from == c->to)
            return true;
    for (size_t i = c->to; i < c->end && i < c->to + 3; i++)
        if (context_says(u, CUE_LEFT_OVER, i, i + 1) &&
            context_says(u, CUE_BUDGET, i + 1, i + 4) &&
            unit_in(u, i + 1, WORDS_INFINITIVE))
            return true;
    return false;
}

/* "Till de två återstående mötena": it is rounds that are left, not money. */
static bool is_of_rounds_left(const struct unit *u, const struct clause *c)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (context_is_cue(m, CUE_LEFT_OVER) && clause_holds(c, m) &&
            context_spans(u, CUE_WHOLE_CALL, m->from, m->to))
            return true;
    }
    return false;
}

/* "Utgifterna måste ge minst 60 000 kronor i stöd" */
static bool is_in_grant(const struct unit *u, const struct clause *c)
{
    return unit_in(u, c->to, WORDS_IN) &&
           context_says(u, CUE_AWARD, c->to + 1, c->to + 2);
}

/* "Högst 5 000 kronor, och förra årets stöd ska vara redovisat": is CUE said
 * only of what comes after? */
static bool goes_on_to(const struct unit *u, const struct clause *c,
                       enum cue cue)
{
    bool any = false;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (!context_is_cue(m, cue))
            continue;
        size_t i = c->to;
        while (i < m->from && !unit_in(u, i, WORDS_AND))
            i++;
        if (m->from < c->to || i == m->from)
            return false;
        any = true;
    }
    return any;
}

/* "Har vi 3,2 miljoner till resor": do words of CUE stand on either side? */
static bool is_spanned(const struct unit *u, const struct clause *c,
                       enum cue cue)
{
    return c->from > 0 && context_spans(u, cue, c->from - 1, c->to + 1);
}

/* "Tack vare en testamentsgåva kan vi dela ut 900 000 kronor": of what the
 * funder has, so much is given. */
static bool is_given_of(const struct unit *u, const struct clause *c)
{
    size_t to = 0;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (context_is_cue(m, CUE_TURNOVER) && m->from >= c->begin &&
            m->to <= c->from && m->to > to)
            to = m->to;
    }
    const struct match *given =
        to > 0 ? unit_find_in(u, LEX_CUE, CUE_BUDGET, to, c->from) : NULL;
    return given != NULL && given->to - given->from > 1; /* no "budget" */
}

/* "I förbundets budget finns 1,6 miljoner kronor för årets båda omgångar" */
static bool is_for_rounds(const struct unit *u, const struct clause *c)
{
    return context_says(u, CUE_BUDGET, c->begin, c->from) &&
           context_says(u, CUE_PERIOD, c->to, c->end);
}

/* "Stödet kan uppgå till 4 000 euro och täcker försäkring": the words of money
 * that one has come after what bounds the grant. */
static bool is_bound_of_award(const struct unit *u, const struct clause *c,
                              const struct money *m)
{
    return (m->ceiling || m->floor || unit_in(u, c->to, WORDS_AND)) &&
           context_says(u, CUE_AWARD, c->begin, c->from) &&
           !context_says(u, CUE_TURNOVER, c->begin, c->from);
}

/* "Bidraget var högst 30 000 kronor per sökande": what the rule was, on the
 * page of a call that is over. */
static bool was_bounded(const struct unit *u, const struct clause *c)
{
    const struct match *g =
        unit_find_in(u, LEX_CUE, CUE_GRANTED, c->begin, c->from);
    return g != NULL && context_says(u, CUE_COPULA, g->to - 1, g->to) &&
           (context_says(u, CUE_CEILING, g->to, g->to + 2) ||
            context_says(u, CUE_FLOOR, g->to, g->to + 2));
}

/* "Bidrag lämnades från 20 000 till 150 000 kronor", "beviljades med lägst 10
 * 000 och högst 80 000": the rule in the past, where the call is; but not
 * "2025 beviljades 20 000-150 000" or "sju föreningar fick 20 000-150 000". */
static bool was_given_within(const struct money_view *v, const struct clause *c,
                             const struct money *m)
{
    const struct unit *u = v->u;
    const struct match *g = unit_find_in(u, LEX_CUE, CUE_GRANTED, 0, c->from);
    if (g == NULL || !past_is_over(v->r) || past_year_named(v->r, u, c) ||
        money_got_by_number(u, c))
        return false;
    bool at_once = c->from <= g->to + 1 && m->sum.range;
    /* "... ur en pott på en miljon" */
    bool pot =
        g->to <= c->begin && context_says(u, CUE_BUDGET, c->begin, c->from);
    return at_once || pot || context_says(u, CUE_CEILING, g->to, g->to + 2) ||
           context_says(u, CUE_FLOOR, g->to, g->to + 2);
}

/* "Inget projekt fick mer än 50 000 kronor" tells of a rule, "vi har fått 2
 * miljoner att dela ut" of a pot, "inget projekt mindre än 50 000" of what is
 * given, and "därav" at the head of a sentence of the sentence before. */
bool money_tells_nothing(const struct money_view *v, const struct clause *c,
                         const struct money *m, enum cue cue)
{
    if (cue == CUE_LEFT_OVER)
        return is_left_to_give(v->u, c) || is_of_rounds_left(v->u, c);
    /* "Priser för 60 000 euro, varav vinnaren får 20 000" */
    if (cue == CUE_PART_USE)
        return (c->from > 0 && context_says(v->u, cue, 0, 1)) ||
               money_of_prize(v->u, c->begin, c->from);
    if (cue == CUE_TURNOVER)
        return is_given_of(v->u, c) || is_bound_of_award(v->u, c, m) ||
               is_for_rounds(v->u, c);
    if (cue == CUE_GRANTED &&
        (was_bounded(v->u, c) || was_given_within(v, c, m) ||
         (m->floor && context_says(v->u, CUE_REFUSED, c->to, c->end))))
        return true; /* "stöd under 80 000 kronor gavs inte" */
    if (cue == CUE_PAST_ROUND && goes_on_to(v->u, c, cue))
        return true;
    if (cue == CUE_USED_FOR && is_spanned(v->u, c, CUE_BUDGET))
        return true;
    if ((cue == CUE_COST_LIMIT || cue == CUE_USED_FOR) &&
        (m->ceiling || m->sum.range) && gets_for(v->u, c))
        return true;
    if (cue == CUE_TOTAL && m->sum.range)
        return true; /* no pot, but "tillsammans 300 000-2 000 000 kronor" */
    if (cue == CUE_HOURLY && m->ceiling && goes_to_fee(v->u, c))
        return true;
    if (cue == CUE_COST_LIMIT && m->floor && is_in_grant(v->u, c))
        return true;
    if (cue == CUE_COST_LIMIT && m->floor) {
        const struct match *below =
            unit_find_in(v->u, LEX_CUE, cue, c->begin, c->from);
        return below != NULL && below->from > 0 &&
               context_says(v->u, CUE_NEGATION, below->from - 1, below->from);
    }
    if (cue != CUE_GOT)
        return false;
    if (m->ceiling || m->floor)
        return true;
    for (size_t k = 0; k < v->u->n_matches; k++) {
        const struct match *pot = &v->u->matches[k];
        if (pot->set == LEX_CUE && pot->entry->index == CUE_BUDGET &&
            pot->entry->weight >= SURE_POT && clause_holds(c, pot))
            return true;
    }
    return false;
}

#define TURNOVER_TOKENS 5 /* "omsetning på inntil" */

/* "Startstöd från Boverket på högst 400 000 kronor" */
static bool is_of_other_office(const struct money_view *v,
                               const struct clause *c, const struct money *m)
{
    for (size_t i = c->begin; i + 1 < c->from; i++)
        if ((unit_in(v->u, i, WORDS_FROM) || unit_in(v->u, i, WORDS_AT)) &&
            others_office_at(v->r, v->u, i + 1))
            return true;
    /* "Skolverkets statsbidrag, som i år är på sammanlagt 75 miljoner" */
    const struct match *of = unit_find_in(v->u, LEX_CUE, CUE_AWARD, 1, c->from);
    return of != NULL && !m->ceiling && !m->floor &&
           others_office_at(v->r, v->u, of->from - 1) &&
           v->u->tokens[of->from - 1]
                   .norm[v->u->tokens[of->from - 1].len - 1] == 's';
}

/* "Mindre än 100 000 kronor i stödberättigande utgifter" */
static bool is_in_costs(const struct unit *u, const struct clause *c)
{
    return unit_in(u, c->to, WORDS_IN) && (unit_in(u, c->to + 1, WORDS_COSTS) ||
                                           unit_in(u, c->to + 2, WORDS_COSTS));
}

/* "Kostnaderna måste sammanlagt vara minst 75 000 kronor" */
static bool is_least_cost(const struct unit *u, const struct clause *c)
{
    size_t i = c->from;
    while (i > c->begin && !unit_in(u, i - 1, WORDS_COSTS))
        i--;
    if (i == c->begin || is_in_grant(u, c))
        return false;
    /* "Stödet till en investering ska vara minst ..." */
    if (i > c->begin + 1 &&
        unit_find_in(u, LEX_CUE, CUE_AWARD, c->begin, i - 1) != NULL)
        return false;
    for (size_t k = i; k < c->from; k++)
        if (u->tokens[k].kind != TOKEN_WORD || unit_in(u, k, WORDS_AND))
            return false;
    return context_says(u, CUE_DUTY, i, c->from) &&
           !context_says(u, CUE_AWARD, i, c->from);
}

#define BEFORE_TOKENS 6 /* "i stället för ett pris på" */

/* "Tidigare 50 000", "i stället för ett pris på 100 000 kronor" */
static bool was_before(const struct unit *u, const struct clause *c)
{
    size_t near = c->from > c->begin + 2 ? c->from - 2 : c->begin;
    size_t far =
        c->from > c->begin + BEFORE_TOKENS ? c->from - BEFORE_TOKENS : c->begin;
    if (context_says(u, CUE_FORMERLY, near, c->from))
        return true;
    const struct match *m =
        c->from > 0 && (unit_in(u, c->from - 1, WORDS_ON) ||
                        unit_in(u, c->from - 1, WORDS_OF))
            ? unit_find_in(u, LEX_CUE, CUE_FORMERLY, far, c->from)
            : NULL;
    for (size_t i = far; m != NULL && i < c->from; i++)
        if (u->tokens[i].kind != TOKEN_WORD)
            return false;
    return m != NULL && m->to - m->from > 1;
}

/* "... där kommunerna själva lägger 7 miljoner kronor" */
static bool pays_itself(const struct unit *u, const struct clause *c)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (context_is_cue(m, CUE_OWN_SHARE) && m->entry->weight >= 1 &&
            m->to - m->from > 1 && m->from >= c->begin && m->to == c->from &&
            context_says(u, CUE_BEAR, m->from, m->to))
            return true;
    }
    return false;
}

#define EXAMPLE_TOKENS 4 /* "noen eksempler fra i høst:" */

static bool opens_example(const struct unit *u)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (context_is_cue(m, CUE_EXAMPLE) && m->entry->weight > 1 &&
            (m->from < EXAMPLE_TOKENS || m->to + 1 >= u->n))
            return true;
    }
    return false;
}

/* A line of a list, which may be "what: how much". */
static bool is_line(const struct unit *u)
{
    return u->block->kind == BLOCK_ITEM || u->block->kind == BLOCK_PAIR;
}

/* "Noen eksempler fra i høst: 12 000 kroner til en bod, 7 900 til en kafé"; a
 * list under "En förening räknade så här:" */
static bool is_in_example(const struct money_view *v)
{
    const struct unit *u = v->u, *first = v->r->text->units;
    if (opens_example(u))
        return true;
    while (u > first && is_line(u))
        u--; /* the last sentence above the list */
    if (u == v->u)
        return false;
    return !u->is_heading && opens_example(u);
}

/* A sum that is not of the grant, for what its clause is about: what the
 * applicant must have, what one kind of cost may be, what was before. */
const char *money_other_subject(const struct money_view *v,
                                const struct clause *c, const struct money *m)
{
    const struct unit *u = v->u;
    static const struct weight_value near = {1, 6};
    if (was_before(u, c))
        return N_("what it was before");
    if (context_says(u, CUE_ALL_FIELDS, c->begin, c->end))
        return N_("of more than this call");
    if (m->floor && unit_find(u, LEX_CUE, CUE_NO_FLOOR) != NULL)
        return N_("what is usual");
    if (!m->ceiling && !m->floor && is_in_example(v))
        return N_("an example");
    if (pays_itself(u, c))
        return N_("what the applicant adds");
    if (is_of_other_office(v, c, m) ||
        (!m->ceiling && !m->floor && others_told_by(v->r, u, c->from)))
        return N_("another office's");
    size_t near_by = c->from > TURNOVER_TOKENS ? c->from - TURNOVER_TOKENS : 0;
    if (near_by < c->begin)
        near_by = c->begin;
    if (context_says(u, CUE_TURNOVER, near_by, c->from) && !is_given_of(u, c) &&
        !is_for_rounds(u, c))
        return N_("a limit of turnover");
    if (m->floor && (is_in_costs(u, c) || is_least_cost(u, c) ||
                     context_says(u, CUE_REPORT, c->begin, c->from)))
        return N_("a limit of a cost");
    if (m->ceiling && limits_cost(&v->ms, c))
        return N_("a limit of a cost");
    if (!m->floor || is_in_grant(u, c))
        return NULL;
    /* "Egen insats minst 20 000 kronor" */
    const struct match *own =
        unit_find_in(u, LEX_CUE, CUE_OWN_SHARE, c->begin, c->from);
    bool duty = (own != NULL && own->to + 1 == c->from) ||
                context_says(u, CUE_DUTY, c->begin, c->from) ||
                context_says(u, CUE_COPULA, c->begin, c->from);
    if (duty && !context_says(u, CUE_NO_OWN_SHARE, 0, c->from) &&
        !context_says(u, CUE_UNDER, c->begin, c->from) &&
        clause_weight(&v->ms, c, CUE_OWN_SHARE, &near, SIDE_BOTH, 0) > 0.4)
        return N_("what the applicant adds");
    if (!context_says(u, CUE_UNDER, c->begin, c->from) &&
        context_says(u, CUE_DUTY, c->to, c->end) &&
        (context_says(u, CUE_COST_LIMIT, c->to, c->end) ||
         context_says(u, CUE_REPORT, c->to, c->end)))
        return N_("a condition");
    return NULL;
}
