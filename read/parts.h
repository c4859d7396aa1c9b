/*
 * parts.h - a page that describes several calls, one under each heading.
 *
 * Small funders put all their grants on one page. Headings of one level that
 * name a kind of support, are no links to pages of their own, and have under
 * them both a time and a sum, share or circle of applicants, are calls.
 */
#ifndef READ_PARTS_H
#define READ_PARTS_H

#include "found.h"

/* The units [from, to) under one heading, itself included. */
struct part {
    size_t from, to;
};

/* The parts in order of place; *n is 0 or at least 2. In the reader's arena. */
struct part *parts_find(struct reader *r, size_t *n);

/* The units of R's text in [from, to), or all those outside of the N parts
 * given, as a text of their own. */
struct page_text *parts_text(struct reader *r, const struct part *part);
struct page_text *parts_rest(struct reader *r, const struct part *parts,
                             size_t n);

#endif
