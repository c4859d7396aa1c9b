/* date_forms.c - how one date is written; see date_forms.h. */
#include "date_forms.h"

#include "day_names.h"

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

int date_year_at(const struct unit *u, size_t i)
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
    size_t k = unit_is_punct(u, i, ':') ? i + 1 : i;
    if (unit_in(u, k, WORDS_ORDINAL_ENDING) && tight(u, k))
        return k + 1;
    if (unit_is_punct(u, i, '.') && tight(u, i))
        return i + 1;
    return i;
}

/* 2027-01-15, 2027/01/15, 2027.01.15 */
static bool iso(const struct unit *u, size_t i, struct date_form *r)
{
    int y = date_year_at(u, i);
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
    *r = (struct date_form){y, m, d, i, i + 5, 0, {0, 0}};
    return true;
}

/* "31/1-27", "15 jan -27", "15.1.27": a year of two digits, and the token past
 * it; 0 where there is none. */
static int short_year(const struct unit *u, size_t i, size_t *next)
{
    if (!unit_is_punct(u, i, '-') && !unit_is_punct(u, i, '\''))
        return 0;
    int y = tight(u, i + 1) ? number(u, i + 1, 2, 2) : -1;
    if (y < 15 || y > 60 || unit_is_punct(u, i + 2, '/') ||
        unit_is_punct(u, i + 2, '-') || unit_match_at(u, LEX_MONTH, i + 2))
        return 0;
    /* "2. februar-16. mars 2026" */
    if (unit_is_punct(u, i + 2, '.') && unit_match_at(u, LEX_MONTH, i + 3))
        return 0;
    /* "1-30 april" is a range; a year stands off or ends the date. */
    if (y <= 31 && !u->tokens[i].space && i + 2 < u->n &&
        unit_is_punct(u, i + 2, '.') && tight(u, i + 2) && tight(u, i + 3))
        return 0;
    *next = i + 2;
    return 2000 + y;
}

/* 15/1 2027, 17/08/2023, 28.8.2022, 15-Feb-23, 11/3 */
static bool numeric(const struct unit *u, size_t i, struct date_form *r)
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
        *r = (struct date_form){
            y < 100 ? 2000 + y : y, m, d, i, next + 2, 0, {0, 0}};
        return date_valid(r->year, m, d);
    }
    char c = unit_is_punct(u, i + 1, '/') ? '/' : '.';
    int m = number(u, i + 2, 1, 2);
    if (!unit_is_punct(u, i + 1, c) || m < 1 || m > 12)
        return false;
    *r = (struct date_form){0, m, d, i, i + 3, 0, {0, 0}};
    int y = 0;
    size_t past;
    if (c == '/' && (y = short_year(u, i + 3, &past)) != 0)
        r->to = past;
    else if (unit_is_punct(u, i + 3, c) && tight(u, i + 3)) {
        y = date_year_at(u, i + 4);
        if (y != 0)
            r->to = i + 5;
        else if (c == '.')
            r->to = i + 4; /* "15.1." */
    } else if (c == '/') {
        y = date_year_at(u, i + 3);
        r->to += y != 0;
    }
    r->year = y;
    if (y != 0)
        return date_valid(y, m, d);
    if (d > date_days_in_month(2024, m) || (d == 24 && m == 7 && c == '/'))
        return false;
    /* A yearless pair of numbers is a date only where a word before it or a
     * range says so; "1/3 av kostnaden" is a share, "1/4 prisbasbelopp" a sum.
     */
    if (c == '/')
        return !unit_in(u, r->to, WORDS_OF) &&
               !unit_in(u, r->to, WORDS_BASE_AMOUNT);
    return r->to == i + 4 || unit_is_punct(u, i + 3, '-') ||
           (i > 0 && unit_is_punct(u, i - 1, '-'));
}

/* "2 november i år": 1; "15 mars nästa år": 2; 0 where nothing is said. */
static int relative_year(const struct unit *u, size_t i, size_t *to)
{
    static const struct {
        enum date_phrase phrase;
        int years_on;
    } said[] = {{DATE_SAME_YEAR, 0}, {DATE_THIS_YEAR, 1}, {DATE_NEXT_YEAR, 2}};
    for (size_t k = 0; k < sizeof said / sizeof *said; k++) {
        size_t past = unit_past_date(u, said[k].phrase, i);
        if (past == i)
            continue;
        *to = past;
        return said[k].years_on;
    }
    return 0;
}

/* "sista mars 2027", "utgången av mars", "the last day of March": the words
 * before a month that make it its last day. Returns the token past them. */
static size_t skip_last_day(const struct unit *u, size_t i)
{
    size_t next = unit_past_date(u, DATE_LAST_DAY, i);
    return unit_match_at(u, LEX_MONTH, next) != NULL ? next : i;
}

static bool last_of_month(const struct unit *u, size_t i, struct date_form *r)
{
    size_t k = skip_last_day(u, i), next;
    int m = k == i ? 0 : month_at(u, k, &next);
    if (m == 0)
        return false;
    int y = date_year_at(u, next);
    *r = (struct date_form){y,
                            m,
                            date_days_in_month(y != 0 ? y : 2027, m),
                            i,
                            y != 0 ? next + 1 : next,
                            0,
                            {0, 0}};
    return true;
}

int nth_day_in(struct nth_day nth, int year, int month)
{
    int last = date_days_in_month(year, month);
    bool back = nth.nth < 0;
    int day = back ? last : 1, found = 0, best = day;
    for (; day >= 1 && day <= last; day += back ? -1 : 1) {
        int weekday = date_weekday(
            (struct date){(int16_t)year, (int8_t)month, (int8_t)day});
        if (nth.weekday == WORKDAY ? weekday > 5 : weekday != nth.weekday)
            continue;
        best = day;
        if (++found == nth.nth || back)
            break;
    }
    return best;
}

/* "första måndagen i februari", "sista vardagen i mars 2027" */
static bool nth_of_month(const struct unit *u, size_t i, struct date_form *r)
{
    const struct match *o = unit_match_at(u, LEX_ORDINAL, i);
    bool last = unit_in(u, i, WORDS_LAST_OF);
    int nth = last                                ? -1
              : o != NULL && o->entry->index <= 5 ? o->entry->index
                                                  : 0;
    if (nth == 0)
        return false;
    size_t k = last ? i + 1 : o->to, next;
    const struct match *day = unit_match_at(u, LEX_WEEKDAY, k);
    size_t past = unit_past_date(u, DATE_WORKDAY, k);
    if (day == NULL && past == k)
        return false;
    int weekday = day != NULL ? day->entry->index : WORKDAY;
    k = day != NULL ? day->to : past;
    if (!unit_in(u, k, WORDS_IN) && !unit_in(u, k, WORDS_OF))
        return false;
    int m = month_at(u, k + 1, &next);
    if (m == 0)
        return false;
    int y = date_year_at(u, next);
    struct nth_day told = {(int8_t)nth, (int8_t)weekday};
    *r = (struct date_form){y,
                            m,
                            nth_day_in(told, y != 0 ? y : 2027, m),
                            i,
                            y != 0 ? next + 1 : next,
                            0,
                            told};
    return true;
}

/* [15] januari [2027], januari 15, 2027, "första juni" */
static bool named(const struct unit *u, size_t i, struct date_form *r)
{
    size_t next;
    int m = month_at(u, i, &next);
    if (m != 0) {
        int d = number(u, i + (next - i), 1, 2);
        size_t after = d > 0 ? skip_ordinal(u, next + 1) : next;
        size_t comma = unit_is_punct(u, after, ',') ? after + 1 : after;
        int y = date_year_at(u, comma);
        if (d >= 1 && d <= 31 && y != 0 && date_valid(y, m, d)) {
            *r = (struct date_form){y, m, d, i, comma + 1, 0, {0, 0}};
            return true;
        }
        y = date_year_at(u, next);
        *r =
            (struct date_form){y, m, 0, i, y != 0 ? next + 1 : next, 0, {0, 0}};
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
        k += unit_in(u, k, WORDS_OF);
    }
    m = month_at(u, k, &next);
    if (m == 0 || d < 1 || d > date_days_in_month(2024, m))
        return false;
    size_t comma = unit_is_punct(u, next, ',') && date_year_at(u, next + 1)
                       ? next + 1
                       : next;
    int y = date_year_at(u, comma);
    size_t to = y != 0 ? comma + 1 : next;
    if (y == 0)
        y = short_year(u, next, &to);
    if (y != 0 && !date_valid(y, m, d))
        return false;
    *r = (struct date_form){y, m, d, i, to, 0, {0, 0}};
    if (y == 0)
        r->years_on = relative_year(u, next, &r->to);
    return true;
}

/* "omgång 1 - 20 januari": the number counts rounds. */
static bool is_counted(const struct unit *u, size_t i)
{
    return i > 0 && unit_in(u, i - 1, WORDS_NUMBERED) && i + 2 < u->n &&
           u->tokens[i + 1].space && u->tokens[i + 2].space;
}

/* "klockan 8 till den 29 januari": the hour is no day. */
static bool is_hour(const struct unit *u, size_t i)
{
    if (i > 0 && unit_is_punct(u, i - 1, '.'))
        i--;
    return i > 0 && unit_in(u, i - 1, WORDS_CLOCK);
}

/* A bare day that starts a range and borrows the month: "5-25 april",
 * "1-30.9", "den 1 till den 30 april". */
static bool day_of_range(const struct unit *u, size_t i, struct date_form *r)
{
    int d = number(u, i, 1, 2);
    if (d < 1 || d > 31 || is_counted(u, i) || is_hour(u, i))
        return false;
    size_t k = skip_ordinal(u, i + 1);
    size_t j = date_joint(u, k);
    struct date_form end;
    if (j == k || (!named(u, j, &end) && !numeric(u, j, &end)) || end.day <= d)
        return false;
    *r = (struct date_form){0, end.month, d, i, k, 0, {0, 0}};
    return true;
}

/* "mellan A och B": "och" joins a range only after a word for between. */
static bool after_between(const struct unit *u, size_t i)
{
    for (size_t b = i; b > 0 && i - b < 16; b--)
        if (unit_in(u, b - 1, WORDS_BETWEEN))
            return true;
    return false;
}

/* Past one word or row of words that joins a range's two ends. */
static size_t skip_joint(const struct unit *u, size_t i)
{
    if (unit_is_punct(u, i, '-') || unit_is_punct(u, i, '/'))
        return i + 1;
    return unit_past_date(u, DATE_JOINT, i);
}

/* Past "den", "the", "on", a weekday and a comma after it. */
static size_t skip_day_words(const struct unit *u, size_t i)
{
    for (int skipped = 0; skipped < 4 && i < u->n; skipped++, i++) {
        bool comma =
            unit_is_punct(u, i, ',') && i > 0 && day_is_weekday(u, i - 1);
        if (!unit_in(u, i, WORDS_DAY_WORD) && !day_is_weekday(u, i) && !comma)
            break;
    }
    return i;
}

/* "den 9 och 16 december": a bare day that borrows the month of the next. */
static bool day_of_row(const struct unit *u, size_t i, struct date_form *r)
{
    int d = number(u, i, 1, 2);
    bool led = i > 0 &&
               (unit_in(u, i - 1, WORDS_DAY_WORD) || day_is_weekday(u, i - 1));
    size_t k = skip_ordinal(u, i + 1);
    bool joined = unit_in(u, k, WORDS_AND) || unit_in(u, k, WORDS_OR);
    if (d < 1 || d > 31 || !led || !joined || is_hour(u, i) ||
        after_between(u, i))
        return false;
    struct date_form next;
    if (!named(u, skip_day_words(u, k + 1), &next) || next.day <= d)
        return false;
    *r = (struct date_form){0, next.month, d, i, k, 0, {0, 0}};
    return true;
}

/* Past an hour between a range's first day and its joint: "1 december kl.
 * 09.00 - 15 januari kl. 16.00". */
static size_t skip_hour(const struct unit *u, size_t i)
{
    size_t k = unit_is_punct(u, i, ',') ? i + 1 : i;
    bool said = unit_in(u, k, WORDS_CLOCK) || unit_in(u, k, WORDS_AT_HOUR);
    if (said)
        k += unit_is_punct(u, k + 1, '.') ? 2 : 1;
    if (number(u, k, 1, 2) < 0)
        return i;
    bool split =
        (unit_is_punct(u, k + 1, '.') || unit_is_punct(u, k + 1, ':')) &&
        number(u, k + 2, 2, 2) >= 0;
    if (split)
        return k + 3;
    return said ? k + 1 : i;
}

/* Past the hour that a range's end may have before its day: "fram till lunch,
 * kl. 12, fredagen den 11 december". */
static size_t skip_time_words(const struct unit *u, size_t i)
{
    size_t k = i;
    if (unit_in(u, k, WORDS_LUNCH) || unit_in(u, k, WORDS_NOON) ||
        unit_in(u, k, WORDS_MIDNIGHT))
        k++;
    k = skip_hour(u, k);
    if (k == i)
        return i;
    if (unit_is_punct(u, k, ','))
        k++;
    struct date_form end;
    size_t day = skip_day_words(u, k);
    return named(u, day, &end) || numeric(u, day, &end) ? k : i;
}

size_t date_joint(const struct unit *u, size_t i)
{
    size_t k = skip_hour(u, i);
    if (unit_is_punct(u, k, ',') && skip_joint(u, k + 1) != k + 1)
        k++;
    bool linked = unit_in(u, k, WORDS_AND);
    size_t joint = skip_joint(u, linked ? k + 1 : k);
    if (joint == (linked ? k + 1 : k)) {
        if (!linked || !after_between(u, i))
            return i;
        joint = k + 1;
    }
    return skip_day_words(u, skip_time_words(u, joint));
}

/* Can a date begin with token I? Hardly any word can. */
static bool may_begin(const struct unit *u, size_t i)
{
    return u->tokens[i].kind == TOKEN_NUMBER || unit_begins(u, LEX_MONTH, i) ||
           unit_begins(u, LEX_ORDINAL, i) || unit_begins(u, LEX_DAY, i) ||
           unit_begins(u, LEX_DATE, i) || unit_in(u, i, WORDS_LAST_OF);
}

bool date_form_at(const struct unit *u, size_t i, struct date_form *ret)
{
    if (!may_begin(u, i))
        return false;
    return iso(u, i, ret) || numeric(u, i, ret) || day_of_range(u, i, ret) ||
           nth_of_month(u, i, ret) || last_of_month(u, i, ret) ||
           named(u, i, ret) || day_of_row(u, i, ret) || day_of_name(u, i, ret);
}
