/*
 * unpack.h - brotli (RFC 7932) and zstd (RFC 8878), with the promises of
 * inflate.h: bounded, and never a cut-off stream for a whole one.
 */
#ifndef MEDEL_CRAWLER_UNPACK_H
#define MEDEL_CRAWLER_UNPACK_H

#include "inflate.h"

/* What "Accept-Encoding" says we take: all of libcurl's. */
#define UNPACK_ACCEPT "gzip, deflate, br, zstd"

/* See inflate_bytes(). */
enum status unpack_brotli(const void *bytes, size_t len, size_t max,
                          inflate_sink_fn *sink, void *arg,
                          struct err *e) MEDEL_NODISCARD;
/* The same; frames one after the other are one body. A window of more than 8
 * MiB, which RFC 9659 forbids in HTTP, is ST_INVALID. */
enum status unpack_zstd(const void *bytes, size_t len, size_t max,
                        inflate_sink_fn *sink, void *arg,
                        struct err *e) MEDEL_NODISCARD;

#endif
