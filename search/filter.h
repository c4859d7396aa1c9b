/*
 * filter.h - the filters of a search: --theme, --region, --deadline-before and
 * so on, and the same as field:value among the words. Values of one field
 * widen (any of them), fields narrow (all of them).
 */
#ifndef MEDEL_SEARCH_FILTER_H
#define MEDEL_SEARCH_FILTER_H

#include "medel/call.h"
#include "medel/date.h"
#include "medel/err.h"

#include "rates.h"
#include "searchdb.h"

#include <stdbool.h>

#define FILTER_FUNDERS_MAX 64

struct filter {
    codeset regions, themes, applicants, kinds, languages, statuses;
    const char *funders[FILTER_FUNDERS_MAX]; /* ids, borrowed */
    size_t n_funders;
    struct date deadline_before, deadline_after; /* both days included */
    int min_sum, max_sum;                        /* kronor; 0: not asked */
};

/* "region", "theme", "applicant", "kind", "language", "status" or "funder". */
bool filter_is_field(const char *name, size_t len);

/*
 * Adds VALUE (one code, or several with commas between; letter case does not
 * matter) to the field NAME. ST_USAGE names the field, the value and the
 * nearest code. Funder ids are kept in MEM.
 */
enum status filter_add(struct filter *f, struct arena *mem, const char *name,
                       const char *value, struct err *e) MEDEL_NODISCARD;

/* True where F asks for closed calls by name. */
bool filter_wants_closed(const struct filter *f);

/*
 * What the index can tell of F as a query without weight, or NULL where that
 * is nothing (*e tells when memory ran out).
 */
struct xap_query *filter_query(struct searchdb *db, const struct filter *f,
                               struct err *e);

/* The whole of F on a record: what the index tells and what it cannot (the
 * status on the day of the search, dates, sums in another currency). */
bool filter_accepts(const struct filter *f, const struct call *call,
                    struct date today, int minute, const struct rates *rates);

#endif
