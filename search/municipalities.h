/*
 * municipalities.h - the municipalities of Sweden and their counties, from
 * data/lexicon/municipalities.yaml, the list that pages are read with.
 */
#ifndef MEDEL_SEARCH_MUNICIPALITIES_H
#define MEDEL_SEARCH_MUNICIPALITIES_H

#include "medel/arena.h"
#include "medel/codes.h"
#include "medel/err.h"

#include <stddef.h>

struct municipalities;

/* ST_INVALID names file and line. Free with municipalities_free(). */
enum status municipalities_load(const char *path, struct municipalities **ret,
                                struct err *e) MEDEL_NODISCARD;
void municipalities_free(struct municipalities *m);

/* The county (enum region) of the municipality NAME, in any case, with or
 * without "kommun" and "s kommun"; -1 where there is none of that name. */
int municipalities_county(const struct municipalities *m, const char *name);
/* The name nearest to NAME, or NULL. Borrowed from M. */
const char *municipalities_near(const struct municipalities *m,
                                const char *name);

/* The names of the municipalities in the COUNTIES (0: in all), in the order of
 * the file; the list in MEM, the names borrowed from M. Returns how many. */
size_t municipalities_in(const struct municipalities *m, struct arena *mem,
                         codeset counties, const char ***ret);
/* The name as the list has it of the municipality NAME, taken as
 * municipalities_county() takes it; NULL where there is none. */
const char *municipalities_name(const struct municipalities *m,
                                const char *name);

#endif
