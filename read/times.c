/* times.c - finds times of day in a unit's tokens; see dates.h. */
#include "dates.h"

#define MIDDAY (12 * 60)
#define LAST_MINUTE 1439

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
    return i > 0 &&
           (unit_in(u, i - 1, WORDS_CLOCK) || unit_in(u, i - 1, WORDS_AT_HOUR));
}

/* "at", "by": before an hour, but also before a count. */
static bool is_after_at(const struct unit *u, size_t i)
{
    return i > 0 && unit_in(u, i - 1, WORDS_AT_HOUR);
}

/* "Klockslaget är detsamma, 13.00" */
static bool speaks_of_clock(const struct unit *u, size_t i)
{
    for (size_t k = i; k > 0 && i - k < 6; k--)
        if (unit_in(u, k - 1, WORDS_CLOCK_STEM))
            return true;
    return false;
}

/* "Sista dagen stänger vi 16.30": an hour by what is said before it. */
static bool after_closing(const struct unit *u, size_t i, int minutes)
{
    static const enum cue cues[] = {CUE_DEADLINE, CUE_SAME_DAY, CUE_END};
    if (minutes % 15 != 0 && minutes != 59)
        return false;
    /* "Senast 16.30 sista dagen" */
    if (i > 0 && unit_find_in(u, LEX_CUE, CUE_LATEST, i - 1, i) != NULL &&
        unit_find(u, LEX_CUE, CUE_SAME_DAY) != NULL)
        return true;
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
    if (to < u->n && unit_match_at(u, LEX_MONTH, to) != NULL)
        return true;
    return unit_in(u, to, WORDS_MEASURE) || unit_is_punct(u, to, '%') ||
           unit_is_punct(u, to, '-') || unit_is_punct(u, to, '/') ||
           (unit_is_punct(u, to, '.') && to + 1 < u->n);
}

/* "am", "pm", "p.m.": hours to add, and the token past it; -1 for neither. */
static int half_of_day(const struct unit *u, size_t i, size_t *to)
{
    *to = unit_past_date(u, DATE_PM, i);
    if (*to != i)
        return 12;
    *to = unit_past_date(u, DATE_AM, i);
    return *to != i ? 0 : -1;
}

/* "halv fem på eftermiddagen": half past four. */
static bool half_hour(const struct unit *u, size_t i, struct time_mention *t)
{
    if (!unit_in(u, i, WORDS_HALF) || i + 1 >= u->n)
        return false;
    const struct match *m = unit_match_at(u, LEX_NUMBER, i + 1);
    int h = m != NULL ? (int)m->entry->number : small_number(u, i + 1, 1);
    if (h < 1 || h > 12)
        return false;
    bool later = false;
    for (size_t k = i + 2; k < i + 5; k++)
        later |= unit_in(u, k, WORDS_AFTERNOON);
    if (!later && !after_clock_word(u, i))
        return false;
    *t = (struct time_mention){i, i + 2, (h - 1 + (later ? 12 : 0)) * 60 + 30};
    return true;
}

#define EARLY_HOUR 7

/* "klockan fyra på eftermiddagen", "four o'clock": the hour in words. */
static bool worded_hour(const struct unit *u, size_t i, struct time_mention *t)
{
    const struct match *m = unit_match_at(u, LEX_NUMBER, i);
    double h = m != NULL ? m->entry->number : small_number(u, i, 1);
    if (h < 1 || h > 12 || h != (int)h)
        return false;
    size_t to = m != NULL ? m->to : i + 1;
    bool clock = (after_clock_word(u, i) && !is_after_at(u, i)) ||
                 (i > 1 && unit_in(u, i - 1, WORDS_STRIKES) &&
                  unit_in(u, i - 2, WORDS_CLOCK)) ||
                 unit_past_date(u, DATE_O_CLOCK, to) != to;
    bool later = false;
    for (size_t k = to; k < to + 6; k++)
        later |= unit_in(u, k, WORDS_AFTERNOON);
    if (h == 12 && clock && unit_in(u, to + 1, WORDS_NIGHT)) {
        *t = (struct time_mention){i, to + 2, LAST_MINUTE};
        return true; /* "klockan tolv på natten" */
    }
    if (m == NULL ? !later : !clock && !later)
        return false;
    /* "Efter klockan fyra låser vi": nobody locks up at four in the night. */
    later |= h < EARLY_HOUR && !unit_in(u, to + 1, WORDS_NIGHT);
    *t = (struct time_mention){i, to,
                               ((int)h + (later && h < 12 ? 12 : 0)) * 60};
    return true;
}

/* "kl. 1600" */
static bool joined_time(const struct unit *u, size_t i, struct time_mention *t)
{
    const struct token *n = &u->tokens[i];
    if (n->kind != TOKEN_NUMBER || n->len != 4 || !after_clock_word(u, i) ||
        is_after_at(u, i))
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
    if (unit_in(u, i, WORDS_OF_DAY) && unit_in(u, i + 1, WORDS_END)) {
        *t = (struct time_mention){i, i + 2, LAST_MINUTE};
        return true;
    }
    if (unit_in(u, i, WORDS_MIDNIGHT)) {
        *t = (struct time_mention){i, i + 1, LAST_MINUTE};
        return true;
    }
    if (!unit_in(u, i, WORDS_NOON) ||
        unit_match_at(u, LEX_MONTH, i + 1) != NULL)
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
    bool range =
        unit_is_punct(u, to, '-') &&
        (!u->tokens[to].space || u->tokens[to + 1].kind == TOKEN_NUMBER);
    if (unit_match_at(u, LEX_MONTH, to) != NULL || range ||
        unit_is_punct(u, to, '/'))
        return true;
    return is_after_at(u, i) && u->tokens[to].kind == TOKEN_WORD &&
           !unit_in(u, to, WORDS_ZONE) && !unit_in(u, to, WORDS_DAY_WORD);
}

/* Can a time of day begin with token I? Hardly any word can. */
static bool may_begin(const struct unit *u, size_t i)
{
    return u->tokens[i].kind == TOKEN_NUMBER || unit_begins(u, LEX_NUMBER, i) ||
           unit_in(u, i, WORDS_OF_DAY) || unit_in(u, i, WORDS_MIDNIGHT) ||
           unit_in(u, i, WORDS_NOON) || unit_in(u, i, WORDS_HALF);
}

/* "19 januari 2027, 14.00", "8 September 2026 (14.00)": minutes of an hour
 * after a comma or bracket that follows a year or a month. */
static bool after_day(const struct unit *u, size_t i, int minutes)
{
    if (i < 2 ||
        !(unit_is_punct(u, i - 1, ',') || unit_is_punct(u, i - 1, '(')) ||
        (minutes % 15 != 0 && minutes != 59))
        return false;
    const struct token *t = &u->tokens[i - 2];
    return (t->kind == TOKEN_NUMBER && t->len == 4 && t->norm[0] == '2' &&
            t->norm[1] == '0') ||
           unit_match_at(u, LEX_MONTH, i - 2) != NULL;
}

/* "Stänger klockan: 16.00 sista dagen", "Klockslag: 16": the label says what
 * the number counts. */
static bool is_labelled(const struct unit *u, size_t i, size_t to)
{
    return u->label == LABEL_TIME && i == 0 &&
           (to >= u->n || u->tokens[to].kind == TOKEN_WORD) &&
           !unit_in(u, to, WORDS_MEASURE);
}

static bool time_at(const struct unit *u, size_t i, struct time_mention *t)
{
    if (!may_begin(u, i))
        return false;
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
    bool said = half >= 0 || after_clock_word(u, i) ||
                unit_in(u, to, WORDS_ZONE) || is_labelled(u, i, to);
    /* "2021-10-20 17:00" and "fram till 23.59": minutes of two digits. */
    if (!said &&
        !(split && (colon || (h == 23 && m == 59) || speaks_of_clock(u, i) ||
                    ((after_closing(u, i, m) || after_day(u, i, m)) &&
                     !is_measured(u, to)))))
        return false;
    if (!split && half < 0 && is_count(u, i, to))
        return false;
    if (m > 59 || (h == 24 && m != 0))
        return false;
    if (half == 12 && h < 12)
        h += 12;
    if (unit_in(u, to, WORDS_NOON)) {
        to++; /* "12 noon" is one time */
    } else if (unit_in(u, to, WORDS_MIDNIGHT)) {
        to++;
        h = 24;
        m = 0;
    }
    *t = (struct time_mention){i, to, h == 24 ? LAST_MINUTE : h * 60 + m};
    return true;
}

/* "10", "10.30", "2 pm": what may be an hour where others say so. *HALF is
 * what half_of_day() says of it. */
static bool bare_hour(const struct unit *u, size_t i, struct time_mention *t,
                      bool *minutes, int *half)
{
    int h = small_number(u, i, 1), m = 0;
    size_t to = i + 1;
    *minutes = (unit_is_punct(u, to, '.') || unit_is_punct(u, to, ':')) &&
               to + 1 < u->n && !u->tokens[to].space &&
               !u->tokens[to + 1].space && small_number(u, to + 1, 2) >= 0;
    if (*minutes) {
        m = small_number(u, to + 1, 2);
        to += 2;
    }
    if (h < 0 || h > 23 || m > 59)
        return false;
    *half = half_of_day(u, to, &to);
    if (*half >= 0)
        h = h % 12 + *half;
    *t = (struct time_mention){i, to, h * 60 + m};
    return true;
}

/* "mellan kl. 10 och 12": the hour at I is the first of two. */
static bool is_between(const struct unit *u, size_t i)
{
    while (i > 0 &&
           (unit_is_punct(u, i - 1, '.') || unit_in(u, i - 1, WORDS_CLOCK)))
        i--;
    return i > 0 && unit_in(u, i - 1, WORDS_BETWEEN);
}

bool times_span(const struct unit *u, size_t i, struct time_mention *start,
                struct time_mention *end)
{
    bool minutes, end_minutes;
    int half, end_half;
    if (!bare_hour(u, i, start, &minutes, &half))
        return false;
    size_t joint = start->to, at = unit_past_date(u, DATE_JOINT, joint);
    if (unit_is_punct(u, joint, '-') ||
        (unit_in(u, joint, WORDS_AND) && is_between(u, i)))
        at = joint + 1;
    if (at > joint && unit_in(u, at, WORDS_CLOCK)) /* "kl. 10 till kl. 11" */
        at += unit_is_punct(u, at + 1, '.') ? 2 : 1;
    if (at == joint || !bare_hour(u, at, end, &end_minutes, &end_half))
        return false;
    if (half < 0 && end_half == 12 && start->minutes < 12 * 60 &&
        start->minutes + 12 * 60 < end->minutes)
        start->minutes += 12 * 60; /* "2-3 pm" */
    bool said = after_clock_word(u, i) || (minutes && end_minutes) ||
                half >= 0 || end_half >= 0 || unit_in(u, end->to, WORDS_ZONE);
    return said && start->minutes < end->minutes;
}

static void *find(struct arena *mem, const struct unit *u, size_t *n)
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

struct time_mention *times_find(struct arena *mem, const struct unit *u,
                                size_t *n)
{
    return unit_recall(mem, u, MEMO_TIMES, find, sizeof(struct time_mention),
                       n);
}
