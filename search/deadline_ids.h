/*
 * deadline_ids.h - which deadline is which, through a call's history: one that
 * was moved is still the same, so that a calendar moves its entry too. The
 * same of meetings.
 */
#ifndef MEDEL_SEARCH_DEADLINE_IDS_H
#define MEDEL_SEARCH_DEADLINE_IDS_H

#include "medel/call.h"

#include <stdbool.h>
#include <stddef.h>

struct deadline_id {
    struct date day;    /* now, or the last that was said */
    struct date origin; /* as it was first read: that never changes */
    unsigned nth;       /* 1, or more where another had this origin before */
    bool gone;          /* no page has it any longer */
};

/*
 * All deadlines that the call has, or had since its history begins, in the
 * order in which they came; their number in *n. When a new day took the place
 * of one that was still to come, that is the same deadline; when the old one
 * had passed, the new day is another round. In MEM.
 */
struct deadline_id *deadline_ids(struct arena *mem, const struct call *c,
                                 size_t *n);
/* The same of the days on which the call has meetings. */
struct deadline_id *meeting_ids(struct arena *mem, const struct call *c,
                                size_t *n);

#endif
