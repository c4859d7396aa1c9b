/* times.c - finds times of day in a unit's tokens; see dates.h. */
#include "dates.h"

#include <string.h>

#define MIDDAY (12 * 60)
#define LAST_MINUTE 1439

static bool is_any(const struct unit *u, size_t i, const char *const *words)
{
    if (i >= u->n)
        return false;
    for (; *words != NULL; words++)
        if (token_is(&u->tokens[i], *words))
            return true;
    return false;
}

static const char *const clock_words[] = {"kl", "klockan", "klokken", "klokka",
                                          "at", "klo",     "by",      NULL};
static const char *const zone_words[] = {
    "cet",   "cest",   "eet",   "eest",  "utc",    "gmt",   "brussels",
    "hours", "denna",  "samma", "dansk", "svensk", "norsk", "finsk",
    "noon",  "midday", "sharp", "hrs",   "local",  NULL};
static const char *const noon_words[] = {"noon", "midday", NULL};
static const char *const midnight_words[] = {"midnatt", "midnight", "midnat",
                                             NULL};
static const char *const day_words[] = {"dygnets", "dagens", "døgnets", NULL};
static const char *const end_words[] = {"slut", "utgång", "slutt", "udgang",
                                        NULL};
static const char *const half_words[] = {"halv", "halvt", NULL};
static const char *const later_words[] = {
    "eftermiddagen", "eftermiddag", "ettermiddagen", "em",      "kvällen",
    "afternoon",     "evening",     "kvelden",       "aftenen", NULL};

/* A number of one or two digits, or -1. */
static int small_number(const struct unit *u, size_t i, size_t min)
{
    if (i >= u->n || u->tokens[i].kind != TOKEN_NUMBER ||
        u->tokens[i].len < min || u->tokens[i].len > 2)
        return -1;
    int v = 0;
    for (size_t k = 0; k < u->tokens[i].len; k++)
        v = v * 10 + (u->tokens[i].norm[k] - '0');
    return v;
}

static bool after_clock_word(const struct unit *u, size_t i)
{
    while (i > 0 &&
           (unit_is_punct(u, i - 1, '.') || unit_is_punct(u, i - 1, ':')))
        i--;
    return i > 0 && is_any(u, i - 1, clock_words);
}

/* "Klockslaget är detsamma, 13.00" */
static bool speaks_of_clock(const struct unit *u, size_t i)
{
    for (size_t k = i; k > 0 && i - k < 6; k--)
        if (strncmp(u->tokens[k - 1].norm, "klock", 5) == 0 ||
            strncmp(u->tokens[k - 1].norm, "klokk", 5) == 0 ||
            strncmp(u->tokens[k - 1].norm, "slutklock", 9) == 0)
            return true;
    return false;
}

/* "Sista dagen stänger vi 16.30": an hour by what is said before it. */
static bool after_closing(const struct unit *u, size_t i, int minutes)
{
    static const enum cue cues[] = {CUE_DEADLINE, CUE_SAME_DAY, CUE_END};
    if (minutes % 15 != 0 && minutes != 59)
        return false;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        for (size_t c = 0; c < sizeof cues / sizeof *cues; c++)
            if (m->set == LEX_CUE && m->entry->index == (int)cues[c] &&
                m->to <= i && i - m->to <= 2)
                return true;
    }
    return false;
}

/* What makes a number with a point a sum, a share or a date. */
static bool is_measured(const struct unit *u, size_t to)
{
    static const char *const words[] = {
        "kr",  "kronor", "procent",  "%",   "mkr", "tkr",    "euro",
        "eur", "msek",   "nok",      "dkk", "sek", "kroner", "prosent",
        "per", "m",      "miljoner", ".",   "-",   "/",      NULL};
    if (to < u->n && unit_match_at(u, LEX_MONTH, to) != NULL)
        return true;
    return is_any(u, to, words) &&
           !(unit_is_punct(u, to, '.') && to + 1 >= u->n);
}

/* "am", "pm", "p.m.": hours to add, and the token past it; -1 for neither. */
static int half_of_day(const struct unit *u, size_t i, size_t *to)
{
    bool pm = i < u->n && token_is(&u->tokens[i], "pm");
    if (pm || (i < u->n && token_is(&u->tokens[i], "am"))) {
        *to = i + 1;
        return pm ? 12 : 0;
    }
    if (i + 2 >= u->n || !unit_is_punct(u, i + 1, '.') ||
        !token_is(&u->tokens[i + 2], "m") || u->tokens[i + 2].space)
        return -1;
    pm = token_is(&u->tokens[i], "p");
    if (!pm && !token_is(&u->tokens[i], "a"))
        return -1;
    *to = unit_is_punct(u, i + 3, '.') ? i + 4 : i + 3;
    return pm ? 12 : 0;
}

/* "halv fem på eftermiddagen": half past four. */
static bool half_hour(const struct unit *u, size_t i, struct time_mention *t)
{
    if (!is_any(u, i, half_words) || i + 1 >= u->n)
        return false;
    const struct match *m = unit_match_at(u, LEX_NUMBER, i + 1);
    int h = m != NULL ? (int)m->entry->number : small_number(u, i + 1, 1);
    if (h < 1 || h > 12)
        return false;
    bool later = false;
    for (size_t k = i + 2; k < i + 5; k++)
        later |= is_any(u, k, later_words);
    if (!later && !after_clock_word(u, i))
        return false;
    *t = (struct time_mention){i, i + 2, (h - 1 + (later ? 12 : 0)) * 60 + 30};
    return true;
}

/* "klockan fyra på eftermiddagen", "four o'clock": the hour in words. */
static bool worded_hour(const struct unit *u, size_t i, struct time_mention *t)
{
    const struct match *m = unit_match_at(u, LEX_NUMBER, i);
    double h = m != NULL ? m->entry->number : small_number(u, i, 1);
    if (h < 1 || h > 12 || h != (int)h)
        return false;
    size_t to = m != NULL ? m->to : i + 1;
    bool clock = after_clock_word(u, i) &&
                 !(i > 0 && (token_is(&u->tokens[i - 1], "at") ||
                             token_is(&u->tokens[i - 1], "by")));
    bool later = false;
    for (size_t k = to; k < to + 6; k++)
        later |= is_any(u, k, later_words);
    bool said = to + 1 < u->n && token_is(&u->tokens[to], "o") &&
                u->tokens[to + 1].len <= 3;
    if (said || (to < u->n && token_is(&u->tokens[to], "o'clock")))
        clock = true;
    if (m == NULL ? !later : !clock && !later)
        return false;
    *t = (struct time_mention){i, to,
                               ((int)h + (later && h < 12 ? 12 : 0)) * 60};
    return true;
}

/* "kl. 1600" */
static bool joined_time(const struct unit *u, size_t i, struct time_mention *t)
{
    const struct token *n = &u->tokens[i];
    if (n->kind != TOKEN_NUMBER || n->len != 4 || !after_clock_word(u, i) ||
        token_is(&u->tokens[i - 1], "by") || token_is(&u->tokens[i - 1], "at"))
        return false;
    int h = (n->norm[0] - '0') * 10 + n->norm[1] - '0';
    int m = (n->norm[2] - '0') * 10 + n->norm[3] - '0';
    if (h > 24 || m > 59 || (h == 24 && m != 0))
        return false;
    *t = (struct time_mention){i, i + 1, h == 24 ? LAST_MINUTE : h * 60 + m};
    return true;
}

/* Noon, midday, midnight, with "12" or without. */
static bool named_time(const struct unit *u, size_t i, struct time_mention *t)
{
    if (is_any(u, i, day_words) && is_any(u, i + 1, end_words)) {
        *t = (struct time_mention){i, i + 2, LAST_MINUTE};
        return true;
    }
    if (is_any(u, i, midnight_words)) {
        *t = (struct time_mention){i, i + 1, LAST_MINUTE};
        return true;
    }
    bool noon =
        is_any(u, i, noon_words) || (token_is(&u->tokens[i], "tolvslaget"));
    if (!noon || (i + 1 < u->n && unit_match_at(u, LEX_MONTH, i + 1) != NULL))
        return false;
    *t = (struct time_mention){i, i + 1, MIDDAY};
    return true;
}

/* Is the number at I, to TO, no hour though a word of the clock is near? */
static bool is_count(const struct unit *u, size_t i, size_t to)
{
    if (to >= u->n)
        return false;
    /* "at 12 organisations", "kl 9-11" */
    if (unit_match_at(u, LEX_MONTH, to) != NULL || unit_is_punct(u, to, '-') ||
        unit_is_punct(u, to, '/'))
        return true;
    bool at = i > 0 && (token_is(&u->tokens[i - 1], "at") ||
                        token_is(&u->tokens[i - 1], "by"));
    return at && u->tokens[to].kind == TOKEN_WORD &&
           !is_any(u, to, zone_words) && !token_is(&u->tokens[to], "on");
}

static bool time_at(const struct unit *u, size_t i, struct time_mention *t)
{
    if (named_time(u, i, t) || half_hour(u, i, t) || joined_time(u, i, t) ||
        worded_hour(u, i, t))
        return true;
    int h = small_number(u, i, 1), m = 0;
    size_t to = i + 1;
    if (h < 0 || h > 24)
        return false;
    bool split = (unit_is_punct(u, to, '.') || unit_is_punct(u, to, ':')) &&
                 to + 1 < u->n && !u->tokens[to].space &&
                 !u->tokens[to + 1].space && small_number(u, to + 1, 2) >= 0;
    bool colon = split && unit_is_punct(u, to, ':');
    if (split) {
        m = small_number(u, to + 1, 2);
        to += 2;
    }
    int half = half_of_day(u, to, &to);
    bool said =
        half >= 0 || after_clock_word(u, i) || is_any(u, to, zone_words);
    /* "2021-10-20 17:00" and "fram till 23.59": minutes of two digits. */
    if (!said &&
        !(split && (colon || (h == 23 && m == 59) || speaks_of_clock(u, i) ||
                    (after_closing(u, i, m) && !is_measured(u, to)))))
        return false;
    if (!split && half < 0 && is_count(u, i, to))
        return false;
    if (m > 59 || (h == 24 && m != 0))
        return false;
    if (half == 12 && h < 12)
        h += 12;
    if (is_any(u, to, noon_words)) {
        to++; /* "12 noon" is one time */
    } else if (is_any(u, to, midnight_words)) {
        to++;
        h = 24;
        m = 0;
    }
    *t = (struct time_mention){i, to, h == 24 ? LAST_MINUTE : h * 60 + m};
    return true;
}

struct time_mention *times_find(struct arena *mem, const struct unit *u,
                                size_t *n)
{
    struct time_mention *list = NULL;
    size_t count = 0, cap = 0;
    for (size_t i = 0; i < u->n; i++) {
        struct time_mention t;
        if (!time_at(u, i, &t))
            continue;
        list = arena_grow(mem, list, count, &cap, sizeof *list);
        list[count++] = t;
        i = t.to - 1;
    }
    *n = count;
    return list;
}
