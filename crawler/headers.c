/* headers.c - see headers.h. */
#include "headers.h"

#include "medel/caps.h"

#include <string.h>
#include <strings.h>

static bool equals(const char *p, size_t n, const char *word)
{
    return strlen(word) == n && strncasecmp(p, word, n) == 0;
}

/* "unavailable_after: DATE" is a directive, "otherbot: noindex" an address. */
static bool is_directive_name(const char *p, size_t n)
{
    static const char *const NAMES[] = {"unavailable_after", "max-snippet",
                                        "max-image-preview",
                                        "max-video-preview"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (equals(p, n, NAMES[i]))
            return true;
    return false;
}

void headers_robots(const char *lines, const char *agent, bool *noindex,
                    bool *nofollow)
{
    bool ours = true;
    while (lines != NULL && *lines != '\0') {
        const char *p = lines + strspn(lines, " \t");
        size_t name = strcspn(p, ":, \t\n");
        if (p[name] == ':' && !is_directive_name(p, name)) {
            ours = equals(p, name, agent);
            p += name + 1;
        }
        size_t n = strcspn(p, ",\n");
        if (ours)
            links_robots_directives(p, n, noindex, nofollow);
        ours = ours || p[n] == '\n';
        lines = p + n + (p[n] != '\0');
    }
}

struct parameters {
    const char *rel, *type;
    size_t rel_len, type_len;
    bool hreflang;
};

static const char *skip_blank(const char *p)
{
    return p + strspn(p, " \t");
}

/* From behind '>' to the comma that ends this link, or the line's end. */
static const char *read_parameters(const char *p, struct parameters *ret)
{
    *ret = (struct parameters){0};
    p = skip_blank(p);
    while (*p == ';') {
        p = skip_blank(p + 1);
        const char *name = p, *value = p;
        size_t name_len = strcspn(p, "=;,\n \t"), value_len = 0;
        p = skip_blank(p + name_len);
        if (*p == '=') {
            p = skip_blank(p + 1);
            bool quoted = *p == '"';
            value = p += quoted;
            value_len = strcspn(p, quoted ? "\"\n" : ";,\n \t");
            p += value_len;
            p = skip_blank(p + (*p == '"'));
        }
        if (equals(name, name_len, "rel") && ret->rel == NULL) {
            ret->rel = value;
            ret->rel_len = value_len;
        } else if (equals(name, name_len, "type")) {
            ret->type = value;
            ret->type_len = value_len;
        } else if (equals(name, name_len, "hreflang")) {
            ret->hreflang = true;
        }
        p += strcspn(p, ";,\n");
    }
    return p + strcspn(p, ",\n");
}

static bool has_rel(const struct parameters *ps, const char *word)
{
    if (ps->rel == NULL)
        return false;
    const char *p = ps->rel, *end = p + ps->rel_len;
    while (p < end) {
        size_t n = 0;
        while (p + n < end && p[n] != ' ')
            n++;
        if (equals(p, n, word))
            return true;
        p += n + 1;
    }
    return false;
}

static bool kind_of(const struct parameters *ps, enum link_kind *ret)
{
    bool feed = ps->type != NULL &&
                (equals(ps->type, ps->type_len, "application/rss+xml") ||
                 equals(ps->type, ps->type_len, "application/atom+xml"));
    if (has_rel(ps, "canonical"))
        *ret = LINK_CANONICAL;
    else if (has_rel(ps, "next"))
        *ret = LINK_NEXT;
    else if (has_rel(ps, "alternate") && feed)
        *ret = LINK_FEED;
    else if (has_rel(ps, "alternate") && ps->hreflang)
        *ret = LINK_LANGUAGE;
    else
        return false;
    return true;
}

void headers_links(struct arena *mem, const char *lines, struct page_links *ret)
{
    for (const char *p = lines; p != NULL && (p = strchr(p, '<')) != NULL;) {
        const char *href = ++p;
        size_t len = strcspn(p, ">\n");
        p += len;
        if (*p != '>')
            continue;
        struct parameters ps;
        enum link_kind kind;
        p = read_parameters(p + 1, &ps);
        if (!kind_of(&ps, &kind) || len == 0)
            continue;
        if (len > CAP_URL_BYTES || ret->n >= CAP_LINKS_PER_PAGE) {
            ret->cut++;
            continue;
        }
        ret->items =
            arena_grow(mem, ret->items, ret->n, &ret->cap, sizeof *ret->items);
        ret->items[ret->n++] = (struct link){
            .kind = kind, .href = arena_strndup(mem, href, len), .text = ""};
    }
}
