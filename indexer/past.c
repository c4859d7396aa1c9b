/*
 * past.c - see past.h.
 *
 * Of each version only what the next one says otherwise is kept: a call that
 * moves its deadline ten times costs the index ten dates, not ten pages.
 */
#include "past.h"

#include "medel/caps.h"
#include "medel/i18n.h"
#include "medel/json_quick.h"

#include <string.h>

struct past {
    json_t *versions; /* whole, oldest first; then what differs */
    const char *id;
};

/* What belongs to time is the frame's, not a version's. */
static const char *const of_time[] = {"id",         "first_seen", "last_seen",
                                      "fetched_at", "withdrawn",  "changed",
                                      "successor"};

static json_t *plain(const struct call *c)
{
    json_t *o = call_to_json(c, DATE_NONE);
    for (size_t i = 0; o != NULL && i < sizeof of_time / sizeof *of_time; i++)
        json_object_del(o, of_time[i]);
    return o;
}

/* Versions were written by older programs too: read and written anew they all
 * have the same fields. */
static enum status take_version(void *arg, int64_t until, const char *json,
                                struct err *e)
{
    struct past *p = arg;
    char at[DATE_RFC3339_SIZE];
    struct call *c = NULL;
    struct err why = ERR_INIT;
    json_t *o = json_read(json, strlen(json), NULL);
    enum status st = call_from_json(o, &c, &why);
    json_decref(o);
    if (st != ST_OK)
        return err_set(e, ST_CORRUPT, _("calls.db: record %s: %s"), p->id,
                       why.text);
    json_t *was = plain(c);
    call_free(c);
    if (was == NULL ||
        json_array_append_new(p->versions, json_pack("{s:s, s:o}", "until",
                                                     date_rfc3339(until, at),
                                                     "was", was)) != 0)
        return err_set(e, ST_NOMEM, _("out of memory"));
    /* So many of the newest as a record has changes. */
    if (json_array_size(p->versions) > CAP_CALL_CHANGES)
        json_array_remove(p->versions, 0);
    return ST_OK;
}

/* What A says otherwise than B; null for what only B has. NULL when out of
 * memory. */
static json_t *differences(json_t *a, json_t *b)
{
    const char *key;
    json_t *value, *d = json_object();
    json_object_foreach(a, key, value)
    {
        if (!json_equal(value, json_object_get(b, key)))
            json_object_set(d, key, value);
    }
    json_object_foreach(b, key, value)
    {
        if (json_object_get(a, key) == NULL)
            json_object_set_new(d, key, json_null());
    }
    return d;
}

/* The same of two records, their evidence field by field. */
static json_t *record_differences(json_t *a, json_t *b)
{
    json_t *d = differences(a, b);
    json_t *words = differences(json_object_get(a, "evidence"),
                                json_object_get(b, "evidence"));
    if (json_object_size(words) > 0)
        json_object_set_new(d, "evidence", words);
    else {
        json_object_del(d, "evidence");
        json_decref(words);
    }
    return d;
}

/* From the newest back, until the room is used up. */
static enum status shorten(struct past *p, json_t *now, struct err *e)
{
    size_t room = CAP_PAST_BYTES;
    json_t *next = json_incref(now);
    for (size_t i = json_array_size(p->versions); i-- > 0;) {
        json_t *version = json_array_get(p->versions, i);
        json_t *was = json_incref(json_object_get(version, "was"));
        json_t *less = record_differences(was, next);
        json_decref(next);
        next = was;
        size_t bytes = json_dumpb(less, NULL, 0, CALL_JSON_FLAGS);
        if (json_object_set_new(version, "was", less) != 0) {
            json_decref(next);
            return err_set(e, ST_NOMEM, _("out of memory"));
        }
        if (bytes > room) {
            for (size_t k = 0; k <= i; k++)
                json_array_remove(p->versions, 0);
            break;
        }
        room -= bytes;
    }
    json_decref(next);
    return ST_OK;
}

enum status past_versions(struct calls_store *s, const char *id,
                          const struct call *now, json_t **ret, struct err *e)
{
    struct past p = {.versions = json_array(), .id = id};
    enum status st = calls_store_versions(s, id, take_version, &p, e);
    json_t *whole =
        st == ST_OK && json_array_size(p.versions) > 0 ? plain(now) : NULL;
    if (whole != NULL)
        st = shorten(&p, whole, e);
    json_decref(whole);
    if (st == ST_OK && json_array_size(p.versions) > 0)
        *ret = p.versions;
    else
        json_decref(p.versions);
    return st;
}
