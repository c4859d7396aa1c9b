/* query_names_file.c - reading and checking data/query.yaml; what it holds is
 * told in query_names.h. */
#include "query_names_file.h"

#include "datafile.h"

#include "medel/i18n.h"

#include <string.h>

static const struct {
    const char *key;
    enum query_list list;
} list_keys[] = {
    {"days", LIST_DAYS},
    {"weeks", LIST_WEEKS},
    {"months", LIST_MONTHS},
    {"years", LIST_YEARS},
    {"today", LIST_TODAY},
    {"rolling", LIST_ROLLING},
    {"undated", LIST_UNDATED},
    {"thousands", LIST_THOUSANDS},
    {"millions", LIST_MILLIONS},
    {"milliards", LIST_MILLIARDS},
    {"references", LIST_REFERENCES},
};

static const struct {
    const char *key;
    enum code_kind kind;
} code_keys[] = {
    {"regions", CODE_REGION},       {"themes", CODE_THEME},
    {"applicants", CODE_APPLICANT}, {"kinds", CODE_KIND},
    {"statuses", CODE_STATUS},      {"languages", CODE_LANGUAGE},
};
#define CODE_KEYS (sizeof code_keys / sizeof *code_keys)

/* --- the file's shape ---------------------------------------------------- */

#define NAME_MAX_BYTES 100
#define NAMES_MAX 200

static const cyaml_schema_value_t name_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char *, 1, NAME_MAX_BYTES)};

#define NAMES(key, flags, type, member)                                        \
    CYAML_FIELD_SEQUENCE_COUNT(key, CYAML_FLAG_POINTER | (flags), type,        \
                               member.items, member.n, &name_schema, 0,        \
                               NAMES_MAX)

static const cyaml_strval_t field_values[] = {
    {"funder", ASK_FUNDER},     {"region", ASK_REGION},
    {"theme", ASK_THEME},       {"applicant", ASK_APPLICANT},
    {"status", ASK_STATUS},     {"kind", ASK_KIND},
    {"language", ASK_LANGUAGE}, {"title", ASK_TITLE},
    {"deadline", ASK_DEADLINE}, {"opens", ASK_OPENS},
    {"seen", ASK_SEEN},         {"sum", ASK_SUM},
    {"budget", ASK_BUDGET},     {"rate", ASK_RATE},
};

static const cyaml_schema_field_t field_fields[] = {
    CYAML_FIELD_ENUM("field", CYAML_FLAG_STRICT, struct field_entry, field,
                     field_values, ASK_NONE),
    NAMES("names", 0, struct field_entry, names),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t field_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct field_entry, field_fields)};

static const cyaml_schema_field_t operator_fields[] = {
    NAMES("and", 0, struct operators, words[OPERATOR_AND]),
    NAMES("or", 0, struct operators, words[OPERATOR_OR]),
    NAMES("not", 0, struct operators, words[OPERATOR_NOT]),
    NAMES("near", 0, struct operators, words[OPERATOR_NEAR]),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t currency_fields[] = {
    CYAML_FIELD_STRING_PTR("code", CYAML_FLAG_POINTER, struct currency_entry,
                           code, 3, 3),
    NAMES("names", 0, struct currency_entry, names),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t currency_schema = {CYAML_VALUE_MAPPING(
    CYAML_FLAG_DEFAULT, struct currency_entry, currency_fields)};

/* The parts of the schema that need the codes, which come at run time. */
struct schema {
    struct code_schema {
        cyaml_strval_t codes[DATAFILE_CODES_MAX];
        cyaml_schema_field_t fields[4];
        cyaml_schema_value_t entry;
    } code[CODE_KEYS];
    cyaml_schema_field_t fields[CODE_KEYS + LIST_COUNT + 5];
    cyaml_schema_value_t file;
};

static void code_schema_init(struct code_schema *s, enum code_kind kind)
{
    int n = datafile_codes(kind, false, s->codes);
    s->fields[0] = (cyaml_schema_field_t)CYAML_FIELD_ENUM(
        "code", CYAML_FLAG_STRICT, struct code_entry, code, s->codes, n);
    s->fields[1] =
        (cyaml_schema_field_t)NAMES("names", 0, struct code_entry, names);
    s->fields[2] = (cyaml_schema_field_t)NAMES("also", CYAML_FLAG_OPTIONAL,
                                               struct code_entry, also);
    s->fields[3] = (cyaml_schema_field_t)CYAML_FIELD_END;
    s->entry = (cyaml_schema_value_t){
        CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct code_entry, s->fields)};
}

static void schema_init(struct schema *s)
{
    cyaml_schema_field_t *f = s->fields;
    *f++ = (cyaml_schema_field_t)CYAML_FIELD_MAPPING(
        "operators", CYAML_FLAG_DEFAULT, struct query_names, operators,
        operator_fields);
    *f++ = (cyaml_schema_field_t)CYAML_FIELD_SEQUENCE_COUNT(
        "fields", CYAML_FLAG_POINTER, struct query_names, fields, n_fields,
        &field_schema, 0, NAMES_MAX);
    *f++ =
        (cyaml_schema_field_t)NAMES("dropped", 0, struct query_names, dropped);
    *f++ = (cyaml_schema_field_t)CYAML_FIELD_SEQUENCE_COUNT(
        "currencies", CYAML_FLAG_POINTER, struct query_names, currencies,
        n_currencies, &currency_schema, 0, NAMES_MAX);
    for (size_t i = 0; i < CODE_KEYS; i++) {
        code_schema_init(&s->code[i], code_keys[i].kind);
        *f++ = (cyaml_schema_field_t)CYAML_FIELD_SEQUENCE_COUNT(
            code_keys[i].key, CYAML_FLAG_POINTER, struct query_names,
            codes[code_keys[i].kind].items, codes[code_keys[i].kind].n,
            &s->code[i].entry, 0, NAMES_MAX);
    }
    for (size_t i = 0; i < LIST_COUNT; i++)
        *f++ = (cyaml_schema_field_t)NAMES(
            list_keys[i].key, 0, struct query_names, lists[list_keys[i].list]);
    *f = (cyaml_schema_field_t)CYAML_FIELD_END;
    s->file = (cyaml_schema_value_t){
        CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct query_names, s->fields)};
}

/* --- loading ------------------------------------------------------------- */

static bool is_key(const char *name)
{
    struct arena *mem = arena_new();
    bool same = strcmp(query_names_key(mem, name, strlen(name)), name) == 0;
    arena_free(mem);
    return same;
}

static enum status check_names(const char *path, const struct names *names,
                               struct err *e)
{
    for (unsigned i = 0; i < names->n; i++)
        if (!is_key(names->items[i]))
            return datafile_bad_word(path, names->items[i],
                                     N_("must be words in lower case without "
                                        "signs"),
                                     e);
    return ST_OK;
}

/* What the schema cannot say. */
static enum status check(const char *path, void *value, struct err *e)
{
    const struct query_names *v = value;
    enum status st = check_names(path, &v->dropped, e);
    for (unsigned i = 0; i < v->n_fields && st == ST_OK; i++)
        st = check_names(path, &v->fields[i].names, e);
    for (size_t k = 0; k < CODE_KEYS; k++) {
        const struct code_entries *l = &v->codes[code_keys[k].kind];
        for (unsigned i = 0; i < l->n && st == ST_OK; i++) {
            st = check_names(path, &l->items[i].names, e);
            if (st == ST_OK)
                st = check_names(path, &l->items[i].also, e);
        }
    }
    for (size_t i = 0; i < LIST_COUNT && st == ST_OK; i++)
        st = check_names(path, &v->lists[i], e);
    for (unsigned i = 0; i < v->n_currencies && st == ST_OK; i++)
        st = check_names(path, &v->currencies[i].names, e);
    return st;
}

enum status query_names_load(const char *path, struct query_names **ret,
                             struct err *e)
{
    struct schema schema;
    schema_init(&schema);
    return datafile_load(path, &schema.file, check, (void **)ret, e);
}

void query_names_free(struct query_names *v)
{
    struct schema schema;
    schema_init(&schema);
    datafile_free(&schema.file, v);
}
