/* funders.c - see funders.h. */
#include "funders.h"

#include "query_names.h"

#include "medel/cli.h"
#include "medel/index_schema.h"

#include <jansson.h>
#include <string.h>
#include <strings.h>

#define FUNDERS_MAX 20000

struct gathering {
    struct searchdb *db;
    struct funder_name *items;
    size_t n, cap;
};

static bool take_term(void *arg, const char *term, uint32_t freq)
{
    struct gathering *g = arg;
    (void)freq;
    g->items =
        arena_grow(g->db->mem, g->items, g->n, &g->cap, sizeof *g->items);
    g->items[g->n++].id =
        arena_strdup(g->db->mem, term + strlen(PREFIX_FUNDER));
    return g->n < FUNDERS_MAX;
}

/* The name that some call of the funder has. */
static enum status read_name(struct searchdb *db, struct funder_name *f,
                             struct err *e)
{
    struct arena *mem = arena_new();
    const char *data;
    size_t len;
    struct err mine = ERR_INIT;
    enum status st =
        xap_fetch(db->xap, mem, arena_printf(mem, "%s%s", PREFIX_FUNDER, f->id),
                  &data, &len, &mine);
    f->name = "";
    if (st == ST_OK) {
        json_t *o = json_loadb(data, len, 0, NULL);
        const char *name = json_string_value(json_object_get(o, "funder"));
        if (name != NULL)
            f->name = arena_strdup(db->mem, name);
        json_decref(o);
    }
    arena_free(mem);
    /* Its last call may have gone since the terms were read. */
    return st == ST_NOT_FOUND || st == ST_OK ? ST_OK
                                             : err_set(e, st, "%s", mine.text);
}

enum status funders_all(struct searchdb *db, const struct funder_name **ret,
                        size_t *n, struct err *e)
{
    if (db->funders == NULL) {
        struct gathering g = {.db = db};
        enum status st =
            xap_each_term(db->xap, PREFIX_FUNDER, take_term, &g, e);
        for (size_t i = 0; i < g.n && st == ST_OK; i++)
            st = read_name(db, &g.items[i], e);
        if (st != ST_OK)
            return st;
        db->funders = g.items;
        db->n_funders = g.n;
    }
    *ret = db->funders;
    *n = db->n_funders;
    return ST_OK;
}

/* Whether every word of WANTED begins some word of HAS. */
static bool has_all_words(const char *wanted, const char *has)
{
    for (const char *w = wanted; *w != '\0';) {
        size_t n = strcspn(w, " ");
        bool found = false;
        for (const char *h = has; *h != '\0' && !found;) {
            found = strncmp(h, w, n) == 0;
            h += strcspn(h, " ");
            h += *h == ' ';
        }
        if (!found)
            return false;
        w += n + (w[n] == ' ');
    }
    return wanted[0] != '\0';
}

/* How well VALUE names F: 3 by id, 2 by its whole name, 1 in part, 0 not. */
static int fit(struct arena *mem, const struct funder_name *f,
               const char *value)
{
    const char *key = query_names_key(mem, value, strlen(value));
    const char *name = query_names_key(mem, f->name, strlen(f->name));
    const char *id = query_names_key(mem, f->id, strlen(f->id));
    const char *bare = query_names_bare(mem, key);
    if (strcasecmp(f->id, value) == 0)
        return 3;
    if (strcmp(name, key) == 0 || strcmp(id, key) == 0)
        return 2;
    return has_all_words(key, name) || has_all_words(key, id) ||
                   has_all_words(bare, query_names_bare(mem, name))
               ? 1
               : 0;
}

static const char *nearest(struct searchdb *db, const struct funder_name *all,
                           size_t n, const char *value)
{
    const char **names = arena_alloc(db->mem, (2 * n + 1) * sizeof *names);
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        names[used++] = all[i].id;
        names[used++] =
            query_names_key(db->mem, all[i].name, strlen(all[i].name));
    }
    const char *near =
        cli_nearest(query_names_key(db->mem, value, strlen(value)), names);
    for (size_t i = 0; i < used; i++)
        if (names[i] == near)
            return all[i / 2].id;
    return NULL;
}

enum status funders_named(struct searchdb *db, const char *value,
                          const char ***ret, size_t *n, const char **near,
                          struct err *e)
{
    const struct funder_name *all;
    size_t count = 0, best = 0;
    enum status st = funders_all(db, &all, &count, e);
    if (st != ST_OK)
        return st;
    const char **ids = arena_alloc(db->mem, (count + 1) * sizeof *ids);
    struct arena *mem = arena_new();
    int best_fit = 1;
    for (size_t i = 0; i < count; i++) {
        int how = fit(mem, &all[i], value);
        if (how > best_fit) {
            best_fit = how;
            best = 0;
        }
        if (how == best_fit)
            ids[best++] = all[i].id;
    }
    arena_free(mem);
    *ret = ids;
    *n = best;
    *near = best == 0 ? nearest(db, all, count, value) : NULL;
    return ST_OK;
}
