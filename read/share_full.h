/*
 * share_full.h - rates that are told without a figure: "vi betalar hela
 * kostnaden", "lika mycket som kommunen".
 */
#ifndef READ_SHARE_FULL_H
#define READ_SHARE_FULL_H

#include "text.h"

/* What a sentence says of the whole cost without a figure: 100, or 50 where
 * the funder doubles what others give; 0 where it says nothing. */
double share_in_words(const struct unit *u);

#endif
