/* facets_print.c - facets for people and for programs; see facets.h. */
#include "facets.h"

#include "csv.h"
#include "format.h"
#include "md.h"
#include "output.h"
#include "paint.h"

#include "medel/i18n.h"
#include "medel/term.h"

#include <string.h>

/* Values of one facet; months and codes are few anyway. */
#define SHOWN_MAX 12
#define LABEL_MAX 32

/* --- names --------------------------------------------------------------- */

static const char *heading(enum facet f)
{
    static const char *const names[FACET_COUNT] = {
        N_("Funders"), N_("Regions"), N_("Themes"),
        N_("Status"),  N_("Kinds"),   N_("Last day to apply"),
    };
    return _(names[f]);
}

static const char *code_label(enum code_kind kind, const char *value)
{
    int code = code_find(kind, value);
    return code >= 0 ? format_code(kind, code) : value;
}

/* The value as people call it. */
static const char *label(enum facet f, const struct facet_value *v)
{
    if (v->value == NULL)
        return _("not stated");
    switch (f) {
    case FACET_FUNDER:
        return v->name != NULL && v->name[0] != '\0' ? v->name : v->value;
    case FACET_REGION:
        return code_label(CODE_REGION, v->value);
    case FACET_THEME:
        return code_label(CODE_THEME, v->value);
    case FACET_STATUS:
        return code_label(CODE_STATUS, v->value);
    case FACET_KIND:
        return code_label(CODE_KIND, v->value);
    default:
        return strcmp(v->value, "rolling") == 0 ? _("rolling") : v->value;
    }
}

/* --- bars ---------------------------------------------------------------- */

struct chart {
    struct page page;
    struct arena *mem;
    int label; /* cells */
    int digits;
    size_t most; /* the count of the longest bar */
};

static size_t shown(const struct facet_values *v)
{
    return v->n <= SHOWN_MAX ? v->n : SHOWN_MAX - 1;
}

/* COUNT as a bar of eighths of cells; something for every call there is. */
static const char *bar(struct chart *c, size_t count, int room)
{
    static const char *const parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    size_t eighths = count * (size_t)room * 8 / c->most;
    const char *s = "";
    if (eighths == 0)
        eighths = 1;
    for (size_t i = 0; i < eighths / 8; i++)
        s = arena_printf(c->mem, "%s█", s);
    return arena_printf(c->mem, "%s%s", s, parts[eighths % 8]);
}

static void print_value(struct chart *c, enum facet f,
                        const struct facet_value *v)
{
    struct page *p = &c->page;
    int room = p->width - 2 - c->label - 1 - c->digits - 1;
    page_spaces(p, 2);
    if (p->st == ST_OK)
        p->st = term_fit(p->out, label(f, v), c->label, true);
    page_raw(p, arena_printf(c->mem, " %*zu ", c->digits, v->count));
    page_text(p, bar(c, v->count, room),
              v->value != NULL ? PAINT_GOOD : PAINT_DIM);
    page_line_end(p);
}

static void print_facet(struct chart *c, enum facet f,
                        const struct facet_values *v)
{
    size_t rest = v->n - shown(v);
    page_text(&c->page, heading(f), PAINT_BOLD);
    page_line_end(&c->page);
    for (size_t i = 0; i < shown(v); i++)
        print_value(c, f, &v->items[i]);
    if (rest > 0) {
        page_spaces(&c->page, 2);
        page_text(
            &c->page,
            arena_printf(c->mem,
                         ngettext("and %zu more; --format json has all",
                                  "and %zu more; --format json has all", rest),
                         rest),
            PAINT_DIM);
        page_line_end(&c->page);
    }
    page_line_end(&c->page);
}

/* Labels and figures of all facets stand below each other. */
static void measure(struct chart *c, const struct facets *f)
{
    c->digits = 1;
    for (int i = 0; i < FACET_COUNT; i++)
        for (size_t k = 0; k < shown(&f->of[i]); k++) {
            const struct facet_value *v = &f->of[i].items[k];
            int w = term_text_width(label((enum facet)i, v));
            if (w > c->label)
                c->label = w;
            if (v->count > c->most)
                c->most = v->count;
        }
    if (c->label > LABEL_MAX)
        c->label = LABEL_MAX;
    if (c->label > c->page.width / 2)
        c->label = c->page.width / 2;
    for (size_t n = c->most; n >= 10; n /= 10)
        c->digits++;
}

enum status facets_print(struct buf *out, const struct facets *f,
                         const struct facets_options *o)
{
    struct chart c = {
        .page = page_begin(out, o->width, o->colour),
        .mem = arena_new(),
    };
    measure(&c, f);
    for (int i = 0; i < FACET_COUNT; i++)
        if (f->of[i].n > 0)
            print_facet(&c, (enum facet)i, &f->of[i]);
    if (f->total > 0)
        page_wrap(&c.page, 0,
                  arena_printf(c.mem,
                               ngettext("%zu call", "%zu calls", f->total),
                               f->total),
                  PAINT_DIM);
    arena_free(c.mem);
    return c.page.st;
}

/* --- data ---------------------------------------------------------------- */

/* A new object, or NULL. FACET may be NULL. */
static json_t *value_json(const char *facet, const struct facet_value *v)
{
    json_t *o = json_object();
    bool ok = o != NULL;
    if (ok && facet != NULL)
        ok = json_object_set_new(o, "facet", json_string(facet)) == 0;
    json_t *value = v->value != NULL ? json_string(v->value) : json_null();
    ok = ok && json_object_set_new(o, "value", value) == 0;
    if (ok && v->name != NULL)
        ok = json_object_set_new(o, "name", json_string(v->name)) == 0;
    ok = ok && json_object_set_new(o, "count",
                                   json_integer((json_int_t)v->count)) == 0;
    if (ok)
        return o;
    json_decref(o);
    return NULL;
}

json_t *facets_json(const struct facets *f)
{
    json_t *all = json_object();
    bool ok = all != NULL;
    for (int i = 0; i < FACET_COUNT && ok; i++) {
        json_t *a = json_array();
        for (size_t k = 0; k < f->of[i].n && ok; k++)
            ok = json_array_append_new(
                     a, value_json(NULL, &f->of[i].items[k])) == 0;
        ok = json_object_set_new(all, facet_name((enum facet)i), a) == 0 && ok;
    }
    if (!ok) {
        json_decref(all);
        return NULL;
    }
    return json_pack("{s:I, s:o}", "total", (json_int_t)f->total, "facets",
                     all);
}

enum status facets_jsonl(struct buf *out, const struct facets *f, struct err *e)
{
    enum status st = ST_OK;
    for (int i = 0; i < FACET_COUNT; i++)
        for (size_t k = 0; k < f->of[i].n && st == ST_OK; k++) {
            st = output_json(
                out, value_json(facet_name((enum facet)i), &f->of[i].items[k]),
                e);
            if (st == ST_OK)
                st = buf_putc(out, '\n');
        }
    return st;
}

enum status facets_csv(struct buf *out, const struct facets *f)
{
    enum status st = buf_puts(out, "facet,value,name,count\r\n");
    for (int i = 0; i < FACET_COUNT; i++)
        for (size_t k = 0; k < f->of[i].n && st == ST_OK; k++) {
            const struct facet_value *v = &f->of[i].items[k];
            st = buf_printf(out, "%s,", facet_name((enum facet)i));
            if (st == ST_OK)
                st = csv_cell(out, &csv_rfc4180, v->value != NULL ? v->value : "");
            if (st == ST_OK)
                st = buf_putc(out, ',');
            if (st == ST_OK)
                st = csv_cell(out, &csv_rfc4180, v->name != NULL ? v->name : "");
            if (st == ST_OK)
                st = buf_printf(out, ",%zu\r\n", v->count);
        }
    return st;
}

enum status facets_markdown(struct buf *out, const struct facets *f)
{
    enum status st = ST_OK;
    for (int i = 0; i < FACET_COUNT; i++) {
        if (f->of[i].n > 0 && st == ST_OK)
            st = buf_printf(out, "**%s**\n\n", heading((enum facet)i));
        for (size_t k = 0; k < f->of[i].n && st == ST_OK; k++) {
            const struct facet_value *v = &f->of[i].items[k];
            st = buf_puts(out, "* ");
            if (st == ST_OK)
                st = md_escape(out, label((enum facet)i, v));
            if (st == ST_OK)
                st = buf_printf(out, ": %zu\n", v->count);
        }
        if (f->of[i].n > 0 && st == ST_OK)
            st = buf_putc(out, '\n');
    }
    return st;
}
