/*
 * correct.h - a query whose words no call has, with words that calls have.
 * Operators, fields and all other words stay as they were typed.
 */
#ifndef MEDEL_SEARCH_CORRECT_H
#define MEDEL_SEARCH_CORRECT_H

#include "medel/err.h"

#include "query.h"
#include "searchdb.h"

/*
 * Q's text where words that no call has got the marks on their letters with
 * which calls have them ("vasterbotten"); *ret is NULL where that changes
 * nothing. In DB's memory.
 */
enum status correct_marks(struct searchdb *db, const struct query *q,
                          const char **ret, struct err *e) MEDEL_NODISCARD;

/* Likewise, each word that no call has as the nearest that calls have. Whether
 * the whole finds anything, only searching tells. */
enum status correct_spelling(struct searchdb *db, const struct lexicon *l,
                             const struct query *q,
                             const char **ret, struct err *e) MEDEL_NODISCARD;

#endif
