/*
 * adapter_split.h - a stream of JSON, cut into its items.
 *
 * yajl, fed piece by piece: nothing of the document is kept but the item being
 * read, whose size, depth and number of values are bounded (caps.h). Text that
 * is no JSON, or ends too early, is told apart from what is but has no items
 * in the place where they should be.
 */
#ifndef MEDEL_ADAPTER_SPLIT_H
#define MEDEL_ADAPTER_SPLIT_H

#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>

struct adapter_split_spec {
    /* Names down to the items, with dots: "fundingData.GrantTenderObj", ""
     * the document itself. An array there has items, an object is one. */
    const char *items;
    /* Values that are wanted of each: "status.abbreviation". Arrays on the way
     * count for nothing: one value and a list of one are the same. NULL
     * ends. */
    const char *const *fields;
};

struct adapter_value {
    int field;        /* index among the spec's */
    const char *text; /* a string's characters, a number as written, "true",
                         "false"; NULL for null, an empty array and objects */
};

/* An item; valid during the call. */
struct adapter_item {
    const struct adapter_split_spec *spec;
    const char *json; /* all of it, without blanks */
    size_t len;
    const struct adapter_value *values;
    size_t n_values;
};

/* The first value of a field that has a text, or NULL. */
const char *adapter_item_get(const struct adapter_item *i, const char *field);
/* The K-th text of it, or NULL. */
const char *adapter_item_nth(const struct adapter_item *i, const char *field,
                             size_t k);
/* The field is there, if only as null. */
bool adapter_item_has(const struct adapter_item *i, const char *field);

typedef enum status adapter_item_fn(void *arg, const struct adapter_item *item,
                                    struct err *e);

struct adapter_split;

/* NULL when out of memory. SPEC is borrowed. */
struct adapter_split *adapter_split_new(const struct adapter_split_spec *spec,
                                        adapter_item_fn *fn, void *arg);
void adapter_split_free(struct adapter_split *s);
/* ST_INVALID: no JSON; what FN fails with is passed on. */
enum status adapter_split_add(struct adapter_split *s, const char *bytes,
                              size_t len, struct err *e) MEDEL_NODISCARD;
/* No more comes: ST_INVALID where it cannot end here. */
enum status adapter_split_end(struct adapter_split *s,
                              struct err *e) MEDEL_NODISCARD;

/* Whether the place of the items was there at all. */
bool adapter_split_found(const struct adapter_split *s);
/* Elements there that are no objects, or larger than CAP_ITEM_BYTES. */
size_t adapter_split_odd(const struct adapter_split *s);

#endif
