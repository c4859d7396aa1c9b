/* ingest.c - see ingest.h. */
#include "ingest.h"

#include "intake.h"
#include "turns.h"

#include "medel/i18n.h"
#include "medel/term.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* A commit costs a disk flush, a lost one costs reading so many pages again. */
#define COMMIT_PAGES 100
#define COMMIT_SECONDS 2
#define CAUSE_BYTES 1024 /* why a page was not read, in words */

/* One page under way; its body lives in mem. */
struct slot {
    bool busy;
    const struct scan_page *page;
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
    struct arena *reply; /* reset for each */
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

/* A slot that is free, and the page whose turn it is there; NULL where no page
 * can be given out now. */
static struct slot *next_turn(struct ingest *x, const struct scan_page **page)
{
    for (size_t i = 0; i < x->n_slots && pool_ready(x->pool); i++)
        if (!x->slots[i].busy && (*page = turns_next(x->turns, i)) != NULL)
            return &x->slots[i];
    return NULL;
}

static enum status submit(struct ingest *x, struct slot *s,
                          const struct scan_page *p, struct err *e)
{
    struct pool_job job = {
        .tag = (uint64_t)(s - x->slots),
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
    struct err why = ERR_INIT;
    arena_reset(s->mem);
    enum status st = crawl_store_body(x->crawl, s->mem, p->crawl_id, &job.bytes,
                                      &job.len, &why);
    /* The page's own fault. Were a store that cannot be read taken for that
     * as well, the page's calls would be withdrawn. */
    if (st == ST_NOT_FOUND || st == ST_INVALID || st == ST_LIMIT) {
        struct calls_attempt a = {.fate = FATE_UNREADABLE, .cause = why.text};
        return note(x, p, &a, e);
    }
    if (st != ST_OK)
        return err_set(e, st, "%s", why.text);
    st = pool_submit(x->pool, &job, e);
    if (st == ST_OK) {
        s->busy = true;
        s->page = p;
        x->under_way++;
    }
    return st;
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
    s->busy = false;
    x->under_way--;
    return note_result(x, s->page, &r, e);
}

static bool stopped(const struct ingest *x)
{
    return x->o->stop != NULL && *x->o->stop != 0;
}

static enum status read_all(struct ingest *x, struct err *e)
{
    enum status st = calls_store_begin(x->calls, e);
    while (st == ST_OK) {
        const struct scan_page *page;
        struct slot *s = stopped(x) ? NULL : next_turn(x, &page);
        if (s != NULL)
            st = submit(x, s, page, e);
        else if (x->under_way != 0)
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

static int worker_count(int wanted, size_t n_pages)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    int jobs = wanted > 0 ? wanted : cores > 0 ? (int)cores : 1;
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
    struct arena *mem = arena_new();
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
