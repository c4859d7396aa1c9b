/* test_calendar.c - what a page says of when other pages' calls open and
 * close. */
#include "read_fixture.h"

#include "medel/reading.h"

#include <string.h>

static const struct {
    const char *what, *html, *entries;
} rows[] = {
    {"a table, its rounds as one",
     "<h1>Kalender</h1><table><tr><th>Stöd<th>Öppnar<th>Sista dag<tr>"
     "<td><a href='/by/'>Byastöd</a>, omgång 1<td>11 januari 2027<td>26 "
     "februari 2027 kl. 12<tr><td><a href='/by/'>Byastöd</a>, omgång 2<td>-<td>"
     "17 maj 2027<tr><td><a href='/mat/'>Matstöd</a><td>öppet hela tiden<td>"
     "ingen</table>",
     "/by/ Byastöd 2027-01-11 > 2027-02-26 2027-05-17 720; "
     "/mat/ Matstöd rolling"},
    {"names in two columns, and the hour of all last days",
     "<h1>Så söker du</h1><p>Ansökan ska vara inskickad före midnatt den dag "
     "som är sista dag.</p><table><tr><th>Bidrag<th>När<tr><td>Lokalbidrag<td>"
     "senast 30 november 2026<tr><td>Klimatbidrag<td>senast 15 mars 2027"
     "</table>",
     "- Lokalbidrag > 2026-11-30 1439; - Klimatbidrag > 2027-03-15 1439"},
    {"a list",
     "<h1>Utlysningar</h1><ul><li><a href='/a'>Unga leder</a>: sista "
     "ansökningsdag 15 februari 2027</li><li><a href='/b'>Grön by</a>: sista "
     "ansökningsdag 1 mars 2027</li><li><a href='/om'>Om fonden</a></li></ul>",
     "/a Unga leder > 2027-02-15; /b Grön by > 2027-03-01"},
    {"days of every year are of no round",
     "<h1>Bidrag</h1><ul><li><a href='/a'>Unga leder</a>: senast 15 "
     "februari</li><li><a href='/b'>Grön by</a>: senast 1 mars</li></ul>",
     ""},
    {"one line is a hint at a call",
     "<h1>Nytt</h1><p>Vi har öppnat en utlysning.</p><p><a href='/a'>Unga "
     "leder</a>: sista ansökningsdag 15 februari 2027</p>",
     ""},
    {"the hour of a meeting is no last day's",
     "<h1>Utlysningar</h1><h2><a href='/a'>Unga leder</a></h2><p>Sista "
     "ansökningsdag är den 15 februari 2027. Välkommen till ett möte den 20 "
     "januari kl. 17.30.</p><h2><a href='/b'>Grön by</a></h2><p>Sista "
     "ansökningsdag är den 1 mars 2027.</p>",
     "/a Unga leder > 2027-02-15; /b Grön by > 2027-03-01"},
};

static const char *entry_told(struct arena *mem, const struct page_entry *x)
{
    char day[DATE_ISO_SIZE];
    const struct call *c = x->call;
    const char *s =
        arena_printf(mem, "%s %s", x->url != NULL ? x->url : "-", x->name);
    if (date_is_set(c->opens))
        s = arena_printf(mem, "%s %s", s, date_format_iso(c->opens, day));
    if (c->rolling)
        s = arena_printf(mem, "%s rolling", s);
    for (size_t i = 0; i < c->n_deadlines; i++)
        s = arena_printf(mem, "%s%s %s", s, i == 0 ? " >" : "",
                         date_format_iso(c->deadlines[i], day));
    if (c->deadline_time >= 0)
        s = arena_printf(mem, "%s %d", s, c->deadline_time);
    return s;
}

static void test_rows(void **state)
{
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *mem = arena_new();
        struct doc *d = NULL;
        struct page_reading *r = NULL;
        struct err e = ERR_INIT;
        struct read_context ctx = {.url = "https://example.org/x",
                                   .today = {2026, 11, 23}};
        const char *html = arena_printf(
            mem, "<html lang=sv><title>x</title><body><main>%s</main>",
            rows[i].html);
        assert_int_equal(clean_html(mem, html, strlen(html),
                                    "text/html; charset=utf-8", &d, &e),
                         ST_OK);
        assert_int_equal(read_page(mem, fixture_vocab, &ctx, d, &r, &e), ST_OK);
        const char *got = "";
        for (size_t k = 0; k < r->n_entries; k++)
            got = arena_printf(mem, "%s%s%s", got, k > 0 ? "; " : "",
                               entry_told(mem, &r->entries[k]));
        if (strcmp(got, rows[i].entries) != 0) {
            print_message("%s\n  got  %s\n  want %s\n", rows[i].what, got,
                          rows[i].entries);
            wrong++;
        }
        reading_free_calls(r);
        arena_free(mem);
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};
    return cmocka_run_group_tests(tests, fixture_load, fixture_free);
}
