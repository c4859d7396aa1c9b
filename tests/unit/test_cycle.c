/* test_cycle.c - the next round: from the page's words, from past rounds. */
#include "../../search/cycle.h"
#include "../../search/cycles.h"

#include "medel/paths.h"

#include "search_fixture.h"

#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena *mem;
static struct cycle_words *words;
static char dir[] = "/tmp/medel-cycle-XXXXXX";

static int set_up_all(void **state)
{
    struct err e = ERR_INIT;
    const char *share = getenv("MEDEL_SHARE");
    (void)state;
    mem = arena_new();
    if (mkdtemp(dir) == NULL)
        return -1;
    if (cycle_words_load(paths_join(mem, share != NULL ? share : ".", "data"),
                         &words, &e) != ST_OK)
        fixture_die(&e, "data");
    return 0;
}

static int tear_down_all(void **state)
{
    char command[100];
    (void)state;
    cycle_words_free(words);
    arena_free(mem);
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    return system(command);
}

static struct date day(const char *iso)
{
    struct date d = DATE_NONE;
    if (iso[0] != '\0')
        assert_true(date_parse_iso(iso, &d));
    return d;
}

/* "3-15 o2-1 9-0/odd": the days in TEXT. */
static const char *days_in(const char *text)
{
    static const char *const years[] = {"", "/other", "/odd", "/even"};
    struct cycle_day *d;
    const char *all = "";
    size_t n = cycle_words_find(words, mem, text, &d);
    for (size_t i = 0; i < n; i++)
        all = arena_printf(mem, "%s%s%s%d-%d%s", all, i > 0 ? " " : "",
                           d[i].opens ? "o" : "", d[i].month, d[i].day,
                           years[d[i].years]);
    return all;
}

static void test_words(void **state)
{
    (void)state;
    static const struct {
        const char *text, *days;
    } rows[] = {
        {"Ansök senast den 31 januari varje år.", "1-31"},
        {"Bidraget har två omgångar varje år, med sista ansökningsdag den 15 "
         "mars respektive den 15 september.",
         "3-15 9-15"},
        {"Ansökan görs årligen mellan 15 augusti och 15 oktober.",
         "o8-15 10-15"},
        {"E-tjänsten ligger öppen för ansökan från den 1 februari till den 31 "
         "mars varje år och är annars stängd.",
         "o2-1 3-31"},
        {"Sista dag är den 1 och 15 maj varje år.", "5-1 5-15"},
        {"Vi tar emot ansökningar i september varje år.", "9-0"},
        {"Sista ansökningsdag är den 1:a mars udda år.", "3-1/odd"},
        {"Ansökan lämnas senast 30 april vartannat år.", "4-30/other"},
        {"Applications close on March 15 every year.", "3-15"},
        {"Apply by 1 October in even years.", "10-1/even"},
        {"Søknadsfristen er 15. februar og 15. september hvert år.",
         "2-15 9-15"},
        {"Søk hvert år innen 31. mai.", "5-31"},
        /* A year makes it a day like any other. */
        {"Sista ansökningsdag är den 15 mars 2027, som varje år.", ""},
        /* Not each year, not about applying, or about what comes after. */
        {"Ansök senast den 31 januari.", ""},
        {"Föreningens dag firas den 6 juni varje år.", ""},
        {"Ekonomisk delredovisning lämnas årligen senast den 28 februari.", ""},
        {"Lägesrapport ska lämnas varje år senast den 31 januari.", ""},
        {"Beslut om ansökan fattas i maj varje år.", ""},
        {"Ansök senast den 29 februari varje år.", "2-29"},
        /* Each sentence by itself. */
        {"Ansök varje år. Festen är den 3 maj.", ""},
        {"Ansök.\nVarje år den 15 mars är sista dag att söka.\nVälkommen!",
         "3-15"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(days_in(rows[i].text), rows[i].days);
}

/* --- prediction ----------------------------------------------------------- */

#define TODAY_TEXT "2026-11-23"

/* What is foretold on TODAY_TEXT of rounds with these last days (blanks
 * between) and what SAID says: "from..to n/period confidence", or "". */
static const char *foretold(const char *rounds, const char *said,
                            bool recurring, bool gone)
{
    struct cycle_round all[20];
    struct cycle_day *d = NULL;
    struct cycle_known k = {
        .rounds = all, .recurring = recurring, .gone = gone};
    struct prediction p;
    char a[DATE_ISO_SIZE], b[DATE_ISO_SIZE];
    for (const char *s = rounds; *s != '\0'; s += strspn(s, " ")) {
        all[k.n_rounds++] =
            (struct cycle_round){.last_day = day(arena_strndup(mem, s, 10))};
        s += 10;
    }
    k.n_said = cycle_words_find(words, mem, said, &d);
    k.said = d;
    if (!cycle_predict(mem, &k, day(TODAY_TEXT), &p))
        return "";
    assert_true(date_compare(p.from, p.to) <= 0);
    return arena_printf(mem, "%s..%s %zu/%d %.2f", date_format_iso(p.from, a),
                        date_format_iso(p.to, b), p.rounds, p.period_years,
                        p.confidence);
}

static void test_rounds(void **state)
{
    (void)state;
    static const struct {
        const char *rounds, *said;
        bool recurring, gone;
        const char *expected;
    } rows[] = {
        /* Once is no habit, unless the page says so. */
        {"2026-03-15", "", false, false, ""},
        {"2026-03-15", "", true, false, "2027-03-01..2027-03-29 1/1 0.50"},
        {"2025-03-15 2026-03-17", "", false, false,
         "2027-03-08..2027-03-24 2/1 0.60"},
        {"2024-03-15 2025-03-15 2026-03-15", "", false, false,
         "2027-03-12..2027-03-18 3/1 0.75"},
        {"2023-03-10 2024-03-15 2025-03-15 2026-03-15", "", false, false,
         "2027-03-07..2027-03-18 4/1 0.85"},
        /* Spring and autumn: the next of them. */
        {"2025-03-15 2025-09-15 2026-03-15 2026-09-15", "", false, false,
         "2027-03-08..2027-03-22 2/1 0.60"},
        /* After a day that is known already. */
        {"2025-03-15 2026-03-15 2027-03-15", "", false, false,
         "2028-03-12..2028-03-18 3/1 0.75"},
        /* Moved within its round. */
        {"2025-03-15 2026-03-01 2026-03-15", "", false, false,
         "2027-03-08..2027-03-22 2/1 0.60"},
        /* Round New Year. */
        {"2024-12-28 2026-01-04", "", false, false,
         "2026-12-21..2027-01-11 2/1 0.60"},
        /* Every other year takes three to show. */
        {"2022-05-01 2024-05-01", "", false, false, ""},
        {"2021-05-01 2023-05-01 2025-05-01", "", false, false,
         "2027-04-28..2027-05-04 3/2 0.75"},
        /* Rounds that did not come, and a page that went. */
        {"2023-03-15 2024-03-15 2025-03-15", "", false, false,
         "2027-03-12..2027-03-18 3/1 0.45"},
        {"2014-03-15 2015-03-15", "", false, false, ""},
        {"2024-03-15 2025-03-15 2026-03-15", "", false, true,
         "2027-03-12..2027-03-18 3/1 0.52"},
        /* The page's words, alone and with rounds. */
        {"", "Ansök senast den 15 mars varje år.", true, false,
         "2027-03-15..2027-03-15 0/1 0.75"},
        {"", "Ansök i mars varje år.", true, false,
         "2027-03-01..2027-03-31 0/1 0.60"},
        {"2025-03-14 2026-03-15", "Ansök senast den 15 mars varje år.", true,
         false, "2027-03-15..2027-03-15 2/1 0.85"},
        {"", "Ansök senast den 15 mars och den 15 december varje år.", true,
         false, "2026-12-15..2026-12-15 0/1 0.75"},
        {"", "Ansök senast den 15 mars jämna år.", true, false,
         "2028-03-15..2028-03-15 0/2 0.75"},
        {"", "Ansök senast den 15 mars udda år.", true, false,
         "2027-03-15..2027-03-15 0/2 0.75"},
        {"", "Ansök senast den 15 mars vartannat år.", true, false, ""},
        {"2025-03-15", "Ansök senast den 15 mars vartannat år.", true, false,
         "2027-03-15..2027-03-15 1/2 0.85"},
        {"", "Ansök senast den 29 februari varje år.", true, false,
         "2027-02-28..2027-02-28 0/1 0.75"},
        {"", "", true, false, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(foretold(rows[i].rounds, rows[i].said,
                                     rows[i].recurring, rows[i].gone),
                            rows[i].expected);
}

static void test_opening(void **state)
{
    (void)state;
    const struct cycle_round rounds[] = {
        {day("2025-03-31"), day("2025-02-01")},
        {day("2026-03-31"), day("2026-02-01")},
    };
    struct cycle_known k = {.rounds = rounds, .n_rounds = 2};
    struct prediction p;
    assert_true(cycle_predict(mem, &k, day(TODAY_TEXT), &p));
    assert_int_equal(date_compare(p.opens_from, day("2027-01-25")), 0);
    assert_int_equal(date_compare(p.opens_to, day("2027-02-08")), 0);
    json_t *o = prediction_to_json(&p);
    assert_int_equal(json_array_size(json_object_get(o, "based_on")), 2);
    assert_string_equal(json_string_value(json_object_get(o, "deadline_from")),
                        "2027-03-24");
    json_decref(o);
    assert_non_null(strstr(prediction_words(mem, &p), "prediction"));
    /* The page names the opening day; the round goes over New Year. */
    struct cycle_day *said;
    k = (struct cycle_known){.recurring = true};
    k.n_said = cycle_words_find(
        words, mem, "Ansök mellan 1 december och 15 januari varje år.", &said);
    k.said = said;
    assert_true(cycle_predict(mem, &k, day(TODAY_TEXT), &p));
    assert_int_equal(date_compare(p.to, day("2027-01-15")), 0);
    assert_int_equal(date_compare(p.opens_from, day("2026-12-01")), 0);
}

/* --- rounds out of the index ---------------------------------------------- */

static void test_moved_days_are_no_rounds(void **state)
{
    (void)state;
    static const char json[] =
        "{\"id\":\"a\",\"deadlines\":[\"2027-03-15\"],\"past\":["
        "{\"until\":\"2025-06-01T00:00:00Z\",\"was\":{\"deadlines\":"
        "[\"2025-03-15\"]}},"
        "{\"until\":\"2026-02-01T00:00:00Z\",\"was\":{\"deadlines\":"
        "[\"2026-03-01\"]}},"
        "{\"until\":\"2026-06-01T00:00:00Z\",\"was\":{\"deadlines\":"
        "[\"2026-03-15\"]}}]}";
    struct err e = ERR_INIT;
    struct history h;
    struct cycle_round *r;
    assert_int_equal(history_read(mem, json, strlen(json), &h, &e), ST_OK);
    assert_int_equal(cycles_rounds(mem, &h, &r), 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_not_equal(date_compare(r[i].last_day, day("2026-03-01")), 0);
    history_free(&h);
}

static void test_key(void **state)
{
    (void)state;
    assert_string_equal(cycles_key(mem, "Kulturbidrag 2025/26: Steg 1"),
                        "kulturbidrag steg 1");
    assert_string_equal(cycles_key(mem, "2026"), "");
    assert_string_equal(cycles_key(mem, NULL), "");
}

#define RECORD(id, title, deadline, more)                                      \
    "{\"id\":\"" id "\",\"title\":\"" title "\",\"funder_id\":\"f\","          \
    "\"status\":\"closed\",\"language\":\"sv\",\"deadlines\":[\"" deadline     \
    "\"]" more "}"

struct asked {
    const char *id;
    struct cycle_answer answer;
    struct cycles *cycles;
};

static enum status ask(struct searchdb *db, void *arg, struct err *e)
{
    struct asked *a = arg;
    struct history h;
    enum status st = history_find(db, mem, a->id, &h, e);
    if (st != ST_OK)
        return st;
    st = cycles_ask(a->cycles, db, h.call, day(TODAY_TEXT), &a->answer, e);
    history_free(&h);
    return st;
}

static void test_rounds_with_pages_of_their_own(void **state)
{
    (void)state;
    static const char records[] =
        "[" RECORD("a", "Kulturbidrag 2025", "2025-03-15", ",\"regions\":[\"SE-BD\"]") "," RECORD(
            "b", "Kulturbidrag 2026", "2026-03-15",
            ",\"regions\":[\"SE-BD\"]") "," RECORD("c", "Kulturbidrag 2026",
                                                   "2026-05-15",
                                                   ",\"regions\":[\"SE-"
                                                   "Z\"]") "," RECORD("d",
                                                                      "Anna"
                                                                      "t",
                                                                      "2026"
                                                                      "-03-"
                                                                      "15",
                                                                      "") "]";
    static const struct {
        const char *id;
        bool predicted;
        const char *later;
    } rows[] = {{"a", true, "b"},
                {"b", true, NULL},
                {"c", false, NULL},
                {"d", false, NULL}};
    const char *path = paths_join(mem, dir, "index");
    json_t *all = json_loads(records, 0, NULL);
    fixture_index(path, all, INDEX_SCHEMA_VERSION, day(TODAY_TEXT));
    json_decref(all);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct err e = ERR_INIT;
        struct asked a = {.id = rows[i].id};
        assert_int_equal(cycles_new(&a.cycles, &e), ST_OK);
        if (searchdb_with(NULL, path, ask, &a, &e) != ST_OK)
            fail_msg("%s", e.text);
        assert_int_equal(a.answer.predicted, rows[i].predicted);
        if (rows[i].later == NULL)
            assert_null(a.answer.later);
        else
            assert_string_equal(a.answer.later, rows[i].later);
        if (a.answer.predicted)
            assert_int_equal(a.answer.prediction.rounds, 2);
        cycles_free(a.cycles);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_rounds),
        cmocka_unit_test(test_opening),
        cmocka_unit_test(test_moved_days_are_no_rounds),
        cmocka_unit_test(test_key),
        cmocka_unit_test(test_rounds_with_pages_of_their_own),
    };
    return cmocka_run_group_tests(tests, set_up_all, tear_down_all);
}
