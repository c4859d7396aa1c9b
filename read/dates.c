/* dates.c - finds dates in a unit's tokens and gives them years; see dates.h.
 */
#include "dates.h"

#include "context.h"
#include "date_forms.h"
#include "day_names.h"

#include <string.h>

/* Days that a yearless date may lie back from the page's own date. */
#define LOOK_BACK_DAYS 45

/* "under 2027", "hösten 2027" */
static bool is_time(const struct token *t)
{
    return token_in(t, WORDS_DURING) || token_in(t, WORDS_IN) ||
           token_in(t, WORDS_FOR) || token_in(t, WORDS_SPRING) ||
           token_in(t, WORDS_SUMMER) || token_in(t, WORDS_AUTUMN) ||
           token_in(t, WORDS_WINTER);
}

/* "Sista dagarna under 2027 är den 1 mars och den 1 oktober": a year that
 * stands alone before the dates, after a word that makes it their time. */
static int year_before(const struct unit *u, size_t i)
{
    for (size_t k = i; k-- > 1 && i - k < 14;) {
        int y = date_year_at(u, k);
        /* "Ansökan för 2027 öppnade den 16 november": the round's; but "hösten
         * 2025 var sista dag den 4 december" */
        if (y != 0 && unit_in(u, k - 1, WORDS_FOR) &&
            unit_find_in(u, LEX_CUE, CUE_PAST_TENSE, k + 1, i) != NULL)
            return 0;
        if (y == 0)
            continue;
        if (unit_in(u, k - 1, WORDS_FOR) &&
            (context_says(u, CUE_AWARD, 0, k - 1) ||
             context_says(u, CUE_BUDGET, 0, k - 1)))
            return 0; /* "bidrag för 2027": the money's, and not the days' */
        if (k > 1 && unit_in(u, k - 2, WORDS_BEFORE))
            return 0; /* "inför sommaren 2027": earlier than that */
        return is_time(&u->tokens[k - 1]) ? y : 0;
    }
    return 0;
}

/* The year of REF, or one beside it, in which D is the weekday WEEKDAY; D
 * itself where there is none. */
static struct date on_weekday(struct date d, int weekday)
{
    static const int tries[] = {0, 1, -1};
    for (size_t k = 0; weekday != 0 && k < sizeof tries / sizeof *tries; k++) {
        struct date at = date_in_year(d, d.year + tries[k]);
        if (date_weekday(at) == weekday)
            return at;
    }
    return d;
}

struct date dates_of_round(const struct date_mention *m, int year)
{
    struct date at = date_in_year(m->date, year);
    return year != 0 ? on_weekday(at, m->weekday) : at;
}

/* "För mötet den 16 december 2026", "när styrelsen träffas den 16 december" */
static bool is_meeting(const struct unit *u, const struct date_mention *m)
{
    return context_says(u, CUE_DECISION, 0, m->from) ||
           context_says(u, CUE_EVENT, 0, m->from);
}

/* "Resor 10 juni-20 augusti 2027 söks senast den 30 april", "för mötet den 16
 * december 2026 ska ansökan vara inne senast den 27 november", "stängde den 20
 * november 2026 efter att ha varit öppen sedan den 15 september": B lies before
 * A. */
static bool is_before(const struct unit *u, const struct date_mention *a,
                      const struct date_mention *b)
{
    size_t i = b->from;
    while (i > a->to && b->from - i < 3 && unit_in(u, i - 1, WORDS_DAY_WORD))
        i--;
    if (i < 2)
        return false;
    if (unit_in(u, i - 2, WORDS_OPEN) && unit_in(u, i - 1, WORDS_SINCE))
        return true;
    return (a->ends_range || is_meeting(u, a)) &&
           context_says(u, CUE_LATEST, i - 1, b->from) &&
           (context_says(u, CUE_APPLY, a->to, i) ||
            context_says(u, CUE_DEADLINE, a->to, i));
}

static void fill_years(const struct unit *u, struct date_mention *m, size_t n)
{
    /* A year stands at the last date of a row: "15 februari, 17 maj och 15
     * september 2027"; a window may cross New Year. */
    for (size_t i = n; i-- > 1;) {
        struct date_mention *a = &m[i - 1], *b = &m[i];
        if (a->date.year != 0 || b->date.year == 0 || a->years_on != 0)
            continue;
        bool later =
            a->date.month > b->date.month ||
            (a->date.month == b->date.month && a->date.day > b->date.day);
        if (a->starts_range)
            a->date = date_in_year(a->date, b->date.year - (later ? 1 : 0));
        else if (b->from - a->to <= 3 && !later)
            a->date = date_in_year(a->date, b->date.year);
    }
    /* And for dates after it: "den 15 januari 2027 ... den 1 mars". */
    for (size_t i = 1; i < n; i++) {
        const struct date_mention *a = &m[i - 1];
        struct date_mention *b = &m[i];
        if (b->date.year != 0 || a->date.year == 0 || b->years_on != 0)
            continue;
        bool earlier = b->date.month < a->date.month;
        if (earlier && is_before(u, a, b))
            earlier = false;
        b->date = dates_of_round(b, a->date.year + (earlier ? 1 : 0));
    }
}

/* "hela september": from its first day to its last. */
static bool is_whole(const struct unit *u, size_t i)
{
    if (i > 1 && unit_in(u, i - 1, WORDS_OF))
        i--;
    return i > 0 && unit_in(u, i - 1, WORDS_WHOLE);
}

static void split_month(struct date_mention *m)
{
    m[1] = m[0];
    m[0].to = m[0].from;
    m[0].from--;
    m[0].has_day = m[1].has_day = true;
    m[0].starts_range = m[1].ends_range = true;
    int year = m[1].date.year != 0 ? m[1].date.year : 2027;
    m[1].date.day = (int8_t)date_days_in_month(year, m[1].date.month);
}

/* Beside days that are written out, a whole month is no window. */
static size_t join_months(struct date_mention *m, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        m[kept] = m[i];
        if (i + 1 < n && m[i].starts_range && m[i].to == m[i + 1].from &&
            m[i + 1].ends_range && m[i].date.day == 1) {
            m[kept] = m[i + 1];
            m[kept].ends_range = m[kept].has_day = false;
            m[kept].date.day = 1;
            i++;
        }
        kept++;
    }
    return kept;
}

/* "... den 2 november och stänger kl. 12 den 10 januari": the hour is said of
 * the later day, and so is "... fram till midnatt den 10 januari". */
static bool is_parted(const struct unit *u, size_t from, size_t to)
{
    for (size_t k = from; k < to; k++)
        if (unit_in(u, k, WORDS_AND) || unit_in(u, k, WORDS_BUT) ||
            unit_in(u, k, WORDS_UNTIL))
            return true;
    return false;
}

static void attach_times(struct arena *mem, const struct unit *u,
                         struct date_mention *m, size_t n)
{
    size_t nt;
    struct time_mention *t = times_find(mem, u, &nt);
    for (size_t k = 0; k < nt; k++) {
        /* The date just before; else the one just after ("kl 12 den 3/3"),
         * which also wins where it stands nearer. */
        struct date_mention *best = NULL;
        size_t far = 0;
        for (size_t i = 0; i < n; i++) {
            size_t before = t[k].from - m[i].to, after = m[i].from - t[k].to;
            if (m[i].to <= t[k].from &&
                !(i + 1 < n && m[i + 1].from >= t[k].to &&
                  is_parted(u, m[i].to, t[k].from)) &&
                before <= (nt == 1 && i + 1 == n ? 10 : 6)) {
                best = &m[i];
                far = before;
            } else if (m[i].from >= t[k].to &&
                       after <= (best == NULL ? 8 : 5) &&
                       (best == NULL || (after <= 3 && far > 3))) {
                best = &m[i];
                break;
            }
        }
        if (best != NULL && best->time < 0) {
            best->time = t[k].minutes;
            best->time_from = t[k].from;
            best->time_to = t[k].to;
        }
    }
}

/* "1 mars eller den 1 oktober", "1 mars, 1 juni" */
static bool is_listed(const struct unit *u, size_t from, size_t to)
{
    return from < to &&
           (unit_in(u, from, WORDS_AND) || unit_in(u, from, WORDS_OR) ||
            unit_is_punct(u, from, ','));
}

void dates_settle_days(struct date_mention *m, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (m[i].nth.nth != 0 && m[i].date.year != 0)
            m[i].date.day =
                (int8_t)nth_day_in(m[i].nth, m[i].date.year, m[i].date.month);
}

static void *find(struct arena *mem, const struct unit *u, size_t *n)
{
    struct date_mention *list = NULL;
    size_t count = 0, cap = 0;
    for (size_t i = 0; i < u->n;) {
        struct date_form r;
        if (!date_form_at(u, i, &r)) {
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
        m->years_on = r.years_on;
        m->weekday = day_weekday_before(u, r.from);
        m->nth = r.nth;
        m->time = -1;
        if (count > 1) {
            struct date_mention *before = m - 1;
            size_t j = date_joint(u, before->to);
            if (j != before->to && j == m->from && !before->ends_range) {
                before->starts_range = true;
                m->ends_range = true;
            }
            m->listed = !m->ends_range && is_listed(u, before->to, m->from);
        }
        if (r.day == 0 && is_whole(u, r.from)) {
            list = arena_grow(mem, list, count, &cap, sizeof *list);
            split_month(&list[count++ - 1]);
        }
        i = r.to;
    }
    if (count > 2)
        count = join_months(list, count);
    if (count != 0) {
        if (list[0].date.year == 0)
            list[0].date =
                dates_of_round(&list[0], year_before(u, list[0].from));
        fill_years(u, list, count);
        dates_settle_days(list, count);
        attach_times(mem, u, list, count);
    }
    *n = count;
    return list;
}

struct date_mention *dates_find(struct arena *mem, const struct unit *u,
                                size_t *n)
{
    /* Callers change what they get: years are settled by the page. */
    return unit_recall(mem, u, MEMO_DATES, find, sizeof(struct date_mention),
                       n);
}

/* Rounds are listed in order: in "20 januari, 20 maj och 20 oktober" the last
 * is no earlier than the one before. */
static bool is_next_of_row(const struct date_mention *m, size_t i)
{
    return i > 0 && !m[i - 1].has_year && !m[i].has_year &&
           m[i].from - m[i - 1].to <= 4;
}

static struct date nearest(struct date d, struct date ref)
{
    for (int y = ref.year - 1; y <= ref.year + 1; y++) {
        struct date at = date_in_year(d, y);
        if (date_to_days(at) >= date_to_days(ref) - LOOK_BACK_DAYS)
            return at;
    }
    return d;
}

static struct date last_before(struct date d, struct date ref)
{
    for (int y = ref.year; y >= ref.year - 4; y--) {
        struct date at = date_in_year(d, y);
        if (date_compare(at, ref) <= 0)
            return at;
    }
    return d;
}

static bool is_yearless(const struct date_mention *m)
{
    return m->date.year == 0 && !m->past && m->years_on == 0;
}

/* How many yearless dates, from M[0] of N, are of one kind: the two of a
 * window, or last days that are listed. */
static size_t row_length(const struct date_mention *m, size_t n)
{
    if (n < 2 || !is_yearless(&m[0]) || !is_yearless(&m[1]))
        return 1;
    if (!m[1].listed)
        return m[0].starts_range || (is_next_of_row(m, 1) && !m[1].starts_range)
                   ? 2
                   : 1;
    size_t k = 2;
    while (k < n && m[k].listed && is_yearless(&m[k]))
        k++;
    return k;
}

/* Gives years to a row of yearless dates, M[0] to M[LEN-1], that REF falls
 * within: "söks 1 oktober-30 november", read on the 23rd, is of this year; of
 * several last days, each is the next such day. False: it does not. */
static bool resolve_current_row(struct date_mention *m, size_t len,
                                struct date ref)
{
    struct date first = m[0].date, last = m[len - 1].date;
    bool wraps = last.month < first.month;
    first = date_in_year(first, ref.year - (wraps && ref.month <= last.month));
    last = date_in_year(last, first.year + wraps);
    if (date_compare(ref, first) < 0 || date_compare(last, ref) < 0)
        return false;
    for (size_t i = 0; i < len; i++) {
        m[i].yearless = true;
        struct date at = date_in_year(m[i].date, first.year);
        bool next = m[1].listed ? date_compare(at, ref) < 0 : i > 0 && wraps;
        m[i].date =
            on_weekday(date_in_year(at, first.year + next), m[i].weekday);
    }
    return true;
}

#define LATE_DAYS 60 /* a page is not dated anew each time it is changed */

static struct date past_ref(struct date ref, struct date today)
{
    return date_to_days(today) <= date_to_days(ref) + LATE_DAYS ? today : ref;
}

void dates_resolve(struct date_mention *m, size_t n, struct date ref,
                   struct date today)
{
    for (size_t i = 0; i < n; i++) {
        if (m[i].date.year != 0)
            continue;
        m[i].yearless = m[i].years_on == 0;
        if (m[i].years_on != 0) {
            m[i].date = date_in_year(m[i].date, ref.year + m[i].years_on - 1);
            continue;
        }
        size_t len = row_length(&m[i], n - i);
        if (len > 1 && resolve_current_row(&m[i], len, ref)) {
            i += len - 1;
            continue;
        }
        m[i].date = m[i].past ? last_before(m[i].date, past_ref(ref, today))
                              : nearest(m[i].date, ref);
        m[i].date = on_weekday(m[i].date, m[i].weekday);
        /* A range keeps its order across New Year. */
        if (i > 0 && date_is_set(m[i - 1].date) &&
            ((m[i].ends_range && m[i - 1].starts_range) ||
             is_next_of_row(m, i)) &&
            date_compare(m[i].date, m[i - 1].date) < 0)
            m[i].date = date_in_year(m[i].date, m[i].date.year + 1);
    }
    dates_settle_days(m, n);
}
