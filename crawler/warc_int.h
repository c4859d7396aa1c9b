/*
 * warc_int.h - between the parts of the WARC writer:
 *
 *   warc.c       the records
 *   warc_scan.c  what a file holds already, and where its whole records end
 *   warc_seen.c  which payloads are in the file, by digest and by address
 */
#ifndef MEDEL_CRAWLER_WARC_INT_H
#define MEDEL_CRAWLER_WARC_INT_H

#include "medel/err.h"
#include "medel/hash.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WARC_ID_BYTES 37   /* a UUID as text, with its NUL */
#define WARC_DATE_BYTES 21 /* 2026-11-28T14:59:06Z */

/* --- warc_seen.c --- */

/* A response that the file holds. */
struct warc_seen {
    char digest[SHA256_HEX_SIZE];
    char id[WARC_ID_BYTES], date[WARC_DATE_BYTES];
    const char *url; /* valid until the next warc_index_add() */
};

struct warc_index;

struct warc_index *warc_index_new(void); /* NULL when out of memory */
void warc_index_free(struct warc_index *x);
/* Remembers it; of what is past a bound, or past memory, nothing: it will
 * then be stored twice, which is no error. */
void warc_index_add(struct warc_index *x, const struct warc_seen *s);
/* The last one added with this digest, or for this address. */
bool warc_index_by_digest(const struct warc_index *x, const char *digest,
                          struct warc_seen *ret);
bool warc_index_by_url(const struct warc_index *x, const char *url,
                       struct warc_seen *ret);

/* --- warc_scan.c --- */

/*
 * Reads FD (a file called PATH) from its beginning: its responses go into X,
 * *end is where the last whole record ends. ST_INVALID where something else
 * than a cut-off record stands there.
 */
enum status warc_scan(int fd, const char *path, struct warc_index *x,
                      int64_t *end, struct err *e) MEDEL_NODISCARD;

#endif
