/*
 * robots.h - what a robots.txt file allows (RFC 9309).
 *
 * Where the RFC leaves room, and for the mistakes that are common in practice
 * (no colon, misspelt names, byte order marks, old line ends), the reading
 * agrees with Google's public parser and its test cases.
 */
#ifndef MEDEL_CRAWLER_ROBOTS_H
#define MEDEL_CRAWLER_ROBOTS_H

#include "medel/buf.h"
#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>

struct robots;

/* The rules for one agent, a product token such as "medel". Any bytes are
 * accepted; at most CAP_ROBOTS_BYTES are read, without a line that is cut off
 * there. NULL only when out of memory. Free with robots_free(). */
struct robots *robots_parse(const char *bytes, size_t len, const char *agent);
void robots_free(struct robots *r);
/* Bytes of memory that R takes, about. */
size_t robots_size(const struct robots *r);

struct robots_verdict {
    bool allowed;
    int line; /* that decided it, counted from 1; 0: no rule matches */
};
/* URL as it would be requested; only its path and query count. */
struct robots_verdict robots_check(const struct robots *r, const char *url);

/* Crawl-delay in seconds for this agent, or -1. */
double robots_crawl_delay(const struct robots *r);
/* The Sitemap lines' values, unresolved; borrowed from R. */
size_t robots_sitemaps(const struct robots *r, const char *const **ret);

/* Line number LINE of a file, without its line end; false where there is
 * none. */
bool robots_line(const char *bytes, size_t len, int line, const char **text,
                 size_t *text_len);

/*
 * The language of patterns, for other lists of paths too: a prefix of path
 * and query, '*' for any bytes, '$' at the end for the end. A pattern is
 * escaped first: bytes outside ASCII as %XX, existing escapes in upper case.
 */
enum status robots_pattern_escape(struct buf *out, const char *p, size_t n);
bool robots_pattern_match(const char *pattern, size_t pattern_len,
                          const char *path, size_t path_len);

#endif
