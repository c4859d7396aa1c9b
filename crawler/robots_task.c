/*
 * robots_task.c - fetching robots.txt; see crawl.h.
 *
 * RFC 9309, section 2.3.1: redirects are followed, also to other hosts, five
 * of them, and the rules hold for the first one; what cannot be had by 4xx
 * (or a sixth redirect) allows all; what cannot be had by 5xx, 429 or a
 * failure of the network forbids all, unless a copy from before is there.
 */
#include "crawl.h"
#include "policy.h"

#include "medel/caps.h"
#include "medel/i18n.h"

#include <stdio.h>

static enum status ready(struct crawl *c, struct task *t,
                         const struct fetch_result *r, const char *body,
                         size_t len, struct err *e)
{
    enum status st = hosts_store_robots(c->hosts, t->origin, body, len,
                                        r->status, c->now, e);
    t->origin->attempts = 0;
    t->origin->good_until = c->now + ROBOTS_VALID;
    t->host->failures = 0;
    /* A Crawl-delay holds from this request on. */
    hosts_put_off(t->host, c->now_ms + policy_delay_ms(c->o->delay_s,
                                                       t->host->delay_s,
                                                       r->seconds));
    return st;
}

/* http and https of one host, or two ports, are not ill together. */
static bool another_is_ready(const struct origin *o)
{
    for (const struct origin *i = o->host->origins; i != NULL; i = i->next)
        if (i->state == ORIGIN_READY)
            return true;
    return false;
}

static enum status unreachable(struct crawl *c, struct task *t, const char *why,
                               int64_t wait_s, struct err *e)
{
    struct origin *o = t->origin;
    bool found = false;
    if (++o->attempts < ROBOTS_ATTEMPTS_MAX && wait_s <= WAIT_IN_RUN_MAX_S)
        return crawl_host_failed(c, t->host, why, 0, wait_s, e);
    enum status st =
        hosts_load_robots(c->hosts, o, c->now - ROBOTS_VALID, true, &found, e);
    if (st != ST_OK)
        return st;
    if (found) {
        o->attempts = 0;
        o->good_until = c->now + ROBOTS_STALE_VALID;
        return ST_OK;
    }
    o->state = ORIGIN_UNREACHABLE;
    if (wait_s > WAIT_IN_RUN_MAX_S)
        return crawl_host_failed(c, t->host, why, 0, wait_s, e);
    if (another_is_ready(o))
        return ST_OK; /* its pages are left out one by one */
    return crawl_give_up(c, t->host,
                         arena_printf(t->mem, "robots.txt: %s", why), e);
}

/* The next hop is asked for like any robots.txt of this origin. */
static enum status redirected(struct crawl *c, struct task *t,
                              const struct fetch_result *r, struct err *e)
{
    const char *target;
    if (t->hops >= ROBOTS_HOPS_MAX || r->location == NULL ||
        url_normalise(t->mem, t->url, r->location, &target, NULL) != ST_OK)
        return ready(c, t, r, NULL, 0, e);
    t->url = target;
    t->hops++;
    t->again = true;
    return ST_OK;
}

static enum status take(void *arg, const char *bytes, size_t len, struct err *e)
{
    struct buf *b = arg;
    (void)e;
    size_t room = b->max - b->len;
    return buf_append(b, bytes, len < room ? len : room);
}

enum status robots_answer(struct crawl *c, struct task *t,
                          const struct fetch_result *r, struct err *e)
{
    if (r->fate == FETCH_PRIVATE)
        return crawl_give_up(c, t->host, fetch_fate_text(r->fate), e);
    if (r->fate != FETCH_ANSWERED)
        return unreachable(c, t, fetch_fate_text(r->fate), -1, e);
    if (r->status >= 300 && r->status < 400 && r->status != 304)
        return redirected(c, t, r, e);
    if (r->status >= 400 && r->status < 500 && r->status != 429)
        return ready(c, t, r, NULL, 0, e);
    if (r->status < 200 || r->status >= 300 || r->status == 206)
        return unreachable(c, t, arena_printf(t->mem, "HTTP %d", r->status),
                           policy_retry_after(r->retry_after, c->now), e);
    struct buf body;
    struct err why = ERR_INIT;
    /* One byte more than counts, so that the parser sees that it is cut. */
    buf_init(&body, CAP_ROBOTS_BYTES + 1);
    enum status st = fetch_decode(r, CAP_PAGE_BYTES, take, &body, &why);
    if (st == ST_OK || st == ST_LIMIT || body.len == body.max)
        st = ready(c, t, r, body.data, body.len, e);
    else
        st = unreachable(c, t, arena_strdup(t->mem, why.text), -1, e);
    buf_free(&body);
    return st;
}
