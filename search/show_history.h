/* show_history.h - a call's former versions, for people. */
#ifndef MEDEL_SEARCH_SHOW_HISTORY_H
#define MEDEL_SEARCH_SHOW_HISTORY_H

#include "medel/arena.h"

#include "history.h"
#include "paint.h"

/*
 * For each time that the call became otherwise, the newest first: when, and
 * every field that did, with its old and new value and the page's old and new
 * words. Says so where it never did.
 */
void show_history(struct page *p, struct arena *mem, const struct history *h);

/*
 * One field: "label: old → new", and below it the words that each was read
 * from, where there are any. INDENT cells in.
 */
struct field_change {
    const char *field;
    const json_t *old_value, *new_value;
    const struct call *before, *after; /* whose words are shown; or NULL */
};
void show_field_change(struct page *p, struct arena *mem, int indent,
                       const struct field_change *c);

#endif
