/* test_call.c - the record: JSON round trip, hostile JSON, status by date. */
#include "medel/call.h"
#include "medel/caps.h"
#include "medel/compare.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct date day(const char *iso)
{
    struct date d = DATE_NONE;
    assert_true(date_parse_iso(iso, &d));
    return d;
}

static char *dump(const struct call *c)
{
    json_t *o = call_to_json(c, DATE_NONE);
    assert_non_null(o);
    char *s = json_dumps(o, CALL_JSON_FLAGS);
    json_decref(o);
    assert_non_null(s);
    return s;
}

static struct call *parse(const char *text, struct err *e)
{
    struct call *c = NULL;
    json_t *o = json_loads(text, 0, NULL);
    assert_non_null(o);
    if (call_from_json(o, &c, e) != ST_OK)
        assert_null(c);
    json_decref(o);
    return c;
}

static const char full[] =
    "{\"id\":\"vaxtkraft-3f2a\",\"url\":\"https://example.org/a\","
    "\"urls\":[\"https://example.org/a\",\"http://example.org/b?x=1\"],"
    "\"title\":\"Affärslyft – för \\\"sociala\\\" företag\","
    "\"funder\":\"Växtkraftsverket\",\"funder_id\":\"vaxtkraft\","
    "\"summary\":\"Ett stöd.\\nTill företag.\",\"purpose\":\"åäö ÅÄÖ é\","
    "\"kind\":\"prize\",\"status\":\"forthcoming\",\"opens\":\"2026-11-02\","
    "\"deadlines\":[\"2027-01-15\",\"2027-05-05\"],"
    "\"deadline_time\":\"09:05\",\"rolling\":true,\"recurring\":true,"
    "\"meetings\":[{\"date\":\"2026-12-09\",\"time\":\"10:00\",\"end\":"
    "\"11:00\",\"text\":\"Informationsmöte 9 december kl. 10–11\",\"url\":"
    "\"https://example.org/b\"},{\"date\":\"2027-01-14\",\"time\":null,"
    "\"end\":null,\"text\":\"Webbinarium 14 januari\",\"url\":null}],"
    "\"award_floor\":100000,"
    "\"award_ceiling\":600000.5,\"currency\":\"EUR\","
    "\"total_budget\":24000000,\"funding_rate\":66.7,"
    "\"applicants\":[\"association\",\"social_enterprise\"],"
    "\"excluded\":[\"individual\"],\"regions\":[\"SE-AC\",\"SE-BD\",\"NO\"],"
    "\"municipalities\":[\"Älvsbyn\",\"Övertorneå\"],"
    "\"municipalities_out\":[\"Luleå\"],\"themes\":[\"rural\",\"health\"],"
    "\"operating_years_min\":1.5,\"operating_years_max\":null,"
    "\"employees_min\":2,\"employees_max\":49,\"members_min\":null,"
    "\"members_max\":50,\"partners_min\":3,\"partners_max\":null,"
    "\"language\":\"sv\",\"reference\":\"2026-0123\","
    "\"contact\":\"Åsa "
    "Öst\",\"documents\":[\"https://example.org/"
    "d.pdf\"],\"closed_stated\":false,"
    "\"evidence\":{\"title\":{\"text\":\"Affärslyft\",\"url\":null,"
    "\"confidence\":0.9},\"award_ceiling\":{\"text\":\"högst 600 000,50\","
    "\"url\":\"https://example.org/b\",\"confidence\":1}},"
    "\"first_seen\":\"2026-11-01T04:00:00Z\","
    "\"last_seen\":\"2026-11-23T04:00:00Z\",\"fetched_at\":null,"
    "\"withdrawn\":null,\"successor\":\"vaxtkraft-2\",\"changed\":[{\"at\":"
    "\"2026-11-20T04:00:00Z\","
    "\"field\":\"deadlines\",\"old\":[\"2027-01-10\"],"
    "\"new\":[\"2027-01-15\",\"2027-05-05\"]},"
    "{\"at\":\"2026-11-21T04:00:00Z\",\"field\":\"award_floor\","
    "\"old\":null,\"new\":100000}]}";

static void test_round_trip(void **state)
{
    (void)state;
    struct err e = ERR_INIT;
    struct call *c = parse(full, &e);
    assert_string_equal(e.text, "");
    assert_non_null(c);
    assert_string_equal(c->municipalities[1], "Övertorneå");
    assert_int_equal(c->deadline_time, 9 * 60 + 5);
    assert_true(c->award_ceiling > 600000.4 && c->award_ceiling < 600000.6);
    assert_int_equal(c->n_changed, 2);
    char *text = dump(c);
    assert_string_equal(text, full);

    struct call *d = call_copy(c);
    call_free(c); /* the copy lives on its own */
    char *copied = dump(d);
    assert_string_equal(copied, full);
    free(copied);
    free(text);
    call_free(d);
    call_free(NULL);
}

/* A new record: everything unstated, null or []. */
static void test_empty(void **state)
{
    (void)state;
    static const char empty[] =
        "{\"id\":null,\"url\":null,\"urls\":[],\"title\":null,"
        "\"funder\":null,\"funder_id\":null,\"summary\":null,"
        "\"purpose\":null,\"kind\":\"grant\",\"status\":\"open\","
        "\"opens\":null,\"deadlines\":[],\"deadline_time\":null,"
        "\"rolling\":false,\"recurring\":false,\"meetings\":[],"
        "\"award_floor\":null,\"award_ceiling\":null,"
        "\"currency\":null,\"total_budget\":null,\"funding_rate\":null,"
        "\"applicants\":[],\"excluded\":[],\"regions\":[],"
        "\"municipalities\":[],\"municipalities_out\":[],\"themes\":[],"
        "\"operating_years_min\":null,\"operating_years_max\":null,"
        "\"employees_min\":null,\"employees_max\":null,"
        "\"members_min\":null,\"members_max\":null,"
        "\"partners_min\":null,\"partners_max\":null,"
        "\"language\":null,\"reference\":null,\"contact\":null,\"documents\":[]"
        ","
        "\"closed_stated\":false,\"evidence\":{},\"first_seen\":null,"
        "\"last_seen\":null,\"fetched_at\":null,\"withdrawn\":null,"
        "\"successor\":null,\"changed\":[]}";
    struct err e = ERR_INIT;
    struct call *c = call_new();
    char *text = dump(c);
    assert_string_equal(text, empty);
    free(text);
    call_free(c);
    /* Null, absent and unknown fields are all the same empty record. */
    static const char *const inputs[] = {empty, "{}",
                                         "{\"score\":[1,{}],\"x\":null}"};
    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++) {
        c = parse(inputs[i], &e);
        assert_non_null(c);
        text = dump(c);
        assert_string_equal(text, empty);
        free(text);
        call_free(c);
    }
}

static void test_hostile(void **state)
{
    (void)state;
    static const struct {
        const char *json, *field;
    } cases[] = {
        {"{\"title\":5}", "title"},
        {"{\"title\":[\"a\"]}", "title"},
        {"{\"id\":\"../../etc/passwd\"}", "id"},
        {"{\"id\":\"\"}", "id"},
        {"{\"id\":\"-rf\"}", "id"},
        {"{\"id\":\"a b\"}", "id"},
        {"{\"url\":\"javascript:alert(1)\"}", "url"},
        {"{\"url\":\"http://a b/\"}", "url"},
        {"{\"url\":\"http://a/\\n\"}", "url"},
        {"{\"urls\":[\"file:///etc/passwd\"]}", "urls"},
        {"{\"urls\":\"http://a/\"}", "urls"},
        {"{\"urls\":[null]}", "urls"},
        {"{\"kind\":\"gift\"}", "kind"},
        {"{\"kind\":3}", "kind"},
        {"{\"status\":\"OPEN\"}", "status"},
        {"{\"opens\":\"2026-02-30\"}", "opens"},
        {"{\"opens\":20260101}", "opens"},
        {"{\"deadlines\":[\"2027-01-01\",\"2026-01-01\"]}", "deadlines"},
        {"{\"deadlines\":[\"2027-01-01\",\"2027-01-01\"]}", "deadlines"},
        {"{\"deadlines\":{\"a\":1}}", "deadlines"},
        {"{\"deadlines\":[[]]}", "deadlines"},
        {"{\"deadline_time\":\"24:00\"}", "deadline_time"},
        {"{\"deadline_time\":\"9:00\"}", "deadline_time"},
        {"{\"deadline_time\":\"+1:30\"}", "deadline_time"},
        {"{\"deadline_time\":900}", "deadline_time"},
        {"{\"meetings\":[\"2026-12-09\"]}", "meetings"},
        {"{\"meetings\":[{\"date\":\"2026-12-09\"}]}", "meetings"},
        {"{\"meetings\":[{\"date\":\"9/12\",\"text\":\"x\"}]}", "meetings"},
        {"{\"meetings\":[{\"date\":\"2026-12-09\",\"time\":\"25:00\","
         "\"text\":\"x\"}]}",
         "meetings"},
        {"{\"meetings\":[{\"date\":\"2026-12-09\",\"time\":\"11:00\","
         "\"end\":\"10:00\",\"text\":\"x\"}]}",
         "meetings"},
        {"{\"meetings\":[{\"date\":\"2026-12-09\",\"text\":\"x\","
         "\"url\":\"data:x\"}]}",
         "meetings"},
        {"{\"members_min\":\"20\"}", "members_min"},
        {"{\"operating_years_max\":-1}", "operating_years_max"},
        {"{\"rolling\":1}", "rolling"},
        {"{\"closed_stated\":\"true\"}", "closed_stated"},
        {"{\"award_floor\":-1}", "award_floor"},
        {"{\"award_floor\":\"100\"}", "award_floor"},
        {"{\"award_ceiling\":1e14}", "award_ceiling"},
        {"{\"total_budget\":9223372036854775807}", "total_budget"},
        {"{\"funding_rate\":100.5}", "funding_rate"},
        {"{\"currency\":\"kr\"}", "currency"},
        {"{\"currency\":\"SEKK\"}", "currency"},
        {"{\"currency\":\"sek\"}", "currency"},
        {"{\"applicants\":[\"wizard\"]}", "applicants"},
        {"{\"applicants\":[7]}", "applicants"},
        {"{\"applicants\":\"company\"}", "applicants"},
        {"{\"regions\":[\"se-bd\"]}", "regions"},
        {"{\"themes\":[null]}", "themes"},
        {"{\"municipalities\":[{}]}", "municipalities"},
        {"{\"language\":\"de\"}", "language"},
        {"{\"evidence\":[]}", "evidence"},
        {"{\"evidence\":{\"title\":\"x\"}}", "evidence"},
        {"{\"evidence\":{\"title\":{\"text\":\"x\",\"confidence\":2}}}",
         "evidence"},
        {"{\"evidence\":{\"title\":{\"text\":7,\"confidence\":1}}}",
         "evidence"},
        {"{\"evidence\":{\"title\":{\"text\":\"x\",\"confidence\":1,"
         "\"url\":\"data:x\"}}}",
         "evidence"},
        {"{\"first_seen\":\"yesterday\"}", "first_seen"},
        {"{\"withdrawn\":true}", "withdrawn"},
        {"{\"successor\":\"../x\"}", "successor"},
        {"{\"changed\":{}}", "changed"},
        {"{\"changed\":[5]}", "changed"},
        {"{\"changed\":[{\"at\":\"2026-11-20T04:00:00Z\",\"field\":\"x\","
         "\"old\":{},\"new\":1}]}",
         "changed"},
        {"{\"changed\":[{\"at\":\"2026-11-20T04:00:00Z\",\"field\":\"x\","
         "\"old\":[[1]],\"new\":1}]}",
         "changed"},
        {"{\"changed\":[{\"at\":\"now\",\"field\":\"x\",\"old\":1,"
         "\"new\":1}]}",
         "changed"},
        {"{\"changed\":[{\"at\":\"2026-11-20T04:00:00Z\",\"field\":\"x\","
         "\"old\":1}]}",
         "changed"},
        {"[]", "JSON object"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct err e = ERR_INIT;
        assert_null(parse(cases[i].json, &e));
        assert_int_equal(e.status, ST_INVALID);
        if (strstr(e.text, cases[i].field) == NULL)
            fail_msg("%s: %s", cases[i].json, e.text);
    }
    struct err e = ERR_INIT;
    struct call *c = NULL;
    assert_int_equal(call_from_json(NULL, &c, &e), ST_INVALID);
    assert_null(c);
}

/* One field set to N times 'a', or to N items. */
static bool accepts_text(const char *field, size_t n)
{
    struct err e = ERR_INIT;
    struct call *c = NULL;
    char *s = malloc(n + 1);
    assert_non_null(s);
    memset(s, 'a', n);
    s[n] = '\0';
    json_t *o = json_pack("{s:s}", field, s);
    bool ok = call_from_json(o, &c, &e) == ST_OK;
    json_decref(o);
    call_free(c);
    free(s);
    return ok;
}

static bool accepts_items(const char *field, const char *item, size_t n)
{
    struct err e = ERR_INIT;
    struct call *c = NULL;
    json_t *a = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(a, json_string(item));
    json_t *o = json_pack("{s:o}", field, a);
    bool ok = call_from_json(o, &c, &e) == ST_OK;
    json_decref(o);
    call_free(c);
    return ok;
}

static void test_bounds(void **state)
{
    (void)state;
    assert_true(accepts_text("title", CAP_NAME_BYTES));
    assert_false(accepts_text("title", CAP_NAME_BYTES + 1));
    assert_true(accepts_text("summary", CAP_PROSE_BYTES));
    assert_false(accepts_text("summary", CAP_PROSE_BYTES + 1));
    assert_true(accepts_text("id", CAP_ID_BYTES));
    assert_false(accepts_text("id", CAP_ID_BYTES + 1));
    assert_true(accepts_items("urls", "http://a/", CAP_CALL_URLS));
    assert_false(accepts_items("urls", "http://a/", CAP_CALL_URLS + 1));
    assert_true(accepts_items("municipalities", "Umeå", CAP_CALL_PLACES));
    assert_false(accepts_items("municipalities", "Umeå", CAP_CALL_PLACES + 1));
    assert_true(accepts_items("themes", "rural", 22));
    assert_false(accepts_items("themes", "rural", 23));

    /* A NUL in a text, and bytes that are no UTF-8. */
    struct err e = ERR_INIT;
    struct call *c = NULL;
    json_t *o = json_pack("{s:o}", "title", json_stringn_nocheck("a\0b", 3));
    assert_int_equal(call_from_json(o, &c, &e), ST_INVALID);
    json_decref(o);
    o = json_pack("{s:o}", "title", json_string_nocheck("a\xff"));
    assert_int_equal(call_from_json(o, &c, &e), ST_INVALID);
    json_decref(o);
    assert_null(c);
}

/* Whatever a record holds, its JSON can be read again. */
static void test_writer_keeps_caps(void **state)
{
    (void)state;
    struct call *c = call_new();
    char *big = arena_alloc(c->mem, 60001);
    for (int i = 0; i < 30000; i++)
        memcpy(big + 2 * i, "å", 2);
    big[0] = 'x', big[1] = 'x'; /* so that the cap falls inside a letter */
    c->title = c->summary = big;
    c->contact = "bad \xff bytes";
    const char *many[1000];
    for (int i = 0; i < 1000; i++)
        many[i] = i % 2 ? big : "http://a/";
    c->municipalities = many;
    c->n_municipalities = 1000;
    c->award_floor = 1e300;
    c->award_ceiling = 0.0 / 0.0;
    c->total_budget = -5;
    c->applicants = ~(codeset)0;
    call_set_evidence(c, FIELD_TITLE, big, 60000, NULL, 17);
    assert_int_equal(strlen(c->evidence[FIELD_TITLE].text), CAP_EVIDENCE_CHARS);
    json_t *prose = json_stringn(big, CAP_PROSE_BYTES);
    for (unsigned i = 0; i < CAP_CALL_CHANGES + 20; i++)
        call_add_change(c, "2026-11-20T04:00:00Z", "summary", prose, NULL);
    json_t *last = json_integer(42);
    call_add_change(c, "2026-11-21T04:00:00Z", "award_floor", NULL, last);
    json_decref(last);
    json_decref(prose);
    assert_int_equal(c->n_changed, CAP_CALL_CHANGES);

    char *text = dump(c);
    assert_true(strlen(text) < CAP_RECORD_BYTES);
    struct err e = ERR_INIT;
    struct call *d = parse(text, &e);
    assert_string_equal(e.text, "");
    assert_non_null(d);
    assert_int_equal(d->n_municipalities, CAP_CALL_PLACES);
    assert_null(d->contact);
    assert_int_equal(d->award_floor, -1);
    assert_int_equal(d->award_ceiling, -1);
    assert_int_equal(d->total_budget, -1);
    assert_int_equal(strlen(d->title), CAP_NAME_BYTES);
    assert_true(d->n_changed > 10);
    /* The newest part of the history is what is kept. */
    assert_int_equal(json_integer_value(d->changed[d->n_changed - 1].new_value),
                     42);
    char *again = dump(d);
    assert_string_equal(again, text);
    free(again);
    free(text);
    call_free(d);
    call_free(c);
}

static void add_meeting(struct call *c, const char *iso, int time, int end,
                        const char *url)
{
    struct call_meeting m = {day(iso), time, end, "words", NULL};
    call_add_meeting(c, &m, url);
}

static const char *meetings_of(const struct call *c)
{
    static char all[500];
    char when[CALL_MEETING_SIZE];
    all[0] = '\0';
    for (size_t i = 0; i < c->n_meetings; i++)
        snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s",
                 i > 0 ? ", " : "", call_meeting_when(&c->meetings[i], when));
    return all;
}

static void test_meetings(void **state)
{
    struct call *c = call_new(), *d = call_new();
    (void)state;
    add_meeting(c, "2027-01-14", -1, -1, "https://a.se/");
    add_meeting(c, "2026-12-09", 600, 540, "https://a.se/");
    assert_string_equal(meetings_of(c), "2026-12-09 10:00, 2027-01-14");
    /* The same ones again, more and less fully; another hour is another. */
    add_meeting(d, "2026-12-09", -1, -1, NULL);
    add_meeting(d, "2027-01-14", 780, 840, NULL);
    add_meeting(d, "2027-01-14", 900, -1, NULL);
    call_add_meetings(c, d, "https://b.se/");
    assert_string_equal(
        meetings_of(c),
        "2026-12-09 10:00, 2027-01-14 13:00-14:00, 2027-01-14 15:00");
    assert_string_equal(c->meetings[0].url, "https://a.se/");
    assert_string_equal(c->meetings[1].url, "https://b.se/");
    call_add_meetings(c, d, "https://c.se/");
    assert_int_equal(c->n_meetings, 3);
    /* Too many: the last ones go. */
    for (int i = 1; i <= 20; i++) {
        struct call_meeting m = {{2026, 12, (int8_t)i}, 480, -1, "", NULL};
        call_add_meeting(c, &m, NULL);
    }
    assert_int_equal(c->n_meetings, CAP_CALL_MEETINGS);
    assert_int_equal(c->meetings[CAP_CALL_MEETINGS - 1].date.day, 8);
    call_free(c);
    call_free(d);
}

struct seen {
    size_t n;
    char *was, *is;
};

static enum status see(void *arg, const char *field, json_t *was, json_t *is,
                       struct err *e)
{
    struct seen *s = arg;
    (void)e;
    assert_string_equal(field, "meetings");
    s->n++;
    s->was = json_dumps(was, JSON_COMPACT);
    s->is = json_dumps(is, JSON_COMPACT);
    return ST_OK;
}

/* A meeting that is moved is a change, other words for it are none; what a
 * history says of it can be read again. */
static void test_changed_meeting(void **state)
{
    struct call *a = call_new(), *b = call_new();
    struct seen s = {0};
    struct err e = ERR_INIT;
    (void)state;
    add_meeting(a, "2026-12-09", 600, 660, NULL);
    add_meeting(b, "2026-12-09", 600, 660, NULL);
    b->meetings[0].text = "other words";
    assert_int_equal(compare_calls(a, b, DATE_NONE, see, &s, &e), ST_OK);
    assert_int_equal(s.n, 0);
    assert_true(compare_differ(a, b));
    b->meetings[0].date = day("2026-12-10");
    assert_int_equal(compare_calls(a, b, DATE_NONE, see, &s, &e), ST_OK);
    assert_int_equal(s.n, 1);
    assert_string_equal(s.was, "[\"2026-12-09 10:00-11:00\"]");
    assert_string_equal(s.is, "[\"2026-12-10 10:00-11:00\"]");
    free(s.was);
    free(s.is);
    call_free(a);
    call_free(b);
}

static void test_status(void **state)
{
    (void)state;
    static const struct {
        const char *opens, *deadlines[3];
        int time;
        bool closed_stated;
        enum call_status read_as;
        const char *today;
        int minute;
        enum call_status want;
    } cases[] = {
        {"2026-11-02",
         {"2027-01-15"},
         840,
         0,
         CALL_OPEN,
         "2026-11-01",
         -1,
         CALL_FORTHCOMING},
        {"2026-11-02",
         {"2027-01-15"},
         840,
         0,
         CALL_FORTHCOMING,
         "2026-11-02",
         0,
         CALL_OPEN},
        {"2026-11-02",
         {"2027-01-15"},
         840,
         0,
         CALL_OPEN,
         "2027-01-15",
         -1,
         CALL_OPEN},
        {"2026-11-02",
         {"2027-01-15"},
         840,
         0,
         CALL_OPEN,
         "2027-01-15",
         840,
         CALL_OPEN},
        {"2026-11-02",
         {"2027-01-15"},
         840,
         0,
         CALL_OPEN,
         "2027-01-15",
         841,
         CALL_CLOSED},
        {NULL, {"2027-01-15"}, -1, 0, CALL_OPEN, "2027-01-15", 1439, CALL_OPEN},
        {NULL, {"2027-01-15"}, -1, 0, CALL_OPEN, "2027-01-16", -1, CALL_CLOSED},
        {NULL,
         {"2026-01-15", "2027-01-15"},
         600,
         0,
         CALL_OPEN,
         "2026-11-23",
         700,
         CALL_OPEN},
        {NULL, {"2027-01-15"}, -1, 1, CALL_OPEN, "2026-11-23", -1, CALL_CLOSED},
        {NULL,
         {"2027-01-15"},
         -1,
         0,
         CALL_FORTHCOMING,
         "2026-11-23",
         -1,
         CALL_FORTHCOMING},
        {NULL, {"2027-01-15"}, -1, 0, CALL_CLOSED, "2026-11-23", -1, CALL_OPEN},
        {NULL,
         {NULL},
         -1,
         0,
         CALL_FORTHCOMING,
         "2026-11-23",
         -1,
         CALL_FORTHCOMING},
        {NULL, {NULL}, -1, 0, CALL_CLOSED, "2026-11-23", -1, CALL_CLOSED},
        {"2026-11-02",
         {NULL},
         -1,
         0,
         CALL_FORTHCOMING,
         "2026-11-23",
         -1,
         CALL_OPEN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct call *c = call_new();
        struct date deadlines[3];
        if (cases[i].opens != NULL)
            c->opens = day(cases[i].opens);
        for (int k = 0; cases[i].deadlines[k] != NULL; k++)
            deadlines[c->n_deadlines++] = day(cases[i].deadlines[k]);
        c->deadlines = deadlines;
        c->deadline_time = cases[i].time;
        c->closed_stated = cases[i].closed_stated;
        c->status = cases[i].read_as;
        if (call_status_on(c, day(cases[i].today), cases[i].minute) !=
            cases[i].want)
            fail_msg("case %zu", i);
        assert_int_equal(call_status_on(c, DATE_NONE, -1), cases[i].read_as);
        call_free(c);
    }
}

static void test_next_deadline(void **state)
{
    (void)state;
    struct call *c = call_new();
    struct date d[] = {day("2026-01-15"), day("2027-01-15")};
    assert_false(date_is_set(call_next_deadline(c, day("2026-01-01"))));
    c->deadlines = d;
    c->n_deadlines = 2;
    assert_int_equal(call_next_deadline(c, d[0]).year, 2026);
    assert_int_equal(call_next_deadline(c, day("2026-01-16")).year, 2027);
    assert_false(date_is_set(call_next_deadline(c, day("2027-01-16"))));
    call_free(c);
}

static void test_fields(void **state)
{
    (void)state;
    for (int i = 0; i < FIELD_COUNT; i++)
        assert_int_equal(call_field_find(call_field_name(i)), i);
    assert_int_equal(call_field_find("nothing"), -1);
    assert_string_equal(call_field_name(FIELD_CONTACT), "contact");
}

static struct call *with_ceiling(double ceiling, double confidence)
{
    static const char words[] = "at most";
    struct call *c = call_new();
    c->award_ceiling = ceiling;
    memcpy(c->currency, "SEK", 4);
    call_set_evidence(c, FIELD_AWARD_CEILING, words, strlen(words), NULL,
                      confidence);
    return c;
}

/* What one page hints at gives way to what another of the call's says. */
static void test_hints_give_way(void **state)
{
    (void)state;
    static const struct {
        double mine, other, want; /* confidence; the ceiling that stays */
    } rows[] = {
        {0.4, 0.9, 200}, {0.9, 0.4, 100}, {0.4, 0.4, 100}, {0.9, 0.7, 100}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct call *c = with_ceiling(100, rows[i].mine);
        struct call *from = with_ceiling(200, rows[i].other);
        call_fill(c, from, "http://other.localhost/");
        assert_true(c->award_ceiling == rows[i].want);
        call_free(c);
        call_free(from);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hints_give_way),
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_writer_keeps_caps),
        cmocka_unit_test(test_status),
        cmocka_unit_test(test_meetings),
        cmocka_unit_test(test_changed_meeting),
        cmocka_unit_test(test_next_deadline),
        cmocka_unit_test(test_fields),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
