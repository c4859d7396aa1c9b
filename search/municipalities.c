/* municipalities.c - see municipalities.h. */
#include "municipalities.h"

#include "datafile.h"
#include "lexicon.h"

#include "medel/arena.h"
#include "medel/cli.h"
#include "medel/codes.h"
#include "medel/i18n.h"

#include <string.h>

#define MUNICIPALITIES_MAX 1000
#define TERMS_MAX 50
#define TERM_BYTES 100

/* --- the file's shape ---------------------------------------------------- */

struct entry {
    char *code;   /* "NAME/COUNTY" */
    bool weak;    /* for the reading of pages */
    char **terms; /* in lower case, as pages have it */
    unsigned n_terms;
};
struct file {
    char *lexicon;
    struct entry *entries;
    unsigned n_entries;
};

static const cyaml_schema_value_t term_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char *, 1, TERM_BYTES)};
static const cyaml_schema_field_t entry_fields[] = {
    CYAML_FIELD_STRING_PTR("code", CYAML_FLAG_POINTER, struct entry, code, 1,
                           TERM_BYTES),
    CYAML_FIELD_BOOL("weak", CYAML_FLAG_OPTIONAL, struct entry, weak),
    CYAML_FIELD_SEQUENCE_COUNT("terms", CYAML_FLAG_POINTER, struct entry, terms,
                               n_terms, &term_schema, 1, TERMS_MAX),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t entry_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct entry, entry_fields)};
static const cyaml_schema_field_t file_fields[] = {
    CYAML_FIELD_STRING_PTR("lexicon", CYAML_FLAG_POINTER, struct file, lexicon,
                           1, TERM_BYTES),
    CYAML_FIELD_SEQUENCE_COUNT("entries", CYAML_FLAG_POINTER, struct file,
                               entries, n_entries, &entry_schema, 1,
                               MUNICIPALITIES_MAX),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t file_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct file, file_fields)};

/* --- the list ------------------------------------------------------------ */

struct municipality {
    const char *name, *key; /* key: the name in lower case */
    const char **terms;     /* borrowed from the file */
    size_t n_terms;
    int county;
};

struct municipalities {
    struct arena *mem;
    struct file *file;
    struct municipality *items;
    const char **keys; /* for cli_nearest(): ends with NULL */
    size_t n;
};

static enum status take_entry(struct municipalities *m, const char *path,
                              const struct entry *entry, struct err *e)
{
    struct municipality *one = &m->items[m->n];
    const char *slash = strchr(entry->code, '/');
    int county = slash != NULL ? code_find(CODE_REGION, slash + 1) : -1;
    if (slash == NULL || slash == entry->code || county < 0)
        return datafile_bad_word(path, entry->code,
                                 N_("must be NAME/COUNTY, as \"Umeå/SE-AC\""),
                                 e);
    one->name =
        arena_strndup(m->mem, entry->code, (size_t)(slash - entry->code));
    one->key = lexicon_fold(m->mem, one->name);
    one->terms = (const char **)entry->terms;
    one->n_terms = entry->n_terms;
    one->county = county;
    m->keys[m->n++] = one->key;
    return ST_OK;
}

enum status municipalities_load(const char *path, struct municipalities **ret,
                                struct err *e)
{
    struct file *file = NULL;
    enum status st = datafile_load(path, &file_schema, NULL, (void **)&file, e);
    if (st != ST_OK)
        return st;
    struct arena *mem = arena_new();
    struct municipalities *m = arena_alloc(mem, sizeof *m);
    m->mem = mem;
    m->file = file;
    m->items = arena_alloc(mem, file->n_entries * sizeof *m->items);
    m->keys = arena_alloc(mem, (file->n_entries + 1) * sizeof *m->keys);
    for (unsigned i = 0; i < file->n_entries && st == ST_OK; i++)
        st = take_entry(m, path, &file->entries[i], e);
    if (st != ST_OK)
        municipalities_free(m);
    else
        *ret = m;
    return st;
}

void municipalities_free(struct municipalities *m)
{
    if (m == NULL)
        return;
    datafile_free(&file_schema, m->file);
    arena_free(m->mem);
}

/* --- looking up ---------------------------------------------------------- */

/* NAME in lower case without "kommun" behind it. */
static const char *key_of(struct arena *mem, const char *name)
{
    static const char kommun[] = " kommun";
    char *key = arena_strdup(mem, lexicon_fold(mem, name));
    size_t n = strlen(key), k = sizeof kommun - 1;
    if (n > k && strcmp(key + n - k, kommun) == 0)
        key[n - k] = '\0';
    return key;
}

/* The list has the genitive ("umeås") among the terms. */
static bool is_called(const struct municipality *one, const char *key)
{
    if (strcmp(one->key, key) == 0)
        return true;
    for (size_t i = 0; i < one->n_terms; i++)
        if (strcmp(one->terms[i], key) == 0)
            return true;
    return false;
}

static const struct municipality *find(const struct municipalities *m,
                                       const char *name)
{
    struct arena *mem = arena_new();
    const char *key = key_of(mem, name);
    const struct municipality *ret = NULL;
    for (size_t i = 0; i < m->n && ret == NULL; i++)
        if (is_called(&m->items[i], key))
            ret = &m->items[i];
    arena_free(mem);
    return ret;
}

int municipalities_county(const struct municipalities *m, const char *name)
{
    const struct municipality *one = find(m, name);
    return one != NULL ? one->county : -1;
}

const char *municipalities_name(const struct municipalities *m,
                                const char *name)
{
    const struct municipality *one = find(m, name);
    return one != NULL ? one->name : NULL;
}

size_t municipalities_in(const struct municipalities *m, struct arena *mem,
                         codeset counties, const char ***ret)
{
    const char **names = arena_alloc(mem, m->n * sizeof *names);
    size_t n = 0;
    for (size_t i = 0; i < m->n; i++)
        if (counties == 0 || (counties & CODE_BIT(m->items[i].county)) != 0)
            names[n++] = m->items[i].name;
    *ret = names;
    return n;
}

const char *municipalities_near(const struct municipalities *m,
                                const char *name)
{
    struct arena *mem = arena_new();
    const char *near = cli_nearest(key_of(mem, name), m->keys);
    const char *ret = NULL;
    for (size_t i = 0; i < m->n && near != NULL; i++)
        if (m->keys[i] == near)
            ret = m->items[i].name;
    arena_free(mem);
    return ret;
}
