/*
 * funders.h - the funders that the index has calls of, found by id or name.
 */
#ifndef MEDEL_SEARCH_FUNDERS_H
#define MEDEL_SEARCH_FUNDERS_H

#include "medel/err.h"

#include "searchdb.h"

#include <stddef.h>

struct funder_name {
    const char *id;
    const char *name; /* as the funder's calls have it; may be "" */
};

/* All of them by id, in DB's memory; gathered once for each opening. */
enum status funders_all(struct searchdb *db, const struct funder_name **ret,
                        size_t *n, struct err *e) MEDEL_NODISCARD;

/*
 * The ids that VALUE means: the funder with that id or that name, else those
 * whose name or id has every word of it, if only its beginning ("norrbotten":
 * Region Norrbotten, Länsstyrelsen i Norrbottens län). None is ST_OK with
 * *n = 0, and then *near is the nearest id or NULL. In DB's memory.
 */
enum status funders_named(struct searchdb *db, const char *value,
                          const char ***ret, size_t *n, const char **near,
                          struct err *e) MEDEL_NODISCARD;

#endif
