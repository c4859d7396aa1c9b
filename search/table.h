/*
 * table.h - ranked calls for people: on a terminal, and as Markdown.
 *
 *  1 ✓ Framtidsbidraget                              2027-02-28, in 97 days
 *      Sparbanksstiftelsen Ångermanälven · 1a2b3c4d    50,000–250,000 SEK
 *      rural, business · for Jämtland Härjedalen · matches hyra, textil
 *      …to hire premises for the sale of textiles in the village…
 *      check this: the page does not say who may apply
 *
 * The mark is ✓ can apply, ? check something first, ✗ cannot apply; without a
 * profile there is none. Nothing from a page reaches the output unescaped.
 */
#ifndef MEDEL_SEARCH_TABLE_H
#define MEDEL_SEARCH_TABLE_H

#include "medel/buf.h"

#include "candidates.h"
#include "state_aid.h"

#include <stdbool.h>

struct table_options {
    int width; /* cells; less than 40 counts as 40 */
    bool colour;
    bool explain; /* each part's share of the score */
    bool advice;  /* what the call asks of the enterprise's money */
    struct date today;
    const struct profile *profile; /* or NULL */
    const struct aid_room *aid;    /* told below the list; NULL: not */
};

struct table_row {
    const struct candidate *hit;
    size_t nr, of;             /* the first of so many is 1 */
    const char *status, *note; /* the user's own, for people; or NULL */
};

/* Appends a call. */
enum status table_call(struct buf *out, const struct table_row *r,
                       const struct table_options *o);
/* Appends what stands below N calls out of N_FIT: the room for state aid,
 * and what is not shown. */
enum status table_end(struct buf *out, size_t n, size_t n_fit,
                      const struct table_options *o);

/* Appends a call as Markdown: an item of a numbered list, page text escaped. */
enum status table_markdown(struct buf *out, const struct table_row *r,
                           const struct table_options *o);

#endif
