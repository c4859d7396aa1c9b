/* sentences.c - where a sentence ends; see sentences.h. */
#include "sentences.h"
#include "vocab_int.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* A "sentence" longer than this is cut: time grows with the square of its
 * clauses. */
#define SENTENCE_BYTES_MAX 1200

/* True where the point at S[i] does not end a sentence. */
static bool is_abbreviation(const struct vocab *v, const char *s, size_t from,
                            size_t i)
{
    size_t w = i;
    while (w > from && s[w - 1] != ' ' && s[w - 1] != '(')
        w--;
    char low[24];
    size_t n = i - w;
    if (n == 0 || n >= sizeof low)
        return false;
    for (size_t k = 0; k < n; k++)
        low[k] = (char)tolower((unsigned char)s[w + k]);
    if (n == 1 && isalpha((unsigned char)low[0]))
        return true; /* an initial, or "f. d." */
    return vocab_is_abbreviation(v, low, n);
}

/* Does a new sentence start at P (after a stop and spaces)? */
static bool starts_sentence(const char *p)
{
    unsigned char c = (unsigned char)*p;
    /* Å, Ä, Ö, Ø, Æ and É are C3 80..C3 9E in UTF-8. */
    return isupper(c) || isdigit(c) || c == '"' || c == '(' || c == '\0' ||
           (c == 0xC3 && (unsigned char)p[1] >= 0x80 &&
            (unsigned char)p[1] <= 0x9E) ||
           (c == 0xE2 && (unsigned char)p[1] == 0x80);
}

/* "... 1 februari 2027.Projekten startar": a stop with the space left out, not
 * that of "www.Medel.se" or "S.Berg". */
static bool is_run_together(const char *s, size_t from, size_t i, size_t len)
{
    if (s[i] != '.' || i < from + 3 || i + 2 >= len ||
        !isupper((unsigned char)s[i + 1]) || !islower((unsigned char)s[i + 2]))
        return false;
    for (size_t k = i + 1; k < len && s[k] != ' '; k++)
        if (s[k] == '.' && k + 1 < len && s[k + 1] != ' ')
            return false;
    size_t word = i;
    while (word > from && s[word - 1] != ' ')
        if (strchr("./@:", s[--word]) != NULL)
            return false;
    return i - word >= 3;
}

/* Does "kr" end before the stop at I? */
static bool ends_krona(const char *s, size_t from, size_t i)
{
    return i >= from + 2 && tolower((unsigned char)s[i - 2]) == 'k' &&
           tolower((unsigned char)s[i - 1]) == 'r';
}

/* "inntil kr. 40 000", not "40 000 kr. 12 grupper fick ...": does the stop at I
 * stand in the currency before the sum at NEXT? */
static bool is_before_sum(const char *s, size_t from, size_t i, size_t next)
{
    if (i < from + 3 || !isdigit((unsigned char)s[next]) ||
        !ends_krona(s, from, i) || s[i - 3] != ' ')
        return false;
    size_t k = i - 3;
    while (k > from && s[k - 1] == ' ')
        k--;
    return k == from || !isdigit((unsigned char)s[k - 1]);
}

#define EN_DASH "\xE2\x80\x93"

/* "250.000 kr. – 1,5 mio. kr.": does the stop at I end the currency of a range,
 * with a dash and a number at NEXT? */
static bool is_in_range(const char *s, size_t from, size_t i, size_t next)
{
    const char *p = s + next;
    if (!ends_krona(s, from, i) || strncmp(p, EN_DASH, strlen(EN_DASH)) != 0)
        return false;
    p += strlen(EN_DASH);
    return isdigit((unsigned char)p[strspn(p, " ")]) != 0;
}

size_t sentence_end(const struct vocab *v, const char *s, size_t from,
                    size_t len)
{
    for (size_t i = from; i < len; i++) {
        if (i - from >= SENTENCE_BYTES_MAX && s[i] == ' ')
            return i;
        if (s[i] != '.' && s[i] != '!' && s[i] != '?')
            continue;
        size_t k = i + 1;
        while (k < len && (s[k] == ')' || s[k] == '"' || s[k] == '.' ||
                           s[k] == '!' || s[k] == '?'))
            k++;
        if (is_run_together(s, from, i, len))
            return k;
        if (k < len && s[k] != ' ')
            continue;
        size_t next = k;
        while (next < len && s[next] == ' ')
            next++;
        if (next == len)
            return len;
        if (s[i] == '.' &&
            (is_abbreviation(v, s, from, i) ||
             is_before_sum(s, from, i, next) || is_in_range(s, from, i, next)))
            continue;
        /* "den 15. mars" and "kl. 14": a number goes on in lower case. */
        if (starts_sentence(s + next) &&
            !(s[i] == '.' && isdigit((unsigned char)s[next]) && i > from &&
              isdigit((unsigned char)s[i - 1])))
            return k;
    }
    return len;
}
