/*
 * held.c - answers that are read beside the crawl; see crawl.h.
 *
 * While the store takes in one page, the reader's thread works on the next and
 * the server on the one after it. They are seen to in the order in which they
 * came, so that the journal can tell how far a killed crawl had got.
 */
#include "crawl.h"

#include "medel/caps.h"

static void wake(void *arg)
{
    fetcher_wake(arg);
}

enum status held_open(struct held *h, struct fetcher *f, struct err *e)
{
    for (int i = 0; i < HELD_MAX; i++)
        reading_init(&h->readings[i], READING_MAX_BYTES);
    reading_init(&h->own, CAP_PAGE_BYTES);
    return reader_new(wake, f, &h->reader, e);
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
    reader_start(h->reader, t->reading, &t->result, t->page.version > 0,
                 t->page.hash, c->now);
    t->host->held++;
    frontier_hold(c->frontier, t->page.id);
    enum status st = crawl_ask_hosts(c, e);
    return st == ST_OK ? fetcher_go_on(c->fetcher, e) : st;
}

enum status crawl_see_to(struct crawl *c, struct task *t,
                         const struct fetch_result *r, struct err *e)
{
    enum status st = crawl_begin(c, e);
    if (st != ST_OK)
        return st;
    st = t->kind == TASK_ROBOTS ? robots_answer(c, t, r, e)
                                : answer_page(c, t, r, e);
    t->reading = NULL;
    return crawl_end(c, st, e);
}

bool held_is_ready(struct held *h)
{
    return h->n == HELD_MAX ||
           (h->n != 0 && reader_is_done(h->reader, h->tasks[0]->reading));
}

enum status held_see_to_oldest(struct crawl *c, struct err *e)
{
    struct held *h = &c->held;
    struct task *t = h->tasks[0];
    h->n--;
    for (int i = 0; i < h->n; i++)
        h->tasks[i] = h->tasks[i + 1];
    reader_wait(h->reader, t->reading);
    crawl_read_clocks(c);
    enum status st = crawl_see_to(c, t, &t->result, e);
    t->host->held--;
    frontier_let_go(c->frontier, t->page.id);
    fetcher_let_go(c->fetcher, t->transfer);
    crawl_end_task(t);
    return st == ST_OK ? fetcher_go_on(c->fetcher, e) : st;
}
