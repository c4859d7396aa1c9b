/*
 * late.h - what writes workbooks and calendars, loaded when it is first needed:
 * see medel/late.h.
 *
 * What libxlsxwriter and libical bring along (OpenSSL, ICU) took the dynamic
 * loader longer than Xapian takes for a search of a few words. Their functions
 * are called by the names that late_xlsx.h and late_ical.h give them.
 */
#ifndef MEDEL_SEARCH_LATE_H
#define MEDEL_SEARCH_LATE_H

#include "medel/err.h"

/* Must have given ST_OK before any function of theirs is called. ST_IO where
 * they cannot be loaded. Not for threads. */
enum status late_load(struct err *e) MEDEL_NODISCARD;
/* The function of that name: see late_function(). */
void *late_symbol(const char *name);

/* F is looked up each time: a microsecond, of what takes many. */
#define LATE(f) (*(__typeof__(&f))late_symbol(#f))

#endif
