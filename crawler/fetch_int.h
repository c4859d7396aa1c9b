/*
 * fetch_int.h - a transfer under way: between fetch.c, which runs it, and
 * fetch_result.c, which says what came of it.
 */
#ifndef MEDEL_CRAWLER_FETCH_INT_H
#define MEDEL_CRAWLER_FETCH_INT_H

#include "fetch.h"

#include <curl/curl.h>

#define HEADERS_MAX_BYTES ((size_t)256 << 10)
#define HEADER_VALUE_MAX_BYTES 4096u

struct transfer {
    struct fetcher *f;
    CURL *curl;
    bool busy;
    struct curl_slist *headers;
    struct buf body, text; /* text: the kept headers, NUL after NUL */
    struct fetch_request req;
    /* why a callback broke off */
    enum {
        STOP_NONE,
        STOP_LENGTH,
        STOP_TYPE,
        STOP_PRIVATE,
        STOP_SILENT,
        STOP_WAIT
    } stop;
    bool fresh_retry; /* this is the one retry on a new connection */
    size_t header_bytes;
    uint64_t data_in; /* body bytes read, framing and excess included */
    bool answered;    /* a first byte came */
    bool headers_end; /* the empty line came */
    char error[CURL_ERROR_SIZE];
    /* With keep_wire: as sent and received. */
    struct buf sent, head, raw;
    bool raw_cut; /* more came than RAW may hold */
    struct fetch_wire wire;
};

struct fetcher {
    struct fetch_options o;
    CURLM *multi;
    struct transfer *items;
    int n, busy, held; /* held: of the busy ones, no longer under way */
    struct transfer *finished; /* handed out by fetcher_next() */
};

/* Reads the finished transfer of T, which ended with RC. */
void fetch_fill_result(struct transfer *t, CURLcode rc, struct fetch_result *r);

#endif
