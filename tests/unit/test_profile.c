/* test_profile.c - profiles: what is read, and what a mistake is told. */
#include "medel/profile.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char path[64];

static int set_up(void **state)
{
    (void)state;
    snprintf(path, sizeof path, "/tmp/medel-profile-XXXXXX");
    int fd = mkstemp(path);
    return fd < 0 ? -1 : close(fd);
}

static int tear_down(void **state)
{
    (void)state;
    return unlink(path);
}

static void write_file(const void *text, size_t len)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, len, f), len);
    fclose(f);
}

static struct profile *load(const char *text, struct err *e)
{
    struct profile *p = NULL;
    write_file(text, strlen(text));
    if (profile_load(path, &p, e) != ST_OK)
        assert_null(p);
    return p;
}

static void test_whole(void **state)
{
    (void)state;
    struct err e = ERR_INIT;
    struct profile *p = load("# our enterprise\n"
                             "id: pajala-snickeri\n"
                             "name: \"Snickeriet i Pajala\"\n"
                             "form: cooperative\n"
                             "social_enterprise: true\n"
                             "regions: [SE-BD, SE-AC]\n"
                             "municipality: Övertorneå\n"
                             "themes:\n  - work_integration\n  - rural\n"
                             "need: {min: 200000, max: 800000.5, "
                             "currency: EUR}\n"
                             "own_share: 12.5\n"
                             "languages: [sv, en, ar]\n"
                             "keywords: [snickeri, återbruk]\n"
                             "founded: 2019\n"
                             "employees: 9\n"
                             "members: 31\n"
                             "aid_received:\n"
                             "  - {date: 2025-05-01, sum_eur: 45000}\n"
                             "description: >\n  Vi bygger\n  möbler.\n",
                             &e);
    assert_string_equal(e.text, "");
    assert_non_null(p);
    assert_string_equal(p->id, "pajala-snickeri");
    assert_string_equal(p->name, "Snickeriet i Pajala");
    assert_int_equal(p->form, APPLICANT_COOPERATIVE);
    assert_true(p->social_enterprise);
    assert_int_equal(p->regions,
                     CODE_BIT(REGION_SE_BD) | CODE_BIT(REGION_SE_AC));
    assert_string_equal(p->municipality, "Övertorneå");
    assert_int_equal(p->themes,
                     CODE_BIT(code_find(CODE_THEME, "work_integration")) |
                         CODE_BIT(code_find(CODE_THEME, "rural")));
    assert_true(p->need_min == 200000 && p->need_max == 800000.5);
    assert_string_equal(p->need_currency, "EUR");
    assert_true(p->own_share == 12.5);
    assert_int_equal(p->languages, CODE_BIT(LANG_SV) | CODE_BIT(LANG_EN));
    assert_int_equal(p->n_keywords, 2);
    assert_string_equal(p->keywords[1], "återbruk");
    assert_string_equal(p->description, "Vi bygger möbler.\n");
    assert_int_equal(p->founded.year, 2019);
    assert_true(p->employees == 9 && p->members == 31);
    assert_true(p->founded_year_only);
    assert_int_equal(p->n_aid, 1);
    assert_true(p->aid[0].sum_eur == 45000 && p->aid[0].date.month == 5);
    profile_free(p);
    profile_free(NULL);
}

#define LEAST "id: a\nname: b\nform: company\nregions: [SE]\n"

static void test_least(void **state)
{
    (void)state;
    struct err e = ERR_INIT;
    /* Bare, with a byte order mark, with CRLF, with empty optional fields. */
    static const char *const texts[] = {
        LEAST,
        "\xEF\xBB\xBF" LEAST,
        "id: a\r\nname: b\r\nform: company\r\nregions: [SE]\r\n",
        "---\n" LEAST "...\n",
        LEAST "own_share:\nkeywords:\nneed: ~\nmunicipality: null\n"
              "social_enterprise: nej\n",
        "{id: a, name: b, form: company, regions: [SE]}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct profile *p = load(texts[i], &e);
        assert_string_equal(e.text, "");
        assert_non_null(p);
        assert_int_equal(p->form, APPLICANT_COMPANY);
        assert_false(p->social_enterprise);
        assert_true(p->need_min == -1 && p->need_max == -1);
        assert_true(p->own_share == -1 && p->employees == -1 &&
                    p->members == -1);
        assert_string_equal(p->need_currency, "SEK");
        assert_int_equal(p->n_keywords, 0);
        assert_int_equal(p->themes, 0);
        assert_int_equal(p->languages, 0);
        assert_null(p->municipality);
        assert_null(p->description);
        assert_false(date_is_set(p->founded));
        profile_free(p);
    }
}

static void test_mistakes(void **state)
{
    (void)state;
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"", "the file is empty"},
        {"# only a comment\n", "the file is empty"},
        {"just words\n", ":1: the file must be lines of 'field: value'"},
        {"- a\n- b\n", ":1: the file must be lines of 'field: value'"},
        {"id: a\nform: company\nregions: [SE]\n", "field 'name': is missing"},
        {"name: a\n", "field 'id': is missing"},
        {LEAST "forn: x\n", ":5: field 'forn': no such field; did you mean "
                            "'form'?"},
        {LEAST "keyword: [x]\n", "did you mean 'keywords'?"},
        {LEAST "xyzzyxyzzy: 1\n", ":5: field 'xyzzyxyzzy': no such field; "
                                  "there are: id, name"},
        {LEAST "need: {mix: 3}\n", ":5: field 'need.mix': no such field; did "
                                   "you mean 'min'?"},
        {LEAST "name: c\n", ":5: field 'name' is given twice"},
        {"id: a\nname: b\nform: coperative\nregions: [SE]\n",
         ":3: field 'form': unknown code 'coperative'; did you mean "
         "'cooperative'?"},
        {"id: a\nname: b\nform: ab\nregions: [SE]\n",
         ":3: field 'form': unknown code 'ab'; there are: association,"},
        {"id: a\nname: b\nform: company\nregions:\n  - SE\n  - BD\n",
         ":6: field 'regions[1]': unknown code 'BD'; did you mean 'SE-BD'?"},
        {"id: a\nname: b\nform: company\nregions: []\n",
         ":4: field 'regions': must name at least one region"},
        {"id: a\nname: b\nform: company\nregions: SE\n",
         ":4: field 'regions': must be a list, as [a, b]"},
        {"id: [a]\nname: b\nform: company\nregions: [SE]\n",
         ":1: field 'id': must be one value"},
        {"id: \"\"\nname: b\nform: company\nregions: [SE]\n",
         ":1: field 'id': is empty"},
        {LEAST "themes: [rural, rurla]\n", ":5: field 'themes[1]': unknown "
                                           "code 'rurla'; did you mean"},
        {LEAST "need: 5000\n", ":5: field 'need': must be fields of its own"},
        {LEAST "need: {min: 200 000}\n", ":5: field 'need.min': '200 000' is "
                                         "not a number"},
        {LEAST "need:\n  min: 3\n  max: 2\n", ":6: field 'need.min': is more "
                                              "than need.max"},
        {LEAST "need: {max: 1e5}\n", "'1e5' is not a number"},
        {LEAST "need: {max: -5}\n", "'-5' is not a number"},
        {LEAST "need: {max: 99999999999999999999}\n", "is not a number"},
        {LEAST "need: {max: 100000000000000}\n", "is more than"},
        {LEAST "need: {currency: kr}\n", ":5: field 'need.currency': must be "
                                         "three capital letters"},
        {LEAST "own_share: 20,5\n", ":5: field 'own_share': '20,5' is not"},
        {LEAST "own_share: 20 %\n", "'20 %' is not a number"},
        {LEAST "own_share: .nan\n", "'.nan' is not a number"},
        {LEAST "own_share: inf\n", "'inf' is not a number"},
        {LEAST "own_share: 0x10\n", "'0x10' is not a number"},
        {LEAST "own_share: 101\n", "is more than 100"},
        {LEAST "languages: [sv, SV]\n",
         ":5: field 'languages[1]': unknown code 'SV'; did you mean 'sv'?"},
        {LEAST "languages: [svenska]\n", "there are: sv, en, no, fi, da"},
        {LEAST "social_enterprise: kanske\n", "must be true or false, not "
                                              "'kanske'"},
        {LEAST "founded: 19\n", "must be a date as 2026-11-23, not '19'"},
        {LEAST "aid_received: [{date: 2025-01-01}]\n",
         "field 'aid_received[0].sum_eur': is missing"},
        {LEAST "aid_received: [{date: 2025-13-01, sum_eur: 1}]\n",
         ":5: field 'aid_received[0].date': must be a date"},
        {LEAST "keywords: [&a x, *a]\n", ":5: anchors and aliases"},
        {LEAST "keywords: &k [x]\n", ":5: anchors and aliases"},
        {LEAST "keywords: [*x]\n", ":5: anchors and aliases"},
        {LEAST "<<: {own_share: 3}\n", ":5: field '<<': no such field"},
        {LEAST "---\nid: b\n", ":5: a second document begins"},
        {LEAST "need:\n\tmin: 1\n", ":6: begins with a tab"},
        {LEAST "keywords: [a\n", "this is not YAML"},
        {LEAST "description: a: b\n", ":5: this is not YAML: mapping values"},
        {LEAST "name \n", "this is not YAML"},
        {LEAST "? [a, b]\n: c\n", ":5: a field's name must be a plain word"},
        {LEAST "? {a: b}\n: c\n", ":5: a field's name must be a plain word"},
        {LEAST "keywords: [\xE5terbruk]\n", ":5: is not UTF-8"},
        {LEAST "keywords: [a\x07]\n", ":5: this is not YAML: control"},
        {LEAST "keywords: [[a]]\n", ":5: field 'keywords[0]': must be one"},
        {LEAST "keywords: [[[[[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]]]]]\n",
         ":5: nested too deep"},
        {LEAST "\x1b[2J: 1\n", "this is not YAML"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct err e = ERR_INIT;
        assert_null(load(cases[i].text, &e));
        assert_int_equal(e.status, ST_INVALID);
        if (strstr(e.text, cases[i].says) == NULL)
            fail_msg("case %zu: '%s' does not say '%s'", i, e.text,
                     cases[i].says);
        assert_memory_equal(e.text, path, strlen(path));
    }
}

/* What is too big or no text at all; each must end soon. */
static void test_hostile(void **state)
{
    (void)state;
    struct profile *p = NULL;
    struct err e = ERR_INIT;
    static char big[3 << 20];
    memset(big, 'a', sizeof big);
    write_file(big, sizeof big);
    assert_int_equal(profile_load(path, &p, &e), ST_LIMIT);
    err_clear(&e);
    memset(big, '[', 500000);
    memcpy(big, LEAST "x: ", sizeof LEAST + 2);
    write_file(big, 500000);
    assert_int_equal(profile_load(path, &p, &e), ST_INVALID);
    err_clear(&e);
    size_t n = sizeof LEAST - 1;
    memcpy(big, LEAST, n);
    while (n < 900000)
        n += (size_t)snprintf(big + n, 30, "k%zu: 1\n", n);
    write_file(big, n);
    assert_int_equal(profile_load(path, &p, &e), ST_INVALID);
    assert_non_null(strstr(e.text, "more values than a file may hold"));
    err_clear(&e);
    write_file("id: a\0b\n", 8);
    assert_int_equal(profile_load(path, &p, &e), ST_INVALID);
    assert_non_null(strstr(e.text, "NUL"));
    err_clear(&e);
    assert_int_equal(profile_load("/nonexistent/x.yaml", &p, &e), ST_INVALID);
    assert_non_null(strstr(e.text, "/nonexistent/x.yaml"));
    err_clear(&e);
    assert_int_equal(profile_load("/tmp", &p, &e), ST_IO);
    assert_non_null(strstr(e.text, "/tmp"));
    assert_null(p);
}

/* A good profile with one to four bytes changed: an answer, never a crash,
 * and what is accepted keeps its bounds. The generator is fixed. */
static void test_mutations(void **state)
{
    (void)state;
    static const char good[] =
        LEAST "themes: [rural, health]\nneed: {min: 5, max: 1e, currency: "
              "SEK}\nkeywords:\n  - \"a\\tb\"\n  - 'c'\naid_received:\n  - "
              "{date: 2025-01-01, sum_eur: 12.5}\ndescription: |\n  x\n  y\n";
    static const char bytes[] = "\n \t:-[]{}&*!|>'\"%@#,?~\\\xC3\xFF\x01az09";
    uint32_t seed = 2026;
    for (int i = 0; i < 3000; i++) {
        char text[sizeof good];
        memcpy(text, good, sizeof good);
        for (uint32_t k = 0; k <= seed % 4; k++) {
            seed = seed * 1664525u + 1013904223u;
            size_t at = (seed >> 8) % (sizeof good - 1);
            seed = seed * 1664525u + 1013904223u;
            text[at] = bytes[(seed >> 8) % (sizeof bytes - 1)];
        }
        struct err e = ERR_INIT;
        struct profile *p = load(text, &e);
        assert_int_equal(p == NULL, e.status != ST_OK);
        if (p != NULL)
            assert_true(p->regions != 0 && p->need_min <= 1e13);
        profile_free(p);
    }
}

/* Every profile of the judged sets is a good one. */
static void test_corpus(void **state)
{
    (void)state;
    const char *share = getenv("MEDEL_SHARE");
    static const char *const sets[] = {"north", "south"};
    if (share == NULL)
        skip();
    int n = 0;
    for (int i = 0; i < 2; i++) {
        char dir[300], file[600];
        snprintf(dir, sizeof dir, "%s/tests/corpus/%s/profiles", share,
                 sets[i]);
        DIR *d = opendir(dir);
        if (d == NULL)
            continue;
        for (struct dirent *de; (de = readdir(d)) != NULL;) {
            if (strstr(de->d_name, ".yaml") == NULL)
                continue;
            struct err e = ERR_INIT;
            struct profile *p = NULL;
            snprintf(file, sizeof file, "%s/%s", dir, de->d_name);
            if (profile_load(file, &p, &e) != ST_OK)
                fail_msg("%s", e.text);
            profile_free(p);
            n++;
        }
        closedir(d);
    }
    if (n == 0)
        skip();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole),     cmocka_unit_test(test_least),
        cmocka_unit_test(test_mistakes),  cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_mutations), cmocka_unit_test(test_corpus),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
