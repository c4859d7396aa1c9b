/*
 * past.h - what is told of earlier rounds, beside what holds.
 */
#ifndef READ_PAST_H
#define READ_PAST_H

#include "clause.h"
#include "found.h"

/* "2025 delade vi ut 400 000 kronor": is a year that had gone by when R's page
 * was written named in C or before it, or an earlier round at U's head? */
bool past_year_named(const struct reader *r, const struct unit *u,
                     const struct clause *c);

/* Has R's page told that nobody can apply any more? */
bool past_is_over(const struct reader *r);

#endif
