/* known_words.c - see known_words.h. */
#include "known_words.h"
#include "numerals.h"

#include <stdlib.h>
#include <string.h>

#define SLOTS 32768u /* a power of two */
#define WORDS_MAX (SLOTS / 2)
#define BYTES_MAX ((size_t)8 << 20)
#define NUMERAL_BYTES 4 /* shorter ones are terms of the vocabulary */

struct known_words {
    const struct term_index *terms;
    struct arena *mem;
    const struct known_word **slots;
    size_t n, bytes;
    /* While a word is looked up. */
    const struct phrase **found;
    size_t n_found, cap_found;
};

struct known_words *known_words_new(const struct term_index *x)
{
    struct known_words *k = arena_need(sizeof *k);
    *k = (struct known_words){.terms = x, .mem = arena_new()};
    k->slots = arena_alloc(k->mem, SLOTS * sizeof *k->slots);
    return k;
}

void known_words_free(struct known_words *k)
{
    if (k == NULL)
        return;
    arena_free(k->mem);
    free(k);
}

void known_words_tidy(struct known_words *k)
{
    if (k->n < WORDS_MAX && k->bytes < BYTES_MAX)
        return;
    arena_reset(k->mem);
    *k = (struct known_words){.terms = k->terms, .mem = k->mem};
    k->slots = arena_alloc(k->mem, SLOTS * sizeof *k->slots);
}

/* The first four bytes of a word, zeros behind its end. */
static uint32_t first_bytes(const char *s)
{
    uint32_t v = 0;
    for (unsigned i = 0; i < 4 && s[i] != '\0'; i++)
        v |= (uint32_t)(unsigned char)s[i] << (8 * i);
    return v;
}

/* What the next word must begin with: a short one must end there too. */
static struct opening opening_of(const struct phrase *p)
{
    struct opening o = {0, 0, p};
    const struct pattern_word *w = &p->words[1];
    if (w->kind != PATTERN_EXACT && w->kind != PATTERN_PREFIX)
        return o;
    uint32_t n = w->len + (w->kind == PATTERN_EXACT);
    o.mask = n >= 4 ? UINT32_MAX : ((uint32_t)1 << (8 * n)) - 1;
    o.next = first_bytes(w->s) & o.mask;
    return o;
}

static int by_first_byte(const void *a, const void *b)
{
    const struct opening *x = a, *y = b;
    int any = (x->mask != 0) - (y->mask != 0);
    return any != 0 ? any : (int)(x->next & 0xFF) - (int)(y->next & 0xFF);
}

static void note(void *arg, const struct phrase *p)
{
    struct known_words *k = arg;
    k->found = arena_grow(k->mem, k->found, k->n_found, &k->cap_found,
                          sizeof *k->found);
    k->found[k->n_found++] = p;
}

static bool begins_with(const struct phrase *p, const char *s, size_t len)
{
    const struct pattern_word *w = &p->words[0];
    if (w->len > len)
        return false;
    switch (w->kind) {
    case PATTERN_EXACT:
        return w->len == len && memcmp(s, w->s, len) == 0;
    case PATTERN_PREFIX:
        return memcmp(s, w->s, w->len) == 0;
    case PATTERN_SUFFIX:
        return memcmp(s + len - w->len, w->s, w->len) == 0;
    case PATTERN_CONTAINS:
        return memmem(s, len, w->s, w->len) != NULL;
    case PATTERN_GAP:
        break;
    }
    return false;
}

/* Sorts what was found for W into what it is and what it may begin. */
static void sort_found(struct known_words *k, struct known_word *w)
{
    const struct phrase **alone =
        arena_alloc(k->mem, k->n_found * sizeof(const struct phrase *));
    struct opening *openings =
        arena_alloc(k->mem, k->n_found * sizeof *openings);
    for (size_t i = 0; i < k->n_found; i++) {
        const struct phrase *p = k->found[i];
        if (!begins_with(p, w->norm, w->len))
            continue; /* the index knows words by their hash alone */
        if (p->n > 1) {
            struct opening o = opening_of(p);
            w->n_any += o.mask == 0;
            openings[w->n_openings++] = o;
        } else if (p->entry->set == LEX_WORDS) {
            unsigned list = (unsigned)p->entry->index;
            w->lists[list / 64] |= (uint64_t)1 << (list % 64);
        } else {
            alone[w->n_alone++] = p;
        }
    }
    if (w->n_openings > 1)
        qsort(openings, w->n_openings, sizeof *openings, by_first_byte);
    w->alone = alone;
    w->openings = openings;
}

static const struct known_word *look_up(struct known_words *k, const char *norm,
                                        size_t len, uint32_t hash)
{
    struct known_word *w = arena_alloc(k->mem, sizeof *w);
    w->norm = arena_strndup(k->mem, norm, len);
    w->len = (uint32_t)len;
    w->hash = hash;
    k->n_found = 0;
    term_index_look(k->terms, norm, len, note, k);
    if (k->n_found > 0)
        sort_found(k, w);
    w->is_number = len > NUMERAL_BYTES && numeral_value(norm, len, &w->number);
    k->n++;
    k->bytes += len + k->n_found * sizeof(struct opening);
    return w;
}

const struct known_word *known_words_get(struct known_words *k,
                                         const char *norm, size_t len)
{
    uint32_t hash = term_index_hash(norm, len);
    size_t at = (hash ^ hash >> 16) & (SLOTS - 1);
    while (k->slots[at] != NULL) {
        const struct known_word *w = k->slots[at];
        if (w->hash == hash && w->len == len && memcmp(w->norm, norm, len) == 0)
            return w;
        at = (at + 1) & (SLOTS - 1);
    }
    const struct known_word *w = look_up(k, norm, len, hash);
    /* A page of more words than that is read all the same. */
    if (k->n < SLOTS - SLOTS / 8)
        k->slots[at] = w;
    return w;
}

void known_word_openings(const struct known_word *w, const char *next,
                         term_index_fn *fn, void *arg)
{
    for (size_t i = 0; i < w->n_any; i++)
        fn(arg, w->openings[i].phrase);
    if (*next == '\0' || w->n_any == w->n_openings)
        return;
    uint32_t bytes = first_bytes(next);
    size_t low = w->n_any, high = w->n_openings;
    while (low < high) {
        size_t i = low + (high - low) / 2;
        if ((w->openings[i].next & 0xFF) < (bytes & 0xFF))
            low = i + 1;
        else
            high = i;
    }
    for (; low < w->n_openings &&
           (w->openings[low].next & 0xFF) == (bytes & 0xFF);
         low++)
        if (((w->openings[low].next ^ bytes) & w->openings[low].mask) == 0)
            fn(arg, w->openings[low].phrase);
}
