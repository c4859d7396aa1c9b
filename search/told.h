/*
 * told.h - what of the news somebody was told already, so that nothing is
 * told twice: not even where an indexer finds late what a crawl saw early.
 */
#ifndef MEDEL_SEARCH_TOLD_H
#define MEDEL_SEARCH_TOLD_H

#include "medel/date.h"
#include "medel/err.h"

#include <sqlite3.h>
#include <stdbool.h>

struct told; /* of one audience */

/*
 * Reads what AUDIENCE ("digest vuollerim") was told. DB may be NULL: nothing.
 * Where it was told nothing ever, its news begin TODAY less FIRST_DAYS. Free
 * with told_free().
 */
enum status told_read(sqlite3 *db, const char *audience, struct date today,
                      int first_days, struct told **ret,
                      struct err *e) MEDEL_NODISCARD;
void told_free(struct told *t);

/* From which day on news are to be looked for. */
struct date told_since(const struct told *t);
/* As struct events_wanted has it; ARG is a struct told. */
bool told_is(void *arg, const char *call, const char *key);

/* Notes that KEY of CALL is about to be told; told_keep() makes it lasting. */
void told_add(struct told *t, const char *call, const char *key);
/* All that was noted, in one transaction: for when it was told. */
enum status told_keep(struct told *t, sqlite3 *db,
                      struct err *e) MEDEL_NODISCARD;

#endif
