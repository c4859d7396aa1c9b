/* show_history.c - see show_history.h. */
#include "show_history.h"

#include "field_words.h"

#include "medel/i18n.h"

#include <string.h>

#define INDENT 2

static const char *words_of(const struct call *c, int f)
{
    return c != NULL && f >= 0 ? c->evidence[f].text : NULL;
}

/* "said: “...”", with the address where it is not the call's own. */
static void quote(struct page *p, struct arena *mem, int indent,
                  const char *label, const struct call *c, int f)
{
    const char *words = words_of(c, f);
    if (words == NULL || words[0] == '\0')
        return;
    const char *url = c->evidence[f].url;
    page_wrap(
        p, indent,
        arena_printf(mem, "%s: %s", label, arena_printf(mem, _("“%s”"), words)),
        PAINT_DIM);
    if (url != NULL && c->url != NULL && strcmp(url, c->url) != 0)
        page_wrap(p, indent, url, PAINT_DIM);
}

void show_field_change(struct page *p, struct arena *mem, int indent,
                       const struct field_change *c)
{
    int f = field_evidence(c->field);
    const char *was = words_of(c->before, f), *is = words_of(c->after, f);
    page_wrap(
        p, indent,
        arena_printf(mem, "%s: %s → %s", field_label(c->field),
                     field_value(mem, c->field, c->old_value,
                                 c->before != NULL ? c->before->currency : ""),
                     field_value(mem, c->field, c->new_value,
                                 c->after != NULL ? c->after->currency : "")),
        PAINT_PLAIN);
    if (was != NULL && is != NULL && strcmp(was, is) == 0) {
        quote(p, mem, indent + INDENT, _("then as now"), c->after, f);
        return;
    }
    quote(p, mem, indent + INDENT, _("then"), c->before, f);
    quote(p, mem, indent + INDENT, _("now"), c->after, f);
}

/* What changes with the day, or is said by other fields. */
static const char *const left_out[] = {
    "evidence",      "id",         "first_seen",
    "last_seen",     "fetched_at", "changed",
    "closed_stated", "withdrawn",  "successor"};

static bool is_left_out(const char *key)
{
    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
        if (strcmp(left_out[i], key) == 0)
            return true;
    return false;
}

static size_t show_step(struct page *p, struct arena *mem,
                        const struct call *before, const struct call *after)
{
    json_t *a = call_to_json(before, DATE_NONE);
    json_t *b = call_to_json(after, DATE_NONE);
    const char *key;
    json_t *value;
    size_t n = 0;
    json_object_foreach(a, key, value)
    {
        json_t *is = json_object_get(b, key);
        if (is_left_out(key) || json_equal(value, is))
            continue;
        const struct field_change c = {key, value, is, before, after};
        show_field_change(p, mem, INDENT, &c);
        n++;
    }
    json_decref(a);
    json_decref(b);
    return n;
}

/* When the call went and came back: what no version tells. */
static void show_absences(struct page *p, struct arena *mem,
                          const struct call *c)
{
    for (size_t i = c->n_changed; i-- > 0;) {
        const struct call_change *ch = &c->changed[i];
        if (ch->field == NULL || strcmp(ch->field, "withdrawn") != 0)
            continue;
        page_wrap(p, 0,
                  arena_printf(mem,
                               json_is_null(ch->new_value)
                                   ? _("%.10s: back on the site")
                                   : _("%.10s: gone from the site"),
                               ch->at),
                  PAINT_BOLD);
    }
}

void show_history(struct page *p, struct arena *mem, const struct history *h)
{
    page_line_end(p);
    page_wrap(p, 0,
              h->n == 0 ? _("No other version of it is known.")
                        : arena_printf(mem,
                                       ngettext("%zu former version:",
                                                "%zu former versions:", h->n),
                                       h->n),
              PAINT_PLAIN);
    show_absences(p, mem, h->call);
    for (size_t i = h->n; i-- > 0;) {
        char day[DATE_ISO_SIZE];
        struct date at = date_at(h->versions[i].until, NULL, NULL);
        page_wrap(p, 0,
                  arena_printf(mem, _("%s: changed"), date_format_iso(at, day)),
                  PAINT_BOLD);
        show_step(p, mem, h->versions[i].call, history_next(h, i));
    }
}
