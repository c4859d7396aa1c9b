/* test_profile_check.c - what a profile is said to lack, and what in it is
 * doubted; municipalities and their counties. */
#include "../../search/profile_check.h"

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

static struct {
    struct arena *mem;
    struct weights weights;
    struct lexicon *lexicon;
    struct municipalities *municipalities;
    struct state_aid *aid;
} data;

static int set_up(void **state)
{
    (void)state;
    struct err e = ERR_INIT;
    data.mem = arena_new();
    const char *dir = paths_share(data.mem, "data");
    bool well = weights_load(paths_join(data.mem, dir, "weights.yaml"),
                             &data.weights, &e) == ST_OK &&
                lexicon_load(dir, &data.lexicon, &e) == ST_OK &&
                municipalities_load(
                    paths_join(data.mem, dir, "lexicon/municipalities.yaml"),
                    &data.municipalities, &e) == ST_OK &&
                state_aid_load(paths_join(data.mem, dir, "state_aid.yaml"),
                               &data.aid, &e) == ST_OK;
    if (!well)
        fprintf(stderr, "%s\n", e.text);
    return well ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    state_aid_free(data.aid);
    municipalities_free(data.municipalities);
    lexicon_free(data.lexicon);
    arena_free(data.mem);
    return 0;
}

/* A profile that lacks nothing. */
static struct profile_aid aid = {{2025, 5, 1}, 45000, NULL};
static const char *words[] = {"snickeri", "arbetsträning"};
static struct profile whole(void)
{
    return (struct profile){
        .id = "a",
        .name = "Vi",
        .form = APPLICANT_COOPERATIVE,
        .social_enterprise = true,
        .regions = CODE_BIT(REGION_SE_BD),
        .municipality = "Jokkmokk",
        .themes = CODE_BIT(code_find(CODE_THEME, "rural")),
        .need_min = 100000,
        .need_max = 500000,
        .need_currency = "SEK",
        .own_share = 30,
        .languages = CODE_BIT(LANG_SV),
        .keywords = words,
        .n_keywords = 2,
        .description = "Vi bygger.",
        .founded = {2019, 1, 1},
        .employees = 9,
        .aid = &aid,
        .n_aid = 1,
    };
}

static struct findings check(const struct profile *p)
{
    const struct profile_check_data d = {&data.weights, data.lexicon,
                                         data.municipalities,
                                         (struct date){2026, 11, 23},
                                         data.aid};
    struct findings f;
    profile_check(data.mem, p, &d, &f);
    return f;
}

/* P has one finding, of KIND and on FIELD; with WORDS in it. */
static void assert_one(const struct profile *p, enum finding_kind kind,
                       const char *field, const char *said)
{
    struct findings f = check(p);
    assert_int_equal(f.n, 1);
    assert_int_equal(f.items[0].kind, kind);
    assert_int_equal(f.counts[kind], 1);
    assert_string_equal(f.items[0].field, field);
    assert_non_null(strstr(f.items[0].words, said));
}

static void test_whole(void **state)
{
    (void)state;
    struct profile p = whole();
    assert_int_equal(check(&p).n, 0);
}

static void test_missing(void **state)
{
    (void)state;
    struct profile p = whole();
    p.themes = 0;
    assert_one(&p, FINDING_MISSING, "themes", "17 of");
    p = whole(), p.n_keywords = 0;
    assert_one(&p, FINDING_MISSING, "keywords", "29 of");
    p = whole(), p.description = NULL;
    assert_one(&p, FINDING_MISSING, "description", "29 of");
    p = whole(), p.municipality = NULL;
    assert_one(&p, FINDING_MISSING, "municipality", "municipalities");
    p = whole(), p.regions = CODE_BIT(REGION_SE);
    assert_one(&p, FINDING_MISSING, "regions", "county");
    p = whole(), p.need_max = -1;
    assert_one(&p, FINDING_MISSING, "need.max", "whole need");
    p = whole(), p.need_min = -1;
    assert_one(&p, FINDING_MISSING, "need.min", "least");
    p = whole(), p.need_min = p.need_max = -1;
    assert_one(&p, FINDING_MISSING, "need", "too little");
    p = whole(), p.own_share = -1;
    assert_one(&p, FINDING_MISSING, "own_share", "per cent");
    p = whole(), p.languages = 0;
    assert_one(&p, FINDING_MISSING, "languages", "[sv, en]");
}

static void test_aid(void **state)
{
    (void)state;
    struct profile p = whole();
    struct profile_aid one = {{2023, 11, 24}, 1000, "agriculture"};
    p.aid = &one;
    assert_int_equal(check(&p).n, 0);
    one.date = (struct date){2023, 11, 23}; /* three years ago to the day */
    assert_one(&p, FINDING_DOUBTFUL, "aid_received", "2023-11-23");
    one = (struct profile_aid){{2025, 1, 1}, 1000, "agricultural"};
    assert_one(&p, FINDING_DOUBTFUL, "aid_received",
               "sgei, agriculture, fisheries");
    p.n_aid = 0;
    assert_one(&p, FINDING_ADD, "aid_received", "room");
}

static void test_could_be_added(void **state)
{
    (void)state;
    struct profile p = whole();
    p.founded = DATE_NONE;
    assert_one(&p, FINDING_ADD, "founded", "old");
    p = whole(), p.employees = -1;
    assert_one(&p, FINDING_ADD, "employees", "large");
    p = whole(), p.social_enterprise = false;
    assert_one(&p, FINDING_ADD, "social_enterprise", "10 of");
}

static void test_doubtful(void **state)
{
    (void)state;
    static const char *again[] = {"Snickeri", "snickeri"};
    static const char *empty[] = {"snickeri", "och"};
    struct profile p = whole();
    p.municipality = "Umeå";
    assert_one(&p, FINDING_DOUBTFUL, "municipality", "SE-AC");
    p = whole(), p.municipality = "Jokmokk";
    assert_one(&p, FINDING_DOUBTFUL, "municipality", "'Jokkmokk'");
    p = whole(), p.municipality = "Xyzzy";
    assert_one(&p, FINDING_DOUBTFUL, "municipality", "'Xyzzy'");
    p = whole(), p.need_min = 100, p.need_max = 500;
    assert_one(&p, FINDING_DOUBTFUL, "need", "200000");
    p = whole(), p.own_share = 0.25;
    assert_one(&p, FINDING_DOUBTFUL, "own_share", "25");
    p = whole(), p.own_share = 100;
    assert_one(&p, FINDING_DOUBTFUL, "own_share", "100");
    p = whole(), p.themes = CODE_BIT(code_find(CODE_THEME, "business"));
    assert_one(&p, FINDING_DOUBTFUL, "themes", "business");
    p = whole(), p.themes = ((codeset)1 << code_count(CODE_THEME)) - 1;
    assert_one(&p, FINDING_DOUBTFUL, "themes", "many");
    p = whole(), p.keywords = again;
    assert_one(&p, FINDING_DOUBTFUL, "keywords", "'snickeri'");
    p = whole(), p.keywords = empty;
    assert_one(&p, FINDING_DOUBTFUL, "keywords", "'och'");
    p = whole(), p.founded = (struct date){2027, 1, 1};
    assert_one(&p, FINDING_DOUBTFUL, "founded", "to come");
}

/* Other countries have municipalities that no list of ours has. */
static void test_abroad(void **state)
{
    (void)state;
    struct profile p = whole();
    p.regions = CODE_BIT(REGION_NO);
    p.municipality = "Tromsø";
    assert_int_equal(check(&p).n, 0);
    p.regions = CODE_BIT(REGION_SE);
    p.municipality = "Umeå"; /* the county is missing, nothing contradicts */
    assert_one(&p, FINDING_MISSING, "regions", "county");
}

static void test_counties(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int county;
    } cases[] = {
        {"Umeå", REGION_SE_AC},
        {"UMEÅ", REGION_SE_AC},
        {"Umeå kommun", REGION_SE_AC},
        {"Umeås kommun", REGION_SE_AC},
        {"Upplands Väsby", REGION_SE_AB},
        {"Umea\u030a", REGION_SE_AC},
        {"Umeborg", -1},
        {"kommun", -1},
        {"", -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(
            municipalities_county(data.municipalities, cases[i].name),
            cases[i].county);
    assert_string_equal(municipalities_near(data.municipalities, "jokkmok"),
                        "Jokkmokk");
}

static void test_bad_list(void **state)
{
    (void)state;
    struct municipalities *m = NULL;
    struct err e = ERR_INIT;
    char path[] = "/tmp/medel-municipalities-XXXXXX";
    int fd = mkstemp(path);
    FILE *f = fdopen(fd, "w");
    assert_non_null(f);
    fputs("lexicon: municipalities\nentries:\n"
          "  - code: \"Umeå/SE-AC\"\n    terms: [\"umeå\"]\n"
          "  - code: \"Kiruna/SE-XX\"\n    terms: [\"kiruna\"]\n",
          f);
    fclose(f);
    assert_int_equal(municipalities_load(path, &m, &e), ST_INVALID);
    assert_null(m);
    assert_non_null(strstr(e.text, ":5: 'Kiruna/SE-XX'"));
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole),          cmocka_unit_test(test_missing),
        cmocka_unit_test(test_aid),
        cmocka_unit_test(test_could_be_added), cmocka_unit_test(test_doubtful),
        cmocka_unit_test(test_abroad),         cmocka_unit_test(test_counties),
        cmocka_unit_test(test_bad_list),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
