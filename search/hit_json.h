/*
 * hit_json.h - a ranked call as JSON: the record, and `score`, `why`,
 * `eligibility` and `own_funding`.
 *
 *   "score": 61.25,
 *   "why": [{"part": "themes", "points": 21.3, "of": 28, "words": "rural"}],
 *   "eligibility": {"verdict": "unknown", "checks": [
 *     {"rule": "form", "verdict": "unknown", "reason": "form_unstated",
 *      "check": true, "evidence": null}]}
 *   "own_funding": {"need": 800000, "grant": 560000, "own": 240000,
 *     "share": 30, "currency": "SEK"}
 *
 * `points` is what the part gives of at most `of`; together they are the
 * score. `check` marks an unknown that the applicant should look into.
 * `own_funding` is null without a profile, and where nothing can be said.
 */
#ifndef MEDEL_SEARCH_HIT_JSON_H
#define MEDEL_SEARCH_HIT_JSON_H

#include "candidates.h"

#include <jansson.h>

/* What hits are told for. */
struct hit_context {
    struct date today;
    const struct profile *profile; /* or NULL */
    const struct rates *rates;     /* or NULL */
};

/* A new reference, or NULL when out of memory. */
json_t *hit_to_json(const struct candidate *c, const struct hit_context *in);

#endif
