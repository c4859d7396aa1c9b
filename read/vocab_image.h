/*
 * vocab_image.h - the vocabulary as make took it in: parsed and checked, which
 * took a process that reads one page longer than all else that it does.
 *
 * The image is a part of the programs that read (read/image/). It says of what
 * bundle it was made, all files in data/lexicon/ and their bytes, and counts
 * for nothing but that bundle. So the files are what counts: who edits one has
 * all read as YAML, from the next command on, until medel is built again.
 *
 *   head    magic, checksum of all behind it; hash and length of the bundle
 *   parts   each its length in bytes, a uint64_t, then the bytes, then zeros up
 *           to a multiple of 8; in the order of enum vocab_image_part
 *
 * All is in the byte order and at the sizes of the machine that it was built
 * for. In place of a pointer stands the place, or the number, of what it leads
 * to in its part. What does not add up, by the checksum or by a place beyond
 * the part, is as good as not there.
 */
#ifndef READ_VOCAB_IMAGE_H
#define READ_VOCAB_IMAGE_H

#include "vocab_tables.h"

#include "medel/buf.h"
#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VOCAB_IMAGE_MAGIC 0x6d6564656c766f63u /* "medelvoc", big end first */

struct vocab_image_head {
    uint64_t magic;
    uint64_t sum;            /* hash_bulk() of what follows */
    uint64_t text, text_len; /* hash_bulk() of the bundle; its bytes */
};

enum vocab_image_part {
    VOCAB_STRINGS,       /* each with its NUL */
    VOCAB_ENTRIES,       /* code: a place among the strings */
    VOCAB_WORDS,         /* s: the same */
    VOCAB_PHRASES,       /* entry, words: numbers */
    VOCAB_ABBREVIATIONS, /* uintptr_t: places among the strings */
    VOCAB_WEIGHTS,
    VOCAB_TABLES, /* of the term index: filter, starts, kept, each a part */
    VOCAB_LEARNT = VOCAB_TABLES + 3 * TERM_TABLES,
    VOCAB_PARTS = VOCAB_LEARNT + LEARNT_FILES
};

/* Fills V, which is empty but for its arena, with what the image that is in use
 * (medel/vocab.h) has of BUNDLE, LEN bytes. False, and V as it was, where it
 * has nothing. */
bool vocab_image_find(struct vocab *v, const char *bundle, size_t len);

/* --- making one: vocab_image_make.c -------------------------------------- */

/* Appends the image of V, which was made of BUNDLE, to OUT, an empty buffer. */
enum status vocab_image_make(const struct vocab *v, const char *bundle,
                             size_t len, struct buf *out,
                             struct err *e) MEDEL_NODISCARD;

#endif
