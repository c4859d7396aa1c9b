/*
 * url_int.h - what url.c and url_plain.c have in common.
 *
 * Nearly all addresses in pages are plain: already in normal form, but that
 * the origin, or the folder, is left out. url_plain.c does with those what
 * libcurl would, and leaves all others alone.
 */
#ifndef MEDEL_URL_INT_H
#define MEDEL_URL_INT_H

#include "medel/url.h"

/* Names of RFC 1123 labels, underscores allowed; a last label that is a
 * number makes it an IPv4 address. */
bool url_is_host_name(const char *host);
/* QUERY without tracking parameters; NULL where nothing is left. */
const char *url_clean_query(struct arena *mem, const char *query);

/* As url_normalise() and url_split(); false where the address is not plain. */
bool url_plain_join(struct arena *mem, const char *base, const char *ref,
                    const char **ret);
bool url_plain_split(struct arena *mem, const char *url, struct url_parts *ret);

#endif
