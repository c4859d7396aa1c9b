/*
 * sum_signs.h - the words round a sum, its size and place among others, as
 * signs of what it is; see word_signs.h. Other sums are "$", shares "%".
 */
#ifndef READ_SUM_SIGNS_H
#define READ_SUM_SIGNS_H

#include "amounts.h"
#include "word_signs.h"

/* Masks for the sums, then the shares, of MS: as many as both together. */
struct sign_mask *sum_masks(struct arena *mem, const struct mentions *ms);

/* Tells EAR the signs of M, one of the sums of V's unit. */
void sum_signs(const struct money_view *v, const struct money *m,
               const struct sign_ear *ear);

#endif
