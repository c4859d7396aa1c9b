/* json_text.c - see medel/json_text.h. */
#include "medel/json_text.h"

#include "json_text_int.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define NUMBER_BYTES 64
#define SHORT_REAL_MAX 1e9
#define SEVENTEEN_DIGITS 100000000000000000u /* the least number of more */

/* What stands for a byte in a string: itself (0), a letter behind a backslash,
 * or its number ('u'). */
static const char escapes[256] = {
    [0x00 ... 0x07] = 'u', ['\b'] = 'b',          ['\t'] = 't', ['\n'] = 'n',
    [0x0b] = 'u',          ['\f'] = 'f',          ['\r'] = 'r', ['"'] = '"',
    ['\\'] = '\\',         [0x0e ... 0x1f] = 'u',
};

static enum status put_escape(struct buf *b, unsigned char c)
{
    const char pair[] = {'\\', escapes[c]};
    return escapes[c] == 'u' ? buf_printf(b, "\\u%04X", c)
                             : buf_append(b, pair, sizeof pair);
}

static size_t plain_length(const char *s, size_t n)
{
    size_t i = 0;
    while (i < n && escapes[(unsigned char)s[i]] == 0)
        i++;
    return i;
}

/* Most strings have nothing to escape, and keys never do. AFTER: what comes
 * behind the quote, or NUL. */
static enum status put_plain(struct buf *b, const char *s, size_t n, char after)
{
    enum status st = buf_reserve(b, n + 2 + (after != '\0'));
    if (st != ST_OK)
        return st;
    char *to = b->data + b->len;
    *to++ = '"';
    memcpy(to, s, n);
    to += n;
    *to++ = '"';
    *to = after;
    b->len += n + 2 + (after != '\0');
    b->data[b->len] = '\0';
    return ST_OK;
}

/* jansson's strings are valid UTF-8. */
enum status json_text_string(struct buf *b, const char *s, size_t n)
{
    size_t plain = plain_length(s, n);
    if (plain == n)
        return put_plain(b, s, n, '\0');
    enum status st = buf_putc(b, '"');
    for (size_t i = 0; st == ST_OK && i < n;) {
        st = buf_append(b, s + i, plain);
        i += plain;
        if (st == ST_OK && i < n)
            st = put_escape(b, (unsigned char)s[i++]);
        plain = plain_length(s + i, n - i);
    }
    return st == ST_OK ? buf_putc(b, '"') : st;
}

enum status json_text_key(struct buf *b, const char *key)
{
    size_t n = strlen(key);
    if (plain_length(key, n) == n)
        return put_plain(b, key, n, ':');
    enum status st = json_text_string(b, key, n);
    return st == ST_OK ? buf_putc(b, ':') : st;
}

enum status json_text_integer(struct buf *b, json_int_t x)
{
    char digits[NUMBER_BYTES];
    int len = snprintf(digits, sizeof digits, "%" JSON_INTEGER_FORMAT, x);
    return buf_append(b, digits, (size_t)len);
}

/* A real with at most four decimals, as most are, as jansson would write it
 * with 15 digits; 0: it is another. */
static size_t short_real(double x, char digits[static NUMBER_BYTES])
{
    if (!(x > 0 && x < SHORT_REAL_MAX))
        return 0;
    int64_t n = (int64_t)(x * 10000 + 0.5);
    if (n == 0 || (double)n / 10000 != x)
        return 0;
    int len = snprintf(digits, NUMBER_BYTES, "%" PRId64 ".%04d", n / 10000,
                       (int)(n % 10000));
    while (digits[len - 1] == '0' && digits[len - 2] != '.')
        len--;
    return (size_t)len;
}

/* A part of one, from a tenth up, with all 17 digits that jansson writes, as
 * shares and scores are; 0: it is another. What is rounded is exact: 53 bits
 * times a number of 57 have room. */
static size_t long_part(double x, char digits[static NUMBER_BYTES])
{
    int exponent;
    if (!(x >= 0.1 && x < 1))
        return 0;
    uint64_t whole = (uint64_t)ldexp(frexp(x, &exponent), DBL_MANT_DIG);
    unsigned shift = (unsigned)(DBL_MANT_DIG - exponent);
    unsigned __int128 all = (unsigned __int128)whole * SEVENTEEN_DIGITS;
    uint64_t n = (uint64_t)(all >> shift);
    unsigned __int128 rest = all - ((unsigned __int128)n << shift),
                      half = (unsigned __int128)1 << (shift - 1);
    n += rest > half || (rest == half && n % 2 != 0);
    if (n >= SEVENTEEN_DIGITS)
        return 0; /* rounded up to one */
    size_t len = 2 + 17;
    for (size_t i = len; i > 2; n /= 10)
        digits[--i] = (char)('0' + n % 10);
    digits[0] = '0';
    digits[1] = '.';
    while (digits[len - 1] == '0')
        len--;
    return len;
}

/* How others are written is jansson's own affair. */
enum status json_text_real(struct buf *b, double x, size_t flags)
{
    char digits[NUMBER_BYTES];
    size_t n = 0;
    switch (flags & JSON_REAL_PRECISION(31)) {
    case JSON_REAL_PRECISION(15):
        n = short_real(x, digits);
        break;
    case 0:
        n = long_part(x, digits);
        break;
    default:
        break;
    }
    if (n > 0)
        return buf_append(b, digits, n);
    json_t *v = json_real(x);
    n = v != NULL
            ? json_dumpb(v, digits, sizeof digits, flags | JSON_ENCODE_ANY)
            : 0;
    json_decref(v);
    return n > 0 && n <= sizeof digits ? buf_append(b, digits, n) : ST_BUG;
}

static enum status put_array(struct buf *b, const json_t *v, size_t flags)
{
    enum status st = buf_putc(b, '[');
    for (size_t i = 0; st == ST_OK && i < json_array_size(v); i++) {
        if (i > 0)
            st = buf_putc(b, ',');
        if (st == ST_OK)
            st = json_text_append(b, json_array_get(v, i), flags);
    }
    return st == ST_OK ? buf_putc(b, ']') : st;
}

static enum status put_object(struct buf *b, const json_t *v, size_t flags)
{
    enum status st = buf_putc(b, '{');
    json_t *o = (json_t *)v; /* to be walked only */
    for (void *i = json_object_iter(o); st == ST_OK && i != NULL;) {
        st = json_text_key(b, json_object_iter_key(i));
        if (st == ST_OK)
            st = json_text_append(b, json_object_iter_value(i), flags);
        i = json_object_iter_next(o, i);
        if (st == ST_OK && i != NULL)
            st = buf_putc(b, ',');
    }
    return st == ST_OK ? buf_putc(b, '}') : st;
}

/* As deep as what was put together; not for what others wrote. */
enum status json_text_append(struct buf *b, const json_t *v, size_t flags)
{
    switch (json_typeof(v)) {
    case JSON_OBJECT:
        return put_object(b, v, flags);
    case JSON_ARRAY:
        return put_array(b, v, flags);
    case JSON_STRING:
        return json_text_string(b, json_string_value(v), json_string_length(v));
    case JSON_INTEGER:
        return json_text_integer(b, json_integer_value(v));
    case JSON_REAL:
        return json_text_real(b, json_real_value(v), flags);
    case JSON_TRUE:
        return buf_puts(b, "true");
    case JSON_FALSE:
        return buf_puts(b, "false");
    case JSON_NULL:
        break;
    }
    return buf_puts(b, "null");
}

char *json_text_dump(const json_t *v, size_t flags)
{
    struct buf b;
    buf_init(&b, SIZE_MAX / 4);
    if (json_text_append(&b, v, flags) == ST_OK)
        return buf_steal(&b);
    buf_free(&b);
    return NULL;
}
