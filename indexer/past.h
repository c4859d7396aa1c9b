/*
 * past.h - the former versions of a record, as the index keeps them for
 * those who may not read calls.db.
 */
#ifndef MEDEL_INDEXER_PAST_H
#define MEDEL_INDEXER_PAST_H

#include "medel/calls_store.h"
#include "medel/err.h"

#include <jansson.h>

/*
 * *ret: an array as medel/index_schema.h has it under "past", oldest first,
 * or NULL where the record ID was never other than NOW. Caller decrefs.
 */
enum status past_versions(struct calls_store *s, const char *id,
                          const struct call *now, json_t **ret,
                          struct err *e) MEDEL_NODISCARD;

#endif
