/*
 * lexicon.h - the words that search knows: what says nothing, what means the
 * same, and which words show a theme (data/stopwords.yaml, synonyms.yaml,
 * theme_words.yaml).
 *
 * A lexicon is immutable once loaded. Words are compared in lower case.
 */
#ifndef MEDEL_SEARCH_LEXICON_H
#define MEDEL_SEARCH_LEXICON_H

#include "medel/arena.h"
#include "medel/codes.h"
#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>

struct lexicon;

/* Reads the three files from DIR. ST_INVALID names file and line. Free with
 * lexicon_free(). */
enum status lexicon_load(const char *dir, struct lexicon **ret,
                         struct err *e) MEDEL_NODISCARD;
void lexicon_free(struct lexicon *l);

bool lexicon_is_stopword(const struct lexicon *l, const char *word);

/* The expressions that show THEME; borrowed from L. */
const char *const *lexicon_theme_words(const struct lexicon *l, int theme,
                                       size_t *n);

/* Groups of expressions of the same meaning; borrowed from L. */
size_t lexicon_group_count(const struct lexicon *l);
const char *const *lexicon_group(const struct lexicon *l, size_t i, size_t *n);

/*
 * The words of TEXT in lower case and composed form (NFC): runs of letters
 * and digits; a hyphen or colon inside a word parts it. In MEM, in order, at
 * most MAX of them.
 */
size_t lexicon_words(struct arena *mem, const char *text, size_t max,
                     const char ***ret);

#endif
