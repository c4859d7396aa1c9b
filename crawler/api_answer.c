/*
 * api_answer.c - an answer, split into its items; see api.h.
 *
 * An answer is gone through twice: first to see whether all of it is there and
 * of the shape that its part has. Where it is not, that is the funder's
 * problem, told by name, and what was stored before stays as it is. Only then
 * is each item taken as it comes by.
 */
#include "agent.h"
#include "api.h"
#include "links.h"
#include "policy.h"

#include "medel/caps.h"
#include "medel/hash.h"
#include "medel/i18n.h"

#include <string.h>

/* Among so many one at least has what not all have. */
#define SEVERAL 20

struct answer {
    struct crawl *c;
    struct job *j;
    const struct adapter_part *part;
    const struct adapter_source *source;
    struct arena *mem;     /* of the answer */
    struct arena *scratch; /* of an item */
    struct page_row *row;
    bool dry; /* looked through, nothing taken yet */
    size_t items, bad, odd;
    bool found;          /* the place of the items was there */
    bool has_some;       /* one has had a field of which not all have one */
    const char *missing; /* the field that a bad one lacked */
    const char *detail;  /* the one item of a detail's answer */
    size_t detail_len;
    const char **parents;
    size_t n_parents, cap_parents;
    const char *parent_part;
};

/* --- items ---------------------------------------------------------------- */

/* In normal form, a fragment kept; NULL where it is no address. */
static const char *normal(struct arena *mem, const char *url)
{
    const char *fragment = strchr(url, '#'), *n;
    if (url_normalise(mem, NULL, url, &n, NULL) != ST_OK)
        return NULL;
    return fragment != NULL ? arena_printf(mem, "%s%s", n, fragment) : n;
}

static const char *lacks(const struct answer *x, const struct adapter_item *i)
{
    for (size_t k = 0; x->part->required[k] != NULL; k++)
        if (!adapter_item_has(i, x->part->required[k]))
            return x->part->required[k];
    return NULL;
}

static enum status queue(struct answer *x, const char *url, const char *part,
                         bool now, struct err *e)
{
    const struct adapter_part *p = adapter_part_find(part);
    const char *address = normal(x->scratch, url);
    if (address == NULL || api_of(x->j, p, address) == NULL)
        return ST_OK;
    const struct found f = {.url = address,
                            .kind = p->detail ? KIND_PAGE : KIND_API,
                            .found_on = x->row->id,
                            .depth = 2,
                            .rank = p->detail ? CALL_RANK : RANK_API,
                            .chain = p->detail ? 0 : x->row->chain + 1,
                            .modified = now ? x->c->now : 0,
                            .adapter = p->name,
                            .vital = !p->detail};
    return discover_add(x->c, x->j, x->scratch, &f, e);
}

/* A call that the rounds we got belong to, unless it is there. */
static enum status want_parent(struct answer *x, const struct adapter_found *f,
                               struct err *e)
{
    const struct adapter_part *p = adapter_part_find(f->parent_part);
    struct page_row row;
    for (size_t i = 0; i < x->n_parents; i++)
        if (strcmp(x->parents[i], f->parent) == 0)
            return ST_OK;
    const char *url =
        normal(x->scratch, p->batch(x->source, x->scratch, &f->parent, 1));
    enum status st = url != NULL
                         ? api_find_item(x->c, x->j, x->scratch, url, &row, e)
                         : ST_OK;
    if (st != ST_NOT_FOUND)
        return st;
    x->parents = arena_grow(x->mem, x->parents, x->n_parents, &x->cap_parents,
                            sizeof *x->parents);
    x->parents[x->n_parents++] = arena_strdup(x->mem, f->parent);
    x->parent_part = p->name;
    return ST_OK;
}

/* An ordinary page, which the funder's patterns may rule out. */
static enum status follow_page(struct answer *x, const char *url, struct err *e)
{
    const char *address = normal(x->scratch, url);
    if (address == NULL)
        return ST_OK;
    const struct found f = {.url = address,
                            .kind = KIND_PAGE,
                            .found_on = x->row->id,
                            .depth = 2,
                            .rank = RANK_PROMISING};
    return discover_add(x->c, x->j, x->scratch, &f, e);
}

/* The site's robots.txt is asked as for a request, as far as it is known. */
static enum status check_robots(struct answer *x, const struct url_parts *u,
                                const char *url, bool *allowed, struct err *e)
{
    struct host *host;
    struct robots_verdict v;
    *allowed = true;
    enum status st = hosts_get(x->c->hosts, u->host, &host, e);
    struct origin *o = st == ST_OK ? hosts_origin(host, u) : NULL;
    if (o == NULL || o->state != ORIGIN_READY)
        return st;
    st = hosts_check_robots(x->c->hosts, o, url, &v, e);
    *allowed = st == ST_OK && v.allowed;
    if (st == ST_OK && !v.allowed)
        tally_add(&x->j->tallies, TALLY_ROBOTS, 1);
    return st;
}

/* A page that came as an item: in scope as any, and its links followed. */
static enum status keep_page(struct answer *x, const struct adapter_found *f,
                             const char *url, const struct adapter_item *item,
                             struct err *e)
{
    struct url_parts u;
    struct page_row page;
    struct page_links links;
    bool changed, allowed;
    enum status st = url_split(x->scratch, url, &u, e);
    if (st != ST_OK || scope_check(x->j->scope, &u) != SCOPE_IN)
        return st;
    st = check_robots(x, &u, url, &allowed, e);
    if (st != ST_OK || !allowed)
        return st;
    st = api_store_item(x->c, x->j, x->scratch, x->row, url, item, &page,
                        &changed, e);
    if (st != ST_OK || page.id == 0 || !changed)
        return st;
    links_scan(x->scratch, f->html, strlen(f->html), AGENT_TOKEN, &links);
    return discover_links(x->c, x->j, x->scratch, &page, &links, NULL, true,
                          e);
}

static enum status keep(struct answer *x, const struct adapter_found *f,
                        const char *url, const struct adapter_item *item,
                        struct err *e)
{
    struct page_row page;
    bool changed = false;
    enum status st = ST_OK;
    if (x->part->detail) {
        x->detail = arena_strndup(x->mem, item->json, item->len);
        x->detail_len = item->len;
        return ST_OK;
    }
    if (url != NULL && f->html != NULL)
        st = keep_page(x, f, url, item, e);
    else if (url != NULL)
        st = api_store_item(x->c, x->j, x->scratch, x->row, url, item, &page,
                            &changed, e);
    if (st == ST_OK && f->page != NULL)
        st = follow_page(x, f->page, e);
    if (st == ST_OK && f->detail != NULL)
        st = queue(x, f->detail, f->detail_part, changed, e);
    if (st == ST_OK && f->parent != NULL)
        st = want_parent(x, f, e);
    return st;
}

/* What is stored already, and has closed or been taken back. */
static enum status touch(struct answer *x, const char *url,
                         enum adapter_verdict verdict,
                         const struct adapter_item *item, struct err *e)
{
    struct page_row page;
    bool changed;
    enum status st = api_find_item(x->c, x->j, x->scratch, url, &page, e);
    if (st != ST_OK)
        return st == ST_NOT_FOUND ? ST_OK : st;
    if (verdict == ADAPTER_DROP)
        return api_lose_item(x->c, x->j, &page, ADAPTER_GONE, e);
    return api_store_item(x->c, x->j, x->scratch, x->row, url, item, &page,
                          &changed, e);
}

static void count_bad(struct answer *x, const char *field)
{
    x->bad++;
    if (x->missing == NULL)
        x->missing = arena_strdup(x->mem, field != NULL ? field : "?");
}

static enum status on_item(void *arg, const struct adapter_item *item,
                           struct err *e)
{
    struct answer *x = arg;
    struct adapter_found f = {0};
    x->items++;
    arena_reset(x->scratch);
    for (size_t k = 0; x->part->some != NULL && x->part->some[k] != NULL; k++)
        x->has_some =
            x->has_some || adapter_item_get(item, x->part->some[k]) != NULL;
    const char *field = lacks(x, item);
    if (field != NULL) {
        count_bad(x, field);
        return ST_OK;
    }
    enum adapter_verdict v = x->part->item(x->source, x->scratch, item, &f);
    const char *url = f.url != NULL ? normal(x->scratch, f.url) : NULL;
    if (v == ADAPTER_KEEP && x->part->detail &&
        (url == NULL || strcmp(url, x->row->url) != 0)) {
        /* Another topic's details under this one's address. */
        v = ADAPTER_BAD;
        f.why = x->part->required[0];
    }
    if (v == ADAPTER_BAD)
        count_bad(x, f.why);
    if (x->dry)
        return ST_OK;
    switch (v) {
    case ADAPTER_KEEP:
        return keep(x, &f, url, item, e);
    case ADAPTER_UPDATE:
    case ADAPTER_DROP:
        return url != NULL ? touch(x, url, v, item, e) : ST_OK;
    case ADAPTER_BAD:
    case ADAPTER_SKIP:
        break;
    }
    return ST_OK;
}

/* --- the whole ------------------------------------------------------------ */

static enum status split_sink(void *arg, const char *bytes, size_t len,
                              struct err *e)
{
    return adapter_split_add(arg, bytes, len, e);
}

/* What is wrong with the answer as a whole, or NULL. */
static const char *judge(struct answer *x)
{
    size_t odd = x->odd;
    const char *place = x->part->split.items;
    if (!x->found)
        return arena_printf(x->mem, _("its data has changed: there is no '%s'"),
                            place);
    if (x->items == 0 && odd == 0 && x->part->never_empty)
        return _("its data has changed: there is nothing in it");
    if (odd > x->items)
        return arena_printf(x->mem,
                            _("its data has changed: %zu of %zu items are of "
                              "another kind"),
                            odd, odd + x->items);
    if (x->items >= SEVERAL && x->part->some != NULL && !x->has_some)
        return arena_printf(x->mem, _("its data has changed: no item has '%s'"),
                            x->part->some[0]);
    if (2 * x->bad > x->items)
        return arena_printf(x->mem,
                            _("its data has changed: %zu of %zu items have "
                              "no '%s' that can be read"),
                            x->bad, x->items, x->missing);
    return NULL;
}

/* A few items that are not what they should be are not the list's failure, but
 * what is not in it may be one of them: see api_lose_unseen(). */
static const char *what_is_missing(struct answer *x)
{
    if (x->bad == 0 && x->odd == 0)
        return NULL;
    return arena_printf(x->mem, _("%zu of %zu items could not be taken"),
                        x->bad + x->odd, x->items + x->odd);
}

static enum status ask_parents(struct answer *x, struct err *e)
{
    enum status st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < x->n_parents;
         i += ADAPTER_BATCH_MAX) {
        size_t n = x->n_parents - i;
        n = n < ADAPTER_BATCH_MAX ? n : ADAPTER_BATCH_MAX;
        const struct adapter_part *p = adapter_part_find(x->parent_part);
        st = queue(x, p->batch(x->source, x->mem, x->parents + i, n), p->name,
                   false, e);
    }
    return st;
}

/* The next page of the list; behind the last one, what it did not name. */
static enum status go_on(struct answer *x, const struct fetch_result *r,
                         const char **problem, struct err *e)
{
    const struct adapter_answer a = {.url = x->row->url,
                                     .items = x->items,
                                     .next = r->next,
                                     .total = r->total,
                                     .pages = r->pages};
    const char *url = x->part->next != NULL
                          ? x->part->next(x->source, x->mem, &a, problem)
                          : NULL;
    if (*problem != NULL)
        return ST_OK;
    if (url != NULL)
        return queue(x, url, x->part->name, false, e);
    return api_lose_unseen(x->c, x->j, x->row, x->part, e);
}

static enum status store_detail(struct answer *x, bool *changed, struct err *e)
{
    struct page_row *p = x->row;
    int64_t hash = (int64_t)hash_bulk(x->detail, x->detail_len);
    bool same = false;
    enum status st = ST_OK;
    if (p->version > 0 && p->hash == hash)
        st = ledger_same_body(x->c->ledger, x->mem, p->id, x->detail,
                              x->detail_len, &same, e);
    *changed = !same;
    if (st != ST_OK || same)
        return st;
    p->hash = hash;
    p->version++;
    p->changed_at = p->checked_at = x->c->now;
    p->content_type = "application/json";
    return ledger_add_body(x->c->ledger, p, x->detail, x->detail_len, NULL, e);
}

/* Once through the answer. ST_INVALID and ST_LIMIT are the answer's fault. */
static enum status go_through(struct answer *x, const struct fetch_result *r,
                              bool dry, struct err *e)
{
    size_t max = x->part->large ? CAP_SNAPSHOT_BYTES : CAP_SITEMAP_BYTES;
    struct adapter_split *s = adapter_split_new(&x->part->split, on_item, x);
    if (s == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    x->dry = dry;
    x->items = x->bad = 0;
    enum status st = fetch_decode(r, max, split_sink, s, e);
    if (st == ST_OK)
        st = adapter_split_end(s, e);
    x->found = adapter_split_found(s);
    x->odd = adapter_split_odd(s);
    adapter_split_free(s);
    return st;
}

static enum status take(struct answer *x, const struct fetch_result *r,
                        const char **problem, bool *changed, struct err *e)
{
    struct err why = ERR_INIT;
    enum status st = go_through(x, r, true, &why);
    if (st == ST_INVALID || st == ST_LIMIT) {
        *problem = arena_strdup(x->mem, why.text);
        return ST_OK;
    }
    if (st != ST_OK)
        return err_set(e, st, "%s", why.text);
    *problem = judge(x);
    if (*problem != NULL)
        return ST_OK;
    st = go_through(x, r, false, e);
    if (st != ST_OK)
        return st;
    if (x->part->detail)
        return x->detail != NULL ? store_detail(x, changed, e) : ST_OK;
    x->row->reason = what_is_missing(x);
    arena_reset(x->scratch);
    st = ask_parents(x, e);
    return st == ST_OK ? go_on(x, r, problem, e) : st;
}

enum status api_answer(struct crawl *c, struct task *t, struct page_row *after,
                       const struct fetch_result *r, const char **problem,
                       bool *changed, struct err *e)
{
    struct answer x = {.c = c,
                       .j = t->job,
                       .part = adapter_part_find(after->adapter),
                       .mem = t->mem,
                       .row = after};
    const struct api_use *use = api_of(t->job, x.part, after->url);
    *problem = NULL;
    *changed = false;
    if (use == NULL) {
        *problem = _("no API of the funder's any more");
        return ST_OK;
    }
    x.source = &use->source;
    x.scratch = arena_new();
    enum status st = take(&x, r, problem, changed, e);
    arena_free(x.scratch);
    return st;
}
