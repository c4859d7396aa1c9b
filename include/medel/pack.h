/*
 * pack.h - page bodies and other long texts in the stores, compressed.
 *
 * A frame carries its length and a checksum, so that a damaged one is found
 * (ST_CORRUPT) and none can unpack to more than the caller allows. It is zstd's
 * (RFC 8878); or, where a server sent the text packed, just what it sent: one
 * member of gzip (RFC 1952), which has both too.
 */
#ifndef MEDEL_PACK_H
#define MEDEL_PACK_H

#include "medel/arena.h"
#include "medel/buf.h"
#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Keeps the working memory from one text to the next. */
struct packer;

struct packer *packer_new(void); /* NULL when out of memory */
void packer_free(struct packer *p);

/* Replaces OUT's content with the frame. */
enum status pack(struct packer *p, const void *bytes, size_t len,
                 struct buf *out, struct err *e) MEDEL_NODISCARD;
/*
 * Appends to OUT, which is empty, what a single gzip member of N bytes holds.
 * False, and OUT as it was, where that is not all that they are, where it is
 * damaged, or more than OUT may hold: slower ways may know more.
 */
bool pack_gunzip(struct packer *p, const void *bytes, size_t n,
                 struct buf *out) MEDEL_NODISCARD;
/* What pack_gunzip() took is worth keeping as the frame of its LEN bytes. */
bool pack_keeps_gzip(size_t n, size_t len);
/* The text in MEM, followed by a NUL that *len leaves out. ST_CORRUPT where
 * FRAME is damaged, ST_LIMIT where it holds more than MAX bytes. */
enum status unpack(struct packer *p, struct arena *mem, const void *frame,
                   size_t frame_len, size_t max, const char **bytes,
                   size_t *len, struct err *e) MEDEL_NODISCARD;

#endif
