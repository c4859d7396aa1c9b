/*
 * reader.h - the medel-worker program and its vocabulary, as this run finds
 * them.
 */
#ifndef MEDEL_INDEXER_READER_H
#define MEDEL_INDEXER_READER_H

#include "medel/arena.h"
#include "medel/buf.h"
#include "medel/err.h"

#include <stdint.h>

struct reader {
    const char *worker_path;
    struct buf vocab; /* the bundle, not parsed */
};

/* Paths live in MEM; free with reader_free(). */
enum status reader_find(struct arena *mem, struct reader *ret,
                        struct err *e) MEDEL_NODISCARD;
void reader_free(struct reader *r);

/* Of both: readings by another are out of date. */
uint64_t reader_fingerprint(const struct reader *r);
/* Of a program's file; 0 where it cannot be read. */
uint64_t reader_fingerprint_of_program(const char *path);

#endif
