/* aside.c - see aside.h. */
#include "aside.h"

#include <stdint.h>
#include <string.h>

/* Characters of a plane for private use, of four bytes each. */
#define SIGN_FIRST 0xF0000u
#define SIGN_LEAD 0xF3 /* the first byte of all of them */
#define SIGN_BYTES 4
#define SIGNS_MAX 60000u
#define WORTH_IT 6 /* bytes */

void aside_init(struct aside *a, struct arena *mem, const char *s, size_t len)
{
    *a = (struct aside){.mem = mem, .off = memchr(s, SIGN_LEAD, len) != NULL};
}

/* --- what tidy leaves as it is -------------------------------------------- */

enum { TIDYS, PLAIN, BLANK, LEAD_C2 };

/* Beyond ASCII: what is written in Europe, punctuation included. Blanks beyond
 * ASCII and controls begin with 0xc2 too. */
static const unsigned char kinds[256] = {
    ['\t'] = BLANK,   ['\n'] = BLANK,          ['\r'] = BLANK,
    [' '] = BLANK,    ['!' ... '%'] = PLAIN,   ['\'' ... ';'] = PLAIN,
    ['='] = PLAIN,    ['>' ... '~'] = PLAIN,   [0x80 ... 0xbf] = PLAIN,
    [0xc2] = LEAD_C2, [0xc3 ... 0xee] = PLAIN,
};

static int kind_at(const char *s)
{
    int kind = kinds[(unsigned char)s[0]];
    if (kind != LEAD_C2)
        return kind;
    return (unsigned char)s[1] > 0xa0 ? PLAIN : TIDYS;
}

static bool is_blank(char c)
{
    return kinds[(unsigned char)c] == BLANK;
}

/* Copies the text without blanks at its ends, and with one for several; 0 where
 * tidy has to see it. */
static size_t copy_text(char *to, const char *s, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        int kind = kind_at(s + i);
        if (kind == TIDYS)
            return 0;
        if (kind == PLAIN)
            to[n++] = s[i];
        else if (!is_blank(s[i - 1]))
            to[n++] = ' ';
    }
    return n;
}

static bool is_whole_value(const char *s, size_t len)
{
    if (is_blank(s[0]) || is_blank(s[len - 1]))
        return false;
    for (size_t i = 0; i < len; i++) {
        int kind = kind_at(s + i);
        bool one_space = kind == BLANK && s[i] == ' ' && s[i - 1] != ' ';
        if ((kind != PLAIN && !one_space) || s[i] == '"' || s[i] == '>')
            return false;
    }
    return true;
}

/* --- signs ---------------------------------------------------------------- */

/* The next sign, which stands for the LEN bytes at S. */
static enum status put_sign(struct aside *a, struct buf *out, const char *s,
                            size_t len)
{
    uint32_t c = SIGN_FIRST + (uint32_t)a->n;
    const char sign[SIGN_BYTES] = {
        (char)(0xf0 | c >> 18), (char)(0x80 | (c >> 12 & 0x3f)),
        (char)(0x80 | (c >> 6 & 0x3f)), (char)(0x80 | (c & 0x3f))};
    a->items = arena_grow(a->mem, a->items, a->n, &a->cap, sizeof *a->items);
    a->items[a->n++] = (struct aside_piece){s, len};
    return buf_append(out, sign, sizeof sign);
}

bool aside_put_text(struct aside *a, struct buf *out, const char *s, size_t len,
                    enum status *st)
{
    size_t from = 0, to = len;
    while (from < to && is_blank(s[from]))
        from++;
    while (from < to && is_blank(s[to - 1]))
        to--;
    if (a->off || a->n == SIGNS_MAX || to - from < WORTH_IT)
        return false;
    char *text = arena_alloc(a->mem, to - from + 1);
    size_t n = copy_text(text, s + from, to - from);
    if (n == 0)
        return false;
    *st = from > 0 ? buf_putc(out, s[0]) : ST_OK;
    if (*st == ST_OK)
        *st = put_sign(a, out, text, n);
    if (*st == ST_OK && to < len)
        *st = buf_putc(out, ' ');
    return true;
}

bool aside_put_value(struct aside *a, struct buf *out, const char *s,
                     size_t len, enum status *st)
{
    if (a->off || a->n == SIGNS_MAX || len < WORTH_IT ||
        !is_whole_value(s, len))
        return false;
    *st = put_sign(a, out, arena_strndup(a->mem, s, len), len);
    return true;
}

/* The piece that the sign at S stands for, or NULL. */
static const struct aside_piece *piece_at(const struct aside *a, const char *s,
                                          size_t len)
{
    const unsigned char *p = (const unsigned char *)s;
    if (len < SIGN_BYTES || p[0] != SIGN_LEAD)
        return NULL;
    uint32_t c = (p[0] & 7u) << 18 | (p[1] & 0x3fu) << 12 |
                 (p[2] & 0x3fu) << 6 | (p[3] & 0x3fu);
    return c >= SIGN_FIRST && c - SIGN_FIRST < a->n ? &a->items[c - SIGN_FIRST]
                                                    : NULL;
}

static size_t restored_length(const struct aside *a, const char *s, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len;) {
        const struct aside_piece *p = piece_at(a, s + i, len - i);
        n += p != NULL ? p->len : 1;
        i += p != NULL ? SIGN_BYTES : 1;
    }
    return n;
}

const char *aside_restore(const struct aside *a, const char *s, size_t len,
                          size_t *ret_len)
{
    const struct aside_piece *p = piece_at(a, s, len);
    *ret_len = len;
    if (p != NULL && len == SIGN_BYTES) {
        *ret_len = p->len;
        return p->s;
    }
    if (a->n == 0 || memchr(s, SIGN_LEAD, len) == NULL)
        return arena_strndup(a->mem, s, len);
    char *out = arena_alloc(a->mem, restored_length(a, s, len) + 1);
    size_t n = 0;
    for (size_t i = 0; i < len;) {
        p = piece_at(a, s + i, len - i);
        if (p != NULL) {
            memcpy(out + n, p->s, p->len);
            n += p->len;
            i += SIGN_BYTES;
        } else {
            out[n++] = s[i++];
        }
    }
    *ret_len = n;
    return out;
}
