/* test_utf8.c - validity and cutting at characters. */
#include "medel/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include <cmocka.h>

static void test_valid(void **state)
{
    (void)state;
    static const char *const good[] = {"",  "abc", "åäö",
                                       "€", "😀",   "\xf4\x8f\xbf\xbf"};
    static const char *const bad[] = {
        "\x80",
        "\xc3",
        "\xc0\xaf",
        "\xe0\x80\xaf",
        "\xed\xa0\x80",
        "\xf4\x90\x80\x80",
        "\xf0\x80\x80\x80",
        "a\xff",
        "\xe2\x82",
        "\xc3(",
    };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_true(utf8_valid(good[i], strlen(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(utf8_valid(bad[i], strlen(bad[i])));
}

/* As utf8proc has it, wherever in a text what stands. */
static void test_valid_runs(void **state)
{
    (void)state;
    static const char *const PIECES[] = {
        "a", "b", "å",    "Ö",    "÷",        "é",    " ",
        "€", "😀", "\xc3", "\x80", "\xe2\x82", "\xdf", "\xff"};
    unsigned seed = 1, valid = 0;
    for (int round = 0; round < 20000; round++) {
        char text[256];
        size_t len = 0, at = 0;
        unsigned kinds = 7 + (unsigned)round % 8;
        while (len < 20 + (size_t)round % 200) {
            seed = seed * 1103515245 + 12345;
            unsigned i = (seed >> 16) % kinds;
            /* Odd ones are rare. */
            const char *p = PIECES[i > 6 && (seed >> 24) % 30 != 0 ? i % 7 : i];
            memcpy(text + len, p, strlen(p));
            len += strlen(p);
        }
        char *exact = malloc(len);
        memcpy(exact, text, len);
        while (at < len) {
            utf8proc_int32_t c;
            utf8proc_ssize_t n =
                utf8proc_iterate((const utf8proc_uint8_t *)text + at,
                                 (utf8proc_ssize_t)(len - at), &c);
            if (n <= 0)
                break;
            at += (size_t)n;
        }
        assert_int_equal(utf8_valid(exact, len), at == len);
        valid += at == len;
        free(exact);
    }
    assert_in_range(valid, 2000, 18000); /* some of either */
}

static void test_clip(void **state)
{
    (void)state;
    static const char text[] = "aå€😀b";
    static const size_t ends[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11};
    size_t len = strlen(text);
    for (size_t max = 0; max <= len; max++)
        assert_int_equal(utf8_clip(text, len, max), ends[max]);
    assert_int_equal(utf8_clip(text, len, 100), len);
    assert_int_equal(utf8_clip("\x80\x80\x80\x80\x80", 5, 4), 4);
    assert_int_equal(utf8_clip("\x80\x80", 2, 1), 1);
}

static void test_count(void **state)
{
    (void)state;
    assert_int_equal(utf8_count("", 0), 0);
    assert_int_equal(utf8_count("Piteå", 6), 5);
    assert_int_equal(utf8_count("€20", 5), 3);
    assert_int_equal(utf8_count("Piteå", 3), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_valid),
        cmocka_unit_test(test_valid_runs),
        cmocka_unit_test(test_count),
        cmocka_unit_test(test_clip),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
