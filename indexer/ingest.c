/* ingest.c - see ingest.h. */
#include "ingest.h"

#include "intake.h"
#include "survey.h"
#include "turns.h"

#include "medel/i18n.h"
#include "medel/term.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* A commit costs a disk flush, for which workers wait; a lost one costs reading
 * so many pages again. */
#define COMMIT_PAGES 500
#define COMMIT_SECONDS 2
#define CAUSE_BYTES 1024 /* why a page was not read, in words */

/* The survey of a funder's site. */
struct visit {
    struct visit *next;
    const char *funder_id;
    struct survey *survey;
};

/* A place where pages are read, one at a time. While its funder's site is
 * being surveyed, by this one and others, the page waits. */
struct slot {
    bool busy; /* a job is under way; its body lives in mem */
    const struct scan_page *page;     /* whose turn it is here, or NULL */
    const struct survey_page *looked; /* what the job is about instead */
    struct visit *visit;
    struct arena *mem;
};

struct ingest {
    struct crawl_store *crawl;
    struct calls_store *calls;
    const struct ingest_options *o;
    struct ingest_counts *counts;
    struct pool *pool;
    struct slot *slots;
    size_t n_slots, under_way;
    struct turns *turns;
    size_t done, all;
    struct visit *visits; /* one a funder */
    struct arena *mem;    /* the run's */
    struct arena *reply;  /* reset for each */
    size_t uncommitted;
    time_t committed_at;
};

static void count_fate(struct ingest_counts *c, enum page_fate fate)
{
    switch (fate) {
    case FATE_READ:
        c->read++;
        break;
    case FATE_UNREADABLE:
        c->unreadable++;
        break;
    case FATE_CRASHED:
        c->crashed++;
        break;
    case FATE_TIMED_OUT:
        c->timed_out++;
        break;
    case FATE_TOO_BIG:
        c->too_big++;
        break;
    case FATE_BAD_REPLY:
        c->bad_reply++;
        break;
    }
}

static enum status commit_now_and_then(struct ingest *x, bool now,
                                       struct err *e)
{
    time_t t = time(NULL);
    if (!now && ++x->uncommitted < COMMIT_PAGES &&
        t - x->committed_at < COMMIT_SECONDS)
        return ST_OK;
    x->uncommitted = 0;
    x->committed_at = t;
    enum status st = calls_store_commit(x->calls, e);
    return st == ST_OK && !now ? calls_store_begin(x->calls, e) : st;
}

/* Puts down what came of a page. */
static enum status note(struct ingest *x, const struct scan_page *p,
                        struct calls_attempt *a, struct err *e)
{
    a->page = p->id;
    a->version = p->version;
    a->context = p->context;
    /* What a page says now that cannot be read is not what it said before;
     * a reader that fell over says nothing about the page. */
    a->keep_reading = a->fate >= FATE_CRASHED;
    count_fate(x->counts, (enum page_fate)a->fate);
    x->done++;
    enum status st = calls_store_put_attempt(x->calls, a, e);
    if (st == ST_OK && x->o->progress != NULL)
        x->o->progress(x->o->arg, x->done, x->all);
    return st == ST_OK ? commit_now_and_then(x, false, e) : st;
}

static enum status note_reading(struct ingest *x, const struct scan_page *p,
                                const struct pool_result *r, struct err *e)
{
    struct calls_attempt a = {.fate = FATE_READ};
    struct page_reading *reading = NULL;
    struct err why = ERR_INIT;
    enum status st = ST_INVALID;
    if (r->type == FRAME_READING)
        st = intake_reading(x->reply, p->url, r->payload, r->len, &reading,
                            &why);
    else
        err_set(&why, st, "reply of type '%c'", r->type);
    if (st == ST_OK) {
        st = intake_to_json(x->reply, reading, &a.json, &why);
        a.text = reading->text != NULL ? reading->text : "";
        reading_free_calls(reading);
    }
    if (st != ST_OK) {
        a.fate = FATE_BAD_REPLY;
        a.cause = why.text;
        pool_distrust(x->pool);
    }
    return note(x, p, &a, e);
}

static enum status note_result(struct ingest *x, const struct scan_page *p,
                               const struct pool_result *r, struct err *e)
{
    arena_reset(x->reply);
    if (r->fate == FATE_READ)
        return note_reading(x, p, r, e);
    struct calls_attempt a = {.fate = (int)r->fate,
                              .cause = page_fate_name(r->fate)};
    struct buf words; /* a worker's own may be anything */
    buf_init(&words, CAUSE_BYTES);
    (void)term_safe(&words, r->payload, false); /* as much as there is room */
    if (words.len != 0)
        a.cause = arena_strdup(x->reply, words.data);
    buf_free(&words);
    return note(x, p, &a, e);
}

/* --- giving out work ------------------------------------------------------ */

/* The survey of P's site, begun where P is the first of its funder's. An item
 * of an API has no site. *ret NULL: none is needed. */
static enum status visit_of(struct ingest *x, const struct scan_page *p,
                            struct visit **ret, struct err *e)
{
    struct visit *v = p->adapter == NULL ? x->visits : NULL;
    while (v != NULL && strcmp(v->funder_id, p->funder_id) != 0)
        v = v->next;
    *ret = v;
    if (v != NULL || p->adapter != NULL)
        return ST_OK;
    *ret = v = arena_alloc(x->mem, sizeof *v);
    *v = (struct visit){.next = x->visits, .funder_id = p->funder_id};
    x->visits = v;
    return survey_new(x->mem, x->crawl, x->calls, p->funder_id, &v->survey, e);
}

/* Gives S a page where it has none; it may still have none then. */
static enum status take_turn(struct ingest *x, struct slot *s, struct err *e)
{
    if (s->page != NULL)
        return ST_OK;
    s->page = turns_next(x->turns, (size_t)(s - x->slots));
    return s->page != NULL ? visit_of(x, s->page, &s->visit, e) : ST_OK;
}

/* The body of the page with this number into S and JOB. Where that fails by the
 * page's own fault, job->bytes is NULL and WHY tells: were a store that cannot
 * be read taken for that as well, the page's calls would be withdrawn. */
static enum status load(struct ingest *x, struct slot *s, int64_t crawl_id,
                        struct pool_job *job, struct err *why, struct err *e)
{
    arena_reset(s->mem);
    enum status st = crawl_store_body(x->crawl, s->mem, crawl_id, &job->bytes,
                                      &job->len, why);
    if (st == ST_OK)
        return st;
    job->bytes = NULL;
    bool own = st == ST_NOT_FOUND || st == ST_INVALID || st == ST_LIMIT;
    return own ? ST_OK : err_set(e, st, "%s", why->text);
}

static enum status give(struct ingest *x, struct slot *s, struct pool_job *job,
                        struct err *e)
{
    job->tag = (uint64_t)(s - x->slots);
    enum status st = pool_submit(x->pool, job, e);
    if (st == ST_OK) {
        s->busy = true;
        x->under_way++;
    }
    return st;
}

/* Has a page of the site looked at. */
static enum status look(struct ingest *x, struct slot *s,
                        const struct survey_page *p, struct err *e)
{
    struct pool_job job = {
        .type = FRAME_LOOK,
        .ctx = {.url = p->url,
                .content_type = p->content_type,
                .funder_id = s->page->funder_id},
    };
    struct err why = ERR_INIT;
    enum status st = load(x, s, p->crawl_id, &job, &why, e);
    if (st != ST_OK)
        return st;
    if (job.bytes == NULL)
        return survey_add(s->visit->survey, p, NULL, 0, e);
    s->looked = p;
    return give(x, s, &job, e);
}

/* Has the page read whose turn it is. */
static enum status submit(struct ingest *x, struct slot *s, struct err *e)
{
    const struct scan_page *p = s->page;
    struct pool_job job = {
        .type = FRAME_PAGE,
        .ctx = {.url = p->url,
                .content_type = p->content_type,
                .adapter = p->adapter,
                .funder_id = p->funder_id,
                .today = p->today},
    };
    const struct crawl_funder *f =
        known_funders_find(x->o->funders, p->funder_id);
    if (f != NULL) {
        job.ctx.funder = f->name;
        job.ctx.funder_regions = f->regions;
    }
    if (s->visit != NULL)
        job.ctx.sitewide =
            survey_sitewide(s->visit->survey, p->url, &job.ctx.n_sitewide);
    struct err why = ERR_INIT;
    enum status st = load(x, s, p->crawl_id, &job, &why, e);
    if (st != ST_OK)
        return st;
    if (job.bytes == NULL) {
        struct calls_attempt a = {.fate = FATE_UNREADABLE, .cause = why.text};
        s->page = NULL;
        return note(x, p, &a, e);
    }
    return give(x, s, &job, e);
}

/* Gives S something to do; *acted is set where there was something. */
static enum status start(struct ingest *x, struct slot *s, bool *acted,
                         struct err *e)
{
    enum status st = take_turn(x, s, e);
    if (st != ST_OK || s->page == NULL)
        return st;
    const struct survey_page *p = NULL;
    bool surveyed = s->visit == NULL || survey_done(s->visit->survey);
    if (!surveyed && (p = survey_next(s->visit->survey)) == NULL)
        return ST_OK; /* others look at the last of it */
    *acted = true;
    return surveyed ? submit(x, s, e) : look(x, s, p, e);
}

static enum status start_all(struct ingest *x, bool *acted, struct err *e)
{
    enum status st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < x->n_slots; i++)
        if (!x->slots[i].busy && pool_ready(x->pool))
            st = start(x, &x->slots[i], acted, e);
    return st;
}

/* --- taking results ------------------------------------------------------- */

/* What the survey lacks is no error: the page itself has its turn. */
static enum status note_look(struct ingest *x, struct slot *s,
                             const struct pool_result *r, struct err *e)
{
    struct err why = ERR_INIT;
    const struct survey_page *p = s->looked;
    struct survey *survey = s->visit->survey;
    s->looked = NULL;
    if (r->fate != FATE_READ)
        return survey_add(survey, p, NULL, 0, e);
    if (survey_add(survey, p, r->payload, r->len, &why) != ST_OK)
        pool_distrust(x->pool);
    return ST_OK;
}

static enum status take_result(struct ingest *x, struct err *e)
{
    struct pool_result r;
    enum status st = pool_next(x->pool, &r, e);
    if (st != ST_OK)
        return st;
    if (r.tag >= x->n_slots || !x->slots[r.tag].busy)
        return err_set(e, ST_BUG, "a reply to no question");
    struct slot *s = &x->slots[r.tag];
    const struct scan_page *p = s->page;
    s->busy = false;
    x->under_way--;
    if (s->looked != NULL)
        return note_look(x, s, &r, e);
    s->page = NULL;
    return note_result(x, p, &r, e);
}

static bool stopped(const struct ingest *x)
{
    return x->o->stop != NULL && *x->o->stop != 0;
}

static enum status read_all(struct ingest *x, struct err *e)
{
    enum status st = calls_store_begin(x->calls, e);
    while (st == ST_OK) {
        bool acted = false;
        if (!stopped(x))
            st = start_all(x, &acted, e);
        if (st != ST_OK || acted)
            continue;
        if (x->under_way != 0)
            st = take_result(x, e);
        else if (x->done < x->all && !stopped(x))
            st = err_set(e, ST_BUG, "no worker takes a page");
        else
            break;
    }
    if (st == ST_OK)
        st = commit_now_and_then(x, true, e);
    if (st != ST_OK)
        calls_store_rollback(x->calls);
    return st;
}

/* One more than there are cores: while this program sees to one's reply, the
 * others have something to do. */
static int worker_count(int wanted, size_t n_pages)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    int jobs = wanted > 0 ? wanted : cores > 0 ? (int)cores + 1 : 2;
    return (size_t)jobs > n_pages ? (int)n_pages : jobs;
}

enum status ingest_run(struct crawl_store *crawl, struct calls_store *calls,
                       const struct scan_page *pages, size_t n,
                       const struct ingest_options *o,
                       struct ingest_counts *counts, struct err *e)
{
    *counts = (struct ingest_counts){0};
    if (n == 0)
        return ST_OK;
    struct pool_options po = {
        .worker_path = o->worker_path,
        .jobs = worker_count(o->jobs, n),
        .vocab = o->vocab,
        .vocab_len = o->vocab_len,
    };
    struct ingest x = {
        .crawl = crawl,
        .calls = calls,
        .o = o,
        .counts = counts,
        .n_slots = (size_t)po.jobs,
        .all = n,
        .committed_at = time(NULL),
    };
    struct arena *mem = x.mem = arena_new();
    x.reply = arena_new();
    x.slots = arena_alloc(mem, x.n_slots * sizeof *x.slots);
    for (size_t i = 0; i < x.n_slots; i++)
        x.slots[i].mem = arena_new();
    x.turns = turns_new(mem, pages, n, x.n_slots);
    enum status st = pool_start(&po, &x.pool, e);
    if (st == ST_OK)
        st = read_all(&x, e);
    pool_stop(x.pool);
    for (size_t i = 0; i < x.n_slots; i++)
        arena_free(x.slots[i].mem);
    arena_free(x.reply);
    arena_free(mem);
    return st;
}
