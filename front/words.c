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

static void add_seconds(struct words *w, const char *name, double s)
{
    if (s >= 0)
        words_option(w, name, arena_printf(w->mem, "%.6f", s));
}

void words_asking(struct words *w, const struct asking *a)
{
    add_seconds(w, "delay", a->delay);
    add_seconds(w, "timeout", a->timeout);
    for (size_t i = 0; i < a->connect_to.n; i++)
        words_option(w, "connect-to", a->connect_to.items[i]);
    if (a->allow_private)
        words_add(w, "--allow-private");
    words_option(w, "cacert", a->cacert);
    words_option(w, "contact", a->contact);
}
