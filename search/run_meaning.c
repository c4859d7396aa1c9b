/* run_meaning.c - see run_meaning.h. */
#include "run_meaning.h"

#include "query_names.h"
#include "word_forms.h"

#include "medel/index_schema.h"
#include "medel/reference.h"

#include <stdbool.h>
#include <string.h>

#define REFERENCE_CHARS_MIN 5

/* The groups of synonyms, by the stems of one language. */
struct known_groups {
    const char *stemmer; /* NULL: not asked yet */
    struct run_groups groups;
};

/* What is known of a run. */
struct run_meaning {
    struct run_meaning *next;
    const char *words[RUN_WORDS_MAX];
    size_t n;
    const struct run_names *names;         /* NULL: not asked yet */
    const struct run_compounds *compounds; /* NULL: not asked yet */
    struct known_groups groups[LANG_NONE + 1];
};

/* --- runs that were met --------------------------------------------------- */

static bool same_words(const struct run_meaning *r, const char *const *words,
                       size_t n)
{
    for (size_t i = 0; r->n == n && i < n; i++)
        if (strcmp(r->words[i], words[i]) != 0)
            return false;
    return r->n == n;
}

static struct run_meaning *meaning_of(struct searchdb *db,
                                      const char *const *words, size_t n)
{
    struct run_meaning *r = db->meanings;
    while (r != NULL && !same_words(r, words, n))
        r = r->next;
    if (r != NULL)
        return r;
    r = arena_alloc(db->mem, sizeof *r);
    r->n = n;
    for (size_t i = 0; i < n; i++)
        r->words[i] = arena_strdup(db->mem, words[i]);
    r->next = db->meanings;
    db->meanings = r;
    return r;
}

/* --- places and reference numbers ----------------------------------------- */

/* KEY without "dnr" or the like before its number. */
static const char *bare_reference(struct arena *mem,
                                  const struct query_names *names,
                                  const char *key)
{
    for (size_t n = strlen(key); n > 1; n--) {
        bool number = key[n] >= '0' && key[n] <= '9';
        if (number &&
            query_names_has(names, LIST_REFERENCES, arena_strndup(mem, key, n)))
            return key + n;
    }
    return key;
}

/* However it is written: the index has it as the page does, with "dnr" before
 * it or without. */
static enum status find_references(struct searchdb *db,
                                   const struct query_names *names,
                                   const struct run_meaning *r,
                                   struct run_names *ret, struct err *e)
{
    static const char *const leads[RUN_REFERENCES_MAX] = {
        PREFIX_REFERENCE, PREFIX_REFERENCE "dnr"};
    const char *text = "";
    for (size_t i = 0; i < r->n; i++)
        text = arena_printf(db->mem, "%s%s", text, r->words[i]);
    if (strpbrk(text, "0123456789") == NULL)
        return ST_OK;
    const char *key =
        bare_reference(db->mem, names, reference_key(db->mem, text));
    if (strlen(key) < REFERENCE_CHARS_MIN || strpbrk(key, "0123456789") == NULL)
        return ST_OK;
    for (size_t i = 0; i < RUN_REFERENCES_MAX; i++) {
        const char *term = arena_printf(db->mem, "%s%s", leads[i], key);
        uint32_t freq = 0;
        enum status st = xap_term_freq(db->xap, term, &freq, e);
        if (st != ST_OK)
            return st;
        if (freq > 0)
            ret->references[ret->n_references++] = term;
    }
    return ST_OK;
}

enum status run_names(struct searchdb *db, const struct lexicon *l,
                      const char *const *words, size_t n,
                      const struct run_names **ret, struct err *e)
{
    const struct query_names *names = lexicon_names(l);
    struct run_meaning *r = meaning_of(db, words, n);
    if (r->names == NULL) {
        struct run_names *found = arena_alloc(db->mem, sizeof *found);
        found->region = query_names_region(names, db->mem, r->words, n);
        enum status st = find_references(db, names, r, found, e);
        if (st != ST_OK)
            return st;
        r->names = found;
    }
    *ret = r->names;
    return ST_OK;
}

/* --- compounds ------------------------------------------------------------ */

static enum status add_joined(struct searchdb *db, const struct lexicon *l,
                              const char *const *words, size_t n,
                              struct run_compounds *ret, struct err *e)
{
    const char *joined;
    enum status st = compound_join(db, l, words, n, &joined, e);
    if (st == ST_OK && joined != NULL)
        ret->joined[ret->n_joined++] = joined;
    return st;
}

/* A compound's parts, and these linked in another way; words put together:
 * "utveckling av landsbygden" means landsbygdsutveckling as well. */
static enum status find_compounds(struct searchdb *db, const struct lexicon *l,
                                  const struct run_meaning *r,
                                  struct run_compounds *ret, struct err *e)
{
    if (r->n == 1) {
        enum status st =
            compound_split(db, l, r->words[0], ret->parts, &ret->n_parts, e);
        return st == ST_OK && ret->n_parts > 0
                   ? add_joined(db, l, ret->parts, ret->n_parts, ret, e)
                   : st;
    }
    enum status st = add_joined(db, l, r->words, r->n, ret, e);
    if (st != ST_OK || r->n != 2)
        return st;
    const char *turned[] = {r->words[1], r->words[0]};
    return add_joined(db, l, turned, 2, ret, e);
}

enum status run_compounds(struct searchdb *db, const struct lexicon *l,
                          const char *const *words, size_t n,
                          const struct run_compounds **ret, struct err *e)
{
    struct run_meaning *r = meaning_of(db, words, n);
    if (r->compounds == NULL) {
        struct run_compounds *found = arena_alloc(db->mem, sizeof *found);
        enum status st = find_compounds(db, l, r, found, e);
        if (st != ST_OK)
            return st;
        r->compounds = found;
    }
    *ret = r->compounds;
    return ST_OK;
}

/* --- synonyms ------------------------------------------------------------- */

/* Stems keep how a word begins. */
static bool begin_alike(const char *a, const char *b)
{
    return a[0] == b[0] && (a[1] == b[1] || a[1] == '\0' || b[1] == '\0');
}

/* Whether a member of a group is what the run says, whose one word has STEM. */
static enum status says(struct searchdb *db, const struct run_meaning *r,
                        const char *stemmer, const char *stem,
                        const char *member, bool *ret, struct err *e)
{
    const char **other, *its = NULL;
    *ret = false;
    if (!begin_alike(member, r->words[0]) ||
        lexicon_words(db->mem, member, RUN_WORDS_MAX, &other) != r->n)
        return ST_OK;
    if (r->n == 1) {
        enum status st = word_stem(db, other[0], stemmer, "", &its, e);
        *ret = st == ST_OK && stem != NULL && its != NULL &&
               strcmp(stem, its) == 0;
        return st;
    }
    *ret = same_words(r, other, r->n);
    return ST_OK;
}

static enum status find_groups(struct searchdb *db, const struct lexicon *l,
                               const struct run_meaning *r, const char *stemmer,
                               struct run_groups *ret, struct err *e)
{
    const char *stem = NULL;
    size_t *groups = NULL, n = 0, cap = 0;
    enum status st = ST_OK;
    if (r->n == 1)
        st = word_stem(db, r->words[0], stemmer, "", &stem, e);
    for (size_t g = 0; g < lexicon_group_count(l) && st == ST_OK; g++) {
        size_t members;
        const char *const *group = lexicon_group(l, g, &members);
        bool same = false;
        for (size_t i = 0; i < members && !same && st == ST_OK; i++)
            st = says(db, r, stemmer, stem, group[i], &same, e);
        if (st == ST_OK && same) {
            groups = arena_grow(db->mem, groups, n, &cap, sizeof *groups);
            groups[n++] = g;
        }
    }
    *ret = (struct run_groups){groups, n};
    return st;
}

enum status run_groups(struct searchdb *db, const struct lexicon *l,
                       const char *stemmer, const char *const *words, size_t n,
                       const struct run_groups **ret, struct err *e)
{
    struct run_meaning *r = meaning_of(db, words, n);
    struct known_groups *k = r->groups;
    /* There are as many places as languages, and each has its own stemmer. */
    while (k->stemmer != NULL && strcmp(k->stemmer, stemmer) != 0)
        k++;
    if (k->stemmer == NULL) {
        enum status st = find_groups(db, l, r, stemmer, &k->groups, e);
        if (st != ST_OK)
            return st;
        k->stemmer = stemmer;
    }
    *ret = &k->groups;
    return ST_OK;
}
