/* learnt.c - the learnt weights of signs; see learnt.h. */
#include "learnt.h"

#include "medel/hash.h"
#include "medel/i18n.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define MOST_WEIGHT 9999 /* hundredths; more is a slip of the pen */
#define PLACES_LEAST 64u
#define BITS_PER_PLACE 8u

#define MOST_CLASSES LEARNT_CLASSES

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
};
_Static_assert((int)LEARNT_PLACES <= (int)MOST_CLASSES, "a sign has room");

struct sign {
    uint64_t hash;                /* 0: an empty place */
    int16_t weight[MOST_CLASSES]; /* hundredths */
};

struct learnt {
    const struct form *form;
    const struct sign *table; /* open addressing, a power of two */
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
    uint64_t h = hash_u64(s, len);
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

/* In MEM, with room for the bits of SIZE places, a power of two. */
static struct learnt *learnt_new(struct arena *mem, enum learnt_file f,
                                 const struct sign *table, size_t size)
{
    struct learnt *l = arena_alloc(mem, sizeof *l);
    size_t n_bits = size * BITS_PER_PLACE;
    *l = (struct learnt){&forms[f], table, size - 1,
                         arena_alloc(mem, n_bits / 8),
                         64 - (unsigned)__builtin_ctzll(n_bits)};
    return l;
}

/* Where it is in L's table, or would be. */
static size_t place_of(const struct learnt *l, uint64_t hash)
{
    size_t i = hash & l->mask;
    while (l->table[i].hash != 0 && l->table[i].hash != hash)
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

/* TABLE is L's. */
static enum status add_line(struct learnt *l, struct sign *table, const char *s,
                            const char *end, struct err *e)
{
    struct sign sign = {.hash = 0};
    for (int k = 0; k < l->form->classes; k++) {
        s = parse_weight(s, end, &sign.weight[k]);
        if (s == NULL)
            return err_set(e, ST_INVALID,
                           _("%d weights and a sign, parted by "
                             "tabs, must stand on a line"),
                           l->form->classes);
    }
    if (s == end)
        return err_set(e, ST_INVALID, _("the sign is missing"));
    sign.hash = sign_hash(s, (size_t)(end - s));
    struct sign *at = &table[place_of(l, sign.hash)];
    if (at->hash != 0)
        return err_set(e, ST_INVALID, _("stands twice"));
    *at = sign;
    note_sign(l, sign.hash);
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
    struct sign *table = arena_alloc(mem, size * sizeof *table);
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
                st = add_line(l, table, s, end, e);
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
    *len = (l->mask + 1) * sizeof *l->table;
    return l->table;
}

struct learnt *learnt_take(struct arena *mem, enum learnt_file f,
                           const void *table, size_t len)
{
    const struct sign *signs = table;
    size_t n = len / sizeof *signs, empty = 0;
    if (n < PLACES_LEAST || (n & (n - 1)) != 0 || len % sizeof *signs != 0)
        return NULL;
    struct learnt *l = learnt_new(mem, f, signs, n);
    for (size_t i = 0; i < n; i++)
        if (signs[i].hash == 0)
            empty++;
        else
            note_sign(l, signs[i].hash);
    return empty > 0 ? l : NULL; /* or a search would not end */
}

bool learnt_hear(const struct learnt *l, const char *sign, size_t len,
                 double strength, double *said)
{
    uint64_t hash = sign_hash(sign, len);
    if (!may_know(l, hash))
        return false;
    const struct sign *at = &l->table[place_of(l, hash)];
    for (int k = 0; at->hash != 0 && k < l->form->classes; k++)
        said[k] += strength * at->weight[k] / 100;
    return at->hash != 0;
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
