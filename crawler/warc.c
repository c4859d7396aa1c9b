/*
 * warc.c - the records; see warc.h.
 *
 * An exchange is packed in memory and written by one write(), at the end of
 * the last whole record: what a full disk or a kill leaves of it is cut off,
 * at once or by the next run.
 */
#include "warc.h"

#include "agent.h"
#include "warc_int.h"

#include "medel/buf.h"
#include "medel/caps.h"
#include "medel/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

#define PROFILES "http://netpreserve.org/warc/1.1/revisit/"
/* Both records of an exchange, packed; zlib adds little to what it cannot
 * pack. */
#define PACKED_MAX ((size_t)2 * CAP_WIRE_BYTES + ((size_t)4 << 20))

struct warc {
    int fd;
    char *path;
    int64_t end; /* of the last whole record */
    struct buf packed;
    struct warc_index *index;
    char info[WARC_ID_BYTES]; /* this run's warcinfo */
};

/* --- small things --------------------------------------------------------- */

/* A random UUID (RFC 9562, version 4). */
static enum status make_id(char out[WARC_ID_BYTES], struct err *e)
{
    unsigned char b[16];
    if (getrandom(b, sizeof b, 0) != (ssize_t)sizeof b)
        return err_sys(e, ST_IO, errno, _("no random numbers"));
    b[6] = (b[6] & 0x0f) | 0x40;
    b[8] = (b[8] & 0x3f) | 0x80;
    for (size_t i = 0, at = 0; i < sizeof b; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            out[at++] = '-';
        at += (size_t)snprintf(out + at, 3, "%02x", b[i]);
    }
    return ST_OK;
}

static void format_date(int64_t seconds, char out[WARC_DATE_BYTES])
{
    time_t t = (time_t)seconds;
    struct tm tm;
    gmtime_r(&t, &tm);
    strftime(out, WARC_DATE_BYTES, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

static void digest_of(const struct warc_bytes *parts, size_t n,
                      char out[static SHA256_HEX_SIZE])
{
    struct sha256 s;
    unsigned char digest[SHA256_BYTES];
    sha256_init(&s);
    for (size_t i = 0; i < n; i++)
        sha256_add(&s, parts[i].p, parts[i].n);
    sha256_end(&s, digest);
    for (size_t i = 0; i < SHA256_BYTES; i++)
        snprintf(out + 2 * i, 3, "%02x", digest[i]);
}

/* --- packing -------------------------------------------------------------- */

static enum status pack_part(z_stream *z, struct buf *out, const void *p,
                             size_t n, int flush)
{
    unsigned char chunk[32768];
    z->next_in = (z_const Bytef *)p;
    z->avail_in = (uInt)n;
    int rc;
    do {
        z->next_out = chunk;
        z->avail_out = sizeof chunk;
        rc = deflate(z, flush);
        enum status st = buf_append(out, chunk, sizeof chunk - z->avail_out);
        if (st != ST_OK)
            return st;
    } while (z->avail_out == 0 || (flush == Z_FINISH && rc != Z_STREAM_END));
    return ST_OK;
}

/* Adds a record, HEAD (without what can be told from the block) and block, to
 * what is to be written. */
static enum status add_record(struct warc *w, struct buf *head,
                              const struct warc_bytes *parts, size_t n,
                              struct err *e)
{
    char digest[SHA256_HEX_SIZE];
    size_t length = 0;
    for (size_t i = 0; i < n; i++)
        length += parts[i].n;
    digest_of(parts, n, digest);
    enum status st = buf_printf(
        head, "WARC-Block-Digest: sha256:%s\r\nContent-Length: %zu\r\n\r\n",
        digest, length);
    z_stream z = {0};
    if (st == ST_OK && deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED,
                                    16 + MAX_WBITS, 8, 0) != Z_OK)
        st = ST_NOMEM;
    if (st == ST_OK)
        st = pack_part(&z, &w->packed, head->data, head->len, Z_NO_FLUSH);
    for (size_t i = 0; st == ST_OK && i < n; i++)
        st = pack_part(&z, &w->packed, parts[i].p, parts[i].n, Z_NO_FLUSH);
    if (st == ST_OK)
        st = pack_part(&z, &w->packed, "\r\n\r\n", 4, Z_FINISH);
    deflateEnd(&z);
    if (st == ST_OK)
        return ST_OK;
    return err_set(e, st, _("%s: a record cannot be packed"), w->path);
}

/* The fields that every record has. */
static enum status begin_head(struct buf *head, const char *type,
                              const char *id, const char *date)
{
    return buf_printf(head,
                      "WARC/1.1\r\nWARC-Type: %s\r\n"
                      "WARC-Record-ID: <urn:uuid:%s>\r\nWARC-Date: %s\r\n",
                      type, id, date);
}

static enum status write_all(struct warc *w, struct err *e)
{
    const char *p = w->packed.data;
    size_t left = w->packed.len;
    int64_t at = w->end;
    while (left != 0) {
        ssize_t n = pwrite(w->fd, p, left, (off_t)at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            int sys = n < 0 ? errno : ENOSPC;
            /* No half record is left behind; where even that fails the next
             * run sees to it. */
            (void)!ftruncate(w->fd, (off_t)w->end);
            return err_sys(e, ST_IO, sys, _("cannot write %s"), w->path);
        }
        p += n;
        at += n;
        left -= (size_t)n;
    }
    w->end = at;
    return ST_OK;
}

/* --- opening and closing -------------------------------------------------- */

static bool is_one_line(const char *s)
{
    for (; *s != '\0'; s++)
        if ((unsigned char)*s < ' ' || *s == 0x7f)
            return false;
    return true;
}

static enum status add_warcinfo(struct warc *w, const char *user_agent,
                                struct err *e)
{
    char date[WARC_DATE_BYTES];
    struct buf head, text;
    const char *slash = strrchr(w->path, '/');
    const char *name = slash != NULL ? slash + 1 : w->path;
    buf_init(&head, 8192);
    buf_init(&text, 8192);
    format_date((int64_t)time(NULL), date);
    enum status st = make_id(w->info, e);
    if (st == ST_OK)
        st = begin_head(&head, "warcinfo", w->info, date);
    if (st == ST_OK)
        st = buf_puts(&head, "Content-Type: application/warc-fields\r\n");
    if (st == ST_OK && is_one_line(name))
        st = buf_printf(&head, "WARC-Filename: %s\r\n", name);
    if (st == ST_OK)
        st = buf_printf(&text,
                        "software: " AGENT_TOKEN "/" MEDEL_VERSION "\r\n"
                        "format: WARC File Format 1.1\r\n"
                        "conformsTo: http://iipc.github.io/warc-specifications/"
                        "specifications/warc-format/warc-1.1/\r\n"
                        "http-header-user-agent: %s\r\n"
                        "robots: classic\r\n",
                        user_agent);
    const struct warc_bytes block = {text.data, text.len};
    if (st == ST_OK)
        st = add_record(w, &head, &block, 1, e);
    if (st == ST_OK)
        st = write_all(w, e);
    buf_free(&head);
    buf_free(&text);
    if (st == ST_OK)
        return ST_OK;
    return err_set(e, st, _("%s: a record cannot be packed"), w->path);
}

static enum status open_file(struct warc *w, struct err *e)
{
    struct stat sb;
    w->fd = open(w->path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (w->fd < 0)
        return err_sys(e, ST_IO, errno, _("cannot write %s"), w->path);
    if (flock(w->fd, LOCK_EX | LOCK_NB) != 0)
        return err_set(e, ST_BUSY, _("%s: another run is writing it"), w->path);
    if (fstat(w->fd, &sb) != 0 || !S_ISREG(sb.st_mode))
        return err_set(e, ST_INVALID, _("%s: is not a file"), w->path);
    enum status st = warc_scan(w->fd, w->path, w->index, &w->end, e);
    if (st == ST_OK && sb.st_size > w->end &&
        ftruncate(w->fd, (off_t)w->end) != 0)
        st = err_sys(e, ST_IO, errno, _("cannot write %s"), w->path);
    return st;
}

enum status warc_open(const char *path, const char *user_agent,
                      struct warc **ret, struct err *e)
{
    struct warc *w = calloc(1, sizeof *w);
    if (w == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    w->fd = -1;
    buf_init(&w->packed, PACKED_MAX);
    w->path = strdup(path);
    w->index = warc_index_new();
    enum status st = w->path != NULL && w->index != NULL
                         ? open_file(w, e)
                         : err_set(e, ST_NOMEM, _("out of memory"));
    if (st == ST_OK)
        st = add_warcinfo(w, user_agent, e);
    if (st == ST_OK)
        *ret = w;
    else
        (void)!warc_close(w, NULL);
    return st;
}

enum status warc_close(struct warc *w, struct err *e)
{
    enum status st = ST_OK;
    if (w == NULL)
        return ST_OK;
    if (w->fd >= 0 && fdatasync(w->fd) != 0 && errno != EINVAL)
        st = err_sys(e, ST_IO, errno, _("cannot write %s"), w->path);
    if (w->fd >= 0 && close(w->fd) != 0 && st == ST_OK)
        st = err_sys(e, ST_IO, errno, _("cannot write %s"), w->path);
    buf_free(&w->packed);
    warc_index_free(w->index);
    free(w->path);
    free(w);
    return st;
}

/* --- exchanges ------------------------------------------------------------ */

/* What the answer becomes. */
struct answer {
    bool revisit, known; /* known: EARLIER is the record that it repeats */
    const char *profile;
    struct warc_seen now, earlier;
};

static void classify(struct warc *w, const struct warc_exchange *x,
                     struct answer *a)
{
    digest_of(&x->body, 1, a->now.digest);
    format_date(x->began, a->now.date);
    a->now.url = x->url;
    a->revisit = a->known = false;
    if (x->status == 304) {
        a->revisit = true;
        a->profile = PROFILES "server-not-modified";
        a->known = warc_index_by_url(w->index, x->url, &a->earlier);
    } else if (x->truncated == NULL && x->body.n != 0 &&
               warc_index_by_digest(w->index, a->now.digest, &a->earlier)) {
        a->revisit = a->known = true;
        a->profile = PROFILES "identical-payload-digest";
    }
}

/* The standard wants WARC-Truncated on a revisit that leaves its payload out;
 * a 304 has none to leave out. */
static enum status put_answer_fields(struct buf *head,
                                     const struct warc_exchange *x,
                                     const struct answer *a)
{
    enum status st = ST_OK;
    const char *truncated = x->truncated;
    if (a->revisit) {
        st = buf_printf(head, "WARC-Profile: %s\r\n", a->profile);
        if (x->status != 304)
            truncated = "length";
    }
    if (st == ST_OK && a->known)
        st = buf_printf(head,
                        "WARC-Refers-To: <urn:uuid:%s>\r\n"
                        "WARC-Refers-To-Target-URI: %s\r\n"
                        "WARC-Refers-To-Date: %s\r\n",
                        a->earlier.id, a->earlier.url, a->earlier.date);
    /* Of a 304 the payload is the one that it says is still right. */
    const char *payload = a->known       ? a->earlier.digest
                          : a->revisit   ? NULL
                          : x->truncated ? NULL
                                         : a->now.digest;
    if (st == ST_OK && payload != NULL)
        st = buf_printf(head, "WARC-Payload-Digest: sha256:%s\r\n", payload);
    if (st == ST_OK && truncated != NULL)
        st = buf_printf(head, "WARC-Truncated: %s\r\n", truncated);
    return st;
}

static enum status put_common_fields(struct warc *w, struct buf *head,
                                     const struct warc_exchange *x,
                                     const char *msgtype)
{
    enum status st = buf_printf(head,
                                "WARC-Target-URI: %s\r\nWARC-Warcinfo-ID: "
                                "<urn:uuid:%s>\r\n",
                                x->url, w->info);
    if (st == ST_OK && *x->address != '\0')
        st = buf_printf(head, "WARC-IP-Address: %s\r\n", x->address);
    if (st == ST_OK)
        st = buf_printf(head, "Content-Type: application/http;msgtype=%s\r\n",
                        msgtype);
    return st;
}

static enum status add_answer(struct warc *w, const struct warc_exchange *x,
                              const struct answer *a, struct err *e)
{
    struct buf head;
    buf_init(&head, 16384);
    enum status st = begin_head(&head, a->revisit ? "revisit" : "response",
                                a->now.id, a->now.date);
    if (st == ST_OK)
        st = put_answer_fields(&head, x, a);
    if (st == ST_OK)
        st = put_common_fields(w, &head, x, "response");
    const struct warc_bytes block[] = {x->head, x->body};
    if (st == ST_OK)
        st = add_record(w, &head, block, a->revisit ? 1 : 2, e);
    buf_free(&head);
    return st;
}

static enum status add_request(struct warc *w, const struct warc_exchange *x,
                               const struct answer *a, struct err *e)
{
    char id[WARC_ID_BYTES];
    struct buf head;
    buf_init(&head, 16384);
    enum status st = make_id(id, e);
    if (st == ST_OK)
        st = begin_head(&head, "request", id, a->now.date);
    if (st == ST_OK)
        st = buf_printf(&head, "WARC-Concurrent-To: <urn:uuid:%s>\r\n",
                        a->now.id);
    if (st == ST_OK)
        st = put_common_fields(w, &head, x, "request");
    if (st == ST_OK)
        st = add_record(w, &head, &x->request, 1, e);
    buf_free(&head);
    return st;
}

enum status warc_add(struct warc *w, const struct warc_exchange *x,
                     struct err *e)
{
    struct answer a;
    buf_reset(&w->packed);
    classify(w, x, &a);
    enum status st = make_id(a.now.id, e);
    if (st == ST_OK)
        st = add_answer(w, x, &a, e);
    if (st == ST_OK && x->request.n != 0)
        st = add_request(w, x, &a, e);
    if (st == ST_OK)
        st = write_all(w, e);
    if (st == ST_OK && !a.revisit && x->truncated == NULL && x->body.n != 0)
        warc_index_add(w->index, &a.now);
    if (st == ST_OK)
        return ST_OK;
    return err_set(e, st, _("%s: a record cannot be packed"), w->path);
}
