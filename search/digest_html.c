/* digest_html.c - a digest as one page in HTML; see digest.h. */
#include "digest.h"

#include "field_words.h"
#include "format.h"
#include "news_print.h"
#include "why.h"

#include "medel/i18n.h"
#include "medel/term.h"

#include <string.h>

struct html {
    struct buf *out;
    struct arena *mem;
    const struct digest *d;
    enum status st;
};

/* Styles for mail programs: a few, on elements, no file, no script. */
static const char head[] =
    "<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, "
    "initial-scale=1\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
    "'none'; style-src 'unsafe-inline'\">\n"
    "<style>\n"
    "body { font: 16px/1.5 sans-serif; color: #1a1a1a; background: #fff;"
    " max-width: 44rem; margin: 1rem auto; padding: 0 1rem }\n"
    "h1 { font-size: 1.4rem } h2 { font-size: 1.2rem; border-bottom: 1px solid"
    " #767676 } h3 { font-size: 1rem; margin-bottom: 0 }\n"
    "p { margin: .2rem 0 } a { color: #0b4f8a }\n"
    "q, .dim { color: #555 } del { color: #8a1c1c } ins { color: #1c5c2c }\n"
    "</style>\n";

static void raw(struct html *h, const char *s)
{
    if (h->st == ST_OK)
        h->st = buf_puts(h->out, s);
}

/* Text from anywhere: no markup, no control characters. */
static void text(struct html *h, const char *s)
{
    struct buf safe;
    buf_init(&safe, h->out->max);
    if (h->st == ST_OK)
        h->st = term_safe(&safe, s != NULL ? s : "", false);
    for (const char *p = safe.data; h->st == ST_OK && *p != '\0'; p++) {
        const char *code = *p == '&'    ? "&amp;"
                           : *p == '<'  ? "&lt;"
                           : *p == '>'  ? "&gt;"
                           : *p == '"'  ? "&quot;"
                           : *p == '\'' ? "&#39;"
                                        : NULL;
        h->st = code != NULL ? buf_puts(h->out, code) : buf_putc(h->out, *p);
    }
    buf_free(&safe);
}

/* OPEN, the text, CLOSE; nothing where there is no text. */
static void element(struct html *h, const char *open, const char *s,
                    const char *close)
{
    if (s == NULL || s[0] == '\0')
        return;
    raw(h, open);
    text(h, s);
    raw(h, close);
}

static bool is_web(const char *url)
{
    return url != NULL && (strncmp(url, "http://", 7) == 0 ||
                           strncmp(url, "https://", 8) == 0);
}

static void words(struct html *h, const char *label, const struct call *c,
                  const char *field)
{
    int f = field_evidence(field);
    if (c == NULL || f < 0 || c->evidence[f].text == NULL)
        return;
    raw(h, "<p class=\"dim\">");
    text(h, label);
    raw(h, ": <q>");
    text(h, c->evidence[f].text);
    raw(h, "</q></p>\n");
}

static void event(struct html *h, const struct event *x)
{
    if (x->kind == EVENT_NEW || x->kind == EVENT_CLOSING)
        return;
    raw(h, "<p>");
    if (x->old_value == NULL || x->kind == EVENT_WITHDRAWN ||
        x->kind == EVENT_BACK) {
        text(h, arena_printf(h->mem, "%s: %.10s", event_words(x->kind), x->at));
        raw(h, "</p>\n");
        return;
    }
    text(h, field_label(x->field));
    raw(h, ": <del>");
    text(h, field_value(h->mem, x->field, x->old_value,
                        x->before != NULL ? x->before->currency : ""));
    raw(h, "</del> → <ins>");
    text(h, field_value(h->mem, x->field, x->new_value,
                        x->after != NULL ? x->after->currency : ""));
    raw(h, "</ins></p>\n");
    words(h, _("then"), x->before, x->field);
    words(h, _("now"), x->after, x->field);
}

static void title(struct html *h, const struct call *c)
{
    const char *s = c->title != NULL ? c->title : c->id;
    raw(h, "<h3>");
    if (is_web(c->url))
        element(h, "<a href=\"", c->url, "\">");
    text(h, s);
    raw(h, is_web(c->url) ? "</a></h3>\n" : "</h3>\n");
}

static void item(struct html *h, const struct news_item *x)
{
    const struct call *c = x->hit->call;
    title(h, c);
    element(h, "<p><strong>", why_when(h->mem, c, h->d->today),
            "</strong></p>\n");
    element(h, "<p>", c->funder, "</p>\n");
    element(
        h, "<p>",
        format_sum_range(h->mem, c->award_floor, c->award_ceiling, c->currency),
        "</p>\n");
    if (x->events[0].kind == EVENT_NEW)
        element(h, "<p>", c->summary, "</p>\n");
    element(h, "<p>", news_marked(h->mem, x, h->d->profile), "</p>\n");
    for (size_t i = 0; i < x->n; i++)
        event(h, &x->events[i]);
    element(h, "<p class=\"dim\">", c->id, "</p>\n");
}

enum status digest_html(struct buf *out, const struct digest *d)
{
    struct html h = {.out = out, .mem = arena_new(), .d = d};
    const struct news *n = d->news;
    const char *subject = digest_subject(h.mem, d);
    raw(&h, i18n_is_swedish()
                ? "<!DOCTYPE html>\n<html lang=\"sv\">\n<head>\n"
                : "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n");
    raw(&h, head);
    element(&h, "<title>", subject, "</title>\n");
    raw(&h, "</head>\n<body>\n<main>\n");
    element(&h, "<h1>", subject, "</h1>\n");
    for (size_t i = 0; i < n->n; i++) {
        enum event_kind kind = n->items[i].events[0].kind;
        if (i == 0 || n->items[i - 1].events[0].kind != kind)
            element(&h, "<h2>", news_heading(h.mem, kind), "</h2>\n");
        item(&h, &n->items[i]);
    }
    raw(&h, "</main>\n</body>\n</html>\n");
    arena_free(h.mem);
    return h.st;
}
