/*
 * own_funding.h - what an enterprise would have to pay itself of what it
 * wants to do, if a call gave all that it may give.
 *
 * The profile's need is taken for the costs of the project, `own_share` for
 * the per cent of them that it can pay. The call gives at most its share of
 * the costs, at most its largest sum, and of de minimis aid at most the room
 * that is left. All sums are in kronor, converted by data/rates.yaml.
 */
#ifndef MEDEL_SEARCH_OWN_FUNDING_H
#define MEDEL_SEARCH_OWN_FUNDING_H

#include "medel/call.h"
#include "medel/profile.h"

#include "rates.h"

#include <stdbool.h>
#include <stddef.h>

/* What the call's gift stops at. */
enum funding_bound { BOUND_NONE, BOUND_RATE, BOUND_CEILING, BOUND_ROOM };

struct funding_case {
    double need, given, own; /* need = given + own */
    double carried;          /* what it can pay; -1 where it does not say */
    double missing;          /* own less carried where that is more than 0 */
    enum funding_bound bound;
};

/* What the call gives at most; -1 where it does not say. */
struct funding_limits {
    double rate;          /* per cent of the costs */
    double ceiling, room; /* kronor */
    double floor;         /* and at least */
};

struct own_funding {
    size_t n; /* 0: the profile states no need, or the call neither share nor
                 largest sum, or it gives nothing so small */
    struct funding_case cases[2]; /* of the least need and of the largest */
    bool converted; /* some of it by a rounded rate: about */
    struct funding_limits limits;
    double largest; /* the largest costs that it can carry its part of; 0 for
                       none, -1 where nothing bounds them or it does not say */
};

/* ROOM_EUR is the room for de minimis aid, -1 where it does not matter. */
void own_funding_judge(const struct call *call, const struct profile *p,
                       const struct rates *rates, double room_eur,
                       struct own_funding *ret);

#endif
