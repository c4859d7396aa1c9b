/*
 * fetch.h - HTTP requests, many at a time, through libcurl's multi interface.
 *
 * One request is one response: redirects are the caller's to follow, so that
 * each hop is checked like any other address. A response counts as whole only
 * when its framing says so; nothing that was cut off, or that grew past a
 * cap, is handed over as a page. All is one thread.
 */
#ifndef MEDEL_CRAWLER_FETCH_H
#define MEDEL_CRAWLER_FETCH_H

#include "medel/buf.h"
#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct curl_slist;

struct fetch_options {
    const char *user_agent;
    const char *cacert;            /* PEM file, or NULL for the system's */
    struct curl_slist *connect_to; /* borrowed; or NULL */
    bool allow_private;            /* fetch from private addresses too */
    int parallel;                  /* requests under way at once, at most */
    double timeout_s;              /* for a whole request; connecting and the
                                      first byte get part of it */
    /* Asked before a connection is opened: false ends the request of that TAG
     * with FETCH_WAIT, unless another of the host's addresses will do. NULL
     * permits all. ADDRESS is text. */
    bool (*may_connect)(void *arg, void *tag, const char *address);
    void *may_connect_arg;
    const char *spool_dir; /* for large bodies; NULL: the system's */
    bool keep_wire;        /* for an archive: see struct fetch_wire */
};

struct fetcher;

enum status fetcher_new(const struct fetch_options *o, struct fetcher **ret,
                        struct err *e) MEDEL_NODISCARD;
/* Breaks off what is under way. NULL is allowed. */
void fetcher_free(struct fetcher *f);

struct fetch_request {
    const char *url;                  /* in normal form */
    const char *etag, *last_modified; /* conditions, or NULL */
    size_t max_bytes;                 /* of the body as sent */
    bool cut_at_max;                  /* a longer body is handed over, cut (and
                                         marked so), instead of failing */
    bool any_type;             /* else a type that is no text breaks off */
    bool plain;                /* ask for no compression */
    bool spool;                /* keep the body in a file, not in memory */
    int patience;              /* times the usual timeout, 0: once */
    const char *accept;        /* media type, NULL: pages */
    const char *authorization; /* a key, or NULL; it is kept out of the wire */
    void *tag;                 /* given back */
};

/* How many requests can be started now. */
int fetcher_room(const struct fetcher *f);
/* How many have been, and were not answered yet. */
int fetcher_under_way(const struct fetcher *f);
/* Strings are copied. ST_BUSY where there is no room. */
enum status fetcher_start(struct fetcher *f, const struct fetch_request *r,
                          struct err *e) MEDEL_NODISCARD;
/* Lets the requests get on as far as they can without waiting; those that were
 * just started, at any rate. */
enum status fetcher_go_on(struct fetcher *f, struct err *e) MEDEL_NODISCARD;
/* From any thread: ends fetcher_wait(), or the next one. */
void fetcher_wake(struct fetcher *f);
/* Lets the requests get on; returns when something happened, FD (-1: none)
 * became readable or TIMEOUT_MS went by. */
enum status fetcher_wait(struct fetcher *f, int fd, int timeout_ms,
                         struct err *e) MEDEL_NODISCARD;
/* fetcher_wait()'s FD has become readable since this was asked last. */
bool fetcher_fd_came(struct fetcher *f);

enum fetch_fate {
    FETCH_ANSWERED,  /* a whole response, whatever its status */
    FETCH_TIMED_OUT, /* connecting, first byte, whole, or too slow */
    FETCH_NO_HOST,   /* the name does not resolve */
    FETCH_NO_CONNECTION,
    FETCH_TLS,       /* certificate or handshake */
    FETCH_CUT_OFF,   /* framing says that part is missing, or contradicts */
    FETCH_BAD_REPLY, /* no HTTP */
    FETCH_TOO_LONG,  /* body or headers past their cap */
    FETCH_NOT_TEXT,  /* broken off by its Content-Type */
    FETCH_PRIVATE,   /* the address is not a public one */
    FETCH_NO_ROOM,   /* on our disk */
    FETCH_WAIT       /* not asked: see may_connect */
};
/* A few words for people, such as "timed out". */
const char *fetch_fate_text(enum fetch_fate fate);

/* What went over the wire. Heads have their empty line; the last answer's
 * alone is kept (not a 100 or 103 before it). */
struct fetch_wire {
    int64_t began;                     /* Unix seconds */
    const char *request, *head, *body; /* the body's transfer coding as sent */
    size_t request_len, head_len, body_len;
    const char *truncated; /* NULL: the body is whole; else why it is not, in
                              a word of ISO 28500 */
};

struct fetch_result {
    void *tag;
    enum fetch_fate fate;
    const char *detail; /* more words on a failure, or "" */
    int status;         /* of HTTP, 0 where there was none */
    /* Headers, NULL where absent. */
    const char *content_type, *etag, *last_modified, *location, *retry_after;
    const char *content_encoding;
    const char *robots; /* all X-Robots-Tag headers, a line each */
    const char *links;  /* all Link headers, a line each */
    const char *next, *total, *pages; /* x-next, x-totalrecords,
                                         x-wp-totalpages */
    const char *body;                 /* as sent, still compressed */
    size_t body_len;
    bool plain;          /* no compression was asked for */
    bool cut;            /* see cut_at_max */
    bool spooled;        /* body is a file's, mapped */
    bool unframed;       /* ended by the connection's end alone: may be cut
                            off without a trace */
    double seconds;      /* that it took */
    int64_t bytes;       /* received */
    const char *address; /* the server's, as text; "" where none was reached */
    const struct fetch_wire *wire; /* NULL without keep_wire, or where no
                                      whole head came */
};

/* The next finished request; false where there is none. *ret is valid until
 * fetcher_done(). */
bool fetcher_next(struct fetcher *f, struct fetch_result *ret);
void fetcher_done(struct fetcher *f);
/* Instead of fetcher_done(): the result stays valid, and the room taken, until
 * fetcher_let_go(). */
struct transfer;
struct transfer *fetcher_hold(struct fetcher *f);
void fetcher_let_go(struct fetcher *f, struct transfer *t);

/* The body calls itself packed and is text as it is: asking again for no
 * compression may help. */
bool fetch_is_mislabelled(const struct fetch_result *r);
/* True where the first bytes of a body, packed as CODING (a Content-Encoding
 * or NULL) says, are those of an HTML document, whatever its type says. */
bool fetch_begins_page(const char *coding, const char *bytes, size_t len);

/*
 * The body, decoded, given to SINK (see inflate.h for failures). A body that
 * says it is compressed and is not is taken as it is; ST_INVALID for other
 * encodings than were asked for.
 */
enum status fetch_decode(const struct fetch_result *r, size_t max,
                         enum status (*sink)(void *arg, const char *bytes,
                                             size_t len, struct err *e),
                         void *arg, struct err *e) MEDEL_NODISCARD;
/* The same into a buffer, up to its own max. */
enum status fetch_decode_to(const struct fetch_result *r, struct buf *out,
                            struct err *e) MEDEL_NODISCARD;
/* It says that it is packed, and is gzip. */
bool fetch_is_gzip(const struct fetch_result *r);

#endif
