/* turns.c - see turns.h. */
#include "turns.h"

#include <stdlib.h>
#include <string.h>

#define HELP_PAGES 50 /* by then two places end before one does */

/* The pages of a funder: those of t->order from NEXT on are left. */
struct group {
    size_t next, end;
    size_t places; /* that read them */
};

struct turns {
    const struct scan_page **order; /* by funder, else as they were given */
    struct group *groups;
    size_t n_groups;
    struct group **at; /* by place; NULL: none yet */
};

static int compare(const void *a, const void *b)
{
    const struct scan_page *x = *(const struct scan_page *const *)a;
    const struct scan_page *y = *(const struct scan_page *const *)b;
    int diff = strcmp(x->funder_id, y->funder_id);
    return diff != 0 ? diff : (x > y) - (x < y);
}

static void add_groups(struct turns *t, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i == 0 ||
            strcmp(t->order[i]->funder_id, t->order[i - 1]->funder_id) != 0)
            t->groups[t->n_groups++] = (struct group){.next = i};
        t->groups[t->n_groups - 1].end = i + 1;
    }
}

struct turns *turns_new(struct arena *mem, const struct scan_page *pages,
                        size_t n, size_t n_places)
{
    struct turns *t = arena_alloc(mem, sizeof *t);
    *t = (struct turns){
        .order = arena_alloc(mem, n * sizeof(*t->order)),
        .groups = arena_alloc(mem, n * sizeof(*t->groups)),
        .at = arena_alloc(mem, n_places * sizeof(*t->at)),
    };
    for (size_t i = 0; i < n; i++)
        t->order[i] = &pages[i];
    for (size_t i = 0; i < n_places; i++)
        t->at[i] = NULL;
    qsort(t->order, n, sizeof *t->order, compare);
    add_groups(t, n);
    return t;
}

static size_t left(const struct group *g)
{
    return g->end - g->next;
}

/* Is A a better place to go than B? */
static bool is_better(const struct group *a, const struct group *b)
{
    if (b == NULL || (a->places == 0) != (b->places == 0))
        return b == NULL || a->places == 0;
    return left(a) / (a->places + 1) > left(b) / (b->places + 1);
}

static struct group *choose(struct turns *t, bool fresh)
{
    struct group *best = NULL;
    for (size_t i = 0; i < t->n_groups; i++) {
        struct group *g = &t->groups[i];
        bool open = g->places == 0 || fresh || left(g) >= HELP_PAGES;
        if (left(g) != 0 && open && is_better(g, best))
            best = g;
    }
    return best;
}

const struct scan_page *turns_next(struct turns *t, size_t place)
{
    struct group *g = t->at[place];
    if (g == NULL || left(g) == 0) {
        struct group *other = choose(t, g == NULL);
        if (other == NULL)
            return NULL;
        other->places++;
        if (g != NULL)
            g->places--;
        t->at[place] = g = other;
    }
    return t->order[g->next++];
}
