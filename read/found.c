/* found.c - evidence for a field; see found.h. */
#include "found.h"

#include "medel/caps.h"

#define WHOLE_SENTENCE 240u /* bytes: shorter sentences are quoted whole */

void found_evidence(struct reader *r, enum call_field f, const struct source *s,
                    double confidence)
{
    const struct unit *u = s->unit;
    const char *text;
    size_t len;
    unit_quote(u, 0, 0, &text, &len);
    if (len > WHOLE_SENTENCE && s->to > s->from) {
        size_t from = s->from > 12 ? s->from - 12 : 0;
        unit_quote(u, from, s->to + 6, &text, &len);
    }
    if (u->block != NULL && u->block->kind == BLOCK_PAIR &&
        u->block->label != NULL) {
        const char *quote =
            arena_printf(r->mem, "%s: %.*s", u->block->label, (int)len, text);
        text = quote;
        len = __builtin_strlen(quote);
    }
    call_set_evidence(r->call, f, text, len, NULL, confidence);
}
