/*
 * turns.h - small words that turn a date's role round: prepositions, "inte",
 * "tidigare", words that a day was moved.
 */
#ifndef READ_TURNS_H
#define READ_TURNS_H

#include "roles.h"

/* The preposition decides: what is "till den 3 mars" does not open then, what
 * is "från den 3 mars" does not close; what is not possible before a day
 * ("före den 3 mars mottas inga ansökningar") is from then on, and what is
 * refused after a day had it as its last. */
void turn_by_preposition(const struct scene *s, const struct clause *c,
                         double score[static ROLE_COUNT]);

/* Days that no longer hold: "förlängd från A till B", "inte A", A struck
 * through and B beside it. */
void turn_moved(const struct scene *s, struct row row, const struct clause *c,
                double score[static ROLE_COUNT]);

#endif
