/* test_json_quick.c - the quick reader of JSON says what jansson does, or
 * nothing. */
#include "medel/json_quick.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const char record[] =
    "{\"id\":\"fond-a1\",\"title\":\"Bidrag till \\\"byar\\\" på ön\","
    "\"sum\":50000,\"none\":null,\"rate\":80.5,\"less\":-12,\"zero\":0,"
    "\"open\":true,\"gone\":false,\"empty\":{},\"list\":[],\"regions\":[\"NO\","
    "\"SE-BD\",[1,2]],\"evidence\":{\"title\":{\"text\":\"a\\\\b\\/c\\td\\re\","
    "\"confidence\":0.95}},\"text\":\"# Rubrik\\n\\nSka “kosta” 5 €.\\n\"}";

/* True where the quick reader took TEXT. */
static bool agrees(const char *text, size_t len)
{
    json_error_t why;
    json_t *quick = json_quick(text, len);
    json_t *whole = json_loadb(text, len, 0, &why);
    if (quick != NULL && (whole == NULL || !json_equal(quick, whole)))
        fail_msg("'%.*s' was read as something else", (int)len, text);
    json_decref(whole);
    json_decref(quick);
    return quick != NULL;
}

static void test_taken(void **state)
{
    const char *texts[] = {
        record,
        "{}",
        "{\"a\":\"\"}",
        "{\"a\":\"\\n\"}",
        "{\"a\":[[],{}]}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":123456789012345}",
        "{\"a\":0.94245720898562746}",
        "{\"a\":-1234567890123.456789012345678}",
        "{\"a\":-0.25}",
        "{\"a\":\"\xF0\x9F\x8C\xB1 \xE2\x82\xAC\"}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!agrees(texts[i], strlen(texts[i])))
            fail_msg("'%s' was not taken", texts[i]);
}

/* Strings are looked through by eights: every byte at every place of those. */
static void test_bytes_of_strings(void **state)
{
    char text[40];
    (void)state;
    for (unsigned at = 0; at < 24; at++)
        for (unsigned c = 0; c < 256; c++) {
            int n = snprintf(text, sizeof text, "{\"a\":\"%.*s\"}", 24,
                             "abcdefgh !#[]~\x7fz0123456789");
            text[6 + at] = (char)c;
            bool plain = c >= ' ' && c < 0x80 && c != '"' && c != '\\';
            bool taken = agrees(text, (size_t)n);
            /* What stands behind may make "\n", or not. */
            if (c != '\\')
                assert_int_equal(taken, plain);
        }
}

static void test_left_out(void **state)
{
    static const char *const but[] = {"evidence", "list", NULL};
    static const char inner[] = "{\"a\":{\"list\":[1]},\"list\":7}";
    (void)state;
    json_t *o = json_quick_but(record, strlen(record), but);
    json_t *whole = json_quick(record, strlen(record));
    assert_non_null(o);
    assert_null(json_object_get(o, "evidence"));
    assert_null(json_object_get(o, "list"));
    json_object_del(whole, "evidence");
    json_object_del(whole, "list");
    assert_true(json_equal(o, whole));
    json_decref(o);
    json_decref(whole);
    o = json_quick_but(inner, strlen(inner), but);
    assert_int_equal(
        json_array_size(json_object_get(json_object_get(o, "a"), "list")), 1);
    assert_null(json_object_get(o, "list"));
    json_decref(o);
}

/* Where what is left out ends cannot be mistaken; where it does not, nothing is
 * read, and not beyond the text. */
static void test_ends_of_what_is_left_out(void **state)
{
    static const char *const but[] = {"x", NULL};
    static const char *const values[] = {"1",
                                         "-1.5e3",
                                         "null",
                                         "\"\"",
                                         "\"]},\\\"{[\"",
                                         "[]",
                                         "[[],{}]",
                                         "{\"a\":[\"}\"],\"b\":{}}",
                                         "\"\\\\\"",
                                         "\"å]\xE2\x82\xAC\""};
    char text[80];
    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        int n = snprintf(text, sizeof text, "{\"a\":1,\"x\":%s,\"b\":2}",
                         values[i]);
        json_t *o = json_quick_but(text, (size_t)n, but);
        assert_int_equal(json_object_size(o), 2);
        assert_int_equal(json_integer_value(json_object_get(o, "b")), 2);
        json_decref(o);
        for (int k = 0; k < n; k++) {
            char *cut =
                malloc(k > 0 ? (size_t)k : 1); /* valgrind sees beyond */
            assert_non_null(cut);
            memcpy(cut, text, (size_t)k);
            assert_null(json_quick_but(cut, (size_t)k, but));
            free(cut);
        }
        n = snprintf(text, sizeof text, "{\"x\":%s}", values[i]);
        o = json_quick_but(text, (size_t)n, but);
        assert_int_equal(json_object_size(o), 0);
        assert_non_null(o);
        json_decref(o);
    }
}

/* Whatever is not compact, plain and whole is jansson's to judge. */
static void test_left(void **state)
{
    char deep[300];
    const char *texts[] = {
        "",
        "[]",
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\":1}x",
        " {\"a\":1}",
        "{\"a\": 1}",
        "{\"a\":[1,]}",
        "{\"a\":[1 2]}",
        "{\"a\":tru}",
        "{\"a\":nul}",
        "{\"a\":01}",
        "{\"a\":-}",
        "{\"a\":1.}",
        "{\"a\":.5}",
        "{\"a\":1e3}",
        "{\"a\":1234567890123456}",
        "{\"a\":\"\\u00e5\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\\"}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"b}",
        "{\"a\":\"\xC3\"}",
        "{\"a\":\"\xC0\xAF\"}",
        "{\"a\":\"\xED\xA0\x80\"}",
        "{\"a\":\"\xF4\x90\x80\x80\"}",
        "{a:1}",
        deep,
    };
    (void)state;
    memset(deep, '[', 105);
    memset(deep + 105, ']', 100);
    memcpy(deep, "{\"a\":", 5);
    memcpy(deep + 205, "}", 2);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (agrees(texts[i], strlen(texts[i])))
            fail_msg("'%s' was taken", texts[i]);
    assert_null(json_quick("{\"a\":\"b\0c\"}", 11));
}

/* A record with each byte changed in several ways, cut short and doubled. */
static void test_changed(void **state)
{
    static const char others[] = "\"\\{}[]:,0x9-.eE \n\t\xC3\xA5\x80\xFF";
    char text[sizeof record];
    size_t len = sizeof record - 1, taken = 0;
    (void)state;
    for (size_t i = 0; i < len; i++) {
        agrees(record, i);
        for (size_t k = 0; k < sizeof others; k++) { /* NUL as well */
            memcpy(text, record, sizeof record);
            text[i] = others[k];
            taken += agrees(text, len);
        }
        memcpy(text, record, sizeof record);
        memmove(text + i, text + i + 1, len - i);
        taken += agrees(text, len - 1);
    }
    assert_true(taken > len); /* letters may be others */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_taken),
        cmocka_unit_test(test_bytes_of_strings),
        cmocka_unit_test(test_left_out),
        cmocka_unit_test(test_ends_of_what_is_left_out),
        cmocka_unit_test(test_left),
        cmocka_unit_test(test_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
