/*
 * candidates.h - from a request to ranked calls: ask the index, read the
 * records, judge, rank, order.
 */
#ifndef MEDEL_SEARCH_CANDIDATES_H
#define MEDEL_SEARCH_CANDIDATES_H

#include "medel/call.h"
#include "medel/profile.h"

#include "advice.h"
#include "cycle.h"
#include "filter.h"
#include "gate.h"
#include "lexicon.h"
#include "query.h"
#include "rank.h"
#include "rates.h"
#include "searchdb.h"
#include "sort.h"
#include "weights.h"

#include <stdbool.h>
#include <stddef.h>

struct search_request {
    const struct query *query;     /* or NULL */
    const struct profile *profile; /* or NULL */
    const struct filter *filter;
    const char *like; /* the id of the call that others are to be like, or NULL */
    const char *only; /* the id of the one call that is asked about, or NULL:
                         the list holds no other, but it may be barred and
                         its score is the one it has among all */
    struct gate_day day;
    bool all;     /* closed, withdrawn and barred calls too */
    size_t limit; /* 0: no limit */
    enum sort_by sort;
    bool snippets;    /* the words are to be shown where they stand */
    bool unquoted;    /* evidence is not told; calls may lack it */
    bool unexplained; /* which words matched need not be found out */
    const struct weights *weights;
    const struct lexicon *lexicon; /* may be NULL where there are neither
                                      a query, a profile nor `like` */
    const struct rates *rates;
    const struct state_aid *aid; /* or NULL: no advice is given */
};

struct candidate {
    struct call *call; /* the list's */
    uint32_t docid;
    bool whole; /* CALL is the whole record, else its brief; all that
                   candidates_find() hands out are whole */
    double words, text; /* BM25 weights */
    struct gate_result gate;
    struct rank_score rank;
    struct sort_key key;
    const char *snippet;  /* the words asked for in the call's text, marked as
                             in snippet.h; NULL: none, or not wanted */
    const struct prediction *prediction; /* of the next round, or NULL: only
                                            where it was asked for */
    struct advice advice; /* where there are a profile and the aid's rules */
};

struct candidate_list {
    struct arena *mem;
    struct candidate *items; /* in the order asked for; those that cannot be
                                applied for last */
    size_t n, cap;
    size_t n_fit;           /* before the limit was applied */
    size_t n_barred;        /* read, judged and left out */
    size_t n_unreadable;    /* damaged records that were met, left out */
    const char *note;       /* how the words were understood, for people; NULL
                               where as typed */
    const char *advice;     /* on a name in the query that means nothing here, or
                               NULL */
    const char *suggestion; /* other words that would find something, or NULL;
                               only where nothing was found */
};

/* An empty list. Free with candidates_free(). */
void candidates_init(struct candidate_list *l);
void candidates_free(struct candidate_list *l);

/*
 * Fills an empty list; nothing found is ST_OK with n = 0. ST_NOT_FOUND where
 * there is no call with the id of `like`.
 */
enum status candidates_find(struct searchdb *db,
                            const struct search_request *rq,
                            struct candidate_list *ret,
                            struct err *e) MEDEL_NODISCARD;

/* Keeps the candidates of L for which KEEP is true, in their order. */
void candidates_keep(struct candidate_list *l,
                     bool (*keep)(void *arg, struct candidate *c), void *arg);
/* Keeps the first LIMIT; 0: all. */
void candidates_cut(struct candidate_list *l, size_t limit);

#endif
