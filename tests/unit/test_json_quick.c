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
        cmocka_unit_test(test_left),
        cmocka_unit_test(test_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
