/*
 * ledger.h - the crawler's side of crawl.db's pages: rows, bodies, revisions.
 *
 * Nothing here begins or ends a transaction but ledger_reserve(); the caller
 * groups what belongs together.
 */
#ifndef MEDEL_CRAWLER_LEDGER_H
#define MEDEL_CRAWLER_LEDGER_H

#include "medel/arena.h"
#include "medel/buf.h"
#include "medel/crawl_store.h"
#include "medel/err.h"

#include <stdbool.h>
#include <stdint.h>

/* KIND_PROBE: an address that cannot exist, see missing.c. KIND_API: an answer
 * that is split into items, see api_answer.c. */
enum page_kind { KIND_PAGE, KIND_SITEMAP, KIND_FEED, KIND_PROBE, KIND_API };

/* How a page looks (visible.h); near_of: see likeness.h. */
struct page_look {
    uint64_t simhash, exact, figures;
    int64_t near_of;
};

/* A row of the table page; see store/crawl_store.c. Strings are borrowed. */
struct page_row {
    int64_t id;
    const char *url, *funder;
    int64_t host;
    enum page_kind kind;
    enum page_state state;
    int depth, rank, chain, hops;
    int64_t found_on, found_at;
    const char *target, *reason;
    int http_status;
    const char *content_type, *etag, *last_modified;
    bool noindex;
    const char *canonical;
    int64_t duplicate_of; /* 0: none known */
    int64_t first_fetched, last_fetched, changed_at, checked_at;
    int64_t interval, due_at;
    int failures, unmodified;
    int children; /* pages first found on it */
    int64_t version;
    int64_t hash;        /* of the body, see ledger_hash_is() */
    int64_t crawl;       /* in which it was last handled */
    const char *adapter; /* part of an API (medel/adapter.h), or NULL */
    bool inlined;        /* came with another answer; not fetched itself */
    const struct page_look *look; /* to be written over what is there; NULL,
                                     as in a row that was read: that stays */
};

struct ledger;

enum status ledger_new(struct crawl_store *store, struct ledger **ret,
                       struct err *e) MEDEL_NODISCARD;
void ledger_free(struct ledger *l);

/*
 * Makes sure that the next few thousand revisions can be given out, durably;
 * see the head of store/crawl_store.c. Outside a transaction.
 */
enum status ledger_reserve(struct ledger *l, struct err *e) MEDEL_NODISCARD;

/* ST_NOT_FOUND (without a text in E) where there is none. */
enum status ledger_find(struct ledger *l, struct arena *mem, const char *url,
                        struct page_row *ret, struct err *e) MEDEL_NODISCARD;
enum status ledger_load(struct ledger *l, struct arena *mem, int64_t id,
                        struct page_row *ret, struct err *e) MEDEL_NODISCARD;
/* A new row (id is set); state must be PAGE_STATE_NEW. */
enum status ledger_insert(struct ledger *l, struct page_row *row,
                          struct err *e) MEDEL_NODISCARD;
/* Writes AFTER over the row; with a new revision where what the indexer sees
 * differs from BEFORE. */
enum status ledger_update(struct ledger *l, const struct page_row *before,
                          const struct page_row *after,
                          struct err *e) MEDEL_NODISCARD;
/* Only how it was found: nearer or better than known before. */
enum status ledger_improve(struct ledger *l, const struct page_row *row,
                           struct err *e) MEDEL_NODISCARD;

/* Stores row->version of the body. PACKED is the body's frame (medel/pack.h)
 * where it was made already; else it is NULL or empty. */
enum status ledger_add_body(struct ledger *l, const struct page_row *row,
                            const char *bytes, size_t len,
                            const struct buf *packed,
                            struct err *e) MEDEL_NODISCARD;
/* Whether ROW has the hash of these bytes, FRESH being their hash_bulk(). Rows
 * of an older medel have their hash_u64(). */
bool ledger_hash_is(const struct ledger *l, const struct page_row *row,
                    int64_t fresh, const char *bytes, size_t len);
/* True where the page's stored body is just these bytes. */
enum status ledger_same_body(struct ledger *l, struct arena *mem, int64_t page,
                             const char *bytes, size_t len, bool *ret,
                             struct err *e) MEDEL_NODISCARD;
/* Another page of the funder, not itself a duplicate, with this body; 0 where
 * there is none. *depth is its depth. */
enum status ledger_find_same(struct ledger *l, struct arena *mem,
                             const struct page_row *row, const char *bytes,
                             size_t len, int64_t *id, int *depth,
                             struct err *e) MEDEL_NODISCARD;

#endif
