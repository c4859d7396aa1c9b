/*
 * page_words.h - what all the words of a page say together of its being a call.
 *
 * The signs of signs.h are the phrases and shapes that somebody thought of.
 * Each word of judged pages is a weak sign too, in the title, a heading, the
 * first lines or the rest, and so are its beginning and its end, which tell
 * endings and compounds. Their weights are learnt with those of the signs
 * (tests/quality/learn_pages.py) and kept in learnt-pages.txt.
 *
 * A page of words that are hardly known at all (it is in another language) is
 * left to the signs.
 */
#ifndef READ_PAGE_WORDS_H
#define READ_PAGE_WORDS_H

#include "word_counts.h"
#include "word_signs.h"

#define PAGE_WORDS_SHOWN 5

struct page_words {
    double said; /* to be added to what the signs say */
    /* The words that speak most for what all say, the strongest first. They
     * live as long as the page is read. */
    const char *strongest[PAGE_WORDS_SHOWN];
    size_t n_strongest;
};

/* Hears the words of a page. */
void page_words_hear(const struct word_counts *h, struct page_words *ret);

/* Tells EAR, for learning, each sign of each word after its place ("2:ansök*":
 * enum learnt_place) with how strongly it is heard. */
void page_words_tell(const struct word_counts *h, const struct sign_ear *ear);

#endif
