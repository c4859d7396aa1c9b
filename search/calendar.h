/*
 * calendar.h - months with the days on which calls open and close.
 *
 *   January 2027
 *    wk  Mo  Tu  We  Th  Fr  Sa  Su
 *    53                   1   2   3    15 Fr  Affärslyft för sociala företag
 *     1   4   5   6   7   8   9  10          vaxtkraftsverket-h5z18cy
 *     2 >11+ 12  13  14  15* 16  17    29 Fr  ...
 *
 * "*" is a last day to apply, "+" a day on which a call opens, ">" today.
 */
#ifndef MEDEL_SEARCH_CALENDAR_H
#define MEDEL_SEARCH_CALENDAR_H

#include "medel/arena.h"
#include "medel/buf.h"
#include "medel/call.h"
#include "medel/date.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#define CALENDAR_MONTHS_MAX 36 /* that people are let ask for */

struct calendar_day {
    struct date day;
    bool opens;              /* else it is a last day to apply */
    const struct call *call; /* borrowed */
};

struct calendar {
    struct date from, to;      /* both included */
    struct calendar_day *days; /* ascending */
    size_t n;
};

/* The days of the N CALLS within FROM and TO, in MEM: those of one day in the
 * order of the calls, the last days first. */
void calendar_make(struct arena *mem, const struct call *const *calls, size_t n,
                   struct date from, struct date to, struct calendar *ret);

/* The last day of the MONTHS that begin with TODAY's. */
struct date calendar_end(struct date today, int months);

/* {"date", "event": "opens" or "deadline", "week", "deadline_time", "id",
 * "title", "url", "funder", "funder_id", "status"}. A new reference, or NULL
 * when out of memory. */
json_t *calendar_day_to_json(const struct calendar_day *d, struct date today);

struct calendar_look {
    int width; /* cells; less than 60 counts as 60 */
    bool colour;
    struct date today;
};
/* Appends the months from that of `from` to that of `to`. */
enum status calendar_print(struct buf *out, const struct calendar *c,
                           const struct calendar_look *look);

/* The week of the year by ISO 8601, 1 to 53. */
int calendar_week(struct date d);

#endif
