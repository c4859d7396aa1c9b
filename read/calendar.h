/*
 * calendar.h - when other pages' calls can be applied for, as a page tells it:
 * a calendar of a funder's calls, a list of them with their last days.
 */
#ifndef READ_CALENDAR_H
#define READ_CALENDAR_H

#include "found.h"

/*
 * The lines of R's page that name something, by a link or in a table's first
 * cell, and say when it can be applied for become P->entries; those of one name
 * are one entry, as the rounds of a call are. An hour that the page gives for
 * all last days is each entry's that has none.
 */
void read_calendar(const struct reader *r, struct page_reading *p);

#endif
