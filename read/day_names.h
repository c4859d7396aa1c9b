/*
 * day_names.h - the names of days: weekdays, and days with a name of their own
 * that are the same every year ("Lucia", "valborg").
 */
#ifndef READ_DAY_NAMES_H
#define READ_DAY_NAMES_H

#include "date_forms.h"

/* A weekday's name, long, short or definite: "fredag", "mandagen", "Friday". */
bool day_is_weekday(const struct unit *u, size_t i);

/* The weekday, 1 = Monday, that is written before the date at token I, or 0. */
int day_weekday_before(const struct unit *u, size_t i);

/* The day with a name at token I; false where there is none. */
bool day_of_name(const struct unit *u, size_t i, struct date_form *ret);

#endif
