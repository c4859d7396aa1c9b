/* news_print.c - see news_print.h. */
#include "news_print.h"

#include "field_words.h"
#include "format.h"
#include "output.h"
#include "paint.h"
#include "show_history.h"
#include "why.h"

#include "medel/i18n.h"
#include "medel/term.h"

#include <string.h>

#define INDENT 4

/* --- for people ---------------------------------------------------------- */

static void print_event(struct page *p, struct arena *mem,
                        const struct event *x)
{
    if (x->kind == EVENT_NEW || x->kind == EVENT_CLOSING)
        return; /* the heading and the day say all */
    if (x->kind == EVENT_WITHDRAWN || x->kind == EVENT_BACK ||
        (x->kind == EVENT_OPENED && x->old_value == NULL)) {
        page_wrap(p, INDENT,
                  arena_printf(mem, "%s: %.10s", event_words(x->kind), x->at),
                  PAINT_PLAIN);
        return;
    }
    const struct field_change c = {x->field, x->old_value, x->new_value,
                                   x->before, x->after};
    show_field_change(p, mem, INDENT, &c);
}

const char *news_marked(struct arena *mem, const struct news_item *item,
                        const struct profile *profile)
{
    const struct candidate *c = item->hit;
    bool barred = !gate_fits(&c->gate);
    if (profile == NULL || (c->gate.verdict != VERDICT_UNKNOWN && !barred))
        return "";
    const char *marked = why_marked(mem, c, profile);
    return marked[0] != '\0'
               ? arena_printf(mem, "%s %s",
                              barred ? _("cannot apply:") : _("check this:"),
                              marked)
               : "";
}

/* Never cut: it is there to be followed. */
static void print_address(struct page *p, const char *url)
{
    page_spaces(p, INDENT);
    page_text(p, url, PAINT_DIM);
    page_line_end(p);
}

static void print_item(struct page *p, struct arena *mem,
                       const struct news_item *item,
                       const struct news_look *look)
{
    struct date today = look->today;
    const char *marked = news_marked(mem, item, look->profile);
    const struct call *c = item->hit->call;
    const char *sum =
        format_sum_range(mem, c->award_floor, c->award_ceiling, c->currency);
    page_line(p, 0, c->title != NULL ? c->title : c->id, PAINT_BOLD,
              why_when(mem, c, today), PAINT_PLAIN);
    if (c->funder != NULL)
        page_line(p, INDENT, c->funder, PAINT_PLAIN, sum, PAINT_PLAIN);
    page_line(p, INDENT, c->id, PAINT_PLAIN, NULL, PAINT_PLAIN);
    if (item->events[0].kind == EVENT_NEW && c->summary != NULL)
        page_line(p, INDENT, c->summary, PAINT_DIM, NULL, PAINT_PLAIN);
    if (marked[0] != '\0')
        page_wrap(p, INDENT, marked, PAINT_ASK);
    for (size_t i = 0; i < item->n; i++) {
        /* What is told beside the heading's own kind needs its name. */
        if (item->events[i].kind == EVENT_CLOSING && i > 0)
            page_wrap(p, INDENT, event_words(EVENT_CLOSING), PAINT_ASK);
        print_event(p, mem, &item->events[i]);
    }
    if (look->addresses && c->url != NULL)
        print_address(p, c->url);
    page_line_end(p);
}

/* The first letter of a heading is large. */
const char *news_heading(struct arena *mem, enum event_kind kind)
{
    char *s = arena_strdup(mem, event_words(kind));
    if (s[0] >= 'a' && s[0] <= 'z')
        s[0] = (char)(s[0] - 'a' + 'A');
    else if (strncmp(s, "ö", 2) == 0)
        memcpy(s, "Ö", 2);
    return s;
}

enum status news_print(struct buf *out, const struct news *n,
                       const struct news_look *look)
{
    struct page p = page_begin(out, look->width, look->colour);
    struct arena *mem = arena_new();
    for (size_t i = 0; i < n->n; i++) {
        const struct news_item *item = &n->items[i];
        enum event_kind kind = item->events[0].kind;
        if (i == 0 || n->items[i - 1].events[0].kind != kind) {
            page_wrap(&p, 0, news_heading(mem, kind), PAINT_GOOD);
            page_line_end(&p);
        }
        print_item(&p, mem, item, look);
    }
    arena_free(mem);
    return p.st;
}

/* --- for programs -------------------------------------------------------- */

static json_t *text_or_null(const char *s)
{
    json_t *v = s != NULL ? json_string(s) : NULL;
    return v != NULL ? v : json_null();
}

static json_t *words_of(const struct call *c, const char *field)
{
    int f = field != NULL ? field_evidence(field) : -1;
    if (c == NULL || f < 0 || c->evidence[f].text == NULL)
        return json_null();
    return json_pack("{s:o, s:o}", "text", text_or_null(c->evidence[f].text),
                     "url", text_or_null(c->evidence[f].url));
}

static json_t *value_of(json_t *v)
{
    return v != NULL ? json_incref(v) : json_null();
}

json_t *news_event_json(const struct call *c, const struct event *x,
                        struct date today, const char *profile)
{
    json_t *whole = call_to_json(c, today);
    json_t *o = json_object();
    static const char *const kept[] = {
        "id", "title", "url", "funder", "funder_id", "status", "deadlines"};
    if (profile != NULL)
        json_object_set_new(o, "profile", json_string(profile));
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        json_object_set(o, kept[i], json_object_get(whole, kept[i]));
    json_decref(whole);
    json_object_set_new(o, "event", json_string(event_name(x->kind)));
    json_object_set_new(o, "at", text_or_null(x->at));
    json_object_set_new(o, "field", text_or_null(x->field));
    json_object_set_new(o, "old", value_of(x->old_value));
    json_object_set_new(o, "new", value_of(x->new_value));
    json_object_set_new(o, "evidence",
                        json_pack("{s:o, s:o}", "old",
                                  words_of(x->before, x->field), "new",
                                  words_of(x->after, x->field)));
    return o;
}

enum status news_json(struct buf *out, const struct news *n, struct date today,
                      const char *profile, bool array, struct err *e)
{
    enum status st = array ? buf_puts(out, "[") : ST_OK;
    bool first = true;
    for (size_t i = 0; i < n->n; i++)
        for (size_t k = 0; k < n->items[i].n && st == ST_OK; k++) {
            if (array && !first)
                st = buf_puts(out, ",\n ");
            first = false;
            if (st == ST_OK)
                st = output_json(out,
                                 news_event_json(n->items[i].hit->call,
                                                 &n->items[i].events[k], today,
                                                 profile),
                                 e);
            if (st == ST_OK && !array)
                st = buf_putc(out, '\n');
        }
    return st == ST_OK && array ? buf_puts(out, "]\n") : st;
}
