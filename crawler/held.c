/*
 * held.c - answers that came and are yet to be seen to; see crawl.h.
 *
 * The server is asked for the next page first, and works on it while this one
 * is read and stored. Between the two, and behind each, it is seen whether that
 * one has come, so that the server hardly ever waits. Where answers gather all
 * the same, the reader's thread helps. They are seen to in the order in which
 * they came, so that the journal can tell how far a killed crawl had got.
 */
#include "crawl.h"

#include "medel/caps.h"

/* Takes so long to read that other servers should not wait for it. */
#define LONG_BYTES ((size_t)64 << 10)

static void wake(void *arg)
{
    fetcher_wake(arg);
}

enum status held_open(struct held *h, struct fetcher *f, bool old_looks,
                      struct err *e)
{
    for (int i = 0; i < HELD_MAX; i++)
        reading_init(&h->readings[i], READING_MAX_BYTES);
    reading_init(&h->own, CAP_PAGE_BYTES);
    return reader_new(wake, f, old_looks, &h->reader, e);
}

void held_close(struct held *h)
{
    reader_free(h->reader);
    for (int i = 0; i < HELD_MAX; i++)
        reading_free(&h->readings[i]);
    reading_free(&h->own);
}

enum status held_add(struct crawl *c, struct task *t,
                     const struct fetch_result *r, struct err *e)
{
    struct held *h = &c->held;
    t->result = *r;
    t->transfer = fetcher_hold(c->fetcher);
    t->reading = &h->readings[h->next];
    h->next = (h->next + 1) % HELD_MAX;
    h->tasks[h->n++] = t;
    reader_add(h->reader, t->reading, &t->result, t->page.version > 0,
               t->page.hash, c->now);
    t->host->held++;
    enum status st = crawl_ask_hosts(c, e);
    if (st == ST_OK)
        st = fetcher_go_on(c->fetcher, e);
    if (h->n > 1 || r->body_len > LONG_BYTES)
        reader_help(h->reader);
    return st;
}

enum status crawl_see_to(struct crawl *c, struct task *t,
                         const struct fetch_result *r, struct err *e)
{
    struct host *h = t->host;
    enum status st = crawl_begin(c, e);
    if (st != ST_OK)
        return st;
    /* Its row is like all others now, for whoever drops them. */
    if (t->kind == TASK_PAGE)
        frontier_let_go(c->frontier, t->page.id);
    st = t->kind == TASK_ROBOTS ? robots_answer(c, t, r, e)
                                : answer_page(c, t, r, e);
    t->reading = NULL;
    /* It was under way when its host was given up, and may be to be tried
     * again. */
    if (st == ST_OK && h->given_up != NULL)
        st = crawl_give_up(c, h, h->given_up, e);
    return crawl_end(c, st, e);
}

enum status held_see_to_oldest(struct crawl *c, struct err *e)
{
    struct held *h = &c->held;
    struct task *t = h->tasks[0];
    h->n--;
    for (int i = 0; i < h->n; i++)
        h->tasks[i] = h->tasks[i + 1];
    reader_finish(h->reader, t->reading);
    crawl_read_clocks(c);
    enum status st = crawl_see_to(c, t, &t->result, e);
    t->host->held--;
    t->host->waits = false;
    fetcher_let_go(c->fetcher, t->transfer);
    crawl_end_task(t);
    return st == ST_OK ? fetcher_go_on(c->fetcher, e) : st;
}

/* One that nobody has begun to read, and that is not the thread's to read. */
static struct task *waiting(struct held *h)
{
    for (int i = 0; i < h->n; i++)
        if (h->tasks[i]->result.body_len <= LONG_BYTES &&
            reader_state(h->reader, h->tasks[i]->reading) == READING_WAITING)
            return h->tasks[i];
    return NULL;
}

enum status held_go_on(struct crawl *c, struct err *e)
{
    struct held *h = &c->held;
    if (c->signal != 0 ||
        reader_state(h->reader, h->tasks[0]->reading) == READING_DONE)
        return held_see_to_oldest(c, e);
    struct task *t = waiting(h);
    /* No more can be taken: then there is nothing to do but to wait for it.
     * (fetcher_wait() would not, where an answer is there.) */
    if (t == NULL)
        return h->n == HELD_MAX || crawl_must_commit(c)
                   ? held_see_to_oldest(c, e)
                   : fetcher_wait(c->fetcher, -1, TICK_MS, e);
    reader_finish(h->reader, t->reading);
    return fetcher_go_on(c->fetcher, e);
}
