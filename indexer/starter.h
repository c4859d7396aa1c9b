/*
 * starter.h - workers, started cheaply: the program is executed once and given
 * the vocabulary; each worker is a copy of that process, which never sees a
 * page (worker/zygote.h).
 */
#ifndef MEDEL_INDEXER_STARTER_H
#define MEDEL_INDEXER_STARTER_H

#include "wire.h"

#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>

#define START_SECONDS 30 /* to parse the vocabulary, or to lock itself in */
#define START_TRIES 3    /* failed starts in a row before giving up */
#define EXIT_WAIT_MS 300

struct starter {
    char *path; /* the program; freed by starter_end() */
    size_t memory;
    int cpu_seconds;
    const char *vocab; /* borrowed */
    size_t vocab_len;
    bool pdf;               /* the workers read PDFs */
    bool told;              /* one was asked to tell of its sandbox */
    struct worker original; /* child.pid 0: there is none now */
};

/* PATH is copied; the other values are set by the caller before the first
 * worker. ST_NOMEM. */
enum status starter_init(struct starter *s, const char *path,
                         struct err *e) MEDEL_NODISCARD;
/*
 * A new worker, leader of a process group, whose first word is FRAME_OK once it
 * is locked in. ST_INVALID where the vocabulary is refused: text says why.
 * ST_IO where there is no worker to be had.
 */
enum status starter_worker(struct starter *s, struct child *ret,
                           struct err *e) MEDEL_NODISCARD;
/* From now on workers read PDFs; those that there are do not learn it. */
void starter_take_pdf(struct starter *s);
/* Lets the original hear that no more are wanted; then waits for it. */
void starter_shut(struct starter *s);
void starter_end(struct starter *s);

#endif
