/*
 * bounds.h - is a sum or share the most, the least, or a condition?
 *
 * "högst 50 000", "50 000 som mest", "ingen butik får över 50 000", "bidrag
 * under 50 000 prövas inte", "vid bidrag över 50 000 krävs revisor". The
 * words are those of the cues ceiling and floor, or over and under with a
 * refusal about them.
 */
#ifndef READ_BOUNDS_H
#define READ_BOUNDS_H

#include "clause.h"

struct bound {
    bool ceiling, floor;
    bool refused;   /* said by refusing: "ingen fick mer än" is a rule */
    bool condition; /* "over" or "under" it something else holds */
};

struct bound bound_of(const struct mentions *ms, const struct clause *c);

#endif
