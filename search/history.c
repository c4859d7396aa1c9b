/* history.c - see history.h. */
#include "history.h"

#include "lookup.h"

#include "medel/i18n.h"
#include "medel/index_schema.h"

#include <string.h>

/* RECORD becomes what it was before: WAS has what was otherwise. */
static void step_back(json_t *record, json_t *was)
{
    const char *key;
    json_t *value, *words = json_object_get(was, "evidence");
    json_t *evidence = json_object_get(record, "evidence");
    json_object_foreach(was, key, value)
    {
        if (strcmp(key, "evidence") != 0)
            json_object_set(record, key, value);
    }
    json_object_foreach(words, key, value)
    {
        if (json_is_null(value))
            json_object_del(evidence, key);
        else
            json_object_set(evidence, key, value);
    }
}

static enum status damaged(struct err *e)
{
    return err_set(e, ST_CORRUPT,
                   _("a record's history in the index cannot be read: run "
                     "'medel index --rebuild'"));
}

/* Fills in the versions from the newest back; RECORD is that of now. */
static enum status read_versions(struct history *h, json_t *record,
                                 json_t *past, struct err *e)
{
    json_object_del(record, "changed");
    for (size_t i = h->n; i-- > 0;) {
        json_t *version = json_array_get(past, i);
        const char *until =
            json_string_value(json_object_get(version, "until"));
        struct err why = ERR_INIT;
        step_back(record, json_object_get(version, "was"));
        if (until == NULL ||
            !date_parse_rfc3339(until, &h->versions[i].until) ||
            call_from_json(record, &h->versions[i].call, &why) != ST_OK)
            return damaged(e);
    }
    return ST_OK;
}

enum status history_read(struct arena *mem, const char *data, size_t len,
                         struct history *ret, struct err *e)
{
    struct history h = {0};
    enum status st =
        searchdb_read_record(mem, data, len, true, &h.call, &h.text, e);
    if (st != ST_OK)
        return st;
    json_t *o = json_loadb(data, len, 0, NULL);
    json_t *past = json_object_get(o, "past");
    h.n = json_array_size(past);
    h.versions = arena_alloc(mem, (h.n + 1) * sizeof *h.versions);
    st = read_versions(&h, o, past, e);
    json_decref(o);
    if (st == ST_OK)
        *ret = h;
    else
        history_free(&h);
    return st;
}

enum status history_find(struct searchdb *db, struct arena *mem, const char *id,
                         struct history *ret, struct err *e)
{
    const char *data;
    size_t len;
    enum status st = lookup_data(db, id, &data, &len, e);
    return st == ST_OK ? history_read(mem, data, len, ret, e) : st;
}

void history_free(struct history *h)
{
    for (size_t i = 0; i < h->n; i++)
        call_free(h->versions[i].call);
    call_free(h->call);
    *h = (struct history){0};
}

const struct call *history_next(const struct history *h, size_t i)
{
    return i + 1 < h->n ? h->versions[i + 1].call : h->call;
}

json_t *history_to_json(const struct history *h)
{
    json_t *all = json_array();
    for (size_t i = 0; i < h->n; i++) {
        char at[DATE_RFC3339_SIZE];
        json_t *one = json_pack(
            "{s:s, s:o}", "until", date_rfc3339(h->versions[i].until, at),
            "record", call_to_json(h->versions[i].call, DATE_NONE));
        if (one == NULL || json_array_append_new(all, one) != 0) {
            json_decref(all);
            return NULL;
        }
    }
    return all;
}
