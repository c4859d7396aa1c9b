/*
 * simhash.c - fingerprints of words; see medel/hash.h.
 *
 * A text has few different words. So where words begin and end is seen for
 * thirty-two bytes at once, and a word that was there before is known by its
 * bytes; only a new one is folded and hashed letter by letter.
 */
#include "hash_int.h"

#include "medel/arena.h"
#include "medel/hash.h"
#include "medel/side.h"

#include <endian.h>
#include <stdbool.h>
#include <string.h>
#include <utf8proc.h>

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

/* A word as it stands in the text, in 16 bytes at most, the others zero: how
 * often it came since it took this place. */
#define KNOWN_BYTES 16
#define LEAST_LOG 5 /* of the places for such words, */
#define MOST_LOG 9
#define BYTES_A_WORD ((size_t)8) /* and of text for each place */
struct known {
    uint64_t key[2], hash;
    size_t n; /* 0: free */
};

struct words {
    struct arena *mem;
    struct count *table;
    size_t n, size; /* size: a power of two */
    int shift;      /* 64 less its logarithm */
    uint64_t secret;
    struct known *known;
    int known_log; /* of how many there are */
    utf8proc_int32_t
        near[NEAR_MAX - NEAR_MIN]; /* see near_char(), 0: unknown */
};

static struct count *find(const struct words *w, uint64_t hash)
{
    size_t i = (size_t)(hash * w->secret >> w->shift);
    while (w->table[i].n != 0 && w->table[i].hash != hash)
        i = (i + 1) & (w->size - 1);
    return &w->table[i];
}

static void resize(struct words *w, int log)
{
    struct words old = *w;
    w->size = (size_t)1 << log;
    w->shift = 64 - log;
    w->table = arena_alloc(w->mem, w->size * sizeof *w->table);
    /* Where things are in memory is chance: no page can be made so that its
     * words all meet in one place of the table. */
    w->secret = hash_mix((uint64_t)(uintptr_t)w->table) | 1;
    for (size_t i = 0; i < old.size; i++)
        if (old.table[i].n != 0)
            *find(w, old.table[i].hash) = old.table[i];
}

static void words_add(struct words *w, uint64_t hash, size_t n)
{
    if (2 * (w->n + 1) > w->size)
        resize(w, 64 - w->shift + 1);
    struct count *c = find(w, hash);
    w->n += c->n == 0;
    c->hash = hash;
    c->n += n;
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
static utf8proc_int32_t fold_near(struct words *w, utf8proc_int32_t c)
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
static utf8proc_int32_t far_char(struct words *w,
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

/* --- words, letter by letter ---------------------------------------------- */

/* The words from FROM on, where none is open, up to the first end of one at
 * UNTIL or behind it; returns where that is. LEN is the end of the text. */
static size_t scan(struct words *w, const utf8proc_uint8_t *p,
                   size_t from, size_t until, size_t len)
{
    uint64_t word = FNV_BASIS;
    size_t i = from;
    while (i < len && (i < until || i != from)) {
        utf8proc_int32_t c = FOLD[p[i]];
        if (c != 0 && c != FAR) {
            word = (word ^ (uint64_t)c) * FNV_PRIME_4;
            i++;
            continue;
        }
        size_t used = 1;
        if (c == FAR)
            c = far_char(w, p + i, len - i, &used);
        if (c != 0) {
            word = add_char(word, c);
            i += used;
            continue;
        }
        if (i != from)
            words_add(w, hash_mix(word), 1);
        word = FNV_BASIS;
        from = i += used;
    }
    if (i != from)
        words_add(w, hash_mix(word), 1);
    return i;
}

/* --- words, as a whole ---------------------------------------------------- */

#define CHUNK (2 * SIDE)

/* Bytes of a chunk, a bit each, the first the lowest. */
struct chunk {
    uint64_t letters; /* of words */
    bool odd;         /* others beyond ASCII, which may be letters */
    size_t len;       /* mostly CHUNK */
};

static uint64_t bits_of(side_t first, side_t second)
{
    return side_bits(first) | (uint64_t)side_bits(second) << SIDE;
}

static side_t is_ascii_letter(side_t v)
{
    return (side_t)((side_t)((v | 0x20) - 'a') < 26) |
           (side_t)((side_t)(v - '0') < 10);
}

/* Of U+00C0 to U+00FF, which begin with 0xc3, all are letters but two. */
static side_t is_second(side_t v)
{
    return (side_t)((v & 0xc0) == 0x80) & (side_t)(v != 0x97) &
           (side_t)(v != 0xb7);
}

static struct chunk chunk_at(const utf8proc_uint8_t *p)
{
    const side_t a = side_load((const char *)p),
                 b = side_load((const char *)p + SIDE);
    struct chunk c = {.letters =
                          bits_of(is_ascii_letter(a), is_ascii_letter(b)),
                      .len = CHUNK};
    const uint64_t far = bits_of((side_t)(a >= 0x80), (side_t)(b >= 0x80));
    if (far == 0)
        return c;
    uint64_t first = bits_of((side_t)(a == 0xc3), (side_t)(b == 0xc3)),
             second = bits_of(is_second(a), is_second(b));
    if (first >> (CHUNK - 1) != 0) /* its second byte is behind the chunk */
        c.len--;
    first &= second >> 1;
    c.letters |= first | first << 1;
    const uint64_t all = ((uint64_t)1 << c.len) - 1;
    c.odd = (far & all & ~c.letters) != 0;
    c.letters &= all;
    return c;
}

static uint64_t hash_word(struct words *w, const utf8proc_uint8_t *p,
                          size_t len)
{
    uint64_t word = FNV_BASIS;
    for (size_t i = 0, used = 1; i < len; i += used) {
        utf8proc_int32_t c = FOLD[p[i]];
        used = 1;
        if (c == FAR)
            c = far_char(w, p + i, len - i, &used);
        word = add_char(word, c);
    }
    return hash_mix(word);
}

static void forget(struct words *w, struct known *k)
{
    if (k->n != 0)
        words_add(w, k->hash, k->n);
    k->n = 0;
}

/* Of so many bytes, those that are among the first eight, and the others. */
#define ALL UINT64_MAX
#define LOW(n) (ALL >> (64 - 8 * (n)))
static const uint64_t KEY[KNOWN_BYTES + 1][2] = {
    {0, 0},        {LOW(1), 0},   {LOW(2), 0},   {LOW(3), 0},   {LOW(4), 0},
    {LOW(5), 0},   {LOW(6), 0},   {LOW(7), 0},   {ALL, 0},      {ALL, LOW(1)},
    {ALL, LOW(2)}, {ALL, LOW(3)}, {ALL, LOW(4)}, {ALL, LOW(5)}, {ALL, LOW(6)},
    {ALL, LOW(7)}, {ALL, ALL}};

static uint64_t load(const utf8proc_uint8_t *p)
{
    uint64_t x;
    memcpy(&x, p, sizeof x);
    return le64toh(x);
}

/* The word at P of LEN bytes. KNOWN_BYTES can be read there. */
static void add_known(struct words *w, const utf8proc_uint8_t *p,
                      size_t len)
{
    if (len > KNOWN_BYTES) {
        words_add(w, hash_word(w, p, len), 1);
        return;
    }
    const uint64_t a = load(p) & KEY[len][0], b = load(p + 8) & KEY[len][1];
    struct known *k =
        &w->known[(a * 0x9e3779b97f4a7c15u ^ b * 0xc2b2ae3d27d4eb4fu) >>
                  (64 - w->known_log)];
    if (k->n == 0 || k->key[0] != a || k->key[1] != b) {
        forget(w, k);
        k->key[0] = a;
        k->key[1] = b;
        k->hash = hash_word(w, p, len);
    }
    k->n++;
}

static void add_text(struct words *w, const char *text, size_t len)
{
    const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)text;
    size_t i = 0, from = 0;
    bool open = false; /* a word, which began at FROM */
    while (len - i >= CHUNK + KNOWN_BYTES) {
        const struct chunk c = chunk_at(p + i);
        size_t at = i;
        i += c.len;
        if (c.odd) {
            i = scan(w, p, open ? from : at, i, len);
            open = false;
            continue;
        }
        /* Bits behind the chunk's length are no letters, and end no word. */
        const uint64_t before = c.letters << 1 | open,
                       all = ((uint64_t)1 << c.len) - 1;
        uint64_t begins = c.letters & ~before, ends = before & ~c.letters & all;
        for (; ends != 0; ends &= ends - 1) {
            if (!open) {
                from = at + (size_t)__builtin_ctzll(begins);
                begins &= begins - 1;
            }
            open = false;
            add_known(w, p + from,
                      at + (size_t)__builtin_ctzll(ends) - from);
        }
        if (begins != 0) {
            from = at + (size_t)__builtin_ctzll(begins);
            open = true;
        }
    }
    scan(w, p, open ? from : i, len, len);
}

/* 1 + the whole binary logarithm of N. */
static int weight_of(size_t n)
{
    int weight = 0;
    for (; n != 0; n >>= 1)
        weight++;
    return weight;
}

/*
 * Votes for all bits at once. The eight bits of a byte, spread over the eight
 * bytes of a number, are added to such numbers, one for each byte of a hash;
 * each byte of those counts up to 255, and is then carried over to VOTES.
 */
struct ballot {
    uint64_t counts[8];
    int room; /* what each byte can still be given */
    long votes[64];
    long all;
};

#define ROOM 255

static void carry(struct ballot *b)
{
    for (int bit = 0; bit < 64; bit++)
        b->votes[bit] += (long)(b->counts[bit / 8] >> bit % 8 * 8 & 0xff);
    memset(b->counts, 0, sizeof b->counts);
    b->room = ROOM;
}

/* Bit N of BYTE is byte N of what comes back, 0 or 1. Each of the multiplier's
 * bits takes one of them to the lowest bit of a byte of its own; seven bits at
 * a time, for eight would meet. */
static uint64_t spread(uint64_t byte)
{
    return ((byte & 0x7f) * 0x0002040810204081u & 0x0101010101010101u) |
           (byte >> 7) << 56;
}

static void vote(struct ballot *b, uint64_t hash, int weight)
{
    if (b->room < weight)
        carry(b);
    b->room -= weight;
    b->all += weight;
    for (int i = 0; i < 8; i++)
        b->counts[i] += spread(hash >> 8 * i & 0xff) * (uint64_t)weight;
}

static uint64_t count_votes(struct words *w)
{
    struct ballot b = {.room = ROOM};
    for (size_t i = 0; i < (size_t)1 << w->known_log; i++)
        forget(w, &w->known[i]);
    for (size_t i = 0; i < w->size; i++)
        if (w->table[i].n != 0)
            vote(&b, w->table[i].hash, weight_of(w->table[i].n));
    carry(&b);
    uint64_t result = 0;
    for (int bit = 0; bit < 64; bit++)
        if (2 * b.votes[bit] > b.all)
            result |= (uint64_t)1 << bit;
    return result;
}

/* How large tables should be for the words of LEN bytes: the logarithm. To clear
 * and walk large ones takes longer than the words of a short text do. */
static int table_log(size_t len)
{
    int log = LEAST_LOG;
    while (log < MOST_LOG && BYTES_A_WORD << log < len)
        log++;
    return log;
}

uint64_t hash_simhash(const char *text, size_t len)
{
    struct arena *mem = arena_new();
    struct words *w = arena_alloc(mem, sizeof *w);
    w->mem = mem;
    w->known_log = table_log(len);
    w->known = arena_alloc(mem, sizeof *w->known << w->known_log);
    resize(w, w->known_log);
    add_text(w, text, len);
    uint64_t result = count_votes(w);
    arena_free(mem);
    return result;
}
