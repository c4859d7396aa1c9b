/* checkup.c - see checkup.h. */
#include "checkup.h"

#include "medel/i18n.h"
#include "medel/url.h"

#include <string.h>

/* More hops than the crawler takes. */
#define HOPS_MAX 20

const char *verdict_word(enum verdict v)
{
    static const char *const words[VERDICTS] = {
        [VERDICT_OK] = N_("ok"),
        [VERDICT_NO_CALLS] = N_("no calls"),
        [VERDICT_NO_LINKS] = N_("no links"),
        [VERDICT_MOVED] = N_("moved"),
        [VERDICT_FAILED] = N_("failed"),
    };
    return words[v];
}

const char *robots_word(enum robots_word w)
{
    return w == ROBOTS_ALLOWS    ? "allows"
           : w == ROBOTS_FORBIDS ? "forbids"
                                 : "unknown";
}

static bool on_another_host(struct arena *mem, const char *a, const char *b)
{
    struct url_parts x, y;
    return url_split(mem, a, &x, NULL) == ST_OK &&
           url_split(mem, b, &y, NULL) == ST_OK &&
           !url_same_site(x.host, y.host);
}

/* The crawler asks robots.txt first: what was not asked for, and is ruled out
 * all the same, robots.txt forbids. */
static enum robots_word robots_of(const struct crawl_answer *a)
{
    if (a->state == PAGE_STATE_REFUSED && a->http_status == 0)
        return ROBOTS_FORBIDS;
    return a->http_status != 0 ? ROBOTS_ALLOWS : ROBOTS_UNKNOWN;
}

/* Follows the redirects that the crawler followed. */
static enum status look_at_start(struct arena *mem, struct crawl_store *crawl,
                                 struct checkup_start *s, struct err *e)
{
    const char *url = s->url;
    for (int hop = 0; hop < HOPS_MAX; hop++) {
        struct crawl_answer a;
        struct err why = ERR_INIT;
        enum status st = crawl_store_answer(crawl, mem, url, &a, &why);
        if (st == ST_NOT_FOUND)
            break; /* it leads out of what is crawled */
        if (st != ST_OK)
            return err_set(e, st, "%s", why.text);
        s->status = a.http_status;
        s->reason = a.reason;
        if (s->robots != ROBOTS_FORBIDS)
            s->robots = robots_of(&a);
        if (a.state != PAGE_STATE_REDIRECT || a.target == NULL)
            break;
        url = s->leads_to = a.target;
        s->moved = on_another_host(mem, s->url, url);
    }
    return ST_OK;
}

static enum status take_calls(struct arena *mem, struct calls_store *calls,
                              struct checkup *c, struct err *e)
{
    struct known_call *known = NULL;
    size_t n = 0;
    enum status st =
        calls_store_known(calls, mem, c->funder->id, &known, &n, e);
    for (size_t i = 0; st == ST_OK && i < n; i++) {
        if (known[i].life != CALL_LIVE)
            continue;
        c->calls++;
        if (c->n_titles < CHECKUP_TITLES && known[i].title != NULL)
            c->titles[c->n_titles++] = known[i].title;
    }
    return st;
}

static enum verdict judge(const struct checkup *c)
{
    bool moved = false, forbidden = false;
    for (size_t i = 0; i < c->n_starts; i++) {
        moved = moved || c->starts[i].moved;
        forbidden = forbidden || c->starts[i].robots == ROBOTS_FORBIDS;
    }
    if (moved && !forbidden)
        return VERDICT_MOVED;
    if (c->problem != NULL || forbidden)
        return VERDICT_FAILED;
    if (c->calls == 0)
        return c->links == 0 ? VERDICT_NO_LINKS : VERDICT_NO_CALLS;
    return VERDICT_OK;
}

enum status checkup_make(struct arena *mem, struct crawl_store *crawl,
                         struct calls_store *calls, const struct funder *funder,
                         const struct crawl_funder *known, struct checkup *ret,
                         struct err *e)
{
    struct checkup c = {.funder = funder, .n_starts = funder->n_start};
    enum status st = ST_OK;
    c.starts = arena_alloc(mem, c.n_starts * sizeof *c.starts);
    for (size_t i = 0; st == ST_OK && i < c.n_starts; i++) {
        c.starts[i].url = funder->start[i];
        st = look_at_start(mem, crawl, &c.starts[i], e);
    }
    if (st == ST_OK)
        st = crawl_store_count_links(crawl, funder->id, &c.links, e);
    if (st == ST_OK && calls != NULL)
        st = take_calls(mem, calls, &c, e);
    if (st != ST_OK)
        return st;
    c.problem = known->problem;
    c.pages = known->pages;
    c.verdict = judge(&c);
    *ret = c;
    return ST_OK;
}
