/*
 * known_words.h - what the vocabulary says of a word, remembered.
 *
 * Pages say the same few thousand words again and again. What term_index.h
 * finds for a word, and what does not depend on the words after it, is found
 * once and kept, from page to page: the lists that it is in, the terms that it
 * is, the longer ones that it may begin, the number that it spells, and what it
 * says of a page's being a call and of its themes.
 *
 * So many are kept; then all are forgotten, between two pages, so that memory
 * is bounded whatever the pages say. It never changes what is found.
 */
#ifndef READ_KNOWN_WORDS_H
#define READ_KNOWN_WORDS_H

#include "learnt.h"
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
    uint64_t next, mask;        /* the bytes that the second word begins with */
    uint64_t end, end_mask;     /* or ends in, backwards */
    uint64_t third, third_mask; /* those that the third begins with */
    uint64_t needed; /* signs of later words that it cannot do without */
    const struct phrase *phrase;
};

struct known_word {
    uint64_t hash;
    uint64_t first;   /* its first 8 bytes, zeros behind its end */
    uint64_t last;    /* its last 8 bytes, backwards */
    uint64_t sign;    /* bits by how it begins and how it ends */
    uint64_t as_next; /* one bit, by its first 8 bytes */
    uint64_t nexts;   /* AS_NEXT of the words that openings ask for */
    uint32_t len, n_alone;
    const struct known_term *alone; /* terms that are this word */
    /* Those that go on with more than one word or any, then those that tell
     * which, by its first bytes. */
    const struct opening *openings;
    uint32_t n_loose, n_openings;
    uint64_t lists[WORDLIST_PARTS]; /* a bit for each list that it is in */
    /* A bit for each cue that it is or may begin. */
    uint64_t cues[(CUE_COUNT + 63) / 64];
    double number;
    float
        says[LEARNT_PLACES]; /* for a page's being a call, by where it stands */
    const float *themes;     /* for each theme; NULL: nothing */
    bool is_number;          /* "tvåhundrafemtio" */
    bool is_learnt;          /* any page that was learnt from has it */
    uint8_t n_signs;         /* the word, its beginning, its end */
    char norm[];
};

struct known_words;

/* X is borrowed. */
struct known_words *known_words_new(const struct term_index *x);
void known_words_free(struct known_words *k);

/* PAGES and THEMES, borrowed, tell what words say of pages and of themes:
 * before the first is asked for. */
void known_words_learn(struct known_words *k, const struct learnt *pages,
                       const struct learnt *themes);

/* What is known of the word NORM, LEN bytes and a NUL. It lives until the next
 * known_words_tidy(). */
const struct known_word *known_words_get(struct known_words *k,
                                         const char *norm, size_t len);

/* Before a page: forgets all where there are too many. */
void known_words_tidy(struct known_words *k);

/* What stands about a word: the one and the two words on, NULL where there is
 * none, and the signs of all. */
struct word_place {
    const struct known_word *next, *third;
    uint64_t signs;
};

/* Calls FN with each term of several words that W may begin at P. Some of them
 * do not. */
void known_word_openings(const struct known_word *w, const struct word_place *p,
                         term_index_fn *fn, void *arg);

#endif
