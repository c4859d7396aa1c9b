/*
 * verb_subject.h - what a verb of two meanings is said of: "startar", "pågår",
 * "ends" tell when one may apply, or when the project runs.
 */
#ifndef READ_VERB_SUBJECT_H
#define READ_VERB_SUBJECT_H

#include "clauses.h"

/* Of verb V in U, from token FROM on: CUE_PERIOD, CUE_DOING, or -1 where
 * neither stands near it. */
int verb_subject_in(const struct unit *u, const struct match *v, size_t from);
/* The same of a verb in the scene's unit, whose clause begins at FROM; what
 * governs the day counts where the unit names nothing. */
int verb_subject(const struct scene *s, const struct match *v, size_t from);

#endif
