/*
 * catchup.h - bringing DATA/index up to date with calls.db.
 */
#ifndef MEDEL_INDEXER_CATCHUP_H
#define MEDEL_INDEXER_CATCHUP_H

#include "medel/calls_store.h"
#include "medel/date.h"
#include "medel/err.h"

#include <signal.h>
#include <stdbool.h>

struct catchup_options {
    const char *data_dir;
    struct date today;   /* for the status terms */
    bool today_given;    /* it is not really today */
    bool rebuild;        /* into a new database, whatever there is */
    unsigned shards;     /* how many databases from now on; 0: as before */
    size_t batch;        /* documents a transaction, or a part of a new
                            database; 0: the usual */
    unsigned jobs;       /* threads that write a new database; 0: one a core */
    const volatile sig_atomic_t *stop; /* set: stop after this batch */
    /* Told how far it is; may be NULL. */
    void (*progress)(void *arg, size_t done, size_t all);
    /* Told why the index is built anew though nobody asked; may be NULL. */
    void (*note)(void *arg, const char *why);
    void *arg;
};

struct catchup_counts {
    size_t written, removed; /* documents */
    bool rebuilt;
};

/*
 * Writes what is dirty into the current database, or, where that is missing,
 * damaged, of another schema, store or number of shards, or REBUILD is set,
 * everything into a new one, to which readers are switched at the end. A
 * record is clean only after its document was committed; killed at any moment,
 * the next run makes the same index.
 */
enum status catchup_run(struct calls_store *s,
                        const struct catchup_options *o,
                        struct catchup_counts *counts,
                        struct err *e) MEDEL_NODISCARD;

/*
 * Whether DATA/index can go on being used with S: ST_OK, or why it must be
 * built anew, or an error of calls.db. SINCE is given its medel.indexed_at.
 */
enum status catchup_check(struct calls_store *s, const char *data_dir,
                          char since[static DATE_RFC3339_SIZE],
                          struct err *why) MEDEL_NODISCARD;

#endif
