/* lookup.h - one call by its id. */
#ifndef MEDEL_SEARCH_LOOKUP_H
#define MEDEL_SEARCH_LOOKUP_H

#include "medel/call.h"
#include "medel/err.h"

#include "searchdb.h"

/* The call with this id, or the one that it was found to be a part of; caller
 * frees *ret with call_free(). ST_NOT_FOUND names the nearest ids. */
enum status lookup_call(struct searchdb *db, const char *id, struct call **ret,
                        struct err *e) MEDEL_NODISCARD;
/* The same, its document's data as it is, in the database's memory. */
enum status lookup_data(struct searchdb *db, const char *id, const char **data,
                        size_t *len, struct err *e) MEDEL_NODISCARD;
/* The same; ST_NOT_FOUND tells nothing. */
enum status lookup_find(struct searchdb *db, const char *id, const char **data,
                        size_t *len, struct err *e) MEDEL_NODISCARD;

#endif
