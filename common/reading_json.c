/*
 * reading_json.c - what a worker says of a page, as JSON. The reading side
 * trusts nothing: a page may have taken the worker over.
 */
#include "medel/reading.h"

#include "medel/caps.h"
#include "medel/i18n.h"
#include "medel/json_out.h"
#include "medel/utf8.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REASONS_MAX 64u
#define ALTERNATES_MAX 200u
/* In bytes. The writing side cuts to these, so that a page that is merely
 * odd is not refused as a forgery by the reading side. */
#define REASON_MAX 500u
#define LINE_MAX_BYTES (1u << 16) /* a title, a link's text */
#define ADDRESS_MAX (1u << 16)
#define LANG_MAX 16u
#define HREFLANG_MAX 64u
#define NOTE_FIELD_MAX 64u
#define NOTE_TEXT_MAX (4 * CAP_EVIDENCE_CHARS)
#define NOTE_WHY_MAX 200u

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static const char *const kind_names[] = {
    "call",  "part",      "listing", "news",        "decision", "guide",
    "event", "programme", "project", "procurement", "other"};
#define KIND_COUNT (sizeof kind_names / sizeof *kind_names)

const char *page_kind_name(enum page_kind k)
{
    return (size_t)k < KIND_COUNT ? kind_names[k] : "other";
}

static const char *const about_names[] = {"itself", "who",      "terms",
                                          "who_of", "terms_of", "text"};
#define ABOUT_COUNT (sizeof about_names / sizeof *about_names)

/* A text, cut to MAX bytes. What is not UTF-8 is null. */
static void put_text(struct json_out *o, const char *key, const char *s,
                     size_t max)
{
    size_t n = s != NULL ? utf8_clip(s, strlen(s), max) : 0;
    if (s != NULL && utf8_valid(s, n))
        json_out_string(o, key, s, n);
    else
        json_out_null(o, key);
}

/* What half of says something else: an address, a code. Null where it is
 * longer. */
static void put_whole(struct json_out *o, const char *key, const char *s,
                      size_t max)
{
    put_text(o, key, s != NULL && strlen(s) <= max ? s : NULL, max);
}

static void put_reasons(struct json_out *o, const struct page_reading *r)
{
    json_out_array(o, "reasons");
    for (size_t i = 0; i < least(r->n_reasons, REASONS_MAX); i++)
        put_text(o, NULL, r->reasons[i], REASON_MAX);
    json_out_end(o);
}

static void put_links(struct json_out *o, const struct page_reading *r)
{
    json_out_array(o, "links");
    for (size_t i = 0; i < least(r->n_links, CAP_LINKS_PER_PAGE); i++) {
        const struct page_link *l = &r->links[i];
        json_out_object(o, NULL);
        put_whole(o, "url", l->url, ADDRESS_MAX);
        put_text(o, "text", l->text, LINE_MAX_BYTES);
        json_out_bool(o, "in_main", l->in_main);
        json_out_end(o);
    }
    json_out_end(o);
}

static void put_notes(struct json_out *o, const struct page_reading *r)
{
    json_out_array(o, "notes");
    for (size_t i = 0; i < least(r->n_notes, CAP_NOTES_PER_PAGE); i++) {
        const struct page_note *n = &r->notes[i];
        json_out_object(o, NULL);
        put_whole(o, "field", n->field, NOTE_FIELD_MAX);
        put_text(o, "text", n->text, NOTE_TEXT_MAX);
        put_text(o, "why", n->why, NOTE_WHY_MAX);
        json_out_end(o);
    }
    json_out_end(o);
}

static void put_alternates(struct json_out *o, const struct page_reading *r)
{
    json_out_array(o, "alternates");
    for (size_t i = 0; i < least(r->n_alternates, ALTERNATES_MAX); i++) {
        json_out_object(o, NULL);
        put_whole(o, "lang", r->alternate_lang[i], HREFLANG_MAX);
        put_whole(o, "href", r->alternate_href[i], ADDRESS_MAX);
        json_out_end(o);
    }
    json_out_end(o);
}

static void put_entries(struct json_out *o, const struct page_reading *r)
{
    json_out_array(o, "entries");
    for (size_t i = 0; i < least(r->n_entries, CAP_ENTRIES_PER_PAGE); i++) {
        const struct page_entry *x = &r->entries[i];
        json_out_object(o, NULL);
        put_whole(o, "url", x->url, ADDRESS_MAX);
        put_text(o, "name", x->name, LINE_MAX_BYTES);
        call_tell(o, "call", x->call, DATE_NONE);
        json_out_end(o);
    }
    json_out_end(o);
}

static void put_hashes(struct json_out *o, const struct page_reading *r)
{
    char simhash[17];
    snprintf(simhash, sizeof simhash, "%016" PRIx64, r->simhash);
    json_out_name(o, "simhash", simhash);
    json_out_name(o, "text_hash", r->text_hash);
}

enum status reading_append_json(struct buf *b, const struct page_reading *r,
                                size_t flags)
{
    struct json_out out = json_out_text(b, flags), *o = &out;
    json_out_object(o, NULL);
    json_out_name(o, "kind", page_kind_name(r->kind));
    json_out_real(o, "score", r->score);
    put_reasons(o, r);
    put_text(o, "title", r->title, LINE_MAX_BYTES);
    json_out_name(o, "about", about_names[r->about]);
    put_whole(o, "canonical", r->canonical, ADDRESS_MAX);
    put_whole(o, "base", r->base, ADDRESS_MAX);
    put_whole(o, "lang", r->lang, LANG_MAX);
    put_links(o, r);
    put_alternates(o, r);
    put_hashes(o, r);
    put_text(o, "text", r->text, CAP_TEXT_BYTES);
    json_out_bool(o, "noindex", r->noindex);
    json_out_bool(o, "document", r->document);
    json_out_bool(o, "data", r->data);
    put_notes(o, r);
    put_entries(o, r);
    json_out_array(o, "calls");
    for (size_t i = 0; i < r->n_calls; i++)
        call_tell(o, NULL, r->calls[i], DATE_NONE);
    json_out_end(o);
    json_out_end(o);
    return o->st;
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

static void take_about(struct parser *p, const json_t *o,
                       struct page_reading *r)
{
    const json_t *v = json_object_get(o, "about");
    const char *s = json_string_value(v);
    if (v == NULL)
        return; /* a reading of an earlier version has none */
    for (size_t i = 0; s != NULL && i < ABOUT_COUNT; i++)
        if (strcmp(s, about_names[i]) == 0) {
            r->about = (enum page_about)i;
            return;
        }
    bad(p, "about");
}

static void take_reasons(struct parser *p, const json_t *o,
                         struct page_reading *r)
{
    const json_t *a = take_array(p, o, "reasons", REASONS_MAX);
    size_t n = json_array_size(a);
    r->reasons = arena_alloc(p->mem, (n + 1) * sizeof *r->reasons);
    for (size_t i = 0; i < n; i++) {
        const char *s = json_string_value(json_array_get(a, i));
        if (s == NULL || strlen(s) > REASON_MAX) {
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
        out->url = take_string(p, l, "url", ADDRESS_MAX);
        out->text = take_string(p, l, "text", LINE_MAX_BYTES);
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
        const char *lang = take_string(p, l, "lang", HREFLANG_MAX);
        const char *href = take_string(p, l, "href", ADDRESS_MAX);
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
        note->field = take_string(p, v, "field", NOTE_FIELD_MAX);
        note->text = take_string(p, v, "text", NOTE_TEXT_MAX);
        note->why = take_string(p, v, "why", NOTE_WHY_MAX);
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

static void take_entries(struct parser *p, const json_t *o,
                         struct page_reading *r)
{
    if (json_object_get(o, "entries") == NULL)
        return; /* a reading of an earlier version has none */
    const json_t *a = take_array(p, o, "entries", CAP_ENTRIES_PER_PAGE);
    size_t n = json_array_size(a);
    r->entries = arena_alloc(p->mem, (n + 1) * sizeof *r->entries);
    for (size_t i = 0; i < n && p->st == ST_OK; i++) {
        const json_t *v = json_array_get(a, i);
        struct page_entry *x = &r->entries[r->n_entries];
        x->url = take_string(p, v, "url", ADDRESS_MAX);
        x->name = take_string(p, v, "name", LINE_MAX_BYTES);
        if (p->st == ST_OK && x->name == NULL)
            bad(p, "entries");
        if (p->st == ST_OK)
            p->st = call_from_json(json_object_get(v, "call"), &x->call, p->e);
        r->n_entries += p->st == ST_OK;
    }
}

void reading_free_calls(struct page_reading *r)
{
    for (size_t i = 0; i < r->n_calls; i++)
        call_free(r->calls[i]);
    for (size_t i = 0; i < r->n_entries; i++)
        call_free(r->entries[i].call);
    r->n_calls = r->n_entries = 0;
}

enum status reading_from_json(struct arena *mem, const json_t *o,
                              struct page_reading **ret, struct err *e)
{
    struct parser p = {mem, e, ST_OK};
    struct page_reading *r = arena_alloc(mem, sizeof *r);
    r->mem = mem;
    take_kind(&p, o, r);
    take_about(&p, o, r);
    r->score = json_number_value(json_object_get(o, "score"));
    if (!(r->score >= 0 && r->score <= 1))
        bad(&p, "score");
    r->title = take_string(&p, o, "title", LINE_MAX_BYTES);
    r->canonical = take_string(&p, o, "canonical", ADDRESS_MAX);
    r->base = take_string(&p, o, "base", ADDRESS_MAX);
    r->lang = take_string(&p, o, "lang", LANG_MAX);
    r->text = take_string(&p, o, "text", CAP_TEXT_BYTES);
    r->noindex = json_is_true(json_object_get(o, "noindex"));
    r->document = json_is_true(json_object_get(o, "document"));
    r->data = json_is_true(json_object_get(o, "data"));
    take_reasons(&p, o, r);
    take_links(&p, o, r);
    take_alternates(&p, o, r);
    take_notes(&p, o, r);
    take_hashes(&p, o, r);
    take_entries(&p, o, r);
    take_calls(&p, o, r);
    if (p.st != ST_OK) {
        reading_free_calls(r);
        return p.st;
    }
    *ret = r;
    return ST_OK;
}
