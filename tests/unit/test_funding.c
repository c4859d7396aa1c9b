/* test_funding.c - the room for de minimis aid, where pages speak of it, and
 * what an enterprise has to pay itself. */
#include "../../search/advice.h"

#include "medel/buf.h"
#include "medel/paths.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define TODAY ((struct date){2026, 11, 23})
#define NBSP "\u00a0"

static struct arena *mem;
static struct state_aid *shipped;

static int set_up(void **state)
{
    struct err e = ERR_INIT;
    (void)state;
    mem = arena_new();
    return state_aid_load(
               paths_join(mem, paths_share(mem, "data"), "state_aid.yaml"),
               &shipped, &e) == ST_OK
               ? 0
               : -1;
}

static int tear_down(void **state)
{
    (void)state;
    state_aid_free(shipped);
    arena_free(mem);
    return 0;
}

/* --- the rules ----------------------------------------------------------- */

static enum status load_text(const char *yaml, struct state_aid **ret,
                             struct err *e)
{
    char path[] = "/tmp/medel-aid-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, yaml, strlen(yaml)), (ssize_t)strlen(yaml));
    close(fd);
    enum status st = state_aid_load(path, ret, e);
    unlink(path);
    return st;
}

#define RULE(code, from, until, cap, years, counts)                            \
    "  - {code: " code ", name: {en: a, sv: b}, "                              \
    "regulation: {en: r, sv: r}, source: 'https://a.b', "                      \
    "in_force: " from ", until: " until ", cap_eur: " cap ", years: " years    \
    ", counts: [" counts "], words: [w], maybe: []}\n"
#define FILE_OF(rules) "default: x\nrules:\n" rules "negations: [not]\n"

static void test_rules_refused(void **state)
{
    static const struct {
        const char *yaml, *what;
    } rows[] = {
        {FILE_OF(RULE("x", "2024-01-01", "2030-12-31", "0", "3", "x")),
         "cap_eur"},
        {FILE_OF(RULE("x", "2024-01-01", "2030-12-31", "1", "0", "x")),
         "years"},
        {FILE_OF(RULE("x", "2024-13-01", "2030-12-31", "1", "3", "x")),
         "2024-13-01"},
        {FILE_OF(RULE("x", "2031-01-01", "2030-12-31", "1", "3", "x")),
         "before in_force"},
        {FILE_OF(RULE("x", "2024-01-01", "2030-12-31", "1", "3", "y")), "'y'"},
        {FILE_OF(RULE("z", "2024-01-01", "2030-12-31", "1", "3", "z")), "'x'"},
        {FILE_OF(RULE("x", "2024-01-01", "2030-12-31", "1", "3", "x")
                     RULE("x", "2030-12-31", "2033-12-31", "1", "3", "x")),
         "in common"},
        {"default: x\nrules: []\nnegations: []\n", "entries"},
        {"", "empty"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct err e = ERR_INIT;
        struct state_aid *s = NULL;
        assert_int_equal(load_text(rows[i].yaml, &s, &e), ST_INVALID);
        assert_null(s);
        if (strstr(e.text, rows[i].what) == NULL ||
            strstr(e.text, "/tmp/medel-aid-") == NULL)
            fail_msg("'%s' lacks '%s'", e.text, rows[i].what);
    }
}

static void test_rules_follow_each_other(void **state)
{
    struct err e = ERR_INIT;
    struct state_aid *s = NULL;
    (void)state;
    assert_int_equal(
        load_text(FILE_OF(RULE("x", "2014-01-01", "2023-12-31", "200000", "3",
                               "x") RULE("x", "2024-01-01", "2030-12-31",
                                         "300000", "3", "x")),
                  &s, &e),
        ST_OK);
    assert_true(state_aid_find(s, NULL, (struct date){2023, 12, 31})->cap_eur ==
                200000);
    assert_true(state_aid_find(s, "x", (struct date){2024, 1, 1})->cap_eur ==
                300000);
    assert_null(state_aid_find(s, "x", (struct date){2031, 1, 1}));
    assert_null(state_aid_find(s, "y", TODAY));
    state_aid_free(s);
}

/* --- room ---------------------------------------------------------------- */

static struct aid_room room_of(const char *code, struct profile_aid *aid,
                               size_t n, struct date day)
{
    const struct profile p = {.aid = aid, .n_aid = n};
    const struct aid_rule *rule = state_aid_find(shipped, code, day);
    struct aid_room room;
    assert_non_null(rule);
    state_aid_room(mem, shipped, rule, &p, day, &room);
    return room;
}

static void test_room_rolls_by_day(void **state)
{
    struct profile_aid aid[] = {
        {{2023, 11, 23}, 100000, NULL}, {{2024, 2, 29}, 40000, NULL},
        {{2025, 5, 1}, 20000, NULL},    {{2025, 5, 1}, 5000, NULL},
        {{2027, 1, 1}, 90000, NULL},
    };
    (void)state;
    struct aid_room r = room_of(NULL, aid, 5, (struct date){2026, 11, 22});
    assert_true(r.used_eur == 165000 && r.left_eur == 135000);
    assert_int_equal(date_compare(r.later[0].day, TODAY), 0);
    r = room_of(NULL, aid, 5, TODAY);
    assert_true(r.used_eur == 65000 && r.left_eur == 235000);
    assert_true(r.coming_eur == 90000);
    assert_int_equal(r.n_later, 2); /* what falls on one day is one */
    assert_int_equal(date_compare(r.later[0].day, (struct date){2027, 3, 1}),
                     0);
    assert_true(r.later[0].left_eur == 275000);
    assert_true(r.later[1].sum_eur == 25000 && r.later[1].left_eur == 300000);
    r = room_of(NULL, aid, 0, TODAY);
    assert_true(r.unlisted && r.left_eur == 300000 && r.n_later == 0);
}

/* The last day on which aid counts and the first on which it does not. */
static void test_borders(void **state)
{
    static const struct {
        const char *code;
        struct date rule_day, granted, last, first_free;
    } rows[] = {
        {NULL, {2026, 11, 23}, {2023, 11, 23}, {2026, 11, 22}, {2026, 11, 23}},
        {NULL, {2026, 11, 23}, {2024, 2, 29}, {2027, 2, 28}, {2027, 3, 1}},
        {NULL, {2026, 11, 23}, {2025, 2, 28}, {2028, 2, 27}, {2028, 2, 28}},
        {NULL, {2026, 11, 23}, {2025, 3, 1}, {2028, 2, 29}, {2028, 3, 1}},
        {NULL, {2023, 12, 31}, {2021, 7, 1}, {2023, 12, 31}, {2024, 1, 1}},
        {"sgei", {2026, 11, 23}, {2024, 1, 1}, {2026, 12, 31}, {2027, 1, 1}},
        {"fisheries", {2026, 1, 1}, {2024, 1, 1}, {2026, 12, 31}, {2027, 1, 1}},
        {"fisheries", {2026, 1, 1}, {2024, 12, 31}, {2026, 12, 31},
         {2027, 1, 1}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct aid_rule *rule =
            state_aid_find(shipped, rows[i].code, rows[i].rule_day);
        struct profile_aid aid = {rows[i].granted, 1000, NULL};
        const struct profile p = {.aid = &aid, .n_aid = 1};
        struct aid_room room;
        assert_non_null(rule);
        struct date free_from = state_aid_free_from(rule, rows[i].granted);
        if (date_compare(free_from, rows[i].first_free) != 0)
            fail_msg("row %zu", i);
        aid.rule = rows[i].code;
        state_aid_room(mem, shipped, rule, &p, rows[i].last, &room);
        assert_true(room.used_eur == 1000);
        state_aid_room(mem, shipped, rule, &p, rows[i].first_free, &room);
        assert_true(room.used_eur == 0 && room.left_eur == rule->cap_eur);
    }
}

/* What the law says, at the days where it changes. */
static void test_shipped_caps(void **state)
{
    static const struct {
        const char *code;
        struct date day;
        double cap; /* 0: no rule */
    } rows[] = {
        {"general", {2013, 12, 31}, 0},
        {"general", {2014, 1, 1}, 200000},
        {"general", {2023, 12, 31}, 200000},
        {"general", {2024, 1, 1}, 300000},
        {"general", {2030, 12, 31}, 300000},
        {"general", {2031, 1, 1}, 0},
        {"sgei", {2023, 12, 31}, 500000},
        {"sgei", {2024, 1, 1}, 750000},
        {"sgei", {2031, 1, 1}, 0},
        {"agriculture", {2019, 3, 13}, 15000},
        {"agriculture", {2019, 3, 14}, 20000},
        {"agriculture", {2024, 12, 15}, 20000},
        {"agriculture", {2024, 12, 16}, 50000},
        {"agriculture", {2032, 12, 31}, 50000},
        {"agriculture", {2033, 1, 1}, 0},
        {"fisheries", {2014, 6, 30}, 0},
        {"fisheries", {2014, 7, 1}, 30000},
        {"fisheries", {2029, 12, 31}, 30000},
        {"fisheries", {2030, 1, 1}, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct aid_rule *r =
            state_aid_find(shipped, rows[i].code, rows[i].day);
        if ((r != NULL ? r->cap_eur : 0) != rows[i].cap)
            fail_msg("row %zu", i);
        if (r != NULL)
            assert_non_null(strstr(r->source, "CELEX:3"));
    }
}

static void test_room_over_the_cap(void **state)
{
    struct profile_aid aid[] = {{{2024, 6, 1}, 50000, NULL},
                                {{2025, 6, 1}, 290000, NULL}};
    (void)state;
    struct aid_room r = room_of(NULL, aid, 2, TODAY);
    assert_true(r.left_eur == 0);
    /* 50,000 fall free, and only 10,000 of them are room. */
    assert_true(r.later[0].left_eur == 10000);
    assert_true(r.later[1].left_eur == 300000);
}

static void test_room_by_rule(void **state)
{
    struct profile_aid aid[] = {{{2026, 1, 1}, 30000, "agriculture"},
                                {{2026, 1, 1}, 100000, NULL},
                                {{2026, 1, 1}, 400000, "sgei"},
                                {{2026, 1, 1}, 7000, "nonsense"},
                                {{2024, 1, 1}, 3000, "fisheries"}};
    (void)state;
    assert_true(room_of("agriculture", aid, 5, TODAY).left_eur == 17000);
    assert_true(room_of("fisheries", aid, 5, TODAY).left_eur == 0);
    assert_true(room_of("fisheries", &aid[4], 1, TODAY).left_eur == 27000);
    assert_true(room_of("general", aid, 5, TODAY).left_eur == 160000);
    assert_true(room_of("sgei", aid, 5, TODAY).left_eur == 210000);
}

/* --- mentions ------------------------------------------------------------ */

static void test_mentions(void **state)
{
    static const struct {
        const char *text, *code; /* NULL: no mention */
        bool certain;
        const char *quoted;
    } rows[] = {
        {"Vi ger bidrag. Stödet ges som försumbart stöd. Sök nu!", "general",
         true, "Stödet ges som försumbart stöd."},
        {"Försumbart stöd\nStödet räknas som de minimis-stöd, högst 300 000 "
         "euro på tre år.\nKontakt",
         "general", true,
         "Stödet räknas som de minimis-stöd, högst 300 000 euro på tre år."},
        {"Regler\nFörsumbart stöd\nKontakt", "general", true,
         "Försumbart stöd"},
        {"Support is granted as De Minimis aid.", "general", true, NULL},
        {"Stödet ges enligt förordning (EU) nr 1408/2013 som försumbart stöd.",
         "agriculture", true, NULL},
        {"Försumbart stöd inom jordbruket får vara högst 50 000 euro.",
         "agriculture", true, NULL},
        {"Försumbart stöd inom fiske och vattenbruk är högst 30 000 euro.",
         "fisheries", true, NULL},
        {"Aid under Regulation (EU) 2023/2832 may be given.", "sgei", true,
         NULL},
        {"EU:s statsstödsregler styr vilken nivå stödet får.", "general", false,
         "EU:s statsstödsregler styr vilken nivå stödet får."},
        {"EU:s statsstödsregler gäller. Stödet ges som försumbart stöd.",
         "general", true, "Stödet ges som försumbart stöd."},
        {"Bidraget räknas inte som försumbart stöd.", NULL, false, NULL},
        {"The grant is not state aid.", NULL, false, NULL},
        {"Bidraget är inte statsstöd. Till företag ges de minimis-stöd.",
         "general", true, "Till företag ges de minimis-stöd."},
        {"Vi tar emot ansökningar om minimi\nstöd.", NULL, false, NULL},
        {"", NULL, false, NULL},
        {"\xff de minimis \xff", "general", true, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct aid_mention m;
        aid_mention_find(mem, shipped, rows[i].text, TODAY, &m);
        if ((m.rule == NULL) != (rows[i].code == NULL))
            fail_msg("row %zu", i);
        if (m.rule == NULL)
            continue;
        assert_string_equal(m.rule->code, rows[i].code);
        assert_int_equal(m.certain, rows[i].certain);
        if (rows[i].quoted != NULL)
            assert_string_equal(m.text, rows[i].quoted);
    }
}

static void test_quotations_are_bounded(void **state)
{
    struct buf b;
    struct aid_mention m;
    (void)state;
    buf_init(&b, 1 << 20);
    for (int i = 0; i < 300; i++)
        assert_int_equal(buf_puts(&b, "åäö "), ST_OK);
    assert_int_equal(buf_puts(&b, "de minimis"), ST_OK);
    for (int i = 0; i < 300; i++)
        assert_int_equal(buf_puts(&b, " åäö"), ST_OK);
    aid_mention_find(mem, shipped, b.data, TODAY, &m);
    assert_true(strlen(m.text) <= 400);
    assert_non_null(strstr(m.text, "de minimis"));
    buf_free(&b);
}

/* --- own funding --------------------------------------------------------- */

struct funding_row {
    double floor, ceiling, rate; /* of the call */
    double min, max, share;      /* of the profile */
    double room;                 /* euros */
    size_t n;
    double own, missing, largest; /* of the last case */
    enum funding_bound bound;
};

static void test_own_funding(void **state)
{
    static const struct funding_row rows[] = {
        {-1, -1, -1, 100, 500, 30, -1, 0, 0, 0, -1, BOUND_NONE},
        {-1, 200, -1, -1, -1, 30, -1, 0, 0, 0, 0, BOUND_NONE},
        {-1, 900, -1, 100, 500, 30, -1, 2, 0, 0, 0, BOUND_NONE},
        {-1, 200, -1, 100, 500, 50, -1, 2, 300, 50, 400, BOUND_CEILING},
        {-1, -1, 60, 100, 500, 30, -1, 2, 200, 50, 0, BOUND_RATE},
        {-1, -1, 60, 100, 500, 40, -1, 2, 200, 0, -1, BOUND_RATE},
        {-1, 200, 60, 500, 500, 40, -1, 1, 300, 100, 0, BOUND_CEILING},
        {-1, -1, 100, 100, -1, -1, -1, 1, 0, 0, -1, BOUND_NONE},
        {400, -1, 60, 100, 500, 30, -1, 0, 0, 0, 0, BOUND_NONE},
        {300, -1, 60, 100, 500, 30, -1, 1, 200, 50, 0, BOUND_RATE},
        {-1, 400, 80, 100, 500, 30, 10, 2, 390, 240, 0, BOUND_ROOM},
    };
    struct rates *rates = NULL;
    struct err e = ERR_INIT;
    (void)state;
    assert_int_equal(
        rates_load(paths_join(mem, paths_share(mem, "data"), "rates.yaml"),
                   &rates, &e),
        ST_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct funding_row *r = &rows[i];
        struct call *c = call_new();
        const struct profile p = {.need_min = r->min,
                                  .need_max = r->max,
                                  .need_currency = "SEK",
                                  .own_share = r->share};
        struct own_funding f;
        double kronor;
        c->award_floor = r->floor;
        c->award_ceiling = r->ceiling;
        c->funding_rate = r->rate;
        memcpy(c->currency, "SEK", 4);
        own_funding_judge(c, &p, rates, r->room, &f);
        if (f.n != r->n)
            fail_msg("row %zu: %zu cases", i, f.n);
        if (f.n > 0) {
            const struct funding_case *last = &f.cases[f.n - 1];
            assert_int_equal(last->bound, r->bound);
            assert_true(last->given + last->own == last->need);
            if (r->bound == BOUND_ROOM) {
                assert_true(
                    rates_convert(rates, r->room, "EUR", "SEK", &kronor));
                assert_true(last->given == kronor && f.converted);
            } else {
                assert_true(last->own == r->own);
                assert_true(last->missing == r->missing);
                assert_false(f.converted);
            }
        }
        if (r->largest != 0 && r->n > 0)
            assert_true(f.largest == r->largest);
        call_free(c);
    }
    rates_free(rates);
}

static void test_words(void **state)
{
    struct advice a = {.given = true};
    (void)state;
    assert_null(advice_funding_words(mem, &a));
    assert_null(advice_aid_words(mem, &a));
    a.funding =
        (struct own_funding){.n = 1,
                             .cases = {{.need = 500000,
                                        .given = 300000,
                                        .own = 200000,
                                        .carried = 150000,
                                        .missing = 50000,
                                        .bound = BOUND_RATE}},
                             .limits = {.rate = 60, .ceiling = -1, .room = -1},
                             .largest = 0};
    assert_string_equal(
        advice_funding_words(mem, &a),
        "own funding: 200,000" NBSP "SEK of costs of 500,000" NBSP
        "SEK (it pays at most 60" NBSP "%); you carry 150,000" NBSP
        "SEK: 50,000" NBSP "SEK too little");
    a.funding.converted = true;
    assert_non_null(strstr(advice_funding_words(mem, &a), "about"));
    struct profile_aid aid = {{2025, 5, 1}, 45000, NULL};
    a.room = room_of(NULL, &aid, 1, TODAY);
    a.aid = (struct aid_mention){a.room.rule, true, "De minimis."};
    assert_string_equal(advice_aid_words(mem, &a),
                        "de minimis aid: 255,000" NBSP
                        "EUR left of 300,000" NBSP "EUR; 300,000" NBSP
                        "EUR from 2028-05-01. The page: “De minimis.”");
    a.room = room_of(NULL, &aid, 0, TODAY);
    assert_non_null(strstr(advice_room_words(mem, &a.room), "lists no aid"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules_refused),
        cmocka_unit_test(test_rules_follow_each_other),
        cmocka_unit_test(test_room_rolls_by_day),
        cmocka_unit_test(test_borders),
        cmocka_unit_test(test_shipped_caps),
        cmocka_unit_test(test_room_over_the_cap),
        cmocka_unit_test(test_room_by_rule),
        cmocka_unit_test(test_mentions),
        cmocka_unit_test(test_quotations_are_bounded),
        cmocka_unit_test(test_own_funding),
        cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
