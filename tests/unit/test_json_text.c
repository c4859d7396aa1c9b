/* test_json_text.c - the same bytes as jansson writes. */
#include "medel/json_out.h"
#include "medel/json_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void check(const json_t *v, size_t flags)
{
    struct buf b;
    buf_init(&b, 1 << 20);
    char *want = json_dumps(v, flags | JSON_ENCODE_ANY);
    assert_int_equal(json_text_append(&b, v, flags), ST_OK);
    assert_string_equal(b.data, want);
    free(want);
    buf_free(&b);
}

static void as_jansson_does(void **state)
{
    (void)state;
    char all[128];
    for (int i = 0; i < 127; i++)
        all[i] = (char)(i + 1);
    all[127] = '\0';
    json_t *o = json_pack(
        "{s:s, s:[], s:{}, s:[i,I,n,b,b], s:[f,f,f,f,f], s:{s:[{s:s}]}}",
        "text", "Åtgärd – \"så\" \\ / \xF0\x9F\x8C\xB1", "empty", "none",
        "plain", -7, (json_int_t)1 << 53, 1, 0, "reals", 0.1, 1.0, -2.5e-9,
        1e21, 0.017569461263620741, "nyckel \"ä\"\n", "djup", "s", all);
    assert_non_null(o);
    check(o, JSON_COMPACT);
    check(o, JSON_COMPACT | JSON_REAL_PRECISION(15));
    check(json_object_get(o, "text"), JSON_COMPACT);
    json_decref(o);
    o = json_stringn("a\0b", 3);
    check(o, JSON_COMPACT);
    json_decref(o);
}

static void reals_as_jansson_does(void **state)
{
    (void)state;
    static const double odd[] = {
        0.0,    -0.0,      1e-4,    1e-5,  0.00015,     999999999, 1e9,
        1e15,   0.1 + 0.2, 1.0 / 3, -0.75, 123456.7891, 1e-300,    0.99999,
        0.9999, 1e300,     0.5,     0.1,   1 - 1e-16,   0.25};
    unsigned long dice = 1;
    json_t *o = json_real(0);
    for (size_t i = 0; i < 3000; i++) {
        dice = dice * 6364136223846793005u + 1442695040888963407u;
        double n = (double)(dice >> (34 + i % 20));
        json_real_set(o, i < sizeof odd / sizeof *odd ? odd[i] : n / 10000);
        check(o, JSON_COMPACT | JSON_REAL_PRECISION(15));
        check(o, JSON_COMPACT);
        json_real_set(o, n / 7);
        check(o, JSON_COMPACT | JSON_REAL_PRECISION(15));
        check(o, JSON_COMPACT);
        json_real_set(o, (double)(dice >> 11) / (double)((uint64_t)1 << 53));
        check(o, JSON_COMPACT);
    }
    json_decref(o);
}

static void tell(struct json_out *o)
{
    json_t *given = json_pack("{s:[i]}", "given", 1);
    json_out_object(o, NULL);
    json_out_array(o, "none");
    json_out_end(o);
    json_out_name(o, "name", "å\"\n");
    json_out_array(o, "list");
    json_out_integer(o, NULL, -3);
    json_out_real(o, NULL, 0.3);
    json_out_object(o, NULL);
    json_out_bool(o, "yes", true);
    json_out_bool(o, "no", false);
    json_out_end(o);
    json_out_null(o, NULL);
    json_out_end(o);
    json_out_value(o, "value", given);
    json_out_string(o, "part", "delar", 3);
    json_out_end(o);
    json_decref(given);
}

static void text_and_tree_are_the_same(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 1 << 10);
    struct json_out text = json_out_text(&b, JSON_COMPACT),
                    tree = json_out_tree();
    tell(&text);
    tell(&tree);
    json_t *root = json_out_take(&tree);
    char *want = json_dumps(root, JSON_COMPACT);
    assert_int_equal(text.st, ST_OK);
    assert_string_equal(b.data, want);
    free(want);
    json_decref(root);
    buf_free(&b);
}

static void what_cannot_be_told_is_an_error(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 20);
    struct json_out text = json_out_text(&b, JSON_COMPACT),
                    tree = json_out_tree();
    tell(&text);
    assert_int_equal(text.st, ST_LIMIT);
    for (unsigned i = 0; i <= JSON_OUT_DEPTH; i++)
        json_out_array(&tree, NULL);
    for (unsigned i = 0; i <= JSON_OUT_DEPTH; i++)
        json_out_end(&tree);
    assert_int_equal(tree.st, ST_BUG);
    assert_null(json_out_take(&tree));
    buf_free(&b);
}

static void too_long_is_told(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 20);
    json_t *o = json_pack("[s,s]", "tolv tecken.", "tolv tecken.");
    assert_int_equal(json_text_append(&b, o, JSON_COMPACT), ST_LIMIT);
    json_decref(o);
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_jansson_does),
        cmocka_unit_test(text_and_tree_are_the_same),
        cmocka_unit_test(what_cannot_be_told_is_an_error),
        cmocka_unit_test(reals_as_jansson_does),
        cmocka_unit_test(too_long_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
