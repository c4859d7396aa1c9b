/*
 * like.h - calls like another call: by the words that tell it from the others
 * (Xapian's relevance set), by what it says of itself, its themes and its
 * places.
 */
#ifndef MEDEL_SEARCH_LIKE_H
#define MEDEL_SEARCH_LIKE_H

#include "medel/call.h"
#include "medel/err.h"

#include "bag.h"
#include "lexicon.h"
#include "searchdb.h"
#include "weights.h"

/* The words of CALL, which must be in the index, with their synonyms in all
 * languages. The bag lives in DB's memory. */
enum status like_bag(struct searchdb *db, const struct call *call,
                     const struct lexicon *l, const struct weights *w,
                     struct bag **ret, struct err *e) MEDEL_NODISCARD;

#endif
