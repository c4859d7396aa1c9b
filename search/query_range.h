/*
 * query_range.h - dates and sums as they are typed in a query, one or a range
 * of them: "2026-12-01..2027-03-31", "30d", "100tkr..", "<=1,5mkr".
 */
#ifndef MEDEL_SEARCH_QUERY_RANGE_H
#define MEDEL_SEARCH_QUERY_RANGE_H

#include "medel/arena.h"
#include "medel/date.h"
#include "medel/err.h"

#include "query_names.h"

#include <stdbool.h>

/*
 * The days of VALUE, both included; DATE_NONE for an open end. A month or a
 * year is all its days; "30d" is from TODAY on or, where BACK, until TODAY,
 * and as one end of a range the day that far off. ST_USAGE tells what dates
 * look like.
 */
enum status range_of_dates(struct arena *mem, const struct query_names *names,
                           const char *value, struct date today, bool back,
                           struct date *from, struct date *to,
                           struct err *e) MEDEL_NODISCARD;

/*
 * The sums of VALUE; an open end is infinite. CURRENCY is "SEK" where none is
 * said. A unit that only the second sum has counts for the first too
 * ("100..200tkr") unless that would pass it.
 */
enum status range_of_sums(struct arena *mem, const struct query_names *names,
                          const char *value, double *low, double *high,
                          char currency[static 4],
                          struct err *e) MEDEL_NODISCARD;

/* Shares in per cent, 0 to 100, with or without the sign. */
enum status range_of_shares(struct arena *mem, const char *value, double *low,
                            double *high, struct err *e) MEDEL_NODISCARD;

#endif
