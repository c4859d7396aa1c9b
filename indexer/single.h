/*
 * single.h - one page given to one worker, for the commands that look at a
 * saved file.
 */
#ifndef MEDEL_INDEXER_SINGLE_H
#define MEDEL_INDEXER_SINGLE_H

#include "medel/arena.h"
#include "medel/err.h"
#include "medel/reading.h"
#include "medel/worker.h"

#include <stddef.h>

/*
 * Has PATH ("-" is standard input) read by a worker and gives its reply to a
 * job of TYPE in MEM. ST_INVALID where the worker could not read it, with
 * the cause.
 */
enum status single_read(struct arena *mem, const char *path, uint8_t type,
                        const struct read_context *ctx, const char **reply,
                        size_t *len, struct err *e) MEDEL_NODISCARD;

#endif
