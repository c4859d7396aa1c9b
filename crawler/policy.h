/*
 * policy.h - how often pages are looked at, and how patient the crawler is.
 */
#ifndef MEDEL_CRAWLER_POLICY_H
#define MEDEL_CRAWLER_POLICY_H

#include "ledger.h"

#include <stdbool.h>
#include <stdint.h>

#define HOUR ((int64_t)3600)
#define DAY (24 * HOUR)

/* A nightly run comes a little earlier or later: what is looked at every
 * night is due four hours before it. */
#define NIGHTLY (20 * HOUR)
/* Start pages, sitemaps and feeds, which tell what is new. */
#define START_INTERVAL (6 * HOUR)
#define INTERVAL_MAX (14 * DAY)
#define CALL_INTERVAL_MAX (3 * DAY)
#define LISTING_CHILDREN 3
#define CALL_RANK 80
#define REDIRECT_INTERVAL (7 * DAY)
/* So many pages fewer than before, and less than half, are no tidying up. */
#define FEWER_MIN 5
#define ALIVE_CRAWLS 7 /* that "before" looks back */
#define GONE_INTERVAL (30 * DAY)
#define NOT_PAGE_INTERVAL (30 * DAY)
#define ROBOTS_INTERVAL NIGHTLY
#define FAILED_INTERVAL_MAX (7 * DAY)

/* A crawl that was cut off this long ago is not continued but begun anew. */
#define CONTINUE_WITHIN (20 * HOUR)
/* RFC 9309, section 2.4. */
#define ROBOTS_VALID DAY
/* An old copy that helps over an outage, before the next look. */
#define ROBOTS_STALE_VALID HOUR
/* Even a page that is always "not modified" is fetched in full now and then:
 * the server may be wrong about it. */
#define UNMODIFIED_MAX 20

#define BUDGET_DEFAULT 2000 /* pages a crawl and funder */
/* Addresses known of a funder, in budgets. */
#define KNOWN_PER_BUDGET 20
#define DEPTH_MAX_LINKS 8
#define CHAIN_MAX 100 /* pages of one listing */
#define HOPS_MAX 10   /* redirects */
#define SITEMAP_NESTING_MAX 3
#define SITEMAPS_MAX 100 /* a crawl and funder */

#define ATTEMPTS_MAX 3 /* at a page, in one run */
#define ROBOTS_ATTEMPTS_MAX 3
#define ROBOTS_HOPS_MAX 5 /* RFC 9309, section 2.3.1.2 */
/* Failures in a row that make a host given up: each of its own counts four
 * points, one that may be the page's alone counts one. */
#define HOST_POINTS 4
#define HOST_POINTS_MAX 20
/* A name that does not resolve: its resolver has tried several times. */
#define NAME_POINTS 10
#define CRAWL_DELAY_MAX_S 30.0
/* Longer waits that a server asks for are for the next run. */
#define WAIT_IN_RUN_MAX_S 120
#define WAIT_MAX_S DAY
/* Nobody means a longer one. */
#define WAIT_BELIEVED_S (30 * DAY)

/* Ranks: 0 start pages, then lists of links, then pages by their promise. */
#define RANK_SITEMAP 10
#define RANK_API 12
#define RANK_FEED 15
#define RANK_GUESS 50 /* /sitemap.xml, where robots.txt names none */
#define RANK_PAGE 100
#define RANK_PER_LINK 20
#define RANK_PROMISING 20
#define RANK_WORST 400
#define RANK_PER_FAILURE 400

#define FEED_DEPTH_MAX 1

/*
 * The interval until the next look at a page that answered. CHANGED: it says
 * something else than last time; a clock does not count. Start pages are looked at in every run; the
 * places where new calls turn up (what they link to, and listings) every
 * night; what looks like a call, whose deadline may move, every few nights
 * (and every night when that is near: known_calls_hasten()).
 */
int64_t policy_interval(const struct page_row *p, bool changed);
/* After N looks in a row that failed. */
int64_t policy_failed_interval(int n);
/* Milliseconds to wait before the N-th further try in the same run, with
 * some chance in it so that hosts are not all asked again at once. */
int64_t policy_backoff_ms(int n, double delay_s);
/* Milliseconds to leave a host alone after an answer. */
int64_t policy_delay_ms(double own_s, double crawl_delay_s, double answer_s);
/* Seconds that a Retry-After header (RFC 9110, section 10.2.3) asks for, or
 * -1: absent, in the past, past belief or no sense. At most WAIT_MAX_S. */
int64_t policy_retry_after(const char *header, int64_t now);
/* A Last-Modified worth sending back: a date that can be true. */
bool policy_date_is_sane(const char *header, int64_t now);

#endif
