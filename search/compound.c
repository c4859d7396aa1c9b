/* compound.c - compounds by the index's vocabulary; see compound.h. */
#include "compound.h"

#include <string.h>

#define WORD_BYTES_MAX 64
#define LEFT_CHARS_MIN 3
#define RIGHT_CHARS_MIN 4

/* The stemmer of the first language of the index that writes compounds. */
static const char *compounding_stemmer(const struct searchdb *db)
{
    for (size_t i = 0; i < db->n_languages; i++)
        if (db->languages[i].language == LANG_SV ||
            db->languages[i].language == LANG_NO ||
            db->languages[i].language == LANG_DA)
            return db->languages[i].stemmer;
    return NULL;
}

enum status compound_is_known(struct searchdb *db, const char *word, bool *ret,
                              struct err *e)
{
    const char *stemmer = compounding_stemmer(db);
    const char **terms;
    size_t n;
    uint32_t freq = 0;

    enum status st =
        xap_terms_of(db->xap, db->mem, word,
                     stemmer != NULL ? stemmer : "english", &terms, &n, e);
    if (st == ST_OK && n == 1)
        st = xap_term_freq(db->xap, terms[0], &freq, e);
    if (st == ST_OK)
        *ret = freq > 0;
    return st;
}

static size_t count_chars(const char *s, size_t n)
{
    size_t chars = 0;
    for (size_t i = 0; i < n; i++)
        chars += ((unsigned char)s[i] & 0xC0) != 0x80;
    return chars;
}

/* The first part as a word of its own: "landsbygds" is "landsbygd". */
static enum status known_left(struct searchdb *db, const char *word, size_t n,
                              const char **ret, struct err *e)
{
    const char *whole = arena_strndup(db->mem, word, n);
    bool known = false;
    *ret = NULL;
    if (whole[n - 1] == 's') {
        const char *bare = arena_strndup(db->mem, word, n - 1);
        enum status st = compound_is_known(db, bare, &known, e);
        if (st != ST_OK || known) {
            *ret = known ? bare : NULL;
            return st;
        }
    }
    enum status st = compound_is_known(db, whole, &known, e);
    if (st == ST_OK && known)
        *ret = whole;
    return st;
}

enum status compound_split(struct searchdb *db, const char *word,
                           const char **left, const char **right, struct err *e)
{
    size_t len = strlen(word), chars = count_chars(word, len), best = 0;
    const char *best_left = NULL, *best_right = NULL;
    enum status st = ST_OK;

    *left = *right = NULL;
    if (len > WORD_BYTES_MAX || compounding_stemmer(db) == NULL)
        return ST_OK;
    for (size_t i = 1; i < len && st == ST_OK; i++) {
        if (((unsigned char)word[i] & 0xC0) == 0x80)
            continue;
        size_t l = count_chars(word, i), r = chars - l;
        size_t shorter = l < r ? l : r;
        bool known = false;
        if (l < LEFT_CHARS_MIN || r < RIGHT_CHARS_MIN || shorter <= best)
            continue;
        st = compound_is_known(db, word + i, &known, e);
        const char *first = NULL;
        if (st == ST_OK && known)
            st = known_left(db, word, i, &first, e);
        if (st == ST_OK && first != NULL) {
            best = shorter;
            best_left = first;
            best_right = word + i;
        }
    }
    if (st == ST_OK && best > 0) {
        *left = best_left;
        *right = arena_strdup(db->mem, best_right);
    }
    return st;
}

enum status compound_join(struct searchdb *db, const char *a, const char *b,
                          const char **ret, struct err *e)
{
    static const char *const links[] = {"", "s"};
    *ret = NULL;
    if (strlen(a) + strlen(b) >= WORD_BYTES_MAX)
        return ST_OK;
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        const char *word = arena_printf(db->mem, "%s%s%s", a, links[i], b);
        bool known = false;
        enum status st = compound_is_known(db, word, &known, e);
        if (st != ST_OK)
            return st;
        if (known) {
            *ret = word;
            return ST_OK;
        }
    }
    return ST_OK;
}
