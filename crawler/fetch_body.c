/* fetch_body.c - what came, decoded, and words for what did not. */
#include "fetch.h"
#include "unpack.h"

#include "medel/i18n.h"

#include <string.h>
#include <strings.h>

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

static bool starts_like_text(const struct fetch_result *r)
{
    size_t i = 0;
    while (i < r->body_len && (unsigned char)r->body[i] <= ' ')
        i++;
    return i < r->body_len && r->body[i] == '<';
}

/* It says that it is packed, and is not. Brotli may begin with what is blank
 * in text, but never with '<'. */
static bool is_plain(const struct fetch_result *r, enum coding coding)
{
    if (coding == CODING_BROTLI)
        return r->body_len != 0 && r->body[0] == '<';
    return coding == CODING_NONE || starts_like_text(r);
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
    return r->body_len != 0 ? sink(arg, r->body, r->body_len, e) : ST_OK;
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
