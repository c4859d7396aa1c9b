/* test_aside.c - texts that tidy is not given come back as it would have left
 * them; what it would change it is given. */
#include "../../worker/aside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#define SIGN "\xf3\xb0\x80\x80" /* the first */

static struct arena *mem;
static struct buf out;

static int setup(void **state)
{
    (void)state;
    mem = arena_new();
    buf_init(&out, 1000);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    buf_free(&out);
    arena_free(mem);
    return 0;
}

static void expect_text(const char *text, const char *markup,
                        const char *restored)
{
    struct aside a;
    enum status st = ST_BUG;
    size_t len;
    aside_init(&a, mem, text, strlen(text));
    buf_reset(&out);
    assert_true(aside_put_text(&a, &out, text, strlen(text), &st));
    assert_int_equal(st, ST_OK);
    assert_string_equal(out.data, markup);
    const char *s = aside_restore(&a, out.data, out.len, &len);
    assert_string_equal(s, restored);
    assert_int_equal(len, strlen(restored));
}

static void texts_come_back(void **state)
{
    (void)state;
    expect_text("Sök bidrag", SIGN, "Sök bidrag");
    expect_text("\n\t Sök\r\n   bidrag \t här \n", "\n" SIGN " ",
                "\nSök bidrag här ");
    expect_text("1 000–2 000 “kr” > 5", SIGN, "1 000–2 000 “kr” > 5");
}

static void tidy_is_given_what_it_changes(void **state)
{
    static const char *const texts[] = {"",
                                        "kort",
                                        "   \n  ",
                                        "stöd &amp; bidrag",
                                        "ett < två",
                                        "stöd\x1b bidrag",
                                        "stöd\f bidrag",
                                        "stöd\u00a0bidrag",
                                        "stöd\xc2\x85"
                                        "bidrag",
                                        "\ufeffstöd och bidrag",
                                        "\U0001F600 med bild"};
    static const char *const values[] = {
        " med blank", "två  blanka", "rad\nbryt", "tabb\tar", "cit\"at",
        "st>or",      "st<or",       "a&b-c-d",   "kort"};
    struct aside a;
    enum status st;
    (void)state;
    aside_init(&a, mem, "", 0);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (aside_put_text(&a, &out, texts[i], strlen(texts[i]), &st))
            fail_msg("\"%s\"", texts[i]);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (aside_put_value(&a, &out, values[i], strlen(values[i]), &st))
            fail_msg("\"%s\"", values[i]);
    assert_int_equal(out.len, 0);
    assert_true(aside_put_value(&a, &out, "/stöd/sök.html", 16, &st));
    assert_string_equal(out.data, SIGN);
}

static void several_in_one_text(void **state)
{
    struct aside a;
    enum status st;
    size_t len;
    (void)state;
    aside_init(&a, mem, "", 0);
    for (int i = 0; i < 100; i++) {
        char text[40];
        snprintf(text, sizeof text, "text nummer %d ", i);
        assert_true(aside_put_text(&a, &out, text, strlen(text), &st));
    }
    const char *s = aside_restore(&a, out.data, out.len, &len);
    assert_non_null(strstr(s, "text nummer 0 text nummer 1 text"));
    assert_non_null(strstr(s, "text nummer 98 text nummer 99 "));
    assert_int_equal(len, strlen(s));
    /* A sign that stands for nothing, half of one, none. */
    const char *odd[] = {"a \xf3\xb0\x82\x80 b", "a \xf3\xb0", "\xf3", ""};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        assert_string_equal(aside_restore(&a, odd[i], strlen(odd[i]), &len),
                            odd[i]);
}

static void a_page_may_have_such_signs(void **state)
{
    struct aside a;
    enum status st;
    (void)state;
    aside_init(&a, mem, "x" SIGN, 5);
    assert_false(aside_put_text(&a, &out, "Sök bidrag", 11, &st));
    assert_false(aside_put_value(&a, &out, "Sök bidrag", 11, &st));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(texts_come_back, setup, teardown),
        cmocka_unit_test_setup_teardown(tidy_is_given_what_it_changes, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(several_in_one_text, setup, teardown),
        cmocka_unit_test_setup_teardown(a_page_may_have_such_signs, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
