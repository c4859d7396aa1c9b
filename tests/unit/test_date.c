/* test_date.c - calendar arithmetic, ISO dates, Stockholm's clock. */
#include "medel/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

static struct date ymd(int y, int m, int d)
{
    return (struct date){(int16_t)y, (int8_t)m, (int8_t)d};
}

/* Against the C library, for every day from 1900 to 2199. */
static void test_every_day(void **state)
{
    (void)state;
    struct date before = DATE_NONE;
    long first = date_to_days(ymd(1900, 1, 1));
    long last = date_to_days(ymd(2199, 12, 31));
    assert_int_equal(first, -25567);
    for (long n = first; n <= last; n++) {
        struct date d = date_from_days(n);
        time_t t = (time_t)n * 86400;
        struct tm tm;
        gmtime_r(&t, &tm);
        assert_int_equal(d.year, tm.tm_year + 1900);
        assert_int_equal(d.month, tm.tm_mon + 1);
        assert_int_equal(d.day, tm.tm_mday);
        assert_int_equal(date_weekday(d), tm.tm_wday == 0 ? 7 : tm.tm_wday);
        assert_int_equal(date_to_days(d), n);
        assert_true(date_valid(d.year, d.month, d.day));
        assert_int_equal(date_compare(before, d), -1);
        assert_int_equal(date_compare(d, before), 1);
        assert_int_equal(date_compare(d, d), 0);
        before = d;
    }
}

static void test_valid(void **state)
{
    (void)state;
    assert_false(date_valid(1899, 12, 31));
    assert_false(date_valid(2200, 1, 1));
    assert_false(date_valid(2026, 0, 1));
    assert_false(date_valid(2026, 13, 1));
    assert_false(date_valid(2026, 2, 29));
    assert_true(date_valid(2028, 2, 29));
    assert_false(date_valid(2100, 2, 29));
    assert_true(date_valid(2000, 2, 29));
    assert_false(date_valid(2026, 4, 31));
    assert_false(date_valid(2026, 4, 0));
    assert_int_equal(date_days_in_month(2026, 14), 0);
}

static void test_iso(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "2026",
        "2026-11-2",
        "2026-11-231",
        "2026-13-01",
        "2026-02-29",
        "20261123",
        "2026/11/23",
        " 2026-11-23",
        "2026-11-23 ",
        "+026-11-23",
        "2026-1a-23",
        "-026-11-23",
        "2026-11--3",
        "0000-00-00",
        "2026-11-23T00:00:00Z",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct date d = ymd(1999, 9, 9);
        assert_false(date_parse_iso(bad[i], &d));
        assert_int_equal(d.year, 1999);
    }
    struct date d;
    char out[DATE_ISO_SIZE];
    assert_true(date_parse_iso("2026-11-23", &d));
    assert_string_equal(date_format_iso(d, out), "2026-11-23");
    assert_string_equal(date_format_iso(DATE_NONE, out), "");
}

static void test_rfc3339(void **state)
{
    (void)state;
    char out[DATE_RFC3339_SIZE];
    int64_t t;
    assert_string_equal(date_rfc3339(0, out), "1970-01-01T00:00:00Z");
    assert_string_equal(date_rfc3339(-1, out), "1969-12-31T23:59:59Z");
    assert_true(date_parse_rfc3339("2026-11-23T04:15:11Z", &t));
    assert_string_equal(date_rfc3339(t, out), "2026-11-23T04:15:11Z");
    static const char *const bad[] = {
        "",
        "2026-11-23",
        "2026-11-23T24:00:00Z",
        "2026-11-23T04:60:00Z",
        "2026-11-23T04:15:60Z",
        "2026-11-23T04:15:11",
        "2026-11-23T04:15:11z",
        "2026-11-23T04:15:11Z ",
        "2026-11-23T04:15:11+01:00",
        "2026-11-23 04:15:11Z",
        "2026-11-31T04:15:11Z",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(date_parse_rfc3339(bad[i], &t));
}

/* The clock against the zone database, over the changes of many years. */
static void test_stockholm(void **state)
{
    (void)state;
    setenv("TZ", "Europe/Stockholm", 1);
    tzset();
    struct tm probe;
    time_t summer = 1783000000; /* July 2026 */
    localtime_r(&summer, &probe);
    if (probe.tm_gmtoff != 7200)
        skip(); /* no zone database here */
    for (int64_t t = 852076800; t < 2145916800; t += 1800) { /* 1997-2037 */
        time_t at = (time_t)t;
        struct tm tm;
        int hour, minute;
        localtime_r(&at, &tm);
        struct date d = date_at(t, &hour, &minute);
        if (d.day != tm.tm_mday || d.month != tm.tm_mon + 1 ||
            d.year != tm.tm_year + 1900 || hour != tm.tm_hour ||
            minute != tm.tm_min)
            fail_msg("differs at %lld", (long long)t);
    }
}

static void test_stockholm_fixed(void **state)
{
    (void)state;
    static const struct {
        const char *utc;
        const char *day;
        int hour, minute;
    } cases[] = {
        {"2026-11-23T04:15:11Z", "2026-11-23", 5, 15},
        {"2026-11-23T23:00:00Z", "2026-11-24", 0, 0},
        {"2026-03-29T00:59:59Z", "2026-03-29", 1, 59},
        {"2026-03-29T01:00:00Z", "2026-03-29", 3, 0},
        {"2026-10-25T00:59:59Z", "2026-10-25", 2, 59},
        {"2026-10-25T01:00:00Z", "2026-10-25", 2, 0},
        {"2026-12-31T23:30:00Z", "2027-01-01", 0, 30},
        {"2026-06-30T22:00:00Z", "2026-07-01", 0, 0},
    };
    setenv("TZ", "America/New_York", 1);
    tzset();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t t;
        int hour, minute;
        char out[DATE_ISO_SIZE];
        assert_true(date_parse_rfc3339(cases[i].utc, &t));
        date_format_iso(date_at(t, &hour, &minute), out);
        assert_string_equal(out, cases[i].day);
        assert_int_equal(hour, cases[i].hour);
        assert_int_equal(minute, cases[i].minute);
    }
    assert_true(date_is_set(date_today(NULL, NULL)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_day),
        cmocka_unit_test(test_valid),
        cmocka_unit_test(test_iso),
        cmocka_unit_test(test_rfc3339),
        cmocka_unit_test(test_stockholm),
        cmocka_unit_test(test_stockholm_fixed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
