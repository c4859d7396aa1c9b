/*
 * vocab.h - the vocabulary: cue words, places, themes, forms, as data.
 *
 * The files of data/ are bundled by the parent process, sent to each worker
 * over its pipe (a worker opens no file) and parsed there. Anything wrong in
 * a file is ST_INVALID with file, line and field. A worker has the files in it
 * as make took them in, parsed, and uses that where the bundle is the same.
 */
#ifndef MEDEL_VOCAB_H
#define MEDEL_VOCAB_H

#include "medel/buf.h"
#include "medel/codes.h"
#include "medel/err.h"

struct vocab;

/* Reads the reader's files in DIR into one byte string ("NAME LENGTH\n" and
 * the bytes, one after the other). */
enum status vocab_bundle(const char *dir, struct buf *out, struct err *e);
/* Parses and checks a bundle. Caller frees with vocab_free(). */
enum status vocab_parse(const char *bundle, size_t len, struct vocab **ret,
                        struct err *e) MEDEL_NODISCARD;
void vocab_free(struct vocab *v);

/* The image (read/vocab_image.h) that vocab_parse() may take what it makes
 * from; borrowed, and stays as long as any vocabulary. NULL for none, as at
 * first. */
void vocab_image_use(const void *image, size_t len);
/* The one in the program, if it is linked with read/image/built_in.c. */
void vocab_image_use_built_in(void);

#endif
