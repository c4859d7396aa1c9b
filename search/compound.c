/* compound.c - compounds by the index's vocabulary; see compound.h. */
#include "compound.h"

#include "word_forms.h"

#include "medel/utf8.h"

#include <string.h>

#define WORD_BYTES_MAX 64
#define LEFT_CHARS_MIN 3
#define RIGHT_CHARS_MIN 4

struct compounder {
    struct searchdb *db;
    const struct lexicon *lexicon;
    const char *stemmer;
};

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
    const char *stemmer = compounding_stemmer(db), *stem = NULL;
    uint32_t freq = 0;
    enum status st = word_stem(db, word, stemmer != NULL ? stemmer : "english",
                               "", &stem, e);
    if (st == ST_OK && stem != NULL)
        st = xap_term_freq(db->xap, stem, &freq, e);
    if (st == ST_OK)
        *ret = freq > 0;
    return st;
}

/* --- taking apart -------------------------------------------------------- */

static enum status is_half(struct compounder *c, const char *word, bool *ret,
                           struct err *e)
{
    if (lexicon_is_part(c->lexicon, word)) {
        *ret = true;
        return ST_OK;
    }
    return compound_is_known(c->db, word, ret, e);
}

/* The first N bytes of WORD as a word of its own: "landsbygds" is
 * "landsbygd". NULL where calls have no such word. */
static enum status first_half(struct compounder *c, const char *word, size_t n,
                              const char **ret, struct err *e)
{
    const struct compound_rules *rules = lexicon_compounds(c->lexicon);
    const char *whole = arena_strndup(c->db->mem, word, n);
    bool known = false;
    enum status st = ST_OK;

    *ret = NULL;
    for (unsigned i = 0; i < rules->n_links && st == ST_OK; i++) {
        size_t k = strlen(rules->links[i].end);
        if (n <= k || strcmp(whole + n - k, rules->links[i].end) != 0)
            continue;
        const char *bare = arena_printf(c->db->mem, "%.*s%s", (int)(n - k),
                                        whole, rules->links[i].word);
        st = is_half(c, bare, &known, e);
        if (st == ST_OK && known) {
            *ret = bare;
            return ST_OK;
        }
    }
    if (st == ST_OK)
        st = is_half(c, whole, &known, e);
    if (st == ST_OK && known)
        *ret = whole;
    return st;
}

/* A place to part a word. */
struct parting {
    const char *left, *right;
    size_t shorter; /* characters of the shorter part */
};

/* WORD parted in two at byte I, where both are words; else left is NULL. Of
 * the right part's being one nothing is asked where it may be parted further.
 */
static enum status part_at(struct compounder *c, const char *word, size_t i,
                           bool further, struct parting *ret, struct err *e)
{
    size_t chars = utf8_count(word, strlen(word));
    size_t l = utf8_count(word, i), r = chars - l;
    bool known = further;
    enum status st = ST_OK;

    *ret = (struct parting){.shorter = l < r ? l : r};
    if (((unsigned char)word[i] & 0xC0) == 0x80 || l < LEFT_CHARS_MIN ||
        r < RIGHT_CHARS_MIN)
        return ST_OK;
    if (!further)
        st = is_half(c, word + i, &known, e);
    if (st == ST_OK && known)
        st = first_half(c, word, i, &ret->left, e);
    ret->right = arena_strdup(c->db->mem, word + i);
    return st;
}

/* The best parting of WORD in two. */
static enum status best_parting(struct compounder *c, const char *word,
                                struct parting *ret, struct err *e)
{
    size_t len = strlen(word);
    *ret = (struct parting){NULL, NULL, 0};
    for (size_t i = 1; i < len; i++) {
        struct parting p;
        enum status st = part_at(c, word, i, false, &p, e);
        if (st != ST_OK)
            return st;
        if (p.left != NULL && p.shorter > ret->shorter)
            *ret = p;
    }
    return ST_OK;
}

/* Parts WORD in two, else in up to ROOM; *n is 0 where it cannot be. */
static enum status part(struct compounder *c, const char *word, size_t room,
                        const char **parts, size_t *n, struct err *e)
{
    struct parting best;
    enum status st = best_parting(c, word, &best, e);
    *n = 0;
    if (st == ST_OK && best.left != NULL) {
        parts[0] = best.left;
        parts[1] = best.right;
        *n = 2;
    }
    for (size_t i = strlen(word);
         i-- > 1 && st == ST_OK && *n == 0 && room > 2;) {
        struct parting p;
        size_t more = 0;
        st = part_at(c, word, i, true, &p, e);
        if (st == ST_OK && p.left != NULL)
            st = part(c, p.right, room - 1, parts + 1, &more, e);
        if (st == ST_OK && more > 0) {
            parts[0] = p.left;
            *n = more + 1;
        }
    }
    return st;
}

enum status compound_split(struct searchdb *db, const struct lexicon *l,
                           const char *word,
                           const char *parts[COMPOUND_PARTS_MAX], size_t *n,
                           struct err *e)
{
    struct compounder c = {db, l, compounding_stemmer(db)};
    *n = 0;
    if (strlen(word) > WORD_BYTES_MAX || c.stemmer == NULL ||
        lexicon_is_whole(l, word))
        return ST_OK;
    return part(&c, word, COMPOUND_PARTS_MAX, parts, n, e);
}

/* --- putting together ---------------------------------------------------- */

static enum status join_rest(struct compounder *c, const char *begun,
                             const char *const *words, size_t n,
                             const char **ret, struct err *e);

/* Goes on behind BEGUN with the word FORM, linked in every way. */
static enum status join_linked(struct compounder *c, const char *begun,
                               const char *form, const char *const *rest,
                               size_t n, const char **ret, struct err *e)
{
    const struct compound_rules *rules = lexicon_compounds(c->lexicon);
    struct arena *mem = c->db->mem;
    size_t len = strlen(form);
    enum status st =
        join_rest(c, arena_printf(mem, "%s%s", begun, form), rest, n, ret, e);
    for (unsigned i = 0; i < rules->n_links && st == ST_OK && *ret == NULL;
         i++) {
        const struct compound_link *link = &rules->links[i];
        size_t k = strlen(link->word);
        if (len <= k || strcmp(form + len - k, link->word) != 0)
            continue;
        st = join_rest(c,
                       arena_printf(mem, "%s%.*s%s", begun, (int)(len - k),
                                    form, link->end),
                       rest, n, ret, e);
    }
    return st;
}

/* BEGUN and the words after it as one that calls have. */
static enum status join_rest(struct compounder *c, const char *begun,
                             const char *const *words, size_t n,
                             const char **ret, struct err *e)
{
    const struct compound_rules *rules = lexicon_compounds(c->lexicon);
    bool known = false;
    enum status st = ST_OK;
    if (strlen(begun) + strlen(words[0]) >= WORD_BYTES_MAX)
        return ST_OK;
    if (n == 1) {
        const char *word = arena_printf(c->db->mem, "%s%s", begun, words[0]);
        st = compound_is_known(c->db, word, &known, e);
        if (st == ST_OK && known)
            *ret = word;
        return st;
    }
    st = join_linked(c, begun, words[0], words + 1, n - 1, ret, e);
    for (unsigned i = 0; i < rules->n_endings && st == ST_OK && *ret == NULL;
         i++) {
        size_t k = strlen(rules->endings[i]), len = strlen(words[0]);
        if (len < k + LEFT_CHARS_MIN ||
            strcmp(words[0] + len - k, rules->endings[i]) != 0)
            continue;
        st = join_linked(c, begun, arena_strndup(c->db->mem, words[0], len - k),
                         words + 1, n - 1, ret, e);
    }
    return st;
}

enum status compound_join(struct searchdb *db, const struct lexicon *l,
                          const char *const *words, size_t n, const char **ret,
                          struct err *e)
{
    struct compounder c = {db, l, compounding_stemmer(db)};
    *ret = NULL;
    if (n < 2 || n > COMPOUND_PARTS_MAX || c.stemmer == NULL)
        return ST_OK;
    return join_rest(&c, "", words, n, ret, e);
}
