/* moment.c - see moment.h. */
#include "moment.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define DAY_S 86400
#define LAST_MINUTE 1439 /* "24:00" is the end of the day, not of the next */
#define MILLIS_DIGITS_MIN 11 /* from 1973 on */
#define MILLIS_DIGITS_MAX 13

/* Seconds of UTC to the local day; midnight in either zone is a day. False for
 * one that no record can have. */
static bool at(int64_t seconds, struct date *day, int *minute)
{
    int h = 0, m = 0;
    struct date d = seconds % DAY_S == 0
                        ? date_from_days((long)(seconds / DAY_S))
                        : date_at(seconds, &h, &m);
    if (!date_valid(d.year, d.month, d.day))
        return false;
    *day = d;
    *minute = h + m != 0 ? 60 * h + m : -1;
    return true;
}

static bool parse_millis(const char *s, struct date *day, int *minute)
{
    size_t n = strspn(s, "0123456789");
    if (n < MILLIS_DIGITS_MIN || n > MILLIS_DIGITS_MAX ||
        (s[n] != '\0' && s[n] != '.'))
        return false;
    return at(strtoll(s, NULL, 10) / 1000, day, minute);
}

/* "HH:MM" and perhaps seconds and their parts; *end is what follows. */
static bool parse_clock(const char *s, int *minute, const char **end)
{
    int n = 0;
    unsigned h, m;
    if (!isdigit((unsigned char)s[0]) ||
        sscanf(s, "%2u:%2u%n", &h, &m, &n) != 2 || n != 5 || m > 59 || h > 24 ||
        (h == 24 && m != 0))
        return false;
    s += n;
    if (*s == ':')
        s += 1 + strspn(s + 1, "0123456789");
    if (*s == '.' || *s == ',')
        s += 1 + strspn(s + 1, "0123456789");
    *minute = h < 24 ? (int)(60 * h + m) : LAST_MINUTE;
    *end = s;
    return true;
}

/* "Z", "+01:00", "-0500"; nothing is local time. */
static bool parse_zone(const char *s, bool *local, int *offset)
{
    unsigned h, m = 0;
    char sign;
    *local = *s == '\0';
    *offset = 0;
    if (*local || strcasecmp(s, "Z") == 0)
        return true;
    if (sscanf(s, "%c%2u:%2u", &sign, &h, &m) < 2 ||
        (strchr(s, ':') == NULL && sscanf(s, "%c%2u%2u", &sign, &h, &m) < 2))
        return false;
    *offset = (int)(60 * h + m) * (sign == '-' ? -1 : 1);
    return sign == '+' || sign == '-';
}

static bool parse_iso(const char *s, struct date *day, int *minute)
{
    char head[DATE_ISO_SIZE];
    struct date d;
    bool local;
    int clock, offset;
    if (strlen(s) < DATE_ISO_SIZE - 1)
        return false;
    memcpy(head, s, DATE_ISO_SIZE - 1);
    head[DATE_ISO_SIZE - 1] = '\0';
    if (!date_parse_iso(head, &d))
        return false;
    s += DATE_ISO_SIZE - 1;
    if (*s == '\0') {
        *day = d;
        *minute = -1;
        return true;
    }
    if ((*s != 'T' && *s != 't' && *s != ' ') ||
        !parse_clock(s + 1, &clock, &s) || !parse_zone(s, &local, &offset))
        return false;
    if (local) {
        *day = d;
        *minute = clock != 0 ? clock : -1;
        return true;
    }
    return at((int64_t)date_to_days(d) * DAY_S + 60 * (clock - offset), day,
              minute);
}

/* "24 November 2026 17:00:00 Brussels time" */
static bool parse_words(const char *s, struct date *day, int *minute)
{
    static const char MONTHS[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    unsigned d;
    int y, n = 0, clock = -1;
    char name[16];
    if (sscanf(s, "%2u %15[A-Za-z] %4d%n", &d, name, &y, &n) != 3 || n == 0 ||
        strlen(name) < 3)
        return false;
    for (int m = 0; m < 12; m++) {
        if (strncasecmp(name, MONTHS + 3 * m, 3) != 0)
            continue;
        if (!date_valid(y, m + 1, (int)d))
            return false;
        s += n + strspn(s + n, " ,");
        if (!parse_clock(s, &clock, &s) || clock == 0)
            clock = -1;
        *day = (struct date){(int16_t)y, (int8_t)(m + 1), (int8_t)d};
        *minute = clock;
        return true;
    }
    return false;
}

bool moment_parse(const char *text, struct date *day, int *minute)
{
    if (text == NULL)
        return false;
    text += strspn(text, " \t\r\n");
    return parse_millis(text, day, minute) || parse_iso(text, day, minute) ||
           parse_words(text, day, minute);
}
