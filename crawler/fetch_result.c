/* fetch_result.c - what came of a transfer; see fetch.h. */
#include "fetch_int.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* --- results -------------------------------------------------------------- */

/* The first header of NAME, NULL where there is none; its amount is how many
 * there are. */
static const struct curl_header *first_header(const struct transfer *t,
                                              const char *name)
{
    struct curl_header *h;
    return (t->names & fetch_name_bit(name, strlen(name))) != 0 &&
                   curl_easy_header(t->curl, name, 0, CURLH_HEADER, -1, &h) ==
                       CURLHE_OK
               ? h
               : NULL;
}

static size_t header_count(const struct transfer *t, const char *name)
{
    const struct curl_header *h = first_header(t, name);
    return h != NULL ? h->amount : 0;
}

/* All values of a header, a line each; NULL where there is none. Control
 * characters and what is too long do not get further than here. */
static const char *header(struct transfer *t, const char *name)
{
    struct buf *b = &t->text;
    const struct curl_header *first = first_header(t, name);
    size_t at = b->len, n = first != NULL ? first->amount : 0;
    for (size_t i = 0; i < n; i++) {
        struct curl_header *next;
        if (i != 0 && curl_easy_header(t->curl, name, i, CURLH_HEADER, -1,
                                       &next) != CURLHE_OK)
            break;
        const struct curl_header *h = i == 0 ? first : next;
        if (strlen(h->value) > HEADER_VALUE_MAX_BYTES)
            continue;
        if ((b->len != at && buf_putc(b, '\n') != ST_OK) ||
            buf_puts(b, h->value) != ST_OK)
            break;
    }
    for (size_t i = at; i < b->len; i++)
        if (((unsigned char)b->data[i] < ' ' && b->data[i] != '\n') ||
            b->data[i] == 0x7f)
            b->data[i] = ' ';
    if (b->len == at || buf_putc(b, '\0') != ST_OK)
        return NULL;
    /* An offset for now: the buffer may move. */
    return (const char *)(uintptr_t)(at + 1);
}

static void settle(struct transfer *t, const char **offset)
{
    if (*offset != NULL)
        *offset = t->text.data + ((uintptr_t)*offset - 1);
}

/* One value only: of a repeated header the first line. */
static void first_line(struct transfer *t, const char **offset)
{
    settle(t, offset);
    if (*offset != NULL) {
        char *end = strchr(*offset, '\n');
        if (end != NULL)
            *end = '\0';
    }
}

static void read_headers(struct transfer *t, struct fetch_result *r)
{
    const struct {
        const char *name, **value;
        bool repeats;
    } HEADERS[] = {
        {"Content-Type", &r->content_type, false},
        {"Content-Encoding", &r->content_encoding, false},
        {"ETag", &r->etag, false},
        {"Last-Modified", &r->last_modified, false},
        {"Location", &r->location, false},
        {"Retry-After", &r->retry_after, false},
        {"X-Robots-Tag", &r->robots, true},
        {"Link", &r->links, true},
        {"X-Next", &r->next, false},
        {"X-TotalRecords", &r->total, false},
        {"X-WP-TotalPages", &r->pages, false},
    };
    size_t n = sizeof HEADERS / sizeof *HEADERS;
    for (size_t i = 0; i < n; i++)
        *HEADERS[i].value = header(t, HEADERS[i].name);
    for (size_t i = 0; i < n; i++)
        if (HEADERS[i].repeats)
            settle(t, HEADERS[i].value);
        else
            first_line(t, HEADERS[i].value);
}

/* Two lengths that differ, or more bytes than were announced: no telling
 * where the page ends. */
static bool contradicts_length(struct transfer *t, bool chunked)
{
    struct curl_header *h;
    long version = 0;
    size_t n = header_count(t, "Content-Length");
    /* HTTP/2 has frames of its own, and no lengths to believe. */
    curl_easy_getinfo(t->curl, CURLINFO_HTTP_VERSION, &version);
    if (version >= CURL_HTTP_VERSION_2_0)
        return false;
    char first[32] = "";
    for (size_t i = 0; i < n; i++) {
        if (curl_easy_header(t->curl, "Content-Length", i, CURLH_HEADER, -1,
                             &h) != CURLHE_OK)
            return true;
        if (i == 0)
            snprintf(first, sizeof first, "%s", h->value);
        else if (strcmp(first, h->value) != 0)
            return true;
    }
    return n != 0 && !chunked && t->data_in > strtoull(first, NULL, 10);
}

static enum fetch_fate fate_of_code(CURLcode rc)
{
    switch (rc) {
    case CURLE_OPERATION_TIMEDOUT:
        return FETCH_TIMED_OUT;
    case CURLE_COULDNT_RESOLVE_HOST:
        return FETCH_NO_HOST;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
        return FETCH_TLS;
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
        return FETCH_CUT_OFF;
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL: /* HTTP/0.9 */
    case CURLE_BAD_CONTENT_ENCODING:
        return FETCH_BAD_REPLY;
    default:
        return FETCH_NO_CONNECTION;
    }
}

static enum fetch_fate fate_of(struct transfer *t, CURLcode rc, bool chunked,
                               bool *cut)
{
    switch (t->stop) {
    case STOP_PRIVATE:
        return FETCH_PRIVATE;
    case STOP_WAIT:
        return FETCH_WAIT;
    case STOP_TYPE:
        return FETCH_NOT_TEXT;
    case STOP_SILENT:
        return FETCH_TIMED_OUT;
    case STOP_LENGTH:
        *cut = t->req.cut_at_max && t->header_bytes <= HEADERS_MAX_BYTES;
        return *cut ? FETCH_ANSWERED : FETCH_TOO_LONG;
    case STOP_ROOM:
        return FETCH_NO_ROOM;
    case STOP_NONE:
        break;
    }
    /* What libcurl says of a header line that is longer than it takes. */
    if (rc == CURLE_OUT_OF_MEMORY && t->answered && !t->headers_end)
        return FETCH_TOO_LONG;
    if (rc != CURLE_OK)
        return fate_of_code(rc);
    return !t->headers_end || contradicts_length(t, chunked) ? FETCH_CUT_OFF
                                                             : FETCH_ANSWERED;
}

/* The word of ISO 28500 for why an answer is not all there, or NULL. */
static const char *truncated(const struct transfer *t, CURLcode rc, bool cut)
{
    if (t->raw_cut || cut || t->stop == STOP_LENGTH)
        return "length";
    if (rc == CURLE_OK)
        return NULL;
    if (rc == CURLE_OPERATION_TIMEDOUT)
        return "time";
    return t->stop == STOP_NONE ? "disconnect" : "unspecified";
}

/* A key is not for an archive that others get to see. */
static void hide_key(struct buf *request)
{
    static const char NAME[] = "authorization:";
    size_t n = strlen(NAME);
    for (size_t i = 0; i + n < request->len; i++) {
        if (request->data[i] != '\n' ||
            strncasecmp(request->data + i + 1, NAME, n) != 0)
            continue;
        for (i += 1 + n; i < request->len && request->data[i] != '\r'; i++)
            if (request->data[i] != ' ')
                request->data[i] = 'x';
    }
}

static void fill_wire(struct transfer *t, CURLcode rc, struct fetch_result *r)
{
    struct fetch_wire *w = &t->wire;
    if (!t->f->o.keep_wire || !t->headers_end || t->head.len == 0)
        return;
    hide_key(&t->sent);
    w->request = t->sent.data;
    w->request_len = t->sent.len;
    w->head = t->head.data;
    w->head_len = t->head.len;
    w->body = t->raw.data;
    w->body_len = t->raw.len;
    w->truncated = truncated(t, rc, r->cut);
    r->wire = w;
}

void fetch_fill_result(struct transfer *t, CURLcode rc, struct fetch_result *r)
{
    *r = (struct fetch_result){.tag = t->req.tag, .detail = ""};
    long status = 0;
    curl_off_t received = 0;
    curl_easy_getinfo(t->curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(t->curl, CURLINFO_TOTAL_TIME, &r->seconds);
    curl_easy_getinfo(t->curl, CURLINFO_SIZE_DOWNLOAD_T, &received);
    bool chunked = header_count(t, "Transfer-Encoding") != 0;
    r->plain = t->req.plain;
    r->status = (int)status;
    r->bytes = (int64_t)received;
    r->fate = fate_of(t, rc, chunked, &r->cut);
    if (r->fate != FETCH_ANSWERED && rc != CURLE_OK && t->stop == STOP_NONE)
        r->detail = *t->error != '\0' ? t->error : curl_easy_strerror(rc);
    r->unframed = !chunked && header_count(t, "Content-Length") == 0;
    read_headers(t, r);
    r->body = t->body.data;
    r->body_len = t->body.len;
    if (t->req.spool)
        fetch_map_spool(t, r);
    const char *address = NULL;
    curl_easy_getinfo(t->curl, CURLINFO_PRIMARY_IP, &address);
    r->address = address != NULL ? address : "";
    fill_wire(t, rc, r);
}
