/*
 * compound.h - Swedish, Norwegian and Danish write "landsbygdsutveckling"
 * where another page writes "utveckling av landsbygden". Compounds are taken
 * apart and put together by the index's own vocabulary, and by the rules and
 * the word list of data/compounds.yaml.
 */
#ifndef MEDEL_SEARCH_COMPOUND_H
#define MEDEL_SEARCH_COMPOUND_H

#include "medel/err.h"

#include "lexicon.h"
#include "searchdb.h"

#define COMPOUND_PARTS_MAX 4

/*
 * The parts of WORD as words of their own ("landsbygd", "utveckling"): two
 * where two will do, and of several such partings the one whose shortest part
 * is longest. *n is 0 where it is no compound of known words. In DB's memory.
 */
enum status compound_split(struct searchdb *db, const struct lexicon *l,
                           const char *word,
                           const char *parts[COMPOUND_PARTS_MAX], size_t *n,
                           struct err *e) MEDEL_NODISCARD;

/* The N words (at most COMPOUND_PARTS_MAX) as one that calls have, linked in
 * any way; the inflection of all but the last does not matter. Or NULL. */
enum status compound_join(struct searchdb *db, const struct lexicon *l,
                          const char *const *words, size_t n, const char **ret,
                          struct err *e) MEDEL_NODISCARD;

/* Whether calls have WORD in some inflection. */
enum status compound_is_known(struct searchdb *db, const char *word, bool *ret,
                              struct err *e) MEDEL_NODISCARD;

#endif
