/*
 * caption.h - the few words that stand over a value: a pair's label, its
 * table row's first cell, or the heading right above a short text. They are
 * read like words of the text: "Att dela ut i år: 300 000 kronor".
 */
#ifndef READ_CAPTION_H
#define READ_CAPTION_H

#include "found.h"

struct caption {
    struct unit unit;
    bool any;
};

struct caption caption_of(const struct reader *r, const struct unit *u);

/* The weight of the caption's strongest word of CUE; 0 where it has none. */
double caption_cue(const struct caption *c, enum cue cue);

/* True where the caption names the funder whose page it is. */
bool caption_names_funder(const struct caption *c, const char *funder);

#endif
