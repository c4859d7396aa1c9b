/*
 * history.h - a call with all that it ever was, out of the index.
 */
#ifndef MEDEL_SEARCH_HISTORY_H
#define MEDEL_SEARCH_HISTORY_H

#include "medel/arena.h"
#include "medel/call.h"
#include "medel/err.h"

#include "searchdb.h"

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

struct history_version {
    int64_t until; /* the moment at which the next one replaced it */
    struct call *call;
};

struct history {
    struct call *call;                /* as it is now */
    struct history_version *versions; /* former ones, oldest first */
    size_t n;
    const char *text; /* of the call's pages */
};

/* Reads a document's data (medel/index_schema.h). Strings are in MEM; free
 * the calls with history_free(). ST_CORRUPT where it cannot be read. */
enum status history_read(struct arena *mem, const char *data, size_t len,
                         struct history *ret, struct err *e) MEDEL_NODISCARD;
/* The same of the call ID; as lookup_call(). */
enum status history_find(struct searchdb *db, struct arena *mem, const char *id,
                         struct history *ret, struct err *e) MEDEL_NODISCARD;
void history_free(struct history *h);

/* What the call was after version I was replaced: the next one, or that of
 * now. Borrowed. */
const struct call *history_next(const struct history *h, size_t i);

/* [{"until": RFC 3339, "record": {...}}], oldest first, whole records with
 * the status as it was read. A new reference, or NULL when out of memory. */
json_t *history_to_json(const struct history *h);

#endif
