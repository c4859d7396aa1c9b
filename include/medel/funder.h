/*
 * funder.h - the sources: one YAML file a funder, loaded with libcyaml.
 */
#ifndef MEDEL_FUNDER_H
#define MEDEL_FUNDER_H

#include "medel/arena.h"
#include "medel/codes.h"
#include "medel/date.h"
#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Data that a funder publishes beside its pages: see medel/adapter.h. */
struct funder_api {
    const char *kind;         /* one of funder_api_kinds() */
    const char *url;          /* where it is, or NULL: the usual place */
    const char *key;          /* name of the user's own key, or NULL */
    const char *organisation; /* whose records of a shared one, or NULL */
    const char **parts;       /* which of its lists, none: the usual ones */
    size_t n_parts;
};
/* What `api.kind` may be. */
const char *const *funder_api_kinds(size_t *n);

struct funder {
    const char *id;          /* the file's name without .yaml */
    const char *name, *name_en; /* name: Swedish first; name_en may be NULL */
    codeset regions;         /* none: not known */
    bool has_regions;        /* the file has the key */
    const char *kind;        /* a code of CODE_FUNDER, or NULL */
    const char **languages;  /* codes of CODE_LANGUAGE */
    size_t n_languages;
    const char **start;      /* URLs in normal form */
    size_t n_start;
    const char **hosts;      /* beside the start URLs' own: "host", lower case,
                                or "host:port" */
    size_t n_hosts;
    const char **allow, **deny; /* patterns: a path prefix, * and $ as in
                                   robots.txt; deny wins where both match and
                                   it is at least as long */
    size_t n_allow, n_deny;
    struct funder_api *api;
    size_t n_api;
    int budget;              /* pages a crawl, 0: default */
    const char *home;        /* a page for people, or NULL */
    const char *evidence;    /* how the start pages are known: "seen" or
                                "inferred" from other addresses; or NULL */
    struct date checked;     /* when somebody last looked into that */
    const char *notes;       /* for whoever looks after it, or NULL */
    const char *file;        /* where it was read; lines of START and HOSTS: */
    const size_t *start_lines, *host_lines;
};

struct funder_list {
    struct arena *mem;
    struct funder *items;    /* by id */
    size_t n, cap;
    size_t n_shared;         /* hosts that two have without dividing them */
};

/*
 * Reads every *.yaml of DIRS in order; a later folder's funder replaces an
 * earlier one with the same id. A bad file is reported through BAD (file,
 * line, field in the text), counted in *n_bad, and left out; the rest is
 * loaded. So is an id that differs from another's in letter case only, and a
 * name that ends in .yml. A host that two sources have without dividing it by
 * `allow` (see funder_hosts.c) is reported as well and counted in n_shared,
 * but both are kept. ST_NOT_FOUND where no folder exists. Free with funder_list_free(). Texts are borrowed from the
 * list.
 */
typedef void funder_bad_fn(void *arg, const char *text);
enum status funder_list_load(const char *const *dirs, size_t n_dirs,
                             struct funder_list *ret, size_t *n_bad,
                             funder_bad_fn *bad, void *arg,
                             struct err *e) MEDEL_NODISCARD;
void funder_list_free(struct funder_list *l);
/*
 * What a good source has and these lack, and can yet be crawled without: kind,
 * regions, how it is known and since when, ... Each goes to NOTE in the form
 * of the errors above. Returns how many.
 */
size_t funder_list_lint(const struct funder_list *l, funder_bad_fn *note,
                        void *arg);
const struct funder *funder_find(const struct funder_list *l,
                                 const char *id);

#endif
