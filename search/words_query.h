/*
 * words_query.h - what people type, as a query.
 *
 * Plain words: all must be there, in the title, the purpose or the text; each
 * in any inflection of the call's language, as a synonym, or as the parts of
 * a compound. Words with operators ("phrases", AND OR NOT, NEAR, brackets,
 * wildcards, + and -) are taken as written. field:value narrows like the
 * option of the same name.
 */
#ifndef MEDEL_SEARCH_WORDS_QUERY_H
#define MEDEL_SEARCH_WORDS_QUERY_H

#include "filter.h"
#include "lexicon.h"
#include "searchdb.h"
#include "weights.h"

#include <stdbool.h>

/* One piece of plain text between blanks. */
struct typed_token {
    const char **words; /* one, or the parts of "e-sport" */
    size_t n_words;
    const char *reference; /* letters and digits alone where it may be a
                              reference number ("2026-02218"), or NULL */
};

struct typed {
    const char *text; /* as typed, in MEM */
    bool has_operators;
    struct typed_token *tokens; /* the words, without stopwords, operators
                                   and fields */
    size_t n_tokens;
};

/*
 * Parts WORDS into tokens and, where it has no operators, field:value filters
 * that are added to FILTER. All in MEM. ST_BAD_QUERY names the field and the
 * value that does not exist.
 */
enum status typed_parse(struct arena *mem, const char *words,
                        const struct lexicon *l, struct filter *filter,
                        struct typed *ret, struct err *e) MEDEL_NODISCARD;

/* False where nothing but filters was typed. */
bool typed_asks(const struct typed *t);

/* The query; any of the words suffices where ANY (plain words only). */
enum status typed_query(struct searchdb *db, const struct typed *t, bool any,
                        const struct lexicon *l, const struct weights *w,
                        struct xap_query **ret, struct err *e) MEDEL_NODISCARD;

/*
 * Plain words with those that no call has replaced by the nearest that calls
 * have; *ret is NULL where there is nothing to replace. *same_letters tells
 * that only accents differ ("vasterbotten"). In DB's memory.
 */
enum status typed_correct(struct searchdb *db, const struct typed *t,
                          const char **ret, bool *same_letters,
                          struct err *e) MEDEL_NODISCARD;

#endif
