/*
 * run_meaning.h - what words side by side mean together: a place, a reference
 * number, a group of synonyms, a compound.
 *
 * A query is built for each language of the index, once for what matches and
 * once for what that weighs, and perhaps again with any of its words, while
 * what a run of words means is the same each time. It takes dozens of questions
 * to the index to find out, so it is found out once and kept with the database.
 */
#ifndef MEDEL_SEARCH_RUN_MEANING_H
#define MEDEL_SEARCH_RUN_MEANING_H

#include "medel/err.h"

#include "compound.h"
#include "lexicon.h"
#include "searchdb.h"

#include <stddef.h>

#define RUN_WORDS_MAX 16 /* in one run */
#define RUN_REFERENCES_MAX 2
#define RUN_JOINED_MAX 2

/* What the words name. */
struct run_names {
    int region;                                 /* or -1 */
    const char *references[RUN_REFERENCES_MAX]; /* terms that calls have */
    size_t n_references;
};

/* What the words are as compounds. */
struct run_compounds {
    const char *parts[COMPOUND_PARTS_MAX]; /* of the one word there is */
    size_t n_parts;
    const char *joined[RUN_JOINED_MAX]; /* as one word that calls have */
    size_t n_joined;
};

/* The lexicon's groups that have an expression which says the words. */
struct run_groups {
    const size_t *groups;
    size_t n;
};

/*
 * Each of the N words (1 to RUN_WORDS_MAX, in lower case); *ret is in DB's
 * memory. L is the same for all of a database's questions. Of synonyms, single
 * words are compared by the stems of STEMMER, expressions as they stand.
 */
enum status run_names(struct searchdb *db, const struct lexicon *l,
                      const char *const *words, size_t n,
                      const struct run_names **ret,
                      struct err *e) MEDEL_NODISCARD;
enum status run_compounds(struct searchdb *db, const struct lexicon *l,
                          const char *const *words, size_t n,
                          const struct run_compounds **ret,
                          struct err *e) MEDEL_NODISCARD;
enum status run_groups(struct searchdb *db, const struct lexicon *l,
                       const char *stemmer, const char *const *words, size_t n,
                       const struct run_groups **ret,
                       struct err *e) MEDEL_NODISCARD;

#endif
