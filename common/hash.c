/* hash.c - SHA-256 and hashes for tables; see medel/hash.h. */
#include "hash_int.h"

#include "medel/hash.h"

#include <endian.h>
#include <string.h>

/* --- SHA-256, FIPS 180-4, sections 4 to 6 -------------------------------- */

static const uint32_t sha256_k[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
    0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
    0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
    0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
    0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
    0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
    0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotr(uint32_t x, int n)
{
    return x >> n | x << (32 - n);
}

static uint32_t load_be32(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 |
           p[3];
}

/* One of the 64 rounds; what a to h are called goes round instead of them. */
#define ROUND(a, b, c, d, e, f, g, h, i)                                       \
    do {                                                                       \
        uint32_t t = h + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) +            \
                     ((e & f) ^ (~e & g)) + sha256_k[i] + w[i];                \
        d += t;                                                                \
        h = t + (rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) +                     \
            ((a & b) ^ (a & c) ^ (b & c));                                     \
    } while (0)

static void sha256_block(uint32_t v[static 8], const unsigned char *p)
{
    uint32_t w[64];
    uint32_t a = v[0], b = v[1], c = v[2], d = v[3];
    uint32_t e = v[4], f = v[5], g = v[6], h = v[7];
    for (int i = 0; i < 16; i++)
        w[i] = load_be32(p + 4 * i);
    for (int i = 16; i < 64; i++) {
        uint32_t x = w[i - 15], y = w[i - 2];
        w[i] = w[i - 16] + (rotr(x, 7) ^ rotr(x, 18) ^ x >> 3) + w[i - 7] +
               (rotr(y, 17) ^ rotr(y, 19) ^ y >> 10);
    }
    for (int i = 0; i < 64; i += 8) {
        ROUND(a, b, c, d, e, f, g, h, i);
        ROUND(h, a, b, c, d, e, f, g, i + 1);
        ROUND(g, h, a, b, c, d, e, f, i + 2);
        ROUND(f, g, h, a, b, c, d, e, i + 3);
        ROUND(e, f, g, h, a, b, c, d, i + 4);
        ROUND(d, e, f, g, h, a, b, c, i + 5);
        ROUND(c, d, e, f, g, h, a, b, i + 6);
        ROUND(b, c, d, e, f, g, h, a, i + 7);
    }
    v[0] += a, v[1] += b, v[2] += c, v[3] += d;
    v[4] += e, v[5] += f, v[6] += g, v[7] += h;
}
#undef ROUND

void sha256_init(struct sha256 *s)
{
    static const uint32_t start[8] = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
    };
    memcpy(s->h, start, sizeof s->h);
    s->bytes = 0;
}

void sha256_add(struct sha256 *s, const void *data, size_t n)
{
    const unsigned char *p = data;
    size_t held = s->bytes % sizeof s->block;
    s->bytes += n;
    if (held != 0) {
        size_t take = sizeof s->block - held;
        if (take > n)
            take = n;
        if (take != 0)
            memcpy(s->block + held, p, take);
        p += take;
        n -= take;
        if (held + take < sizeof s->block)
            return;
        sha256_block(s->h, s->block);
    }
    for (; n >= sizeof s->block; n -= sizeof s->block) {
        sha256_block(s->h, p);
        p += sizeof s->block;
    }
    if (n != 0)
        memcpy(s->block, p, n);
}

void sha256_end(struct sha256 *s, unsigned char out[static SHA256_BYTES])
{
    static const unsigned char padding[64] = {0x80};
    uint64_t bits = s->bytes * 8;
    size_t held = s->bytes % 64;
    sha256_add(s, padding, held < 56 ? 56 - held : 120 - held);
    unsigned char length[8];
    for (int i = 0; i < 8; i++)
        length[i] = (unsigned char)(bits >> (56 - 8 * i));
    sha256_add(s, length, sizeof length);
    for (int i = 0; i < SHA256_BYTES; i++)
        out[i] = (unsigned char)(s->h[i / 4] >> (24 - 8 * (i % 4)));
}

char *sha256_hex(const void *p, size_t n, char out[static SHA256_HEX_SIZE])
{
    static const char digit[] = "0123456789abcdef";
    unsigned char sum[SHA256_BYTES];
    struct sha256 s;
    sha256_init(&s);
    sha256_add(&s, p, n);
    sha256_end(&s, sum);
    for (int i = 0; i < SHA256_BYTES; i++) {
        out[2 * i] = digit[sum[i] >> 4];
        out[2 * i + 1] = digit[sum[i] & 15];
    }
    out[2 * SHA256_BYTES] = '\0';
    return out;
}

/* --- words --------------------------------------------------------------- */

uint64_t hash_u64(const void *p, size_t n)
{
    return hash_mix(hash_fnv1a(FNV_BASIS, p, n));
}

/* Four sums side by side, eight bytes each at a time: a step waits for the one
 * before it, and thus not for its neighbours. Bytes are taken in little endian
 * order. */
static uint64_t load_le64(const unsigned char *p, size_t n)
{
    uint64_t x = 0;
    memcpy(&x, p, n);
    return le64toh(x);
}

static uint64_t step(uint64_t h, uint64_t x)
{
    h = (h ^ x) * 0x9e3779b97f4a7c15u;
    return h ^ h >> 32;
}

/* H stays in a register of its own: GCC would make vectors of two, which have
 * no multiplication of 64 bits and take twice as long without one. */
#define STEP_ALONE(h, p)                                                       \
    do {                                                                       \
        h = step(h, load_le64(p, 8));                                          \
        __asm__("" : "+r"(h));                                                 \
    } while (0)

uint64_t hash_bulk(const void *data, size_t n)
{
    const unsigned char *p = data;
    uint64_t a = 1, b = 2, c = 3, d = 4, h = n;
    size_t left = n;
    for (; left >= 32; left -= 32, p += 32) {
        STEP_ALONE(a, p);
        STEP_ALONE(b, p + 8);
        STEP_ALONE(c, p + 16);
        STEP_ALONE(d, p + 24);
    }
    for (; left >= 8; left -= 8, p += 8)
        h = step(h, load_le64(p, 8));
    if (left != 0)
        h = step(h, load_le64(p, left));
    h = step(h, hash_mix(a));
    h = step(h, hash_mix(b));
    h = step(h, hash_mix(c));
    return hash_mix(step(h, hash_mix(d)));
}
#undef STEP_ALONE

int hash_distance(uint64_t a, uint64_t b)
{
    return __builtin_popcountll(a ^ b);
}

int hash_order(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}
