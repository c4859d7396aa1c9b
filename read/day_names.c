/* day_names.c - weekdays and days with a name; see day_names.h. */
#include "day_names.h"

#include <string.h>

bool day_word_is(const struct unit *u, size_t i, const char *const *words)
{
    for (; i < u->n && *words != NULL; words++)
        if (token_is(&u->tokens[i], *words))
            return true;
    return false;
}

bool day_is_weekday(const struct unit *u, size_t i)
{
    static const char *const ends[] = {"dag", "dagen", "day"};
    static const char *const starts[] = {
        "mån", "man", "tis", "tir", "ons", "tor", "fre", "lör", "lør",
        "sön", "søn", "mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    if (i >= u->n || u->tokens[i].kind != TOKEN_WORD)
        return false;
    const struct token *t = &u->tokens[i];
    for (size_t k = 0; k < sizeof starts / sizeof *starts; k++) {
        size_t len = strlen(starts[k]);
        if (t->len < len || memcmp(t->norm, starts[k], len) != 0)
            continue;
        if (t->len == len)
            return true;
        for (size_t e = 0; e < sizeof ends / sizeof *ends; e++) {
            size_t n = strlen(ends[e]);
            if (t->len > n && memcmp(t->norm + t->len - n, ends[e], n) == 0)
                return true;
        }
    }
    return false;
}

int day_weekday_before(const struct unit *u, size_t i)
{
    static const char *const starts[][4] = {
        {"mån", "man", "mon", NULL}, {"tis", "tir", "tue", NULL},
        {"ons", "wed", NULL, NULL},  {"tor", "thu", NULL, NULL},
        {"fre", "fri", NULL, NULL},  {"lör", "lør", "sat", NULL},
        {"sön", "søn", "sun", NULL}};
    static const char *const words[] = {"den", "the", "d", ",", NULL};
    size_t k = i;
    while (k > 0 && i - k < 2 && day_word_is(u, k - 1, words))
        k--;
    if (k == 0 || !day_is_weekday(u, k - 1))
        return 0;
    for (int day = 0; day < 7; day++)
        for (const char *const *s = starts[day]; *s != NULL; s++)
            if (strncmp(u->tokens[k - 1].norm, *s, strlen(*s)) == 0)
                return day + 1;
    return 0;
}

/* Past WORDS at token I, whatever mark or "'s" stands between them; I where
 * they do not stand there. */
static size_t past_words(const struct unit *u, size_t i,
                         const char *const *words)
{
    size_t k = i;
    for (; *words != NULL; words++, k++) {
        while (
            k > i && k < u->n &&
            (u->tokens[k].kind == TOKEN_PUNCT || token_is(&u->tokens[k], "s")))
            k++;
        if (k >= u->n || !token_is(&u->tokens[k], *words))
            return i;
    }
    return k;
}

/* "New Year's Eve" */
static bool day_of_words(const struct unit *u, size_t i, struct date_form *r)
{
    static const struct {
        const char *words[4];
        int month, day;
    } days[] = {
        {{"new", "year", "eve", NULL}, 12, 31},
        {{"new", "years", "eve", NULL}, 12, 31},
        {{"new", "year", "day", NULL}, 1, 1},
        {{"christmas", "eve", NULL}, 12, 24},
        {{"christmas", "day", NULL}, 12, 25},
        {{"boxing", "day", NULL}, 12, 26},
        {{"annandag", "jul", NULL}, 12, 26},
        {{"saint", "lucy", "day", NULL}, 12, 13},
    };
    for (size_t k = 0; k < sizeof days / sizeof *days; k++) {
        size_t to = past_words(u, i, days[k].words);
        if (to == i)
            continue;
        int y = date_year_at(u, to);
        *r = (struct date_form){y, days[k].month,        days[k].day,
                                i, y != 0 ? to + 1 : to, 0};
        return true;
    }
    return false;
}

/* "Senast vid årsskiftet", "by the end of the year": a day only where a limit
 * stands before it. */
static bool day_of_year_end(const struct unit *u, size_t i, struct date_form *r)
{
    static const char *const limits[] = {
        "senast", "före",  "innan", "by",  "before", "innen", "inden",
        "senest", "until", "till",  "før", "latest", NULL};
    static const char *const rows[][4] = {
        {"årsskiftet", NULL},       {"årsskifte", NULL},
        {"årets", "slut", NULL},    {"årets", "sista", "dag"},
        {"årets", "siste", "dag"},  {"årets", "sidste", "dag"},
        {"årets", "utgång", NULL},  {"årets", "utgang", NULL},
        {"årets", "udgang", NULL},  {"utgangen", "av", "året"},
        {"udgangen", "af", "året"}, {"utgången", "av", "året"},
        {"slutet", "av", "året"},   {"end", "of", "the", "year"},
        {"year", "end", NULL},
    };
    bool limited = false;
    for (size_t k = i; k > 0 && i - k < 3; k--)
        limited |= day_word_is(u, k - 1, limits);
    for (size_t k = 0; limited && k < sizeof rows / sizeof *rows; k++) {
        const char *words[5] = {NULL};
        for (size_t w = 0; w < 4; w++)
            words[w] = rows[k][w];
        size_t to = past_words(u, i, words);
        if (to == i)
            continue;
        int y = date_year_at(u, to);
        *r = (struct date_form){y, 12, 31, i, y != 0 ? to + 1 : to, 0};
        return true;
    }
    return false;
}

bool day_of_name(const struct unit *u, size_t i, struct date_form *r)
{
    static const struct {
        const char *name;
        int month, day;
    } days[] = {
        {"lucia", 12, 13},         {"luciadagen", 12, 13},
        {"valborg", 4, 30},        {"valborgsmässoafton", 4, 30},
        {"nyårsafton", 12, 31},    {"nyårsaftonen", 12, 31},
        {"nyårsdagen", 1, 1},      {"julafton", 12, 24},
        {"julaftonen", 12, 24},    {"juldagen", 12, 25},
        {"trettondagen", 1, 6},    {"trettondedag", 1, 6},
        {"nyttårsaften", 12, 31},  {"nytårsaften", 12, 31},
        {"julaften", 12, 24},      {"juleaften", 12, 24},
        {"luciadag", 12, 13},      {"nyttårsaftenen", 12, 31},
        {"nyårsdag", 1, 1},        {"nyttårsdag", 1, 1},
        {"nytårsdag", 1, 1},       {"nationaldagen", 6, 6},
        {"grunnlovsdagen", 5, 17}, {"grundlovsdag", 6, 5},
        {"sankthansaften", 6, 23}, {"halloween", 10, 31},
    };
    for (size_t k = 0; k < sizeof days / sizeof *days; k++)
        if (token_is(&u->tokens[i], days[k].name)) {
            int y = date_year_at(u, i + 1);
            *r = (struct date_form){y, days[k].month,          days[k].day,
                                    i, y != 0 ? i + 2 : i + 1, 0};
            return true;
        }
    return day_of_words(u, i, r) || day_of_year_end(u, i, r);
}
