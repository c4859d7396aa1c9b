/*
 * search_fixture.h - a small index for the tests of search/, written straight
 * from records by index_schema.h, so that search is tested apart from the
 * indexer. A record is a JSON object as call_from_json reads, and "text".
 */
#ifndef MEDEL_TESTS_SEARCH_FIXTURE_H
#define MEDEL_TESTS_SEARCH_FIXTURE_H

#include "medel/call.h"
#include "medel/call_brief.h"
#include "medel/index_schema.h"
#include "medel/reference.h"
#include "medel/xapian_shim.h"

#include <ctype.h>
#include <jansson.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static inline void fixture_die(const struct err *e, const char *what)
{
    fprintf(stderr, "fixture: %s: %s\n", what, e->text);
    abort();
}

static inline const char *fixture_stemmer(enum language l)
{
    static const char *const names[] = {"swedish", "english", "norwegian",
                                        "finnish", "danish",  "none"};
    return names[l];
}

struct fixture_terms {
    struct arena *mem;
    const char *items[200];
    size_t n;
};

static inline void fixture_term(struct fixture_terms *t, const char *prefix,
                                const char *value)
{
    char *term = arena_printf(t->mem, "%s%s", prefix, value);
    for (char *s = term + strlen(prefix); *s != '\0'; s++)
        *s = (char)tolower((unsigned char)*s);
    t->items[t->n++] = term;
}

static inline void fixture_codes(struct fixture_terms *t, const char *prefix,
                                 enum code_kind kind, codeset set)
{
    for (int i = 0; i < code_count(kind); i++)
        if (set & CODE_BIT(i))
            fixture_term(t, prefix, code_name(kind, i));
    if (set == 0 && kind != CODE_THEME)
        fixture_term(t, prefix, "");
}

static inline void fixture_all_terms(struct fixture_terms *t,
                                     const struct call *c, struct date today)
{
    fixture_codes(t, PREFIX_REGION, CODE_REGION, c->regions);
    fixture_codes(t, PREFIX_THEME, CODE_THEME, c->themes);
    fixture_codes(t, PREFIX_APPLICANT, CODE_APPLICANT, c->applicants);
    fixture_term(t, PREFIX_STATUS,
                 code_name(CODE_STATUS, (int)call_status_on(c, today, -1)));
    fixture_term(t, PREFIX_KIND, code_name(CODE_KIND, (int)c->kind));
    if (c->language != LANG_NONE)
        fixture_term(t, PREFIX_LANGUAGE,
                     code_name(CODE_LANGUAGE, (int)c->language));
    if (c->funder_id != NULL)
        t->items[t->n++] =
            arena_printf(t->mem, "%s%s", PREFIX_FUNDER, c->funder_id);
    if (c->withdrawn != NULL)
        t->items[t->n++] = TERM_WITHDRAWN;
    if (c->reference != NULL)
        fixture_term(t, PREFIX_REFERENCE, reference_key(t->mem, c->reference));
}

static inline void fixture_value(struct xap_value *values, size_t *n,
                                 enum index_slot slot, bool stated, double x)
{
    if (stated)
        values[(*n)++] =
            (struct xap_value){.slot = slot, .is_number = true, .number = x};
}

static inline size_t fixture_values(struct xap_value *values,
                                    const struct call *c)
{
    size_t n = 0;
    int64_t seen = 0;
    bool sek = strcmp(c->currency, "SEK") == 0;
    if (c->n_deadlines > 0)
        fixture_value(values, &n, SLOT_DEADLINE, true,
                      (double)date_to_days(c->deadlines[c->n_deadlines - 1]));
    if (date_is_set(c->opens))
        fixture_value(values, &n, SLOT_OPENS, true,
                      (double)date_to_days(c->opens));
    fixture_value(values, &n, SLOT_FLOOR, sek && c->award_floor >= 0,
                  c->award_floor);
    fixture_value(values, &n, SLOT_CEILING, sek && c->award_ceiling >= 0,
                  c->award_ceiling);
    fixture_value(values, &n, SLOT_BUDGET, sek && c->total_budget >= 0,
                  c->total_budget);
    fixture_value(values, &n, SLOT_RATE, c->funding_rate >= 0, c->funding_rate);
    if (c->first_seen != NULL && date_parse_rfc3339(c->first_seen, &seen))
        fixture_value(values, &n, SLOT_FIRST_SEEN, true,
                      (double)date_to_days(date_at(seen, NULL, NULL)));
    values[n].slot = SLOT_BRIEF;
    values[n].is_number = false;
    values[n].string = call_brief_pack(c->mem, c, &values[n].string_len);
    n++;
    return n;
}

static inline void fixture_put(struct xap_writer *w, json_t *record,
                               struct date today)
{
    struct err e = ERR_INIT;
    struct call *c;
    if (call_from_json(record, &c, &e) != ST_OK)
        fixture_die(&e, "record");
    const char *text = json_string_value(json_object_get(record, "text"));
    const char *stemmer = fixture_stemmer(c->language);
    const char *purpose = c->purpose != NULL ? c->purpose : "";
    struct fixture_terms terms = {.mem = c->mem};
    fixture_all_terms(&terms, c, today);
    struct xap_text texts[] = {
        {c->title, PREFIX_TITLE, 1, stemmer, true},
        {purpose, PREFIX_PURPOSE, 1, stemmer, true},
        {c->title, "", 1, stemmer, true},
        {purpose, "", 1, stemmer, true},
        {text != NULL ? text : "", "", 1, stemmer, true},
    };
    struct xap_value values[8];
    size_t n = fixture_values(values, c);
    char *data = json_dumps(record, JSON_COMPACT);
    struct xap_doc doc = {
        .unique = arena_printf(c->mem, "%s%s", PREFIX_ID, c->id),
        .data = data,
        .data_len = strlen(data),
        .texts = texts,
        .n_texts = sizeof texts / sizeof *texts,
        .terms = terms.items,
        .n_terms = terms.n,
        .values = values,
        .n_values = n,
    };
    if (xap_writer_put(w, &doc, &e) != ST_OK)
        fixture_die(&e, "put");
    free(data);
    call_free(c);
}

/* Writes an index of the RECORDS (an array) at PATH, as on TODAY. */
static inline void fixture_index(const char *path, json_t *records,
                                 const char *schema, struct date today)
{
    struct err e = ERR_INIT;
    struct xap_writer *w;
    char at[40], day[DATE_ISO_SIZE];
    size_t i;
    json_t *r;
    snprintf(at, sizeof at, "%sT00:00:00Z", date_format_iso(today, day));
    if (xap_writer_open(path, &w, &e) != ST_OK ||
        xap_writer_begin(w, &e) != ST_OK)
        fixture_die(&e, path);
    json_array_foreach(records, i, r)
    {
        fixture_put(w, r, today);
    }
    if (xap_writer_set_metadata(w, "medel.schema", schema, &e) != ST_OK ||
        xap_writer_set_metadata(w, "medel.indexed_at", at, &e) != ST_OK ||
        xap_writer_commit(w, &e) != ST_OK)
        fixture_die(&e, path);
    xap_writer_close(w);
}

#endif
