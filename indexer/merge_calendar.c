/* merge_calendar.c - see merge_calendar.h. */
#include "merge_calendar.h"
#include "merge_ties.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define NONE SIZE_MAX

/* May a calendar's line be of the page, where its name leads to it? */
static bool may_be_told(const struct merge_page *page)
{
    const struct page_reading *r = page->reading;
    return r->n_calls == 1 && !r->data;
}

/* Does TITLE begin with NAME, as a word? */
static bool begins_with(const char *title, const char *name)
{
    size_t n = strlen(name);
    return strncasecmp(title, name, n) == 0 &&
           (title[n] == '\0' || strchr(" ,.:;-/(", title[n]) != NULL);
}

/* The page whose title begins with NAME; of several the one that the others are
 * below, or NONE. */
static size_t page_named(const struct merge_page *pages, size_t n,
                         const char *name)
{
    size_t found = NONE;
    for (size_t i = 0; i < n; i++) {
        if (!may_be_told(&pages[i]) ||
            pages[i].reading->kind == PAGE_DECISION ||
            pages[i].reading->kind == PAGE_NEWS ||
            !begins_with(tie_title(pages[i].reading), name))
            continue;
        if (found == NONE || tie_is_child(&pages[found], &pages[i]))
            found = i;
        else if (!tie_is_child(&pages[i], &pages[found]))
            return NONE;
    }
    return found;
}

static int by_url(const void *a, const void *b)
{
    const struct merge_page *const *x = a, *const *y = b;
    return strcmp((*x)->url, (*y)->url);
}

/* Places of PAGES in the order of their addresses. */
static const struct merge_page **
in_order(struct arena *mem, const struct merge_page *pages, size_t n)
{
    const struct merge_page **order = arena_alloc(mem, (n + 1) * sizeof *order);
    for (size_t i = 0; i < n; i++)
        order[i] = &pages[i];
    if (n > 1)
        qsort(order, n, sizeof *order, by_url);
    return order;
}

/* The page that X is of, or NONE. ORDER is in_order(). */
static size_t page_of(const struct merge_page *pages,
                      const struct merge_page *const *order, size_t n,
                      const struct page_entry *x)
{
    if (x->url == NULL)
        return page_named(pages, n, x->name);
    const struct merge_page key = {.url = x->url}, *at = &key;
    const struct merge_page *const *found =
        bsearch(&at, order, n, sizeof *order, by_url);
    return found != NULL && may_be_told(*found) ? (size_t)(*found - pages)
                                                : NONE;
}

/* A reading of PAGE whose call may be changed. */
static struct page_reading *own_reading(struct arena *mem, struct calendar *c,
                                        size_t page)
{
    const struct page_reading *r = c->pages[page].reading;
    for (size_t i = 0; i < c->n_own; i++)
        if (c->own[i] == r)
            return c->own[i];
    struct page_reading *own = arena_alloc(mem, sizeof *own);
    *own = *r;
    own->n_entries = 0;
    own->calls = arena_alloc(mem, sizeof *own->calls);
    own->calls[0] = call_copy(r->calls[0]);
    c->own[c->n_own++] = own;
    c->pages[page].reading = own;
    return own;
}

/* A call without a time of its own, or one that has the line's last day, may
 * open and close as it says; an opening alone says little of one that is always
 * open. */
static bool agrees(const struct call *c, const struct call *said)
{
    bool timeless = !tie_has_time(c);
    return said->n_deadlines > 0 ? timeless || tie_share_a_day(c, said)
                                 : timeless;
}

struct calendar calendar_tell(struct arena *mem, const struct merge_page *pages,
                              size_t n)
{
    struct calendar c = {0};
    c.pages = arena_alloc(mem, (n + 1) * sizeof *c.pages);
    memcpy(c.pages, pages, n * sizeof *c.pages);
    c.own = arena_alloc(mem, (n + 1) * sizeof(struct page_reading *));
    const struct merge_page *const *order = in_order(mem, pages, n);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < pages[i].reading->n_entries; k++) {
            const struct page_entry *x = &pages[i].reading->entries[k];
            size_t of = page_of(pages, order, n, x);
            if (of == NONE || of == i)
                continue;
            struct call *call = own_reading(mem, &c, of)->calls[0];
            call_note_contradictions(call, x->call, pages[i].url);
            if (!agrees(call, x->call))
                continue;
            c.pages[of].told |= !tie_has_time(pages[of].reading->calls[0]);
            call_fill_time(call, x->call, pages[i].url);
        }
    return c;
}

void calendar_free(struct calendar *c)
{
    for (size_t i = 0; i < c->n_own; i++)
        call_free(c->own[i]->calls[0]);
    c->n_own = 0;
}
