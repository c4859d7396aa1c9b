/*
 * context.h - how strongly a cue word speaks of a date, sum or share near it.
 */
#ifndef READ_CONTEXT_H
#define READ_CONTEXT_H

#include "text.h"

/* The words between tokens A and B; a comma or bracket counts as several. */
double context_distance(const struct unit *u, size_t a, size_t b);

enum side { SIDE_BEFORE = 1, SIDE_AFTER = 2, SIDE_BOTH = 3 };

/*
 * The strongest match of CUE beside tokens [from, to): its weight, reduced by
 * the words between (halved at FADE words), by each comma or bracket between,
 * and to nothing past another mention that stands nearer to the cue. LIMIT is
 * the farthest cue heard, in words; 0 asks for the whole unit. 0 where there
 * is none.
 */
double context_cue(const struct unit *u, enum cue cue, size_t from, size_t to,
                   enum side side, double fade, size_t limit);

/* The same scaled by weight W, whose reach is the fade. */
double context_weight(const struct unit *u, enum cue cue,
                      const struct weight_value *w, size_t from, size_t to,
                      enum side side, size_t limit);

/* The sum of a cue's weights in the unit, wherever it stands. */
double context_unit(const struct unit *u, enum cue cue);

static inline bool context_is_cue(const struct match *m, enum cue cue)
{
    return m->set == LEX_CUE && m->entry->index == (int)cue;
}

/* Does a match of CUE stand within tokens [from, to)? */
bool context_says(const struct unit *u, enum cue cue, size_t from, size_t to);

/* Does a match of CUE hold all of tokens [from, to)? */
bool context_spans(const struct unit *u, enum cue cue, size_t from, size_t to);

/* True where one of the words just before token I negates what follows. */
bool context_negated(const struct unit *u, size_t from, size_t to);

#endif
