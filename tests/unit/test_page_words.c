/* test_page_words.c - what all the words of a page say of its being a call. */
#include "words_fixture.h"

#include "../../read/page_words.h"

#include <math.h>
#include <string.h>

/* What is told, and what the file says of it. */
struct told {
    char text[8000];
    double said;
};

static void keep(void *arg, const char *sign, size_t len, double strength)
{
    struct told *t = arg;
    size_t used = strlen(t->text);
    double said[LEARNT_PLACES] = {0};
    snprintf(t->text + used, sizeof t->text - used, " %.*s=%.3f ", (int)len,
             sign, strength);
    learnt_hear(vocab_learnt(fixture_vocab, LEARNT_PAGES), sign + 2, len - 2,
                strength, said);
    t->said += said[sign[0] - '0'];
}

static struct told tell(const struct page_text *page)
{
    struct told t = {{0}, 0};
    const struct sign_ear ear = {keep, &t};
    page_words_tell(word_counts_of(fixture_vocab, page), &ear);
    return t;
}

static void expect(const struct told *t, const char *sign)
{
    if (strstr(t->text, sign) == NULL)
        fail_msg("no \"%s\" in%s", sign, t->text);
}

static void test_places_and_times(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    static const char *const lines[] = {"Ansök om högst 5000 kr.",
                                        "Bra, bra, bra, bra! 1 2 3 4 5", NULL};
    struct page_text page = page_of(mem, "Bidraget", lines, 1);
    struct told t = tell(&page);
    /* "bidraget" is three signs, the words of the first line one each; of "bra"
     * and the numbers three times are heard. */
    double each = 8 / sqrt(3 + 5 + 3 + 3);
    char want[64];
    static const struct {
        const char *sign;
        int times;
    } rows[] = {{"0:bidraget", 1}, {"0:bidra*", 1}, {"0:*raget", 1},
                {"2:ansök", 1},    {"2:högst", 1},  {"2:0", 1},
                {"3:bra", 3},      {"3:0", 3}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        snprintf(want, sizeof want, " %s=%.3f ", rows[i].sign,
                 rows[i].times * each);
        expect(&t, want);
    }
    assert_null(strstr(t.text, "ansök*"));
    arena_free(mem);
}

static const char *const a_call[] = {
    "Föreningar kan söka bidrag till projekt för barn och unga.",
    "Ansökan ska vara inne senast den 1 mars.",
    "Ni kan få högst 50 000 kronor, och bidraget betalas ut i förskott.",
    "Så ansöker ni: fyll i blanketten och bifoga budget.", NULL};
static const char *const a_decision[] = {
    "Styrelsen beslutade i går att fördela pengarna till elva projekt.",
    "Projekten har fått sammanlagt två miljoner kronor.",
    "Vi gratulerar alla som fick stöd i årets omgång, säger ordföranden.",
    NULL};

static void test_what_they_say(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct page_text pages[2] = {
        page_of(mem, "Bidrag till projekt", a_call, LINES),
        page_of(mem, "De fick pengarna", a_decision, LINES)};
    for (size_t i = 0; i < 2; i++) {
        struct page_words w;
        page_words_hear(word_counts_of(fixture_vocab, &pages[i]), &w);
        /* All of them are known well enough to be heard in full. */
        assert_float_equal(w.said, tell(&pages[i]).said, 1e-3);
        assert_true(i == 0 ? w.said > 0.5 : w.said < -0.5);
        assert_int_equal(w.n_strongest, PAGE_WORDS_SHOWN);
        for (size_t k = 0; k < w.n_strongest; k++) {
            assert_true(strlen(w.strongest[k]) > 0);
            assert_string_not_equal(w.strongest[k], "0");
        }
    }
    arena_free(mem);
}

/* A page as long as many says no more for that. */
static void test_length(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct page_text page = page_of(mem, "Bidrag till projekt", a_call, LINES);
    struct page_words once, thrice, ten;
    page_words_hear(word_counts_of(fixture_vocab, &page), &once);
    struct page_text more = {.mem = mem, .n = 10 * page.n};
    more.units = arena_alloc(mem, more.n * sizeof *more.units);
    for (size_t i = 0; i < more.n; i++)
        more.units[i] = page.units[i % page.n];
    page_words_hear(word_counts_of(fixture_vocab, &more), &ten);
    more.n = 3 * page.n;
    page_words_hear(word_counts_of(fixture_vocab, &more), &thrice);
    assert_true(ten.said > once.said);
    assert_true(ten.said < 2 * once.said);
    assert_float_equal(ten.said, thrice.said, 0.3 * thrice.said);
    arena_free(mem);
}

static void test_other_languages(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    static const char *const rows[][3] = {
        {"Avustusta voivat hakea rekisteröidyt yhdistykset ja säätiöt.",
         "Päätökset tehdään toukokuussa ja niistä ilmoitetaan hakijoille.",
         NULL},
        {"Antragsberechtigt sind gemeinnützige Vereine mit Sitz in Kiel.",
         "Dem Antrag ist ein Kostenplan beizufügen.", NULL},
        {NULL}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct page_text page = page_of(mem, "", rows[i], LINES);
        struct page_words w;
        page_words_hear(word_counts_of(fixture_vocab, &page), &w);
        assert_true(w.said == 0);
    }
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places_and_times),
        cmocka_unit_test(test_what_they_say),
        cmocka_unit_test(test_length),
        cmocka_unit_test(test_other_languages),
    };
    return cmocka_run_group_tests(tests, fixture_load, fixture_free);
}
