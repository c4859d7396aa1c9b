/*
 * clean.c - from a page's bytes to a struct doc; see medel/doc.h.
 *
 *   bytes -> charset.c -> UTF-8 -> mend.c -> markup that tidy can take
 *         -> dom.c (tidy) -> tree -> measure.c -> places.c -> classified tree
 *         -> walk.c, lines.c, pairs.c, tables.c -> blocks -> refine.c
 *         -> state.c, where the text stands in the scripts only
 *
 * meta.c reads what the page says of itself on the way.
 */
#include "charset.h"
#include "emit.h"
#include "medel/caps.h"
#include "mend.h"
#include "meta.h"
#include "places.h"
#include "refine.h"
#include "state.h"

#include <string.h>
#include <strings.h>

static bool has_type(const char *content_type, const char *type)
{
    size_t k = strlen(type);
    return content_type != NULL && strncasecmp(content_type, type, k) == 0 &&
           (content_type[k] == '\0' || strchr("; \t", content_type[k]) != NULL);
}

static bool begins(const char *s, size_t n, const char *with)
{
    size_t k = strlen(with);
    return n >= k && strncasecmp(s, with, k) == 0;
}

/* What is surely something else: PDF, archives, pictures, feeds. */
static enum status refuse_foreign(const char *s, size_t n, struct err *e)
{
    static const char *const magic[] = {
        "%PDF-",        "PK\x03\x04", "\x89PNG",          "GIF8",
        "\xff\xd8\xff", "\x1f\x8b",   "\xd0\xcf\x11\xe0", "{\\rtf"};
    for (size_t i = 0; i < sizeof magic / sizeof *magic; i++)
        if (begins(s, n, magic[i]))
            return err_set(e, ST_INVALID, "neither HTML nor text");
    while (n != 0 && strchr(" \t\r\n\f", *s) != NULL && *s != '\0') {
        s++;
        n--;
    }
    size_t head = n < 1024 ? n : 1024;
    if (begins(s, n, "<?xml") && (memmem(s, head, "<rss", 4) != NULL ||
                                  memmem(s, head, "<feed", 5) != NULL ||
                                  memmem(s, head, "<urlset", 7) != NULL ||
                                  memmem(s, head, "<sitemapindex", 13) != NULL))
        return err_set(e, ST_INVALID, "a feed or sitemap, not a page");
    if (n == 0)
        return err_set(e, ST_INVALID, "the page is empty");
    return ST_OK;
}

/* A page of plain text: blank lines part paragraphs. */
static void clean_text(struct emit *em, const char *s, size_t n)
{
    static const struct attrs none = {0};
    const struct node main_text = {
        .a = &none, .hints = "", .place = PLACE_MAIN, .main = 0.9};
    struct node *at = arena_alloc(em->mem, sizeof *at);
    *at = main_text;
    struct run r;
    run_init(&r, em->mem);
    for (size_t i = 0; i < n;) {
        const char *nl = memchr(s + i, '\n', n - i);
        size_t end = nl != NULL ? (size_t)(nl - s) : n;
        text_put(&r.text, s + i, end - i);
        text_break(&r.text);
        i = end + 1;
    }
    emit_run(em, &r, BLOCK_PARAGRAPH, at);
}

static enum status clean_markup(struct emit *em, const char *s, size_t n,
                                struct err *e)
{
    struct mended m = {0};
    struct dom dom;
    enum status st = mend_html(em->mem, s, n, &m, e);
    if (st == ST_OK)
        st = dom_parse(em->mem, &m.aside, m.html.data, m.html.len, &dom, e);
    buf_free(&m.html);
    if (st != ST_OK)
        return st;
    dom_measure(&dom);
    meta_read(em->doc, &dom, &m);
    places_assign(em->mem, &dom);
    meta_links(em->doc, &dom);
    emit_page(em, dom.body);
    return ST_OK;
}

enum status clean_html(struct arena *mem, const char *bytes, size_t len,
                       const char *content_type, struct doc **ret,
                       struct err *e)
{
    if (len > CAP_PAGE_BYTES)
        return err_set(e, ST_LIMIT, "page of %zu bytes, at most %u are read",
                       len, CAP_PAGE_BYTES);
    enum status st = refuse_foreign(bytes, len, e);
    if (st != ST_OK)
        return st;
    struct doc *d = arena_alloc(mem, sizeof *d);
    d->mem = mem;
    struct buf utf8;
    buf_init(&utf8, (size_t)CAP_PAGE_BYTES * 3);
    st = charset_to_utf8(bytes, len, content_type, &utf8, &d->charset, e);
    struct emit em = {.mem = mem, .doc = d};
    if (st == ST_OK && has_type(content_type, "text/plain"))
        clean_text(&em, utf8.data, utf8.len);
    else if (st == ST_OK)
        st = clean_markup(&em, utf8.data, utf8.len, e);
    buf_free(&utf8);
    if (st != ST_OK)
        return st;
    refine_blocks(&em);
    st = state_read(d, e);
    if (st == ST_OK)
        *ret = d;
    return st;
}
