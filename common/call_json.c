/*
 * call_json.c - a record as JSON; see medel/call.h. Reading one back is
 * call_parse.c; the two must agree on names, types and caps.
 */
#include "medel/call.h"

#include "medel/caps.h"
#include "medel/json_out.h"
#include "medel/utf8.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Where a history would make a record unreadable, its oldest part is left
 * out: the other fields take less than half of the cap. */
#define HISTORY_BYTES (CAP_RECORD_BYTES / 2)

/* NULL, and what is not UTF-8, is null. */
static void put_text(struct json_out *o, const char *key, const char *s,
                     size_t cap)
{
    size_t len = s != NULL ? utf8_clip(s, strlen(s), cap) : 0;
    if (s != NULL && utf8_valid(s, len))
        json_out_string(o, key, s, len);
    else
        json_out_null(o, key);
}

static void put_texts(struct json_out *o, const char *key, const char **s,
                      size_t n, size_t max_n, size_t cap)
{
    json_out_array(o, key);
    for (size_t i = 0; i < n && i < max_n; i++)
        if (s[i] != NULL)
            put_text(o, NULL, s[i], cap);
    json_out_end(o);
}

static void put_codes(struct json_out *o, const char *key, enum code_kind kind,
                      codeset set)
{
    json_out_array(o, key);
    for (int i = 0; i < code_count(kind); i++)
        if (set & CODE_BIT(i))
            json_out_name(o, NULL, code_name(kind, i));
    json_out_end(o);
}

static void put_date(struct json_out *o, const char *key, struct date d)
{
    char iso[DATE_ISO_SIZE];
    if (date_is_set(d))
        json_out_name(o, key, date_format_iso(d, iso));
    else
        json_out_null(o, key);
}

static void put_dates(struct json_out *o, const char *key,
                      const struct date *dates, size_t n)
{
    json_out_array(o, key);
    for (size_t i = 0; i < n && i < CAP_CALL_DEADLINES; i++)
        put_date(o, NULL, dates[i]);
    json_out_end(o);
}

/* A whole number prints without a decimal point. */
static void put_number(struct json_out *o, const char *key, double x,
                       double max)
{
    if (!isfinite(x) || x < 0 || x > max)
        json_out_null(o, key);
    else if (x == floor(x))
        json_out_integer(o, key, (json_int_t)x);
    else
        json_out_real(o, key, x);
}

static void put_time(struct json_out *o, const char *key, int minutes)
{
    char text[8];
    if (minutes < 0 || minutes >= 24 * 60) {
        json_out_null(o, key);
        return;
    }
    snprintf(text, sizeof text, "%02d:%02d", minutes / 60, minutes % 60);
    json_out_name(o, key, text);
}

static void put_meetings(struct json_out *o, const struct call *c)
{
    json_out_array(o, "meetings");
    for (size_t i = 0; i < c->n_meetings && i < CAP_CALL_MEETINGS; i++) {
        const struct call_meeting *m = &c->meetings[i];
        json_out_object(o, NULL);
        put_date(o, "date", m->date);
        put_time(o, "time", m->time);
        put_time(o, "end", m->end);
        put_text(o, "text", m->text, CAP_EVIDENCE_CHARS);
        put_text(o, "url", m->url, CAP_URL_BYTES);
        json_out_end(o);
    }
    json_out_end(o);
}

/* The words of another page that says otherwise. */
static void put_against(struct json_out *o, const struct call_evidence *ev)
{
    json_out_object(o, "against");
    put_text(o, "text", ev->against, CAP_EVIDENCE_CHARS);
    put_text(o, "url", ev->against_url, CAP_URL_BYTES);
    json_out_end(o);
}

static void put_evidence(struct json_out *o, const struct call *c)
{
    json_out_object(o, "evidence");
    for (int i = 0; i < FIELD_COUNT; i++) {
        const struct call_evidence *ev = &c->evidence[i];
        if (ev->text == NULL)
            continue;
        double sure =
            ev->confidence >= 0 && ev->confidence <= 1 ? ev->confidence : 0;
        json_out_object(o, call_field_name(i));
        put_text(o, "text", ev->text, CAP_EVIDENCE_CHARS);
        put_text(o, "url", ev->url, CAP_URL_BYTES);
        put_number(o, "confidence", round(sure * 1000) / 1000, 1);
        if (ev->against != NULL)
            put_against(o, ev);
        json_out_end(o);
    }
    json_out_end(o);
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

static void put_changes(struct json_out *o, const struct call *c)
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
    json_out_array(o, "changed");
    for (size_t i = first; i < c->n_changed; i++) {
        const struct call_change *ch = &c->changed[i];
        json_out_object(o, NULL);
        put_text(o, "at", ch->at, CAP_NAME_BYTES);
        put_text(o, "field", ch->field, CAP_NAME_BYTES);
        json_out_value(o, "old", ch->old_value);
        json_out_value(o, "new", ch->new_value);
        json_out_end(o);
    }
    json_out_end(o);
}

static void put_sums(struct json_out *o, const struct call *c)
{
    bool has_currency = c->currency[0] != '\0';
    put_number(o, "award_floor", c->award_floor, CAP_SUM);
    put_number(o, "award_ceiling", c->award_ceiling, CAP_SUM);
    put_text(o, "currency", has_currency ? c->currency : NULL, 3);
    put_number(o, "total_budget", c->total_budget, CAP_SUM);
    put_number(o, "funding_rate", c->funding_rate, 100);
}

static void put_demands(struct json_out *o, const struct call *c)
{
    for (int i = 0; i < DEMAND_COUNT; i++) {
        const char *name = call_field_name(call_demand_field((enum demand)i));
        char key[64];
        snprintf(key, sizeof key, "%s_min", name);
        put_number(o, key, c->demands[i].least, CAP_DEMAND);
        snprintf(key, sizeof key, "%s_max", name);
        put_number(o, key, c->demands[i].most, CAP_DEMAND);
    }
}

static void put_rules(struct json_out *o, const struct call *c)
{
    put_codes(o, "applicants", CODE_APPLICANT, c->applicants);
    put_codes(o, "excluded", CODE_APPLICANT, c->excluded);
    put_codes(o, "regions", CODE_REGION, c->regions);
    put_texts(o, "municipalities", c->municipalities, c->n_municipalities,
              CAP_CALL_PLACES, CAP_PLACE_BYTES);
    put_texts(o, "municipalities_out", c->municipalities_out,
              c->n_municipalities_out, CAP_CALL_PLACES, CAP_PLACE_BYTES);
    put_codes(o, "themes", CODE_THEME, c->themes);
    put_demands(o, c);
}

static void put_times(struct json_out *o, const struct call *c,
                      struct date today)
{
    json_out_name(o, "status",
                  code_name(CODE_STATUS, call_status_on(c, today, -1)));
    put_date(o, "opens", c->opens);
    put_dates(o, "deadlines", c->deadlines, c->n_deadlines);
    put_time(o, "deadline_time", c->deadline_time);
    json_out_bool(o, "rolling", c->rolling);
    json_out_bool(o, "recurring", c->recurring);
    put_meetings(o, c);
}

static void put_language(struct json_out *o, enum language lang)
{
    if (lang == LANG_NONE)
        json_out_null(o, "language");
    else
        json_out_name(o, "language", code_name(CODE_LANGUAGE, lang));
}

void call_tell(struct json_out *o, const char *key, const struct call *c,
               struct date today)
{
    json_out_object(o, key);
    put_text(o, "id", c->id, CAP_ID_BYTES);
    put_text(o, "url", c->url, CAP_URL_BYTES);
    put_texts(o, "urls", c->urls, c->n_urls, CAP_CALL_URLS, CAP_URL_BYTES);
    put_text(o, "title", c->title, CAP_NAME_BYTES);
    put_text(o, "funder", c->funder, CAP_NAME_BYTES);
    put_text(o, "funder_id", c->funder_id, CAP_ID_BYTES);
    put_text(o, "summary", c->summary, CAP_PROSE_BYTES);
    put_text(o, "purpose", c->purpose, CAP_PROSE_BYTES);
    json_out_name(o, "kind", code_name(CODE_KIND, c->kind));
    put_times(o, c, today);
    put_sums(o, c);
    put_rules(o, c);
    put_language(o, c->language);
    put_text(o, "reference", c->reference, CAP_NAME_BYTES);
    put_text(o, "contact", c->contact, CAP_NAME_BYTES);
    put_texts(o, "documents", c->documents, c->n_documents, CAP_CALL_DOCUMENTS,
              CAP_URL_BYTES);
    json_out_bool(o, "closed_stated", c->closed_stated);
    put_evidence(o, c);
    put_text(o, "first_seen", c->first_seen, CAP_NAME_BYTES);
    put_text(o, "last_seen", c->last_seen, CAP_NAME_BYTES);
    put_text(o, "fetched_at", c->fetched_at, CAP_NAME_BYTES);
    put_text(o, "withdrawn", c->withdrawn, CAP_NAME_BYTES);
    put_text(o, "successor", c->successor, CAP_ID_BYTES);
    put_changes(o, c);
    json_out_end(o);
}

json_t *call_to_json(const struct call *c, struct date today)
{
    struct json_out o = json_out_tree();
    call_tell(&o, NULL, c, today);
    return json_out_take(&o);
}
