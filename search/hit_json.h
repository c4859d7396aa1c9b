/*
 * hit_json.h - a ranked call as JSON: the record, and `score`, `why` and
 * `eligibility`.
 *
 *   "score": 61.25,
 *   "why": [{"part": "themes", "points": 21.3, "of": 28, "words": "rural"}],
 *   "eligibility": {"verdict": "unknown", "checks": [
 *     {"rule": "form", "verdict": "unknown", "reason": "form_unstated",
 *      "check": true, "evidence": null}]}
 *
 * and `state_aid` and `own_funding`, as advice.h has them.
 *
 * `points` is what the part gives of at most `of`; together they are the
 * score. `check` marks an unknown that the applicant should look into.
 */
#ifndef MEDEL_SEARCH_HIT_JSON_H
#define MEDEL_SEARCH_HIT_JSON_H

#include "candidates.h"

#include <jansson.h>

/* A new reference, or NULL when out of memory. */
json_t *hit_to_json(const struct candidate *c, struct date today);

#endif
