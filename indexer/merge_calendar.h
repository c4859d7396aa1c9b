/*
 * merge_calendar.h - what a funder's calendar says of its calls; shared with
 * merge.c.
 */
#ifndef INDEXER_MERGE_CALENDAR_H
#define INDEXER_MERGE_CALENDAR_H

#include "medel/merge.h"

/* Pages, some of which have been told when, and have readings of their own
 * then, whose calls calendar_free() frees. */
struct calendar {
    struct merge_page *pages; /* N of them, in the order given */
    struct page_reading **own;
    size_t n_own;
};

/*
 * PAGES (their stems set) with what a line of another of them says of when one
 * can apply, where they do not say it themselves: the page that the line leads
 * to, or else the only one whose title begins with its name. In MEM.
 */
struct calendar calendar_tell(struct arena *mem, const struct merge_page *pages,
                              size_t n);
void calendar_free(struct calendar *c);

#endif
