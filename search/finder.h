/*
 * finder.h - a search at work: what candidates.c and pool.c share.
 */
#ifndef MEDEL_SEARCH_FINDER_H
#define MEDEL_SEARCH_FINDER_H

#include "bag.h"
#include "candidates.h"
#include "query_check.h"

struct finder {
    struct searchdb *db;
    const struct search_request *rq;
    struct query query; /* the request's, or a corrected one; no root where
                           there is none */
    struct query_check check;
    bool loose; /* what is read may be refused, so all that match are read */
    bool all;
    struct call *like;            /* or NULL */
    struct xap_query *unbarred;   /* or NULL: all */
    struct xap_query *narrow;     /* of the filter, or NULL */
    struct xap_query *asked;      /* of the query, or NULL; pool_fill()'s */
    struct bag *bag;              /* of the profile or of `like`, or NULL */
    double best_words, best_text; /* that any candidate has */
    const char *typed;            /* the query's words, for the list */
    struct candidate_list *list;
    struct arena *page; /* of the call at hand, as long as it is read */
};

/*
 * Puts the calls of the index that the query, the filter and the profile let
 * through into F's list, with their weights and, of their records, the briefs
 * (medel/call_brief.h); ANY of the words that stand side by side suffices
 * where so.
 */
enum status pool_fill(struct finder *f, bool any,
                      struct err *e) MEDEL_NODISCARD;

/* Tells the user of names in the query that mean nothing in this index. */
void pool_advise(struct finder *f, const struct condition_notes *notes);

#endif
