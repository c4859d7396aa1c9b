/* test_funding.c - what is left of de minimis aid, and what an enterprise has
 * to put in itself. */
#include "../../search/own_funding.h"
#include "../../search/state_aid.h"

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

static struct state_aid *rules_of(const char *yaml, struct err *e)
{
    char path[] = "/tmp/medel-aid-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, yaml, strlen(yaml)), (ssize_t)strlen(yaml));
    close(fd);
    struct state_aid *s = NULL;
    if (state_aid_load(path, &s, e) != ST_OK)
        s = NULL;
    unlink(path);
    return s;
}

static const char two[] =
    "rules:\n"
    "  - {regulation: old, cap_eur: 200000, years: 3, from: 2014-01-01, "
    "until: 2023-12-31}\n"
    "  - {regulation: new, cap_eur: 300000, years: 3, from: 2024-01-01, "
    "until: 2030-12-31}\n";

static void test_room(void **state)
{
    static struct profile_aid aid[] = {
        {{2023, 11, 23}, 100000}, /* three years ago to the day: free again */
        {{2024, 2, 29}, 40000},   {{2025, 5, 1}, 20000},
        {{2025, 5, 1}, 5000},     {{2027, 1, 1}, 90000}, /* not yet */
    };
    const struct {
        struct date day;
        size_t n; /* of the aid above */
        const char *regulation;
        double received, left, more;
        struct date more_on;
    } rows[] = {
        {{2026, 11, 23}, 0, "new", 0, 300000, 0, DATE_NONE},
        {{2026, 11, 22}, 5, "new", 165000, 135000, 100000, {2026, 11, 23}},
        {{2026, 11, 23}, 5, "new", 65000, 235000, 40000, {2027, 3, 1}},
        {{2027, 3, 1}, 5, "new", 115000, 185000, 25000, {2028, 5, 1}},
        {{2023, 12, 1}, 5, "old", 100000, 100000, 100000, {2026, 11, 23}},
    };
    struct err e = ERR_INIT;
    struct state_aid *s = rules_of(two, &e);
    (void)state;
    assert_non_null(s);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct profile p = {.aid = aid, .n_aid = rows[i].n};
        struct aid_room r;
        assert_true(state_aid_room(s, &p, rows[i].day, &r));
        assert_string_equal(r.regulation, rows[i].regulation);
        assert_true(r.received == rows[i].received && r.left == rows[i].left);
        assert_true(r.more == rows[i].more);
        assert_int_equal(date_compare(r.more_on, rows[i].more_on), 0);
    }
    struct profile_aid much = {{2026, 1, 1}, 400000};
    struct profile p = {.aid = &much, .n_aid = 1};
    struct aid_room r;
    assert_true(state_aid_room(s, &p, (struct date){2026, 11, 23}, &r));
    assert_true(r.left == 0);
    assert_false(state_aid_room(s, &p, (struct date){2031, 1, 1}, &r));
    state_aid_free(s);
}

static void test_bad_rules(void **state)
{
    static const char *const bad[] = {
        "rules:\n  - {regulation: x, cap_eur: 0, years: 3, from: 2024-01-01, "
        "until: 2030-12-31}\n",
        "rules:\n  - {regulation: x, cap_eur: 1, years: 0, from: 2024-01-01, "
        "until: 2030-12-31}\n",
        "rules:\n  - {regulation: x, cap_eur: 1, years: 3, from: 2024-13-01, "
        "until: 2030-12-31}\n",
        "rules:\n  - {regulation: x, cap_eur: 1, years: 3, from: 2031-01-01, "
        "until: 2030-12-31}\n",
        "rules: []\n",
        "rules:\n  - {regulation: x}\n",
        "",
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct err e = ERR_INIT;
        assert_null(rules_of(bad[i], &e));
        assert_int_equal(e.status, ST_INVALID);
        assert_non_null(strstr(e.text, "/tmp/medel-aid-"));
    }
}

/* The file that is shipped is sound and has a rule for these years. */
static void test_shipped(void **state)
{
    struct arena *mem = arena_new();
    struct state_aid *s = NULL;
    struct err e = ERR_INIT;
    struct profile_aid aid = {{2025, 5, 1}, 45000};
    struct profile p = {.aid = &aid, .n_aid = 1};
    struct aid_room r;
    (void)state;
    const char *path =
        paths_join(mem, paths_share(mem, "data"), "state_aid.yaml");
    if (state_aid_load(path, &s, &e) != ST_OK)
        fail_msg("%s", e.text);
    assert_true(state_aid_room(s, &p, (struct date){2026, 11, 23}, &r));
    assert_string_equal(
        state_aid_words(mem, &r),
        "de minimis aid, (EU) 2023/2831: 255,000\u00a0EUR of "
        "300,000\u00a0EUR left; 45,000\u00a0EUR no longer counts from "
        "2028-05-01");
    p.n_aid = 0;
    assert_true(state_aid_room(s, &p, (struct date){2026, 11, 23}, &r));
    assert_null(strstr(state_aid_words(mem, &r), ";"));
    state_aid_free(s);
    arena_free(mem);
}

static void test_own_funding(void **state)
{
    const struct {
        double floor, ceiling, rate; /* of the call */
        double min, max;             /* of the need */
        bool told;
        double grant, own;
    } rows[] = {
        {-1, -1, -1, 100000, 500000, false, 0, 0},
        {-1, 200000, -1, -1, -1, false, 0, 0},
        {-1, 200000, -1, 100000, 500000, true, 200000, 300000},
        {-1, 900000, -1, 100000, 500000, true, 500000, 0},
        {-1, -1, 60, 100000, 500000, true, 300000, 200000},
        {-1, 200000, 60, 100000, 500000, true, 200000, 300000},
        {-1, 400000, 60, 100000, 500000, true, 300000, 200000},
        {-1, -1, 100, 100000, -1, true, 100000, 0},
        {400000, -1, 60, 100000, 500000, false, 0, 0},
        {300000, -1, 60, 100000, 500000, true, 300000, 200000},
    };
    struct arena *mem = arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct call *c = call_new();
        struct profile p = {.need_min = rows[i].min,
                            .need_max = rows[i].max,
                            .need_currency = "SEK"};
        struct own_funding f;
        c->award_floor = rows[i].floor;
        c->award_ceiling = rows[i].ceiling;
        c->funding_rate = rows[i].rate;
        memcpy(c->currency, "SEK", 4);
        assert_int_equal(own_funding_of(c, &p, NULL, &f), rows[i].told);
        if (rows[i].told) {
            assert_true(f.grant == rows[i].grant && f.own == rows[i].own);
            assert_false(f.is_rounded);
        }
        call_free(c);
    }
    struct own_funding f = {
        .need = 800000, .own = 240000, .share = 30, .currency = "SEK"};
    assert_string_equal(
        own_funding_words(mem, &f),
        "own funding: 240,000\u00a0SEK of 800,000\u00a0SEK (30\u00a0%)");
    f.is_rounded = true;
    assert_non_null(strstr(own_funding_words(mem, &f), "about"));
    arena_free(mem);
}

/* Euros by the rates; without any, nothing is told. */
static void test_other_currency(void **state)
{
    struct arena *mem = arena_new();
    struct rates *rates = NULL;
    struct err e = ERR_INIT;
    struct call *c = call_new();
    struct profile p = {
        .need_min = 1, .need_max = 800000, .need_currency = "SEK"};
    struct own_funding f;
    (void)state;
    c->award_ceiling = 10000;
    memcpy(c->currency, "EUR", 4);
    assert_false(own_funding_of(c, &p, NULL, &f));
    assert_int_equal(
        rates_load(paths_join(mem, paths_share(mem, "data"), "rates.yaml"),
                   &rates, &e),
        ST_OK);
    assert_true(own_funding_of(c, &p, rates, &f));
    assert_true(f.is_rounded && f.grant > 80000 && f.grant < 200000);
    rates_free(rates);
    call_free(c);
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_room),
        cmocka_unit_test(test_bad_rules),
        cmocka_unit_test(test_shipped),
        cmocka_unit_test(test_own_funding),
        cmocka_unit_test(test_other_currency),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
