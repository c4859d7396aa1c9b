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

bool day_of_name(const struct unit *u, size_t i, struct date_form *r)
{
    static const struct {
        const char *name;
        int month, day;
    } days[] = {
        {"lucia", 12, 13},        {"luciadagen", 12, 13},
        {"valborg", 4, 30},       {"valborgsmässoafton", 4, 30},
        {"nyårsafton", 12, 31},   {"nyårsaftonen", 12, 31},
        {"nyårsdagen", 1, 1},     {"julafton", 12, 24},
        {"julaftonen", 12, 24},   {"juldagen", 12, 25},
        {"trettondagen", 1, 6},   {"trettondedag", 1, 6},
        {"nyttårsaften", 12, 31}, {"nytårsaften", 12, 31},
        {"julaften", 12, 24},     {"juleaften", 12, 24},
    };
    for (size_t k = 0; k < sizeof days / sizeof *days; k++)
        if (token_is(&u->tokens[i], days[k].name)) {
            int y = date_year_at(u, i + 1);
            *r = (struct date_form){y, days[k].month,          days[k].day,
                                    i, y != 0 ? i + 2 : i + 1, 0};
            return true;
        }
    return false;
}
