/* entities.c - character references of HTML; see entities.h. */
#include "entities.h"

#include "medel/utf8.h"

#include <string.h>

size_t entities_put_utf8(char *out, unsigned c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xe0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3f));
        out[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3f));
    out[2] = (char)(0x80 | (c >> 6 & 0x3f));
    out[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

/* Those that occur in addresses and in the words of Nordic links. */
static const struct {
    const char *name;
    unsigned c;
} ENTITIES[] = {
    {"amp", '&'},    {"lt", '<'},        {"gt", '>'},       {"quot", '"'},
    {"apos", '\''},  {"nbsp", ' '},      {"shy", 0xad},     {"aring", 0xe5},
    {"auml", 0xe4},  {"ouml", 0xf6},     {"Aring", 0xc5},   {"Auml", 0xc4},
    {"Ouml", 0xd6},  {"oslash", 0xf8},   {"Oslash", 0xd8},  {"aelig", 0xe6},
    {"AElig", 0xc6}, {"eacute", 0xe9},   {"Eacute", 0xc9},  {"uuml", 0xfc},
    {"Uuml", 0xdc},  {"ndash", 0x2013},  {"mdash", 0x2014}, {"raquo", 0xbb},
    {"laquo", 0xab}, {"hellip", 0x2026},
};

static unsigned number(const char **p, const char *end)
{
    const char *q = *p;
    bool hex = q < end && (*q == 'x' || *q == 'X');
    if (hex)
        q++;
    const char *digits = q;
    unsigned c = 0;
    for (; q < end; q++) {
        int d = *q >= '0' && *q <= '9'          ? *q - '0'
                : hex && *q >= 'a' && *q <= 'f' ? *q - 'a' + 10
                : hex && *q >= 'A' && *q <= 'F' ? *q - 'A' + 10
                                                : -1;
        if (d < 0)
            break;
        if (c < 0x110000)
            c = c * (hex ? 16 : 10) + (unsigned)d;
    }
    if (q == digits)
        return 0;
    if (q < end && *q == ';')
        q++;
    *p = q;
    if (c == 0 || c >= 0x110000 || (c >= 0xd800 && c < 0xe000))
        return 0xfffd;
    return c;
}

/* The character that "&..." at *p stands for, stepping over it; 0 where it is
 * no reference and the '&' is itself. */
static unsigned reference(const char **p, const char *end)
{
    const char *q = *p + 1;
    if (q < end && *q == '#') {
        q++;
        unsigned c = number(&q, end);
        if (c != 0)
            *p = q;
        return c;
    }
    for (size_t i = 0; i < sizeof ENTITIES / sizeof *ENTITIES; i++) {
        size_t n = strlen(ENTITIES[i].name);
        if ((size_t)(end - q) > n && q[n] == ';' &&
            memcmp(q, ENTITIES[i].name, n) == 0) {
            *p = q + n + 1;
            return ENTITIES[i].c;
        }
    }
    return 0;
}

/* How many bytes at P stand for themselves. */
static size_t plain_run(const char *p, const char *end, bool utf8)
{
    const char *from = p;
    if (utf8) {
        const char *mark = memchr(p, '&', (size_t)(end - p));
        return (size_t)((mark != NULL ? mark : end) - p);
    }
    while (p < end && *p != '&' && (unsigned char)*p < 0x80)
        p++;
    return (size_t)(p - from);
}

size_t entities_decode(const char *p, size_t n, char *out, size_t max)
{
    bool utf8 = utf8_valid(p, n);
    size_t len = 0;
    for (const char *end = p + n; p < end;) {
        size_t run = plain_run(p, end, utf8);
        if (run > max - len)
            return ENTITIES_TOO_LONG;
        memcpy(out + len, p, run);
        len += run;
        p += run;
        if (p == end)
            break;
        char piece[4];
        size_t piece_len = 1;
        unsigned c = *p == '&' ? reference(&p, end) : 0;
        if (c != 0)
            piece_len = entities_put_utf8(piece, c);
        else if ((unsigned char)*p >= 0x80 && !utf8)
            piece_len = entities_put_utf8(piece, (unsigned char)*p++);
        else
            piece[0] = *p++;
        if (piece_len > max - len)
            return ENTITIES_TOO_LONG;
        memcpy(out + len, piece, piece_len);
        len += piece_len;
    }
    return len;
}

void entities_from_utf16(struct arena *mem, const char **bytes, size_t *len)
{
    const unsigned char *p = (const unsigned char *)*bytes;
    if (*len < 2 ||
        !((p[0] == 0xff && p[1] == 0xfe) || (p[0] == 0xfe && p[1] == 0xff)))
        return;
    int low = p[0] == 0xff ? 0 : 1;
    size_t units = *len / 2 - 1, n = 0;
    char *out = arena_alloc(mem, units * 3 + 1);
    for (size_t i = 1; i <= units; i++) {
        unsigned c = p[2 * i + (size_t)low] |
                     (unsigned)p[2 * i + (size_t)(1 - low)] << 8;
        /* Pairs of surrogates are letters of no address. */
        n += entities_put_utf8(out + n, c >= 0xd800 && c < 0xe000 ? 0xfffd : c);
    }
    *bytes = out;
    *len = n;
}
