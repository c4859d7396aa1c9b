/*
 * pool.c - asking the index; see finder.h.
 *
 * The index is asked for a pool of calls, several times larger than what is
 * to be shown, because the gate and the ranking look at more than words. Of
 * each only the brief is read; the few that are shown are read whole later. A
 * pool that does not hold all that match is filled up with the calls that
 * share a theme or a county with the profile, so that a fitting call which
 * uses other words is not lost among thousands.
 */
#include "finder.h"

#include "code_query.h"

#include "medel/call_brief.h"
#include "medel/i18n.h"
#include "medel/index_schema.h"

#include <stdlib.h>
#include <string.h>

#define POOL_MIN 400
#define POOL_PER_RESULT 5

/* What a run of the index found, and which weight of a candidate it gives. */
struct hit {
    uint32_t docid;
    double weight;
};
enum run_weight { RUN_NONE, RUN_WORDS, RUN_TEXT };

static enum status out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, _("searching: out of memory"));
}

static size_t pool_size(const struct finder *f)
{
    const struct search_request *rq = f->rq;
    size_t n = rq->limit * POOL_PER_RESULT;
    if (rq->limit == 0 || rq->sort != SORT_RELEVANCE || f->loose)
        return UINT32_MAX;
    return n < POOL_MIN ? POOL_MIN : n;
}

/* --- into the list -------------------------------------------------------- */

static int by_docid(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    return x->docid < y->docid ? -1 : x->docid > y->docid;
}

/* Among the first N candidates, which are ordered by docid. */
static struct candidate *find_docid(struct candidate_list *l, uint32_t docid,
                                    size_t n)
{
    struct candidate key = {.docid = docid};
    if (n == 0)
        return NULL;
    return bsearch(&key, l->items, n, sizeof key, by_docid);
}

/* Unpacks the briefs of the candidates that have none yet. A damaged one is
 * counted and its candidate left out. */
static enum status take_briefs(struct finder *f, const struct xap_bytes *briefs,
                               struct err *e)
{
    struct candidate_list *l = f->list;
    size_t kept = 0, next = 0, n = l->n;
    enum status st = ST_OK;
    for (size_t i = 0; i < n && st == ST_OK; i++) {
        struct candidate c = l->items[i];
        struct err mine = ERR_INIT;
        if (c.call == NULL) {
            const struct xap_bytes *brief = &briefs[next++];
            st = call_brief_unpack(l->mem, brief->data, brief->len, &c.call,
                                   &mine);
        }
        if (st == ST_OK)
            l->items[kept++] = c;
        else if (st == ST_CORRUPT)
            l->n_unreadable++;
        else
            return err_set(e, st, "%s", mine.text);
        st = ST_OK;
    }
    l->n = kept;
    return st;
}

static enum status read_briefs(struct finder *f, struct err *e)
{
    struct candidate_list *l = f->list;
    struct arena *mem = f->db->mem;
    uint32_t *ids = arena_alloc(mem, l->n * sizeof *ids);
    size_t n = 0;
    for (size_t i = 0; i < l->n; i++)
        if (l->items[i].call == NULL)
            ids[n++] = l->items[i].docid;
    struct xap_bytes *briefs = arena_alloc(mem, n * sizeof *briefs);
    enum status st =
        xap_values(f->db->xap, mem, SLOT_BRIEF, ids, n, briefs, e);
    return st == ST_OK ? take_briefs(f, briefs, e) : st;
}

/* Room for N more candidates, which are large, so that the list is not copied
 * again and again as it grows. */
static void make_room(struct candidate_list *l, size_t n)
{
    if (l->cap - l->n >= n)
        return;
    struct candidate *items = arena_alloc(l->mem, (l->n + n) * sizeof *items);
    if (l->n > 0)
        memcpy(items, l->items, l->n * sizeof *items);
    l->items = items;
    l->cap = l->n + n;
}

/* Adds HITS to the list, or their weights to what is in it. */
static enum status add(struct finder *f, const struct hit *hits, size_t n,
                       enum run_weight weight, struct err *e)
{
    struct candidate_list *l = f->list;
    size_t before = l->n;
    make_room(l, n);
    for (size_t i = 0; i < n; i++) {
        struct candidate *c = find_docid(l, hits[i].docid, before);
        if (c == NULL) {
            c = &l->items[l->n++];
            *c = (struct candidate){.docid = hits[i].docid};
        }
        if (weight == RUN_WORDS)
            c->words = hits[i].weight;
        if (weight == RUN_TEXT)
            c->text = hits[i].weight;
    }
    if (l->n == before)
        return ST_OK;
    qsort(l->items, l->n, sizeof *l->items, by_docid);
    return read_briefs(f, e);
}

/* --- asking --------------------------------------------------------------- */

/* Runs Q and adds the best that it finds. */
static enum status run(struct finder *f, struct xap_query *q,
                       enum run_weight weight, struct err *e)
{
    struct xap_hits found;
    enum status st =
        xap_search_bare(f->db->xap, f->db->mem, q, 0, pool_size(f), &found, e);
    if (st != ST_OK)
        return st;
    struct hit *hits = arena_alloc(f->db->mem, found.n * sizeof *hits);
    for (size_t i = 0; i < found.n; i++)
        hits[i] = (struct hit){found.items[i].docid, found.items[i].weight};
    return add(f, hits, found.n, weight, e);
}

/* BASE within the filter and without what is barred unread, nor the call that
 * others are to be like. */
static struct xap_query *narrowed(struct finder *f, struct xap_query *base)
{
    struct xap_query *q = base;
    if (f->unbarred != NULL && f->query.root == NULL) {
        q = f->unbarred; /* BASE is all there are */
    } else if (f->unbarred != NULL) {
        struct xap_query *both[] = {q, f->unbarred};
        q = xap_query_combine(f->db->xap, XAP_FILTER, both, 2);
    }
    if (f->narrow != NULL) {
        struct xap_query *both[] = {q, f->narrow};
        q = xap_query_combine(f->db->xap, XAP_FILTER, both, 2);
    }
    if (f->like != NULL) {
        const char *id =
            arena_printf(f->db->mem, "%s%s", PREFIX_ID, f->like->id);
        struct xap_query *both[] = {q, xap_query_term(f->db->xap, id, 1)};
        q = xap_query_combine(f->db->xap, XAP_AND_NOT, both, 2);
    }
    return q;
}

/* All that match a query, ascending, and how much each says of the bag's
 * words. */
struct weighed {
    uint32_t *ids;
    double *weights;
    size_t n;
};

static enum status weigh(struct finder *f, struct xap_query *q,
                         struct weighed *ret, struct err *e)
{
    enum status st =
        xap_matching(f->db->xap, f->db->mem, q, &ret->ids, &ret->n, e);
    if (st != ST_OK)
        return st;
    ret->weights = arena_alloc(f->db->mem, ret->n * sizeof *ret->weights);
    return bag_weigh(f->bag, &f->rq->weights->fields, ret->ids, ret->n,
                     ret->weights, e);
}

static int best_first(const void *a, const void *b)
{
    const struct hit *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight < y->weight ? 1 : -1;
    return x->docid < y->docid ? -1 : x->docid > y->docid;
}

/* Adds the best of W; only those marked in AMONG where that is not NULL. */
static enum status add_best(struct finder *f, const struct weighed *w,
                            const bool *among, struct err *e)
{
    struct hit *hits = arena_alloc(f->db->mem, w->n * sizeof *hits);
    size_t n = 0, most = pool_size(f);
    for (size_t i = 0; i < w->n; i++)
        if (among == NULL || among[i])
            hits[n++] = (struct hit){w->ids[i], w->weights[i]};
    if (n > 0)
        qsort(hits, n, sizeof *hits, best_first);
    return add(f, hits, n < most ? n : most, RUN_TEXT, e);
}

/* The best of W that state some of SET. */
static enum status add_stating(struct finder *f, const struct weighed *w,
                               const char *prefix, enum code_kind kind,
                               codeset set, struct err *e)
{
    const char *terms[CODE_TERMS_MAX];
    size_t n = code_terms(f->db, prefix, kind, set, terms);
    bool *states = arena_alloc(f->db->mem, w->n * sizeof *states);
    enum status st =
        xap_having(f->db->xap, w->ids, w->n, terms, n, states, e);
    return st == ST_OK ? add_best(f, w, states, e) : st;
}

/* The view that the profile, or the call that others are to be like, has of the
 * pool: its words' weights, and where the pool does not hold all, the calls on
 * its themes and for its own counties. */
static enum status run_bag(struct finder *f, struct xap_query *required,
                           struct err *e)
{
    const struct profile *p = f->rq->profile;
    codeset themes = f->like != NULL ? f->like->themes : p->themes;
    codeset regions = f->like != NULL ? f->like->regions : p->regions;
    struct weighed w;
    enum status st = weigh(f, required, &w, e);
    if (st == ST_OK)
        st = add_best(f, &w, NULL, e);
    if (st == ST_OK && w.n > pool_size(f))
        st = add_stating(f, &w, PREFIX_THEME, CODE_THEME, themes, e);
    if (st == ST_OK && w.n > pool_size(f))
        st = add_stating(f, &w, PREFIX_REGION, CODE_REGION,
                         regions & REGION_COUNTIES, e);
    return st;
}

void pool_advise(struct finder *f, const struct condition_notes *notes)
{
    struct arena *mem = f->list->mem;
    if (notes->unknown_funder == NULL)
        return;
    f->list->advice =
        notes->near_funder != NULL
            ? arena_printf(mem,
                           _("no call is of a funder '%.60s'; did you mean "
                             "'%s'?"),
                           notes->unknown_funder, notes->near_funder)
            : arena_printf(mem, _("no call is of a funder '%.60s'"),
                           notes->unknown_funder);
}

/* The query, or all calls where there is none; ANY of its words may do. */
static enum status build(struct finder *f, bool any, struct xap_query **ret,
                         struct err *e)
{
    struct query_builder b = {.db = f->db,
                              .lexicon = f->rq->lexicon,
                              .weights = f->rq->weights,
                              .day = f->rq->day,
                              .any = any};
    if (f->query.root == NULL) {
        *ret = xap_query_all(f->db->xap);
        return *ret != NULL ? ST_OK : out_of_memory(e);
    }
    enum status st = query_build(&b, &f->query, ret, e);
    if (st == ST_OK)
        st = query_check_init(&f->check, &b, &f->query, e);
    f->loose = f->loose || b.notes.loose;
    pool_advise(f, &b.notes);
    return st;
}

/* The call that is asked about, whether the pool has it or not. */
static enum status run_only(struct finder *f, struct err *e)
{
    struct weighed w;
    const char *id = arena_printf(f->db->mem, "%s%s", PREFIX_ID, f->rq->only);
    struct xap_query *one = xap_query_term(f->db->xap, id, 1);
    if (one == NULL)
        return out_of_memory(e);
    if (f->bag == NULL)
        return run(f, one, RUN_NONE, e);
    enum status st = weigh(f, one, &w, e);
    return st == ST_OK ? add_best(f, &w, NULL, e) : st;
}

static enum status fill(struct finder *f, bool any, struct err *e)
{
    struct xap_query *base = NULL;
    bool asks = f->query.has_words, bag = f->bag != NULL;
    enum status st = build(f, any, &base, e);
    f->asked = st == ST_OK && f->query.has_words ? base : NULL;
    if (st != ST_OK)
        return st;
    struct xap_query *required = narrowed(f, base);
    if (required == NULL)
        return out_of_memory(e);
    if (asks || !bag)
        st = run(f, required, asks ? RUN_WORDS : RUN_NONE, e);
    if (st == ST_OK && bag)
        st = run_bag(f, required, e);
    if (st == ST_OK && f->rq->only != NULL)
        st = run_only(f, e);
    return st;
}

enum status pool_fill(struct finder *f, bool any, struct err *e)
{
    unsigned opened = xap_generation(f->db->xap);
    enum status st = fill(f, any, e);
    /* The index can be rebuilt between two questions to it, and then the same
     * number means another call. */
    if (st == ST_OK && xap_generation(f->db->xap) != opened)
        st = err_set(e, ST_RETRY, _("the index changed during the search"));
    return st;
}
