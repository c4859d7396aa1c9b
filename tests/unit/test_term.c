/* test_term.c - widths, harmless output, fitting and wrapping. */
#include "medel/term.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_width(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int width;
    } cases[] = {
        {"", 0},
        {"abc", 3},
        {"åäö", 3},
        {"a\xCC\x8A", 1}, /* a and a combining ring */
        {"日本", 4},
        {"\xff\xfe", 2},
        {"\x1b[31m", 5},
        {"a\tb", 3},
        {"a\r\nb", 3},
        {"\xC2\x9B"
         "0m",
         3},
        {"\xE2\x80\xAE", 1},
        {"e\xC3", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(term_text_width(cases[i].text), cases[i].width);
}

static void test_safe(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool lines;
        const char *want;
    } cases[] = {
        {"Åsa – “stöd” €", false, "Åsa – “stöd” €"},
        {"a\x1b[2Jb", false, "a\uFFFD[2Jb"},
        {"\x1b]0;x\x07y", false, "\uFFFD]0;x\uFFFDy"},
        {"a\x7f\b", false, "a\uFFFD\uFFFD"},
        {"\xC2\x9B"
         "31m",
         false, "\uFFFD31m"},
        {"a\xE2\x80\xAE"
         "b\xE2\x81\xA6"
         "c",
         false, "a\uFFFDb\uFFFDc"},
        {"\xff\xC3", false, "\uFFFD\uFFFD"},
        {"\xED\xA0\x80", false, "\uFFFD\uFFFD\uFFFD"},
        {"a\nb\r\nc\td", false, "a b c d"},
        {"a\nb\r\nc\td\re", true, "a\nb\nc\td\ne"},
        {"a\xE2\x80\xA8"
         "b",
         false, "a b"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buf b;
        buf_init(&b, 1000);
        assert_int_equal(term_safe(&b, cases[i].text, cases[i].lines), ST_OK);
        assert_string_equal(b.data, cases[i].want);
        buf_free(&b);
    }
    struct buf small;
    buf_init(&small, 3);
    assert_int_equal(term_safe(&small, "abcdef", false), ST_LIMIT);
    buf_free(&small);
}

static void test_control(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t bytes;
    } cases[] = {
        {"", 0},           {"a", 0},           {" ", 0},
        {"\n", 1},         {"\t", 1},          {"\x1b[m", 1},
        {"\x7f", 1},       {"å", 0},           {"\xC2\x85", 2},
        {"\u00a0", 0},     {"\u061c", 2},      {"\u0628", 0},
        {"\u200b", 0},     {"\u200e", 3},      {"\u202e", 3},
        {"\u2013", 0},     {"\u2069", 3},      {"日", 0},
        {"\xff", 0},       {"\xC2", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(term_control(cases[i].text), cases[i].bytes);
}

static void test_safe_json(void **state)
{
    (void)state;
    static const struct {
        const char *json, *want;
    } cases[] = {
        {"", ""},
        {"{\"a\":\"Åsa – 日\"}", "{\"a\":\"Åsa – 日\"}"},
        {"\"a\xC2\x9B" "2J\"", "\"a\\u009b2J\""},
        {"\"\x7f\"", "\"\\u007f\""},
        {"\"x\u202e\u2066y\u061c\"", "\"x\\u202e\\u2066y\\u061c\""},
        {"\u202e", "\\u202e"}, /* at the very end of what is there */
        {"\xE2\x80", "\xE2\x80"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buf b;
        buf_init(&b, 1000);
        assert_int_equal(
            term_safe_json(&b, cases[i].json, strlen(cases[i].json)), ST_OK);
        assert_string_equal(b.data, cases[i].want);
        buf_free(&b);
    }
    struct buf small;
    buf_init(&small, 7);
    assert_int_equal(term_safe_json(&small, "ab\u202e", 5), ST_LIMIT);
    buf_free(&small);
}

static void test_fit(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int width;
        bool pad;
        const char *want;
    } cases[] = {
        {"abc", 5, false, "abc"},      {"abc", 5, true, "abc  "},
        {"abcdef", 6, true, "abcdef"}, {"abcdefg", 6, false, "abcde…"},
        {"åäöåäö", 4, true, "åäö…"},   {"日本語", 5, true, "日本…"},
        {"日本語", 4, true, "日… "},   {"abc", 0, true, ""},
        {"abc", -3, true, ""},         {"abc", 1, true, "…"},
        {"a\nb", 3, false, "a b"},     {"\x1bxy", 2, false, "\uFFFD…"},
        {"", 3, true, "   "},
        /* Combining marks stay with their letter and take no cell. */
        {"a\u0308b\u0308", 2, true, "a\u0308b\u0308"},
        {"a\u0308b\u0308c\u0308", 2, true, "a\u0308…"},
        {"a\u0308\u0323\u0330", 3, true, "a\u0308\u0323\u0330  "},
        {"👍👍👍", 4, true, "👍… "},
        {"한국어", 6, true, "한국어"},
        {"x\u200By", 2, true, "x\u200By"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buf b;
        buf_init(&b, 1000);
        assert_int_equal(
            term_fit(&b, cases[i].text, cases[i].width, cases[i].pad), ST_OK);
        assert_string_equal(b.data, cases[i].want);
        buf_free(&b);
    }
}

static void test_wrap(void **state)
{
    (void)state;
    static const struct {
        const char *before, *text;
        int width, indent;
        const char *want;
    } cases[] = {
        {"", "ett två tre fyra", 8, 2, "ett två\n  tre\n  fyra"},
        {"", "ett två tre fyra", 80, 2, "ett två tre fyra"},
        {"", "  ett \n\t två  ", 80, 0, "ett två"},
        {"", "", 10, 4, ""},
        {"", "https://example.org/lång/väg och mer", 10, 2,
         "https://example.org/lång/väg\n  och mer"},
        {"Varför: ", "ett två tre", 14, 8,
         "Varför: ett\n        två\n        tre"},
        {"x\n  ", "ett två", 7, 2, "x\n  ett\n  två"},
        {"",
         "a\x1b"
         "b c",
         3, 0, "a\uFFFDb\nc"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buf b;
        buf_init(&b, 1000);
        buf_puts(&b, cases[i].before);
        assert_int_equal(
            term_wrap(&b, cases[i].text, cases[i].width, cases[i].indent),
            ST_OK);
        assert_string_equal(b.data, cases[i].want);
        buf_free(&b);
    }
}

static void test_environment(void **state)
{
    (void)state;
    setenv("COLUMNS", "132", 1);
    assert_int_equal(term_width(-1), 132);
    static const char *const bad[] = {"", "0", "-5", "wide", "99999999999"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        setenv("COLUMNS", bad[i], 1);
        assert_int_equal(term_width(-1), 80);
    }
    assert_false(term_has_colour(-1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_width),       cmocka_unit_test(test_safe),
        cmocka_unit_test(test_control),
        cmocka_unit_test(test_safe_json),
        cmocka_unit_test(test_fit),         cmocka_unit_test(test_wrap),
        cmocka_unit_test(test_environment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
