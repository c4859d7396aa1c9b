/*
 * httpdate.c - dates as HTTP writes them, whatever the locale.
 */
#include "siteserver.h"

#include <stdio.h>
#include <string.h>

static const char days[7][4] = {"Sun", "Mon", "Tue", "Wed",
                                "Thu", "Fri", "Sat"};
static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

void http_date_format(time_t t, char out[HTTP_DATE_SIZE])
{
    struct tm tm;

    if (!gmtime_r(&t, &tm) || tm.tm_year < -900 || tm.tm_year > 8099) {
        t = 0;
        gmtime_r(&t, &tm);
    }
    snprintf(out, HTTP_DATE_SIZE, "%s, %02u %s %04u %02u:%02u:%02u GMT",
             days[tm.tm_wday], (unsigned)tm.tm_mday % 100, months[tm.tm_mon],
             (unsigned)(tm.tm_year + 1900) % 10000, (unsigned)tm.tm_hour % 100,
             (unsigned)tm.tm_min % 100, (unsigned)tm.tm_sec % 100);
}

bool http_date_parse(const char *s, time_t *ret)
{
    struct tm tm;
    char month[4], zone[4];
    int end = 0, m;
    time_t t;

    memset(&tm, 0, sizeof tm);
    if (sscanf(s, "%*3[A-Za-z], %2d %3[A-Za-z] %4d %2d:%2d:%2d %3[A-Z]%n",
               &tm.tm_mday, month, &tm.tm_year, &tm.tm_hour, &tm.tm_min,
               &tm.tm_sec, zone, &end) != 7 ||
        s[end] != '\0' || strcmp(zone, "GMT") != 0)
        return false;
    for (m = 0; m < 12 && strcmp(months[m], month) != 0; m++)
        ;
    if (m == 12)
        return false;
    tm.tm_mon = m;
    tm.tm_year -= 1900;
    t = timegm(&tm);
    if (t == (time_t)-1)
        return false;
    *ret = t;
    return true;
}
