/* test_profile_new.c - what the guide makes of answers, its drafts, and that
 * what it writes is a profile. */
#include "../../search/lexicon.h"
#include "../../search/profile_draft.h"
#include "../../search/profile_write.h"

#include "medel/paths.h"
#include "medel/profile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct arena *mem;
static struct lexicon *lexicon;
static struct municipalities *places;
static struct state_aid *aid;
static struct question_data data;
static char dir[] = "/tmp/medel-new-XXXXXX";

static int set_up(void **state)
{
    struct err e = ERR_INIT;
    (void)state;
    mem = arena_new();
    const char *shipped = paths_share(mem, "data");
    bool well =
        mkdtemp(dir) != NULL && lexicon_load(shipped, &lexicon, &e) == ST_OK &&
        municipalities_load(
            paths_join(mem, shipped, "lexicon/municipalities.yaml"), &places,
            &e) == ST_OK &&
        state_aid_load(paths_join(mem, shipped, "state_aid.yaml"), &aid, &e) ==
            ST_OK;
    if (!well)
        return -1;
    data = (struct question_data){
        lexicon_names(lexicon), places, aid, {2026, 11, 23}};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    state_aid_free(aid);
    municipalities_free(places);
    lexicon_free(lexicon);
    arena_free(mem);
    return rmdir(dir);
}

/* --- answers ------------------------------------------------------------- */

static void test_answers(void **state)
{
    static const struct {
        enum question q;
        const char *text, *answer; /* NULL: refused, */
        const char *said;          /* with these words */
    } rows[] = {
        {Q_NAME, "Vår \"by\"", "Vår \"by\"", NULL},
        {Q_NAME, "a\tb", NULL, "control"},
        {Q_NAME, "\xff\xfe", NULL, "UTF-8"},
        {Q_ID, "pajala_1", "pajala_1", NULL},
        {Q_ID, "../etc", NULL, "letters"},
        {Q_ID, "-x", NULL, "letters"},
        {Q_FORM, "ekonomisk förening", "cooperative", NULL},
        {Q_FORM, "Aktiebolag", "company", NULL},
        {Q_FORM, "sole_trader", "sole_trader", NULL},
        {Q_FORM, "kooperatvi", NULL, "'kooperativ'"},
        {Q_FORM, "association, company", NULL, "which one"},
        {Q_FORM, ",", NULL, "nothing"},
        {Q_SOCIAL, "ja", "true", NULL},
        {Q_SOCIAL, "No", "false", NULL},
        {Q_SOCIAL, "perhaps", NULL, "yes or no"},
        {Q_FOUNDED, "2019", "2019", NULL},
        {Q_FOUNDED, "2019-05-01", "2019-05-01", NULL},
        {Q_FOUNDED, "2027", NULL, "come"},
        {Q_FOUNDED, "2019-02-30", NULL, "2019-02-30"},
        {Q_EMPLOYEES, "9", "9", NULL},
        {Q_EMPLOYEES, "2,5", "2.5", NULL},
        {Q_EMPLOYEES, "many", NULL, "number"},
        {Q_LANGUAGES, "svenska, English", "sv, en", NULL},
        {Q_REGIONS, "norrbotten; SE-AC", "SE-AC, SE-BD", NULL},
        {Q_REGIONS, "vasterbotten", "SE-AC", NULL},
        {Q_REGIONS, "Norrboten", NULL, "norrbotten"},
        {Q_MUNICIPALITY, "pajala kommun", "Pajala", NULL},
        {Q_MUNICIPALITY, "Kiruuna", NULL, "Kiruna"},
        {Q_THEMES, "landsbygd, cirkulär ekonomi", "rural, circular", NULL},
        {Q_THEMES, "rurall", NULL, "rural"},
        {Q_KEYWORDS, " a ,, b;c ", "a, b, c", NULL},
        {Q_NEED_MIN, "150 tkr", "150000 SEK", NULL},
        {Q_NEED_MIN, "1,5 mkr", "1500000 SEK", NULL},
        {Q_NEED_MIN, "20000 EUR", "20000 EUR", NULL},
        {Q_NEED_MIN, "100..200", NULL, "no sum"},
        {Q_NEED_MIN, "much", NULL, "no sum"},
        {Q_SHARE, "20 %", "20", NULL},
        {Q_SHARE, "0", "0", NULL},
        {Q_SHARE, "120", NULL, "per cent"},
        {Q_AID, "2025-05-01 45 000; 2026-02-10 8000 agriculture",
         "2025-05-01 45000; 2026-02-10 8000 agriculture", NULL},
        {Q_AID, "2025-05-01", NULL, "day and sum"},
        {Q_AID, "45000 2025-05-01", NULL, "day and sum"},
        {Q_AID, "2025-05-01 45000 kr", NULL, "euros"},
        {Q_AID, "2025-05-01 45000 fishery", NULL, "no sum"},
    };
    const char *none[Q_COUNT] = {NULL};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct err e = ERR_INIT;
        const char *answer = NULL;
        enum status st = question_take(mem, &data, rows[i].q, rows[i].text,
                                       none, &answer, &e);
        if (rows[i].answer != NULL) {
            if (st != ST_OK)
                fail_msg("'%s': %s", rows[i].text, e.text);
            assert_string_equal(answer, rows[i].answer);
        } else if (st != ST_INVALID || strstr(e.text, rows[i].said) == NULL) {
            fail_msg("'%s': '%s' lacks '%s'", rows[i].text, e.text,
                     rows[i].said);
        }
    }
}

/* Some answers depend on those before. */
static void test_answers_on_answers(void **state)
{
    const char *answers[Q_COUNT] = {
        [Q_NAME] = "Åkeriet i Ör & Co", [Q_NEED_MIN] = "200000 SEK"};
    const char *answer;
    struct err e = ERR_INIT;
    (void)state;
    assert_string_equal(question_default(mem, Q_ID, answers),
                        "akeriet-i-or-co");
    assert_int_equal(
        question_take(mem, &data, Q_NEED_MAX, "100000", answers, &answer, &e),
        ST_INVALID);
    err_clear(&e);
    assert_int_equal(question_take(mem, &data, Q_NEED_MAX, "30000 EUR", answers,
                                   &answer, &e),
                     ST_INVALID);
    assert_non_null(strstr(e.text, "SEK"));
    err_clear(&e);
    answers[Q_REGIONS] = "FI";
    assert_int_equal(question_take(mem, &data, Q_MUNICIPALITY, "Närpes",
                                   answers, &answer, &e),
                     ST_OK);
    const char **words;
    answers[Q_REGIONS] = "SE-I";
    assert_int_equal(
        question_completions(mem, &data, Q_MUNICIPALITY, answers, &words), 1);
    assert_string_equal(words[0], "Gotland");
}

/* Every code is offered, by a name that is then understood as it. */
static void test_all_that_is_offered_is_taken(void **state)
{
    static const enum question coded[] = {Q_FORM, Q_LANGUAGES, Q_REGIONS,
                                          Q_THEMES};
    const char *none[Q_COUNT] = {NULL};
    (void)state;
    for (size_t k = 0; k < sizeof coded / sizeof *coded; k++) {
        const char **words, *answer;
        size_t n = question_completions(mem, &data, coded[k], none, &words);
        assert_true(n > 4);
        for (size_t i = 0; i < n; i++) {
            struct err e = ERR_INIT;
            if (question_take(mem, &data, coded[k], words[i], none, &answer,
                              &e) != ST_OK)
                fail_msg("%s: %s", question_key(coded[k]), e.text);
        }
    }
}

/* --- drafts -------------------------------------------------------------- */

static void test_draft(void **state)
{
    struct err e = ERR_INIT;
    struct profile_draft a = {.mem = mem, .next = Q_FORM}, b = {.mem = mem};
    const char *path =
        profile_draft_path(mem, paths_join(mem, dir, "our.yaml"));
    (void)state;
    assert_string_equal(path, paths_join(mem, dir, ".our.yaml.draft"));
    assert_string_equal(profile_draft_path(mem, "x.yaml"), ".x.yaml.draft");
    assert_int_equal(profile_draft_load(path, &b, &e), ST_NOT_FOUND);
    err_clear(&e);
    a.answers[Q_NAME] = "Å \"x\"\\";
    assert_int_equal(profile_draft_save(path, &a, &e), ST_OK);
    a.next = Q_COUNT;
    assert_int_equal(profile_draft_save(path, &a, &e), ST_OK);
    assert_int_equal(profile_draft_load(path, &b, &e), ST_OK);
    assert_int_equal(b.next, Q_COUNT);
    assert_string_equal(b.answers[Q_NAME], a.answers[Q_NAME]);
    assert_null(b.answers[Q_ID]);
    static const char *const bad[] = {
        "", "[]", "{\"medel_draft\": 2, \"next\": \"id\", \"answers\": {}}",
        "{\"medel_draft\": 1, \"next\": \"nonsense\", \"answers\": {}}",
        "{\"medel_draft\": 1, \"next\": \"id\", \"answers\": {\"name\": 1}}"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        FILE *f = fopen(path, "w");
        assert_non_null(f);
        fputs(bad[i], f);
        fclose(f);
        assert_int_equal(profile_draft_load(path, &b, &e), ST_INVALID);
        err_clear(&e);
    }
    unlink(path);
}

/* --- the file ------------------------------------------------------------ */

static struct profile *written(const char *const answers[Q_COUNT])
{
    struct buf out;
    struct err e = ERR_INIT;
    struct profile *p = NULL;
    const char *path = paths_join(mem, dir, "written.yaml");
    buf_init(&out, 1 << 20);
    assert_int_equal(profile_write(&out, &data, answers), ST_OK);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fwrite(out.data, 1, out.len, f);
    fclose(f);
    if (profile_load(path, &p, &e) != ST_OK)
        fail_msg("%s\n%s", e.text, out.data);
    unlink(path);
    buf_free(&out);
    return p;
}

static void test_least(void **state)
{
    const char *answers[Q_COUNT] = {[Q_NAME] = "# no: 'comment'",
                                    [Q_ID] = "no",
                                    [Q_FORM] = "company",
                                    [Q_REGIONS] = "NO"};
    (void)state;
    struct profile *p = written(answers);
    assert_string_equal(p->name, "# no: 'comment'");
    assert_string_equal(p->id, "no");
    assert_int_equal(p->regions, CODE_BIT(REGION_NO));
    assert_true(p->need_min < 0 && p->own_share < 0 && p->n_keywords == 0);
    assert_null(p->description);
    profile_free(p);
}

static void test_most(void **state)
{
    const char *answers[Q_COUNT] = {
        [Q_NAME] = "Åkeriet \"Ör\"",
        [Q_ID] = "or",
        [Q_FORM] = "cooperative",
        [Q_SOCIAL] = "true",
        [Q_FOUNDED] = "2019",
        [Q_EMPLOYEES] = "2.5",
        [Q_MEMBERS] = "31",
        [Q_LANGUAGES] = "sv, no",
        [Q_REGIONS] = "SE-AC, SE-BD",
        [Q_MUNICIPALITY] = "Umeå",
        [Q_THEMES] = "rural",
        [Q_KEYWORDS] = "snickeri, b: c, #d",
        [Q_AUDIENCE] = "unga, Snickeri",
        [Q_DESCRIPTION] = "- Vi bygger # möbler: \"av\" spill & säljer {dem}.",
        [Q_NEED_MIN] = "150000 EUR",
        [Q_NEED_MAX] = "500000.5 EUR",
        [Q_SHARE] = "12.5",
        [Q_AID] = "2025-05-01 45000; 2026-02-10 8000 agriculture"};
    (void)state;
    struct profile *p = written(answers);
    assert_string_equal(p->name, answers[Q_NAME]);
    assert_true(p->social_enterprise && p->founded_year_only);
    assert_true(p->employees == 2.5 && p->members == 31);
    assert_int_equal(p->languages, CODE_BIT(LANG_SV) | CODE_BIT(LANG_NO));
    assert_int_equal(p->themes, CODE_BIT(code_find(CODE_THEME, "rural")) |
                                    CODE_BIT(code_find(CODE_THEME, "youth")));
    assert_int_equal(p->n_keywords, 4); /* the second snickeri is not told */
    assert_string_equal(p->keywords[1], "b: c");
    assert_string_equal(p->keywords[3], "unga");
    assert_int_equal(strncmp(p->description, answers[Q_DESCRIPTION],
                             strlen(answers[Q_DESCRIPTION])),
                     0);
    assert_true(p->need_min == 150000 && p->need_max == 500000.5);
    assert_string_equal(p->need_currency, "EUR");
    assert_true(p->own_share == 12.5);
    assert_int_equal(p->n_aid, 2);
    assert_null(p->aid[0].rule);
    assert_string_equal(p->aid[1].rule, "agriculture");
    profile_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_answers_on_answers),
        cmocka_unit_test(test_all_that_is_offered_is_taken),
        cmocka_unit_test(test_draft),
        cmocka_unit_test(test_least),
        cmocka_unit_test(test_most),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
