/*
 * hash_int.h - what hash.c and simhash.c share: FNV-1a and its finaliser.
 */
#ifndef MEDEL_COMMON_HASH_INT_H
#define MEDEL_COMMON_HASH_INT_H

#include <stddef.h>
#include <stdint.h>

#define FNV_BASIS 0xcbf29ce484222325u
#define FNV_PRIME 0x100000001b3u
#define FNV_PRIME_2 (FNV_PRIME * FNV_PRIME)
#define FNV_PRIME_4 (FNV_PRIME_2 * FNV_PRIME_2)

static inline uint64_t hash_fnv1a(uint64_t h, const void *data, size_t n)
{
    const unsigned char *p = data;
    for (size_t i = 0; i < n; i++)
        h = (h ^ p[i]) * FNV_PRIME;
    return h;
}

/* FNV-1a leaves its high bits poorly mixed on short keys; simhash votes with
 * every bit, hence the finaliser (that of splitmix64). */
static inline uint64_t hash_mix(uint64_t h)
{
    h = (h ^ h >> 30) * 0xbf58476d1ce4e5b9u;
    h = (h ^ h >> 27) * 0x94d049bb133111ebu;
    return h ^ h >> 31;
}

#endif
