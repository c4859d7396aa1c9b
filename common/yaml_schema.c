/*
 * yaml_schema.c - the second pass over a YAML file: libcyaml by a schema, and
 * strict reading of single values; see yaml_file.h.
 *
 * libcyaml tells what is wrong through a log callback: a message, then the
 * containers from the innermost out. Both are caught and made into one line.
 */
#include "yaml_file_int.h"

#include "edit.h"

#include "medel/i18n.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_TRACE 16
#define LOG_BYTES 300

/* What libcyaml's log said. */
struct caught {
    char message[LOG_BYTES];          /* the first line */
    char trace[MAX_TRACE][LOG_BYTES]; /* path elements, innermost first */
    int n;
};

static void catch_log(cyaml_log_t level, void *ctx, const char *fmt,
                      va_list args)
{
    static const char field[] = "in mapping field '";
    static const char entry[] = "in sequence entry '";
    struct caught *c = ctx;
    char line[LOG_BYTES];
    vsnprintf(line, sizeof line, fmt, args);
    line[strcspn(line, "\n")] = '\0';
    const char *s = line;
    if (strncmp(s, "Load: ", 6) == 0)
        s += 6;
    s += strspn(s, " ");
    if (level < CYAML_LOG_ERROR || strncmp(s, "Backtrace", 9) == 0)
        return;
    if (c->message[0] == '\0') {
        snprintf(c->message, sizeof c->message, "%s", s);
        return;
    }
    const char *name = NULL;
    if (strncmp(s, field, sizeof field - 1) == 0)
        name = s + sizeof field - 1;
    else if (strncmp(s, entry, sizeof entry - 1) == 0)
        name = s + sizeof entry - 1;
    if (name == NULL || c->n == MAX_TRACE)
        return;
    char *to = c->trace[c->n++];
    int len = (int)strcspn(name, "'");
    if (s[3] == 'm') /* mapping */
        snprintf(to, LOG_BYTES, ".%.*s", len, name);
    else
        snprintf(to, LOG_BYTES, "[%ld]", strtol(name, NULL, 10) - 1);
}

/* The path of the value at fault; FROM 1 is what holds it. */
static const char *trace_path(const struct caught *c, int from,
                              struct arena *mem)
{
    const char *path = "";
    for (int i = c->n - 1; i >= from; i--)
        path = arena_printf(mem, "%s%s", path, c->trace[i]);
    return path[0] == '.' ? path + 1 : path;
}

/* The fields of the mapping that the trace ends in. */
static const cyaml_schema_field_t *fields_at(const cyaml_schema_value_t *v,
                                             const struct caught *c)
{
    for (int i = c->n - 1; i >= 0; i--) {
        if (c->trace[i][0] == '[') {
            if (v->type != CYAML_SEQUENCE)
                return NULL;
            v = v->sequence.entry;
            continue;
        }
        if (v->type != CYAML_MAPPING)
            return NULL;
        const cyaml_schema_field_t *f = v->mapping.fields;
        while (f->key != NULL && strcmp(f->key, c->trace[i] + 1) != 0)
            f++;
        if (f->key == NULL)
            return NULL;
        v = &f->value;
    }
    return v->type == CYAML_MAPPING ? v->mapping.fields : NULL;
}

static enum status unknown_field(const struct yaml_file *f,
                                 const cyaml_schema_value_t *schema,
                                 const struct caught *c, struct err *e)
{
    const cyaml_schema_field_t *known = fields_at(schema, c);
    const char *key = strrchr(c->message, ' ');
    key = key != NULL ? key + 1 : c->message;
    const char *holder = trace_path(c, 0, f->mem);
    const char *path = arena_printf(f->mem, "%s%s%s", holder,
                                    holder[0] != '\0' ? "." : "", key);
    const char *best = NULL, *all = "";
    int nearest = (int)strlen(key) / 3 + 2;
    for (; known != NULL && known->key != NULL; known++) {
        int d = edit_distance(key, known->key, nearest);
        if (d < nearest) {
            nearest = d;
            best = known->key;
        }
        all = arena_printf(f->mem, "%s%s%s", all, all[0] != '\0' ? ", " : "",
                           known->key);
    }
    if (best != NULL)
        return yaml_file_bad(f, path, e, _("no such field; did you mean '%s'?"),
                             best);
    return yaml_file_bad(f, path, e, _("no such field; there are: %s"), all);
}

static enum status missing_field(const struct yaml_file *f,
                                 const struct caught *c, struct err *e)
{
    const char *key = strrchr(c->message, ' ');
    /* The trace names the field read last, a neighbour of the missing one. */
    const char *holder = trace_path(c, 1, f->mem);
    return yaml_file_bad(f,
                         arena_printf(f->mem, "%s%s%s", holder,
                                      holder[0] != '\0' ? "." : "",
                                      key != NULL ? key + 1 : "?"),
                         e, _("is missing"));
}

static enum status wrong_shape(const struct yaml_file *f, const char *path,
                               const struct caught *c, struct err *e)
{
    if (strncmp(c->message, "Expecting SEQUENCE", 18) == 0)
        return yaml_file_bad(f, path, e, _("must be a list, as [a, b]"));
    if (strncmp(c->message, "Expecting MAPPING", 17) == 0)
        return yaml_file_bad(f, path, e,
                             _("must be fields of its own, as {a: 1, b: 2}"));
    if (strncmp(c->message, "Expecting", 9) == 0)
        return yaml_file_bad(f, path, e, _("must be one value"));
    return yaml_file_bad(f, path, e, "%s", c->message);
}

static enum status load_fault(const struct yaml_file *f,
                              const cyaml_schema_value_t *schema,
                              cyaml_err_t code, const struct caught *c,
                              struct err *e)
{
    const char *path = trace_path(c, 0, f->mem);
    switch (code) {
    case CYAML_ERR_OOM:
        return err_set(e, ST_NOMEM, _("out of memory"));
    case CYAML_ERR_INVALID_KEY:
        return unknown_field(f, schema, c, e);
    case CYAML_ERR_MAPPING_FIELD_MISSING:
        return missing_field(f, c, e);
    case CYAML_ERR_STRING_LENGTH_MIN:
        return yaml_file_bad(f, path, e, _("is empty or too short"));
    case CYAML_ERR_STRING_LENGTH_MAX:
        return yaml_file_bad(f, path, e, _("is too long"));
    case CYAML_ERR_SEQUENCE_ENTRIES_MIN:
        return yaml_file_bad(f, path, e, _("has too few entries"));
    case CYAML_ERR_SEQUENCE_ENTRIES_MAX:
        return yaml_file_bad(f, path, e, _("has too many entries"));
    case CYAML_ERR_INVALID_VALUE:
        return wrong_shape(f, path, c, e);
    default:
        return yaml_file_bad(f, path, e, "%s: %s", cyaml_strerror(code),
                             c->message);
    }
}

static const cyaml_config_t config = {
    .log_fn = NULL,
    .mem_fn = cyaml_mem,
    .log_level = CYAML_LOG_ERROR,
    .flags = CYAML_CFG_NO_ALIAS,
};

const cyaml_config_t *yaml_file_config(void)
{
    return &config;
}

enum status yaml_file_load(const struct yaml_file *f,
                           const cyaml_schema_value_t *schema, void **ret,
                           struct err *e)
{
    struct caught caught = {.n = 0};
    cyaml_config_t cfg = config;
    cyaml_data_t *data = NULL;
    cfg.log_fn = catch_log;
    cfg.log_ctx = &caught;
    cyaml_err_t code = cyaml_load_data((const uint8_t *)f->text, f->len, &cfg,
                                       schema, &data, NULL);
    if (code != CYAML_OK)
        return load_fault(f, schema, code, &caught, e);
    if (data == NULL)
        return yaml_file_fault(f, 0, e, _("the file is empty"));
    *ret = data;
    return ST_OK;
}

/* --- single values ------------------------------------------------------- */

/* Digits, and perhaps a point and at most six more: nothing that a locale or
 * a reader's habit could take for another number. */
static bool parse_number(const char *s, double *ret)
{
    double digits = 0, unit = 1;
    size_t whole = strspn(s, "0123456789"), decimals = 0;
    if (whole == 0 || whole > 15)
        return false;
    if (s[whole] == '.') {
        decimals = strspn(s + whole + 1, "0123456789");
        if (decimals == 0 || decimals > 6)
            return false;
    }
    for (size_t i = 0; i < whole; i++)
        digits = digits * 10 + (s[i] - '0');
    s += whole + (decimals != 0);
    for (size_t i = 0; i < decimals; i++) {
        digits = digits * 10 + (s[i] - '0');
        unit *= 10;
    }
    *ret = digits / unit;
    return s[decimals] == '\0';
}

enum status yaml_file_number(const struct yaml_file *f, const char *path,
                             const char *text, double max, double *ret,
                             struct err *e)
{
    double x;
    if (text == NULL)
        return ST_OK;
    if (!parse_number(text, &x))
        return yaml_file_bad(f, path, e,
                             _("'%.60s' is not a number; write it without "
                               "spaces or unit, as 200000 or 12.5"),
                             text);
    if (x > max)
        return yaml_file_bad(f, path, e, _("'%.60s' is more than %.15g"), text,
                             max);
    *ret = x;
    return ST_OK;
}

enum status yaml_file_bool(const struct yaml_file *f, const char *path,
                           const char *text, bool *ret, struct err *e)
{
    static const char *const words[] = {"false", "true", "no",  "yes",
                                        "nej",   "ja",   "off", "on"};
    if (text == NULL)
        return ST_OK;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcasecmp(text, words[i]) == 0) {
            *ret = i % 2 == 1;
            return ST_OK;
        }
    }
    return yaml_file_bad(f, path, e, _("must be true or false, not '%.60s'"),
                         text);
}

enum status yaml_file_code(const struct yaml_file *f, const char *path,
                           enum code_kind kind, const char *text, int *ret,
                           struct err *e)
{
    int code = code_find(kind, text);
    if (code >= 0) {
        *ret = code;
        return ST_OK;
    }
    const char *near = code_suggest(kind, text);
    if (near != NULL)
        return yaml_file_bad(f, path, e,
                             _("unknown code '%.60s'; did you mean '%s'?"),
                             text, near);
    const char *all = code_name(kind, 0);
    for (int i = 1; i < code_count(kind); i++)
        all = arena_printf(f->mem, "%s, %s", all, code_name(kind, i));
    return yaml_file_bad(f, path, e, _("unknown code '%.60s'; there are: %s"),
                         text, all);
}

enum status yaml_file_codes(const struct yaml_file *f, const char *path,
                            enum code_kind kind, char *const *texts, size_t n,
                            codeset *ret, struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        int code = 0;
        enum status st =
            yaml_file_code(f, arena_printf(f->mem, "%s[%zu]", path, i), kind,
                           texts[i], &code, e);
        if (st != ST_OK)
            return st;
        *ret |= CODE_BIT(code);
    }
    return ST_OK;
}
