/*
 * facts.c - whether a text states facts: dates, sums, shares, times.
 *
 * Only to tell a fact box from other asides and a value from a sentence; what
 * the facts mean is for read/ to find out. Swedish, Norwegian, Danish,
 * Finnish and English.
 */
#include "emit.h"

#include <string.h>

static const char *const months[] = {
    "januari",     "februari",   "mars",        "april",      "maj",
    "juni",        "juli",       "augusti",     "september",  "oktober",
    "november",    "december",   "january",     "february",   "march",
    "may",         "june",       "july",        "august",     "october",
    "januar",      "februar",    "mai",         "desember",   "jan",
    "feb",         "mar",        "apr",         "aug",        "sep",
    "sept",        "okt",        "oct",         "nov",        "dec",
    "tammikuuta",  "helmikuuta", "maaliskuuta", "huhtikuuta", "toukokuuta",
    "kesäkuuta",   "heinäkuuta", "elokuuta",    "syyskuuta",  "lokakuuta",
    "marraskuuta", "joulukuuta",
};

static const char *const units[] = {
    "kr",      "kronor",   "kroner",    "sek", "nok",     "dkk",      "eur",
    "euro",    "euros",    "€",         "mkr", "mnkr",    "tkr",      "msek",
    "meur",    "miljoner", "miljarder", "mio", "million", "millions", "procent",
    "prosent", "%",        "percent",   "pct",
};

static bool is_word(const char *s, size_t n, const char *const *list,
                    size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (s[0] == list[i][0] && strlen(list[i]) == n &&
            memcmp(s, list[i], n) == 0)
            return true;
    return false;
}

bool is_month(const char *low)
{
    return is_word(low, strlen(low), months, sizeof months / sizeof *months);
}

#define PARTS_WORDS " \n.,;:()/|-"

/* The word at I: letters, or one of the signs that stand for units. */
static size_t word_end(const char *s, size_t i, size_t n)
{
    if (s[i] == '%')
        return i + 1;
    size_t from = i;
    while (i < n && strchr(PARTS_WORDS, s[i]) == NULL && s[i] != '%' &&
           !text_is_digit(s[i]))
        i++;
    return i > from ? i : i + 1;
}

/* 2027-03-01, 27.3.2027, 3/12 2026, 14:00; but not 010-000 12 34 and not
 * 2026/00418. */
static bool number_is_dated(const char *s, size_t from, size_t to)
{
    size_t groups = 1, widest = 0, width = 0;
    char mark = '\0';
    for (size_t i = from; i < to; i++) {
        if (text_is_digit(s[i])) {
            width++;
            widest = width > widest ? width : widest;
            continue;
        }
        if (mark != '\0' && mark != s[i])
            return mark == '-' && s[i] == ':'; /* 2027-03-01:12 */
        mark = s[i];
        groups++;
        width = 0;
    }
    if (groups == 3)
        return strchr("-/.", mark) != NULL && widest == 4 && to - from <= 10;
    return groups == 2 && widest <= 2 && (mark == '/' || mark == ':');
}

static size_t number_end(const char *s, size_t i, size_t n)
{
    while (i < n && (text_is_digit(s[i]) ||
                     (i + 1 < n && strchr("-/:.,", s[i]) != NULL &&
                      text_is_digit(s[i + 1]))))
        i++;
    return i;
}

/* "EUR 50,000", "€5,000": the unit before the number at I. */
static bool unit_before(const char *s, size_t i)
{
    size_t to = i > 0 && s[i - 1] == ' ' ? i - 1 : i, from = to;
    while (from > 0 && strchr(PARTS_WORDS, s[from - 1]) == NULL &&
           !text_is_digit(s[from - 1]))
        from--;
    char low[40];
    size_t k = text_lower(s + from, to - from, low, sizeof low);
    return from < to && is_word(low, k, units, sizeof units / sizeof *units);
}

size_t facts_in(const char *s, size_t n)
{
    size_t facts = 0;
    char low[40];
    for (size_t i = 0; i < n;) {
        if (!text_is_digit(s[i])) {
            i++;
            continue;
        }
        size_t end = number_end(s, i, n);
        if (number_is_dated(s, i, end)) {
            facts++;
            i = end;
            continue;
        }
        size_t w = end;
        while (w < n && (s[w] == ' ' || s[w] == '.'))
            w++;
        size_t we = w < n ? word_end(s, w, n) : w;
        size_t k = text_lower(s + w, we - w, low, sizeof low);
        facts += is_word(low, k, months, sizeof months / sizeof *months) ||
                 is_word(low, k, units, sizeof units / sizeof *units) ||
                 unit_before(s, i);
        i = end;
    }
    return facts;
}
