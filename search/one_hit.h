/*
 * one_hit.h - one call as a search with a profile has it: judged, scored,
 * with the advice on its money.
 */
#ifndef MEDEL_SEARCH_ONE_HIT_H
#define MEDEL_SEARCH_ONE_HIT_H

#include "medel/profile.h"

#include "candidates.h"
#include "searchdb.h"

struct one_hit;

/* Reads the profile (a file or an id, see profiles.h) and what judging needs.
 * Free with one_hit_free(). */
enum status one_hit_new(const char *profile, struct gate_day day,
                        struct one_hit **ret, struct err *e) MEDEL_NODISCARD;
void one_hit_free(struct one_hit *h);

const struct profile *one_hit_profile(const struct one_hit *h);

/* The hit for the call ID, which is in the index; NULL where a writer has
 * taken it away. Borrowed from H until the next call. */
enum status one_hit_find(struct one_hit *h, struct searchdb *db, const char *id,
                         const struct candidate **ret,
                         struct err *e) MEDEL_NODISCARD;

#endif
