/*
 * who_people.c - people who are told by their age, "du som är mellan 13 och 25
 * år", or in a list of those who may apply by what they do.
 */
#include "who.h"

#define AGE_LEAST 10
#define AGE_MOST 99
#define SPOKEN_REACH 8 /* words from "du" to the age */

static bool is_age(const struct unit *u, size_t i)
{
    if (i >= u->n || u->tokens[i].kind != TOKEN_NUMBER || u->tokens[i].len != 2)
        return false;
    const char *s = u->tokens[i].norm;
    int n = (s[0] - '0') * 10 + (s[1] - '0');
    return n >= AGE_LEAST && n <= AGE_MOST;
}

/* May an age end before token I: "år", a mark, a verb? */
static bool ends_age(const struct unit *u, size_t i)
{
    return i >= u->n || unit_in(u, i, WORDS_YEARS) || who_is_join(u, i) ||
           unit_in(u, i, WORDS_AFTER_AGE) ||
           (u->tokens[i].kind == TOKEN_PUNCT && u->tokens[i].norm[0] != '%' &&
            u->tokens[i].norm[0] != ':' && u->tokens[i].norm[0] != '/');
}

/* "13 och 25", "16-20" */
static bool joins_ages(const struct unit *u, size_t i)
{
    return unit_in(u, i, WORDS_AND) || unit_in(u, i, WORDS_TO) ||
           unit_is_punct(u, i, '-');
}

/* Past an age that begins at token I, or 0: "mellan 13 och 25", "16-20 år",
 * "fyllt 18". */
static size_t age_at(const struct unit *u, size_t i)
{
    bool opened = unit_in(u, i, WORDS_BETWEEN) || unit_in(u, i, WORDS_AGED);
    size_t first = opened ? i + 1 : i;
    opened |=
        i > 0 && (unit_in(u, i - 1, WORDS_IS) || unit_in(u, i - 1, WORDS_BE));
    if (is_age(u, first) && is_age(u, first + 2) && joins_ages(u, first + 1) &&
        (opened ? ends_age(u, first + 3) : unit_in(u, first + 3, WORDS_YEARS)))
        return first + 3;
    if (unit_in(u, i, WORDS_AGED) && is_age(u, i + 1) &&
        unit_in(u, i + 2, WORDS_YEARS))
        return i + 3; /* "du är över 18 år" */
    if (unit_in(u, i, WORDS_TURNED) && is_age(u, i + 1) && ends_age(u, i + 2))
        return i + 2;
    return 0;
}

/* "Ni är minst tre mellan 12 och 25 år"; not "ni är en klubb för unga" */
static bool are_you(const struct unit *u, size_t k, size_t age)
{
    bool near =
        (k > 0 && unit_in(u, k - 1, WORDS_IS)) || unit_in(u, k + 1, WORDS_IS);
    if (!near || !unit_in(u, k, WORDS_YOU_ALL))
        return false;
    for (size_t i = k; i < age; i++)
        if (unit_in(u, i, WORDS_WITH) || unit_in(u, i, WORDS_FOR) ||
            unit_in(u, i, WORDS_OF) || unit_in(u, i, WORDS_TO))
            return false;
    return true;
}

/* "Ungdomar 13-20 år", after "Vem:" */
static bool opens_with_young(const struct unit *u, size_t i)
{
    return i >= 1 && i <= 2 && unit_in(u, i - 1, WORDS_YOUNG) &&
           (i == 1 || unit_match_at(u, LEX_APPLICANT, 0) == NULL);
}

/* "Personer, som arbejder med design", after "Hvem kan søge?"; not "Personer
 * som redan är mottagna får vara med". */
static bool opens_with_people(const struct unit *u)
{
    size_t i = 1 + unit_is_punct(u, 1, ',');
    return unit_in(u, 0, WORDS_YOUNG) && unit_in(u, i, WORDS_WHO) &&
           !context_says(u, CUE_PARTNER, i, u->n);
}

/* "Unga 13-19 år kan själva få pengar": does what they may do follow at token
 * I, past their age? */
static bool may_themselves(const struct unit *u, size_t i)
{
    i += unit_in(u, i, WORDS_YEARS);
    return unit_cue_at(u, CUE_MAY, i) != NULL && unit_in(u, i + 1, WORDS_SELF);
}

/* Words: "vi vill att den som är mellan 10 och 19 får". */
#define WISH_REACH 2

static bool is_wished(const struct unit *u, size_t k)
{
    for (size_t i = k > WISH_REACH ? k - WISH_REACH : 0; i < k; i++)
        if (unit_in(u, i, WORDS_CONTENT) || unit_in(u, i, WORDS_MEASURE))
            return true; /* or "55 procent för den som är under 40 år" */
    return false;
}

#define MEMBER_REACH 6 /* words: "du ska ha varit medlem i" */

static bool is_or_was(const struct unit *u, size_t i)
{
    return unit_in(u, i, WORDS_BE) || unit_in(u, i, WORDS_HAVE) ||
           unit_in(u, i, WORDS_IS) || unit_in(u, i, WORDS_ARTICLE);
}

bool who_speaks_to_member(const struct unit *u, size_t *from, size_t *to)
{
    for (size_t i = 1; i + 1 < u->n; i++) {
        if (!unit_in(u, i, WORDS_MEMBERS) || !is_or_was(u, i - 1))
            continue;
        for (size_t k = i > MEMBER_REACH ? i - MEMBER_REACH : 0; k < i; k++)
            if (unit_in(u, k, WORDS_YOU_ONE) && !who_names_in(u, k, i)) {
                *from = i;
                *to = i + 1;
                return true;
            }
    }
    return false;
}

bool who_speaks_to_people(const struct unit *u, bool listed, size_t *from,
                          size_t *to)
{
    if (context_says(u, CUE_CHANGED, 0, u->n))
        return false; /* "För dig under 40 år höjs stödet till 50 procent" */
    bool open = context_says(u, CUE_MAY, 0, u->n) ||
                context_says(u, CUE_HANDED, 0, u->n);
    if (listed && opens_with_people(u)) {
        *from = 0;
        *to = 1;
        return true;
    }
    for (size_t i = 0; i < u->n; i++) {
        size_t end = age_at(u, i);
        if (end == 0)
            continue;
        size_t least = i > SPOKEN_REACH ? i - SPOKEN_REACH : 0;
        if (opens_with_young(u, i) && (listed || may_themselves(u, end))) {
            *from = i - 1;
            *to = end;
            return true;
        }
        for (size_t k = least; k < end + 3 && k < u->n; k++)
            if (unit_in(u, k, WORDS_YOU_ONE) ||
                (k < i && (are_you(u, k, i) || (open && who_is_he_who(u, k) &&
                                                !is_wished(u, k))))) {
                *from = i;
                *to = end;
                return true;
            }
    }
    return false;
}
