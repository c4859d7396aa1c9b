/*
 * page_words.h - what all the words of a page say together of its being a call.
 *
 * The signs of signs.h are the phrases and shapes that somebody thought of.
 * Each word of judged pages is a weak sign too, in the title, a heading, the
 * first lines or the rest, and so are its beginning and its end, which tell
 * endings and compounds. Their weights are learnt with those of the signs
 * (tests/quality/learn_pages.py) and kept in learnt-pages.txt.
 *
 * What they say is divided by the root of how many there are, those that nobody
 * has learnt anything of among them, so that a long page does not speak louder
 * than a short one. A page of words that are hardly known at all (it is in
 * another language) is left to the signs.
 */
#ifndef READ_PAGE_WORDS_H
#define READ_PAGE_WORDS_H

#include "text.h"
#include "word_signs.h"

#define PAGE_WORDS_SHOWN 5

struct page_words {
    double said; /* to be added to what the signs say */
    /* The words that speak most for what all say, the strongest first. They
     * live as long as the page is read. */
    const char *strongest[PAGE_WORDS_SHOWN];
    size_t n_strongest;
};

/* Hears T, which was built with V. */
void page_words_hear(const struct vocab *v, const struct page_text *t,
                     struct page_words *ret);

/* Tells EAR, for learning, each sign of each word after its place ("2:ansök*":
 * enum learnt_place) with how strongly it is heard. */
void page_words_tell(const struct vocab *v, const struct page_text *t,
                     const struct sign_ear *ear);

#endif
