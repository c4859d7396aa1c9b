/*
 * call_json.c - a record as JSON; see medel/call.h. Reading one back is
 * call_parse.c; the two must agree on names, types and caps.
 */
#include "medel/call.h"

#include "medel/caps.h"
#include "medel/utf8.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Where a history would make a record unreadable, its oldest part is left
 * out: the other fields take less than half of the cap. */
#define HISTORY_BYTES (CAP_RECORD_BYTES / 2)

/* An object being filled; failed once memory ran out. */
struct writer {
    json_t *o;
    bool failed;
};

/* Takes over V. */
static void put(struct writer *w, const char *key, json_t *v)
{
    if (json_object_set_new(w->o, key, v) != 0)
        w->failed = true;
}

/* NULL, and what is not UTF-8, is null. */
static json_t *text_value(const char *s, size_t cap)
{
    if (s == NULL)
        return json_null();
    size_t len = utf8_clip(s, strlen(s), cap);
    return utf8_valid(s, len) ? json_stringn_nocheck(s, len) : json_null();
}

static void put_text(struct writer *w, const char *key, const char *s,
                     size_t cap)
{
    put(w, key, text_value(s, cap));
}

static void put_texts(struct writer *w, const char *key, const char **s,
                      size_t n, size_t max_n, size_t cap)
{
    json_t *a = json_array();
    for (size_t i = 0; i < n && i < max_n; i++)
        if (s[i] != NULL && json_array_append_new(a, text_value(s[i], cap)))
            w->failed = true;
    put(w, key, a);
}

static void put_codes(struct writer *w, const char *key, enum code_kind kind,
                      codeset set)
{
    json_t *a = json_array();
    for (int i = 0; i < code_count(kind); i++)
        if ((set & CODE_BIT(i)) &&
            json_array_append_new(a, json_string(code_name(kind, i))))
            w->failed = true;
    put(w, key, a);
}

static json_t *date_value(struct date d)
{
    char iso[DATE_ISO_SIZE];
    return date_is_set(d) ? json_string(date_format_iso(d, iso)) : json_null();
}

static void put_dates(struct writer *w, const char *key,
                      const struct date *dates, size_t n)
{
    json_t *a = json_array();
    for (size_t i = 0; i < n && i < CAP_CALL_DEADLINES; i++)
        if (json_array_append_new(a, date_value(dates[i])))
            w->failed = true;
    put(w, key, a);
}

/* A whole number prints without a decimal point. */
static void put_number(struct writer *w, const char *key, double x, double max)
{
    if (!isfinite(x) || x < 0 || x > max)
        put(w, key, json_null());
    else if (x == floor(x))
        put(w, key, json_integer((json_int_t)x));
    else
        put(w, key, json_real(x));
}

static void put_time(struct writer *w, const char *key, int minutes)
{
    char text[8];
    if (minutes < 0 || minutes >= 24 * 60) {
        put(w, key, json_null());
        return;
    }
    snprintf(text, sizeof text, "%02d:%02d", minutes / 60, minutes % 60);
    put(w, key, json_string(text));
}

static void put_meetings(struct writer *w, const struct call *c)
{
    json_t *a = json_array();
    for (size_t i = 0; i < c->n_meetings && i < CAP_CALL_MEETINGS; i++) {
        const struct call_meeting *m = &c->meetings[i];
        struct writer one = {json_object(), false};
        put(&one, "date", date_value(m->date));
        put_time(&one, "time", m->time);
        put_time(&one, "end", m->end);
        put_text(&one, "text", m->text, CAP_EVIDENCE_CHARS);
        put_text(&one, "url", m->url, CAP_URL_BYTES);
        if (json_array_append_new(a, one.o) != 0 || one.failed)
            w->failed = true;
    }
    put(w, "meetings", a);
}

/* The words of another page that says otherwise. */
static json_t *against_value(const struct call_evidence *ev)
{
    struct writer w = {json_object(), false};
    put_text(&w, "text", ev->against, CAP_EVIDENCE_CHARS);
    put_text(&w, "url", ev->against_url, CAP_URL_BYTES);
    if (w.failed) {
        json_decref(w.o);
        return NULL;
    }
    return w.o;
}

static json_t *evidence_value(const struct call_evidence *ev)
{
    struct writer w = {json_object(), false};
    double sure =
        ev->confidence >= 0 && ev->confidence <= 1 ? ev->confidence : 0;
    put_text(&w, "text", ev->text, CAP_EVIDENCE_CHARS);
    put_text(&w, "url", ev->url, CAP_URL_BYTES);
    put_number(&w, "confidence", round(sure * 1000) / 1000, 1);
    if (ev->against != NULL)
        put(&w, "against", against_value(ev));
    if (w.failed) {
        json_decref(w.o);
        return NULL;
    }
    return w.o;
}

static void put_evidence(struct writer *w, const struct call *c)
{
    struct writer all = {json_object(), false};
    for (int i = 0; i < FIELD_COUNT; i++)
        if (c->evidence[i].text != NULL)
            put(&all, call_field_name(i), evidence_value(&c->evidence[i]));
    w->failed = w->failed || all.failed;
    put(w, "evidence", all.o);
}

/* The bytes of text in a value, what holds it together counted roughly. */
static size_t value_bytes(const json_t *v)
{
    size_t n = 32, i;
    const json_t *item;
    if (json_is_string(v))
        n += json_string_length(v);
    json_array_foreach(v, i, item) n += value_bytes(item);
    return n;
}

static void put_changes(struct writer *w, const struct call *c)
{
    size_t first = c->n_changed, room = HISTORY_BYTES;
    while (first > 0) {
        const struct call_change *ch = &c->changed[first - 1];
        size_t n = 64 + value_bytes(ch->old_value) + value_bytes(ch->new_value);
        if (n > room || c->n_changed - first >= CAP_CALL_CHANGES)
            break;
        room -= n;
        first--;
    }
    json_t *a = json_array();
    for (size_t i = first; i < c->n_changed; i++) {
        const struct call_change *ch = &c->changed[i];
        struct writer one = {json_object(), false};
        put_text(&one, "at", ch->at, CAP_NAME_BYTES);
        put_text(&one, "field", ch->field, CAP_NAME_BYTES);
        put(&one, "old", json_incref(ch->old_value));
        put(&one, "new", json_incref(ch->new_value));
        if (json_array_append_new(a, one.o) != 0 || one.failed)
            w->failed = true;
    }
    put(w, "changed", a);
}

static void put_sums(struct writer *w, const struct call *c)
{
    bool has_currency = c->currency[0] != '\0';
    put_number(w, "award_floor", c->award_floor, CAP_SUM);
    put_number(w, "award_ceiling", c->award_ceiling, CAP_SUM);
    put_text(w, "currency", has_currency ? c->currency : NULL, 3);
    put_number(w, "total_budget", c->total_budget, CAP_SUM);
    put_number(w, "funding_rate", c->funding_rate, 100);
}

static void put_demands(struct writer *w, const struct call *c)
{
    for (int i = 0; i < DEMAND_COUNT; i++) {
        const char *name = call_field_name(call_demand_field((enum demand)i));
        char key[64];
        snprintf(key, sizeof key, "%s_min", name);
        put_number(w, key, c->demands[i].least, CAP_DEMAND);
        snprintf(key, sizeof key, "%s_max", name);
        put_number(w, key, c->demands[i].most, CAP_DEMAND);
    }
}

static void put_rules(struct writer *w, const struct call *c)
{
    put_codes(w, "applicants", CODE_APPLICANT, c->applicants);
    put_codes(w, "excluded", CODE_APPLICANT, c->excluded);
    put_codes(w, "regions", CODE_REGION, c->regions);
    put_texts(w, "municipalities", c->municipalities, c->n_municipalities,
              CAP_CALL_PLACES, CAP_PLACE_BYTES);
    put_texts(w, "municipalities_out", c->municipalities_out,
              c->n_municipalities_out, CAP_CALL_PLACES, CAP_PLACE_BYTES);
    put_codes(w, "themes", CODE_THEME, c->themes);
    put_demands(w, c);
}

static void put_times(struct writer *w, const struct call *c, struct date today)
{
    put(w, "status",
        json_string(code_name(CODE_STATUS, call_status_on(c, today, -1))));
    put(w, "opens", date_value(c->opens));
    put_dates(w, "deadlines", c->deadlines, c->n_deadlines);
    put_time(w, "deadline_time", c->deadline_time);
    put(w, "rolling", json_boolean(c->rolling));
    put(w, "recurring", json_boolean(c->recurring));
    put_meetings(w, c);
}

json_t *call_to_json(const struct call *c, struct date today)
{
    struct writer w = {json_object(), false};
    if (w.o == NULL)
        return NULL;
    put_text(&w, "id", c->id, CAP_ID_BYTES);
    put_text(&w, "url", c->url, CAP_URL_BYTES);
    put_texts(&w, "urls", c->urls, c->n_urls, CAP_CALL_URLS, CAP_URL_BYTES);
    put_text(&w, "title", c->title, CAP_NAME_BYTES);
    put_text(&w, "funder", c->funder, CAP_NAME_BYTES);
    put_text(&w, "funder_id", c->funder_id, CAP_ID_BYTES);
    put_text(&w, "summary", c->summary, CAP_PROSE_BYTES);
    put_text(&w, "purpose", c->purpose, CAP_PROSE_BYTES);
    put(&w, "kind", json_string(code_name(CODE_KIND, c->kind)));
    put_times(&w, c, today);
    put_sums(&w, c);
    put_rules(&w, c);
    put(&w, "language",
        c->language == LANG_NONE
            ? json_null()
            : json_string(code_name(CODE_LANGUAGE, c->language)));
    put_text(&w, "reference", c->reference, CAP_NAME_BYTES);
    put_text(&w, "contact", c->contact, CAP_NAME_BYTES);
    put_texts(&w, "documents", c->documents, c->n_documents, CAP_CALL_DOCUMENTS,
              CAP_URL_BYTES);
    put(&w, "closed_stated", json_boolean(c->closed_stated));
    put_evidence(&w, c);
    put_text(&w, "first_seen", c->first_seen, CAP_NAME_BYTES);
    put_text(&w, "last_seen", c->last_seen, CAP_NAME_BYTES);
    put_text(&w, "fetched_at", c->fetched_at, CAP_NAME_BYTES);
    put_text(&w, "withdrawn", c->withdrawn, CAP_NAME_BYTES);
    put_text(&w, "successor", c->successor, CAP_ID_BYTES);
    put_changes(&w, c);
    if (w.failed) {
        json_decref(w.o);
        return NULL;
    }
    return w.o;
}
