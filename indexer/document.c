/* document.c - see document.h and medel/index_schema.h. */
#include "document.h"

#include "medel/call_brief.h"
#include "medel/caps.h"
#include "medel/i18n.h"
#include "medel/index_schema.h"
#include "medel/json_text.h"
#include "medel/reference.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define MAX_TERMS 200 /* all codes of every kind fit in, and former ids */
#define MAX_VALUES 8
#define MAX_TEXTS 8

struct builder {
    struct arena *mem;
    const struct call *call;
    const char *stemmer;
    const char **terms;
    size_t n_terms;
    struct xap_text *texts;
    size_t n_texts;
    struct xap_value *values;
    size_t n_values;
};

const char *document_stemmer(enum language l)
{
    switch (l) {
    case LANG_SV:
        return "swedish";
    case LANG_EN:
        return "english";
    case LANG_NO:
        return "norwegian";
    case LANG_FI:
        return "finnish";
    case LANG_DA:
        return "danish";
    case LANG_NONE:
        break;
    }
    return "none";
}

static void add_term(struct builder *b, const char *prefix, const char *rest)
{
    if (b->n_terms < MAX_TERMS)
        b->terms[b->n_terms++] = arena_printf(b->mem, "%s%s", prefix, rest);
}

static void add_code(struct builder *b, const char *prefix, enum code_kind kind,
                     int code)
{
    char *lower = arena_strdup(b->mem, code_name(kind, code));
    for (char *p = lower; *p != '\0'; p++)
        *p = (char)tolower((unsigned char)*p);
    add_term(b, prefix, lower);
}

static void add_codes(struct builder *b, const char *prefix,
                      enum code_kind kind, codeset set)
{
    for (int i = 0; i < code_count(kind); i++)
        if (set & CODE_BIT(i))
            add_code(b, prefix, kind, i);
}

/* The same, and what says nothing can be found by that. */
static void add_codes_or_none(struct builder *b, const char *prefix,
                              enum code_kind kind, codeset set)
{
    add_codes(b, prefix, kind, set);
    if (set == 0)
        add_term(b, prefix, "");
}

static void add_terms(struct builder *b, struct date today)
{
    const struct call *c = b->call;
    if (c->funder_id != NULL)
        add_term(b, PREFIX_FUNDER, c->funder_id);
    add_codes_or_none(b, PREFIX_REGION, CODE_REGION, c->regions);
    add_codes(b, PREFIX_THEME, CODE_THEME, c->themes);
    add_codes_or_none(b, PREFIX_APPLICANT, CODE_APPLICANT, c->applicants);
    add_code(b, PREFIX_STATUS, CODE_STATUS, (int)call_status_on(c, today, -1));
    add_code(b, PREFIX_KIND, CODE_KIND, (int)c->kind);
    if (c->language != LANG_NONE)
        add_code(b, PREFIX_LANGUAGE, CODE_LANGUAGE, (int)c->language);
    const char *reference =
        c->reference != NULL ? reference_key(b->mem, c->reference) : "";
    if (reference[0] != '\0')
        add_term(b, PREFIX_REFERENCE, reference);
    if (c->withdrawn != NULL)
        add_term(b, TERM_WITHDRAWN, "");
}

static void add_text(struct builder *b, const char *text, const char *prefix,
                     bool positions)
{
    if (text != NULL && *text != '\0')
        b->texts[b->n_texts++] = (struct xap_text){
            .text = text,
            .prefix = prefix,
            .weight = 1,
            .stemmer = b->stemmer,
            .positions = positions,
        };
}

static void add_texts(struct builder *b, const char *main_text)
{
    const struct call *c = b->call;
    add_text(b, c->title, PREFIX_TITLE, true);
    add_text(b, c->purpose, PREFIX_PURPOSE, false);
    add_text(b, c->summary, PREFIX_PURPOSE, false);
    add_text(b, c->title, "", true);
    add_text(b, c->purpose, "", true);
    add_text(b, c->summary, "", true);
    add_text(b, main_text, "", true);
}

static void add_value(struct builder *b, enum index_slot slot, double x)
{
    b->values[b->n_values++] =
        (struct xap_value){.slot = slot, .is_number = true, .number = x};
}

static void add_values(struct builder *b)
{
    const struct call *c = b->call;
    int64_t first_seen;
    if (c->n_deadlines != 0)
        add_value(b, SLOT_DEADLINE,
                  (double)date_to_days(c->deadlines[c->n_deadlines - 1]));
    if (date_is_set(c->opens))
        add_value(b, SLOT_OPENS, (double)date_to_days(c->opens));
    bool kronor = strcmp(c->currency, "SEK") == 0;
    if (kronor && c->award_floor >= 0)
        add_value(b, SLOT_FLOOR, c->award_floor);
    if (kronor && c->award_ceiling >= 0)
        add_value(b, SLOT_CEILING, c->award_ceiling);
    if (kronor && c->total_budget >= 0)
        add_value(b, SLOT_BUDGET, c->total_budget);
    if (c->funding_rate >= 0)
        add_value(b, SLOT_RATE, c->funding_rate);
    if (c->first_seen != NULL && date_parse_rfc3339(c->first_seen, &first_seen))
        add_value(b, SLOT_FIRST_SEEN,
                  (double)date_to_days(date_at(first_seen, NULL, NULL)));
    struct xap_value brief = {.slot = SLOT_BRIEF};
    brief.string = call_brief_pack(b->mem, c, &brief.string_len);
    b->values[b->n_values++] = brief;
}

/* The record as JSON with what only the index has beside it. */
static enum status make_data(struct builder *b,
                             const struct document_beside *beside,
                             struct xap_doc *d, struct err *e)
{
    json_t *o = call_to_json(b->call, DATE_NONE);
    bool ok = o != NULL;
    if (ok && beside->past != NULL)
        ok = json_object_set(o, "past", beside->past) == 0;
    if (ok)
        ok = json_object_set_new(o, "text", json_string(beside->text)) == 0;
    char *dump = ok ? json_text_dump(o, CALL_JSON_FLAGS) : NULL;
    json_decref(o);
    if (dump == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    d->data_len = strlen(dump);
    d->data = arena_strndup(b->mem, dump, d->data_len);
    free(dump);
    return ST_OK;
}

enum status document_build(struct arena *mem, const struct call *c,
                           const struct document_beside *beside,
                           struct date today, struct xap_doc *ret,
                           struct err *e)
{
    struct builder b = {
        .mem = mem,
        .call = c,
        .stemmer = document_stemmer(c->language),
        .terms = arena_alloc(mem, MAX_TERMS * sizeof *b.terms),
        .texts = arena_alloc(mem, MAX_TEXTS * sizeof *b.texts),
        .values = arena_alloc(mem, MAX_VALUES * sizeof *b.values),
    };
    struct xap_doc d = {.unique = arena_printf(mem, PREFIX_ID "%s", c->id)};
    enum status st = make_data(&b, beside, &d, e);
    if (st != ST_OK)
        return st;
    add_terms(&b, today);
    for (size_t i = 0; i < beside->n_former; i++)
        add_term(&b, PREFIX_FORMER, beside->former[i]);
    add_texts(&b, beside->text);
    add_values(&b);
    d.terms = b.terms;
    d.n_terms = b.n_terms;
    d.texts = b.texts;
    d.n_texts = b.n_texts;
    d.values = b.values;
    d.n_values = b.n_values;
    *ret = d;
    return ST_OK;
}
