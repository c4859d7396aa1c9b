/*
 * pool.c - asking the index; see finder.h.
 *
 * The index is asked for a pool of calls, several times larger than what is
 * to be shown, because the gate and the ranking look at more than words. A
 * pool that does not hold all that match is filled up with the calls that
 * share a theme or a county with the profile, so that a fitting call which
 * uses other words is not lost among thousands.
 */
#include "finder.h"

#include "medel/i18n.h"
#include "medel/index_schema.h"

#include <stdlib.h>
#include <string.h>

#define POOL_MIN 400
#define POOL_PER_RESULT 5

/* Which weight of a candidate a run of the index gives. */
enum run_weight { RUN_NONE, RUN_WORDS, RUN_TEXT };

static enum status out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, _("searching: out of memory"));
}

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

/* Reads a hit's record. A damaged one is counted and left out. */
static enum status add_hit(struct finder *f, const struct xap_hit *hit,
                           struct candidate **ret, struct err *e)
{
    struct candidate_list *l = f->list;
    struct call *call;
    struct err mine = ERR_INIT;
    enum status st = searchdb_read_call(hit->data, hit->data_len, &call, &mine);
    *ret = NULL;
    if (st == ST_CORRUPT) {
        l->n_unreadable++;
        return ST_OK;
    }
    if (st != ST_OK)
        return err_set(e, st, "%s", mine.text);
    l->items = arena_grow(l->mem, l->items, l->n, &l->cap, sizeof *l->items);
    *ret = &l->items[l->n++];
    **ret = (struct candidate){.call = call,
                               .docid = hit->docid,
                               .data = hit->data,
                               .data_len = hit->data_len};
    return ST_OK;
}

/* Whether the document of HIT is that of C. The index can be rebuilt between
 * two questions to it, and then the same number means another call. A record
 * begins with its id (see call_to_json). */
static bool same_record(const struct candidate *c, const struct xap_hit *hit)
{
    static const char key[] = "{\"id\":\"";
    size_t k = sizeof key - 1, n = strlen(c->call->id);
    return hit->data_len > k + n && memcmp(hit->data, key, k) == 0 &&
           memcmp(hit->data + k, c->call->id, n) == 0 &&
           hit->data[k + n] == '"';
}

static size_t pool_size(const struct finder *f)
{
    const struct search_request *rq = f->rq;
    size_t n = rq->limit * POOL_PER_RESULT;
    if (rq->limit == 0 || rq->sort != SORT_RELEVANCE || f->loose)
        return UINT32_MAX;
    return n < POOL_MIN ? POOL_MIN : n;
}

/* Runs Q and adds what it finds; *more tells that more would match. */
static enum status run(struct finder *f, struct xap_query *q,
                       enum run_weight weight, bool *more, struct err *e)
{
    struct xap_hits hits;
    size_t before = f->list->n;
    enum status st =
        xap_search_bare(f->db->xap, f->db->mem, q, 0, pool_size(f), &hits, e);
    if (st != ST_OK)
        return st;
    for (size_t i = 0; i < hits.n; i++) {
        const struct xap_hit *hit = &hits.items[i];
        struct candidate *c = find_docid(f->list, hit->docid, before);
        if (c == NULL)
            st = add_hit(f, hit, &c, e);
        else if (!same_record(c, hit))
            st = err_set(e, ST_RETRY, _("the index changed during the search"));
        if (st != ST_OK)
            return st;
        if (c == NULL)
            continue;
        if (weight == RUN_WORDS)
            c->words = hit->weight;
        if (weight == RUN_TEXT)
            c->text = hit->weight;
    }
    if (f->list->n > before)
        qsort(f->list->items, f->list->n, sizeof *f->list->items, by_docid);
    *more = hits.estimate > hits.n;
    return ST_OK;
}

/* BASE within the filter and without what is barred unread, nor the call that
 * others are to be like. */
static struct xap_query *narrowed(struct finder *f, struct xap_query *base)
{
    struct xap_query *q = base;
    if (f->narrow != NULL) {
        struct xap_query *both[] = {q, f->narrow};
        q = xap_query_combine(f->db->xap, XAP_FILTER, both, 2);
    }
    if (f->barred != NULL) {
        struct xap_query *both[] = {q, f->barred};
        q = xap_query_combine(f->db->xap, XAP_AND_NOT, both, 2);
    }
    if (f->like != NULL) {
        const char *id =
            arena_printf(f->db->mem, "%s%s", PREFIX_ID, f->like->id);
        struct xap_query *both[] = {q, xap_query_term(f->db->xap, id, 1)};
        q = xap_query_combine(f->db->xap, XAP_AND_NOT, both, 2);
    }
    return q;
}

/* REQUIRED without its weight, ranked by the words of the bag. */
static struct xap_query *ranked_by_text(struct finder *f,
                                        struct xap_query *required)
{
    struct xap_query *both[] = {xap_query_scale(f->db->xap, required, 0),
                                f->text};
    if (f->text == NULL)
        return both[0];
    return xap_query_combine(f->db->xap, XAP_AND_MAYBE, both, 2);
}

/* The required calls that have some of the codes SET in FIELD. */
static enum status run_within(struct finder *f, struct xap_query *required,
                              enum query_field field, codeset set,
                              struct err *e)
{
    bool more;
    struct condition_notes notes = {0};
    struct condition within = {.field = field, .codes = set};
    struct xap_query *q =
        set != 0 ? condition_query(f->db, &within, f->rq->day, false, &notes, e)
                 : NULL;
    if (q == NULL)
        return e != NULL && e->status != ST_OK ? e->status : ST_OK;
    struct xap_query *both[] = {required, q};
    q = xap_query_combine(f->db->xap, XAP_FILTER, both, 2);
    return run(f, ranked_by_text(f, q), RUN_TEXT, &more, e);
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
    bool more;
    enum status st = run(f, ranked_by_text(f, required), RUN_TEXT, &more, e);
    if (st == ST_OK && more)
        st = run_within(f, required, ASK_THEME, themes, e);
    if (st == ST_OK && more)
        st = run_within(f, required, ASK_REGION, regions & REGION_COUNTIES, e);
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
    bool more;
    const char *id = arena_printf(f->db->mem, "%s%s", PREFIX_ID, f->rq->only);
    struct xap_query *one = xap_query_term(f->db->xap, id, 1);
    if (one == NULL)
        return out_of_memory(e);
    return run(f, ranked_by_text(f, one),
               f->bag != NULL ? RUN_TEXT : RUN_NONE, &more, e);
}

enum status pool_fill(struct finder *f, bool any, struct err *e)
{
    struct xap_query *base = NULL;
    bool asks = f->query.has_words, bag = f->bag != NULL, more;
    enum status st = build(f, any, &base, e);
    if (st != ST_OK)
        return st;
    struct xap_query *required = narrowed(f, base);
    if (required == NULL)
        return out_of_memory(e);
    if (asks || !bag)
        st = run(f, required, asks ? RUN_WORDS : RUN_NONE, &more, e);
    if (st == ST_OK && bag)
        st = run_bag(f, required, e);
    if (st == ST_OK && f->rq->only != NULL)
        st = run_only(f, e);
    return st;
}
