/*
 * answer.c - what an answer makes of a page; see crawl.h.
 *
 * The rules, in short: a body that was stored once stays until a whole new
 * one replaces it. 404, 410 and a page that says that it is none are final,
 * for a page that was there, after a second look in the same crawl. Trouble
 * that may pass (no connection, time-out, cut off, 429, 5xx) is tried again in
 * the same crawl, then left for a later one.
 */
#include "answer_int.h"

#include "api.h"
#include "missing.h"
#include "policy.h"

#include "medel/i18n.h"

#include <stdio.h>
#include <string.h>

/* Seconds between the two looks that make a page gone. */
#define SECOND_LOOK_S 2

/* --- ends ----------------------------------------------------------------- */

static bool is_start(const struct task *t)
{
    return scope_is_start(t->job->scope, t->page.url);
}

/* The last word on a page in this crawl. */
enum status answer_settle(struct crawl *c, struct job *j,
                          const struct page_row *before, struct page_row *after,
                          struct err *e)
{
    after->checked_at = c->now;
    after->crawl = j->crawl;
    after->due_at = c->now + after->interval;
    enum status st = ledger_update(c->ledger, before, after, e);
    if (st == ST_OK)
        st = frontier_drop(c->frontier, after->id, e);
    if (st == ST_OK && sqlite3_changes(c->db) != 0)
        j->queued--;
    return st;
}

void answer_count(struct task *t, const struct page_row *p, bool changed)
{
    struct tallies *n = &t->job->tallies;
    tally_add(n, TALLY_PAGES, 1);
    tally_add(n,
              !changed          ? TALLY_UNCHANGED
              : p->version == 1 ? TALLY_NEW
                                : TALLY_CHANGED,
              1);
}

static enum tally error_kind(const struct task *t, const struct page_row *p)
{
    switch (t->fate) {
    case FETCH_TIMED_OUT:
        return TALLY_ERROR_TIMEOUT;
    case FETCH_NO_HOST:
        return TALLY_ERROR_NAME;
    case FETCH_NO_CONNECTION:
        return TALLY_ERROR_CONNECTION;
    case FETCH_TLS:
        return TALLY_ERROR_TLS;
    case FETCH_CUT_OFF:
    case FETCH_BAD_REPLY:
        return TALLY_ERROR_CUT_OFF;
    case FETCH_ANSWERED:
        break;
    default:
        return TALLY_ERROR_OTHER;
    }
    return p->http_status >= 500   ? TALLY_ERROR_HTTP_5XX
           : p->http_status >= 400 ? TALLY_ERROR_HTTP_4XX
           : p->http_status >= 300 ? TALLY_ERROR_REDIRECT
           : p->http_status == 200 ? TALLY_ERROR_CUT_OFF
                                   : TALLY_ERROR_OTHER;
}

enum status answer_fail(struct crawl *c, struct task *t, struct page_row *p,
                        const char *reason, struct err *e)
{
    p->failures++;
    /* What is known to be gone or ruled out stays so. */
    if (p->state != PAGE_STATE_GONE && p->state != PAGE_STATE_REFUSED)
        p->state = PAGE_STATE_FAILED;
    p->reason = reason;
    p->interval = policy_failed_interval(p->failures);
    tally_add(&t->job->tallies, TALLY_FAILED, t->page.kind == KIND_PAGE);
    tally_add(&t->job->tallies, error_kind(t, p), t->page.kind == KIND_PAGE);
    job_lacks(t->job, p, reason);
    return answer_settle(c, t->job, &t->page, p, e);
}

enum status answer_refuse(struct crawl *c, struct task *t, struct page_row *p,
                          const char *reason, enum tally why, struct err *e)
{
    p->state = PAGE_STATE_REFUSED;
    p->reason = reason;
    p->interval = NOT_PAGE_INTERVAL;
    p->failures = 0;
    discover_cut(c, t->job, p->url, why);
    job_lacks(t->job, p, reason);
    return answer_settle(c, t->job, &t->page, p, e);
}

enum status answer_try_later(struct crawl *c, struct task *t,
                             struct page_row *p, const char *reason, int points,
                             int64_t wait_s, struct err *e)
{
    struct queued q = t->queued;
    enum status st;
    q.attempts++;
    if (q.attempts < ATTEMPTS_MAX) {
        int64_t ms = policy_backoff_ms(q.attempts, c->o->delay_s);
        /* Behind the pages that may well be in order: one slow page must not
         * make the host seem dead. */
        q.rank += RANK_PER_FAILURE;
        q.not_before = c->even_now + (ms + 999) / 1000;
        st = frontier_delay(c->frontier, &q, e);
    } else {
        st = answer_fail(c, t, p, reason, e);
    }
    /* What was under way together met one outage, not one each. */
    if (points >= HOST_POINTS && t->asked_ms <= t->host->failed_ms)
        points = 0;
    if (st == ST_OK)
        st = crawl_host_failed(c, t->host, reason, points, wait_s, e);
    return st;
}

enum status answer_refused(struct crawl *c, struct job *j,
                           const struct page_row *page, const char *reason,
                           int64_t interval, struct err *e)
{
    struct page_row after = *page;
    after.state = PAGE_STATE_REFUSED;
    after.reason = reason;
    after.interval = interval;
    job_lacks(j, page, reason);
    return answer_settle(c, j, page, &after, e);
}

/* --- 3xx, 4xx ------------------------------------------------------------- */

static bool leaves_scope(struct task *t, const char *url)
{
    struct url_parts u;
    return url_split(t->mem, url, &u, NULL) == ST_OK &&
           !scope_has_host(t->job->scope, &u);
}

static const char *http_status(struct task *t, int status)
{
    return arena_printf(t->mem, "HTTP %d", status);
}

enum status answer_missing(struct crawl *c, struct task *t, struct page_row *p,
                           int status, struct err *e)
{
    bool was_there = p->version > 0 && p->state != PAGE_STATE_GONE;
    bool soft = status < 400;
    if (was_there && !t->queued.missed) {
        struct queued q = t->queued;
        q.missed = true;
        q.rank = RANK_WORST;
        q.not_before = c->even_now + SECOND_LOOK_S;
        return frontier_delay(c->frontier, &q, e);
    }
    bool dead = !was_there && p->state == PAGE_STATE_NEW;
    if (p->kind == KIND_PAGE) {
        tally_add(&t->job->tallies, TALLY_GONE, was_there);
        tally_add(&t->job->tallies, TALLY_DEAD_LINKS, dead);
        tally_add(&t->job->tallies, TALLY_SOFT_404,
                  soft && (was_there || dead));
    }
    p->state = PAGE_STATE_GONE;
    p->target = NULL;
    p->etag = p->last_modified = NULL;
    p->failures = 0;
    p->interval = GONE_INTERVAL;
    if (soft)
        p->reason = arena_printf(
            t->mem, _("says that it is not there, with HTTP %d"), status);
    job_lacks(t->job, p, soft ? p->reason : http_status(t, status));
    return answer_settle(c, t->job, &t->page, p, e);
}

static enum status on_redirect(struct crawl *c, struct task *t,
                               struct page_row *p, const struct fetch_result *r,
                               struct err *e)
{
    const char *target = NULL;
    if (r->location == NULL ||
        url_normalise(t->mem, p->url, r->location, &target, NULL) != ST_OK)
        return answer_fail(c, t, p, _("redirect without a usable address"), e);
    if (strcmp(target, p->url) == 0)
        return answer_fail(c, t, p, _("redirects to itself"), e);
    if (p->adapter != NULL && p->kind != KIND_FEED &&
        api_of(t->job, adapter_part_find(p->adapter), target) == NULL)
        return answer_fail(c, t, p, _("leads to another server"), e);
    if (p->hops >= HOPS_MAX) {
        discover_cut(c, t->job, p->url, TALLY_CUT_CHAIN);
        return answer_fail(c, t, p, _("too many redirects"), e);
    }
    bool missing;
    enum status st = missing_redirects(c, t, p, target, &missing, e);
    if (st != ST_OK || missing)
        return st == ST_OK ? answer_missing(c, t, p, r->status, e) : st;
    p->state = PAGE_STATE_REDIRECT;
    p->target = target;
    p->etag = p->last_modified = NULL;
    p->failures = 0;
    p->interval = p->depth == 0 ? START_INTERVAL : REDIRECT_INTERVAL;
    tally_add(&t->job->tallies, TALLY_REDIRECTS, p->kind == KIND_PAGE);
    if (is_start(t) && leaves_scope(t, target))
        job_problem(t->job,
                    _("start page %s leads to %s, which is not among the "
                      "funder's hosts"),
                    p->url, target);
    st = answer_settle(c, t->job, &t->page, p, e);
    const struct found f = {.url = target,
                            .kind = p->kind,
                            .found_on = p->id,
                            .depth = p->depth,
                            .rank = p->rank,
                            .chain = p->chain,
                            .hops = p->hops + 1,
                            .adapter = p->adapter,
                            .vital = true};
    return st == ST_OK ? discover_add(c, t->job, t->mem, &f, e) : st;
}

static enum status on_trouble(struct crawl *c, struct task *t,
                              struct page_row *p, const struct fetch_result *r,
                              struct err *e)
{
    int64_t wait = policy_retry_after(r->retry_after, c->now);
    const char *reason = http_status(t, r->status);
    /* 500 is often one page's own; the others are the whole server's. */
    int points = r->status == 500 ? 1 : HOST_POINTS;
    return answer_try_later(c, t, p, reason, points, wait, e);
}

/* --- 304 ------------------------------------------------------------------ */

static enum status on_not_modified(struct crawl *c, struct task *t,
                                   struct page_row *p,
                                   const struct fetch_result *r, struct err *e)
{
    if (!answer_may_be_conditional(&t->page))
        return answer_try_later(
            c, t, p, _("\"not modified\" without being asked"), 1, -1, e);
    p->state = PAGE_STATE_OK;
    p->reason = NULL;
    p->last_fetched = c->now;
    p->failures = 0;
    p->unmodified++;
    if (r->etag != NULL)
        p->etag = r->etag;
    p->interval = policy_interval(p, false);
    if (p->kind == KIND_PAGE) {
        answer_count(t, p, false);
        tally_add(&t->job->tallies, TALLY_NOT_MODIFIED, 1);
    }
    return answer_settle(c, t->job, &t->page, p, e);
}

bool answer_may_be_conditional(const struct page_row *p)
{
    return (p->etag != NULL || p->last_modified != NULL) &&
           p->unmodified < UNMODIFIED_MAX &&
           (p->kind != KIND_PAGE || p->version > 0);
}

/* --- all ------------------------------------------------------------------ */

/* The probe of how the host shows that there is no page. */
static enum status on_probe(struct crawl *c, struct task *t, struct page_row *p,
                            const struct fetch_result *r, struct err *e)
{
    struct err why = ERR_INIT;
    if (r->status == 429 || r->status >= 500)
        return on_trouble(c, t, p, r, e);
    if (missing_is_page(r) && fetch_decode_to(r, &c->body, &why) != ST_OK)
        return answer_try_later(c, t, p, arena_strdup(t->mem, why.text), 1, -1,
                                e);
    enum status st = missing_answer(c, t, p, r, e);
    p->state = PAGE_STATE_GONE;
    p->interval = GONE_INTERVAL;
    return st == ST_OK ? answer_settle(c, t->job, &t->page, p, e) : st;
}

static enum status on_no_answer(struct crawl *c, struct task *t,
                                struct page_row *p,
                                const struct fetch_result *r, struct err *e)
{
    const char *reason = fetch_fate_text(r->fate);
    switch (r->fate) {
    case FETCH_NOT_TEXT:
        return answer_refuse(c, t, p, reason, TALLY_NOT_PAGES, e);
    case FETCH_TOO_LONG:
        return answer_refuse(c, t, p, reason, TALLY_CUT_SIZE, e);
    case FETCH_PRIVATE: {
        /* It may be the operator's mistake: nothing stored is touched. */
        enum status st = answer_fail(c, t, p, reason, e);
        return st == ST_OK ? crawl_give_up(c, t->host, reason, e) : st;
    }
    case FETCH_CUT_OFF:
    case FETCH_BAD_REPLY:
        return answer_try_later(c, t, p, reason, 1, -1, e);
    case FETCH_NO_HOST:
        return answer_try_later(c, t, p, reason, NAME_POINTS, -1, e);
    default:
        return answer_try_later(c, t, p, reason, HOST_POINTS, -1, e);
    }
}

enum status answer_page(struct crawl *c, struct task *t,
                        const struct fetch_result *r, struct err *e)
{
    struct page_row p = t->page;
    struct job *j = t->job;
    tally_add(&j->tallies, TALLY_REQUESTS, p.kind == KIND_PAGE);
    tally_add(&j->tallies, TALLY_BYTES, r->bytes);
    p.http_status = r->status;
    t->fate = r->fate;
    p.reason = NULL;
    if (r->fate != FETCH_ANSWERED)
        return on_no_answer(c, t, &p, r, e);
    if (r->status < 500 && r->status != 429)
        t->host->failures = 0;
    if (p.kind == KIND_PROBE)
        return on_probe(c, t, &p, r, e);
    switch (r->status) {
    case 200:
    case 203: /* a proxy had a hand in it */
        return answer_ok(c, t, &p, r, e);
    case 304:
        return on_not_modified(c, t, &p, r, e);
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
        return on_redirect(c, t, &p, r, e);
    case 404:
    case 410:
        return answer_missing(c, t, &p, r->status, e);
    case 408:
    case 425:
    case 429:
        return on_trouble(c, t, &p, r, e);
    default:
        break;
    }
    if (r->status >= 500)
        return on_trouble(c, t, &p, r, e);
    if (r->status == 400 && p.kind == KIND_API && p.chain > 0)
        return api_list_end(c, t, &p, e);
    return answer_fail(c, t, &p, http_status(t, r->status), e);
}
