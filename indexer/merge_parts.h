/*
 * merge_parts.h - what pages beside a call's own add to it: terms on a page
 * of their own, and news of it.
 */
#ifndef INDEXER_MERGE_PARTS_H
#define INDEXER_MERGE_PARTS_H

#include "medel/merge.h"

/* The calls found so far, in an arena; merge_parts() may add to them. */
struct merge_output {
    struct merged_call *calls;
    size_t n, cap;
};

/*
 * Goes through the pages that are no call's own. A page of terms fills in
 * what its call's page leaves out; with a page that hosts it but was not seen
 * as a call by itself, the two make a call. News of a call that has its own
 * page is joined to it; news that is the only page of a call becomes one.
 */
void merge_parts(struct arena *mem, const struct merge_funder *f,
                 const struct merge_page *pages, size_t n,
                 struct merge_output *out);

/* Gives C the addresses of the documents that its own page R links to. */
void merge_documents(struct call *c, const struct page_reading *r);

#endif
