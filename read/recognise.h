/*
 * recognise.h - is this page a call, and if not, what is it?
 */
#ifndef READ_RECOGNISE_H
#define READ_RECOGNISE_H

#include "found.h"
#include "page_words.h"

struct verdict {
    enum page_kind kind;
    double score;            /* of being a call, 0 to 1 */
    const char *reasons[24]; /* the weightiest first; in the reader's arena */
    size_t n_reasons;
    double signs[PAGE_SIGN_COUNT];
    struct page_words words;
};

/* The signs of the page (signs.h), each from 0 to 1, after the fields have
 * been read. */
void signs_collect(struct reader *r, double ret[static PAGE_SIGN_COUNT]);

/* What V noted of the sign that W, a weight of pages, weighs. */
static inline double verdict_sign(const struct verdict *v, enum weight w)
{
    return v->signs[w - WEIGHT_PAGE_BIAS];
}

/*
 * Judges by structure and wording, after the fields have been read: the signs
 * weighed with the vocabulary's page.* weights and what all words say
 * (page_words.h), their sum through a logistic curve.
 */
void recognise(struct reader *r, struct verdict *ret);

#endif
