/* funder_file.c - what one file of funders/ says; see funder_file.h. */
#include "funder_file.h"

#include "funder_api.h"
#include "yaml_file.h"

#include "medel/caps.h"
#include "medel/i18n.h"
#include "medel/url.h"

#include <math.h>
#include <string.h>

#define MAX_LIST 1000
#define MAX_BUDGET 1000000.0

/* --- the schema ---------------------------------------------------------- */

struct raw_name {
    char *sv, *en, *no, *fi, *da;
};
struct raw {
    char *id, *name, *kind, *budget, *language_word, *languages_word;
    char *home, *evidence, *checked, *notes;
    struct raw_name *names;
    struct raw_api *api, *apis;
    unsigned apis_count;
    char **regions, **start, **hosts, **allow, **deny, **languages, **language;
    unsigned regions_count, start_count, hosts_count, allow_count, deny_count,
        languages_count, language_count;
};

#define OPTIONAL (CYAML_FLAG_POINTER_NULL_STR | CYAML_FLAG_OPTIONAL)
#define TEXT(key, member, flags, max)                                          \
    CYAML_FIELD_STRING_PTR(key, flags, struct raw, member, 1, max)
#define LIST(name)                                                             \
    CYAML_FIELD_SEQUENCE(#name, OPTIONAL, struct raw, name, &entry, 0, MAX_LIST)
#define NAME(lang)                                                             \
    CYAML_FIELD_STRING_PTR(#lang, OPTIONAL, struct raw_name, lang, 1,          \
                           CAP_NAME_BYTES)
static const cyaml_schema_value_t entry = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, CAP_URL_BYTES)};

static const cyaml_schema_field_t name_fields[] = {
    NAME(sv), NAME(en), NAME(no), NAME(fi), NAME(da), CYAML_FIELD_END,
};

/* The first four have another form each, below. */
enum { AT_NAME, AT_LANGUAGES, AT_LANGUAGE, AT_API };
static const cyaml_schema_field_t usual_fields[] = {
    TEXT("name", name, CYAML_FLAG_POINTER, CAP_NAME_BYTES),
    LIST(languages),
    LIST(language),
    CYAML_FIELD_SEQUENCE("api", OPTIONAL, struct raw, apis, &funder_api_entry,
                         0, MAX_LIST),
    TEXT("id", id, CYAML_FLAG_POINTER, CAP_ID_BYTES),
    TEXT("kind", kind, OPTIONAL, 60),
    TEXT("budget", budget, OPTIONAL, 60),
    LIST(regions),
    LIST(start),
    LIST(hosts),
    LIST(allow),
    LIST(deny),
    TEXT("home", home, OPTIONAL, CAP_URL_BYTES),
    TEXT("evidence", evidence, OPTIONAL, 60),
    TEXT("checked", checked, OPTIONAL, 60),
    TEXT("notes", notes, OPTIONAL, CAP_PROSE_BYTES),
    CYAML_FIELD_END,
};
#define N_FIELDS (sizeof usual_fields / sizeof usual_fields[0])

static const cyaml_schema_field_t other_name = CYAML_FIELD_MAPPING_PTR(
    "name", CYAML_FLAG_POINTER, struct raw, names, name_fields);
static const cyaml_schema_field_t other_languages =
    TEXT("languages", languages_word, OPTIONAL, 60);
static const cyaml_schema_field_t other_language =
    TEXT("language", language_word, OPTIONAL, 60);

static const cyaml_schema_field_t other_api = CYAML_FIELD_MAPPING_PTR(
    "api", OPTIONAL, struct raw, api, funder_api_fields);

/* libcyaml has one type a field: the schema is fitted to the form in which
 * the file has it. */
static void fit_fields(const struct yaml_file *f,
                       cyaml_schema_field_t fields[static N_FIELDS])
{
    memcpy(fields, usual_fields, sizeof usual_fields);
    if (yaml_file_kind(f, "name") == YAML_MAPPING)
        fields[AT_NAME] = other_name;
    if (yaml_file_kind(f, "languages") == YAML_SCALAR)
        fields[AT_LANGUAGES] = other_languages;
    if (yaml_file_kind(f, "language") == YAML_SCALAR)
        fields[AT_LANGUAGE] = other_language;
    if (yaml_file_kind(f, "api") == YAML_MAPPING)
        fields[AT_API] = other_api;
}

/* --- from text to source ------------------------------------------------- */

struct making {
    struct arena *mem;
    const struct yaml_file *file;
    struct funder *f;
    struct err *e;
};

static const char *item_path(const struct making *m, const char *list, size_t i)
{
    return arena_printf(m->mem, "%s[%zu]", list, i);
}

static bool is_id(const char *s)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    return s[0] != '\0' && strchr(letters, s[0]) != NULL &&
           s[strspn(s, "-_."
                       "abcdefghijklmnopqrstuvwxyz"
                       "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")] == '\0';
}

static enum status make_id(const struct making *m, const struct raw *r)
{
    const char *slash = strrchr(m->f->file, '/');
    const char *base = slash != NULL ? slash + 1 : m->f->file;
    size_t n = strlen(base);
    n -= n > 5 && strcmp(base + n - 5, ".yaml") == 0 ? 5 : 0;
    if (!is_id(r->id))
        return yaml_file_bad(m->file, "id", m->e,
                             _("'%.60s' may have letters a-z, digits, - _ "
                               "and . only"),
                             r->id);
    if (strlen(r->id) != n || memcmp(r->id, base, n) != 0)
        return yaml_file_bad(m->file, "id", m->e,
                             _("'%.60s' must be the file's name, %.*s"), r->id,
                             (int)n, base);
    m->f->id = arena_strdup(m->mem, r->id);
    return ST_OK;
}

static enum status make_name(const struct making *m, const struct raw *r)
{
    const char *name = r->name;
    if (r->names != NULL) {
        const char *const in_order[] = {r->names->sv, r->names->en,
                                        r->names->no, r->names->fi,
                                        r->names->da};
        for (size_t i = 0; name == NULL && i < 5; i++)
            name = in_order[i];
        m->f->name_en = arena_strdup(m->mem, r->names->en);
    }
    if (name == NULL)
        return yaml_file_bad(m->file, "name", m->e, _("is missing"));
    m->f->name = arena_strdup(m->mem, name);
    return ST_OK;
}

static enum status make_start(const struct making *m, const struct raw *r)
{
    struct funder *f = m->f;
    size_t *lines = arena_alloc(m->mem, r->start_count * sizeof *lines);
    f->start = arena_alloc(m->mem, r->start_count * sizeof *f->start);
    f->start_lines = lines;
    for (; f->n_start < r->start_count; f->n_start++) {
        struct err why = ERR_INIT;
        lines[f->n_start] =
            yaml_file_line(m->file, item_path(m, "start", f->n_start));
        if (url_normalise(m->mem, NULL, r->start[f->n_start],
                          &f->start[f->n_start], &why) != ST_OK)
            return yaml_file_bad(m->file, item_path(m, "start", f->n_start),
                                 m->e, "%s", why.text);
    }
    if (f->n_start == 0 && yaml_file_kind(m->file, "api") == YAML_ABSENT)
        return yaml_file_bad(m->file, "start", m->e,
                             _("must name at least one address"));
    return ST_OK;
}

const char *funder_place(struct arena *mem, const char *host, int port)
{
    return port == 80 || port == 443 ? host
                                     : arena_printf(mem, "%s:%d", host, port);
}

static enum status make_hosts(const struct making *m, const struct raw *r)
{
    struct funder *f = m->f;
    size_t *lines = arena_alloc(m->mem, r->hosts_count * sizeof *lines);
    f->hosts = arena_alloc(m->mem, r->hosts_count * sizeof *f->hosts);
    f->host_lines = lines;
    for (; f->n_hosts < r->hosts_count; f->n_hosts++) {
        const char *host = r->hosts[f->n_hosts], *url;
        struct url_parts parts;
        lines[f->n_hosts] =
            yaml_file_line(m->file, item_path(m, "hosts", f->n_hosts));
        if (strpbrk(host, "/?#@\\ ") != NULL ||
            url_normalise(m->mem, NULL,
                          arena_printf(m->mem, "http://%s/", host), &url,
                          NULL) != ST_OK ||
            url_split(m->mem, url, &parts, NULL) != ST_OK)
            return yaml_file_bad(m->file, item_path(m, "hosts", f->n_hosts),
                                 m->e, _("'%.100s' is no host name"), host);
        f->hosts[f->n_hosts] = funder_place(m->mem, parts.host, parts.port);
    }
    return ST_OK;
}

static enum status make_patterns(const struct making *m, const char *list,
                                 char *const *texts, size_t n,
                                 const char ***ret, size_t *ret_n)
{
    *ret = arena_alloc(m->mem, n * sizeof **ret);
    for (size_t i = 0; i < n; i++) {
        if (texts[i][0] != '/' && texts[i][0] != '*')
            return yaml_file_bad(m->file, item_path(m, list, i), m->e,
                                 _("'%.100s' must begin with / or *: it is "
                                   "matched with an address's path"),
                                 texts[i]);
        (*ret)[i] = arena_strdup(m->mem, texts[i]);
    }
    *ret_n = n;
    return ST_OK;
}

static enum status add_language(const struct making *m, const char *path,
                                const char *text)
{
    struct funder *f = m->f;
    int code = -1;
    enum status st =
        yaml_file_code(m->file, path, CODE_LANGUAGE, text, &code, m->e);
    if (st == ST_OK)
        f->languages[f->n_languages++] = code_name(CODE_LANGUAGE, code);
    return st;
}

static enum status make_languages(const struct making *m, const struct raw *r)
{
    enum status st = ST_OK;
    size_t most = (size_t)r->languages_count + r->language_count + 2;
    m->f->languages = arena_alloc(m->mem, most * sizeof *m->f->languages);
    if (r->languages_word != NULL)
        st = add_language(m, "languages", r->languages_word);
    if (st == ST_OK && r->language_word != NULL)
        st = add_language(m, "language", r->language_word);
    for (size_t i = 0; st == ST_OK && i < r->languages_count; i++)
        st = add_language(m, item_path(m, "languages", i), r->languages[i]);
    for (size_t i = 0; st == ST_OK && i < r->language_count; i++)
        st = add_language(m, item_path(m, "language", i), r->language[i]);
    return st;
}

static enum status make_budget(const struct making *m, const struct raw *r)
{
    double budget = 0;
    enum status st = yaml_file_number(m->file, "budget", r->budget, MAX_BUDGET,
                                      &budget, m->e);
    if (st == ST_OK && budget != floor(budget))
        st = yaml_file_bad(m->file, "budget", m->e,
                           _("must be a whole number of pages"));
    m->f->budget = (int)budget;
    return st;
}

/* What is told to people. */
static enum status make_about(const struct making *m, const struct raw *r)
{
    struct funder *f = m->f;
    struct err why = ERR_INIT;
    int kind = 0;
    if (r->kind != NULL) {
        enum status st =
            yaml_file_code(m->file, "kind", CODE_FUNDER, r->kind, &kind, m->e);
        if (st != ST_OK)
            return st;
        f->kind = code_name(CODE_FUNDER, kind);
    }
    if (r->home != NULL &&
        url_normalise(m->mem, NULL, r->home, &f->home, &why) != ST_OK)
        return yaml_file_bad(m->file, "home", m->e, "%s", why.text);
    if (r->evidence != NULL && strcmp(r->evidence, "seen") != 0 &&
        strcmp(r->evidence, "inferred") != 0)
        return yaml_file_bad(m->file, "evidence", m->e,
                             _("'%.60s' must be seen or inferred"),
                             r->evidence);
    if (r->checked != NULL && !date_parse_iso(r->checked, &f->checked))
        return yaml_file_bad(m->file, "checked", m->e,
                             _("'%.60s' is no date, as 2026-11-23"),
                             r->checked);
    f->evidence = arena_strdup(m->mem, r->evidence);
    f->notes = arena_strdup(m->mem, r->notes);
    return ST_OK;
}

static enum status make(const struct making *m, const struct raw *r)
{
    enum status st = make_id(m, r);
    if (st == ST_OK)
        st = make_name(m, r);
    if (st == ST_OK)
        st = yaml_file_codes(m->file, "regions", CODE_REGION, r->regions,
                             r->regions_count, &m->f->regions, m->e);
    m->f->has_regions = yaml_file_kind(m->file, "regions") != YAML_ABSENT;
    if (st == ST_OK)
        st = make_start(m, r);
    if (st == ST_OK)
        st = make_hosts(m, r);
    if (st == ST_OK)
        st = make_patterns(m, "allow", r->allow, r->allow_count, &m->f->allow,
                           &m->f->n_allow);
    if (st == ST_OK)
        st = make_patterns(m, "deny", r->deny, r->deny_count, &m->f->deny,
                           &m->f->n_deny);
    if (st == ST_OK)
        st = make_languages(m, r);
    if (st == ST_OK)
        st = make_budget(m, r);
    if (st == ST_OK)
        st = make_about(m, r);
    if (st == ST_OK)
        st = funder_api_make(m->mem, m->file, r->api != NULL ? r->api : r->apis,
                             r->api != NULL ? 1 : r->apis_count, r->api == NULL,
                             m->f, m->e);
    return st;
}

enum status funder_file_load(struct arena *mem, const char *path,
                             struct funder *ret, struct err *e)
{
    struct yaml_file *file = NULL;
    cyaml_schema_field_t fields[N_FIELDS];
    void *raw = NULL;
    enum status st = yaml_file_read(mem, path, &file, e);
    if (st != ST_OK)
        return st;
    fit_fields(file, fields);
    const cyaml_schema_value_t schema = {
        CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw, fields)};
    st = yaml_file_load(file, &schema, &raw, e);
    if (st != ST_OK)
        return st;
    struct funder f = {.file = arena_strdup(mem, path)};
    st = make(&(struct making){mem, file, &f, e}, raw);
    cyaml_free(yaml_file_config(), &schema, raw, 0);
    if (st == ST_OK)
        *ret = f;
    return st;
}
