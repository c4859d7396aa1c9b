/* term_index.c - see term_index.h. */
#include "term_index.h"

#include <stdbool.h>
#include <string.h>

/* FNV-1a, which can be taken on byte by byte: all beginnings of a word are
 * hashed in one pass. */
#define HASH_START 2166136261u
#define HASH_PRIME 16777619u
#define PART_BYTES 3u
#define FILTER_BITS (64 * TERM_FILTER_WORDS)

static const unsigned char bucket_bits[TERM_TABLES] = {
    [TERM_WHOLE] = 14, [TERM_BEGINNING] = 12, [TERM_END] = 10, [TERM_PART] = 6};

/* A word that is looked up. */
struct look {
    const struct phrase *phrases;
    const char *word;
    size_t len;
    term_index_fn *fn;
    void *arg;
};

static uint32_t hash_on(uint32_t h, char c)
{
    return (h ^ (unsigned char)c) * HASH_PRIME;
}

static uint32_t hash_word(const char *s, size_t len)
{
    uint32_t h = HASH_START;
    for (size_t i = 0; i < len; i++)
        h = hash_on(h, s[i]);
    return h;
}

static uint32_t hash_backwards(const char *s, size_t len)
{
    uint32_t h = HASH_START;
    for (size_t i = len; i > 0; i--)
        h = hash_on(h, s[i - 1]);
    return h;
}

/* The bucket takes the low bits, the filter others as well. */
static uint32_t filter_bit(uint32_t hash)
{
    return (hash ^ hash >> 16) % FILTER_BITS;
}

uint32_t term_table_buckets(enum term_table_kind k)
{
    return (uint32_t)1 << bucket_bits[k];
}

static bool may_have(const struct term_table *t, uint32_t hash)
{
    uint32_t bit = filter_bit(hash);
    return (t->filter[bit / 64] >> (bit % 64) & 1) != 0;
}

/* The first of HASH's bucket, of which *N get the number. */
static const struct term_kept *bucket(const struct term_table *t, uint32_t hash,
                                      size_t *n)
{
    const uint32_t *start = &t->starts[hash & (t->buckets - 1)];
    *n = start[1] - start[0];
    return &t->kept[start[0]];
}

static void tell(const struct term_table *t, uint32_t hash,
                 const struct look *l)
{
    if (!may_have(t, hash))
        return;
    size_t n;
    const struct term_kept *k = bucket(t, hash, &n);
    for (size_t i = 0; i < n; i++)
        if (k[i].hash == hash)
            l->fn(l->arg, &l->phrases[k[i].phrase]);
}

/* --- making it ----------------------------------------------------------- */

/* The table that P is in, and the hash of its first word there. A gap is never
 * the first. */
static enum term_table_kind place_of(const struct phrase *p, uint32_t *hash)
{
    const struct pattern_word *w = &p->words[0];
    switch (w->kind) {
    case PATTERN_PREFIX:
        *hash = hash_word(w->s, w->len);
        return TERM_BEGINNING;
    case PATTERN_SUFFIX:
        *hash = hash_backwards(w->s, w->len);
        return TERM_END;
    case PATTERN_CONTAINS:
        *hash = hash_word(w->s, PART_BYTES);
        return TERM_PART;
    case PATTERN_EXACT:
    case PATTERN_GAP:
        break;
    }
    *hash = hash_word(w->s, w->len);
    return TERM_WHOLE;
}

/* Where the first words of all phrases belong. */
struct first_word {
    enum term_table_kind kind;
    uint32_t hash;
};

/* Counts what each bucket has, then puts each phrase where its bucket's
 * predecessors end. */
static void make_table(struct term_index *x, struct arena *mem,
                       enum term_table_kind kind, const struct first_word *f,
                       size_t n)
{
    const uint32_t buckets = term_table_buckets(kind);
    uint64_t *filter = arena_alloc(mem, FILTER_BITS / 8);
    uint32_t *starts = arena_alloc(mem, (buckets + 1) * sizeof *starts);
    uint32_t *free_at = arena_alloc(mem, buckets * sizeof *free_at);
    for (size_t i = 0; i < n; i++)
        if (f[i].kind == kind)
            starts[(f[i].hash & (buckets - 1)) + 1]++;
    for (uint32_t b = 0; b < buckets; b++) {
        starts[b + 1] += starts[b];
        free_at[b] = starts[b];
    }
    struct term_kept *kept =
        arena_alloc(mem, (starts[buckets] + 1) * sizeof *kept);
    for (size_t i = 0; i < n; i++) {
        if (f[i].kind != kind)
            continue;
        uint32_t bit = filter_bit(f[i].hash);
        filter[bit / 64] |= (uint64_t)1 << (bit % 64);
        kept[free_at[f[i].hash & (buckets - 1)]++] =
            (struct term_kept){f[i].hash, (uint32_t)i};
    }
    x->tables[kind] = (struct term_table){filter, starts, kept, buckets};
}

void term_index_make(struct term_index *x, struct arena *mem,
                     const struct phrase *phrases, size_t n)
{
    struct first_word *first = arena_alloc(mem, n * sizeof *first);
    for (size_t i = 0; i < n; i++)
        first[i].kind = place_of(&phrases[i], &first[i].hash);
    x->phrases = phrases;
    for (unsigned k = 0; k < TERM_TABLES; k++)
        make_table(x, mem, (enum term_table_kind)k, first, n);
}

/* --- looking ------------------------------------------------------------- */

/* Terms whose part begins at byte AT of the word, where that is the first place
 * that has it. */
static void tell_parts(const struct term_table *t, size_t at,
                       const struct look *l)
{
    uint32_t hash = hash_word(l->word + at, PART_BYTES);
    if (!may_have(t, hash))
        return;
    size_t n;
    const struct term_kept *k = bucket(t, hash, &n);
    for (size_t i = 0; i < n; i++) {
        const struct phrase *p = &l->phrases[k[i].phrase];
        const struct pattern_word *w = &p->words[0];
        if (k[i].hash == hash &&
            memmem(l->word, l->len, w->s, w->len) == l->word + at)
            l->fn(l->arg, p);
    }
}

void term_index_look(const struct term_index *x, const char *word, size_t len,
                     term_index_fn *fn, void *arg)
{
    const struct look l = {x->phrases, word, len, fn, arg};
    uint32_t hash = HASH_START;
    for (size_t i = 0; i < len; i++) {
        hash = hash_on(hash, word[i]);
        tell(&x->tables[TERM_BEGINNING], hash, &l);
    }
    tell(&x->tables[TERM_WHOLE], hash, &l);
    hash = HASH_START;
    for (size_t i = len; i > 0; i--) {
        hash = hash_on(hash, word[i - 1]);
        tell(&x->tables[TERM_END], hash, &l);
    }
    for (size_t at = 0; at + PART_BYTES <= len; at++)
        tell_parts(&x->tables[TERM_PART], at, &l);
}
