/*
 * buf.h - the one growable byte buffer, always bounded.
 *
 * The maximum must be given at init. An append that would pass it fails with
 * ST_LIMIT and leaves the buffer as it was. The content is always followed by
 * a NUL that is not counted in len, so data can be read as a C string when
 * the bytes hold no NUL. Not thread-safe.
 */
#ifndef MEDEL_BUF_H
#define MEDEL_BUF_H

#include "medel/err.h"

#include <stdarg.h>
#include <stddef.h>

struct buf {
    char *data; /* "" until the first append; owned by the buffer */
    size_t len;
    size_t cap;
    size_t max;
};

/* MAX is in bytes, without the NUL. Allocates nothing. */
void buf_init(struct buf *b, size_t max);
/* Frees the memory; the buffer can be used again with the same max. */
void buf_free(struct buf *b);
/* Forgets the content, keeps the memory. */
void buf_reset(struct buf *b);

/* ST_OK, ST_LIMIT or ST_NOMEM. */
enum status buf_append(struct buf *b, const void *p, size_t n);
/* Room for N more bytes, to be written behind data[len] and a NUL after them
 * by the caller, who then moves len. */
enum status buf_reserve(struct buf *b, size_t n) MEDEL_NODISCARD;
enum status buf_puts(struct buf *b, const char *s);
enum status buf_putc(struct buf *b, char c);
enum status buf_printf(struct buf *b, const char *fmt, ...) MEDEL_PRINTF(2, 3);

/* Appends the whole of an open descriptor or a named file; ST_LIMIT where it
 * is longer than the room left. PATH "-" is standard input. */
enum status buf_read_fd(struct buf *b, int fd, struct err *e);
enum status buf_read_file(struct buf *b, const char *path, struct err *e);

/* Hands the content over as a malloc'd, NUL-terminated string (caller frees
 * with free()) and empties the buffer. NULL when out of memory. */
char *buf_steal(struct buf *b);

#endif
