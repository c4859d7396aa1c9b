/*
 * last_seen.h - when pages were last seen alive, from crawl.db to calls.db.
 */
#ifndef MEDEL_INDEXER_LAST_SEEN_H
#define MEDEL_INDEXER_LAST_SEEN_H

#include "medel/calls_store.h"
#include "medel/crawl_store.h"

/*
 * Most visits find a page as it was (304) and leave no revision; that it was
 * alive is worth knowing all the same. Takes over what is new since the last
 * time. Expects a transaction in CALLS.
 */
enum status last_seen_take(struct crawl_store *crawl, struct calls_store *calls,
                           struct err *e) MEDEL_NODISCARD;

#endif
