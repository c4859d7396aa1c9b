/* hash.c - SHA-256 and simhash; see medel/hash.h. */
#include "medel/hash.h"

#include "medel/arena.h"

#include <endian.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

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

#define FNV_BASIS 0xcbf29ce484222325u
#define FNV_PRIME 0x100000001b3u
#define FNV_PRIME_2 (FNV_PRIME * FNV_PRIME)
#define FNV_PRIME_4 (FNV_PRIME_2 * FNV_PRIME_2)

static uint64_t fnv1a(uint64_t h, const void *data, size_t n)
{
    const unsigned char *p = data;
    for (size_t i = 0; i < n; i++)
        h = (h ^ p[i]) * FNV_PRIME;
    return h;
}

/* FNV-1a leaves its high bits poorly mixed on short keys; simhash votes with
 * every bit, hence the finaliser (that of splitmix64). */
static uint64_t mix(uint64_t h)
{
    h = (h ^ h >> 30) * 0xbf58476d1ce4e5b9u;
    h = (h ^ h >> 27) * 0x94d049bb133111ebu;
    return h ^ h >> 31;
}

uint64_t hash_u64(const void *p, size_t n)
{
    return mix(fnv1a(FNV_BASIS, p, n));
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

uint64_t hash_bulk(const void *data, size_t n)
{
    enum { LANES = 4, WORD = 8 };
    const unsigned char *p = data;
    uint64_t lanes[LANES] = {1, 2, 3, 4}, h = n;
    size_t left = n;
    for (; left >= LANES * WORD; left -= LANES * WORD, p += LANES * WORD)
        for (int i = 0; i < LANES; i++)
            lanes[i] = step(lanes[i], load_le64(p + i * WORD, WORD));
    for (; left >= WORD; left -= WORD, p += WORD)
        h = step(h, load_le64(p, WORD));
    if (left != 0)
        h = step(h, load_le64(p, left));
    for (int i = 0; i < LANES; i++)
        h = step(h, mix(lanes[i]));
    return mix(h);
}

/* Of those beyond ASCII. */
static bool is_word_char(utf8proc_int32_t c)
{
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return true;
    default:
        return false;
    }
}

/* How often each word comes, by its hash: an open table with linear probing,
 * never more than half full. */
struct count {
    uint64_t hash;
    size_t n; /* 0: free */
};

/* Letters with accents, two bytes in UTF-8: what those of Europe have beside
 * ASCII. */
#define NEAR_MIN 0x80
#define NEAR_MAX 0x180

struct simhash_words {
    struct arena *mem;
    struct count *table;
    size_t n, size; /* size: a power of two */
    int shift;      /* 64 less its logarithm */
    uint64_t secret;
    utf8proc_int32_t
        near[NEAR_MAX - NEAR_MIN]; /* see near_char(), 0: unknown */
};

static struct count *find(const struct simhash_words *w, uint64_t hash)
{
    size_t i = (size_t)(hash * w->secret >> w->shift);
    while (w->table[i].n != 0 && w->table[i].hash != hash)
        i = (i + 1) & (w->size - 1);
    return &w->table[i];
}

static void resize(struct simhash_words *w, int log)
{
    struct simhash_words old = *w;
    w->size = (size_t)1 << log;
    w->shift = 64 - log;
    w->table = arena_alloc(w->mem, w->size * sizeof *w->table);
    /* Where things are in memory is chance: no page can be made so that its
     * words all meet in one place of the table. */
    w->secret = mix((uint64_t)(uintptr_t)w->table) | 1;
    for (size_t i = 0; i < old.size; i++)
        if (old.table[i].n != 0)
            *find(w, old.table[i].hash) = old.table[i];
}

static void words_add(struct simhash_words *w, uint64_t hash)
{
    if (2 * (w->n + 1) > w->size)
        resize(w, 64 - w->shift + 1);
    hash = mix(hash);
    struct count *c = find(w, hash);
    w->n += c->n == 0;
    c->hash = hash;
    c->n++;
}

/* FNV-1a of the four bytes of C, the lowest first, the highest being zero. A
 * byte that is zero only multiplies. */
static uint64_t add_char(uint64_t h, utf8proc_int32_t c)
{
    const uint64_t low = (uint64_t)c & 0xff, middle = (uint64_t)c >> 8 & 0xff,
                   high = (uint64_t)c >> 16;
    h = ((h ^ low) * FNV_PRIME ^ middle) * FNV_PRIME;
    return (h ^ high) * FNV_PRIME_2;
}

/* C, which is beyond ASCII, in lower case; 0 where it ends a word. */
static utf8proc_int32_t fold_far(utf8proc_int32_t c)
{
    return is_word_char(c) ? utf8proc_tolower(c) : 0;
}

/* The same, for NEAR_MIN to NEAR_MAX, looked up once a text. */
static utf8proc_int32_t fold_near(struct simhash_words *w, utf8proc_int32_t c)
{
    enum { NOTHING = -1 };
    utf8proc_int32_t *known = &w->near[c - NEAR_MIN];
    if (*known == 0) {
        utf8proc_int32_t folded = fold_far(c);
        *known = folded != 0 ? folded : NOTHING;
    }
    return *known != NOTHING ? *known : 0;
}

/* The character at P, which is beyond ASCII, in lower case; 0 for one that ends
 * a word (such as what is no UTF-8). *used is its length. */
static utf8proc_int32_t far_char(struct simhash_words *w,
                                 const utf8proc_uint8_t *p, size_t len,
                                 size_t *used)
{
    utf8proc_int32_t c;
    if (len >= 2 && *p >= 0xc2 && *p < 0xc6 && (p[1] & 0xc0) == 0x80) {
        *used = 2;
        return fold_near(w, (*p & 0x1f) << 6 | (p[1] & 0x3f));
    }
    utf8proc_ssize_t n = utf8proc_iterate(p, (utf8proc_ssize_t)len, &c);
    *used = n > 0 ? (size_t)n : 1;
    return n > 0 ? fold_far(c) : 0;
}

/* A byte in lower case; 0 where it ends a word, FAR beyond ASCII. */
#define FAR 0x80
#define LETTER(c) [c] = (c), [(c)-0x20] = (c)
static const unsigned char FOLD[256] = {
    ['0'] = '0', ['1'] = '1',           ['2'] = '2', ['3'] = '3', ['4'] = '4',
    ['5'] = '5', ['6'] = '6',           ['7'] = '7', ['8'] = '8', ['9'] = '9',
    LETTER('a'), LETTER('b'),           LETTER('c'), LETTER('d'), LETTER('e'),
    LETTER('f'), LETTER('g'),           LETTER('h'), LETTER('i'), LETTER('j'),
    LETTER('k'), LETTER('l'),           LETTER('m'), LETTER('n'), LETTER('o'),
    LETTER('p'), LETTER('q'),           LETTER('r'), LETTER('s'), LETTER('t'),
    LETTER('u'), LETTER('v'),           LETTER('w'), LETTER('x'), LETTER('y'),
    LETTER('z'), [0x80 ... 0xff] = FAR,
};

void simhash_init(struct simhash *s, struct arena *mem)
{
    s->all = FNV_BASIS;
    s->words = arena_alloc(mem, sizeof *s->words);
    s->words->mem = mem;
    resize(s->words, 9);
}

void simhash_add(struct simhash *s, const char *text, size_t len)
{
    const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)text;
    uint64_t word = FNV_BASIS, all = s->all;
    size_t word_from = 0;
    for (size_t i = 0; i < len;) {
        utf8proc_int32_t c = FOLD[p[i]];
        if (c != 0 && c != FAR) {
            word = (word ^ (uint64_t)c) * FNV_PRIME_4;
            all = (all ^ p[i++]) * FNV_PRIME;
            continue;
        }
        size_t used = 1, at = i;
        if (c == FAR)
            c = far_char(s->words, p + i, len - i, &used);
        for (; used != 0; used--)
            all = (all ^ p[i++]) * FNV_PRIME;
        if (c != 0) {
            word = add_char(word, c);
            continue;
        }
        if (at != word_from)
            words_add(s->words, word);
        word = FNV_BASIS;
        word_from = i;
    }
    if (len != word_from)
        words_add(s->words, word);
    s->all = all;
}

uint64_t simhash_all(const struct simhash *s)
{
    return mix(s->all);
}

/* 1 + the whole binary logarithm of N. */
static int weight_of(size_t n)
{
    int weight = 0;
    for (; n != 0; n >>= 1)
        weight++;
    return weight;
}

/* The bits of a byte, each in a byte of its own. */
static uint64_t spread(unsigned byte)
{
    uint64_t x = (byte * 0x0101010101010101u) & 0x8040201008040201u;
    return (x + 0x7f7f7f7f7f7f7f7fu) >> 7 & 0x0101010101010101u;
}

/* Adds what each bit has got since the last time, eight bits a word. */
static void add_sums(long votes[64], uint64_t sums[8])
{
    for (int k = 0; k < 8; k++) {
        for (int bit = 0; bit < 8; bit++)
            votes[8 * k + bit] += (long)(sums[k] >> 8 * bit & 0xff);
        sums[k] = 0;
    }
}

uint64_t simhash_end(const struct simhash *s)
{
    const struct simhash_words *w = s->words;
    long votes[64] = {0}, all = 0;
    uint64_t sums[8] = {0};
    int held = 0; /* what one of the bytes of SUMS may hold */
    for (size_t i = 0; i < w->size; i++) {
        if (w->table[i].n == 0)
            continue;
        int weight = weight_of(w->table[i].n);
        if (held + weight > 0xff) {
            add_sums(votes, sums);
            held = 0;
        }
        held += weight;
        all += weight;
        for (int k = 0; k < 8; k++)
            sums[k] +=
                spread(w->table[i].hash >> 8 * k & 0xff) * (unsigned)weight;
    }
    add_sums(votes, sums);
    uint64_t result = 0;
    for (int bit = 0; bit < 64; bit++) /* more for it than against it */
        if (2 * votes[bit] > all)
            result |= (uint64_t)1 << bit;
    return result;
}

uint64_t hash_simhash(const char *text, size_t len)
{
    struct simhash s;
    struct arena *mem = arena_new();
    simhash_init(&s, mem);
    simhash_add(&s, text, len);
    uint64_t result = simhash_end(&s);
    arena_free(mem);
    return result;
}

int hash_distance(uint64_t a, uint64_t b)
{
    return __builtin_popcountll(a ^ b);
}
