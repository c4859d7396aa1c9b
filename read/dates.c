/* dates.c - finds dates and times in a unit's tokens; see dates.h. */
#include "dates.h"

#include <stdlib.h>
#include <string.h>

/* Days that a yearless date may lie back from the page's own date. */
#define LOOK_BACK_DAYS 45

struct raw {
    int year, month, day; /* 0: not written */
    size_t from, to;
};

/* A number token of MIN to MAX digits, as an int; -1 otherwise. */
static int number(const struct unit *u, size_t i, size_t min, size_t max)
{
    if (i >= u->n || u->tokens[i].kind != TOKEN_NUMBER ||
        u->tokens[i].len < min || u->tokens[i].len > max)
        return -1;
    int v = 0;
    for (size_t k = 0; k < u->tokens[i].len; k++)
        v = v * 10 + (u->tokens[i].norm[k] - '0');
    return v;
}

static bool tight(const struct unit *u, size_t i)
{
    return i < u->n && !u->tokens[i].space;
}

static int year_at(const struct unit *u, size_t i)
{
    int y = number(u, i, 4, 4);
    return y >= 1990 && y <= 2099 ? y : 0;
}

static int month_at(const struct unit *u, size_t i, size_t *next)
{
    const struct match *m = unit_match_at(u, LEX_MONTH, i);
    if (m == NULL)
        return 0;
    *next = m->to;
    if (unit_is_punct(u, *next, '.') && tight(u, *next) &&
        m->to - m->from == 1 && u->tokens[i].len <= 4)
        ++*next; /* "jan." */
    return m->entry->index;
}

/* An ordinal's ending after a day: "1:a", "2:e", "3rd", "15." */
static size_t skip_ordinal(const struct unit *u, size_t i)
{
    static const char *const ends[] = {"e", "a", "st", "nd", "rd", "th", "de"};
    size_t k = unit_is_punct(u, i, ':') ? i + 1 : i;
    if (k < u->n && u->tokens[k].kind == TOKEN_WORD && tight(u, k))
        for (size_t j = 0; j < sizeof ends / sizeof *ends; j++)
            if (token_is(&u->tokens[k], ends[j]))
                return k + 1;
    if (unit_is_punct(u, i, '.') && tight(u, i))
        return i + 1;
    return i;
}

/* 2027-01-15, 2027/01/15, 2027.01.15 */
static bool iso(const struct unit *u, size_t i, struct raw *r)
{
    int y = year_at(u, i);
    if (y == 0 || !tight(u, i + 1))
        return false;
    char c = unit_is_punct(u, i + 1, '-')   ? '-'
             : unit_is_punct(u, i + 1, '/') ? '/'
                                            : '.';
    if (!unit_is_punct(u, i + 1, c) || !unit_is_punct(u, i + 3, c) ||
        !tight(u, i + 2) || !tight(u, i + 3) || !tight(u, i + 4))
        return false;
    int m = number(u, i + 2, 1, 2), d = number(u, i + 4, 1, 2);
    if (!date_valid(y, m, d))
        return false;
    *r = (struct raw){y, m, d, i, i + 5};
    return true;
}

/* 15/1 2027, 17/08/2023, 28.8.2022, 15-Feb-23, 11/3 */
static bool numeric(const struct unit *u, size_t i, struct raw *r)
{
    int d = number(u, i, 1, 2);
    if (d < 1 || d > 31 || !tight(u, i + 1) || !tight(u, i + 2))
        return false;
    if (unit_is_punct(u, i + 1, '-')) {
        size_t next;
        int m = month_at(u, i + 2, &next);
        if (m == 0 || !unit_is_punct(u, next, '-'))
            return false;
        int y = number(u, next + 1, 2, 4);
        if (y < 0)
            return false;
        *r = (struct raw){y < 100 ? 2000 + y : y, m, d, i, next + 2};
        return date_valid(r->year, m, d);
    }
    char c = unit_is_punct(u, i + 1, '/') ? '/' : '.';
    int m = number(u, i + 2, 1, 2);
    if (!unit_is_punct(u, i + 1, c) || m < 1 || m > 12)
        return false;
    *r = (struct raw){0, m, d, i, i + 3};
    int y = 0;
    if (unit_is_punct(u, i + 3, c) && tight(u, i + 3)) {
        y = year_at(u, i + 4);
        if (y != 0)
            r->to = i + 5;
        else if (c == '.')
            r->to = i + 4; /* "15.1." */
    } else if (c == '/') {
        y = year_at(u, i + 3);
        r->to += y != 0;
    }
    r->year = y;
    if (y != 0)
        return date_valid(y, m, d);
    if (d > date_days_in_month(2024, m) || (d == 24 && m == 7 && c == '/'))
        return false;
    /* A yearless pair of numbers is a date only where a word before it or a
     * range says so; "1/3 av kostnaden" is a share. */
    if (c == '/')
        return !(r->to < u->n && (token_is(&u->tokens[r->to], "av") ||
                                  token_is(&u->tokens[r->to], "of")));
    return r->to == i + 4 || unit_is_punct(u, i + 3, '-') ||
           (i > 0 && unit_is_punct(u, i - 1, '-'));
}

/* [15] januari [2027], januari 15, 2027, "första juni" */
static bool named(const struct unit *u, size_t i, struct raw *r)
{
    size_t next;
    int m = month_at(u, i, &next);
    if (m != 0) {
        int d = number(u, i + (next - i), 1, 2);
        size_t after = d > 0 ? skip_ordinal(u, next + 1) : next;
        size_t comma = unit_is_punct(u, after, ',') ? after + 1 : after;
        int y = year_at(u, comma);
        if (d >= 1 && d <= 31 && y != 0 && date_valid(y, m, d)) {
            *r = (struct raw){y, m, d, i, comma + 1};
            return true;
        }
        y = year_at(u, next);
        *r = (struct raw){y, m, 0, i, y != 0 ? next + 1 : next};
        return true;
    }
    int d = number(u, i, 1, 2);
    size_t k = i + 1;
    if (d < 0) {
        const struct match *o = unit_match_at(u, LEX_ORDINAL, i);
        if (o == NULL)
            return false;
        d = o->entry->index;
        k = o->to;
    } else {
        k = skip_ordinal(u, k);
        if (k < u->n && token_is(&u->tokens[k], "of"))
            k++;
    }
    m = month_at(u, k, &next);
    if (m == 0 || d < 1 || d > date_days_in_month(2024, m))
        return false;
    size_t comma =
        unit_is_punct(u, next, ',') && year_at(u, next + 1) ? next + 1 : next;
    int y = year_at(u, comma);
    if (y != 0 && !date_valid(y, m, d))
        return false;
    *r = (struct raw){y, m, d, i, y != 0 ? comma + 1 : next};
    return true;
}

/* A bare day that starts a range and borrows the month: "5-25 april",
 * "1-30.9", "den 1 till den 30 april". */
static size_t range_joint(const struct unit *u, size_t i);

static bool day_of_range(const struct unit *u, size_t i, struct raw *r)
{
    int d = number(u, i, 1, 2);
    if (d < 1 || d > 31)
        return false;
    size_t k = skip_ordinal(u, i + 1);
    size_t j = range_joint(u, k);
    struct raw end;
    if (j == k || (!named(u, j, &end) && !numeric(u, j, &end)) || end.day <= d)
        return false;
    *r = (struct raw){0, end.month, d, i, k};
    return true;
}

/* Past a dash, "till", "to", "until", ..., "den" and a weekday. Returns I
 * itself where nothing joins. */
static size_t range_joint(const struct unit *u, size_t i)
{
    static const char *const joints[] = {
        "till", "to", "until", "til", "through", "tom", "och", "og", "and"};
    size_t k = i;
    if (unit_is_punct(u, k, '-'))
        k++;
    else {
        size_t j;
        for (j = 0; j < sizeof joints / sizeof *joints; j++)
            if (k < u->n && token_is(&u->tokens[k], joints[j]))
                break;
        if (j == sizeof joints / sizeof *joints)
            return i;
        k++;
        if (j >= 6) {
            /* "och" joins a range only after "mellan". */
            bool between = false;
            for (size_t b = i; b > 0 && i - b < 12; b--)
                between |= token_is(&u->tokens[b - 1], "mellan") ||
                           token_is(&u->tokens[b - 1], "mellom") ||
                           token_is(&u->tokens[b - 1], "mellem") ||
                           token_is(&u->tokens[b - 1], "between");
            if (!between)
                return i;
        }
        if (k + 1 < u->n &&
            (token_is(&u->tokens[k], "och") || token_is(&u->tokens[k], "og")) &&
            token_is(&u->tokens[k + 1], "med"))
            k += 2;
    }
    for (int skipped = 0; skipped < 3 && k < u->n; skipped++) {
        bool filler =
            token_is(&u->tokens[k], "den") || token_is(&u->tokens[k], "the") ||
            (u->tokens[k].kind == TOKEN_WORD && u->tokens[k].len >= 5 &&
             k + 1 < u->n &&
             (memcmp(u->tokens[k].norm + u->tokens[k].len - 3, "dag", 3) == 0 ||
              memcmp(u->tokens[k].norm + u->tokens[k].len - 3, "day", 3) == 0));
        if (!filler)
            break;
        k++;
    }
    return k;
}

/* "Sista dagarna under 2027 är den 1 mars och den 1 oktober": a year that
 * stands alone before the dates, after a word that makes it their time. */
static int year_before(const struct unit *u, size_t i)
{
    static const char *const words[] = {"under",   "during", "in",
                                        "våren",   "hösten", "sommaren",
                                        "vintern", "för",    "i"};
    for (size_t k = i; k-- > 1 && i - k < 14;) {
        int y = year_at(u, k);
        if (y == 0)
            continue;
        for (size_t w = 0; w < sizeof words / sizeof *words; w++)
            if (token_is(&u->tokens[k - 1], words[w]))
                return y;
        return 0;
    }
    return 0;
}

static void fill_years(struct date_mention *m, size_t n)
{
    /* A year stands at the last date of a row: "15 februari, 17 maj och 15
     * september 2027"; a window may cross New Year. */
    for (size_t i = n; i-- > 1;) {
        struct date_mention *a = &m[i - 1], *b = &m[i];
        if (a->date.year != 0 || b->date.year == 0)
            continue;
        bool later =
            a->date.month > b->date.month ||
            (a->date.month == b->date.month && a->date.day > b->date.day);
        if (a->starts_range)
            a->date.year = (int16_t)(b->date.year - (later ? 1 : 0));
        else if (b->from - a->to <= 3 && !later)
            a->date.year = b->date.year;
    }
    /* And for dates after it: "den 15 januari 2027 ... den 1 mars". */
    for (size_t i = 1; i < n; i++) {
        const struct date_mention *a = &m[i - 1];
        struct date_mention *b = &m[i];
        if (b->date.year != 0 || a->date.year == 0)
            continue;
        bool earlier = b->date.month < a->date.month;
        b->date.year = (int16_t)(a->date.year + (earlier ? 1 : 0));
    }
}

static void attach_times(struct arena *mem, const struct unit *u,
                         struct date_mention *m, size_t n)
{
    size_t nt;
    struct time_mention *t = times_find(mem, u, &nt);
    for (size_t k = 0; k < nt; k++) {
        /* The date just before; else the one just after ("kl 12 den 3/3"). */
        struct date_mention *best = NULL;
        for (size_t i = 0; i < n; i++) {
            if (m[i].to <= t[k].from && t[k].from - m[i].to <= 6)
                best = &m[i];
            else if (best == NULL && m[i].from >= t[k].to &&
                     m[i].from - t[k].to <= 5)
                best = &m[i];
        }
        if (best != NULL && best->time < 0) {
            best->time = t[k].minutes;
            best->time_from = t[k].from;
            best->time_to = t[k].to;
        }
    }
}

struct date_mention *dates_find(struct arena *mem, const struct unit *u,
                                size_t *n)
{
    struct date_mention *list = NULL;
    size_t count = 0, cap = 0;
    for (size_t i = 0; i < u->n;) {
        struct raw r;
        if (!iso(u, i, &r) && !numeric(u, i, &r) && !day_of_range(u, i, &r) &&
            !named(u, i, &r)) {
            i++;
            continue;
        }
        list = arena_grow(mem, list, count, &cap, sizeof *list);
        struct date_mention *m = &list[count++];
        memset(m, 0, sizeof *m);
        m->from = r.from;
        m->to = r.to;
        m->has_year = r.year != 0;
        m->has_day = r.day != 0;
        m->date = (struct date){(int16_t)r.year, (int8_t)r.month,
                                (int8_t)(r.day != 0 ? r.day : 1)};
        m->time = -1;
        if (count > 1) {
            struct date_mention *before = m - 1;
            size_t j = range_joint(u, before->to);
            if (j != before->to && j == m->from && !before->ends_range) {
                before->starts_range = true;
                m->ends_range = true;
            }
        }
        i = r.to;
    }
    if (count != 0) {
        if (list[0].date.year == 0)
            list[0].date.year = (int16_t)year_before(u, list[0].from);
        fill_years(list, count);
        attach_times(mem, u, list, count);
    }
    *n = count;
    return list;
}

/* --- times --------------------------------------------------------------- */

static bool after_clock_word(const struct unit *u, size_t i)
{
    static const char *const words[] = {"kl", "klockan", "klokken",
                                        "at", "klo",     "by"};
    if (i > 0 && unit_is_punct(u, i - 1, '.'))
        i--;
    if (i == 0)
        return false;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (token_is(&u->tokens[i - 1], words[k]))
            return true;
    return false;
}

static bool before_zone_word(const struct unit *u, size_t i)
{
    static const char *const words[] = {"cet",   "cest",     "eet",    "utc",
                                        "gmt",   "brussels", "hours",  "denna",
                                        "samma", "dansk",    "svensk", "noon"};
    if (i >= u->n)
        return false;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (token_is(&u->tokens[i], words[k]))
            return true;
    return false;
}

static bool time_at(const struct unit *u, size_t i, struct time_mention *t)
{
    if (token_is(&u->tokens[i], "midnatt") ||
        token_is(&u->tokens[i], "midnight") ||
        token_is(&u->tokens[i], "midnat")) {
        *t = (struct time_mention){i, i + 1, 1439};
        return true;
    }
    int h = number(u, i, 1, 2), m = 0;
    size_t to = i + 1;
    if (h < 0 || h > 24)
        return false;
    bool split = (unit_is_punct(u, to, '.') || unit_is_punct(u, to, ':')) &&
                 tight(u, to) && tight(u, to + 1) &&
                 number(u, to + 1, 2, 2) >= 0;
    bool colon = split && unit_is_punct(u, to, ':');
    if (split) {
        m = number(u, to + 1, 2, 2);
        to += 2;
    }
    bool pm = to < u->n && token_is(&u->tokens[to], "pm");
    bool am = to < u->n && token_is(&u->tokens[to], "am");
    bool said = after_clock_word(u, i) || before_zone_word(u, to) || pm || am;
    /* "2021-10-20 17:00" and "fram till 23.59": minutes of two digits. */
    if (!said && !(split && (colon || (h == 23 && m == 59))))
        return false;
    if (!split && !pm && !am && to < u->n) {
        /* "at 12 organisations", "kl 9-11" */
        const struct token *next = &u->tokens[to];
        if (unit_match_at(u, LEX_MONTH, to) != NULL ||
            unit_is_punct(u, to, '-') || unit_is_punct(u, to, '/'))
            return false;
        if (token_is(&u->tokens[i - (i > 0)], "at") &&
            next->kind == TOKEN_WORD && !before_zone_word(u, to))
            return false;
    }
    if (m > 59 || (h == 24 && m != 0))
        return false;
    if (pm && h < 12)
        h += 12;
    int minutes = h == 24 ? 1439 : h * 60 + m;
    *t = (struct time_mention){i, to, minutes};
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

void dates_resolve(struct date_mention *m, size_t n, struct date ref)
{
    long base = date_to_days(ref);
    for (size_t i = 0; i < n; i++) {
        if (m[i].date.year != 0)
            continue;
        for (int y = ref.year - 1; y <= ref.year + 1; y++) {
            if (!date_valid(y, m[i].date.month, m[i].date.day))
                continue;
            struct date d = {(int16_t)y, m[i].date.month, m[i].date.day};
            if (date_to_days(d) >= base - LOOK_BACK_DAYS) {
                m[i].date = d;
                break;
            }
        }
        /* A range keeps its order across New Year. */
        if (i > 0 && m[i].ends_range && m[i - 1].starts_range &&
            date_is_set(m[i - 1].date) &&
            date_compare(m[i].date, m[i - 1].date) < 0)
            m[i].date.year++;
    }
}
