/*
 * serve.c - one request: from its address to the reply.
 *
 * libmicrohttpd gives each connection a thread, so a reply may simply wait
 * (delay, drip); serve_stop() ends all waiting at once.
 */
#include "siteserver.h"

#include <ctype.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#define MAX_LOCATION 8192

struct request {
    char *uri; /* raw, with query */
    char host[256];
    int64_t began_ms;
    bool announced; /* the first of the two calls is over */
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

bool serve_pause(long ms)
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
    r = body_text(page);
    add_type(r, "text/html", f);
    return r;
}

static struct MHD_Response *reply_redirect(const char *location)
{
    struct MHD_Response *r = body_text("");

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
    bool same = !fixed && not_modified(con, c);
    struct MHD_Response *r;

    if (f && f->stale)
        same = header_of(con, "If-None-Match") != NULL ||
               header_of(con, "If-Modified-Since") != NULL;
    if (same) {
        *status = MHD_HTTP_NOT_MODIFIED;
        r = body_text("");
        add_validators(r, c, gzip ? c->gzip_etag : c->etag, f);
        add(r, "Vary", "Accept-Encoding");
        content_release(c);
        return r;
    }
    r = body_content(c, gzip);
    if (!r)
        return NULL;
    add_type(r, c->type, f);
    add_validators(r, c, gzip ? c->gzip_etag : c->etag, f);
    add(r, "Vary", "Accept-Encoding");
    if (gzip)
        add(r, "Content-Encoding", "gzip");
    return r;
}

/* A body that F spoils. Takes over C, which is NULL where there is no file
 * (never for truncate and drip). */
static struct MHD_Response *reply_spoilt(struct content *c, const char *uri,
                                         const struct fault *f)
{
    const char *type = c ? c->type : "text/html";
    struct MHD_Response *r = NULL;

    switch (f->body) {
    case FAULT_TRUNCATE:
    case FAULT_DRIP:
        r = body_part(c, f);
        c = NULL;
        break;
    case FAULT_ENDLESS:
        r = body_endless();
        break;
    case FAULT_EMPTY:
        r = body_text("");
        break;
    case FAULT_GARBAGE:
    case FAULT_BAD_GZIP:
        r = body_garbage();
        break;
    case FAULT_BOMB:
        r = body_bomb(f->size);
        break;
    case FAULT_TRAP:
        r = body_trap(uri);
        break;
    case FAULT_BODY_NONE:
    case FAULT_RESET:
    case FAULT_RAW:
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
        return reply_spoilt(c, q->uri, f);
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

/* All of C's bytes onto the connection, past libmicrohttpd; the status that
 * they begin with, 0 where they begin with none. Takes over C. */
static unsigned send_raw(struct MHD_Connection *con, struct content *c)
{
    int fd = MHD_get_connection_info(con, MHD_CONNECTION_INFO_CONNECTION_FD)
                 ->connect_fd;
    struct pollfd ready = {.fd = fd, .events = POLLOUT};
    size_t at = 0;
    unsigned status = 0;

    while (at < c->len) {
        ssize_t n = send(fd, c->data + at, c->len - at, MSG_NOSIGNAL);

        if (n > 0)
            at += (size_t)n;
        else if (errno != EAGAIN || poll(&ready, 1, 10000) <= 0)
            break;
    }
    if (c->len > 12 && memcmp(c->data, "HTTP/1.", 7) == 0)
        status = (unsigned)strtoul((const char *)c->data + 9, NULL, 10);
    content_release(c);
    return status;
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
    if (!f || f->delay_ms == 0 || serve_pause(f->delay_ms)) {
        struct content *c = NULL;

        if (!f || (f->body != FAULT_RESET && f->body != FAULT_RAW))
            r = reply(con, q, method, f, &status);
        else if (f->body == FAULT_RAW &&
                 content_find(q->host, f->raw, &c) == LOOKUP_FILE)
            status = send_raw(con, c);
    }
    log_request(con, q, method, status);
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
