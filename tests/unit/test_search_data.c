/* test_search_data.c - the data files of search: the shipped ones load, wrong
 * ones are refused with file and line. */
#include "../../search/lexicon.h"
#include "../../search/rates.h"
#include "../../search/weights.h"

#include "medel/buf.h"
#include "medel/paths.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utf8proc.h>
#include <cmocka.h>

static char dir[] = "/tmp/medel-data-XXXXXX";

static const char *shipped(struct arena *mem, const char *name)
{
    const char *share = getenv("MEDEL_SHARE");
    return arena_printf(mem, "%s/data/%s", share != NULL ? share : ".", name);
}

static const char *written(struct arena *mem, const char *name,
                           const char *text)
{
    const char *path = paths_join(mem, dir, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    return path;
}

static char *content(const char *path)
{
    struct buf b;
    struct err e = ERR_INIT;
    buf_init(&b, 1 << 20);
    assert_int_equal(buf_read_file(&b, path, &e), ST_OK);
    return buf_steal(&b);
}

/* The shipped file NAME whose first line that begins with KEY is LINE instead
 * (nothing: left out). */
static const char *changed(struct arena *mem, const char *name, const char *key,
                           const char *line)
{
    char *text = content(shipped(mem, name));
    char *at = strstr(text, arena_printf(mem, "\n%s", key));
    assert_non_null(at);
    at++;
    const char *rest = strchr(at, '\n') + 1;
    const char *all = arena_printf(mem, "%.*s%s%s%s", (int)(at - text), text,
                                   line, line[0] != '\0' ? "\n" : "", rest);
    free(text);
    return written(mem, name, all);
}

static void expect(enum status st, const struct err *e, const char *where,
                   const char *what)
{
    assert_int_equal(st, ST_INVALID);
    if (strstr(e->text, where) == NULL || strstr(e->text, what) == NULL)
        fail_msg("'%s' lacks '%s' or '%s'", e->text, where, what);
}

static void test_shipped(void **state)
{
    struct arena *mem = arena_new();
    struct err e = ERR_INIT;
    struct lexicon *l;
    struct rates *r;
    struct weights w;
    size_t n;
    (void)state;
    if (weights_load(shipped(mem, "weights.yaml"), &w, &e) != ST_OK ||
        rates_load(shipped(mem, "rates.yaml"), &r, &e) != ST_OK ||
        lexicon_load(shipped(mem, ""), &l, &e) != ST_OK)
        fail_msg("%s", e.text);
    assert_true(lexicon_is_stopword(l, "och"));
    assert_false(lexicon_is_stopword(l, "snickeri"));
    for (int t = 0; t < code_count(CODE_THEME); t++) {
        assert_non_null(lexicon_theme_words(l, t, &n));
        assert_true(n >= 8);
    }
    assert_true(lexicon_group_count(l) > 40);
    lexicon_free(l);
    rates_free(r);
    arena_free(mem);
}

static void test_weights_refused(void **state)
{
    struct arena *mem = arena_new();
    struct weights w;
    const struct {
        const char *key, *line, *what;
    } rows[] = {
        {"  place: ", "  place: -1", "parts.place"},
        {"  place: ", "  place: nan", "parts.place"},
        {"  place: ", "  place: much", "much"},
        {"  place: ", "  plaice: 28", "plaice"},
        {"  grant: ", "", "grant"},
        {"  grant: ", "  grant: 2", "kinds.grant"},
        {"  themes: [", "  themes: [busines]", "busines"},
        {"  value: ", "  value: 7", "general.value"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct err e = ERR_INIT;
        enum status st = weights_load(
            changed(mem, "weights.yaml", rows[i].key, rows[i].line), &w, &e);
        expect(st, &e, "weights.yaml:", rows[i].what);
    }
    arena_free(mem);
}

/* The line is that of the value, not just any. */
static void test_line(void **state)
{
    struct arena *mem = arena_new();
    struct rates *r;
    struct err e = ERR_INIT;
    const char *path = written(mem, "rates.yaml",
                               "sek:\n  EUR: 11\n  NOK: 1\n  DKK: 0\n  ISK: 1\n"
                               "  GBP: 13\n  USD: 10\n");
    (void)state;
    expect(rates_load(path, &r, &e), &e, "rates.yaml:4:", "sek.DKK");
    err_clear(&e);
    path = written(mem, "rates.yaml", "");
    expect(rates_load(path, &r, &e), &e, "rates.yaml:1:", "");
    err_clear(&e);
    path = written(mem, "rates.yaml", "sek: [\n");
    expect(rates_load(path, &r, &e), &e, "rates.yaml:", "");
    err_clear(&e);
    assert_int_not_equal(rates_load(paths_join(mem, dir, "none.yaml"), &r, &e),
                         ST_OK);
    assert_non_null(strstr(e.text, "none.yaml"));
    arena_free(mem);
}

static void test_lexicon_refused(void **state)
{
    struct arena *mem = arena_new();
    struct lexicon *l;
    struct err e = ERR_INIT;
    (void)state;
    written(mem, "stopwords.yaml", "words: [och]\n");
    written(mem, "synonyms.yaml", "groups:\n  - same: [a, b]\n");
    written(mem, "theme_words.yaml",
            "themes:\n  - theme: rurall\n    words: [by]\n");
    expect(lexicon_load(dir, &l, &e), &e, "theme_words.yaml:2:", "rurall");
    err_clear(&e);
    written(mem, "synonyms.yaml", "groups:\n  - same: [alone]\n");
    expect(lexicon_load(dir, &l, &e), &e, "synonyms.yaml:", "");
    arena_free(mem);
}

static void test_rates(void **state)
{
    struct arena *mem = arena_new();
    struct rates *r;
    struct err e = ERR_INIT;
    double x = 0;
    (void)state;
    const char *path =
        written(mem, "rates.yaml",
                "sek: {EUR: 10, NOK: 1, DKK: 1.5, ISK: 0.1, GBP: 13, "
                "USD: 10}\n");
    assert_int_equal(rates_load(path, &r, &e), ST_OK);
    assert_true(rates_convert(r, 2, "EUR", "SEK", &x));
    assert_float_equal(x, 20, 1e-9);
    assert_true(rates_convert(r, 30, "", "DKK", &x));
    assert_float_equal(x, 20, 1e-9);
    assert_true(rates_convert(r, 7, "XYZ", "XYZ", &x));
    assert_float_equal(x, 7, 1e-9);
    assert_false(rates_convert(r, 7, "XYZ", "SEK", &x));
    assert_true(rates_convert(NULL, 7, "SEK", "", &x));
    assert_false(rates_convert(NULL, 7, "EUR", "SEK", &x));
    rates_free(r);
    arena_free(mem);
}

static void test_words(void **state)
{
    struct arena *mem = arena_new();
    const char **w;
    (void)state;
    assert_int_equal(
        lexicon_words(mem, "E-sport & KÖK, Luleas 7:e; \xff", 9, &w), 0);
    size_t n = lexicon_words(mem, "E-sport & KÖK, 7:e –x", 9, &w);
    assert_int_equal(n, 6);
    assert_string_equal(w[0], "e");
    assert_string_equal(w[1], "sport");
    assert_string_equal(w[2], "kök");
    assert_string_equal(w[3], "7");
    assert_string_equal(w[5], "x");
    assert_int_equal(lexicon_words(mem, "ko\u0308k", 9, &w), 1);
    assert_string_equal(w[0], "kök");
    assert_int_equal(lexicon_words(mem, "a b c d", 2, &w), 2);
    assert_int_equal(lexicon_words(mem, "", 2, &w), 0);
    arena_free(mem);
}

/* Text of plain letters is folded without utf8proc, to the same. */
static void test_fold(void **state)
{
    struct arena *mem = arena_new();
    (void)state;
    for (utf8proc_int32_t a = 1; a < 0x250; a++)
        for (utf8proc_int32_t b = 0x40; b < 0x310; b += b < 0x100 ? 1 : 0x20) {
            utf8proc_uint8_t text[12], *folded = NULL;
            utf8proc_ssize_t n = utf8proc_encode_char(a, text);
            n += utf8proc_encode_char(b, text + n);
            text[n] = '\0';
            utf8proc_ssize_t len = utf8proc_map(
                text, 0, &folded,
                UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE |
                    UTF8PROC_CASEFOLD);
            assert_true(len >= 0);
            assert_string_equal(lexicon_fold(mem, (const char *)text),
                                (const char *)folded);
            free(folded);
        }
    arena_free(mem);
}

static int make_dir(void **state)
{
    (void)state;
    return mkdtemp(dir) == NULL;
}

static int remove_dir(void **state)
{
    static const char *const names[] = {"weights.yaml", "rates.yaml",
                                        "stopwords.yaml", "synonyms.yaml",
                                        "theme_words.yaml"};
    struct arena *mem = arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(paths_join(mem, dir, names[i]));
    arena_free(mem);
    return rmdir(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shipped), cmocka_unit_test(test_weights_refused),
        cmocka_unit_test(test_line),    cmocka_unit_test(test_lexicon_refused),
        cmocka_unit_test(test_rates),   cmocka_unit_test(test_words),
        cmocka_unit_test(test_fold),
    };
    return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
