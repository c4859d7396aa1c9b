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
    const struct profile *profile; /* what to check is told, or NULL */
    bool addresses;                /* of the calls' pages are told */
};

/* "New", "Deadline changed": the heading of the items of a kind. In MEM. */
const char *news_heading(struct arena *mem, enum event_kind kind);
/* "check this: the page does not say who may apply", "cannot apply: ...", or
 * "". In MEM. */
const char *news_marked(struct arena *mem, const struct news_item *item,
                        const struct profile *profile);

/* Appends all items under the headings of their kinds. */
enum status news_print(struct buf *out, const struct news *n,
                       const struct news_look *look);

/* The object of one event, as news_json() has it. A new reference, or NULL
 * when out of memory. */
json_t *news_event_json(const struct call *c, const struct event *x,
                        struct date today, const char *profile);
/*
 * Appends a JSON object for each event: one a line, or where ARRAY as one
 * array. id, title, url, funder, funder_id, status, deadlines (of now), then
 * event, at, field, old, new, and evidence {"old": {"text", "url"}, "new": ...}
 * or null for what has no words; PROFILE's id first where it is not NULL.
 */
enum status news_json(struct buf *out, const struct news *n, struct date today,
                      const char *profile, bool array, struct err *e);

#endif
