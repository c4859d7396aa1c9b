/*
 * side.h - sixteen bytes side by side, which a compiler makes the machine's own
 * vectors of. A true comparison is 255 in its byte, a false one 0.
 */
#ifndef MEDEL_SIDE_H
#define MEDEL_SIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define SIDE 16

typedef unsigned char side_t __attribute__((vector_size(SIDE)));
typedef uint64_t side_halves_t __attribute__((vector_size(SIDE)));

static inline side_t side_load(const char *p)
{
    side_t v;
    memcpy(&v, p, SIDE);
    return v;
}

/* One of them is not 0. */
static inline bool side_any(side_t v)
{
    const side_halves_t h = (side_halves_t)v;
    return (h[0] | h[1]) != 0;
}

/* How many are true. */
static inline size_t side_count(side_t v)
{
    const side_halves_t ones = (side_halves_t)(v & 1);
    return (size_t)((ones[0] + ones[1]) * 0x0101010101010101u >> 56);
}

/* A bit of each, the first the lowest. */
static inline unsigned side_bits(side_t v)
{
#ifdef __SSE2__
    typedef char chars_t __attribute__((vector_size(SIDE)));
    return (unsigned)__builtin_ia32_pmovmskb128((chars_t)v);
#else
    unsigned bits = 0;
    for (int i = 0; i < SIDE; i++)
        bits |= (unsigned)(v[i] & 1) << i;
    return bits;
#endif
}

#endif
