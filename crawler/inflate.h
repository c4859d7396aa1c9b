/*
 * inflate.h - gzip and deflate, bounded and honest about truncation.
 *
 * libcurl could decode by itself, but does not tell a gzip stream that ends
 * in the middle from a whole one, nor count what comes out before it is too
 * much; here a cut-off page must never pass for a whole one.
 */
#ifndef MEDEL_CRAWLER_INFLATE_H
#define MEDEL_CRAWLER_INFLATE_H

#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>

/* True for the two bytes that every gzip file begins with. */
bool inflate_is_gzip(const void *bytes, size_t len);

typedef enum status inflate_sink_fn(void *arg, const char *bytes, size_t len,
                                    struct err *e);

/*
 * Feeds the decoded bytes to SINK, whose failure is passed on. Takes gzip
 * (also several members one after the other), zlib and raw deflate, whatever
 * the header called it; junk behind the end is ignored. ST_INVALID: damaged
 * or cut off; ST_LIMIT: more than MAX bytes would come out. What was decoded
 * before a failure has been given to SINK.
 */
enum status inflate_bytes(const void *bytes, size_t len, size_t max,
                          inflate_sink_fn *sink, void *arg,
                          struct err *e) MEDEL_NODISCARD;

#endif
