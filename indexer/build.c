/*
 * build.c - see build.h.
 *
 * Threads take turns in getting the next records from the list of ids, and
 * write each such share as a part (see "building" in medel/xapian_shim.h) of
 * its own, with a connection to calls.db of their own. What is
 * shared is struct work, behind its mutex. Divided indexes are written shard
 * after shard: the list is gone through once for each, and ids of others are
 * passed over.
 */
#include "build.h"

#include "from_store.h"

#include "medel/caps.h"
#include "medel/paths.h"
#include "medel/share.h"
#include "medel/xapian_shim.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PART_DOCUMENTS 400
#define PART_WORTH_IT 100 /* a part, and a thread of its own */
#define PARTS_OF_FEW 8    /* where they would come out smaller than that */
#define PART_BYTES ((size_t)24 << 20)
/* A database has six files, and 1,024 may be open. */
#define JOIN_MAX 100
#define THREADS_MAX 16

struct part {
    const char *path;
    uint32_t first; /* number of its first document; 0: it has none */
};

struct pile {
    struct part *items;
    size_t n, cap;
};

struct work {
    const struct build *o;
    struct arena *mem; /* names of parts */
    pthread_mutex_t lock;
    const char *folder;
    struct pile *piles; /* one a shard */
    unsigned long named;
    unsigned threads;
    size_t part; /* records */
    /* Where the list goes on. */
    size_t shard;
    char after[CAP_ID_BYTES + 1];
    uint32_t docid;
    /* How it goes. */
    size_t done;
    bool over; /* failed or stopped: nobody goes on */
    struct err why;
};

/* One thread's. */
struct hand {
    struct work *work;
    struct calls_store *store;
    struct xap_builder *builder;
    struct arena *mem; /* of the share at hand */
    pthread_t thread;
};

struct share_of_work {
    size_t shard, n;
    const char **ids;
    uint32_t *docids;
};

const char *build_folder(struct arena *mem, const struct generation *g)
{
    return paths_join(mem, g->dir, "parts");
}

/* --- what is shared: behind the lock --------------------------------------
 */

static bool is_over(struct work *w)
{
    if (w->o->stop != NULL && *w->o->stop != 0)
        w->over = true;
    return w->over;
}

static void fail(struct work *w, enum status st, const struct err *e)
{
    pthread_mutex_lock(&w->lock);
    if (w->why.status == ST_OK) {
        w->why = *e;
        w->why.status = st;
    }
    w->over = true;
    pthread_mutex_unlock(&w->lock);
}

/* True where there is to be no more. */
static bool note_done(struct work *w)
{
    pthread_mutex_lock(&w->lock);
    w->done++;
    if (w->o->progress != NULL)
        w->o->progress(w->o->arg, w->done, w->o->expected);
    bool over = is_over(w);
    pthread_mutex_unlock(&w->lock);
    return over;
}

static const char *add_part(struct work *w, size_t shard, const char *path,
                            uint32_t first)
{
    struct pile *p = &w->piles[shard];
    p->items = arena_grow(w->mem, p->items, p->n, &p->cap, sizeof *p->items);
    p->items[p->n++] = (struct part){path, first};
    return path;
}

/* A folder for a part that begins with document FIRST. */
static const char *new_part(struct work *w, size_t shard, uint32_t first)
{
    pthread_mutex_lock(&w->lock);
    const char *path = add_part(
        w, shard, arena_printf(w->mem, "%s/%lu", w->folder, ++w->named), first);
    pthread_mutex_unlock(&w->lock);
    return path;
}

/* Some more of the list for the shard at hand, of whose ids the share may take
 * up to MAX. *more: there may be others behind. */
static enum status list_some(struct work *w, struct hand *h,
                             struct share_of_work *ret, size_t max, bool *more,
                             struct err *e)
{
    struct dirty_call *d = NULL;
    size_t n = 0, i = 0;
    enum status st =
        calls_store_dirty(h->store, h->mem, w->after, true, max, &d, &n, e);
    for (; st == ST_OK && i < n && ret->n < max; i++) {
        w->docid++;
        if (share_of(d[i].id, (unsigned)w->o->g.n) != w->shard + 1)
            continue;
        ret->ids[ret->n] = d[i].id;
        ret->docids[ret->n++] = w->docid;
    }
    if (i > 0)
        snprintf(w->after, sizeof w->after, "%s", d[i - 1].id);
    *more = i < n || n == max;
    return st;
}

/* Nothing is left, or the work is over, where it comes back empty. */
static enum status next_share(struct hand *h, struct share_of_work *ret,
                              struct err *e)
{
    struct work *w = h->work;
    size_t max = w->part;
    enum status st = ST_OK;
    arena_reset(h->mem);
    ret->n = 0;
    ret->ids = arena_alloc(h->mem, max * sizeof *ret->ids);
    ret->docids = arena_alloc(h->mem, max * sizeof *ret->docids);
    pthread_mutex_lock(&w->lock);
    while (st == ST_OK && ret->n < max && !is_over(w) && w->shard < w->o->g.n) {
        bool more = true;
        ret->shard = w->shard;
        st = list_some(w, h, ret, max, &more, e);
        if (more)
            continue;
        w->shard++;
        w->after[0] = '\0';
        w->docid = 0;
        if (ret->n > 0)
            break;
    }
    if (w->over)
        ret->n = 0;
    pthread_mutex_unlock(&w->lock);
    return st;
}

/* --- a thread's work -------------------------------------------------------
 */

struct adding {
    struct xap_builder *to;
    uint32_t docid;
    size_t bytes;
};

static enum status add_document(void *arg, const struct xap_doc *d,
                                struct err *e)
{
    struct adding *a = arg;
    a->bytes += d->data_len;
    return xap_builder_add(a->to, d, a->docid, e);
}

/* Writes a part with documents of S from AT on; *ret is where the next one
 * begins. */
static enum status write_part(struct hand *h, const struct share_of_work *s,
                              size_t at, size_t *ret, struct err *e)
{
    struct work *w = h->work;
    struct arena *mem = arena_new();
    struct adding a = {.to = h->builder};
    bool over = false;
    enum status st =
        xap_builder_begin(h->builder, new_part(w, s->shard, s->docids[at]), e);
    for (; st == ST_OK && !over && at < s->n && a.bytes < PART_BYTES; at++) {
        a.docid = s->docids[at];
        arena_reset(mem);
        st = document_from_store(h->store, mem, s->ids[at], w->o->today,
                                 add_document, &a, e);
        over = note_done(w);
    }
    arena_free(mem);
    if (st == ST_OK && !over)
        st = xap_builder_end(h->builder, e);
    *ret = over ? s->n : at;
    return st;
}

static enum status write_share(struct hand *h, const struct share_of_work *s,
                               struct err *e)
{
    enum status st = ST_OK;
    for (size_t at = 0; st == ST_OK && at < s->n;)
        st = write_part(h, s, at, &at, e);
    return st;
}

static enum status write_shares(struct hand *h, struct err *e)
{
    struct share_of_work s = {.n = 1};
    enum status st = ST_OK;
    while (st == ST_OK && s.n > 0) {
        st = next_share(h, &s, e);
        if (st == ST_OK && s.n > 0)
            st = write_share(h, &s, e);
    }
    return st;
}

static void *write_documents(void *arg)
{
    struct hand *h = arg;
    struct err e = ERR_INIT;
    enum status st = calls_store_begin_reading(h->store, &e);
    if (st == ST_OK)
        st = write_shares(h, &e);
    calls_store_rollback(h->store);
    if (st != ST_OK)
        fail(h->work, st, &e);
    arena_thread_ends();
    return NULL;
}

/* --- all of them -----------------------------------------------------------
 */

/* Smaller parts are written faster, and make a larger database. */
static size_t part_size(const struct build *o)
{
    size_t n = o->expected / PARTS_OF_FEW;
    if (o->part != 0)
        return o->part;
    return n < PART_WORTH_IT    ? PART_WORTH_IT
           : n > PART_DOCUMENTS ? PART_DOCUMENTS
                                : n;
}

/* How many threads, and records to a part: as many parts for one as for the
 * other. */
static void divide_work(struct work *w)
{
    const struct build *o = w->o;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t most = part_size(o);
    size_t n = o->jobs != 0 ? o->jobs : cores > 0 ? (size_t)cores : 1;
    size_t useful = o->expected / PART_WORTH_IT + 1;
    if (o->part == 0 && n > useful)
        n = useful;
    w->threads = n > THREADS_MAX ? THREADS_MAX : (unsigned)n;
    size_t rounds = o->expected / (most * w->threads) + 1;
    w->part = o->expected / (rounds * w->threads) + 1;
}

static void close_hand(struct hand *h, const struct calls_store *main_store)
{
    xap_builder_free(h->builder);
    if (h->store != main_store)
        calls_store_close(h->store);
    if (h->mem != NULL)
        arena_free(h->mem);
}

/* The first works with S itself, in the thread that calls. */
static enum status open_hand(struct hand *h, struct calls_store *s, size_t i,
                             struct err *e)
{
    enum status st = ST_OK;
    h->mem = arena_new();
    if (i == 0)
        h->store = s;
    else
        st = calls_store_open(h->work->o->data_dir, DB_READ_ONLY, &h->store, e);
    return st == ST_OK ? xap_builder_new(&h->builder, e) : st;
}

/* Where the system has no more threads, the others do it. */
static void run_hands(struct hand *hands, size_t n, void *(*task)(void *))
{
    size_t started = 1;
    while (started < n && pthread_create(&hands[started].thread, NULL, task,
                                         &hands[started]) == 0)
        started++;
    task(&hands[0]);
    for (size_t i = 1; i < started; i++)
        pthread_join(hands[i].thread, NULL);
}

static enum status write_parts(struct work *w, struct calls_store *s,
                               struct err *e)
{
    struct hand hands[THREADS_MAX] = {{0}};
    unsigned open = 0;
    enum status st = ST_OK;
    for (; st == ST_OK && open < w->threads; open++) {
        hands[open].work = w;
        st = open_hand(&hands[open], s, open, e);
    }
    if (st == ST_OK)
        run_hands(hands, w->threads, write_documents);
    for (unsigned i = 0; i < open; i++)
        close_hand(&hands[i], s);
    if (st == ST_OK && w->why.status != ST_OK) {
        *e = w->why;
        st = e->status;
    }
    return st;
}

static int by_first(const void *a, const void *b)
{
    uint32_t x = ((const struct part *)a)->first,
             y = ((const struct part *)b)->first;
    return x < y ? -1 : x > y;
}

static enum status join(const struct part *parts, size_t n, const char *into,
                        struct err *e)
{
    struct arena *mem = arena_new();
    const char **paths = arena_alloc(mem, n * sizeof *paths);
    for (size_t i = 0; i < n; i++)
        paths[i] = parts[i].path;
    enum status st = xap_join(paths, n, into, e);
    for (size_t i = 0; st == ST_OK && i < n; i++)
        generation_remove(paths[i]);
    arena_free(mem);
    return st;
}

/* Makes of many parts few; those side by side become one. */
static enum status join_groups(struct work *w, struct pile *p, struct err *e)
{
    enum status st = ST_OK;
    qsort(p->items, p->n, sizeof *p->items, by_first);
    while (st == ST_OK && p->n > JOIN_MAX) {
        size_t kept = 0;
        for (size_t at = 0; st == ST_OK && at < p->n; at += JOIN_MAX) {
            size_t n = p->n - at < JOIN_MAX ? p->n - at : JOIN_MAX;
            struct part whole = {
                arena_printf(w->mem, "%s/%lu", w->folder, ++w->named),
                p->items[at + n - 1].first};
            st = join(&p->items[at], n, whole.path, e);
            p->items[kept++] = whole;
        }
        p->n = kept;
    }
    return st;
}

static enum status join_all(struct work *w, struct err *e)
{
    enum status st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < w->o->g.n; i++) {
        add_part(w, i, w->o->about[i], 0);
        st = join_groups(w, &w->piles[i], e);
        if (st == ST_OK)
            st = join(w->piles[i].items, w->piles[i].n, w->o->g.paths[i], e);
    }
    return st;
}

enum status build_index(struct calls_store *s, const struct build *b,
                        size_t *written, struct err *e)
{
    struct work w = {.o = b, .mem = arena_new()};
    pthread_mutex_init(&w.lock, NULL);
    divide_work(&w);
    w.folder = build_folder(w.mem, &b->g);
    w.piles = arena_alloc(w.mem, b->g.n * sizeof *w.piles);
    enum status st = paths_make_dir(w.folder, e);
    if (st == ST_OK)
        st = write_parts(&w, s, e);
    if (st == ST_OK && !w.over)
        st = join_all(&w, e);
    if (st == ST_OK && !w.over)
        generation_remove(w.folder);
    *written = w.done;
    pthread_mutex_destroy(&w.lock);
    arena_free(w.mem);
    return st;
}
