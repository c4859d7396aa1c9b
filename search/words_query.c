/*
 * words_query.c - typed words as a query; see words_query.h.
 *
 * Calls are stemmed by their own language, so the query is built once for
 * each language of the index and every copy is held to the calls of its
 * language: a word that NOT shuts out is then shut out in the form in which
 * those calls have it.
 *
 * Matching and weighing are two halves: what must match weighs nothing, and
 * what weighs is made of single words and ANDs only. Xapian (seen in 1.4.22)
 * gives a document the weight of a phrase that it does not have where the
 * phrase is part of an OR that another query drives (AND, FILTER, AND_MAYBE);
 * what matches is right all the same.
 */
#include "words_query.h"

#include "compound.h"
#include "format.h"

#include "medel/index_schema.h"

#include <ctype.h>
#include <string.h>

#define ALTERNATIVES_MAX 400
#define EXPRESSION_WORDS_MAX 8
/* What another word adds, beside the word itself. */
#define ALTERNATIVE_SCALE 0.8

struct maker {
    struct searchdb *db;
    const struct typed *typed;
    const struct lexicon *lexicon;
    const struct weights *weights;
    const char *stemmer; /* of the language at hand */
    enum xap_op op;      /* between the words */
    bool weighing;       /* the half that ranks, not the one that matches */
};

struct alternatives {
    struct xap_query *q[ALTERNATIVES_MAX];
    size_t n;
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "searching: out of memory");
}

static void add(struct alternatives *a, struct xap_query *q)
{
    if (q != NULL && a->n < ALTERNATIVES_MAX)
        a->q[a->n++] = q;
}

static struct xap_query *best_of(struct maker *m, struct alternatives *a)
{
    return a->n == 1 ? a->q[0]
                     : xap_query_combine(m->db->xap, XAP_MAX, a->q, a->n);
}

/* --- one word ------------------------------------------------------------ */

/* WORD stemmed for the language at hand ("Zarbet"), or NULL. */
static enum status stem_of(struct maker *m, const char *word, const char **ret,
                           struct err *e)
{
    const char **terms;
    size_t n;
    enum status st =
        xap_terms_of(m->db->xap, m->db->mem, word, m->stemmer, &terms, &n, e);
    if (st == ST_OK)
        *ret = n > 0 ? terms[0] : NULL;
    return st;
}

/* WORD in any inflection, in the field PREFIX. NULL where it has no term. */
static enum status word_query(struct maker *m, const char *word,
                              const char *prefix, struct xap_query **ret,
                              struct err *e)
{
    const char *stem;
    enum status st = stem_of(m, word, &stem, e);
    *ret = NULL;
    if (st != ST_OK || stem == NULL)
        return st;
    bool z = stem[0] == 'Z';
    *ret = xap_query_term(
        m->db->xap,
        arena_printf(m->db->mem, "%s%s%s", z ? "Z" : "", prefix, stem + z), 1);
    return *ret != NULL ? ST_OK : out_of_memory(e);
}

/* All of WORDS, or in this order side by side where PHRASE (which a weight
 * does not ask). */
static enum status words_query(struct maker *m, const char *const *words,
                               size_t n, bool phrase, struct xap_query **ret,
                               struct err *e)
{
    phrase = phrase && !m->weighing;
    struct xap_query *parts[EXPRESSION_WORDS_MAX];
    size_t made = 0;
    enum status st = ST_OK;

    *ret = NULL;
    for (size_t i = 0; i < n && i < EXPRESSION_WORDS_MAX && st == ST_OK; i++) {
        struct xap_query *q = NULL;
        if (phrase)
            q = xap_query_term(m->db->xap, words[i], 1);
        else
            st = word_query(m, words[i], "", &q, e);
        if (q != NULL)
            parts[made++] = q;
    }
    if (st != ST_OK || made == 0)
        return st;
    *ret = made == 1
               ? parts[0]
               : xap_query_combine(m->db->xap, phrase ? XAP_PHRASE : XAP_AND,
                                   parts, made);
    return *ret != NULL ? ST_OK : out_of_memory(e);
}

/* --- other ways to say it ------------------------------------------------ */

static void add_scaled(struct maker *m, struct alternatives *a,
                       struct xap_query *q)
{
    if (q != NULL)
        add(a, xap_query_scale(m->db->xap, q, ALTERNATIVE_SCALE));
}

/* Whether a member of a group is what the N words say. Single words are
 * compared by stem, expressions as they stand. */
static enum status says(struct maker *m, const char *member,
                        const char *const *words, size_t n, bool *ret,
                        struct err *e)
{
    const char **other, *a, *b;
    *ret = false;
    if (lexicon_words(m->db->mem, member, EXPRESSION_WORDS_MAX, &other) != n)
        return ST_OK;
    if (n == 1) {
        enum status st = stem_of(m, words[0], &a, e);
        if (st == ST_OK)
            st = stem_of(m, other[0], &b, e);
        *ret = st == ST_OK && a != NULL && b != NULL && strcmp(a, b) == 0;
        return st;
    }
    for (size_t i = 0; i < n; i++)
        if (strcmp(words[i], other[i]) != 0)
            return ST_OK;
    *ret = true;
    return ST_OK;
}

static enum status add_group(struct maker *m, const char *const *group,
                             size_t n, struct alternatives *a, struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        const char **words;
        struct xap_query *q;
        size_t k =
            lexicon_words(m->db->mem, group[i], EXPRESSION_WORDS_MAX, &words);
        enum status st = words_query(m, words, k, k > 1, &q, e);
        if (st != ST_OK)
            return st;
        add_scaled(m, a, q);
    }
    return ST_OK;
}

/* Adds what means the same as the N words; tells whether anything does. */
static enum status add_synonyms(struct maker *m, const char *const *words,
                                size_t n, struct alternatives *a, bool *found,
                                struct err *e)
{
    *found = false;
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
        *found = *found || same;
    }
    return ST_OK;
}

static enum status add_parts(struct maker *m, const char *word,
                             struct alternatives *a, struct err *e)
{
    const char *parts[2];
    struct xap_query *q;
    enum status st = compound_split(m->db, word, &parts[0], &parts[1], e);
    if (st != ST_OK || parts[0] == NULL)
        return st;
    st = words_query(m, parts, 2, false, &q, e);
    add_scaled(m, a, q);
    return st;
}

/* Calls for the county or country that the words name, whether or not their
 * text has its name. */
static void add_region(struct maker *m, const char *const *words, size_t n,
                       struct alternatives *a)
{
    int region = format_find_region(words, n);
    if (region < 0)
        return;
    char *term = arena_printf(m->db->mem, "%s%s", PREFIX_REGION,
                              code_name(CODE_REGION, region));
    for (char *s = term + strlen(PREFIX_REGION); *s != '\0'; s++)
        *s = (char)tolower((unsigned char)*s);
    add(a, xap_query_term(m->db->xap, term, 1));
}

/* A reference number is written with "dnr" before it or without. */
static void add_reference(struct maker *m, const char *reference,
                          struct alternatives *a)
{
    static const char dnr[] = "dnr";
    size_t n = sizeof dnr - 1;
    bool has = strncmp(reference, dnr, n) == 0;
    const char *bare = has ? reference + n : reference;
    add(a, xap_query_term(
               m->db->xap,
               arena_printf(m->db->mem, "%s%s", PREFIX_REFERENCE, bare), 1));
    add(a, xap_query_term(
               m->db->xap,
               arena_printf(m->db->mem, "%s%s%s", PREFIX_REFERENCE, dnr, bare),
               1));
}

/* One token in every way in which calls may say it. */
static enum status token_query(struct maker *m, const struct typed_token *t,
                               struct xap_query **ret, struct err *e)
{
    struct alternatives a = {.n = 0};
    struct xap_query *q;
    bool found;
    const char *const *words = (const char *const *)t->words;

    enum status st = words_query(m, words, t->n_words, false, &q, e);
    if (st != ST_OK)
        return st;
    add(&a, q);
    if (t->reference != NULL)
        add_reference(m, t->reference, &a);
    add_region(m, words, t->n_words, &a);
    st = add_synonyms(m, words, t->n_words, &a, &found, e);
    if (st == ST_OK && t->n_words == 1)
        st = add_parts(m, t->words[0], &a, e);
    if (st != ST_OK)
        return st;
    *ret = best_of(m, &a);
    return *ret != NULL ? ST_OK : out_of_memory(e);
}

/* --- several tokens ------------------------------------------------------ */

/*
 * The alternatives to the N >= 2 tokens from FIRST taken together: an
 * expression's synonyms, or the compound that two make. Tells whether there
 * are any.
 */
static enum status add_joint(struct maker *m, size_t first, size_t n,
                             struct alternatives *a, bool *found, struct err *e)
{
    const char *words[EXPRESSION_WORDS_MAX], *joined = NULL;
    struct xap_query *q = NULL;
    for (size_t i = 0; i < n; i++) {
        if (m->typed->tokens[first + i].n_words != 1)
            return ST_OK;
        words[i] = m->typed->tokens[first + i].words[0];
    }
    enum status st = add_synonyms(m, words, n, a, found, e);
    if (st != ST_OK || n != 2)
        return st;
    size_t before = a->n;
    add_region(m, words, n, a);
    *found = *found || a->n > before;
    st = compound_join(m->db, words[0], words[1], &joined, e);
    if (st == ST_OK && joined != NULL)
        st = word_query(m, joined, "", &q, e);
    if (q != NULL) {
        add_scaled(m, a, q);
        *found = true;
    }
    return st;
}

/* The longest run of tokens from FIRST that has joint alternatives; *n is how
 * many tokens the query covers. */
static enum status segment_query(struct maker *m, size_t first,
                                 struct xap_query **ret, size_t *n,
                                 struct err *e)
{
    size_t left = m->typed->n_tokens - first;
    size_t longest = left < 4 ? left : 4;

    for (size_t k = longest; k >= 2; k--) {
        struct alternatives joint = {.n = 0}, each = {.n = 0};
        bool found = false;
        enum status st = add_joint(m, first, k, &joint, &found, e);
        if (st != ST_OK)
            return st;
        if (!found)
            continue;
        for (size_t i = 0; i < k; i++) {
            struct xap_query *q;
            st = token_query(m, &m->typed->tokens[first + i], &q, e);
            if (st != ST_OK)
                return st;
            add(&each, q);
        }
        add(&joint, xap_query_combine(m->db->xap, m->op, each.q, each.n));
        *n = k;
        *ret = best_of(m, &joint);
        return *ret != NULL ? ST_OK : out_of_memory(e);
    }
    *n = 1;
    return token_query(m, &m->typed->tokens[first], ret, e);
}

/* The words, segment by segment. */
static enum status segments_query(struct maker *m, struct xap_query **ret,
                                  struct err *e)
{
    struct alternatives all = {.n = 0};
    for (size_t i = 0, n = 1; i < m->typed->n_tokens; i += n) {
        struct xap_query *q;
        enum status st = segment_query(m, i, &q, &n, e);
        if (st != ST_OK)
            return st;
        add(&all, q);
    }
    *ret = xap_query_combine(m->db->xap, m->op, all.q, all.n);
    return *ret != NULL ? ST_OK : out_of_memory(e);
}

/* Adds what the words weigh where they stand in the field PREFIX. */
static enum status add_boosts(struct maker *m, const char *prefix,
                              double weight, struct alternatives *all,
                              struct err *e)
{
    for (size_t i = 0; i < m->typed->n_tokens; i++) {
        const struct typed_token *t = &m->typed->tokens[i];
        for (size_t w = 0; w < t->n_words; w++) {
            struct xap_query *q;
            enum status st = word_query(m, t->words[w], prefix, &q, e);
            if (st != ST_OK)
                return st;
            if (q != NULL)
                add(all, xap_query_scale(m->db->xap, q, weight));
        }
    }
    return ST_OK;
}

/* MATCH, which must match, ranked by the words wherever they stand. */
static enum status weighed(struct maker *m, struct xap_query *match,
                           struct xap_query **ret, struct err *e)
{
    const struct weights_fields *w = &m->weights->fields;
    struct maker weigher = *m;
    struct alternatives all = {.n = 0};
    struct xap_query *body;

    weigher.weighing = true;
    weigher.op = XAP_OR;
    enum status st = segments_query(&weigher, &body, e);
    if (st != ST_OK)
        return st;
    add(&all, xap_query_scale(m->db->xap, body, w->body));
    st = add_boosts(&weigher, PREFIX_TITLE, w->title, &all, e);
    if (st == ST_OK)
        st = add_boosts(&weigher, PREFIX_PURPOSE, w->purpose, &all, e);
    if (st != ST_OK)
        return st;
    struct xap_query *both[] = {
        xap_query_scale(m->db->xap, match, 0),
        xap_query_combine(m->db->xap, XAP_OR, all.q, all.n)};
    *ret = xap_query_combine(m->db->xap, XAP_AND_MAYBE, both, 2);
    return *ret != NULL ? ST_OK : out_of_memory(e);
}

/* --- with operators ------------------------------------------------------ */

static enum status parsed_query(struct maker *m, struct xap_query **ret,
                                struct err *e)
{
    static const struct xap_field fields[] = {
        {"region", PREFIX_REGION, true},       {"theme", PREFIX_THEME, true},
        {"applicant", PREFIX_APPLICANT, true}, {"kind", PREFIX_KIND, true},
        {"language", PREFIX_LANGUAGE, true},   {"status", PREFIX_STATUS, true},
        {"funder", PREFIX_FUNDER, true},       {"title", PREFIX_TITLE, false},
    };
    return xap_parse(m->db->xap, m->typed->text, m->stemmer, XAP_AND, "",
                     fields, sizeof fields / sizeof *fields, ret, e);
}

/* --- all languages ------------------------------------------------------- */

/* Q for the calls in language I alone. */
static struct xap_query *held_to_language(struct searchdb *db, size_t i,
                                          struct xap_query *q)
{
    struct xap_query *other[LANG_NONE];
    const char *term = db->languages[i].term;
    if (db->n_languages == 1)
        return q;
    if (term != NULL) {
        struct xap_query *both[] = {q, xap_query_term(db->xap, term, 1)};
        return xap_query_combine(db->xap, XAP_FILTER, both, 2);
    }
    for (size_t k = 0; k < i; k++)
        other[k] = xap_query_term(db->xap, db->languages[k].term, 1);
    struct xap_query *both[] = {q,
                                xap_query_combine(db->xap, XAP_OR, other, i)};
    return xap_query_combine(db->xap, XAP_AND_NOT, both, 2);
}

enum status typed_query(struct searchdb *db, const struct typed *t, bool any,
                        const struct lexicon *l, const struct weights *w,
                        struct xap_query **ret, struct err *e)
{
    struct xap_query *each[LANG_NONE + 1];
    struct maker m = {.db = db,
                      .typed = t,
                      .lexicon = l,
                      .weights = w,
                      .op = any ? XAP_OR : XAP_AND};
    for (size_t i = 0; i < db->n_languages; i++) {
        struct xap_query *q;
        m.stemmer = db->languages[i].stemmer;
        enum status st = t->has_operators ? parsed_query(&m, &q, e)
                                          : segments_query(&m, &q, e);
        if (st == ST_OK)
            st = weighed(&m, q, &q, e);
        if (st != ST_OK)
            return st;
        each[i] = held_to_language(db, i, q);
    }
    *ret = xap_query_combine(db->xap, XAP_OR, each, db->n_languages);
    return *ret != NULL ? ST_OK : out_of_memory(e);
}
