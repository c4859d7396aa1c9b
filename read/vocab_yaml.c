/* vocab_yaml.c - reads a lexicon file. */
#include "vocab_build.h"
#include "vocab_codes.h"

#include "medel/i18n.h"

#include <cyaml/cyaml.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- the files' schema --------------------------------------------------- */

struct file_entry {
    char *code;
    double *weight;
    double *reach;
    bool weak;
    char *note;
    char **terms;
    unsigned terms_count;
};
struct file_root {
    char *lexicon;
    char *note;
    struct file_entry *entries;
    unsigned entries_count;
};

static const cyaml_schema_value_t schema_term = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 200)};

static const cyaml_schema_field_t schema_entry_fields[] = {
    CYAML_FIELD_STRING_PTR("code", CYAML_FLAG_POINTER, struct file_entry, code,
                           1, 200),
    CYAML_FIELD_FLOAT_PTR("weight", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                          struct file_entry, weight),
    CYAML_FIELD_FLOAT_PTR("reach", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                          struct file_entry, reach),
    CYAML_FIELD_BOOL("weak", CYAML_FLAG_OPTIONAL, struct file_entry, weak),
    CYAML_FIELD_STRING_PTR("note", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                           struct file_entry, note, 0, 500),
    CYAML_FIELD_SEQUENCE("terms", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                         struct file_entry, terms, &schema_term, 0,
                         CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t schema_entry = {CYAML_VALUE_MAPPING(
    CYAML_FLAG_DEFAULT, struct file_entry, schema_entry_fields)};
static const cyaml_schema_field_t schema_root_fields[] = {
    CYAML_FIELD_STRING_PTR("lexicon", CYAML_FLAG_POINTER, struct file_root,
                           lexicon, 1, 40),
    CYAML_FIELD_STRING_PTR("note", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                           struct file_root, note, 0, 2000),
    CYAML_FIELD_SEQUENCE("entries", CYAML_FLAG_POINTER, struct file_root,
                         entries, &schema_entry, 1, CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t schema_root = {CYAML_VALUE_MAPPING(
    CYAML_FLAG_POINTER, struct file_root, schema_root_fields)};

/* libcyaml tells of an error in several lines: what, then where. */
struct log_text {
    char text[512];
};

static void keep_log(cyaml_log_t level, void *arg, const char *fmt, va_list ap)
{
    (void)level;
    struct log_text *l = arg;
    size_t used = strlen(l->text);
    if (used < sizeof l->text - 1)
        vsnprintf(l->text + used, sizeof l->text - used, fmt, ap);
}

/* "FILE:LINE: what" of what libcyaml said. */
static enum status load_error(const char *name, const struct log_text *log,
                              cyaml_err_t ce, struct err *e)
{
    const char *what =
        strncmp(log->text, "Load: ", 6) == 0 ? log->text + 6 : log->text;
    const char *line = strstr(log->text, "line: ");
    unsigned long n = line != NULL ? strtoul(line + 6, NULL, 10) : 0;
    int len = (int)strcspn(what, "\n");
    if (len == 0) {
        what = cyaml_strerror(ce);
        len = (int)strlen(what);
    }
    if (n == 0)
        return err_set(e, ST_INVALID, "%s: %.*s", name, len, what);
    return err_set(e, ST_INVALID, "%s:%lu: %.*s", name, n, len, what);
}

/* The line on which the I-th entry's code stands. */
static size_t entry_line(const char *bytes, size_t len, size_t i)
{
    size_t line = 1;
    bool comment = false;
    for (size_t k = 0; k + 5 <= len; k++) {
        if (bytes[k] == '\n') {
            line++;
            comment = false;
        } else if (bytes[k] == '#') {
            comment = true;
        } else if (!comment && memcmp(bytes + k, "code:", 5) == 0 && i-- == 0) {
            return line;
        }
    }
    return line;
}

/* --- entries ------------------------------------------------------------- */

static enum status add_term(struct vocab_build *b,
                            const struct lexicon_entry *entry, const char *term,
                            struct err *e)
{
    struct vocab *v = b->v;
    struct phrase p = {.entry = entry, .order = (uint32_t)v->n_phrases};
    enum status st = vocab_term_parse(v->mem, term, &p, e);
    if (st != ST_OK)
        return st;
    if (entry->set == LEX_WORDS && p.n != 1)
        return err_set(e, ST_INVALID, _("term \"%s\" must be one word"), term);
    v->phrases = arena_grow(v->mem, v->phrases, v->n_phrases, &b->cap_phrases,
                            sizeof *v->phrases);
    v->phrases[v->n_phrases++] = p;
    return ST_OK;
}

static enum status add_weight(struct vocab_build *b, const struct file_entry *f,
                              const struct lexicon_entry *entry, struct err *e)
{
    if (f->weight == NULL || f->terms_count != 0)
        return err_set(e, ST_INVALID, _("must have a weight, and no terms"));
    if (b->weight_seen[entry->index])
        return err_set(e, ST_INVALID, _("stands twice"));
    b->weight_seen[entry->index] = true;
    b->v->weights[entry->index] =
        (struct weight_value){*f->weight, f->reach != NULL ? *f->reach : 0};
    return ST_OK;
}

static enum status add_entry(struct vocab_build *b, enum lexicon_set set,
                             const struct file_entry *f, struct err *e)
{
    struct lexicon_entry *entry = arena_alloc(b->v->mem, sizeof *entry);
    entry->set = set;
    entry->code = arena_strdup(b->v->mem, f->code);
    entry->weight = f->weight != NULL ? *f->weight : 1.0;
    entry->weak = f->weak;
    enum status st = vocab_code_parse(entry, e);
    if (st == ST_OK && set == LEX_WEIGHT)
        return add_weight(b, f, entry, e);
    if (st == ST_OK && set == LEX_WORDS)
        b->words_seen[entry->index] = true;
    if (st == ST_OK && f->terms_count == 0)
        return err_set(e, ST_INVALID, _("has no terms"));
    for (unsigned i = 0; st == ST_OK && i < f->terms_count; i++)
        st = add_term(b, entry, f->terms[i], e);
    return st;
}

static void add_abbreviations(struct vocab_build *b, const struct file_entry *f)
{
    struct vocab *v = b->v;
    for (unsigned i = 0; i < f->terms_count; i++) {
        v->abbreviations =
            arena_grow(v->mem, v->abbreviations, v->n_abbreviations,
                       &b->cap_abbreviations, sizeof *v->abbreviations);
        v->abbreviations[v->n_abbreviations++] =
            arena_strdup(v->mem, f->terms[i]);
    }
}

/* A file's name and bytes, and what libcyaml made of them. */
struct file {
    const char *name;
    const char *bytes;
    size_t len;
    struct file_root *root;
};

static enum status add_file(struct vocab_build *b, const struct file *f,
                            struct err *e)
{
    const struct file_root *r = f->root;
    bool abbreviations = strcmp(r->lexicon, "abbreviations") == 0;
    int set = vocab_set_find(r->lexicon);
    if (set < 0 && !abbreviations)
        return err_set(e, ST_INVALID, _("%s: unknown lexicon \"%s\""), f->name,
                       r->lexicon);
    for (unsigned i = 0; i < r->entries_count; i++) {
        if (abbreviations) {
            add_abbreviations(b, &r->entries[i]);
            continue;
        }
        enum status st = add_entry(b, (enum lexicon_set)set, &r->entries[i], e);
        if (st != ST_OK)
            return err_context(e, _("%s:%zu: code \"%s\""), f->name,
                               entry_line(f->bytes, f->len, i),
                               r->entries[i].code);
    }
    if (set >= 0)
        b->sets_seen |= 1u << set;
    return ST_OK;
}

enum status vocab_yaml_add(struct vocab_build *b, const char *name,
                           const char *bytes, size_t len, struct err *e)
{
    struct log_text log = {""};
    cyaml_config_t config = {.log_fn = keep_log,
                             .log_ctx = &log,
                             .log_level = CYAML_LOG_ERROR,
                             .mem_fn = cyaml_mem,
                             .flags = CYAML_CFG_NO_ALIAS};
    struct file f = {name, bytes, len, NULL};
    cyaml_err_t ce =
        cyaml_load_data((const uint8_t *)bytes, len, &config, &schema_root,
                        (cyaml_data_t **)&f.root, NULL);
    enum status st;
    if (ce != CYAML_OK)
        st = load_error(name, &log, ce, e);
    else if (f.root == NULL) /* libcyaml takes an empty file for a success */
        st = err_set(e, ST_INVALID, _("%s: the file is empty"), name);
    else
        st = add_file(b, &f, e);
    cyaml_free(&config, &schema_root, f.root, 0);
    return st;
}
