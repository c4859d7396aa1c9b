/*
 * crawl_merge.h - what several crawlers stored, put into one crawl.db.
 *
 * A funder at a time, each in a transaction of its own: killed at any moment,
 * the next run does the rest. What a funder's newest look at its site stored is
 * taken whole: pages, bodies, how its crawls went, hosts. What is in DEST
 * already stays as it is; merging the same again changes nothing. DEST has
 * numbers of its own for revisions and for versions of bodies, and they only
 * grow, so that an index of DEST goes on from what it knows.
 *
 * A page that two funders found belongs to the one whose start page is nearer,
 * else to the one whose id is first.
 *
 * Not taken: what an unfinished crawl still has in its queue.
 *
 * In DEST, meta "merge" counts the funders that were ever merged; "merge.N" is
 * the earliest time at which a page of the N-th was seen, of the newest
 * CRAWL_MERGES_KEPT: an index that knows up to N has seen nothing older that
 * came later.
 */
#ifndef MEDEL_CRAWL_MERGE_H
#define MEDEL_CRAWL_MERGE_H

#include "medel/err.h"

#include <stddef.h>
#include <stdint.h>

#define CRAWL_MERGES_KEPT 10000

/* How what one store knows of a funder stands to what another does. */
enum merge_order {
    MERGE_SAME,
    MERGE_NEWER,
    MERGE_OLDER,
    MERGE_DIVIDED /* each has looked at a page after the other did */
};

struct merge_counts {
    int64_t funders; /* that something was taken of */
    int64_t pages;   /* that DEST did not have */
    int64_t changed; /* that it had otherwise */
    int64_t bodies;
    int64_t others; /* left to another funder that found them too */
};

/* Told of each funder that SRC has older than DEST, and that is left. */
typedef void crawl_merge_older(void *arg, const char *funder, const char *src);

/*
 * Puts SRC[0..N)'s crawl.db (folders) into DEST's, which is made where there is
 * none. The caller holds DEST's lock "crawl".
 *
 * ST_INVALID before anything is written where a store is not there, is DEST
 * itself or named twice, is of an older medel, or where two of all stores have
 * looked at the same funder's pages by turns (MERGE_DIVIDED): then neither is
 * the newer one, and which to believe is not ours to say.
 */
enum status crawl_merge(const char *dest, const char *const *src, size_t n,
                        crawl_merge_older *older, void *arg,
                        struct merge_counts *ret,
                        struct err *e) MEDEL_NODISCARD;

#endif
