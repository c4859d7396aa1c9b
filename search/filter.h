/*
 * filter.h - the filters of a search: --theme, --region, --deadline and so on.
 * Values of one option widen (any of them), options narrow (all of them).
 */
#ifndef MEDEL_SEARCH_FILTER_H
#define MEDEL_SEARCH_FILTER_H

#include "medel/call.h"
#include "medel/date.h"
#include "medel/err.h"

#include "condition.h"
#include "rates.h"
#include "searchdb.h"

#include <stdbool.h>

#define FILTER_CONDITIONS_MAX 32

/* All of them must be true. {0} lets every call through. */
struct filter {
    struct condition items[FILTER_CONDITIONS_MAX];
    size_t n;
};

/*
 * Adds the condition that VALUE is for FIELD; codes and funders widen what F
 * has of that field already. Strings go in MEM. ST_USAGE as
 * condition_parse().
 */
enum status filter_add(struct filter *f, struct arena *mem,
                       const struct query_names *names, enum query_field field,
                       const char *value, struct date today,
                       struct err *e) MEDEL_NODISCARD;

/* Adds a condition as it is. */
enum status filter_add_condition(struct filter *f, struct arena *mem,
                                 const struct condition *c,
                                 struct err *e) MEDEL_NODISCARD;

/* True where F asks for closed calls by name. */
bool filter_wants_closed(const struct filter *f, struct date today);

/*
 * What the index can tell of F as a query without weight, or NULL where that
 * is nothing (*e tells when it failed).
 */
struct xap_query *filter_query(struct searchdb *db, const struct filter *f,
                               struct gate_day day,
                               struct condition_notes *notes, struct err *e);

/* What the index cannot tell, on a record that its query let through. */
bool filter_accepts(const struct filter *f, const struct call *call,
                    struct gate_day day, const struct rates *rates);

#endif
