/*
 * url.c - addresses in normal form; see medel/url.h.
 *
 * libcurl parses and resolves. What it leaves as it stands is put right
 * before (percent-encoding, so that %2e%2e is seen as a dot segment; the
 * fragment, which curl before 8.8 resolves wrongly when it is alone; what
 * browsers forgive) and after (host names, tracking parameters). libcurl
 * 7.88 takes illegal numbers for IPv4 hosts and hosts with empty labels;
 * check_host() does not.
 */
#include "url_curl.h"
#include "url_int.h"

#include "medel/caps.h"
#include "medel/i18n.h"

#include <arpa/inet.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* RFC 3986, section 2.3. */
static bool is_unreserved(char c)
{
    return is_alpha(c) || is_digit(c) || (c != '\0' && strchr("-._~", c));
}

static int hex_value(char c)
{
    if (is_digit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static char *put_percent(char *out, unsigned char byte)
{
    static const char digit[] = "0123456789ABCDEF";
    *out++ = '%';
    *out++ = digit[byte >> 4];
    *out++ = digit[byte & 15];
    return out;
}

/*
 * Path and query of N bytes with the encoding of RFC 3986, section 6.2.2:
 * what needs none is decoded, what is illegal is encoded, hex digits are
 * capital. OUT has room for 3 * N bytes; returns its end.
 */
static char *normalise_encoding(char *out, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c == '%') {
            int high = i + 2 < n ? hex_value(s[i + 1]) : -1;
            int low = high >= 0 ? hex_value(s[i + 2]) : -1;
            if (low < 0) {
                out = put_percent(out, '%');
                continue;
            }
            c = (unsigned char)(high << 4 | low);
            i += 2;
            if (is_unreserved((char)c))
                *out++ = (char)c;
            else
                out = put_percent(out, c);
        } else if (is_unreserved((char)c) ||
                   (c != '\0' && strchr("!$&'()*+,;=:@/?", c) != NULL)) {
            *out++ = (char)c;
        } else {
            out = put_percent(out, c);
        }
    }
    return out;
}

/* The length of "http:" and the like in front of S, 0 where there is none. */
static size_t scheme_length(const char *s)
{
    size_t i = 0;
    if (!is_alpha(s[0]))
        return 0;
    while (is_alpha(s[i]) || is_digit(s[i]) ||
           (s[i] != '\0' && strchr("+-.", s[i])))
        i++;
    return s[i] == ':' ? i + 1 : 0;
}

/* A copy of REF without what browsers overlook: white space round it, line
 * breaks in it, backslashes for slashes; and without its fragment. */
static char *tidy_reference(struct arena *mem, const char *ref, size_t len)
{
    char *copy = arena_alloc(mem, len + 1), *out = copy;
    bool in_query = false;
    while (len > 0 && (unsigned char)ref[0] <= ' ')
        ref++, len--;
    while (len > 0 && (unsigned char)ref[len - 1] <= ' ')
        len--;
    for (size_t i = 0; i < len && ref[i] != '#'; i++) {
        in_query = in_query || ref[i] == '?';
        if (ref[i] == '\\' && !in_query)
            *out++ = '/';
        else if (ref[i] != '\t' && ref[i] != '\n' && ref[i] != '\r')
            *out++ = ref[i];
    }
    *out = '\0';
    return copy;
}

static enum status refuse(struct err *e, const char *ref)
{
    return err_set(e, ST_INVALID, _("'%.200s' is not a web address"), ref);
}

/* Takes ";jsessionid=..." out of the path of N bytes at S, before its dot
 * segments are: "/.;jsessionid=1" is "/". Returns its new length. */
static size_t drop_sessions(char *s, size_t n)
{
    static const char session[] = ";jsessionid=";
    const size_t k = sizeof session - 1;
    size_t out = 0;
    for (size_t i = 0; i < n;) {
        if (n - i < k || strncasecmp(s + i, session, k) != 0) {
            s[out++] = s[i++];
            continue;
        }
        for (i += k; i < n && s[i] != ';' && s[i] != '/';)
            i++;
    }
    if (out == 0 && n != 0) /* no path is another one than the base's */
        s[out++] = '.';
    return out;
}

/* REF ready for libcurl; "" where it names the base itself. */
static enum status prepare(struct arena *mem, const char *ref, bool absolute,
                           const char **ret, struct err *e)
{
    size_t len = strlen(ref);
    if (len > 3 * CAP_URL_BYTES)
        return err_set(e, ST_LIMIT, _("an address of %zu bytes is too long"),
                       len);
    char *s = tidy_reference(mem, ref, len);
    size_t scheme = scheme_length(s);
    if (scheme != 0) {
        if (strncasecmp(s, "http:", scheme) != 0 &&
            strncasecmp(s, "https:", scheme) != 0)
            return refuse(e, ref);
        if (strncmp(s + scheme, "//", 2) != 0)
            return refuse(e, ref);
    } else if (absolute) {
        return refuse(e, ref);
    }
    size_t tail = scheme;
    if (strncmp(s + scheme, "//", 2) == 0) {
        size_t host = strcspn(s + scheme + 2, "/?");
        if (host == 0)
            return refuse(e, ref); /* libcurl would look further on for it */
        tail += 2 + host;
    }
    size_t n = strlen(s + tail);
    char *out = arena_alloc(mem, tail + 3 * n + 1);
    memcpy(out, s, tail);
    *normalise_encoding(out + tail, s + tail, n) = '\0';
    size_t path = strcspn(out + tail, "?");
    size_t kept = drop_sessions(out + tail, path);
    memmove(out + tail + kept, out + tail + path,
            strlen(out + tail + path) + 1);
    *ret = out;
    return ST_OK;
}

/* A part of U, which is there since libcurl is, in MEM, or NULL. */
static const char *part(struct arena *mem, CURLU *u, CURLUPart what,
                        unsigned flags)
{
    const struct url_curl *curl = url_curl(NULL);
    char *s = NULL;
    if (curl->url_get(u, what, &s, flags) != CURLUE_OK)
        return NULL;
    const char *copy = arena_strdup(mem, s);
    curl->free(s);
    return copy;
}

static bool is_ascii(const char *s)
{
    while (*s > 0)
        s++;
    return *s == '\0';
}

/* The host in URL, which has a name for one and no numbers. */
static const char *host_in(struct arena *mem, const char *url)
{
    const char *from = strstr(url, "://");
    if (from == NULL)
        return NULL;
    from += 3;
    const char *user = memrchr(from, '@', strcspn(from, "/?#"));
    if (user != NULL)
        from = user + 1;
    return arena_strndup(mem, from, strcspn(from, ":/?#"));
}

/* The host in ASCII. libcurl converts by the thread's locale, which must be
 * a UTF-8 one for that, whatever the user or cron has set. It is asked for the
 * whole address: libcurl 7.88 leaks a host that it cannot convert where it is
 * asked for that alone, and a page may have thousands of such links. */
static const char *ascii_host(struct arena *mem, CURLU *u)
{
    const char *host = part(mem, u, CURLUPART_HOST, 0);
    if (host == NULL || is_ascii(host))
        return host;
    locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    if (utf8 == (locale_t)0)
        return NULL;
    locale_t before = uselocale(utf8);
    const char *url = part(mem, u, CURLUPART_URL, CURLU_PUNYCODE);
    uselocale(before);
    freelocale(utf8);
    return url != NULL ? host_in(mem, url) : NULL;
}

bool url_is_host_name(const char *host)
{
    const char *label = host;
    if (strlen(host) > 253)
        return false;
    for (const char *p = host;; p++) {
        if (*p == '.' || *p == '\0') {
            if (p == label || p - label > 63)
                return false;
            if (*p == '\0')
                break;
            label = p + 1;
        } else if (!is_alpha(*p) && !is_digit(*p) && *p != '-' && *p != '_') {
            return false;
        }
    }
    struct in_addr v4;
    if (label[strspn(label, "0123456789")] == '\0' ||
        strncmp(label, "0x", 2) == 0)
        return inet_pton(AF_INET, host, &v4) == 1;
    return true;
}

static bool is_ipv6_literal(const char *host)
{
    char text[INET6_ADDRSTRLEN];
    struct in6_addr v6;
    size_t n = strlen(host);
    if (n < 4 || host[0] != '[' || host[n - 1] != ']' || n - 2 >= sizeof text)
        return false;
    memcpy(text, host + 1, n - 2);
    text[n - 2] = '\0';
    return inet_pton(AF_INET6, text, &v6) == 1;
}

/* The host of U, lower case and checked, in MEM; NULL where it is none. */
static const char *host_of(struct arena *mem, CURLU *u)
{
    const char *found = ascii_host(mem, u);
    if (found == NULL)
        return NULL;
    char *host = arena_strdup(mem, found);
    size_t n = strlen(host);
    for (size_t i = 0; i < n; i++)
        if (host[i] >= 'A' && host[i] <= 'Z')
            host[i] = (char)(host[i] + 'a' - 'A');
    if (n > 1 && host[n - 1] == '.')
        host[n - 1] = '\0';
    return is_ipv6_literal(host) || url_is_host_name(host) ? host : NULL;
}

/* --- what is dropped from path and query --------------------------------- */

static bool has_prefix(const char *s, size_t n, const char *prefix)
{
    size_t m = strlen(prefix);
    return n >= m && strncasecmp(s, prefix, m) == 0;
}

static bool is_name(const char *s, size_t n, const char *const *names)
{
    for (; *names != NULL; names++)
        if (strlen(*names) == n && strncasecmp(s, *names, n) == 0)
            return true;
    return false;
}

/* A session's number and not a page's: long, and no word. */
static bool is_session_value(const char *s, size_t n)
{
    size_t digits = 0;
    for (size_t i = 0; i < n; i++) {
        if (!is_unreserved(s[i]))
            return false;
        digits += is_digit(s[i]);
    }
    return n >= 16 && digits > 0;
}

/* The parameter "name=value" of N bytes says nothing about the page. */
static bool is_tracking(const char *s, size_t n)
{
    static const char *const prefixes[] = {"utm_", "mtm_",   "hsa_",
                                           "pk_",  "_hsenc", "_hsmi"};
    static const char *const names[] = {
        "gclid",      "dclid",     "gbraid",  "wbraid", "gclsrc", "fbclid",
        "msclkid",    "yclid",     "twclid",  "ttclid", "igshid", "li_fat_id",
        "mc_cid",     "mc_eid",    "mkt_tok", "_ga",    "_gl",    "vero_id",
        "jsessionid", "phpsessid", "cftoken", NULL};
    static const char *const sessions[] = {"sid",        "session", "sessionid",
                                           "session_id", "sess",    NULL};
    const char *equals = memchr(s, '=', n);
    size_t name = equals != NULL ? (size_t)(equals - s) : n;
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
        if (has_prefix(s, name, prefixes[i]))
            return true;
    if (is_name(s, name, names) || has_prefix(s, name, "aspsessionid"))
        return true;
    return is_name(s, name, sessions) && equals != NULL &&
           is_session_value(equals + 1, n - name - 1);
}

const char *url_clean_query(struct arena *mem, const char *query)
{
    if (query == NULL || query[0] == '\0')
        return NULL;
    char *out = arena_alloc(mem, strlen(query) + 1), *end = out;
    for (const char *s = query;;) {
        size_t n = strcspn(s, "&");
        if (n > 0 && !is_tracking(s, n)) {
            if (end != out)
                *end++ = '&';
            memcpy(end, s, n);
            end += n;
        }
        if (s[n] == '\0')
            break;
        s += n + 1;
    }
    *end = '\0';
    return end != out ? out : NULL;
}

/* --- the interface ------------------------------------------------------- */

/* The address in U in normal form. */
static enum status compose(struct arena *mem, CURLU *u, const char *ref,
                           const char **ret, struct err *e)
{
    const char *scheme = part(mem, u, CURLUPART_SCHEME, 0);
    const char *host = host_of(mem, u);
    const char *port = part(mem, u, CURLUPART_PORT, CURLU_NO_DEFAULT_PORT);
    const char *path = part(mem, u, CURLUPART_PATH, 0);
    if (scheme == NULL || host == NULL || path == NULL ||
        part(mem, u, CURLUPART_USER, 0) != NULL ||
        part(mem, u, CURLUPART_ZONEID, 0) != NULL ||
        (port != NULL && strcmp(port, "0") == 0))
        return refuse(e, ref);
    const char *query = url_clean_query(mem, part(mem, u, CURLUPART_QUERY, 0));
    const char *url =
        arena_printf(mem, "%s://%s%s%s%s%s%s", scheme, host,
                     port != NULL ? ":" : "", port != NULL ? port : "", path,
                     query != NULL ? "?" : "", query != NULL ? query : "");
    if (strlen(url) > CAP_URL_BYTES)
        return err_set(e, ST_LIMIT, _("an address of %zu bytes is too long"),
                       strlen(url));
    *ret = url;
    return ST_OK;
}

enum status url_normalise(struct arena *mem, const char *base, const char *ref,
                          const char **ret, struct err *e)
{
    const char *first = NULL, *second = NULL;
    enum status st;
    if (url_plain_join(mem, base, ref, ret))
        return ST_OK;
    if (base != NULL && (st = prepare(mem, base, true, &first, e)) != ST_OK)
        return st;
    st = prepare(mem, ref, base == NULL, &second, e);
    if (st != ST_OK)
        return st;
    const struct url_curl *curl = url_curl(e);
    if (curl == NULL)
        return ST_IO;
    CURLU *u = curl->url();
    if (u == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    CURLUcode code = CURLUE_OK;
    if (first != NULL)
        code = curl->url_set(u, CURLUPART_URL, first, 0);
    if (code == CURLUE_OK && second[0] != '\0')
        code = curl->url_set(u, CURLUPART_URL, second, 0);
    if (code == CURLUE_OUT_OF_MEMORY)
        st = err_set(e, ST_NOMEM, _("out of memory"));
    else if (code != CURLUE_OK)
        st = refuse(e, ref);
    else
        st = compose(mem, u, ref, ret, e);
    curl->url_cleanup(u);
    return st;
}

enum status url_split(struct arena *mem, const char *url, struct url_parts *ret,
                      struct err *e)
{
    if (url_plain_split(mem, url, ret))
        return ST_OK;
    const struct url_curl *curl = url_curl(e);
    if (curl == NULL)
        return ST_IO;
    CURLU *u = curl->url();
    if (u == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    enum status st = ST_OK;
    if (curl->url_set(u, CURLUPART_URL, url, 0) != CURLUE_OK) {
        st = refuse(e, url);
    } else {
        struct url_parts p = {
            .scheme = part(mem, u, CURLUPART_SCHEME, 0),
            .host = host_of(mem, u),
            .path = part(mem, u, CURLUPART_PATH, 0),
            .query = part(mem, u, CURLUPART_QUERY, 0),
        };
        const char *port = part(mem, u, CURLUPART_PORT, CURLU_DEFAULT_PORT);
        p.port = port != NULL ? (int)strtol(port, NULL, 10) : 0;
        if (p.scheme == NULL || p.host == NULL || p.path == NULL)
            st = refuse(e, url);
        else
            *ret = p;
    }
    curl->url_cleanup(u);
    return st;
}

bool url_same_site(const char *host_a, const char *host_b)
{
    if (strncasecmp(host_a, "www.", 4) == 0)
        host_a += 4;
    if (strncasecmp(host_b, "www.", 4) == 0)
        host_b += 4;
    return strcasecmp(host_a, host_b) == 0;
}
