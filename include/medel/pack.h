/*
 * pack.h - page bodies and other long texts in the stores, zstd-compressed.
 *
 * A frame carries its length and a checksum, so that a damaged one is found
 * (ST_CORRUPT) and none can unpack to more than the caller allows.
 */
#ifndef MEDEL_PACK_H
#define MEDEL_PACK_H

#include "medel/arena.h"
#include "medel/buf.h"
#include "medel/err.h"

#include <stddef.h>

/* Keeps zstd's working memory from one text to the next. */
struct packer;

struct packer *packer_new(void); /* NULL when out of memory */
void packer_free(struct packer *p);

/* Replaces OUT's content with the frame. */
enum status pack(struct packer *p, const void *bytes, size_t len,
                 struct buf *out, struct err *e) MEDEL_NODISCARD;
/* The text in MEM, followed by a NUL that *len leaves out. ST_CORRUPT where
 * FRAME is damaged, ST_LIMIT where it holds more than MAX bytes. */
enum status unpack(struct packer *p, struct arena *mem, const void *frame,
                   size_t frame_len, size_t max, const char **bytes,
                   size_t *len, struct err *e) MEDEL_NODISCARD;

#endif
