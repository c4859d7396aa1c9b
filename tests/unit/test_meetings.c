/* test_meetings.c - the meetings at which a funder tells of its call. */
#include "reading_fixture.h"

#include <string.h>

static const struct {
    const char *text, *meetings; /* parted by ", " */
} rows[] = {
    {"Informationsmöte hålls digitalt den 9 december kl. 10–11.",
     "2026-12-09 10:00-11:00"},
    {"Webbinarium 14 januari 2027", "2027-01-14"},
    {"Vi svarar på frågor den 10 december 2026 klockan 13.00.",
     "2026-12-10 13:00"},
    {"Välkommen till vårt webbinarium om utlysningen torsdagen den 10 december "
     "kl. 12.00–12.45. Sista dag att ansöka är den 20 januari 2027.",
     "2026-12-10 12:00-12:45"},
    {"Digital frågestund: 12 januari 2027 kl 15-16", "2027-01-12 15:00-16:00"},
    {"Kl. 9.30–11 den 8 december håller vi informationsträff på Teams.",
     "2026-12-08 09:30-11:00"},
    {"Vi håller informationsmöten den 9 december och den 16 december kl. "
     "10–11.",
     "2026-12-09 10:00-11:00, 2026-12-16 10:00-11:00"},
    {"Drop-in den 8 december mellan kl. 10 och 12 för dig som söker.",
     "2026-12-08 10:00-12:00"},
    {"Vi ordnar ett informationsmöte för er som vill veta mer. Det är den 9 "
     "december 2026 kl. 10.",
     "2026-12-09 10:00"},
    {"## Informationsmöten\n- 9 december 2026 kl. 10–11\n- 14 januari 2027 kl. "
     "13–14.30",
     "2026-12-09 10:00-11:00, 2027-01-14 13:00-14:30"},
    {"Anmäl dig senast den 5 december 2026 till informationsmötet den 9 "
     "december 2026.",
     "2026-12-09"},
    {"Skicka gärna frågor före webbinariet den 9 december 2026.", "2026-12-09"},
    {"Webbinariet är den 9 december 2026 och styrelsemötet den 3 mars 2027.",
     "2026-12-09"},
    /* twice on a page, once with the hour */
    {"Informationsmöte den 9 december. Mer om hur man söker följer här. Vårt "
     "informationsmöte börjar kl. 10 den 9 december 2026.",
     "2026-12-09 10:00"},
    {"An online information session will be held on 15 December 2026 from 10 "
     "to 11:30 am CET.",
     "2026-12-15 10:00-11:30"},
    {"Join our webinar on 14 January 2027, 2–3 pm, and apply by 1 March 2027.",
     "2027-01-14 14:00-15:00"},
    {"Q&A session for applicants: 12 January 2027, 13:00-14:00 CET.",
     "2027-01-12 13:00-14:00"},
    {"Vi inviterer til digitalt informasjonsmøte 10. desember 2026 kl. "
     "10.00–11.00. Søknadsfristen er 20. januar 2027.",
     "2026-12-10 10:00-11:00"},
    {"Vi holder webinar om utlysningen onsdag 9. desember kl. 9.",
     "2026-12-09 09:00"},
    {"Orienteringsmøde afholdes den 12. januar 2027 kl. 14-16.",
     "2027-01-12 14:00-16:00"},
    {"Informationsmöte :: 26 januari 2027. Tidigaste start: 1 augusti 2027.",
     "2027-01-26"},
    {"## Kalender\n- 1 december 2026: ansökan öppnar\n- 9 december 2026: "
     "frågestund på nätet\n- 31 maj 2027 kl. 12: ansökan stänger",
     "2026-12-09"},
    /* what does not count */
    {"Styrelsen har möte den 9 december 2026 och beslutar då.", ""},
    {"Anmälan till informationsmötet görs senast den 5 december 2026.", ""},
    {"Informationsmötet den 9 december 2026 är inställt.", ""},
    {"Informationsmötet den 9 december 2026. Det blir inte av.", ""},
    {"Projektet ska avslutas med ett webbinarium den 3 december 2026.", ""},
    {"Informationsmöte hölls den 4 mars 2026 kl. 10.", ""},
    {"Ansökan öppnar den 9 december 2026 och stänger den 20 januari 2027.", ""},
    {"Projektet får pågå 9 december 2026–30 juni 2027. Vi ger stöd till "
     "webbinarier.",
     ""},
    {"Stödet går till konferenser, till exempel mässan den 9 december 2026.",
     ""},
    {"## Kalender\n- 9 december 2026: Webbinarium om arbetsmiljö", ""},
    {"## Relaterat\n- Webbinarium om något annat 9 december 2026", ""},
    {"The board meets on 9 December 2026; decisions follow.", ""},
    {"The application round opens on 9 December 2026.", ""},
    {"Styremøte er 9. desember 2026.", ""},
};

static const char *meetings_of(struct arena *mem, const struct call *c)
{
    const char *all = "";
    char when[CALL_MEETING_SIZE];
    for (size_t i = 0; i < c->n_meetings; i++)
        all = arena_printf(mem, "%s%s%s", all, i > 0 ? ", " : "",
                           call_meeting_when(&c->meetings[i], when));
    return all;
}

static void test_rows(void **state)
{
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *mem = arena_new();
        struct page_reading *r =
            read_markup(mem, arena_printf(mem, "# Bidrag till föreningar\n%s\n",
                                          rows[i].text));
        const char *got = meetings_of(mem, r->calls[0]);
        if (strcmp(got, rows[i].meetings) != 0) {
            print_message("%s\n  got  %s\n  want %s\n", rows[i].text, got,
                          rows[i].meetings);
            wrong++;
        }
        reading_free_calls(r);
        arena_free(mem);
    }
    assert_int_equal(wrong, 0);
}

/* The words are the sentence; of a bare day those above it too. */
static void test_words(void **state)
{
    (void)state;
    static const struct {
        const char *text, *words;
    } said[] = {
        {"Välkommen! Informationsmöte hålls den 9 december 2026 kl. 10. Sök "
         "sedan.",
         "Informationsmöte hålls den 9 december 2026 kl. 10."},
        {"Vi ordnar ett webbinarium. Det är den 9 december 2026.",
         "Vi ordnar ett webbinarium. Det är den 9 december 2026."},
        {"## Informationsmöten\n- 9 december 2026 kl. 10–11",
         "Informationsmöten: 9 december 2026 kl. 10–11"},
    };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        struct arena *mem = arena_new();
        struct page_reading *r =
            read_markup(mem, arena_printf(mem, "# Bidrag\n%s\n", said[i].text));
        assert_int_equal(r->calls[0]->n_meetings, 1);
        assert_string_equal(r->calls[0]->meetings[0].text, said[i].words);
        assert_null(r->calls[0]->meetings[0].url);
        reading_free_calls(r);
        arena_free(mem);
    }
}

/* Only a few, and a meeting is no last day to apply. */
static void test_bounds(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    const char *text = "# Bidrag\n## Informationsmöten\n";
    for (int d = 1; d <= (int)CAP_CALL_MEETINGS + 4; d++)
        text = arena_printf(mem, "%s* %d december 2026 kl. 10\n", text, d);
    struct page_reading *r = read_markup(mem, text);
    assert_int_equal(r->calls[0]->n_meetings, CAP_CALL_MEETINGS);
    assert_int_equal(r->calls[0]->meetings[0].date.day, 1);
    assert_int_equal(r->calls[0]->n_deadlines, 0);
    reading_free_calls(r);
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_bounds),
    };
    return cmocka_run_group_tests(tests, fixture_load, fixture_free);
}
