/* test_sign_words.c - each sign that a page is weighed by has words. */
#include "../../indexer/sign_words.h"

#include "../../read/recognise.h"
#include "../../read/vocab_int.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void test_all_have_words(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    for (int i = 1; i < PAGE_SIGN_COUNT; i++) {
        const char *code =
            vocab_weight_code((enum weight)(WEIGHT_PAGE_BIAS + i));
        assert_memory_equal(code, "page.", 5);
        const char *reason = arena_printf(mem, "+1.2 %s", code + 5);
        const char *words = sign_words(mem, reason);
        assert_memory_equal(words, "+1.2 ", 5);
        if (strcmp(words, reason) == 0)
            fail_msg("%s has no words", code);
    }
    arena_free(mem);
}

static void test_words(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    assert_string_equal(sign_words(mem, "-2.3 decision.title"),
                        "-2.3 words of decisions in headings");
    assert_string_equal(sign_words(mem, "+0.4 fact.award"),
                        "+0.4 states what one can get");
    assert_string_equal(sign_words(mem, "-0.8 words beslut, projektet"),
                        "-0.8 words of the page: beslut, projektet");
    /* What another reader might say. */
    assert_string_equal(sign_words(mem, "-0.8 words"), "-0.8 words");
    assert_string_equal(sign_words(mem, "+0.4 decision"), "+0.4 decision");
    assert_string_equal(sign_words(mem, "+0.4 decisions.title"),
                        "+0.4 decisions.title");
    assert_string_equal(sign_words(mem, "decision.title"), "decision.title");
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_have_words),
        cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
