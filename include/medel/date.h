/*
 * date.h - civil dates and times of day (proleptic Gregorian calendar).
 * The time zone of every date in medel is Europe/Stockholm.
 */
#ifndef MEDEL_DATE_H
#define MEDEL_DATE_H

#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* year 0 means "no date". */
struct date {
    int16_t year;
    int8_t month; /* 1-12 */
    int8_t day;   /* 1-31 */
};

#define DATE_NONE ((struct date){0, 0, 0})
#define DATE_ISO_SIZE 11 /* "YYYY-MM-DD" and NUL */

static inline bool date_is_set(struct date d)
{
    return d.year != 0;
}

/* True for a day that exists, years 1900 to 2199. */
bool date_valid(int year, int month, int day);
/* -1, 0 or 1. DATE_NONE sorts first. */
int date_compare(struct date a, struct date b);
/* Days since 1970-01-01; and back. */
long date_to_days(struct date d);
struct date date_from_days(long days);
/* ISO weekday, 1 = Monday. */
int date_weekday(struct date d);
int date_days_in_month(int year, int month);
/* The day D of another year; 29 February becomes the 28th where there is no
 * 29th. */
struct date date_in_year(struct date d, int year);

/* Exactly YYYY-MM-DD; false (and *ret untouched) for anything else. */
bool date_parse_iso(const char *s, struct date *ret);
/* Writes "YYYY-MM-DD", or "" for DATE_NONE, into OUT; returns OUT. */
char *date_format_iso(struct date d, char out[static DATE_ISO_SIZE]);

/* The date, hour and minute in Europe/Stockholm at a moment, whatever TZ the
 * process has. hour and minute may be NULL. */
struct date date_at(int64_t unix_seconds, int *hour, int *minute);
/* date_at() of now. */
struct date date_today(int *hour, int *minute);

/* A moment as RFC 3339 in UTC, "2026-11-23T04:15:11Z", in OUT; and back,
 * from exactly this form (false, and *ret untouched, for anything else). */
#define DATE_RFC3339_SIZE 21
char *date_rfc3339(int64_t unix_seconds, char out[static DATE_RFC3339_SIZE]);
bool date_parse_rfc3339(const char *s, int64_t *ret);
/* The current moment. */
char *date_now_rfc3339(char out[static DATE_RFC3339_SIZE]);

#endif
