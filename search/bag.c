/* bag.c - weighted words to one query; see bag.h. */
#include "bag.h"

#include "medel/hash.h"
#include "medel/index_schema.h"

#include <stdlib.h>
#include <string.h>

#define EXPRESSION_WORDS_MAX 8

/* Stemmed terms without a field ("Zarbet"), all of which must be there: one
 * for a word, several for an expression. */
struct item {
    const char *terms[EXPRESSION_WORDS_MAX];
    size_t n_terms;
    uint64_t hash; /* of the terms; most are told apart by it alone */
    double weight;
    const char *source;
};

struct bag {
    struct searchdb *db;
    struct item *items;
    size_t n, cap;
    const struct item *const *order; /* see in_order(); NULL: not known */
};

struct bag *bag_new(struct searchdb *db)
{
    struct bag *b = arena_alloc(db->mem, sizeof *b);
    b->db = db;
    return b;
}

static struct item *new_item(struct bag *b, double weight, const char *source)
{
    b->items =
        arena_grow(b->db->mem, b->items, b->n, &b->cap, sizeof *b->items);
    struct item *it = &b->items[b->n++];
    b->order = NULL;
    *it = (struct item){.weight = weight, .source = source};
    return it;
}

static uint64_t hash_of(const char *const *terms, size_t n)
{
    uint64_t hash = n;
    for (size_t i = 0; i < n; i++)
        hash = hash * 31 + hash_u64(terms[i], strlen(terms[i]));
    return hash;
}

static bool same_terms(const struct item *it, uint64_t hash,
                       const char *const *terms, size_t n)
{
    if (it->hash != hash || it->n_terms != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (strcmp(it->terms[i], terms[i]) != 0)
            return false;
    return true;
}

static void add_item(struct bag *b, const char *const *terms, size_t n,
                     double weight, const char *source)
{
    uint64_t hash = hash_of(terms, n);
    for (size_t i = 0; i < b->n; i++) {
        struct item *it = &b->items[i];
        if (!same_terms(it, hash, terms, n))
            continue;
        if (it->weight < weight) {
            it->weight = weight;
            it->source = source;
        }
        return;
    }
    struct item *it = new_item(b, weight, source);
    memcpy(it->terms, terms, n * sizeof *terms);
    it->n_terms = n;
    it->hash = hash;
}

/* The stems of WORDS in language LANG, each once. */
static enum status stems(struct bag *b, const char *const *words, size_t n,
                         const char *stemmer, const char **ret, size_t *n_ret,
                         struct err *e)
{
    *n_ret = 0;
    for (size_t w = 0; w < n; w++) {
        const char **terms;
        size_t n_terms;
        enum status st = xap_terms_of(b->db->xap, b->db->mem, words[w], stemmer,
                                      &terms, &n_terms, e);
        if (st != ST_OK)
            return st;
        for (size_t i = 0; i < n_terms && *n_ret < EXPRESSION_WORDS_MAX; i++)
            ret[(*n_ret)++] = terms[i];
    }
    return ST_OK;
}

static enum status add_words(struct bag *b, const char *const *words, size_t n,
                             double weight, const char *source, struct err *e)
{
    for (size_t l = 0; l < b->db->n_languages; l++) {
        const char *terms[EXPRESSION_WORDS_MAX];
        size_t n_terms;
        enum status st =
            stems(b, words, n, b->db->languages[l].stemmer, terms, &n_terms, e);
        if (st != ST_OK)
            return st;
        if (n_terms > 0)
            add_item(b, terms, n_terms, weight, source);
    }
    return ST_OK;
}

enum status bag_add_word(struct bag *b, const char *word, double weight,
                         const char *source, struct err *e)
{
    return add_words(b, &word, 1, weight, source, e);
}

enum status bag_add_expression(struct bag *b, const struct lexicon *l,
                               const char *expression, double weight,
                               const char *source, struct err *e)
{
    const char **words;
    size_t n =
        lexicon_words(b->db->mem, expression, EXPRESSION_WORDS_MAX, &words);
    size_t kept = 0;
    for (size_t i = 0; n > 1 && i < n; i++)
        if (!lexicon_is_stopword(l, words[i]))
            words[kept++] = words[i];
    if (kept > 0)
        n = kept;
    if (n == 0)
        return ST_OK;
    return add_words(b, (const char *const *)words, n, weight, source, e);
}

/* --- weighing ----------------------------------------------------------- */

/* "Zarbet" in field "XP" is "ZXParbet". */
static const char *in_field(struct arena *mem, const char *prefix,
                            const char *term)
{
    if (prefix[0] == '\0')
        return term;
    char *ret = arena_alloc(mem, strlen(prefix) + strlen(term) + 1), *to = ret;
    if (term[0] == 'Z')
        *to++ = *term++;
    stpcpy(stpcpy(to, prefix), term);
    return ret;
}

static int by_falling_weight(const void *a, const void *b)
{
    const struct item *x = *(const struct item *const *)a;
    const struct item *y = *(const struct item *const *)b;
    if (x->weight != y->weight)
        return x->weight < y->weight ? 1 : -1;
    return x < y ? -1 : x > y;
}

/* The items, heaviest first. */
static const struct item *const *in_order(struct bag *b)
{
    if (b->order != NULL)
        return b->order;
    const struct item **order = arena_alloc(b->db->mem, b->n * sizeof *order);
    for (size_t i = 0; i < b->n; i++)
        order[i] = &b->items[i];
    qsort(order, b->n, sizeof *order, by_falling_weight);
    b->order = order;
    return order;
}

static struct xap_weighted in_place(const struct bag *b, const struct item *it,
                                    const char *prefix, double weight)
{
    struct arena *mem = b->db->mem;
    const char **terms = arena_alloc(mem, it->n_terms * sizeof *terms);
    for (size_t i = 0; i < it->n_terms; i++)
        terms[i] = in_field(mem, prefix, it->terms[i]);
    return (struct xap_weighted){terms, it->n_terms, it->weight * weight};
}

enum status bag_weigh(struct bag *b, const struct weights_fields *fields,
                      const uint32_t *ids, size_t n, double *ret, struct err *e)
{
    const struct {
        const char *prefix;
        double weight;
    } places[] = {
        {"", fields->body},
        {PREFIX_TITLE, fields->title},
        {PREFIX_PURPOSE, fields->purpose},
    };
    const size_t n_places = sizeof places / sizeof *places;
    size_t n_items = b->n < BAG_TERMS_MAX ? b->n : BAG_TERMS_MAX, made = 0;
    const struct item *const *order = in_order(b);
    struct xap_weighted *parts =
        arena_alloc(b->db->mem, n_items * n_places * sizeof *parts);

    for (size_t i = 0; i < n_items; i++)
        for (size_t p = 0; p < n_places; p++)
            if (order[i]->weight * places[p].weight > 0)
                parts[made++] =
                    in_place(b, order[i], places[p].prefix, places[p].weight);
    return xap_weigh(b->db->xap, ids, n, parts, made, ret, e);
}

/* --- asking -------------------------------------------------------------- */

size_t bag_size(const struct bag *b)
{
    return b->n;
}

bool bag_find(const struct bag *b, const char *word, size_t n, double *weight,
              const char **source)
{
    struct searchdb *db = b->db;
    for (size_t l = 0; l < db->n_languages; l++) {
        const char **terms;
        size_t n_terms;
        if (xap_terms_of(db->xap, db->mem, word, db->languages[l].stemmer,
                         &terms, &n_terms, NULL) != ST_OK ||
            n_terms != 1)
            continue;
        uint64_t hash = hash_of((const char *const *)terms, 1);
        for (size_t i = 0; i < n && i < b->n; i++) {
            const struct item *it = &b->items[i];
            if (!same_terms(it, hash, (const char *const *)terms, 1))
                continue;
            *weight = it->weight;
            *source = it->source;
            return true;
        }
    }
    return false;
}

static int compare_terms(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool has_all(const char *const *terms, size_t n, const struct item *it)
{
    for (size_t i = 0; i < it->n_terms; i++)
        if (n == 0 || bsearch(&it->terms[i], terms, n, sizeof *terms,
                              compare_terms) == NULL)
            return false;
    return true;
}

static bool is_among(const char *const *words, size_t n, const char *word)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

size_t bag_matches(struct bag *b, struct arena *mem, const char *const *terms,
                   size_t n_terms, size_t max, const char ***ret)
{
    const char **found = arena_alloc(mem, (max + 1) * sizeof *found);
    const struct item *const *order = in_order(b);
    size_t n = 0;

    for (size_t i = 0; i < b->n && n < max; i++)
        if (has_all(terms, n_terms, order[i]) &&
            !is_among((const char *const *)found, n, order[i]->source))
            found[n++] = order[i]->source;
    *ret = found;
    return n;
}
