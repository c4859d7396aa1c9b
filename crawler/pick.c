/* pick.c - which page of a host is asked for next; see crawl.h. */
#include "api.h"
#include "crawl.h"
#include "policy.h"

#include "medel/caps.h"
#include "medel/i18n.h"

#include <string.h>

/* Pages ruled out without a request, at most, before others get their turn. */
#define PICKS_MAX 64

/* --- starting requests ---------------------------------------------------- */

static struct task *free_task(struct crawl *c)
{
    for (int i = 0; i < c->o->fetch.parallel; i++)
        if (!c->tasks[i].busy)
            return &c->tasks[i];
    return NULL;
}

static enum status send_task(struct crawl *c, struct task *t,
                             const struct fetch_request *r, struct err *e)
{
    enum status st = fetcher_start(c->fetcher, r, e);
    if (st != ST_OK)
        return st;
    t->busy = true;
    t->asked_ms = c->now_ms;
    t->host->under_way++;
    t->host->alone = t->kind == TASK_ROBOTS;
    servers_hold(c->servers, t, t->host, c->now_ms);
    c->ahead.asked = t->kind == TASK_PAGE ? t->host : NULL;
    if (t->kind == TASK_PAGE)
        frontier_hold(c->frontier, t->page.id);
    if (t->kind == TASK_PAGE && t->page.kind == KIND_PAGE)
        t->job->in_flight++;
    return ST_OK;
}

enum status pick_send_robots(struct crawl *c, struct task *t, struct err *e)
{
    t->kind = TASK_ROBOTS;
    const struct fetch_request r = {.url = t->url,
                                    .max_bytes = CAP_ROBOTS_BYTES + 1,
                                    .cut_at_max = true,
                                    .any_type = true,
                                    .plain = true,
                                    .tag = t};
    return send_task(c, t, &r, e);
}

static enum status send_page(struct crawl *c, struct task *t, struct err *e)
{
    const struct page_row *p = &t->page;
    bool conditional = answer_may_be_conditional(p);
    t->kind = TASK_PAGE;
    struct fetch_request r = {.url = p->url,
                              .etag = conditional ? p->etag : NULL,
                              .last_modified =
                                  conditional ? p->last_modified : NULL,
                              .max_bytes = CAP_WIRE_BYTES,
                              .cut_at_max = p->kind != KIND_PAGE,
                              .any_type = p->kind != KIND_PAGE,
                              /* what went wrong may be the packing */
                              .plain = t->queued.attempts > 0,
                              .tag = t};
    if (p->adapter != NULL)
        api_request(t->job, p, &r);
    return send_task(c, t, &r, e);
}

/* What to do next for a host: nothing; ask for its robots.txt, or a page;
 * choose again, since that page was ruled out; wait for answers that are
 * counted. */
enum pick { PICK_NONE, PICK_ROBOTS, PICK_PAGE, PICK_AGAIN, PICK_WAIT };

static bool over_budget(const struct crawl *c, const struct job *j)
{
    int budget = j->funder->budget > 0 ? j->funder->budget : BUDGET_DEFAULT;
    if (c->o->sample != 0)
        budget = c->o->sample;
    return j->tallies.total[TALLY_REQUESTS] + j->in_flight >= budget;
}

/* Pages of its shape have turned out to be alike since it was queued. */
static enum status is_alike(struct crawl *c, const struct task *t,
                            const struct url_parts *u, bool *ret, struct err *e)
{
    struct buf shape;
    enum status st = ST_OK;
    *ret = false;
    if (t->page.kind != KIND_PAGE || t->page.version != 0 ||
        t->page.hops != 0 || t->page.adapter != NULL ||
        scope_is_start(t->job->scope, t->page.url))
        return ST_OK;
    buf_init(&shape, 2 * CAP_URL_BYTES);
    if (scope_shape(u, &shape) != 0)
        st = likeness_exhausted(c->likeness, t->job->funder->id, shape.data,
                                ret, e);
    buf_free(&shape);
    return st;
}

static bool in_scope(const struct job *j, const struct page_row *p,
                     const struct url_parts *u)
{
    if (p->adapter != NULL && p->kind != KIND_FEED)
        return api_of(j, adapter_part_find(p->adapter), p->url) != NULL;
    if (p->kind != KIND_PAGE)
        return scope_has_host(j->scope, u);
    return scope_is_start(j->scope, p->url) ||
           scope_check(j->scope, u) == SCOPE_IN;
}

/* In a transaction: what rules a page out without a request. *ret tells. */
static enum status rule_out(struct crawl *c, struct task *t, enum pick *ret,
                            struct err *e)
{
    struct job *j = t->job;
    struct url_parts u;
    *ret = PICK_AGAIN;
    if (strcmp(t->page.funder, j->funder->id) != 0 ||
        t->page.crawl == j->crawl) {
        /* Handled, or another funder's by now. */
        j->queued--;
        return frontier_drop(c->frontier, t->page.id, e);
    }
    if (t->origin->state == ORIGIN_UNREACHABLE) {
        tally_add(&j->tallies, TALLY_CUT_HOST, 1);
        job_lacks(j, &t->page, _("its robots.txt cannot be had"));
        j->queued--;
        return frontier_drop(c->frontier, t->page.id, e);
    }
    if (t->page.kind == KIND_PAGE && over_budget(c, j)) {
        if (j->in_flight == 0)
            return job_cut_queue(c, j, NULL, TALLY_CUT_BUDGET, e);
        *ret = PICK_WAIT;
        return ST_OK;
    }
    if (url_split(t->mem, t->page.url, &u, NULL) != ST_OK ||
        !in_scope(j, &t->page, &u))
        return answer_refused(c, j, &t->page, _("outside the funder's scope"),
                              NOT_PAGE_INTERVAL, e);
    bool alike;
    enum status st = is_alike(c, t, &u, &alike, e);
    if (st == ST_OK && alike) {
        discover_cut(c, j, t->page.url, TALLY_CUT_ALIKE);
        return answer_refused(c, j, &t->page, tally_why(TALLY_CUT_ALIKE),
                              NOT_PAGE_INTERVAL, e);
    }
    if (st != ST_OK)
        return st;
    struct robots_verdict v;
    st = hosts_check_robots(c->hosts, t->origin, t->page.url, &v, e);
    if (st == ST_OK && !v.allowed) {
        tally_add(&j->tallies, TALLY_ROBOTS, t->page.kind == KIND_PAGE);
        return answer_refused(
            c, j, &t->page,
            arena_printf(t->mem, _("robots.txt, line %d"), v.line),
            ROBOTS_INTERVAL, e);
    }
    *ret = PICK_PAGE;
    return st;
}

/* Sees to it that the origin's rules are known; *known is not set where they
 * must be asked for first. */
static enum status know_robots(struct crawl *c, struct task *t, bool *known,
                               struct err *e)
{
    struct origin *o = t->origin;
    enum status st = ST_OK;
    *known = true;
    /* A long crawl does not go by yesterday's rules. */
    if (o->state == ORIGIN_READY && c->now >= o->good_until)
        o->state = ORIGIN_UNKNOWN;
    if (o->state == ORIGIN_UNKNOWN) {
        /* --force asks again; a crawl that is continued does not. */
        int64_t newer = c->now - ROBOTS_VALID;
        if (t->job->forced && t->job->started_at > newer)
            newer = t->job->started_at;
        st = hosts_load_robots(c->hosts, o, newer, false, known, e);
        o->good_until = o->fetched_at + ROBOTS_VALID;
    }
    if (st == ST_OK && *known && !o->announced && o->state == ORIGIN_READY) {
        st = crawl_begin(c, e);
        if (st == ST_OK)
            st = crawl_end(c, lists_announce(c, o, t->mem, e), e);
    }
    return st;
}

/* Fills in T with the best page of H that is not ruled out; *wake as in
 * frontier_best(). */
static enum status choose(struct crawl *c, struct host *h, struct task *t,
                          int64_t *wake, enum pick *ret, struct err *e)
{
    struct url_parts u;
    bool known;
    *ret = PICK_NONE;
    arena_reset(t->mem);
    enum status st =
        frontier_best(c->frontier, h->id, c->even_now, &t->queued, wake, e);
    if (st == ST_OK)
        st = ledger_load(c->ledger, t->mem, t->queued.page, &t->page, e);
    if (st == ST_OK)
        st = url_split(t->mem, t->page.url, &u, e);
    if (st != ST_OK)
        return st;
    t->host = h;
    t->job = job_by_crawl(c, t->queued.crawl);
    t->origin = hosts_origin(h, &u);
    if (t->job == NULL || t->origin == NULL)
        return err_set(e, ST_BUG, "a page of no crawl: %s", t->page.url);
    st = know_robots(c, t, &known, e);
    if (st == ST_OK && !known)
        *ret = PICK_ROBOTS;
    if (st != ST_OK || !known)
        return st;
    st = crawl_begin(c, e);
    return st == ST_OK ? crawl_end(c, rule_out(c, t, ret, e), e) : st;
}

/* There is nothing to be asked for now; WAKE is when there may be. */
static void rest(struct crawl *c, struct host *h, int64_t wake)
{
    if (h->under_way != 0 || h->held != 0) {
        h->waits = true; /* its answers may name more */
        return;
    }
    h->empty = wake == 0;
    int64_t ms = 1000 * (wake - c->even_now);
    h->next_ms = c->now_ms + (ms < 100 ? 100 : ms > 5000 ? 5000 : ms);
}

static enum status pick(struct crawl *c, struct host *h, struct task *t,
                        enum pick *ret, struct err *e)
{
    int64_t wake = 0;
    enum status st = choose(c, h, t, &wake, ret, e);
    if (st == ST_NOT_FOUND) {
        rest(c, h, wake);
        return ST_OK;
    }
    if (st != ST_OK)
        return st;
    switch (*ret) {
    case PICK_ROBOTS:
        if (h->under_way != 0) {
            h->waits = true;
            break;
        }
        t->url = arena_printf(t->mem, "%s/robots.txt", t->origin->root);
        t->hops = 0;
        return pick_send_robots(c, t, e);
    case PICK_PAGE:
        return send_page(c, t, e);
    case PICK_WAIT:
        h->next_ms = c->now_ms + 50;
        break;
    default:
        break;
    }
    return ST_OK;
}

/* --- choosing ahead ------------------------------------------------------- */

/* A page request for H that was chosen ahead becomes T's. */
static bool take_ahead(struct crawl *c, const struct host *h, struct task *t)
{
    struct ahead *a = &c->ahead;
    if (a->host != h || a->chosen_at != c->now)
        return false;
    struct task own = *t;
    *t = a->task;
    a->task = own;
    a->host = NULL;
    return true;
}

enum status pick_ahead(struct crawl *c, struct err *e)
{
    struct ahead *a = &c->ahead;
    struct host *h = a->asked;
    enum pick p;
    int64_t wake;
    /* Only where the answer will be followed by a request at once. */
    if (a->host != NULL || h == NULL || h->under_way == 0 || c->held.n != 0 ||
        policy_delay_ms(c->o->delay_s, h->delay_s, 0) != 0)
        return ST_OK;
    a->asked = NULL; /* once an answer */
    enum status st = choose(c, h, &a->task, &wake, &p, e);
    if (st == ST_OK && p == PICK_PAGE) {
        a->host = h;
        a->chosen_at = c->now;
    }
    return st == ST_NOT_FOUND ? ST_OK : st;
}

enum status pick_and_send(struct crawl *c, struct host *h, struct err *e)
{
    struct task *t = free_task(c);
    enum pick p = PICK_AGAIN;
    enum status st = ST_OK;
    if (take_ahead(c, h, t))
        return send_page(c, t, e);
    for (int i = 0; st == ST_OK && p == PICK_AGAIN && i < PICKS_MAX; i++)
        st = pick(c, h, t, &p, e);
    return st;
}
