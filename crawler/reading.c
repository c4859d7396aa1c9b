/* reading.c - see reading.h. */
#include "reading.h"

#include "agent.h"
#include "sniff.h"

#include "medel/arena.h"
#include "medel/hash.h"
#include "medel/i18n.h"
#include "medel/pack.h"

#include <pthread.h>
#include <stdlib.h>

#define WAITING_MAX 16 /* more than are ever under way */

struct reader {
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t asked, done;
    struct reading *waiting[WAITING_MAX];
    size_t n;
    bool help;        /* the thread is to take what waits */
    bool stop, waits; /* waits: the crawl, for done */
    bool old_looks;
    void (*wake)(void *arg);
    void *arg;
    struct packer *packer; /* the thread's own */
    struct packer *ours;   /* the crawl's */
};

void reading_init(struct reading *r, size_t max)
{
    *r = (struct reading){.mem = arena_new()};
    buf_init(&r->body, max);
    buf_init(&r->frame, 2 * max);
}

void reading_free(struct reading *r)
{
    if (r->mem == NULL)
        return;
    buf_free(&r->body);
    buf_free(&r->frame);
    arena_free(r->mem);
}

void reading_take_body(struct reading *r, struct buf *body)
{
    struct buf old = *body;
    *body = r->body;
    r->body = old;
    /* Each keeps its own limit. */
    r->body.max = body->max;
    body->max = old.max;
    if (r->body.cap > READING_MAX_BYTES)
        buf_free(&r->body);
}

/* --- what a body tells ---------------------------------------------------- */

/* Into r->body, and into r->frame what came where that is to be kept. */
static enum status decode(struct reading *r, struct packer *packer,
                          struct err *e)
{
    const struct fetch_result *a = r->answer;
    buf_reset(&r->body);
    buf_reset(&r->frame);
    if (!fetch_is_gzip(a) ||
        !pack_gunzip(packer, a->body, a->body_len, &r->body))
        return fetch_decode_to(a, &r->body, e);
    return pack_keeps_gzip(a->body_len, r->body.len)
               ? buf_append(&r->frame, a->body, a->body_len)
               : ST_OK;
}

/* All but the frame, where it has to be packed. */
static enum status fill(struct reading *r, struct packer *packer,
                        bool old_looks, struct err *e)
{
    arena_reset(r->mem);
    enum status st = decode(r, packer, e);
    r->good = st == ST_OK;
    if (!r->good)
        return st;
    r->hash = (int64_t)hash_bulk(r->body.data, r->body.len);
    r->visible = (struct visible){.title = "", .text = ""};
    r->looks = (struct looks){0};
    r->links = (struct page_links){0};
    if (!sniff_is_pdf(r->body.data, r->body.len)) {
        visible_read(r->mem, r->body.data, r->body.len, &r->visible);
        looks_of(r->mem, &r->visible, r->now, old_looks, &r->looks);
        links_scan(r->mem, r->body.data, r->body.len, AGENT_TOKEN, &r->links);
    }
    return ST_OK;
}

/* --- the thread ----------------------------------------------------------- */

static void fill_and_pack(struct reading *r, struct packer *packer,
                          bool old_looks)
{
    struct err why = ERR_INIT;
    if (fill(r, packer, old_looks, &why) == ST_OK && r->frame.len == 0 &&
        (!r->known || r->hash != r->known_hash))
        r->good =
            pack(packer, r->body.data, r->body.len, &r->frame, &why) == ST_OK;
}

/* Takes the I-th of those that wait; with the lock. */
static struct reading *take(struct reader *reader, size_t i)
{
    struct reading *r = reader->waiting[i];
    reader->n--;
    for (; i < reader->n; i++)
        reader->waiting[i] = reader->waiting[i + 1];
    r->state = READING_BUSY;
    return r;
}

static void *work(void *arg)
{
    struct reader *reader = arg;
    pthread_mutex_lock(&reader->mutex);
    while (!reader->stop) {
        if (!reader->help || reader->n == 0) {
            reader->help = false;
            pthread_cond_wait(&reader->asked, &reader->mutex);
            continue;
        }
        struct reading *r = take(reader, 0);
        pthread_mutex_unlock(&reader->mutex);
        fill_and_pack(r, reader->packer, reader->old_looks);
        pthread_mutex_lock(&reader->mutex);
        r->state = READING_DONE;
        if (r->awaited)
            reader->wake(reader->arg);
        if (reader->waits)
            pthread_cond_signal(&reader->done);
    }
    pthread_mutex_unlock(&reader->mutex);
    arena_thread_ends();
    return NULL;
}

/* --- the crawl's side ----------------------------------------------------- */

static void discard(struct reader *reader)
{
    if (reader == NULL)
        return;
    packer_free(reader->packer);
    packer_free(reader->ours);
    free(reader);
}

enum status reader_new(void (*wake)(void *arg), void *arg, bool old_looks,
                       struct reader **ret, struct err *e)
{
    struct reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL || (reader->packer = packer_new()) == NULL ||
        (reader->ours = packer_new()) == NULL) {
        discard(reader);
        return err_set(e, ST_NOMEM, _("out of memory"));
    }
    reader->wake = wake;
    reader->arg = arg;
    reader->old_looks = old_looks;
    pthread_mutex_init(&reader->mutex, NULL);
    pthread_cond_init(&reader->asked, NULL);
    pthread_cond_init(&reader->done, NULL);
    int rc = pthread_create(&reader->thread, NULL, work, reader);
    if (rc != 0) {
        discard(reader);
        return err_sys(e, ST_IO, rc, _("cannot start a thread"));
    }
    *ret = reader;
    return ST_OK;
}

void reader_free(struct reader *reader)
{
    if (reader == NULL)
        return;
    pthread_mutex_lock(&reader->mutex);
    reader->stop = true;
    pthread_cond_signal(&reader->asked);
    pthread_mutex_unlock(&reader->mutex);
    pthread_join(reader->thread, NULL);
    pthread_cond_destroy(&reader->asked);
    pthread_cond_destroy(&reader->done);
    pthread_mutex_destroy(&reader->mutex);
    discard(reader);
}

void reader_add(struct reader *reader, struct reading *r,
                const struct fetch_result *answer, bool known,
                int64_t known_hash, int64_t now)
{
    r->answer = answer;
    r->known = known;
    r->known_hash = known_hash;
    r->now = now;
    r->good = r->awaited = false;
    r->state = READING_DONE;
    pthread_mutex_lock(&reader->mutex);
    if (reader->n < WAITING_MAX) {
        r->state = READING_WAITING;
        reader->waiting[reader->n++] = r;
    }
    pthread_mutex_unlock(&reader->mutex);
}

void reader_help(struct reader *reader)
{
    pthread_mutex_lock(&reader->mutex);
    reader->help = true;
    pthread_mutex_unlock(&reader->mutex);
    /* After that: else the thread wakes only to wait for the lock. */
    pthread_cond_signal(&reader->asked);
}

enum reading_state reader_state(struct reader *reader, struct reading *r)
{
    pthread_mutex_lock(&reader->mutex);
    enum reading_state state = r->state;
    r->awaited = state != READING_DONE;
    pthread_mutex_unlock(&reader->mutex);
    return state;
}

void reader_finish(struct reader *reader, struct reading *r)
{
    bool ours = false;
    pthread_mutex_lock(&reader->mutex);
    for (size_t i = 0; !ours && i < reader->n; i++)
        if (reader->waiting[i] == r)
            ours = take(reader, i) != NULL;
    reader->waits = !ours;
    while (!ours && r->state == READING_BUSY)
        pthread_cond_wait(&reader->done, &reader->mutex);
    reader->waits = false;
    pthread_mutex_unlock(&reader->mutex);
    if (!ours)
        return;
    fill_and_pack(r, reader->ours, reader->old_looks);
    /* The thread does not look at those that it did not take. */
    r->state = READING_DONE;
}

enum status reader_read(struct reader *reader, struct reading *r,
                        const struct fetch_result *answer, int64_t now,
                        struct err *e)
{
    /* An ordinary page's memory is kept for the next one. */
    if (r->frame.cap > READING_MAX_BYTES)
        buf_free(&r->frame);
    r->answer = answer;
    r->now = now;
    return fill(r, reader->ours, reader->old_looks, e);
}
