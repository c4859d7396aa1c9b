/*
 * words_query.c - words side by side as a query; see words_query.h.
 *
 * The words are gone through from the left; the longest run of them that has
 * a joint meaning (an expression with synonyms, a compound, a place, a
 * reference number) becomes one part of the query, in which the joint meaning
 * is an alternative to the single words.
 */
#include "words_query.h"

#include "code_query.h"
#include "compound.h"
#include "word_forms.h"

#include "medel/i18n.h"
#include "medel/index_schema.h"
#include "medel/reference.h"

#include <string.h>

#define ALTERNATIVES_MAX 400
#define EXPRESSION_WORDS_MAX 16
#define RUN_MAX 8 /* words that may have one meaning together */
#define REFERENCE_CHARS_MIN 5
/* What another word adds, beside the word itself. */
#define ALTERNATIVE_SCALE 0.8

struct alternatives {
    struct xap_query *q[ALTERNATIVES_MAX];
    size_t n;
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, _("searching: out of memory"));
}

static void add(struct alternatives *a, struct xap_query *q)
{
    if (q != NULL && a->n < ALTERNATIVES_MAX)
        a->q[a->n++] = q;
}

static void add_scaled(const struct words_maker *m, struct alternatives *a,
                       struct xap_query *q)
{
    if (q != NULL)
        add(a, xap_query_scale(m->db->xap, q, ALTERNATIVE_SCALE));
}

static enum status best_of(const struct words_maker *m, struct alternatives *a,
                           struct xap_query **ret, struct err *e)
{
    *ret = a->n == 1 ? a->q[0]
                     : xap_query_combine(m->db->xap, XAP_MAX, a->q, a->n);
    return *ret != NULL ? ST_OK : out_of_memory(e);
}

/* --- words in their forms ------------------------------------------------ */

enum status words_any_form(const struct words_maker *m, const char *word,
                           const char *prefix, struct xap_query **ret,
                           struct err *e)
{
    const char *stem;
    enum status st = word_stem(m->db, word, m->stemmer, prefix, &stem, e);
    *ret = NULL;
    if (st != ST_OK || stem == NULL)
        return st;
    *ret = xap_query_term(m->db->xap, stem, 1);
    return *ret != NULL ? ST_OK : out_of_memory(e);
}

/* All of WORDS in any form, or where PHRASE as they stand, side by side (of
 * which a weight asks nothing). NULL where they make no term. */
static enum status all_of(const struct words_maker *m, const char *const *words,
                          size_t n, bool phrase, struct xap_query **ret,
                          struct err *e)
{
    struct xap_query *parts[EXPRESSION_WORDS_MAX];
    size_t made = 0;

    phrase = phrase && !m->weighing;
    *ret = NULL;
    for (size_t i = 0; i < n && i < EXPRESSION_WORDS_MAX; i++) {
        struct xap_query *q = NULL;
        enum status st = ST_OK;
        if (phrase)
            q = xap_query_term(
                m->db->xap,
                arena_printf(m->db->mem, "%s%s", m->prefix, words[i]), 1);
        else
            st = words_any_form(m, words[i], m->prefix, &q, e);
        if (st != ST_OK)
            return st;
        if (q != NULL)
            parts[made++] = q;
    }
    if (made == 0)
        return ST_OK;
    *ret = made == 1
               ? parts[0]
               : xap_query_combine(m->db->xap, phrase ? XAP_PHRASE : XAP_AND,
                                   parts, made);
    return *ret != NULL ? ST_OK : out_of_memory(e);
}

/* --- synonyms ------------------------------------------------------------ */

/* Stems keep how a word begins. */
static bool begin_alike(const char *a, const char *b)
{
    return a[0] == b[0] && (a[1] == b[1] || a[1] == '\0' || b[1] == '\0');
}

/* Whether a member of a group is what the N words say. Single words are
 * compared by stem, expressions as they stand. */
static enum status says(const struct words_maker *m, const char *member,
                        const char *const *words, size_t n, bool *ret,
                        struct err *e)
{
    const char **other, *a = NULL, *b = NULL;
    *ret = false;
    if (!begin_alike(member, words[0]) ||
        lexicon_words(m->db->mem, member, EXPRESSION_WORDS_MAX, &other) != n)
        return ST_OK;
    if (n == 1) {
        enum status st = word_stem(m->db, words[0], m->stemmer, "", &a, e);
        if (st == ST_OK)
            st = word_stem(m->db, other[0], m->stemmer, "", &b, e);
        *ret = st == ST_OK && a != NULL && b != NULL && strcmp(a, b) == 0;
        return st;
    }
    for (size_t i = 0; i < n; i++)
        if (strcmp(words[i], other[i]) != 0)
            return ST_OK;
    *ret = true;
    return ST_OK;
}

static enum status add_group(const struct words_maker *m,
                             const char *const *group, size_t n,
                             struct alternatives *a, struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        const char **words;
        struct xap_query *q;
        size_t k =
            lexicon_words(m->db->mem, group[i], EXPRESSION_WORDS_MAX, &words);
        enum status st = all_of(m, words, k, k > 1, &q, e);
        if (st != ST_OK)
            return st;
        add_scaled(m, a, q);
    }
    return ST_OK;
}

/* Adds what means the same as the N words. */
static enum status add_synonyms(const struct words_maker *m,
                                const char *const *words, size_t n,
                                struct alternatives *a, struct err *e)
{
    for (size_t g = 0; g < lexicon_group_count(m->lexicon); g++) {
        size_t members;
        const char *const *group = lexicon_group(m->lexicon, g, &members);
        bool same = false;
        enum status st = ST_OK;
        for (size_t i = 0; i < members && !same && st == ST_OK; i++)
            st = says(m, group[i], words, n, &same, e);
        if (st == ST_OK && same)
            st = add_group(m, group, members, a, e);
        if (st != ST_OK)
            return st;
    }
    return ST_OK;
}

/* --- compounds ----------------------------------------------------------- */

/* WORDS as one word that calls have. */
static enum status add_joined(const struct words_maker *m,
                              const char *const *words, size_t n,
                              struct alternatives *a, struct err *e)
{
    const char *joined;
    struct xap_query *q = NULL;
    enum status st = compound_join(m->db, m->lexicon, words, n, &joined, e);
    if (st == ST_OK && joined != NULL)
        st = words_any_form(m, joined, m->prefix, &q, e);
    if (st == ST_OK)
        add_scaled(m, a, q);
    return st;
}

/* The parts of a compound, and the same parts linked in another way. */
static enum status add_parts(const struct words_maker *m, const char *word,
                             struct alternatives *a, struct err *e)
{
    const char *parts[COMPOUND_PARTS_MAX];
    struct xap_query *q;
    size_t n;
    enum status st = compound_split(m->db, m->lexicon, word, parts, &n, e);
    if (st != ST_OK || n == 0)
        return st;
    st = all_of(m, parts, n, false, &q, e);
    if (st != ST_OK)
        return st;
    add_scaled(m, a, q);
    return add_joined(m, parts, n, a, e);
}

/* "utveckling av landsbygden" means landsbygdsutveckling as well. */
static enum status add_compounds(const struct words_maker *m,
                                 const char *const *words, size_t n,
                                 struct alternatives *a, struct err *e)
{
    if (n == 1)
        return add_parts(m, words[0], a, e);
    enum status st = add_joined(m, words, n, a, e);
    if (st != ST_OK || n != 2)
        return st;
    const char *turned[] = {words[1], words[0]};
    return add_joined(m, turned, 2, a, e);
}

/* --- places and reference numbers ---------------------------------------- */

/* Calls for the county or country that the words name, whether or not their
 * text has its name. */
static void add_region(const struct words_maker *m, const char *const *words,
                       size_t n, struct alternatives *a)
{
    int region =
        query_names_region(lexicon_names(m->lexicon), m->db->mem, words, n);
    if (region < 0)
        return;
    add(a, code_query(m->db, PREFIX_REGION, CODE_REGION, region));
}

/* KEY without "dnr" or the like before its number. */
static const char *bare_reference(const struct words_maker *m, const char *key)
{
    const struct query_names *names = lexicon_names(m->lexicon);
    for (size_t n = strlen(key); n > 1; n--) {
        bool number = key[n] >= '0' && key[n] <= '9';
        if (number && query_names_has(names, LIST_REFERENCES,
                                      arena_strndup(m->db->mem, key, n)))
            return key + n;
    }
    return key;
}

/* Calls whose reference number the words are, however it is written: the
 * index has it as the page does, with "dnr" before it or without. */
static enum status add_reference(const struct words_maker *m,
                                 const char *const *words, size_t n,
                                 struct alternatives *a, struct err *e)
{
    static const char *const leads[] = {PREFIX_REFERENCE,
                                        PREFIX_REFERENCE "dnr"};
    const char *text = "";
    for (size_t i = 0; i < n; i++)
        text = arena_printf(m->db->mem, "%s%s", text, words[i]);
    const char *key = bare_reference(m, reference_key(m->db->mem, text));
    if (strlen(key) < REFERENCE_CHARS_MIN || strpbrk(key, "0123456789") == NULL)
        return ST_OK;
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        const char *term = arena_printf(m->db->mem, "%s%s", leads[i], key);
        uint32_t freq = 0;
        enum status st = xap_term_freq(m->db->xap, term, &freq, e);
        if (st != ST_OK)
            return st;
        if (freq > 0)
            add(a, xap_query_term(m->db->xap, term, 1));
    }
    return ST_OK;
}

/* --- runs ---------------------------------------------------------------- */

/* What the N words mean together, beside their meaning one by one. */
static enum status add_meanings(const struct words_maker *m,
                                const char *const *words, size_t n,
                                struct alternatives *a, struct err *e)
{
    bool titles = m->prefix[0] != '\0';
    enum status st = ST_OK;
    if (!titles) {
        add_region(m, words, n, a);
        st = add_reference(m, words, n, a, e);
    }
    if (st == ST_OK && !m->exact)
        st = add_synonyms(m, words, n, a, e);
    if (st == ST_OK && !m->exact && m->compounds)
        st = add_compounds(m, words, n, a, e);
    return st;
}

/* All parts of N words in one list. */
static size_t parts_of(const struct query_word *words, size_t n,
                       const char **ret)
{
    size_t used = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < words[i].n_parts && used < EXPRESSION_WORDS_MAX;
             k++)
            ret[used++] = words[i].parts[k];
    return used;
}

static enum status one_word(const struct words_maker *m,
                            const struct query_word *word,
                            struct xap_query **ret, struct err *e)
{
    struct alternatives a = {.n = 0};
    struct xap_query *q;
    const char *parts[EXPRESSION_WORDS_MAX];
    size_t n = parts_of(word, 1, parts);
    enum status st = all_of(m, parts, n, false, &q, e);
    if (st != ST_OK)
        return st;
    add(&a, q);
    st = add_meanings(m, parts, n, &a, e);
    return st == ST_OK ? best_of(m, &a, ret, e) : st;
}

/* The longest run of words from the first on that has a meaning of its own;
 * *n is how many words the query covers. */
static enum status run_query(const struct words_maker *m,
                             const struct query_word *words, size_t left,
                             struct xap_query **ret, size_t *n, struct err *e)
{
    for (size_t k = left < RUN_MAX ? left : RUN_MAX; k >= 2; k--) {
        struct alternatives joint = {.n = 0}, each = {.n = 0};
        const char *parts[EXPRESSION_WORDS_MAX];
        enum status st =
            add_meanings(m, parts, parts_of(words, k, parts), &joint, e);
        if (st != ST_OK)
            return st;
        if (joint.n == 0)
            continue;
        for (size_t i = 0; i < k; i++) {
            struct xap_query *q;
            st = one_word(m, &words[i], &q, e);
            if (st != ST_OK)
                return st;
            add(&each, q);
        }
        add(&joint, xap_query_combine(m->db->xap, m->op, each.q, each.n));
        *n = k;
        return best_of(m, &joint, ret, e);
    }
    *n = 1;
    return one_word(m, &words[0], ret, e);
}

enum status words_side_by_side(const struct words_maker *m,
                               const struct query_word *words, size_t n,
                               struct xap_query **ret, struct err *e)
{
    struct alternatives all = {.n = 0};
    for (size_t i = 0, covered = 1; i < n; i += covered) {
        struct xap_query *q;
        enum status st = run_query(m, &words[i], n - i, &q, &covered, e);
        if (st != ST_OK)
            return st;
        add(&all, q);
    }
    *ret = xap_query_combine(m->db->xap, m->op, all.q, all.n);
    return *ret != NULL ? ST_OK : out_of_memory(e);
}
