/*
 * reading_json.c - what a worker says of a page, as JSON. The reading side
 * trusts nothing: a page may have taken the worker over.
 */
#include "medel/reading.h"

#include "medel/caps.h"
#include "medel/i18n.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REASONS_MAX 64u
#define ALTERNATES_MAX 200u

static const char *const kind_names[] = {
    "call",  "part",      "listing", "news",        "decision", "guide",
    "event", "programme", "project", "procurement", "other"};
#define KIND_COUNT (sizeof kind_names / sizeof *kind_names)

const char *page_kind_name(enum page_kind k)
{
    return (size_t)k < KIND_COUNT ? kind_names[k] : "other";
}

/* jansson refuses invalid UTF-8 with NULL; such a string becomes null. */
static json_t *string_or_null(const char *s)
{
    json_t *j = s != NULL ? json_string(s) : NULL;
    return j != NULL ? j : json_null();
}

static json_t *strings(const char *const *list, size_t n)
{
    json_t *a = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(a, string_or_null(list[i]));
    return a;
}

static json_t *links_to_json(const struct page_reading *r)
{
    json_t *a = json_array();
    for (size_t i = 0; i < r->n_links; i++) {
        const struct page_link *l = &r->links[i];
        json_t *o = json_object();
        json_object_set_new(o, "url", string_or_null(l->url));
        json_object_set_new(o, "text", string_or_null(l->text));
        json_object_set_new(o, "in_main", json_boolean(l->in_main));
        json_array_append_new(a, o);
    }
    return a;
}

static json_t *notes_to_json(const struct page_reading *r)
{
    json_t *a = json_array();
    for (size_t i = 0; i < r->n_notes; i++) {
        json_t *o = json_object();
        json_object_set_new(o, "field", string_or_null(r->notes[i].field));
        json_object_set_new(o, "text", string_or_null(r->notes[i].text));
        json_object_set_new(o, "why", string_or_null(r->notes[i].why));
        json_array_append_new(a, o);
    }
    return a;
}

static json_t *alternates_to_json(const struct page_reading *r)
{
    json_t *a = json_array();
    for (size_t i = 0; i < r->n_alternates; i++) {
        json_t *o = json_object();
        json_object_set_new(o, "lang", string_or_null(r->alternate_lang[i]));
        json_object_set_new(o, "href", string_or_null(r->alternate_href[i]));
        json_array_append_new(a, o);
    }
    return a;
}

json_t *reading_to_json(const struct page_reading *r)
{
    char simhash[17];
    snprintf(simhash, sizeof simhash, "%016" PRIx64, r->simhash);
    json_t *o = json_object();
    json_object_set_new(o, "kind", json_string(page_kind_name(r->kind)));
    json_object_set_new(o, "score", json_real(r->score));
    json_object_set_new(o, "reasons", strings(r->reasons, r->n_reasons));
    json_object_set_new(o, "title", string_or_null(r->title));
    json_object_set_new(o, "canonical", string_or_null(r->canonical));
    json_object_set_new(o, "base", string_or_null(r->base));
    json_object_set_new(o, "lang", string_or_null(r->lang));
    json_object_set_new(o, "links", links_to_json(r));
    json_object_set_new(o, "alternates", alternates_to_json(r));
    json_object_set_new(o, "simhash", json_string(simhash));
    json_object_set_new(o, "text_hash", json_string(r->text_hash));
    json_object_set_new(o, "text", string_or_null(r->text));
    json_object_set_new(o, "noindex", json_boolean(r->noindex));
    json_object_set_new(o, "document", json_boolean(r->document));
    json_object_set_new(o, "data", json_boolean(r->data));
    json_object_set_new(o, "notes", notes_to_json(r));
    json_t *calls = json_array();
    for (size_t i = 0; i < r->n_calls; i++)
        json_array_append_new(calls, call_to_json(r->calls[i], DATE_NONE));
    json_object_set_new(o, "calls", calls);
    return o;
}

/* --- back ---------------------------------------------------------------- */

struct parser {
    struct arena *mem;
    struct err *e;
    enum status st;
};

static void bad(struct parser *p, const char *field)
{
    if (p->st == ST_OK)
        p->st = err_set(p->e, ST_INVALID, _("page reading: bad field \"%s\""),
                        field);
}

/* A string of at most MAX bytes, or NULL for null and absent. */
static const char *take_string(struct parser *p, const json_t *o,
                               const char *key, size_t max)
{
    const json_t *v = json_object_get(o, key);
    if (v == NULL || json_is_null(v))
        return NULL;
    if (!json_is_string(v) || json_string_length(v) > max ||
        strlen(json_string_value(v)) != json_string_length(v)) {
        bad(p, key);
        return NULL;
    }
    return arena_strndup(p->mem, json_string_value(v), json_string_length(v));
}

static const json_t *take_array(struct parser *p, const json_t *o,
                                const char *key, size_t max)
{
    const json_t *a = json_object_get(o, key);
    if (!json_is_array(a) || json_array_size(a) > max) {
        bad(p, key);
        return NULL;
    }
    return a;
}

static void take_kind(struct parser *p, const json_t *o, struct page_reading *r)
{
    const char *s = json_string_value(json_object_get(o, "kind"));
    for (size_t i = 0; s != NULL && i < KIND_COUNT; i++)
        if (strcmp(s, kind_names[i]) == 0) {
            r->kind = (enum page_kind)i;
            return;
        }
    bad(p, "kind");
}

static void take_reasons(struct parser *p, const json_t *o,
                         struct page_reading *r)
{
    const json_t *a = take_array(p, o, "reasons", REASONS_MAX);
    size_t n = json_array_size(a);
    r->reasons = arena_alloc(p->mem, (n + 1) * sizeof *r->reasons);
    for (size_t i = 0; i < n; i++) {
        const char *s = json_string_value(json_array_get(a, i));
        if (s == NULL || strlen(s) > 500) {
            bad(p, "reasons");
            return;
        }
        r->reasons[r->n_reasons++] = arena_strdup(p->mem, s);
    }
}

static void take_links(struct parser *p, const json_t *o,
                       struct page_reading *r)
{
    const json_t *a = take_array(p, o, "links", CAP_LINKS_PER_PAGE);
    size_t n = json_array_size(a);
    r->links = arena_alloc(p->mem, (n + 1) * sizeof *r->links);
    for (size_t i = 0; i < n && p->st == ST_OK; i++) {
        const json_t *l = json_array_get(a, i);
        struct page_link *out = &r->links[r->n_links];
        out->url = take_string(p, l, "url", 1u << 16);
        out->text = take_string(p, l, "text", 1u << 16);
        out->in_main = json_is_true(json_object_get(l, "in_main"));
        r->n_links += out->url != NULL;
    }
}

static void take_alternates(struct parser *p, const json_t *o,
                            struct page_reading *r)
{
    const json_t *a = take_array(p, o, "alternates", ALTERNATES_MAX);
    size_t n = json_array_size(a);
    r->alternate_lang = arena_alloc(p->mem, (n + 1) * sizeof(char *));
    r->alternate_href = arena_alloc(p->mem, (n + 1) * sizeof(char *));
    for (size_t i = 0; i < n && p->st == ST_OK; i++) {
        const json_t *l = json_array_get(a, i);
        const char *lang = take_string(p, l, "lang", 64);
        const char *href = take_string(p, l, "href", 1u << 16);
        if (lang == NULL || href == NULL)
            continue;
        r->alternate_lang[r->n_alternates] = lang;
        r->alternate_href[r->n_alternates++] = href;
    }
}

static void take_notes(struct parser *p, const json_t *o,
                       struct page_reading *r)
{
    const json_t *a = take_array(p, o, "notes", CAP_NOTES_PER_PAGE);
    size_t n = json_array_size(a);
    r->notes = arena_alloc(p->mem, (n + 1) * sizeof *r->notes);
    for (size_t i = 0; i < n && p->st == ST_OK; i++) {
        const json_t *v = json_array_get(a, i);
        struct page_note *note = &r->notes[r->n_notes];
        note->field = take_string(p, v, "field", 64);
        note->text = take_string(p, v, "text", 4 * CAP_EVIDENCE_CHARS);
        note->why = take_string(p, v, "why", 200);
        r->n_notes +=
            note->field != NULL && note->text != NULL && note->why != NULL;
    }
}

static void take_hashes(struct parser *p, const json_t *o,
                        struct page_reading *r)
{
    const char *sim = take_string(p, o, "simhash", 16);
    const char *sha = take_string(p, o, "text_hash", 64);
    char *end = NULL;
    if (sim == NULL || strlen(sim) != 16 ||
        strspn(sim, "0123456789abcdef") != 16)
        bad(p, "simhash");
    else
        r->simhash = strtoull(sim, &end, 16);
    if (sha == NULL || strlen(sha) != 64)
        bad(p, "text_hash");
    else
        memcpy(r->text_hash, sha, 65);
}

static void take_calls(struct parser *p, const json_t *o,
                       struct page_reading *r)
{
    const json_t *a = take_array(p, o, "calls", CAP_CALLS_PER_PAGE);
    size_t n = json_array_size(a);
    r->calls = arena_alloc(p->mem, (n + 1) * sizeof(struct call *));
    for (size_t i = 0; i < n && p->st == ST_OK; i++) {
        p->st = call_from_json(json_array_get(a, i), &r->calls[i], p->e);
        r->n_calls += p->st == ST_OK;
    }
}

void reading_free_calls(struct page_reading *r)
{
    for (size_t i = 0; i < r->n_calls; i++)
        call_free(r->calls[i]);
    r->n_calls = 0;
}

enum status reading_from_json(struct arena *mem, const json_t *o,
                              struct page_reading **ret, struct err *e)
{
    struct parser p = {mem, e, ST_OK};
    struct page_reading *r = arena_alloc(mem, sizeof *r);
    r->mem = mem;
    take_kind(&p, o, r);
    r->score = json_number_value(json_object_get(o, "score"));
    if (!(r->score >= 0 && r->score <= 1))
        bad(&p, "score");
    r->title = take_string(&p, o, "title", 1u << 16);
    r->canonical = take_string(&p, o, "canonical", 1u << 16);
    r->base = take_string(&p, o, "base", 1u << 16);
    r->lang = take_string(&p, o, "lang", 16);
    r->text = take_string(&p, o, "text", CAP_TEXT_BYTES);
    r->noindex = json_is_true(json_object_get(o, "noindex"));
    r->document = json_is_true(json_object_get(o, "document"));
    r->data = json_is_true(json_object_get(o, "data"));
    take_reasons(&p, o, r);
    take_links(&p, o, r);
    take_alternates(&p, o, r);
    take_notes(&p, o, r);
    take_hashes(&p, o, r);
    take_calls(&p, o, r);
    if (p.st != ST_OK) {
        reading_free_calls(r);
        return p.st;
    }
    *ret = r;
    return ST_OK;
}
