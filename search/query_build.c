/*
 * query_build.c - see query_build.h.
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
#include "query_build.h"

#include "word_forms.h"
#include "words_query.h"

#include "medel/i18n.h"
#include "medel/index_schema.h"

#include <string.h>

/* Words apart, where NEAR does not say. */
#define NEAR_DISTANCE 10

/* One language's half of the work. */
struct maker {
    struct query_builder *b;
    struct words_maker words;
    bool apart; /* see words_query.h */
};

struct list {
    struct xap_query **q;
    size_t n, cap;
};

static enum status match(struct maker *m, const struct query_node *n,
                         bool negated, struct xap_query **ret, struct err *e);

static enum status checked(struct xap_query *q, struct xap_query **ret,
                           struct err *e)
{
    *ret = q;
    return q != NULL ? ST_OK
                     : err_set(e, ST_NOMEM, _("searching: out of memory"));
}

static void add(struct maker *m, struct list *l, struct xap_query *q)
{
    l->q = arena_grow(m->b->db->mem, l->q, l->n, &l->cap, sizeof *l->q);
    l->q[l->n++] = q;
}

static struct xap_query *combined(struct maker *m, enum xap_op op,
                                  const struct list *l)
{
    return xap_query_combine(m->b->db->xap, op, l->q, l->n);
}

static const char *prefix_of(const struct query_node *n)
{
    return n->in_title ? PREFIX_TITLE : "";
}

/* --- leaves -------------------------------------------------------------- */

static struct xap_query *any_of_terms(struct maker *m, const char **terms,
                                      size_t n)
{
    struct list l = {.n = 0};
    for (size_t i = 0; i < n; i++)
        add(m, &l, xap_query_term(m->b->db->xap, terms[i], 1));
    return combined(m, XAP_OR, &l);
}

static enum status match_words(struct maker *m, const struct query_node *n,
                               bool negated, struct xap_query **ret,
                               struct err *e)
{
    struct words_maker words = m->words;
    words.prefix = prefix_of(n);
    words.exact = negated;
    return words_side_by_side(&words, n->words, n->n_words, ret, e);
}

static enum status match_phrase(struct maker *m, const struct query_node *n,
                                struct xap_query **ret, struct err *e)
{
    struct searchdb *db = m->b->db;
    struct list l = {.n = 0};
    for (size_t i = 0; i < n->n_words; i++)
        for (size_t k = 0; k < n->words[i].n_parts; k++)
            add(m, &l,
                xap_query_term(db->xap,
                               arena_printf(db->mem, "%s%s", prefix_of(n),
                                            n->words[i].parts[k]),
                               1));
    return checked(l.n == 1 ? l.q[0] : combined(m, XAP_PHRASE, &l), ret, e);
}

static enum status match_pattern(struct maker *m, const struct query_node *n,
                                 struct xap_query **ret, struct err *e)
{
    const char **terms;
    size_t count;
    enum status st = word_matches(m->b->db, n->words[0].text, prefix_of(n),
                                  &terms, &count, e);
    return st == ST_OK ? checked(any_of_terms(m, terms, count), ret, e) : st;
}

/* --- NEAR ---------------------------------------------------------------- */

/* An operand: the terms that stand in the text, which alone have places. */
static enum status place(struct maker *m, const struct query_node *n,
                         struct list *l, struct err *e)
{
    struct searchdb *db = m->b->db;
    const char **terms = NULL;
    size_t count = 0;
    enum status st = ST_OK;
    if (n->kind == QUERY_OR) {
        for (size_t i = 0; i < n->n && st == ST_OK; i++)
            st = place(m, n->sub[i], l, e);
        return st;
    }
    if (n->kind == QUERY_PATTERN)
        st =
            word_matches(db, n->words[0].text, prefix_of(n), &terms, &count, e);
    else if (n->kind == QUERY_WORDS)
        st = word_forms(db, n->words[0].parts[0], m->words.stemmer,
                        prefix_of(n), &terms, &count, e);
    else
        add(m, l,
            xap_query_term(db->xap,
                           arena_printf(db->mem, "%s%s", prefix_of(n),
                                        n->words[0].parts[0]),
                           1));
    for (size_t i = 0; i < count && st == ST_OK; i++)
        add(m, l, xap_query_term(db->xap, terms[i], 1));
    return st;
}

static enum status match_near(struct maker *m, const struct query_node *n,
                              struct xap_query **ret, struct err *e)
{
    unsigned distance = n->distance > 0 ? n->distance : NEAR_DISTANCE;
    struct list all = {.n = 0};
    for (size_t i = 0; i < n->n; i++) {
        struct list l = {.n = 0};
        enum status st = place(m, n->sub[i], &l, e);
        if (st != ST_OK)
            return st;
        /* Xapian's NEAR takes no operand that is empty. */
        if (l.n == 0)
            return checked(combined(m, XAP_OR, &l), ret, e);
        add(m, &all, l.n == 1 ? l.q[0] : combined(m, XAP_OR, &l));
    }
    return checked(xap_query_window(m->b->db->xap, false, all.q, all.n,
                                    distance * (unsigned)(n->n - 1) + 1),
                   ret, e);
}

/* --- the tree ------------------------------------------------------------ */

/* What all of the subs but those under NOT match, without what these do. */
static enum status match_all(struct maker *m, const struct query_node *n,
                             bool negated, struct xap_query **ret,
                             struct err *e)
{
    struct searchdb *db = m->b->db;
    struct list in = {.n = 0}, out = {.n = 0};
    for (size_t i = 0; i < n->n; i++) {
        const struct query_node *sub = n->sub[i];
        bool not = sub->kind == QUERY_NOT;
        struct xap_query *q;
        enum status st =
            match(m, not ? sub->sub[0] : sub, negated != not, &q, e);
        if (st != ST_OK)
            return st;
        add(m, not ? &out : &in, q);
    }
    struct xap_query *both[] = {in.n > 0 ? combined(m, XAP_AND, &in)
                                         : xap_query_all(db->xap),
                                combined(m, XAP_OR, &out)};
    return checked(
        out.n == 0 ? both[0] : xap_query_combine(db->xap, XAP_AND_NOT, both, 2),
        ret, e);
}

static enum status match_any(struct maker *m, const struct query_node *n,
                             bool negated, struct xap_query **ret,
                             struct err *e)
{
    struct list l = {.n = 0};
    for (size_t i = 0; i < n->n; i++) {
        struct xap_query *q;
        enum status st = match(m, n->sub[i], negated, &q, e);
        if (st != ST_OK)
            return st;
        add(m, &l, q);
    }
    return checked(combined(m, XAP_OR, &l), ret, e);
}

/* The calls that N finds. Where a condition is judged on the record these are
 * too many, so that none is lost; NEGATED, below a NOT, too few. */
static enum status match(struct maker *m, const struct query_node *n,
                         bool negated, struct xap_query **ret, struct err *e)
{
    struct query_node alone = {
        .kind = QUERY_AND, .sub = (struct query_node *[]){NULL}, .n = 1};
    switch (n->kind) {
    case QUERY_AND:
        return match_all(m, n, negated, ret, e);
    case QUERY_OR:
        return match_any(m, n, negated, ret, e);
    case QUERY_NOT:
        alone.sub[0] = (struct query_node *)n;
        return match_all(m, &alone, negated, ret, e);
    case QUERY_NEAR:
        return match_near(m, n, ret, e);
    case QUERY_WORDS:
        return match_words(m, n, negated, ret, e);
    case QUERY_PHRASE:
        return match_phrase(m, n, ret, e);
    case QUERY_PATTERN:
        return match_pattern(m, n, ret, e);
    case QUERY_CONDITION:
        break;
    }
    *ret = condition_query(m->b->db, &n->condition, m->b->day, negated,
                           &m->b->notes, e);
    return *ret != NULL ? ST_OK : e->status;
}

/* --- weighing ------------------------------------------------------------ */

/* Adds what the words weigh where they stand in the field PREFIX. */
static enum status add_boosts(struct maker *m, const struct query_node *n,
                              const char *prefix, double weight, struct list *l,
                              struct err *e)
{
    for (size_t i = 0; i < n->n_words; i++)
        for (size_t k = 0; k < n->words[i].n_parts; k++) {
            struct xap_query *q;
            enum status st =
                words_any_form(&m->words, n->words[i].parts[k], prefix, &q, e);
            if (st != ST_OK)
                return st;
            if (q != NULL)
                add(m, l, xap_query_scale(m->b->db->xap, q, weight));
        }
    return ST_OK;
}

/* Adds the weights of all words of N that are not below a NOT. */
static enum status add_weights(struct maker *m, const struct query_node *n,
                               struct list *l, struct err *e)
{
    const struct weights_fields *w = &m->b->weights->fields;
    struct xap_query *body = NULL;
    enum status st = ST_OK;
    if (n->kind == QUERY_NOT || n->kind == QUERY_CONDITION)
        return ST_OK;
    for (size_t i = 0; i < n->n && st == ST_OK; i++)
        st = add_weights(m, n->sub[i], l, e);
    if (st != ST_OK || n->n_words == 0)
        return st;
    if (n->kind == QUERY_PATTERN) {
        st = match_pattern(m, n, &body, e);
        if (st == ST_OK)
            add(m, l, xap_query_scale(m->b->db->xap, body, w->body));
        return st;
    }
    m->words.prefix = "";
    st = words_side_by_side(&m->words, n->words, n->n_words, &body, e);
    if (st != ST_OK)
        return st;
    add(m, l, xap_query_scale(m->b->db->xap, body, w->body));
    st = add_boosts(m, n, PREFIX_TITLE, w->title, l, e);
    if (st == ST_OK)
        st = add_boosts(m, n, PREFIX_PURPOSE, w->purpose, l, e);
    return st;
}

/* Words side by side that match and weigh in one query, for that goes through
 * each posting list but once. NULL where no such query says the same. */
static enum status at_once(struct maker *m, const struct query_node *root,
                           struct xap_query **ret, struct err *e)
{
    const struct weights_fields *w = &m->b->weights->fields;
    struct xap_db *xap = m->b->db->xap;
    struct list l = {.n = 0};
    *ret = NULL;
    if (root->kind != QUERY_WORDS || root->in_title)
        return ST_OK;
    enum status st = match_words(m, root, false, ret, e);
    if (st == ST_OK)
        st = add_boosts(m, root, PREFIX_TITLE, w->title, &l, e);
    if (st == ST_OK)
        st = add_boosts(m, root, PREFIX_PURPOSE, w->purpose, &l, e);
    if (st != ST_OK)
        return st;
    struct xap_query *both[] = {xap_query_scale(xap, *ret, w->body),
                                combined(m, XAP_OR, &l)};
    *ret = m->apart ? NULL : xap_query_combine(xap, XAP_AND_MAYBE, both, 2);
    return m->apart ? ST_OK : checked(*ret, ret, e);
}

/* MATCHED, which must match, ranked by the words wherever they stand. */
static enum status weighed(struct maker *m, const struct query_node *root,
                           struct xap_query *matched, struct xap_query **ret,
                           struct err *e)
{
    struct xap_db *xap = m->b->db->xap;
    struct maker weigher = *m;
    struct list l = {.n = 0};
    weigher.words.weighing = true;
    weigher.words.op = XAP_OR;
    enum status st = add_weights(&weigher, root, &l, e);
    if (st != ST_OK)
        return st;
    struct xap_query *both[] = {xap_query_scale(xap, matched, 0),
                                combined(m, XAP_OR, &l)};
    return checked(l.n == 0 ? both[0]
                            : xap_query_combine(xap, XAP_AND_MAYBE, both, 2),
                   ret, e);
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

static struct maker maker_for(struct query_builder *b, size_t i)
{
    const struct searchdb_language *l = &b->db->languages[i];
    return (struct maker){
        .b = b,
        .words = {.db = b->db,
                  .lexicon = b->lexicon,
                  .stemmer = l->stemmer,
                  .prefix = "",
                  .op = b->any ? XAP_OR : XAP_AND,
                  .compounds =
                      l->language == LANG_SV || l->language == LANG_NO ||
                      l->language == LANG_DA || l->language == LANG_NONE},
    };
}

/* N in every language; ranked by the words below ROOT where it is not NULL. */
static enum status in_languages(struct query_builder *b,
                                const struct query_node *n,
                                const struct query_node *root,
                                struct xap_query **ret, struct err *e)
{
    struct xap_query *each[LANG_NONE + 1];
    for (size_t i = 0; i < b->db->n_languages; i++) {
        struct maker m = maker_for(b, i);
        struct xap_query *q = NULL;
        m.words.apart = &m.apart;
        enum status st = root != NULL ? at_once(&m, root, &q, e) : ST_OK;
        if (st == ST_OK && q == NULL) {
            st = match(&m, n, false, &q, e);
            if (st == ST_OK && root != NULL)
                st = weighed(&m, root, q, &q, e);
        }
        if (st != ST_OK)
            return st;
        each[i] = held_to_language(b->db, i, q);
    }
    return checked(
        xap_query_combine(b->db->xap, XAP_OR, each, b->db->n_languages), ret,
        e);
}

enum status query_build(struct query_builder *b, const struct query *q,
                        struct xap_query **ret, struct err *e)
{
    return in_languages(b, q->root, q->root, ret, e);
}

enum status query_build_leaf(struct query_builder *b,
                             const struct query_node *leaf,
                             struct xap_query **ret, struct err *e)
{
    return in_languages(b, leaf, NULL, ret, e);
}
