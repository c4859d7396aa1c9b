/*
 * words_query.h - words as queries: each in any inflection of a language, as a
 * synonym, as a compound or its parts, as a place's code or a reference
 * number.
 *
 * Calls are stemmed by their own language, so all is made once for each
 * language of the index; query_build.c puts the copies together.
 */
#ifndef MEDEL_SEARCH_WORDS_QUERY_H
#define MEDEL_SEARCH_WORDS_QUERY_H

#include "medel/err.h"

#include "lexicon.h"
#include "query.h"
#include "searchdb.h"

#include <stdbool.h>

struct words_maker {
    struct searchdb *db;
    const struct lexicon *lexicon;
    const char *stemmer; /* of the language at hand */
    const char *prefix;  /* of the field, "" for all the text */
    enum xap_op op;      /* between the words: XAP_AND or XAP_OR */
    bool compounds;      /* the language writes them */
    bool weighing; /* for ranking, not for matching: phrases are not asked */
    bool exact;    /* for NOT: no synonyms, no compounds */
    bool *apart;   /* set where what is to match is not what is to be weighed,
                      so that a query for the one is none for the other */
};

/* N words that stand side by side. Never NULL on ST_OK; words that make no
 * term match nothing. */
enum status words_side_by_side(const struct words_maker *m,
                               const struct query_word *words, size_t n,
                               struct xap_query **ret,
                               struct err *e) MEDEL_NODISCARD;

/* WORD in any inflection in the field PREFIX; NULL where it makes no term. */
enum status words_any_form(const struct words_maker *m, const char *word,
                           const char *prefix, struct xap_query **ret,
                           struct err *e) MEDEL_NODISCARD;

#endif
