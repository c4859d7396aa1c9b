/* merge_data.c - see merge_data.h. */
#include "merge_data.h"
#include "merge_ties.h"

#include "medel/caps.h"
#include "medel/reference.h"

#include <string.h>

const char *merge_key(struct arena *mem, const struct page_reading *r)
{
    if (r->n_calls != 1 || r->calls[0]->reference == NULL)
        return "";
    return reference_key(mem, r->calls[0]->reference);
}

size_t merge_count_facts(const struct page_reading *r)
{
    size_t n = 0;
    for (int f = 0; r->n_calls == 1 && f < FIELD_COUNT; f++)
        n += r->calls[0]->evidence[f].text != NULL;
    return n;
}

struct data {
    struct arena *mem;
    const struct merge_page *pages;
    size_t n;
    struct merge_output *out;
};

static const struct page_reading *own(const struct data *d,
                                      const struct merged_call *mc)
{
    return d->pages[mc->pages[0]].reading;
}

static bool is_made_of(const struct merged_call *mc, size_t page)
{
    for (size_t i = 0; i < mc->n_pages; i++)
        if (mc->pages[i] == page)
            return true;
    return false;
}

static void add_page(struct data *d, struct merged_call *mc, size_t page)
{
    size_t *list = arena_alloc(d->mem, (mc->n_pages + 1) * sizeof *list);
    memcpy(list, mc->pages, mc->n_pages * sizeof *list);
    list[mc->n_pages++] = page;
    mc->pages = list;
}

static void fill(struct data *d, struct merged_call *mc, size_t page)
{
    const struct merge_page *p = &d->pages[page];
    if (p->reading->n_calls != 1 || is_made_of(mc, page))
        return;
    call_note_contradictions(mc->call, p->reading->calls[0], p->url);
    call_fill(mc->call, p->reading->calls[0], p->url);
    add_page(d, mc, page);
}

/* Where people read of the call: as its own item says, or another of it. */
static const char *peoples_page(const struct data *d,
                                const struct merged_call *mc)
{
    for (size_t i = 0; i < mc->n_pages; i++) {
        const struct page_reading *r = d->pages[mc->pages[i]].reading;
        if (r->data && r->canonical != NULL)
            return r->canonical;
    }
    for (size_t i = 0; i < mc->n_pages; i++)
        if (!d->pages[mc->pages[i]].reading->data)
            return d->pages[mc->pages[i]].url;
    return NULL;
}

static size_t find_page(const struct data *d, const char *url)
{
    size_t i = 0;
    while (i < d->n && strcmp(d->pages[i].url, url) != 0)
        i++;
    return i;
}

/* How many calls are rounds of what the item PART tells of. */
static size_t count_rounds(const struct data *d, size_t part)
{
    size_t n = 0;
    for (size_t i = 0; i < d->out->n; i++) {
        const struct page_reading *r = own(d, &d->out->calls[i]);
        n += r->data && tie_links_to(r, d->pages[part].url);
    }
    return n;
}

/* Another API's item on the whole of which MC is a round: the same money, once
 * more. Its sums are the round's where that is the only one. */
static void take_whole(struct data *d, struct merged_call *mc, size_t part)
{
    const char *key = merge_key(d->mem, d->pages[part].reading);
    for (size_t i = 0; *key != '\0' && i < d->out->n; i++) {
        const struct merged_call *other = &d->out->calls[i];
        const struct page_reading *r = own(d, other);
        if (other == mc || !r->data || strcmp(merge_key(d->mem, r), key) != 0 ||
            tie_links_to(r, d->pages[part].url) ||
            is_made_of(mc, other->pages[0]))
            continue;
        if (count_rounds(d, part) == 1)
            fill(d, mc, other->pages[0]);
        else
            add_page(d, mc, other->pages[0]);
    }
}

/* The page's number, where it has one, is that of the call or of the whole that
 * the call is a round of. */
static bool agrees(const struct data *d, const struct merged_call *mc,
                   size_t page)
{
    const char *key = merge_key(d->mem, d->pages[page].reading);
    bool other = false;
    for (size_t i = 0; *key != '\0' && i < mc->n_pages; i++) {
        const char *mine = merge_key(d->mem, d->pages[mc->pages[i]].reading);
        if (strcmp(mine, key) == 0)
            return true;
        other = other || *mine != '\0';
    }
    return !other;
}

static void fill_in(struct data *d, struct merged_call *mc, const char *page)
{
    /* Items that hang together: what is said of a call holds for its rounds. */
    for (size_t i = 0; i < d->n; i++) {
        const struct page_reading *r = d->pages[i].reading;
        if (r->data && r->kind == PAGE_PART &&
            tie_links_to(own(d, mc), d->pages[i].url)) {
            fill(d, mc, i);
            take_whole(d, mc, i);
        }
    }
    size_t i = page != NULL ? find_page(d, page) : d->n;
    if (i < d->n && !d->pages[i].reading->data && agrees(d, mc, i))
        fill(d, mc, i);
}

/* --- addresses ------------------------------------------------------------ */

static bool is_used(const struct data *d, const struct merged_call *mc,
                    const char *url)
{
    for (size_t i = 0; i < d->out->n; i++)
        if (&d->out->calls[i] != mc &&
            strcmp(d->out->calls[i].call->url, url) == 0)
            return true;
    return false;
}

static void put_url(struct call *c, const char *url)
{
    for (size_t i = 0; i < c->n_urls; i++)
        if (strcmp(c->urls[i], url) == 0)
            return;
    if (c->n_urls >= CAP_CALL_URLS)
        return;
    const char **list = arena_alloc(c->mem, (c->n_urls + 1) * sizeof *list);
    if (c->n_urls != 0)
        memcpy(list, c->urls, c->n_urls * sizeof *list);
    list[c->n_urls++] = arena_strdup(c->mem, url);
    c->urls = list;
}

/* People's page first; the items' own addresses, which are not for reading,
 * only where there is no other. Rounds that share a page are told apart by
 * their numbers. */
static void name_call(struct data *d, struct merged_call *mc, const char *page)
{
    struct call *c = mc->call;
    if (page == NULL)
        return;
    c->n_urls = 0;
    c->url = arena_strdup(c->mem, page);
    if (is_used(d, mc, page) && c->reference != NULL)
        c->url = arena_printf(c->mem, "%s#%s", page,
                              reference_key(d->mem, c->reference));
    put_url(c, c->url);
    for (size_t i = 0; i < mc->n_pages; i++) {
        const struct merge_page *p = &d->pages[mc->pages[i]];
        if (p->reading->data || strcmp(p->url, page) == 0)
            continue;
        put_url(c, p->url);
        for (size_t a = 0; a < p->n_aliases; a++)
            put_url(c, p->aliases[a]);
    }
}

/* --- what is told by another's data --------------------------------------- */

static bool is_told_by_data(const struct data *d, const struct merged_call *mc)
{
    const struct merge_page *page = &d->pages[mc->pages[0]];
    if (page->reading->n_calls != 1)
        return false;
    for (size_t i = 0; i < d->out->n; i++)
        if (&d->out->calls[i] != mc && own(d, &d->out->calls[i])->data &&
            is_made_of(&d->out->calls[i], mc->pages[0]))
            return true;
    return false;
}

static void drop_told(struct data *d)
{
    struct merge_output *o = d->out;
    for (size_t i = 0; i < o->n;) {
        if (!is_told_by_data(d, &o->calls[i])) {
            i++;
            continue;
        }
        call_free(o->calls[i].call);
        memmove(&o->calls[i], &o->calls[i + 1],
                (--o->n - i) * sizeof *o->calls);
    }
}

void merge_data(struct arena *mem, const struct merge_page *pages, size_t n,
                struct merge_output *out)
{
    struct data d = {mem, pages, n, out};
    for (size_t i = 0; i < out->n; i++)
        if (own(&d, &out->calls[i])->data)
            fill_in(&d, &out->calls[i], peoples_page(&d, &out->calls[i]));
    drop_told(&d);
    for (size_t i = 0; i < out->n; i++)
        if (own(&d, &out->calls[i])->data)
            name_call(&d, &out->calls[i], peoples_page(&d, &out->calls[i]));
}
