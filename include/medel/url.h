/*
 * url.h - addresses in normal form (RFC 3986 sections 5 and 6), by libcurl's
 * URL API.
 */
#ifndef MEDEL_URL_H
#define MEDEL_URL_H

#include "medel/arena.h"
#include "medel/err.h"

#include <stdbool.h>

/*
 * Resolves REF against BASE (NULL: REF must be absolute) and puts it in
 * normal form: http or https only, lower-case scheme and host (IDN as
 * punycode), default port dropped, dot segments removed, percent-encoding
 * normalised (spaces and raw UTF-8 in path or query are encoded), fragment
 * dropped, tracking and session parameters (utm_*, gclid, fbclid, jsessionid,
 * phpsessid, sid with a long value ...) dropped, empty path "/". An address
 * with a user name is refused. ST_INVALID where it is no such address,
 * ST_LIMIT past CAP_URL_BYTES. Result in MEM.
 */
enum status url_normalise(struct arena *mem, const char *base,
                          const char *ref, const char **ret,
                          struct err *e) MEDEL_NODISCARD;

/* The parts of an address; the host lower case, as in the normal form. */
struct url_parts { /* in MEM */
    const char *scheme, *host, *path, *query; /* query may be NULL */
    int port; /* the scheme's default where none is written */
};
enum status url_split(struct arena *mem, const char *url,
                      struct url_parts *ret, struct err *e) MEDEL_NODISCARD;

/* Same host, or one is the other with "www." before it. */
bool url_same_site(const char *host_a, const char *host_b);

#endif
