/*
 * charset.c - what charset a page is in, and its bytes as UTF-8.
 *
 * The order is that of the HTML standard, bent where real pages lie: a byte
 * order mark wins; bytes beyond ASCII that form valid UTF-8 are UTF-8 whatever
 * the server says (other encodings practically never do by accident; Apache's
 * default header is a common liar); then the header, then a meta tag among the
 * first 4 KB, each unless the bytes contradict it; then detection. Labels
 * mean what the WHATWG Encoding Standard says: "iso-8859-1" is windows-1252.
 */
#include "charset.h"
#include "lex.h"

#include <iconv.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <uchardet.h>
#include <utf8proc.h>

#define META_BYTES 4096
#define DETECT_BYTES ((size_t)256 << 10)

enum { UTF8, UTF16LE, UTF16BE, WIN1252, FIRST_ICONV };

/* The first four are converted here, so that they never fail; the rest by
 * iconv. Indices are what the functions below call a charset. */
static const char *const charsets[] = {
    "utf-8",        "utf-16le",     "utf-16be",     "windows-1252",
    "windows-1250", "windows-1251", "windows-1253", "windows-1254",
    "windows-1257", "iso-8859-2",   "iso-8859-4",   "iso-8859-5",
    "iso-8859-7",   "iso-8859-10",  "iso-8859-13",  "iso-8859-15",
    "macintosh",    "ibm850",       "ibm865",       "koi8-r",
    "gb18030",      "big5",         "shift_jis",    "euc-jp",
    "euc-kr",
};
enum { CHARSET_COUNT = sizeof charsets / sizeof *charsets };

static const struct {
    const char *label, *charset;
} aliases[] = {
    {"utf8", "utf-8"},
    {"unicode-1-1-utf-8", "utf-8"},
    {"utf-16", "utf-16le"},
    {"ucs-2", "utf-16le"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"iso_8859-1", "windows-1252"},
    {"iso88591", "windows-1252"},
    {"latin1", "windows-1252"},
    {"latin-1", "windows-1252"},
    {"l1", "windows-1252"},
    {"ascii", "windows-1252"},
    {"us-ascii", "windows-1252"},
    {"ansi", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"x-cp1252", "windows-1252"},
    {"cp1250", "windows-1250"},
    {"cp1251", "windows-1251"},
    {"cp1257", "windows-1257"},
    {"iso-8859-9", "windows-1254"},
    {"latin2", "iso-8859-2"},
    {"latin9", "iso-8859-15"},
    {"latin-9", "iso-8859-15"},
    {"iso8859-15", "iso-8859-15"},
    {"mac", "macintosh"},
    {"x-mac-roman", "macintosh"},
    {"mac-roman", "macintosh"},
    {"maccentraleurope", "macintosh"},
    {"cp850", "ibm850"},
    {"cp865", "ibm865"},
    {"gbk", "gb18030"},
    {"gb2312", "gb18030"},
    {"x-sjis", "shift_jis"},
    {"sjis", "shift_jis"},
    {"ks_c_5601-1987", "euc-kr"},
    {"uhc", "euc-kr"},
};

static int charset_find(const char *label, size_t n)
{
    for (int i = 0; i < CHARSET_COUNT; i++)
        if (strlen(charsets[i]) == n && strncasecmp(charsets[i], label, n) == 0)
            return i;
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (strlen(aliases[i].label) == n &&
            strncasecmp(aliases[i].label, label, n) == 0)
            return charset_find(aliases[i].charset, strlen(aliases[i].charset));
    return -1;
}

/* --- converters -------------------------------------------------------------
 */

static iconv_t open_converters[CHARSET_COUNT];

static iconv_t converter(int charset)
{
    iconv_t *cd = &open_converters[charset];
    if (*cd == NULL)
        *cd = iconv_open("UTF-8", charsets[charset]);
    if (*cd != (iconv_t)-1)
        iconv(*cd, NULL, NULL, NULL, NULL);
    return *cd;
}

void charset_prepare(void)
{
    for (int i = FIRST_ICONV; i < CHARSET_COUNT; i++)
        converter(i);
}

unsigned charset_win1252(unsigned char byte)
{
    static const uint16_t table[32] = {
        0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
        0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
        0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
        0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};
    return byte >= 0x80 && byte <= 0x9f ? table[byte - 0x80] : 0;
}

size_t charset_utf8_seq(const unsigned char *s, size_t n)
{
    unsigned char c = s[0];
    if (c < 0x80)
        return 1;
    size_t k = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
    if (c < 0xc2 || c > 0xf4 || n < k)
        return 0;
    for (size_t i = 1; i < k; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    /* Overlong forms, surrogates, beyond U+10FFFF. */
    if ((c == 0xe0 && s[1] < 0xa0) || (c == 0xed && s[1] > 0x9f) ||
        (c == 0xf0 && s[1] < 0x90) || (c == 0xf4 && s[1] > 0x8f))
        return 0;
    return k;
}

static enum status put_char(struct buf *out, unsigned cp)
{
    utf8proc_uint8_t b[4];
    if (cp == 0)
        return ST_OK;
    utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)cp, b);
    return buf_append(out, b, (size_t)n);
}

static enum status from_utf8(const unsigned char *s, size_t n, struct buf *out)
{
    size_t i = 0;
    enum status st = ST_OK;
    while (i < n && st == ST_OK) {
        size_t from = i, k = 1;
        while (i < n && s[i] != 0) {
            k = s[i] < 0x80 ? 1 : charset_utf8_seq(s + i, n - i);
            if (k == 0)
                break;
            i += k;
        }
        st = buf_append(out, s + from, i - from);
        if (i < n && st == ST_OK)
            st = put_char(out, s[i++] == 0 ? 0 : 0xfffd);
        /* One mark for one broken character, not for each of its bytes. */
        while (i < n && k == 0 && (s[i] & 0xc0) == 0x80)
            i++;
    }
    return st;
}

static enum status from_win1252(const unsigned char *s, size_t n,
                                struct buf *out)
{
    enum status st = ST_OK;
    for (size_t i = 0; i < n && st == ST_OK; i++) {
        unsigned cp = s[i];
        if (cp >= 0x80 && cp <= 0x9f) {
            cp = charset_win1252(s[i]);
            if (cp == 0)
                cp = 0xfffd;
        }
        st = put_char(out, cp);
    }
    return st;
}

static enum status from_utf16(const unsigned char *s, size_t n, bool big,
                              struct buf *out)
{
    enum status st = ST_OK;
    for (size_t i = 0; i + 1 < n && st == ST_OK; i += 2) {
        unsigned u = big ? (unsigned)s[i] << 8 | s[i + 1]
                         : (unsigned)s[i + 1] << 8 | s[i];
        if (u >= 0xd800 && u < 0xdc00 && i + 3 < n) {
            unsigned v = big ? (unsigned)s[i + 2] << 8 | s[i + 3]
                             : (unsigned)s[i + 3] << 8 | s[i + 2];
            if (v >= 0xdc00 && v < 0xe000) {
                u = 0x10000 + ((u - 0xd800) << 10) + (v - 0xdc00);
                i += 2;
            }
        }
        st = put_char(out, u >= 0xd800 && u < 0xe000 ? 0xfffd : u);
    }
    return st;
}

static enum status from_iconv(int charset, const char *s, size_t n,
                              struct buf *out)
{
    iconv_t cd = converter(charset);
    if (cd == (iconv_t)-1)
        return from_win1252((const unsigned char *)s, n, out);
    char chunk[8192];
    char *in = (char *)s; /* iconv does not write there */
    enum status st = ST_OK;
    while (n != 0 && st == ST_OK) {
        char *to = chunk;
        size_t room = sizeof chunk;
        size_t before = n;
        size_t r = iconv(cd, &in, &n, &to, &room);
        for (char *p = chunk; p < to && st == ST_OK; p++)
            if (*p != '\0')
                st = buf_putc(out, *p);
        if (r == (size_t)-1 && n == before && to == chunk && n != 0) {
            /* Stuck: an invalid or cut-off character. */
            in++;
            n--;
            if (st == ST_OK)
                st = put_char(out, 0xfffd);
        }
    }
    return st;
}

/* --- which charset ----------------------------------------------------------
 */

/* The value of a "charset=" parameter, or -1. */
static int charset_parameter(const char *s, size_t n)
{
    for (size_t i = 0; i + 8 < n; i++) {
        if (strncasecmp(s + i, "charset", 7) != 0)
            continue;
        i += 7;
        while (i < n && strchr(" \t=\"'", s[i]) != NULL && s[i] != '\0')
            i++;
        size_t from = i;
        while (i < n && strchr(" \t;\"',", s[i]) == NULL)
            i++;
        return charset_find(s + from, i - from);
    }
    return -1;
}

static int charset_of_header(const char *content_type)
{
    return content_type != NULL
               ? charset_parameter(content_type, strlen(content_type))
               : -1;
}

static int charset_of_meta_tag(const struct lex *l, const struct lex_token *t)
{
    struct lex_attr a;
    size_t pos = t->attrs;
    bool http_equiv = false;
    int from_content = -1;
    while (lex_attr(l, t, &pos, &a)) {
        if (a.value == NULL)
            continue;
        if (lex_attr_is(&a, "charset"))
            return charset_find(a.value, a.value_len);
        if (lex_attr_is(&a, "http-equiv"))
            http_equiv = a.value_len == 12 &&
                         strncasecmp(a.value, "content-type", 12) == 0;
        else if (lex_attr_is(&a, "content"))
            from_content = charset_parameter(a.value, a.value_len);
    }
    return http_equiv ? from_content : -1;
}

/* Only a real meta tag: not one in a script, a comment or an attribute. */
static int charset_of_meta(const char *bytes, size_t len)
{
    struct lex l;
    struct lex_token t;
    lex_init(&l, bytes, len);
    while (lex_next(&l, &t) && t.from < META_BYTES) {
        int c = -1;
        if (t.kind == LEX_OPEN && strcmp(t.name, "meta") == 0)
            c = charset_of_meta_tag(&l, &t);
        else if (t.kind == LEX_SKIP && len - t.from > 5 &&
                 memcmp(bytes + t.from, "<?xml", 5) == 0)
            for (size_t i = t.from; i + 9 < t.to && c < 0; i++)
                if (strncasecmp(bytes + i, "encoding=", 9) == 0) {
                    size_t from = i + 10, to = from;
                    while (to < t.to && strchr("\"' ?", bytes[to]) == NULL)
                        to++;
                    c = charset_find(bytes + from, to - from);
                }
        /* A meta tag that could be read is not in UTF-16. */
        if (c >= 0)
            return c == UTF16LE || c == UTF16BE ? UTF8 : c;
    }
    return -1;
}

struct tally {
    size_t high;  /* bytes beyond ASCII */
    size_t good;  /* valid UTF-8 sequences beyond ASCII */
    size_t bad;   /* bytes that fit in none */
    size_t undef; /* bytes that windows-1252 does not define */
    size_t nul_even, nul_odd;
    size_t control;
    bool cut_off;         /* within a character */
    size_t win, mac, dos; /* Nordic letters and typography, by charset */
};

/* å ä ö é Å Ä Ö æ ø Æ Ø ü, en dash and curly quotes */
static const char nordic_win[] = "\xe5\xe4\xf6\xe9\xc5\xc4\xd6\xe6\xf8\xc6"
                                 "\xd8\xfc\x96\x94\x92\xa0\xad\xb7\xa7\xbb";
static const char nordic_mac[] = "\x8c\x8a\x9a\x8e\x81\x80\x85\xbe\xbf\xae"
                                 "\xaf\x9f\xd0\xd3\xd5\xca\xe1\xa4\xc8";
static const char nordic_dos[] = "\x86\x84\x94\x82\x8f\x8e\x99\x91\x9b\x92"
                                 "\x9d\x81\xff";

static void tally_high(struct tally *t, unsigned char c)
{
    t->high++;
    t->undef += c <= 0x9f && charset_win1252(c) == 0;
    t->win += strchr(nordic_win, (char)c) != NULL;
    t->mac += strchr(nordic_mac, (char)c) != NULL;
    t->dos += strchr(nordic_dos, (char)c) != NULL;
}

/* The beginning of a character that the end of the bytes cut off: no sign of
 * another charset. */
static bool is_cut_off(const unsigned char *s, size_t n)
{
    size_t k = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
    if (s[0] < 0xc2 || s[0] > 0xf4 || n >= k)
        return false;
    for (size_t i = 1; i < n; i++)
        if ((s[i] & 0xc0) != 0x80)
            return false;
    return true;
}

/* Past those bytes from I on, eight at a time, of which there is nothing to
 * tell: no control characters and nothing beyond ASCII. */
static size_t skip_plain(const unsigned char *s, size_t i, size_t n)
{
    const uint64_t high = 0x8080808080808080u, spaces = 0x2020202020202020u;
    for (uint64_t x; n - i >= sizeof x; i += sizeof x) {
        memcpy(&x, s + i, sizeof x);
        if (((x | (x - spaces)) & high) != 0)
            break;
    }
    return i;
}

static struct tally take_tally(const unsigned char *s, size_t n)
{
    struct tally t = {0};
    for (size_t i = 0; (i = skip_plain(s, i, n)) < n;) {
        if ((s[i] >= 0x20 && s[i] < 0x80) || s[i] == '\n') { /* nearly all */
            i++;
            continue;
        }
        size_t k = charset_utf8_seq(s + i, n - i);
        if (k == 0 && is_cut_off(s + i, n - i)) {
            t.cut_off = true;
            break;
        }
        if (k > 1)
            t.good++;
        else if (k == 0)
            t.bad++;
        if (s[i] == 0)
            *(i % 2 == 0 ? &t.nul_even : &t.nul_odd) += 1;
        else if (s[i] < 0x20 && strchr("\t\n\r\f\v\b\x1b", s[i]) == NULL)
            t.control++;
        for (size_t j = 0; j < (k != 0 ? k : 1); j++)
            if (s[i + j] >= 0x80)
                tally_high(&t, s[i + j]);
        i += k != 0 ? k : 1;
    }
    return t;
}

static int detect(const char *bytes, size_t len, const struct tally *t)
{
    /* uchardet often takes short Swedish texts for Turkish or Greek ones, so
     * the letters of our own languages are asked first. */
    size_t best = t->win;
    int charset = WIN1252;
    if (t->mac > best) {
        best = t->mac;
        charset = charset_find("macintosh", 9);
    }
    if (t->dos > best) {
        best = t->dos;
        charset = charset_find("ibm850", 6);
    }
    if (best * 5 >= t->high * 3)
        return charset;
    uchardet_t u = uchardet_new();
    if (u == NULL)
        return WIN1252;
    charset = -1;
    if (uchardet_handle_data(u, bytes,
                             len < DETECT_BYTES ? len : DETECT_BYTES) == 0) {
        uchardet_data_end(u);
        const char *found = uchardet_get_charset(u);
        charset = charset_find(found, strlen(found));
    }
    uchardet_delete(u);
    return charset > UTF16BE ? charset : WIN1252;
}

/* The share of broken characters is so small that the page is in UTF-8 with
 * a few accidents. */
static bool nearly_utf8(const struct tally *t)
{
    return t->good > 0 && t->bad * 10 <= t->good;
}

static int choose(const char *bytes, size_t len, const char *content_type,
                  const struct tally *t)
{
    size_t nul = t->nul_even + t->nul_odd;
    int header = charset_of_header(content_type);
    if (header == UTF16LE || header == UTF16BE)
        header = nul * 4 > len ? header : -1;
    if (nul * 5 > len * 2) /* UTF-16 without its mark */
        return t->nul_even > t->nul_odd ? UTF16BE : UTF16LE;
    if (header == UTF16LE || header == UTF16BE)
        return header;
    int meta = charset_of_meta(bytes, len);
    if (t->high == 0)
        return header >= 0 ? header : meta >= 0 ? meta : UTF8;
    if (t->bad == 0)
        return UTF8;
    if ((header == UTF8 || meta == UTF8) && nearly_utf8(t))
        return UTF8;
    for (int i = 0; i < 2; i++) {
        int c = i == 0 ? header : meta;
        /* A Latin-1 label on bytes that are mostly undefined there, or on
         * another system's letters, is an editor's default. */
        if (c > UTF8 && !(c == WIN1252 && t->undef * 10 > t->high))
            return c;
    }
    if (nearly_utf8(t))
        return UTF8;
    return detect(bytes, len, t);
}

static int from_bom(const unsigned char *s, size_t n, size_t *skip)
{
    if (n >= 3 && s[0] == 0xef && s[1] == 0xbb && s[2] == 0xbf)
        return *skip = 3, UTF8;
    if (n >= 2 && s[0] == 0xff && s[1] == 0xfe)
        return *skip = 2, UTF16LE;
    if (n >= 2 && s[0] == 0xfe && s[1] == 0xff)
        return *skip = 2, UTF16BE;
    return *skip = 0, -1;
}

enum status charset_to_utf8(const char *bytes, size_t len,
                            const char *content_type, struct buf *out,
                            const char **name, struct err *e)
{
    size_t skip;
    int c = from_bom((const unsigned char *)bytes, len, &skip);
    bytes += skip;
    len -= skip;
    const unsigned char *s = (const unsigned char *)bytes;
    bool clean = false; /* nothing in it is to be changed, if it is UTF-8 */
    if (c < 0) {
        struct tally t = take_tally(s, len);
        c = choose(bytes, len, content_type, &t);
        size_t odd = t.control;
        clean = !t.cut_off && t.bad + t.nul_even + t.nul_odd == 0;
        if (c != UTF16LE && c != UTF16BE)
            odd += t.nul_even + t.nul_odd;
        if (odd > 4 && odd * 50 > len)
            return err_set(e, ST_INVALID, "the bytes are not text");
    }
    enum status st = c == UTF8 && clean ? buf_append(out, s, len)
                     : c == UTF8        ? from_utf8(s, len, out)
                     : c == WIN1252     ? from_win1252(s, len, out)
                     : c >= FIRST_ICONV ? from_iconv(c, bytes, len, out)
                                        : from_utf16(s, len, c == UTF16BE, out);
    if (st != ST_OK)
        return err_set(e, st, "the page is too large once decoded");
    *name = charsets[c];
    return ST_OK;
}
