/*
 * clause.h - which words of a sentence speak of which of its sums and shares.
 *
 * "Fonden delar ut 5 miljoner kronor, högst 200 000 per projekt, och täcker
 * 70 procent": each mention gets the clause round it. Words of its own clause
 * speak of it in full, those of the sentence's head (before the first
 * mention) nearly so, those of other mentions' clauses faintly.
 */
#ifndef READ_CLAUSE_H
#define READ_CLAUSE_H

#include "context.h"
#include "sums.h"

struct clause {
    size_t from, to;   /* the mention's tokens */
    size_t begin, end; /* the clause's */
    bool first;        /* it holds the sentence's head */
};

/* The sums and shares of a unit, and a clause for each. */
struct mentions {
    const struct unit *unit;
    struct sum_mention *sums;
    size_t n_sums;
    struct share_mention *shares;
    size_t n_shares;
    struct clause *clauses; /* in reading order */
    size_t n;
};

void mentions_find(struct arena *mem, const struct unit *u,
                   struct mentions *ret);

/* The clause of the mention that starts at token FROM: there is one. */
const struct clause *mentions_clause(const struct mentions *ms, size_t from);

/* How strongly CUE speaks of the mention of clause C; W's reach is the
 * distance at which it counts half. Words of other clauses count LEAK. */
double clause_weight(const struct mentions *ms, const struct clause *c,
                     enum cue cue, const struct weight_value *w, enum side side,
                     double leak);

/* True where match M stands within the words that may speak of C without
 * another mention between. */
bool clause_holds(const struct clause *c, const struct match *m);

#endif
