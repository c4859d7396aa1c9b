/*
 * theme_words.h - what all the words of a page say together of its themes.
 *
 * The vocabulary (themes.yaml) has the words that somebody thought of. Each
 * word of judged calls is a weak sign too, and so are its beginning and its
 * end: how much each speaks for each theme is learnt, by logistic regression
 * (tests/quality/learn_themes.py), and kept in learnt-themes.txt. A word counts
 * as often as it stands there, more in the title and the first lines.
 */
#ifndef READ_THEME_WORDS_H
#define READ_THEME_WORDS_H

#include "found.h"
#include "word_counts.h"
#include "word_signs.h"

#define THEME_WORDS_CALL "!call"

/* Puts what the words of R say for each theme, in log odds, into SAID. */
void theme_words_hear(const struct reader *r,
                      double said[static LEARNT_THEME_CLASSES]);

/* Where the word stands that says most for THEME; no unit where none does. */
struct source theme_words_strongest(const struct reader *r, int theme);

/* Tells EAR, for learning, each sign of each word of W with how strongly it is
 * heard, and a last one that every call has, THEME_WORDS_CALL. */
void theme_words_tell(const struct word_counts *w, const struct sign_ear *ear);

#endif
