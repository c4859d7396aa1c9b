/*
 * crawl_merge_int.h - between store/crawl_merge.c and crawl_merge_check.c.
 *
 * Stores that are attached to a connection go by the name they were given:
 * "main" is the connection's own, "src" and "one" are others.
 */
#ifndef MEDEL_STORE_CRAWL_MERGE_INT_H
#define MEDEL_STORE_CRAWL_MERGE_INT_H

#include "medel/arena.h"
#include "medel/crawl_merge.h"
#include "medel/db.h"

enum status merge_attach(sqlite3 *db, const char *dir, const char *name,
                         struct err *e) MEDEL_NODISCARD;
void merge_detach(sqlite3 *db, const char *name);

/* The funders of the store A, in order, those alone that B has too where B is
 * not NULL. In MEM. */
enum status merge_funders(sqlite3 *db, const char *a, const char *b,
                          struct arena *mem, const char ***ret, size_t *n,
                          struct err *e) MEDEL_NODISCARD;
/* How what A knows of FUNDER stands to what B does. */
enum status merge_compare(sqlite3 *db, const char *a, const char *b,
                          const char *funder, enum merge_order *ret,
                          struct err *e) MEDEL_NODISCARD;
/* Says that FUNDER is divided between the folders A and B. */
enum status merge_divided(struct err *e, const char *funder, const char *a,
                          const char *b);

/* That SRC has a store of this version, and is neither DEST nor one of the N
 * folders OTHERS. */
enum status merge_check_source(const char *src, const char *dest,
                               const char *const *others, size_t n,
                               struct err *e) MEDEL_NODISCARD;
/* That no funder is divided between SRC[AT] and DEST or those before it. */
enum status merge_check_against(sqlite3 *db, const char *dest,
                                const char *const *src, size_t at,
                                struct err *e) MEDEL_NODISCARD;

#endif
