/*
 * query_check.h - the part of a query that is judged on records.
 *
 * The index lets some calls through that a condition on status, dates or sums
 * refuses. Mostly the record alone tells ("teater deadline:30d"). Where such a
 * condition is mixed with words under an OR or a NOT ("teater OR
 * deadline:30d"), one must also know which calls have the words: then the
 * index is asked for each leaf by itself.
 */
#ifndef MEDEL_SEARCH_QUERY_CHECK_H
#define MEDEL_SEARCH_QUERY_CHECK_H

#include "medel/call.h"
#include "medel/err.h"

#include "query.h"
#include "query_build.h"
#include "rates.h"

#include <stdbool.h>
#include <stdint.h>

#define QUERY_CHECK_LEAVES_MAX (QUERY_WORDS_MAX + QUERY_CONDITIONS_MAX)

struct query_check {
    const struct query_node *root;
    struct query_check_leaf {
        const struct query_node *node;
        const uint32_t *docids; /* ascending */
        size_t n;
    } leaves[QUERY_CHECK_LEAVES_MAX];
    size_t n_leaves; /* 0 where the record tells alone */
};

/* In the memory of B's database. */
enum status query_check_init(struct query_check *c, struct query_builder *b,
                             const struct query *q,
                             struct err *e) MEDEL_NODISCARD;

/* Whether CALL, found by the query as document DOCID, is really meant. */
bool query_check_accepts(const struct query_check *c, const struct call *call,
                         uint32_t docid, struct gate_day day,
                         const struct rates *rates);

/* True where some condition asks for closed calls. */
bool query_wants_closed(const struct query_node *n, struct date today);

#endif
