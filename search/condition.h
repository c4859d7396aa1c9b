/*
 * condition.h - one condition of a query or a filter: a field and the values
 * that a call may have there.
 *
 * The index can tell of some fields exactly which calls fit ("left to the
 * index"); status, deadlines and sums depend on the day of the search, on
 * several dates and on currencies, so they are judged on the record, and the
 * index only narrows.
 */
#ifndef MEDEL_SEARCH_CONDITION_H
#define MEDEL_SEARCH_CONDITION_H

#include "medel/arena.h"
#include "medel/call.h"
#include "medel/date.h"
#include "medel/err.h"

#include "gate.h"
#include "query_names.h"
#include "rates.h"
#include "searchdb.h"

#include <stdbool.h>
#include <stddef.h>

struct condition {
    enum query_field field;
    codeset codes;
    codeset also; /* that fit too, but are not meant where it is negated: "any
                     legal person may apply" takes in a company */
    const char **funders; /* as typed; any of them */
    size_t n_funders;
    struct date from, to; /* both included; DATE_NONE: open */
    bool rolling, undated;
    double low, high; /* both included; infinite: open */
    char currency[4];
};

/*
 * Reads VALUE (several with commas between where they are codes or funders)
 * for FIELD, which is not ASK_TITLE. Strings go in MEM. ST_USAGE says what is
 * wrong and what is nearest.
 */
enum status condition_parse(struct arena *mem, const struct query_names *names,
                            enum query_field field, const char *value,
                            struct date today, struct condition *ret,
                            struct err *e) MEDEL_NODISCARD;

/* Lets C accept what MORE accepts; false, and C untouched, where they are of
 * different fields or of one whose values do not widen. */
bool condition_widen(struct arena *mem, struct condition *c,
                     const struct condition *more);

/* True where the record decides, false where it is left to the index. */
bool condition_is_judged(const struct condition *c);
/* Whether CALL fits; only for what is judged. */
bool condition_accepts(const struct condition *c, const struct call *call,
                       struct gate_day day, const struct rates *rates);

/* True where it asks for calls that are closed, by status or by dates that
 * have passed. */
bool condition_wants_closed(const struct condition *c, struct date today);

/* What is found out while conditions become queries. */
struct condition_notes {
    bool loose; /* the index lets many through that the record refuses */
    const char *unknown_funder; /* the first that no call is of, or NULL */
    const char *near_funder;    /* the id nearest to it, or NULL */
};

/*
 * The calls that C accepts, without weight: all of them and perhaps more;
 * where SURELY, only such and perhaps fewer. What is left to the index is
 * exact. NULL only when memory or the index fails: *e tells.
 */
struct xap_query *condition_query(struct searchdb *db,
                                  const struct condition *c,
                                  struct gate_day day, bool surely,
                                  struct condition_notes *notes,
                                  struct err *e);

#endif
