/* test_events.c - what has happened to a call, out of its history. */
#include "../../search/events.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* A call that was first seen long ago, open until 2027-01-29, with MORE. */
#define CALL(more)                                                             \
    "{\"id\":\"a\",\"url\":\"https://f.se/a\",\"title\":\"Stöd\","            \
    "\"status\":\"open\",\"deadlines\":[\"2027-01-29\"],"                      \
    "\"first_seen\":\"2026-01-01T04:00:00Z\"," more "}"
#define CHANGE(day, field, old, new)                                           \
    "{\"at\":\"" day "T04:00:00Z\",\"field\":\"" field "\",\"old\":" old       \
    ",\"new\":" new "}"

static struct arena *mem;
static struct history h;
static struct event *events;
static size_t n;

static const char *told_key;

static bool is_told(void *arg, const char *call, const char *key)
{
    (void)arg;
    assert_string_equal(call, "a");
    return told_key != NULL && strcmp(key, told_key) == 0;
}

static int setup(void **state)
{
    (void)state;
    mem = arena_new();
    told_key = NULL;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    history_free(&h);
    arena_free(mem);
    return 0;
}

static struct date day(const char *iso)
{
    struct date d = DATE_NONE;
    assert_true(date_parse_iso(iso, &d));
    return d;
}

/* The events of JSON from 2026-11-01 on, on 2026-11-23, as "kind:field ...". */
static const char *happened(const char *json, bool others)
{
    struct err e = ERR_INIT;
    const struct events_wanted w = {
        .since = day("2026-11-01"),
        .today = day("2026-11-23"),
        .closing_days = 14,
        .others = others,
        .is_told = is_told,
    };
    const char *all = "";
    history_free(&h);
    if (history_read(mem, json, strlen(json), &h, &e) != ST_OK)
        fail_msg("%s", e.text);
    n = events_of(mem, &h, &w, &events);
    for (size_t i = 0; i < n; i++)
        all = arena_printf(mem, "%s%s%s:%s", all, i > 0 ? " " : "",
                           event_name(events[i].kind),
                           events[i].field != NULL ? events[i].field : "");
    return all;
}

static void test_what_counts(void **state)
{
    (void)state;
    static const struct {
        const char *json, *events;
    } rows[] = {
        {CALL("\"kind\":\"grant\""), ""},
        /* Each field by its kind. */
        {CALL("\"changed\":[" CHANGE("2026-11-20", "award_ceiling", "5",
                                     "6") "," CHANGE("2026-11-20", "regions",
                                                     "[]", "[\"SE\"]") "]"),
         "sum:award_ceiling rule:regions"},
        {CALL("\"changed\":[" CHANGE("2026-11-20", "employees_max", "null",
                                     "49") "]"),
         "rule:employees_max"},
        {CALL("\"changed\":[" CHANGE("2026-11-20", "opens", "null",
                                     "\"2026-12-01\"") "]"),
         "opens:opens"},
        /* Before the day asked for. */
        {CALL("\"changed\":[" CHANGE("2026-10-31", "award_ceiling", "5",
                                     "6") "]"),
         ""},
        /* To and fro. */
        {CALL("\"changed\":[" CHANGE(
             "2026-11-20", "award_ceiling", "5",
             "6") "," CHANGE("2026-11-21", "award_ceiling", "6", "5") "]"),
         ""},
        /* The page strikes a day that has passed. */
        {CALL("\"changed\":[" CHANGE("2026-11-20", "deadlines",
                                     "[\"2026-10-01\",\"2027-01-29\"]",
                                     "[\"2027-01-29\"]") "]"),
         ""},
        {CALL("\"changed\":[" CHANGE("2026-11-20", "deadlines",
                                     "[\"2026-12-01\",\"2027-01-29\"]",
                                     "[\"2027-01-29\"]") "]"),
         "deadline:deadlines"},
        /* Meetings likewise: one that was, one that is announced. */
        {CALL("\"changed\":[" CHANGE("2026-11-20", "meetings",
                                     "[\"2026-11-12 10:00\"]", "[]") "]"),
         ""},
        {CALL("\"changed\":[" CHANGE("2026-11-20", "meetings", "[]",
                                     "[\"2026-12-09 10:00-11:00\"]") "]"),
         "meeting:meetings"},
        /* A status of its own, and one that follows from the days. */
        {CALL("\"changed\":[" CHANGE("2026-11-20", "status", "\"open\"",
                                     "\"closed\"") "]"),
         "closed:status"},
        {CALL("\"changed\":[" CHANGE("2026-11-20", "status", "\"forthcoming\"",
                                     "\"open\"") "]"),
         "opened:status"},
        {CALL("\"changed\":[" CHANGE(
             "2026-11-20", "status", "\"closed\"",
             "\"open\"") "," CHANGE("2026-11-20", "deadlines",
                                    "[\"2026-10-01\"]",
                                    "[\"2027-01-29\"]") "]"),
         "deadline:deadlines"},
        /* That a sum is in kronor goes without saying. */
        {CALL("\"changed\":[" CHANGE("2026-11-20", "currency", "null",
                                     "\"SEK\"") "," CHANGE("2026-11-20",
                                                           "award_ceiling",
                                                           "null", "5") "]"),
         "sum:award_ceiling"},
        {CALL("\"withdrawn\":\"2026-11-20T04:00:00Z\",\"changed\":[" CHANGE(
             "2026-11-20", "withdrawn", "null",
             "\"2026-11-20T04:00:00Z\"") "]"),
         "withdrawn:withdrawn"},
        {CALL("\"changed\":[" CHANGE("2026-11-20", "withdrawn",
                                     "\"2026-10-20T04:00:00Z\"", "null") "]"),
         "back:withdrawn"},
        {CALL("\"opens\":\"2026-11-10\""), "opened:opens"},
        {CALL("\"opens\":\"2026-12-10\""), ""},
        {"{\"id\":\"a\",\"deadlines\":[\"2026-12-07\"]}", "closing:deadlines"},
        {"{\"id\":\"a\",\"deadlines\":[\"2026-12-08\"]}", ""},
        {"{\"id\":\"a\",\"closed_stated\":true,\"status\":\"closed\","
         "\"deadlines\":[\"2026-12-07\"]}",
         ""},
        /* A new call is new, and nothing else. */
        {"{\"id\":\"a\",\"deadlines\":[\"2026-12-07\"],\"opens\":"
         "\"2026-11-10\",\"first_seen\":\"2026-11-10T04:00:00Z\",\"changed\":"
         "[" CHANGE("2026-11-20", "award_ceiling", "5", "6") "]}",
         "new:"},
        {"{\"id\":\"a\",\"first_seen\":\"2026-11-10T04:00:00Z\",\"withdrawn\":"
         "\"2026-11-20T04:00:00Z\",\"changed\":[" CHANGE(
             "2026-11-20", "withdrawn", "null",
             "\"2026-11-20T04:00:00Z\"") "]}",
         ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(happened(rows[i].json, false), rows[i].events);
}

static void test_others_on_demand(void **state)
{
    (void)state;
    static const char json[] = CALL(
        "\"changed\":[" CHANGE("2026-11-20", "contact", "null", "\"Eva\"") "]");
    assert_string_equal(happened(json, false), "");
    assert_string_equal(happened(json, true), "other:contact");
}

/* Moved twice: from the first to the last, with the words of both. */
static void test_words_of_both(void **state)
{
    (void)state;
    static const char json[] = CALL(
        "\"evidence\":{\"deadlines\":{\"text\":\"den 29\",\"confidence\":1}},"
        "\"changed\":[" CHANGE(
            "2026-11-10", "deadlines", "[\"2027-01-10\"]",
            "[\"2027-01-20\"]") "," CHANGE("2026-11-20", "deadlines",
                                           "[\"2027-01-20\"]",
                                           "[\"2027-01-29\"]") "],"
                                                               "\"past\":[{"
                                                               "\"until\":"
                                                               "\"2026-11-"
                                                               "10T04:00:00Z\","
                                                               "\"was\":{"
                                                               "\"deadlines\":["
                                                               "\"2027-01-10\"]"
                                                               ","
                                                               "\"evidence\":{"
                                                               "\"deadlines\":{"
                                                               "\"text\":"
                                                               "\"den "
                                                               "10\","
                                                               "\"confidence\":"
                                                               "1}}}},{"
                                                               "\"until\":"
                                                               "\"2026-11-"
                                                               "20T04:00:00Z\","
                                                               "\"was\":{"
                                                               "\"deadlines\":["
                                                               "\"2027-01-20\"]"
                                                               ",\"evidence\":"
                                                               "{\"deadlines\":"
                                                               "{\"text\":"
                                                               "\"den 20\","
                                                               "\"confidence\":"
                                                               "1}}}}]");
    assert_string_equal(happened(json, false), "deadline:deadlines");
    const struct event *x = &events[0];
    assert_string_equal(json_string_value(json_array_get(x->old_value, 0)),
                        "2027-01-10");
    assert_string_equal(json_string_value(json_array_get(x->new_value, 0)),
                        "2027-01-29");
    assert_string_equal(x->before->evidence[FIELD_DEADLINES].text, "den 10");
    assert_string_equal(x->after->evidence[FIELD_DEADLINES].text, "den 29");
    assert_int_equal(x->n_keys, 2);
    /* The first was told: only the second is news. */
    told_key = arena_strdup(mem, x->keys[0]);
    assert_string_equal(happened(json, false), "deadline:deadlines");
    assert_string_equal(
        json_string_value(json_array_get(events[0].old_value, 0)),
        "2027-01-20");
    assert_string_equal(events[0].before->evidence[FIELD_DEADLINES].text,
                        "den 20");
}

/* What is told as new is not told again as closing. */
static void test_keys_of_a_new_call(void **state)
{
    (void)state;
    static const char json[] = "{\"id\":\"a\",\"deadlines\":[\"2026-12-07\"],"
                               "\"first_seen\":\"2026-11-10T04:00:00Z\"}";
    assert_string_equal(happened(json, false), "new:");
    assert_int_equal(events[0].n_keys, 2);
    assert_string_equal(events[0].keys[0], "new");
    assert_string_equal(events[0].keys[1], "closing 2026-12-07");
    told_key = "new";
    assert_string_equal(happened(json, false), "closing:deadlines");
    told_key = "closing 2026-12-07";
    assert_string_equal(happened(json, false), "new:");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        TEST(test_what_counts),
        TEST(test_others_on_demand),
        TEST(test_words_of_both),
        TEST(test_keys_of_a_new_call),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
