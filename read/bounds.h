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
    bool condition; /* "over" or "under" it something else holds */
};

/* "Resor får kosta högst 5 000 kronor": is it a limit of one kind of cost? */
bool limits_cost(const struct mentions *ms, const struct clause *c);

/* Do tokens [0, TO) of WORDS name the least and the most together, as in
 * "lägsta och högsta belopp"? RISING: the least first. */
bool bounds_of_pair(const struct unit *words, size_t to, bool *rising);

struct bound bound_of(const struct mentions *ms, const struct clause *c);

#endif
