/*
 * wordpress.c - the posts and pages of a site made with WordPress, by its REST
 * interface: /wp-json/wp/v2/{posts|pages}?per_page=100&page=N.
 *
 * They are stored under the addresses that people see, in place of what is
 * there: the text without menus, a hundred in one request. One whose text is
 * elsewhere (in fields that its theme fills in) is fetched as a page.
 */
#include "json.h"
#include "parts.h"
#include "texts.h"

#include "medel/buf.h"
#include "medel/caps.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define PER_PAGE 100
#define PAGES_MAX 50
#define TEXT_MIN 200 /* characters outside of tags: less is no page's text */

static const char *const FIELDS[] = {"id",
                                     "link",
                                     "title.rendered",
                                     "type",
                                     "status",
                                     "content.rendered",
                                     "content.protected",
                                     NULL};
static const char *const REQUIRED[] = {"id", "link", "title.rendered",
                                       "content.rendered", NULL};

/* --- asking --------------------------------------------------------------- */

static const char *address(struct arena *mem, const struct adapter_source *s,
                           const char *list, int page)
{
    return arena_printf(mem,
                        "%s%s?per_page=%d&page=%d&_fields=id,link,date,"
                        "modified_gmt,title,content,status,type",
                        s->base, list, PER_PAGE, page);
}

static enum status plan(const struct adapter_source *s, struct arena *mem,
                        adapter_since_fn *since, adapter_plan_fn *add,
                        void *arg, struct err *e)
{
    static const char *const USUAL[] = {"posts", "pages"};
    bool named = s->api->n_parts != 0;
    size_t n = named ? s->api->n_parts : 2;
    enum status st = ST_OK;
    (void)since;
    for (size_t i = 0; st == ST_OK && i < n; i++)
        st = add(arg, address(mem, s, named ? s->api->parts[i] : USUAL[i], 1),
                 &wordpress_posts, e);
    return st;
}

/* Enough words to be the page. */
static bool has_text(const char *html)
{
    size_t n = 0;
    bool tag = false;
    for (; *html != '\0' && n < TEXT_MIN; html++) {
        if (*html == '<')
            tag = true;
        else if (*html == '>')
            tag = false;
        else if (!tag && !isspace((unsigned char)*html))
            n++;
    }
    return n >= TEXT_MIN;
}

static enum adapter_verdict item(const struct adapter_source *s,
                                 struct arena *mem,
                                 const struct adapter_item *i,
                                 struct adapter_found *ret)
{
    const char *link = part_address(adapter_item_get(i, "link"));
    const char *html = adapter_item_get(i, "content.rendered");
    const char *state = adapter_item_get(i, "status");
    const char *closed = adapter_item_get(i, "content.protected");
    (void)s;
    if (link == NULL) {
        ret->why = "link";
        return ADAPTER_BAD;
    }
    if ((state != NULL && strcmp(state, "publish") != 0) ||
        (closed != NULL && strcmp(closed, "true") == 0))
        return ADAPTER_SKIP;
    if (html == NULL || !has_text(html)) {
        ret->page = arena_strdup(mem, link);
    } else {
        ret->url = arena_strdup(mem, link);
        ret->html = arena_strdup(mem, html);
    }
    return ADAPTER_KEEP;
}

/* The number behind "&page=". */
static int page_of(const char *url, const char **at)
{
    const char *p = strstr(url, "&page=");
    *at = p;
    return p != NULL ? (int)strtol(p + 6, NULL, 10) : 0;
}

static const char *next(const struct adapter_source *s, struct arena *mem,
                        const struct adapter_answer *a, const char **why)
{
    const char *at;
    int page = page_of(a->url, &at);
    (void)s, (void)why;
    if (page < 1 || page >= PAGES_MAX || a->items == 0)
        return NULL;
    if (a->pages != NULL ? page >= strtol(a->pages, NULL, 10)
                         : a->items < PER_PAGE)
        return NULL;
    const char *rest = at + 6 + strspn(at + 6, "0123456789");
    return arena_printf(mem, "%.*s&page=%d%s", (int)(at - a->url), a->url,
                        page + 1, rest);
}

/* --- reading -------------------------------------------------------------- */

static const char *rendered(struct arena *mem, const json_t *o,
                            const char *name)
{
    return json_text(mem, json_one(o, name), "rendered");
}

/* A title is HTML, of which nothing but references is expected. */
static void put_title(struct buf *b, const char *name, const char *title)
{
    (void)!buf_printf(b, "<%s>%s</%s>", name, title, name);
}

static void put_meta(struct buf *b, const char *property, const char *text)
{
    if (text == NULL)
        return;
    (void)!buf_printf(b, "<meta property=\"article:%s\" content=\"", property);
    texts_escape(b, text, strlen(text));
    (void)!buf_puts(b, "\">");
}

static enum status read_post(struct arena *mem, const struct read_context *ctx,
                             const char *json, size_t len,
                             struct adapter_record *ret, struct err *e)
{
    json_t *o;
    (void)ctx;
    enum status st = json_item(json, len, &o, e);
    if (st != ST_OK)
        return st;
    const char *title = rendered(mem, o, "title");
    const char *content = rendered(mem, o, "content");
    if (content == NULL) {
        st = err_set(e, ST_INVALID, "no content");
    } else {
        struct buf b;
        buf_init(&b, CAP_PAGE_BYTES);
        title = title != NULL ? title : "";
        (void)!buf_puts(&b, "<!doctype html><html><head>"
                            "<meta charset=\"utf-8\">");
        put_title(&b, "title", title);
        put_meta(&b, "published_time", json_text(mem, o, "date"));
        put_meta(&b, "modified_time", json_text(mem, o, "modified_gmt"));
        (void)!buf_puts(&b, "</head><body><main>");
        put_title(&b, "h1", title);
        (void)!buf_puts(&b, content);
        (void)!buf_puts(&b, "</main></body></html>");
        *ret =
            (struct adapter_record){.html = arena_strndup(mem, b.data, b.len)};
        buf_free(&b);
    }
    json_decref(o);
    return st;
}

const struct adapter_part wordpress_posts = {
    .name = "wordpress.posts",
    .type = "wordpress",
    .split = {"", FIELDS},
    .required = REQUIRED,
    .absence = ADAPTER_REFETCH,
    .item = item,
    .next = next,
    .read = read_post,
};

const struct adapter wordpress_adapter = {.type = "wordpress", .plan = plan};
