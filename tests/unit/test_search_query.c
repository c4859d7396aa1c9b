/* test_search_query.c - what people type and what it finds: words in every
 * language of the index, synonyms, compounds, corrections, fields. How queries
 * are parsed is in test_query_parse.c. */
#include "query_fixture.h"

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

static int set_up(void **state)
{
    json_t *all = json_array();
    (void)state;
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        json_array_append_new(all, record(calls[i]));
    return set_up_index(all);
}

static const struct search_request all_calls = {.all = true};

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
    expect("utveckling landsbygd", "bygd sammansatt");
    expect("utveckling av landsbygden", "bygd sammansatt");
    expect("landsbygdutveckling", "bygd sammansatt"); /* linked otherwise */
    expect("NOT landsbygdsutveckling theme:rural", "bygd");
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
    expect("2026 00331", "bygd");
    expect("Diarienummer: 2026 / 00331", "bygd");
    expect("2026–00331", "bygd"); /* with a dash */
    expect("ref 2026.00331 landsbygd", "bygd");
    expect("2026/00332", "");
}

static void test_operators(void **state)
{
    (void)state;
    expect("\"utveckling av landsbygden\"", "bygd");
    expect("\"landsbygden utveckling\"", "");
    expect("teater OR utveckling", "bygd kultur");
    expect("kultur* -teater", "");
    expect("title:kulturstöd", "kultur");
    expect("title:teater", "");
    expect("titel:(kulturstöd OR bygder)", "bygd kultur");
    expect("title:\"levande bygder\"", "bygd");
    expect("title:\"bygder levande\"", "");
    expect("title:kult*", "kultur");
    expect("teater NOT NOT konserter", "kultur");
    expect("landsbygden NEAR utveckling", "bygd");
    expect("landsbygd NEAR/2 utveckling", "bygd"); /* in any form */
    expect("landsbygd NEAR/1 utveckling", "");
    expect("(landsbygd ELLER teater) NÄRA (byarna ELLER konserter)",
           "bygd kultur");
    expect("teat* NEAR konsert", "kultur");
    expect("*stöd", "bygd kultur"); /* the word itself, too */
    expect("kult*stöd", "kultur");
    expect("teater OCH konserter", "kultur");
    expect("teater ELLER byarna", "bygd kultur");
    expect("kultur* INTE teater", "");
}

static void test_closed(void **state)
{
    (void)state;
    expect_by(all_calls, "teater", "borta kultur stangd");
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
    struct candidate_list l =
        found_by((struct search_request){0}, "foretag", &e);
    assert_non_null(l.note);
    candidates_free(&l);
}

static struct candidate_list found(const char *words)
{
    struct err e = ERR_INIT;
    struct candidate_list l = found_by((struct search_request){0}, words, &e);
    if (e.status != ST_OK)
        fail_msg("'%s': %s", words, e.text);
    return l;
}

static void expect_suggestion(const char *words, const char *suggestion)
{
    struct candidate_list l = found(words);
    assert_int_equal(l.n, 0);
    if (suggestion == NULL && l.suggestion != NULL)
        fail_msg("'%s': '%s' is suggested", words, l.suggestion);
    if (suggestion != NULL) {
        assert_non_null(l.suggestion);
        assert_string_equal(l.suggestion, suggestion);
    }
    candidates_free(&l);
}

static void test_suggestion(void **state)
{
    (void)state;
    expect_suggestion("konsrter", "konserter");
    /* A word that would be left out of the search helps nobody. */
    expect_suggestion("occh", NULL);
    /* Everything else stays as it was typed. */
    expect_suggestion("konsrter AND (teater OR x) theme:culture",
                      "konserter AND (teater OR x) theme:culture");
    expect_suggestion("\"konserter i Vsterbotten\"",
                      "\"konserter i västerbotten\"");
    /* Never words that find nothing: with another word, within a filter, or
     * where only a closed call has them. */
    expect_suggestion("konsrter xyzzy", NULL);
    expect_suggestion("konsrter region:SE-BD", NULL);
    expect_suggestion("indrgen", NULL);
    expect_by(all_calls, "indragen", "borta");
}

static void test_accents_among_operators(void **state)
{
    struct candidate_list l = found("foretag OR teater");
    (void)state;
    assert_int_equal(l.n, 2);
    assert_string_equal(strrchr(l.note, ':'), ": företag OR teater");
    candidates_free(&l);
    expect("\"sociala foretag\"", "asf");
    /* A word that is there is taken as it stands. */
    l = found("teater");
    assert_null(l.note);
    candidates_free(&l);
}

static void test_some_of_the_words(void **state)
{
    struct candidate_list l = found("konserter landsbygden");
    (void)state;
    assert_int_equal(l.n, 2);
    assert_non_null(l.note);
    candidates_free(&l);
    /* Not where operators say what is wanted. */
    expect("konserter AND landsbygden", "");
}

/* --- fields -------------------------------------------------------------- */

static void test_fields(void **state)
{
    (void)state;
    expect("region:SE-BD", "bygd");
    expect("region:se-bd,se-z", "bygd sammansatt");
    expect("region:se-bd region:se-z", "bygd sammansatt");
    expect("region:se-bd AND region:se-z", "");
    expect("region:no AND region:fi", "nordic");
    expect("theme:rural applicant:company", "sammansatt");
    expect("applicant:foundation", "asf"); /* any legal person */
    expect("applicant:individual", "");
    expect("kind:prize", "kultur");
    expect("language:en", "nordic");
    expect("funder:fonden theme:culture", "kultur norsk");
    expect("status:forthcoming", "");
}

static void test_names(void **state)
{
    (void)state;
    expect("region:Norrbotten", "bygd");
    expect("region:norrbottens", "bygd");
    expect("län:\"Norrbottens län\"", "bygd");
    expect("lan:jamtland", "sammansatt"); /* without the dots */
    expect("region:Jämtland Härjedalen teater", "");
    expect("tema:landsbygd", "bygd sammansatt");
    expect("tema:\"social ekonomi\",kultur", "asf kultur nordic norsk");
    expect("sökande:\"sociala företag\"", "nordic");
    expect("språk:norska", "norsk");
    expect("slag:pris", "kultur");
    expect_by(all_calls, "läge:stängd", "stangd");
    expect("status:öppen tema:kultur", "kultur norsk");
    expect("titel:kulturstöd", "kultur");
}

static void test_negated_fields(void **state)
{
    (void)state;
    expect("-theme:rural -theme:culture", "asf nordic");
    expect("NOT tema:landsbygd NOT språk:svenska", "nordic norsk");
    expect("theme:culture -region:(SE-AC OR SE-BD)", "norsk");
    /* "Any legal person" is not what was shut out. */
    expect("-applicant:company language:sv", "asf bygd kultur");
    expect("INTE status:öppen", "");
}

static void test_mixed_fields(void **state)
{
    (void)state;
    expect("teater OR theme:rural", "bygd kultur sammansatt");
    expect("(teater OR theme:rural) region:SE-BD,SE-AC", "bygd kultur");
    expect("region:(SE-BD OR SE-Z) NOT fjällen", "bygd");
    /* Deadlines are judged on the record, words by the index. */
    expect("teater OR deadline:30d", "kultur nordic");
    expect("teater ELLER sista:..2027-01-31", "bygd kultur nordic");
    expect("NOT (teater OR deadline:30d)", "asf bygd norsk sammansatt");
    expect("landsbygd OR (kultur* deadline:2027-04)", "bygd kultur");
}

static void test_dates(void **state)
{
    (void)state;
    expect("deadline:2026-12-01..2027-01-31", "bygd nordic");
    expect("deadline:..2026-12-31", "nordic");
    expect("deadline:2027-03-01..", "kultur norsk");
    expect("deadline:2027-01", "bygd");
    expect("deadline:30d", "nordic");
    expect("deadline:2v", "");
    expect("deadline:10w", "bygd nordic sammansatt");
    expect("deadline:3m", "bygd nordic sammansatt");
    expect("deadline:<2027-01-15", "nordic");
    expect("deadline:<=2027-01-15", "bygd nordic");
    expect("deadline:löpande", "asf");
    /* Days that have passed are asked for by name. */
    expect("deadline:2025", "stangd");
    expect_by(all_calls, "deadline:..2026-12-31", "nordic stangd");
    expect("-deadline:2027-01-01..", "asf nordic");
}

static void test_sums(void **state)
{
    (void)state;
    expect("sum:150000..", "nordic sammansatt"); /* 20 000 euro */
    expect("summa:150tkr..", "nordic sammansatt");
    expect("sum:..40000", "bygd nordic");
    expect("sum:0,5mkr", "sammansatt");
    expect("belopp:18000EUR", "nordic sammansatt");
    expect("sum:60000..90000 region:SE-Z", "sammansatt");
    expect("-sum:..40000 theme:rural", "sammansatt");
}

static void test_funders(void **state)
{
    struct candidate_list l = found("funder:fondn");
    (void)state;
    assert_int_equal(l.n, 0);
    assert_non_null(strstr(l.advice, "'fonden'"));
    candidates_free(&l);
    expect("finansiär:Fond teater", "kultur");
    l = found("funder:annan");
    assert_int_equal(l.n, 0);
    assert_non_null(l.advice);
    candidates_free(&l);
}

static void test_filters(void **state)
{
    static const struct {
        enum query_field field;
        const char *value, *ids;
    } rows[] = {
        {ASK_REGION, "norrbotten", "bygd"},
        {ASK_REGION, "SE-BD,SE-Z", "bygd sammansatt"},
        {ASK_DEADLINE, "..2027-01-15", "bygd nordic"},
        {ASK_SUM, "150000..", "nordic sammansatt"},
        {ASK_STATUS, "closed", "stangd"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct err e = ERR_INIT;
        struct arena *mem = arena_new();
        struct filter f = {.n = 0};
        assert_int_equal(filter_add(&f, mem, lexicon_names(lexicon),
                                    rows[i].field, rows[i].value, TODAY, &e),
                         ST_OK);
        expect_by((struct search_request){.filter = &f}, NULL, rows[i].ids);
        /* What was typed and what was chosen narrow each other. */
        expect_by((struct search_request){.filter = &f}, "region:EU", "");
        arena_free(mem);
    }
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
    assert_non_null(strstr(e.text, " /nonexistent:"));
    assert_non_null(strstr(e.text, "medel update"));
    err_clear(&e);
    assert_int_not_equal(searchdb_with(NULL, "/nonexistent/stub", find, &j, &e),
                         ST_OK);
    assert_non_null(strstr(e.text, " /nonexistent/stub:"));
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
        cmocka_unit_test(test_accents_among_operators),
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_negated_fields),
        cmocka_unit_test(test_mixed_fields),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_sums),
        cmocka_unit_test(test_funders),
        cmocka_unit_test(test_filters),
        cmocka_unit_test(test_no_index),
        cmocka_unit_test(test_other_version),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
