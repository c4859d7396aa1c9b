/*
 * merge_join.h - how a page is put to a call; shared by what finds those that
 * belong together (merge_parts.c, merge_tabs.c).
 */
#ifndef INDEXER_MERGE_JOIN_H
#define INDEXER_MERGE_JOIN_H

#include "merge_parts.h"

/* The pages of a funder and its calls so far. */
struct parts {
    struct arena *mem;
    const struct merge_funder *funder;
    const struct merge_page *pages;
    size_t n;
    struct merge_output *out;
    bool *taken; /* by page: belongs to a call already */
};

/* PAGE belongs to the call MC; AS_ADDRESS: as one of its addresses. */
void join_page(struct parts *p, struct merged_call *mc, size_t page,
               bool as_address);
/* Page HOST becomes a call of its own. What add_call() and drop_call() gave and
 * took are the places in P->out from then on. */
struct merged_call *join_add_call(struct parts *p, size_t host);
void join_drop_call(struct merge_output *o, size_t i);
/* The call whose own page is PAGE; O->n where there is none. */
size_t join_call_of(const struct merge_output *o, size_t page);
/* The call gets what its own page does not say from PAGE, which becomes one of
 * its addresses. */
void join_fill(struct parts *p, struct merged_call *mc, size_t page);

#endif
