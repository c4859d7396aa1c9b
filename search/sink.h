/*
 * sink.h - where results go: standard output, through the pager where that is
 * on, or a file that is there whole or not at all.
 */
#ifndef MEDEL_SEARCH_SINK_H
#define MEDEL_SEARCH_SINK_H

#include "medel/buf.h"
#include "medel/err.h"

#include <stdbool.h>

struct sink {
    struct buf out;        /* what is to be written; fill it at will */
    struct own_file *file; /* NULL: standard output */
};

/* PATH NULL or "-" is standard output. Free with sink_free(). */
enum status sink_open(struct sink *s, const char *path,
                      struct err *e) MEDEL_NODISCARD;
bool sink_is_terminal(const struct sink *s);
/* Writes what is in `out` and empties it, where that is much; else later. */
enum status sink_drain(struct sink *s, struct err *e) MEDEL_NODISCARD;
/* Writes the rest; the file is there now. */
enum status sink_close(struct sink *s, struct err *e) MEDEL_NODISCARD;
/* A file that was not closed is as it was before. */
void sink_free(struct sink *s);

#endif
