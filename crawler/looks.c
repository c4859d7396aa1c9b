/*
 * looks.c - fingerprints of a page's words; see visible.h.
 *
 * Words are what stands between blanks, without the punctuation about them.
 * Three kinds matter: clocks, which are dropped; figures, which make a page
 * what it is (dates, sums, shares); and the rest.
 */
#include "visible.h"

#include "medel/side.h"

#include "medel/date.h"
#include "medel/hash.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define DAY_SECONDS 86400
#define NONCE_DIGITS 9   /* a serial number, a time in seconds */
#define NONCE_HEX_MIN 16 /* a session, a checksum */
#define GROUPS_MAX 5     /* of three digits, in a sum */

/* More words than clock or figure reaches behind its last digit. */
#define AFTER_DIGIT 12
/* A clock or figure begins so many words before its first digit at most. */
#define BEFORE_DIGIT 2
/* Words that are looked at closely at a time, more than BEFORE_DIGIT. */
#define FEW 6

struct word {
    const char *p;
    size_t len;
    bool digit; /* has one */
};

struct reader {
    struct arena *mem;
    struct word *words;
    size_t n, cap;
    struct date days[3]; /* yesterday, today, tomorrow */
    size_t next_digit;   /* the first word from here on that has one */
    char *kept;          /* all words but clocks, a blank after each */
    size_t kept_len;
    uint64_t figures;
    size_t n_kept;
};

/* --- words ---------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* What a byte is to a word: 0 for a letter. */
enum { DIGIT = 1, MARK = 2, END = 4 };
static const unsigned char KIND[256] = {
    ['0'] = DIGIT, ['1'] = DIGIT, ['2'] = DIGIT, ['3'] = DIGIT, ['4'] = DIGIT,
    ['5'] = DIGIT, ['6'] = DIGIT, ['7'] = DIGIT, ['8'] = DIGIT, ['9'] = DIGIT,
    ['.'] = MARK,  [','] = MARK,  [':'] = MARK,  [';'] = MARK,  ['!'] = MARK,
    ['?'] = MARK,  ['('] = MARK,  [')'] = MARK,  ['['] = MARK,  [']'] = MARK,
    ['"'] = MARK,  ['\''] = MARK, ['*'] = MARK,  [' '] = END,   ['\0'] = END,
};

static unsigned kind_of(char c)
{
    return KIND[(unsigned char)c];
}

/* The words from TEXT on, up to its end or the AFTER_DIGIT-th word behind one
 * that has a digit, and at least FEW; returns where that is. */
static const char *split(struct reader *r, const char *text)
{
    r->n = 0;
    for (size_t until = FEW; *text != '\0' && r->n < until;) {
        unsigned kinds = 0, kind;
        const char *p = text, *end;
        while (kind_of(*p) == MARK)
            p++;
        for (end = p; (kind = kind_of(*end)) != END; end++)
            kinds |= kind;
        text = end + (*end == ' ');
        while (end > p && kind_of(end[-1]) == MARK)
            end--;
        if (end == p)
            continue;
        if (r->n == r->cap)
            r->words =
                arena_grow(r->mem, r->words, r->n, &r->cap, sizeof *r->words);
        r->words[r->n++] =
            (struct word){p, (size_t)(end - p), (kinds & DIGIT) != 0};
        if ((kinds & DIGIT) != 0)
            until = r->n + AFTER_DIGIT;
    }
    return text;
}

static bool word_is(const struct reader *r, size_t i, const char *list)
{
    if (i >= r->n)
        return false;
    const struct word *w = &r->words[i];
    for (const char *p = list; *p != '\0';) {
        size_t len = strcspn(p, " ");
        if (len == w->len && strncasecmp(p, w->p, len) == 0)
            return true;
        p += len + (p[len] == ' ');
    }
    return false;
}

/* Month 1 to 12 that a word names, in the Nordic languages but Finnish and
 * in English; 0 for none. */
static int month_at(const struct reader *r, size_t i)
{
    static const char *const NAMES[12] = {"jan januari january januar",
                                          "feb februari february februar",
                                          "mar mars march marts",
                                          "apr april",
                                          "maj may mai",
                                          "jun juni june",
                                          "jul juli july",
                                          "aug augusti august",
                                          "sep sept september",
                                          "okt oct oktober october",
                                          "nov november",
                                          "dec des december desember"};
    for (int m = 0; m < 12; m++)
        if (word_is(r, i, NAMES[m]))
            return m + 1;
    return 0;
}

static bool is_weekday(const struct reader *r, size_t i)
{
    return word_is(r, i,
                   "måndag tisdag onsdag torsdag fredag lördag söndag mån tis "
                   "ons tors tor fre lör sön mandag tirsdag lørdag søndag "
                   "monday tuesday wednesday thursday friday saturday sunday "
                   "mon tue wed thu fri sat sun");
}

/* The digits that a word consists of, up to four; -1 for anything else. */
static int number_at(const struct reader *r, size_t i)
{
    int n = 0;
    if (i >= r->n || r->words[i].len > 4)
        return -1;
    for (size_t k = 0; k < r->words[i].len; k++) {
        if (!is_digit(r->words[i].p[k]))
            return -1;
        n = n * 10 + (r->words[i].p[k] - '0');
    }
    return n;
}

/* --- clocks --------------------------------------------------------------- */

/* One or two digits, a colon, two digits, and whatever follows. */
static bool is_time(const struct word *w, char colon)
{
    size_t n = w->len > 0 && is_digit(w->p[0]);
    n += n < w->len && is_digit(w->p[n]);
    return n != 0 && w->len >= n + 3 && w->p[n] == colon &&
           is_digit(w->p[n + 1]) && is_digit(w->p[n + 2]) &&
           (w->len == n + 3 || !is_digit(w->p[n + 3]));
}

static bool is_nonce(const struct word *w)
{
    size_t digits = 0, hex = 0, dots = 0;
    for (size_t i = 0; i < w->len; i++) {
        char c = (char)(w->p[i] | 0x20);
        digits += is_digit(w->p[i]);
        hex += is_digit(w->p[i]) || (c >= 'a' && c <= 'f') || w->p[i] == '-';
        dots += w->p[i] == '.';
    }
    return (digits >= NONCE_DIGITS && digits + dots == w->len) ||
           (hex >= NONCE_HEX_MIN && hex == w->len && digits != 0);
}

static bool is_now(const struct reader *r, int year, int month, int day)
{
    for (size_t i = 0; i < sizeof r->days / sizeof *r->days; i++)
        if (r->days[i].month == month && r->days[i].day == day &&
            (year == 0 || r->days[i].year == year))
            return true;
    return false;
}

/* A date in digits: 2026-11-28 (perhaps with T and a time), 28.11.2026,
 * 28/11/2026. *now tells whether it is one of these days, *timed whether a
 * time follows. */
static bool is_date(const struct reader *r, const struct word *w, bool *now,
                    bool *timed)
{
    char text[24];
    int a, b, c, used = 0;
    size_t n = w->len < sizeof text - 1 ? w->len : sizeof text - 1;
    memcpy(text, w->p, n);
    text[n] = '\0';
    *timed = false;
    if (n < 8 || !is_digit(text[0]))
        return false;
    if (sscanf(text, "%4d-%2d-%2d%n", &a, &b, &c, &used) == 3 &&
        date_valid(a, b, c)) {
        *now = is_now(r, a, b, c);
        *timed = text[used] == 'T' || text[used] == 't';
        return true;
    }
    if ((sscanf(text, "%2d.%2d.%4d", &a, &b, &c) == 3 ||
         sscanf(text, "%2d/%2d/%4d", &a, &b, &c) == 3) &&
        date_valid(c, b, a)) {
        *now = is_now(r, c, b, a);
        return true;
    }
    return false;
}

/* "28 november 2026", "November 28, 2026": how many words; 0 for none. */
static size_t date_words(const struct reader *r, size_t i, bool *now)
{
    int day = number_at(r, i);
    bool day_first = day >= 0;
    if (!day_first)
        day = number_at(r, i + 1);
    if (day < 1 || day > 31)
        return 0;
    int month = month_at(r, day_first ? i + 1 : i);
    if (month == 0)
        return 0;
    int year = number_at(r, i + 2);
    bool has_year = year >= 1900 && year < 2200;
    *now = is_now(r, has_year ? year : 0, month, day);
    return has_year ? 3 : 2;
}

static size_t time_words(const struct reader *r, size_t i)
{
    const struct word *w = &r->words[i];
    bool now = false, timed = false;
    if (is_time(w, ':') || is_nonce(w))
        return 1;
    if (i + 1 < r->n && word_is(r, i, "kl klockan clock") &&
        (is_time(&r->words[i + 1], '.') || is_time(&r->words[i + 1], ':')))
        return 2;
    if (is_date(r, w, &now, &timed) && (now || timed))
        return 1;
    size_t n = date_words(r, i, &now);
    return now ? n : 0;
}

/* How many words at I only tell when the page was made. */
static size_t clock_words(const struct reader *r, size_t i)
{
    size_t n = time_words(r, i);
    if (n != 0 || i + 1 == r->n)
        return n;
    n = time_words(r, i + 1);
    return n != 0 && is_weekday(r, i) ? n + 1 : 0;
}

/* --- figures -------------------------------------------------------------- */

/* The order of figures does not count. */
static void add_figure(struct reader *r, const char *p, size_t n)
{
    r->figures += hash_u64(p, n);
}

/* "500 000 kr", "2,5 miljoner", "50 procent": how many words; 0 for none. */
static size_t sum_words(const struct reader *r, size_t i)
{
    size_t n = 1;
    const struct word *w = &r->words[i];
    if (!w->digit)
        return 0;
    while (n < GROUPS_MAX && number_at(r, i + n) >= 0 &&
           r->words[i + n].len == 3)
        n++;
    if (word_is(r, i + n,
                "kr kronor kroner sek nok dkk eur euro euros tkr mkr mnkr msek "
                "miljon miljoner million millions mill tusen procent prosent "
                "percent % €"))
        return n + 1;
    char last = w->p[w->len - 1];
    return last == '%' ||
                   (w->len > 2 && strncasecmp(w->p + w->len - 2, "kr", 2) == 0)
               ? 1
               : 0;
}

static size_t figure_words(const struct reader *r, size_t i)
{
    bool now, timed;
    if (is_date(r, &r->words[i], &now, &timed))
        return 1;
    size_t n = date_words(r, i, &now);
    return n != 0 ? n : sum_words(r, i);
}

/* --- all ------------------------------------------------------------------ */

static void keep(struct reader *r, const struct word *w)
{
    memcpy(r->kept + r->kept_len, w->p, w->len);
    r->kept_len += w->len;
    r->kept[r->kept_len++] = ' ';
    r->n_kept++;
}

/* Clocks and figures have a digit in their first word, or in the second or
 * third: "måndag 30 november", "Monday November 30". Few words are as near to
 * one, and the others need no closer look. */
static bool near_digit(struct reader *r, size_t i)
{
    if (r->next_digit < i)
        r->next_digit = i;
    while (r->next_digit < r->n && !r->words[r->next_digit].digit)
        r->next_digit++;
    return r->next_digit < r->n && r->next_digit < i + 3;
}

/* The words from P on, a part of N bytes of the text, with a blank after each,
 * that are kept as they stand, since neither they nor the next BEFORE_DIGIT
 * have a digit or mark. (Nor any other byte that is about there in ASCII.)
 * Returns how many bytes. */
static size_t plain_run(const char *p, size_t n, size_t *n_words)
{
    size_t len = 1, blanks = 0, behind = 0;
    for (; n > len && n - len >= SIDE; len += SIDE) {
        const side_t now = side_load(p + len), before = side_load(p + len - 1);
        const side_t blank = (side_t)(now == ' ');
        const side_t odd = (side_t)(now - (unsigned char)'!' < '@' - '!') |
                           (side_t)(now == '[') | (side_t)(now == ']') |
                           (blank & (side_t)(before == ' '));
        if (side_any(odd))
            break;
        blanks += side_count(blank);
    }
    if (blanks <= BEFORE_DIGIT || kind_of(*p) != 0)
        return 0;
    while (behind <= BEFORE_DIGIT)
        behind += p[--len] == ' ';
    *n_words = blanks - BEFORE_DIGIT;
    return len + 1;
}

static void read_run(struct reader *r, const char *p, size_t n, size_t n_words)
{
    memcpy(r->kept + r->kept_len, p, n);
    r->kept_len += n;
    r->n_kept += n_words;
}

/* The first N of the words, closely. */
static void read_words(struct reader *r, size_t end)
{
    r->next_digit = 0;
    for (size_t i = 0, n; i < end; i += n) {
        n = 1;
        if (near_digit(r, i)) {
            n = clock_words(r, i);
            if (n != 0)
                continue;
            n = figure_words(r, i);
            if (n != 0) {
                const struct word *last = &r->words[i + n - 1];
                const char *from = r->words[i].p;
                add_figure(r, from, (size_t)(last->p + last->len - from));
            }
            n = n != 0 ? n : 1;
        }
        for (size_t k = i; k < i + n; k++)
            keep(r, &r->words[k]);
    }
}

/* TEXT is read for itself: no clock or figure begins in one and ends in the
 * next. */
static void read_text(struct reader *r, const char *text)
{
    const char *end = text + strlen(text);
    while (text < end) {
        size_t n_words, run = plain_run(text, (size_t)(end - text), &n_words);
        if (run != 0)
            read_run(r, text, run, n_words);
        text = split(r, text + run);
        if (text < end) {
            /* The last ones may be near a digit that is to come. */
            read_words(r, r->n - BEFORE_DIGIT);
            text = r->words[r->n - BEFORE_DIGIT].p;
        } else {
            read_words(r, r->n);
        }
    }
}

void looks_of(struct arena *mem, const struct visible *v, int64_t now, bool old,
              struct looks *ret)
{
    struct reader r = {.mem = mem};
    for (int i = 0; i < 3; i++)
        r.days[i] = date_at(now + (i - 1) * DAY_SECONDS, NULL, NULL);
    /* Behind each word of either is a blank or its end. */
    r.kept = arena_need(strlen(v->title) + 1 + strlen(v->text) + 1);
    read_text(&r, v->title);
    read_text(&r, v->text);
    *ret = (struct looks){.words = hash_simhash(r.kept, r.kept_len),
                          .figures = r.figures,
                          .n_words = r.n_kept};
    if (r.n_kept != 0) {
        ret->exact = hash_bulk(r.kept, r.kept_len);
        ret->exact_old = old ? hash_u64(r.kept, r.kept_len) : 0;
    }
    free(r.kept);
}

bool looks_same(const struct looks *a, const struct looks *b)
{
    return a->exact != 0 &&
           (a->exact == b->exact || a->exact == b->exact_old ||
            (a->exact_old != 0 && a->exact_old == b->exact));
}

bool looks_near(const struct looks *a, const struct looks *b)
{
    return looks_same(a, b) ||
           (a->words != 0 && b->words != 0 && a->figures == b->figures &&
            hash_distance(a->words, b->words) <= LOOKS_NEAR_BITS);
}
