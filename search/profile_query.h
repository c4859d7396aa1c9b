/*
 * profile_query.h - a profile as a bag of words: its keywords and what it
 * says about itself, what means the same, the parts of its compounds, and the
 * words by which its themes show.
 */
#ifndef MEDEL_SEARCH_PROFILE_QUERY_H
#define MEDEL_SEARCH_PROFILE_QUERY_H

#include "medel/profile.h"

#include "bag.h"
#include "lexicon.h"
#include "weights.h"

/* The bag is in DB's memory and borrows from P and L. */
enum status profile_bag(struct searchdb *db, const struct profile *p,
                        const struct lexicon *l,
                        const struct weights_profile *w, struct bag **ret,
                        struct err *e) MEDEL_NODISCARD;

#endif
