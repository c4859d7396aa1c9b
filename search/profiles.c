/* profiles.c - the enterprises of a folder; see profiles.h. */
#include "profiles.h"

#include "medel/cli.h"
#include "medel/i18n.h"
#include "medel/paths.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SUFFIX ".yaml"
#define SUFFIX_LEN (sizeof SUFFIX - 1)

/* --- the files of a folder ------------------------------------------------ */

const char *profiles_dir(struct arena *mem, const char *dir)
{
    return dir != NULL ? dir : paths_user_profiles(mem);
}

static int is_profile(const struct dirent *de)
{
    size_t n = strlen(de->d_name);
    return de->d_name[0] != '.' && n > SUFFIX_LEN &&
           strcmp(de->d_name + n - SUFFIX_LEN, SUFFIX) == 0;
}

/* Byte order: strcoll would make the result depend on the locale. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void free_entries(struct dirent **entries, int n)
{
    for (int i = 0; i < n; i++)
        free(entries[i]);
    free(entries);
}

/* --- one by its name ------------------------------------------------------ */

/* The id of DIR nearest to NAME, in MEM, or NULL. Files are named by their
 * id, so none needs to be read. */
static const char *nearest_id(struct arena *mem, const char *dir,
                              const char *name)
{
    struct dirent **entries = NULL;
    int n = scandir(dir, &entries, is_profile, by_name);
    if (n <= 0) {
        free(entries);
        return NULL;
    }
    const char **ids = arena_alloc(mem, ((size_t)n + 1) * sizeof *ids);
    for (int i = 0; i < n; i++)
        ids[i] = arena_strndup(mem, entries[i]->d_name,
                               strlen(entries[i]->d_name) - SUFFIX_LEN);
    ids[n] = NULL;
    free_entries(entries, n);
    return cli_nearest(name, ids);
}

static enum status not_there(struct arena *mem, const char *name,
                             const char *dir, struct err *e)
{
    const char *near = nearest_id(mem, dir, name);
    if (near != NULL)
        return err_set(e, ST_INVALID,
                       _("there is no file '%.100s' here and no such profile "
                         "in %s; did you mean '%s'?"),
                       name, dir, near);
    return err_set(e, ST_INVALID,
                   _("there is no file '%.100s' here and no profile "
                     "%.100s.yaml in %s; 'medel profile new' makes one"),
                   name, name, dir);
}

/* Whether NAME is meant for a file, not for the id of a profile. */
static bool is_path(const char *name)
{
    size_t n = strlen(name);
    return strchr(name, '/') != NULL ||
           (n > SUFFIX_LEN && strcmp(name + n - SUFFIX_LEN, SUFFIX) == 0);
}

/* The file that NAME means, in MEM. */
static enum status find_file(struct arena *mem, const char *name,
                             const char **ret, struct err *e)
{
    *ret = name;
    if (name[0] == '\0' || strcmp(name, "-") == 0 || access(name, F_OK) == 0)
        return ST_OK;
    if (errno == ENOENT && is_path(name))
        return err_set(e, ST_INVALID,
                       _("there is no file %s; 'medel profile new' makes a "
                         "profile"),
                       name);
    if (strchr(name, '/') != NULL)
        return ST_OK; /* opening it says why it cannot be */
    const char *dir = profiles_dir(mem, NULL);
    *ret = paths_join(mem, dir, arena_printf(mem, "%s%s", name, SUFFIX));
    return access(*ret, F_OK) == 0 ? ST_OK : not_there(mem, name, dir, e);
}

static enum status load_file(const char *path, struct profile **ret,
                             struct err *e)
{
    struct stat st;
    /* A pipe of that name would make the run wait for ever. */
    if (strcmp(path, "-") != 0 && stat(path, &st) == 0 && !S_ISREG(st.st_mode))
        return err_set(e, ST_INVALID, _("%s: is not a file"), path);
    return profile_load(path, ret, e);
}

enum status profiles_open(const char *name, struct profile **ret, struct err *e)
{
    struct arena *mem = arena_new();
    const char *path;
    enum status st = find_file(mem, name, &path, e);
    if (st == ST_OK)
        st = profile_load(path, ret, e);
    arena_free(mem);
    return st;
}

enum status profiles_open_own(const char *id, struct profile **ret,
                              struct err *e)
{
    struct arena *mem = arena_new();
    const char *dir = profiles_dir(mem, NULL);
    const char *path =
        paths_join(mem, dir, arena_printf(mem, "%s%s", id, SUFFIX));
    enum status st;
    if (id[0] == '\0' || id[0] == '.' || strchr(id, '/') != NULL)
        st = err_set(e, ST_INVALID,
                     _("'%.100s' is no name of a profile: it is that of a "
                       "file of %s without .yaml"),
                     id, dir);
    else if (access(path, F_OK) != 0)
        st = not_there(mem, id, dir, e);
    else
        st = load_file(path, ret, e);
    arena_free(mem);
    return st;
}

/* --- a set --------------------------------------------------------------- */

struct profiles *profiles_new(void)
{
    struct arena *mem = arena_new();
    struct profiles *p = arena_alloc(mem, sizeof *p);
    p->mem = mem;
    return p;
}

void profiles_free(struct profiles *p)
{
    if (p == NULL)
        return;
    for (size_t i = 0; i < p->n; i++)
        profile_free(p->items[i]);
    arena_free(p->mem);
}

static void add_fault(struct profiles *p, const char *text)
{
    p->faults = arena_grow(p->mem, p->faults, p->n_faults, &p->cap_faults,
                           sizeof *p->faults);
    p->faults[p->n_faults++] = arena_strdup(p->mem, text);
}

void profiles_add(struct profiles *p, const char *name)
{
    struct err e = ERR_INIT;
    struct profile *one = NULL;
    const char *path;
    enum status st = find_file(p->mem, name, &path, &e);
    if (st == ST_OK)
        st = load_file(path, &one, &e);
    if (st != ST_OK) {
        add_fault(p, e.text);
        return;
    }
    p->items = arena_grow(p->mem, p->items, p->n, &p->cap, sizeof *p->items);
    p->items[p->n++] = one;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

/* Whether the file is called ID.yaml. */
static bool has_own_name(const struct profile *p)
{
    const char *name = base_name(p->file);
    size_t n = strlen(p->id);
    return strncmp(name, p->id, n) == 0 && strcmp(name + n, SUFFIX) == 0;
}

static int by_id(const void *a, const void *b)
{
    const struct profile *x = *(const struct profile *const *)a;
    const struct profile *y = *(const struct profile *const *)b;
    int order = strcmp(x->id, y->id);
    if (order == 0)
        order = has_own_name(y) - has_own_name(x);
    return order != 0 ? order : strcmp(x->file, y->file);
}

void profiles_settle(struct profiles *p)
{
    size_t kept = 0;
    if (p->n > 0)
        qsort(p->items, p->n, sizeof *p->items, by_id);
    for (size_t i = 0; i < p->n; i++) {
        struct profile *one = p->items[i];
        const struct profile *last = kept > 0 ? p->items[kept - 1] : NULL;
        if (last == NULL || strcmp(last->id, one->id) != 0) {
            p->items[kept++] = one;
            continue;
        }
        add_fault(p, arena_printf(p->mem,
                                  _("%s: the id '%.100s' is that of %s "
                                    "already; give one of them another"),
                                  one->file, one->id, last->file));
        profile_free(one);
    }
    p->n = kept;
}

/* --- a folder ------------------------------------------------------------- */

enum status profiles_add_folder(struct profiles *p, const char *path,
                                struct err *e)
{
    struct dirent **entries = NULL;
    int n = scandir(path, &entries, is_profile, by_name);
    if (n < 0 && errno == ENOENT)
        return err_set(e, ST_IO,
                       _("there is no folder %s with profiles; make one with "
                         "'medel profile new', or say where they "
                         "are with --profiles DIR"),
                       path);
    if (n < 0)
        return err_sys(e, ST_IO, errno, _("cannot read the folder %s"), path);
    for (int i = 0; i < n; i++)
        profiles_add(p, paths_join(p->mem, path, entries[i]->d_name));
    free_entries(entries, n);
    return n > 0 ? ST_OK
                 : err_set(e, ST_INVALID,
                           _("no profile (*.yaml) in the folder %s"), path);
}

enum status profiles_load(const char *path, struct profiles **ret,
                          struct err *e)
{
    struct profiles *p = profiles_new();
    enum status st = profiles_add_folder(p, path, e);
    if (st != ST_OK) {
        profiles_free(p);
        return st;
    }
    profiles_settle(p);
    *ret = p;
    return ST_OK;
}
