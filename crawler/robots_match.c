/* robots_match.c - holding rules against addresses; see robots.h. */
#include "robots_int.h"

#include <string.h>

/* --- characters ----------------------------------------------------------- */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

static bool is_escape(const char *p, const char *end)
{
    return end - p >= 3 && p[0] == '%' && hex_digit(p[1]) >= 0 &&
           hex_digit(p[2]) >= 0;
}

static bool is_unreserved(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
           c == '~';
}

static enum status put_escaped(struct buf *out, unsigned char c)
{
    static const char HEX[] = "0123456789ABCDEF";
    const char s[3] = {'%', HEX[c >> 4], HEX[c & 15]};
    return buf_append(out, s, 3);
}

/* Whether the character at P is to be written as an escape; IN_QUERY: a '?'
 * was before it. */
static bool must_escape(const char *p, const char *end, bool in_query,
                        unsigned how)
{
    unsigned char c = (unsigned char)*p;
    if (c >= 0x80)
        return (how & ROBOTS_ASCII) != 0;
    if (c == '$')
        return (how & ROBOTS_SUBJECT) != 0 ||
               ((how & ROBOTS_PATTERN) != 0 && p + 1 < end);
    if (c == '*')
        return (how & ROBOTS_SUBJECT) != 0;
    return (how & ROBOTS_PLAIN) != 0 && in_query && c != '\0' &&
           strchr(":/?[]@!'(),;", c) != NULL;
}

enum status robots_escape(struct buf *out, const char *p, size_t n,
                          unsigned how)
{
    enum status st = ST_OK;
    bool in_query = false;
    for (const char *end = p + n; st == ST_OK && p < end; p++) {
        if (is_escape(p, end)) {
            int c = hex_digit(p[1]) * 16 + hex_digit(p[2]);
            st = (how & ROBOTS_PLAIN) != 0 && is_unreserved(c)
                     ? buf_putc(out, (char)c)
                     : put_escaped(out, (unsigned char)c);
            p += 2;
        } else if (must_escape(p, end, in_query, how)) {
            st = put_escaped(out, (unsigned char)*p);
        } else {
            in_query = in_query || *p == '?';
            st = buf_putc(out, *p);
        }
    }
    return st;
}

enum status robots_pattern_escape(struct buf *out, const char *p, size_t n)
{
    return robots_escape(out, p, n, ROBOTS_ASCII);
}

/* --- matching ------------------------------------------------------------- */

/* The pieces between the stars are looked for from left to right, the first
 * at the start; the leftmost place is always the best one. Linear in both
 * lengths, so that no file can be made to take long. */
bool robots_pattern_match(const char *pattern, size_t pattern_len,
                          const char *path, size_t path_len)
{
    const char *p = pattern, *p_end = pattern + pattern_len;
    const char *s = path, *s_end = path + path_len;
    bool anchored = pattern_len != 0 && p_end[-1] == '$';
    if (anchored)
        p_end--;
    bool first = true;
    for (;;) {
        const char *star = memchr(p, '*', (size_t)(p_end - p));
        size_t n = (size_t)((star != NULL ? star : p_end) - p);
        if (star == NULL && anchored && !first) {
            /* The last piece ends the path. */
            return (size_t)(s_end - s) >= n && memcmp(s_end - n, p, n) == 0;
        }
        if (first) {
            if ((size_t)(s_end - s) < n || memcmp(s, p, n) != 0)
                return false;
            s += n;
        } else if (n != 0) {
            const char *hit = memmem(s, (size_t)(s_end - s), p, n);
            if (hit == NULL)
                return false;
            s = hit + n;
        }
        if (star == NULL)
            return !anchored || s == s_end;
        p = star + 1;
        first = false;
    }
}

/*
 * Path and query of URL, without the fragment. Lenient: the scheme may be
 * missing, as in the second argument of `medel robots`. In *query_only the
 * path is implied: the text starts at '?' or ';' and needs a '/' before it.
 */
static void path_of(const char *url, const char **path, size_t *len,
                    bool *query_only)
{
    static const char ROOT[] = "/";
    const char *start = strncmp(url, "//", 2) == 0 ? url + 2 : url;
    size_t fragment = strcspn(url, "#");
    const char *authority = start;
    const char *scheme = strstr(start, "://");
    if (scheme != NULL && scheme < start + strcspn(start, "/?;"))
        authority = scheme + 3;
    const char *from = authority + strcspn(authority, "/?;");
    *query_only = false;
    if (*from == '\0' || from >= url + fragment) {
        *path = ROOT;
        *len = 1;
        return;
    }
    *path = from;
    *len = (size_t)(url + fragment - from);
    *query_only = *from != '/';
}

struct subject { /* what the rules are held against, both ways of writing */
    const char *raw, *plain;
    size_t raw_len, plain_len;
};

/*
 * RFC 9309 would have "/%62" match "/b", and "/ö" in a rule match "/ö" in an
 * address; Google's cases say that they do not. A rule that forbids is held
 * against both ways of writing, one that allows only as written: in doubt
 * nothing is fetched.
 */
static bool rule_matches(const struct robots *r, const struct rule *rule,
                         const struct subject *s)
{
    const char *text = r->text.data;
    if (robots_pattern_match(text + rule->at, rule->len, s->raw, s->raw_len))
        return true;
    return !rule->allow &&
           robots_pattern_match(text + rule->plain_at, rule->plain_len,
                                s->plain, s->plain_len);
}

static struct robots_verdict
judge(const struct robots *r, const struct group *g, const struct subject *s)
{
    /* Most octets win; of equals, the one that allows (section 2.2.2). */
    const struct rule *best = NULL;
    for (size_t i = 0; i < g->n; i++) {
        const struct rule *rule = &g->rules[i];
        if (best != NULL &&
            (rule->octets < best->octets ||
             (rule->octets == best->octets && (best->allow || !rule->allow))))
            continue;
        if (rule_matches(r, rule, s))
            best = rule;
    }
    if (best == NULL)
        return (struct robots_verdict){true, 0};
    return (struct robots_verdict){best->allow, best->line};
}

struct robots_verdict robots_check(const struct robots *r, const char *url)
{
    const char *path;
    size_t len;
    bool query_only;
    path_of(url, &path, &len, &query_only);

    /* Section 2.2.2: that file itself is always allowed. */
    static const char OWN[] = "/robots.txt";
    if (len == strlen(OWN) && memcmp(path, OWN, len) == 0)
        return (struct robots_verdict){true, 0};

    struct buf raw, plain;
    buf_init(&raw, 3 * len + 1);
    buf_init(&plain, 3 * (3 * len + 1));
    struct robots_verdict v = {false, 0}; /* out of memory: not allowed */
    if ((!query_only || buf_putc(&raw, '/') == ST_OK) &&
        robots_escape(&raw, path, len, ROBOTS_SUBJECT) == ST_OK &&
        robots_escape(&plain, raw.data, raw.len,
                      ROBOTS_SUBJECT | ROBOTS_ASCII | ROBOTS_PLAIN) == ST_OK) {
        const struct subject s = {raw.data, plain.data, raw.len, plain.len};
        v = judge(r, r->named_seen ? &r->named : &r->any, &s);
    }
    buf_free(&raw);
    buf_free(&plain);
    return v;
}
