/* url_plain.c - addresses that need no libcurl; see url_int.h. */
#include "url_int.h"

#include "medel/caps.h"

#include <stdlib.h>
#include <string.h>

/* What a byte may be part of. */
enum {
    PATH = 1,  /* RFC 3986's unreserved, sub-delims (but ';', which may begin a
                  session), ':' and '@', section 3.3; and '/' */
    QUERY = 2, /* the same, ';' and '?' */
    CODED = 4, /* '%': where it is in normal form already */
    HOST = 8,  /* of a name in lower case, or IPv4 */
    ANY = PATH | QUERY,
};
static const unsigned char USE[256] = {
    ['a' ... 'z'] = ANY | HOST,
    ['0' ... '9'] = ANY | HOST,
    ['-'] = ANY | HOST,
    ['_'] = ANY | HOST,
    ['.'] = ANY | HOST,
    ['A' ... 'Z'] = ANY,
    ['~'] = ANY,
    ['!'] = ANY,
    ['$'] = ANY,
    ['&'] = ANY,
    ['\''] = ANY,
    ['('] = ANY,
    [')'] = ANY,
    ['*'] = ANY,
    ['+'] = ANY,
    [','] = ANY,
    ['='] = ANY,
    [':'] = ANY,
    ['@'] = ANY,
    ['/'] = ANY,
    [';'] = QUERY,
    ['?'] = QUERY,
    ['%'] = CODED,
};

static size_t span(const char *s, int use)
{
    size_t n = 0;
    while ((USE[(unsigned char)s[n]] & use) != 0)
        n++;
    return n;
}

/* "http://host:8080" in normal form; its length, 0 where it is anything else.
 * *port is 0 where none is written. */
struct origin {
    size_t scheme, host_at, host, port_at;
    int port;
};

static bool read_port(const char *s, const char *fallback, size_t *n, int *port)
{
    *n = strspn(s, "0123456789");
    *port = *n != 0 && *n <= 5 ? (int)strtol(s, NULL, 10) : 0;
    bool usual = *n == strlen(fallback) && strncmp(s, fallback, *n) == 0;
    return *s != '0' && *port > 0 && *port <= 65535 && !usual;
}

static size_t read_origin(const char *s, struct origin *o)
{
    char host[256];
    bool tls = strncmp(s, "https://", 8) == 0;
    *o = (struct origin){.scheme = tls ? 5 : 4};
    if (!tls && strncmp(s, "http://", 7) != 0)
        return 0;
    o->host_at = o->scheme + 3;
    o->host = span(s + o->host_at, HOST);
    size_t end = o->host_at + o->host;
    if (o->host >= sizeof host)
        return 0;
    memcpy(host, s + o->host_at, o->host);
    host[o->host] = '\0';
    if (!url_is_host_name(host))
        return 0;
    if (s[end] == ':') {
        size_t n;
        if (!read_port(s + end + 1, tls ? "443" : "80", &n, &o->port))
            return 0;
        end += 1 + n;
    }
    return s[end] == '/' ? end : 0;
}

/* No dot segments, no empty ones (of which browsers and servers think
 * differently). */
static bool has_odd_segment(const char *path, size_t n)
{
    for (size_t i = 0; i + 1 < n; i++)
        if (path[i] == '/' && (path[i + 1] == '.' || path[i + 1] == '/'))
            return true;
    return false;
}

/* Path and perhaps query up to the end or, where CODED is 0, to a fragment. */
static bool read_rest(const char *s, int coded, size_t *path, size_t *query)
{
    *path = span(s, PATH | coded);
    *query = s[*path] == '?' ? span(s + *path + 1, QUERY | coded) : 0;
    const char *end = s + *path + (s[*path] == '?') + *query;
    return (*end == '\0' || (coded == 0 && *end == '#')) &&
           !has_odd_segment(s, *path);
}

/* What a reference without a scheme stands behind: the origin, or the base's
 * folder. */
static bool read_base(const char *base, const char *ref, size_t *keep)
{
    struct origin o;
    size_t path, query;
    *keep = base != NULL ? read_origin(base, &o) : 0;
    if (*keep == 0)
        return false;
    if (*ref == '/')
        return true;
    if (!read_rest(base + *keep, 0, &path, &query) || *ref == '.')
        return false;
    while (base[*keep + path - 1] != '/')
        path--;
    *keep += path;
    return true;
}

bool url_plain_join(struct arena *mem, const char *base, const char *ref,
                    const char **ret)
{
    struct origin o;
    size_t path, query, keep = 0;
    const char *front = ref, *rest = ref;
    if (strncmp(ref, "http", 4) == 0 && (keep = read_origin(ref, &o)) != 0) {
        rest += keep;
    } else {
        /* A colon in the first segment may end a scheme. */
        size_t first = strcspn(ref, ":/?#");
        if (ref[first] == ':' || (first == 0 && *ref != '/') ||
            strncmp(ref, "//", 2) == 0 || !read_base(base, ref, &keep))
            return false;
        front = base;
    }
    if (!read_rest(rest, 0, &path, &query) ||
        keep + path + query + 1 > CAP_URL_BYTES)
        return false;
    const char *asked = NULL;
    if (query != 0)
        asked =
            url_clean_query(mem, arena_strndup(mem, rest + path + 1, query));
    size_t asked_len = asked != NULL ? strlen(asked) + 1 : 0;
    char *out = arena_alloc(mem, keep + path + asked_len + 1);
    memcpy(out, front, keep);
    memcpy(out + keep, rest, path);
    if (asked != NULL) {
        out[keep + path] = '?';
        memcpy(out + keep + path + 1, asked, asked_len);
    }
    *ret = out;
    return true;
}

bool url_plain_split(struct arena *mem, const char *url, struct url_parts *ret)
{
    struct origin o;
    size_t n = read_origin(url, &o), path, query;
    if (n == 0 || !read_rest(url + n, CODED, &path, &query) ||
        (url[n + path] == '?' && query == 0))
        return false;
    *ret = (struct url_parts){
        .scheme = o.scheme == 5 ? "https" : "http",
        .host = arena_strndup(mem, url + o.host_at, o.host),
        .path = arena_strndup(mem, url + n, path),
        .query =
            query != 0 ? arena_strndup(mem, url + n + path + 1, query) : NULL,
        .port = o.port != 0     ? o.port
                : o.scheme == 5 ? 443
                                : 80};
    return true;
}
