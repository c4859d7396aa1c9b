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
    uint32_t at, len;             /* as written, escaped */
    uint32_t plain_at, plain_len; /* with unreserved characters unescaped */
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

/* See robots_pattern_escape(); on demand with unreserved characters (RFC
 * 3986, section 2.3) unescaped. */
enum status robots_escape(struct buf *out, const char *p, size_t n,
                          bool unescape_unreserved);

#endif
