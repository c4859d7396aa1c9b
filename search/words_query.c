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
#include "run_meaning.h"
#include "word_forms.h"

#include "medel/i18n.h"
#include "medel/index_schema.h"

#include <string.h>

#define ALTERNATIVES_MAX 400
#define EXPRESSION_WORDS_MAX 16
#define RUN_MAX 8 /* words that may have one meaning together */
/* What another word adds, beside the word itself. */
#define ALTERNATIVE_SCALE 0.8

struct alternatives {
    struct xap_query *q[ALTERNATIVES_MAX];
    const char *term[ALTERNATIVES_MAX]; /* that it is, or NULL */
    size_t n;
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, _("searching: out of memory"));
}

static void add(struct alternatives *a, struct xap_query *q, const char *term)
{
    if (q == NULL || a->n == ALTERNATIVES_MAX)
        return;
    a->term[a->n] = term;
    a->q[a->n++] = q;
}

static bool has_term(const struct alternatives *a, const char *term)
{
    for (size_t i = 0; i < a->n; i++)
        if (a->term[i] != NULL && strcmp(a->term[i], term) == 0)
            return true;
    return false;
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

/* WORD as a term: in any form, or where PHRASE as it stands. NULL where it
 * makes none. */
static enum status term_of(const struct words_maker *m, const char *word,
                           bool phrase, const char **ret, struct err *e)
{
    if (!phrase)
        return word_stem(m->db, word, m->stemmer, m->prefix, ret, e);
    *ret = arena_printf(m->db->mem, "%s%s", m->prefix, word);
    return ST_OK;
}

/* All of WORDS in any form, or where PHRASE as they stand, side by side (of
 * which a weight asks nothing). NULL where they make no term; *only is the term
 * where they make one. */
static enum status all_of(const struct words_maker *m, const char *const *words,
                          size_t n, bool phrase, struct xap_query **ret,
                          const char **only, struct err *e)
{
    struct xap_query *parts[EXPRESSION_WORDS_MAX];
    const char *term;
    size_t made = 0;

    phrase = phrase && !m->weighing;
    *ret = NULL;
    *only = NULL;
    for (size_t i = 0; i < n && i < EXPRESSION_WORDS_MAX; i++) {
        enum status st = term_of(m, words[i], phrase, &term, e);
        if (st != ST_OK)
            return st;
        if (term == NULL)
            continue;
        *only = made == 0 ? term : NULL;
        parts[made++] = xap_query_term(m->db->xap, term, 1);
    }
    if (made == 0)
        return ST_OK;
    if (phrase && made > 1)
        *m->apart = true;
    *ret = made == 1
               ? parts[0]
               : xap_query_combine(m->db->xap, phrase ? XAP_PHRASE : XAP_AND,
                                   parts, made);
    return *ret != NULL ? ST_OK : out_of_memory(e);
}

/* Adds all of WORDS as other words than those asked for. A term that A has
 * already would weigh no more. */
static enum status add_all_of(const struct words_maker *m,
                              const char *const *words, size_t n, bool phrase,
                              struct alternatives *a, struct err *e)
{
    struct xap_query *q;
    const char *term;
    enum status st = all_of(m, words, n, phrase, &q, &term, e);
    if (st == ST_OK && q != NULL && (term == NULL || !has_term(a, term)))
        add(a, xap_query_scale(m->db->xap, q, ALTERNATIVE_SCALE), term);
    return st;
}

/* --- what words mean ----------------------------------------------------- */

static enum status add_group(const struct words_maker *m,
                             const char *const *group, size_t n,
                             struct alternatives *a, struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        const char **words;
        size_t k =
            lexicon_words(m->db->mem, group[i], EXPRESSION_WORDS_MAX, &words);
        enum status st = add_all_of(m, words, k, k > 1, a, e);
        if (st != ST_OK)
            return st;
    }
    return ST_OK;
}

/* Adds what means the same as the N words. */
static enum status add_synonyms(const struct words_maker *m,
                                const char *const *words, size_t n,
                                struct alternatives *a, struct err *e)
{
    const struct run_groups *found;
    enum status st =
        run_groups(m->db, m->lexicon, m->stemmer, words, n, &found, e);
    for (size_t i = 0; st == ST_OK && i < found->n; i++) {
        size_t members;
        const char *const *group =
            lexicon_group(m->lexicon, found->groups[i], &members);
        st = add_group(m, group, members, a, e);
    }
    return st;
}

/* Adds the parts of a compound, and the words as one. */
static enum status add_compounds(const struct words_maker *m,
                                 const char *const *words, size_t n,
                                 struct alternatives *a, struct err *e)
{
    const struct run_compounds *found;
    enum status st = run_compounds(m->db, m->lexicon, words, n, &found, e);
    if (st == ST_OK && found->n_parts > 0)
        st = add_all_of(m, found->parts, found->n_parts, false, a, e);
    for (size_t i = 0; st == ST_OK && i < found->n_joined; i++)
        st = add_all_of(m, &found->joined[i], 1, false, a, e);
    return st;
}

/* Calls for the county or country that the words name, whether or not their
 * text has its name, and calls whose reference number they are. */
static enum status add_names(const struct words_maker *m,
                             const char *const *words, size_t n,
                             struct alternatives *a, struct err *e)
{
    const struct run_names *found;
    enum status st = run_names(m->db, m->lexicon, words, n, &found, e);
    if (st != ST_OK)
        return st;
    if (found->region >= 0)
        add(a, code_query(m->db, PREFIX_REGION, CODE_REGION, found->region),
            NULL);
    for (size_t i = 0; i < found->n_references; i++)
        add(a, xap_query_term(m->db->xap, found->references[i], 1), NULL);
    return ST_OK;
}

/* --- runs ---------------------------------------------------------------- */

/* What the N words mean together, beside their meaning one by one. */
static enum status add_meanings(const struct words_maker *m,
                                const char *const *words, size_t n,
                                struct alternatives *a, struct err *e)
{
    bool titles = m->prefix[0] != '\0';
    enum status st = titles ? ST_OK : add_names(m, words, n, a, e);
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
    const char *parts[EXPRESSION_WORDS_MAX], *term;
    size_t n = parts_of(word, 1, parts);
    enum status st = all_of(m, parts, n, false, &q, &term, e);
    if (st != ST_OK)
        return st;
    add(&a, q, term);
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
        if (m->op != XAP_OR)
            *m->apart = true;
        for (size_t i = 0; i < k; i++) {
            struct xap_query *q;
            st = one_word(m, &words[i], &q, e);
            if (st != ST_OK)
                return st;
            add(&each, q, NULL);
        }
        add(&joint, xap_query_combine(m->db->xap, m->op, each.q, each.n), NULL);
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
        add(&all, q, NULL);
    }
    *ret = xap_query_combine(m->db->xap, m->op, all.q, all.n);
    return *ret != NULL ? ST_OK : out_of_memory(e);
}
