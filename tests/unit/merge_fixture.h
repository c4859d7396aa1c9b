/*
 * merge_fixture.h - a funder's pages, made one by one, and the calls that they
 * are merged into.
 */
#ifndef TESTS_MERGE_FIXTURE_H
#define TESTS_MERGE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "medel/merge.h"

#include <stdio.h>
#include <string.h>

struct site {
    struct arena *mem;
    struct merge_page pages[8];
    size_t n;
};

static inline struct page_reading *add(struct site *s, const char *url,
                                       enum page_kind kind, double score,
                                       const char *title)
{
    struct page_reading *r = arena_alloc(s->mem, sizeof *r);
    r->mem = s->mem;
    r->kind = kind;
    r->score = score;
    r->title = title;
    r->lang = "sv";
    snprintf(r->text_hash, sizeof r->text_hash, "%064zu", s->n);
    r->calls = arena_alloc(s->mem, sizeof *r->calls);
    r->calls[0] = call_new();
    r->calls[0]->title = arena_strdup(r->calls[0]->mem, title);
    r->n_calls = 1;
    s->pages[s->n++] =
        (struct merge_page){.url = url, .reading = r, .alive = true};
    return r;
}

static inline void link_to(struct site *s, struct page_reading *r,
                           const char *url)
{
    struct page_link *links =
        arena_alloc(s->mem, (r->n_links + 1) * sizeof *links);
    if (r->n_links > 0)
        memcpy(links, r->links, r->n_links * sizeof *links);
    links[r->n_links++] = (struct page_link){url, "Villkor", true};
    r->links = links;
}

static inline void set_deadline(struct call *c, struct date d)
{
    c->deadlines = arena_alloc(c->mem, sizeof *c->deadlines);
    c->deadlines[0] = d;
    c->n_deadlines = 1;
    call_set_evidence(c, FIELD_DEADLINES, "senast", 6, NULL, 0.9);
}

static inline struct page_reading *add_data(struct site *s, const char *url,
                                            const char *reference,
                                            const char *page)
{
    struct page_reading *r = add(s, url, PAGE_CALL, 1, "Matstöd");
    r->data = true;
    r->canonical = page;
    r->calls[0]->reference = arena_strdup(r->calls[0]->mem, reference);
    return r;
}

static const struct merge_funder funder = {"fonden", "Fonden", 0};

static inline struct merged_call *merge(struct site *s, size_t *n)
{
    struct merged_call *calls;
    struct err e = ERR_INIT;
    assert_int_equal(
        merge_readings(s->mem, &funder, s->pages, s->n, &calls, n, &e), ST_OK);
    return calls;
}

static inline void done(struct site *s, struct merged_call *calls, size_t n)
{
    merge_free(calls, n);
    for (size_t i = 0; i < s->n; i++)
        reading_free_calls((struct page_reading *)s->pages[i].reading);
    arena_free(s->mem);
}

#define SITE "https://fonden.example/"

#endif
