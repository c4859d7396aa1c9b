/* feed.c - sitemaps and feeds, through expat; see feed.h. */
#include "feed.h"

#include "medel/buf.h"
#include "medel/caps.h"
#include "medel/i18n.h"

#include <curl/curl.h>
#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define DEPTH_MAX 32
#define PIECE (64 << 10)

enum element {
    E_OTHER,
    E_URLSET,
    E_URL,
    E_SITEMAPINDEX,
    E_SITEMAP,
    E_LOC,
    E_LASTMOD,
    E_RSS,
    E_CHANNEL,
    E_ITEM,
    E_LINK,
    E_GUID,
    E_TITLE,
    E_DATE,
    E_FEED,
    E_ENTRY
};

static const struct {
    const char *name;
    enum element element;
} NAMES[] = {
    {"urlset", E_URLSET},
    {"url", E_URL},
    {"sitemapindex", E_SITEMAPINDEX},
    {"sitemap", E_SITEMAP},
    {"loc", E_LOC},
    {"lastmod", E_LASTMOD},
    {"rss", E_RSS},
    {"RDF", E_RSS},
    {"channel", E_CHANNEL},
    {"item", E_ITEM},
    {"link", E_LINK},
    {"guid", E_GUID},
    {"title", E_TITLE},
    {"pubDate", E_DATE},
    {"date", E_DATE},
    {"updated", E_DATE},
    {"feed", E_FEED},
    {"entry", E_ENTRY},
};

struct feed {
    XML_Parser parser;
    feed_entry_fn *fn;
    void *arg;
    enum feed_kind kind;
    enum element path[DEPTH_MAX];
    int depth;
    /* the entry being read */
    struct buf url, title, date;
    bool guid_is_link;
    /* the text being read, or NULL */
    struct buf *text;
    size_t n;
    long long fed; /* bytes that expat has had */
    enum { FORM_UNSEEN, FORM_XML, FORM_LINES } form;
    enum status stopped; /* why the parser was stopped */
};

/* "news:loc" is no loc of ours, but most prefixes say nothing: the name
 * behind the colon counts, in its right place. */
static enum element element_of(const char *name)
{
    const char *colon = strrchr(name, ':');
    if (colon != NULL)
        name = colon + 1;
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (strcmp(name, NAMES[i].name) == 0)
            return NAMES[i].element;
    return E_OTHER;
}

static enum element parent(const struct feed *f)
{
    return f->depth >= 2 && f->depth <= DEPTH_MAX ? f->path[f->depth - 2]
                                                  : E_OTHER;
}

static void stop(struct feed *f, enum status why)
{
    if (f->stopped == ST_OK)
        f->stopped = why;
    /* Outside the parser's callbacks it answers with an error: no matter. */
    XML_StopParser(f->parser, XML_FALSE);
}

/* Unix seconds from RFC 3339 (also only its beginning) or RFC 822. */
static int64_t parse_date(const char *s)
{
    int y, m, d;
    char rfc822[32];
    if (strlen(s) >= 10 && sscanf(s, "%4d-%2d-%2d", &y, &m, &d) == 3) {
        if (y < 1990 || y > 2200 || m < 1 || m > 12 || d < 1 || d > 31)
            return 0;
        static const char MONTHS[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
        /* The day is enough: nothing depends on the hour. */
        snprintf(rfc822, sizeof rfc822, "%02d %.3s %04d 00:00:00 GMT", d,
                 MONTHS + 3 * (m - 1), y);
        s = rfc822;
    }
    time_t t = curl_getdate(s, NULL);
    return t > 0 ? (int64_t)t : 0;
}

static char *trimmed(struct buf *b)
{
    char *p = b->data, *end = p + b->len;
    while (p < end && (unsigned char)*p <= ' ')
        p++;
    while (end > p && (unsigned char)end[-1] <= ' ')
        end--;
    if (b->len != 0)
        *end = '\0';
    return p;
}

static void emit(struct feed *f, const char *url, bool next)
{
    if (*url == '\0')
        return;
    if (f->n == CAP_SITEMAP_URLS) {
        stop(f, ST_LIMIT);
        return;
    }
    f->n++;
    const struct feed_entry entry = {
        .kind = f->kind,
        .url = url,
        .title = next ? "" : trimmed(&f->title),
        .modified = next ? 0 : parse_date(trimmed(&f->date)),
        .next = next,
    };
    f->fn(f->arg, &entry);
}

static void begin_entry(struct feed *f)
{
    buf_reset(&f->url);
    buf_reset(&f->title);
    buf_reset(&f->date);
}

static const char *attribute(const char **atts, const char *name)
{
    for (; *atts != NULL; atts += 2)
        if (strcmp(atts[0], name) == 0)
            return atts[1];
    return NULL;
}

static void atom_link(struct feed *f, const char **atts)
{
    const char *href = attribute(atts, "href"), *rel = attribute(atts, "rel");
    if (href == NULL || strlen(href) > CAP_URL_BYTES)
        return;
    if (parent(f) == E_FEED && rel != NULL && strcmp(rel, "next") == 0)
        emit(f, href, true);
    if (parent(f) == E_ENTRY && f->url.len == 0 &&
        (rel == NULL || strcmp(rel, "alternate") == 0) &&
        buf_puts(&f->url, href) != ST_OK)
        stop(f, ST_NOMEM);
}

static enum feed_kind kind_of_root(enum element root)
{
    switch (root) {
    case E_URLSET:
        return FEED_SITEMAP;
    case E_SITEMAPINDEX:
        return FEED_SITEMAP_INDEX;
    case E_RSS:
        return FEED_RSS;
    case E_FEED:
        return FEED_ATOM;
    default:
        return FEED_UNKNOWN;
    }
}

/* Where the text of the element that has just begun goes, or NULL. */
static struct buf *text_of(struct feed *f, enum element el)
{
    enum element up = parent(f);
    bool in_map = up == E_URL || up == E_SITEMAP;
    bool in_item = up == E_ITEM || up == E_ENTRY;
    if ((el == E_LOC && in_map) || (el == E_LINK && up == E_ITEM))
        return &f->url;
    if (el == E_GUID && up == E_ITEM && f->guid_is_link && f->url.len == 0)
        return &f->url;
    if ((el == E_LASTMOD && in_map) || (el == E_DATE && in_item))
        return &f->date;
    if (el == E_TITLE && in_item)
        return &f->title;
    return NULL;
}

static void XMLCALL on_start(void *arg, const XML_Char *name,
                             const XML_Char **atts)
{
    struct feed *f = arg;
    if (f->depth >= DEPTH_MAX) {
        stop(f, ST_INVALID);
        return;
    }
    enum element el = element_of(name);
    f->path[f->depth++] = el;
    if (f->depth == 1) {
        f->kind = kind_of_root(el);
        if (f->kind == FEED_UNKNOWN)
            stop(f, ST_INVALID);
        return;
    }
    if (el == E_URL || el == E_SITEMAP || el == E_ITEM || el == E_ENTRY)
        begin_entry(f);
    if (el == E_LINK && f->kind == FEED_ATOM)
        atom_link(f, atts);
    if (el == E_GUID) {
        const char *permanent = attribute(atts, "isPermaLink");
        f->guid_is_link = permanent == NULL || strcmp(permanent, "true") == 0;
    }
    f->text = text_of(f, el);
    /* A link behind a guid replaces it. */
    if (f->text != NULL)
        buf_reset(f->text);
}

static void XMLCALL on_end(void *arg, const XML_Char *name)
{
    struct feed *f = arg;
    (void)name;
    enum element el = f->path[--f->depth];
    f->text = NULL;
    if (el != E_URL && el != E_SITEMAP && el != E_ITEM && el != E_ENTRY)
        return;
    char *url = trimmed(&f->url);
    /* An item's guid need not be an address, whatever isPermaLink says. */
    if (f->kind != FEED_RSS || strncmp(url, "http", 4) == 0 || *url == '/')
        emit(f, url, false);
    begin_entry(f);
}

static void XMLCALL on_text(void *arg, const XML_Char *s, int len)
{
    struct feed *f = arg;
    if (f->text == NULL || len <= 0)
        return;
    size_t n = (size_t)len;
    /* Whatever is longer than any address or title is neither: dropped, and
     * for an address that must not mean its first part. */
    if (buf_append(f->text, s, n) == ST_LIMIT) {
        buf_reset(f->text);
        f->text = NULL;
    }
}

static void XMLCALL on_entity(void *arg, const XML_Char *name, int is_param,
                              const XML_Char *value, int value_len,
                              const XML_Char *base, const XML_Char *system_id,
                              const XML_Char *public_id,
                              const XML_Char *notation)
{
    (void)name, (void)is_param, (void)value, (void)value_len, (void)base;
    (void)system_id, (void)public_id, (void)notation;
    /* No sitemap or feed has a reason to declare entities; bombs do. */
    stop(arg, ST_INVALID);
}

/* expat knows UTF-8, UTF-16, Latin-1 and ASCII; the other single-byte sets of
 * Europe are read as Latin-1, since addresses are ASCII. */
static int XMLCALL on_encoding(void *arg, const XML_Char *name,
                               XML_Encoding *info)
{
    (void)arg;
    if (strncasecmp(name, "windows-125", 11) != 0 &&
        strncasecmp(name, "iso-8859-", 9) != 0)
        return XML_STATUS_ERROR;
    for (int i = 0; i < 256; i++)
        info->map[i] = i;
    info->data = NULL;
    info->convert = NULL;
    info->release = NULL;
    return XML_STATUS_OK;
}

struct feed *feed_new(feed_entry_fn *fn, void *arg)
{
    struct feed *f = calloc(1, sizeof *f);
    if (f == NULL)
        return NULL;
    f->parser = XML_ParserCreate(NULL);
    if (f->parser == NULL) {
        free(f);
        return NULL;
    }
    f->fn = fn;
    f->arg = arg;
    buf_init(&f->url, CAP_URL_BYTES);
    buf_init(&f->title, 1024);
    buf_init(&f->date, 64);
    XML_SetUserData(f->parser, f);
    XML_SetElementHandler(f->parser, on_start, on_end);
    XML_SetCharacterDataHandler(f->parser, on_text);
    XML_SetEntityDeclHandler(f->parser, on_entity);
    XML_SetUnknownEncodingHandler(f->parser, on_encoding, NULL);
    return f;
}

void feed_free(struct feed *f)
{
    if (f == NULL)
        return;
    XML_ParserFree(f->parser);
    buf_free(&f->url);
    buf_free(&f->title);
    buf_free(&f->date);
    free(f);
}

static enum status answer(const struct feed *f, struct err *e)
{
    switch (f->stopped) {
    case ST_OK:
        return ST_OK;
    case ST_LIMIT:
        return err_set(e, ST_LIMIT, _("more than %u entries"),
                       CAP_SITEMAP_URLS);
    case ST_NOMEM:
        return err_set(e, ST_NOMEM, _("out of memory"));
    default:
        return err_set(e, ST_INVALID, _("not a well-formed sitemap or feed"));
    }
}

/* expat begins a tag or a comment that is not at its end anew with each piece:
 * a long one would cost the square of its length. Text comes bit by bit. */
static bool is_stuck(const struct feed *f)
{
    XML_Index at = XML_GetCurrentByteIndex(f->parser);
    return at >= 0 && f->fed - at > FEED_TAG_BYTES_MAX;
}

static enum status parse(struct feed *f, const char *bytes, int len, bool last,
                         struct err *e)
{
    f->fed += len;
    if (f->stopped == ST_OK &&
        XML_Parse(f->parser, bytes, len, last) == XML_STATUS_ERROR &&
        f->stopped == ST_OK) {
        enum XML_Error why = XML_GetErrorCode(f->parser);
        f->stopped = why == XML_ERROR_NO_MEMORY ? ST_NOMEM : ST_INVALID;
    }
    if (f->stopped == ST_OK && is_stuck(f))
        stop(f, ST_INVALID);
    return answer(f, e);
}

static void end_line(struct feed *f)
{
    const char *url = trimmed(&f->url);
    if (strncmp(url, "http", 4) == 0)
        emit(f, url, false);
    else if (*url != '\0')
        stop(f, ST_INVALID);
    buf_reset(&f->url);
}

/* A sitemap may be a plain list of addresses, one a line. */
static void add_lines(struct feed *f, const char *p, size_t len)
{
    for (const char *end = p + len; p < end && f->stopped == ST_OK; p++) {
        if (*p == '\n' || *p == '\r') {
            end_line(f);
        } else if (*p == '\0' || buf_putc(&f->url, *p) != ST_OK) {
            stop(f, ST_INVALID);
        }
    }
}

/* What the first byte that tells anything says; bytes before it are given to
 * neither reader (a byte order mark and spaces). */
static void find_form(struct feed *f, const char **p, size_t *len)
{
    while (*len != 0 && f->form == FORM_UNSEEN) {
        unsigned char c = (unsigned char)**p;
        if (c == '<' || c == 0xfe || c == 0xff || c == 0) {
            f->form = FORM_XML;
        } else if (c > ' ' && c < 0x80) {
            f->form = FORM_LINES;
            f->kind = FEED_SITEMAP;
        } else {
            (*p)++;
            (*len)--;
        }
    }
}

enum status feed_add(struct feed *f, const char *bytes, size_t len,
                     struct err *e)
{
    enum status st = ST_OK;
    find_form(f, &bytes, &len);
    if (f->form == FORM_LINES) {
        add_lines(f, bytes, len);
        return answer(f, e);
    }
    while (len != 0 && st == ST_OK) {
        int n = len > PIECE ? PIECE : (int)len;
        st = parse(f, bytes, n, false, e);
        bytes += n;
        len -= (size_t)n;
    }
    return st;
}

enum status feed_end(struct feed *f, struct err *e)
{
    if (f->form == FORM_LINES) {
        end_line(f);
        return answer(f, e);
    }
    return parse(f, "", 0, true, e);
}

enum feed_kind feed_kind(const struct feed *f)
{
    return f->kind;
}

bool feed_sniff(const char *bytes, size_t len)
{
    /* The root is the first "<" that a letter follows. */
    const char *p = bytes, *end = bytes + (len < 4096 ? len : 4096);
    for (; p < end && (p = memchr(p, '<', (size_t)(end - p))) != NULL; p++) {
        const char *name = p + 1;
        size_t n = 0;
        if (end - p > 4 && memcmp(p, "<!--", 4) == 0) {
            p = memmem(p, (size_t)(end - p), "-->", 3);
            if (p == NULL)
                return false;
            continue;
        }
        while (name + n < end && (unsigned char)name[n] > ' ' &&
               name[n] != '>' && name[n] != '/')
            n++;
        if (n == 0 || *name == '?' || *name == '!')
            continue;
        char root[32];
        if (n >= sizeof root)
            return false;
        memcpy(root, name, n);
        root[n] = '\0';
        return kind_of_root(element_of(root)) != FEED_UNKNOWN;
    }
    return false;
}
