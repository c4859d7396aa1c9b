/* amounts_choose.c - which of a page's sums become values; see amounts.h. */
#include "amounts.h"

#include <math.h>
#include <string.h>

#define SURE 2.6 /* a score above it is no surer */

#define TIER_SHARE 0.05 /* less beside a range is a fee, not a tier */

bool amounts_has_lower_tier(const struct amounts *a, const struct money *floor)
{
    for (size_t i = 0; i < a->n; i++) {
        const struct money *m = &a->items[i];
        if (m->role == MONEY_AWARD && m->ceiling && !m->sum.range &&
            m->sum.high <= floor->sum.low &&
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

#define POT_AT_LEAST                                                           \
    2e7 /* kronor: more than any one gets without a word of it */

/* "Beløp: 212 mill. kr" */
static bool is_pot_by_size(const struct money *m)
{
    bool euro = strcmp(m->sum.currency, "EUR") == 0;
    return m->source.unit->label == LABEL_AWARD && !m->each && !m->ceiling &&
           !m->floor && !m->sum.range && !m->lump && !m->prize &&
           m->sum.high >= (euro ? POT_AT_LEAST / 10 : POT_AT_LEAST);
}

/* A bare "Belopp: 55 mkr" is the call's where the text gives a smaller sum to
 * each project. */
static void settle_plain(struct amounts *a)
{
    double bounded = 0;
    const struct unit *where = NULL;
    for (size_t i = 0; i < a->n; i++)
        if (a->items[i].role == MONEY_AWARD && is_pot_by_size(&a->items[i]))
            a->items[i].role = MONEY_BUDGET;
    for (size_t i = 0; i < a->n; i++) {
        const struct money *m = &a->items[i];
        if (m->role == MONEY_AWARD &&
            (m->ceiling || m->floor || m->sum.range || m->lump) &&
            m->sum.high > bounded) {
            bounded = m->sum.high;
            where = m->source.unit;
        }
    }
    for (size_t i = 0; i < a->n && bounded > 0; i++) {
        struct money *m = &a->items[i];
        bool bare_label = m->source.unit->label == LABEL_AWARD;
        if (m->role == MONEY_AWARD &&
            (m->source.unit != where || m->sum.high >= 3 * bounded) &&
            !m->each && !m->ceiling && !m->floor && !m->sum.range && !m->lump &&
            !m->prize && m->sum.high > bounded * (bare_label ? 1 : 2))
            m->role = MONEY_BUDGET;
    }
}

const char *amounts_default_currency(const struct reader *r)
{
    switch (r->call->language) {
    case LANG_NO:
        return "NOK";
    case LANG_DA:
        return "DKK";
    case LANG_EN:
    case LANG_FI:
        return "EUR";
    default:
        return "SEK";
    }
}

/* "kr" is the krona of the country whose kronor the page names, else of its
 * language. */
static void settle_krona(struct amounts *a)
{
    static const char *const codes[] = {"SEK", "NOK", "DKK"};
    size_t count[3] = {0}, top = 0;
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < 3; k++)
            count[k] += strcmp(a->items[i].sum.currency, codes[k]) == 0;
    for (size_t k = 1; k < 3; k++)
        if (count[k] > count[top])
            top = k;
    const char *krona = amounts_default_currency(a->r);
    if (strcmp(krona, "EUR") == 0)
        krona = "SEK";
    if (count[top] > 0)
        krona = codes[top];
    for (size_t i = 0; i < a->n; i++)
        if (strcmp(a->items[i].sum.currency, "XKR") == 0)
            memcpy(a->items[i].sum.currency, krona, 4);
}

/* A sum in another currency than the page's others is most often a cap of EU
 * law or an example. */
static void prefer_currency(struct amounts *a)
{
    static const char *const codes[] = {"SEK", "EUR", "NOK", "DKK"};
    size_t count[4] = {0}, top = 0;
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < 4; k++)
            count[k] += a->items[i].role != MONEY_NOISE &&
                        strcmp(a->items[i].sum.currency, codes[k]) == 0;
    const char *own = amounts_default_currency(a->r);
    for (size_t k = 1; k < 4; k++)
        if (count[k] > count[top] ||
            (count[k] == count[top] && strcmp(codes[k], own) == 0))
            top = k;
    for (size_t i = 0; i < a->n; i++) {
        struct money *m = &a->items[i];
        if (m->sum.currency[0] != '\0' && count[top] > 0 &&
            strcmp(m->sum.currency, codes[top]) != 0)
            m->role = MONEY_NOISE;
    }
}

/* "250 000 kronor om året. I tre år, tillsammans 750 000": a total that is a
 * few times an award of one year is the award of all of them. */
static void settle_years(struct amounts *a)
{
    for (size_t i = 0; i < a->n; i++) {
        struct money *m = &a->items[i];
        if (!m->total || m->role == MONEY_NOISE)
            continue;
        for (size_t k = 0; k < a->n; k++) {
            const struct money *y = &a->items[k];
            double years = y->sum.high > 0 ? m->sum.high / y->sum.high : 0;
            if (y->role == MONEY_AWARD && y->yearly && years >= 2 &&
                years <= 6 && years == floor(years)) {
                m->role = MONEY_AWARD;
                m->ceiling = true;
                m->source.score = y->source.score;
            }
        }
    }
}

#define IT_TOKENS 3 /* "är den hela 18 000 euro" */

/* "För fyra träffar är den 18 000 euro": what was said of before is. */
static bool is_of_it(const struct money *m)
{
    const struct unit *u = m->source.unit;
    size_t from = m->sum.from > IT_TOKENS ? m->sum.from - IT_TOKENS : 0;
    for (size_t i = from; i + 1 < m->sum.from; i++)
        if ((unit_in(u, i, WORDS_IS) && unit_in(u, i + 1, WORDS_IT)) ||
            (unit_in(u, i, WORDS_IT) && unit_in(u, i + 1, WORDS_IS)))
            return true;
    return false;
}

/* "För en dag är klumpsumman 4 000 euro. För fyra träffar är den 18 000, för
 * ett år 35 000": fixed as well. */
static void settle_lumps(struct amounts *a)
{
    const struct money *lump = NULL, *it = NULL;
    for (size_t i = 0; i < a->n; i++) {
        struct money *m = &a->items[i];
        bool plain = !m->ceiling && !m->floor && !m->sum.range && !m->per_head;
        bool same = lump != NULL && !m->sum.bare && plain &&
                    m->source.unit->block == lump->source.unit->block;
        if (same && m->role == MONEY_NONE &&
            (is_of_it(m) ||
             (it != NULL && it->source.unit == m->source.unit))) {
            m->role = MONEY_AWARD;
            m->lump = true;
            m->source.score = lump->source.score;
            it = m;
        }
        if (m->lump && plain && m->role == MONEY_AWARD)
            lump = m;
    }
}

/* "Första året högst 1,2 miljoner, andra året högst 800 000, det vill säga två
 * miljoner": what the bounds of a sentence add up to is one award. */
static void settle_parts(struct amounts *a)
{
    for (size_t i = 0; i < a->n; i++) {
        struct money *m = &a->items[i];
        double sum = 0, score = 0;
        size_t parts = 0;
        for (size_t k = i; k > 0; k--) {
            const struct money *p = &a->items[k - 1];
            if (p->source.unit != m->source.unit || !p->ceiling ||
                p->role != MONEY_AWARD || p->prize)
                break;
            sum += p->sum.high;
            parts++;
            score = p->source.score;
        }
        if (parts < 2 || sum != m->sum.high || m->ceiling)
            continue;
        m->role = MONEY_AWARD;
        m->ceiling = true;
        m->source.score = score;
    }
}

/* Is the page of stipends or prizes, whose sizes are fixed? */
static bool of_stipends(const struct reader *r)
{
    for (size_t i = 0; i < r->text->n; i++) {
        const struct unit *u = &r->text->units[i];
        for (size_t k = 0; u->is_title && k < u->n; k++)
            if (token_in(&u->tokens[k], WORDS_FIXED_GRANT))
                return true;
    }
    return false;
}

/* A table of stipends: each row's sum is what its winner gets. */
static void settle_rows(struct amounts *a)
{
    bool fixed = of_stipends(a->r);
    for (size_t i = 0; i < a->n && fixed; i++) {
        struct money *m = &a->items[i];
        if (m->source.unit->block != NULL &&
            m->source.unit->block->table >= 0 && m->role == MONEY_AWARD &&
            !m->ceiling && !m->floor && !m->sum.range)
            m->prize = true;
    }
}

/* "600 kr. pr. barn", "för varje ungdom får ni 11 500 kronor" */
static bool is_piece(const struct money *m)
{
    const struct unit *u = m->source.unit;
    size_t to = m->sum.to + (unit_is_punct(u, m->sum.to, '.') ? 1 : 0);
    return unit_in(u, to, WORDS_PER) ||
           unit_find_in(u, LEX_CUE, CUE_FOR_EACH, 0, m->sum.from) != NULL;
}

/* "10 000 kronor för varje grupp, dock högst 50 000 till en förening": the
 * first counts heads, where the next sum of its paragraph is the most. */
static void settle_pieces(struct amounts *a)
{
    for (size_t i = 0; i + 1 < a->n; i++) {
        struct money *m = &a->items[i];
        const struct money *all = m + 1;
        m->per_head |= m->role == MONEY_AWARD && (m->each || is_piece(m)) &&
                       !m->ceiling && !m->floor && !m->sum.range &&
                       all->role == MONEY_AWARD && all->ceiling &&
                       all->source.unit->block == m->source.unit->block &&
                       all->sum.high > m->sum.high;
    }
}

/* "Vinnaren får 250 000 kronor, två andra 50 000 vardera. Prissumman är alltså
 * 350 000 totalt": as much as the prizes before it come to. */
static void settle_prize_total(struct amounts *a)
{
    double sum = 0;
    for (size_t i = 0; i < a->n; i++) {
        struct money *m = &a->items[i];
        if (m->role != MONEY_AWARD && m->role != MONEY_BUDGET)
            continue;
        if (sum > m->sum.high / 2 && m->sum.high == sum && m->prize)
            m->role = MONEY_BUDGET;
        else if (m->role == MONEY_AWARD && m->prize)
            sum += m->sum.high * (m->receivers > 0 ? m->receivers : 1);
    }
}

/* "Vanligen 10 000-20 000 kr, aldrig mer än 60 000": what is usual says
 * nothing where the bounds are stated. "12 000 kronor per ungdom, högst 60 000
 * per företag": nor does what one head counts. "Ofta 80 000-600 000" never is a
 * bound. */
static void settle_usual(struct amounts *a)
{
    double most = 0;
    for (size_t i = 0; i < a->n; i++) {
        const struct money *m = &a->items[i];
        if (m->role == MONEY_AWARD && !m->typical && !m->per_head &&
            (m->ceiling || m->sum.range) && m->sum.high > most)
            most = m->sum.high;
    }
    for (size_t i = 0; i < a->n; i++) {
        struct money *m = &a->items[i];
        bool often = m->frequent && !m->ceiling && !m->floor;
        if (m->role == MONEY_AWARD &&
            (often || ((m->typical || m->per_head) && most >= m->sum.high)))
            m->role = MONEY_NOISE;
    }
}

/* "Vinnarna i finalen får 25 000 kronor" on a page of grants that are bounded
 * in its own words: what else one can win. */
static void settle_prizes(struct amounts *a)
{
    bool bounded = false;
    const struct page_text *t = a->r->text;
    if (of_stipends(a->r) ||
        (t->n > 0 && unit_find(&t->units[0], LEX_CUE, CUE_PRIZE) != NULL))
        return;
    for (size_t i = 0; i < a->n; i++) {
        const struct money *m = &a->items[i];
        bounded |= m->role == MONEY_AWARD && !m->prize && !m->typical &&
                   (m->ceiling || m->sum.range);
    }
    for (size_t i = 0; i < a->n && bounded; i++) {
        struct money *m = &a->items[i];
        if (m->role == MONEY_AWARD && m->prize && !m->ceiling && !m->floor &&
            !m->sum.range)
            m->role = MONEY_NOISE;
    }
}

static bool better_pot(const struct money *m, const struct money *best)
{
    if (m->sum.bare || best->sum.bare)
        return best->sum.bare && !m->sum.bare;
    bool together = m->source.unit == best->source.unit;
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
    settle_krona(a);
    prefer_currency(a);
    settle_plain(a);
    settle_years(a);
    settle_parts(a);
    settle_lumps(a);
    settle_pieces(a);
    settle_usual(a);
    settle_rows(a);
    settle_prizes(a);
    settle_prize_total(a);
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
