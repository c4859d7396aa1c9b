/* term_index.c - see term_index.h. */
#include "term_index.h"

#include <stdbool.h>
#include <string.h>

/* FNV-1a, which can be taken on byte by byte: all beginnings of a word are
 * hashed in one pass. */
#define HASH_START 2166136261u
#define HASH_PRIME 16777619u
#define PART_BYTES 3u
#define FILTER_BITS 65536u

struct kept {
    uint32_t hash;
    const struct phrase *phrase;
};

struct bucket {
    struct kept *items;
    size_t n, cap;
};

struct table {
    uint64_t filter[FILTER_BITS / 64];
    struct bucket *buckets;
    uint32_t mask; /* their number less one; a power of two */
};

struct term_index {
    struct arena *mem;
    struct table whole, beginnings, ends, parts;
};

/* A word that is looked up. */
struct look {
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

static void table_init(struct arena *mem, struct table *t, unsigned bits)
{
    t->mask = (1u << bits) - 1;
    t->buckets = arena_alloc(mem, ((size_t)t->mask + 1) * sizeof *t->buckets);
}

static void table_add(struct arena *mem, struct table *t, uint32_t hash,
                      const struct phrase *p)
{
    struct bucket *b = &t->buckets[hash & t->mask];
    uint32_t bit = filter_bit(hash);
    t->filter[bit / 64] |= (uint64_t)1 << (bit % 64);
    b->items = arena_grow(mem, b->items, b->n, &b->cap, sizeof *b->items);
    b->items[b->n++] = (struct kept){hash, p};
}

static bool may_have(const struct table *t, uint32_t hash)
{
    uint32_t bit = filter_bit(hash);
    return (t->filter[bit / 64] >> (bit % 64) & 1) != 0;
}

static void tell(const struct table *t, uint32_t hash, const struct look *l)
{
    if (!may_have(t, hash))
        return;
    const struct bucket *b = &t->buckets[hash & t->mask];
    for (size_t i = 0; i < b->n; i++)
        if (b->items[i].hash == hash)
            l->fn(l->arg, b->items[i].phrase);
}

struct term_index *term_index_new(struct arena *mem)
{
    struct term_index *x = arena_alloc(mem, sizeof *x);
    x->mem = mem;
    table_init(mem, &x->whole, 14);
    table_init(mem, &x->beginnings, 12);
    table_init(mem, &x->ends, 10);
    table_init(mem, &x->parts, 6);
    return x;
}

void term_index_add(struct term_index *x, const struct phrase *p)
{
    const struct pattern_word *w = &p->words[0];
    switch (w->kind) {
    case PATTERN_EXACT:
        table_add(x->mem, &x->whole, hash_word(w->s, w->len), p);
        break;
    case PATTERN_PREFIX:
        table_add(x->mem, &x->beginnings, hash_word(w->s, w->len), p);
        break;
    case PATTERN_SUFFIX:
        table_add(x->mem, &x->ends, hash_backwards(w->s, w->len), p);
        break;
    case PATTERN_CONTAINS:
        table_add(x->mem, &x->parts, hash_word(w->s, PART_BYTES), p);
        break;
    case PATTERN_GAP: /* never the first */
        break;
    }
}

/* Terms whose part begins at byte AT of the word, where that is the first place
 * that has it. */
static void tell_parts(const struct table *t, size_t at, const struct look *l)
{
    uint32_t hash = hash_word(l->word + at, PART_BYTES);
    if (!may_have(t, hash))
        return;
    const struct bucket *b = &t->buckets[hash & t->mask];
    for (size_t i = 0; i < b->n; i++) {
        const struct pattern_word *w = &b->items[i].phrase->words[0];
        if (b->items[i].hash == hash &&
            memmem(l->word, l->len, w->s, w->len) == l->word + at)
            l->fn(l->arg, b->items[i].phrase);
    }
}

void term_index_look(const struct term_index *x, const char *word, size_t len,
                     term_index_fn *fn, void *arg)
{
    const struct look l = {word, len, fn, arg};
    uint32_t hash = HASH_START;
    for (size_t i = 0; i < len; i++) {
        hash = hash_on(hash, word[i]);
        tell(&x->beginnings, hash, &l);
    }
    tell(&x->whole, hash, &l);
    hash = HASH_START;
    for (size_t i = len; i > 0; i--) {
        hash = hash_on(hash, word[i - 1]);
        tell(&x->ends, hash, &l);
    }
    for (size_t at = 0; at + PART_BYTES <= len; at++)
        tell_parts(&x->parts, at, &l);
}
