/* lists.c - from sitemaps and feeds to the frontier; see crawl.h. */
#include "crawl.h"
#include "feed.h"
#include "inflate.h"
#include "policy.h"

#include "medel/caps.h"
#include "medel/i18n.h"

/* Where in a site an address stands that only its sitemap names. */
#define SITEMAP_PAGE_DEPTH 2
#define FEED_PAGES_MAX 10
#define RECENT (90 * DAY)

/* --- sitemaps and feeds --------------------------------------------------- */

struct listing {
    struct crawl *c;
    struct job *j;
    struct arena *mem, *scratch;
    const struct page_row *list;
    struct feed *feed;
    struct buf packed; /* a gzip file inside the transfer's own encoding */
    size_t n;
    bool is_packed;
    enum status st; /* of the store */
    struct err *e;
};

static bool found_by_entry(struct listing *l, const struct feed_entry *entry,
                           const char *url, struct found *f)
{
    const struct page_row *list = l->list;
    *f = (struct found){.url = url,
                        .kind = KIND_PAGE,
                        .found_on = list->id,
                        .modified = entry->modified};
    int bonus = entry->modified > l->c->now - RECENT ? 15 : 0;
    switch (entry->kind) {
    case FEED_SITEMAP:
        f->depth = SITEMAP_PAGE_DEPTH;
        f->rank = discover_rank(l->c, f->depth, "", url) - bonus;
        return true;
    case FEED_SITEMAP_INDEX:
        f->kind = KIND_SITEMAP;
        f->rank = RANK_SITEMAP;
        f->chain = list->chain + 1;
        if (f->chain <= SITEMAP_NESTING_MAX && l->j->sitemaps++ < SITEMAPS_MAX)
            return true;
        discover_cut(l->c, l->j, url, TALLY_CUT_CHAIN);
        return false;
    case FEED_RSS:
    case FEED_ATOM:
        f->depth = list->depth + 1;
        f->rank = discover_rank(l->c, f->depth, entry->title, url) - bonus;
        if (entry->next) {
            f->kind = KIND_FEED;
            f->depth = list->depth;
            f->rank = RANK_FEED;
            f->chain = list->chain + 1;
        }
        return f->chain <= FEED_PAGES_MAX;
    case FEED_UNKNOWN:
        break;
    }
    return false;
}

static void on_entry(void *arg, const struct feed_entry *entry)
{
    struct listing *l = arg;
    const char *url;
    struct found f;
    l->n++;
    if (l->st != ST_OK)
        return;
    arena_reset(l->scratch);
    if (url_normalise(l->scratch, l->list->url, entry->url, &url, NULL) !=
            ST_OK ||
        !found_by_entry(l, entry, url, &f))
        return;
    l->st = discover_add(l->c, l->j, l->scratch, &f, l->e);
}

static enum status feed_sink(void *arg, const char *bytes, size_t len,
                             struct err *e)
{
    struct listing *l = arg;
    return feed_add(l->feed, bytes, len, e);
}

/* The first bytes tell whether what was sent is a .gz file. */
static enum status list_sink(void *arg, const char *bytes, size_t len,
                             struct err *e)
{
    struct listing *l = arg;
    if (!l->is_packed && l->packed.len == 0 && l->n == 0)
        l->is_packed =
            inflate_is_gzip(bytes, len) && feed_kind(l->feed) == FEED_UNKNOWN;
    return l->is_packed ? buf_append(&l->packed, bytes, len)
                        : feed_sink(l, bytes, len, e);
}

static enum status read_list(struct listing *l, const struct fetch_result *r,
                             struct err *e)
{
    enum status st = fetch_decode(r, CAP_SITEMAP_BYTES, list_sink, l, e);
    if (st == ST_OK && l->is_packed)
        st = inflate_bytes(l->packed.data, l->packed.len, CAP_SITEMAP_BYTES,
                           feed_sink, l, e);
    if (st == ST_OK)
        st = feed_end(l->feed, e);
    return st;
}

enum status lists_read(struct crawl *c, struct job *j, struct arena *mem,
                       const struct page_row *list,
                       const struct fetch_result *r, struct err *e)
{
    struct listing l = {
        .c = c, .j = j, .mem = mem, .list = list, .e = e, .st = ST_OK};
    struct err why = ERR_INIT;
    l.feed = feed_new(on_entry, &l);
    if (l.feed == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    l.scratch = arena_new();
    buf_init(&l.packed, CAP_WIRE_BYTES);
    enum status st = read_list(&l, r, &why);
    buf_free(&l.packed);
    arena_free(l.scratch);
    feed_free(l.feed);
    if (l.st != ST_OK)
        return l.st;
    /* What a list said before it broke off is as good as the rest. */
    if (st == ST_LIMIT || (st != ST_OK && l.n != 0 && r->cut))
        tally_add(&j->tallies, TALLY_CUT_LINKS, 1);
    if (st == ST_OK || l.n != 0)
        return ST_OK;
    return err_set(e, st == ST_NOMEM ? st : ST_INVALID, "%s", why.text);
}

/* --- what robots.txt names ------------------------------------------------ */

static bool starts_here(const struct job *j, struct arena *mem,
                        const struct origin *o)
{
    for (size_t i = 0; i < j->funder->n_start; i++) {
        struct url_parts u;
        if (url_split(mem, j->funder->start[i], &u, NULL) == ST_OK &&
            url_same_site(u.host, o->host->name))
            return true;
    }
    return false;
}

static enum status announce(struct crawl *c, struct job *j, struct origin *o,
                            struct arena *mem, struct err *e)
{
    const char *base = arena_printf(mem, "%s/robots.txt", o->root);
    const char *const *names = NULL;
    size_t n = o->rules != NULL ? robots_sitemaps(o->rules, &names) : 0;
    struct found f = {.kind = KIND_SITEMAP, .rank = RANK_SITEMAP};
    enum status st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < n && i < SITEMAPS_MAX; i++)
        if (url_normalise(mem, base, names[i], &f.url, NULL) == ST_OK)
            st = discover_add(c, j, mem, &f, e);
    if (n == 0 && starts_here(j, mem, o)) {
        f.rank = RANK_GUESS;
        if (url_normalise(mem, base, "/sitemap.xml", &f.url, NULL) == ST_OK)
            st = discover_add(c, j, mem, &f, e);
    }
    return st;
}

enum status lists_announce(struct crawl *c, struct origin *o, struct arena *mem,
                           struct err *e)
{
    struct url_parts u;
    enum status st = url_split(mem, o->root, &u, e);
    for (size_t i = 0; st == ST_OK && i < c->n_jobs; i++) {
        struct job *j = &c->jobs[i];
        if (!j->done && scope_has_host(j->scope, &u))
            st = announce(c, j, o, mem, e);
    }
    o->announced = st == ST_OK;
    return st;
}
