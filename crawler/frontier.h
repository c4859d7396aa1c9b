/*
 * frontier.h - what the crawls under way still have to fetch: the table queue
 * of crawl.db, best first for each host. All on disk, so that its length
 * costs no memory and kill -9 loses nothing.
 *
 * Nothing here begins or ends a transaction.
 */
#ifndef MEDEL_CRAWLER_FRONTIER_H
#define MEDEL_CRAWLER_FRONTIER_H

#include "medel/err.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

struct frontier;

struct queued {
    int64_t page, crawl, host;
    int rank;           /* lower first */
    int64_t not_before; /* Unix seconds */
    int attempts;       /* that failed in this crawl */
    bool missed;        /* answered 404 once */
};

enum status frontier_new(sqlite3 *db, struct frontier **ret,
                         struct err *e) MEDEL_NODISCARD;
void frontier_free(struct frontier *f);

/* Only rows of active crawls are ever taken. */
enum status frontier_activate(struct frontier *f, int64_t crawl,
                              struct err *e) MEDEL_NODISCARD;
enum status frontier_deactivate(struct frontier *f, int64_t crawl,
                                struct err *e) MEDEL_NODISCARD;

/* *added is false where the page was in the queue already; the better rank
 * of the two stays. */
enum status frontier_push(struct frontier *f, const struct queued *q,
                          bool *added, struct err *e) MEDEL_NODISCARD;
/*
 * The best page of a host that may be fetched now. ST_NOT_FOUND (without a
 * text) where there is none; then *wake is when the next one may, or 0 where
 * the host has nothing.
 */
enum status frontier_best(struct frontier *f, int64_t host, int64_t now,
                          struct queued *ret, int64_t *wake,
                          struct err *e) MEDEL_NODISCARD;
/* A page that is being asked for, or whose answer is yet to be seen to: until
 * it is let go it stays in the queue, is never the best one, and is not dropped
 * with its crawl. */
#define FRONTIER_HELD_MAX 256
void frontier_hold(struct frontier *f, int64_t page);
void frontier_let_go(struct frontier *f, int64_t page);
/* The row of a page. ST_NOT_FOUND (without a text) where it has none. */
enum status frontier_find(struct frontier *f, int64_t page, struct queued *ret,
                          struct err *e) MEDEL_NODISCARD;
/* Puts a page's row off. */
enum status frontier_delay(struct frontier *f, const struct queued *q,
                           struct err *e) MEDEL_NODISCARD;
enum status frontier_drop(struct frontier *f, int64_t page,
                          struct err *e) MEDEL_NODISCARD;
/* Drops all of a crawl that is not held (of one host, or of all where HOST is
 * 0); *n is how many there were. */
enum status frontier_drop_crawl(struct frontier *f, int64_t crawl, int64_t host,
                                int64_t *n, struct err *e) MEDEL_NODISCARD;
enum status frontier_count(struct frontier *f, int64_t crawl, int64_t *n,
                           struct err *e) MEDEL_NODISCARD;
/* Calls FN for each host that an active crawl has something queued for. */
enum status frontier_hosts(struct frontier *f,
                           enum status (*fn)(void *arg, int64_t host,
                                             struct err *e),
                           void *arg, struct err *e) MEDEL_NODISCARD;

#endif
