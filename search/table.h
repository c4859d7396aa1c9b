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

/* Appends the list and a closing line on what is not shown. */
enum status table_print(struct buf *out, const struct candidate_list *l,
                        const struct table_options *o);

/* Appends one call out of so many, unranked and without a profile. */
enum status table_call(struct buf *out, struct call *call, size_t nr, size_t of,
                       const struct table_options *o);

/* Appends the list as Markdown: a numbered list, page text escaped. */
enum status table_markdown(struct buf *out, const struct candidate_list *l,
                           const struct table_options *o);

#endif
