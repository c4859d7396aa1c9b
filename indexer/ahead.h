/*
 * ahead.h - funders made ready for renewal one after the other, the next one by
 * a thread while the one before is written.
 *
 * Of renewing a funder more than half is reading its pages' readings and
 * merging them, which changes nothing. The thread reads through a connection
 * of its own; what it reads is not what renewing writes.
 */
#ifndef MEDEL_INDEXER_AHEAD_H
#define MEDEL_INDEXER_AHEAD_H

#include "renew.h"

struct ahead;

/* FUNDERS are made ready in this order, of calls.db in DATA_DIR, which S has
 * open. All of it is borrowed. Where there is but one funder, or no thread or
 * second connection to be had, ahead_next() does the work itself. */
struct ahead *ahead_begin(struct calls_store *s, const char *data_dir,
                          const struct merge_funder *funders, size_t n);
/* The next funder's pages and calls; to be asked for at most once for each. To
 * be freed, also after a failure, with renew_source_free(). */
enum status ahead_next(struct ahead *a, struct renew_source *ret,
                       struct err *e) MEDEL_NODISCARD;
/* May come before the last was asked for. NULL is allowed. */
void ahead_end(struct ahead *a);

#endif
