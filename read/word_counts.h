/*
 * word_counts.h - the words of a page, by where they stand and how often: what
 * page_words.h and theme_words.h hear.
 *
 * What words say is divided by the root of how many signs there are, those that
 * nobody has learnt anything of among them, so that a long page does not speak
 * louder than a short one.
 */
#ifndef READ_WORD_COUNTS_H
#define READ_WORD_COUNTS_H

#include "known_words.h"
#include "text.h"

/* A word of the page. */
struct word_count {
    const struct known_word *word; /* NULL: an empty place */
    uint8_t times[LEARNT_PLACES];  /* three at most */
};

struct word_counts {
    const struct known_word *number; /* all numbers are "0" */
    struct word_count *table;        /* open addressing, a power of two */
    size_t mask;
    /* Of all that stand there: their signs (the word, its beginning, its end),
     * how many they are and how many of them are known as words of pages. */
    size_t signs, words, known;
    double loudness; /* of each sign */
};

/* Where on the page the words of U stand. */
enum learnt_place word_place_of(const struct unit *u);

/* Those of T, which was built with V, in its memory. */
struct word_counts *word_counts_of(const struct vocab *v,
                                   const struct page_text *t);

#endif
