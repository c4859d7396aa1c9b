/* scope.c - see scope.h. */
#include "scope.h"

#include "robots.h"

#include "medel/hash.h"
#include "medel/i18n.h"

#include <libpsl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define SEGMENTS_MAX 20
#define PARAMETERS_MAX 10
#define SEGMENT_REPEATS_MAX 3
/* The same few segments one after the other, whatever they are. */
#define CYCLES_MAX 4
#define CYCLE_SEGMENTS_MAX 4

/* Many a site serves all its pages as ?id=N, so one parameter may take many
 * values; facets that multiply each other may not. */
#define SHAPE_ONE_MAX 500
#define SHAPE_TWO_MAX 200
#define SHAPE_MORE_MAX 50
/* Numbers in the path: an archive by months has no end either, while pages
 * may well all be /N. */
#define SHAPE_CALENDAR_MAX 200
#define SHAPE_NUMBER_MAX 20000

/* Grows when the rules here let in more than before. */
#define SCOPE_RULES 1

struct place {
    char *host;
    int port; /* 0: 80 and 443 */
};

struct pattern {
    char *text;
    size_t len;
};

struct patterns {
    struct pattern *items;
    size_t n;
};

struct scope {
    const struct funder *funder;
    struct place *places;
    size_t n_places;
    struct patterns allow, deny;
};

/* --- building ------------------------------------------------------------- */

static bool add_place(struct scope *s, const char *host, size_t len, int port)
{
    for (size_t i = 0; i < s->n_places; i++)
        if (strlen(s->places[i].host) == len && s->places[i].port == port &&
            strncasecmp(s->places[i].host, host, len) == 0)
            return true;
    struct place *p = realloc(s->places, (s->n_places + 1) * sizeof *p);
    if (p == NULL)
        return false;
    s->places = p;
    p[s->n_places].port = port;
    p[s->n_places].host = strndup(host, len);
    return p[s->n_places++].host != NULL;
}

/* The number after a colon; 0 where it is none. */
static int port_number(const char *s)
{
    char *end;
    long n = strtol(s, &end, 10);
    return *s != 0 && *end == 0 && n > 0 && n < 65536 ? (int)n : 0;
}

static bool add_host(struct scope *s, const char *host)
{
    const char *colon = strrchr(host, ':');
    if (colon == NULL || strchr(host, ']') > colon)
        return add_place(s, host, strlen(host), 0);
    return add_place(s, host, (size_t)(colon - host), port_number(colon + 1));
}

static bool add_patterns(struct patterns *ps, const char **texts, size_t n)
{
    ps->items = calloc(n != 0 ? n : 1, sizeof *ps->items);
    if (ps->items == NULL)
        return false;
    for (size_t i = 0; i < n; i++) {
        size_t len = strlen(texts[i]);
        struct buf b;
        buf_init(&b, 3 * len + 1);
        if (robots_pattern_escape(&b, texts[i], len) != ST_OK) {
            buf_free(&b);
            return false;
        }
        ps->items[i].len = b.len;
        ps->items[i].text = buf_steal(&b);
        if (ps->items[i].text == NULL)
            return false;
        ps->n++;
    }
    return true;
}

enum status scope_new(const struct funder *funder, struct scope **ret,
                      struct err *e)
{
    struct arena *mem = arena_new();
    struct scope *s = calloc(1, sizeof *s);
    bool ok = s != NULL;
    enum status st = ST_OK;
    if (ok)
        s->funder = funder;
    for (size_t i = 0; ok && st == ST_OK && i < funder->n_start; i++) {
        struct url_parts u;
        st = url_split(mem, funder->start[i], &u, e);
        if (st == ST_OK)
            ok = add_place(s, u.host, strlen(u.host),
                           u.port == 80 || u.port == 443 ? 0 : u.port);
    }
    for (size_t i = 0; ok && i < funder->n_hosts; i++)
        ok = add_host(s, funder->hosts[i]);
    ok = ok && add_patterns(&s->allow, funder->allow, funder->n_allow) &&
         add_patterns(&s->deny, funder->deny, funder->n_deny);
    arena_free(mem);
    if (!ok)
        st = err_set(e, ST_NOMEM, _("out of memory"));
    if (st != ST_OK)
        scope_free(s);
    else
        *ret = s;
    return st;
}

static void free_patterns(struct patterns *ps)
{
    for (size_t i = 0; i < ps->n; i++)
        free(ps->items[i].text);
    free(ps->items);
}

void scope_free(struct scope *s)
{
    if (s == NULL)
        return;
    for (size_t i = 0; i < s->n_places; i++)
        free(s->places[i].host);
    free(s->places);
    free_patterns(&s->allow);
    free_patterns(&s->deny);
    free(s);
}

uint64_t scope_fingerprint(const struct scope *s)
{
    uint64_t h = SCOPE_RULES;
    for (size_t i = 0; i < s->n_places; i++) {
        const char *host = s->places[i].host;
        h = h * 31 + hash_u64(host, strlen(host)) + (unsigned)s->places[i].port;
    }
    for (size_t i = 0; i < s->allow.n; i++)
        h = h * 31 + hash_u64(s->allow.items[i].text, s->allow.items[i].len);
    h = h * 31 + 1;
    for (size_t i = 0; i < s->deny.n; i++)
        h = h * 31 + hash_u64(s->deny.items[i].text, s->deny.items[i].len);
    return h;
}

/* --- checks --------------------------------------------------------------- */

bool scope_has_host(const struct scope *s, const struct url_parts *u)
{
    for (size_t i = 0; i < s->n_places; i++) {
        const struct place *p = &s->places[i];
        bool port = p->port == u->port ||
                    (p->port == 0 && (u->port == 80 || u->port == 443));
        if (port && url_same_site(p->host, u->host))
            return true;
    }
    return false;
}

/* What the funder registered: "vinnova.se" of "media.vinnova.se", by the
 * Public Suffix List; two councils under "gov.uk" are two. */
static bool same_owner(const char *host_a, const char *host_b)
{
    const psl_ctx_t *list = psl_builtin();
    const char *a = list != NULL ? psl_registrable_domain(list, host_a) : NULL;
    const char *b = a != NULL ? psl_registrable_domain(list, host_b) : NULL;
    return b != NULL && strcmp(a, b) == 0;
}

/* A document on another host of the funder's own: sites keep their files on
 * media.example.org and the like, of which nothing else is crawled. */
static bool is_document_nearby(const struct scope *s, const struct url_parts *u)
{
    if (!scope_is_document(u->path))
        return false;
    for (size_t i = 0; i < s->n_places; i++)
        if ((u->port == 80 || u->port == 443 || u->port == s->places[i].port) &&
            same_owner(s->places[i].host, u->host))
            return true;
    return false;
}

bool scope_is_start(const struct scope *s, const char *url)
{
    for (size_t i = 0; i < s->funder->n_start; i++)
        if (strcmp(s->funder->start[i], url) == 0)
            return true;
    return false;
}

/* Length of the longest pattern that matches, 0 for none. */
static size_t longest(const struct patterns *ps, const char *path, size_t len)
{
    size_t best = 0;
    for (size_t i = 0; i < ps->n; i++)
        if (ps->items[i].len > best &&
            robots_pattern_match(ps->items[i].text, ps->items[i].len, path,
                                 len))
            best = ps->items[i].len;
    return best;
}

/* The patterns to be allowed by are those of the pages' own host: a document
 * ELSEWHERE must only not be denied. */
static bool patterns_allow(const struct scope *s, const struct url_parts *u,
                           bool elsewhere)
{
    char target[2 * 2048 + 2];
    if (s->allow.n == 0 && s->deny.n == 0)
        return true;
    int n =
        snprintf(target, sizeof target, "%s%s%s", u->path,
                 u->query != NULL ? "?" : "", u->query != NULL ? u->query : "");
    if (n < 0 || (size_t)n >= sizeof target)
        return false;
    size_t allowed = longest(&s->allow, target, (size_t)n);
    size_t denied = longest(&s->deny, target, (size_t)n);
    if (denied != 0)
        return allowed > denied;
    return allowed != 0 || s->allow.n == 0 || elsewhere;
}

/* Files that cannot hold a page. A PDF can: see scope_is_document(). */
bool scope_is_document(const char *path)
{
    size_t n = strlen(path);
    return n > 4 && strcasecmp(path + n - 4, ".pdf") == 0;
}

static bool is_file(const char *path)
{
    static const char *const EXTENSIONS[] = {
        /* documents */
        "doc", "docx", "docm", "dot", "dotx", "xls", "xlsx", "xlsm", "ppt",
        "pptx", "ppsx", "odt", "ods", "odp", "rtf", "epub", "csv",
        /* pictures, sound, film */
        "jpg", "jpeg", "png", "gif", "svg", "webp", "avif", "ico", "bmp", "tif",
        "tiff", "eps", "ai", "psd", "heic", "mp3", "mp4", "m4a", "m4v", "wav",
        "ogg", "ogv", "oga", "webm", "mov", "avi", "wmv", "flac", "mpg", "mpeg",
        "mkv", "swf", "vtt", "srt",
        /* archives, programs, fonts, data */
        "zip", "gz", "tgz", "bz2", "xz", "7z", "rar", "tar", "exe", "msi",
        "dmg", "iso", "apk", "jar", "bin", "css", "js", "mjs", "map", "json",
        "woff", "woff2", "ttf", "otf", "eot", "ics", "vcf", "kml", "kmz", "gpx",
        "dwg", "shp", "gpkg"};
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash != NULL ? slash : path, '.');
    if (dot == NULL)
        return false;
    for (size_t i = 0; i < sizeof EXTENSIONS / sizeof *EXTENSIONS; i++)
        if ((dot[1] | 0x20) == (EXTENSIONS[i][0] | 0x20) &&
            strcasecmp(dot + 1, EXTENSIONS[i]) == 0)
            return true;
    return false;
}

struct step {
    const char *p;
    size_t len;
};

static bool same_step(const struct step *a, const struct step *b)
{
    return a->len == b->len && memcmp(a->p, b->p, a->len) == 0;
}

/* True where one word comes too often. A number or a single character may
 * well come several times. */
static bool repeats_word(const struct step *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int same = 0;
        for (size_t k = 0; k < n; k++)
            same += same_step(&s[k], &s[i]);
        bool word = s[i].len > 1 && (s[i].p[0] < '0' || s[i].p[0] > '9');
        if (same >= SEGMENT_REPEATS_MAX && word)
            return true;
    }
    return false;
}

/* /a/b/a/b/a/b/a/b: relative links that go in circles. */
static bool goes_in_circles(const struct step *s, size_t n)
{
    for (size_t period = 1; period <= CYCLE_SEGMENTS_MAX; period++) {
        size_t same = 0;
        for (size_t i = period; i < n; i++) {
            same = same_step(&s[i], &s[i - period]) ? same + 1 : 0;
            if (same >= period * (CYCLES_MAX - 1))
                return true;
        }
    }
    return false;
}

static enum scope_verdict check_path(const char *path)
{
    struct step segments[SEGMENTS_MAX];
    size_t n = 0;
    for (const char *p = path; *p != '\0';) {
        p += *p == '/';
        size_t len = strcspn(p, "/");
        if (len != 0 && n == SEGMENTS_MAX)
            return SCOPE_LONG;
        if (len != 0)
            segments[n++] = (struct step){p, len};
        p += len;
    }
    return repeats_word(segments, n) || goes_in_circles(segments, n)
               ? SCOPE_REPEATS
               : SCOPE_IN;
}

static int count_parameters(const char *query)
{
    int n = query != NULL && *query != '\0';
    for (; query != NULL && *query != '\0'; query++)
        n += *query == '&' || *query == ';';
    return n;
}

enum scope_verdict scope_check(const struct scope *s, const struct url_parts *u)
{
    bool elsewhere = !scope_has_host(s, u);
    if (elsewhere && !is_document_nearby(s, u))
        return SCOPE_ELSEWHERE;
    if (is_file(u->path))
        return SCOPE_FILE;
    if (count_parameters(u->query) > PARAMETERS_MAX)
        return SCOPE_LONG;
    enum scope_verdict v = check_path(u->path);
    if (v == SCOPE_IN && !patterns_allow(s, u, elsewhere))
        v = SCOPE_DENIED;
    return v;
}

enum segment { SEGMENT_WORD, SEGMENT_NUMBER, SEGMENT_PART, SEGMENT_YEAR };

static size_t count_digits(const char *p, size_t len)
{
    size_t n = 0;
    while (n < len && p[n] >= '0' && p[n] <= '9')
        n++;
    return n;
}

/* "2026", "2026-11-28", "2026-w48" and "20261128" are years, "11" is part of
 * a date, "12345" and "2026-01234" are numbers; all else is a word. */
static enum segment segment_kind(const char *p, size_t len)
{
    size_t n = count_digits(p, len), at = n;
    bool year = (n == 4 || n == 6 || n == 8) &&
                (memcmp(p, "19", 2) == 0 || memcmp(p, "20", 2) == 0);
    bool part = n <= 2;
    if (n == 0)
        return SEGMENT_WORD;
    while (at < len) {
        at += p[at] == '-' || p[at] == '_' || p[at] == '.';
        at += year && at < len && (p[at] | 0x20) == 'w';
        n = count_digits(p + at, len - at);
        if (n == 0)
            return SEGMENT_WORD;
        year = year && n <= 2;
        part = false;
        at += n;
    }
    return year ? SEGMENT_YEAR : part ? SEGMENT_PART : SEGMENT_NUMBER;
}

/* Returns how many of the path's shape are enough, 0 where nothing varies. */
static int put_path_shape(const char *path, struct buf *out)
{
    enum status st = ST_OK;
    bool years = false, numbers = false, varies = false;
    for (const char *p = path; st == ST_OK && *p == '/';) {
        size_t len = strcspn(++p, "/");
        enum segment kind = segment_kind(p, len);
        st = buf_putc(out, '/');
        if (st == ST_OK)
            st = kind != SEGMENT_WORD ? buf_putc(out, '#')
                                      : buf_append(out, p, len);
        years = years || kind == SEGMENT_YEAR;
        numbers = numbers || kind == SEGMENT_NUMBER;
        varies = varies || kind != SEGMENT_WORD;
        p += len;
    }
    return years && !numbers ? SHAPE_CALENDAR_MAX
           : varies          ? SHAPE_NUMBER_MAX
                             : 0;
}

int scope_shape(const struct url_parts *u, struct buf *out)
{
    buf_reset(out);
    /* Too long for the buffer: then the shape is what fits. */
    enum status st = buf_printf(out, "%s:%d", u->host, u->port);
    int path_max = put_path_shape(u->path, out);
    if (u->query == NULL || *u->query == '\0')
        return path_max;
    if (st == ST_OK)
        st = buf_putc(out, '?');
    for (const char *p = u->query; st == ST_OK && *p != '\0';) {
        size_t parameter = strcspn(p, "&;"), name = strcspn(p, "=&;");
        st = buf_append(out, p, name);
        if (st == ST_OK)
            st = buf_putc(out, '&');
        p += parameter + (p[parameter] != '\0');
    }
    int n = count_parameters(u->query);
    int max = n <= 1 ? SHAPE_ONE_MAX : n == 2 ? SHAPE_TWO_MAX : SHAPE_MORE_MAX;
    return path_max != 0 && path_max < max ? path_max : max;
}
