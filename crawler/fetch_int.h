/*
 * fetch_int.h - a transfer under way: between fetch.c, which runs it,
 * fetch_hooks.c, which sees what comes, fetch_events.c, which waits for it, and
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
    struct curl_slist *headers; /* of this request; NULL: the usual ones */
    struct buf body, text; /* text: the kept headers, NUL after NUL */
    struct fetch_request req;
    /* why a callback broke off */
    enum {
        STOP_NONE,
        STOP_LENGTH,
        STOP_TYPE,
        STOP_PRIVATE,
        STOP_SILENT,
        STOP_ROOM,
        STOP_WAIT
    } stop;
    bool fresh_retry; /* this is the one retry on a new connection */
    size_t header_bytes;
    uint64_t names;   /* of headers that came: fetch_name_bit() of each */
    double timeout_s; /* for all of it */
    uint64_t data_in; /* body bytes read, framing and excess included */
    bool answered;    /* a first byte came */
    bool headers_end; /* the empty line came */
    char error[CURL_ERROR_SIZE];
    int spool;        /* file of the body, -1 none */
    uint64_t spooled; /* bytes in it */
    void *map;        /* it, or NULL */
    /* With keep_wire: as sent and received. */
    struct buf sent, head, raw;
    bool raw_cut; /* more came than RAW may hold */
    struct fetch_wire wire;
};

struct fetcher {
    struct fetch_options o;
    CURLM *multi;
    struct transfer *items;
    int n, busy, held;         /* held: of the busy ones, no longer under way */
    int running;               /* as libcurl said last */
    bool started;              /* a request that it has not seen to yet */
    struct curl_slist *usual;  /* headers of most requests */
    int events, woken;         /* epoll, and what fetcher_wake() writes to */
    struct watched *watched;   /* by descriptor, see fetch_events.c */
    int n_watched;
    int extra;                 /* of fetcher_wait()'s caller, -1 none */
    bool extra_came;           /* see fetcher_fd_came() */
    int64_t looked_us;         /* when epoll was asked last; monotonic */
    int64_t due_ms;            /* when libcurl wants to be called; monotonic,
                                  INT64_MAX never, 0 at once */
    struct transfer *finished; /* handed out by fetcher_next() */
};

/* libcurl looks through all headers for each name it is asked for, and most of
 * them are not there: a bit that is not set says so. */
static inline uint64_t fetch_name_bit(const char *name, size_t len)
{
    return (uint64_t)1 << ((((unsigned)*name | 0x20) + 7 * len) & 63);
}

/* --- fetch_events.c --- */

enum status fetch_events_open(struct fetcher *f, struct err *e) MEDEL_NODISCARD;
/* Also where it was not opened, or not wholly. */
void fetch_events_close(struct fetcher *f);
/* FD (or -1) is one that fetch_events_closing() will be called for. */
void fetch_events_opened(struct fetcher *f, int fd);
void fetch_events_closing(struct fetcher *f, int fd);

/* --- fetch_hooks.c --- */

/* Has libcurl ask and tell us about T. */
CURLcode fetch_set_hooks(struct transfer *t);

/* --- fetch_spool.c --- */

/* Bodies that are too large for memory go into a file without a name. False
 * where there is no room. */
bool fetch_spool(struct transfer *t, const void *p, size_t n);
/* Hands the file over as the body. */
void fetch_map_spool(struct transfer *t, struct fetch_result *r);
/* Forgets it. */
void fetch_end_spool(struct transfer *t);

/* Reads the finished transfer of T, which ended with RC. */
void fetch_fill_result(struct transfer *t, CURLcode rc, struct fetch_result *r);

#endif
