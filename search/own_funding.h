/*
 * own_funding.h - what an enterprise would have to put in itself, were a call
 * to pay what it can of the profile's need.
 */
#ifndef MEDEL_SEARCH_OWN_FUNDING_H
#define MEDEL_SEARCH_OWN_FUNDING_H

#include "medel/arena.h"
#include "medel/call.h"
#include "medel/profile.h"

#include "rates.h"

#include <stdbool.h>

struct own_funding {
    double need;          /* the profile's largest, in its own currency */
    double grant;         /* the most that the call pays of it */
    double own;           /* the rest */
    double share;         /* of the need, per cent */
    bool is_rounded;      /* the call's sums are in another currency */
    const char *currency; /* borrowed from the profile */
};

/* False where the profile states no need, or the call neither share nor
 * largest sum (in a currency of the rates), or less than its floor is
 * needed: then nothing can be said. */
bool own_funding_of(const struct call *call, const struct profile *profile,
                    const struct rates *rates, struct own_funding *ret);

/* "own funding: 240,000 of 800,000 SEK (30 %)", in MEM. */
const char *own_funding_words(struct arena *mem, const struct own_funding *f);

#endif
