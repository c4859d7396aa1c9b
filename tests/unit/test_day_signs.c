/* test_day_signs.c - the signs of days, and what learnt words make of them
 * beside the rules. */
#include "read_fixture.h"

#include "../../read/dated.h"
#include "../../read/learnt.h"
#include "../../read/vocab_tables.h"

#include <string.h>

#define MOST_ROWS 4

/* What was told of the rows of days of a page: all signs, each between spaces,
 * and what the words make of the row. */
struct told {
    size_t n;
    char signs[MOST_ROWS][8000];
    enum role ruled[MOST_ROWS], heard[MOST_ROWS];
    double score[MOST_ROWS];
};

static void keep(void *arg, const char *sign, size_t len, double strength)
{
    char *text = arg;
    size_t used = strlen(text);
    assert_true(strength > 0);
    snprintf(text + used, sizeof((struct told *)0)->signs[0] - used, " %.*s ",
             (int)len, sign);
}

static void keep_day(void *arg, const struct scene *s, const struct day_said *d)
{
    struct told *t = arg;
    assert_true(t->n < MOST_ROWS);
    const struct sign_ear ear = {keep, t->signs[t->n]};
    day_signs(s, d, &ear);
    t->ruled[t->n] = d->role;
    struct day_heard heard = day_hear(s, d);
    t->heard[t->n] = heard.role;
    t->score[t->n] = heard.score;
    t->n++;
}

/* Reads SENTENCES, N of them, one below the other, with the words LEARNT. */
static void read_days(const char *const *sentences, size_t n,
                      const char *learnt, struct told *t)
{
    struct arena *mem = arena_new();
    struct unit units[MOST_ROWS] = {{0}};
    struct block blocks[MOST_ROWS] = {{0}};
    struct page_text text = {.mem = mem, .units = units, .n = n};
    struct read_context ctx = {.today = {2026, 11, 23}};
    struct reader r = {.mem = mem,
                       .vocab = fixture_vocab,
                       .w = vocab_weights(fixture_vocab),
                       .ctx = &ctx,
                       .text = &text,
                       .written = ctx.today,
                       .call = call_new()};
    struct err e = ERR_INIT;
    struct learnt *shipped = fixture_vocab->learnt[LEARNT_DAYS];
    assert_int_equal(learnt_parse(mem, LEARNT_DAYS, learnt, strlen(learnt),
                                  &fixture_vocab->learnt[LEARNT_DAYS], &e),
                     ST_OK);
    for (size_t i = 0; i < n; i++) {
        text_unit(mem, fixture_vocab, sentences[i], &units[i]);
        units[i].block = &blocks[i];
    }
    memset(t, 0, sizeof *t);
    timing_tell(&r, keep_day, t);
    fixture_vocab->learnt[LEARNT_DAYS] = shipped;
    call_free(r.call);
    arena_free(mem);
}

static void expect(const char *signs, const char *sign)
{
    if (strstr(signs, sign) == NULL)
        fail_msg("no \"%s\" in%s", sign, signs);
}

#define HEAD "deadline\topens\tsign\n"

static void test_signs(void **state)
{
    (void)state;
    static const char *const page[] = {
        "Ansök senast fredag 12 mars 2027 kl. 16, inte den 1 maj 2027.",
        "Öppet 1 april 2027-30 april 2027.", "Fredag 12 mars 2027"};
    static const char *const stamp[] = {"12 mars 2026"};
    struct told t;
    read_days(page, 3, HEAD, &t);
    assert_int_equal(t.n, 3); /* but not the window */
    expect(t.signs[0], " <senast ");
    expect(t.signs[0], " <@latest ");
    expect(t.signs[0], " >DAY ");
    expect(t.signs[0], " #hour ");
    expect(t.signs[0], " #weekday ");
    expect(t.signs[0], " #year ");
    expect(t.signs[0], " #days2 ");
    expect(t.signs[0], " !deadline ");
    expect(t.signs[0], " !1 ");
    assert_null(strstr(t.signs[0], " #later "));
    expect(t.signs[1], " #later ");
    expect(t.signs[1], " <DAY ");
    assert_null(strstr(t.signs[1], " #lone "));
    expect(t.signs[2], " #lone ");
    read_days(stamp, 1, HEAD, &t);
    assert_int_equal(t.n, 0);
}

/* Months, and days of every year, are no days that words could be asked of. */
static void test_fixed(void **state)
{
    (void)state;
    static const char *const page[] = {"Ansök senast i mars 2027.",
                                       "Ansök senast 1 mars varje år.",
                                       "Ansök senast 1 mars 2027 varje år."};
    struct told t;
    read_days(page, 3, HEAD, &t);
    assert_int_equal(t.n, 1);
    expect(t.signs[0], " #year ");
}

static void test_guess(void **state)
{
    (void)state;
    static const struct {
        const char *text, *learnt;
        enum role want;
    } rows[] = {
        /* no words: as the rules say */
        {"Ansök senast 12 mars 2027.", HEAD, ROLE_DEADLINE},
        {"Grodorna vaknar 12 mars 2027.", HEAD, ROLE_NONE},
        /* words that are sure */
        {"Grodorna vaknar 12 mars 2027.", HEAD "100\t0\t<grodorna\n",
         ROLE_DEADLINE},
        {"Grodorna vaknar 12 mars 2027.", HEAD "30\t0\t<grodorna\n", ROLE_NONE},
        {"Grodorna vaknar 12 mars 2027.", HEAD "0\t100\t<grodorna\n",
         ROLE_OPENS},
        {"Ansök senast 12 mars 2027.", HEAD "-300\t-300\t<ansök\n",
         ROLE_ADVICE},
        /* neither alone is likely, but one of the two is */
        {"Ansök senast 12 mars 2027.", HEAD "-30\t-30\t<ansök\n",
         ROLE_DEADLINE},
    };
    int wrong = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct told t;
        read_days(&rows[i].text, 1, rows[i].learnt, &t);
        if (t.n != 1 || t.heard[0] != rows[i].want) {
            print_message("%s with %s\n  got %d, want %d\n", rows[i].text,
                          rows[i].learnt, t.heard[0], rows[i].want);
            wrong++;
        }
        if (t.heard[0] == ROLE_DEADLINE && t.ruled[0] == ROLE_NONE)
            assert_true(t.score[0] > 1 && t.score[0] <= 2);
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_signs),
        cmocka_unit_test(test_fixed),
        cmocka_unit_test(test_guess),
    };
    return cmocka_run_group_tests(tests, fixture_load, fixture_free);
}
