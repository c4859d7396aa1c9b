/*
 * answer_body.c - what a body makes of its page; see answer_int.h.
 */
#include "answer_int.h"

#include "agent.h"
#include "api.h"
#include "feed.h"
#include "headers.h"
#include "policy.h"
#include "resemble.h"
#include "sniff.h"

#include "medel/i18n.h"

static enum status on_list(struct crawl *c, struct task *t, struct page_row *p,
                           const struct fetch_result *r, struct err *e)
{
    struct err why = ERR_INIT;
    enum status st = lists_read(c, t->job, t->mem, p, r, &why);
    p->content_type = r->content_type;
    if (st == ST_INVALID) {
        p->state = PAGE_STATE_REFUSED;
        p->reason = arena_strdup(t->mem, why.text);
        p->interval = p->adapter != NULL ? NIGHTLY : REDIRECT_INTERVAL;
        job_lacks(t->job, p, p->reason);
        return answer_settle(c, t->job, &t->page, p, e);
    }
    if (st != ST_OK)
        return err_set(e, st, "%s", why.text);
    p->state = PAGE_STATE_OK;
    p->etag = r->etag;
    p->last_modified =
        policy_date_is_sane(r->last_modified, c->now) ? r->last_modified : NULL;
    p->interval = START_INTERVAL;
    p->last_fetched = c->now;
    p->failures = p->unmodified = 0;
    tally_add(&t->job->tallies, TALLY_LISTS, 1);
    return answer_settle(c, t->job, &t->page, p, e);
}

/* A copy of another page: recorded; and where it lies deeper than that one,
 * its links are not followed, so that a path that goes in circles ends. */
static enum status find_copy(struct crawl *c, struct task *t,
                             struct page_row *p, const struct resemblance *like,
                             bool *follow, struct err *e)
{
    int depth = 0;
    enum status st = ledger_find_same(c->ledger, t->mem, p, c->body.data,
                                      c->body.len, &p->duplicate_of, &depth, e);
    *follow = (p->duplicate_of == 0 || p->depth <= depth) &&
              !resemble_repeats(p, like);
    if (!*follow)
        discover_cut(c, t->job, p->url, TALLY_CUT_SAME);
    return st;
}

static enum status store_body(struct crawl *c, struct task *t,
                              struct page_row *p, bool *changed, struct err *e)
{
    int64_t hash = t->reading->hash;
    bool same = false;
    enum status st = ST_OK;
    if (p->version > 0 &&
        ledger_hash_is(c->ledger, p, hash, c->body.data, c->body.len))
        st = ledger_same_body(c->ledger, t->mem, p->id, c->body.data,
                              c->body.len, &same, e);
    *changed = !same;
    p->hash = hash;
    if (st != ST_OK || same)
        return st;
    p->version++;
    p->changed_at = p->checked_at = c->now;
    return ledger_add_body(c->ledger, p, c->body.data, c->body.len,
                           &t->reading->frame, e);
}

static enum status on_html(struct crawl *c, struct task *t, struct page_row *p,
                           const struct fetch_result *r, struct err *e)
{
    bool changed = false, follow = true;
    int64_t known = t->job->known;
    struct resemblance like;
    enum status st = resemble_look(c, t, p, &like, e);
    if (st != ST_OK || like.missing)
        return st == ST_OK ? answer_missing(c, t, p, r->status, e) : st;
    p->content_type = r->content_type;
    p->duplicate_of = 0;
    st = store_body(c, t, p, &changed, e);
    if (st == ST_OK)
        st = resemble_keep(c, t, p, &like, changed, e);
    if (st == ST_OK)
        st = find_copy(c, t, p, &like, &follow, e);
    if (st == ST_OK && sniff_is_pdf(c->body.data, c->body.len)) {
        bool nofollow = false; /* nothing is followed out of a PDF */
        p->noindex = false;
        headers_robots(r->robots, AGENT_TOKEN, &p->noindex, &nofollow);
    } else if (st == ST_OK) {
        st = discover_links(c, t->job, t->mem, p, &t->reading->links, r, follow,
                            e);
    }
    if (st != ST_OK)
        return st;
    p->state = PAGE_STATE_OK;
    p->target = p->reason = NULL;
    p->etag = r->etag;
    p->last_modified =
        policy_date_is_sane(r->last_modified, c->now) ? r->last_modified : NULL;
    p->last_fetched = c->now;
    if (p->first_fetched == 0)
        p->first_fetched = c->now;
    p->failures = p->unmodified = 0;
    p->children += (int)(t->job->known - known);
    p->interval = policy_interval(p, changed && !like.hardly);
    answer_count(t, p, changed && !like.only_clock);
    return answer_settle(c, t->job, &t->page, p, e);
}

/* The body into c->body, and what it tells into t->reading, unless that was
 * read beside the crawl already. */
static enum status read_body(struct crawl *c, struct task *t,
                             const struct fetch_result *r, struct err *why)
{
    enum status st = ST_OK;
    if (t->reading == NULL || !t->reading->good) {
        t->reading = &c->held.own;
        st = reader_read(c->held.reader, t->reading, r, c->now, why);
    }
    if (st == ST_OK)
        reading_take_body(t->reading, &c->body);
    return st;
}

enum status answer_ok(struct crawl *c, struct task *t, struct page_row *p,
                      const struct fetch_result *r, struct err *e)
{
    struct err why = ERR_INIT;
    if (fetch_is_mislabelled(r) && !r->plain)
        return answer_try_later(
            c, t, p, _("calls itself compressed and is not"), 1, -1, e);
    if (p->adapter != NULL && p->kind != KIND_FEED)
        return api_page(c, t, p, r, e);
    if (p->kind != KIND_PAGE)
        return on_list(c, t, p, r, e);
    enum status st = read_body(c, t, r, &why);
    if (st == ST_LIMIT)
        return answer_refuse(c, t, p, _("larger than a page may be"),
                             TALLY_CUT_SIZE, e);
    if (st == ST_NOMEM)
        return err_set(e, st, _("out of memory"));
    if (st != ST_OK)
        return answer_try_later(c, t, p, arena_strdup(t->mem, why.text), 1, -1,
                                e);
    /* Before HTML is looked for: a feed's <title> looks like it. */
    if (p->version == 0 && feed_sniff(c->body.data, c->body.len)) {
        p->kind = KIND_FEED;
        return on_list(c, t, p, r, e);
    }
    if (c->body.len == 0)
        return answer_try_later(c, t, p, _("empty page"), 1, -1, e);
    if (!sniff_is_pdf(c->body.data, c->body.len) &&
        !sniff_is_html(r->content_type, c->body.data, c->body.len))
        return answer_refuse(c, t, p, _("no page but another kind of file"),
                             TALLY_NOT_PAGES, e);
    if (sniff_is_cut_off(r->unframed, c->body.data, c->body.len))
        return answer_try_later(c, t, p, _("answer cut off"), 1, -1, e);
    return on_html(c, t, p, r, e);
}
