/*
 * datafile.c - libcyaml with medel's errors; see datafile.h.
 *
 * libcyaml tells what is wrong only through its log: first the reason, then a
 * backtrace whose innermost entry has the line. The log function below keeps
 * both; nothing is printed.
 */
#include "datafile.h"

#include "data_image.h"

#include "medel/buf.h"
#include "medel/caps.h"
#include "medel/i18n.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct trouble {
    char reason[512];
    unsigned line;
};

static void listen(cyaml_log_t level, void *arg, const char *fmt, va_list ap)
{
    struct trouble *t = arg;
    char text[512];
    (void)level;
    vsnprintf(text, sizeof text, fmt, ap);
    text[strcspn(text, "\n")] = '\0';

    const char *said = strncmp(text, "Load: ", 6) == 0 ? text + 6 : text;
    const char *at = strstr(said, "(line: ");
    if (strncmp(said, "Backtrace:", 10) == 0)
        return;
    if (at != NULL && t->line == 0)
        t->line = (unsigned)strtoul(at + 7, NULL, 10);
    else if (at == NULL && t->reason[0] == '\0')
        snprintf(t->reason, sizeof t->reason, "%s", said);
}

/* libcyaml gives a context pointer to the log function, but not to the
 * allocator, which is the default one. */
static cyaml_config_t config_for(struct trouble *t)
{
    return (cyaml_config_t){
        .log_fn = listen,
        .log_ctx = t,
        .mem_fn = cyaml_mem,
        .log_level = CYAML_LOG_WARNING,
        .flags = CYAML_CFG_NO_ALIAS,
    };
}

static enum status parse(const char *path, const struct buf *text,
                         const cyaml_schema_value_t *schema, void **ret,
                         struct err *e)
{
    struct trouble trouble = {"", 0};
    cyaml_config_t config = config_for(&trouble);
    cyaml_err_t r = cyaml_load_data((const uint8_t *)text->data, text->len,
                                    &config, schema, ret, NULL);
    if (r != CYAML_OK)
        return err_set(e, ST_INVALID, "%s:%u: %s", path,
                       trouble.line > 0 ? trouble.line : 1,
                       trouble.reason[0] != '\0' ? trouble.reason
                                                 : cyaml_strerror(r));
    if (*ret == NULL)
        return err_set(e, ST_INVALID, _("%s:1: the file is empty"), path);
    return ST_OK;
}

enum status datafile_load(const char *path, const cyaml_schema_value_t *schema,
                          datafile_finish *finish, void **ret, struct err *e)
{
    struct buf text;
    void *data = NULL;

    buf_init(&text, CAP_YAML_BYTES);
    enum status st = buf_read_file(&text, path, e);
    if (st == ST_OK)
        data = data_image_find(text.data, text.len, schema);
    if (st == ST_OK && data == NULL) {
        st = parse(path, &text, schema, &data, e);
        if (st == ST_OK && finish != NULL)
            st = finish(path, data, e);
        if (st == ST_OK)
            data_image_keep(text.data, text.len, schema, data);
    }
    buf_free(&text);
    if (st == ST_OK)
        *ret = data;
    else
        datafile_free(schema, data);
    return st;
}

void datafile_free(const cyaml_schema_value_t *schema, void *data)
{
    struct trouble trouble = {"", 0};
    cyaml_config_t config = config_for(&trouble);
    if (data != NULL && !data_image_free(data))
        cyaml_free(&config, schema, data, 0);
}

/* The number of the first line from *LINE on that begins, after blanks, with
 * KEY and a colon; *S then points to it. False where none does. */
static bool find_key(const char **s, unsigned *line, const char *key)
{
    size_t n = strlen(key);
    for (const char *at = *s; at != NULL;) {
        const char *word = at + strspn(at, " -");
        if (strncmp(word, key, n) == 0 && word[n] == ':') {
            *s = at;
            return true;
        }
        at = strchr(at, '\n');
        if (at != NULL) {
            at++;
            *line += 1;
        }
    }
    return false;
}

enum status datafile_invalid(const char *path, const char *group,
                             const char *key, const char *what, struct err *e)
{
    struct buf text;
    unsigned line = 1;

    buf_init(&text, CAP_YAML_BYTES);
    if (buf_read_file(&text, path, NULL) == ST_OK) {
        const char *s = text.data;
        if (!find_key(&s, &line, group) || !find_key(&s, &line, key))
            line = 1;
    }
    buf_free(&text);
    return err_set(e, ST_INVALID, "%s:%u: %s.%s %s", path, line, group, key,
                   _(what));
}

enum status datafile_bad_word(const char *path, const char *word,
                              const char *what, struct err *e)
{
    struct buf text;
    unsigned line = 1;

    buf_init(&text, CAP_YAML_BYTES);
    if (buf_read_file(&text, path, NULL) == ST_OK) {
        const char *at = strstr(text.data, word);
        for (const char *s = text.data; at != NULL && s < at; s++)
            line += *s == '\n';
    }
    buf_free(&text);
    return err_set(e, ST_INVALID, "%s:%u: '%s' %s", path, line, word, _(what));
}

int datafile_codes(enum code_kind kind, bool as_bits, cyaml_strval_t *ret)
{
    int n = code_count(kind);
    for (int i = 0; i < n; i++)
        ret[i] = (cyaml_strval_t){code_name(kind, i),
                                  as_bits ? (int64_t)CODE_BIT(i) : (int64_t)i};
    return n;
}
