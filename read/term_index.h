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

struct term_index;

/* Empty; it lives in MEM, with all that is added. */
struct term_index *term_index_new(struct arena *mem);
/* P, of one or more words, none of which is changed later, stays the caller's.
 * A part of a word (PATTERN_CONTAINS) must have at least 3 bytes. */
void term_index_add(struct term_index *x, const struct phrase *p);

/* Calls FN with every term that may begin with WORD, each at most once and in
 * no order. Some of them do not. */
typedef void term_index_fn(void *arg, const struct phrase *p);
void term_index_look(const struct term_index *x, const char *word, size_t len,
                     term_index_fn *fn, void *arg);

#endif
