/*
 * examples.h - sentences that reckon a case through: "Kostar projektet 500 000
 * kronor kan ni få 400 000." Their sums and shares are nobody's.
 */
#ifndef READ_EXAMPLES_H
#define READ_EXAMPLES_H

#include "clause.h"

/* Does the sentence suppose a cost of just so much, and go on to what follows
 * from it? A cost of at least, at most or more than so much is a rule. */
bool is_worked_example(const struct mentions *ms);

/* Is the mention of clause C given for one of several that it might be:
 * "till exempel 50 procent"? */
bool is_for_example(const struct unit *u, const struct clause *c);

#endif
