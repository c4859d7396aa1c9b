/*
 * compound.h - Swedish, Norwegian and Danish write "landsbygdsutveckling"
 * where another page writes "utveckling av landsbygden". Compounds are taken
 * apart and put together by the index's own vocabulary: a part that no call
 * uses would find nothing.
 */
#ifndef MEDEL_SEARCH_COMPOUND_H
#define MEDEL_SEARCH_COMPOUND_H

#include "medel/err.h"

#include "searchdb.h"

/*
 * The two parts of WORD, the linking s taken off ("landsbygd", "utveckling"),
 * or NULLs where it is no compound of known words. In DB's memory.
 */
enum status compound_split(struct searchdb *db, const char *word,
                           const char **left, const char **right,
                           struct err *e) MEDEL_NODISCARD;

/* A and B as one known word, with a linking s or without, or NULL. */
enum status compound_join(struct searchdb *db, const char *a, const char *b,
                          const char **ret, struct err *e) MEDEL_NODISCARD;

/* Whether calls have WORD in some inflection. */
enum status compound_is_known(struct searchdb *db, const char *word, bool *ret,
                              struct err *e) MEDEL_NODISCARD;

#endif
