/* learnt.c - the learnt weights of signs; see learnt.h. */
#include "learnt.h"
#include "short_hash.h"

#include "medel/i18n.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define MOST_WEIGHT 9999 /* hundredths; more is a slip of the pen */
#define PLACES_LEAST 64u
#define BITS_PER_PLACE 8u
/* Signs are known by their hash alone: "<b" must be none of "<bc". */
#define LENGTH_SEED 0xc2b2ae3d27d4eb4fu

#define MOST_CLASSES LEARNT_THEME_CLASSES

static const struct form {
    const char *name, *head;
    int classes;
} forms[LEARNT_FILES] = {
    [LEARNT_SUMS] = {"learnt-sums.txt",
                     "other\tceiling\tfloor\tfixed\tbudget\tsign",
                     LEARNT_CLASSES},
    [LEARNT_PAGES] = {"learnt-pages.txt", "title\theading\tlead\ttext\tsign",
                      LEARNT_PLACES},
    [LEARNT_DAYS] = {"learnt-days.txt", "deadline\topens\tsign",
                     LEARNT_DAY_CLASSES},
    [LEARNT_RATES] = {"learnt-rates.txt", "funder\town\tsign",
                      LEARNT_RATE_CLASSES},
    [LEARNT_WHO] = {"learnt-who.txt", "may\tsign", LEARNT_MAY + 1},
    [LEARNT_THEMES] = {"learnt-themes.txt",
                       "work_integration\tskills\tageing\trural\tmigrants\t"
                       "youth\tdisability\thealth\tclimate\tcircular\tculture\t"
                       "sport\tequality\tdemocracy\tdigital\tbusiness\t"
                       "innovation\tresearch\ttourism\tfood\thousing\t"
                       "international\tsign",
                       LEARNT_THEME_CLASSES},
};

struct learnt {
    const struct form *form;
    /* Open addressing, a power of two places: the hash of each sign, 0 where
     * the place is empty; behind them all, its weights, in hundredths. */
    const uint64_t *hashes;
    const int16_t *weights;
    size_t mask;
    /* A bit for the hash of each sign. Nine of ten signs that are asked for are
     * not in the file: these bits lie in the processor's nearest cache, and the
     * table, some hundred kilobytes, does not. */
    uint64_t *bits;
    unsigned shift; /* of a hash, to the number of its bit */
};

const char *learnt_name(enum learnt_file f)
{
    return forms[f].name;
}

static uint64_t sign_hash(const char *s, size_t len)
{
    uint64_t h = short_hash(len * LENGTH_SEED, s, len);
    return h != 0 ? h : 1;
}

static void note_sign(struct learnt *l, uint64_t hash)
{
    uint64_t bit = hash >> l->shift;
    l->bits[bit / 64] |= (uint64_t)1 << (bit % 64);
}

static bool may_know(const struct learnt *l, uint64_t hash)
{
    uint64_t bit = hash >> l->shift;
    return (l->bits[bit / 64] >> (bit % 64) & 1) != 0;
}

/* The bytes of a place's hash and weights. */
static size_t place_bytes(const struct form *f)
{
    return sizeof(uint64_t) + (size_t)f->classes * sizeof(int16_t);
}

/* In MEM, of a table of SIZE places, a power of two. */
static struct learnt *learnt_new(struct arena *mem, enum learnt_file f,
                                 const uint64_t *table, size_t size)
{
    struct learnt *l = arena_alloc(mem, sizeof *l);
    size_t n_bits = size * BITS_PER_PLACE;
    *l = (struct learnt){&forms[f],
                         table,
                         (const int16_t *)(table + size),
                         size - 1,
                         arena_alloc(mem, n_bits / 8),
                         64 - (unsigned)__builtin_ctzll(n_bits)};
    return l;
}

/* Where it is in L's table, or would be. */
static size_t place_of(const struct learnt *l, uint64_t hash)
{
    size_t i = hash & l->mask;
    while (l->hashes[i] != 0 && l->hashes[i] != hash)
        i = (i + 1) & l->mask;
    return i;
}

static size_t count_lines(const char *bytes, size_t len)
{
    size_t n = 1;
    const char *end = bytes + len, *s = bytes;
    while ((s = memchr(s, '\n', (size_t)(end - s))) != NULL) {
        n++;
        s++;
    }
    return n;
}

/* A whole number and the tab after it; NULL where there is none. */
static const char *parse_weight(const char *s, const char *end, int16_t *weight)
{
    bool minus = s < end && *s == '-';
    int value = 0;
    const char *digits = s += minus;
    while (s < end && *s >= '0' && *s <= '9' && value <= MOST_WEIGHT)
        value = value * 10 + (*s++ - '0');
    if (s == digits || s == end || *s != '\t' || value > MOST_WEIGHT)
        return NULL;
    *weight = (int16_t)(minus ? -value : value);
    return s + 1;
}

/* HASHES and WEIGHTS are L's. */
static enum status add_line(struct learnt *l, uint64_t *hashes,
                            int16_t *weights, const char *s, const char *end,
                            struct err *e)
{
    int16_t weight[MOST_CLASSES];
    size_t classes = (size_t)l->form->classes;
    for (size_t k = 0; k < classes; k++) {
        s = parse_weight(s, end, &weight[k]);
        if (s == NULL)
            return err_set(e, ST_INVALID,
                           _("%d weights and a sign, parted by "
                             "tabs, must stand on a line"),
                           l->form->classes);
    }
    if (s == end)
        return err_set(e, ST_INVALID, _("the sign is missing"));
    uint64_t hash = sign_hash(s, (size_t)(end - s));
    size_t at = place_of(l, hash);
    if (hashes[at] != 0)
        return err_set(e, ST_INVALID, _("stands twice"));
    hashes[at] = hash;
    memcpy(weights + at * classes, weight, classes * sizeof *weight);
    note_sign(l, hash);
    return ST_OK;
}

static bool is_head(const struct form *f, const char *s, const char *end)
{
    size_t len = strlen(f->head);
    return (size_t)(end - s) == len && memcmp(s, f->head, len) == 0;
}

enum status learnt_parse(struct arena *mem, enum learnt_file f,
                         const char *bytes, size_t len, struct learnt **ret,
                         struct err *e)
{
    size_t size = PLACES_LEAST, lines = count_lines(bytes, len);
    while (size < 2 * lines)
        size *= 2;
    uint64_t *table = arena_alloc(mem, size * place_bytes(&forms[f]));
    struct learnt *l = learnt_new(mem, f, table, size);
    bool headed = false;
    size_t line = 0;
    for (const char *s = bytes, *stop = bytes + len; s < stop;) {
        const char *end = memchr(s, '\n', (size_t)(stop - s));
        if (end == NULL)
            end = stop;
        line++;
        enum status st = ST_OK;
        if (s < end && *s != '#') {
            if (headed)
                st = add_line(l, table, (int16_t *)(table + size), s, end, e);
            else if (!(headed = is_head(l->form, s, end)))
                st = err_set(e, ST_INVALID,
                             _("the first line must name the classes"));
        }
        if (st != ST_OK)
            return err_context(e, "%s:%zu", l->form->name, line);
        s = end + 1;
    }
    if (!headed)
        return err_set(e, ST_INVALID, _("%s: the file is empty"),
                       l->form->name);
    *ret = l;
    return ST_OK;
}

const void *learnt_table(const struct learnt *l, size_t *len)
{
    *len = (l->mask + 1) * place_bytes(l->form);
    return l->hashes;
}

struct learnt *learnt_take(struct arena *mem, enum learnt_file f,
                           const void *table, size_t len)
{
    const uint64_t *hashes = table;
    size_t each = place_bytes(&forms[f]), n = len / each, empty = 0;
    if (n < PLACES_LEAST || (n & (n - 1)) != 0 || len % each != 0)
        return NULL;
    struct learnt *l = learnt_new(mem, f, hashes, n);
    for (size_t i = 0; i < n; i++)
        if (hashes[i] == 0)
            empty++;
        else
            note_sign(l, hashes[i]);
    return empty > 0 ? l : NULL; /* or a search would not end */
}

bool learnt_hear(const struct learnt *l, const char *sign, size_t len,
                 double strength, double *said)
{
    uint64_t hash = sign_hash(sign, len);
    if (!may_know(l, hash))
        return false;
    size_t at = place_of(l, hash), classes = (size_t)l->form->classes;
    if (l->hashes[at] == 0)
        return false;
    const int16_t *weight = l->weights + at * classes;
    for (size_t k = 0; k < classes; k++)
        said[k] += strength * weight[k] / 100;
    return true;
}

void learnt_shares(double said[static LEARNT_CLASSES])
{
    double most = said[0], sum = 0;
    for (int k = 1; k < LEARNT_CLASSES; k++)
        most = said[k] > most ? said[k] : most;
    for (int k = 0; k < LEARNT_CLASSES; k++)
        sum += said[k] = exp(said[k] - most);
    for (int k = 0; k < LEARNT_CLASSES; k++)
        said[k] /= sum;
}
