/*
 * links.c - the link scanner; see links.h.
 *
 * A tokenizer after the HTML standard's (section 13.2.5), reduced to what
 * links need: tags with their attributes, comments, and the elements whose
 * content is not markup. It moves forward only.
 */
#include "links.h"

#include "entities.h"
#include "medel/caps.h"
#include "medel/utf8.h"

#include <string.h>
#include <strings.h>

#define TEXT_MAX_BYTES 200
#define NONE ((size_t)-1)

struct attribute {
    const char *name, *value; /* value NULL: none */
    size_t name_len, value_len;
};

/* Enough for every tag that matters; more attributes are skipped. */
#define ATTRIBUTES_MAX 24

struct tag {
    const char *name;
    size_t name_len;
    bool end;
    struct attribute attrs[ATTRIBUTES_MAX];
    size_t n_attrs;
};

struct scan {
    struct arena *mem;
    const char *p, *end;
    const char *agent;
    struct page_links *out;
    size_t open; /* the link whose text is being read, or NONE */
    char text[TEXT_MAX_BYTES + 1];
    size_t text_len;
};

/* --- bytes ---------------------------------------------------------------- */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool equals(const char *p, size_t n, const char *word)
{
    return strlen(word) == n && strncasecmp(p, word, n) == 0;
}

/* Calls are made with the pieces of P between spaces and commas. */
static bool next_word(const char **p, const char *end, const char **word,
                      size_t *n)
{
    const char *q = *p;
    while (q < end && (is_space(*q) || *q == ','))
        q++;
    *word = q;
    while (q < end && !is_space(*q) && *q != ',')
        q++;
    *n = (size_t)(q - *word);
    *p = q;
    return *n != 0;
}

static bool has_word(const struct attribute *a, const char *word)
{
    if (a == NULL || a->value == NULL)
        return false;
    const char *p = a->value, *end = p + a->value_len, *w;
    size_t n;
    while (next_word(&p, end, &w, &n))
        if (equals(w, n, word))
            return true;
    return false;
}

void links_robots_directives(const char *p, size_t n, bool *noindex,
                             bool *nofollow)
{
    const char *end = p + n, *w;
    size_t len;
    while (next_word(&p, end, &w, &len)) {
        bool none = equals(w, len, "none");
        if (none || equals(w, len, "noindex"))
            *noindex = true;
        if (none || equals(w, len, "nofollow"))
            *nofollow = true;
    }
}

/* An address as a browser would take it from an attribute: trimmed, without
 * line ends and tabs (URL standard, section 4.4). NULL where too long. */
static const char *decode_href(struct scan *s, const char *p, size_t n)
{
    char out[CAP_URL_BYTES];
    while (n != 0 && (unsigned char)p[0] <= ' ') {
        p++;
        n--;
    }
    while (n != 0 && (unsigned char)p[n - 1] <= ' ')
        n--;
    if (n > 4 * CAP_URL_BYTES)
        return NULL;
    size_t len = entities_decode(p, n, out, sizeof out);
    if (len == ENTITIES_TOO_LONG)
        return NULL;
    size_t kept = 0;
    for (size_t i = 0; i < len; i++)
        if (out[i] != '\t' && out[i] != '\n' && out[i] != '\r' &&
            out[i] != '\0')
            out[kept++] = out[i];
    return arena_strndup(s->mem, out, kept);
}

/* --- links ---------------------------------------------------------------- */

static void add_text(struct scan *s, const char *p, size_t n)
{
    char out[TEXT_MAX_BYTES];
    if (s->open == NONE || s->text_len >= TEXT_MAX_BYTES - 4)
        return;
    /* Decoded text is at most twice as long (Latin-1). */
    if (n > TEXT_MAX_BYTES / 2)
        n = utf8_clip(p, n, TEXT_MAX_BYTES / 2);
    size_t len = entities_decode(p, n, out, sizeof out);
    for (size_t i = 0; len != ENTITIES_TOO_LONG && i < len; i++) {
        bool space = (unsigned char)out[i] <= ' ';
        bool after = s->text_len == 0 || s->text[s->text_len - 1] == ' ';
        if (((unsigned char)out[i] & 0xC0) != 0x80 &&
            s->text_len > TEXT_MAX_BYTES - 4)
            break; /* there may be no room for the whole character */
        if (!space || !after)
            s->text[s->text_len++] = space ? ' ' : out[i];
    }
}

static void add_space(struct scan *s)
{
    if (s->open != NONE && s->text_len != 0 && s->text_len < TEXT_MAX_BYTES &&
        s->text[s->text_len - 1] != ' ')
        s->text[s->text_len++] = ' ';
}

static void close_anchor(struct scan *s)
{
    if (s->open == NONE)
        return;
    size_t n = s->text_len;
    while (n != 0 && s->text[n - 1] == ' ')
        n--;
    s->out->items[s->open].text = arena_strndup(s->mem, s->text, n);
    s->open = NONE;
    s->text_len = 0;
}

static struct link *add_link(struct scan *s, enum link_kind kind, const char *p,
                             size_t n)
{
    struct page_links *o = s->out;
    if (o->n >= CAP_LINKS_PER_PAGE) {
        o->cut++;
        return NULL;
    }
    const char *href = decode_href(s, p, n);
    if (href == NULL) {
        o->overlong++;
        return NULL;
    }
    if (*href == '\0' || *href == '#')
        return NULL;
    o->items = arena_grow(s->mem, o->items, o->n, &o->cap, sizeof *o->items);
    struct link *l = &o->items[o->n++];
    *l = (struct link){.kind = kind, .href = href, .text = ""};
    return l;
}

static const struct attribute *attr(const struct tag *t, const char *name)
{
    for (size_t i = 0; i < t->n_attrs; i++)
        if (equals(t->attrs[i].name, t->attrs[i].name_len, name))
            return t->attrs[i].value != NULL ? &t->attrs[i] : NULL;
    return NULL;
}

static void on_anchor(struct scan *s, const struct tag *t)
{
    close_anchor(s);
    const struct attribute *href = attr(t, "href"), *rel = attr(t, "rel");
    if (href == NULL)
        return;
    struct link *l =
        add_link(s, has_word(rel, "next") ? LINK_NEXT : LINK_ANCHOR,
                 href->value, href->value_len);
    if (l == NULL)
        return;
    l->nofollow = has_word(rel, "nofollow");
    s->open = s->out->n - 1;
    const struct attribute *label = attr(t, "aria-label");
    if (label == NULL)
        label = attr(t, "alt"); /* of an area */
    if (label != NULL) {
        add_text(s, label->value, label->value_len);
        add_space(s);
    }
    if (equals(t->name, t->name_len, "area"))
        close_anchor(s);
}

static bool is_feed_type(const struct attribute *type)
{
    return type != NULL &&
           (equals(type->value, type->value_len, "application/rss+xml") ||
            equals(type->value, type->value_len, "application/atom+xml") ||
            equals(type->value, type->value_len, "application/rdf+xml"));
}

static void on_link(struct scan *s, const struct tag *t)
{
    const struct attribute *href = attr(t, "href"), *rel = attr(t, "rel");
    if (href == NULL)
        return;
    if (has_word(rel, "canonical"))
        add_link(s, LINK_CANONICAL, href->value, href->value_len);
    else if (has_word(rel, "next"))
        add_link(s, LINK_NEXT, href->value, href->value_len);
    else if (has_word(rel, "alternate") && is_feed_type(attr(t, "type")))
        add_link(s, LINK_FEED, href->value, href->value_len);
    else if (has_word(rel, "alternate") && attr(t, "hreflang") != NULL)
        add_link(s, LINK_LANGUAGE, href->value, href->value_len);
}

/* content="5; url=/there", with the variations that browsers take. */
static void on_refresh(struct scan *s, const struct attribute *content)
{
    const char *p = content->value, *end = p + content->value_len;
    while (p < end && *p != ';' && *p != ',')
        p++;
    if (p < end)
        p++;
    while (p < end && is_space(*p))
        p++;
    if (end - p > 3 && strncasecmp(p, "url", 3) == 0) {
        const char *q = p + 3;
        while (q < end && is_space(*q))
            q++;
        if (q < end && *q == '=')
            p = q + 1;
    }
    while (p < end && is_space(*p))
        p++;
    if (p < end && (*p == '\'' || *p == '"')) {
        char quote = *p++;
        const char *close = memchr(p, quote, (size_t)(end - p));
        if (close != NULL)
            end = close;
    }
    if (p < end)
        add_link(s, LINK_REFRESH, p, (size_t)(end - p));
}

static void on_meta(struct scan *s, const struct tag *t)
{
    const struct attribute *content = attr(t, "content");
    if (content == NULL)
        return;
    const struct attribute *name = attr(t, "name");
    if (name != NULL && (equals(name->value, name->value_len, "robots") ||
                         equals(name->value, name->value_len, s->agent)))
        links_robots_directives(content->value, content->value_len,
                                &s->out->noindex, &s->out->nofollow);
    const struct attribute *equiv = attr(t, "http-equiv");
    if (equiv != NULL && equals(equiv->value, equiv->value_len, "refresh"))
        on_refresh(s, content);
}

/* --- tokens --------------------------------------------------------------- */

static void skip_spaces(struct scan *s)
{
    while (s->p < s->end && (is_space(*s->p) || *s->p == '/'))
        s->p++;
}

static void read_value(struct scan *s, struct attribute *a)
{
    while (s->p < s->end && is_space(*s->p))
        s->p++;
    if (s->p == s->end || *s->p != '=')
        return;
    s->p++;
    while (s->p < s->end && is_space(*s->p))
        s->p++;
    const char *from = s->p;
    if (s->p < s->end && (*s->p == '"' || *s->p == '\'')) {
        char quote = *s->p;
        from++;
        const char *close = memchr(from, quote, (size_t)(s->end - from));
        a->value = from;
        a->value_len = (size_t)((close != NULL ? close : s->end) - from);
        s->p = close != NULL ? close + 1 : s->end;
        return;
    }
    while (s->p < s->end && !is_space(*s->p) && *s->p != '>')
        s->p++;
    a->value = from;
    a->value_len = (size_t)(s->p - from);
}

/* From behind '<' or '</' to behind '>'. False where the bytes end first:
 * such a tag does not count. */
static bool read_tag(struct scan *s, struct tag *t)
{
    t->name = s->p;
    t->n_attrs = 0;
    while (s->p < s->end && !is_space(*s->p) && *s->p != '/' && *s->p != '>')
        s->p++;
    t->name_len = (size_t)(s->p - t->name);
    for (;;) {
        skip_spaces(s);
        if (s->p == s->end)
            return false;
        if (*s->p == '>') {
            s->p++;
            return true;
        }
        struct attribute a = {.name = s->p};
        s->p++; /* even a '=' begins a name here */
        while (s->p < s->end && !is_space(*s->p) && *s->p != '/' &&
               *s->p != '>' && *s->p != '=')
            s->p++;
        a.name_len = (size_t)(s->p - a.name);
        read_value(s, &a);
        if (t->n_attrs < ATTRIBUTES_MAX)
            t->attrs[t->n_attrs++] = a;
    }
}

/* To behind the end tag of an element whose content is not markup. */
static void skip_raw(struct scan *s, const char *name)
{
    size_t n = strlen(name);
    while (s->p < s->end) {
        const char *lt = memchr(s->p, '<', (size_t)(s->end - s->p));
        if (lt == NULL)
            break;
        s->p = lt + 1;
        if ((size_t)(s->end - s->p) > n + 1 && *s->p == '/' &&
            strncasecmp(s->p + 1, name, n) == 0 &&
            (is_space(s->p[n + 1]) || s->p[n + 1] == '/' ||
             s->p[n + 1] == '>')) {
            struct tag t = {.end = true};
            s->p++;
            read_tag(s, &t);
            return;
        }
    }
    s->p = s->end;
}

static void skip_comment(struct scan *s)
{
    /* Behind "<!--"; "<!-->" and "<!--->" are whole comments. */
    if (s->p < s->end && *s->p == '>') {
        s->p++;
        return;
    }
    if (s->end - s->p >= 2 && memcmp(s->p, "->", 2) == 0) {
        s->p += 2;
        return;
    }
    const char *close = memmem(s->p, (size_t)(s->end - s->p), "-->", 3);
    s->p = close != NULL ? close + 3 : s->end;
}

static void skip_declaration(struct scan *s)
{
    const char *gt = memchr(s->p, '>', (size_t)(s->end - s->p));
    s->p = gt != NULL ? gt + 1 : s->end;
}

static void on_start(struct scan *s, const struct tag *t)
{
    static const char *const RAW[] = {"script", "style",   "textarea", "title",
                                      "xmp",    "noembed", "iframe"};
    const char *name = t->name;
    size_t n = t->name_len;
    const struct attribute *a;
    /* With any of which no name here begins: most. */
    if (strchr("AaBbFfIiLlMmNnSsTtXx", *name) == NULL) {
        add_space(s);
        return;
    }
    if (equals(name, n, "a") || equals(name, n, "area"))
        on_anchor(s, t);
    else if (equals(name, n, "link"))
        on_link(s, t);
    else if (equals(name, n, "meta"))
        on_meta(s, t);
    else if (equals(name, n, "base") && s->out->base == NULL &&
             (a = attr(t, "href")) != NULL)
        s->out->base = decode_href(s, a->value, a->value_len);
    else if (equals(name, n, "img") && (a = attr(t, "alt")) != NULL)
        add_text(s, a->value, a->value_len);
    else if ((equals(name, n, "frame") || equals(name, n, "iframe")) &&
             (a = attr(t, "src")) != NULL)
        add_link(s, LINK_ANCHOR, a->value, a->value_len);
    for (size_t i = 0; i < sizeof RAW / sizeof *RAW; i++)
        if (equals(name, n, RAW[i]))
            skip_raw(s, RAW[i]);
    add_space(s);
}

static void on_end(struct scan *s, const struct tag *t)
{
    if (equals(t->name, t->name_len, "a"))
        close_anchor(s);
    else if (equals(t->name, t->name_len, "body") ||
             equals(t->name, t->name_len, "html"))
        s->out->closed = true;
    add_space(s);
}

static void on_markup(struct scan *s)
{
    /* At '<'. What is no tag is text, and a '<' alone tells no words. */
    s->p++;
    if (s->p == s->end)
        return;
    if (s->end - s->p >= 3 && memcmp(s->p, "!--", 3) == 0) {
        s->p += 3;
        skip_comment(s);
        return;
    }
    if (*s->p == '!' || *s->p == '?') {
        skip_declaration(s);
        return;
    }
    struct tag t = {.end = *s->p == '/'};
    if (t.end)
        s->p++;
    if (s->p == s->end)
        return;
    if (!is_letter(*s->p)) {
        if (t.end)
            skip_declaration(s);
        return;
    }
    if (!read_tag(s, &t))
        return;
    s->out->html = true;
    if (t.end)
        on_end(s, &t);
    else
        on_start(s, &t);
}

void links_scan(struct arena *mem, const char *bytes, size_t len,
                const char *agent, struct page_links *ret)
{
    *ret = (struct page_links){0};
    entities_from_utf16(mem, &bytes, &len);
    struct scan s = {.mem = mem,
                     .p = bytes,
                     .end = bytes + len,
                     .agent = agent,
                     .out = ret,
                     .open = NONE};
    while (s.p < s.end) {
        const char *lt = memchr(s.p, '<', (size_t)(s.end - s.p));
        const char *text_end = lt != NULL ? lt : s.end;
        add_text(&s, s.p, (size_t)(text_end - s.p));
        s.p = text_end;
        if (lt != NULL)
            on_markup(&s);
    }
    close_anchor(&s);
}
