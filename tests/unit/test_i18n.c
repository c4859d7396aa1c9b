/* test_i18n.c - which language is spoken, and what does not follow it. */
#include "medel/i18n.h"

#include "../../search/format.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char locale_dir[4096];

/* As if begun with these; NULL is unset. */
static void begin(const char *all, const char *messages, const char *lang,
                  const char *language)
{
    const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"};
    const char *const values[] = {all, messages, lang, language};
    for (int i = 0; i < 4; i++) {
        if (values[i] != NULL)
            setenv(names[i], values[i], 1);
        else
            unsetenv(names[i]);
    }
    setlocale(LC_ALL, "C");
    i18n_begin(locale_dir);
}

static void test_choice(void **state)
{
    (void)state;
    static const struct {
        const char *all, *messages, *lang, *language;
        bool swedish;
    } cases[] = {
        {NULL, NULL, NULL, NULL, false},
        {"sv_SE.UTF-8", NULL, NULL, NULL, true},
        {"sv_SE@euro", NULL, "en_US.UTF-8", NULL, true},
        {NULL, "sv", "en_US.UTF-8", NULL, true},
        {NULL, NULL, "sv_SE.utf8", NULL, true},
        {NULL, NULL, "C.UTF-8", "sv", true},
        {NULL, NULL, "en_US.UTF-8", "sv_SE:en", true},
        {"", "", "sv_SE", "", true},
        {"C", NULL, "sv_SE.UTF-8", NULL, false},
        {"C", NULL, NULL, "sv", false},
        {"POSIX", NULL, "sv_SE.UTF-8", "sv", false},
        {NULL, NULL, "sv_SE.UTF-8", "en_GB:en:sv", false},
        {NULL, NULL, "sv_SE.UTF-8", "enx:sv", true},
        {NULL, NULL, "fi_FI.UTF-8", NULL, false},
        {NULL, NULL, "svx", NULL, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        begin(cases[i].all, cases[i].messages, cases[i].lang,
              cases[i].language);
        assert_int_equal(i18n_is_swedish(), cases[i].swedish);
        assert_string_equal(_("cannot open %s"), cases[i].swedish
                                                     ? "kan inte öppna %s"
                                                     : "cannot open %s");
    }
}

static void test_only_messages(void **state)
{
    (void)state;
    char number[32];
    begin("sv_SE.UTF-8", NULL, NULL, NULL);
    snprintf(number, sizeof number, "%.1f", 2.5);
    assert_string_equal(number, "2.5");
    assert_true(strtod("2.5", NULL) > 2);
    assert_string_equal(setlocale(LC_NUMERIC, NULL), "C");
    assert_string_equal(setlocale(LC_COLLATE, NULL), "C");
    assert_string_equal(setlocale(LC_TIME, NULL), "C");
}

static void test_without_translations(void **state)
{
    (void)state;
    begin("sv_SE.UTF-8", NULL, NULL, NULL);
    i18n_begin("/nonexistent");
    assert_false(i18n_is_swedish());
    assert_string_equal(_("cannot open %s"), "cannot open %s");
}

static void test_swedish_figures(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct date today = {2026, 11, 23}, later = {2026, 11, 25};
    begin("sv_SE.UTF-8", NULL, NULL, NULL);
    assert_string_equal(format_sum(mem, 1234567, "SEK"),
                        "1\u00a0234\u00a0567\u00a0kr");
    assert_string_equal(format_sum_range(mem, 20000, 60000, "EUR"),
                        "20\u00a0000–60\u00a0000\u00a0euro");
    assert_string_equal(format_sum_range(mem, 0, 5000, ""),
                        "upp till 5\u00a0000\u00a0kr");
    assert_string_equal(format_percent(mem, 66.7), "66,7\u00a0%");
    assert_string_equal(format_number(mem, 4.25, 2), "4,25");
    assert_string_equal(format_number(mem, 2, -1), "2");
    assert_string_equal(format_days(mem, today, today), "i dag");
    assert_string_equal(format_days(mem, later, today), "om 2 dagar");
    assert_string_equal(format_days(mem, today, later), "för 2 dagar sedan");
    begin("C", NULL, NULL, NULL);
    assert_string_equal(format_number(mem, 4.25, 2), "4.25");
    assert_string_equal(format_days(mem, later, today), "in 2 days");
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_choice),
        cmocka_unit_test(test_only_messages),
        cmocka_unit_test(test_without_translations),
        cmocka_unit_test(test_swedish_figures),
    };
    const char *build = getenv("MEDEL_BUILD");
    snprintf(locale_dir, sizeof locale_dir, "%s/locale",
             build != NULL ? build : "build");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
