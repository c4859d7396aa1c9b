/*
 * candidates.c - from a request to ranked calls: what the pool holds (pool.c)
 * is judged, ranked, ordered and explained; see candidates.h.
 */
#include "finder.h"

#include "barred.h"
#include "correct.h"
#include "like.h"
#include "lookup.h"
#include "profile_query.h"
#include "snippet.h"

#include "medel/i18n.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WHY_WORDS_MAX 5

void candidates_init(struct candidate_list *l)
{
    *l = (struct candidate_list){.mem = arena_new()};
}

/* A brief is the list's own memory. */
static void drop(struct candidate *c)
{
    if (c->whole)
        call_free(c->call);
}

static void forget(struct candidate_list *l)
{
    for (size_t i = 0; i < l->n; i++)
        drop(&l->items[i]);
    l->n = l->n_fit = l->n_barred = l->n_unreadable = 0;
}

void candidates_free(struct candidate_list *l)
{
    forget(l);
    arena_free(l->mem);
    *l = (struct candidate_list){.mem = NULL};
}

static enum status out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, _("searching: out of memory"));
}

void candidates_keep(struct candidate_list *l,
                     bool (*keep)(void *arg, struct candidate *c), void *arg)
{
    size_t kept = 0;
    for (size_t i = 0; i < l->n; i++) {
        struct candidate c = l->items[i];
        if (keep(arg, &c))
            l->items[kept++] = c;
        else
            drop(&c);
    }
    l->n = l->n_fit = kept;
}

void candidates_cut(struct candidate_list *l, size_t limit)
{
    while (limit != 0 && l->n > limit)
        drop(&l->items[--l->n]);
}

/* --- judging and ranking ------------------------------------------------- */

static bool is_asked_about(const struct finder *f, const struct candidate *c)
{
    return f->rq->only != NULL && strcmp(c->call->id, f->rq->only) == 0;
}

/* Keeps the candidates that pass the filter and the gate. */
static void screen(struct finder *f)
{
    const struct search_request *rq = f->rq;
    struct candidate_list *l = f->list;
    size_t kept = 0;

    for (size_t i = 0; i < l->n; i++) {
        struct candidate *c = &l->items[i];
        bool fits = filter_accepts(rq->filter, c->call, rq->day, rq->rates) &&
                    (f->query.root == NULL ||
                     query_check_accepts(&f->check, c->call, c->docid, rq->day,
                                         rq->rates));
        if (fits) {
            gate_judge(c->call, rq->profile, rq->rates, rq->day, &c->gate);
            if (c->gate.verdict == VERDICT_NO && !f->all &&
                !is_asked_about(f, c)) {
                l->n_barred++;
                fits = false;
            }
        }
        if (fits)
            l->items[kept++] = *c;
        else
            drop(c);
    }
    l->n = kept;
}

/* Leaves out the calls that have little in common with the one that they are
 * to be like; BEST is what the likest has. */
static void drop_unlike(struct finder *f, double best)
{
    struct candidate_list *l = f->list;
    double least = best * f->rq->weights->like.least;
    size_t kept = 0;
    for (size_t i = 0; i < l->n; i++) {
        if (l->items[i].text > 0 && l->items[i].text >= least)
            l->items[kept++] = l->items[i];
        else
            drop(&l->items[i]);
    }
    l->n = kept;
}

/* The others were there for the one to be measured by. */
static void keep_only(struct finder *f)
{
    struct candidate_list *l = f->list;
    size_t kept = 0;
    for (size_t i = 0; i < l->n; i++) {
        if (is_asked_about(f, &l->items[i]))
            l->items[kept++] = l->items[i];
        else
            drop(&l->items[i]);
    }
    l->n = kept;
}

static void judge_rank(struct finder *f, struct candidate *c)
{
    struct rank_input in = {
        .call = c->call,
        .profile = f->rq->profile,
        .like = f->like,
        .has_words = f->query.has_words,
        .words = f->best_words > 0 ? c->words / f->best_words : 0,
        .text = f->best_text > 0 ? c->text / f->best_text : 0,
        .typed = f->typed,
        .today = f->rq->day.today,
        .weights = f->rq->weights,
        .rates = f->rq->rates,
    };
    rank_judge(f->list->mem, &in, &c->rank);
}

static void rank_all(struct finder *f)
{
    const struct search_request *rq = f->rq;
    struct candidate_list *l = f->list;
    /* The list is printed when the database and its memory are gone. */
    f->typed = arena_strdup(l->mem, f->query.text);
    for (size_t i = 0; i < l->n; i++) {
        f->best_words = fmax(f->best_words, l->items[i].words);
        f->best_text = fmax(f->best_text, l->items[i].text);
    }
    if (f->like != NULL)
        drop_unlike(f, f->best_text);
    for (size_t i = 0; i < l->n; i++) {
        struct candidate *c = &l->items[i];
        judge_rank(f, c);
        c->key = sort_key(c->call, rq->sort, rq->day.today, rq->rates);
    }
}

/* What cannot be applied for last; then in the order asked for, by falling
 * score, and by id. Scores are compared to four decimals, so that the order of
 * additions in the index (one database or shards) does not show. */
static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    bool no_x = x->gate.verdict == VERDICT_NO;
    bool no_y = y->gate.verdict == VERDICT_NO;
    double sx = round(x->rank.score * 1e4), sy = round(y->rank.score * 1e4);
    if (no_x != no_y)
        return no_x ? 1 : -1;
    int by_key = sort_compare(x->key, y->key);
    if (by_key != 0)
        return by_key;
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

/* All the words of a call: its record's, and the page's text beside it. Texts
 * are long: printf() takes several times as long. */
static const char *all_text(struct arena *mem, const struct call *c,
                            const char *text)
{
    const char *parts[] = {c->title, c->purpose, c->summary, text};
    enum { PARTS = sizeof parts / sizeof *parts };
    size_t len = 0;
    for (size_t i = 0; i < PARTS; i++)
        len += parts[i] != NULL ? strlen(parts[i]) + 1 : 1;
    char *all = arena_alloc(mem, len), *to = all;
    for (size_t i = 0; i < PARTS; i++)
        to = stpcpy(stpcpy(to, parts[i] != NULL ? parts[i] : ""),
                    i + 1 < PARTS ? "\n" : "");
    return all;
}

/*
 * Which of the bag's words a call has. Asking Xapian which terms matched
 * costs more than the whole search where the query has hundreds of terms, so
 * the few calls that are shown are asked for their terms.
 */
static enum status explain_words(struct finder *f, struct candidate *c,
                                 struct err *e)
{
    struct arena *mem = f->page;
    const char **terms, **words;
    size_t n;
    enum status st = xap_terms_in(f->db->xap, mem, c->docid,
                                  stemmer_of(f->db, c->call), &terms, &n, e);
    if (st == ST_OK) {
        n = bag_matches(f->bag, mem, (const char *const *)terms, n,
                        WHY_WORDS_MAX, &words);
        c->rank.parts[PART_TEXT].words =
            joined(f->list->mem, (const char *const *)words, n);
    }
    return st;
}

/* PAGE without the title at its beginning, which is shown anyhow. */
static const char *below_title(const struct call *c, const char *page)
{
    size_t n = c->title != NULL ? strlen(c->title) : 0;
    return strncmp(page, c->title != NULL ? c->title : "", n) == 0 ? page + n
                                                                   : page;
}

/* Where the words asked for stand. */
static enum status show_words(struct finder *f, struct candidate *c,
                              const char *page, struct err *e)
{
    const char *texts[] = {below_title(c->call, page), c->call->purpose,
                           c->call->summary};
    const char *found;
    enum status st =
        snippet_of(f->db, f->page, f->asked, stemmer_of(f->db, c->call), texts,
                   sizeof texts / sizeof *texts, &found, e);
    if (st == ST_OK && found != NULL)
        c->snippet = arena_strdup(f->list->mem, found);
    return st;
}

/* PAGE is the text beside the record. */
static enum status explain(struct finder *f, struct candidate *c,
                           const char *page, struct err *e)
{
    const struct search_request *rq = f->rq;
    if (rq->snippets && f->asked != NULL) {
        enum status st = show_words(f, c, page, e);
        if (st != ST_OK)
            return st;
    }
    if (rq->aid != NULL && rq->profile != NULL)
        advice_judge(f->list->mem, c->call, all_text(f->page, c->call, page),
                     rq->profile, rq->aid, rq->rates, rq->day.today,
                     &c->advice);
    return c->text > 0 && !rq->unexplained ? explain_words(f, c, e) : ST_OK;
}

/* The whole record in the place of C's brief, judged again so that what is
 * told has the page's words; *text is the page's, in the finder's `page`.
 * ST_CORRUPT where it is damaged. */
static enum status read_whole(struct finder *f, struct candidate *c,
                              const char **text, struct err *e)
{
    const struct search_request *rq = f->rq;
    struct xap_bytes data;
    struct call *call;
    enum status st = xap_data(f->db->xap, f->page, c->docid, &data, e);
    if (st == ST_NOT_FOUND)
        return err_set(e, ST_RETRY, _("the index changed during the search"));
    if (st == ST_OK)
        st = searchdb_read_record(f->page, data.data, data.len, !rq->unquoted,
                                  &call, text, e);
    if (st != ST_OK)
        return st;
    if (strcmp(call->id, c->call->id) != 0) {
        call_free(call);
        return err_set(e, ST_RETRY, _("the index changed during the search"));
    }
    c->call = call;
    c->whole = true;
    gate_judge(call, rq->profile, rq->rates, rq->day, &c->gate);
    judge_rank(f, c);
    return ST_OK;
}

/* Reads and explains what is shown: the first calls, up to the limit. */
static enum status show(struct finder *f, struct err *e)
{
    struct candidate_list *l = f->list;
    size_t limit = f->rq->limit, kept = 0, n = l->n;
    enum status st = ST_OK;
    for (size_t i = 0; i < n && (limit == 0 || kept < limit); i++) {
        struct candidate c = l->items[i];
        struct err mine = ERR_INIT;
        const char *text = "";
        arena_reset(f->page);
        st = read_whole(f, &c, &text, &mine);
        if (st == ST_CORRUPT) {
            l->n_unreadable++;
            l->n_fit--;
            continue;
        }
        if (st == ST_OK)
            st = explain(f, &c, text, &mine);
        l->items[kept++] = c;
        l->n = kept; /* what is behind are briefs */
        if (st != ST_OK)
            return err_set(e, st, "%s", mine.text);
    }
    l->n = kept;
    return ST_OK;
}

/* --- the whole ----------------------------------------------------------- */

static enum status look(struct finder *f, bool any, struct err *e)
{
    forget(f->list);
    enum status st = pool_fill(f, any, e);
    if (st == ST_OK)
        screen(f);
    return st;
}

/* As look(), with TEXT in the place of what was typed. */
static enum status look_for(struct finder *f, const char *text, struct err *e)
{
    struct query_fault ignored;
    struct err mine = ERR_INIT;
    enum status st = query_parse(f->db->mem, text, f->rq->lexicon,
                                 f->rq->day.today, &f->query, &ignored, &mine);
    /* A correction that makes no query corrects nothing. */
    return st == ST_OK ? look(f, false, e) : ST_OK;
}

/* A query that finds nothing is tried with the nearest words that calls have
 * in the place of those that none has; a plain one, where that is no better,
 * with any of its words. */
static enum status look_further(struct finder *f, struct err *e)
{
    const struct query typed = f->query;
    const char *better = NULL;
    enum status st =
        correct_spelling(f->db, f->rq->lexicon, &typed, &better, e);

    if (st == ST_OK && better != NULL) {
        st = look_for(f, better, e);
        if (st == ST_OK && f->list->n > 0)
            f->list->suggestion = arena_strdup(f->list->mem, better);
        forget(f->list);
        f->query = typed;
    }
    if (st != ST_OK || f->list->suggestion != NULL || !typed.plain)
        return st;
    st = look(f, true, e);
    if (st == ST_OK && f->list->n > 0)
        f->list->note = _("no call has all the words; these have some of them");
    return st;
}

/* Words without the dots that calls have on them are understood; MARKED is
 * the query with them, or NULL where nothing was to be understood. */
static enum status take_query(struct finder *f, const char **marked,
                              struct err *e)
{
    struct query_fault ignored;
    struct err mine = ERR_INIT;
    *marked = NULL;
    f->query.text = "";
    if (f->rq->query == NULL)
        return ST_OK;
    f->query = *f->rq->query;
    enum status st = correct_marks(f->db, &f->query, marked, e);
    if (st == ST_OK && *marked != NULL &&
        query_parse(f->db->mem, *marked, f->rq->lexicon, f->rq->day.today,
                    &f->query, &ignored, &mine) != ST_OK)
        *marked = NULL;
    return st;
}

/* What ranks beside the query: the profile's words or those of a call. */
static enum status take_bag(struct finder *f, struct err *e)
{
    const struct search_request *rq = f->rq;
    enum status st = ST_OK;
    if (rq->like != NULL) {
        st = lookup_call(f->db, rq->like, &f->like, e);
        if (st == ST_OK)
            st = like_bag(f->db, f->like, rq->lexicon, rq->weights, &f->bag, e);
    } else if (rq->profile != NULL) {
        st = profile_bag(f->db, rq->profile, rq->lexicon, &rq->weights->profile,
                         &f->bag, e);
    }
    return st;
}

static enum status prepare(struct finder *f, struct err *e)
{
    const struct search_request *rq = f->rq;
    struct condition_notes notes = {0};

    f->all = rq->all || filter_wants_closed(rq->filter, rq->day.today) ||
             (rq->query != NULL &&
              query_wants_closed(rq->query->root, rq->day.today));
    f->narrow = filter_query(f->db, rq->filter, rq->day, &notes, e);
    if (f->narrow == NULL && e != NULL && e->status != ST_OK)
        return e->status;
    f->loose = notes.loose;
    pool_advise(f, &notes);
    if (!f->all) {
        f->unbarred = unbarred_query(f->db, rq->profile, rq->day, e);
        if (f->unbarred == NULL)
            return out_of_memory(e);
    }
    return take_bag(f, e);
}

static enum status find(struct finder *f, struct err *e)
{
    struct candidate_list *l = f->list;
    const char *marked = NULL;
    enum status st = prepare(f, e);
    if (st == ST_OK)
        st = take_query(f, &marked, e);
    if (st == ST_OK)
        st = look(f, false, e);
    if (st == ST_OK && marked != NULL && l->n > 0)
        l->note = arena_printf(l->mem,
                               _("no call has the words as typed; these have: "
                                 "%s"),
                               marked);
    if (st == ST_OK && l->n == 0 && f->query.has_words)
        st = look_further(f, e);
    if (st == ST_OK) {
        rank_all(f);
        if (f->rq->only != NULL)
            keep_only(f);
        order(f);
        st = show(f, e);
    }
    return st;
}

enum status candidates_find(struct searchdb *db,
                            const struct search_request *rq,
                            struct candidate_list *ret, struct err *e)
{
    struct finder f = {.db = db, .rq = rq, .list = ret, .page = arena_new()};
    enum status st = find(&f, e);
    call_free(f.like);
    arena_free(f.page);
    return st;
}
