/*
 * headers.h - response headers that say what HTML can say too.
 */
#ifndef MEDEL_CRAWLER_HEADERS_H
#define MEDEL_CRAWLER_HEADERS_H

#include "links.h"

/* X-Robots-Tag, one header a line: directives for all, or behind a crawler's
 * name and a colon for that one; only AGENT's count then. A name holds until
 * the next in its line: proxies join several headers to one. */
void headers_robots(const char *lines, const char *agent, bool *noindex,
                    bool *nofollow);

/* Link headers (RFC 8288), one a line: those that links.h has a kind for are
 * added to RET as if the page had them. */
void headers_links(struct arena *mem, const char *lines,
                   struct page_links *ret);

#endif
