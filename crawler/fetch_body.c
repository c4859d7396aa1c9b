/* fetch_body.c - what came, decoded, and words for what did not. */
#include "fetch.h"
#include "inflate.h"
#include "unpack.h"

#include "medel/i18n.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>

#define SPOOL_PIECE ((size_t)1 << 20) /* whole pages of memory */

const char *fetch_fate_text(enum fetch_fate fate)
{
    switch (fate) {
    case FETCH_ANSWERED:
        return _("answered");
    case FETCH_TIMED_OUT:
        return _("timed out");
    case FETCH_NO_HOST:
        return _("no such host");
    case FETCH_NO_CONNECTION:
        return _("cannot connect");
    case FETCH_TLS:
        return _("certificate or TLS failure");
    case FETCH_CUT_OFF:
        return _("answer cut off");
    case FETCH_BAD_REPLY:
        return _("not an HTTP answer");
    case FETCH_TOO_LONG:
        return _("answer too long");
    case FETCH_NOT_TEXT:
        return _("no page but another kind of file");
    case FETCH_PRIVATE:
        return _("private address; --allow-private permits it");
    case FETCH_NO_ROOM:
        return _("no room on the disk");
    case FETCH_WAIT:
        return _("the server is busy with another request");
    }
    return "";
}

enum coding {
    CODING_NONE,
    CODING_ZLIB,
    CODING_BROTLI,
    CODING_ZSTD,
    CODING_OTHER
};

static enum coding coding_of(const char *s)
{
    static const char *const OTHER[] = {"compress", "x-compress", "dcb", "dcz"};
    if (s == NULL)
        return CODING_NONE;
    /* Several, one inside the other: nobody who means well does that. */
    if (strchr(s, ',') != NULL || strchr(s, '\n') != NULL)
        return CODING_OTHER;
    if (strcasecmp(s, "gzip") == 0 || strcasecmp(s, "x-gzip") == 0 ||
        strcasecmp(s, "deflate") == 0)
        return CODING_ZLIB;
    if (strcasecmp(s, "br") == 0)
        return CODING_BROTLI;
    if (strcasecmp(s, "zstd") == 0)
        return CODING_ZSTD;
    for (size_t i = 0; i < sizeof OTHER / sizeof *OTHER; i++)
        if (strcasecmp(s, OTHER[i]) == 0)
            return CODING_OTHER;
    /* "identity", "none", "utf-8": seen in the wild, and all plain. */
    return CODING_NONE;
}

/* Behind blanks and a byte order mark. */
static const char *first_mark(const char *p, const char *end)
{
    if (end - p >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0)
        p += 3;
    while (p < end && (unsigned char)*p <= ' ')
        p++;
    return p;
}

static bool starts_like_text(const struct fetch_result *r)
{
    const char *end = r->body + r->body_len;
    const char *p = r->body_len != 0 ? first_mark(r->body, end) : end;
    return p < end && *p == '<';
}

/* It says that it is packed, and is not. Brotli may begin with what is blank
 * in text, but never with '<'; only where nothing packed was asked for is more
 * than that guessed. */
static bool is_plain(const struct fetch_result *r, enum coding coding)
{
    if (coding == CODING_BROTLI && !r->plain)
        return r->body_len != 0 && r->body[0] == '<';
    return coding == CODING_NONE || starts_like_text(r);
}

bool fetch_is_mislabelled(const struct fetch_result *r)
{
    enum coding coding = coding_of(r->content_encoding);
    return coding != CODING_NONE && coding != CODING_OTHER &&
           is_plain(r, coding);
}

/* A file's pages are let go behind us: what is mapped counts as memory. */
static enum status give_plain(const struct fetch_result *r,
                              enum status (*sink)(void *arg, const char *bytes,
                                                  size_t len, struct err *e),
                              void *arg, struct err *e)
{
    size_t piece = r->spooled ? SPOOL_PIECE : r->body_len;
    enum status st = ST_OK;
    for (size_t at = 0; st == ST_OK && at < r->body_len; at += piece) {
        size_t n = r->body_len - at < piece ? r->body_len - at : piece;
        st = sink(arg, r->body + at, n, e);
        if (r->spooled)
            (void)madvise((void *)(r->body + at), n, MADV_DONTNEED);
    }
    return st;
}

enum status fetch_decode(const struct fetch_result *r, size_t max,
                         enum status (*sink)(void *arg, const char *bytes,
                                             size_t len, struct err *e),
                         void *arg, struct err *e)
{
    enum coding coding = coding_of(r->content_encoding);
    if (coding == CODING_OTHER)
        return err_set(e, ST_INVALID, _("an encoding that was not asked for"));
    if (!is_plain(r, coding))
        return (coding == CODING_ZLIB ? inflate_bytes
                : coding == CODING_BROTLI
                    ? unpack_brotli
                    : unpack_zstd)(r->body, r->body_len, max, sink, arg, e);
    if (r->body_len > max)
        return err_set(e, ST_LIMIT, _("answer too long"));
    return give_plain(r, sink, arg, e);
}

static enum status to_buffer(void *arg, const char *bytes, size_t len,
                             struct err *e)
{
    enum status st = buf_append(arg, bytes, len);
    return st != ST_OK ? err_set(e, st, _("answer too long")) : ST_OK;
}

enum status fetch_decode_to(const struct fetch_result *r, struct buf *out,
                            struct err *e)
{
    buf_reset(out);
    return fetch_decode(r, out->max, to_buffer, out, e);
}

bool fetch_is_gzip(const struct fetch_result *r)
{
    return coding_of(r->content_encoding) == CODING_ZLIB &&
           inflate_is_gzip(r->body, r->body_len);
}

struct beginning {
    char bytes[256];
    size_t len;
};

static enum status take_beginning(void *arg, const char *bytes, size_t len,
                                  struct err *e)
{
    struct beginning *b = arg;
    (void)e;
    b->len = len < sizeof b->bytes ? len : sizeof b->bytes;
    memcpy(b->bytes, bytes, b->len);
    return ST_LIMIT; /* enough */
}

bool fetch_begins_page(const char *coding, const char *bytes, size_t len)
{
    static const char *const MARKS[] = {"<!doctype html", "<html"};
    struct beginning b = {.len = 0};
    struct err why = ERR_INIT;
    const struct fetch_result r = {
        .content_encoding = coding, .body = bytes, .body_len = len};
    enum status st = fetch_decode(&r, SIZE_MAX, take_beginning, &b, &why);
    const char *end = b.bytes + b.len, *p = first_mark(b.bytes, end);
    for (size_t i = 0; st == ST_LIMIT && i < sizeof MARKS / sizeof *MARKS; i++)
        if ((size_t)(end - p) >= strlen(MARKS[i]) &&
            strncasecmp(p, MARKS[i], strlen(MARKS[i])) == 0)
            return true;
    return false;
}
