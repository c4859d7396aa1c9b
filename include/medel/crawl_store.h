/*
 * crawl_store.h - DATA/crawl.db: pages as fetched, and the state of fetching.
 *
 * medel-crawl writes it; medel-index reads it. The tables are described in
 * store/crawl_store.c. Bodies are zstd-compressed; each distinct body of a
 * page is kept as a version. Times are Unix seconds.
 */
#ifndef MEDEL_CRAWL_STORE_H
#define MEDEL_CRAWL_STORE_H

#include "medel/arena.h"
#include "medel/db.h"
#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct crawl_store;

/* DIR is the data folder; the file is DIR/crawl.db. */
enum status crawl_store_open(const char *dir, enum db_mode mode,
                             struct crawl_store **ret,
                             struct err *e) MEDEL_NODISCARD;
void crawl_store_close(struct crawl_store *s);
/* The connection, for the crawler's own statements on these tables. */
sqlite3 *crawl_store_db(struct crawl_store *s);

enum page_state {
    PAGE_STATE_NEW,      /* known, never asked for */
    PAGE_STATE_OK,       /* the last fetch gave a page (200 or 304) */
    PAGE_STATE_REDIRECT, /* leads to another address: see target */
    PAGE_STATE_GONE,     /* 404 or 410, confirmed */
    PAGE_STATE_FAILED,   /* last fetch failed; an older body may be there */
    PAGE_STATE_REFUSED   /* robots.txt, scope, type or size rule it out */
};

/* One page as the indexer sees it. */
struct crawl_page {
    int64_t id;
    const char *url;          /* normal form */
    const char *funder_id;
    enum page_state state;
    const char *target;       /* of a redirect, or NULL */
    const char *content_type; /* or NULL */
    const char *adapter;      /* part of an API that its body is an item of
                                 (medel/adapter.h), or NULL: a page */
    int64_t first_fetched, last_fetched; /* last time it was seen alive */
    int64_t changed_at;       /* when the current body was first seen */
    int64_t version;          /* of the body, grows by one a change; 0 none */
    int64_t revision;         /* of the row: grows store-wide with any change
                                 of state, target, body, funder or noindex;
                                 no number is used twice */
    int depth;                /* links from the start page */
    bool noindex;             /* X-Robots-Tag or <meta name=robots> asks not
                                 to be indexed */
    const char *canonical;    /* rel=canonical in normal form, or NULL: a
                                 hint of the site's, unchecked */
};

/*
 * Calls FN for each page whose revision is above AFTER, in order of revision.
 * FN returns non-ST_OK to stop, which is passed on. Bodies are not loaded.
 * The page's strings are borrowed until FN returns; FN may use the store.
 * Pages that were only found, not yet asked for, have revision 0 and are not
 * listed.
 */
typedef enum status crawl_page_fn(void *arg, const struct crawl_page *p,
                                  struct err *e);
enum status crawl_store_changed(struct crawl_store *s, int64_t after,
                                crawl_page_fn *fn, void *arg, struct err *e);
/* Calls FN as above for some pages of FUNDER's that have a body and are neither
 * copies of others nor items of an API: the N that were found first, and the N
 * that were found last, each once. The same ones as long as none comes or
 * goes. */
enum status crawl_store_some(struct crawl_store *s, const char *funder, int n,
                             crawl_page_fn *fn, void *arg,
                             struct err *e) MEDEL_NODISCARD;
/* The page with this address: ST_NOT_FOUND where there is none. Its strings
 * live in MEM. */
enum status crawl_store_page(struct crawl_store *s, struct arena *mem,
                             const char *url, struct crawl_page *ret,
                             struct err *e) MEDEL_NODISCARD;
/* The current body, decompressed, in MEM. ST_NOT_FOUND where none is stored,
 * ST_INVALID where this one is damaged, ST_LIMIT where it is too long; any
 * other status says that the store itself could not be read. */
enum status crawl_store_body(struct crawl_store *s, struct arena *mem,
                             int64_t page_id, const char **bytes,
                             size_t *len, struct err *e) MEDEL_NODISCARD;
/* The highest revision in the store, 0 when empty. */
enum status crawl_store_revision(struct crawl_store *s, int64_t *ret,
                                 struct err *e) MEDEL_NODISCARD;

/* A source as the last crawls knew it. */
struct crawl_funder {
    const char *id, *name;
    uint64_t regions;        /* codeset */
    int64_t last_crawl;      /* when a crawl of it last ended, 0 never */
    int64_t pages, changed, failed; /* in that crawl */
    const char *problem;     /* why it failed, or NULL */
};
typedef enum status crawl_funder_fn(void *arg, const struct crawl_funder *f,
                                    struct err *e);
enum status crawl_store_funders(struct crawl_store *s, crawl_funder_fn *fn,
                                void *arg, struct err *e);
/* What was counted in FUNDER's last crawl that came to its end: FN gets each
 * name ("pages", "error.timeout"; see crawler/tally.h) with its number. */
typedef void crawl_tally_fn(void *arg, const char *what, int64_t n);
enum status crawl_store_tallies(struct crawl_store *s, const char *funder,
                                crawl_tally_fn *fn, void *arg,
                                struct err *e) MEDEL_NODISCARD;

/* How an address answered when it was last asked for. */
struct crawl_answer {
    enum page_state state;
    int http_status;    /* 0: there was no answer, or it was not asked for
                           since robots.txt forbids it */
    const char *target; /* where it leads to, or NULL */
    const char *reason; /* what was wrong, or NULL */
};
/* Strings in MEM. ST_NOT_FOUND where the address is not known. */
enum status crawl_store_answer(struct crawl_store *s, struct arena *mem,
                               const char *url, struct crawl_answer *ret,
                               struct err *e) MEDEL_NODISCARD;
/* How many pages FUNDER's start pages link to, of those in its scope. */
enum status crawl_store_count_links(struct crawl_store *s, const char *funder,
                                    int64_t *ret,
                                    struct err *e) MEDEL_NODISCARD;

#endif
