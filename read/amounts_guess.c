/*
 * amounts_guess.c - what sums are by the words round them, beside the rules;
 * see learnt.h.
 *
 * The rules come first, since they know of clauses and captions, and keep
 * their choice unless the words speak strongly against it. How sure the words
 * must be was set on pages whose phrases the rules did not know yet.
 */
#include "amounts.h"
#include "heard.h"
#include "sum_signs.h"

#include <string.h>

/* The least share that makes a sum a value. A floor bars those who ask for
 * less, so it takes more. */
static const float least[MONEY_ENDS] = {0.4F, 0.75F, 0.4F};

#define BARE_LEAST 0.7F  /* of a number that is not said to be money */
#define NOISE_LEAST 0.9F /* of a sum that may be of another kind */
#define NOISE_SURE 2.0   /* a score past which it is */
#define BETTER_BY 0.5F   /* than the rules' choice, to take its place */
#define LEAST_POT 0.05F  /* of the rules' choice for the whole call, */
#define POT_SURE 2.0     /* unless they are surer than that */

void amounts_hear(const struct money_view *v, struct money *m)
{
    struct heard h = {vocab_learnt(v->r->vocab, LEARNT_SUMS), {0}};
    const struct sign_ear ear = heard_ear(&h);
    sum_signs(v, m, &ear);
    learnt_shares(h.said);
    double ceiling = h.said[LEARNT_CEILING] + h.said[LEARNT_FIXED];
    double floor = h.said[LEARNT_FLOOR] + h.said[LEARNT_FIXED];
    if (m->sum.range) /* has both ends */
        ceiling = floor = ceiling > floor ? ceiling : floor;
    m->share[END_CEILING] = (float)ceiling;
    m->share[END_FLOOR] = (float)floor;
    m->share[END_POT] = (float)h.said[LEARNT_BUDGET];
}

static const struct money *chosen_of(const struct amounts_choice *c,
                                     enum money_end end)
{
    return end == END_CEILING ? c->ceiling
           : end == END_FLOOR ? c->floor
                              : c->budget;
}

static double value_of(const struct money *m, enum money_end end)
{
    return end == END_FLOOR ? m->sum.low : m->sum.high;
}

/* Is M one of the values that the rules chose? */
static bool is_taken(const struct amounts_choice *c, const struct money *m)
{
    return (c->ceiling != NULL && c->ceiling->sum.high == m->sum.high) ||
           (c->floor != NULL && c->floor->sum.low == m->sum.low) ||
           (c->pot != 0 && c->pot == m->sum.high);
}

/* One record, one currency; what names none has that of the others. */
static bool is_in_currency(const struct amounts_choice *c,
                           const struct money *m)
{
    const struct money *known[] = {c->ceiling, c->floor, c->budget};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i] != NULL && known[i]->sum.currency[0] != '\0' &&
            m->sum.currency[0] != '\0' &&
            strcmp(known[i]->sum.currency, m->sum.currency) != 0)
            return false;
    return true;
}

/* Can M be END beside the other values? */
static bool fits(const struct amounts_choice *c, const struct money *m,
                 enum money_end end)
{
    if (end == END_POT)
        return c->ceiling != m && c->floor != m &&
               (c->ceiling == NULL || c->ceiling->sum.high <= m->sum.high);
    if (c->pot != 0 && m->sum.high > c->pot)
        return false;
    if (end == END_CEILING)
        return c->floor == NULL || m->sum.high >= c->floor->sum.low;
    return c->ceiling == NULL || m->sum.low <= c->ceiling->sum.high;
}

/* Do the rules let M's words speak, and M be what it is with SHARE? What they
 * suspect never takes the place of what they CHOSE. */
static bool may_be(const struct money *m, float share, bool chose)
{
    if (m->typical || m->per_head)
        return false;
    if (m->noise != NULL)
        return !chose && share > NOISE_LEAST &&
               (m->role != MONEY_NOISE || m->source.score < NOISE_SURE);
    return m->role != MONEY_NOISE || share > BARE_LEAST;
}

/* The likeliest sum for END that fits and is likelier than MORE_THAN, or NULL.
 * Among the sums of one sentence the rules know best. */
static struct money *likeliest(struct amounts *a,
                               const struct amounts_choice *c,
                               const struct amounts_choice *ruled,
                               enum money_end end, float more_than)
{
    struct money *best = NULL;
    const struct money *chosen = chosen_of(ruled, end);
    for (size_t i = 0; i < a->n; i++) {
        struct money *m = &a->items[i];
        if ((chosen != NULL && chosen->source.unit == m->source.unit) ||
            (end == END_FLOOR &&
             (amounts_has_lower_tier(a, m) ||
              unit_find(m->source.unit, LEX_CUE, CUE_NO_FLOOR) != NULL)))
            continue;
        if (m->share[end] <= more_than ||
            !may_be(m, m->share[end], chosen != NULL) ||
            (best != NULL && m->share[end] <= best->share[end]) ||
            is_taken(ruled, m) || amounts_is_small(m) || !fits(c, m, end) ||
            !is_in_currency(c, m))
            continue;
        best = m;
    }
    return best;
}

/* The greatest share of a sum that says the value of the rules' choice; 1 where
 * none does, as of a pot reckoned from prizes. */
static float share_of_choice(const struct amounts *a,
                             const struct amounts_choice *c, enum money_end end)
{
    double value = end == END_POT ? c->pot : value_of(chosen_of(c, end), end);
    float share = -1;
    for (size_t i = 0; i < a->n; i++)
        if (value_of(&a->items[i], end) == value &&
            a->items[i].share[end] > share)
            share = a->items[i].share[end];
    return share < 0 ? 1 : share;
}

static void take(struct amounts_choice *c, enum money_end end, struct money *m)
{
    m->guessed = true;
    if (end == END_POT) {
        c->budget = m;
        c->pot = m->sum.high;
        return;
    }
    if (end == END_CEILING)
        c->ceiling = m;
    if (end == END_FLOOR || (c->floor == NULL && m->sum.range))
        c->floor = m;
    if (c->ceiling != NULL && c->floor != NULL &&
        c->floor->sum.low > c->ceiling->sum.high)
        c->floor = NULL;
}

void amounts_guess(struct amounts *a, struct amounts_choice *c)
{
    const struct amounts_choice ruled = *c;
    for (int k = 0; k < MONEY_ENDS; k++) {
        enum money_end end = (enum money_end)k;
        bool known = chosen_of(c, end) != NULL;
        float share = known ? share_of_choice(a, c, end) : 0;
        struct money *m = likeliest(a, c, &ruled, end,
                                    known ? share + BETTER_BY : least[end]);
        if (m != NULL) {
            take(c, end, m);
        } else if (known && end == END_POT && share < LEAST_POT &&
                   !c->budget->total && c->budget->source.score < POT_SURE) {
            c->budget = NULL;
            c->pot = 0;
        }
    }
}
