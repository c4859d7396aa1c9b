/* discover.c - from the links of pages to the frontier; see crawl.h. */
#include "agent.h"
#include "crawl.h"
#include "headers.h"
#include "links.h"
#include "policy.h"

#include "medel/caps.h"
#include "medel/hash.h"

#include <string.h>

#define DOCUMENT_PROMISE 40 /* least weight of a PDF's link */

int discover_rank(const struct crawl *c, int depth, const char *text,
                  const char *url)
{
    /* The host's name is in all of its addresses and tells nothing. */
    const char *path = strstr(url, "://");
    path = path != NULL ? strchr(path + 3, '/') : NULL;
    int rank = RANK_PAGE + RANK_PER_LINK * depth -
               words_weigh(c->words, text, path != NULL ? path : "");
    if (path != NULL && strchr(path, '?') != NULL)
        rank += 10;
    return rank < RANK_PROMISING ? RANK_PROMISING
           : rank > RANK_WORST   ? RANK_WORST
                                 : rank;
}

/* --- one address ---------------------------------------------------------- */

/* Counts an address once, however many pages link to it. (By its hash, and
 * only as far as the table reaches: it is a number for people.) */
void discover_cut(struct crawl *c, struct job *j, const char *url,
                  enum tally why)
{
    uint64_t h = hash_u64(url, strlen(url)) + (uint64_t)why;
    size_t slots = sizeof c->cut_seen / sizeof *c->cut_seen;
    uint64_t *slot = &c->cut_seen[(size_t)h & (slots - 1)];
    if (*slot == h)
        return;
    *slot = h;
    if (j->examples[why] == NULL)
        j->examples[why] = strdup(url);
    tally_add(&j->tallies, why, 1);
}

static bool in_scope(struct crawl *c, struct job *j, const struct found *f,
                     const struct url_parts *u)
{
    if (f->adapter != NULL && f->kind != KIND_FEED)
        return true; /* on the API's own server */
    if (f->kind != KIND_PAGE)
        return scope_has_host(j->scope, u);
    if (scope_is_start(j->scope, f->url))
        return true;
    switch (scope_check(j->scope, u)) {
    case SCOPE_IN:
        return true;
    case SCOPE_REPEATS:
        discover_cut(c, j, f->url, TALLY_CUT_REPEATS);
        return false;
    case SCOPE_LONG:
        discover_cut(c, j, f->url, TALLY_CUT_LONG);
        return false;
    default:
        return false;
    }
}

/* Counts the address among those of its shape; *full tells why there is no
 * room for it, TALLY_COUNT where there is. */
static enum status count_variant(struct crawl *c, struct job *j,
                                 const struct url_parts *u, enum tally *full,
                                 struct err *e)
{
    struct buf shape;
    buf_init(&shape, 2 * CAP_URL_BYTES);
    int max = scope_shape(u, &shape);
    enum status st = ST_OK;
    bool alike = false;
    *full = TALLY_COUNT;
    if (max > 0)
        st = likeness_exhausted(c->likeness, j->funder->id, shape.data, &alike,
                                e);
    if (alike)
        *full = TALLY_CUT_ALIKE;
    else if (st == ST_OK && max > 0) {
        sqlite3_stmt *s = NULL;
        st = db_prepare(c->db,
                        "INSERT INTO variant(funder, shape, n)"
                        " VALUES(?1, ?2, 1)"
                        " ON CONFLICT DO UPDATE SET n = n + 1 WHERE n < ?3",
                        &s, e);
        if (st == ST_OK) {
            sqlite3_bind_text(s, 1, j->funder->id, -1, SQLITE_STATIC);
            sqlite3_bind_text(s, 2, shape.data, (int)shape.len, SQLITE_STATIC);
            sqlite3_bind_int(s, 3, max);
            st = db_run(s, e);
            if (sqlite3_changes(c->db) == 0)
                *full = TALLY_CUT_VARIANTS;
        }
        sqlite3_finalize(s);
    }
    buf_free(&shape);
    return st;
}

/* Where a link to F's address by J is kept, and its key. */
static struct seen_link *seen_slot(struct crawl *c, const struct job *j,
                                   const struct found *f, uint64_t *key)
{
    uint64_t h = hash_bulk(f->url, strlen(f->url)) + (uint64_t)j->crawl;
    *key = h != 0 ? h : 1;
    return &c->seen_links[(size_t)h & (SEEN_LINKS - 1)];
}

/* The pages of a site link to the same few over and over. Such a link changes
 * nothing any more, and the store need not be asked. */
static bool is_seen(struct crawl *c, const struct job *j, const struct found *f)
{
    uint64_t key;
    const struct seen_link *s = seen_slot(c, j, f, &key);
    return s->key == key && f->kind == KIND_PAGE && !f->vital &&
           f->adapter == NULL &&
           f->modified == 0 && f->depth >= s->depth && f->rank >= s->rank &&
           f->chain >= s->chain && f->hops >= s->hops;
}

/* It is in the queue, or was handled in this crawl. */
static void keep_seen(struct crawl *c, const struct job *j,
                      const struct found *f)
{
    uint64_t key;
    struct seen_link *s = seen_slot(c, j, f, &key);
    *s = (struct seen_link){key, f->depth, f->rank, f->chain, f->hops};
}

static enum status enqueue(struct crawl *c, struct job *j,
                           const struct page_row *p, struct host *host,
                           struct err *e)
{
    const struct queued q = {
        .page = p->id, .crawl = j->crawl, .host = host->id, .rank = p->rank};
    bool added;
    if (host->given_up != NULL) { /* nobody would ever ask for it */
        discover_cut(c, j, p->url, TALLY_CUT_HOST);
        return ST_OK;
    }
    enum status st = frontier_push(c->frontier, &q, &added, e);
    if (st == ST_OK && added)
        j->queued++;
    host->empty = host->waits = false;
    return st;
}

static enum status add_new(struct crawl *c, struct job *j,
                           const struct found *f, const struct url_parts *u,
                           struct err *e)
{
    enum tally full = TALLY_COUNT;
    enum status st = ST_OK;
    if (!f->vital) {
        /* The second half of the room is for what looks like a call. */
        if (j->known >= j->known_max ||
            (j->known >= j->known_max / 2 && f->rank > RANK_PAGE)) {
            discover_cut(c, j, f->url, TALLY_CUT_KNOWN);
            return ST_OK;
        }
        st = count_variant(c, j, u, &full, e);
        if (st != ST_OK)
            return st;
        if (full != TALLY_COUNT) {
            discover_cut(c, j, f->url, full);
            return ST_OK;
        }
    }
    struct host *host;
    st = hosts_get(c->hosts, u->host, &host, e);
    if (st != ST_OK)
        return st;
    struct page_row row = {
        .url = f->url,
        .funder = j->funder->id,
        .host = host->id,
        .kind = f->kind,
        .depth = f->depth,
        .rank = f->rank,
        .chain = f->chain,
        .hops = f->hops,
        .found_on = f->found_on,
        .found_at = c->now,
        .adapter = f->adapter,
    };
    st = ledger_insert(c->ledger, &row, e);
    if (st != ST_OK)
        return st;
    j->known++;
    keep_seen(c, j, f);
    return enqueue(c, j, &row, host, e);
}

static bool is_due(const struct crawl *c, const struct job *j,
                   const struct page_row *p, const struct found *f)
{
    if (p->crawl == j->crawl)
        return false; /* each address once a crawl */
    if (p->state == PAGE_STATE_NEW || p->due_at <= c->now ||
        p->checked_at > c->now)
        return true;
    int64_t age = c->now - p->checked_at;
    if (f->kind == KIND_API)
        return j->forced;
    if (f->vital || f->kind != KIND_PAGE)
        return j->forced || age >= START_INTERVAL;
    if (f->modified > p->last_fetched && f->modified <= c->now)
        return age >= START_INTERVAL;
    /* Somebody links to it again. */
    return p->state == PAGE_STATE_GONE && age >= DAY;
}

static struct job *job_of_funder(struct crawl *c, const char *id)
{
    for (size_t i = 0; i < c->n_jobs; i++)
        if (!c->jobs[i].done && strcmp(c->jobs[i].funder->id, id) == 0)
            return &c->jobs[i];
    return NULL;
}

/* Makes a page that was another funder's J's. */
static enum status take_over(struct crawl *c, struct job *j, struct page_row *p,
                             struct job *owner, struct err *e)
{
    struct page_row after = *p;
    after.funder = j->funder->id;
    enum status st = ledger_update(c->ledger, p, &after, e);
    if (st == ST_OK)
        st = frontier_drop(c->frontier, p->id, e);
    if (st == ST_OK && owner != NULL && sqlite3_changes(c->db) != 0)
        owner->queued--;
    p->funder = after.funder;
    j->known++;
    return st;
}

static enum status add_known(struct crawl *c, struct job *j, struct page_row *p,
                             const struct found *f, const struct url_parts *u,
                             struct err *e)
{
    enum status st = ST_OK;
    bool start = f->vital && f->depth == 0 && f->hops == 0;
    if (strcmp(p->funder, j->funder->id) != 0) {
        /* Another funder's page; a start page belongs to whom it starts, the
         * first of them where it starts several. */
        struct job *owner = job_of_funder(c, p->funder);
        if (!start || !scope_is_start(j->scope, p->url) ||
            (owner != NULL && scope_is_start(owner->scope, p->url)))
            return ST_OK;
        st = take_over(c, j, p, owner, e);
    }
    bool better = f->depth < p->depth || f->rank < p->rank || f->hops < p->hops;
    if (st == ST_OK && better) {
        p->depth = f->depth < p->depth ? f->depth : p->depth;
        p->rank = f->rank < p->rank ? f->rank : p->rank;
        p->chain = f->chain < p->chain ? f->chain : p->chain;
        p->hops = f->hops < p->hops ? f->hops : p->hops;
        st = ledger_improve(c->ledger, p, e);
    }
    bool due = st == ST_OK && is_due(c, j, p, f);
    if (st == ST_OK && (due || p->crawl == j->crawl))
        keep_seen(c, j, f);
    if (!due)
        return st;
    struct host *host;
    st = hosts_get(c->hosts, u->host, &host, e);
    if (st == ST_OK)
        st = enqueue(c, j, p, host, e);
    return st;
}

enum status discover_add(struct crawl *c, struct job *j, struct arena *mem,
                         const struct found *f, struct err *e)
{
    struct url_parts u;
    /* A sample is to tell what the links of pages lead to. */
    if ((c->o->sample != 0 && f->kind != KIND_PAGE) || is_seen(c, j, f))
        return ST_OK;
    if (url_split(mem, f->url, &u, NULL) != ST_OK || !in_scope(c, j, f, &u))
        return ST_OK;
    struct page_row page;
    enum status st = ledger_find(c->ledger, mem, f->url, &page, e);
    if (st == ST_OK)
        return add_known(c, j, &page, f, &u, e);
    if (st != ST_NOT_FOUND)
        return st;
    bool deep = f->depth > DEPTH_MAX_LINKS;
    if (deep || f->chain > CHAIN_MAX || f->hops > HOPS_MAX) {
        discover_cut(c, j, f->url, deep ? TALLY_CUT_DEPTH : TALLY_CUT_CHAIN);
        return ST_OK;
    }
    return add_new(c, j, f, &u, e);
}

/* --- links of a page ------------------------------------------------------ */

/* A site has many PDFs; those whose link or name speaks of a call ("utlysnings-
 * text", "riktlinjer") are read as part of it. */
static bool is_wanted(const struct crawl *c, const char *text, const char *url)
{
    const char *path = strstr(url, "://");
    path = path != NULL ? strchr(path + 3, '/') : NULL;
    if (path == NULL || !scope_is_document(path))
        return true;
    return words_weigh(c->words, text, path) >= DOCUMENT_PROMISE;
}

/* Fills in what kind of place a link leads to; false where it is left. */
static bool found_by_link(struct crawl *c, const struct page_row *page,
                          const struct link *l, const char *url,
                          struct found *f)
{
    enum link_kind kind = l->kind;
    if (kind == LINK_ANCHOR && words_is_next(c->words, l->text))
        kind = LINK_NEXT;
    *f = (struct found){.url = url,
                        .kind = KIND_PAGE,
                        .found_on = page->id,
                        .depth = page->depth,
                        .rank = page->rank,
                        .hops = page->hops};
    if (l->nofollow || strcmp(url, page->url) == 0)
        return false;
    switch (kind) {
    case LINK_ANCHOR:
    case LINK_LANGUAGE:
        f->depth++;
        f->hops = 0;
        f->rank = discover_rank(c, f->depth, l->text, url);
        return is_wanted(c, l->text, url);
    case LINK_NEXT:
        f->chain = page->chain + 1;
        f->rank = discover_rank(c, f->depth, "", url);
        return true;
    case LINK_CANONICAL:
        return true;
    case LINK_REFRESH:
        f->hops++;
        return true;
    case LINK_FEED:
        /* Deeper down they are feeds of comments. */
        f->kind = KIND_FEED;
        f->rank = RANK_FEED;
        return page->depth <= FEED_DEPTH_MAX && strstr(url, "comment") == NULL;
    }
    return false;
}

static enum status follow_link(struct crawl *c, struct job *j,
                               struct arena *mem, const struct page_row *page,
                               const char *base, const struct link *l,
                               struct err *e)
{
    const char *url;
    struct found f;
    struct err why = ERR_INIT;
    enum status st = url_normalise(mem, base, l->href, &url, &why);
    if (st == ST_LIMIT)
        discover_cut(c, j, l->href, TALLY_CUT_LONG);
    if (st != ST_OK || !found_by_link(c, page, l, url, &f))
        return ST_OK;
    return discover_add(c, j, mem, &f, e);
}

static const char *canonical_of(struct arena *mem, const char *base,
                                const struct page_links *links)
{
    const char *url;
    for (size_t i = 0; i < links->n; i++)
        if (links->items[i].kind == LINK_CANONICAL &&
            url_normalise(mem, base, links->items[i].href, &url, NULL) == ST_OK)
            return url;
    return NULL;
}

enum status discover_links(struct crawl *c, struct job *j, struct arena *mem,
                           struct page_row *page,
                           const struct page_links *scanned,
                           const struct fetch_result *r, bool follow,
                           struct err *e)
{
    struct page_links links = *scanned;
    const char *base = page->url;
    if (links.base != NULL &&
        url_normalise(mem, page->url, links.base, &base, NULL) != ST_OK)
        base = page->url;
    if (r != NULL) {
        headers_robots(r->robots, AGENT_TOKEN, &links.noindex, &links.nofollow);
        headers_links(mem, r->links, &links);
        page->canonical = canonical_of(mem, base, &links);
        page->noindex = links.noindex;
    }
    if (!follow || links.nofollow)
        return ST_OK;
    if (links.overlong != 0)
        tally_add(&j->tallies, TALLY_CUT_LONG, (int64_t)links.overlong);
    if (links.cut != 0)
        tally_add(&j->tallies, TALLY_CUT_LINKS, (int64_t)links.cut);
    enum status st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < links.n; i++)
        st = follow_link(c, j, mem, page, base, &links.items[i], e);
    return st;
}
