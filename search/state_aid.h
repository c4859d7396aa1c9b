/*
 * state_aid.h - how much de minimis aid an enterprise may still get.
 *
 * Commission Regulation (EU) 2023/2831, article 3: at most so many euros to a
 * single undertaking in any period of three years. The rules, with their
 * years and caps, are in data/state_aid.yaml.
 */
#ifndef MEDEL_SEARCH_STATE_AID_H
#define MEDEL_SEARCH_STATE_AID_H

#include "medel/arena.h"
#include "medel/date.h"
#include "medel/err.h"
#include "medel/profile.h"

#include <stdbool.h>

struct state_aid;

struct aid_room {
    const char *regulation; /* borrowed from the rules */
    double cap;             /* euros, as all sums here */
    double received;        /* within the period that ends on the day */
    double left;            /* 0 where the cap is used up */
    struct date more_on;    /* when the oldest of it no longer counts; unset
                               where nothing was received */
    double more;            /* what is then given back */
};

/* ST_INVALID names file, line and field. Free with state_aid_free(). */
enum status state_aid_load(const char *path, struct state_aid **ret,
                           struct err *e) MEDEL_NODISCARD;
void state_aid_free(struct state_aid *s);

/* What P may get on DAY by the rule then in force; false where there is none.
 * Aid that P's file dates after DAY is not counted. */
bool state_aid_room(const struct state_aid *s, const struct profile *p,
                    struct date day, struct aid_room *ret);

/* "de minimis aid, (EU) 2023/2831: 255,000 EUR of 300,000 EUR left; 45,000 EUR
 * no longer counts from 2028-05-01", in the user's language, in MEM. */
const char *state_aid_words(struct arena *mem, const struct aid_room *room);

#endif
