/*
 * heard.h - what signs (word_signs.h) say of something by learnt weights
 * (learnt.h).
 */
#ifndef READ_HEARD_H
#define READ_HEARD_H

#include "learnt.h"
#include "word_signs.h"

struct heard {
    const struct learnt *learnt;
    double said[LEARNT_CLASSES]; /* of each class; no file has more */
};

/* An ear that adds what each sign says to H, which must outlive it. */
struct sign_ear heard_ear(struct heard *h);

/* How likely a class is by itself, SAID so much of it: the logistic curve. */
double heard_likely(double said);

#endif
