/*
 * known_words.h - what the vocabulary says of a word, remembered.
 *
 * Pages say the same few thousand words again and again. What term_index.h
 * finds for a word, and what does not depend on the words after it, is found
 * once and kept, from page to page: the lists that it is in, the terms that it
 * is, the longer ones that it may begin, and the number that it spells.
 *
 * So many are kept; then all are forgotten, between two pages, so that memory
 * is bounded whatever the pages say. It never changes what is found.
 */
#ifndef READ_KNOWN_WORDS_H
#define READ_KNOWN_WORDS_H

#include "term_index.h"

#include <stdbool.h>

/* A term that is one word. */
struct known_term {
    const struct lexicon_entry *entry;
    enum lexicon_set set;
    uint32_t order;
};

/* A term of several words that a word may begin. */
struct opening {
    uint64_t next, mask; /* the bytes that the second word begins with */
    uint64_t needed; /* sign of a later word that it cannot do without, or 0 */
    const struct phrase *phrase;
};

struct known_word {
    uint64_t hash;
    uint64_t first; /* its first 8 bytes, zeros behind its end */
    uint64_t sign;  /* one bit, by how it begins */
    uint32_t len, n_alone;
    const struct known_term *alone; /* terms that are this word */
    /* Those that go on with any word, then those that tell how the next one
     * begins, by its first byte. */
    const struct opening *openings;
    uint32_t n_any, n_openings;
    uint64_t lists[WORDLIST_PARTS]; /* a bit for each list that it is in */
    double number;
    bool is_number; /* "tvåhundrafemtio" */
    char norm[];
};

struct known_words;

/* X is borrowed. */
struct known_words *known_words_new(const struct term_index *x);
void known_words_free(struct known_words *k);

/* What is known of the word NORM, LEN bytes and a NUL. It lives until the next
 * known_words_tidy(). */
const struct known_word *known_words_get(struct known_words *k,
                                         const char *norm, size_t len);

/* Before a page: forgets all where there are too many. */
void known_words_tidy(struct known_words *k);

/* Calls FN with each term of several words that W may begin where NEXT (NULL
 * for none) is the word after it, and SIGNS has those of all words about. Some
 * of them do not. */
void known_word_openings(const struct known_word *w,
                         const struct known_word *next, uint64_t signs,
                         term_index_fn *fn, void *arg);

#endif
