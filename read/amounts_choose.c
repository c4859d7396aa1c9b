/* amounts_choose.c - which of a page's sums become values; see amounts.h. */
#include "amounts.h"

#include <string.h>

#define SURE 2.6 /* a score above it is no surer */

#define TIER_SHARE 0.05 /* less beside a range is a fee, not a tier */

/* "Mindre inköp (högst 20 000 kronor)" */
static bool is_bracketed(const struct money *m)
{
    const struct unit *u = m->source.unit;
    for (size_t i = m->sum.from; i > 0; i--) {
        if (unit_is_punct(u, i - 1, ')') ||
            u->tokens[i - 1].kind == TOKEN_NUMBER)
            return false;
        if (unit_is_punct(u, i - 1, '('))
            return true;
    }
    return false;
}

/* Is it told of what is granted, to whom: "små projekt kan få högst 50 000"? */
static bool names_grant(const struct unit *u, size_t to)
{
    static const enum cue cues[] = {CUE_AWARD, CUE_RECEIVER, CUE_PER_PROJECT,
                                    CUE_ADDRESS, CUE_APPLY};
    for (size_t i = 0; i < sizeof cues / sizeof *cues; i++)
        if (context_says(u, cues[i], 0, to))
            return true;
    return unit_find_in(u, LEX_KIND, -1, 0, to) != NULL ||
           u->label != LABEL_NONE;
}

/* May M be what a lesser kind of grant can be at most, beside the range that
 * FLOOR begins? Not where a fact box gives the range and the text has M, nor
 * where M stands among what costs are paid. */
static bool may_be_tier(const struct money *m, const struct money *floor)
{
    const struct unit *u = m->source.unit, *f = floor->source.unit;
    bool boxed = f->label != LABEL_NONE && u->label == LABEL_NONE;
    bool of_cost = (u->section == SECTION_WHAT && f->section != SECTION_WHAT) ||
                   (u->block->kind == BLOCK_ITEM && u->under != f->under);
    return !boxed && !of_cost && !is_bracketed(m) && names_grant(u, m->sum.to);
}

bool amounts_has_lower_tier(const struct amounts *a, const struct money *floor)
{
    for (size_t i = 0; i < a->n; i++) {
        const struct money *m = &a->items[i];
        if (m->role == MONEY_AWARD && m->ceiling && !m->sum.range &&
            may_be_tier(m, floor) && m->sum.high <= floor->sum.low &&
            m->sum.high >= floor->sum.low * TIER_SHARE)
            return true;
    }
    return false;
}

static double surety(const struct money *m)
{
    return m->source.score < SURE ? m->source.score : SURE;
}

static bool better(const struct money *m, const struct money *best,
                   double value, double best_value, bool larger)
{
    if (best == NULL)
        return true;
    if (m->prize && best->prize)
        return larger ? value > best_value : value < best_value;
    /* "20 000-80 000 kronor. I särskilda fall kan det höjas till 120 000." */
    if (larger && m->raised != best->raised)
        return m->raised == (value > best_value);
    /* "- Ett år: högst 400 000\n- Två år: högst 800 000" */
    if (larger && m->ceiling && best->ceiling &&
        m->source.unit->under == best->source.unit->under &&
        m->source.unit->section == best->source.unit->section)
        return value > best_value;
    /* "Finalisterna får 150 000 var, ett lag som mest 500 000" */
    if (larger && m->ceiling != best->ceiling && !m->sum.range &&
        !best->sum.range) {
        const struct money *most = m->ceiling ? m : best;
        const struct money *plain = m->ceiling ? best : m;
        if (most->sum.high > plain->sum.high &&
            surety(most) > surety(plain) * (plain->prize ? 0.4 : 0.6))
            return most == m;
    }
    bool bound = m->ceiling || m->floor || m->sum.range;
    bool best_bound = best->ceiling || best->floor || best->sum.range;
    if (m->source.unit == best->source.unit && bound != best_bound)
        return bound; /* "högst ett halvt prisbasbelopp (som är 59 200)" */
    if (m->source.unit == best->source.unit && m->ceiling == best->ceiling &&
        m->floor == best->floor)
        return larger ? value > best_value : value < best_value;
    if (surety(m) > surety(best) * 1.35)
        return true;
    if (surety(m) < surety(best) * 0.74)
        return false;
    return larger ? value > best_value : value < best_value;
}

/* "Mellan 250 000 och 900 000. Förberedelser ersätts med 5 000 i ett för allt":
 * is the least said of all, and M's sentence of something in it? */
static bool is_bounded_elsewhere(const struct amounts *a, const struct money *m)
{
    if (m->prize)
        return false;
    for (size_t i = 0; i < a->n; i++) {
        const struct money *o = &a->items[i];
        if (o->role == MONEY_AWARD && (o->floor || o->sum.range) &&
            !o->typical && o->source.unit != m->source.unit)
            return true;
    }
    return false;
}

static void choose_awards(struct amounts *a, const struct money **ceiling,
                          const struct money **floor)
{
    double high = 0, low = 0;
    for (size_t i = 0; i < a->n; i++) {
        const struct money *m = &a->items[i];
        if (m->role != MONEY_AWARD)
            continue;
        bool plain = !m->ceiling && !m->floor && !m->sum.range;
        if ((m->sum.range || m->ceiling || m->lump || plain) &&
            !(m->floor && !m->sum.range) &&
            better(m, *ceiling, m->sum.high, high, true)) {
            *ceiling = m;
            high = m->sum.high;
        }
        bool fixed =
            (m->lump || m->prize || m->set) && !m->ceiling && !m->per_head;
        if (fixed && is_bounded_elsewhere(a, m))
            continue;
        if ((m->sum.range || m->floor || fixed) &&
            better(m, *floor, m->sum.low, low, false)) {
            *floor = m;
            low = m->sum.low;
        }
    }
}

static bool better_pot(const struct money *m, const struct money *best)
{
    if (m->sum.bare || best->sum.bare)
        return best->sum.bare && !m->sum.bare;
    bool together = m->source.unit == best->source.unit;
    /* "4 miljoner varje år, 2 miljoner per omgång" */
    if (together && m->per_round != best->per_round)
        return m->sum.high > best->sum.high;
    /* "1 miljon i varje omgång, sammanlagt 2 miljoner" */
    if (together && m->total && !m->per_round && best->per_round)
        return m->sum.high > best->sum.high;
    if (together && m->of_call == best->of_call)
        /* "1,2 miljoner varje gång, det vill säga 2,4 under året" */
        return m->sum.high > best->sum.high;
    /* "Programmet har 120 miljoner. Till denna utlysning avsätts 30." */
    if (m->of_call != best->of_call)
        return m->of_call ? surety(m) > surety(best) * 0.6
                          : surety(m) * 0.6 > surety(best);
    if (m->total && !best->total && m->sum.high > best->sum.high &&
        surety(m) >= surety(best))
        return true;
    return surety(m) > surety(best) + 0.2;
}

static const struct money *choose_budget(const struct amounts *a)
{
    const struct money *best = NULL;
    for (size_t i = 0; i < a->n; i++) {
        const struct money *m = &a->items[i];
        if (m->role == MONEY_BUDGET && (best == NULL || better_pot(m, best)))
            best = m;
    }
    return best;
}

/* "Förstapriset är 75 000 och de två andra får 20 000 var": what the others get
 * is a part of what there is. */
static bool has_other_prizes(const struct amounts *a)
{
    for (size_t i = 0; i < a->n; i++)
        if (a->items[i].role == MONEY_AWARD && a->items[i].prize &&
            a->items[i].receivers == 0)
            return true;
    return false;
}

/* "Tio stipendier på 15 000 kronor" are a pot of ten times as much. */
static void derive_pot(const struct amounts *a, struct amounts_choice *c)
{
    if (has_other_prizes(a))
        return;
    for (size_t i = 0; i < a->n; i++) {
        const struct money *m = &a->items[i];
        if (m->role != MONEY_AWARD || m->receivers == 0 ||
            m->sum.high * m->receivers <= c->pot)
            continue;
        c->budget = m;
        c->pot = m->sum.high * m->receivers;
    }
}

/* Of two that cannot both be right the surer stays, and another may take the
 * place of the one that goes. */
static void drop_weaker(struct amounts *a, const struct money *x,
                        const struct money *y)
{
    const struct money *weaker = x->source.score > y->source.score ? y : x;
    a->items[weaker - a->items].role = MONEY_NOISE;
}

static bool consistent(struct amounts *a, const struct amounts_choice *c)
{
    if (c->ceiling != NULL && c->floor != NULL && c->ceiling != c->floor &&
        c->floor->sum.low > c->ceiling->sum.high)
        drop_weaker(a, c->floor, c->ceiling);
    else if (c->ceiling != NULL && c->budget != NULL &&
             c->budget->sum.high < c->ceiling->sum.high)
        drop_weaker(a, c->ceiling, c->budget);
    else
        return true;
    return false;
}

struct amounts_choice amounts_choose(struct amounts *a)
{
    amounts_settle(a);
    struct amounts_choice c;
    do {
        memset(&c, 0, sizeof c);
        choose_awards(a, &c.ceiling, &c.floor);
        if (c.floor != NULL && c.floor->sum.range &&
            amounts_has_lower_tier(a, c.floor))
            c.floor = NULL;
        c.budget = choose_budget(a);
    } while (!consistent(a, &c)); /* each round drops one */
    if (c.budget != NULL)
        c.pot = c.budget->sum.high;
    else
        derive_pot(a, &c);
    return c;
}
