/*
 * funder.h - the sources: one YAML file a funder, loaded with libcyaml.
 */
#ifndef MEDEL_FUNDER_H
#define MEDEL_FUNDER_H

#include "medel/arena.h"
#include "medel/codes.h"
#include "medel/err.h"

#include <stddef.h>

struct funder {
    const char *id;          /* the file's name without .yaml */
    const char *name, *name_en; /* name: Swedish first; name_en may be NULL */
    codeset regions;
    const char *kind;        /* agency, region, foundation, ... or NULL */
    const char **languages;  /* ISO 639-1 */
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
    int budget;              /* pages a crawl, 0: default */
    const char *file;        /* where it was read */
};

struct funder_list {
    struct arena *mem;
    struct funder *items;    /* by id */
    size_t n, cap;
};

/*
 * Reads every *.yaml of DIRS in order; a later folder's funder replaces an
 * earlier one with the same id. A bad file is reported through BAD (file,
 * line, field in the text), counted in *n_bad, and left out; the rest is
 * loaded. A host that two sources have without dividing it by `allow` is
 * reported as well, but both are kept and not counted. ST_NOT_FOUND where no
 * folder exists. Free with funder_list_free(). Texts are borrowed from the
 * list.
 */
typedef void funder_bad_fn(void *arg, const char *text);
enum status funder_list_load(const char *const *dirs, size_t n_dirs,
                             struct funder_list *ret, size_t *n_bad,
                             funder_bad_fn *bad, void *arg,
                             struct err *e) MEDEL_NODISCARD;
void funder_list_free(struct funder_list *l);
const struct funder *funder_find(const struct funder_list *l,
                                 const char *id);

#endif
