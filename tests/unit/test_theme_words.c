/* test_theme_words.c - what all the words of a page say of its themes. */
#include "words_fixture.h"

#include "../../read/theme_words.h"

#include <string.h>

static struct reader reader_of(struct arena *mem, struct page_text *t)
{
    return (struct reader){.mem = mem,
                           .vocab = fixture_vocab,
                           .text = t,
                           .words = word_counts_of(fixture_vocab, t)};
}

/* What is told, and what the file says of it. */
struct told {
    char text[8000];
    double said[LEARNT_THEME_CLASSES];
};

static void keep(void *arg, const char *sign, size_t len, double strength)
{
    struct told *t = arg;
    size_t used = strlen(t->text);
    snprintf(t->text + used, sizeof t->text - used, " %.*s=%.3f ", (int)len,
             sign, strength);
    learnt_hear(vocab_learnt(fixture_vocab, LEARNT_THEMES), sign, len, strength,
                t->said);
}

static const char *const lines[] = {
    "Vi ger pengar till läger och resor för barn och unga.",
    "Unga leder verksamheten. Ansökan görs före den 1 mars.", NULL};

static void the_codes_are_in_their_order(void **state)
{
    (void)state;
    struct buf head;
    struct arena *mem = arena_new();
    struct learnt *l;
    struct err e = ERR_INIT;
    assert_int_equal(code_count(CODE_THEME), LEARNT_THEME_CLASSES);
    buf_init(&head, 10000);
    for (int t = 0; t < LEARNT_THEME_CLASSES; t++)
        buf_printf(&head, "%s\t", code_name(CODE_THEME, t));
    buf_printf(&head, "sign\n");
    assert_int_equal(
        learnt_parse(mem, LEARNT_THEMES, head.data, head.len, &l, &e), ST_OK);
    buf_free(&head);
    arena_free(mem);
}

static void words_count_by_place(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct page_text page = page_of(mem, "Ungas resor", lines, 1);
    struct reader r = reader_of(mem, &page);
    struct told t = {.text = ""};
    const struct sign_ear ear = {keep, &t};
    theme_words_tell(r.words, &ear);
    static const struct {
        const char *sign;
        double times;
    } rows[] = {{"ungas", 3},
                {"resor", 4.5},
                {"unga", 2.5},
                {"verks*", 1},
                {"*heten", 1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char want[64];
        snprintf(want, sizeof want, " %s=%.3f ", rows[i].sign,
                 rows[i].times * r.words->loudness);
        if (strstr(t.text, want) == NULL)
            fail_msg("no \"%s\" in%s", want, t.text);
    }
    assert_non_null(strstr(t.text, " !call=1.000 "));
    assert_null(strstr(t.text, " 0=")); /* numbers tell no theme */

    double said[LEARNT_THEME_CLASSES];
    theme_words_hear(&r, said);
    for (int k = 0; k < LEARNT_THEME_CLASSES; k++)
        assert_float_equal(said[k], t.said[k], 1e-3);
    arena_free(mem);
}

static void the_likeliest_theme_and_its_word(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct page_text page = page_of(mem, "Bidrag", lines, 1);
    struct reader r = reader_of(mem, &page);
    double said[LEARNT_THEME_CLASSES];
    int youth = code_find(CODE_THEME, "youth");
    theme_words_hear(&r, said);
    for (int k = 0; k < LEARNT_THEME_CLASSES; k++)
        assert_true(k == youth || said[k] < said[youth]);
    struct source s = theme_words_strongest(&r, youth);
    assert_ptr_equal(s.unit, &page.units[1]);
    assert_int_equal(s.to, s.from + 1);
    assert_string_equal(s.unit->tokens[s.from].norm, "unga");
    arena_free(mem);
}

static void a_page_without_words(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    static const char *const none[] = {NULL};
    struct page_text page = page_of(mem, "", none, 0);
    struct reader r = reader_of(mem, &page);
    double said[LEARNT_THEME_CLASSES];
    theme_words_hear(&r, said);
    for (int k = 0; k < LEARNT_THEME_CLASSES; k++)
        assert_true(said[k] < 0); /* few calls are about any one theme */
    assert_null(theme_words_strongest(&r, 0).unit);
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_codes_are_in_their_order),
        cmocka_unit_test(words_count_by_place),
        cmocka_unit_test(the_likeliest_theme_and_its_word),
        cmocka_unit_test(a_page_without_words),
    };
    return cmocka_run_group_tests(tests, fixture_load, fixture_free);
}
