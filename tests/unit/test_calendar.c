/* test_calendar.c - months with the days of calls in them. */
#include "../../search/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct date day(const char *iso)
{
    struct date d = DATE_NONE;
    assert_true(date_parse_iso(iso, &d));
    return d;
}

static struct call *call(const char *id, const char *title, const char *opens,
                         const char *deadline)
{
    struct call *c = call_new();
    c->id = id;
    c->title = title;
    if (opens != NULL)
        c->opens = day(opens);
    if (deadline != NULL) {
        c->deadlines = arena_alloc(c->mem, sizeof *c->deadlines);
        c->deadlines[0] = day(deadline);
        c->n_deadlines = 1;
    }
    return c;
}

static void test_weeks(void **state)
{
    (void)state;
    static const struct {
        const char *day;
        int week;
    } rows[] = {{"2026-01-01", 1},  {"2025-12-29", 1},  {"2025-12-28", 52},
                {"2027-01-01", 53}, {"2027-01-03", 53}, {"2027-01-04", 1},
                {"2026-12-31", 53}, {"2024-12-30", 1},  {"2026-11-23", 48}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(calendar_week(day(rows[i].day)), rows[i].week);
}

static void test_days(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct call *a = call("a", "A", "2026-12-15", "2026-12-31");
    struct call *b = call("b", "B", NULL, "2026-12-15");
    struct call *c = call("c", "C", "2026-11-30", "2027-01-01");
    const struct call *calls[] = {a, b, c};
    struct calendar cal;
    calendar_make(mem, calls, 3, day("2026-12-01"), day("2026-12-31"), &cal);
    assert_int_equal(cal.n, 3);
    /* The last day comes before the opening of the same day. */
    assert_ptr_equal(cal.days[0].call, b);
    assert_false(cal.days[0].opens);
    assert_ptr_equal(cal.days[1].call, a);
    assert_true(cal.days[1].opens);
    assert_ptr_equal(cal.days[2].call, a);
    for (size_t i = 0; i < 3; i++)
        call_free((struct call *)calls[i]);
    arena_free(mem);
}

static void test_month(void **state)
{
    (void)state;
    static const char expected[] =
        "December 2026\n"
        " wk  Mo  Tu  We  Th  Fr  Sa  Su\n"
        " 49     > 1   2   3   4   5   6     15 Tu  Stöd till bygder som vill\n"
        " 50   7   8   9  10  11  12  13            något, 14:00\n"
        " 51  14  15* 16  17  18  19  20            fonden-1\n"
        " 52  21  22  23  24  25  26  27            opens: \xEF\xBF\xBD[2J\n"
        " 53  28  29  30  31                        fonden-2\n"
        "\n";
    struct arena *mem = arena_new();
    struct buf out;
    struct call *a =
        call("fonden-1", "Stöd till bygder som vill något", NULL, "2026-12-15");
    struct call *b = call("fonden-2", "\033[2J", "2026-12-15", NULL);
    const struct call *calls[] = {a, b};
    const struct calendar_look look = {70, false, day("2026-12-01")};
    struct calendar cal;
    a->deadline_time = 14 * 60;
    calendar_make(mem, calls, 2, day("2026-12-01"), day("2026-12-31"), &cal);
    buf_init(&out, 1 << 16);
    assert_int_equal(calendar_print(&out, &cal, &look), ST_OK);
    assert_string_equal(out.data, expected);
    /* Over the turn of a year, and where nothing happens. */
    buf_reset(&out);
    calendar_make(mem, calls, 0, day("2026-12-01"), day("2027-02-28"), &cal);
    assert_int_equal(calendar_print(&out, &cal, &look), ST_OK);
    assert_non_null(strstr(out.data, "\nJanuary 2027\n"));
    assert_non_null(strstr(out.data, "\nFebruary 2027\n"));
    assert_null(strstr(out.data, "March"));
    buf_free(&out);
    call_free(a);
    call_free(b);
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_weeks),
        cmocka_unit_test(test_days),
        cmocka_unit_test(test_month),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
