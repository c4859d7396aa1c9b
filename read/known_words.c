/* known_words.c - see known_words.h. */
#include "known_words.h"
#include "numerals.h"
#include "short_hash.h"
#include "word_signs.h"

#include <stdlib.h>
#include <string.h>

#define SLOTS 32768u /* a power of two */
#define WORDS_MAX (SLOTS / 2)
#define BYTES_MAX ((size_t)8 << 20)
#define TRIES_MAX 24    /* slots looked at for one word */
#define NUMERAL_BYTES 4 /* shorter ones are terms of the vocabulary */

struct known_words {
    const struct term_index *terms;
    const struct learnt *pages, *themes;
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

void known_words_learn(struct known_words *k, const struct learnt *pages,
                       const struct learnt *themes)
{
    k->pages = pages;
    k->themes = themes;
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
    *k = (struct known_words){.terms = k->terms,
                              .pages = k->pages,
                              .themes = k->themes,
                              .mem = k->mem};
    k->slots = arena_alloc(k->mem, SLOTS * sizeof *k->slots);
}

/* The first 8 bytes of S, of at most LEN, with zeros behind. */
static uint64_t first_bytes(const char *s, size_t len)
{
    uint64_t v = 0;
    for (unsigned i = 0; i < 8 && i < len; i++)
        v |= (uint64_t)(unsigned char)s[i] << (8 * i);
    return v;
}

/* The last 8, the very last first. */
static uint64_t last_bytes(const char *s, size_t len)
{
    uint64_t v = 0;
    for (unsigned i = 0; i < 8 && i < len; i++)
        v |= (uint64_t)(unsigned char)s[len - 1 - i] << (8 * i);
    return v;
}

/* One bit of 64 for these bytes. */
static uint64_t bit_of(uint64_t bytes)
{
    return (uint64_t)1 << (short_hash_mix(0, bytes) >> 58);
}

/* Words that begin with the same two bytes have the same; so have those that
 * end in the same two. */
static uint64_t sign_of_beginning(const char *s)
{
    return bit_of(first_bytes(s, 2));
}
static uint64_t sign_of_end(const char *s, size_t len)
{
    return bit_of(~last_bytes(s + len - 2, 2));
}

/* The signs of the words behind the second, as far as the term says how they
 * begin or end. */
static uint64_t needed_by(const struct phrase *p)
{
    uint64_t signs = 0;
    for (uint32_t i = 2; i < p->n; i++) {
        const struct pattern_word *w = &p->words[i];
        if (w->len < 2)
            continue;
        if (w->kind == PATTERN_EXACT || w->kind == PATTERN_PREFIX)
            signs |= sign_of_beginning(w->s);
        if (w->kind == PATTERN_EXACT || w->kind == PATTERN_SUFFIX)
            signs |= sign_of_end(w->s, w->len);
    }
    return signs;
}

static uint64_t mask_of(uint32_t bytes)
{
    return bytes >= 8 ? UINT64_MAX : ((uint64_t)1 << (8 * bytes)) - 1;
}

/* What a word must begin with, if W says it: a short one must end there too. */
static void ask_of(const struct pattern_word *w, uint64_t *bytes,
                   uint64_t *mask)
{
    if (w->kind != PATTERN_EXACT && w->kind != PATTERN_PREFIX)
        return;
    uint32_t n = w->len + (w->kind == PATTERN_EXACT);
    *mask = mask_of(n);
    *bytes = first_bytes(w->s, w->len);
}

static struct opening opening_of(const struct phrase *p)
{
    struct opening o = {.phrase = p, .needed = needed_by(p)};
    ask_of(&p->words[1], &o.next, &o.mask);
    if (p->words[1].kind == PATTERN_SUFFIX) {
        o.end_mask = mask_of(p->words[1].len);
        o.end = last_bytes(p->words[1].s, p->words[1].len);
    }
    /* Behind a gap ("..") the third word may stand anywhere. */
    if (p->words[1].kind != PATTERN_GAP && p->n > 2)
        ask_of(&p->words[2], &o.third, &o.third_mask);
    return o;
}

static bool is_loose(const struct opening *o)
{
    return o->phrase->words[1].kind != PATTERN_EXACT;
}

static int by_next(const void *a, const void *b)
{
    const struct opening *x = a, *y = b;
    if (is_loose(x) != is_loose(y))
        return is_loose(x) ? -1 : 1;
    return x->next < y->next ? -1 : x->next > y->next;
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
    struct known_term *alone = arena_alloc(k->mem, k->n_found * sizeof *alone);
    struct opening *openings =
        arena_alloc(k->mem, k->n_found * sizeof *openings);
    for (size_t i = 0; i < k->n_found; i++) {
        const struct phrase *p = k->found[i];
        if (!begins_with(p, w->norm, w->len))
            continue; /* the index knows words by their hash alone */
        if (p->entry->set == LEX_CUE)
            w->cues[p->entry->index / 64] |= (uint64_t)1
                                             << (p->entry->index % 64);
        if (p->n > 1) {
            struct opening o = opening_of(p);
            w->n_loose += is_loose(&o);
            if (!is_loose(&o))
                w->nexts |= bit_of(o.next);
            openings[w->n_openings++] = o;
        } else if (p->entry->set == LEX_WORDS) {
            unsigned list = (unsigned)p->entry->index;
            w->lists[list / 64] |= (uint64_t)1 << (list % 64);
        } else {
            alone[w->n_alone++] =
                (struct known_term){p->entry, p->entry->set, p->order};
        }
    }
    if (w->n_openings > 1)
        qsort(openings, w->n_openings, sizeof *openings, by_next);
    w->alone = alone;
    w->openings = openings;
}

/* What a word says of pages and themes, while its signs are heard. */
struct word_hearing {
    const struct learnt *pages, *themes;
    double of_pages[LEARNT_PLACES], of_themes[LEARNT_THEME_CLASSES];
    uint8_t signs;
    bool any_page, any_theme;
};

static void hear_sign(void *arg, const char *sign, size_t len, double strength)
{
    struct word_hearing *h = arg;
    h->signs++;
    h->any_page |= learnt_hear(h->pages, sign, len, strength, h->of_pages);
    h->any_theme |= learnt_hear(h->themes, sign, len, strength, h->of_themes);
}

static void hear_word(struct known_words *k, struct known_word *w)
{
    struct word_hearing h = {.pages = k->pages, .themes = k->themes};
    const struct sign_ear ear = {hear_sign, &h};
    signs_of_word(&ear, 1, "", w->norm, w->len);
    for (int p = 0; p < LEARNT_PLACES; p++)
        w->says[p] = (float)h.of_pages[p];
    w->n_signs = h.signs;
    w->is_learnt = h.any_page;
    if (!h.any_theme)
        return;
    float *themes = arena_alloc(k->mem, LEARNT_THEME_CLASSES * sizeof *themes);
    for (int t = 0; t < LEARNT_THEME_CLASSES; t++)
        themes[t] = (float)h.of_themes[t];
    w->themes = themes;
    k->bytes += LEARNT_THEME_CLASSES * sizeof *themes;
}

static const struct known_word *look_up(struct known_words *k, const char *norm,
                                        size_t len, uint64_t hash)
{
    struct known_word *w = arena_alloc(k->mem, sizeof *w + len + 1);
    memcpy(w->norm, norm, len);
    w->len = (uint32_t)len;
    w->hash = hash;
    w->sign = sign_of_beginning(w->norm);
    if (len >= 2)
        w->sign |= sign_of_end(norm, len);
    w->last = last_bytes(norm, len);
    w->first = first_bytes(norm, len);
    w->as_next = bit_of(w->first);
    k->n_found = 0;
    term_index_look(k->terms, norm, len, note, k);
    if (k->n_found > 0)
        sort_found(k, w);
    w->is_number = len > NUMERAL_BYTES && numeral_value(norm, len, &w->number);
    if (k->pages != NULL)
        hear_word(k, w);
    k->n++;
    k->bytes += len + k->n_found * sizeof(struct opening);
    return w;
}

const struct known_word *known_words_get(struct known_words *k,
                                         const char *norm, size_t len)
{
    uint64_t hash = short_hash(len, norm, len);
    size_t at = hash & (SLOTS - 1);
    /* Whoever makes up words that all meet in one place has them looked up
     * each time, and no more. */
    for (int tries = 0; tries < TRIES_MAX; tries++) {
        const struct known_word *w = k->slots[at];
        if (w == NULL)
            return k->slots[at] = look_up(k, norm, len, hash);
        if (w->hash == hash && w->len == len &&
            (len <= SHORT_HASH_WHOLE || memcmp(w->norm, norm, len) == 0))
            return w;
        at = (at + 1) & (SLOTS - 1);
    }
    return look_up(k, norm, len, hash);
}

/* Can what is about the word be O, as far as can be told at once? */
static bool may_be(const struct opening *o, const struct word_place *p)
{
    return (o->needed & ~p->signs) == 0 &&
           (o->third_mask == 0 ||
            (p->third != NULL &&
             ((o->third ^ p->third->first) & o->third_mask) == 0));
}

void known_word_openings(const struct known_word *w, const struct word_place *p,
                         term_index_fn *fn, void *arg)
{
    if (p->next == NULL)
        return;
    const uint64_t first = p->next->first;
    for (size_t i = 0; i < w->n_loose; i++) {
        const struct opening *o = &w->openings[i];
        if (((o->next ^ first) & o->mask) == 0 &&
            ((o->end ^ p->next->last) & o->end_mask) == 0 && may_be(o, p))
            fn(arg, o->phrase);
    }
    if ((w->nexts & p->next->as_next) == 0)
        return;
    size_t low = w->n_loose, high = w->n_openings;
    while (low < high) {
        size_t i = low + (high - low) / 2;
        if (w->openings[i].next < first)
            low = i + 1;
        else
            high = i;
    }
    for (; low < w->n_openings && w->openings[low].next == first; low++)
        if (may_be(&w->openings[low], p))
            fn(arg, w->openings[low].phrase);
}
