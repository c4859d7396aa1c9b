/*
 * share_levels.h - rates that a page tells in steps: points on top of another
 * rate, and tables of nothing but rates.
 */
#ifndef READ_SHARE_LEVELS_H
#define READ_SHARE_LEVELS_H

#include "found.h"

/* "Ytterligare 15 procentenheter": how many points U adds to a rate; 0 where
 * it adds none. */
double share_points(const struct unit *u);

/* "Stödområde A | 50 % | 40 %": the largest rate of a table of rates on a page
 * of grants, and the unit that says it; 0 where there is none. */
double share_of_table(const struct reader *r, const struct unit **where);

#endif
