/*
 * bylines.c - tells lines such as "Posted on May 3, 2026 by Ann Berg" from
 * text; see bylines.h.
 *
 * A byline is made of nothing but dates, times, a few set words, and after
 * "by" a name. One other word, such as "senast", and it is text.
 */
#include "bylines.h"
#include "emit.h"
#include "text.h"

#include <string.h>

#define LINE_BYTES 120
#define NAME_WORDS 8

struct word {
    const char *s;
    size_t len;
    char low[32];
};

static bool is_among(const char *low, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (low[0] == list[i][0] && strcmp(low, list[i]) == 0)
            return true;
    return false;
}
#define AMONG(low, list) is_among(low, list, sizeof(list) / sizeof *(list))

static const char *const published[] = {
    "publicerad", "publicerat", "publicerades", "published", "posted",
    "publisert",  "skapad",     "uppdaterad",   "updated",   "oppdatert",
    "lästid",     "lesetid",    "modified",
};
static const char *const small[] = {
    "den",     "on",   "at",      "the", "of",  "kl",  "klockan", "am",
    "pm",      "utc",  "gmt",     "cet", "est", "edt", "et",      "min",
    "minuter", "read", "minutes", "st",  "nd",  "rd",  "th",      "a",
    "p",       "m",    "ago",     "and", "och",
};
static const char *const days[] = {
    "måndag",   "tisdag", "onsdag",   "torsdag", "fredag",  "lördag",
    "söndag",   "mandag", "tirsdag",  "monday",  "tuesday", "wednesday",
    "thursday", "friday", "saturday", "sunday",  "mon",     "tue",
    "wed",      "thu",    "fri",      "sat",     "sun",
};
static const char *const by[] = {"by", "av", "skriven", "written", "reviewed"};
static const char *const credit[] = {"text", "foto", "photo", "bild"};

static bool next_word(const char *s, size_t n, size_t *at, struct word *w)
{
    static const char parts[] = " ,.:;|()/-\"";
    while (*at < n && strchr(parts, s[*at]) != NULL)
        ++*at;
    size_t from = *at;
    while (*at < n && strchr(parts, s[*at]) == NULL)
        ++*at;
    w->s = s + from;
    w->len = *at - from;
    text_lower(w->s, w->len, w->low, sizeof w->low);
    return w->len != 0;
}

static bool is_mark(const struct word *w)
{
    return !text_has_word(w->s, w->len);
}

static bool is_clock(const struct word *w)
{
    size_t digits = 0;
    while (digits < w->len && text_is_digit(w->s[digits]))
        digits++;
    const char *rest = w->low + (digits < sizeof w->low ? digits : 0);
    return digits != 0 && (digits == w->len || AMONG(rest, small));
}

enum byline byline_of(const char *s, size_t n)
{
    struct word w;
    size_t at = 0, names = 0;
    bool name = false, said = false, credited = false;
    if (n > LINE_BYTES)
        return BYLINE_NONE;
    for (bool first = true; next_word(s, n, &at, &w); first = false) {
        if (first && AMONG(w.low, credit) && at < n && s[at] == ':')
            credited = name = true;
        else if (AMONG(w.low, by))
            name = said = true;
        else if (AMONG(w.low, published))
            said = true;
        else if (is_mark(&w) || is_clock(&w) || AMONG(w.low, small) ||
                 AMONG(w.low, days) || is_month(w.low))
            continue;
        else if (!name || !text_starts_upper(w.s, w.len) ||
                 ++names > NAME_WORDS)
            return BYLINE_NONE;
    }
    if (name && names == 0)
        return BYLINE_NONE;
    if (credited)
        return BYLINE_CREDIT;
    if (said)
        return names != 0 || facts_in(s, n) != 0 ? BYLINE_SAID : BYLINE_NONE;
    return facts_in(s, n) != 0 ? BYLINE_DATE : BYLINE_NONE;
}
