/*
 * sources_list.h - what `medel sources` tells of each source: sources.c looks
 * it up, sources_table.c and sources_json.c say it.
 */
#ifndef MEDEL_INDEXER_SOURCES_LIST_H
#define MEDEL_INDEXER_SOURCES_LIST_H

#include "medel/arena.h"
#include "medel/buf.h"
#include "medel/calls_store.h"
#include "medel/crawl_store.h"
#include "medel/funder.h"

#include <jansson.h>

struct source {
    const struct crawl_funder *funder;
    const struct funder *file; /* NULL: it has none any more */
    struct calls_counts counts;
    long age_days;  /* since the last crawl, -1 never */
    int64_t alive;  /* pages that were there at its end */
    json_t *errors; /* of it: {kind: how many} */
};

enum source_health {
    SOURCE_OK,
    SOURCE_NO_CALLS,
    SOURCE_STALE,
    SOURCE_FAILED,
    SOURCE_NEVER,
    SOURCE_HEALTHS
};
enum source_health source_health(const struct source *s);
/* A contract with scripts; people get it translated. */
const char *source_health_word(enum source_health h);

/* --- sources_json.c --- */

/* Appends S as one JSON object, without a line's end. */
enum status source_put_json(struct buf *out, const struct source *s);

/* --- sources_table.c --- */

struct source_columns {
    int id, name; /* a NAME of 0 is left out */
    int width;    /* of the terminal; 0 for none, where lines are not broken */
};

/* For N sources with these ids. */
struct source_columns source_columns_for(const char *const *ids, size_t n);
/* Each appends what stands on its lines, without the last line's end. */
enum status source_put_head(struct buf *out, const struct source_columns *c);
enum status source_put_row(struct buf *out, struct arena *mem,
                           const struct source *s,
                           const struct source_columns *c);
/* N[h] of the sources have the health h. */
enum status source_put_sum(struct buf *out, struct arena *mem,
                           const size_t n[SOURCE_HEALTHS],
                           const struct source_columns *c);

#endif
