/*
 * candidates.c - from a request to ranked calls; see candidates.h.
 *
 * The index is asked for a pool of calls, several times larger than what is
 * to be shown, because the gate and the ranking look at more than words. A
 * pool that does not hold all that match is filled up with the calls that
 * share a theme or a county with the profile, so that a fitting call which
 * uses other words is not lost among thousands.
 */
#include "candidates.h"

#include "barred.h"
#include "profile_query.h"
#include "words_query.h"

#include "medel/i18n.h"
#include "medel/index_schema.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define POOL_MIN 400
#define POOL_PER_RESULT 5
#define WHY_WORDS_MAX 5

/* Which weight of a candidate a run of the index gives. */
enum run_weight { RUN_NONE, RUN_WORDS, RUN_TEXT };

struct finder {
    struct searchdb *db;
    const struct search_request *rq;
    struct filter filter; /* the request's and what was typed */
    struct typed typed;
    bool all;
    struct xap_query *barred; /* or NULL */
    struct xap_query *narrow; /* of the filter, or NULL */
    struct bag *bag;          /* of the profile, or NULL */
    struct xap_query *text;   /* its query, or NULL */
    struct candidate_list *list;
};

void candidates_init(struct candidate_list *l)
{
    *l = (struct candidate_list){.mem = arena_new()};
}

static void forget(struct candidate_list *l)
{
    for (size_t i = 0; i < l->n; i++)
        call_free(l->items[i].call);
    l->n = l->n_fit = l->n_barred = l->n_unreadable = 0;
}

void candidates_free(struct candidate_list *l)
{
    forget(l);
    arena_free(l->mem);
    *l = (struct candidate_list){.mem = NULL};
}

/* --- asking the index ---------------------------------------------------- */

static enum status out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "searching: out of memory");
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

static size_t pool_size(const struct search_request *rq)
{
    size_t n = rq->limit * POOL_PER_RESULT;
    if (rq->limit == 0)
        return UINT32_MAX;
    return n < POOL_MIN ? POOL_MIN : n;
}

/* Runs Q and adds what it finds; *more tells that more would match. */
static enum status run(struct finder *f, struct xap_query *q,
                       enum run_weight weight, bool *more, struct err *e)
{
    struct xap_hits hits;
    size_t before = f->list->n;
    enum status st = xap_search_bare(f->db->xap, f->db->mem, q, 0,
                                     pool_size(f->rq), &hits, e);
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

/* BASE within the filter and without what is barred unread. */
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
    return q;
}

/* REQUIRED without its weight, ranked by the profile's words. */
static struct xap_query *ranked_by_text(struct finder *f,
                                        struct xap_query *required)
{
    struct xap_query *both[] = {xap_query_scale(f->db->xap, required, 0),
                                f->text};
    if (f->text == NULL)
        return both[0];
    return xap_query_combine(f->db->xap, XAP_AND_MAYBE, both, 2);
}

static enum status run_within(struct finder *f, struct xap_query *required,
                              const struct filter *within, struct err *e)
{
    bool more;
    struct xap_query *q = filter_query(f->db, within, e);
    if (q == NULL)
        return e != NULL && e->status != ST_OK ? e->status : ST_OK;
    struct xap_query *both[] = {required, q};
    q = xap_query_combine(f->db->xap, XAP_FILTER, both, 2);
    return run(f, ranked_by_text(f, q), RUN_TEXT, &more, e);
}

/* The profile's view of the pool: its words' weights, and where the pool does
 * not hold all, the calls on its themes and for its own counties. */
static enum status run_profile(struct finder *f, struct xap_query *required,
                               struct err *e)
{
    const struct profile *p = f->rq->profile;
    struct filter themes = {.themes = p->themes};
    struct filter place = {.regions = p->regions & REGION_COUNTIES};
    bool more;
    enum status st = run(f, ranked_by_text(f, required), RUN_TEXT, &more, e);
    if (st == ST_OK && more)
        st = run_within(f, required, &themes, e);
    if (st == ST_OK && more)
        st = run_within(f, required, &place, e);
    return st;
}

static enum status fill_pool(struct finder *f, bool any, struct err *e)
{
    struct xap_query *base = NULL;
    bool asks = f->rq->words != NULL && typed_asks(&f->typed), more;
    enum status st = ST_OK;

    if (asks)
        st = typed_query(f->db, &f->typed, any, f->rq->lexicon, f->rq->weights,
                         &base, e);
    else
        base = xap_query_all(f->db->xap);
    if (st != ST_OK)
        return st;
    struct xap_query *required = narrowed(f, base);
    if (required == NULL)
        return out_of_memory(e);
    if (asks || f->rq->profile == NULL)
        st = run(f, required, asks ? RUN_WORDS : RUN_NONE, &more, e);
    if (st == ST_OK && f->rq->profile != NULL)
        st = run_profile(f, required, e);
    return st;
}

/* --- judging and ranking ------------------------------------------------- */

/* Keeps the candidates that pass the filter and the gate. */
static void screen(struct finder *f)
{
    const struct search_request *rq = f->rq;
    struct candidate_list *l = f->list;
    size_t kept = 0;

    for (size_t i = 0; i < l->n; i++) {
        struct candidate *c = &l->items[i];
        bool fits = filter_accepts(&f->filter, c->call, rq->day.today,
                                   rq->day.minute, rq->rates);
        if (fits) {
            gate_judge(c->call, rq->profile, rq->rates, rq->day, &c->gate);
            if (c->gate.verdict == VERDICT_NO && !f->all) {
                l->n_barred++;
                fits = false;
            }
        }
        if (fits)
            l->items[kept++] = *c;
        else
            call_free(c->call);
    }
    l->n = kept;
}

static void rank_all(struct finder *f)
{
    struct candidate_list *l = f->list;
    double best_words = 0, best_text = 0;
    /* The list is printed when the database and its memory are gone. */
    const char *typed = arena_strdup(l->mem, f->typed.text);
    for (size_t i = 0; i < l->n; i++) {
        best_words = fmax(best_words, l->items[i].words);
        best_text = fmax(best_text, l->items[i].text);
    }
    for (size_t i = 0; i < l->n; i++) {
        struct candidate *c = &l->items[i];
        struct rank_input in = {
            .call = c->call,
            .profile = f->rq->profile,
            .has_words = f->rq->words != NULL && typed_asks(&f->typed),
            .words = best_words > 0 ? c->words / best_words : 0,
            .text = best_text > 0 ? c->text / best_text : 0,
            .typed = typed,
            .today = f->rq->day.today,
            .weights = f->rq->weights,
            .rates = f->rq->rates,
        };
        rank_judge(l->mem, &in, &c->rank);
    }
}

/* By falling score; what cannot be applied for last; then by id. Scores are
 * compared to four decimals, so that the order of additions in the index
 * (one database or shards) does not show. */
static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    bool no_x = x->gate.verdict == VERDICT_NO;
    bool no_y = y->gate.verdict == VERDICT_NO;
    double sx = round(x->rank.score * 1e4), sy = round(y->rank.score * 1e4);
    if (no_x != no_y)
        return no_x ? 1 : -1;
    if (sx != sy)
        return sx < sy ? 1 : -1;
    return strcmp(x->call->id, y->call->id);
}

static void order(struct finder *f)
{
    struct candidate_list *l = f->list;
    if (l->n > 0)
        qsort(l->items, l->n, sizeof *l->items, compare_candidates);
    l->n_fit = l->n;
    for (size_t i = f->rq->limit; f->rq->limit > 0 && i < l->n; i++)
        call_free(l->items[i].call);
    if (f->rq->limit > 0 && l->n > f->rq->limit)
        l->n = f->rq->limit;
}

/* --- explaining ---------------------------------------------------------- */

static const char *joined(struct arena *mem, const char *const *words, size_t n)
{
    const char *s = NULL;
    for (size_t i = 0; i < n; i++)
        s = arena_printf(mem, "%s%s%s", s != NULL ? s : "",
                         s != NULL ? ", " : "", words[i]);
    return s;
}

/* The stemmer by which the indexer split the call's text. */
static const char *stemmer_of(const struct searchdb *db, const struct call *c)
{
    for (size_t i = 0; i < db->n_languages; i++)
        if (db->languages[i].language == c->language)
            return db->languages[i].stemmer;
    return "none";
}

/* All the words of a call: its record's, and the page's text beside it. */
static const char *all_text(struct arena *mem, const struct candidate *c)
{
    const struct call *k = c->call;
    json_t *o = json_loadb(c->data, c->data_len, 0, NULL);
    const char *text = json_string_value(json_object_get(o, "text"));
    const char *ret = arena_printf(
        mem, "%s\n%s\n%s\n%s", k->title != NULL ? k->title : "",
        k->purpose != NULL ? k->purpose : "",
        k->summary != NULL ? k->summary : "", text != NULL ? text : "");
    json_decref(o);
    return ret;
}

/*
 * Which of the profile's words a call has. Asking Xapian which terms matched
 * costs more than the whole search where the query has hundreds of terms, so
 * the few calls that are shown are split into terms again here.
 */
static enum status explain_one(struct finder *f, struct candidate *c,
                               struct err *e)
{
    struct arena *mem = arena_new(), *keep = f->list->mem;
    const char **terms, **words;
    size_t n;
    enum status st = xap_terms_of(f->db->xap, mem, all_text(mem, c),
                                  stemmer_of(f->db, c->call), &terms, &n, e);
    if (st == ST_OK) {
        n = bag_matches(f->bag, mem, (const char *const *)terms, n,
                        WHY_WORDS_MAX, &words);
        c->rank.parts[PART_TEXT].words =
            joined(keep, (const char *const *)words, n);
    }
    arena_free(mem);
    return st;
}

static enum status explain(struct finder *f, struct err *e)
{
    struct candidate_list *l = f->list;
    enum status st = ST_OK;
    for (size_t i = 0; i < l->n && st == ST_OK; i++) {
        if (l->items[i].text > 0)
            st = explain_one(f, &l->items[i], e);
        l->items[i].data = NULL;
    }
    return st;
}

/* --- the whole ----------------------------------------------------------- */

static enum status look(struct finder *f, bool any, struct err *e)
{
    forget(f->list);
    enum status st = fill_pool(f, any, e);
    if (st == ST_OK)
        screen(f);
    return st;
}

static enum status look_for(struct finder *f, const char *words, bool any,
                            struct err *e)
{
    struct filter ignored = {0}; /* WORDS has no fields */
    enum status st =
        typed_parse(f->db->mem, words, f->rq->lexicon, &ignored, &f->typed, e);
    return st == ST_OK ? look(f, any, e) : st;
}

/* Words that find nothing are tried in other ways, the nearest first. */
static enum status look_further(struct finder *f, struct err *e)
{
    const struct typed typed = f->typed;
    const char *better = NULL;
    bool same_letters = false;
    enum status st = typed_correct(f->db, &typed, &better, &same_letters, e);

    if (st == ST_OK && better != NULL && same_letters) {
        st = look_for(f, better, false, e);
        if (st != ST_OK || f->list->n > 0) {
            f->list->note =
                arena_printf(f->list->mem,
                             _("no call has the words as typed; these have: "
                               "%s"),
                             better);
            return st;
        }
    }
    f->typed = typed;
    if (st == ST_OK && better == NULL && typed.n_tokens > 1) {
        st = look(f, true, e);
        if (st != ST_OK || f->list->n > 0) {
            f->list->note =
                _("no call has all the words; these have some of them");
            return st;
        }
    }
    if (st == ST_OK && better != NULL && !same_letters) {
        st = look_for(f, better, false, e);
        if (st == ST_OK && f->list->n > 0)
            f->list->suggestion = arena_strdup(f->list->mem, better);
        forget(f->list);
        f->typed = typed;
    }
    return st;
}

static enum status prepare(struct finder *f, struct err *e)
{
    const struct search_request *rq = f->rq;
    enum status st = ST_OK;

    if (rq->words != NULL)
        st = typed_parse(f->db->mem, rq->words, rq->lexicon, &f->filter,
                         &f->typed, e);
    if (st != ST_OK)
        return st;
    f->all = rq->all || filter_wants_closed(&f->filter);
    f->narrow = filter_query(f->db, &f->filter, e);
    if (f->narrow == NULL && e != NULL && e->status != ST_OK)
        return e->status;
    if (!f->all) {
        f->barred = barred_query(f->db, rq->profile, rq->day, e);
        if (f->barred == NULL)
            return out_of_memory(e);
    }
    if (rq->profile == NULL)
        return ST_OK;
    st = profile_bag(f->db, rq->profile, rq->lexicon, &rq->weights->profile,
                     &f->bag, e);
    if (st != ST_OK)
        return st;
    f->text = bag_query(f->bag, &rq->weights->fields, e);
    return f->text == NULL && e != NULL && e->status != ST_OK ? e->status
                                                              : ST_OK;
}

enum status candidates_find(struct searchdb *db,
                            const struct search_request *rq,
                            struct candidate_list *ret, struct err *e)
{
    struct finder f = {.db = db, .rq = rq, .filter = *rq->filter, .list = ret};
    enum status st = prepare(&f, e);
    if (st == ST_OK)
        st = look(&f, false, e);
    if (st == ST_OK && ret->n == 0 && f.typed.n_tokens > 0 &&
        !f.typed.has_operators)
        st = look_further(&f, e);
    if (st == ST_OK) {
        rank_all(&f);
        order(&f);
        st = explain(&f, e);
    }
    return st;
}
