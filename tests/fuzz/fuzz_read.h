/* fuzz_read.h - for targets that read running text: a page made of the input,
 * and a reader of it as read_page() has one. */
#ifndef TESTS_FUZZ_READ_H
#define TESTS_FUZZ_READ_H

#include "fuzz.h"

#include "../../read/found.h"

static const struct read_context fuzz_context = {.url = "https://example.org/x",
                                                 .funder = "Exempelfonden",
                                                 .funder_id = "exempelfonden",
                                                 .today = {2026, 11, 23}};

static inline void fuzz_reader(struct arena *mem, const struct doc *d,
                               struct reader *ret)
{
    *ret = (struct reader){.mem = mem,
                           .vocab = fuzz_vocab(),
                           .w = vocab_weights(fuzz_vocab()),
                           .ctx = &fuzz_context,
                           .written = FUZZ_TODAY,
                           .published = FUZZ_TODAY,
                           .season = (enum call_status)(-1),
                           .call = call_new()};
    ret->text = text_build(mem, fuzz_vocab(), d);
    ret->call->url = fuzz_context.url;
}

/* Tokens are slices of their text, in order. */
static inline void fuzz_must_be_unit(const struct unit *u)
{
    uint32_t at = 0;
    for (size_t i = 0; i < u->n; i++) {
        FUZZ_MUST(u->tokens[i].from >= at &&
                  u->tokens[i].to > u->tokens[i].from);
        at = u->tokens[i].to;
    }
    for (size_t i = 0; i < u->n_matches; i++)
        FUZZ_MUST(u->matches[i].from < u->matches[i].to &&
                  u->matches[i].to <= u->n);
}

#endif
