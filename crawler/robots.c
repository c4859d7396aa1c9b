/*
 * robots.c - parsing and matching of robots.txt; see robots.h.
 *
 * Only the rules that concern the one agent are kept. RFC 9309 section 2.2.1:
 * all groups that name the agent are one; without any, the groups for "*".
 */
#include "robots_int.h"

#include "medel/caps.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Longer lines are cut, as Google's parser does: eight times the length that
 * a URL had in the most restrictive browser. */
#define LINE_MAX_BYTES (2083u * 8 - 1)

/* --- parsing -------------------------------------------------------------- */

enum field { F_OTHER, F_AGENT, F_ALLOW, F_DISALLOW, F_SITEMAP, F_DELAY };

struct parse {
    struct robots *r;
    const char *agent;
    bool in_named, in_any; /* groups that the current lines belong to */
    bool rules_seen;       /* so that the next agent line begins a group */
    bool failed;           /* out of memory */
};

static bool starts(const char *p, size_t n, const char *name)
{
    size_t len = strlen(name);
    return n >= len && strncasecmp(p, name, len) == 0;
}

static enum field field_of(const char *p, size_t n)
{
    /* The misspellings are the frequent ones that Google's parser takes. */
    static const struct {
        const char *name;
        enum field field;
    } FIELDS[] = {
        {"user-agent", F_AGENT},  {"useragent", F_AGENT},
        {"user agent", F_AGENT},  {"allow", F_ALLOW},
        {"disallow", F_DISALLOW}, {"dissallow", F_DISALLOW},
        {"dissalow", F_DISALLOW}, {"disalow", F_DISALLOW},
        {"diasllow", F_DISALLOW}, {"disallaw", F_DISALLOW},
        {"sitemap", F_SITEMAP},   {"site-map", F_SITEMAP},
        {"crawl-delay", F_DELAY}, {"crawldelay", F_DELAY},
    };
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++)
        if (starts(p, n, FIELDS[i].name))
            return FIELDS[i].field;
    return F_OTHER;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\v' || c == '\f';
}

static void trim(const char **p, size_t *n)
{
    while (*n != 0 && is_blank(**p)) {
        (*p)++;
        (*n)--;
    }
    while (*n != 0 && is_blank((*p)[*n - 1]))
        (*n)--;
}

/* "name: value", or "name value" where that is all there is. */
static bool split(const char *line, size_t n, const char **key, size_t *key_n,
                  const char **value, size_t *value_n)
{
    const char *hash = memchr(line, '#', n);
    if (hash != NULL)
        n = (size_t)(hash - line);
    trim(&line, &n);
    const char *colon = memchr(line, ':', n);
    size_t k = 0;
    if (colon != NULL) {
        k = (size_t)(colon - line);
        *value = colon + 1;
    } else {
        while (k < n && !is_blank(line[k]))
            k++;
        if (k == n)
            return false;
        *value = line + k;
    }
    *key = line;
    *key_n = k;
    *value_n = n - (size_t)(*value - line);
    trim(key, key_n);
    trim(value, value_n);
    if (colon == NULL)
        for (size_t i = 0; i < *value_n; i++)
            if (is_blank((*value)[i]))
                return false;
    return *key_n != 0;
}

/* Of a product token: RFC 9309, section 2.2.1. */
static bool is_token(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == '-';
}

static void on_agent(struct parse *ps, const char *v, size_t n)
{
    if (ps->rules_seen)
        ps->in_named = ps->in_any = ps->rules_seen = false;
    if (n >= 1 && v[0] == '*' && (n == 1 || is_blank(v[1]))) {
        ps->in_any = true;
        return;
    }
    size_t token = 0;
    while (token < n && is_token(v[token]))
        token++;
    if (token != 0 && strlen(ps->agent) == token &&
        strncasecmp(v, ps->agent, token) == 0) {
        ps->in_named = true;
        ps->r->named_seen = true;
    }
}

static bool group_add(struct group *g, const struct rule *rule)
{
    if (g->n == g->cap) {
        size_t cap = g->cap != 0 ? g->cap * 2 : 8;
        struct rule *p = realloc(g->rules, cap * sizeof *p);
        if (p == NULL)
            return false;
        g->rules = p;
        g->cap = cap;
    }
    g->rules[g->n++] = *rule;
    return true;
}

/* Octets of a path with its '$' as written. */
static size_t octets_of(size_t escaped, const char *v, size_t n)
{
    for (size_t i = 0; i + 1 < n; i++)
        if (v[i] == '$')
            escaped -= strlen("24");
    return escaped;
}

static bool rule_add(struct parse *ps, bool allow, int line, const char *v,
                     size_t n)
{
    struct buf *text = &ps->r->text;
    struct rule rule = {.allow = allow, .line = line};
    rule.at = (uint32_t)text->len;
    if (robots_escape(text, v, n, ROBOTS_PATTERN | ROBOTS_ASCII) != ST_OK)
        return false;
    rule.len = (uint32_t)(text->len - rule.at);
    rule.octets = (uint32_t)octets_of(rule.len, v, n);
    rule.plain_at = (uint32_t)text->len;
    if (robots_escape(text, v, n,
                      ROBOTS_PATTERN | ROBOTS_ASCII | ROBOTS_PLAIN) != ST_OK)
        return false;
    rule.plain_len = (uint32_t)(text->len - rule.plain_at);
    return (!ps->in_named || group_add(&ps->r->named, &rule)) &&
           (!ps->in_any || group_add(&ps->r->any, &rule));
}

static void on_rule(struct parse *ps, bool allow, int line, const char *v,
                    size_t n)
{
    if (!ps->in_named && !ps->in_any)
        return;
    ps->rules_seen = true;
    if (n == 0)
        return; /* "Disallow:" forbids nothing */
    if (!rule_add(ps, allow, line, v, n)) {
        ps->failed = true;
        return;
    }
    /* Where a folder's index page is allowed, the folder itself is meant. */
    const char *slash = memrchr(v, '/', n);
    static const char INDEX[] = "/index.htm";
    if (allow && slash != NULL && n - (size_t)(slash - v) >= strlen(INDEX) &&
        memcmp(slash, INDEX, strlen(INDEX)) == 0) {
        char folder[LINE_MAX_BYTES + 2];
        size_t len = (size_t)(slash - v) + 1;
        memcpy(folder, v, len);
        folder[len++] = '$';
        if (!rule_add(ps, true, line, folder, len))
            ps->failed = true;
    }
}

static void on_sitemap(struct parse *ps, const char *v, size_t n)
{
    struct robots *r = ps->r;
    if (n == 0 || n > CAP_URL_BYTES || memchr(v, '\0', n) != NULL)
        return;
    if (r->n_sitemaps == r->cap_sitemaps) {
        size_t cap = r->cap_sitemaps != 0 ? r->cap_sitemaps * 2 : 4;
        const char **p = realloc(r->sitemaps, cap * sizeof *p);
        if (p == NULL) {
            ps->failed = true;
            return;
        }
        r->sitemaps = p;
        r->cap_sitemaps = cap;
    }
    char *copy = strndup(v, n);
    if (copy == NULL)
        ps->failed = true;
    else
        r->sitemaps[r->n_sitemaps++] = copy;
}

/* Digits with at most one point; anything else is no delay. */
static void on_delay(struct parse *ps, const char *v, size_t n)
{
    double seconds = 0, unit = 1;
    bool point = false, digits = false;
    for (size_t i = 0; i < n; i++) {
        if (v[i] == '.' && !point) {
            point = true;
        } else if (v[i] >= '0' && v[i] <= '9') {
            digits = true;
            if (point)
                seconds += (v[i] - '0') * (unit /= 10);
            else
                seconds = seconds * 10 + (v[i] - '0');
        } else {
            return;
        }
    }
    if (!digits)
        return;
    if (ps->in_named)
        ps->r->named.delay = seconds;
    if (ps->in_any)
        ps->r->any.delay = seconds;
}

static void parse_line(struct parse *ps, int line, const char *p, size_t n)
{
    if (n > LINE_MAX_BYTES)
        n = LINE_MAX_BYTES;
    const char *key, *value;
    size_t key_n, value_n;
    if (!split(p, n, &key, &key_n, &value, &value_n))
        return;
    switch (field_of(key, key_n)) {
    case F_AGENT:
        on_agent(ps, value, value_n);
        break;
    case F_ALLOW:
        on_rule(ps, true, line, value, value_n);
        break;
    case F_DISALLOW:
        on_rule(ps, false, line, value, value_n);
        break;
    case F_SITEMAP:
        on_sitemap(ps, value, value_n);
        break;
    case F_DELAY:
        on_delay(ps, value, value_n);
        break;
    case F_OTHER:
        break;
    }
}

/* A byte order mark, whole or begun. */
static size_t bom_length(const char *bytes, size_t len)
{
    static const char BOM[] = "\xEF\xBB\xBF";
    size_t n = 0;
    while (n < 3 && n < len && bytes[n] == BOM[n])
        n++;
    return n;
}

/* Steps *p over one line, ended by LF, CR or CRLF; its text in *text. True
 * where an end was found. */
static bool next_line(const char **p, const char *end, const char **text,
                      size_t *n)
{
    const char *q = *p;
    while (q < end && *q != '\n' && *q != '\r')
        q++;
    *text = *p;
    *n = (size_t)(q - *p);
    bool ended = q < end;
    if (ended)
        q += q[0] == '\r' && end - q >= 2 && q[1] == '\n' ? 2 : 1;
    *p = q;
    return ended;
}

struct robots *robots_parse(const char *bytes, size_t len, const char *agent)
{
    struct robots *r = calloc(1, sizeof *r);
    if (r == NULL)
        return NULL;
    r->named.delay = r->any.delay = -1;
    /* Each byte of a rule is kept twice, escaped to three at most; the rule
     * added for an index page is a little shorter than its own. */
    buf_init(&r->text, 12u * CAP_ROBOTS_BYTES);
    bool cut = len > CAP_ROBOTS_BYTES;
    if (cut)
        len = CAP_ROBOTS_BYTES;

    struct parse ps = {.r = r, .agent = agent};
    const char *p = bytes, *end = bytes + len;
    p += bom_length(bytes, len);
    for (int line = 1; p < end && !ps.failed; line++) {
        const char *text;
        size_t n;
        if (!next_line(&p, end, &text, &n) && cut)
            break;
        parse_line(&ps, line, text, n);
    }
    if (ps.failed) {
        robots_free(r);
        return NULL;
    }
    return r;
}

double robots_crawl_delay(const struct robots *r)
{
    return r->named_seen ? r->named.delay : r->any.delay;
}

size_t robots_sitemaps(const struct robots *r, const char *const **ret)
{
    *ret = r->sitemaps;
    return r->n_sitemaps;
}

size_t robots_size(const struct robots *r)
{
    return sizeof *r + r->text.cap +
           (r->named.cap + r->any.cap) * sizeof(struct rule);
}

void robots_free(struct robots *r)
{
    if (r == NULL)
        return;
    for (size_t i = 0; i < r->n_sitemaps; i++)
        free((char *)r->sitemaps[i]);
    free(r->sitemaps);
    free(r->named.rules);
    free(r->any.rules);
    buf_free(&r->text);
    free(r);
}

bool robots_line(const char *bytes, size_t len, int line, const char **text,
                 size_t *text_len)
{
    const char *p = bytes, *end = bytes + len;
    p += bom_length(bytes, len);
    for (int i = 1; p < end; i++) {
        next_line(&p, end, text, text_len);
        if (i == line)
            return true;
    }
    return false;
}
