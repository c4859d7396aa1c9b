/* test_share_signs.c - the signs of a share, and rates that the words claim
 * where no phrase does. */
#include "reading_fixture.h"

#include "../../read/share_signs.h"

#include <string.h>

/* All signs of a share, each between spaces. */
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

static struct share_said hear(struct arena *mem, const char *sentence,
                              size_t which, struct heard *h)
{
    struct unit units[1] = {{0}};
    struct page_text text = {.mem = mem, .units = units, .n = 1};
    struct read_context ctx = {.url = "https://example.org/x", .funder = ""};
    struct reader r = {.mem = mem,
                       .vocab = fixture_vocab,
                       .w = vocab_weights(fixture_vocab),
                       .ctx = &ctx,
                       .text = &text};
    text_unit(mem, fixture_vocab, sentence, &units[0]);
    struct share_view v = {.rd = &r, .u = &units[0]};
    mentions_find(mem, v.u, &v.ms);
    assert_true(which < v.ms.n_shares);
    struct share_said said = share_weigh(&v, &v.ms.shares[which], NULL);
    const struct sign_ear ear = {keep, h};
    h->text[0] = '\0';
    share_signs(&v, &said, &ear);
    struct share_likely likely = share_hear(&v, &said);
    assert_true(likely.funder > 0 && likely.funder < 1);
    assert_true(likely.own > 0 && likely.own < 1);
    return said;
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
         "Vi betalar högst 70 procent, dock högst 90 000 kronor, av kostnaden "
         "och minst 20 procent ska ni stå för själva.",
         0, &h);
    expect(&h, " <1högst ");
    expect(&h, " >kostnaden ");
    expect(&h, " >% ");
    expect(&h, " >$ ");
    expect(&h, " #shares2 ");
    expect(&h, " #sums ");
    expect(&h, " !funder ");
    expect(&h, " !+funder ");
    expect(&h, " !ceiling ");
    expect(&h, " !4 ");
    hear(mem, "Föreningen ska själv stå för minst 20 procent av kostnaden.", 0,
         &h);
    expect(&h, " !own ");
    expect(&h, " !floor ");
    expect(&h, " !-4 ");
    expect(&h, " #no sums ");
    hear(mem, "I fjol var 30 procent av deltagarna under 18 år.", 0, &h);
    expect(&h, " !none ");
    arena_free(mem);
}

static void test_ruled_out(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct heard h;
    struct share_said said = hear(
        mem, "Vi ser gärna att ni står för minst 20 procent själva.", 0, &h);
    assert_true(said.ruled_out && !said.sure && !said.raised);
    expect(&h, " !out ");
    arena_free(mem);
}

static void test_rates(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double rate; /* -1: none */
    } rows[] = {
        {"Stiftelsen lägger fyra kronor av tio, kommunen resten.", 40},
        {"Beloppet får motsvara hälften av fakturan exklusive moms.", 50},
        {"Regionen lägger 60 procent, kommunen resten.", 60},
        {"Av dem som har fått bidrag är 60 procent kvinnor.", -1},
        {"Minst hälften av medlemmarna ska vara under 25 år.", -1},
        {"Arvodet betalas ut med 60 procent vid start.", -1},
        {"Overhead godtas till 35 procent.", -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *mem = arena_new();
        struct page_reading *r = read_markup(
            mem, arena_printf(mem,
                              "# Projektstöd 2027\nFöreningar kan söka senast "
                              "den 1 mars 2027.\n%s\n",
                              rows[i].text));
        const struct call *c = r->calls[0];
        double confidence = c->evidence[FIELD_FUNDING_RATE].confidence;
        if (c->funding_rate != rows[i].rate)
            fail_msg("%s is %g", rows[i].text, c->funding_rate);
        assert_float_equal(confidence, rows[i].rate < 0 ? 0 : FOUND_HINT, 1e-6);
        reading_free_calls(r);
        arena_free(mem);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_signs),
        cmocka_unit_test(test_ruled_out),
        cmocka_unit_test(test_rates),
    };
    return cmocka_run_group_tests(tests, fixture_load, fixture_free);
}
