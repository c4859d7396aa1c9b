/*
 * gather.c - see gather.h.
 *
 * A funder may have tens of thousands of pages, each with hundreds of links.
 * Only those that lead to another of its pages say anything to merging; the
 * others are dropped before they take up memory.
 */
#include "gather.h"

#include "medel/i18n.h"
#include "medel/json_quick.h"

#include <stdlib.h>
#include <string.h>

/* More redirects in a row are a loop. */
#define MAX_HOPS 10

struct redirect {
    const char *url, *target;
};

struct gathering {
    struct gathered g;
    const char **urls; /* of the pages, in order */
    size_t n_urls, cap_urls;
    struct redirect *redirects; /* by url */
    size_t n_redirects, cap_redirects;
};

/* --- where addresses lead --------------------------------------------------
 */

static enum status add_url(void *arg, const struct calls_page *row,
                           struct err *e)
{
    struct gathering *x = arg;
    (void)e;
    x->urls =
        arena_grow(x->g.mem, x->urls, x->n_urls, &x->cap_urls, sizeof *x->urls);
    x->urls[x->n_urls++] = arena_strdup(x->g.mem, row->url);
    return ST_OK;
}

static enum status add_redirect(void *arg, const struct calls_page *row,
                                struct err *e)
{
    struct gathering *x = arg;
    struct arena *mem = x->g.mem;
    (void)e;
    x->redirects = arena_grow(mem, x->redirects, x->n_redirects,
                              &x->cap_redirects, sizeof *x->redirects);
    x->redirects[x->n_redirects++] = (struct redirect){
        arena_strdup(mem, row->url), arena_strdup(mem, row->target)};
    return ST_OK;
}

static int compare_url(const void *key, const void *element)
{
    return strcmp(key, *(const char *const *)element);
}

static int compare_redirect(const void *key, const void *element)
{
    return strcmp(key, ((const struct redirect *)element)->url);
}

/* The page's address at the end of the redirects from URL, or NULL. */
static const char *const *follow(const struct gathering *x, const char *url)
{
    for (int hop = 0; hop < MAX_HOPS; hop++) {
        const char *const *p = NULL;
        const struct redirect *r = NULL;
        if (x->n_urls != 0)
            p = bsearch(url, x->urls, x->n_urls, sizeof *p, compare_url);
        if (p != NULL)
            return p;
        if (x->n_redirects != 0)
            r = bsearch(url, x->redirects, x->n_redirects, sizeof *r,
                        compare_redirect);
        if (r == NULL)
            return NULL;
        url = r->target;
    }
    return NULL;
}

/* --- readings --------------------------------------------------------------
 */

/* Keeps the links that lead to one of the pages. */
static enum status keep_links(const struct gathering *x, json_t *reading,
                              struct err *e)
{
    json_t *kept = json_array(), *link;
    size_t i;
    bool ok = kept != NULL;
    json_array_foreach(json_object_get(reading, "links"), i, link)
    {
        const char *url = json_string_value(json_object_get(link, "url"));
        const char *const *page = url != NULL ? follow(x, url) : NULL;
        if (page == NULL)
            continue;
        ok = ok && json_object_set_new(link, "url", json_string(*page)) == 0 &&
             json_array_append(kept, link) == 0;
    }
    if (!ok || json_object_set(reading, "links", kept) != 0) {
        json_decref(kept);
        return err_set(e, ST_NOMEM, _("out of memory"));
    }
    json_decref(kept);
    return ST_OK;
}

static void lead(const struct gathering *x, const char **url)
{
    const char *const *page = *url != NULL ? follow(x, *url) : NULL;
    if (page != NULL)
        *url = *page;
}

static enum status parse_reading(const struct gathering *x, const char *url,
                                 const char *json, struct page_reading **ret,
                                 struct err *e)
{
    json_error_t je;
    struct err why = ERR_INIT;
    json_t *o = json_read(json, strlen(json), &je);
    if (o == NULL)
        return err_set(e, ST_CORRUPT, _("calls.db: reading of %s: %s"), url,
                       je.text);
    enum status st = keep_links(x, o, &why);
    if (st == ST_OK)
        st = reading_from_json(x->g.mem, o, ret, &why);
    json_decref(o);
    if (st != ST_OK)
        return err_set(e, ST_CORRUPT, _("calls.db: reading of %s: %s"), url,
                       why.text);
    struct page_reading *r = *ret;
    lead(x, &r->canonical);
    for (size_t i = 0; i < r->n_alternates; i++)
        lead(x, &r->alternate_href[i]);
    for (size_t i = 0; i < r->n_entries; i++)
        lead(x, &r->entries[i].url);
    return ST_OK;
}

static enum status add_page(void *arg, const struct calls_page *row,
                            const char *json, struct err *e)
{
    struct gathering *x = arg;
    struct gathered *g = &x->g;
    struct page_reading *r = NULL;
    if (g->n >= x->n_urls)
        return err_set(e, ST_BUG, "more pages than were counted");
    enum status st = parse_reading(x, row->url, json, &r, e);
    if (st != ST_OK)
        return st;
    const char *url = x->urls[g->n];
    g->readings[g->n] = r;
    g->rows[g->n] = *row;
    g->rows[g->n].url = url;
    g->rows[g->n].funder_id = NULL;
    g->rows[g->n].target = NULL;
    g->pages[g->n] = (struct merge_page){
        .url = url,
        .reading = r,
        .first_fetched = row->first_fetched,
        .last_fetched = row->last_fetched,
        .changed_at = row->changed_at,
        .alive = row->state == PAGE_STATE_OK,
        .noindex = row->noindex || r->noindex,
    };
    g->n++;
    return ST_OK;
}

static void name_aliases(struct gathering *x)
{
    struct gathered *g = &x->g;
    size_t *caps = arena_alloc(g->mem, (g->n + 1) * sizeof *caps);
    for (size_t i = 0; i < x->n_redirects; i++) {
        const char *const *url = follow(x, x->redirects[i].target);
        if (url == NULL)
            continue;
        size_t k = (size_t)(url - (const char *const *)x->urls);
        struct merge_page *p = &g->pages[k];
        p->aliases = arena_grow(g->mem, p->aliases, p->n_aliases, &caps[k],
                                sizeof *p->aliases);
        p->aliases[p->n_aliases++] = x->redirects[i].url;
    }
}

enum status gather_pages(struct calls_store *s, const char *funder,
                         struct gathered *ret, struct err *e)
{
    struct gathering x = {.g.mem = arena_new()};
    struct gathered *g = &x.g;
    enum status st = calls_store_read_pages(s, funder, add_url, &x, e);
    if (st == ST_OK)
        st = calls_store_redirects(s, funder, add_redirect, &x, e);
    g->pages = arena_alloc(g->mem, (x.n_urls + 1) * sizeof *g->pages);
    g->rows = arena_alloc(g->mem, (x.n_urls + 1) * sizeof *g->rows);
    g->readings = arena_alloc(g->mem, (x.n_urls + 1) * sizeof *g->readings);
    if (st == ST_OK)
        st = calls_store_readings(s, funder, add_page, &x, e);
    if (st != ST_OK) {
        gather_free(g);
        return st;
    }
    name_aliases(&x);
    *ret = *g;
    return ST_OK;
}

void gather_free(struct gathered *g)
{
    for (size_t i = 0; i < g->n; i++)
        reading_free_calls(g->readings[i]);
    arena_free(g->mem);
    *g = (struct gathered){0};
}
