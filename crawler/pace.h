/*
 * pace.h - how many requests a host may have under way at once.
 *
 * One where anything asks for a pause between two (--delay, Crawl-delay: see
 * hosts_at_once()). Where nothing does, `--per-host N` allows N, as long as the
 * host answers well. It does not
 *  - until its first answer has come, which is that to robots.txt unless that
 *    is known;
 *  - where an answer was trouble: 408, 425, 429, 5xx, or none that was whole;
 *  - where an answer took so long that it widened the delay
 *    (policy_delay_ms());
 *  - while its answers take more than PACE_SLOW_S on average.
 * Then there is one request at a time again, until PACE_CALM answers in a row
 * have been good. What is under way by then is waited for.
 *
 * Without --per-host, how many a host bears is found out: from one on, one more
 * for each PACE_STEP good answers, up to PACE_FOUND_MAX, as long as they take no
 * more than PACE_QUICK_S on average. What is longer, without being slow, leaves
 * it at what it is; trouble begins anew behind the calm. So a small site is
 * hardly ever asked for more than one thing at a time.
 */
#ifndef MEDEL_CRAWLER_PACE_H
#define MEDEL_CRAWLER_PACE_H

#include "fetch.h"

#include <stdbool.h>

#define PER_HOST_MAX 16  /* requests, that may be allowed */
#define PER_HOST_FOUND 0 /* instead of a number: to be found out */

/* Half of what widens the delay: the more so if N wait for as long. */
#define PACE_SLOW_S 0.25
#define PACE_CALM 20
#define PACE_STEP 10
#define PACE_QUICK_S 0.1
#define PACE_FOUND_MAX 5 /* as many as `wget2 -r` opens */

/* Begins as zeroes. */
struct pace {
    bool known;      /* an answer has come */
    double answer_s; /* the average, of which the last makes a quarter */
    int calm_in;     /* so many good answers from now; 0: it answers well */
    int quick;       /* good answers since then that were quick */
};

/* R came. */
void pace_take(struct pace *p, const struct fetch_result *r);
/* What was found out as FROM is about P: the worse of both holds. */
void pace_join(struct pace *p, const struct pace *from);
/* 1, or MOST; for PER_HOST_FOUND, 1 to PACE_FOUND_MAX. */
int pace_at_once(const struct pace *p, int most);

#endif
