/*
 * amounts_add.c - sums of a page that add up: parts of a whole, and a pot that
 * is so many grants; see amounts.h.
 */
#include "amounts.h"
#include "past.h"
#include "sums.h"

#include <math.h>
#include <string.h>

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

/* "Ramen är 120 miljoner kronor, fördelad på 45 i första omgången, 40 i den
 * andra och 35 i den tredje": do the sums after WHOLE in its sentence add up to
 * it? One that is said to be of this call, beside others that are not, is what
 * it has. */
static bool is_sum_of_rest(const struct amounts *a, const struct money *whole)
{
    double sum = 0;
    size_t parts = 0, of_call = 0;
    const struct money *p = whole + 1;
    for (; p < a->items + a->n && p->source.unit == whole->source.unit; p++) {
        sum += p->sum.high;
        parts++;
        of_call += p->of_call && !p->numbered;
    }
    return parts >= 2 && sum == whole->sum.high && of_call != 1;
}

static void settle_whole(struct amounts *a)
{
    for (size_t i = 0; i < a->n; i++) {
        const struct money *whole = &a->items[i];
        if (whole->role != MONEY_BUDGET || !is_sum_of_rest(a, whole))
            continue;
        for (size_t k = i + 1;
             k < a->n && a->items[k].source.unit == whole->source.unit; k++)
            a->items[k].role = MONEY_NOISE;
    }
}

#define PARTS_MIN 2
#define TIMES_MIN 3
#define TIMES_MAX 500

/* A sum alone in a table's cell. */
static bool is_cell(const struct money *m)
{
    return m->source.unit->block != NULL && m->source.unit->block->table >= 0 &&
           !m->sum.range && !m->floor;
}

/* Is a sum of A that is no part of [FROM, TO) as much as WHOLE? */
static struct money *stated(struct amounts *a, size_t from, size_t to,
                            double whole)
{
    for (size_t i = 0; i < a->n; i++) {
        struct money *m = &a->items[i];
        if ((i < from || i >= to) && !m->sum.range && !m->ceiling &&
            !m->floor && m->role != MONEY_NOISE && m->sum.high == whole)
            return m;
    }
    return NULL;
}

/* "Norra delen: 1 700 000 | Södra delen: 900 000", where the whole of 2,6
 * millions is told beside: the cells of a table are parts of it. */
static void settle_cells(struct amounts *a)
{
    for (size_t from = 0, to; from < a->n; from = to) {
        double sum = 0;
        const struct unit *u = a->items[from].source.unit;
        to = from + 1;
        if (!is_cell(&a->items[from]))
            continue;
        for (to = from;
             to < a->n && is_cell(&a->items[to]) &&
             a->items[to].source.unit->block->table == u->block->table;
             to++)
            sum += a->items[to].sum.high;
        struct money *whole =
            to - from >= PARTS_MIN ? stated(a, from, to, sum) : NULL;
        if (whole == NULL)
            continue;
        for (size_t i = from; i < to; i++)
            a->items[i].role = MONEY_NOISE;
        whole->role = MONEY_BUDGET;
        whole->of_call = true;
    }
}

/* Does U say TIMES, of what is no money and no time? */
static bool counts(const struct unit *u, double times)
{
    for (size_t i = 0; i < u->n; i++) {
        double n;
        size_t to;
        if (sums_number_at(u, i, &n, &to) && n == times && to < u->n &&
            u->tokens[to].kind == TOKEN_WORD &&
            !unit_in(u, to, WORDS_TIME_UNIT) &&
            unit_match_at(u, LEX_MONEY, to) == NULL &&
            unit_match_at(u, LEX_MONTH, to) == NULL)
            return true;
    }
    return false;
}

/* The same of the sentences beside it as well. */
static bool counts_beside(const struct amounts *a, const struct unit *u,
                          double times)
{
    const struct unit *first = a->r->text->units;
    const struct unit *end = first + a->r->text->n;
    return counts(u, times) ||
           (u > first && u[-1].block == u->block && counts(u - 1, times)) ||
           (u + 1 < end && u[1].block == u->block && counts(u + 1, times));
}

/* "2025 delades 700 000 kronor ut till 28 aktiviteter" */
static bool tells_past(const struct reader *r, const struct unit *u)
{
    const struct clause all = {.from = u->n, .to = u->n, .end = u->n};
    return past_year_named(r, u, &all) || unit_has_cue(u, CUE_PAST_ROUND);
}

/* Is it what each of all who are granted get? */
static bool is_size(const struct money *m)
{
    return m->role == MONEY_AWARD && !m->floor && !m->sum.range &&
           (m->lump || m->set || !m->ceiling) && !m->per_head;
}

/* "500 000 kronor ... Alla checkar är på 25 000 kronor, så pengarna räcker till
 * tjugo stycken": as many grants of one size as are told. */
static void settle_times(struct amounts *a)
{
    for (size_t i = 0; i < a->n; i++) {
        struct money *pot = &a->items[i];
        if (pot->sum.range || pot->ceiling || pot->floor || pot->prize ||
            tells_past(a->r, pot->source.unit))
            continue;
        for (size_t k = 0; k < a->n; k++) {
            const struct money *one = &a->items[k];
            double times =
                one->sum.high > 0 ? pot->sum.high / one->sum.high : 0;
            if (k == i || !is_size(one) || times != floor(times) ||
                times < TIMES_MIN || times > TIMES_MAX ||
                !counts_beside(a, pot->source.unit, times))
                continue;
            pot->role = MONEY_BUDGET;
            pot->of_call = true;
            if (pot->source.score < one->source.score)
                pot->source.score = one->source.score;
            break;
        }
    }
}

void amounts_add_up(struct amounts *a)
{
    settle_parts(a);
    settle_whole(a);
    settle_cells(a);
    settle_times(a);
}
