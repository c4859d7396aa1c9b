/* facets.c - counting; see facets.h. How it looks is in facets_print.c. */
#include "facets.h"

#include <stdlib.h>
#include <string.h>

const char *facet_name(enum facet f)
{
    static const char *const names[FACET_COUNT] = {
        "funder", "region", "theme", "status", "kind", "deadline"};
    return names[f];
}

static bool same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static void add(struct facets *f, enum facet which, const char *value,
                const char *name)
{
    struct facet_values *v = &f->of[which];
    for (size_t i = 0; i < v->n; i++)
        if (same(v->items[i].value, value)) {
            v->items[i].count++;
            return;
        }
    v->items = arena_grow(f->mem, v->items, v->n, &v->cap, sizeof *v->items);
    v->items[v->n++] = (struct facet_value){arena_strdup(f->mem, value),
                                            arena_strdup(f->mem, name), 1};
}

static void add_codes(struct facets *f, enum facet which, enum code_kind kind,
                      codeset set)
{
    for (int i = 0; i < code_count(kind); i++)
        if (set & CODE_BIT(i))
            add(f, which, code_name(kind, i), NULL);
    if (set == 0)
        add(f, which, NULL, NULL);
}

static void add_deadline(struct facets *f, const struct call *c,
                         struct date today)
{
    char day[DATE_ISO_SIZE];
    struct date d = call_next_deadline(c, today);
    if (!date_is_set(d) && !c->rolling && c->n_deadlines > 0)
        d = c->deadlines[c->n_deadlines - 1];
    if (!date_is_set(d)) {
        add(f, FACET_DEADLINE, c->rolling ? "rolling" : NULL, NULL);
        return;
    }
    date_format_iso(d, day);
    day[strlen("2026-12")] = '\0';
    add(f, FACET_DEADLINE, day, NULL);
}

static void add_call(struct facets *f, const struct call *c,
                     struct gate_day day)
{
    f->total++;
    add(f, FACET_FUNDER, c->funder_id, c->funder);
    add_codes(f, FACET_REGION, CODE_REGION, c->regions);
    add_codes(f, FACET_THEME, CODE_THEME, c->themes);
    add(f, FACET_STATUS,
        code_name(CODE_STATUS, (int)call_status_on(c, day.today, day.minute)),
        NULL);
    add(f, FACET_KIND, code_name(CODE_KIND, (int)c->kind), NULL);
    add_deadline(f, c, day.today);
}

static int by_value(const struct facet_value *x, const struct facet_value *y)
{
    if (x->value == NULL || y->value == NULL)
        return x->value == y->value ? 0 : x->value == NULL ? 1 : -1;
    return strcmp(x->value, y->value);
}

static int by_count(const void *a, const void *b)
{
    const struct facet_value *x = a, *y = b;
    bool stated = x->value != NULL && y->value != NULL;
    if (stated && x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return by_value(x, y);
}

/* Months begin with digits, so that "rolling" comes after them. */
static int by_month(const void *a, const void *b)
{
    return by_value(a, b);
}

void facets_count(struct facets *f, const struct candidate_list *l,
                  struct gate_day day)
{
    *f = (struct facets){.mem = arena_new()};
    for (size_t i = 0; i < l->n; i++)
        add_call(f, l->items[i].call, day);
    for (int i = 0; i < FACET_COUNT; i++)
        if (f->of[i].n > 0)
            qsort(f->of[i].items, f->of[i].n, sizeof *f->of[i].items,
                  i == FACET_DEADLINE ? by_month : by_count);
}

void facets_free(struct facets *f)
{
    arena_free(f->mem);
    *f = (struct facets){.mem = NULL};
}
