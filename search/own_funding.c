/* own_funding.c - see own_funding.h. */
#include "own_funding.h"

#include <math.h>
#include <string.h>

/* Whole kronor: nobody's budget is finer. */
#define SMALLEST 0.5

/* X of CURRENCY in kronor, -1 where it is unstated or the currency unknown. */
static double kronor(const struct rates *rates, double x, const char *currency)
{
    double ret;
    if (x < 0 || !rates_convert(rates, x, currency, "SEK", &ret))
        return -1;
    return ret;
}

static bool is_foreign(const char *currency)
{
    return currency[0] != '\0' && strcmp(currency, "SEK") != 0;
}

static void stop_at(struct funding_case *c, double most,
                    enum funding_bound bound)
{
    if (c->given - most < SMALLEST)
        return;
    c->given = most;
    c->bound = bound;
}

static struct funding_case judge_need(double need, double share,
                                      const struct funding_limits *l)
{
    struct funding_case c = {.need = need, .given = need, .carried = -1};
    if (l->rate >= 0)
        stop_at(&c, need * l->rate / 100, BOUND_RATE);
    if (l->ceiling >= 0)
        stop_at(&c, l->ceiling, BOUND_CEILING);
    if (l->room >= 0)
        stop_at(&c, l->room, BOUND_ROOM);
    c.own = need - c.given;
    if (share >= 0) {
        c.carried = need * share / 100;
        c.missing = c.own - c.carried >= SMALLEST ? c.own - c.carried : 0;
    }
    return c;
}

static double largest_carried(double share, const struct funding_limits *l)
{
    double most = l->ceiling;
    if (l->room >= 0 && (most < 0 || l->room < most))
        most = l->room;
    if (share < 0)
        return -1;
    if (l->rate >= 0 && 100 - l->rate > share + 1e-6)
        return 0;
    if (most < 0 || share >= 100)
        return -1;
    return most / (1 - share / 100);
}

void own_funding_judge(const struct call *call, const struct profile *p,
                       const struct rates *rates, double room_eur,
                       struct own_funding *ret)
{
    *ret = (struct own_funding){.largest = -1};
    const struct funding_limits l = {
        .rate = call->funding_rate >= 0 ? fmin(call->funding_rate, 100) : -1,
        .ceiling = kronor(rates, call->award_ceiling, call->currency),
        .room = kronor(rates, room_eur, "EUR"),
        .floor = kronor(rates, call->award_floor, call->currency),
    };
    const double needs[] = {kronor(rates, p->need_min, p->need_currency),
                            kronor(rates, p->need_max, p->need_currency)};

    if (l.rate < 0 && l.ceiling < 0 && l.room < 0)
        return;
    for (size_t i = 0; i < 2; i++) {
        if (needs[i] <= 0 || (i > 0 && needs[i] == needs[0]))
            continue;
        struct funding_case c = judge_need(needs[i], p->own_share, &l);
        /* Of too small a project the call pays nothing. */
        if (c.given >= l.floor - SMALLEST)
            ret->cases[ret->n++] = c;
    }
    ret->converted = is_foreign(p->need_currency);
    for (size_t i = 0; i < ret->n; i++)
        if (ret->cases[i].bound == BOUND_ROOM ||
            (ret->cases[i].bound == BOUND_CEILING &&
             is_foreign(call->currency)))
            ret->converted = true;
    ret->limits = l;
    ret->largest = largest_carried(p->own_share, &l);
}
