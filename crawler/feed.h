/*
 * feed.h - addresses out of sitemaps (also indexes of them and plain lists),
 * RSS and Atom.
 *
 * expat, fed piece by piece: nothing of the document is kept but the entry
 * being read. Entities of the document's own are not expanded, nothing
 * outside it is fetched, nesting and counts are bounded.
 */
#ifndef MEDEL_CRAWLER_FEED_H
#define MEDEL_CRAWLER_FEED_H

#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A tag with its attributes, a comment; longer ones are hostile. */
#define FEED_TAG_BYTES_MAX (1 << 20)

enum feed_kind {
    FEED_UNKNOWN,
    FEED_SITEMAP,
    FEED_SITEMAP_INDEX,
    FEED_RSS,
    FEED_ATOM
};

struct feed_entry {
    enum feed_kind kind;
    const char *url;   /* as written, trimmed; borrowed during the call */
    const char *title; /* of an item, or "" */
    int64_t modified;  /* Unix seconds, 0 where not stated */
    bool next;         /* not an entry: the feed's next page (RFC 5005) */
};
typedef void feed_entry_fn(void *arg, const struct feed_entry *entry);

struct feed;

/* NULL when out of memory. FN is called during feed_add(). */
struct feed *feed_new(feed_entry_fn *fn, void *arg);
void feed_free(struct feed *f);
/*
 * ST_INVALID: not well-formed, or hostile; the entries so far were good.
 * ST_LIMIT: more than CAP_SITEMAP_URLS entries; those were given.
 */
enum status feed_add(struct feed *f, const char *bytes, size_t len,
                     struct err *e) MEDEL_NODISCARD;
enum status feed_end(struct feed *f, struct err *e) MEDEL_NODISCARD;
enum feed_kind feed_kind(const struct feed *f);

/* Looks at a document's first bytes: XML whose root is one of the above. */
bool feed_sniff(const char *bytes, size_t len);

#endif
