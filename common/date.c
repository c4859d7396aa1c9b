/*
 * date.c - civil dates; see medel/date.h.
 *
 * Days are counted with the era arithmetic that every proleptic Gregorian
 * calendar allows (400 years are 146,097 days; years begin in March so that
 * the leap day is the last). Stockholm's clock follows from UTC and the
 * daylight-saving rule of directive 2000/84/EC, so that neither TZ nor a
 * zone database matters.
 */
#include "medel/date.h"

#include <stdio.h>
#include <time.h>

#define YEAR_MIN 1900
#define YEAR_MAX 2199
#define DAY_SECONDS 86400

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int date_days_in_month(int year, int month)
{
    static const int8_t days[] = {31, 28, 31, 30, 31, 30,
                                  31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12)
        return 0;
    return days[month - 1] + (month == 2 && is_leap(year));
}

bool date_valid(int year, int month, int day)
{
    return year >= YEAR_MIN && year <= YEAR_MAX && day >= 1 &&
           day <= date_days_in_month(year, month);
}

struct date date_in_year(struct date d, int year)
{
    int last = date_days_in_month(year, d.month);
    return (struct date){(int16_t)year, d.month,
                         d.day > last ? (int8_t)last : d.day};
}

int date_compare(struct date a, struct date b)
{
    long x = a.year * 10000L + a.month * 100 + a.day;
    long y = b.year * 10000L + b.month * 100 + b.day;
    return (x > y) - (x < y);
}

long date_to_days(struct date d)
{
    long year = d.year - (d.month <= 2);
    long era = (year >= 0 ? year : year - 399) / 400;
    long of_era = year - era * 400;
    long month = (d.month + 9) % 12; /* March is 0 */
    long of_year = (153 * month + 2) / 5 + d.day - 1;
    long day = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    return era * 146097 + day - 719468;
}

struct date date_from_days(long days)
{
    days += 719468;
    long era = (days >= 0 ? days : days - 146096) / 146097;
    long day = days - era * 146097;
    long of_era = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    long of_year = day - (365 * of_era + of_era / 4 - of_era / 100);
    long month = (5 * of_year + 2) / 153;
    struct date d;
    d.day = (int8_t)(of_year - (153 * month + 2) / 5 + 1);
    d.month = (int8_t)(month < 10 ? month + 3 : month - 9);
    d.year = (int16_t)(of_era + era * 400 + (d.month <= 2));
    return d;
}

int date_weekday(struct date d)
{
    long n = (date_to_days(d) + 3) % 7; /* 1970-01-01 was a Thursday */
    return (int)(n < 0 ? n + 7 : n) + 1;
}

/* The two or four digits at S, or -1. */
static int digits(const char *s, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return -1;
        value = value * 10 + (s[i] - '0');
    }
    return value;
}

/* Reads YYYY-MM-DD at the front of S; what follows is the caller's. */
static bool parse_front(const char *s, struct date *ret)
{
    int year = digits(s, 4);
    if (year < 0 || s[4] != '-')
        return false;
    int month = digits(s + 5, 2);
    if (month < 0 || s[7] != '-')
        return false;
    int day = digits(s + 8, 2);
    if (day < 0 || !date_valid(year, month, day))
        return false;
    *ret = (struct date){(int16_t)year, (int8_t)month, (int8_t)day};
    return true;
}

bool date_parse_iso(const char *s, struct date *ret)
{
    struct date d;
    if (!parse_front(s, &d) || s[10] != '\0')
        return false;
    *ret = d;
    return true;
}

char *date_format_iso(struct date d, char out[static DATE_ISO_SIZE])
{
    out[0] = '\0';
    if (date_is_set(d))
        snprintf(out, DATE_ISO_SIZE, "%04u-%02u-%02u", (unsigned)d.year % 10000,
                 (unsigned)d.month % 100, (unsigned)d.day % 100);
    return out;
}

/* The moment when Stockholm's clock changes in MONTH: 01:00 UTC on its last
 * Sunday. */
static int64_t clock_change(int year, int month)
{
    struct date last = {(int16_t)year, (int8_t)month, 31};
    long days = date_to_days(last) - date_weekday(last) % 7;
    return (int64_t)days * DAY_SECONDS + 3600;
}

/* Floor division, for moments before 1970. */
static int64_t days_of(int64_t seconds)
{
    int64_t days = seconds / DAY_SECONDS;
    return days - (seconds % DAY_SECONDS < 0);
}

struct date date_at(int64_t unix_seconds, int *hour, int *minute)
{
    int year = date_from_days((long)days_of(unix_seconds)).year;
    bool summer = unix_seconds >= clock_change(year, 3) &&
                  unix_seconds < clock_change(year, 10);
    int64_t local = unix_seconds + (summer ? 7200 : 3600);
    int64_t days = days_of(local);
    int second = (int)(local - days * DAY_SECONDS);
    if (hour != NULL)
        *hour = second / 3600;
    if (minute != NULL)
        *minute = second / 60 % 60;
    return date_from_days((long)days);
}

struct date date_today(int *hour, int *minute)
{
    return date_at((int64_t)time(NULL), hour, minute);
}

char *date_rfc3339(int64_t unix_seconds, char out[static DATE_RFC3339_SIZE])
{
    int64_t days = days_of(unix_seconds);
    unsigned second = (unsigned)(unix_seconds - days * DAY_SECONDS);
    char day[DATE_ISO_SIZE];
    date_format_iso(date_from_days((long)days), day);
    snprintf(out, DATE_RFC3339_SIZE, "%.10sT%02u:%02u:%02uZ", day,
             second / 3600 % 24, second / 60 % 60, second % 60);
    return out;
}

bool date_parse_rfc3339(const char *s, int64_t *ret)
{
    struct date d;
    if (!parse_front(s, &d) || s[10] != 'T')
        return false;
    int hour = digits(s + 11, 2);
    if (hour < 0 || hour > 23 || s[13] != ':')
        return false;
    int minute = digits(s + 14, 2);
    if (minute < 0 || minute > 59 || s[16] != ':')
        return false;
    int second = digits(s + 17, 2);
    if (second < 0 || second > 59 || s[19] != 'Z' || s[20] != '\0')
        return false;
    *ret = (int64_t)date_to_days(d) * DAY_SECONDS + hour * 3600L +
           minute * 60L + second;
    return true;
}

char *date_now_rfc3339(char out[static DATE_RFC3339_SIZE])
{
    return date_rfc3339((int64_t)time(NULL), out);
}
