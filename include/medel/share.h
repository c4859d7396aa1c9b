/*
 * share.h - dividing what has an id among N: calls among an index's shards,
 * funders among the machines that crawl them.
 *
 * Share I of N (I from 1) has the ids whose hash_u64() leaves I - 1 when
 * divided by N: the same on every machine and in every version, and no other
 * id matters. hash_u64() is FNV-1a of 64 bits over the id's bytes, mixed by the
 * finaliser of splitmix64.
 */
#ifndef MEDEL_SHARE_H
#define MEDEL_SHARE_H

#include "medel/err.h"

#include <stdbool.h>

#define SHARES_MAX 64 /* of an index, or of a crawl */

/* "2/4". */
struct share {
    unsigned which, of;
};

/* Whose ID is among N: 1 to N. */
unsigned share_of(const char *id, unsigned n);
/* Reads "I/N", 1 <= I <= N <= SHARES_MAX. False where TEXT is none. */
bool share_parse(const char *text, struct share *ret);

#endif
