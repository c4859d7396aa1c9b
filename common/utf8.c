/* utf8.c - validity and cutting of UTF-8 by utf8proc; see medel/utf8.h. */
#include "medel/side.h"
#include "medel/utf8.h"

#include <stdint.h>
#include <utf8proc.h>

static bool is_lead_of_two(utf8proc_uint8_t c)
{
    return c >= 0xc2 && c < 0xe0;
}

/* Not zero where one of the bytes from P on, behind another, is not ASCII, the
 * first of two, or their second that stands behind the first. */
static side_t odd_at(const utf8proc_uint8_t *p)
{
    const side_t now = side_load((const char *)p),
                 before = side_load((const char *)p - 1);
    const side_t ends = (side_t)((now & 0xc0) == 0x80),
                 expected = (side_t)((side_t)(before - 0xc2) < 0x1e),
                 begins = (side_t)((side_t)(now - 0xc2) < 0x1e),
                 ascii = (side_t)(now < 0x80);
    return (side_t)(ends ^ expected) | (side_t) ~(ascii | begins | ends);
}

/* Steps from character I on over those of one or two bytes, which are most of
 * any text in Europe. Many at a time, so that there is one jump for all: where
 * the next letter with an accent is cannot be guessed. */
static size_t skip_short(const utf8proc_uint8_t *p, size_t i, size_t len)
{
    enum { STRIDE = 4 * SIDE };
    for (; i != 0 && len - i >= STRIDE; i += STRIDE) {
        const utf8proc_uint8_t *at = p + i;
        const side_t odd = odd_at(at) | odd_at(at + SIDE) |
                           odd_at(at + 2 * SIDE) | odd_at(at + 3 * SIDE);
        if (side_any(odd))
            break;
    }
    for (; i != 0 && len - i >= SIDE && !side_any(odd_at(p + i)); i += SIDE)
        ;
    return i != 0 && is_lead_of_two(p[i - 1]) ? i - 1 : i;
}

/* Bytes of the character at P, 0 where it is none. */
static size_t char_len(const utf8proc_uint8_t *p, size_t len)
{
    utf8proc_int32_t c;
    if (*p < 0x80)
        return 1;
    if (len >= 2 && is_lead_of_two(*p) && (p[1] & 0xc0) == 0x80)
        return 2;
    utf8proc_ssize_t n = utf8proc_iterate(p, (utf8proc_ssize_t)len, &c);
    return n > 0 ? (size_t)n : 0;
}

bool utf8_valid(const char *s, size_t len)
{
    const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)s;
    for (size_t i = 0; (i = skip_short(p, i, len)) < len;) {
        /* Beyond what stopped it. */
        for (size_t until = i + SIDE; i < len && i < until;) {
            size_t n = char_len(p + i, len - i);
            if (n == 0)
                return false;
            i += n;
        }
    }
    return true;
}

size_t utf8_clip(const char *s, size_t len, size_t max)
{
    if (len <= max)
        return len;
    size_t n = max;
    /* At most three continuation bytes stand between S[max] and the start of
     * its character; more than that is not UTF-8 and cut anywhere. */
    for (int i = 0; i < 3 && n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80; i++)
        n--;
    return ((unsigned char)s[n] & 0xC0) == 0x80 ? max : n;
}

size_t utf8_count(const char *s, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += ((unsigned char)s[i] & 0xC0) != 0x80;
    return n;
}

bool utf8_in_word(int32_t c)
{
    if (c < 0x80) /* most of any text */
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               (c >= '0' && c <= '9');
    if (c >= 0xC0 && c <= 0xFF)
        return c != 0xD7 && c != 0xF7; /* the signs of times and divided by */
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_MN:
        return true;
    default:
        return false;
    }
}
