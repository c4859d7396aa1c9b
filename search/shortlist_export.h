/*
 * shortlist_export.h - lists of calls in the formats of exporter.h that
 * shortlist_print.h has none of: csv, xlsx, ics, atom, md and html.
 */
#ifndef MEDEL_SEARCH_SHORTLIST_EXPORT_H
#define MEDEL_SEARCH_SHORTLIST_EXPORT_H

#include "exporter.h"
#include "shortlist.h"

struct shortlist_export {
    const char *format; /* as export_choose() gave it */
    const struct export_choice *choice;
    const char *data, *db; /* the index */
    struct date today;
};

/*
 * Writes S, a group a list. Calls of a list that is named as a client's profile
 * are judged for the client, where the index has them.
 */
enum status shortlist_export(const struct shortlist *s,
                             const struct shortlist_export *how,
                             struct err *e) MEDEL_NODISCARD;

#endif
