/*
 * hours.h - sentences and labels that give only the hour by which an
 * application must be in.
 */
#ifndef READ_HOURS_H
#define READ_HOURS_H

#include "dated.h"

/* "Portalen stänger kl. 16 sista dagen": notes the hour in T. */
void hours_of_unit(struct timing *t, const struct unit *u);

/* "Ansök senast (kl. 23.59)" as the head of a column of days. */
void hours_of_label(struct timing *t, const struct scene *s);

#endif
