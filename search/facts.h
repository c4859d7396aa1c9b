/*
 * facts.h - what a call says, line by line, for people: "Sum: 100,000–600,000
 * SEK". Calendars, feeds and reports show the same.
 */
#ifndef MEDEL_SEARCH_FACTS_H
#define MEDEL_SEARCH_FACTS_H

#include "candidates.h"

#include <stddef.h>

struct fact {
    const char *name, *words; /* in the user's language; page text as it is */
};
#define FACTS_MAX 16

/* Fills OUT with what the call states of its kind, money, meetings from TODAY
 * on, applicants, places and themes; what no page states is left out. Returns
 * how many. In MEM. */
size_t facts_of(struct arena *mem, const struct candidate *hit,
                struct date today, struct fact out[static FACTS_MAX]);

/* "9 December 2026, 10:00–11:00; 14 January 2027": the call's meetings from
 * TODAY on, "" for none. In MEM. */
const char *facts_meetings(struct arena *mem, const struct call *c,
                           struct date today);

/* When the record changed last or was withdrawn, else when it was found (RFC
 * 3339); NULL where nobody knows. Borrowed from the call. */
const char *facts_changed_at(const struct call *c);

/* "3 March 2027". In MEM. */
const char *facts_day(struct arena *mem, struct date d);

#endif
