/* gather.c - see gather.h. */
#include "gather.h"

#include "medel/i18n.h"

#include <stdlib.h>
#include <string.h>

/* More redirects in a row are a loop. */
#define MAX_HOPS 10

struct redirect {
    const char *url, *target;
};

struct gathering {
    struct gathered g;
    size_t cap_pages, cap_rows, cap_readings;
    struct redirect *redirects; /* by url */
    size_t n_redirects, cap_redirects;
};

static enum status parse_reading(struct arena *mem, const char *url,
                                 const char *json, struct page_reading **ret,
                                 struct err *e)
{
    json_error_t je;
    struct err why = ERR_INIT;
    json_t *o = json_loads(json, 0, &je);
    if (o == NULL)
        return err_set(e, ST_CORRUPT, _("calls.db: reading of %s: %s"), url,
                       je.text);
    enum status st = reading_from_json(mem, o, ret, &why);
    json_decref(o);
    if (st != ST_OK)
        return err_set(e, ST_CORRUPT, _("calls.db: reading of %s: %s"), url,
                       why.text);
    return ST_OK;
}

static enum status add_page(void *arg, const struct calls_page *row,
                            const char *json, struct err *e)
{
    struct gathering *x = arg;
    struct gathered *g = &x->g;
    struct page_reading *r = NULL;
    enum status st = parse_reading(g->mem, row->url, json, &r, e);
    if (st != ST_OK)
        return st;
    g->pages =
        arena_grow(g->mem, g->pages, g->n, &x->cap_pages, sizeof *g->pages);
    g->rows = arena_grow(g->mem, g->rows, g->n, &x->cap_rows, sizeof *g->rows);
    g->readings = arena_grow(g->mem, g->readings, g->n, &x->cap_readings,
                             sizeof *g->readings);
    const char *url = arena_strdup(g->mem, row->url);
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

static int page_by_url(const void *key, const void *element)
{
    return strcmp(key, ((const struct merge_page *)element)->url);
}

static int redirect_by_url(const void *key, const void *element)
{
    return strcmp(key, ((const struct redirect *)element)->url);
}

/* The page at the end of the redirects from TARGET, or NULL. */
static struct merge_page *follow(const struct gathering *x, const char *target)
{
    for (int hop = 0; hop < MAX_HOPS; hop++) {
        struct merge_page *p = NULL;
        if (x->g.n != 0)
            p = bsearch(target, x->g.pages, x->g.n, sizeof *p, page_by_url);
        if (p != NULL)
            return p;
        const struct redirect *r =
            x->n_redirects == 0 ? NULL
                                : bsearch(target, x->redirects, x->n_redirects,
                                          sizeof *r, redirect_by_url);
        if (r == NULL)
            return NULL;
        target = r->target;
    }
    return NULL;
}

static void resolve_redirects(struct gathering *x)
{
    struct gathered *g = &x->g;
    size_t *caps = arena_alloc(g->mem, (g->n + 1) * sizeof *caps);
    for (size_t i = 0; i < x->n_redirects; i++) {
        struct merge_page *p = follow(x, x->redirects[i].target);
        if (p == NULL)
            continue;
        p->aliases = arena_grow(g->mem, p->aliases, p->n_aliases,
                                &caps[p - g->pages], sizeof *p->aliases);
        p->aliases[p->n_aliases++] = x->redirects[i].url;
    }
}

enum status gather_pages(struct calls_store *s, const char *funder,
                         struct gathered *ret, struct err *e)
{
    struct gathering x = {.g.mem = arena_new()};
    enum status st = calls_store_readings(s, funder, add_page, &x, e);
    if (st == ST_OK)
        st = calls_store_redirects(s, funder, add_redirect, &x, e);
    if (st != ST_OK) {
        gather_free(&x.g);
        return st;
    }
    resolve_redirects(&x);
    *ret = x.g;
    return ST_OK;
}

void gather_free(struct gathered *g)
{
    for (size_t i = 0; i < g->n; i++)
        reading_free_calls(g->readings[i]);
    arena_free(g->mem);
    *g = (struct gathered){0};
}
