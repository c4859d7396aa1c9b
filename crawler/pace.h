/*
 * pace.h - how many requests a host may have under way at once.
 *
 * One, unless `--per-host N` allows more. Then there may be N where nothing
 * asks for a pause between two (--delay, Crawl-delay: see hosts_at_once()), as
 * long as the host answers well. It does not
 *  - until its first answer has come, which is that to robots.txt unless that
 *    is known;
 *  - where an answer was trouble: 408, 425, 429, 5xx, or none that was whole;
 *  - where an answer took so long that it widened the delay
 *    (policy_delay_ms());
 *  - while its answers take more than PACE_SLOW_S on average.
 * Then there is one request at a time again, until PACE_CALM answers in a row
 * have been good. What is under way by then is waited for.
 */
#ifndef MEDEL_CRAWLER_PACE_H
#define MEDEL_CRAWLER_PACE_H

#include "fetch.h"

#include <stdbool.h>

#define PER_HOST_MAX 16 /* requests, that may be allowed */

/* Half of what widens the delay: the more so if N wait for as long. */
#define PACE_SLOW_S 0.25
#define PACE_CALM 20

/* Begins as zeroes. */
struct pace {
    bool known;      /* an answer has come */
    double answer_s; /* the average, of which the last makes a quarter */
    int calm_in;     /* so many good answers from now; 0: it answers well */
};

/* R came. */
void pace_take(struct pace *p, const struct fetch_result *r);
/* What was found out as FROM is about P: the worse of both holds. */
void pace_join(struct pace *p, const struct pace *from);
/* 1, or MOST. */
int pace_at_once(const struct pace *p, int most);

#endif
