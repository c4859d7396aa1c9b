/* test_rank.c - the parts of a score, and their sum. */
#include "../../search/rank.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define T(x) CODE_BIT(code_find(CODE_THEME, x))
#define R(x) CODE_BIT(REGION_##x)
#define TODAY ((struct date){2026, 11, 23})

static struct weights shipped(void)
{
    struct weights w;
    struct err e = ERR_INIT;
    char path[4096];
    const char *share = getenv("MEDEL_SHARE");
    snprintf(path, sizeof path, "%s/data/weights.yaml",
             share != NULL ? share : ".");
    if (weights_load(path, &w, &e) != ST_OK)
        fail_msg("%s", e.text);
    return w;
}

static void test_themes(void **state)
{
    struct weights_general g = {T("business") | T("innovation"), 0.35};
    double exact, both, half, open, other;
    (void)state;
    exact = rank_themes(T("rural"), T("rural") | T("youth"), &g);
    both = rank_themes(T("rural") | T("youth"), T("rural") | T("youth"), &g);
    half = rank_themes(T("rural") | T("sport"), T("rural") | T("youth"), &g);
    open = rank_themes(T("innovation"), T("rural"), &g);
    other = rank_themes(T("sport"), T("rural"), &g);
    assert_true(both > exact);
    assert_true(exact > half);
    assert_true(half > open);
    assert_true(open > other);
    assert_float_equal(both, 1, 1e-9);
    assert_float_equal(other, 0, 1e-9);
    /* No theme read is not the same as a theme of no interest. */
    assert_true(rank_themes(0, T("rural"), &g) > other);
    /* A general theme that the profile names counts as any other. */
    assert_float_equal(rank_themes(T("business"), T("business"), &g),
                       rank_themes(T("rural"), T("rural"), &g), 1e-9);
}

static void test_place(void **state)
{
    struct weights_place w = shipped().place;
    const codeset own = R(SE_BD);
    const codeset north = R(SE_BD) | R(SE_AC) | R(SE_Z) | R(SE_Y);
    double steps[] = {
        rank_place(own, own, &w),
        rank_place(north | R(SE_X) | R(SE_W), own, &w),
        rank_place(R(SE), own, &w),
        rank_place(R(SE) | R(NO) | R(FI), own, &w),
        rank_place(R(SE_AC), own, &w),
    };
    (void)state;
    for (size_t i = 1; i < sizeof steps / sizeof *steps; i++)
        if (!(steps[i - 1] > steps[i]))
            fail_msg("step %zu: %g is not above %g", i, steps[i - 1], steps[i]);
    assert_float_equal(rank_place(north, own, &w), w.county, 1e-9);
    assert_float_equal(rank_place(0, own, &w), w.unstated, 1e-9);
    assert_float_equal(rank_place(R(EU), own, &w), w.countries, 1e-9);
}

static void test_sum(void **state)
{
    const struct {
        const char *what;
        double floor, ceiling, min, max, value;
    } rows[] = {
        {"covers the whole need", -1, 500000, 150000, 500000, 1},
        {"more than enough", -1, 9000000, 150000, 500000, 1},
        {"half of the most", -1, 250000, 150000, 500000, 0.75},
        {"no ceiling", -1, -1, 150000, 500000, 0.6},
        {"floor above the need", 1000000, 6000000, 150000, 500000, 0.2},
        {"floor at the most", 500000, 6000000, 150000, 500000, 0.7},
        {"only a least need", -1, 100000, 100000, -1, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double v =
            rank_sum(rows[i].floor, rows[i].ceiling, rows[i].min, rows[i].max);
        if (fabs(v - rows[i].value) > 1e-9)
            fail_msg("%s: %g, not %g", rows[i].what, v, rows[i].value);
    }
}

static void test_time(void **state)
{
    struct weights_time w = shipped().time;
    struct date deadline;
    struct call *c = call_new();
    double last = -1;
    (void)state;
    c->deadlines = &deadline;
    c->n_deadlines = 1;
    for (int days = 0; days <= 20; days += 5) {
        deadline = date_from_days(date_to_days(TODAY) + days);
        double v = rank_time(c, TODAY, &w);
        assert_true(v >= last);
        last = v;
    }
    assert_true(last > 0.9);
    deadline = date_from_days(date_to_days(TODAY) + 1000);
    assert_float_equal(rank_time(c, TODAY, &w), w.far, 1e-9);
    deadline = date_from_days(date_to_days(TODAY) - 1);
    assert_float_equal(rank_time(c, TODAY, &w), 0, 1e-9);
    c->n_deadlines = 0;
    c->rolling = true;
    assert_float_equal(rank_time(c, TODAY, &w), w.undated, 1e-9);
    call_free(c);
}

static struct profile enterprise(void)
{
    return (struct profile){
        .form = APPLICANT_COOPERATIVE,
        .social_enterprise = true,
        .regions = R(SE_BD),
        .themes = T("rural"),
        .need_min = 100000,
        .need_max = 500000,
        .need_currency = "SEK",
        .own_share = 30,
        .languages = CODE_BIT(LANG_SV),
    };
}

static void test_score_is_its_parts(void **state)
{
    struct arena *mem = arena_new();
    struct weights w = shipped();
    struct profile p = enterprise();
    struct call *c = call_new();
    struct rank_score s;
    double points = 0, of = 0;
    (void)state;
    c->regions = R(SE_BD);
    c->themes = T("rural");
    c->award_ceiling = 300000;
    c->language = LANG_SV;
    struct rank_input in = {
        .call = c, .profile = &p, .text = 0.5, .today = TODAY, .weights = &w};
    rank_judge(mem, &in, &s);
    for (int i = 0; i < PART_COUNT; i++) {
        points += s.parts[i].points;
        of += s.parts[i].of;
        assert_true(s.parts[i].points >= 0);
        assert_true(s.parts[i].points <= s.parts[i].of + 1e-9);
    }
    assert_float_equal(points, s.score, 1e-9);
    assert_float_equal(of, 100, 1e-6);
    assert_false(s.parts[PART_WORDS].judged);
    assert_string_equal(s.parts[PART_THEMES].words, "rural");
    call_free(c);
    arena_free(mem);
}

/* Of two calls that are alike, the one that says who may apply is first. */
static void test_silence_stands_behind(void **state)
{
    struct arena *mem = arena_new();
    struct weights w = shipped();
    struct profile p = enterprise();
    struct call *says = call_new(), *silent = call_new();
    struct rank_score a, b;
    struct rank_input in = {.profile = &p, .today = TODAY, .weights = &w};
    (void)state;
    says->applicants =
        CODE_BIT(APPLICANT_COOPERATIVE) | CODE_BIT(APPLICANT_ASSOCIATION);
    in.call = says;
    rank_judge(mem, &in, &a);
    in.call = silent;
    rank_judge(mem, &in, &b);
    assert_true(a.score > b.score);
    assert_string_equal(a.parts[PART_FORM].words, "cooperative");
    assert_true(b.parts[PART_FORM].judged);
    assert_true(b.parts[PART_FORM].points == 0);
    call_free(says);
    call_free(silent);
    arena_free(mem);
}

/* Which parts count depends on the search, not on the call. */
static void test_parts_depend_on_the_search(void **state)
{
    struct arena *mem = arena_new();
    struct weights w = shipped();
    struct profile p = enterprise();
    struct call *empty = call_new();
    struct rank_score s;
    struct rank_input in = {
        .call = empty, .profile = &p, .today = TODAY, .weights = &w};
    (void)state;
    rank_judge(mem, &in, &s);
    for (int i = PART_TEXT; i < PART_COUNT; i++)
        assert_true(s.parts[i].judged);

    p.themes = p.languages = 0;
    p.social_enterprise = false;
    p.need_min = p.need_max = -1;
    rank_judge(mem, &in, &s);
    assert_false(s.parts[PART_THEMES].judged);
    assert_false(s.parts[PART_LANGUAGE].judged);
    assert_false(s.parts[PART_SOCIAL].judged);
    assert_false(s.parts[PART_SUM].judged);

    in.profile = NULL;
    in.has_words = true;
    rank_judge(mem, &in, &s);
    assert_true(s.parts[PART_WORDS].judged);
    assert_false(s.parts[PART_PLACE].judged);
    assert_true(s.parts[PART_TIME].judged);
    call_free(empty);
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_themes),
        cmocka_unit_test(test_place),
        cmocka_unit_test(test_sum),
        cmocka_unit_test(test_time),
        cmocka_unit_test(test_score_is_its_parts),
        cmocka_unit_test(test_silence_stands_behind),
        cmocka_unit_test(test_parts_depend_on_the_search),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
