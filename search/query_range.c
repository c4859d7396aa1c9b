/* query_range.c - see query_range.h. */
#include "query_range.h"

#include "medel/i18n.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- two ends ------------------------------------------------------------ */

/* A value parted into its ends; NULL for an open one. */
struct ends {
    const char *low, *high;
    bool is_range;
    bool above, below; /* ">" and "<": the end itself is not included */
};

static const char *trimmed(struct arena *mem, const char *s, size_t n)
{
    while (n > 0 && (unsigned char)*s <= ' ') {
        s++;
        n--;
    }
    while (n > 0 && (unsigned char)s[n - 1] <= ' ')
        n--;
    return n > 0 ? arena_strndup(mem, s, n) : NULL;
}

static struct ends compared(struct arena *mem, const char *value)
{
    bool more = *value == '>', same = value[1] == '=';
    const char *rest = value + 1 + same;
    const char *end = trimmed(mem, rest, strlen(rest));
    return (struct ends){
        .low = more ? end : NULL,
        .high = more ? NULL : end,
        .is_range = true,
        .above = more && !same,
        .below = !more && !same,
    };
}

static struct ends ends_of(struct arena *mem, const char *value)
{
    static const char *const between[] = {"..", "\u2026", "\u2013", "\u2014"};
    if (*value == '<' || *value == '>')
        return compared(mem, value);
    for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
        const char *at = strstr(value, between[i]);
        if (at == NULL)
            continue;
        const char *rest = at + strlen(between[i]);
        rest += strspn(rest, "."); /* "..." is meant as ".." */
        return (struct ends){
            .low = trimmed(mem, value, (size_t)(at - value)),
            .high = trimmed(mem, rest, strlen(rest)),
            .is_range = true,
        };
    }
    const char *one = trimmed(mem, value, strlen(value));
    return (struct ends){.low = one, .high = one};
}

static bool no_end(const struct ends *x)
{
    return x->low == NULL && x->high == NULL;
}

/* --- dates --------------------------------------------------------------- */

struct days {
    struct date first, last;
    bool relative;
};

/* From LEAST to MOST digits at *S, which moves past them; -1 where there are
 * fewer. */
static int digits(const char **s, int least, int most)
{
    int value = 0, i = 0;
    while (i < most && isdigit((unsigned char)(*s)[i])) {
        value = value * 10 + ((*s)[i] - '0');
        i++;
    }
    *s += i;
    return i >= least ? value : -1;
}

/* "2026", "2026-12", "2026-12-01", "20261201". */
static bool calendar_days(const char *s, struct days *ret)
{
    int year = digits(&s, 4, 4);
    if (!date_valid(year, 1, 1))
        return false;
    bool hyphens = *s == '-';
    int month = -1, day = -1;
    if (*s != '\0') {
        s += hyphens;
        month = digits(&s, 2, 2);
        if (month < 1 || month > 12)
            return false;
    }
    if (*s != '\0') {
        if (hyphens && *s++ != '-')
            return false;
        day = digits(&s, 2, 2);
        if (day < 0 || !date_valid(year, month, day))
            return false;
    }
    if (*s != '\0' || (!hyphens && month > 0 && day < 0))
        return false;
    int last_month = month > 0 ? month : 12;
    ret->first = (struct date){(int16_t)year, (int8_t)(month > 0 ? month : 1),
                               (int8_t)(day > 0 ? day : 1)};
    ret->last = (struct date){
        (int16_t)year, (int8_t)last_month,
        (int8_t)(day > 0 ? day : date_days_in_month(year, last_month))};
    return true;
}

/* DAY so many months on; the month's last where it has no such day. */
static struct date months_on(struct date day, int n)
{
    int months = day.year * 12 + day.month - 1 + n;
    if (months < 12)
        return DATE_NONE;
    int year = months / 12, month = months % 12 + 1;
    int last = date_days_in_month(year, month);
    return (struct date){(int16_t)year, (int8_t)month,
                         (int8_t)(day.day < last ? day.day : last)};
}

/* "30d", "2v", "-3m" from TODAY; backwards where BACK. */
static bool relative_day(struct arena *mem, const struct query_names *names,
                         const char *s, struct date today, bool back,
                         struct days *ret)
{
    int sign = back ? -1 : 1;
    if (*s == '-' || *s == '+') {
        sign = *s == '-' ? -1 : 1;
        s++;
    }
    int n = digits(&s, 1, 4);
    const char *unit = query_names_key(mem, s, strlen(s));
    struct date day;
    if (n < 0)
        return false;
    if (query_names_has(names, LIST_DAYS, unit))
        day = date_from_days(date_to_days(today) + sign * (long)n);
    else if (query_names_has(names, LIST_WEEKS, unit))
        day = date_from_days(date_to_days(today) + sign * 7L * n);
    else if (query_names_has(names, LIST_MONTHS, unit))
        day = months_on(today, sign * n);
    else if (query_names_has(names, LIST_YEARS, unit))
        day = months_on(today, sign * n * 12);
    else
        return false;
    *ret = (struct days){day, day, true};
    return date_valid(day.year, day.month, day.day);
}

static enum status read_days(struct arena *mem, const struct query_names *names,
                             const char *s, struct date today, bool back,
                             struct days *ret, struct err *e)
{
    *ret = (struct days){DATE_NONE, DATE_NONE, false};
    const char *key = query_names_key(mem, s, strlen(s));
    if (query_names_has(names, LIST_TODAY, key)) {
        ret->first = ret->last = today;
        return ST_OK;
    }
    if (calendar_days(s, ret) || relative_day(mem, names, s, today, back, ret))
        return ST_OK;
    return err_set(e, ST_USAGE,
                   _("'%.60s' is no date; dates are written 2026-12-01, "
                     "2026-12, 30d (days), 2v or 2w (weeks), 3m (months), and "
                     "two with .. between"),
                   s);
}

static struct date day_beside(struct date d, int n)
{
    return date_from_days(date_to_days(d) + n);
}

enum status range_of_dates(struct arena *mem, const struct query_names *names,
                           const char *value, struct date today, bool back,
                           struct date *from, struct date *to, struct err *e)
{
    struct ends ends = ends_of(mem, value);
    struct days low = {DATE_NONE, DATE_NONE, false}, high = low;
    enum status st = ST_OK;

    if (no_end(&ends))
        return err_set(e, ST_USAGE,
                       _("a date is missing, as in 2026-12-01..2027-03-31"));
    if (ends.low != NULL)
        st = read_days(mem, names, ends.low, today, back, &low, e);
    if (st == ST_OK && ends.high != NULL)
        st = read_days(mem, names, ends.high, today, back, &high, e);
    if (st != ST_OK)
        return st;
    struct date first = low.first, last = high.last;
    if (!ends.is_range && low.relative) {
        bool past = date_compare(low.first, today) < 0;
        first = past ? low.first : today;
        last = past ? today : low.first;
    }
    /* After a month means after all of it. */
    if (ends.above)
        first = day_beside(low.last, 1);
    if (ends.below)
        last = day_beside(high.first, -1);
    if (date_is_set(first) && date_is_set(last) &&
        date_compare(first, last) > 0)
        return err_set(e, ST_USAGE, _("'%.60s' ends before it begins"), value);
    *from = first;
    *to = last;
    return ST_OK;
}

/* --- sums ---------------------------------------------------------------- */

struct sum {
    double amount;
    double factor; /* 1 where no "thousand" or the like is said */
    bool has_unit;
    const char *currency; /* or NULL */
};

/* The blanks in "1 000 000": plain, no-break and narrow ones. */
static size_t gap_at(const char *s)
{
    if (*s == ' ')
        return 1;
    if (strncmp(s, "\u00a0", 2) == 0)
        return 2;
    return strncmp(s, "\u202f", 3) == 0 ? 3 : 0;
}

static size_t digits_at(const char *s)
{
    return strspn(s, "0123456789");
}

/*
 * A number at *S, which moves past it. A blank, point or comma before just
 * three digits groups them; any other point or comma begins the decimals.
 */
static bool read_number(const char **s, double *ret)
{
    char plain[40];
    size_t n = digits_at(*s), used = 0;
    const char *at = *s;
    if (n == 0 || n > 15)
        return false;
    memcpy(plain, at, n);
    used = n;
    at += n;
    for (;;) {
        size_t gap = gap_at(at);
        size_t sign = gap == 0 && (*at == '.' || *at == ',') ? 1 : 0;
        size_t more = gap + sign > 0 ? digits_at(at + gap + sign) : 0;
        if (more == 0 || used + more + 2 > sizeof plain)
            break;
        bool group = more == 3 && n <= 3;
        if (gap > 0 && !group)
            break;
        if (!group)
            plain[used++] = '.';
        memcpy(plain + used, at + gap + sign, more);
        used += more;
        at += gap + sign + more;
        if (!group)
            break;
    }
    plain[used] = '\0';
    *s = at;
    *ret = strtod(plain, NULL);
    return true;
}

static double factor_of(const struct query_names *names, const char *word)
{
    if (query_names_has(names, LIST_THOUSANDS, word))
        return 1e3;
    if (query_names_has(names, LIST_MILLIONS, word))
        return 1e6;
    if (query_names_has(names, LIST_MILLIARDS, word))
        return 1e9;
    return 0;
}

static bool take_currency(const struct query_names *names, const char *word,
                          struct sum *sum)
{
    const char *c = query_names_currency(names, word);
    if (c == NULL || (sum->currency != NULL && strcmp(c, sum->currency) != 0))
        return false;
    sum->currency = c;
    return true;
}

/* "mkr", "miljoner", "euro". */
static bool take_unit(struct arena *mem, const struct query_names *names,
                      const char *word, struct sum *sum)
{
    double f = factor_of(names, word);
    if (f > 0) {
        sum->factor *= f;
        sum->has_unit = true;
        return true;
    }
    if (take_currency(names, word, sum))
        return true;
    for (size_t n = 1; n < strlen(word); n++) {
        f = factor_of(names, arena_strndup(mem, word, n));
        if (f > 0 && take_currency(names, word + n, sum)) {
            sum->factor *= f;
            sum->has_unit = true;
            return true;
        }
    }
    return false;
}

static bool take_units(struct arena *mem, const struct query_names *names,
                       const char *text, size_t len, struct sum *sum)
{
    const char *key = query_names_key(mem, text, len);
    while (*key != '\0') {
        size_t n = strcspn(key, " ");
        if (!take_unit(mem, names, arena_strndup(mem, key, n), sum))
            return false;
        key += n + (key[n] == ' ');
    }
    return true;
}

static enum status read_sum(struct arena *mem, const struct query_names *names,
                            const char *s, struct sum *ret, struct err *e)
{
    struct sum sum = {.factor = 1};
    const char *at = s;
    size_t lead = strcspn(at, "0123456789");
    bool ok = take_units(mem, names, at, lead, &sum);
    at += lead;
    ok = ok && read_number(&at, &sum.amount);
    ok = ok && take_units(mem, names, at, strlen(at), &sum);
    if (!ok || strchr(s, '-') != NULL || !(sum.amount * sum.factor < 1e15))
        return err_set(e, ST_USAGE,
                       _("'%.60s' is no sum; sums are written 100000, 100tkr, "
                         "1,5mkr or 20000EUR, and two with .. between"),
                       s);
    *ret = sum;
    return ST_OK;
}

enum status range_of_sums(struct arena *mem, const struct query_names *names,
                          const char *value, double *low, double *high,
                          char currency[static 4], struct err *e)
{
    struct ends ends = ends_of(mem, value);
    struct sum a = {.factor = 1}, b = a;
    enum status st = ST_OK;

    if (no_end(&ends))
        return err_set(e, ST_USAGE,
                       _("a sum is missing, as in 100000..500000"));
    if (ends.low != NULL)
        st = read_sum(mem, names, ends.low, &a, e);
    if (st == ST_OK && ends.high != NULL)
        st = read_sum(mem, names, ends.high, &b, e);
    if (st != ST_OK)
        return st;
    double from = ends.low != NULL ? a.amount * a.factor : -INFINITY;
    double to = ends.high != NULL ? b.amount * b.factor : INFINITY;
    if (ends.low != NULL && ends.high != NULL && !a.has_unit &&
        a.amount * b.factor <= to)
        from = a.amount * b.factor;
    const char *c = a.currency != NULL ? a.currency : b.currency;
    if (a.currency != NULL && b.currency != NULL &&
        strcmp(a.currency, b.currency) != 0)
        return err_set(e, ST_USAGE, _("'%.60s' has two currencies"), value);
    if (from > to)
        return err_set(e, ST_USAGE, _("'%.60s' ends before it begins"), value);
    *low = ends.above ? nextafter(from, INFINITY) : from;
    *high = ends.below ? nextafter(to, -INFINITY) : to;
    snprintf(currency, 4, "%s", c != NULL ? c : "SEK");
    return ST_OK;
}

/* --- shares -------------------------------------------------------------- */

static bool read_share(const char *s, double *ret)
{
    const char *at = s;
    if (!read_number(&at, ret))
        return false;
    at += gap_at(at);
    if (*at == '%')
        at++;
    return *at == '\0' && *ret <= 100;
}

enum status range_of_shares(struct arena *mem, const char *value, double *low,
                            double *high, struct err *e)
{
    struct ends ends = ends_of(mem, value);
    double from = -INFINITY, to = INFINITY;
    bool ok = !no_end(&ends);

    if (ok && ends.low != NULL)
        ok = read_share(ends.low, &from);
    if (ok && ends.high != NULL)
        ok = read_share(ends.high, &to);
    if (!ok)
        return err_set(e, ST_USAGE,
                       _("'%.60s' is no share; shares are written 50 or 50%%, "
                         "0 to 100, and two with .. between"),
                       value);
    if (from > to)
        return err_set(e, ST_USAGE, _("'%.60s' ends before it begins"), value);
    *low = ends.above ? nextafter(from, INFINITY) : from;
    *high = ends.below ? nextafter(to, -INFINITY) : to;
    return ST_OK;
}
