/*
 * rank.h - which call first.
 *
 *     score = 100 * sum(weight[p] * value[p]) / sum(weight[p])
 *
 * over the parts p that the search can judge: `words` where words were typed;
 * `text`, `place`, `form` and, as far as the profile states them, `themes`, `sum`,
 * `social` and `language` where there is a profile; `time` and `kind` always.
 * Which parts count depends on the search alone, never on the call, so scores
 * of one search compare. Weights are in data/weights.yaml. The values, each
 * from 0 to 1:
 *
 *   words, text  BM25 weight of what was typed, or of the profile's words,
 *                over that of the best call found
 *   themes       half the share of the call's themes that the profile has,
 *                half how many it has (one, or two and more); a theme that
 *                says how rather than about what counts for a part
 *   place        the narrower the area round the enterprise, the better
 *   form         the page says who may apply, so that a call that leaves it to
 *                be asked stands behind one as good that does not
 *   sum          how much of the span of the need the call can meet
 *   social       the call names social enterprises, and this is one
 *   time         room to write an application, not too far away
 *   kind         what is given
 *   language     the call is in a language of the profile
 *
 * Where calls like another one are asked for, that call takes the place of the
 * profile in `text`, `themes` and `place` (the share of the regions of both
 * that they have in common).
 *
 * Calls with the same score follow by id: same input, same order.
 */
#ifndef MEDEL_SEARCH_RANK_H
#define MEDEL_SEARCH_RANK_H

#include "medel/arena.h"
#include "medel/call.h"
#include "medel/profile.h"

#include "rates.h"
#include "weights.h"

#include <stdbool.h>

struct rank_value {
    bool judged;
    double value;      /* 0 to 1 */
    double points;     /* its share of the score */
    double of;         /* the share it has at value 1 */
    const char *words; /* codes, figures and words that it rests on, or NULL;
                          not in any language of ours */
};

struct rank_score {
    double score; /* 0 to 100 */
    struct rank_value parts[PART_COUNT];
};

/* What is known of one call beside its record. */
struct rank_input {
    const struct call *call;
    const struct profile *profile; /* or NULL */
    const struct call *like;       /* the call that others are compared with,
                                      whose words `text` is about; or NULL */
    bool has_words;                /* words were typed */
    double words, text;            /* relevance, 0 to 1 */
    const char *typed;             /* the words, or NULL */
    struct date today;
    const struct weights *weights;
    const struct rates *rates;
};

/* Strings go in MEM. */
void rank_judge(struct arena *mem, const struct rank_input *in,
                struct rank_score *ret);

/* The parts alone, for tests and for others that compare calls. */
double rank_themes(codeset call, codeset profile,
                   const struct weights_general *general);
double rank_place(codeset call, codeset profile, const struct weights_place *w);
double rank_overlap(codeset a, codeset b, const struct weights_place *w);
double rank_sum(double floor, double ceiling, double need_min, double need_max);
double rank_time(const struct call *call, struct date today,
                 const struct weights_time *w);

#endif
