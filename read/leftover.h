/*
 * leftover.h - what a day is likely to be whose own words do not say it.
 *
 * A page that asks for applications nearly always tells until when. Where none
 * of its days is plainly the last one, the likeliest of those that nothing
 * explains is: one with an hour beside it, alone in its line, in the section
 * of times, in a sentence of applying, under a label that no one has listed.
 */
#ifndef READ_LEFTOVER_H
#define READ_LEFTOVER_H

#include "roles.h"

/* How likely the days of ROW close the call (or, a range, are the time for
 * applying), given what speaks for each role; 0: not at all. */
double leftover_claim(const struct scene *s, struct row row,
                      const double score[static ROLE_COUNT]);

/* "Hör av er senast den 5 december": advice beside a day to apply by, but
 * where there is none, that day. Does U say so of its days? */
bool leftover_is_faint(const struct unit *u);

#endif
