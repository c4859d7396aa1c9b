/*
 * value_first.h - fact boxes that set each value above its label.
 *
 * "19 jan 2027" and under it "Öppningsdatum", "16 feb 2027" and under it "Sista
 * ansökningsdag": read from above, each label would get the next one's value.
 */
#ifndef READ_VALUE_FIRST_H
#define READ_VALUE_FIRST_H

#include "text.h"

/* The label of block I, a bare day, sum or share, where the block after it is
 * one, and the two stand in a row of at least two such couples that neither
 * follows a label nor leads on to a value; else NULL. */
const char *value_first_label(struct arena *mem, const struct vocab *v,
                              const struct doc *d, size_t i);

#endif
