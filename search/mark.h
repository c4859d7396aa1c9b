/*
 * mark.h - a verdict as people see it: a sign, a colour and words.
 */
#ifndef MEDEL_SEARCH_MARK_H
#define MEDEL_SEARCH_MARK_H

#include "gate.h"
#include "paint.h"

struct mark {
    const char *sign;
    const char *words; /* of the whole verdict, N_() */
    enum paint colour;
};

struct mark mark_of(enum verdict v);

#endif
