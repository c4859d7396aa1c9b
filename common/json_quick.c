/* json_quick.c - see medel/json_quick.h. */
#include "medel/json_quick.h"

#include "medel/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define DEPTH_MAX 32
#define KEY_BYTES 64
#define NUMBER_BYTES 32
/* Digits of which an integer has room; and NUMBER_BYTES has, of a real. */
#define DIGITS_MAX 15
#define REAL_DIGITS_MAX 28

struct reader {
    const char *at, *end;
    int depth;
    const char *const *but; /* what is left out of the outermost object */
    char *room; /* for a string without its escapes: as long as the text */
};

static json_t *read_value(struct reader *r);

static bool take(struct reader *r, char c)
{
    if (r->at == r->end || *r->at != c)
        return false;
    r->at++;
    return true;
}

/* --- strings ------------------------------------------------------------- */

/* Bytes of ASCII that stand for themselves in a string. */
static bool is_plain(unsigned char c)
{
    return c >= ' ' && c < 0x80 && c != '"' && c != '\\';
}

/* The first byte of the eight that FOUND has a high bit for; 0 where that
 * cannot be told, and they are to be looked at one by one. */
static size_t first_of(uint64_t found)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return (size_t)__builtin_ctzll(found) / 8;
#else
    (void)found;
    return 0;
#endif
}

/* Behind the plain bytes from S on. Eight at a time: a byte that is none has
 * its high bit set there, be it in itself, in what is left of it when ' ' is
 * taken away, or when 1 is taken from its difference to '"' or '\\'. A byte may
 * borrow from the one above it, which is then looked at for nothing. */
static const char *skip_plain(const char *s, const char *end)
{
    const uint64_t each = UINT64_MAX / 255;
    for (; end - s >= 8; s += 8) {
        uint64_t x;
        memcpy(&x, s, sizeof x);
        uint64_t quote = x ^ each * '"', escape = x ^ each * '\\';
        uint64_t odd = x | (x - each * ' ') | (quote - each) | (escape - each);
        if ((odd & each * 0x80) != 0) {
            s += first_of(odd & each * 0x80);
            break;
        }
    }
    while (s < end && is_plain((unsigned char)*s))
        s++;
    return s;
}

/* Behind the bytes from S on that do not end a string, be they what they may:
 * none of '"' and '\\'. As in skip_plain(). */
static const char *skip_inside(const char *s, const char *end)
{
    const uint64_t each = UINT64_MAX / 255;
    for (; end - s >= 8; s += 8) {
        uint64_t x;
        memcpy(&x, s, sizeof x);
        uint64_t quote = x ^ each * '"', escape = x ^ each * '\\';
        uint64_t found =
            ((quote - each) & ~quote) | ((escape - each) & ~escape);
        if ((found & each * 0x80) != 0) {
            s += first_of(found & each * 0x80);
            break;
        }
    }
    while (s < end && *s != '"' && *s != '\\')
        s++;
    return s;
}

/* Bytes of the character beyond ASCII at S; 0 where it is none. */
static size_t wide(const char *s, const char *end)
{
    unsigned char lead = (unsigned char)s[0];
    if (lead >= 0xC2 && lead <= 0xDF)
        return end - s > 1 && ((unsigned char)s[1] & 0xC0) == 0x80 ? 2 : 0;
    utf8proc_int32_t c;
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s,
                                          (utf8proc_ssize_t)(end - s), &c);
    return n > 1 ? (size_t)n : 0;
}

/* What "\C" is, 0 where jansson has to see to it. */
static char unescaped(char c)
{
    switch (c) {
    case '"':
    case '\\':
    case '/':
        return c;
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case 'r':
        return '\r';
    default:
        return 0;
    }
}

/* The string behind its first quote: *ret is in the text, or in the reader's
 * room until the next one. */
static bool read_string(struct reader *r, const char **ret, size_t *len)
{
    const char *s = r->at, *copied = s;
    char *to = r->room;
    for (;;) {
        s = skip_plain(s, r->end);
        if (s == r->end)
            return false;
        if (*s == '"')
            break;
        if (*s == '\\') {
            char c = r->end - s > 1 ? unescaped(s[1]) : 0;
            if (c == 0)
                return false;
            memcpy(to, copied, (size_t)(s - copied));
            to += s - copied;
            *to++ = c;
            s += 2;
            copied = s;
        } else {
            size_t n = wide(s, r->end);
            if (n == 0)
                return false;
            s += n;
        }
    }
    *ret = copied == r->at ? r->at : r->room;
    if (*ret == r->room) {
        memcpy(to, copied, (size_t)(s - copied));
        to += s - copied;
        *len = (size_t)(to - r->room);
    } else {
        *len = (size_t)(s - r->at);
    }
    r->at = s + 1;
    return true;
}

/* --- numbers and words --------------------------------------------------- */

static size_t count_digits(const char *s, const char *end)
{
    size_t n = 0;
    while (s + n < end && s[n] >= '0' && s[n] <= '9')
        n++;
    return n;
}

static json_t *read_number(struct reader *r)
{
    char text[NUMBER_BYTES];
    const char *s = r->at;
    bool minus = s < r->end && *s == '-';
    s += minus;
    size_t whole = count_digits(s, r->end), part = 0;
    if (whole == 0 || (whole > 1 && *s == '0'))
        return NULL;
    s += whole;
    bool real = s < r->end && *s == '.';
    if (real) {
        part = count_digits(s + 1, r->end);
        s += 1 + part;
    }
    if (whole + part > (real ? REAL_DIGITS_MAX : DIGITS_MAX) ||
        (real && part == 0) || (s < r->end && (*s == 'e' || *s == 'E')))
        return NULL;
    size_t n = (size_t)(s - r->at);
    memcpy(text, r->at, n);
    text[n] = '\0';
    r->at = s;
    /* The point is a point: see medel/i18n.h. */
    return real ? json_real(strtod(text, NULL))
                : json_integer(strtoll(text, NULL, 10));
}

static json_t *read_word(struct reader *r, const char *word, json_t *value)
{
    size_t n = strlen(word);
    if ((size_t)(r->end - r->at) < n || memcmp(r->at, word, n) != 0)
        return NULL;
    r->at += n;
    return value;
}

/* --- lists and objects --------------------------------------------------- */

static json_t *read_list(struct reader *r)
{
    json_t *list = json_array();
    bool more = !take(r, ']');
    while (more) {
        json_t *item = read_value(r);
        if (item == NULL || json_array_append_new(list, item) != 0)
            break;
        if (take(r, ']'))
            more = false;
        else if (!take(r, ','))
            break;
    }
    if (more) {
        json_decref(list);
        return NULL;
    }
    return list;
}

static bool is_left_out(const struct reader *r, const char *key)
{
    for (size_t i = 0; r->depth == 1 && r->but[i] != NULL; i++)
        if (strcmp(r->but[i], key) == 0)
            return true;
    return false;
}

/* Behind the quote that ends the string from S on; NULL where there is none. */
static const char *string_end(const char *s, const char *end)
{
    for (;;) {
        s = skip_inside(s, end);
        if (s == end || (*s == '\\' && end - s == 1))
            return NULL;
        if (*s == '"')
            return s + 1;
        s += 2;
    }
}

/* Passes over a value that has brackets, or is a word or number. */
static bool skip_value(struct reader *r)
{
    int open = 0;
    for (const char *s = r->at; s != NULL && s < r->end;) {
        char c = *s++;
        if (c == '"')
            s = string_end(s, r->end);
        else if (c == '[' || c == '{')
            open++;
        else if ((c == ']' || c == '}') && open > 0)
            open--;
        else if (open == 0 && (c == ',' || c == ']' || c == '}')) {
            r->at = s - 1;
            return true;
        }
    }
    return false;
}

static bool read_member(struct reader *r, json_t *o)
{
    char key[KEY_BYTES];
    const char *s;
    size_t n;
    if (!take(r, '"') || !read_string(r, &s, &n) || n >= sizeof key ||
        !take(r, ':'))
        return false;
    memcpy(key, s, n);
    key[n] = '\0';
    if (is_left_out(r, key))
        return skip_value(r);
    json_t *value = read_value(r);
    return value != NULL && json_object_set_new_nocheck(o, key, value) == 0;
}

static json_t *read_object(struct reader *r)
{
    json_t *o = json_object();
    bool more = !take(r, '}');
    while (more && read_member(r, o)) {
        if (take(r, '}'))
            more = false;
        else if (!take(r, ','))
            break;
    }
    if (more) {
        json_decref(o);
        return NULL;
    }
    return o;
}

static json_t *read_value(struct reader *r)
{
    const char *s;
    size_t n;
    json_t *v = NULL;
    if (r->at == r->end || r->depth == DEPTH_MAX)
        return NULL;
    r->depth++;
    switch (*r->at) {
    case '"':
        r->at++;
        if (read_string(r, &s, &n))
            v = json_stringn_nocheck(s, n);
        break;
    case '{':
        r->at++;
        v = read_object(r);
        break;
    case '[':
        r->at++;
        v = read_list(r);
        break;
    case 't':
        v = read_word(r, "true", json_true());
        break;
    case 'f':
        v = read_word(r, "false", json_false());
        break;
    case 'n':
        v = read_word(r, "null", json_null());
        break;
    default:
        v = read_number(r);
    }
    r->depth--;
    return v;
}

json_t *json_quick_but(const char *text, size_t len, const char *const *but)
{
    struct reader r = {.at = text, .end = text + len, .but = but};
    if (len == 0 || text[0] != '{')
        return NULL;
    r.room = arena_need(len);
    json_t *o = read_value(&r);
    if (o != NULL && r.at != r.end) {
        json_decref(o);
        o = NULL;
    }
    free(r.room);
    return o;
}

static const char *const nothing[] = {NULL};

json_t *json_quick(const char *text, size_t len)
{
    return json_quick_but(text, len, nothing);
}

json_t *json_read_but(const char *text, size_t len, const char *const *but,
                      json_error_t *why)
{
    json_t *o = json_quick_but(text, len, but);
    return o != NULL ? o : json_loadb(text, len, 0, why);
}

json_t *json_read(const char *text, size_t len, json_error_t *why)
{
    return json_read_but(text, len, nothing, why);
}
