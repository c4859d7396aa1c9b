/*
 * fetch_hooks.c - what libcurl asks and tells while a request is under way; see
 * fetch.h.
 *
 * What Debian 12's libcurl 7.88 gets wrong is guarded against here:
 *  - MAXFILESIZE is ignored where the size is not announced: bytes are
 *    counted as they come.
 *  - A body longer than its Content-Length is silently cut there; the debug
 *    callback sees the bytes that were read beyond it.
 *  - A connection that ends among the headers counts as a whole answer
 *    without a body: the empty line behind them is looked for.
 *  - A reused connection skips OPENSOCKETFUNCTION: PREREQFUNCTION looks at
 *    its address again.
 */
#include "fetch_int.h"

#include "address.h"

#include <netdb.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

/* --- connections ---------------------------------------------------------- */

static bool may_connect(struct transfer *t, const struct curl_sockaddr *a)
{
    char text[NI_MAXHOST];
    return getnameinfo(&a->addr, a->addrlen, text, sizeof text, NULL, 0,
                       NI_NUMERICHOST) != 0 ||
           t->f->o.may_connect(t->f->o.may_connect_arg, t->req.tag, text);
}

static curl_socket_t on_open_socket(void *arg, curlsocktype purpose,
                                    struct curl_sockaddr *a)
{
    struct transfer *t = arg;
    (void)purpose;
    if (!t->f->o.allow_private && !address_is_public(&a->addr, a->addrlen)) {
        t->stop = STOP_PRIVATE;
        return CURL_SOCKET_BAD;
    }
    if (t->f->o.may_connect != NULL && !may_connect(t, a)) {
        t->stop = STOP_WAIT;
        return CURL_SOCKET_BAD;
    }
    int fd = socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
    fetch_events_opened(t->f, fd);
    return fd;
}

static int on_close_socket(void *arg, curl_socket_t fd)
{
    fetch_events_closing(arg, fd);
    return close(fd);
}

static int on_prereq(void *arg, char *remote_ip, char *local_ip,
                     int remote_port, int local_port)
{
    struct transfer *t = arg;
    (void)local_ip, (void)remote_port, (void)local_port;
    if (!t->f->o.allow_private && !address_text_is_public(remote_ip)) {
        t->stop = STOP_PRIVATE;
        return CURL_PREREQFUNC_ABORT;
    }
    t->stop = STOP_NONE; /* another of the host's addresses was public */
    return CURL_PREREQFUNC_OK;
}

/* --- what comes ----------------------------------------------------------- */

/* Types that hold no page, feed or sitemap, unless it begins as a page does.
 * What is missing or odd is let through and looked at: many a page is sent as
 * something it is not. */
static bool is_binary_type(const char *type)
{
    static const char *const TYPES[] = {"image/",
                                        "audio/",
                                        "video/",
                                        "font/",
                                        "application/zip",
                                        "application/vnd",
                                        "application/msword",
                                        "text/css",
                                        "text/javascript",
                                        "application/javascript",
                                        "application/json"};
    for (size_t i = 0; type != NULL && i < sizeof TYPES / sizeof *TYPES; i++)
        if (strncasecmp(type, TYPES[i], strlen(TYPES[i])) == 0)
            return true;
    return false;
}

static const char *one_header(struct transfer *t, const char *name)
{
    struct curl_header *h;
    return curl_easy_header(t->curl, name, 0, CURLH_HEADER, -1, &h) == CURLHE_OK
               ? h->value
               : NULL;
}

/* From here on bytes are counted, by on_debug(). Before, libcurl would write
 * many a line about what it does, for nobody. */
static void headers_end(struct transfer *t)
{
    t->headers_end = true;
    if (!t->f->o.keep_wire)
        curl_easy_setopt(t->curl, CURLOPT_VERBOSE, 1L);
}

static size_t on_header(char *p, size_t size, size_t n, void *arg)
{
    struct transfer *t = arg;
    t->answered = true;
    n *= size;
    /* An interim answer (100, 103) is followed by the real one; a trailer
     * behind the body is no new beginning. */
    bool begins = n >= 5 && memcmp(p, "HTTP/", 5) == 0;
    if (t->f->o.keep_wire && begins)
        buf_reset(&t->head);
    if (t->f->o.keep_wire && (begins || !t->headers_end))
        (void)buf_append(&t->head, p, n); /* too long: no answer either */
    const char *colon = n != 0 ? memchr(p, ':', n) : NULL;
    if (colon != NULL && colon != p)
        t->names |= fetch_name_bit(p, (size_t)(colon - p));
    if (begins)
        t->headers_end = false;
    else if (n == 0 || *p == '\r' || *p == '\n')
        headers_end(t);
    t->header_bytes += n;
    if (t->header_bytes > HEADERS_MAX_BYTES) {
        t->stop = STOP_LENGTH;
        return 0;
    }
    return n;
}

static size_t on_body(char *p, size_t size, size_t n, void *arg)
{
    struct transfer *t = arg;
    n *= size;
    if (t->body.len == 0 && !t->req.any_type) {
        if (is_binary_type(one_header(t, "Content-Type")) &&
            !fetch_begins_page(one_header(t, "Content-Encoding"), p, n)) {
            t->stop = STOP_TYPE;
            return 0;
        }
    }
    if (t->req.spool) {
        if (n > t->req.max_bytes - t->spooled) {
            t->stop = STOP_LENGTH;
            return 0;
        }
        if (fetch_spool(t, p, n))
            return n;
        t->stop = STOP_ROOM;
        return 0;
    }
    size_t room = t->req.max_bytes - t->body.len;
    bool fits = n <= room;
    if (!fits) {
        t->stop = STOP_LENGTH;
        if (!t->req.cut_at_max)
            return 0;
    }
    if (buf_append(&t->body, p, fits ? n : room) != ST_OK)
        return 0;
    return fits ? n : 0;
}

static int on_progress(void *arg, curl_off_t total, curl_off_t now,
                       curl_off_t up_total, curl_off_t up_now)
{
    struct transfer *t = arg;
    (void)total, (void)now, (void)up_total, (void)up_now;
    double seconds = 0;
    curl_easy_getinfo(t->curl, CURLINFO_TOTAL_TIME, &seconds);
    if (!t->answered && seconds > t->timeout_s / 3) {
        t->stop = STOP_SILENT;
        return 1;
    }
    return 0;
}

static int on_debug(CURL *curl, curl_infotype type, char *p, size_t n,
                    void *arg)
{
    struct transfer *t = arg;
    (void)curl;
    if (type == CURLINFO_DATA_IN)
        t->data_in += n;
    if (!t->f->o.keep_wire)
        return 0;
    if (type == CURLINFO_HEADER_OUT)
        (void)buf_append(&t->sent, p, n);
    if (type == CURLINFO_DATA_IN && !t->raw_cut)
        t->raw_cut = buf_append(&t->raw, p, n) != ST_OK;
    return 0;
}

/* --- all ------------------------------------------------------------------ */

CURLcode fetch_set_hooks(struct transfer *t)
{
    CURLcode rc = CURLE_OK;
#define SET(option, value)                                                     \
    do {                                                                       \
        if (rc == CURLE_OK)                                                    \
            rc = curl_easy_setopt(t->curl, option, value);                     \
    } while (0)
    SET(CURLOPT_OPENSOCKETFUNCTION, on_open_socket);
    SET(CURLOPT_OPENSOCKETDATA, t);
    SET(CURLOPT_CLOSESOCKETFUNCTION, on_close_socket);
    SET(CURLOPT_CLOSESOCKETDATA, t->f); /* which a connection outlives T by */
    SET(CURLOPT_PREREQFUNCTION, on_prereq);
    SET(CURLOPT_PREREQDATA, t);
    SET(CURLOPT_HEADERFUNCTION, on_header);
    SET(CURLOPT_HEADERDATA, t);
    SET(CURLOPT_WRITEFUNCTION, on_body);
    SET(CURLOPT_WRITEDATA, t);
    SET(CURLOPT_XFERINFOFUNCTION, on_progress);
    SET(CURLOPT_XFERINFODATA, t);
    SET(CURLOPT_NOPROGRESS, 0L);
    SET(CURLOPT_DEBUGFUNCTION, on_debug);
    SET(CURLOPT_DEBUGDATA, t);
    /* Calls on_debug; prints nothing. */
    SET(CURLOPT_VERBOSE, t->f->o.keep_wire ? 1L : 0L);
#undef SET
    return rc;
}
