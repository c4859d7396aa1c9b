/*
 * fetch.c - libcurl's handles and requests; see fetch.h. What is looked at
 * while an answer comes is in fetch_hooks.c, and waited for in fetch_events.c.
 *
 * What Debian 12's libcurl 7.88 gets wrong is guarded against here:
 *  - HTTP/2 bodies cut off by GOAWAY are reported as complete (fixed in 8.0):
 *    HTTP/1.1 below that.
 *  - Removing a handle can wait for the name resolver: QUICK_EXIT.
 */
#include "fetch_int.h"

#include "unpack.h"

#include "medel/caps.h"
#include "medel/i18n.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define PAGES                                                                  \
    "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5"
/* A body as sent, with what chunks add to it. */
#define RAW_MAX_BYTES ((size_t)CAP_WIRE_BYTES + ((size_t)2 << 20))

/* --- headers -------------------------------------------------------------- */

static bool add_header(struct curl_slist **list, const char *name,
                       const char *value)
{
    char line[HEADER_VALUE_MAX_BYTES + 64];
    if (value == NULL)
        return true;
    snprintf(line, sizeof line, "%s: %s", name, value);
    struct curl_slist *longer = curl_slist_append(*list, line);
    if (longer == NULL)
        return false;
    *list = longer;
    return true;
}

/* USER_AGENT too: what libcurl has an option for it prints twice. */
static bool add_headers(struct curl_slist **list, const char *user_agent,
                        const struct fetch_request *r)
{
    return add_header(list, "User-Agent", user_agent) &&
           add_header(list, "Accept", r->accept != NULL ? r->accept : PAGES) &&
           add_header(list, "Accept-Language", "sv, en;q=0.8, *;q=0.5") &&
           add_header(list, "Accept-Encoding",
                      r->plain ? "identity" : UNPACK_ACCEPT) &&
           add_header(list, "If-None-Match", r->etag) &&
           add_header(list, "If-Modified-Since", r->last_modified) &&
           add_header(list, "Authorization", r->authorization);
}

/* Of the request R, made for it where they are not the usual ones. */
static bool set_headers(struct transfer *t, const struct fetch_request *r)
{
    bool usual = r->accept == NULL && !r->plain && r->etag == NULL &&
                 r->last_modified == NULL && r->authorization == NULL;
    curl_slist_free_all(t->headers);
    t->headers = NULL;
    return (usual || add_headers(&t->headers, t->f->o.user_agent, r)) &&
           curl_easy_setopt(t->curl, CURLOPT_HTTPHEADER,
                            usual ? t->f->usual : t->headers) == 0;
}

/* --- handles -------------------------------------------------------------- */

static long milliseconds(double s)
{
    return s > 0.001 ? (long)(s * 1000) : 1;
}

/* What is the same for every request. */
static enum status set_up(struct transfer *t, struct err *e)
{
    const struct fetch_options *o = &t->f->o;
    CURL *c = t->curl;
    CURLcode rc = CURLE_OK;
#define SET(option, value)                                                     \
    do {                                                                       \
        if (rc == CURLE_OK)                                                    \
            rc = curl_easy_setopt(c, option, value);                           \
    } while (0)
    double s = o->timeout_s;
    bool http2 = curl_version_info(CURLVERSION_NOW)->version_num >= 0x080000;
    SET(CURLOPT_PROTOCOLS_STR, "http,https");
    SET(CURLOPT_HTTP_VERSION,
        (long)(http2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1));
    SET(CURLOPT_FOLLOWLOCATION, 0L);
    SET(CURLOPT_PROXY, "");
    SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_CONNECT_TO, o->connect_to);
    if (o->cacert != NULL)
        SET(CURLOPT_CAINFO, o->cacert);
    SET(CURLOPT_HTTP_CONTENT_DECODING, 0L);
    SET(CURLOPT_CONNECTTIMEOUT_MS, milliseconds(s < 60 ? s / 4 : 15));
    SET(CURLOPT_LOW_SPEED_LIMIT, 50L);
    SET(CURLOPT_ERRORBUFFER, t->error);
    SET(CURLOPT_PRIVATE, t);
#if LIBCURL_VERSION_NUM >= 0x075700
    SET(CURLOPT_QUICK_EXIT, 1L);
#endif
#undef SET
    if (rc == CURLE_OK)
        rc = fetch_set_hooks(t);
    if (rc != CURLE_OK)
        return err_set(e, ST_BUG, "libcurl: %s", curl_easy_strerror(rc));
    return ST_OK;
}

enum status fetcher_new(const struct fetch_options *o, struct fetcher **ret,
                        struct err *e)
{
    struct fetcher *f = calloc(1, sizeof *f);
    if (f == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    f->o = *o;
    f->n = o->parallel;
    f->events = f->woken = f->extra = -1;
    f->items = calloc((size_t)f->n, sizeof *f->items);
    f->multi = curl_multi_init();
    enum status st = ST_OK;
    if (f->items == NULL || f->multi == NULL ||
        !add_headers(&f->usual, o->user_agent, &(struct fetch_request){0}))
        st = err_set(e, ST_NOMEM, _("out of memory"));
    for (int i = 0; f->items != NULL && i < f->n; i++)
        f->items[i].spool = -1;
    if (st == ST_OK)
        st = fetch_events_open(f, e);
    for (int i = 0; st == ST_OK && i < f->n; i++) {
        struct transfer *t = &f->items[i];
        t->f = f;
        buf_init(&t->body, CAP_SITEMAP_BYTES);
        buf_init(&t->text, HEADERS_MAX_BYTES);
        buf_init(&t->sent, HEADERS_MAX_BYTES);
        buf_init(&t->head, HEADERS_MAX_BYTES);
        buf_init(&t->raw, RAW_MAX_BYTES);
        t->curl = curl_easy_init();
        st = t->curl != NULL ? set_up(t, e)
                             : err_set(e, ST_NOMEM, _("out of memory"));
    }
    if (st != ST_OK) {
        fetcher_free(f);
        return st;
    }
    /* Connections are kept for the hosts that are being crawled; a server
     * must not find more of ours open than it is asked through. */
    curl_multi_setopt(f->multi, CURLMOPT_MAXCONNECTS, 2L * f->n);
    curl_multi_setopt(f->multi, CURLMOPT_PIPELINING, (long)CURLPIPE_NOTHING);
    *ret = f;
    return ST_OK;
}

void fetcher_free(struct fetcher *f)
{
    if (f == NULL)
        return;
    for (int i = 0; f->items != NULL && i < f->n; i++) {
        struct transfer *t = &f->items[i];
        if (t->busy)
            curl_multi_remove_handle(f->multi, t->curl);
        curl_easy_cleanup(t->curl);
        curl_slist_free_all(t->headers);
        buf_free(&t->body);
        buf_free(&t->text);
        buf_free(&t->sent);
        buf_free(&t->head);
        buf_free(&t->raw);
        fetch_end_spool(t);
    }
    free(f->items);
    curl_slist_free_all(f->usual);
    curl_multi_cleanup(f->multi);
    fetch_events_close(f); /* libcurl tells of sockets till then */
    free(f);
}

int fetcher_room(const struct fetcher *f)
{
    return f->n - f->busy;
}

int fetcher_under_way(const struct fetcher *f)
{
    return f->busy - f->held;
}

/* --- requests ------------------------------------------------------------- */

static bool set_patience(struct transfer *t)
{
    long half = (long)(t->timeout_s / 2);
    return curl_easy_setopt(t->curl, CURLOPT_TIMEOUT_MS,
                            milliseconds(t->timeout_s)) == 0 &&
           curl_easy_setopt(t->curl, CURLOPT_LOW_SPEED_TIME,
                            half > 0 ? half : 1L) == 0;
}

static bool begin(struct transfer *t)
{
    t->stop = STOP_NONE;
    t->answered = t->headers_end = false;
    t->header_bytes = 0;
    t->names = 0;
    t->data_in = 0;
    t->error[0] = '\0';
    fetch_end_spool(t);
    buf_reset(&t->body);
    buf_reset(&t->text);
    buf_reset(&t->sent);
    buf_reset(&t->head);
    buf_reset(&t->raw);
    t->raw_cut = false;
    t->wire.began = (int64_t)time(NULL);
    t->f->started = true;
    if (!t->f->o.keep_wire) /* see fetch_hooks.c */
        curl_easy_setopt(t->curl, CURLOPT_VERBOSE, 0L);
    return curl_multi_add_handle(t->f->multi, t->curl) == CURLM_OK;
}

enum status fetcher_start(struct fetcher *f, const struct fetch_request *r,
                          struct err *e)
{
    struct transfer *t = NULL;
    for (int i = 0; t == NULL && i < f->n; i++)
        if (!f->items[i].busy)
            t = &f->items[i];
    if (t == NULL)
        return err_set(e, ST_BUSY, _("too many requests at once"));
    t->req = *r;
    t->req.url = t->req.etag = t->req.last_modified = NULL; /* not ours */
    t->req.accept = t->req.authorization = NULL;
    t->timeout_s = f->o.timeout_s * (r->patience > 0 ? r->patience : 1);
    t->fresh_retry = false;
    t->body.max = r->max_bytes;
    bool ok = set_headers(t, r) && set_patience(t) &&
              curl_easy_setopt(t->curl, CURLOPT_URL, r->url) == 0 &&
              curl_easy_setopt(t->curl, CURLOPT_FRESH_CONNECT, 0L) == 0 &&
              begin(t);
    if (!ok)
        return err_set(e, ST_NOMEM, _("libcurl takes no request"));
    t->busy = true;
    f->busy++;
    return ST_OK;
}

/* --- results -------------------------------------------------------------- */

/* A connection that the server had closed meanwhile: once more on a new one.
 * (libcurl does so itself only where not a byte was exchanged.) */
static bool retry_on_fresh_connection(struct transfer *t, CURLcode rc)
{
    long opened = 1;
    if (t->fresh_retry || t->answered ||
        (rc != CURLE_RECV_ERROR && rc != CURLE_SEND_ERROR &&
         rc != CURLE_GOT_NOTHING))
        return false;
    curl_easy_getinfo(t->curl, CURLINFO_NUM_CONNECTS, &opened);
    if (opened != 0)
        return false;
    t->fresh_retry = true;
    curl_easy_setopt(t->curl, CURLOPT_FRESH_CONNECT, 1L);
    return begin(t);
}

bool fetcher_next(struct fetcher *f, struct fetch_result *ret)
{
    CURLMsg *m;
    int left;
    while ((m = curl_multi_info_read(f->multi, &left)) != NULL) {
        if (m->msg != CURLMSG_DONE)
            continue;
        struct transfer *t;
        CURLcode rc = m->data.result;
        curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, (char **)&t);
        curl_multi_remove_handle(f->multi, t->curl);
        if (retry_on_fresh_connection(t, rc))
            continue;
        fetch_fill_result(t, rc, ret);
        f->finished = t;
        return true;
    }
    return false;
}

struct transfer *fetcher_hold(struct fetcher *f)
{
    struct transfer *t = f->finished;
    f->finished = NULL;
    f->held += t != NULL;
    return t;
}

void fetcher_done(struct fetcher *f)
{
    fetcher_let_go(f, fetcher_hold(f));
}

void fetcher_let_go(struct fetcher *f, struct transfer *t)
{
    if (t == NULL)
        return;
    /* Ordinary pages' memory is kept for the next one. */
    if (t->body.cap > ((size_t)1 << 20))
        buf_free(&t->body);
    if (t->raw.cap > ((size_t)1 << 20))
        buf_free(&t->raw);
    fetch_end_spool(t);
    t->busy = false;
    f->busy--;
    f->held--;
}
