/*
 * last_seen.c - see last_seen.h.
 *
 * What is looked at overlaps with the last time, and where a crawl just ended
 * that is most of its pages. To look up each of many in calls.db takes longer
 * than to read there which of them are as they should be.
 */
#include "last_seen.h"

#include "medel/crawl_merge.h"
#include "medel/hash.h"
#include "medel/i18n.h"

#include <stdlib.h>

/* A crawler at work may commit its answers in another order than they came. */
#define OVERLAP_SECONDS 120
#define MANY 1000

struct last_seen {
    struct crawl_store *crawl;
    struct calls_store *calls;
    struct arena *mem;
    uint64_t *known; /* pages and when they were seen; in order */
    size_t n_known;
};

/* Pages that a merge brought may have been seen before what was taken over
 * last: see medel/crawl_merge.h. *AFTER goes back to the earliest of those. */
static enum status go_back_for_merges(struct last_seen *x, int64_t *after,
                                      int64_t *merge, struct err *e)
{
    sqlite3_stmt *q;
    int64_t known = 0;
    bool row = false;
    enum status st = calls_store_meta(x->calls, CALLS_META_MERGE, &known, e);
    if (st == ST_OK)
        st = db_prepare(crawl_store_db(x->crawl),
                        "SELECT n.value, (SELECT min(m.value) FROM meta m"
                        "  WHERE m.key GLOB 'merge.*'"
                        "   AND CAST(substr(m.key, 7) AS INTEGER) > ?1)"
                        " FROM meta n WHERE n.key = 'merge' AND n.value <> ?1",
                        &q, e);
    if (st != ST_OK)
        return st;
    sqlite3_bind_int64(q, 1, known);
    st = db_step(q, &row, e);
    if (st == ST_OK && row) {
        *merge = sqlite3_column_int64(q, 0);
        int64_t from = sqlite3_column_int64(q, 1);
        bool forgotten = *merge < known || *merge - known > CRAWL_MERGES_KEPT;
        if (forgotten || from < *after)
            *after = forgotten ? 0 : from;
    }
    sqlite3_finalize(q);
    return st;
}

/* Of the row of Q: url, last_fetched. */
static enum status key_of(sqlite3_stmt *q, uint64_t *ret, struct err *e)
{
    const unsigned char *url = sqlite3_column_text(q, 0);
    if (url == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    uint64_t parts[2] = {hash_u64(url, (size_t)sqlite3_column_bytes(q, 0)),
                         (uint64_t)sqlite3_column_int64(q, 1)};
    *ret = hash_u64(parts, sizeof parts);
    return ST_OK;
}

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* What calls.db knows of the time from AFTER on. */
static enum status load_known(struct last_seen *x, int64_t after, struct err *e)
{
    size_t cap = 0;
    sqlite3_stmt *q;
    enum status st = db_prepare(
        calls_store_db(x->calls),
        "SELECT url, last_fetched FROM page WHERE last_fetched >= ?1", &q, e);
    if (st != ST_OK)
        return st;
    sqlite3_bind_int64(q, 1, after);
    for (;;) {
        bool row = false;
        st = db_step(q, &row, e);
        if (st != ST_OK || !row)
            break;
        x->known =
            arena_grow(x->mem, x->known, x->n_known, &cap, sizeof *x->known);
        st = key_of(q, &x->known[x->n_known++], e);
        if (st != ST_OK)
            break;
    }
    sqlite3_finalize(q);
    if (x->n_known > 0)
        qsort(x->known, x->n_known, sizeof *x->known, by_number);
    return st;
}

static bool is_known(const struct last_seen *x, uint64_t key)
{
    return x->n_known > 0 && bsearch(&key, x->known, x->n_known,
                                     sizeof *x->known, by_number) != NULL;
}

/* All that was seen from AFTER on; *latest grows. */
static enum status take_rows(struct last_seen *x, int64_t after,
                             int64_t *latest, struct err *e)
{
    sqlite3_stmt *q;
    /* "+": row by row as they lie, not in the order of an index of the pages
     * that have a version, which takes five times as long. */
    enum status st = db_prepare(crawl_store_db(x->crawl),
                                "SELECT url, last_fetched FROM page"
                                " WHERE last_fetched >= ?1 AND +version > 0",
                                &q, e);
    if (st != ST_OK)
        return st;
    sqlite3_bind_int64(q, 1, after);
    for (size_t i = 0; st == ST_OK; i++) {
        bool row = false;
        st = db_step(q, &row, e);
        if (st != ST_OK || !row)
            break;
        int64_t at = sqlite3_column_int64(q, 1);
        if (at > *latest)
            *latest = at;
        if (i == MANY)
            st = load_known(x, after, e);
        uint64_t key = 0;
        if (st == ST_OK)
            st = key_of(q, &key, e);
        if (st == ST_OK && !is_known(x, key))
            st = calls_store_seen(
                x->calls, (const char *)sqlite3_column_text(q, 0), at, e);
    }
    sqlite3_finalize(q);
    return st;
}

enum status last_seen_take(struct crawl_store *crawl, struct calls_store *calls,
                           struct err *e)
{
    struct last_seen x = {.crawl = crawl, .calls = calls, .mem = arena_new()};
    int64_t after = 0, merge = 0;
    enum status st = calls_store_meta(calls, CALLS_META_SEEN, &after, e);
    int64_t last = after, latest = after;
    if (st == ST_OK)
        st = go_back_for_merges(&x, &after, &merge, e);
    if (st == ST_OK)
        st = take_rows(&x, after - OVERLAP_SECONDS, &latest, e);
    if (st == ST_OK && merge != 0)
        st = calls_store_set_meta(calls, CALLS_META_MERGE, merge, e);
    if (st == ST_OK && latest != last)
        st = calls_store_set_meta(calls, CALLS_META_SEEN, latest, e);
    arena_free(x.mem);
    return st;
}
