/*
 * funder.c - the sources of the crawl; see medel/funder.h. What one file
 * says is read in funder_file.c.
 */
#include "medel/funder.h"

#include "funder_file.h"

#include "medel/i18n.h"
#include "medel/paths.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
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

static bool ends_in(const char *name, const char *end)
{
    const char *dot = strrchr(name, '.');
    return dot != NULL && strcmp(dot, end) == 0;
}

static int source_filter(const struct dirent *de)
{
    const char *name = de->d_name;
    return name[0] != '.' && (ends_in(name, ".yaml") || ends_in(name, ".yml"));
}

/* Byte order: strcoll would make the result depend on the locale. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* Adds F, over one with the same id. */
static enum status add(struct funder_list *list, const struct funder *f,
                       struct err *e)
{
    for (size_t i = 0; i < list->n; i++) {
        const char *id = list->items[i].id;
        if (strcmp(id, f->id) == 0) {
            list->items[i] = *f;
            return ST_OK;
        }
        if (strcasecmp(id, f->id) == 0)
            return err_set(e, ST_INVALID,
                           _("%s: the id %s differs from that of %s in letter "
                             "case only"),
                           f->file, f->id, list->items[i].file);
    }
    list->items = arena_grow(list->mem, list->items, list->n, &list->cap,
                             sizeof *list->items);
    list->items[list->n++] = *f;
    return ST_OK;
}

static enum status read_file(struct arena *mem, const char *path,
                             struct funder *f, struct err *e)
{
    struct stat st;
    if (ends_in(path, ".yml"))
        return err_set(e, ST_INVALID,
                       _("%s: is not read; its name must end in .yaml"), path);
    /* A pipe of that name would make the run wait for ever. */
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
        return err_set(e, ST_INVALID, _("%s: is not a file"), path);
    return funder_file_load(mem, path, f, e);
}

static void load_file(const struct loading *l, const char *dir,
                      const char *name)
{
    struct arena *mem = l->list->mem;
    struct err e = ERR_INIT;
    struct funder f;
    enum status st = read_file(mem, paths_join(mem, dir, name), &f, &e);
    if (st == ST_OK)
        st = add(l->list, &f, &e);
    if (st != ST_OK) {
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
    list.n_shared = funder_report_shared(&list, bad, arg);
    *ret = list;
    *n_bad = n;
    return ST_OK;
}

void funder_list_free(struct funder_list *l)
{
    if (l == NULL)
        return;
    arena_free(l->mem);
    *l = (struct funder_list){0};
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
