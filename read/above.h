/*
 * above.h - what stands above a day and may say what it is: the sentence
 * before, the line over a list, a caption.
 */
#ifndef READ_ABOVE_H
#define READ_ABOVE_H

#include "found.h"

/* The sentence before unit I in the same block, or NULL. */
const struct unit *above_sentence(const struct page_text *pt, size_t i);

/* How plainly the unit tells what the days below are; 0 where it names days
 * itself. */
double above_tells(const struct reader *r, const struct unit *u);

/* The line with a colon or an open end above the list that unit I is in; above
 * a list of bare days (BARE) any sentence of it that tells what they are, or
 * the heading; the caption above a bare paragraph. NULL where there is none. */
const struct unit *above_list(const struct reader *r, size_t i, bool bare);

#endif
