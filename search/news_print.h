/*
 * news_print.h - news for people and for programs.
 *
 *   Deadline changed
 *
 *   Framtidsbidraget                                  2027-02-28, in 97 days
 *       Sparbanksstiftelsen Ångermanälven · ID         50,000-250,000 SEK
 *       last day: 2027-01-15 → 2027-02-28
 *         then: “senast den 15 januari”
 *         now: “förlängt till den 28 februari”
 */
#ifndef MEDEL_SEARCH_NEWS_PRINT_H
#define MEDEL_SEARCH_NEWS_PRINT_H

#include "medel/buf.h"

#include "news.h"

#include <stdbool.h>

struct news_look {
    int width;
    bool colour;
    struct date today;
};

/* Appends all items under the headings of their kinds. */
enum status news_print(struct buf *out, const struct news *n,
                       const struct news_look *look);

/*
 * Appends a JSON object for each event: one a line, or where ARRAY as one
 * array. id, title, url, funder, funder_id, status, deadlines (of now), then
 * event, at, field, old, new, and evidence {"old": {"text", "url"}, "new": ...}
 * or null for what has no words; PROFILE's id first where it is not NULL.
 */
enum status news_json(struct buf *out, const struct news *n, struct date today,
                      const char *profile, bool array, struct err *e);

#endif
