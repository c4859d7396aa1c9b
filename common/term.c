/*
 * term.c - text on a terminal; see medel/term.h.
 *
 * All text passes one reader, next_cell(), which turns bytes into characters
 * that are safe to print and knows how many cells each takes. What a page or
 * an argument says can thus never move the cursor, recolour the screen or
 * turn the reading direction.
 */
#include "medel/term.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utf8proc.h>

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */
#define ELLIPSIS "\xE2\x80\xA6"    /* U+2026 */
#define WIDTH_MIN 20
#define WIDTH_MAX 1000

int term_width(int fd)
{
    const char *columns = getenv("COLUMNS");
    if (columns != NULL) {
        char *end;
        long n = strtol(columns, &end, 10);
        if (end != columns && *end == '\0' && n >= WIDTH_MIN && n <= WIDTH_MAX)
            return (int)n;
    }
    struct winsize size;
    if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col >= WIDTH_MIN)
        return size.ws_col < WIDTH_MAX ? size.ws_col : WIDTH_MAX;
    return 80;
}

bool term_has_colour(int fd)
{
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    return (no_color == NULL || no_color[0] == '\0') && term != NULL &&
           strcmp(term, "dumb") != 0 && isatty(fd);
}

/* Marks and overrides of reading direction (UAX #9). */
static bool is_bidi_control(utf8proc_int32_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

size_t term_control(const char *s)
{
    unsigned char c = (unsigned char)s[0];
    utf8proc_int32_t wide;
    if (c < 0x80)
        return (c < 0x20 && c != '\0') || c == 0x7F;
    utf8proc_ssize_t used = utf8proc_iterate(
        (const utf8proc_uint8_t *)s, (utf8proc_ssize_t)strnlen(s, 4), &wide);
    bool control = used > 0 && (wide < 0xA0 || is_bidi_control(wide));
    return control ? (size_t)used : 0;
}

/* Where the first byte at or after FROM is that a control above ASCII, which is
 * two or three bytes long, may begin with; N where none is. */
static size_t maybe_control(const char *json, size_t from, size_t n)
{
    static const bool begins[256] = {
        [0x7F] = true, [0xC2] = true, [0xD8] = true, [0xE2] = true};
    while (from < n && !begins[(unsigned char)json[from]])
        from++;
    return from;
}

enum status term_safe_json(struct buf *out, const char *json, size_t n)
{
    enum status st = ST_OK;
    size_t done = 0;
    for (size_t i = maybe_control(json, 0, n); i < n && st == ST_OK;
         i = maybe_control(json, i, n)) {
        char at[4] = "";
        memcpy(at, json + i, n - i < 3 ? n - i : 3);
        size_t used = term_control(at);
        if (used == 0) {
            i++;
            continue;
        }
        utf8proc_int32_t code = 0;
        (void)utf8proc_iterate((const utf8proc_uint8_t *)at,
                               (utf8proc_ssize_t)used, &code);
        st = buf_append(out, json + done, i - done);
        if (st == ST_OK)
            st = buf_printf(out, "\\u%04x", (unsigned)code);
        i += used;
        done = i;
    }
    return st == ST_OK ? buf_append(out, json + done, n - done) : st;
}

struct cell {
    const char *bytes; /* safe to print */
    size_t len;
    int width;
    bool space, newline; /* a newline is a space as well */
};

static bool is_plain_ascii(char c)
{
    return c >= ' ' && c <= '~';
}

/* How many bytes at S are safe as they are and no white space but blanks: of
 * ASCII and of the letters of two bytes, which most text is made of, up to the
 * first of another kind. */
static size_t plain_run(const char *s)
{
    size_t n = 0;
    for (;;) {
        unsigned char lead = (unsigned char)s[n];
        if (is_plain_ascii(s[n])) {
            n++;
        } else if (lead >= 0xC2 && lead <= 0xD7) {
            /* U+0080 to U+05FF, of which the first 32 are controls. */
            unsigned char next = (unsigned char)s[n + 1];
            if ((next & 0xC0) != 0x80 || (lead == 0xC2 && next < 0xA0))
                return n;
            n += 2;
        } else {
            return n;
        }
    }
}

/* Reads one character at S (not at its end); returns what follows it. */
static const char *next_cell(const char *s, struct cell *ret)
{
    utf8proc_int32_t c;
    if (is_plain_ascii(*s)) {
        *ret = (struct cell){s, 1, 1, *s == ' ', false};
        return s + 1;
    }
    if ((unsigned char)s[0] == 0xC3 && ((unsigned char)s[1] & 0xC0) == 0x80) {
        *ret = (struct cell){s, 2, 1, false, false}; /* U+00C0 to U+00FF */
        return s + 2;
    }
    utf8proc_ssize_t used = utf8proc_iterate(
        (const utf8proc_uint8_t *)s, (utf8proc_ssize_t)strnlen(s, 4), &c);
    *ret = (struct cell){REPLACEMENT, 3, 1, false, false};
    if (used <= 0)
        return s + 1;
    if (c == '\r' && s[1] == '\n')
        used = 2;
    if (c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029) {
        *ret = (struct cell){" ", 1, 1, true, true};
    } else if (c == '\t' || c == ' ') {
        *ret = (struct cell){" ", 1, 1, true, false};
    } else if (c >= 0x20 && !(c >= 0x7F && c < 0xA0) && !is_bidi_control(c)) {
        ret->bytes = s;
        ret->len = (size_t)used;
        ret->width = utf8proc_charwidth(c);
    }
    return s + used;
}

int term_text_width(const char *s)
{
    int width = 0;
    struct cell c;
    while (width < INT32_MAX / 2) {
        for (; is_plain_ascii(*s) && width < INT32_MAX / 2; s++)
            width++;
        if (*s == '\0')
            break;
        s = next_cell(s, &c);
        width += c.width;
    }
    return width;
}

enum status term_safe(struct buf *out, const char *s, bool keep_lines)
{
    enum status st = ST_OK;
    while (*s != '\0' && st == ST_OK) {
        struct cell c;
        size_t plain = plain_run(s);
        if (plain > 0) {
            st = buf_append(out, s, plain);
            s += plain;
            continue;
        }
        const char *next = next_cell(s, &c);
        if (keep_lines && (c.newline || *s == '\t'))
            st = buf_putc(out, c.newline ? '\n' : '\t');
        else
            st = buf_append(out, c.bytes, c.len);
        s = next;
    }
    return st;
}

/* The part of S that fits WIDTH cells, combining characters after the last
 * one included; *used is what it takes. */
static const char *fit(const char *s, int width, int *used)
{
    struct cell c;
    *used = 0;
    for (;;) {
        for (; *used < width && is_plain_ascii(*s); s++)
            ++*used;
        if (*s == '\0')
            break;
        const char *next = next_cell(s, &c);
        if (*used + c.width > width)
            break;
        *used += c.width;
        s = next;
    }
    return s;
}

/* Appends S made safe, up to END. */
static enum status append_safe(struct buf *out, const char *s, const char *end)
{
    enum status st = ST_OK;
    while (s < end && st == ST_OK) {
        struct cell c;
        size_t plain = 0;
        while (s + plain < end && is_plain_ascii(s[plain]))
            plain++;
        if (plain > 0) {
            st = buf_append(out, s, plain);
            s += plain;
            continue;
        }
        s = next_cell(s, &c);
        st = buf_append(out, c.bytes, c.len);
    }
    return st;
}

static enum status spaces(struct buf *out, int n)
{
    enum status st = ST_OK;
    for (; n > 0 && st == ST_OK; n--)
        st = buf_putc(out, ' ');
    return st;
}

enum status term_fit(struct buf *out, const char *s, int width, bool pad)
{
    if (width <= 0)
        return ST_OK;
    int used;
    const char *end = fit(s, width, &used);
    bool cut = *end != '\0';
    if (cut)
        end = fit(s, width - 1, &used);
    enum status st = append_safe(out, s, end);
    if (cut && st == ST_OK) {
        st = buf_puts(out, ELLIPSIS);
        used++;
    }
    if (pad && st == ST_OK)
        st = spaces(out, width - used);
    return st;
}

/* The end of the word at S, and its width. */
static const char *word_end(const char *s, int *width)
{
    *width = 0;
    for (;;) {
        struct cell c;
        for (; is_plain_ascii(*s) && *s != ' '; s++)
            ++*width;
        if (*s == '\0')
            break;
        const char *next = next_cell(s, &c);
        if (c.space)
            break;
        *width += c.width;
        s = next;
    }
    return s;
}

/* The cells that stand on the last line of what is in B. */
static int last_column(const struct buf *b)
{
    const char *nl = memrchr(b->data, '\n', b->len);
    return term_text_width(nl != NULL ? nl + 1 : b->data);
}

enum status term_wrap(struct buf *out, const char *s, int width, int indent)
{
    enum status st = ST_OK;
    int column = last_column(out);
    bool first = true;
    while (st == ST_OK) {
        struct cell c;
        while (*s != '\0') {
            const char *next = next_cell(s, &c);
            if (!c.space)
                break;
            s = next;
        }
        if (*s == '\0')
            break;
        int w;
        const char *end = word_end(s, &w);
        if (!first && column + 1 + w > width) {
            st = buf_putc(out, '\n');
            if (st == ST_OK)
                st = spaces(out, indent);
            column = indent;
        } else if (!first) {
            st = buf_putc(out, ' ');
            column++;
        }
        if (st == ST_OK)
            st = append_safe(out, s, end);
        column += w;
        first = false;
        s = end;
    }
    return st;
}
