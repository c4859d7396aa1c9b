/* word_forms.c - see word_forms.h. */
#include "word_forms.h"

#include <stdlib.h>
#include <string.h>

/* Words of the index that are looked at for one pattern, and spellings that
 * are tried for one word: a bound on time, not on what people write. */
#define SCAN_MAX 2000000
#define SPELLINGS_MAX 600

struct found_word {
    const char *word; /* with its prefix */
    uint32_t freq;
};

struct scan {
    struct searchdb *db;
    const char *prefix;
    const char *pattern;        /* or NULL: */
    const char *stem, *stemmer; /* words with this stem */
    struct found_word *items;
    size_t n, cap, seen;
    enum status st;
    struct err *e;
};

/* --- by stem ------------------------------------------------------------- */

enum status word_stem(struct searchdb *db, const char *word,
                      const char *stemmer, const char *prefix, const char **ret,
                      struct err *e)
{
    const char **terms;
    size_t n;
    enum status st =
        xap_terms_of(db->xap, db->mem, word, stemmer, &terms, &n, e);
    if (st != ST_OK)
        return st;
    *ret = NULL;
    if (n == 0)
        return ST_OK;
    bool z = terms[0][0] == 'Z';
    *ret = arena_printf(db->mem, "%s%s%s", z ? "Z" : "", prefix, terms[0] + z);
    return ST_OK;
}

/* --- scanning ------------------------------------------------------------ */

static bool fits(const char *word, const char *pattern)
{
    const char *star = NULL, *again = NULL;
    while (*word != '\0') {
        if (*pattern == '*') {
            star = ++pattern;
            again = word;
        } else if (*pattern == *word) {
            pattern++;
            word++;
        } else if (star != NULL) {
            pattern = star;
            word = ++again;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == '\0';
}

static bool has_stem(struct scan *s, const char *word)
{
    struct arena *mem = arena_new();
    const char **terms;
    size_t n = 0;
    s->st = xap_terms_of(s->db->xap, mem, word, s->stemmer, &terms, &n, s->e);
    bool same = s->st == ST_OK && n == 1 && strcmp(terms[0], s->stem) == 0;
    arena_free(mem);
    return same;
}

static bool take_term(void *arg, const char *term, uint32_t freq)
{
    struct scan *s = arg;
    const char *word = term + strlen(s->prefix);
    /* A capital begins another field's prefix, or a stem. */
    bool other = *word >= 'A' && *word <= 'Z';
    if (!other &&
        (s->pattern != NULL ? fits(word, s->pattern) : has_stem(s, word))) {
        s->items =
            arena_grow(s->db->mem, s->items, s->n, &s->cap, sizeof *s->items);
        s->items[s->n++] =
            (struct found_word){arena_strdup(s->db->mem, term), freq};
    }
    return s->st == ST_OK && ++s->seen < SCAN_MAX;
}

static int by_freq(const void *a, const void *b)
{
    const struct found_word *x = a, *y = b;
    if (x->freq != y->freq)
        return x->freq < y->freq ? 1 : -1;
    return strcmp(x->word, y->word);
}

/* Runs S over the words that begin with BEGIN. */
static enum status scan(struct scan *s, const char *begin, const char ***ret,
                        size_t *n, struct err *e)
{
    const char *from = arena_printf(s->db->mem, "%s%s", s->prefix, begin);
    s->e = e;
    enum status st = xap_each_term(s->db->xap, from, take_term, s, e);
    if (st == ST_OK)
        st = s->st;
    if (st != ST_OK)
        return st;
    if (s->n > 0)
        qsort(s->items, s->n, sizeof *s->items, by_freq);
    *n = s->n < WORD_FORMS_MAX ? s->n : WORD_FORMS_MAX;
    *ret = arena_alloc(s->db->mem, (*n + 1) * sizeof **ret);
    for (size_t i = 0; i < *n; i++)
        (*ret)[i] = s->items[i].word;
    return ST_OK;
}

enum status word_forms(struct searchdb *db, const char *word,
                       const char *stemmer, const char *prefix,
                       const char ***ret, size_t *n, struct err *e)
{
    struct scan s = {.db = db, .prefix = prefix, .stemmer = stemmer};
    enum status st = word_stem(db, word, stemmer, "", &s.stem, e);
    size_t same = 0;
    *ret = NULL;
    *n = 0;
    if (st != ST_OK || s.stem == NULL)
        return st;
    /* Stemmers take endings away; what a word and its stem begin with alike,
     * its other forms begin with as well. */
    const char *stem = s.stem + (s.stem[0] == 'Z');
    while (stem[same] != '\0' && stem[same] == word[same])
        same++;
    return scan(&s, arena_strndup(db->mem, word, same), ret, n, e);
}

enum status word_matches(struct searchdb *db, const char *pattern,
                         const char *prefix, const char ***ret, size_t *n,
                         struct err *e)
{
    struct scan s = {.db = db, .prefix = prefix, .pattern = pattern};
    return scan(&s, arena_strndup(db->mem, pattern, strcspn(pattern, "*")), ret,
                n, e);
}

/* --- known words --------------------------------------------------------- */

static enum status freq_of(struct searchdb *db, const char *word, uint32_t *ret,
                           struct err *e)
{
    enum status st = xap_term_freq(db->xap, word, ret, e);
    for (size_t l = 0; l < db->n_languages && st == ST_OK && *ret == 0; l++) {
        const char *stem;
        st = word_stem(db, word, db->languages[l].stemmer, "", &stem, e);
        if (st == ST_OK && stem != NULL)
            st = xap_term_freq(db->xap, stem, ret, e);
    }
    return st;
}

enum status word_is_known(struct searchdb *db, const char *word, bool *ret,
                          struct err *e)
{
    uint32_t freq = 0;
    enum status st = freq_of(db, word, &freq, e);
    *ret = freq > 0;
    return st;
}

/* --- marks --------------------------------------------------------------- */

/* What a letter may stand for where someone's keyboard has no other. */
static const char *const spellings[][4] = {
    {"a", "å", "ä", "æ"},
    {"o", "ö", "ø", NULL},
    {"e", "é", NULL, NULL},
    {"u", "ü", NULL, NULL},
};

struct marking {
    struct searchdb *db;
    const char *word;
    char *built; /* room for the longest spelling */
    size_t tried;
    uint32_t best_freq;
    const char *best;
    struct err *e;
};

static const char *const *choices(char c)
{
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        if (spellings[i][0][0] == c)
            return spellings[i];
    return NULL;
}

/* Tries all spellings of the word from byte AT on, LEN bytes being built. */
static enum status try_from(struct marking *m, size_t at, size_t len)
{
    const char *const *other = choices(m->word[at]);
    enum status st = ST_OK;
    if (m->tried >= SPELLINGS_MAX)
        return ST_OK;
    if (m->word[at] == '\0') {
        uint32_t freq = 0;
        m->built[len] = '\0';
        m->tried++;
        st = freq_of(m->db, m->built, &freq, m->e);
        if (st == ST_OK && freq > m->best_freq) {
            m->best_freq = freq;
            m->best = arena_strdup(m->db->mem, m->built);
        }
        return st;
    }
    if (other == NULL) {
        m->built[len] = m->word[at];
        return try_from(m, at + 1, len + 1);
    }
    for (size_t i = 0; i < 4 && other[i] != NULL && st == ST_OK; i++) {
        size_t n = strlen(other[i]);
        memcpy(m->built + len, other[i], n);
        st = try_from(m, at + 1, len + n);
    }
    return st;
}

enum status word_marked(struct searchdb *db, const char *word, const char **ret,
                        struct err *e)
{
    struct marking m = {.db = db, .word = word, .e = e};
    size_t len = strlen(word);
    *ret = NULL;
    if (len > 64)
        return ST_OK;
    m.built = arena_alloc(db->mem, 2 * len + 1);
    enum status st = try_from(&m, 0, 0);
    if (st == ST_OK && m.best != NULL && strcmp(m.best, word) != 0)
        *ret = m.best;
    return st;
}
