/* text.c - plain text in normal form; see text.h. */
#include "text.h"
#include "charset.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

void text_init(struct text *t, struct arena *mem)
{
    *t = (struct text){.mem = mem};
}

static void put_bytes(struct text *t, const char *s, size_t n)
{
    if (t->len + n + 1 > t->cap) {
        size_t cap = t->cap != 0 ? t->cap : 64;
        while (cap < t->len + n + 1)
            cap *= 2;
        char *p = arena_alloc(t->mem, cap);
        if (t->len != 0)
            memcpy(p, t->s, t->len);
        t->s = p;
        t->cap = cap;
    }
    memcpy(t->s + t->len, s, n);
    t->len += n;
    t->s[t->len] = '\0';
}

void text_space(struct text *t)
{
    if (t->len != 0 && t->s[t->len - 1] != ' ' && t->s[t->len - 1] != '\n')
        put_bytes(t, " ", 1);
}

void text_break(struct text *t)
{
    while (t->len != 0 && t->s[t->len - 1] == ' ')
        t->s[--t->len] = '\0';
    put_bytes(t, "\n", 1);
}

enum char_class { CHAR_KEEP, CHAR_SPACE, CHAR_DROP };

static enum char_class classify(unsigned cp)
{
    if (cp <= 0x20)
        return cp == 0x20 || (cp >= 0x09 && cp <= 0x0d) ? CHAR_SPACE
                                                        : CHAR_DROP;
    if (cp < 0x7f)
        return CHAR_KEEP;
    if (cp == 0xa0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200a) ||
        cp == 0x2028 || cp == 0x2029 || cp == 0x202f || cp == 0x205f ||
        cp == 0x3000)
        return CHAR_SPACE;
    if (cp <= 0x9f || cp == 0xad || cp == 0x61c || cp == 0x180e ||
        (cp >= 0x200b && cp <= 0x200f) || (cp >= 0x202a && cp <= 0x202e) ||
        (cp >= 0x2060 && cp <= 0x206f) || cp == 0xfeff ||
        (cp >= 0xfff9 && cp <= 0xfffc) || (cp & 0xfffe) == 0xfffe ||
        /* Private use: the glyphs of icon fonts. */
        (cp >= 0xe000 && cp <= 0xf8ff) || cp >= 0xe0000)
        return CHAR_DROP;
    return CHAR_KEEP;
}

/* Appends one character, given as its K bytes. */
static void put_char(struct text *t, const char *s, size_t k)
{
    if ((unsigned char)*s < 0x80) {
        enum char_class c = classify((unsigned char)*s);
        if (c == CHAR_KEEP)
            put_bytes(t, s, 1);
        else if (c == CHAR_SPACE)
            text_space(t);
        return;
    }
    utf8proc_int32_t cp;
    if (utf8proc_iterate((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)k,
                         &cp) < 0)
        return;
    if (cp >= 0x80 && cp <= 0x9f) {
        unsigned meant = charset_win1252((unsigned char)cp);
        utf8proc_uint8_t b[4];
        if (meant != 0)
            put_bytes(t, (const char *)b,
                      (size_t)utf8proc_encode_char((utf8proc_int32_t)meant, b));
        return;
    }
    enum char_class c = classify((unsigned)cp);
    if (c == CHAR_KEEP)
        put_bytes(t, s, k);
    else if (c == CHAR_SPACE)
        text_space(t);
}

static void put_normal(struct text *t, const char *s, size_t n)
{
    for (size_t i = 0; i < n;) {
        /* The common case in one go: words of ASCII and Latin letters, with
         * single spaces between. */
        size_t j = i;
        char last = ' ';
        while (j < n) {
            if (s[j] >= 0x20 && s[j] < 0x7f) {
                if ((s[j] == ' ') & (last == ' '))
                    break; /* at the beginning, or a second one */
                last = s[j++];
            } else if (j + 1 < n && s[j] == '\xc3' &&
                       (s[j + 1] & 0xc0) == 0x80) {
                last = s[j];
                j += 2;
            } else {
                break;
            }
        }
        if (j > i) {
            put_bytes(t, s + i, j - i);
            i = j;
            continue;
        }
        size_t k = charset_utf8_seq((const unsigned char *)s + i, n - i);
        if (k != 0)
            put_char(t, s + i, k);
        i += k != 0 ? k : 1;
    }
}

/* Characters below U+0300 are never changed by NFC nor join with others; no
 * more do dashes, quotation marks and the like, U+2002 to U+20BF, which stand
 * on every other page. */
static bool needs_nfc(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c >= 0xcc &&
            !(c == 0xe2 && i + 1 < n && (unsigned char)s[i + 1] >= 0x80 &&
              (unsigned char)s[i + 1] <= 0x82))
            return true;
    }
    return false;
}

/* Composes what was put behind byte FROM. Only then, for a character that is
 * dropped may stand between a letter and its mark. */
static void compose(struct text *t, size_t from)
{
    utf8proc_uint8_t *nfc = NULL;
    utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)t->s + from,
                                        (utf8proc_ssize_t)(t->len - from), &nfc,
                                        UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (len < 0)
        return;
    t->len = from;
    put_bytes(t, (const char *)nfc, (size_t)len);
    free(nfc);
}

void text_put(struct text *t, const char *s, size_t n)
{
    size_t from = t->len;
    put_normal(t, s, n);
    if (t->len > from && needs_nfc(t->s + from, t->len - from))
        compose(t, from);
}

const char *text_fold_n(struct arena *mem, const char *s, size_t len)
{
    struct text t;
    text_init(&t, mem);
    text_put(&t, s, len);
    while (t.len != 0 && t.s[t.len - 1] == ' ')
        t.s[--t.len] = '\0';
    return t.len != 0 ? t.s : "";
}

const char *text_fold(struct arena *mem, const char *s)
{
    if (s == NULL)
        return NULL;
    const char *r = text_fold_n(mem, s, strlen(s));
    return *r != '\0' ? r : NULL;
}

size_t text_chars(const char *s, size_t n)
{
    size_t chars = 0;
    for (size_t i = 0; i < n; i++)
        chars += ((unsigned char)s[i] & 0xc0) != 0x80;
    return chars;
}

size_t text_words(const char *s, size_t n)
{
    size_t words = 0;
    bool in = false;
    for (size_t i = 0; i < n; i++) {
        bool space = s[i] == ' ' || s[i] == '\n';
        words += !space && !in;
        in = !space;
    }
    return words;
}

void text_trim(const char *s, size_t *from, size_t *to)
{
    while (*from < *to && (s[*from] == ' ' || s[*from] == '\n'))
        ++*from;
    while (*to > *from && (s[*to - 1] == ' ' || s[*to - 1] == '\n'))
        --*to;
}

size_t text_lower(const char *s, size_t n, char *out, size_t room)
{
    size_t k = 0;
    for (size_t i = 0; i < n && k + 1 < room; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c >= 'A' && c <= 'Z')
            c = (unsigned char)(c + 32);
        else if (c >= 0x80 && c <= 0x9e && c != 0x97 && i != 0 &&
                 (unsigned char)s[i - 1] == 0xc3)
            c = (unsigned char)(c + 0x20); /* À to Þ in UTF-8 */
        out[k++] = (char)c;
    }
    if (room != 0)
        out[k] = '\0';
    return k;
}

bool text_has_word(const char *s, size_t n)
{
    for (size_t i = 0; i < n;) {
        utf8proc_int32_t cp;
        utf8proc_ssize_t k = utf8proc_iterate((const utf8proc_uint8_t *)s + i,
                                              (utf8proc_ssize_t)(n - i), &cp);
        if (k < 1)
            return false;
        utf8proc_category_t c = utf8proc_category(cp);
        if ((c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO) ||
            (c >= UTF8PROC_CATEGORY_ND && c <= UTF8PROC_CATEGORY_NO))
            return true;
        i += (size_t)k;
    }
    return false;
}

bool text_starts_upper(const char *s, size_t n)
{
    utf8proc_int32_t cp;
    if (n == 0 || utf8proc_iterate((const utf8proc_uint8_t *)s,
                                   (utf8proc_ssize_t)n, &cp) < 0)
        return false;
    if (cp < 0x80 && (text_is_digit((char)cp) || cp == '"' || cp == '('))
        return true;
    return utf8proc_category(cp) == UTF8PROC_CATEGORY_LU || cp == 0x201d;
}
