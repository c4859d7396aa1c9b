/* sums.c - finds sums in a unit's tokens; see sums.h. */
#include "known_words.h"
#include "sums_int.h"

#include <math.h>
#include <string.h>

bool sums_digits(const struct unit *u, size_t i, size_t len)
{
    return i < u->n && u->tokens[i].kind == TOKEN_NUMBER &&
           (len == 0 || u->tokens[i].len == len);
}

double sums_digits_value(const struct token *t)
{
    double v = 0;
    for (size_t k = 0; k < t->len && k < 18; k++)
        v = v * 10 + (t->norm[k] - '0');
    return v;
}

/* Groups of three digits after the first: "100 000", "50.000", "60,000",
 * also mixed as some pages do ("9,000 000"). */
static size_t groups(const struct unit *u, size_t i, double *v)
{
    size_t k = i + 1;
    if (u->tokens[i].len > 3)
        return k;
    for (;;) {
        if (sums_digits(u, k, 3) && u->tokens[k].space) {
            *v = *v * 1000 + sums_digits_value(&u->tokens[k]);
            k++;
        } else if ((unit_is_punct(u, k, '.') || unit_is_punct(u, k, ',')) &&
                   !u->tokens[k].space && sums_digits(u, k + 1, 3) &&
                   !u->tokens[k + 1].space) {
            *v = *v * 1000 + sums_digits_value(&u->tokens[k + 1]);
            k += 2;
        } else {
            return k;
        }
    }
}

#define MILLION 1e6

/* "291,985 miljoner": three decimals, where English would have thousands. */
static bool is_thousandths(const struct unit *u, size_t i)
{
    if (!unit_is_punct(u, i + 1, ',') || u->tokens[i + 1].space ||
        !sums_digits(u, i + 2, 3) || u->tokens[i + 2].space)
        return false;
    const struct match *m = unit_match_at(u, LEX_MONEY, i + 3);
    return m != NULL && m->entry->number >= MILLION &&
           !unit_in(u, i + 3, WORDS_ENGLISH_MILLION);
}

/* "en komma två miljoner": a digit in words after the comma in words. */
static void add_decimal(const struct unit *u, double *value, size_t *to)
{
    const struct match *digit = unit_in(u, *to, WORDS_DECIMAL_COMMA)
                                    ? unit_match_at(u, LEX_NUMBER, *to + 1)
                                    : NULL;
    if (digit == NULL || digit->entry->number < 0 || digit->entry->number > 9)
        return;
    *value += digit->entry->number / 10;
    *to = digit->to;
}

bool sums_number_at(const struct unit *u, size_t i, double *value, size_t *to)
{
    if (i >= u->n)
        return false;
    if (u->tokens[i].kind == TOKEN_WORD) {
        const struct match *m = unit_match_at(u, LEX_NUMBER, i);
        *to = i + 1;
        if (m == NULL) {
            const struct known_word *w = u->tokens[i].known;
            if (w->is_number)
                *value = w->number;
            return w->is_number;
        }
        *value = m->entry->number;
        *to = m->to;
        add_decimal(u, value, to);
        return true;
    }
    if (u->tokens[i].kind != TOKEN_NUMBER || u->tokens[i].len > 15)
        return false;
    double v = sums_digits_value(&u->tokens[i]);
    bool thousandths = is_thousandths(u, i);
    size_t k = thousandths ? i + 1 : groups(u, i, &v);
    if ((unit_is_punct(u, k, ',') || unit_is_punct(u, k, '.')) &&
        !u->tokens[k].space && sums_digits(u, k + 1, 0) &&
        !u->tokens[k + 1].space &&
        u->tokens[k + 1].len <= (thousandths ? 3 : 2)) {
        v += sums_digits_value(&u->tokens[k + 1]) /
             pow(10, (double)u->tokens[k + 1].len);
        k += 2;
    }
    *value = v;
    *to = k;
    return true;
}

/* A currency and multiplier after a number: "miljoner kronor", "MSEK", "kr",
 * ":-". Returns the token past them. */
static size_t unit_after(const struct unit *u, size_t i, double *factor,
                         char currency[static 4], bool *said)
{
    for (int round = 0; round < 3; round++) {
        if (round == 0 && unit_in(u, i, WORDS_MONEY_KIND) &&
            unit_match_at(u, LEX_MONEY, i + 1) != NULL)
            i++;
        const struct match *m = unit_match_at(u, LEX_MONEY, i);
        if (m == NULL)
            break;
        *factor *= m->entry->number;
        if (m->entry->currency[0] != '\0')
            memcpy(currency, m->entry->currency, 4);
        *said = true;
        i = m->to;
        if (unit_is_punct(u, i, '.') && !u->tokens[i].space && i + 1 < u->n &&
            u->tokens[i].from == u->tokens[i - 1].to &&
            unit_match_at(u, LEX_MONEY, i + 1) != NULL)
            i++; /* "mio. kr" */
    }
    bool colon = unit_is_punct(u, i, ':'); /* "25 000:-" */
    bool comma = unit_is_punct(u, i, ','); /* "25.000,-" in Norway */
    if ((colon || comma) && unit_is_punct(u, i + 1, '-') &&
        !u->tokens[i + 1].space) {
        memcpy(currency, colon ? "SEK" : "XKR", 4);
        *said = true;
        i += 2;
    }
    return i;
}

/* A currency before a number: "EUR 200 000", the euro sign. */
static size_t unit_before(const struct unit *u, size_t i,
                          char currency[static 4])
{
    static const struct {
        const char *sign, *code;
    } signs[] = {{"\xE2\x82\xAC", "EUR"}, {"$", "USD"}, {"\xC2\xA3", "GBP"}};
    for (size_t k = 0; k < sizeof signs / sizeof *signs; k++)
        if (u->tokens[i].kind == TOKEN_PUNCT &&
            token_is(&u->tokens[i], signs[k].sign)) {
            memcpy(currency, signs[k].code, 4);
            return i + 1;
        }
    const struct match *m = unit_match_at(u, LEX_MONEY, i);
    if (m == NULL || m->entry->currency[0] == '\0' || m->entry->number != 1)
        return i;
    /* "kr" before a number is no Swedish habit, and would tear "500 kr 2
     * gånger"; three-letter codes and words are. */
    size_t to = m->to;
    bool krona = u->tokens[i].len < 3;
    if (krona && unit_is_punct(u, to, '.') && !u->tokens[to].space)
        to++; /* "kr. 60.000" */
    if (!sums_digits(u, to, 0) ||
        (krona && i > 0 &&
         (u->tokens[i - 1].kind == TOKEN_NUMBER ||
          unit_match_at(u, LEX_MONEY, i - 1) != NULL)))
        return i;
    memcpy(currency, m->entry->currency, 4);
    return to;
}

static bool sign_after(const struct unit *u, size_t i, char currency[static 4])
{
    if (i < u->n && token_is(&u->tokens[i], "\xE2\x82\xAC")) {
        memcpy(currency, "EUR", 4);
        return true;
    }
    return false;
}

/* "från 40 000 kronor upp till 200 000" */
static bool opens_range(const struct unit *u, size_t i)
{
    return i > 0 && unit_in(u, i - 1, WORDS_FROM);
}

/* "Lägst 1 och högst 5 miljoner": the first number has no unit of its own. */
static size_t bounded_joint(const struct unit *u, size_t from, size_t i)
{
    if (!unit_is_punct(u, i, ',') && !unit_in(u, i, WORDS_AND))
        return i;
    const struct match *least = NULL;
    for (size_t b = from; b > 0 && from - b < 3 && least == NULL; b--)
        least = unit_find_in(u, LEX_CUE, CUE_FLOOR, b - 1, from);
    for (size_t to = i + 2; to <= i + 4 && to <= u->n && least != NULL; to++) {
        const struct match *most =
            unit_find_in(u, LEX_CUE, CUE_CEILING, i + 1, to);
        if (most != NULL && most->from == i + 1)
            return most->to;
    }
    return i;
}

/* Past what joins the two ends of a range that starts at FROM, or I. */
size_t sums_joint(const struct unit *u, size_t from, size_t i)
{
    if (unit_is_punct(u, i, '-')) {
        /* "100 tkr - max 1 mkr" */
        const struct match *m = unit_find_in(u, LEX_CUE, CUE_CEILING, i + 1,
                                             i + 4 < u->n ? i + 4 : u->n);
        return m != NULL && m->from == i + 1 ? m->to : i + 1;
    }
    if (unit_in(u, i, WORDS_TO))
        return i + 1;
    if (opens_range(u, from) && unit_in(u, i, WORDS_UP) &&
        unit_in(u, i + 1, WORDS_TO))
        return i + 2;
    if (unit_in(u, i, WORDS_AND) || unit_in(u, i, WORDS_RESPECTIVELY))
        for (size_t b = i; b > 0 && i - b < 7; b--)
            if (unit_in(u, b - 1, WORDS_BETWEEN) ||
                unit_in(u, b - 1, WORDS_BOTH_LIMITS))
                return i + 1;
    return i;
}

static bool named_amount(const struct unit *u, size_t i, struct sum_mention *s)
{
    const struct match *m = unit_match_at(u, LEX_AMOUNT, i);
    if (m == NULL)
        return false;
    memset(s, 0, sizeof *s);
    s->from = i;
    s->to = m->to;
    s->low = s->high = m->entry->number;
    memcpy(s->currency, m->entry->currency, 4);
    return true;
}

/* Of our time: "Bypeng 2027 - max 30 000 kr" is no range. */
static bool is_year(double v)
{
    return v >= 2015 && v < 2040;
}

/* "Belopp (SEK): 20 000-200 000": is the unit a label's value that is money? */
static bool of_money(const struct unit *u)
{
    return u->label == LABEL_AWARD || u->label == LABEL_CEILING ||
           u->label == LABEL_FLOOR || u->label == LABEL_BUDGET;
}

#define THOUSAND 1000
#define HUNDRED_THOUSAND 1e5

/* "minst tusen kronor", "hundra tusen kronor": one of them, where no number or
 * "flera" stands before. */
static bool implied_one(const struct unit *u, size_t i, struct sum_mention *s)
{
    const struct match *m = unit_match_at(u, LEX_MONEY, i);
    if (m == NULL || u->tokens[i].kind != TOKEN_WORD ||
        (m->entry->number != THOUSAND &&
         m->entry->number != HUNDRED_THOUSAND) ||
        u->tokens[i].len < 5) /* "tkr" */
        return false;
    if (i > 0 && (u->tokens[i - 1].kind == TOKEN_NUMBER ||
                  unit_in(u, i - 1, WORDS_NO_QUANTITY) ||
                  unit_in(u, i - 1, WORDS_SEVERAL) ||
                  unit_match_at(u, LEX_NUMBER, i - 1) != NULL))
        return false;
    memset(s, 0, sizeof *s);
    s->from = i;
    double factor = 1;
    bool said = false;
    s->to = unit_after(u, i, &factor, s->currency, &said);
    s->low = s->high = factor;
    return s->currency[0] != '\0';
}

/* "Taket är hundratusen.", "från femtusen till tjugofemtusen": thousands in a
 * word, and nothing after them that they would count. */
static bool counts_money(const struct unit *u, size_t i, size_t to, double v)
{
    if (u->tokens[i].kind != TOKEN_WORD || v < THOUSAND || fmod(v, 500) != 0)
        return false;
    return to >= u->n || u->tokens[to].kind == TOKEN_PUNCT ||
           unit_in(u, to, WORDS_AND) || unit_in(u, to, WORDS_OR) ||
           unit_in(u, to, WORDS_PER) || unit_in(u, to, WORDS_TO) ||
           unit_in(u, to, WORDS_UP) || unit_in(u, to, WORDS_IS) ||
           unit_in(u, to, WORDS_FOR);
}

#define ABBREVIATED 4 /* letters: "mill", "milj" */

/* "Where we have a mill": a number in words and an abbreviation of millions,
 * which is money only beside a currency. */
static bool is_no_million(const struct unit *u, size_t i, size_t to,
                          const struct sum_mention *s)
{
    return u->tokens[i].kind == TOKEN_WORD && s->currency[0] == '\0' &&
           to == i + 2 && u->tokens[i + 1].len <= ABBREVIATED &&
           unit_match_at(u, LEX_MONEY, i + 1) != NULL;
}

static bool sum_at(const struct unit *u, size_t i, struct sum_mention *s)
{
    if (named_amount(u, i, s) || implied_one(u, i, s))
        return true;
    memset(s, 0, sizeof *s);
    s->from = i;
    size_t k = unit_before(u, i, s->currency);
    bool said = k != i;
    double low, high, f1 = 1, f2 = 1;
    if (i > 0 && unit_in(u, i - 1, WORDS_SEVERAL) &&
        u->tokens[i].kind == TOKEN_WORD)
        return false; /* "ett par hundra euro" */
    if (!sums_number_at(u, k, &low, &k))
        return false;
    if (said && k < u->n && !u->tokens[k].space) {
        /* "SEK 6m", "EUR 50k" */
        f1 = token_is(&u->tokens[k], "m")   ? 1e6
             : token_is(&u->tokens[k], "k") ? 1e3
                                            : 1;
        k += f1 > 1;
    }
    bool unit1 = false;
    unit1 = counts_money(u, i, k, low);
    k = unit_after(u, k, &f1, s->currency, &unit1);
    if (is_no_million(u, i, k, s))
        return false;
    if (sign_after(u, k, s->currency)) {
        unit1 = true;
        k++;
    }
    high = low;
    if (unit_is_punct(u, k, '.') && sums_joint(u, i, k + 1) > k + 1)
        k++; /* "50.000 kr. til 500.000 kr." */
    size_t j = sums_joint(u, i, k);
    if (j == k && !unit1 && !said && low < 1000)
        j = bounded_joint(u, i, k);
    if (j != k) {
        size_t after = unit_before(u, j, s->currency), to;
        bool unit2 = after != j;
        double v;
        if (sums_number_at(u, after, &v, &to) &&
            !(k == i + 1 && !unit1 && !said && is_year(low) && v > 5 * low)) {
            to = unit_after(u, to, &f2, s->currency, &unit2);
            if (sign_after(u, to, s->currency)) {
                unit2 = true;
                to++;
            }
            /* "1-2 miljoner": the first takes the second's unit; its thousands
             * in "10-20 000 kronor". */
            if (!unit1 && f2 > 1 && low < 1000)
                f1 = f2;
            else if (!unit1 && k == i + 1 && low < 1000 && to > after + 1 &&
                     v >= 1000 && low * 1000 < v)
                f1 = 1000;
            /* "Tak: 90 000 kr för perioden 2023–2027" */
            bool years = k == i + 1 && is_year(low) && is_year(v);
            bool labelled = of_money(u) && low >= 1000 && !years;
            if ((unit1 || unit2 || said || labelled) && v * f2 > low * f1) {
                high = v * f2;
                s->range = true;
                unit1 |= unit2 || said;
                k = to;
            }
        }
    }
    if (!s->range)
        high = low * f1;
    s->low = low * f1;
    s->high = high;
    s->to = k;
    s->bare = !said && !unit1;
    if (s->bare && u->tokens[i].kind == TOKEN_WORD && unit_in(u, k, WORDS_MORE))
        return false; /* "a hundred thousand more of them" */
    /* A lone "2027" is a year. */
    if (s->bare && s->to == i + 1 && s->low >= 1990 && s->low < 2100)
        return false;
    /* A word is a sum only with a unit: "en", "två". */
    return !(s->bare && s->low < 1000) &&
           !(s->bare && u->tokens[i].kind == TOKEN_WORD && s->low < 10000);
}

bool sums_may_begin(const struct unit *u, size_t i)
{
    const struct token *t = &u->tokens[i];
    return t->kind == TOKEN_NUMBER ||
           (t->kind == TOKEN_WORD &&
            (unit_begins(u, LEX_NUMBER, i) || t->known->is_number));
}

/* Can a sum? Signs of currencies are no letters and not of ASCII, but "$". */
static bool sum_may_begin(const struct unit *u, size_t i)
{
    const struct token *t = &u->tokens[i];
    if (t->kind == TOKEN_PUNCT)
        return t->norm[0] == '$' || (unsigned char)t->norm[0] >= 0x80;
    return sums_may_begin(u, i) || unit_begins(u, LEX_AMOUNT, i) ||
           unit_begins(u, LEX_MONEY, i);
}

/* "15 000 kronor per aktivitet och 30 000 per år": of the same money. */
static void take_currency(const struct unit *u, struct sum_mention *s,
                          const struct sum_mention *before)
{
    if (!s->bare || before->bare || !unit_in(u, before->to, WORDS_PER) ||
        !unit_in(u, s->from - 1, WORDS_AND) || !unit_in(u, s->to, WORDS_PER))
        return;
    memcpy(s->currency, before->currency, sizeof s->currency);
    s->bare = false;
}

static void *find(struct arena *mem, const struct unit *u, size_t *n)
{
    struct sum_mention *list = NULL;
    size_t count = 0, cap = 0;
    for (size_t i = 0; i < u->n;) {
        struct sum_mention s;
        if (!sum_may_begin(u, i) || !sum_at(u, i, &s) || s.high > 1e13) {
            i++;
            continue;
        }
        if (count > 0)
            take_currency(u, &s, &list[count - 1]);
        list = arena_grow(mem, list, count, &cap, sizeof *list);
        list[count++] = s;
        i = s.to > i ? s.to : i + 1;
    }
    *n = count;
    return list;
}

struct sum_mention *sums_find(struct arena *mem, const struct unit *u,
                              size_t *n)
{
    return unit_recall(mem, u, of_money(u) ? MEMO_LABEL_SUMS : MEMO_SUMS, find,
                       sizeof(struct sum_mention), n);
}
