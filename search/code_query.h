/*
 * code_query.h - what the index is asked by a code: the boolean terms of
 * index_schema.h, a prefix and the code in lower case.
 */
#ifndef MEDEL_SEARCH_CODE_QUERY_H
#define MEDEL_SEARCH_CODE_QUERY_H

#include "searchdb.h"

#define CODE_TERMS_MAX 64 /* the bits of a codeset */

/* The terms of SET, in the database's memory; returns how many. */
size_t code_terms(struct searchdb *db, const char *prefix, enum code_kind kind,
                  codeset set, const char *ret[static CODE_TERMS_MAX]);
/* Calls that state the code of KIND with this index. NULL: out of memory, as
 * below. */
struct xap_query *code_query(struct searchdb *db, const char *prefix,
                             enum code_kind kind, int code);
/* Calls that state any of SET; none where it is empty. */
struct xap_query *code_query_any(struct searchdb *db, const char *prefix,
                                 enum code_kind kind, codeset set);

#endif
