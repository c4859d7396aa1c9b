/*
 * profile_draft.c - see profile_draft.h. A draft is one JSON object:
 *
 *   {"medel_draft": 1, "next": "form", "answers": {"name": "Snickeriet"}}
 */
#include "profile_draft.h"


#include "medel/buf.h"
#include "medel/caps.h"
#include "medel/i18n.h"
#include "medel/own_file.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define VERSION 1

const char *profile_draft_path(struct arena *mem, const char *file)
{
    const char *slash = strrchr(file, '/');
    size_t dir = slash != NULL ? (size_t)(slash - file) + 1 : 0;
    return arena_printf(mem, "%.*s.%s.draft", (int)dir, file, file + dir);
}

static bool take(struct profile_draft *d, const json_t *o)
{
    const char *key, *next = json_string_value(json_object_get(o, "next"));
    json_t *answers = json_object_get(o, "answers"), *value;
    if (json_integer_value(json_object_get(o, "medel_draft")) != VERSION ||
        next == NULL || !json_is_object(answers))
        return false;
    json_object_foreach(answers, key, value)
    {
        enum question q = question_find(key);
        if (q == Q_COUNT || !json_is_string(value))
            return false;
        d->answers[q] = arena_strdup(d->mem, json_string_value(value));
    }
    d->next = strcmp(next, "end") == 0 ? Q_COUNT : question_find(next);
    return d->next != Q_COUNT || strcmp(next, "end") == 0;
}

enum status profile_draft_load(const char *path, struct profile_draft *d,
                               struct err *e)
{
    struct buf text;
    if (access(path, F_OK) != 0 && errno == ENOENT)
        return err_set(e, ST_NOT_FOUND, _("there is no draft %s"), path);
    buf_init(&text, CAP_YAML_BYTES);
    enum status st = buf_read_file(&text, path, e);
    json_t *o = st == ST_OK ? json_loadb(text.data, text.len, 0, NULL) : NULL;
    if (st == ST_OK && (o == NULL || !take(d, o)))
        st = err_set(e, ST_INVALID,
                     _("%s is no draft of medel profile new; take it away to "
                       "begin anew"),
                     path);
    json_decref(o);
    buf_free(&text);
    return st;
}

enum status profile_draft_save(const char *path, const struct profile_draft *d,
                               struct err *e)
{
    json_t *answers = json_object();
    for (int q = 0; q < Q_COUNT; q++)
        if (d->answers[q] != NULL)
            json_object_set_new(answers, question_key((enum question)q),
                                json_string(d->answers[q]));
    json_t *o = json_pack("{s:i, s:s, s:o}", "medel_draft", VERSION, "next",
                          d->next == Q_COUNT ? "end" : question_key(d->next),
                          "answers", answers);
    char *text = o != NULL ? json_dumps(o, JSON_INDENT(1)) : NULL;
    json_decref(o);
    if (text == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    enum status st = own_file_write(path, text, strlen(text), true, e);
    free(text);
    return st;
}
