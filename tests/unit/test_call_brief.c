/*
 * test_call_brief.c - what a search judges on a brief must come out as it would
 * on the whole record: the calls of a judged set, each with words for every
 * field, before profiles of several kinds.
 */
#include "medel/call_brief.h"

#include "../../search/gate.h"
#include "../../search/rank.h"
#include "../../search/sort.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define TODAY ((struct date){2026, 11, 23})

static const char *const sets[] = {"north", "mid", "who", "money"};
static struct arena *mem;

static const char *shared(const char *name)
{
    const char *share = getenv("MEDEL_SHARE");
    return arena_printf(mem, "%s/%s", share != NULL ? share : ".", name);
}

static int setup(void **state)
{
    (void)state;
    mem = arena_new();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

static struct call *unpacked(const char *data, size_t len)
{
    struct call *c = NULL;
    struct err e = ERR_INIT;
    if (call_brief_unpack(mem, data, len, &c, &e) != ST_OK)
        fail_msg("%s", e.text);
    return c;
}

/* A record with something in every field. */
static struct call *full(void)
{
    struct call *c = call_new();
    c->id = "fonden-abc";
    c->title = "Bidrag";
    c->first_seen = "2026-11-01T02:03:04Z";
    c->withdrawn = "2026-11-20T00:00:00Z";
    c->kind = CALL_PROGRAMME;
    c->status = CALL_FORTHCOMING;
    c->closed_stated = true;
    c->language = LANG_DA;
    c->opens = (struct date){2026, 12, 1};
    c->deadlines = arena_alloc(c->mem, 2 * sizeof *c->deadlines);
    c->deadlines[0] = (struct date){2027, 1, 31};
    c->deadlines[1] = (struct date){1969, 2, 28};
    c->n_deadlines = 2;
    c->deadline_time = 1439;
    c->rolling = c->recurring = true;
    c->award_floor = 10000.5;
    c->award_ceiling = 0;
    c->total_budget = CALL_UNSTATED;
    c->funding_rate = 62.5;
    memcpy(c->currency, "NOK", sizeof c->currency);
    c->applicants = 0x8000000000000001u;
    c->excluded = 2;
    c->regions = 4;
    c->themes = 8;
    c->demands[DEMAND_MEMBERS] = (struct demand_range){5, CALL_UNSTATED};
    static const char *in[] = {"Åre", "Krokom"}, *out[] = {""};
    c->municipalities = in;
    c->n_municipalities = 2;
    c->municipalities_out = out;
    c->n_municipalities_out = 1;
    call_set_evidence(c, FIELD_APPLICANTS, "föreningar", 11, NULL, 1);
    return c;
}

static void test_every_field_comes_back(void **state)
{
    (void)state;
    size_t len;
    struct call *c = full();
    const char *data = call_brief_pack(mem, c, &len);
    const struct call *b = unpacked(data, len);
    assert_string_equal(b->id, c->id);
    assert_string_equal(b->first_seen, c->first_seen);
    assert_string_equal(b->withdrawn, c->withdrawn);
    assert_int_equal(b->kind, c->kind);
    assert_int_equal(b->status, c->status);
    assert_true(b->closed_stated && b->rolling && b->recurring);
    assert_int_equal(b->language, c->language);
    assert_int_equal(date_compare(b->opens, c->opens), 0);
    assert_int_equal(b->n_deadlines, 2);
    assert_int_equal(date_compare(b->deadlines[0], c->deadlines[0]), 0);
    assert_int_equal(date_compare(b->deadlines[1], c->deadlines[1]), 0);
    assert_int_equal(b->deadline_time, 1439);
    assert_true(b->award_floor == 10000.5 && b->award_ceiling == 0);
    assert_true(b->total_budget == CALL_UNSTATED && b->funding_rate == 62.5);
    assert_string_equal(b->currency, "NOK");
    assert_true(b->applicants == c->applicants && b->excluded == 2);
    assert_true(b->regions == 4 && b->themes == 8);
    assert_true(b->demands[DEMAND_MEMBERS].least == 5);
    assert_true(b->demands[DEMAND_MEMBERS].most == CALL_UNSTATED);
    assert_int_equal(b->n_municipalities, 2);
    assert_string_equal(b->municipalities[1], "Krokom");
    assert_int_equal(b->n_municipalities_out, 1);
    assert_string_equal(b->municipalities_out[0], "");
    assert_non_null(b->evidence[FIELD_APPLICANTS].text);
    assert_null(b->evidence[FIELD_REGIONS].text);
    assert_null(b->title);
    call_free(c);
}

static void test_what_is_not_stated_stays_so(void **state)
{
    (void)state;
    size_t len;
    struct call *c = call_new();
    c->id = "x";
    const char *data = call_brief_pack(mem, c, &len);
    const struct call *b = unpacked(data, len);
    assert_null(b->withdrawn);
    assert_null(b->first_seen);
    assert_false(date_is_set(b->opens));
    assert_int_equal(b->deadline_time, -1);
    assert_true(b->award_ceiling == CALL_UNSTATED);
    assert_string_equal(b->currency, "");
    assert_int_equal(b->language, LANG_NONE);
    call_free(c);
}

/* Cut short anywhere, or with a byte too many, or any one changed: refused or
 * read, but nothing outside the bytes is touched (the sanitizers look). */
static void test_damage_is_refused(void **state)
{
    (void)state;
    size_t len;
    struct call *c = full(), *got;
    const char *data = call_brief_pack(mem, c, &len);
    for (size_t n = 0; n <= len + 1; n++) {
        char *exact = malloc(n + 1);
        memcpy(exact, data, n < len ? n : len);
        exact[n] = '\0';
        if (n != len)
            assert_int_equal(call_brief_unpack(mem, exact, n, &got, NULL),
                             ST_CORRUPT);
        free(exact);
    }
    for (size_t i = 0; i < len; i++) {
        char *bad = arena_strndup(mem, data, len);
        bad[i] = (char)0xff;
        enum status st = call_brief_unpack(mem, bad, len, &got, NULL);
        assert_true(st == ST_OK || st == ST_CORRUPT);
    }
    assert_int_equal(call_brief_unpack(mem, NULL, 0, &got, NULL), ST_CORRUPT);
    call_free(c);
}

/* --- judged alike --------------------------------------------------------- */

struct judges {
    struct weights weights;
    struct rates *rates;
    struct profile *profiles[8];
    size_t n;
    size_t barred, fit;
};

static void load(struct judges *j)
{
    static const char *const files[] = {
        "north/profiles/n-vuollerim-aterbruk", "mid/profiles/m-norberg-kyrka",
        "east/profiles/e-vandpunkt-flen", "delta/profiles/d-rutfilm",
        "hill/profiles/hi-trysil-gjenbruk",
    };
    struct err e = ERR_INIT;
    if (weights_load(shared("data/weights.yaml"), &j->weights, &e) != ST_OK ||
        rates_load(shared("data/rates.yaml"), &j->rates, &e) != ST_OK)
        fail_msg("%s", e.text);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (profile_load(
                shared(arena_printf(mem, "tests/corpus/%s.yaml", files[i])),
                &j->profiles[j->n++], &e) != ST_OK)
            fail_msg("%s", e.text);
}

static void check_rank(const struct judges *j, const struct profile *p,
                       const struct call *whole, const struct call *brief)
{
    struct rank_input in = {.call = whole,
                            .profile = p,
                            .text = 0.5,
                            .today = TODAY,
                            .weights = &j->weights,
                            .rates = j->rates};
    struct rank_score a, b;
    rank_judge(mem, &in, &a);
    in.call = brief;
    rank_judge(mem, &in, &b);
    if (a.score != b.score)
        fail_msg("%s: score %.9f on the record, %.9f on its brief", whole->id,
                 a.score, b.score);
}

static void check_sort(const struct judges *j, const struct call *whole,
                       const struct call *brief)
{
    static const enum sort_by orders[] = {SORT_DEADLINE, SORT_SUM, SORT_NEW};
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        assert_int_equal(
            sort_compare(sort_key(whole, orders[i], TODAY, j->rates),
                         sort_key(brief, orders[i], TODAY, j->rates)),
            0);
}

static void check_call(struct judges *j, struct call *whole)
{
    size_t len;
    const char *data = call_brief_pack(mem, whole, &len);
    const struct call *brief = unpacked(data, len);
    const struct gate_day day = {TODAY, 12 * 60};
    check_sort(j, whole, brief);
    for (size_t i = 0; i < j->n; i++) {
        struct gate_result a, b;
        gate_judge(whole, j->profiles[i], j->rates, day, &a);
        gate_judge(brief, j->profiles[i], j->rates, day, &b);
        for (int r = 0; r < RULE_COUNT; r++)
            if (a.checks[r].reason != b.checks[r].reason)
                fail_msg("%s: %s is %s on the record, %s on its brief",
                         whole->id, gate_rule_name((enum gate_rule)r),
                         gate_reason_name(a.checks[r].reason),
                         gate_reason_name(b.checks[r].reason));
        assert_int_equal(a.verdict, b.verdict);
        j->barred += a.verdict == VERDICT_NO;
        j->fit += a.verdict != VERDICT_NO;
        check_rank(j, j->profiles[i], whole, brief);
    }
}

static void check_set(struct judges *j, const char *name, bool quoted)
{
    char line[65536];
    const char *path =
        shared(arena_printf(mem, "tests/corpus/%s/gold.jsonl", name));
    FILE *f = fopen(path, "r");
    if (f == NULL)
        fail_msg("%s", path);
    while (fgets(line, sizeof line, f) != NULL) {
        struct call *c = NULL;
        struct err e = ERR_INIT;
        json_t *o = json_loads(line, 0, NULL);
        assert_non_null(o);
        if (call_from_json(o, &c, &e) != ST_OK)
            fail_msg("%s", e.text);
        c->id = c->id != NULL ? c->id : c->url;
        for (int i = 0; quoted && i < FIELD_COUNT; i++)
            call_set_evidence(c, (enum call_field)i, "so it says", 10, NULL, 1);
        check_call(j, c);
        call_free(c);
        json_decref(o);
    }
    fclose(f);
}

static void test_it_is_judged_as_the_record(void **state)
{
    (void)state;
    struct judges j = {.n = 0};
    load(&j);
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        check_set(&j, sets[i], false);
        check_set(&j, sets[i], true);
    }
    assert_true(j.barred > 100 && j.fit > 100);
    for (size_t i = 0; i < j.n; i++)
        profile_free(j.profiles[i]);
    rates_free(j.rates);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_every_field_comes_back, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_what_is_not_stated_stays_so, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_damage_is_refused, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_it_is_judged_as_the_record, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
