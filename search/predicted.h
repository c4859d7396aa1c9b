/*
 * predicted.h - calls that cannot be applied for now and may come back.
 */
#ifndef MEDEL_SEARCH_PREDICTED_H
#define MEDEL_SEARCH_PREDICTED_H

#include "candidates.h"
#include "cycles.h"

/*
 * As candidates_find(), but of closed calls, those gone from their site and
 * those that only say that they come back: the ones for which a next round is
 * foretold (candidate.prediction, in C's memory), that nothing but the status
 * bars, and that no later round has a record beside.
 */
enum status predicted_find(struct searchdb *db, const struct search_request *rq,
                           struct cycles *c, struct candidate_list *ret,
                           struct err *e) MEDEL_NODISCARD;

#endif
