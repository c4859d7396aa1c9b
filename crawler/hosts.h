/*
 * hosts.h - the hosts of a crawl: when each may be asked next, and what its
 * robots.txt says.
 *
 * A host is a name; politeness is kept by it (and by the address that several
 * may share: servers.h). An origin is scheme, host and
 * port; robots.txt is kept by that (RFC 9309, section 2.3). It is asked for
 * alone, with nothing else of the host under way.
 */
#ifndef MEDEL_CRAWLER_HOSTS_H
#define MEDEL_CRAWLER_HOSTS_H

#include "pace.h"
#include "robots.h"

#include "medel/err.h"
#include "medel/url.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

enum origin_state {
    ORIGIN_UNKNOWN,    /* robots.txt is still to be asked for */
    ORIGIN_READY,      /* rules say; NULL allows all */
    ORIGIN_UNREACHABLE /* robots.txt cannot be had: nothing is fetched */
};

struct origin {
    struct origin *next; /* of the same host */
    struct host *host;
    char *root; /* "https://example.org" or "http://h:8080" */
    enum origin_state state;
    struct robots *rules; /* dropped and read again as memory needs */
    bool allows_all;
    bool announced;     /* its sitemaps were put in the queue */
    int attempts;       /* failed ones at robots.txt in this run */
    int64_t fetched_at; /* Unix seconds, 0 never */
    int64_t good_until; /* Unix seconds: then the rules are asked for anew */
};

struct server; /* see servers.h */

struct host {
    int64_t id; /* in the store */
    char *name;
    struct origin *origins;
    int under_way;         /* requests */
    bool alone;            /* of which the one must be the only one */
    bool waits;            /* for an answer, before there is more to ask */
    int held;              /* answers that are being seen to meanwhile */
    bool empty;            /* nothing in the queue for it */
    int64_t next_ms;       /* monotonic: not asked before */
    int64_t done_ms;       /* when its last request ended */
    struct server *server; /* where it is, NULL not known */
    struct pace own, *pace; /* its own, or its server's */
    int failures;          /* in a row */
    int64_t failed_ms;     /* when the last of them was counted */
    double delay_s;        /* asked for by its robots.txt, 0 none */
    int64_t wait_s;        /* asked for in an earlier run, still to come */
    char *given_up;        /* why it is left alone for this run, or NULL */
};

struct hosts;

enum status hosts_new(sqlite3 *db, struct hosts **ret,
                      struct err *e) MEDEL_NODISCARD;
void hosts_free(struct hosts *h);

/* The host with this name; made, also in the store, where it is new (inside
 * the caller's transaction). */
enum status hosts_get(struct hosts *h, const char *name, struct host **ret,
                      struct err *e) MEDEL_NODISCARD;
/* The host with this number in the store. */
enum status hosts_by_id(struct hosts *h, int64_t id, struct host **ret,
                        struct err *e) MEDEL_NODISCARD;
size_t hosts_count(const struct hosts *h);
struct host *hosts_at(const struct hosts *h, size_t i);

/* What `medel crawl` was told: DELAY_S between two requests, and where there is
 * none to be, up to PER_HOST at once, or PER_HOST_FOUND. Else (0 and) one at a
 * time. */
void hosts_allow(struct hosts *h, double delay_s, int per_host);
/* How many requests HOST may have under way now; see pace.h. */
int hosts_at_once(const struct hosts *h, const struct host *host);
/* There may be something to ask HOST for, and it may have one request more, as
 * soon as its and its server's delay are over. */
bool hosts_is_open(const struct hosts *h, const struct host *host);

/* The origin of an address on HOST. NULL when out of memory. */
struct origin *hosts_origin(struct host *host, const struct url_parts *u);

/*
 * What is known of O's robots.txt from before: ready where it was fetched
 * after NEWER_THAN, or at any rate where STALE_IS_FINE and it is not older
 * than thirty days. *found tells.
 */
enum status hosts_load_robots(struct hosts *h, struct origin *o,
                              int64_t newer_than, bool stale_is_fine,
                              bool *found, struct err *e) MEDEL_NODISCARD;
/* A good answer: BODY NULL where there is no robots.txt. Stored (inside the
 * caller's transaction) and in force. */
enum status hosts_store_robots(struct hosts *h, struct origin *o,
                               const char *body, size_t len, int http_status,
                               int64_t now, struct err *e) MEDEL_NODISCARD;
/* Asks a ready origin. */
enum status hosts_check_robots(struct hosts *h, struct origin *o,
                               const char *url, struct robots_verdict *ret,
                               struct err *e) MEDEL_NODISCARD;

/* HOST is asked no sooner than at UNTIL_MS; what is longer stays. */
void hosts_put_off(struct host *host, int64_t until_ms);
/* Until when the host asked to be left alone (Unix seconds), over runs. */
enum status hosts_store_wait(struct hosts *h, const struct host *host,
                             int64_t until, struct err *e) MEDEL_NODISCARD;
enum status hosts_load_wait(struct hosts *h, const struct host *host,
                            int64_t *until, struct err *e) MEDEL_NODISCARD;

#endif
