/* warc_scan.c - see warc_int.h. */
#include "warc_int.h"

#include "medel/i18n.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#include <zlib.h>

#define HEAD_MAX 8192 /* of a record: longer ones are not ours to refer to */

struct scan {
    int fd;
    const char *path;
    z_stream z;
    unsigned char in[65536];
    int64_t read; /* bytes of the file so far */
    char head[HEAD_MAX + 1];
    size_t head_len;
    bool at_end;
};

static enum status fill(struct scan *s, struct err *e)
{
    ssize_t n;
    do
        n = read(s->fd, s->in, sizeof s->in);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        return err_sys(e, ST_IO, errno, _("cannot read %s"), s->path);
    s->at_end = n == 0;
    s->read += n;
    s->z.next_in = s->in;
    s->z.avail_in = (uInt)n;
    return ST_OK;
}

/* The value of a field in the record's head, copied; false where it is not
 * there or does not fit. */
static bool field(const char *head, const char *name, char *out, size_t size)
{
    size_t len = strlen(name);
    for (const char *p = head; (p = strchr(p, '\n')) != NULL;) {
        p++;
        if (strncasecmp(p, name, len) != 0 || p[len] != ':')
            continue;
        p += len + 1;
        p += strspn(p, " \t");
        size_t n = strcspn(p, "\r\n");
        if (n >= size)
            return false;
        memcpy(out, p, n);
        out[n] = '\0';
        return true;
    }
    return false;
}

static bool read_uuid(const char *text, char out[WARC_ID_BYTES])
{
    static const char BEFORE[] = "<urn:uuid:";
    size_t n = sizeof BEFORE - 1;
    if (strncmp(text, BEFORE, n) != 0 ||
        strlen(text) != n + WARC_ID_BYTES - 1 + 1)
        return false;
    memcpy(out, text + n, WARC_ID_BYTES - 1);
    out[WARC_ID_BYTES - 1] = '\0';
    return true;
}

/* A whole record: where it is a whole response, it can be referred to. */
static void take_record(struct scan *s, struct warc_index *x)
{
    struct warc_seen seen;
    char text[256], url[4096];
    s->head[s->head_len] = '\0';
    char *end = strstr(s->head, "\r\n\r\n");
    if (end == NULL)
        return;
    *end = '\0';
    if (!field(s->head, "WARC-Type", text, sizeof text) ||
        strcmp(text, "response") != 0 ||
        field(s->head, "WARC-Truncated", text, sizeof text) ||
        !field(s->head, "WARC-Payload-Digest", text, sizeof text) ||
        strncmp(text, "sha256:", 7) != 0 ||
        strlen(text + 7) != SHA256_HEX_SIZE - 1)
        return;
    memcpy(seen.digest, text + 7, SHA256_HEX_SIZE);
    if (!field(s->head, "WARC-Date", seen.date, sizeof seen.date) ||
        !field(s->head, "WARC-Target-URI", url, sizeof url) ||
        !field(s->head, "WARC-Record-ID", text, sizeof text) ||
        !read_uuid(text, seen.id))
        return;
    seen.url = url;
    warc_index_add(x, &seen);
}

static void keep_head(struct scan *s, const unsigned char *p, size_t n)
{
    size_t room = HEAD_MAX - s->head_len;
    if (n > room)
        n = room;
    memcpy(s->head + s->head_len, p, n);
    s->head_len += n;
}

/* One gzip member. *whole is false where the file ends before it does. */
static enum status scan_member(struct scan *s, bool *whole, struct err *e)
{
    unsigned char out[65536];
    *whole = false;
    s->head_len = 0;
    for (;;) {
        if (s->z.avail_in == 0) {
            enum status st = fill(s, e);
            if (st != ST_OK || s->at_end)
                return st;
        }
        s->z.next_out = out;
        s->z.avail_out = sizeof out;
        int rc = inflate(&s->z, Z_NO_FLUSH);
        keep_head(s, out, sizeof out - s->z.avail_out);
        if (rc == Z_STREAM_END) {
            *whole = true;
            return ST_OK;
        }
        if (rc != Z_OK && rc != Z_BUF_ERROR)
            return err_set(e, rc == Z_MEM_ERROR ? ST_NOMEM : ST_INVALID,
                           _("%s: no gzipped WARC file, or damaged before byte "
                             "%lld; name another file"),
                           s->path, (long long)(s->read - s->z.avail_in));
    }
}

static enum status check_first(const struct scan *s, bool whole, struct err *e)
{
    static const char BEGIN[] = "WARC/1.";
    size_t n = sizeof BEGIN - 1;
    if (s->head_len < n && !whole)
        n = s->head_len;
    if (s->head_len >= n && memcmp(s->head, BEGIN, n) == 0)
        return ST_OK;
    return err_set(e, ST_INVALID,
                   _("%s: a gzip file, but no WARC; name another file"),
                   s->path);
}

enum status warc_scan(int fd, const char *path, struct warc_index *x,
                      int64_t *end, struct err *e)
{
    struct scan s = {.fd = fd, .path = path};
    enum status st = ST_OK;
    bool whole = true;
    *end = 0;
    if (inflateInit2(&s.z, 16 + MAX_WBITS) != Z_OK)
        return err_set(e, ST_NOMEM, _("out of memory"));
    while (st == ST_OK && whole) {
        st = scan_member(&s, &whole, e);
        /* A first record that is cut off must show what it is, before the
         * file is taken for one of ours and emptied. */
        if (st == ST_OK && *end == 0 && (whole || s.read != 0))
            st = check_first(&s, whole, e);
        if (st != ST_OK || !whole)
            break;
        *end = s.read - s.z.avail_in;
        take_record(&s, x);
        if (inflateReset(&s.z) != Z_OK)
            st = err_set(e, ST_BUG, "inflateReset");
    }
    inflateEnd(&s.z);
    return st;
}
