/* test_codes.c - the spelling of codes and what a misspelt one suggests. */
#include "medel/codes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_round_trip(void **state)
{
    (void)state;
    static const int counts[] = {14, 22, 27, 7, 3, 5, 11};
    for (int kind = 0; kind < 7; kind++) {
        assert_int_equal(code_count(kind), counts[kind]);
        for (int i = 0; i < code_count(kind); i++)
            assert_int_equal(code_find(kind, code_name(kind, i)), i);
    }
    assert_string_equal(code_name(CODE_REGION, REGION_SE_BD), "SE-BD");
    assert_string_equal(code_name(CODE_REGION, REGION_SE_Z), "SE-Z");
    assert_string_equal(code_name(CODE_REGION, REGION_IS), "IS");
    assert_string_equal(code_name(CODE_APPLICANT, APPLICANT_LEGAL_PERSON),
                        "legal_person");
    assert_string_equal(code_name(CODE_KIND, CALL_PROGRAMME), "programme");
    assert_string_equal(code_name(CODE_STATUS, CALL_CLOSED), "closed");
    assert_string_equal(code_name(CODE_LANGUAGE, LANG_FI), "fi");
    assert_int_equal(code_find(CODE_REGION, "se-bd"), -1);
    assert_int_equal(code_find(CODE_THEME, ""), -1);
    /* The counties are exactly the codes with a dash. */
    for (int i = 0; i < code_count(CODE_REGION); i++)
        assert_int_equal((REGION_COUNTIES & CODE_BIT(i)) != 0,
                         strchr(code_name(CODE_REGION, i), '-') != NULL);
}

static void test_suggest(void **state)
{
    (void)state;
    static const struct {
        enum code_kind kind;
        const char *name, *nearest;
    } cases[] = {
        {CODE_APPLICANT, "cooperatve", "cooperative"},
        {CODE_APPLICANT, "Association", "association"},
        {CODE_APPLICANT, "fundation", "foundation"},
        {CODE_APPLICANT, "förening", NULL},
        {CODE_APPLICANT, "", NULL},
        {CODE_THEME, "work-integration", "work_integration"},
        {CODE_THEME, "rurla", "rural"},
        {CODE_THEME, "xyzzy", NULL},
        {CODE_REGION, "BD", "SE-BD"},
        {CODE_REGION, "z", "SE-Z"},
        {CODE_REGION, "se-ac", "SE-AC"},
        {CODE_REGION, "SEBD", "SE-BD"},
        {CODE_REGION, "Norrbotten", NULL},
        {CODE_LANGUAGE, "SV", "sv"},
        {CODE_LANGUAGE, "xx", NULL},
        {CODE_STATUS, "opne", "open"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *s = code_suggest(cases[i].kind, cases[i].name);
        if (cases[i].nearest == NULL)
            assert_null(s);
        else
            assert_string_equal(s != NULL ? s : "(none)", cases[i].nearest);
    }
    char huge[5000];
    memset(huge, 'a', sizeof huge - 1);
    huge[sizeof huge - 1] = '\0';
    assert_null(code_suggest(CODE_THEME, huge));
    assert_null(code_suggest(CODE_THEME, "\xff\xfe\xfd\xfc"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_suggest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
