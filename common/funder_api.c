/* funder_api.c - see funder_api.h. */
#include "funder_api.h"

#include "edit.h"

#include "medel/caps.h"
#include "medel/i18n.h"
#include "medel/url.h"

#include <string.h>

#define MAX_PARTS 20
#define MAX_NAME 60
#define NEAR 3 /* slips of the pen */

#define OPTIONAL (CYAML_FLAG_POINTER_NULL_STR | CYAML_FLAG_OPTIONAL)
#define TEXT(name, flags, max)                                                 \
    CYAML_FIELD_STRING_PTR(#name, flags, struct raw_api, name, 1, max)

static const cyaml_schema_value_t part_entry = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, MAX_NAME)};

const cyaml_schema_field_t funder_api_fields[] = {
    TEXT(kind, CYAML_FLAG_POINTER, MAX_NAME),
    TEXT(url, OPTIONAL, CAP_URL_BYTES),
    TEXT(key, OPTIONAL, MAX_NAME),
    TEXT(organisation, OPTIONAL, MAX_NAME),
    CYAML_FIELD_SEQUENCE("parts", OPTIONAL, struct raw_api, parts, &part_entry,
                         0, MAX_PARTS),
    CYAML_FIELD_END,
};

const cyaml_schema_value_t funder_api_entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_api, funder_api_fields)};

static const char *const kinds[] = {"eu-funding", "feed", "gdp", "vinnova",
                                    "wordpress"};

const char *const *funder_api_kinds(size_t *n)
{
    *n = sizeof kinds / sizeof *kinds;
    return kinds;
}

struct place {
    struct arena *mem;
    const struct yaml_file *file;
    struct err *e;
    const char *prefix; /* "api" or "api[1]" */
};

static const char *path(const struct place *p, const char *field)
{
    return arena_printf(p->mem, "%s.%s", p->prefix, field);
}

static enum status check_kind(const struct place *p, const char *kind)
{
    size_t n = sizeof kinds / sizeof *kinds;
    for (size_t i = 0; i < n; i++)
        if (strcmp(kinds[i], kind) == 0)
            return ST_OK;
    const char *near = NULL;
    for (size_t i = 0; i < n; i++)
        if (near == NULL && edit_distance(kind, kinds[i], NEAR) <= NEAR)
            near = kinds[i];
    if (near != NULL)
        return yaml_file_bad(p->file, path(p, "kind"), p->e,
                             _("there is no kind of API '%.60s'; did you mean "
                               "'%s'?"),
                             kind, near);
    return yaml_file_bad(p->file, path(p, "kind"), p->e,
                         _("there is no kind of API '%.60s'"), kind);
}

/* What becomes part of an address, an environment variable or a file's name.
 */
static bool is_word(const char *s)
{
    return s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_-")] == '\0';
}

static enum status make_names(const struct place *p, const struct raw_api *r,
                              struct funder_api *ret)
{
    if (r->key != NULL && !is_word(r->key))
        return yaml_file_bad(p->file, path(p, "key"), p->e,
                             _("'%.60s' may have letters a-z, digits, - and _ "
                               "only"),
                             r->key);
    ret->parts = arena_alloc(p->mem, (r->parts_count + 1) * sizeof(char *));
    for (; ret->n_parts < r->parts_count; ret->n_parts++) {
        const char *part = r->parts[ret->n_parts];
        if (!is_word(part))
            return yaml_file_bad(p->file, path(p, "parts"), p->e,
                                 _("'%.60s' may have letters a-z, digits, - "
                                   "and _ only"),
                                 part);
        ret->parts[ret->n_parts] = arena_strdup(p->mem, part);
    }
    return ST_OK;
}

static enum status make_one(const struct place *p, const struct raw_api *r,
                            struct funder_api *ret)
{
    struct err why = ERR_INIT;
    enum status st = check_kind(p, r->kind);
    if (st == ST_OK && r->url != NULL &&
        url_normalise(p->mem, NULL, r->url, &ret->url, &why) != ST_OK)
        st = yaml_file_bad(p->file, path(p, "url"), p->e, "%s", why.text);
    if (st == ST_OK)
        st = make_names(p, r, ret);
    ret->kind = arena_strdup(p->mem, r->kind);
    ret->key = arena_strdup(p->mem, r->key);
    ret->organisation = arena_strdup(p->mem, r->organisation);
    /* These two are everybody's: nobody's address stands for them. */
    bool own =
        strcmp(r->kind, "feed") == 0 || strcmp(r->kind, "wordpress") == 0;
    if (st == ST_OK && own && ret->url == NULL)
        st = yaml_file_bad(p->file, path(p, "url"), p->e, _("is missing"));
    return st;
}

enum status funder_api_make(struct arena *mem, const struct yaml_file *file,
                            const struct raw_api *raw, size_t n, bool list,
                            struct funder *f, struct err *e)
{
    enum status st = ST_OK;
    f->api = arena_alloc(mem, (n + 1) * sizeof *f->api);
    for (; st == ST_OK && f->n_api < n; f->n_api++) {
        const struct place p = {mem, file, e,
                                list ? arena_printf(mem, "api[%zu]", f->n_api)
                                     : "api"};
        st = make_one(&p, &raw[f->n_api], &f->api[f->n_api]);
    }
    return st;
}
