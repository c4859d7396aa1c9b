/*
 * funder.c - the sources of the crawl; see medel/funder.h. What one file
 * says is read in funder_file.c.
 */
#include "medel/funder.h"

#include "funder_file.h"

#include "medel/i18n.h"
#include "medel/paths.h"
#include "medel/url.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct loading {
    struct funder_list *list;
    size_t *n_bad;
    funder_bad_fn *bad;
    void *arg;
};

static void report(const struct loading *l, const char *text)
{
    if (l->bad != NULL)
        l->bad(l->arg, text);
}

static bool is_source(const struct dirent *de)
{
    const char *dot = strrchr(de->d_name, '.');
    return de->d_name[0] != '.' && dot != NULL && strcmp(dot, ".yaml") == 0;
}

static int source_filter(const struct dirent *de)
{
    return is_source(de);
}

/* Byte order: strcoll would make the result depend on the locale. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void add(struct funder_list *list, const struct funder *f)
{
    for (size_t i = 0; i < list->n; i++) {
        if (strcmp(list->items[i].id, f->id) == 0) {
            list->items[i] = *f;
            return;
        }
    }
    list->items = arena_grow(list->mem, list->items, list->n, &list->cap,
                             sizeof *list->items);
    list->items[list->n++] = *f;
}

static void load_file(const struct loading *l, const char *dir,
                      const char *name)
{
    struct arena *mem = l->list->mem;
    const char *path = paths_join(mem, dir, name);
    struct err e = ERR_INIT;
    struct funder f;
    struct stat st;
    /* A pipe of that name would make the run wait for ever. */
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
        err_set(&e, ST_INVALID, _("%s: is not a file"), path);
    else if (funder_file_load(mem, path, &f, &e) == ST_OK)
        add(l->list, &f);
    if (e.status != ST_OK) {
        ++*l->n_bad;
        report(l, e.text);
    }
}

/* Reads one folder; *there says whether it exists. */
static enum status load_dir(const struct loading *l, const char *dir,
                            bool *there, struct err *e)
{
    struct dirent **entries = NULL;
    int n = scandir(dir, &entries, source_filter, by_name);
    if (n < 0) {
        if (errno == ENOENT)
            return ST_OK;
        return err_sys(e, ST_IO, errno, _("cannot read the folder %s"), dir);
    }
    *there = true;
    for (int i = 0; i < n; i++) {
        load_file(l, dir, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    return ST_OK;
}

static int by_id(const void *a, const void *b)
{
    const struct funder *x = a, *y = b;
    return strcmp(x->id, y->id);
}

/* --- hosts of more than one source --------------------------------------- */

struct host_use {
    const char *host; /* without "www." */
    const struct funder *funder;
};

static int by_host(const void *a, const void *b)
{
    const struct host_use *x = a, *y = b;
    int order = strcmp(x->host, y->host);
    return order != 0 ? order : strcmp(x->funder->id, y->funder->id);
}

static void use_host(struct funder_list *list, struct host_use **uses,
                     size_t *n, size_t *cap, const char *host,
                     const struct funder *f)
{
    if (strncmp(host, "www.", 4) == 0)
        host += 4;
    *uses = arena_grow(list->mem, *uses, *n, cap, sizeof **uses);
    (*uses)[(*n)++] = (struct host_use){host, f};
}

/*
 * A host that two sources crawl in whole is fetched twice and its calls have
 * two owners. Where both say by `allow` which part is theirs (the county
 * boards share one site), that is as it should be.
 */
static void report_shared_hosts(const struct loading *l)
{
    struct funder_list *list = l->list;
    struct host_use *uses = NULL;
    size_t n = 0, cap = 0;
    for (size_t i = 0; i < list->n; i++) {
        const struct funder *f = &list->items[i];
        for (size_t k = 0; k < f->n_start; k++) {
            struct url_parts parts;
            if (url_split(list->mem, f->start[k], &parts, NULL) == ST_OK)
                use_host(list, &uses, &n, &cap,
                         funder_place(list->mem, parts.host, parts.port), f);
        }
        for (size_t k = 0; k < f->n_hosts; k++)
            use_host(list, &uses, &n, &cap, f->hosts[k], f);
    }
    if (n != 0)
        qsort(uses, n, sizeof *uses, by_host);
    for (size_t i = 1; i < n; i++) {
        const struct funder *a = uses[i - 1].funder, *b = uses[i].funder;
        if (a == b || strcmp(uses[i - 1].host, uses[i].host) != 0 ||
            (a->n_allow != 0 && b->n_allow != 0))
            continue;
        report(l, arena_printf(list->mem,
                               _("%s: the host %s is also in %s; say by "
                                 "'allow' which part belongs to each"),
                               b->file, uses[i].host, a->file));
    }
}

/* --- the interface ------------------------------------------------------- */

enum status funder_list_load(const char *const *dirs, size_t n_dirs,
                             struct funder_list *ret, size_t *n_bad,
                             funder_bad_fn *bad, void *arg, struct err *e)
{
    struct funder_list list = {.mem = arena_new()};
    size_t n = 0;
    struct loading l = {&list, &n, bad, arg};
    bool there = false;
    enum status st = ST_OK;
    for (size_t i = 0; i < n_dirs && st == ST_OK; i++)
        st = load_dir(&l, dirs[i], &there, e);
    if (st == ST_OK && !there)
        st = err_set(e, ST_NOT_FOUND, _("no folder with sources: %s"),
                     n_dirs > 0 ? dirs[0] : "");
    if (st != ST_OK) {
        arena_free(list.mem);
        return st;
    }
    if (list.n != 0)
        qsort(list.items, list.n, sizeof *list.items, by_id);
    report_shared_hosts(&l);
    *ret = list;
    *n_bad = n;
    return ST_OK;
}

void funder_list_free(struct funder_list *l)
{
    if (l == NULL)
        return;
    arena_free(l->mem);
    *l = (struct funder_list){NULL, NULL, 0, 0};
}

const struct funder *funder_find(const struct funder_list *l, const char *id)
{
    size_t from = 0, to = l->n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = strcmp(id, l->items[middle].id);
        if (order == 0)
            return &l->items[middle];
        if (order < 0)
            to = middle;
        else
            from = middle + 1;
    }
    return NULL;
}
