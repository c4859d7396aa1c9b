/* test_learnt.c - learnt weights: their file, the signs of a sum, what sums are
 * taken for by them. */
#include "read_fixture.h"

#include "../../read/learnt.h"
#include "../../read/sum_signs.h"

#include <string.h>

#define HEAD "other\tceiling\tfloor\tfixed\tbudget\tsign\n"

static enum status parse(struct arena *mem, const char *text,
                         struct learnt **ret, struct err *e)
{
    return learnt_parse(mem, LEARNT_SUMS, text, strlen(text), ret, e);
}

static void test_errors(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"", "learnt-sums.txt: the file is empty"},
        {"# nothing\n", "learnt-sums.txt: the file is empty"},
        {"1\t2\t3\t4\t5\t<a\n", "learnt-sums.txt:1: the first line must name"},
        {HEAD "# x\n1\t2\t3\t4\t<a\n", "learnt-sums.txt:3: 5 weights"},
        {HEAD "1\t2\t3\t4\t5x\t<a\n", "learnt-sums.txt:2: 5 weights"},
        {HEAD "1\t2\t3\t4\t99999\t<a\n", "learnt-sums.txt:2: 5 weights"},
        {HEAD "1\t2\t3\t4\t\t<a\n", "learnt-sums.txt:2: 5 weights"},
        {HEAD "1\t2\t3\t4\t5", "learnt-sums.txt:2: 5 weights"},
        {HEAD "1\t2\t3\t4\t5\t\n", "learnt-sums.txt:2: the sign is missing"},
        {HEAD "1\t2\t3\t4\t5\t<a\n6\t7\t8\t9\t0\t<a\n",
         "learnt-sums.txt:3: stands twice"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *mem = arena_new();
        struct learnt *l;
        struct err e = ERR_INIT;
        assert_int_equal(parse(mem, rows[i].text, &l, &e), ST_INVALID);
        if (strstr(e.text, rows[i].want) == NULL)
            fail_msg("\"%s\" does not say \"%s\"", e.text, rows[i].want);
        arena_free(mem);
    }
}

static void test_shares(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct learnt *l;
    struct err e = ERR_INIT;
    double said[LEARNT_CLASSES] = {0};
    assert_int_equal(
        parse(mem, "# learnt\n" HEAD "0\t200\t-100\t0\t0\t<up to\n", &l, &e),
        ST_OK);
    assert_true(learnt_hear(l, "<up to", 6, 0.5, said));
    assert_false(learnt_hear(l, "<unheard", 8, 1, said));
    assert_float_equal(said[LEARNT_CEILING], 1, 1e-9);
    assert_float_equal(said[LEARNT_FLOOR], -0.5, 1e-9);
    learnt_shares(said);
    double sum = 0;
    for (int k = 0; k < LEARNT_CLASSES; k++)
        sum += said[k];
    assert_float_equal(sum, 1, 1e-9);
    assert_true(said[LEARNT_CEILING] > said[LEARNT_BUDGET]);
    assert_true(said[LEARNT_FLOOR] < said[LEARNT_BUDGET]);
    arena_free(mem);
}

/* A file has its own classes. */
static void test_pages(void **state)
{
    (void)state;
    static const char text[] = "title\theading\tlead\ttext\tsign\n"
                               "0\t5\t-7\t110\tansök*\n";
    struct arena *mem = arena_new();
    struct learnt *l;
    struct err e = ERR_INIT;
    double said[LEARNT_PLACES] = {0};
    assert_int_equal(
        learnt_parse(mem, LEARNT_PAGES, text, strlen(text), &l, &e), ST_OK);
    assert_true(learnt_hear(l, "ansök*", strlen("ansök*"), 2, said));
    assert_float_equal(said[LEARNT_HEADING], 0.1, 1e-9);
    assert_float_equal(said[LEARNT_LEAD], -0.14, 1e-9);
    assert_float_equal(said[LEARNT_TEXT], 2.2, 1e-9);
    assert_int_equal(
        learnt_parse(mem, LEARNT_PAGES, HEAD, strlen(HEAD), &l, &e),
        ST_INVALID);
    assert_non_null(strstr(e.text, "learnt-pages.txt:1: the first line"));
    arena_free(mem);
}

/* All signs of a sum, each after a space. */
struct heard {
    char text[8000];
};

static void keep(void *arg, const char *sign, size_t len, double strength)
{
    struct heard *h = arg;
    size_t used = strlen(h->text);
    assert_true(strength > 0 && strength <= 1);
    snprintf(h->text + used, sizeof h->text - used, " %.*s ", (int)len, sign);
}

static void hear(struct arena *mem, const char *sentence, size_t which,
                 struct heard *h)
{
    struct unit units[1] = {{0}};
    struct page_text text = {.mem = mem, .units = units, .n = 1};
    struct reader r = {.mem = mem,
                       .vocab = fixture_vocab,
                       .w = vocab_weights(fixture_vocab),
                       .text = &text};
    text_unit(mem, fixture_vocab, sentence, &units[0]);
    struct money_view v = money_view_of(&r, &units[0]);
    assert_true(which < v.ms.n_sums);
    struct money m = {.sum = v.ms.sums[which]};
    m.source.unit = &units[0];
    h->text[0] = '\0';
    const struct sign_ear ear = {keep, h};
    sum_signs(&v, &m, &ear);
}

static void expect(const struct heard *h, const char *sign)
{
    if (strstr(h->text, sign) == NULL)
        fail_msg("no \"%s\" in%s", sign, h->text);
}

static void test_signs(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct heard h;
    hear(mem,
         "Fonden delar ut 5 miljoner kronor, och 70 procent betalas med "
         "högst 200 000 kronor per projekt.",
         1, &h);
    expect(&h, " <1högst ");
    expect(&h, " <med ");
    expect(&h, " <med_högst ");
    expect(&h, " <betal* ");
    expect(&h, " <% ");
    expect(&h, " <$ ");
    expect(&h, " >1per ");
    expect(&h, " >*ojekt ");
    expect(&h, " <@ceiling ");
    expect(&h, " #2of2 ");
    expect(&h, " #size10 ");
    assert_null(strstr(h.text, "#bare"));
    hear(mem, "Räkna med 20 000-30 000 kr.", 0, &h);
    expect(&h, " #range ");
    expect(&h, " #1of1 ");
    /* Letters are not cut, nor more than fits. */
    hear(mem,
         "Överlåtelseförvaltningsmyndighetsföreståndarebefattningsinnehavare "
         "får 200 kr.",
         0, &h);
    expect(&h, " <överl* ");
    expect(&h, " <*avare ");
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_shares),
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_signs),
    };
    return cmocka_run_group_tests(tests, fixture_load, fixture_free);
}
