/* mime.c - see mime.h. */
#include "mime.h"

#include "medel/hash.h"
#include "medel/i18n.h"
#include "medel/term.h"
#include "medel/utf8.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define LINE_MAX_BYTES 76     /* RFC 2045, section 6.7 (5) */
#define WORD_MAX_BYTES 75     /* RFC 2047, section 2 */
#define HEADER_MAX_BYTES 78   /* RFC 5322, section 2.1.1 */
#define ADDRESS_MAX_BYTES 320 /* RFC 5321: 64 and 255, and the "@" */

/* --- headers ------------------------------------------------------------- */

static bool is_ascii(const char *s)
{
    for (; *s != '\0'; s++)
        if ((unsigned char)*s >= 0x80)
            return false;
    return true;
}

static bool is_control(char c)
{
    return (unsigned char)c < 0x20 || c == 0x7f;
}

/* What may stand for itself in an encoded word anywhere: RFC 2047, section 5
 * (3). */
static bool is_plain_in_word(char c)
{
    return isalnum((unsigned char)c) || strchr("!*+-/", c) != NULL;
}

/* Bytes of the character at S; at least 1. */
static size_t character(const char *s)
{
    size_t n = 1;
    while (n < 4 && ((unsigned char)s[n] & 0xc0) == 0x80)
        n++;
    return n;
}

/* "Q" encoding of the N bytes at S: at most 3 bytes each. */
static size_t encode_q(char *out, const char *s, size_t n)
{
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        char c = is_control(s[i]) ? ' ' : s[i];
        if (c == ' ')
            out[used++] = '_';
        else if (is_plain_in_word(c))
            out[used++] = c;
        else
            used += (size_t)snprintf(out + used, 4, "=%02X", (unsigned char)c);
    }
    out[used] = '\0';
    return used;
}

/* The text as encoded words, a line each, behind COLUMN bytes of the line. */
static enum status encoded_words(struct buf *out, const char *text,
                                 size_t column)
{
    static const char begin[] = "=?UTF-8?Q?", end[] = "?=";
    size_t frame = strlen(begin) + strlen(end);
    enum status st = buf_puts(out, begin);
    size_t used = frame, room = HEADER_MAX_BYTES - column;
    if (room > WORD_MAX_BYTES)
        room = WORD_MAX_BYTES;
    while (*text != '\0' && st == ST_OK) {
        char code[16];
        size_t n = character(text);
        size_t len = encode_q(code, text, n);
        if (used + len > room) { /* never within a character */
            st = buf_printf(out, "%s\n %s", end, begin);
            used = frame;
            room = WORD_MAX_BYTES;
        }
        if (st == ST_OK)
            st = buf_append(out, code, len);
        used += len;
        text += n;
    }
    return st == ST_OK ? buf_puts(out, end) : st;
}

/* ASCII words, folded at blanks. */
static enum status folded(struct buf *out, const char *text, size_t column)
{
    enum status st = ST_OK;
    while (*text != '\0' && st == ST_OK) {
        size_t n = strcspn(text, " ");
        size_t blanks = strspn(text + n, " ");
        st = buf_append(out, text, n);
        column += n;
        text += n + blanks;
        if (*text == '\0' || st != ST_OK)
            break;
        if (column + 1 + strcspn(text, " ") > HEADER_MAX_BYTES) {
            st = buf_puts(out, "\n ");
            column = 1;
        } else {
            st = buf_putc(out, ' ');
            column++;
        }
    }
    return st;
}

/* Whether TEXT can stand as it is: ASCII, nothing that looks like an encoded
 * word, no word too long for a line. */
static bool is_plain(const char *text)
{
    size_t word = 0;
    for (const char *p = text; *p != '\0'; p++) {
        word = *p == ' ' ? 0 : word + 1;
        if (is_control(*p) || word > HEADER_MAX_BYTES - 20)
            return false;
    }
    return is_ascii(text) && strstr(text, "=?") == NULL && text[0] != ' ';
}

/* A blank for each character that could steer who shows it: a mail program
 * decodes the words that an encoding hides from a terminal. */
static enum status blanked(struct buf *out, const char *text)
{
    enum status st = ST_OK;
    while (*text != '\0' && st == ST_OK) {
        size_t control = term_control(text);
        st = buf_putc(out, control != 0 ? ' ' : *text);
        text += control != 0 ? control : 1;
    }
    return st;
}

enum status mime_header(struct buf *out, const char *name, const char *text)
{
    size_t column = strlen(name) + 2;
    struct buf calm;
    buf_init(&calm, out->max);
    enum status st = blanked(&calm, text);
    if (st == ST_OK)
        st = buf_printf(out, "%s: ", name);
    if (st == ST_OK)
        st = is_plain(text) ? folded(out, text, column)
                            : encoded_words(out, calm.data, column);
    buf_free(&calm);
    return st == ST_OK ? buf_putc(out, '\n') : st;
}

/* --- addresses ----------------------------------------------------------- */

/* atext and the dot: RFC 5322, section 3.2.3. */
static bool is_address_sign(char c)
{
    return isalnum((unsigned char)c) ||
           (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~.", c) != NULL);
}

static bool is_dotted(const char *s, size_t n)
{
    if (n == 0 || s[0] == '.' || s[n - 1] == '.')
        return false;
    for (size_t i = 0; i < n; i++)
        if (!is_address_sign(s[i]) || (s[i] == '.' && s[i + 1] == '.'))
            return false;
    return true;
}

/* The parts of "Name <user@host>": the name (may be empty), the address. */
struct mailbox {
    const char *name, *address;
    size_t name_len, len;
};

static bool split(const char *text, struct mailbox *m)
{
    const char *open = strrchr(text, '<');
    size_t n = strlen(text);
    *m = (struct mailbox){.name = text, .address = text, .len = n};
    if (open != NULL) {
        if (text[n - 1] != '>')
            return false;
        m->name_len = (size_t)(open - text);
        while (m->name_len > 0 && text[m->name_len - 1] == ' ')
            m->name_len--;
        m->address = open + 1;
        m->len = n - (size_t)(open + 1 - text) - 1;
    }
    const char *at = memchr(m->address, '@', m->len);
    if (at == NULL || m->len > ADDRESS_MAX_BYTES)
        return false;
    size_t local = (size_t)(at - m->address);
    return is_dotted(m->address, local) &&
           is_dotted(at + 1, m->len - local - 1);
}

enum status mime_check_address(const char *address, struct err *e)
{
    struct mailbox m;
    bool ok = address[0] != '\0' && utf8_valid(address, strlen(address));
    for (const char *p = address; *p != '\0'; p++)
        ok = ok && !is_control(*p);
    if (!ok || !split(address, &m))
        return err_set(e, ST_INVALID,
                       _("'%.100s' is no e-mail address, as "
                         "'Eva <eva@example.org>'"),
                       address);
    return ST_OK;
}

/* The name as a quoted string or encoded words, each on a line of its own
 * behind the header's name, so that none gets too long. */
static enum status mailbox(struct buf *out, const char *text, struct err *e)
{
    struct mailbox m;
    enum status st = mime_check_address(text, e);
    if (st != ST_OK)
        return st;
    if (!split(text, &m) || m.name_len == 0)
        return buf_append(out, m.address, m.len);
    char name[256];
    snprintf(name, sizeof name, "%.*s",
             (int)utf8_clip(m.name, m.name_len, sizeof name - 1), m.name);
    if (is_plain(name) && strlen(name) < 60) {
        st = buf_putc(out, '"');
        for (const char *p = name; *p != '\0' && st == ST_OK; p++) {
            if (*p == '"')
                continue; /* "Eva" was quoted already */
            st = *p == '\\' ? buf_puts(out, "\\\\") : buf_putc(out, *p);
        }
        if (st == ST_OK)
            st = buf_putc(out, '"');
    } else {
        st = encoded_words(out, name, 10);
    }
    bool fits = is_plain(name) && strlen(name) + m.len < 60;
    return st == ST_OK ? buf_printf(out, "%s<%.*s>", fits ? " " : "\n ",
                                    (int)m.len, m.address)
                       : st;
}

static enum status mailboxes(struct buf *out, const char *header,
                             const char *const *all, size_t n, struct err *e)
{
    enum status st = buf_printf(out, "%s: ", header);
    for (size_t i = 0; i < n && st == ST_OK; i++) {
        if (i > 0)
            st = buf_puts(out, ",\n ");
        if (st == ST_OK)
            st = mailbox(out, all[i], e);
    }
    return st == ST_OK ? buf_putc(out, '\n') : st;
}

/* --- bodies -------------------------------------------------------------- */

/* Whether the first of LEFT bytes, at COLUMN of a line, stands for itself:
 * not a blank at the end, nor what a mail program could take for the end or
 * the beginning of a message (RFC 2049, section 3). */
static bool is_plain_in_line(const char *s, size_t left, size_t column)
{
    if (column == 0 && (*s == '.' || (left >= 5 && memcmp(s, "From ", 5) == 0)))
        return false;
    if (*s == ' ' || *s == '\t')
        return left > 1;
    return *s > ' ' && *s < 0x7f && *s != '=';
}

/* One line of N bytes. */
static enum status quoted_line(struct buf *out, const char *s, size_t n)
{
    size_t column = 0, i = 0;
    enum status st = ST_OK;
    while (i < n && st == ST_OK) {
        char code[4] = {s[i], '\0'};
        if (!is_plain_in_line(s + i, n - i, column))
            snprintf(code, sizeof code, "=%02X", (unsigned char)s[i]);
        size_t len = strlen(code);
        if (column + len >= LINE_MAX_BYTES) {
            st = buf_puts(out, "=\n");
            column = 0; /* what begins a line is looked at again */
            continue;
        }
        st = buf_append(out, code, len);
        column += len;
        i++;
    }
    return st == ST_OK ? buf_putc(out, '\n') : st;
}

enum status mime_quoted(struct buf *out, const char *text)
{
    enum status st = ST_OK;
    while (*text != '\0' && st == ST_OK) {
        size_t n = strcspn(text, "\n");
        st = quoted_line(out, text, n);
        text += n + (text[n] == '\n');
    }
    return st;
}

static enum status part(struct buf *out, const char *boundary, const char *type,
                        const char *text)
{
    enum status st = buf_printf(out,
                                "--%s\n"
                                "Content-Type: %s; charset=utf-8\n"
                                "Content-Transfer-Encoding: "
                                "quoted-printable\n\n",
                                boundary, type);
    return st == ST_OK ? mime_quoted(out, text) : st;
}

/* --- the message --------------------------------------------------------- */

/* RFC 5322, section 3.3: names of days and months are English there. */
static enum status date_header(struct buf *out, int64_t at)
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed",
                                       "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr",
                                         "May", "Jun", "Jul", "Aug",
                                         "Sep", "Oct", "Nov", "Dec"};
    time_t t = (time_t)at;
    struct tm tm;
    if (gmtime_r(&t, &tm) == NULL)
        return ST_INVALID;
    return buf_printf(out, "Date: %s, %d %s %04d %02d:%02d:%02d +0000\n",
                      days[tm.tm_wday], tm.tm_mday, months[tm.tm_mon],
                      tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

static enum status headers(struct buf *out, const struct mime_message *m,
                           const char *hash, struct err *e)
{
    struct mailbox from;
    enum status st = mailboxes(out, "From", &m->from, 1, e);
    if (st == ST_OK)
        st = mailboxes(out, "To", m->to, m->n_to, e);
    if (st == ST_OK)
        st = mime_header(out, "Subject", m->subject);
    if (st == ST_OK)
        st = date_header(out, m->date);
    if (st == ST_OK && split(m->from, &from)) {
        const char *host = memchr(from.address, '@', from.len);
        st = buf_printf(out, "Message-ID: <%.40s.%.12s%.*s>\n", m->id, hash,
                        (int)(from.address + from.len - host), host);
    }
    if (st == ST_OK)
        /* RFC 3834: no automatic answers, please. */
        st = buf_printf(out,
                        "Auto-Submitted: auto-generated\n"
                        "Content-Language: %s\n"
                        "MIME-Version: 1.0\n",
                        m->language);
    return st;
}

enum status mime_write(struct buf *out, const struct mime_message *m,
                       struct err *e)
{
    char hash[SHA256_HEX_SIZE], boundary[40];
    size_t before = out->len;
    sha256_hex(m->text, strlen(m->text), hash);
    /* "=_" is in no quoted-printable text: RFC 2045, section 6.7. */
    snprintf(boundary, sizeof boundary, "=_medel_%.24s", hash);
    enum status st = headers(out, m, hash, e);
    if (st == ST_OK)
        st = buf_printf(out,
                        "Content-Type: multipart/alternative;\n"
                        " boundary=\"%s\"\n\n",
                        boundary);
    if (st == ST_OK)
        st = part(out, boundary, "text/plain", m->text);
    if (st == ST_OK)
        st = part(out, boundary, "text/html", m->html);
    if (st == ST_OK)
        st = buf_printf(out, "--%s--\n", boundary);
    if (st != ST_OK && out->len > before) { /* no half of a message */
        out->len = before;
        out->data[before] = '\0';
    }
    return st;
}
