/* shortlist_print.c - see shortlist_print.h. */
#include "shortlist_print.h"

#include "events.h"
#include "format.h"
#include "output.h"
#include "paint.h"
#include "show_history.h"
#include "why.h"

#include "medel/compare.h"
#include "medel/i18n.h"

#include <string.h>

#define INDENT 4

/* What changed since the call was added, told one by one. */
struct since {
    struct page *page; /* for people, or NULL */
    json_t *list;      /* for programs, or NULL */
    struct arena *mem;
    const struct shortlist_entry *x;
    size_t n;
};

static const char *day_of(struct arena *mem, int64_t at)
{
    char day[DATE_ISO_SIZE];
    return arena_strdup(mem, date_format_iso(date_at(at, NULL, NULL), day));
}

static enum status take_change(void *arg, const char *field, json_t *old_value,
                               json_t *new_value, struct err *e)
{
    struct since *s = arg;
    (void)e;
    if (event_of_field(field) == EVENT_OTHER)
        return ST_OK;
    if (s->list != NULL)
        json_array_append_new(s->list,
                              json_pack("{s:s, s:O, s:O}", "field", field,
                                        "old", old_value, "new", new_value));
    if (s->page != NULL) {
        const struct field_change c = {field, old_value, new_value, s->x->copy,
                                       s->x->now};
        if (s->n == 0)
            page_wrap(s->page, INDENT,
                      arena_printf(s->mem, _("since it was added on %s:"),
                                   day_of(s->mem, s->x->added_at)),
                      PAINT_ASK);
        show_field_change(s->page, s->mem, INDENT + 2, &c);
    }
    s->n++;
    return ST_OK;
}

/* The status is what the records say, as on one day. */
static void tell_changes(struct since *s, struct date today)
{
    struct err ignored = ERR_INIT;
    if (s->x->now != NULL && compare_calls(s->x->copy, s->x->now, today,
                                           take_change, s, &ignored) != ST_OK)
        s->n = 0;
}

/* The call that the entry's turned out to be a part of, or NULL. */
static const char *part_of(const struct shortlist_entry *x)
{
    return x->now != NULL && strcmp(x->now->id, x->id) != 0 ? x->now->id : NULL;
}

/* --- for people ---------------------------------------------------------- */

static void print_entry(struct page *p, struct arena *mem,
                        const struct shortlist_entry *x, struct date today)
{
    const struct call *c = x->now != NULL ? x->now : x->copy;
    struct since since = {.page = p, .mem = mem, .x = x};
    const char *status = arena_printf(
        mem, "%s%s%s%s", shortlist_status_words(x->status),
        x->muted ? arena_printf(mem, " (%s)", _("muted")) : "",
        c->funder != NULL ? " · " : "", c->funder != NULL ? c->funder : "");
    page_line(p, 0, c->title != NULL ? c->title : x->id, PAINT_BOLD,
              why_when(mem, c, today), PAINT_PLAIN);
    page_line(
        p, INDENT, status, PAINT_GOOD,
        format_sum_range(mem, c->award_floor, c->award_ceiling, c->currency),
        PAINT_PLAIN);
    page_line(p, INDENT, x->id, PAINT_PLAIN, NULL, PAINT_PLAIN);
    if (x->note != NULL)
        page_wrap(p, INDENT, arena_printf(mem, _("note: %s"), x->note),
                  PAINT_PLAIN);
    if (x->now == NULL)
        page_wrap(p, INDENT,
                  arena_printf(mem,
                               _("no longer in the index: as it was on %s"),
                               day_of(mem, x->added_at)),
                  PAINT_BAD);
    if (part_of(x) != NULL)
        page_wrap(
            p, INDENT,
            arena_printf(mem, _("a part of %s, as it turned out"), part_of(x)),
            PAINT_ASK);
    if (c->successor != NULL)
        page_wrap(p, INDENT,
                  arena_printf(mem, _("replaced by %s"), c->successor),
                  PAINT_ASK);
    tell_changes(&since, today);
    page_line_end(p);
}

enum status shortlist_print(struct buf *out, const struct shortlist *s,
                            const struct shortlist_look *look)
{
    struct page p = page_begin(out, look->width, look->colour);
    struct arena *mem = arena_new();
    bool several =
        s->n > 0 && strcmp(s->items[0].list, s->items[s->n - 1].list) != 0;
    for (size_t i = 0; i < s->n; i++) {
        const struct shortlist_entry *x = &s->items[i];
        if (several && (i == 0 || strcmp(s->items[i - 1].list, x->list) != 0)) {
            page_wrap(&p, 0, x->list, PAINT_GOOD);
            page_line_end(&p);
        }
        print_entry(&p, mem, x, look->today);
    }
    if (s->n > 0)
        page_wrap(
            &p, 0,
            arena_printf(mem, ngettext("%zu call", "%zu calls", s->n), s->n),
            PAINT_DIM);
    arena_free(mem);
    return p.st;
}

/* --- for programs -------------------------------------------------------- */

static json_t *entry_json(struct arena *mem, const struct shortlist_entry *x,
                          struct date today)
{
    const struct call *c = x->now != NULL ? x->now : x->copy;
    struct since since = {.list = json_array(), .mem = mem, .x = x};
    char added[DATE_RFC3339_SIZE], changed[DATE_RFC3339_SIZE];
    json_t *o = json_object(), *record = call_to_json(c, today);
    tell_changes(&since, today);
    int failed = json_object_set_new(o, "list", json_string(x->list)) ||
                 json_object_update(o, record) ||
                 json_object_set_new(o, "id", json_string(x->id));
    json_t *rest = json_pack(
        "{s:s?, s:s, s:s?, s:b, s:s, s:s, s:b, s:o}", "part_of", part_of(x),
        "list_status", shortlist_status_name(x->status), "note", x->note,
        "muted", (int)x->muted, "added_at", date_rfc3339(x->added_at, added),
        "changed_at", date_rfc3339(x->changed_at, changed), "listed",
        (int)(x->now != NULL), "since_added", since.list);
    failed = failed || json_object_update(o, rest);
    json_decref(rest);
    json_decref(record);
    if (!failed)
        return o;
    json_decref(o);
    return NULL;
}

enum status shortlist_json(struct buf *out, const struct shortlist *s,
                           struct date today, bool array, struct err *e)
{
    struct arena *mem = arena_new();
    enum status st = array ? buf_puts(out, "[") : ST_OK;
    for (size_t i = 0; i < s->n && st == ST_OK; i++) {
        if (array && i > 0)
            st = buf_puts(out, ",\n ");
        if (st == ST_OK)
            st = output_json(out, entry_json(mem, &s->items[i], today), e);
        if (st == ST_OK && !array)
            st = buf_putc(out, '\n');
    }
    arena_free(mem);
    return st == ST_OK && array ? buf_puts(out, "]\n") : st;
}
