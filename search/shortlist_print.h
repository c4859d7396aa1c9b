/*
 * shortlist_print.h - lists of calls for people and for programs.
 *
 *   Vuollerim
 *
 *   Framtidsbidraget                                  2027-02-28, in 97 days
 *       applying · Sparbanksstiftelsen Ångermanälven    50,000-250,000 SEK
 *       ID
 *       note: ask Eva for the accounts
 *       since it was added on 2026-11-20:
 *         last day: 2027-01-15 → 2027-02-28
 */
#ifndef MEDEL_SEARCH_SHORTLIST_PRINT_H
#define MEDEL_SEARCH_SHORTLIST_PRINT_H

#include "medel/buf.h"
#include "medel/date.h"

#include "shortlist.h"

#include <stdbool.h>

struct shortlist_look {
    int width;
    bool colour;
    struct date today;
};

/* Appends all entries; the lists' names where there are several. */
enum status shortlist_print(struct buf *out, const struct shortlist *s,
                            const struct shortlist_look *look);

/*
 * Appends an object for each entry, one a line, or where ARRAY as one array:
 * list first; the call's record (as it is now; as it was where the index has
 * it no more); after it part_of (the id of the call that it turned out to be a
 * part of, or null), list_status, note, muted, added_at, changed_at, listed
 * (whether the index has the call) and since_added [{"field", "old", "new"}].
 */
enum status shortlist_json(struct buf *out, const struct shortlist *s,
                           struct date today, bool array, struct err *e);

#endif
