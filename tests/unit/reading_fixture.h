/*
 * reading_fixture.h - a page in the tests' own mark-up, read as the worker
 * does it, on the corpus's day.
 */
#ifndef TESTS_READING_FIXTURE_H
#define TESTS_READING_FIXTURE_H

#include "markup.h"
#include "read_fixture.h"

#include "medel/reading.h"

static inline struct page_reading *read_markup(struct arena *mem,
                                               const char *page)
{
    struct err e = ERR_INIT;
    struct read_context ctx = {.url = "https://example.org/x",
                               .funder = "Exempelfonden",
                               .today = {2026, 11, 23}};
    struct page_reading *r = NULL;
    assert_int_equal(
        read_page(mem, fixture_vocab, &ctx, markup_doc(mem, page), &r, &e),
        ST_OK);
    return r;
}

#endif
