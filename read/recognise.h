/*
 * recognise.h - is this page a call, and if not, what is it?
 */
#ifndef READ_RECOGNISE_H
#define READ_RECOGNISE_H

#include "found.h"

struct verdict {
    enum page_kind kind;
    double score;            /* of being a call, 0 to 1 */
    const char *reasons[24]; /* in the reader's arena */
    size_t n_reasons;
};

/* Judges by structure and wording, after the fields have been read. */
void recognise(struct reader *r, struct verdict *ret);

#endif
