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

/* The same of an office or fund of a name that no other has: "Boverket",
 * "Europeiska socialfonden", but not "fonden", "kommunen". Where the funder is
 * unknown, it may be that, and none is told. */
bool others_named_at(const struct reader *r, const struct unit *u, size_t i);

/* Does a name that is not the funder's end at token I, and not begin the
 * sentence: "För film finns Film i Dalarna"? As above where it is unknown. */
bool others_name_ends_at(const struct reader *r, const struct unit *u,
                         size_t i);

/* "... Fjellkjeden Sport, som hvert år legger 1 million i potten": is what
 * stands at token TO told of such a name, in a clause that begins with "som"? */
bool others_told_by(const struct reader *r, const struct unit *u, size_t to);

#endif
