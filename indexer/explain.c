/* explain.c - see explain.h. */
#include "explain.h"

#include "sign_words.h"

#include "medel/i18n.h"
#include "medel/term.h"

#include <jansson.h>
#include <stdlib.h>

#define INDENT 4

struct explainer {
    struct buf *out;
    int width;
    enum status st; /* of the first append that failed */
};

static void put(struct explainer *x, const char *s, int indent)
{
    if (x->st == ST_OK)
        x->st = term_wrap(x->out, s, x->width, indent);
}

static void put_raw(struct explainer *x, const char *s)
{
    if (x->st == ST_OK)
        x->st = buf_puts(x->out, s);
}

/* Words of the page, between the marks that the language has. */
static void put_quoted(struct explainer *x, const char *s, int indent)
{
    const char *mark = i18n_is_swedish() ? "\u201d" : "\"";
    put_raw(x, mark);
    put(x, s, indent);
    put_raw(x, mark);
}

/* A JSON value as people write it: strings without quotes, lists with
 * commas, nothing for null and []. */
static void put_value(struct explainer *x, const json_t *v, bool first)
{
    size_t i;
    const json_t *item;
    if (json_is_array(v)) {
        json_array_foreach(v, i, item)
        {
            if (i != 0)
                put_raw(x, ", ");
            put_value(x, item, first && i == 0);
        }
    } else if (json_is_string(v)) {
        put(x, json_string_value(v), INDENT);
    } else {
        char *dump = json_dumps(v, JSON_ENCODE_ANY | JSON_REAL_PRECISION(10));
        put(x, dump != NULL ? dump : "?", INDENT);
        free(dump);
    }
}

static bool is_stated(const json_t *v)
{
    return v != NULL && !json_is_null(v) && !json_is_false(v) &&
           !(json_is_array(v) && json_array_size(v) == 0);
}

static void put_evidence(struct explainer *x, const struct call_evidence *ev)
{
    char sure[32];
    if (ev->text == NULL)
        return;
    snprintf(sure, sizeof sure, "    %3.0f %%  ", 100 * ev->confidence);
    put_raw(x, sure);
    put_quoted(x, ev->text, 2 * INDENT + 2);
    put_raw(x, "\n");
}

/* Each meeting and its words. */
static void explain_meetings(struct explainer *x, const struct call *c)
{
    char when[CALL_MEETING_SIZE];
    for (size_t i = 0; i < c->n_meetings; i++) {
        put_raw(x, i == 0 ? "meetings: " : "          ");
        put_raw(x, call_meeting_when(&c->meetings[i], when));
        put_raw(x, "\n           ");
        put_quoted(x, c->meetings[i].text, 2 * INDENT + 2);
        put_raw(x, "\n");
    }
}

static void explain_call(struct explainer *x, const struct call *c,
                         struct date today)
{
    json_t *o = call_to_json(c, today);
    for (int f = 0; f < FIELD_COUNT; f++) {
        const char *name = call_field_name((enum call_field)f);
        const json_t *v = json_object_get(o, name);
        if (!is_stated(v))
            continue;
        put_raw(x, name);
        put_raw(x, ": ");
        put_value(x, v, true);
        put_raw(x, "\n");
        put_evidence(x, &c->evidence[f]);
    }
    explain_meetings(x, c);
    struct arena *mem = arena_new();
    const char *missing = _("not stated:");
    for (int f = 0; f < FIELD_COUNT; f++) {
        const char *name = call_field_name((enum call_field)f);
        if (!is_stated(json_object_get(o, name)))
            missing = arena_printf(mem, "%s %s", missing, name);
    }
    put(x, missing, INDENT);
    put_raw(x, "\n");
    arena_free(mem);
    json_decref(o);
}

enum status explain_reading(struct buf *out, const struct page_reading *r,
                            struct date today, int width)
{
    struct explainer x = {.out = out, .width = width, .st = ST_OK};
    char line[128];
    struct arena *mem = arena_new();
    put_raw(&x, _("page: "));
    put_raw(&x, page_kind_words(r->kind));
    snprintf(line, sizeof line, _("; as a call it scores %.2f of 1\n"),
             r->score);
    put_raw(&x, line);
    for (size_t i = 0; i < r->n_reasons; i++) {
        put_raw(&x, "  - ");
        put(&x, sign_words(mem, r->reasons[i]), INDENT);
        put_raw(&x, "\n");
    }
    for (size_t i = 0; i < r->n_calls; i++) {
        if (r->n_calls > 1) {
            snprintf(line, sizeof line, _("\ncall %zu of %zu\n"), i + 1,
                     r->n_calls);
            put_raw(&x, line);
        } else {
            put_raw(&x, "\n");
        }
        explain_call(&x, r->calls[i], today);
    }
    if (r->n_notes > 0)
        put_raw(&x, _("\nseen and not taken:\n"));
    for (size_t i = 0; i < r->n_notes; i++) {
        const struct page_note *n = &r->notes[i];
        put_raw(&x, "  ");
        put(&x, n->field, INDENT);
        put_raw(&x, ": ");
        put_quoted(&x, n->text, INDENT);
        put_raw(&x, _(" is "));
        put(&x, n->why[0] != '\0' ? _(n->why) : "", INDENT);
        put_raw(&x, "\n");
    }
    arena_free(mem);
    return x.st;
}
