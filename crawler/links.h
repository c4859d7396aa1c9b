/*
 * links.h - the links of an HTML page, and what it asks of robots.
 *
 * The only look that the crawler takes into untrusted HTML: one pass over the
 * bytes, no tree, no charset beyond what ASCII-compatible ones share (UTF-16
 * with a byte order mark is turned into UTF-8 first). Any bytes are accepted;
 * time and memory are linear in their number.
 */
#ifndef MEDEL_CRAWLER_LINKS_H
#define MEDEL_CRAWLER_LINKS_H

#include "medel/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum link_kind {
    LINK_ANCHOR,   /* a, area, frame, iframe */
    LINK_NEXT,     /* the next page of a listing: rel=next */
    LINK_FEED,     /* rel=alternate with an RSS or Atom type */
    LINK_LANGUAGE, /* rel=alternate hreflang */
    LINK_CANONICAL,
    LINK_REFRESH /* meta http-equiv=refresh */
};

struct link {
    enum link_kind kind;
    const char *href; /* entities decoded, UTF-8, unresolved */
    const char *text; /* of the anchor, cut to about 200 bytes; or "" */
    bool nofollow;
};

struct page_links {
    struct link *items;
    size_t n, cap;
    const char *base;       /* the first base href, unresolved, or NULL */
    bool noindex, nofollow; /* meta robots, or meta named by the agent */
    bool html;              /* something in it looked like a tag */
    bool closed;            /* </body> or </html> was there */
    size_t overlong;        /* links left out: address too long */
    size_t cut;             /* links left out: more than CAP_LINKS_PER_PAGE */
};

/* Fills *RET; its strings are in MEM. */
void links_scan(struct arena *mem, const char *bytes, size_t len,
                const char *agent, struct page_links *ret);

/* True where a robots directive list such as "noindex, nofollow" (of a meta
 * tag or an X-Robots-Tag) says so; "none" is both. */
void links_robots_directives(const char *p, size_t n, bool *noindex,
                             bool *nofollow);

#endif
