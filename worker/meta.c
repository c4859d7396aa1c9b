/* meta.c - title, addresses, dates and other metadata; see meta.h. */
#include "meta.h"
#include "hints.h"
#include "medel/caps.h"
#include "text.h"

#include <string.h>
#include <strings.h>

#define ALTERNATES_MAX 64

static bool is_any(const char *s, const char *const *list, size_t count)
{
    for (size_t i = 0; s != NULL && i < count; i++)
        if (strcasecmp(s, list[i]) == 0)
            return true;
    return false;
}

static const char *lower(struct arena *mem, const char *s)
{
    char *p = arena_strdup(mem, s);
    for (size_t i = 0; p[i] != '\0'; i++)
        if (p[i] >= 'A' && p[i] <= 'Z')
            p[i] = (char)(p[i] + 32);
    return p;
}

static void set(struct doc *d, const char **field, const char *value)
{
    if (*field == NULL)
        *field = text_fold(d->mem, value);
}

static void read_robots(struct doc *d, const char *content)
{
    if (strcasestr(content, "noindex") != NULL)
        d->noindex = true;
    for (const char *p = content; (p = strcasestr(p, "none")) != NULL; p += 4)
        if (p == content || strchr(" ,", p[-1]) != NULL)
            d->noindex = true;
}

static void read_meta(struct doc *d, const struct attrs *a)
{
    static const char *const published[] = {"article:published_time",
                                            "datePublished",
                                            "dcterms.issued",
                                            "dc.date.issued",
                                            "dcterms.created",
                                            "dc.date",
                                            "dcterms.date",
                                            "pubdate",
                                            "publishdate",
                                            "date",
                                            "publication_date"};
    static const char *const modified[] = {"article:modified_time",
                                           "og:updated_time",
                                           "dateModified",
                                           "dcterms.modified",
                                           "dc.date.modified",
                                           "last-modified",
                                           "revised"};
    static const char *const languages[] = {"dcterms.language", "dc.language",
                                            "language", "og:locale"};
    const char *name = a->property != NULL ? a->property
                       : a->name != NULL   ? a->name
                                           : a->itemprop;
    if (a->content == NULL)
        return;
    if (a->http_equiv != NULL &&
        strcasecmp(a->http_equiv, "content-language") == 0)
        set(d, &d->lang, lower(d->mem, a->content));
    if (name == NULL)
        return;
    if (strcasecmp(name, "og:title") == 0)
        set(d, &d->og_title, a->content);
    else if (strcasecmp(name, "og:site_name") == 0)
        set(d, &d->site_name, a->content);
    else if (strcasecmp(name, "description") == 0 ||
             strcasecmp(name, "og:description") == 0)
        set(d, &d->description, a->content);
    else if (strcasecmp(name, "robots") == 0 || strcasecmp(name, "medel") == 0)
        read_robots(d, a->content);
    else if (is_any(name, published, sizeof published / sizeof *published))
        set(d, &d->published, a->content);
    else if (is_any(name, modified, sizeof modified / sizeof *modified))
        set(d, &d->modified, a->content);
    else if (is_any(name, languages, sizeof languages / sizeof *languages))
        set(d, &d->lang, lower(d->mem, a->content));
}

static bool has_rel(const struct attrs *a, const char *rel)
{
    size_t k = strlen(rel);
    for (const char *p = a->rel; p != NULL && *p != '\0';) {
        size_t n = strcspn(p, " \t\n\r\f,");
        if (n == k && strncasecmp(p, rel, k) == 0)
            return true;
        p += n;
        p += strspn(p, " \t\n\r\f,");
    }
    return false;
}

/* Another language's address of the page, as a link says (HTML, 4.6.2). */
static void add_alternate(struct doc *d, const struct attrs *a)
{
    if (a->hreflang == NULL || d->n_alternates >= ALTERNATES_MAX)
        return;
    d->alternates = arena_grow(d->mem, d->alternates, d->n_alternates,
                               &d->cap_alternates, sizeof *d->alternates);
    d->alternates[d->n_alternates++] =
        (struct doc_alternate){lower(d->mem, a->hreflang), a->href};
}

static void read_link(struct doc *d, const struct attrs *a)
{
    if (a->href == NULL || *a->href == '\0' || strlen(a->href) > CAP_URL_BYTES)
        return;
    if (has_rel(a, "canonical") && d->canonical == NULL)
        d->canonical = text_fold(d->mem, a->href);
    if (has_rel(a, "alternate"))
        add_alternate(d, a);
}

/* The string that follows "KEY": in a JSON text, however deep. */
static const char *json_string(struct arena *mem, const char *json,
                               const char *key)
{
    char quoted[64];
    size_t k = strlen(key);
    if (k + 3 > sizeof quoted)
        return NULL;
    quoted[0] = '"';
    memcpy(quoted + 1, key, k);
    quoted[k + 1] = '"';
    quoted[k + 2] = '\0';
    const char *p = strstr(json, quoted);
    if (p == NULL)
        return NULL;
    p += k + 2;
    p += strspn(p, " \t\r\n:");
    if (*p != '"')
        return NULL;
    size_t n = strcspn(p + 1, "\"\\");
    return n != 0 && n < 64 ? arena_strndup(mem, p + 1, n) : NULL;
}

static bool is_separator(const char *s)
{
    static const char *const list[] = {">", "/", "|", "»", "›",
                                       "→", "–", "-", "·"};
    return is_any(s, list, sizeof list / sizeof *list);
}

static void read_breadcrumbs(struct doc *d, const struct node *n)
{
    const char *path = NULL;
    size_t items = 0;
    for (const struct node *c = n; c != NULL && items < 16;
         c = dom_next(n, c)) {
        if ((c->flags & NODE_TEXT) == 0 || c->text_len == 0 ||
            (c->parent != NULL && c->parent->heading != 0))
            continue;
        const char *s = text_fold_n(d->mem, c->text, c->len);
        if (*s == '\0' || is_separator(s))
            continue;
        path = path == NULL ? s : arena_printf(d->mem, "%s > %s", path, s);
        items++;
    }
    d->breadcrumbs = path;
}

static void read_html_lang(struct doc *d, const struct attrs *a)
{
    if (a->lang != NULL && *a->lang != '\0')
        d->lang = lower(d->mem, a->lang);
}

static void read_head(struct doc *d, const struct dom *dom)
{
    read_html_lang(d, dom->html->a);
    for (const struct node *n = dom->html; n != NULL;
         n = dom_next(dom->html, n)) {
        if (n->tag == TidyTag_META)
            read_meta(d, n->a);
        else if (n->tag == TidyTag_LINK)
            read_link(d, n->a);
        else if (n->tag == TidyTag_BASE && n->a->href != NULL)
            set(d, &d->base, n->a->href);
        else if (n->tag == TidyTag_TITLE)
            set(d, &d->title, dom_text(d->mem, n));
    }
}

void meta_read(struct doc *d, const struct dom *dom, const struct mended *m)
{
    d->jsonld = m->jsonld;
    d->n_jsonld = m->n_jsonld;
    d->state = m->state;
    d->n_state = m->n_state;
    read_head(d, dom);
    for (size_t i = 0; i < d->n_jsonld; i++) {
        set(d, &d->published,
            json_string(d->mem, d->jsonld[i], "datePublished"));
        set(d, &d->modified, json_string(d->mem, d->jsonld[i], "dateModified"));
    }
    for (const struct node *n = dom->body; n != NULL;
         n = dom_next(dom->body, n)) {
        if (d->breadcrumbs == NULL && hint_is_breadcrumb(n) &&
            n->text_len != 0 && n->text_len < 600)
            read_breadcrumbs(d, n);
        if (n->tag == TidyTag_TIME && n->a->itemprop != NULL)
            set(d,
                strcasecmp(n->a->itemprop, "dateModified") == 0 ? &d->modified
                                                                : &d->published,
                n->a->datetime);
    }
}

void meta_links(struct doc *d, const struct dom *dom)
{
    for (const struct node *n = dom->body; n != NULL;
         n = dom_next(dom->body, n)) {
        if ((n->flags & NODE_LINK) == 0 || d->n_links >= CAP_LINKS_PER_PAGE ||
            strlen(n->a->href) > CAP_URL_BYTES)
            continue;
        add_alternate(d, n->a); /* "In English", in a page's head */
        d->links = arena_grow(d->mem, d->links, d->n_links, &d->cap_links,
                              sizeof *d->links);
        d->links[d->n_links++] =
            (struct doc_link){n->a->href, dom_text(d->mem, n), n->place};
    }
}
