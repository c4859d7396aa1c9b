/*
 * build.h - the databases of a new generation, written by several threads.
 */
#ifndef MEDEL_INDEXER_BUILD_H
#define MEDEL_INDEXER_BUILD_H

#include "generation.h"

#include "medel/calls_store.h"
#include "medel/date.h"

#include <signal.h>
#include <stdbool.h>

struct build {
    const char *data_dir; /* where calls.db is */
    struct generation g;  /* from generation_new() */
    /* What the databases say of themselves, already written: one database
     * each, of metadata alone. */
    const char *const *about;
    struct date today;                 /* for the status terms */
    size_t expected;                   /* records */
    unsigned jobs;                     /* threads at most; 0: one a core */
    size_t part;                       /* records a part; 0: the usual */
    const volatile sig_atomic_t *stop; /* may be NULL */
    /* Told how far it is, by one thread at a time; may be NULL. */
    void (*progress)(void *arg, size_t done, size_t all);
    void *arg;
};

/* The folder for what is to be joined into G's databases; in MEM. Whoever
 * removes the generation removes it too. */
const char *build_folder(struct arena *mem, const struct generation *g);

/*
 * Writes every record of S that is to be found into the databases of B->g,
 * numbered from 1 in the order of their ids; *written says how many. The
 * folder for parts is gone then. ST_OK also where B->stop came: the generation
 * is of no use then, as it is after a failure.
 */
enum status build_index(struct calls_store *s, const struct build *b,
                        size_t *written, struct err *e) MEDEL_NODISCARD;

#endif
