/*
 * others.h - other offices than the funder, whose days, sums and shares stand
 * on its pages.
 */
#ifndef READ_OTHERS_H
#define READ_OTHERS_H

#include "found.h"

/* Is token I of U the name of an office that is not the funder: "Boverket" on a
 * page of a foundation's? */
bool others_office_at(const struct reader *r, const struct unit *u, size_t i);

#endif
