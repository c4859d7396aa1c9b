/*
 * plain.h - text and addresses from pages, made fit to stand in a file that
 * other programs read.
 */
#ifndef MEDEL_SEARCH_PLAIN_H
#define MEDEL_SEARCH_PLAIN_H

#include "medel/arena.h"

/*
 * S as one line of characters that any reader takes: each control character
 * (C0, DEL, C1, of reading direction), line break or run of blanks is one
 * blank, what is no UTF-8 or no character U+FFFD; no blanks at the ends. NULL
 * is "". In MEM.
 */
const char *plain_text(struct arena *mem, const char *s);
/* The same of at most N bytes, ending in "…" where it is longer. */
const char *plain_clip(struct arena *mem, const char *s, size_t n);

/*
 * An http or https address with everything else than a URI's characters
 * percent-encoded (RFC 3986); NULL for NULL and for any other scheme, which a
 * click must not start. In MEM.
 */
const char *plain_url(struct arena *mem, const char *url);

#endif
