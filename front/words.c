/* words.c - see words.h. */
#include "words.h"

void words_add(struct words *w, const char *word)
{
    w->items = arena_grow(w->mem, w->items, w->n, &w->cap, sizeof *w->items);
    w->items[w->n++] = arena_strdup(w->mem, word); /* NULL stays NULL */
}

void words_option(struct words *w, const char *name, const char *value)
{
    if (value != NULL)
        words_add(w, arena_printf(w->mem, "--%s=%s", name, value));
}
