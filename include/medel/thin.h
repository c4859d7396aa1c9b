/*
 * thin.h - which of a page's former bodies are kept in crawl.db, and which
 * may go.
 *
 * The rule:
 *
 *  - Of a page that has to do with a call, every body is kept: one that a
 *    record was ever made of, that any version of a record names (as its
 *    address, its document, the page of its evidence), or that ever led to
 *    one.
 *  - So is every body of a page that the indexer has not read as it is now,
 *    or could not read, or whose funder's records wait to be made anew: it
 *    may turn out to be a call's.
 *  - Of all others the newest THIN_NEWEST bodies are kept, and the first of
 *    each month (UTC).
 *
 * Nothing reads a body that is not the page's present one, so records and
 * index come out the same before and after. What falls free is used again by
 * the file, or given back where it is more than a tenth of what is in use: see
 * db_shrink().
 */
#ifndef MEDEL_THIN_H
#define MEDEL_THIN_H

#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define THIN_NEWEST 5

struct thin_body {
    int64_t id;         /* of the row */
    int64_t fetched_at; /* Unix seconds */
    bool keep;          /* thin_mark()'s answer */
};
/* The rule's last part, for the N bodies of one page, oldest first. */
void thin_mark(struct thin_body *bodies, size_t n);

struct thin_counts {
    int64_t pages, bodies; /* that lost some; that went */
    int64_t bytes;         /* of these, as they were stored */
};
/*
 * Thins DIR/crawl.db by what DIR/calls.db knows; nothing where either is not
 * there. The caller holds the lock "crawl" (medel/paths.h). Killed at any
 * moment, what it did is whole pages.
 */
enum status thin_run(const char *dir, struct thin_counts *ret,
                     struct err *e) MEDEL_NODISCARD;

#endif
