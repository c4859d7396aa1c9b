/* known_funders.c - see known_funders.h. */
#include "known_funders.h"

#include "medel/cli.h"
#include "medel/paths.h"

#include <stdlib.h>
#include <string.h>

static struct crawl_funder *append(struct known_funders *f)
{
    f->items = arena_grow(f->mem, f->items, f->n, &f->cap, sizeof *f->items);
    return &f->items[f->n++];
}

static enum status take(void *arg, const struct crawl_funder *c, struct err *e)
{
    struct known_funders *f = arg;
    struct crawl_funder *to = append(f);
    (void)e;
    *to = *c;
    to->id = arena_strdup(f->mem, c->id);
    to->name = arena_strdup(f->mem, c->name);
    to->problem = arena_strdup(f->mem, c->problem);
    return ST_OK;
}

static int by_id(const void *a, const void *b)
{
    const struct crawl_funder *x = a, *y = b;
    return strcmp(x->id, y->id);
}

static struct crawl_funder *find(const struct known_funders *f, size_t n,
                                 const char *id)
{
    struct crawl_funder key = {.id = id};
    return n == 0 ? NULL : bsearch(&key, f->items, n, sizeof key, by_id);
}

const struct crawl_funder *known_funders_find(const struct known_funders *f,
                                              const char *id)
{
    return find(f, f->n, id);
}

static void warn_of_file(void *arg, const char *text)
{
    (void)arg;
    cli_warn("%s", text);
}

static enum status take_sources(struct known_funders *f, const char *override,
                                bool add, struct err *e)
{
    const char *dirs[2] = {override, NULL};
    size_t n_dirs = 1, n_bad = 0;
    if (override == NULL) {
        dirs[0] = paths_share(f->mem, "funders");
        dirs[1] = paths_user_funders(f->mem);
        n_dirs = 2;
    }
    struct funder_list *list = &f->sources;
    enum status st =
        funder_list_load(dirs, n_dirs, list, &n_bad, warn_of_file, NULL, e);
    if (st != ST_OK)
        return st;
    size_t crawled = f->n;
    for (size_t i = 0; i < list->n; i++) {
        struct crawl_funder *to = find(f, crawled, list->items[i].id);
        if (to == NULL) {
            if (!add)
                continue;
            to = append(f);
            *to = (struct crawl_funder){
                .id = arena_strdup(f->mem, list->items[i].id)};
        }
        to->name = arena_strdup(f->mem, list->items[i].name);
        to->regions = list->items[i].regions;
    }
    if (f->n > 1)
        qsort(f->items, f->n, sizeof *f->items, by_id);
    return ST_OK;
}

enum status known_funders_load(struct crawl_store *crawl, const char *override,
                               bool add_sources, struct known_funders *ret,
                               struct err *e)
{
    struct known_funders f = {.mem = arena_new()};
    enum status st = ST_OK;
    if (crawl != NULL)
        st = crawl_store_funders(crawl, take, &f, e);
    if (st == ST_OK && f.n > 1)
        qsort(f.items, f.n, sizeof *f.items, by_id);
    if (st == ST_OK && (override != NULL || add_sources))
        st = take_sources(&f, override, add_sources, e);
    if (st == ST_OK)
        *ret = f;
    else
        known_funders_free(&f);
    return st;
}

void known_funders_free(struct known_funders *f)
{
    arena_free(f->mem);
    funder_list_free(&f->sources);
    *f = (struct known_funders){0};
}
