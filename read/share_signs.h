/*
 * share_signs.h - the words round a share and what the rules take it for, as
 * signs of whose it is, and what they say; see word_signs.h and learnt.h.
 *
 * Rules know who pays and who gets in phrases that they have met. What they say
 * of a share is a sign beside its words, so the words can tell where to believe
 * them. Sums are "$", other shares "%". Of the rules are told
 *
 *     !funder !own !raised !none   whose it is
 *     !out                         that it is neither's
 *     !+funder !+own !+other       how strongly each is spoken for
 *     !3                           the funder's lead before the applicant, in
 *                                  halves
 *     !ceiling !floor              what bounds it
 */
#ifndef READ_SHARE_SIGNS_H
#define READ_SHARE_SIGNS_H

#include "share_weigh.h"
#include "word_signs.h"

/* How likely a share is the largest that the funder pays, or what the
 * applicant pays beside that: from 0 to 1 each. */
struct share_likely {
    double funder, own;
};

/* How likely a rate must be where the rules have none, and where it takes the
 * place of theirs, which is then at most so likely. */
#define SHARE_SURE 0.6
#define SHARE_SURER 0.9
#define SHARE_DOUBTED 0.3

/* Tells EAR the signs of the share that SAID is of, one of V's. */
void share_signs(const struct share_view *v, const struct share_said *said,
                 const struct sign_ear *ear);

/* What they say by the learnt weights. */
struct share_likely share_hear(const struct share_view *v,
                               const struct share_said *said);

/* Told of each share of a page, for learning. */
typedef void share_fn(void *arg, const struct share_view *v,
                      const struct share_said *said);
void share_tell(struct reader *r, share_fn *fn, void *arg);

#endif
