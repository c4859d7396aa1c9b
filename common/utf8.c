/* utf8.c - validity and cutting of UTF-8 by utf8proc; see medel/utf8.h. */
#include "medel/utf8.h"

#include <endian.h>
#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

/* How many bytes from I on are ASCII, eight at a time. */
static size_t ascii_run(const utf8proc_uint8_t *p, size_t i, size_t len)
{
    const size_t from = i;
    uint64_t eight;
    for (; len - i >= sizeof eight; i += sizeof eight) {
        memcpy(&eight, p + i, sizeof eight);
        eight = le64toh(eight) & 0x8080808080808080u;
        if (eight != 0)
            return i - from + (size_t)__builtin_ctzll(eight) / 8;
    }
    while (i < len && p[i] < 0x80)
        i++;
    return i - from;
}

/* Bytes of the letter at P where it is one of two bytes, 0 where it is not.
 * (utf8proc_iterate() takes any; these are most.) */
static size_t two_bytes(const utf8proc_uint8_t *p, size_t len)
{
    return len >= 2 && p[0] >= 0xc2 && p[0] < 0xe0 && (p[1] & 0xc0) == 0x80 ? 2
                                                                            : 0;
}

bool utf8_valid(const char *s, size_t len)
{
    const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)s;
    size_t i = 0;
    for (;;) {
        i += ascii_run(p, i, len);
        size_t two = two_bytes(p + i, len - i);
        i += two;
        if (i == len)
            break;
        if (two != 0)
            continue;
        utf8proc_int32_t c;
        utf8proc_ssize_t n =
            utf8proc_iterate(p + i, (utf8proc_ssize_t)(len - i), &c);
        if (n <= 0)
            return false;
        i += (size_t)n;
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

bool utf8_in_word(int32_t c)
{
    if (c < 0x80) /* most of any text */
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               (c >= '0' && c <= '9');
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
