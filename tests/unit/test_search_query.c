/* test_search_query.c - what people type and what it finds: parsing, words in
 * every language of the index, synonyms, compounds, corrections, filters. */
#include "search_fixture.h"

#include "../../search/candidates.h"
#include "../../search/words_query.h"

#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#define TODAY ((struct date){2026, 11, 23})

static char dir[] = "/tmp/medel-query-XXXXXX";
static char path[64];
static struct lexicon *lexicon;
static struct rates *rates;
static struct weights weights;

/* Calls in few words: what the tests below look for. */
static const char *const calls[] = {
    "{'id':'bygd','title':'Levande bygder','themes':['rural'],"
    "'regions':['SE-BD'],'applicants':['association'],'text':'Stöd till "
    "utveckling av landsbygden och byarna.','deadlines':['2027-01-15'],"
    "'reference':'Dnr 2026/00331','award_ceiling':100000}",
    "{'id':'sammansatt','title':'Landsbygdsutveckling i fjällen',"
    "'themes':['rural'],'regions':['SE-Z'],'applicants':['company'],"
    "'text':'Pengar till den som vill bo kvar.',"
    "'deadlines':['2027-02-01'],'award_floor':50000,"
    "'award_ceiling':900000}",
    "{'id':'asf','title':'Sociala företag växer','themes':['business'],"
    "'regions':['SE'],'applicants':['legal_person'],'text':'För "
    "arbetsintegrerande sociala företag som tränar personer för arbete. Vi "
    "läser alla ansökningar.','rolling':true}",
    "{'id':'nordic','title':'Seed money for social enterprises',"
    "'language':'en','themes':['business','international'],"
    "'regions':['NO','FI','DK'],'applicants':['social_enterprise'],"
    "'text':'Reading rooms, schools and other places. The companies share "
    "their training.','deadlines':['2026-12-15'],'currency':'EUR',"
    "'award_ceiling':20000}",
    "{'id':'norsk','title':'Tilskudd til biblioteker','language':'no',"
    "'themes':['culture'],'regions':['NO'],'applicants':['municipality'],"
    "'text':'Bibliotekene kan søke om penger til skolene.',"
    "'deadlines':['2027-03-01']}",
    "{'id':'kultur','title':'Kulturstöd','themes':['culture'],"
    "'regions':['SE-AC'],'applicants':['association'],'text':'Teater och "
    "konserter i Västerbotten och i skolan.','deadlines':['2027-04-01'],"
    "'kind':'prize'}",
    "{'id':'stangd','title':'Kulturstöd förra året','themes':['culture'],"
    "'regions':['SE-AC'],'applicants':['association'],'text':'Teater.',"
    "'deadlines':['2025-04-01']}",
    "{'id':'borta','title':'Indragen utlysning om teater',"
    "'themes':['culture'],'regions':['SE-AC'],'text':'Teater.',"
    "'deadlines':['2027-04-01'],'withdrawn':'2026-11-01T04:00:00Z'}",
};

/* A record from a line above: single quotes, and what all have. */
static json_t *record(const char *line)
{
    static const struct {
        const char *key, *value;
    } common[] = {
        {"url", "https://fond.example/x"},
        {"funder", "Fonden"},
        {"funder_id", "fonden"},
        {"kind", "grant"},
        {"status", "open"},
        {"language", "sv"},
        {"currency", "SEK"},
    };
    char *text = strdup(line);
    for (char *s = text; *s != '\0'; s++)
        if (*s == '\'')
            *s = '"';
    json_error_t why;
    json_t *o = json_loads(text, 0, &why);
    if (o == NULL)
        fail_msg("%s: %s", why.text, text);
    free(text);
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (json_object_get(o, common[i].key) == NULL)
            json_object_set_new(o, common[i].key, json_string(common[i].value));
    return o;
}

static int set_up(void **state)
{
    struct err e = ERR_INIT;
    char data[4096], file[4200];
    const char *share = getenv("MEDEL_SHARE");
    json_t *all = json_array();
    (void)state;
    if (mkdtemp(dir) == NULL)
        return 1;
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        json_array_append_new(all, record(calls[i]));
    snprintf(path, sizeof path, "%s/index", dir);
    fixture_index(path, all, INDEX_SCHEMA_VERSION, TODAY);
    json_decref(all);
    snprintf(data, sizeof data, "%s/data", share != NULL ? share : ".");
    if (lexicon_load(data, &lexicon, &e) != ST_OK)
        fixture_die(&e, data);
    snprintf(file, sizeof file, "%s/rates.yaml", data);
    if (rates_load(file, &rates, &e) != ST_OK)
        fixture_die(&e, file);
    snprintf(file, sizeof file, "%s/weights.yaml", data);
    if (weights_load(file, &weights, &e) != ST_OK)
        fixture_die(&e, file);
    return 0;
}

static int tear_down(void **state)
{
    char command[200];
    (void)state;
    lexicon_free(lexicon);
    rates_free(rates);
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    return system(command);
}

/* --- searching ----------------------------------------------------------- */

struct job {
    struct search_request rq;
    struct candidate_list found;
};

static enum status find(struct searchdb *db, void *arg, struct err *e)
{
    struct job *j = arg;
    candidates_free(&j->found);
    candidates_init(&j->found);
    return candidates_find(db, &j->rq, &j->found, e);
}

static struct job searched(const char *words, const struct filter *filter,
                           bool all, struct err *e)
{
    static const struct filter none = {0};
    struct job j = {.rq = {.words = words,
                           .filter = filter != NULL ? filter : &none,
                           .day = {TODAY, -1},
                           .all = all,
                           .weights = &weights,
                           .lexicon = lexicon,
                           .rates = rates}};
    searchdb_with(NULL, path, find, &j, e);
    return j;
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The ids found, sorted, with blanks between. */
static void expect_with(const char *words, const struct filter *f, bool all,
                        const char *ids)
{
    struct err e = ERR_INIT;
    struct job j = searched(words, f, all, &e);
    const char *found[20];
    char text[500] = "";
    if (e.status != ST_OK)
        fail_msg("'%s': %s", words != NULL ? words : "", e.text);
    for (size_t i = 0; i < j.found.n; i++)
        found[i] = j.found.items[i].call->id;
    if (j.found.n > 0)
        qsort(found, j.found.n, sizeof *found, compare);
    for (size_t i = 0; i < j.found.n; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s",
                 i > 0 ? " " : "", found[i]);
    if (strcmp(text, ids) != 0)
        fail_msg("'%s' finds '%s', not '%s'", words != NULL ? words : "", text,
                 ids);
    candidates_free(&j.found);
}

static void expect(const char *words, const char *ids)
{
    expect_with(words, NULL, false, ids);
}

/* --- words --------------------------------------------------------------- */

static void test_words(void **state)
{
    (void)state;
    expect("teater", "kultur");
    expect("Teatern", "kultur");              /* inflected */
    expect("TEATER konsert", "kultur");       /* all must be there */
    expect("stöd för landsbygden i", "bygd"); /* little words fall */
    expect("biblioteket", "norsk");
    expect("library", ""); /* no such word in English */
    expect(NULL, "asf bygd kultur nordic norsk sammansatt");
}

/* Each call is stemmed in its own language, and NOT shuts out by it. */
static void test_languages(void **state)
{
    (void)state;
    expect("companies", "nordic");
    expect("company", "nordic");
    expect("konserten", "kultur");
    expect("bibliotek", "norsk");
    expect("(teater OR bibliotek) AND NOT konsert", "norsk");
    expect("training NOT school", "");
    expect("training NOT library", "nordic");
}

static void test_compounds(void **state)
{
    (void)state;
    expect("landsbygdsutveckling", "bygd sammansatt");
    expect("landsbygd utveckling", "bygd sammansatt");
    expect("utveckling landsbygd", "bygd");
}

static void test_synonyms(void **state)
{
    (void)state;
    expect("samhällsföretag", "asf nordic");
    expect("social enterprise", "asf nordic");
    expect("wise", "asf");
}

static void test_places(void **state)
{
    (void)state;
    expect("norrbotten", "bygd"); /* by code: the text does not say it */
    expect("Norrbottens län", "bygd");
    expect("västerbotten", "kultur");
    expect("norge", "nordic norsk");
}

static void test_references(void **state)
{
    (void)state;
    expect("2026/00331", "bygd");
    expect("dnr 2026-00331", "bygd");
    expect("dnr2026-00331", "bygd");
    expect("DNR202600331", "bygd");
    expect("2026/00332", "");
}

static void test_operators(void **state)
{
    struct err e = ERR_INIT;
    (void)state;
    expect("\"utveckling av landsbygden\"", "bygd");
    expect("\"landsbygden utveckling\"", "");
    expect("teater OR utveckling", "bygd kultur");
    expect("kultur* -teater", "");
    expect("title:kulturstöd", "kultur");
    expect("title:teater", "");
    struct job j = searched("teater AND (", NULL, false, &e);
    assert_int_equal(e.status, ST_BAD_QUERY);
    candidates_free(&j.found);
}

static void test_closed(void **state)
{
    (void)state;
    expect_with("teater", NULL, true, "borta kultur stangd");
    expect("teater status:closed", "stangd");
    expect("status:closed", "stangd");
}

/* --- corrections --------------------------------------------------------- */

static void test_accents(void **state)
{
    struct err e = ERR_INIT;
    (void)state;
    expect("foretag", "asf");
    expect("vasterbotten", "kultur");
    struct job j = searched("foretag", NULL, false, &e);
    assert_non_null(j.found.note);
    candidates_free(&j.found);
}

static void test_suggestion(void **state)
{
    struct err e = ERR_INIT;
    (void)state;
    struct job j = searched("konsrter", NULL, false, &e);
    assert_int_equal(j.found.n, 0);
    assert_string_equal(j.found.suggestion, "konserter");
    candidates_free(&j.found);
    /* Never words that find nothing. */
    j = searched("konsrter xyzzy", NULL, false, &e);
    assert_int_equal(j.found.n, 0);
    assert_null(j.found.suggestion);
    candidates_free(&j.found);
}

static void test_some_of_the_words(void **state)
{
    struct err e = ERR_INIT;
    (void)state;
    struct job j = searched("konserter landsbygden", NULL, false, &e);
    assert_int_equal(j.found.n, 2);
    assert_non_null(j.found.note);
    candidates_free(&j.found);
}

/* --- filters ------------------------------------------------------------- */

static void test_fields(void **state)
{
    (void)state;
    expect("region:SE-BD", "bygd");
    expect("region:se-bd,se-z", "bygd sammansatt");
    expect("region:se-bd region:se-z", "bygd sammansatt");
    expect("theme:rural applicant:company", "sammansatt");
    expect("applicant:foundation", "asf"); /* any legal person */
    expect("applicant:individual", "");
    expect("kind:prize", "kultur");
    expect("language:en", "nordic");
    expect("funder:fonden theme:culture", "kultur norsk");
    expect("funder:annan", "");
    expect("status:forthcoming", "");
}

static void test_bad_fields(void **state)
{
    static const struct {
        const char *words, *says;
    } rows[] = {
        {"theme:rurall", "'rural'"},  {"teater theme:", "theme"},
        {"regon:se-bd", "'region:'"}, {"status:oppen", "'open'"},
        {"???", "no word"},           {"k\xf6k", "UTF-8"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct err e = ERR_INIT;
        struct job j = searched(rows[i].words, NULL, false, &e);
        assert_int_equal(e.status, ST_BAD_QUERY);
        if (strstr(e.text, rows[i].says) == NULL)
            fail_msg("'%s': '%s' lacks %s", rows[i].words, e.text,
                     rows[i].says);
        candidates_free(&j.found);
    }
}

static void test_dates_and_sums(void **state)
{
    struct filter f = {.deadline_before = {2027, 1, 15}};
    (void)state;
    expect_with(NULL, &f, false, "bygd nordic");
    f = (struct filter){.deadline_after = {2027, 3, 1}};
    expect_with(NULL, &f, false, "kultur norsk");
    f = (struct filter){.min_sum = 150000};
    expect_with(NULL, &f, false, "nordic sammansatt"); /* 20 000 euro */
    f = (struct filter){.max_sum = 40000};
    expect_with(NULL, &f, false, "bygd nordic");
    f = (struct filter){.min_sum = 150000, .max_sum = 60000};
    expect_with(NULL, &f, false, "nordic sammansatt");
}

/* --- the index ----------------------------------------------------------- */

static void test_no_index(void **state)
{
    struct err e = ERR_INIT;
    struct job j = {.rq = {0}};
    (void)state;
    assert_int_not_equal(searchdb_with("/nonexistent", NULL, find, &j, &e),
                         ST_OK);
    assert_int_equal(status_exit_code(e.status), 3);
    assert_non_null(strstr(e.text, "/nonexistent/index/stub"));
    assert_non_null(strstr(e.text, "medel update"));
}

static void test_other_version(void **state)
{
    struct err e = ERR_INIT;
    struct job j = {.rq = {0}};
    json_t *none = json_array();
    char other[80];
    (void)state;
    snprintf(other, sizeof other, "%s/other", dir);
    fixture_index(other, none, "999", TODAY);
    assert_int_not_equal(searchdb_with(NULL, other, find, &j, &e), ST_OK);
    assert_int_equal(status_exit_code(e.status), 3);
    assert_non_null(strstr(e.text, "--rebuild"));
    err_clear(&e);
    fixture_index(other, none, "", TODAY);
    assert_int_not_equal(searchdb_with(NULL, other, find, &j, &e), ST_OK);
    assert_int_equal(status_exit_code(e.status), 3);
    json_decref(none);
}

static void test_hostile_words(void **state)
{
    static const char *const rows[] = {
        "\"",
        "(((((",
        "AND",
        "NOT",
        "a*",
        "****",
        "-",
        "+",
        ":",
        "theme",
        "a:b:c",
        "NEAR/99999999 x",
        "\"a \"b\" c\"",
        "x:\"",
        "\xc3\xb6*",
        "\xf0\x9f\x92\xb0",
        "teater \xe2\x80\x8b",
        "region:(",
        "!!",
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct err e = ERR_INIT;
        struct job j = searched(rows[i], NULL, false, &e);
        assert_true(e.status == ST_OK || e.status == ST_BAD_QUERY);
        candidates_free(&j.found);
    }
    char *many = malloc(200001);
    memset(many, 'a', 200000);
    for (size_t i = 5; i < 200000; i += 6)
        many[i] = ' ';
    many[200000] = '\0';
    struct err e = ERR_INIT;
    struct job j = searched(many, NULL, false, &e);
    assert_int_equal(e.status, ST_BAD_QUERY);
    candidates_free(&j.found);
    free(many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_languages),
        cmocka_unit_test(test_compounds),
        cmocka_unit_test(test_synonyms),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_references),
        cmocka_unit_test(test_operators),
        cmocka_unit_test(test_closed),
        cmocka_unit_test(test_accents),
        cmocka_unit_test(test_suggestion),
        cmocka_unit_test(test_some_of_the_words),
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_bad_fields),
        cmocka_unit_test(test_dates_and_sums),
        cmocka_unit_test(test_no_index),
        cmocka_unit_test(test_other_version),
        cmocka_unit_test(test_hostile_words),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
