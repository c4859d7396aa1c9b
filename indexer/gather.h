/*
 * gather.h - a funder's pages as merging wants them.
 */
#ifndef MEDEL_INDEXER_GATHER_H
#define MEDEL_INDEXER_GATHER_H

#include "medel/calls_store.h"
#include "medel/err.h"
#include "medel/merge.h"

/* All of a funder's pages that are there and were read, by address; the two
 * arrays run side by side. Free with gather_free(). */
struct gathered {
    struct arena *mem;
    struct merge_page *pages;
    struct calls_page *rows; /* what the store knows of each */
    struct page_reading **readings;
    size_t n;
};

enum status gather_pages(struct calls_store *s, const char *funder,
                         struct gathered *ret, struct err *e) MEDEL_NODISCARD;
void gather_free(struct gathered *g);

#endif
