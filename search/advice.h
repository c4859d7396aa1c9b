/*
 * advice.h - what an enterprise should know of a call's money before it
 * applies: the de minimis aid that it has room for, where the page speaks of
 * such aid, and what it must pay itself.
 *
 * In JSON, beside `eligibility`:
 *
 *   "state_aid": {"rule": "general", "certain": true, "evidence": "...",
 *     "cap_eur": 300000, "used_eur": 45000, "left_eur": 255000,
 *     "later": [{"from": "2028-05-01", "left_eur": 300000}]}
 *   "own_funding": {"need": 500000, "grant": 300000, "own": 200000,
 *     "share": 40, "bound": "rate", "carried": 150000, "missing": 50000,
 *     "currency": "SEK", "about": false, "largest_costs": null,
 *     "least": {"need": 100000, "grant": 60000, ...}}
 *
 * of the largest need, `least` of the least where that is another; null where
 * the page says nothing of the kind, and without a profile.
 */
#ifndef MEDEL_SEARCH_ADVICE_H
#define MEDEL_SEARCH_ADVICE_H

#include "medel/arena.h"
#include "medel/call.h"
#include "medel/profile.h"

#include "aid_mention.h"
#include "own_funding.h"
#include "rates.h"
#include "state_aid.h"

#include <jansson.h>

struct advice {
    bool given; /* false: nobody asked */
    struct aid_mention aid;
    struct aid_room room; /* where aid.rule is set */
    struct own_funding funding;
};

/* TEXT is all that the call's pages say. Strings go in MEM. */
void advice_judge(struct arena *mem, const struct call *call, const char *text,
                  const struct profile *p, const struct state_aid *aid,
                  const struct rates *rates, struct date today,
                  struct advice *ret);

/* Sets the two fields of O; 0, or -1 when out of memory. */
int advice_to_json(const struct advice *a, json_t *o);

/* For people, in MEM; NULL where there is nothing to say. "de minimis aid:
 * 255,000 EUR left ...", and "own funding: ...". */
const char *advice_aid_words(struct arena *mem, const struct advice *a);
const char *advice_funding_words(struct arena *mem, const struct advice *a);
/* Moves what A borrows into MEM. */
void advice_keep(struct arena *mem, struct advice *a);

/* "de minimis aid, Regulation (EU) 2023/2831: " and the room. */
const char *advice_room_line(struct arena *mem, const struct aid_room *room);
/* Room alone: "255,000 EUR left of 300,000 EUR; 300,000 EUR from 2028-05-01".
 * What falls free later is told day by day. */
const char *advice_room_words(struct arena *mem, const struct aid_room *room);

#endif
