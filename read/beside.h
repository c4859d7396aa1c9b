/*
 * beside.h - what the words right beside a sum make of it.
 *
 * "per projekt", "av årets 45 miljoner", "tre priser på", "att dela på": each
 * answers from the tokens of one sentence alone, with no weighing.
 */
#ifndef READ_BESIDE_H
#define READ_BESIDE_H

#include "caption.h"
#include "clause.h"
#include "found.h"

/* "50 000 kronor per butik"; sets TO_EACH where every one gets it. */
bool beside_each(const struct unit *u, const struct clause *c, bool *to_each);

/* "11 av årets 45 miljoner": the sum is the whole of a part said before. */
bool beside_part(const struct unit *u, const struct caption *caption,
                 const struct clause *c);

/* "2025 delade vi ut 400 000 kronor" */
bool beside_past_year(const struct reader *r, const struct unit *u,
                      const struct clause *c);

/* "tre priser på 50 000 kronor": how many get the sum; 0 where unsaid. */
double beside_receivers(const struct unit *u, const struct clause *c);

/* No noun follows that a bare number would count. */
bool beside_nothing(const struct unit *u, const struct clause *c);

/* "350 000 att dela på": a bare number that is money. */
bool beside_sharing(const struct unit *u, const struct clause *c);

/* The sentence has a label of its own: "Ram: 5 mkr. Tak: 200 000". */
bool beside_caption(const struct unit *u, const struct clause *c);

/* Sum I is of a list of prizes, smaller than the one before. */
bool beside_prizes(const struct mentions *ms, size_t i);

#endif
