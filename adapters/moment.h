/*
 * moment.h - the days of an API, however it writes them; shared inside
 * adapters/.
 */
#ifndef MEDEL_ADAPTERS_MOMENT_H
#define MEDEL_ADAPTERS_MOMENT_H

#include "medel/date.h"

#include <stdbool.h>

/*
 * The local day (Stockholm's, which Brussels shares) and minute of a moment:
 *
 *   1771426800000              milliseconds since 1970, UTC
 *   2026-11-24                 a day
 *   2026-11-24T14:00:00        without a zone: local time
 *   2026-11-24T13:00:00.000Z   or +01:00, +0100: another zone's
 *   24 November 2026 17:00:00 Brussels time
 *
 * *minute is -1 where no time is stated; midnight, which is how software
 * writes a day, is none. False, and *day and *minute untouched, for all else.
 */
bool moment_parse(const char *text, struct date *day, int *minute);

#endif
