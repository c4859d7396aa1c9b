/*
 * serve.c - one request: from its address to the reply.
 *
 * libmicrohttpd gives each connection a thread, so a reply may simply wait
 * (delay, drip); serve_stop() ends all waiting at once.
 */
#include "siteserver.h"

#include <ctype.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

#define MAX_LOCATION 8192

struct request {
    char *uri; /* raw, with query */
    char host[256];
    int64_t began_ms;
    bool announced; /* the first of the two calls is over */
};

/* What a body callback works on; owns its content. */
struct stream {
    struct content *content; /* NULL: made of nothing */
    size_t end;              /* bytes to send before it breaks off */
    long drip_ms;
};

static pthread_mutex_t stop_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t stop_cond = PTHREAD_COND_INITIALIZER;
static bool stopping;
static atomic_ulong tag_counter;

/* --- time ---------------------------------------------------------------- */

static int64_t now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Waits; false when the server is going down. */
static bool pause_ms(long ms)
{
    struct timespec until;
    bool stop;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += ms / 1000;
    until.tv_nsec += ms % 1000 * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    pthread_mutex_lock(&stop_lock);
    while (!stopping &&
           pthread_cond_timedwait(&stop_cond, &stop_lock, &until) == 0)
        ;
    stop = stopping;
    pthread_mutex_unlock(&stop_lock);
    return !stop;
}

void serve_stop(void)
{
    pthread_mutex_lock(&stop_lock);
    stopping = true;
    pthread_cond_broadcast(&stop_cond);
    pthread_mutex_unlock(&stop_lock);
}

/* --- request headers ----------------------------------------------------- */

static const char *header_of(struct MHD_Connection *con, const char *name)
{
    return MHD_lookup_connection_value(con, MHD_HEADER_KIND, name);
}

/* The Host header in lower case, without port and last dot. */
static void host_of(struct MHD_Connection *con, char *out, size_t size)
{
    const char *h = header_of(con, "Host");
    size_t n = h ? strcspn(h, ":") : 0, i;

    if (n > 0 && h[n - 1] == '.')
        n--;
    if (n >= size)
        n = 0;
    for (i = 0; i < n; i++)
        out[i] = (char)tolower((unsigned char)h[i]);
    out[n] = '\0';
}

/* True where LIST, a comma-separated If-None-Match, names TAG. */
static bool etag_listed(const char *list, const char *tag)
{
    size_t n = strlen(tag);

    while (*list) {
        size_t len;

        list += strspn(list, " \t,");
        if (*list == '*')
            return true;
        if (strncmp(list, "W/", 2) == 0)
            list += 2;
        len = strcspn(list, ",");
        while (len > 0 && (list[len - 1] == ' ' || list[len - 1] == '\t'))
            len--;
        if (len == n && memcmp(list, tag, n) == 0)
            return true;
        list += strcspn(list, ",");
    }
    return false;
}

static bool accepts_gzip(struct MHD_Connection *con)
{
    const char *p = header_of(con, "Accept-Encoding");

    while (p && *p) {
        size_t len;

        p += strspn(p, " \t,");
        len = strcspn(p, ",");
        if (len >= 4 && strncasecmp(p, "gzip", 4) == 0) {
            const char *q = p + 4 + strspn(p + 4, " \t");

            return strncasecmp(q, ";q=0", 4) != 0 ||
                   q[4 + strspn(q + 4, ".0")] > '0';
        }
        p += len;
    }
    return false;
}

static bool not_modified(struct MHD_Connection *con, const struct content *c)
{
    const char *tags = header_of(con, "If-None-Match");
    const char *since = header_of(con, "If-Modified-Since");
    time_t t;

    if (tags)
        return etag_listed(tags, c->etag) || etag_listed(tags, c->gzip_etag);
    return since && http_date_parse(since, &t) && c->modified <= t;
}

/* --- bodies -------------------------------------------------------------- */

static void stream_free(void *cls)
{
    struct stream *s = cls;

    content_release(s->content);
    free(s);
}

static ssize_t stream_content(void *cls, uint64_t pos, char *out, size_t max)
{
    struct stream *s = cls;
    size_t n;

    if (pos >= s->end)
        return s->end < s->content->len ? MHD_CONTENT_READER_END_WITH_ERROR
                                        : MHD_CONTENT_READER_END_OF_STREAM;
    n = s->end - (size_t)pos;
    if (s->drip_ms > 0) {
        if (!pause_ms(s->drip_ms))
            return MHD_CONTENT_READER_END_WITH_ERROR;
        n = 1;
    }
    if (n > max)
        n = max;
    memcpy(out, s->content->data + pos, n);
    return (ssize_t)n;
}

static ssize_t stream_endless(void *cls, uint64_t pos, char *out, size_t max)
{
    static const char line[] = "<p>Det finns mer att l&auml;sa.</p>\n";
    size_t i;

    (void)cls;
    if (!pause_ms(0))
        return MHD_CONTENT_READER_END_WITH_ERROR;
    for (i = 0; i < max; i++)
        out[i] = line[(pos + i) % (sizeof line - 1)];
    return (ssize_t)max;
}

/* Takes over the reference C (which may be NULL). */
static struct MHD_Response *respond_stream(struct content *c, uint64_t size,
                                           size_t end, long drip_ms,
                                           MHD_ContentReaderCallback fn)
{
    struct stream *s = calloc(1, sizeof *s);
    struct MHD_Response *r = NULL;

    if (s) {
        s->content = c;
        s->end = end;
        s->drip_ms = drip_ms;
        r = MHD_create_response_from_callback(size, 16384, fn, s, stream_free);
        if (!r)
            free(s);
    }
    if (!r)
        content_release(c);
    return r;
}

/* A file cut short, or a byte at a time. Takes over C. */
static struct MHD_Response *respond_part(struct content *c,
                                         const struct fault *f)
{
    bool cut = f->body == FAULT_TRUNCATE;
    size_t end = c->len;

    if (cut && (size_t)f->size < end)
        end = (size_t)f->size;
    return respond_stream(c, c->len, end, cut ? 0 : f->size, stream_content);
}

static void release_content(void *cls)
{
    content_release(cls);
}

static struct MHD_Response *respond_text(const char *text)
{
    return MHD_create_response_from_buffer(strlen(text), (void *)text,
                                           MHD_RESPMEM_MUST_COPY);
}

/* The same noise each time, so that a failing test can be repeated. */
static struct MHD_Response *respond_garbage(void)
{
    unsigned char noise[4096];
    uint32_t x = 2463534242u;
    size_t i;

    for (i = 0; i < sizeof noise; i++) {
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
        noise[i] = (unsigned char)(x >> 11);
    }
    return MHD_create_response_from_buffer(sizeof noise, noise,
                                           MHD_RESPMEM_MUST_COPY);
}

static struct MHD_Response *respond_bomb(long mib)
{
    static unsigned char zeros[1 << 20];
    size_t room = (size_t)mib * 2048 + 4096;
    unsigned char *out = malloc(room);
    struct MHD_Response *r;
    z_stream z;

    memset(&z, 0, sizeof z);
    if (!out || deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9,
                             Z_DEFAULT_STRATEGY) != Z_OK) {
        free(out);
        return NULL;
    }
    z.next_out = out;
    z.avail_out = (uInt)room;
    for (; mib > 0; mib--) {
        z.next_in = zeros;
        z.avail_in = sizeof zeros;
        deflate(&z, Z_NO_FLUSH);
    }
    deflate(&z, Z_FINISH);
    r = MHD_create_response_from_buffer(z.total_out, out,
                                        MHD_RESPMEM_MUST_FREE);
    deflateEnd(&z);
    return r;
}

/* --- replies ------------------------------------------------------------- */

static void add(struct MHD_Response *r, const char *name, const char *value)
{
    if (r && value)
        MHD_add_response_header(r, name, value);
}

static void add_type(struct MHD_Response *r, const char *type,
                     const struct fault *f)
{
    char value[512];

    if (f && f->type)
        type = f->type;
    if (f && f->charset) {
        snprintf(value, sizeof value, "%s; charset=%s", type, f->charset);
        type = value;
    }
    add(r, "Content-Type", type);
}

static void add_validators(struct MHD_Response *r, const struct content *c,
                           const char *tag, const struct fault *f)
{
    char value[128];

    if (f && f->no_validators)
        return;
    if (f && f->etag_new) {
        snprintf(value, sizeof value, "\"new-%lu\"",
                 atomic_fetch_add(&tag_counter, 1));
        tag = value;
    }
    add(r, "ETag", tag);
    if (!f || !f->etag_new) {
        char date[HTTP_DATE_SIZE];

        http_date_format(c->modified, date);
        add(r, "Last-Modified", date);
    }
}

/* A short page that says what STATUS means. */
static struct MHD_Response *reply_error(unsigned status, const struct fault *f)
{
    const char *phrase = MHD_get_reason_phrase_for(status);
    struct MHD_Response *r;
    char page[512];

    snprintf(page, sizeof page,
             "<!DOCTYPE html>\n<html lang=\"en\"><head><title>%u %s</title>"
             "</head><body><h1>%s</h1></body></html>\n",
             status, phrase, phrase);
    r = respond_text(page);
    add_type(r, "text/html", f);
    return r;
}

static struct MHD_Response *reply_redirect(const char *location)
{
    struct MHD_Response *r = respond_text("");

    add(r, "Location", location);
    return r;
}

/* A file as it is, packed where the client takes that. Takes over C. */
static struct MHD_Response *reply_file(struct MHD_Connection *con,
                                       struct content *c, const struct fault *f,
                                       unsigned *status)
{
    bool gzip = c->gzip && accepts_gzip(con);
    bool fixed = f && (f->etag_new || f->no_validators);
    struct MHD_Response *r;

    if (!fixed && not_modified(con, c)) {
        *status = MHD_HTTP_NOT_MODIFIED;
        r = respond_text("");
        add_validators(r, c, gzip ? c->gzip_etag : c->etag, f);
        add(r, "Vary", "Accept-Encoding");
        content_release(c);
        return r;
    }
    r = MHD_create_response_from_buffer_with_free_callback_cls(
        gzip ? c->gzip_len : c->len, gzip ? c->gzip : c->data, release_content,
        c);
    if (!r) {
        content_release(c);
        return NULL;
    }
    add_type(r, c->type, f);
    add_validators(r, c, gzip ? c->gzip_etag : c->etag, f);
    add(r, "Vary", "Accept-Encoding");
    if (gzip)
        add(r, "Content-Encoding", "gzip");
    return r;
}

/* A body that F spoils. Takes over C, which is NULL where there is no file
 * (never for truncate and drip). */
static struct MHD_Response *reply_spoilt(struct content *c,
                                         const struct fault *f)
{
    const char *type = c ? c->type : "text/html";
    struct MHD_Response *r = NULL;

    switch (f->body) {
    case FAULT_TRUNCATE:
    case FAULT_DRIP:
        r = respond_part(c, f);
        c = NULL;
        break;
    case FAULT_ENDLESS:
        r = respond_stream(NULL, MHD_SIZE_UNKNOWN, 0, 0, stream_endless);
        break;
    case FAULT_EMPTY:
        r = respond_text("");
        break;
    case FAULT_GARBAGE:
    case FAULT_BAD_GZIP:
        r = respond_garbage();
        break;
    case FAULT_BOMB:
        r = respond_bomb(f->size);
        break;
    case FAULT_BODY_NONE:
    case FAULT_RESET:
        break;
    }
    add_type(r, type, f);
    if (f->body == FAULT_BAD_GZIP || f->body == FAULT_BOMB)
        add(r, "Content-Encoding", "gzip");
    content_release(c);
    return r;
}

static struct MHD_Response *reply_page(struct MHD_Connection *con,
                                       const struct request *q,
                                       const struct fault *f, unsigned *status)
{
    char path[MAX_LOCATION];
    size_t n = strcspn(q->uri, "?");
    struct content *c = NULL;
    enum lookup found = LOOKUP_BAD;

    if (n + 2 < sizeof path) {
        memcpy(path, q->uri, n);
        path[n] = '\0';
        found = content_find(q->host, path, &c);
    }
    if (f && f->body != FAULT_BODY_NONE &&
        (c || (f->body != FAULT_TRUNCATE && f->body != FAULT_DRIP))) {
        *status = f->status ? f->status : MHD_HTTP_OK;
        return reply_spoilt(c, f);
    }
    if (f && f->status && f->status != MHD_HTTP_OK) {
        content_release(c);
        *status = f->status;
        return reply_error(*status, f);
    }
    switch (found) {
    case LOOKUP_FILE:
        *status = MHD_HTTP_OK;
        return reply_file(con, c, f, status);
    case LOOKUP_FOLDER:
        snprintf(path + n, sizeof path - n, "/%.*s", (int)(sizeof path - n - 2),
                 q->uri + n);
        *status = MHD_HTTP_MOVED_PERMANENTLY;
        return reply_redirect(path);
    case LOOKUP_NONE:
        *status = MHD_HTTP_NOT_FOUND;
        return reply_error(*status, f);
    case LOOKUP_BAD:
        break;
    }
    *status = MHD_HTTP_BAD_REQUEST;
    return reply_error(*status, f);
}

static struct MHD_Response *reply(struct MHD_Connection *con,
                                  const struct request *q, const char *method,
                                  const struct fault *f, unsigned *status)
{
    struct MHD_Response *r;

    if (f && f->location) {
        *status = f->status ? f->status : MHD_HTTP_FOUND;
        r = reply_redirect(*f->location ? f->location : q->uri);
    } else if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0) {
        *status = MHD_HTTP_METHOD_NOT_ALLOWED;
        r = reply_error(*status, f);
        add(r, "Allow", "GET, HEAD");
    } else {
        r = reply_page(con, q, f, status);
    }
    if (f) {
        add(r, "Retry-After", f->retry_after);
        if (f->header_name)
            add(r, f->header_name, f->header_value);
    }
    return r;
}

/* --- libmicrohttpd's callbacks ------------------------------------------- */

void *serve_begin(void *cls, const char *uri, struct MHD_Connection *con)
{
    struct request *q = calloc(1, sizeof *q);

    (void)cls;
    (void)con;
    if (q) {
        q->began_ms = now_ms();
        q->uri = strdup(uri);
    }
    return q;
}

static void log_request(struct MHD_Connection *con, const struct request *q,
                        const char *method, unsigned status)
{
    struct log_entry e = {
        .began_ms = q->began_ms,
        .replied_ms = now_ms(),
        .method = method,
        .host = q->host,
        .uri = q->uri,
        .status = status,
        .user_agent = header_of(con, "User-Agent"),
        .if_none_match = header_of(con, "If-None-Match"),
        .if_modified_since = header_of(con, "If-Modified-Since"),
    };

    log_write(&e);
}

enum MHD_Result serve_request(void *cls, struct MHD_Connection *con,
                              const char *url, const char *method,
                              const char *version, const char *upload,
                              size_t *upload_size, void **request)
{
    struct request *q = *request;
    struct MHD_Response *r = NULL;
    struct fault_set *set;
    const struct fault *f;
    enum MHD_Result ret = MHD_NO;
    unsigned status = 0;

    (void)cls;
    (void)url;
    (void)version;
    (void)upload;
    if (!q || !q->uri)
        return MHD_NO;
    if (!q->announced) { /* the headers are there, a body may follow */
        q->announced = true;
        return MHD_YES;
    }
    if (*upload_size > 0) {
        *upload_size = 0;
        return MHD_YES;
    }
    host_of(con, q->host, sizeof q->host);
    f = fault_find(q->host, q->uri, &set);
    if ((!f || f->delay_ms == 0 || pause_ms(f->delay_ms)) &&
        (!f || f->body != FAULT_RESET))
        r = reply(con, q, method, f, &status);
    log_request(con, q, method, r ? status : 0);
    if (r) {
        ret = MHD_queue_response(con, status, r);
        MHD_destroy_response(r);
    }
    fault_done(set);
    return ret;
}

void serve_end(void *cls, struct MHD_Connection *con, void **request,
               enum MHD_RequestTerminationCode why)
{
    struct request *q = *request;

    (void)cls;
    (void)con;
    (void)why;
    if (q)
        free(q->uri);
    free(q);
    *request = NULL;
}
