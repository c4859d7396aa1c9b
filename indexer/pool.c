/*
 * pool.c - the workers, as the indexer sees them; see medel/worker.h.
 *
 * A worker reads pages from the open web and must be taken for hostile: it
 * may die, hang, answer too much, too early or with forged frames. Each of
 * that ends in one page's fate and a new worker. Everything is driven by
 * poll() inside pool_next(): sockets are non-blocking, so that a page of
 * 10 MB on its way in never waits for a reply that wants out.
 *
 * What a page's code learns to say it can say of later pages, so a worker
 * reads those of one funder, and another funder's get a new worker.
 *
 * A worker has at most one job. A job may be given to a worker that is still
 * starting (it is sent once the worker is locked in), so
 * pool_ready() depends on jobs alone.
 */
#include "medel/worker.h"
#include "medel/caps.h"
#include "medel/i18n.h"
#include "starter.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define DEFAULT_PAGE_SECONDS 20
#define DEFAULT_MEMORY ((size_t)512 << 20)
#define RESTART_PAGES 500 /* tidy and malloc fragment: a fresh start */
#define JOBS_MAX 256

struct pool {
    struct starter starter;
    int page_seconds;
    size_t n, next;      /* workers; where the last search for one began */
    struct worker *last; /* whose reply the last result is, or NULL */
    struct worker *workers;
    char note[SPAWN_END_BYTES]; /* the payload of a result without a reply */
};

const char *page_fate_name(enum page_fate f)
{
    static const char *const names[] = {"read",      "unreadable", "crashed",
                                        "timed out", "too big",    "bad reply"};
    return (size_t)f < sizeof names / sizeof *names ? names[f] : "unknown";
}

/* --- starting and ending a worker ------------------------------------------
 */

static enum status worker_start(struct pool *p, struct worker *w, struct err *e)
{
    enum status st = starter_worker(&p->starter, &w->child, e);
    if (st != ST_OK)
        return st;
    wire_listen(w); /* it speaks first */
    w->state = WORKER_STARTING;
    w->deadline = wire_now_ms() + START_SECONDS * 1000;
    w->pages = 0;
    w->pdf = p->starter.pdf;
    return ST_OK;
}

/* How much address space the worker has taken; 0 where the kernel won't
 * say. */
static size_t worker_memory(const struct worker *w)
{
    char path[40];
    unsigned long pages = 0;
    snprintf(path, sizeof path, "/proc/%d/statm", (int)w->child.pid);
    FILE *f = fopen(path, "re");
    if (f == NULL)
        return 0;
    if (fscanf(f, "%lu", &pages) != 1)
        pages = 0;
    fclose(f);
    size_t bytes = pages * (size_t)sysconf(_SC_PAGESIZE);
    return bytes >> 40 == 0 ? bytes : 0; /* a sanitizer's shadow */
}

static bool worker_is_worn(const struct pool *p, const struct worker *w)
{
    return w->pages >= RESTART_PAGES ||
           worker_memory(w) > p->starter.memory / 2;
}

/* Something to read from a worker that has nothing to say: it ended, or
 * forges. */
static bool worker_is_stale(const struct worker *w)
{
    struct pollfd f = {.fd = w->child.fd, .events = POLLIN};
    return poll(&f, 1, 0) != 0;
}

/* --- jobs ---------------------------------------------------------------- */

static const char *funder_of(const struct pool_job *job)
{
    return job->ctx.funder_id != NULL ? job->ctx.funder_id : "";
}

/* Does it take poppler? */
static bool is_pdf(const struct pool_job *job)
{
    return job->ctx.adapter == NULL && page_is_pdf(job->bytes, job->len);
}

/* May W read FUNDER's pages? Its id was cut to what a worker holds. */
static bool is_funders(const struct worker *w, const char *funder)
{
    return w->pages == 0 ||
           strncmp(w->funder, funder, sizeof w->funder - 1) == 0;
}

/* The least trouble first: it reads FUNDER's pages, it waits for its first, it
 * starts, it has to be replaced. */
static int trouble(const struct worker *w, const char *funder)
{
    if (w->state != WORKER_IDLE)
        return 2;
    return !is_funders(w, funder) ? 3 : w->pages == 0;
}

static struct worker *free_worker(const struct pool *p, const char *funder)
{
    struct worker *best = NULL;
    for (size_t i = 0; i < p->n; i++) {
        struct worker *w = &p->workers[i];
        if (!w->has_job &&
            (best == NULL || trouble(w, funder) < trouble(best, funder)))
            best = w;
    }
    return best;
}

bool pool_ready(const struct pool *p)
{
    return free_worker(p, "") != NULL;
}

/* What an honest worker answers; 0: no worker takes such a job. */
static uint8_t reply_type(uint8_t job)
{
    switch (job) {
    case FRAME_PAGE:
        return FRAME_READING;
    case FRAME_CLEAN:
        return FRAME_TEXT;
    case FRAME_LOOK:
        return FRAME_BLOCKS;
    default:
        return 0;
    }
}

/* Puts the worker's job on its way. */
static enum status begin_page(struct pool *p, struct worker *w, struct err *e)
{
    enum status st = wire_begin(w);
    if (st == ST_OK)
        st = page_request_pack(&w->job.ctx, &w->head, e);
    if (st != ST_OK)
        return err_set(e, st, _("cannot send a page to a worker"));
    wire_send(w, w->job.type, w->head.len - FRAME_HEAD_BYTES, w->job.bytes,
              w->job.len);
    w->state = WORKER_BUSY;
    w->deadline = wire_now_ms() + (int64_t)p->page_seconds * 1000;
    return ST_OK;
}

/* Must W make room for another, which can take JOB? */
static bool must_be_replaced(const struct pool *p, const struct worker *w,
                             const struct pool_job *job)
{
    if (!w->pdf && is_pdf(job))
        return true;
    return w->state == WORKER_IDLE &&
           (!is_funders(w, funder_of(job)) || worker_is_worn(p, w) ||
            worker_is_stale(w));
}

enum status pool_submit(struct pool *p, const struct pool_job *job,
                        struct err *e)
{
    struct worker *w = free_worker(p, funder_of(job));
    enum status st = ST_OK;
    if (w == NULL)
        return err_set(e, ST_BUG, "a job for a pool that is not ready");
    if (reply_type(job->type) == 0)
        return err_set(e, ST_BUG, "a job of type %d", job->type);
    if (job->len > CAP_PAGE_BYTES)
        return err_set(e, ST_LIMIT, _("page of %zu bytes, at most %u are read"),
                       job->len, CAP_PAGE_BYTES);
    if (is_pdf(job))
        starter_take_pdf(&p->starter);
    if (must_be_replaced(p, w, job)) {
        spawn_kill(&w->child);
        st = worker_start(p, w, e);
        if (st != ST_OK)
            return st;
    }
    w->job = *job;
    snprintf(w->funder, sizeof w->funder, "%s", funder_of(job));
    if (w->state == WORKER_IDLE)
        st = begin_page(p, w, e);
    w->has_job = st == ST_OK;
    w->again = false;
    return st;
}

/* --- results ------------------------------------------------------------- */

/* The worker is lost: tells how its page fared and starts another. */
static enum status lose(struct pool *p, struct worker *w, enum page_fate fate,
                        const char *note, struct pool_result *ret,
                        struct err *e)
{
    int status = fate == FATE_CRASHED ? spawn_reap(&w->child, EXIT_WAIT_MS)
                                      : spawn_kill(&w->child);
    if (fate == FATE_CRASHED)
        spawn_describe(status, p->note);
    else
        snprintf(p->note, sizeof p->note, "%s", note);
    if (status != -1 && WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
        fate = FATE_TIMED_OUT;
    *ret = (struct pool_result){.tag = w->job.tag,
                                .fate = fate,
                                .payload = p->note,
                                .len = strlen(p->note)};
    w->has_job = false;
    return worker_start(p, w, e);
}

static enum status finish(struct pool *p, struct worker *w,
                          struct pool_result *ret, struct err *e)
{
    uint8_t type = (uint8_t)w->reply.data[4];
    uint8_t good = reply_type(w->job.type);
    if (type != good && type != FRAME_ERROR)
        return lose(p, w, FATE_BAD_REPLY, "a reply of another kind", ret, e);
    *ret =
        (struct pool_result){.tag = w->job.tag,
                             .fate = type == good ? FATE_READ : FATE_UNREADABLE,
                             .type = type == good ? type : 0,
                             .payload = w->reply.data + FRAME_HEAD_BYTES,
                             .len = w->reply.len - FRAME_HEAD_BYTES};
    w->state = WORKER_IDLE;
    w->has_job = false;
    w->pages++;
    p->last = w;
    return ST_OK;
}

/* --- starting ------------------------------------------------------------ */

static enum status retry_start(struct pool *p, struct worker *w,
                               const char *why, struct err *e)
{
    int status = spawn_reap(&w->child, EXIT_WAIT_MS);
    if (++w->failed_starts >= START_TRIES) {
        spawn_describe(status, p->note);
        return err_set(e, ST_IO, _("%s %s; its last word: %s"), p->starter.path,
                       why, p->note);
    }
    return worker_start(p, w, e);
}

/* Its first word. */
static enum status on_start_reply(struct pool *p, struct worker *w,
                                  enum reply_state got, struct err *e)
{
    if (got != REPLY_WHOLE)
        return retry_start(p, w, "does not start", e);
    uint8_t type = (uint8_t)w->reply.data[4];
    if (type == FRAME_ERROR)
        return err_set(e, ST_INVALID, "%s", w->reply.data + FRAME_HEAD_BYTES);
    if (type != FRAME_OK)
        return retry_start(p, w, "does not speak this protocol", e);
    w->failed_starts = 0;
    w->state = WORKER_IDLE;
    return w->has_job ? begin_page(p, w, e) : ST_OK;
}

/* --- the loop ------------------------------------------------------------ */

enum { STEP_NONE, STEP_RESULT };

/* The page could not be sent whole, which says nothing of it: once more, to
 * another worker, when that has said its first word. */
static enum status send_again(struct pool *p, struct worker *w, struct err *e)
{
    spawn_kill(&w->child);
    w->again = true;
    return worker_start(p, w, e);
}

/* Handles what poll() said of one worker. *STEP tells whether *RET is set. */
static enum status step(struct pool *p, struct worker *w, short events,
                        struct pool_result *ret, int *what, struct err *e)
{
    bool gone = (events & POLLOUT) != 0 && !wire_send_some(w);
    enum reply_state got = REPLY_PARTIAL;
    if ((events & (POLLIN | POLLHUP | POLLERR)) != 0 || gone)
        got = wire_read_some(w);
    if (gone && got == REPLY_PARTIAL)
        got = REPLY_END;
    if (got == REPLY_PARTIAL)
        return ST_OK;
    if (w->state == WORKER_STARTING)
        return on_start_reply(p, w, got, e);
    if (gone && got == REPLY_END && !w->again)
        return send_again(p, w, e);
    *what = STEP_RESULT;
    if (got == REPLY_WHOLE)
        return finish(p, w, ret, e);
    if (got == REPLY_BIG)
        return lose(p, w, FATE_TOO_BIG, "the reply is too long", ret, e);
    if (got == REPLY_FORGED)
        return lose(p, w, FATE_BAD_REPLY, "bytes beyond the reply", ret, e);
    return lose(p, w, FATE_CRASHED, NULL, ret, e);
}

static enum status expire(struct pool *p, struct worker *w,
                          struct pool_result *ret, int *what, struct err *e)
{
    if (w->state == WORKER_STARTING)
        return retry_start(p, w, "takes too long to start", e);
    char note[80];
    snprintf(note, sizeof note, "no answer within %d seconds", p->page_seconds);
    *what = STEP_RESULT;
    return lose(p, w, FATE_TIMED_OUT, note, ret, e);
}

/* A worker whose socket matters now. */
static bool is_watched(const struct worker *w)
{
    return w->state != WORKER_IDLE;
}

static int wait_ms(const struct pool *p)
{
    int64_t now = wire_now_ms(), wait = 60000;
    for (size_t i = 0; i < p->n; i++)
        if (is_watched(&p->workers[i]) && p->workers[i].deadline - now < wait)
            wait = p->workers[i].deadline - now;
    return wait < 0 ? 0 : (int)wait;
}

/* One round of poll(), stopped by the first result. */
static enum status turn(struct pool *p, struct pool_result *ret, int *what,
                        struct err *e)
{
    struct pollfd fds[JOBS_MAX];
    for (size_t i = 0; i < p->n; i++) {
        struct worker *w = &p->workers[i];
        fds[i] = (struct pollfd){
            .fd = is_watched(w) ? w->child.fd : -1,
            .events = (short)(POLLIN | (wire_is_sending(w) ? POLLOUT : 0))};
    }
    if (poll(fds, (nfds_t)p->n, wait_ms(p)) < 0 && errno != EINTR)
        return err_sys(e, ST_IO, errno, _("cannot wait for the workers"));
    enum status st = ST_OK;
    for (size_t k = 0; k < p->n && st == ST_OK && *what == STEP_NONE; k++) {
        size_t i = (p->next + k) % p->n; /* in turn, so that none starves */
        struct worker *w = &p->workers[i];
        if (!is_watched(w))
            continue;
        if (fds[i].revents != 0)
            st = step(p, w, fds[i].revents, ret, what, e);
        else if (wire_now_ms() >= w->deadline)
            st = expire(p, w, ret, what, e);
        if (*what == STEP_RESULT)
            p->next = i + 1;
    }
    return st;
}

static bool any_job(const struct pool *p)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->workers[i].has_job)
            return true;
    return false;
}

enum status pool_next(struct pool *p, struct pool_result *ret, struct err *e)
{
    int what = STEP_NONE;
    p->last = NULL;
    while (any_job(p)) {
        enum status st = turn(p, ret, &what, e);
        if (st != ST_OK)
            return st;
        if (what == STEP_RESULT)
            return ST_OK;
    }
    return ST_NOT_FOUND;
}

void pool_distrust(struct pool *p)
{
    if (p->last != NULL)
        p->last->pages = RESTART_PAGES; /* worn: replaced before its next */
}

/* --- the pool ------------------------------------------------------------ */

static size_t job_count(int jobs)
{
    long n = jobs > 0 ? jobs : sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > JOBS_MAX ? JOBS_MAX : (size_t)n;
}

/* Waits until every worker is locked in. */
static enum status await_start(struct pool *p, struct err *e)
{
    struct pool_result none;
    int what = STEP_NONE;
    for (size_t i = 0; i < p->n; i++)
        while (p->workers[i].state == WORKER_STARTING) {
            enum status st = turn(p, &none, &what, e);
            if (st != ST_OK)
                return st;
        }
    return ST_OK;
}

static enum status pool_alloc(const struct pool_options *o, struct pool **ret,
                              struct err *e)
{
    struct pool *p = calloc(1, sizeof *p);
    if (p == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    enum status st = starter_init(&p->starter, o->worker_path, e);
    p->n = job_count(o->jobs);
    p->workers = calloc(p->n, sizeof *p->workers);
    for (size_t i = 0; p->workers != NULL && i < p->n; i++) {
        p->workers[i].child.fd = -1;
        buf_init(&p->workers[i].head, 64u << 10);
        buf_init(&p->workers[i].reply, CAP_REPLY_BYTES + (128u << 10));
    }
    if (st != ST_OK || p->workers == NULL) {
        pool_stop(p);
        return err_set(e, ST_NOMEM, _("out of memory"));
    }
    *ret = p;
    p->page_seconds =
        o->page_seconds > 0 ? o->page_seconds : DEFAULT_PAGE_SECONDS;
    p->starter.memory = o->memory_bytes != 0 ? o->memory_bytes : DEFAULT_MEMORY;
    p->starter.cpu_seconds = p->page_seconds;
    p->starter.pdf = o->pdf;
    p->starter.vocab = o->vocab;
    p->starter.vocab_len = o->vocab_len;
    return ST_OK;
}

enum status pool_start(const struct pool_options *o, struct pool **ret,
                       struct err *e)
{
    struct pool *p = NULL;
    enum status st = pool_alloc(o, &p, e);
    if (st != ST_OK)
        return st;
    for (size_t i = 0; i < p->n && st == ST_OK; i++)
        st = worker_start(p, &p->workers[i], e);
    if (st == ST_OK)
        st = await_start(p, e);
    if (st != ST_OK) {
        pool_stop(p);
        return st;
    }
    *ret = p;
    return ST_OK;
}

void pool_stop(struct pool *p)
{
    if (p == NULL)
        return;
    /* All hear the end of file before the first is waited for. */
    starter_shut(&p->starter);
    for (size_t i = 0; p->workers != NULL && i < p->n; i++)
        if (p->workers[i].child.fd >= 0)
            shutdown(p->workers[i].child.fd, SHUT_RDWR);
    for (size_t i = 0; p->workers != NULL && i < p->n; i++) {
        struct worker *w = &p->workers[i];
        if (w->state == WORKER_IDLE)
            spawn_reap(&w->child, EXIT_WAIT_MS);
        else
            spawn_kill(&w->child);
        buf_free(&w->head);
        buf_free(&w->reply);
    }
    starter_end(&p->starter);
    free(p->workers);
    free(p);
}
