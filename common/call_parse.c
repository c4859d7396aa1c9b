/*
 * call_parse.c - reads a record from JSON; see medel/call.h.
 *
 * The JSON may be what a hostile page made of a worker, so nothing is taken
 * on trust: every field has one type, every text and list a cap, every code
 * a table, and all text together fits CAP_RECORD_BYTES. The first fault ends
 * the reading and names its field.
 */
#include "medel/call.h"

#include "medel/caps.h"
#include "medel/i18n.h"
#include "medel/utf8.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct reader {
    const json_t *o;
    struct call *c;
    size_t room; /* bytes of text still allowed */
    struct err *e;
};

static bool bad(struct reader *r, const char *field, const char *what)
{
    err_set(r->e, ST_INVALID, _("field '%.64s' %s"), field, what);
    return false;
}

/* What a field holds; JSON null and absence are both NULL. */
static const json_t *field_of(const struct reader *r, const char *field)
{
    const json_t *v = json_object_get(r->o, field);
    return json_is_null(v) ? NULL : v;
}

static bool take_text(struct reader *r, const char *field, const json_t *v,
                      size_t cap, const char **ret)
{
    if (!json_is_string(v))
        return bad(r, field, _("must be text"));
    const char *s = json_string_value(v);
    size_t len = json_string_length(v);
    if (len > cap || len > r->room)
        return bad(r, field, _("is too long"));
    if (strlen(s) != len || !utf8_valid(s, len))
        return bad(r, field, _("holds bytes that are not text"));
    r->room -= len;
    *ret = arena_strndup(r->c->mem, s, len);
    return true;
}

static bool is_id(const char *s)
{
    if (s[0] == '.' || s[0] == '-' || s[0] == '\0')
        return false;
    for (; *s != '\0'; s++)
        if (!((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') ||
              (*s >= '0' && *s <= '9') || strchr("._-:#~", *s) != NULL))
            return false;
    return true;
}

static bool is_url(const char *s)
{
    if (strncmp(s, "http://", 7) != 0 && strncmp(s, "https://", 8) != 0)
        return false;
    for (; *s != '\0'; s++)
        if ((unsigned char)*s <= ' ' || *s == 0x7F || *s == '<' || *s == '>' ||
            *s == '"')
            return false;
    return true;
}

static bool is_moment(const char *s)
{
    int64_t at;
    return date_parse_rfc3339(s, &at);
}

static bool is_any(const char *s)
{
    (void)s;
    return true;
}

/* The fields that are one text or null. */
static const struct text_field {
    const char *name;
    size_t offset;
    size_t cap;
    bool (*check)(const char *s);
} text_fields[] = {
#define TEXT(name, cap, check)                                                 \
    {                                                                          \
#name, offsetof(struct call, name), cap, check                         \
    }
    TEXT(id, CAP_ID_BYTES, is_id),
    TEXT(url, CAP_URL_BYTES, is_url),
    TEXT(title, CAP_NAME_BYTES, is_any),
    TEXT(funder, CAP_NAME_BYTES, is_any),
    TEXT(funder_id, CAP_ID_BYTES, is_id),
    TEXT(summary, CAP_PROSE_BYTES, is_any),
    TEXT(purpose, CAP_PROSE_BYTES, is_any),
    TEXT(reference, CAP_NAME_BYTES, is_any),
    TEXT(contact, CAP_NAME_BYTES, is_any),
    TEXT(first_seen, CAP_NAME_BYTES, is_moment),
    TEXT(last_seen, CAP_NAME_BYTES, is_moment),
    TEXT(fetched_at, CAP_NAME_BYTES, is_moment),
    TEXT(withdrawn, CAP_NAME_BYTES, is_moment),
    TEXT(successor, CAP_ID_BYTES, is_id),
#undef TEXT
};

static bool read_text_fields(struct reader *r)
{
    for (size_t i = 0; i < sizeof text_fields / sizeof text_fields[0]; i++) {
        const struct text_field *f = &text_fields[i];
        const json_t *v = field_of(r, f->name);
        if (v == NULL)
            continue;
        const char *s;
        if (!take_text(r, f->name, v, f->cap, &s))
            return false;
        if (!f->check(s))
            return bad(r, f->name, _("is malformed"));
        /* Every field of the table is a const char *. */
        memcpy((char *)r->c + f->offset, &s, sizeof s);
    }
    return true;
}

/* The array in FIELD, *v NULL where there is none. */
static bool take_array(struct reader *r, const char *field, size_t max,
                       const json_t **v)
{
    *v = field_of(r, field);
    if (*v == NULL)
        return true;
    if (!json_is_array(*v))
        return bad(r, field, _("must be a list"));
    if (json_array_size(*v) > max)
        return bad(r, field, _("is too long"));
    return true;
}

static bool read_texts(struct reader *r, const char *field, size_t max,
                       size_t cap, bool (*check)(const char *s),
                       const char ***ret, size_t *n)
{
    const json_t *v;
    if (!take_array(r, field, max, &v))
        return false;
    size_t count = json_array_size(v);
    *ret = arena_alloc(r->c->mem, count * sizeof **ret);
    for (size_t i = 0; i < count; i++) {
        if (!take_text(r, field, json_array_get(v, i), cap, &(*ret)[i]))
            return false;
        if (!check((*ret)[i]))
            return bad(r, field, _("is malformed"));
    }
    *n = count;
    return true;
}

/* Words of a page and, where V has one, its address. */
static bool take_words(struct reader *r, const char *field, const json_t *v,
                       const char **text, const char **url)
{
    const json_t *address = json_object_get(v, "url");
    if (!take_text(r, field, json_object_get(v, "text"), CAP_EVIDENCE_CHARS,
                   text))
        return false;
    if (address == NULL || json_is_null(address))
        return true;
    return take_text(r, field, address, CAP_URL_BYTES, url) &&
           (is_url(*url) || bad(r, field, _("is malformed")));
}

/* The index of a code, -1 after an error. */
static int take_code(struct reader *r, const char *field, const json_t *v,
                     enum code_kind kind)
{
    const char *s = json_string_value(v);
    int code = s != NULL ? code_find(kind, s) : -1;
    if (code < 0)
        bad(r, field, _("holds an unknown code"));
    return code;
}

static bool read_codes(struct reader *r, const char *field, enum code_kind kind,
                       codeset *ret)
{
    const json_t *v;
    if (!take_array(r, field, (size_t)code_count(kind), &v))
        return false;
    for (size_t i = 0; i < json_array_size(v); i++) {
        int code = take_code(r, field, json_array_get(v, i), kind);
        if (code < 0)
            return false;
        *ret |= CODE_BIT(code);
    }
    return true;
}

/* One code; leaves *ret where the field is null. */
static bool read_code(struct reader *r, const char *field, enum code_kind kind,
                      int *ret)
{
    const json_t *v = field_of(r, field);
    if (v == NULL)
        return true;
    int code = take_code(r, field, v, kind);
    if (code < 0)
        return false;
    *ret = code;
    return true;
}

static bool read_bool(struct reader *r, const char *field, bool *ret)
{
    const json_t *v = field_of(r, field);
    if (v == NULL)
        return true;
    if (!json_is_boolean(v))
        return bad(r, field, _("must be true or false"));
    *ret = json_is_true(v);
    return true;
}

static bool read_number(struct reader *r, const char *field, double max,
                        double *ret)
{
    const json_t *v = field_of(r, field);
    if (v == NULL)
        return true;
    if (!json_is_number(v))
        return bad(r, field, _("must be a number"));
    double x = json_number_value(v);
    if (!isfinite(x) || x < 0 || x > max)
        return bad(r, field, _("is out of bounds"));
    *ret = x;
    return true;
}

static bool take_date(struct reader *r, const char *field, const json_t *v,
                      struct date *ret)
{
    const char *s = json_string_value(v);
    if (s == NULL || !date_parse_iso(s, ret))
        return bad(r, field, _("must hold dates as YYYY-MM-DD"));
    return true;
}

static bool read_deadlines(struct reader *r)
{
    const char *field = "deadlines";
    struct call *c = r->c;
    const json_t *v;
    if (!take_array(r, field, CAP_CALL_DEADLINES, &v))
        return false;
    size_t n = json_array_size(v);
    c->deadlines = arena_alloc(c->mem, n * sizeof *c->deadlines);
    for (size_t i = 0; i < n; i++) {
        if (!take_date(r, field, json_array_get(v, i), &c->deadlines[i]))
            return false;
        if (i > 0 && date_compare(c->deadlines[i - 1], c->deadlines[i]) >= 0)
            return bad(r, field, _("must ascend"));
    }
    c->n_deadlines = n;
    return true;
}

/* "HH:MM" as minutes, or -1. */
static int clock_minutes(const char *s)
{
    if (strlen(s) != 5 || s[2] != ':')
        return -1;
    for (int i = 0; i < 5; i++)
        if (i != 2 && (s[i] < '0' || s[i] > '9'))
            return -1;
    int hour = (s[0] - '0') * 10 + s[1] - '0';
    int minute = (s[3] - '0') * 10 + s[4] - '0';
    return hour < 24 && minute < 60 ? hour * 60 + minute : -1;
}

/* Leaves *ret where V is null. */
static bool take_clock(struct reader *r, const char *field, const json_t *v,
                       int *ret)
{
    const char *s = json_string_value(v);
    if (v == NULL || json_is_null(v))
        return true;
    *ret = s != NULL ? clock_minutes(s) : -1;
    return *ret >= 0 || bad(r, field, _("must be HH:MM"));
}

static bool read_meetings(struct reader *r)
{
    const char *field = "meetings";
    const json_t *v;
    if (!take_array(r, field, CAP_CALL_MEETINGS, &v))
        return false;
    for (size_t i = 0; i < json_array_size(v); i++) {
        const json_t *o = json_array_get(v, i);
        struct call_meeting m = {.time = -1, .end = -1};
        if (!take_date(r, field, json_object_get(o, "date"), &m.date) ||
            !take_clock(r, field, json_object_get(o, "time"), &m.time) ||
            !take_clock(r, field, json_object_get(o, "end"), &m.end) ||
            !take_words(r, field, o, &m.text, &m.url))
            return false;
        if (m.end >= 0 && m.end <= m.time)
            return bad(r, field, _("must ascend"));
        call_add_meeting(r->c, &m, NULL);
    }
    return true;
}

static bool read_times(struct reader *r)
{
    struct call *c = r->c;
    const json_t *v = field_of(r, "opens");
    if (v != NULL && !take_date(r, "opens", v, &c->opens))
        return false;
    if (!read_deadlines(r))
        return false;
    v = field_of(r, "deadline_time");
    return take_clock(r, "deadline_time", v, &c->deadline_time) &&
           read_meetings(r) && read_bool(r, "rolling", &c->rolling) &&
           read_bool(r, "recurring", &c->recurring) &&
           read_bool(r, "closed_stated", &c->closed_stated);
}

static bool read_sums(struct reader *r)
{
    struct call *c = r->c;
    const json_t *v = field_of(r, "currency");
    if (v != NULL) {
        const char *s = json_string_value(v);
        if (s == NULL || strlen(s) != 3 ||
            strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3)
            return bad(r, "currency", _("must be three capital letters"));
        memcpy(c->currency, s, 4);
    }
    return read_number(r, "award_floor", CAP_SUM, &c->award_floor) &&
           read_number(r, "award_ceiling", CAP_SUM, &c->award_ceiling) &&
           read_number(r, "total_budget", CAP_SUM, &c->total_budget) &&
           read_number(r, "funding_rate", 100, &c->funding_rate);
}

static bool read_demands(struct reader *r)
{
    for (int i = 0; i < DEMAND_COUNT; i++) {
        const char *name = call_field_name(call_demand_field((enum demand)i));
        char key[64];
        snprintf(key, sizeof key, "%s_min", name);
        if (!read_number(r, key, CAP_DEMAND, &r->c->demands[i].least))
            return false;
        snprintf(key, sizeof key, "%s_max", name);
        if (!read_number(r, key, CAP_DEMAND, &r->c->demands[i].most))
            return false;
    }
    return true;
}

static bool read_rules(struct reader *r)
{
    struct call *c = r->c;
    return read_codes(r, "applicants", CODE_APPLICANT, &c->applicants) &&
           read_codes(r, "excluded", CODE_APPLICANT, &c->excluded) &&
           read_codes(r, "regions", CODE_REGION, &c->regions) &&
           read_codes(r, "themes", CODE_THEME, &c->themes) &&
           read_texts(r, "municipalities", CAP_CALL_PLACES, CAP_PLACE_BYTES,
                      is_any, &c->municipalities, &c->n_municipalities) &&
           read_texts(r, "documents", CAP_CALL_DOCUMENTS, CAP_URL_BYTES, is_url,
                      &c->documents, &c->n_documents) &&
           read_texts(r, "municipalities_out", CAP_CALL_PLACES, CAP_PLACE_BYTES,
                      is_any, &c->municipalities_out,
                      &c->n_municipalities_out) &&
           read_demands(r);
}

static bool read_single_codes(struct reader *r)
{
    int kind = CALL_GRANT, status = CALL_OPEN, language = LANG_NONE;
    if (!read_code(r, "kind", CODE_KIND, &kind) ||
        !read_code(r, "status", CODE_STATUS, &status) ||
        !read_code(r, "language", CODE_LANGUAGE, &language))
        return false;
    r->c->kind = (enum call_kind)kind;
    r->c->status = (enum call_status)status;
    r->c->language = (enum language)language;
    return true;
}

static bool read_quote(struct reader *r, const json_t *v,
                       struct call_evidence *ret)
{
    const char *field = "evidence";
    const json_t *sure = json_object_get(v, "confidence");
    const json_t *against = json_object_get(v, "against");
    if (!json_is_object(v) || !json_is_number(sure))
        return bad(r, field, _("is malformed"));
    ret->confidence = json_number_value(sure);
    if (!(ret->confidence >= 0 && ret->confidence <= 1))
        return bad(r, field, _("is out of bounds"));
    return take_words(r, field, v, &ret->text, &ret->url) &&
           (against == NULL ||
            take_words(r, field, against, &ret->against, &ret->against_url));
}

static bool read_evidence(struct reader *r)
{
    const json_t *v = field_of(r, "evidence");
    if (v == NULL)
        return true;
    if (!json_is_object(v))
        return bad(r, "evidence", _("is malformed"));
    for (int i = 0; i < FIELD_COUNT; i++) {
        const json_t *quote = json_object_get(v, call_field_name(i));
        if (quote != NULL && !read_quote(r, quote, &r->c->evidence[i]))
            return false;
    }
    return true;
}

/* A value in a history is a scalar or a list of scalars. */
static bool check_value(struct reader *r, const json_t *v, bool in_list)
{
    size_t i, len = json_is_string(v) ? json_string_length(v) : 8;
    const json_t *item;
    if (v == NULL || json_is_object(v) || (in_list && json_is_array(v)) ||
        json_array_size(v) > CAP_CALL_PLACES)
        return bad(r, "changed", _("is malformed"));
    if (len > CAP_PROSE_BYTES || len > r->room)
        return bad(r, "changed", _("is too long"));
    r->room -= len;
    json_array_foreach(v, i,
                       item) if (!check_value(r, item, true)) return false;
    return true;
}

static bool read_changes(struct reader *r)
{
    const json_t *v;
    if (!take_array(r, "changed", CAP_CALL_CHANGES, &v))
        return false;
    for (size_t i = 0; i < json_array_size(v); i++) {
        const json_t *ch = json_array_get(v, i);
        json_t *from = json_object_get(ch, "old");
        json_t *to = json_object_get(ch, "new");
        const char *at, *field;
        if (!take_text(r, "changed", json_object_get(ch, "at"), CAP_NAME_BYTES,
                       &at) ||
            !take_text(r, "changed", json_object_get(ch, "field"), CAP_ID_BYTES,
                       &field) ||
            !check_value(r, from, false) || !check_value(r, to, false))
            return false;
        if (!is_moment(at) || !is_id(field))
            return bad(r, "changed", _("is malformed"));
        call_add_change(r->c, at, field, from, to);
    }
    return true;
}

enum status call_from_json(const json_t *o, struct call **ret, struct err *e)
{
    if (!json_is_object(o))
        return err_set(e, ST_INVALID, _("a record must be a JSON object"));
    struct reader r = {o, call_new(), CAP_RECORD_BYTES, e};
    if (!read_text_fields(&r) || !read_single_codes(&r) || !read_times(&r) ||
        !read_sums(&r) || !read_rules(&r) ||
        !read_texts(&r, "urls", CAP_CALL_URLS, CAP_URL_BYTES, is_url,
                    &r.c->urls, &r.c->n_urls) ||
        !read_evidence(&r) || !read_changes(&r)) {
        call_free(r.c);
        return ST_INVALID;
    }
    *ret = r.c;
    return ST_OK;
}
