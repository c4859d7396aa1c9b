/* share_payer.c - who pays a share; see share_payer.h. */
#include "share_payer.h"

#include "others.h"

#define NO_OWN_TOKENS 4 /* "utan krav på egen medfinansiering" */
#define REST_TOKENS 4   /* "och vi tar gärna resten" */

/* "Ingen egen medfinansiering krävs, vi betalar 80 procent": an own share
 * that is denied is none. */
bool share_own_is_denied(const struct share_view *v, const struct clause *c)
{
    const struct unit *u = v->u;
    bool any = false, denied = false;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set != LEX_CUE || m->entry->index != CUE_OWN_SHARE)
            continue;
        any = true;
        size_t from = m->from > NO_OWN_TOKENS ? m->from - NO_OWN_TOKENS : 0;
        if (from < c->to && m->from >= c->to)
            from = c->to;
        denied |= context_negated(u, from, m->from) ||
                  unit_find_in(u, LEX_CUE, CUE_NO_OWN_SHARE, from, m->to);
    }
    return any && denied;
}

#define DUTY_TOKENS 6 /* "ska själv kunna stå för" */

/* "Föreningen ska stå för 20 procent", "partners must cover a fifth": what is
 * someone's duty to pay is the applicant's, unless the grant is what must. */
bool share_is_duty(const struct share_view *v, const struct clause *c)
{
    const struct unit *u = v->u;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set != LEX_CUE || m->entry->index != CUE_DUTY ||
            !(clause_holds(c, m) || m->to <= v->ms.clauses[0].from))
            continue;
        size_t to = m->to + DUTY_TOKENS;
        if (unit_find_in(u, LEX_CUE, CUE_BEAR, m->to,
                         to < c->end ? to : c->end) != NULL &&
            unit_find_in(u, LEX_CUE, CUE_FUNDER_SHARE, c->begin, m->from) ==
                NULL)
            return true;
    }
    return false;
}

/* "Kommunerna betalar 90 procent; ni skjuter till resten": others than those
 * who are spoken to pay what stands before FROM. */
static bool rest_is_yours(const struct unit *u, size_t from)
{
    const struct match *rest = unit_find_in(u, LEX_CUE, CUE_REST, from, u->n);
    return rest != NULL && context_says(u, CUE_ADDRESS, from, rest->from);
}

/* "Föreningen betalar 20 procent", "företagaren räknar med att stå för
 * hälften": the applicant bears it, and no grant is spoken of between. */
bool share_applicant_bears(const struct share_view *v, const struct clause *c)
{
    const struct unit *u = v->u;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *who = &u->matches[k];
        if (!context_is_cue(who, CUE_OWN_SHARE) || who->to > c->from ||
            !(clause_holds(c, who) || who->to <= v->ms.clauses[0].from) ||
            (rest_is_yours(u, c->to) &&
             !context_says(u, CUE_ADDRESS, who->from, who->to)))
            continue;
        size_t limit = who->to + DUTY_TOKENS;
        const struct match *bears = unit_find_in(
            u, LEX_CUE, CUE_BEAR, who->to, limit < c->from ? limit : c->from);
        if (bears != NULL && !context_says(u, CUE_US, who->to, c->from) &&
            !context_says(u, CUE_AWARD, who->to, c->from) &&
            !context_says(u, CUE_FUNDER_SHARE, who->to, bears->from) &&
            !context_says(u, CUE_FUNDER_SHARE, bears->to, c->from))
            return true;
    }
    return false;
}

/* "Ni betalar 60 procent och vi resten": what is left is the funder's, so this
 * is not. */
bool share_rest_is_ours(const struct share_view *v, const struct clause *c)
{
    const struct unit *u = v->u;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (!context_is_cue(m, CUE_REST) || m->from < c->to ||
            (c + 1 < v->ms.clauses + v->ms.n && m->from >= (c + 1)->to))
            continue;
        size_t from =
            m->from > c->to + REST_TOKENS ? m->from - REST_TOKENS : c->to;
        size_t to = m->to + REST_TOKENS < u->n ? m->to + REST_TOKENS : u->n;
        for (size_t i = from; i < m->from; i++)
            if (unit_is_punct(u, i, ','))
                from = i;
        for (size_t i = m->to; i < to; i++)
            if (u->tokens[i].kind == TOKEN_PUNCT || unit_in(u, i, WORDS_WHEN) ||
                unit_in(u, i, WORDS_AFTER))
                to = i;
        if (context_says(u, CUE_US, from, to) &&
            !context_says(u, CUE_OWN_SHARE, from, to))
            return true;
    }
    return false;
}

/* "Ni får 40 procent, resten är era egna pengar": own words that speak of the
 * rest alone leave the figure to the funder. */
bool share_rest_is_theirs(const struct share_view *v, const struct clause *c)
{
    const struct unit *u = v->u;
    size_t next = c + 1 < v->ms.clauses + v->ms.n ? (c + 1)->from : u->n;
    const struct match *rest = unit_find_in(u, LEX_CUE, CUE_REST, c->to, next);
    return rest != NULL && context_says(u, CUE_OWN_SHARE, rest->to, next) &&
           !context_says(u, CUE_OWN_SHARE, 0, rest->from);
}

#define GETS_TOKENS 4 /* "får ni allra högst" */

/* "Ni får 40 procent av kostnaden", "the company receives a third": what an
 * applicant gets is the funder's, unless what it gets is to pay. */
bool share_applicant_gets(const struct share_view *v, const struct clause *c)
{
    const struct unit *u = v->u;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *own = &u->matches[k];
        if (context_is_cue(own, CUE_OWN_SHARE) && own->entry->weight >= 1 &&
            clause_holds(c, own))
            return false;
    }
    size_t least = c->from > GETS_TOKENS ? c->from - GETS_TOKENS : 0;
    for (size_t i = c->from; i > least && i > c->begin; i--)
        if (unit_in(u, i - 1, WORDS_RECEIVES))
            return !context_says(u, CUE_BEAR, i, c->from) &&
                   context_says(u, CUE_COST_SHARE, c->to, c->end);
    return false;
}

/* "...; arbetsgivaren betalar resten" */
bool share_rest_is_borne(const struct unit *u, size_t from)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (!context_is_cue(m, CUE_REST) || m->from < from)
            continue;
        size_t begin =
            m->from > from + REST_TOKENS ? m->from - REST_TOKENS : from;
        size_t end = m->to + REST_TOKENS < u->n ? m->to + REST_TOKENS : u->n;
        if (context_says(u, CUE_BEAR, begin, end))
            return true;
    }
    return false;
}

#define TURN_TOKENS 2 /* "resten av beloppet när ni redovisat" */

bool share_is_instalment(const struct unit *u)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (!context_is_cue(m, CUE_REST))
            continue;
        for (size_t i = m->to; i <= m->to + TURN_TOKENS && i < u->n; i++)
            if (unit_in(u, i, WORDS_WHEN) || unit_in(u, i, WORDS_AFTER) ||
                unit_in(u, i, WORDS_ONCE))
                return true;
    }
    return false;
}

bool share_of_other(const struct share_view *v, const struct clause *c)
{
    const struct unit *u = v->u;
    for (size_t i = c->begin + 1; i + 1 < c->from; i++)
        if (unit_in(u, i, WORDS_BY) && others_office_at(v->rd, u, i + 1) &&
            (context_says(u, CUE_REIMBURSED, c->begin, i) ||
             context_says(u, CUE_FUNDER_SHARE, c->begin, i)))
            return true;
    return false;
}
