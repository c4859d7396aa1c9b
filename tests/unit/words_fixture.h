/*
 * words_fixture.h - pages of a title and a few lines, for what all the words of
 * a page say.
 */
#ifndef TESTS_WORDS_FIXTURE_H
#define TESTS_WORDS_FIXTURE_H

#include "read_fixture.h"

#include "../../read/text.h"

#define LINES 8

/* A page of a title and lines, the first LEADS of which lead. */
static inline struct page_text page_of(struct arena *mem, const char *title,
                                       const char *const *lines, size_t leads)
{
    struct page_text t = {.mem = mem};
    t.units = arena_alloc(mem, (LINES + 1) * sizeof *t.units);
    text_unit(mem, fixture_vocab, title, &t.units[t.n]);
    t.units[t.n].is_heading = t.units[t.n].is_title = true;
    for (t.n = 1; *lines != NULL; lines++) {
        text_unit(mem, fixture_vocab, *lines, &t.units[t.n]);
        t.units[t.n].lead = t.n <= leads;
        t.n++;
    }
    return t;
}

#endif
