/*
 * term_index.h - which terms of the vocabulary may begin with a word.
 *
 * There are some ten thousand terms. A term is kept by the hash of what its
 * first word asks for: the whole word, its beginning, its end, or some part of
 * it. A word then meets only terms that its beginnings, ends and parts hash to;
 * a bitmap tells in one step that there is none, which is the usual answer.
 * What was found for a word is kept: see known_words.h.
 */
#ifndef READ_TERM_INDEX_H
#define READ_TERM_INDEX_H

#include "vocab_int.h"

#include "medel/arena.h"

/* What a term is kept by the hash of. */
enum term_table_kind { TERM_WHOLE, TERM_BEGINNING, TERM_END, TERM_PART };
#define TERM_TABLES 4u
#define TERM_FILTER_WORDS 1024u /* of 64 bits */

struct term_kept {
    uint32_t hash;
    uint32_t phrase; /* its number */
};

/* Nothing in it is a pointer to what it is made of, so that it can be written
 * to an image and used there: see vocab_image.h. */
struct term_table {
    const uint64_t *filter; /* TERM_FILTER_WORDS of them */
    /* The bucket I has kept[starts[I]] to kept[starts[I + 1]]. */
    const uint32_t *starts;
    const struct term_kept *kept;
    uint32_t buckets; /* a power of two */
};

struct term_index {
    const struct phrase *phrases;
    struct term_table tables[TERM_TABLES];
};

/* The index of N phrases of one or more words, which are borrowed and stay as
 * they are; it lives in MEM. A part of a word (PATTERN_CONTAINS) must have at
 * least 3 bytes. */
void term_index_make(struct term_index *x, struct arena *mem,
                     const struct phrase *phrases, size_t n);
/* How many buckets the table K has. */
uint32_t term_table_buckets(enum term_table_kind k);

/* Calls FN with every term that may begin with WORD, each at most once and in
 * no order. Some of them do not. */
typedef void term_index_fn(void *arg, const struct phrase *p);
void term_index_look(const struct term_index *x, const char *word, size_t len,
                     term_index_fn *fn, void *arg);

#endif
