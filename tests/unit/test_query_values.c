/* test_query_values.c - dates, sums and names in a query: how they may be
 * written, and the shipped names of fields and codes. */
#include "query_fixture.h"

#include "../../search/query_range.h"

#include <math.h>

static struct arena *mem;
static const struct query_names *names;

static int set_up(void **state)
{
    struct err e = ERR_INIT;
    char data[4096];
    const char *share = getenv("MEDEL_SHARE");
    (void)state;
    mem = arena_new();
    snprintf(data, sizeof data, "%s/data", share != NULL ? share : ".");
    if (lexicon_load(data, &lexicon, &e) != ST_OK)
        fixture_die(&e, data);
    names = lexicon_names(lexicon);
    return 0;
}

static int clean_up(void **state)
{
    (void)state;
    lexicon_free(lexicon);
    arena_free(mem);
    return 0;
}

/* --- dates --------------------------------------------------------------- */

static void test_dates(void **state)
{
    static const struct {
        const char *value, *from, *to;
    } rows[] = {
        {"2026-12-01", "2026-12-01", "2026-12-01"},
        {"20261201", "2026-12-01", "2026-12-01"},
        {"2027-02", "2027-02-01", "2027-02-28"},
        {"2028", "2028-01-01", "2028-12-31"},
        {"2026-12-01..2027-03-31", "2026-12-01", "2027-03-31"},
        {"2026-12..2027-02", "2026-12-01", "2027-02-28"},
        {"2026-12-01–2027-03-31", "2026-12-01", "2027-03-31"},
        {" 2026-12-01 .. 2027-03-31 ", "2026-12-01", "2027-03-31"},
        {"2026-12-01...", "2026-12-01", ""},
        {"..2026-12", "", "2026-12-31"},
        {">2026-12", "2027-01-01", ""},
        {">=2026-12", "2026-12-01", ""},
        {"<2026-12", "", "2026-11-30"},
        {"<=2026-12", "", "2026-12-31"},
        {"30d", "2026-11-23", "2026-12-23"},
        {"0d", "2026-11-23", "2026-11-23"},
        {"30 dagar", "2026-11-23", "2026-12-23"},
        {"2v", "2026-11-23", "2026-12-07"},
        {"2w", "2026-11-23", "2026-12-07"},
        {"3m", "2026-11-23", "2027-02-23"},
        {"3 månader", "2026-11-23", "2027-02-23"},
        {"1å", "2026-11-23", "2027-11-23"},
        {"-14d", "2026-11-09", "2026-11-23"},
        {"idag..3m", "2026-11-23", "2027-02-23"},
        {"30d..60d", "2026-12-23", "2027-01-22"},
        {"today", "2026-11-23", "2026-11-23"},
    };
    static const char *const bad[] = {
        "",     "..",        "igår",   "2026-13", "2026-02-30",  "2026-1",
        "d",    "30",        "30x",    "1/12",    "2026-12-01x", "99999d",
        "2500", "2026-1201", "202612", "9999y",   "2027..2026",  "30d..7d",
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct err e = ERR_INIT;
        struct date from, to;
        char a[DATE_ISO_SIZE], b[DATE_ISO_SIZE];
        if (range_of_dates(mem, names, rows[i].value, TODAY, false, &from, &to,
                           &e) != ST_OK)
            fail_msg("'%s': %s", rows[i].value, e.text);
        if (strcmp(date_format_iso(from, a), rows[i].from) != 0 ||
            strcmp(date_format_iso(to, b), rows[i].to) != 0)
            fail_msg("'%s' is %s..%s", rows[i].value, date_format_iso(from, a),
                     date_format_iso(to, b));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct err e = ERR_INIT;
        struct date from = TODAY, to = TODAY;
        if (range_of_dates(mem, names, bad[i], TODAY, false, &from, &to, &e) !=
            ST_USAGE)
            fail_msg("'%s' is taken for a date", bad[i]);
        assert_true(e.text[0] != '\0');
    }
}

static void test_days_back(void **state)
{
    struct date from, to;
    (void)state;
    assert_int_equal(
        range_of_dates(mem, names, "7d", TODAY, true, &from, &to, NULL), ST_OK);
    assert_int_equal(date_to_days(TODAY) - date_to_days(from), 7);
    assert_int_equal(date_compare(to, TODAY), 0);
    /* A month's last day is as near as it gets. */
    assert_int_equal(range_of_dates(mem, names, "3m",
                                    (struct date){2026, 11, 30}, false, &from,
                                    &to, NULL),
                     ST_OK);
    assert_int_equal(date_compare(to, (struct date){2027, 2, 28}), 0);
}

/* --- sums ---------------------------------------------------------------- */

static void test_sums(void **state)
{
    static const struct {
        const char *value;
        double low, high;
        const char *currency;
    } rows[] = {
        {"100000", 1e5, 1e5, "SEK"},
        {"100 000", 1e5, 1e5, "SEK"},
        {"100\u00a0000 kr", 1e5, 1e5, "SEK"},
        {"1.000.000", 1e6, 1e6, "SEK"},
        {"1,000", 1000, 1000, "SEK"},
        {"1,5", 1.5, 1.5, "SEK"},
        {"100tkr", 1e5, 1e5, "SEK"},
        {"100 tkr", 1e5, 1e5, "SEK"},
        {"100k", 1e5, 1e5, "SEK"},
        {"1,5mkr", 1.5e6, 1.5e6, "SEK"},
        {"1.5 mkr", 1.5e6, 1.5e6, "SEK"},
        {"2MSEK", 2e6, 2e6, "SEK"},
        {"2 miljoner kronor", 2e6, 2e6, "SEK"},
        {"0,25 mdkr", 2.5e8, 2.5e8, "SEK"},
        {"20000EUR", 2e4, 2e4, "EUR"},
        {"€20k", 2e4, 2e4, "EUR"},
        {"20k€", 2e4, 2e4, "EUR"},
        {"1,2 MEUR", 1.2e6, 1.2e6, "EUR"},
        {"100000..", 1e5, INFINITY, "SEK"},
        {"..50000", -INFINITY, 5e4, "SEK"},
        {"100..200tkr", 1e5, 2e5, "SEK"},
        {"50000..1mkr", 5e4, 1e6, "SEK"},
        {"100–500 tkr", 1e5, 5e5, "SEK"},
        {"5000..10000 EUR", 5e3, 1e4, "EUR"},
        {">=100tkr", 1e5, INFINITY, "SEK"},
    };
    static const char *const bad[] = {
        "",           "..",       "mycket",
        "-5",         "5 äpplen", "1 2 3",
        "5..1",       "1e6",      "1234567890123456",
        "9999999mdr", "kr",       "5 EUR SEK",
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct err e = ERR_INIT;
        double low = 0, high = 0;
        char currency[4];
        if (range_of_sums(mem, names, rows[i].value, &low, &high, currency,
                          &e) != ST_OK)
            fail_msg("'%s': %s", rows[i].value, e.text);
        if (low != rows[i].low || high != rows[i].high ||
            strcmp(currency, rows[i].currency) != 0)
            fail_msg("'%s' is %g..%g %s", rows[i].value, low, high, currency);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        double low, high;
        char currency[4];
        if (range_of_sums(mem, names, bad[i], &low, &high, currency, NULL) !=
            ST_USAGE)
            fail_msg("'%s' is taken for a sum", bad[i]);
    }
}

static void test_open_ends(void **state)
{
    double low, high;
    char currency[4];
    (void)state;
    assert_int_equal(
        range_of_sums(mem, names, ">100", &low, &high, currency, NULL), ST_OK);
    assert_true(low > 100 && low < 100.01 && isinf(high));
    assert_int_equal(range_of_shares(mem, "50%..", &low, &high, NULL), ST_OK);
    assert_true(low == 50 && isinf(high));
    assert_int_equal(range_of_shares(mem, "<66,5 %", &low, &high, NULL), ST_OK);
    assert_true(isinf(low) && high < 66.5 && high > 66.4);
    assert_int_equal(range_of_shares(mem, "101", &low, &high, NULL), ST_USAGE);
    assert_int_equal(range_of_shares(mem, "halva", &low, &high, NULL),
                     ST_USAGE);
}

/* --- names --------------------------------------------------------------- */

static void test_fields(void **state)
{
    static const struct {
        const char *name;
        enum query_field field;
    } rows[] = {
        {"region", ASK_REGION},
        {"Region", ASK_REGION},
        {"län", ASK_REGION},
        {"lan", ASK_REGION},
        {"tema", ASK_THEME},
        {"sökande", ASK_APPLICANT},
        {"sokande", ASK_APPLICANT},
        {"läge", ASK_STATUS},
        {"slag", ASK_KIND},
        {"språk", ASK_LANGUAGE},
        {"finansiär", ASK_FUNDER},
        {"titel", ASK_TITLE},
        {"sista_dag", ASK_DEADLINE},
        {"belopp", ASK_SUM},
        {"öppnar", ASK_OPENS},
        {"budget", ASK_BUDGET},
        {"andel", ASK_RATE},
        {"http", ASK_NONE},
        {"12", ASK_NONE},
        {"", ASK_NONE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (query_names_field(names, rows[i].name, strlen(rows[i].name)) !=
            rows[i].field)
            fail_msg("the field '%s'", rows[i].name);
    /* Each field's own name means it. */
    for (int f = 0; f < ASK_NONE; f++) {
        const char *name = query_field_name((enum query_field)f);
        assert_int_equal(query_names_field(names, name, strlen(name)), f);
        assert_string_equal(query_field_words((enum query_field)f), name);
    }
}

static void test_codes(void **state)
{
    static const struct {
        enum code_kind kind;
        const char *value;
        codeset codes;
    } rows[] = {
        {CODE_REGION, "se-bd", CODE_BIT(REGION_SE_BD)},
        {CODE_REGION, "SE BD", CODE_BIT(REGION_SE_BD)},
        {CODE_REGION, "BD", CODE_BIT(REGION_SE_BD)},
        {CODE_REGION, "Norrbottens", CODE_BIT(REGION_SE_BD)},
        {CODE_REGION, "Region Skåne", CODE_BIT(REGION_SE_M)},
        {CODE_REGION, "Skane County", CODE_BIT(REGION_SE_M)},
        {CODE_REGION, "Västra Götalands län", CODE_BIT(REGION_SE_O)},
        {CODE_REGION, "NO", CODE_BIT(REGION_NO)},
        {CODE_REGION, "län", 0},
        {CODE_REGION, "Norrland", 0},
        {CODE_REGION, "", 0},
        {CODE_THEME, "work integration", CODE_BIT(0)},
        {CODE_STATUS, "Öppna", CODE_BIT(CALL_OPEN)},
        {CODE_STATUS, "oppen", CODE_BIT(CALL_OPEN)},
        {CODE_KIND, "lån", CODE_BIT(CALL_LOAN)},
        {CODE_KIND, "grants", CODE_BIT(CALL_GRANT)},
        {CODE_LANGUAGE, "Swedish", CODE_BIT(LANG_SV)},
        {CODE_APPLICANT, "ekonomisk förening", CODE_BIT(APPLICANT_COOPERATIVE)},
        {CODE_APPLICANT, "region", CODE_BIT(APPLICANT_REGION)},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        codeset got = query_names_codes(names, rows[i].kind, rows[i].value);
        if (got != rows[i].codes)
            fail_msg("'%s' is %#llx", rows[i].value, (unsigned long long)got);
    }
    /* Every code is understood as it is spelled. */
    for (int k = CODE_APPLICANT; k <= CODE_LANGUAGE; k++)
        for (int i = 0; i < code_count((enum code_kind)k); i++)
            assert_int_equal(query_names_codes(names, (enum code_kind)k,
                                               code_name((enum code_kind)k, i)),
                             CODE_BIT(i));
}

static void test_regions_among_words(void **state)
{
    static const struct {
        const char *words[2];
        size_t n;
        int region;
    } rows[] = {
        {{"norrbottens"}, 1, REGION_SE_BD},
        {{"norrbottens", "län"}, 2, REGION_SE_BD},
        {{"vasterbotten"}, 1, REGION_SE_AC},
        {{"västra", "götalands"}, 2, REGION_SE_O},
        {{"norr"}, 1, -1},
        {{"ab"}, 1, -1}, /* a county's letters, but also a form of company */
        {{"län"}, 1, -1},
        {{NULL}, 0, -1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(
            query_names_region(names, mem, rows[i].words, rows[i].n),
            rows[i].region);
}

/* A name that could never be met is told with its line. */
static void test_bad_name(void **state)
{
    char command[500], file[] = "/tmp/medel-names-XXXXXX", data[4096];
    struct query_names *v = NULL;
    struct err e = ERR_INIT;
    const char *share = getenv("MEDEL_SHARE");
    int fd = mkstemp(file);
    (void)state;
    assert_true(fd >= 0);
    close(fd);
    snprintf(data, sizeof data, "%s/data/query.yaml",
             share != NULL ? share : ".");
    snprintf(command, sizeof command,
             "sed 's/names: \\[blekinge/names: "
             "[Blekinge-Län/' '%.200s' > %s",
             data, file);
    assert_int_equal(system(command), 0);
    assert_int_equal(query_names_load(file, &v, &e), ST_INVALID);
    assert_non_null(strstr(e.text, "'Blekinge-Län' must be"));
    assert_null(strstr(e.text, ":1: "));
    unlink(file);
}

static void test_bad_file(void **state)
{
    char file[] = "/tmp/medel-names-XXXXXX";
    struct query_names *v = NULL;
    struct err e = ERR_INIT;
    static const char text[] = "operators:\n  and: [AND]\n  or: [OR]\n"
                               "  not: [NOT]\n  near: [NEAR]\nfields:\n"
                               "  - {field: regoin, names: [region]}\n";
    int fd = mkstemp(file);
    (void)state;
    assert_true(fd >= 0 && write(fd, text, sizeof text - 1) > 0);
    close(fd);
    assert_int_equal(query_names_load(file, &v, &e), ST_INVALID);
    assert_non_null(strstr(e.text, ":7: "));
    assert_null(v);
    unlink(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_days_back),
        cmocka_unit_test(test_sums),
        cmocka_unit_test(test_open_ends),
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_codes),
        cmocka_unit_test(test_regions_among_words),
        cmocka_unit_test(test_bad_file),
        cmocka_unit_test(test_bad_name),
    };
    return cmocka_run_group_tests(tests, set_up, clean_up);
}
