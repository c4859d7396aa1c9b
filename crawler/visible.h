/*
 * visible.h - the words of an HTML page that its readers see, and fingerprints
 * of them: for telling copies, pages that differ by a clock, and error pages.
 *
 * One pass over the bytes, like links.h: any bytes are accepted, time and
 * memory are linear in their number, what is past CAP_TEXT_BYTES is left out.
 * Nothing here is good enough to read a call from; the worker does that.
 */
#ifndef MEDEL_CRAWLER_VISIBLE_H
#define MEDEL_CRAWLER_VISIBLE_H

#include "medel/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VISIBLE_HEADINGS_MAX 2

struct visible {
    const char *title;                          /* or "" */
    const char *headings[VISIBLE_HEADINGS_MAX]; /* the first h1 */
    size_t n_headings;
    const char *text; /* all words, a blank between them */
    size_t n_words;
};

/* Fills *RET; its strings are in MEM, UTF-8, without line ends. */
void visible_read(struct arena *mem, const char *html, size_t len,
                  struct visible *ret);

/*
 * How title and text look, for comparing. What only tells when the page was made is
 * left out of all three: times of day, the day NOW and the days beside it, and
 * long numbers and hexadecimal marks, which no reader reads.
 */
struct looks {
    uint64_t words;   /* hash_simhash() of what is left, 0 for nothing */
    uint64_t exact;   /* hash_bulk() of the same */
    uint64_t figures; /* of the dates, sums and shares, in any order */
    size_t n_words;
    uint64_t exact_old; /* instead of exact in stores of before: hash_u64() of
                           it; 0: not asked for */
};

/* NOW: Unix seconds. OLD: exact_old is wanted, too. */
void looks_of(struct arena *mem, const struct visible *v, int64_t now, bool old,
              struct looks *ret);

/* Manku, Jain and Das Sarma (2007), section 3: k for 64 bits. */
#define LOOKS_NEAR_BITS 3

/* The same to the letter, but for clocks. */
bool looks_same(const struct looks *a, const struct looks *b);
/* The same but for a few words of many (a counter, a greeting), which are no
 * dates and no sums: a page whose deadline moved is another one. */
bool looks_near(const struct looks *a, const struct looks *b);

#endif
