/*
 * lexicon.h - the words that search knows: what says nothing, what means the
 * same, which words show a theme, how compounds are made, and what the query
 * language's fields and values are called (data/stopwords.yaml, synonyms.yaml,
 * theme_words.yaml, compounds.yaml, query.yaml).
 *
 * A lexicon is immutable once loaded. Words are compared in lower case.
 */
#ifndef MEDEL_SEARCH_LEXICON_H
#define MEDEL_SEARCH_LEXICON_H

#include "medel/arena.h"
#include "medel/codes.h"
#include "medel/err.h"

#include "query_names.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct lexicon;

/* Reads its files from DIR. ST_INVALID names file and line. Free with
 * lexicon_free(). */
enum status lexicon_load(const char *dir, struct lexicon **ret,
                         struct err *e) MEDEL_NODISCARD;
void lexicon_free(struct lexicon *l);

bool lexicon_is_stopword(const struct lexicon *l, const char *word);

/* The names of the query language; borrowed from L. */
const struct query_names *lexicon_names(const struct lexicon *l);

/* How compounds are made (data/compounds.yaml). */
struct compound_link {
    const char *end, *word; /* a first half's end, and that of the word */
};
struct compound_rules {
    struct compound_link *links;
    unsigned n_links;
    const char **endings; /* that compounds do without */
    unsigned n_endings;
    const char **parts; /* sorted, as whole is */
    unsigned n_parts;
    const char **whole;
    unsigned n_whole;
};
/* Borrowed from L. */
const struct compound_rules *lexicon_compounds(const struct lexicon *l);
/* Whether compounds may have the half WORD though no call has it, and whether
 * WORD is never parted. */
bool lexicon_is_part(const struct lexicon *l, const char *word);
bool lexicon_is_whole(const struct lexicon *l, const char *word);

/* The expressions that show THEME; borrowed from L. */
const char *const *lexicon_theme_words(const struct lexicon *l, int theme,
                                       size_t *n);

/* Groups of expressions of the same meaning; borrowed from L. */
size_t lexicon_group_count(const struct lexicon *l);
const char *const *lexicon_group(const struct lexicon *l, size_t i, size_t *n);

/* TEXT in lower case and composed form (NFC), in MEM. */
const char *lexicon_fold(struct arena *mem, const char *text);

/* The first byte of the characters U+00C0 to U+00FF. */
#define LEXICON_LATIN_1 0xC3
/* Whether C is of those that make up most texts: ASCII, and the letters of
 * Latin-1 but for sharp s. In a text of nothing else each byte folds by itself:
 * the byte C behind BEFORE to lexicon_lower(). */
static inline bool lexicon_is_plain(int32_t c)
{
    return c < 0x80 || (c >= 0xC0 && c <= 0xFF && c != 0xDF);
}
static inline char lexicon_lower(char before, char c)
{
    unsigned char second = (unsigned char)c;
    if (c >= 'A' && c <= 'Z')
        return (char)(c - 'A' + 'a');
    /* U+00C0 to U+00DE are 0x20 below their small letters, but for the sign of
     * multiplication. */
    if ((unsigned char)before == LEXICON_LATIN_1 && second <= 0x9E &&
        second != 0x97)
        return (char)(second + 0x20);
    return c;
}

/*
 * The words of TEXT in lower case and composed form (NFC): runs of letters
 * and digits; a hyphen or colon inside a word parts it. In MEM, in order, at
 * most MAX of them.
 */
size_t lexicon_words(struct arena *mem, const char *text, size_t max,
                     const char ***ret);

#endif
