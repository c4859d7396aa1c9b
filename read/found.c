/* found.c - evidence for a field; see found.h. */
#include "found.h"

#include "medel/caps.h"

#include <string.h>

#define WHOLE_SENTENCE 240u /* bytes: shorter sentences are quoted whole */

/* "13 januari 2027: frågestund", whose label is the day. */
static bool begins_with(const char *text, const char *label)
{
    size_t n = strlen(label);
    return strncmp(text, label, n) == 0 && text[n] == ':';
}

const char *found_words(struct reader *r, const struct source *s, size_t *n)
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
        u->block->label != NULL && !begins_with(text, u->block->label)) {
        const char *quote =
            arena_printf(r->mem, "%s: %.*s", u->block->label, (int)len, text);
        text = quote;
        len = strlen(quote);
    }
    *n = len;
    return text;
}

void found_evidence(struct reader *r, enum call_field f, const struct source *s,
                    double confidence)
{
    size_t len;
    const char *text = found_words(r, s, &len);
    call_set_evidence(r->call, f, text, len, NULL, confidence);
}

void found_rejected(struct reader *r, enum call_field f, const struct source *s,
                    const char *why)
{
    if (r->n_notes >= CAP_NOTES_PER_PAGE)
        return;
    const char *text;
    size_t len;
    size_t from = s->from > 8 ? s->from - 8 : 0;
    unit_quote(s->unit, from, s->to + 4, &text, &len);
    if (len > CAP_EVIDENCE_CHARS)
        unit_quote(s->unit, s->from, s->to, &text, &len);
    if (len > CAP_EVIDENCE_CHARS)
        return;
    r->notes = arena_grow(r->mem, r->notes, r->n_notes, &r->cap_notes,
                          sizeof *r->notes);
    r->notes[r->n_notes++] = (struct page_note){
        call_field_name(f), arena_strndup(r->mem, text, len), why};
}
