/*
 * ingest.h - having pages read by the workers, and keeping what they say.
 */
#ifndef MEDEL_INDEXER_INGEST_H
#define MEDEL_INDEXER_INGEST_H

#include "known_funders.h"
#include "scan.h"

#include "medel/calls_store.h"
#include "medel/crawl_store.h"
#include "medel/err.h"
#include "medel/worker.h"

#include <signal.h>

struct ingest_options {
    const struct known_funders *funders;
    const char *worker_path;
    const char *vocab;  /* bundle */
    size_t vocab_len;
    int jobs;           /* 0: one a core, and one more */
    const volatile sig_atomic_t *stop; /* set: finish what is under way */
    void (*progress)(void *arg, size_t done, size_t all); /* may be NULL */
    void *arg;
};

struct ingest_counts {
    size_t read, unreadable;
    size_t crashed, timed_out, too_big, bad_reply;
};

/*
 * Reads PAGES. A page that brings a worker down, or whose reply is not what
 * it should be, is quarantined with its cause; what an older body of it said
 * stays. Results are committed as they come, so a killed run goes on where
 * it was. Starts no worker where there is nothing to read.
 */
enum status ingest_run(struct crawl_store *crawl, struct calls_store *calls,
                       const struct scan_page *pages, size_t n,
                       const struct ingest_options *o,
                       struct ingest_counts *counts,
                       struct err *e) MEDEL_NODISCARD;

#endif
