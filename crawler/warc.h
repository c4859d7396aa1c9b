/*
 * warc.h - what was sent and received, kept in a WARC file (ISO 28500:2017,
 * WARC/1.1), each record a gzip member of its own.
 *
 * An exchange becomes a "response" and the "request" that it answers; where
 * the file already holds the same bytes it becomes a "revisit"
 * (identical-payload-digest), and so does a 304 (server-not-modified). Each
 * run begins with a "warcinfo". Digests are SHA-256 in hex; the payload is
 * what stands behind the empty line, transfer coding included, as warcio,
 * wget and Heritrix reckon it.
 *
 * A file that is there already is added to. It is looked through first: a
 * last record that a kill left half written is cut off, so that readers never
 * meet one in the middle. A file that is no such archive is left alone.
 */
#ifndef MEDEL_CRAWLER_WARC_H
#define MEDEL_CRAWLER_WARC_H

#include "medel/err.h"

#include <stddef.h>
#include <stdint.h>

struct warc;

/*
 * Opens or makes PATH and writes the warcinfo. ST_BUSY where another run
 * writes it, ST_INVALID where it is no gzipped WARC or is damaged in the
 * middle, ST_IO. The file is flushed and closed by warc_close().
 */
enum status warc_open(const char *path, const char *user_agent,
                      struct warc **ret, struct err *e) MEDEL_NODISCARD;

struct warc_bytes {
    const void *p;
    size_t n;
};

struct warc_exchange {
    const char *url;                       /* that was asked for, absolute */
    const char *address;                   /* the server's IP address, or "" */
    int64_t began;                         /* Unix seconds */
    int status;                            /* of HTTP */
    struct warc_bytes request, head, body; /* heads with their empty line */
    const char *truncated; /* NULL: whole; else the standard's reason:
                              "length", "time", "disconnect" or
                              "unspecified" */
};

/* Adds whole records or, on ST_IO (a full disk), nothing. */
enum status warc_add(struct warc *w, const struct warc_exchange *x,
                     struct err *e) MEDEL_NODISCARD;

/* Makes all of it durable. W is freed in any case; NULL is allowed. */
enum status warc_close(struct warc *w, struct err *e) MEDEL_NODISCARD;

#endif
