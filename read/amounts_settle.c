/*
 * amounts_settle.c - what the sums of a page are beside each other: pots by
 * their size, parts of a whole, what is usual beside a bound; see amounts.h.
 */
#include "amounts.h"

#include <math.h>
#include <string.h>

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
            struct money *y = &a->items[k];
            double years = y->sum.high > 0 ? m->sum.high / y->sum.high : 0;
            if (y->role == MONEY_AWARD && y->yearly && years >= 2 &&
                years <= 6 && years == floor(years)) {
                m->role = MONEY_AWARD;
                m->ceiling = true;
                m->source.score = y->source.score;
                /* "2,7 miljoner, utbetalda med 900 000 om året" */
                if (y->lump || (m->lump && !y->ceiling && !y->floor))
                    y->role = MONEY_NOISE;
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

/* "De fick mellan 300 000 och 650 000 kronor var, sammanlagt 1,9 miljoner": the
 * total of what was given was given. */
static void settle_given(struct amounts *a)
{
    for (size_t i = 0; i + 1 < a->n; i++) {
        struct money *m = &a->items[i + 1];
        const struct unit *u = m->source.unit;
        size_t from = a->items[i].sum.to;
        if (a->items[i].given && m->role == MONEY_BUDGET &&
            u == a->items[i].source.unit &&
            context_says(u, CUE_TOTAL, from, m->sum.from) &&
            !context_says(u, CUE_BUDGET, from, m->sum.from))
            m->role = MONEY_NOISE;
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

/* "Högst tio prisbasbelopp, det vill säga 592 000 kronor för 2027": said again,
 * and no pot of as much. */
static void settle_restated(struct amounts *a)
{
    for (size_t i = 0; i + 1 < a->n; i++) {
        const struct money *m = &a->items[i];
        struct money *again = &a->items[i + 1];
        if (m->role == MONEY_AWARD && m->ceiling &&
            again->role == MONEY_BUDGET &&
            again->source.unit == m->source.unit &&
            again->sum.high == m->sum.high)
            again->role = MONEY_NOISE;
    }
}

/* "Vinnaren får 250 000 kronor, två andra 50 000 vardera. Prissumman är alltså
 * 350 000 totalt": as much as the prizes before it, two at least, come to. */
static void settle_prize_total(struct amounts *a)
{
    double sum = 0, prizes = 0;
    for (size_t i = 0; i < a->n; i++) {
        struct money *m = &a->items[i];
        if ((m->role != MONEY_AWARD && m->role != MONEY_BUDGET) || !m->prize)
            continue;
        if (prizes > 1 && m->sum.high == sum) {
            m->role = MONEY_BUDGET;
        } else if (m->role == MONEY_AWARD) {
            double n = m->receivers > 0 ? m->receivers : 1;
            prizes += n;
            sum += n * m->sum.high;
        }
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

void amounts_settle(struct amounts *a)
{
    settle_krona(a);
    prefer_currency(a);
    settle_plain(a);
    settle_years(a);
    amounts_add_up(a);
    settle_given(a);
    settle_lumps(a);
    settle_pieces(a);
    settle_usual(a);
    settle_rows(a);
    settle_prizes(a);
    settle_prize_total(a);
    settle_restated(a);
}
