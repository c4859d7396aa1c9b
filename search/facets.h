/*
 * facets.h - how many of the calls found there are of each funder, region,
 * theme, status, kind and month of the last day to apply.
 *
 * A call counts once for each of its regions and themes. As JSON:
 *
 *   {"total": 12, "facets": {"theme": [{"value": "rural", "count": 5}, ...,
 *                                      {"value": null, "count": 1}], ...}}
 *
 * null is "not stated". A funder's value is its id, and "name" is there too.
 * The deadline's is a month ("2027-03": of the next last day, or of the last
 * where all have passed) or "rolling".
 */
#ifndef MEDEL_SEARCH_FACETS_H
#define MEDEL_SEARCH_FACETS_H

#include "medel/buf.h"
#include "medel/err.h"

#include "candidates.h"
#include "gate.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum facet {
    FACET_FUNDER,
    FACET_REGION,
    FACET_THEME,
    FACET_STATUS,
    FACET_KIND,
    FACET_DEADLINE,
    FACET_COUNT
};

struct facet_value {
    const char *value; /* a code, an id, a month; NULL: not stated */
    const char *name;  /* a funder's; or NULL */
    size_t count;
};

struct facets {
    struct arena *mem;
    size_t total;
    struct facet_values {
        struct facet_value *items; /* most calls first, months in their order,
                                      NULL last */
        size_t n, cap;
    } of[FACET_COUNT];
};

/* Counts the whole list, which was made without a limit. Free with
 * facets_free(). */
void facets_count(struct facets *f, const struct candidate_list *l,
                  struct gate_day day);
void facets_free(struct facets *f);

/* "funder", "region", ...: the keys of the JSON. Static. */
const char *facet_name(enum facet f);

struct facets_options {
    int width; /* cells */
    bool colour;
};

/* Bars for people. */
enum status facets_print(struct buf *out, const struct facets *f,
                         const struct facets_options *o);
/* The object above; a new reference, or NULL when out of memory. */
json_t *facets_json(const struct facets *f);
/* One line a value: {"facet": "theme", "value": "rural", "count": 5}. */
enum status facets_jsonl(struct buf *out, const struct facets *f,
                         struct err *e);
/* The columns facet, value, name, count. */
enum status facets_csv(struct buf *out, const struct facets *f);
/* A list under a heading for each facet. */
enum status facets_markdown(struct buf *out, const struct facets *f);

#endif
