/* share_noise.c - see share_noise.h. */
#include "share_noise.h"

#include "others.h"
#include "past.h"

#define THINGS_TOKENS 4   /* "av de projekt som", "af de støttede projekter" */
#define TURNOVER_TOKENS 5 /* "av den senaste årsomsättningen" */

/* "Hälften av projekten hade ...": of how many there are. */
static bool is_of_things(const struct unit *u, const struct clause *c)
{
    if (!unit_in(u, c->to, WORDS_OF))
        return false;
    size_t to = c->to + 1 + THINGS_TOKENS;
    for (size_t i = c->to + 1; i < to && i < u->n; i++) {
        if (u->tokens[i].kind != TOKEN_WORD || unit_in(u, i, WORDS_MODAL) ||
            unit_in(u, i, WORDS_OF) ||
            context_says(u, CUE_COST_SHARE, c->to, i) ||
            context_says(u, CUE_OF_BUDGET, c->to, i))
            return false;
        if (unit_in(u, i, WORDS_COUNTED))
            return true;
    }
    return false;
}

/* "Högst 40 procent av den senaste årsomsättningen" */
static bool is_of_turnover(const struct unit *u, const struct clause *c)
{
    if (!unit_in(u, c->to, WORDS_OF))
        return false;
    for (size_t i = c->to; i < c->to + TURNOVER_TOKENS && i < c->end; i++)
        if (unit_in(u, i, WORDS_TURNOVER))
            return true;
    return false;
}

/* "Hälften från stiftelsen och hälften från regionen": where a pot comes from,
 * and nobody's rate. "60 procent från oss" is one. */
static bool is_of_source(const struct share_view *v)
{
    const struct mentions *ms = &v->ms;
    const struct unit *u = v->u;
    double sum = 0;
    for (size_t i = 0; i < ms->n_shares; i++) {
        size_t at = ms->shares[i].to;
        if (!unit_in(u, at, WORDS_FROM) || unit_in(u, at + 1, WORDS_OUR))
            return false;
        sum += ms->shares[i].high;
    }
    return ms->n_shares >= 2 && sum >= 99 && sum <= 100;
}

/* "Boverket kan ge upp till 50 procent": another office is named before it, and
 * neither we nor you are spoken of after that. */
static bool is_of_other_office(const struct share_view *v,
                               const struct clause *c)
{
    const struct unit *u = v->u;
    for (size_t i = c->from; i-- > 0;)
        if (unit_in(u, i, WORDS_WE) || unit_in(u, i, WORDS_OUR))
            return false;
        else if (others_named_at(v->rd, u, i))
            return !context_says(u, CUE_ADDRESS, i, c->from);
    return false;
}

#define PLAINLY 2 /* the weight of words that are of no call but another */

/* "En by som vill gå vidare kan söka genomförandestöd, där vi betalar ..." */
static bool is_of_other_call(const struct unit *u)
{
    for (size_t k = 0; k < u->n_matches; k++)
        if (context_is_cue(&u->matches[k], CUE_OTHER_CALL) &&
            u->matches[k].entry->weight >= PLAINLY)
            return true;
    return false;
}

/* "Förra gången var stödet 70 procent", "2024 betalade vi 40 procent"; but not
 * on the page of a call that is over, whose rule it is. */
static bool is_past(const struct share_view *v, const struct clause *c)
{
    return past_year_named(v->rd, v->u, c) && !past_is_over(v->rd);
}

bool share_is_aside(const struct share_view *v, const struct clause *c)
{
    return is_of_things(v->u, c) || is_of_turnover(v->u, c) ||
           is_of_source(v) ||
           (others_told_by(v->rd, v->u, c->from) &&
            context_says(v->u, CUE_FUNDER_SHARE, 0, c->from)) ||
           is_of_other_call(v->u) || is_of_other_office(v, c) || is_past(v, c);
}
