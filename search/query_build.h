/*
 * query_build.h - a query's tree as Xapian queries: what matches and how it is
 * weighed, in every language of the index.
 */
#ifndef MEDEL_SEARCH_QUERY_BUILD_H
#define MEDEL_SEARCH_QUERY_BUILD_H

#include "medel/err.h"

#include "query.h"
#include "searchdb.h"
#include "weights.h"

#include <stdbool.h>

struct query_builder {
    struct searchdb *db;
    const struct lexicon *lexicon;
    const struct weights *weights;
    struct gate_day day;
    bool any; /* one of the words that stand side by side suffices */
    struct condition_notes notes; /* filled in */
};

/*
 * The calls that Q finds and, where conditions are judged on the record,
 * perhaps more; ranked by its words. In DB's memory.
 */
enum status query_build(struct query_builder *b, const struct query *q,
                        struct xap_query **ret,
                        struct err *e) MEDEL_NODISCARD;

/* The calls that have the words of a leaf, or that its condition, which is
 * left to the index, lets through: just those, without weight. */
enum status query_build_leaf(struct query_builder *b,
                             const struct query_node *leaf,
                             struct xap_query **ret,
                             struct err *e) MEDEL_NODISCARD;

#endif
