/*
 * scan.h - what crawl.db has that was not looked at yet.
 */
#ifndef MEDEL_INDEXER_SCAN_H
#define MEDEL_INDEXER_SCAN_H

#include "known_funders.h"

#include "medel/calls_store.h"
#include "medel/crawl_store.h"
#include "medel/err.h"

/* A page whose body has to be read. */
struct scan_page {
    int64_t crawl_id, id; /* in crawl.db, in calls.db */
    const char *url, *content_type, *adapter, *funder_id;
    int64_t version;
    uint64_t context;     /* fingerprint of all the reading depends on */
    struct date today;    /* the day to read it as of */
};

struct scan_options {
    const struct known_funders *funders;
    uint64_t reader;    /* fingerprint of worker and vocabulary */
    struct date today;  /* DATE_NONE: the day the body was first fetched */
    bool retry;         /* also pages that brought a reader down before */
};

struct scan_result {
    struct arena *mem;
    struct scan_page *pages; /* to be read */
    size_t n, cap;
    size_t looked;      /* rows that were looked at */
    /* For scan_finish(). */
    int64_t revision, crawl, reader;
};

/*
 * Takes over the state of every page that the crawler touched since the last
 * run (of all pages where the reader, or crawl.db itself, is another), and
 * lists those whose body or reader is new. One transaction. Free the result
 * with scan_free().
 */
enum status scan_run(struct crawl_store *crawl, struct calls_store *calls,
                     const struct scan_options *o, struct scan_result *ret,
                     struct err *e) MEDEL_NODISCARD;
/* Notes that everything listed was dealt with; not called where the run was
 * cut short. */
enum status scan_finish(struct calls_store *calls,
                        const struct scan_result *r,
                        struct err *e) MEDEL_NODISCARD;
void scan_free(struct scan_result *r);

#endif
