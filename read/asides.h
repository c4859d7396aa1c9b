/*
 * asides.h - days that a page of a call names beside its own: when what is paid
 * for must be done, when those who decide meet, when another office closes.
 */
#ifndef READ_ASIDES_H
#define READ_ASIDES_H

#include "roles.h"

/* Lowers the roles of opening and deadline where the clause is such an aside,
 * and raises the one that it is. */
void asides_weigh(const struct scene *s, const struct clause *c,
                  double score[static ROLE_COUNT]);

/* "The form opened on 2 November and closes at 17:00": does closing stand
 * between the day, to token FROM, and what is taken for its hour, from TO? */
bool asides_close_between(const struct unit *u, size_t from, size_t to);

/* Is what stands in tokens [0, end) said of other calls, or of calls in
 * general? "Våra övriga bidrag söks löpande" */
bool asides_of_others(const struct unit *u, size_t end);

#endif
