/*
 * robots_int.h - the rules of a robots.txt as robots.c reads them and
 * robots_match.c holds them against addresses.
 */
#ifndef MEDEL_CRAWLER_ROBOTS_INT_H
#define MEDEL_CRAWLER_ROBOTS_INT_H

#include "robots.h"

#include <stdint.h>

/* The texts lie in one buffer; offsets stay true when it grows. */
struct rule {
    bool allow;
    int line;
    uint32_t octets;              /* of the path: the most decide */
    uint32_t at, len;             /* as written, escaped */
    uint32_t plain_at, plain_len; /* see ROBOTS_PLAIN */
};

struct group {
    struct rule *rules;
    size_t n, cap;
    double delay;
};

struct robots {
    struct group named, any;
    bool named_seen;
    struct buf text;
    const char **sitemaps;
    size_t n_sitemaps, cap_sitemaps;
};

/* How paths are written before they are compared. Existing escapes are put
 * in upper case in any way. */
enum {
    /* Bytes outside ASCII as %XX. */
    ROBOTS_ASCII = 1,
    /* '$' as %24 but at the end, so that "%24" in a rule means the same (RFC
     * 9309, section 2.2.3). */
    ROBOTS_PATTERN = 2,
    /* '*' and '$' as %2A and %24: they stand for themselves in an address. */
    ROBOTS_SUBJECT = 4,
    /* One way of writing where RFC 9309, section 2.2.2, takes several for
     * the same: unreserved characters (RFC 3986, section 2.3) plain, and what
     * is reserved and has no meaning of its own in a query escaped there. */
    ROBOTS_PLAIN = 8
};
enum status robots_escape(struct buf *out, const char *p, size_t n,
                          unsigned how);

#endif
