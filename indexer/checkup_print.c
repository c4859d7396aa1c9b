/* checkup_print.c - see checkup.h. */
#include "checkup.h"

#include "medel/i18n.h"
#include "medel/markdown.h"
#include "medel/term.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* A line and what is below it. */
struct put {
    struct buf *out;
    struct arena *mem;
    int width;
    enum status st;
};

/* --- words --------------------------------------------------------------- */

/* "41 links, 9 pages read, 3 calls". */
static const char *counts_text(struct arena *mem, const struct checkup *c)
{
    return arena_printf(
        mem, "%s, %s, %s",
        arena_printf(
            mem, ngettext("%lld link", "%lld links", (unsigned long)c->links),
            (long long)c->links),
        arena_printf(mem,
                     ngettext("%lld page read", "%lld pages read",
                              (unsigned long)c->pages),
                     (long long)c->pages),
        arena_printf(
            mem, ngettext("%lld call", "%lld calls", (unsigned long)c->calls),
            (long long)c->calls));
}

static const char *robots_text(enum robots_word w)
{
    return w == ROBOTS_ALLOWS    ? _("robots.txt allows it")
           : w == ROBOTS_FORBIDS ? _("robots.txt forbids it")
                                 : _("robots.txt could not be asked");
}

/* "HTTP 200, robots.txt allows it, leads to ...". */
static const char *answer_text(struct arena *mem, const struct checkup_start *s)
{
    const char *text = s->status != 0 ? arena_printf(mem, "HTTP %d", s->status)
                       : s->reason != NULL && s->robots != ROBOTS_FORBIDS
                           ? s->reason
                           : _("no answer");
    if (s->robots == ROBOTS_FORBIDS)
        text = robots_text(s->robots);
    else
        text = arena_printf(mem, "%s, %s", text, robots_text(s->robots));
    if (s->leads_to != NULL)
        text = arena_printf(mem, _("%s, leads to %s"), text, s->leads_to);
    return text;
}

/* What to do about the verdict, or NULL. */
static const char *advice(const struct checkup *c)
{
    switch (c->verdict) {
    case VERDICT_MOVED:
        return _("put the new address in 'start', or its host in 'hosts'");
    case VERDICT_NO_LINKS:
        return _("nothing on the start pages leads anywhere that 'allow' and "
                 "'deny' let in; do they need scripts?");
    case VERDICT_NO_CALLS:
        return _("no call on what was looked at; is there a better start "
                 "page?");
    default:
        return NULL;
    }
}

/* The crawler's own words, but where the start pages have said it. */
static const char *problem_text(const struct checkup *c)
{
    for (size_t i = 0; i < c->n_starts; i++)
        if (c->starts[i].robots == ROBOTS_FORBIDS || c->starts[i].moved ||
            c->starts[i].status >= 400)
            return NULL;
    return c->problem;
}

static const char *sum_text(struct arena *mem, const struct checkup *c,
                            size_t n)
{
    size_t sums[VERDICTS] = {0};
    const char *text =
        arena_printf(mem, ngettext("%zu source", "%zu sources", n), n);
    const char *before = ": ";
    for (size_t i = 0; i < n; i++)
        sums[c[i].verdict]++;
    for (int v = 0; v < VERDICTS; v++) {
        if (sums[v] == 0)
            continue;
        text = arena_printf(mem, "%s%s%zu %s", text, before, sums[v],
                            _(verdict_word((enum verdict)v)));
        before = ", ";
    }
    return text;
}

/* --- for people ---------------------------------------------------------- */

static void put_line(struct put *p, const char *text, int indent)
{
    for (int i = 0; i < indent && p->st == ST_OK; i++)
        p->st = buf_putc(p->out, ' ');
    if (p->st == ST_OK)
        p->st = p->width != 0 ? term_wrap(p->out, text, p->width, indent + 2)
                              : term_safe(p->out, text, false);
    if (p->st == ST_OK)
        p->st = buf_putc(p->out, '\n');
}

static void put_checkup(struct put *p, const struct checkup *c)
{
    put_line(p,
             arena_printf(p->mem, "%s: %s", c->funder->id,
                          _(verdict_word(c->verdict))),
             0);
    for (size_t i = 0; i < c->n_starts; i++) {
        put_line(p, c->starts[i].url, 2);
        put_line(p, answer_text(p->mem, &c->starts[i]), 4);
    }
    put_line(p, counts_text(p->mem, c), 2);
    for (size_t i = 0; i < c->n_titles; i++)
        put_line(p, arena_printf(p->mem, "- %s", c->titles[i]), 4);
    if (problem_text(c) != NULL)
        put_line(p, problem_text(c), 2);
    if (advice(c) != NULL)
        put_line(p, advice(c), 2);
}

enum status checkup_put_table(struct buf *out, struct arena *mem,
                              const struct checkup *c, size_t n, int width)
{
    struct put p = {out, mem, width, ST_OK};
    for (size_t i = 0; i < n; i++)
        put_checkup(&p, &c[i]);
    if (n > 1)
        put_line(&p, sum_text(mem, c, n), 0);
    return p.st;
}

/* --- Markdown ------------------------------------------------------------ */

static void put_raw(struct put *p, const char *s)
{
    if (p->st == ST_OK)
        p->st = buf_puts(p->out, s);
}

static void put_text(struct put *p, const char *s)
{
    if (p->st == ST_OK)
        p->st = markdown_text(p->out, s);
}

/* An item; its TEXT becomes no markup. */
static void put_item(struct put *p, const char *text)
{
    if (text == NULL)
        return;
    put_raw(p, "  - ");
    put_text(p, text);
    put_raw(p, "\n");
}

static void put_md_checkup(struct put *p, const struct checkup *c)
{
    put_raw(p, "- **");
    put_text(p, c->funder->id);
    put_raw(p, "**: ");
    put_text(p, _(verdict_word(c->verdict)));
    put_raw(p, "; ");
    put_text(p, counts_text(p->mem, c));
    put_raw(p, "\n");
    for (size_t i = 0; i < c->n_starts; i++) {
        /* In normal form: no blank, no angle bracket. */
        put_raw(p, "  - <");
        put_raw(p, c->starts[i].url);
        put_raw(p, ">: ");
        put_text(p, answer_text(p->mem, &c->starts[i]));
        put_raw(p, "\n");
    }
    put_item(p, problem_text(c));
    put_item(p, advice(c));
    for (size_t i = 0; i < c->n_titles; i++)
        put_item(p, c->titles[i]);
}

enum status checkup_put_markdown(struct buf *out, struct arena *mem,
                                 const struct checkup *c, size_t n)
{
    struct put p = {out, mem, 0, ST_OK};
    put_text(&p, sum_text(mem, c, n));
    put_raw(&p, "\n\n");
    for (size_t i = 0; i < n; i++)
        put_md_checkup(&p, &c[i]);
    return p.st;
}

/* --- JSON ---------------------------------------------------------------- */

static json_t *text_or_null(const char *s)
{
    json_t *text = s != NULL ? json_string(s) : NULL;
    return text != NULL ? text : json_null();
}

static json_t *start_json(const struct checkup_start *s)
{
    return json_pack("{s:s s:o s:o s:s s:o s:b}", "url", s->url, "status",
                     s->status != 0 ? json_integer(s->status) : json_null(),
                     "reason", text_or_null(s->reason), "robots",
                     robots_word(s->robots), "leads_to",
                     text_or_null(s->leads_to), "moved", s->moved);
}

static json_t *checkup_json(const struct checkup *c)
{
    json_t *starts = json_array(), *titles = json_array();
    for (size_t i = 0; i < c->n_starts; i++)
        json_array_append_new(starts, start_json(&c->starts[i]));
    for (size_t i = 0; i < c->n_titles; i++)
        json_array_append_new(titles, json_string(c->titles[i]));
    return json_pack("{s:s s:s s:s s:o s:I s:I s:I s:o s:o}", "id",
                     c->funder->id, "name", c->funder->name, "verdict",
                     verdict_word(c->verdict), "start", starts, "links",
                     (json_int_t)c->links, "pages", (json_int_t)c->pages,
                     "calls", (json_int_t)c->calls, "titles", titles, "problem",
                     text_or_null(c->problem));
}

enum status checkup_put_json(struct buf *out, const struct checkup *c, size_t n)
{
    enum status st = buf_putc(out, '[');
    for (size_t i = 0; i < n && st == ST_OK; i++) {
        json_t *o = checkup_json(&c[i]);
        char *text = o != NULL ? json_dumps(o, JSON_COMPACT) : NULL;
        st = text != NULL ? term_safe_json(out, text, strlen(text)) : ST_NOMEM;
        if (st == ST_OK && i + 1 < n)
            st = buf_puts(out, ",\n");
        free(text);
        json_decref(o);
    }
    return st == ST_OK ? buf_puts(out, "]\n") : st;
}
