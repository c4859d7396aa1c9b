/* test_dates.c - dates and times in running text. */
#include "read_fixture.h"

#include "../../read/dates.h"

#include <string.h>

static const struct date ref = {2026, 11, 23};

static void check(const char *text, const char *want)
{
    struct arena *mem = arena_new();
    struct unit u;
    text_unit(mem, fixture_vocab, text, &u);
    size_t n;
    struct date_mention *m = dates_find(mem, &u, &n);
    dates_resolve(m, n, ref, ref);
    struct buf b;
    buf_init(&b, 4096);
    for (size_t i = 0; i < n; i++) {
        char iso[DATE_ISO_SIZE];
        date_format_iso(m[i].date, iso);
        buf_printf(&b, "%s%s%s", i > 0 ? (m[i].ends_range ? "/" : " ") : "",
                   iso, m[i].has_day ? "" : "~");
        if (m[i].time >= 0)
            buf_printf(&b, "T%02d:%02d", m[i].time / 60, m[i].time % 60);
    }
    if (strcmp(b.data, want) != 0)
        print_message("in: %s\n", text);
    assert_string_equal(b.data, want);
    buf_free(&b);
    arena_free(mem);
}

static void test_forms(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"Sista dag 2024-09-20.", "2024-09-20"},
        {"2021-10-20 17:00", "2021-10-20T17:00"},
        {"den 17 juni 2024", "2024-06-17"},
        {"5-25 april 2027", "2027-04-05/2027-04-25"},
        {"4–17 juni", "2027-06-04/2027-06-17"},
        {"1 mars–20 juni 2024", "2024-03-01/2024-06-20"},
        {"2022-06-09 – 2022-08-31", "2022-06-09/2022-08-31"},
        {"senast 31/1 2021", "2021-01-31"},
        {"öppnar den 11/3 och stänger den 1/4", "2027-03-11 2027-04-01"},
        {"15.1-14.2", "2027-01-15/2027-02-14"},
        {"28.8.2022", "2022-08-28"},
        {"1-30.9", "2027-09-01/2027-09-30"},
        {"första juni 2018", "2018-06-01"},
        {"senast tisdag den 10 april 2029", "2029-04-10"},
        {"28 februari", "2027-02-28"},
        {"i februari 2027", "2027-02-01~"},
        {"17.03.2025 23:59", "2025-03-17T23:59"},
        {"17/08/2023", "2023-08-17"},
        {"January 31, 2018", "2018-01-31"},
        {"15-Feb-23", "2023-02-15"},
        {"3rd of March 2027", "2027-03-03"},
        {"1 december 2026 till och med den 15 januari 2027",
         "2026-12-01/2027-01-15"},
        {"1 november – 28 februari 2027", "2026-11-01/2027-02-28"},
        {"15 februari, 17 maj och 15 september 2027",
         "2027-02-15 2027-05-17 2027-09-15"},
        {"mellan den 1 mars och den 31 maj 2027", "2027-03-01/2027-05-31"},
        {"from 17 August to 30 September 2026", "2026-08-17/2026-09-30"},
        {"the 1:a mars", "2027-03-01"},
        {"Enligt lagen (2017:725) gäller", ""},
        {"med 1/3 av kostnaden", ""},
        {"öppet dygnet runt, 24/7", ""},
        {"barn 12-16 år", ""},
        {"Tel 0620-00 18 47", ""},
        {"31 februari 2027", "2027-02-01~"},
        {"1 mars t.o.m. 15 april 2027", "2027-03-01/2027-04-15"},
        {"1 mars kl. 09.00 – fredag 15 april 2027 kl. 16.00",
         "2027-03-01T09:00/2027-04-15T16:00"},
        {"från första mars till och med sista mars 2027",
         "2027-03-01/2027-03-31"},
        {"by the end of June 2027", "2027-06-30"},
        {"senast 31/1-27", "2027-01-31"},
        {"den 15 mars -27", "2027-03-15"},
        {"1-30 april", "2027-04-01/2027-04-30"},
        {"2. februar–16. mars 2026", "2026-02-02/2026-03-16"},
        {"2. februar-16. mars", "2027-02-02/2027-03-16"},
        {"16. mars i år", "2026-03-16"},
        {"den 5 maj nästa år", "2027-05-05"},
        {"20. januar, 20. maj og 20. oktober",
         "2027-01-20 2027-05-20 2027-10-20"},
        {"from 3 May up to and including 7 June 2027", "2027-05-03/2027-06-07"},
        {"fra 1. februar frem til onsdagen den 3. marts 2027",
         "2027-02-01/2027-03-03"},
        {"den tjugoförsta mars 2027", "2027-03-21"},
        {"måndag 12 oktober", "2026-10-12"},
        {"fredag den 5 mars", "2027-03-05"},
        {"hela september 2026", "2026-09-01/2026-09-30"},
        {"throughout February 2027", "2027-02-01/2027-02-28"},
        {"från den 15 mars till valborg 2027", "2027-03-15/2027-04-30"},
        {"senast Lucia, alltså den 13 december 2026", "2026-12-13 2026-12-13"},
        {"4. mars 2027 og 20. mai samme år", "2027-03-04 2027-05-20"},
        {"omgång 1 – 20 januari 2027", "2027-01-20"},
        {"från den 7 december 2026 klockan 8 till den 29 januari 2027",
         "2026-12-07T08:00/2027-01-29"},
        {"från den 26 oktober fram till lunch, kl. 12, den 11 december 2026",
         "2026-10-26/2026-12-11T12:00"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(rows[i].text, rows[i].want);
}

static void test_times(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"senast den 15 januari 2027 klockan 14.00", "2027-01-15T14:00"},
        {"den 15 januari 2027, kl. 24.00", "2027-01-15T23:59"},
        {"15 januari 2027 kl.16.00", "2027-01-15T16:00"},
        {"senast klockan 12.00 den 3 mars 2027", "2027-03-03T12:00"},
        {"28 February 2027 at 17:00 CET", "2027-02-28T17:00"},
        {"9 April 2027 at 12 EET", "2027-04-09T12:00"},
        {"1 mars 2027 kl 12", "2027-03-01T12:00"},
        {"5 May 2027, 3 pm", "2027-05-05T15:00"},
        {"fram till 23.59 den 3 mars 2027", "2027-03-03T23:59"},
        {"den 15 januari 2027 vid midnatt", "2027-01-15T23:59"},
        {"den 8 december kl 9-11", "2026-12-08"},
        {"den 3 mars 2027 finns 2.50 kvar", "2027-03-03"},
        {"14 January 2027, 12:00 noon (CET)", "2027-01-14T12:00"},
        {"10 March 2027, noon", "2027-03-10T12:00"},
        {"15 March 2027, 5 p.m. Stockholm time", "2027-03-15T17:00"},
        {"4 februari 2027, senast halv fem på eftermiddagen",
         "2027-02-04T16:30"},
        {"från den 26 oktober och ska nå oss senast klockan 12.00 tisdagen den "
         "1 december 2026",
         "2026-10-26 2026-12-01T12:00"},
        {"by 17.00 on 3 May 2027", "2027-05-03T17:00"},
        {"3 mars 2027 klockan fyra på eftermiddagen", "2027-03-03T16:00"},
        {"senast kl. 1600 den 3 mars 2027", "2027-03-03T16:00"},
        {"den 3 mars 2027 vid dygnets slut", "2027-03-03T23:59"},
        {"the 3rd of March 2027, four o'clock in the afternoon",
         "2027-03-03T16:00"},
        {"öppet sedan den 2 november 2026 och stänger klockan 24.00, söndagen "
         "den 10 januari 2027",
         "2026-11-02 2027-01-10T23:59"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(rows[i].text, rows[i].want);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_times),
    };
    return cmocka_run_group_tests(tests, fixture_load, fixture_free);
}
