/*
 * scope.h - which addresses belong to a funder's crawl.
 */
#ifndef MEDEL_CRAWLER_SCOPE_H
#define MEDEL_CRAWLER_SCOPE_H

#include "medel/buf.h"
#include "medel/err.h"
#include "medel/funder.h"
#include "medel/url.h"

#include <stdbool.h>
#include <stdint.h>

struct scope;

/* FUNDER is borrowed. Caller frees with scope_free(). */
enum status scope_new(const struct funder *funder, struct scope **ret,
                      struct err *e) MEDEL_NODISCARD;
void scope_free(struct scope *s);

enum scope_verdict {
    SCOPE_IN,
    SCOPE_ELSEWHERE, /* another host or port */
    SCOPE_DENIED,    /* the funder's allow and deny patterns */
    SCOPE_FILE,      /* by its extension no page: picture, document, ... */
    SCOPE_REPEATS,   /* a path that goes in circles */
    SCOPE_LONG       /* too many path segments or parameters */
};

/* True where the path is that of a PDF: wanted only where a link says that it
 * is the text of a call. */
bool scope_is_document(const char *path);

/* A page, or a document on another host of the funder's. Start pages are in
 * whatever the patterns say. */
enum scope_verdict scope_check(const struct scope *s,
                               const struct url_parts *u);
/* A sitemap or feed: only the host counts. */
bool scope_has_host(const struct scope *s, const struct url_parts *u);
bool scope_is_start(const struct scope *s, const char *url);

/* Changes when hosts or patterns do, or the rules of scope.c. */
uint64_t scope_fingerprint(const struct scope *s);

/*
 * Addresses that differ only in their query, or in segments of the path that
 * are numbers or dates, are of one shape, for which OUT gets a name: host,
 * path with "#" for each such segment, and the parameters' names. Returns how
 * many of that shape are enough, or 0 where nothing in the address varies.
 */
int scope_shape(const struct url_parts *u, struct buf *out);

#endif
