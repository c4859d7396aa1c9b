/*
 * short_hash.h - a hash of words and signs: a few bytes, eight at a time.
 */
#ifndef READ_SHORT_HASH_H
#define READ_SHORT_HASH_H

#include <endian.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t short_hash_mix(uint64_t h, uint64_t x)
{
    h = (h ^ x) * 0x9e3779b97f4a7c15u;
    return h ^ h >> 32;
}

static inline uint64_t short_hash_load(const char *s, size_t n)
{
    uint64_t x = 0;
    memcpy(&x, s, n);
    return le64toh(x);
}

/* Of two texts of the same length, of so many bytes at most, and with the same
 * seed no two have the same hash: all of them go into one number, and what is
 * done with that can be undone. */
#define SHORT_HASH_WHOLE 8u

/* The same on every machine. The last eight bytes may have been in the ones
 * before; thus it is the SEED that tells lengths apart. */
static inline uint64_t short_hash(uint64_t seed, const char *s, size_t n)
{
    uint64_t h = seed;
    if (n >= 8) {
        for (size_t i = 0; i + 8 < n; i += 8)
            h = short_hash_mix(h, short_hash_load(s + i, 8));
        return short_hash_mix(h, short_hash_load(s + n - 8, 8));
    }
    if (n >= 4)
        return short_hash_mix(h, short_hash_load(s, 4) |
                                     short_hash_load(s + n - 4, 4) << 32);
    if (n > 0)
        h = short_hash_mix(h, (uint64_t)(unsigned char)s[0] << 16 |
                                  (uint64_t)(unsigned char)s[n / 2] << 8 |
                                  (unsigned char)s[n - 1]);
    return h;
}

#endif
