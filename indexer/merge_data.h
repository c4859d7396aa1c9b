/* merge_data.h - a funder's data and its pages, brought together; shared with
 * merge.c. */
#ifndef MEDEL_INDEXER_MERGE_DATA_H
#define MEDEL_INDEXER_MERGE_DATA_H

#include "merge_parts.h"

/* The number of a page's one call, as reference_key() has it; "" where there
 * is none. In MEM. */
const char *merge_key(struct arena *mem, const struct page_reading *r);

/* How much a page's call states. */
size_t merge_count_facts(const struct page_reading *r);

/*
 * After the calls were put together: one that was made from data gets what
 * the items that belong to it, and people's page of it, say beside; its
 * address is that page's. Such a page is no call of its own besides.
 */
void merge_data(struct arena *mem, const struct merge_page *pages, size_t n,
                struct merge_output *out);

#endif
