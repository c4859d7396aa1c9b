/*
 * known_calls.h - what the indexer made of a funder's pages, out of calls.db:
 * the one thing that the crawler learns from it. It only reads, and where
 * there is no calls.db yet (or one that cannot be read) it knows of nothing.
 */
#ifndef MEDEL_CRAWLER_KNOWN_CALLS_H
#define MEDEL_CRAWLER_KNOWN_CALLS_H

#include "medel/err.h"

#include <sqlite3.h>
#include <stdint.h>

struct known_calls;

/* NULL where nothing is known. DIR is the data folder; it need not be there. */
struct known_calls *known_calls_open(const char *dir);
void known_calls_close(struct known_calls *k);

/* A funder's calls that are on its site; -1 where nothing is known. K may be
 * NULL. */
int64_t known_calls_count(struct known_calls *k, const char *funder);
/*
 * Makes those pages of FUNDER's in CRAWL_DB due (once a night) from which a
 * call with a near deadline was read: that is when deadlines are moved.
 * Inside the caller's transaction. K may be NULL.
 */
enum status known_calls_hasten(struct known_calls *k, sqlite3 *crawl_db,
                               const char *funder, int64_t now,
                               struct err *e) MEDEL_NODISCARD;

#endif
