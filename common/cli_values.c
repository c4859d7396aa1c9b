/*
 * cli_values.c - the values that a shell may offer: codes and their names,
 * sources, profiles; see cli_complete.h.
 *
 * They are read from what medel itself goes by each time, so that they are
 * never out of date. A file that cannot be read gives no offers and no
 * message: somebody is in the middle of typing.
 */
#include "cli_complete.h"

#include "medel/buf.h"
#include "medel/paths.h"
#include "medel/term.h"

#include <cyaml/cyaml.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define OFFER_BYTES 4096
#define NAMES_MAX 200
#define FILES_MAX 2000

/* --- offering ------------------------------------------------------------ */

/* True where S begins with TYPED, letter case ignored. */
static bool begins(const char *s, const char *typed)
{
    const int how = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD |
                    UTF8PROC_NULLTERM;
    utf8proc_uint8_t *a = NULL, *b = NULL;
    bool yes =
        utf8proc_map((const utf8proc_uint8_t *)s, 0, &a,
                     (utf8proc_option_t)how) >= 0 &&
        utf8proc_map((const utf8proc_uint8_t *)typed, 0, &b,
                     (utf8proc_option_t)how) >= 0 &&
        strncmp((const char *)a, (const char *)b, strlen((char *)b)) == 0;
    free(a);
    free(b);
    return yes;
}

void offer(const struct offers *o, const char *value, const char *about)
{
    struct buf line;
    if (!begins(value, o->typed))
        return;
    buf_init(&line, OFFER_BYTES);
    if (term_safe(&line, o->lead, false) == ST_OK &&
        term_safe(&line, value, false) == ST_OK &&
        (about == NULL || (buf_putc(&line, '\t') == ST_OK &&
                           term_safe(&line, about, false) == ST_OK)))
        puts(line.data);
    buf_free(&line);
}

/* --- the query language's names ------------------------------------------ */

struct named {
    char *key; /* a code, or a field */
    char **names;
    unsigned n;
};

struct named_list {
    struct named *items;
    unsigned n;
};

struct query_words {
    struct named_list fields, codes[CODE_FUNDER];
};

static const cyaml_schema_value_t name_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char *, 1, 100)};

#define NAMED_FIELDS(key_name)                                                 \
    {                                                                          \
        CYAML_FIELD_STRING_PTR(key_name, CYAML_FLAG_POINTER, struct named,     \
                               key, 1, 100),                                   \
            CYAML_FIELD_SEQUENCE_COUNT("names", CYAML_FLAG_POINTER,            \
                                       struct named, names, n, &name_schema,   \
                                       0, NAMES_MAX),                          \
            CYAML_FIELD_END                                                    \
    }

static const cyaml_schema_field_t code_fields[] = NAMED_FIELDS("code");
static const cyaml_schema_field_t field_fields[] = NAMED_FIELDS("field");
static const cyaml_schema_value_t code_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct named, code_fields)};
static const cyaml_schema_value_t field_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct named, field_fields)};

#define LIST(key, member, schema)                                              \
    CYAML_FIELD_SEQUENCE_COUNT(key, CYAML_FLAG_POINTER, struct query_words,    \
                               member.items, member.n, schema, 0, NAMES_MAX)

static const cyaml_schema_field_t file_fields[] = {
    LIST("fields", fields, &field_schema),
    LIST("regions", codes[CODE_REGION], &code_schema),
    LIST("themes", codes[CODE_THEME], &code_schema),
    LIST("applicants", codes[CODE_APPLICANT], &code_schema),
    LIST("kinds", codes[CODE_KIND], &code_schema),
    LIST("statuses", codes[CODE_STATUS], &code_schema),
    LIST("languages", codes[CODE_LANGUAGE], &code_schema),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t file_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct query_words, file_fields)};
static const cyaml_config_t config = {
    .log_level = CYAML_LOG_ERROR,
    .log_fn = NULL,
    .mem_fn = cyaml_mem,
    .flags = CYAML_CFG_IGNORE_UNKNOWN_KEYS,
};

/* NULL where the file cannot be read. */
static struct query_words *load_words(struct arena *mem)
{
    cyaml_data_t *data = NULL;
    const char *path = paths_join(mem, paths_share(mem, "data"), "query.yaml");
    if (cyaml_load_file(path, &config, &file_schema, &data, NULL) != CYAML_OK)
        return NULL;
    return (struct query_words *)data;
}

static void free_words(struct query_words *w)
{
    cyaml_free(&config, &file_schema, w, 0);
}

/* "västra götaland" as one word of a command line; the query language takes a
 * sign for a gap. */
static const char *one_word(struct arena *mem, const char *name)
{
    char *s = arena_strdup(mem, name);
    for (char *p = s; *p != '\0'; p++)
        if (*p == ' ')
            *p = '-';
    return s;
}

void offer_codes(const struct offers *o, enum code_kind kind)
{
    struct query_words *w = load_words(o->mem);
    if (w == NULL)
        return;
    const struct named_list *list = &w->codes[kind];
    for (unsigned i = 0; i < list->n; i++) {
        const struct named *c = &list->items[i];
        offer(o, c->key, c->n != 0 ? c->names[0] : NULL);
        for (unsigned k = 0; k < c->n && o->typed[0] != '\0'; k++)
            if (strcmp(c->names[k], c->key) != 0)
                offer(o, one_word(o->mem, c->names[k]), c->key);
    }
    free_words(w);
}

static const struct {
    const char *field;
    enum code_kind kind;
} coded[] = {
    {"region", CODE_REGION},       {"theme", CODE_THEME},
    {"applicant", CODE_APPLICANT}, {"kind", CODE_KIND},
    {"status", CODE_STATUS},       {"language", CODE_LANGUAGE},
    {"funder", CODE_FUNDER},
};
#define N_CODED (sizeof coded / sizeof coded[0])

static int coded_kind(const char *field)
{
    for (size_t i = 0; i < N_CODED; i++)
        if (strcmp(coded[i].field, field) == 0)
            return (int)coded[i].kind;
    return -1;
}

int complete_field(struct arena *mem, const char *name, size_t len)
{
    const char *word = arena_strndup(mem, name, len);
    int kind = coded_kind(word);
    struct query_words *w = kind < 0 ? load_words(mem) : NULL;
    for (unsigned i = 0; w != NULL && kind < 0 && i < w->fields.n; i++)
        for (unsigned k = 0; k < w->fields.items[i].n; k++)
            if (strcmp(w->fields.items[i].names[k], word) == 0)
                kind = coded_kind(w->fields.items[i].key);
    if (w != NULL)
        free_words(w);
    return kind;
}

void offer_fields(const struct offers *o)
{
    struct query_words *w = load_words(o->mem);
    if (w == NULL)
        return;
    for (unsigned i = 0; i < w->fields.n; i++) {
        const struct named *f = &w->fields.items[i];
        if (coded_kind(f->key) < 0)
            continue;
        for (unsigned k = 0; k < f->n; k++)
            if (strchr(f->names[k], ' ') == NULL)
                offer(o, arena_printf(o->mem, "%s:", f->names[k]), f->key);
    }
    free_words(w);
}

/* --- sources and profiles ------------------------------------------------ */

/* What a source is called. `name` is a text, or a text a language: of a file
 * with the other shape libcyaml says that it is wrong, and nothing else. */
struct by_language {
    char *sv;
};
struct source {
    struct by_language *names;
    char *name;
};

static const cyaml_schema_field_t language_fields[] = {
    CYAML_FIELD_STRING_PTR("sv", CYAML_FLAG_POINTER, struct by_language, sv, 1,
                           300),
    CYAML_FIELD_END,
};
static const cyaml_schema_field_t names_fields[] = {
    CYAML_FIELD_MAPPING_PTR("name", CYAML_FLAG_POINTER, struct source, names,
                            language_fields),
    CYAML_FIELD_END,
};
static const cyaml_schema_field_t name_fields[] = {
    CYAML_FIELD_STRING_PTR("name", CYAML_FLAG_POINTER, struct source, name, 1,
                           300),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t source_schemas[] = {
    {CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct source, names_fields)},
    {CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct source, name_fields)},
};

static const char *source_name(struct arena *mem, const char *path)
{
    const char *name = NULL;
    for (int i = 0; i < 2 && name == NULL; i++) {
        cyaml_data_t *data = NULL;
        if (cyaml_load_file(path, &config, &source_schemas[i], &data, NULL) !=
            CYAML_OK)
            continue;
        const struct source *s = (const struct source *)data;
        name = arena_strdup(mem, i == 0 ? s->names->sv : s->name);
        cyaml_free(&config, &source_schemas[i], data, 0);
    }
    return name;
}

static int is_yaml(const struct dirent *entry)
{
    size_t n = strlen(entry->d_name);
    return n > 5 && entry->d_name[0] != '.' &&
           strcmp(entry->d_name + n - 5, ".yaml") == 0;
}

/* The names of the folder's *.yaml without that end: an id is its file's
 * name. */
static void offer_files(const struct offers *o, const char *dir, bool sources)
{
    struct dirent **entries = NULL;
    int n = scandir(dir, &entries, is_yaml, alphasort);
    for (int i = 0; i < n; i++) {
        const char *file = entries[i]->d_name;
        const char *id = arena_strndup(o->mem, file, strlen(file) - 5);
        if (i < FILES_MAX && begins(id, o->typed))
            offer(o, id,
                  sources ? source_name(o->mem, paths_join(o->mem, dir, file))
                          : NULL);
        free(entries[i]);
    }
    free(entries);
}

void offer_funders(const struct offers *o)
{
    offer_files(o, paths_share(o->mem, "funders"), true);
    offer_files(o, paths_user_funders(o->mem), true);
}

void offer_profiles(const struct offers *o)
{
    offer_files(o, paths_user_profiles(o->mem), false);
}
