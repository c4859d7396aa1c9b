/*
 * why.h - the reasons for a call's place and for its mark, in the user's
 * language: what the JSON tells by codes.
 */
#ifndef MEDEL_SEARCH_WHY_H
#define MEDEL_SEARCH_WHY_H

#include "candidates.h"

/* "rural, business · your county · matches hyra, textil", or "" where no
 * profile was compared. In MEM. */
const char *why_ranked(struct arena *mem, const struct candidate *c,
                       const struct profile *profile);

/* What to check before applying ("the page does not say who may apply"), or
 * why it is barred, with the page's words; "" for neither. In MEM. */
const char *why_marked(struct arena *mem, const struct candidate *c,
                       const struct profile *profile);

/* What came of one rule, with the page's words where they decided it: "pays
 * at most 60 %, you carry 20 %: “högst 60 procent”". In MEM. */
const char *why_check(struct arena *mem, const struct call *call,
                      const struct profile *profile,
                      const struct gate_check *check);

/* "2027-02-28, in 97 days", "opens 2027-01-11", "rolling", "no date stated",
 * "closed 2026-09-30", "gone since 2026-10-02",
 * "replaced 2026-10-02" by another call. In MEM. */
const char *why_when(struct arena *mem, const struct call *call,
                     struct date today);

/* The part's name for people. Static. */
const char *why_part(enum rank_part p);
/* What the part rests on (struct rank_value's words) for people: codes by
 * their names, sums as people write them. NULL where that says nothing more
 * than the part's name. In MEM. */
const char *why_part_words(struct arena *mem, enum rank_part p,
                           const char *words);

#endif
