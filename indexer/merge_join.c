/* merge_join.c - see merge_join.h. */
#include "merge_join.h"
#include "merge_ties.h"

#include "medel/caps.h"

#include <string.h>
#include <strings.h>

static bool is_document_address(const char *url)
{
    static const char *const ends[] = {".pdf", ".docx", ".doc", ".odt"};
    size_t n = strcspn(url, "?");
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t k = strlen(ends[i]);
        if (n > k && strncasecmp(url + n - k, ends[i], k) == 0)
            return true;
    }
    return false;
}

void merge_documents(struct call *c, const struct page_reading *r)
{
    size_t cap = 0;
    for (size_t i = 0; i < r->n_links && c->n_documents < CAP_CALL_DOCUMENTS;
         i++) {
        const char *url = r->links[i].url;
        bool known = !r->links[i].in_main || !is_document_address(url);
        for (size_t k = 0; k < c->n_documents && !known; k++)
            known = strcmp(c->documents[k], url) == 0;
        if (known)
            continue;
        c->documents = arena_grow(c->mem, c->documents, c->n_documents, &cap,
                                  sizeof *c->documents);
        c->documents[c->n_documents++] = arena_strdup(c->mem, url);
    }
}

void join_page(struct parts *p, struct merged_call *mc, size_t page,
               bool as_address)
{
    size_t *list = arena_alloc(p->mem, (mc->n_pages + 1) * sizeof *list);
    memcpy(list, mc->pages, mc->n_pages * sizeof *list);
    list[mc->n_pages++] = page;
    mc->pages = list;
    p->taken[page] = true;
    struct call *c = mc->call;
    if (!as_address || c->n_urls >= CAP_CALL_URLS)
        return;
    const char **urls = arena_alloc(c->mem, (c->n_urls + 1) * sizeof *urls);
    memcpy(urls, c->urls, c->n_urls * sizeof *urls);
    urls[c->n_urls++] = arena_strdup(c->mem, p->pages[page].url);
    c->urls = urls;
}

/* Page HOST becomes a call with what page PART (or itself) says. */
struct merged_call *join_add_call(struct parts *p, size_t host)
{
    struct merge_output *o = p->out;
    o->calls = arena_grow(p->mem, o->calls, o->n, &o->cap, sizeof *o->calls);
    struct merged_call *mc = &o->calls[o->n++];
    const struct merge_page *page = &p->pages[host];
    struct call *c = call_copy(page->reading->calls[0]);
    c->url = arena_strdup(c->mem, page->url);
    c->urls = arena_alloc(c->mem, sizeof *c->urls);
    c->urls[0] = c->url;
    c->n_urls = 1;
    c->funder_id = arena_strdup(c->mem, p->funder->id);
    c->funder = arena_strdup(c->mem, p->funder->name);
    call_name_page(c, c->url);
    merge_documents(c, page->reading);
    mc->call = c;
    mc->pages = arena_alloc(p->mem, sizeof *mc->pages);
    mc->pages[0] = host;
    mc->n_pages = 1;
    p->taken[host] = true;
    return mc;
}

#define TOLD_CONFIDENCE 0.9 /* of a label, or a section on who may apply */
#define SURE_CONFIDENCE 0.5 /* of more than a hint */

static bool is_about_who(const struct page_reading *r)
{
    return r->about == ABOUT_WHO || r->about == ABOUT_WHO_OF;
}

static bool says_surely_who(const struct call *c)
{
    return c->applicants != 0 &&
           c->evidence[FIELD_APPLICANTS].confidence > SURE_CONFIDENCE;
}

/* Is the time of MC that which a calendar told its own page, which PAGE knows
 * better? */
static bool is_told_time(const struct parts *p, const struct merged_call *mc,
                         const struct merge_page *page)
{
    const struct merge_page *own = &p->pages[mc->pages[0]];
    const struct call *told = own->reading->calls[0];
    return own->told && !page->told && tie_has_time(page->reading->calls[0]) &&
           mc->call->n_deadlines == told->n_deadlines &&
           mc->call->rolling == told->rolling;
}

/* The call gets what its own page does not say from PAGE. */
void join_fill(struct parts *p, struct merged_call *mc, size_t page)
{
    const struct call *said = p->pages[page].reading->calls[0];
    const char *url = p->pages[page].url;
    call_note_contradictions(mc->call, said, url);
    if (is_told_time(p, mc, &p->pages[page]))
        call_forget_time(mc->call);
    if (is_about_who(p->pages[page].reading) && says_surely_who(said) &&
        mc->call->evidence[FIELD_APPLICANTS].confidence < TOLD_CONFIDENCE)
        mc->call->applicants = 0; /* the page for it knows best */
    call_fill(mc->call, said, url);
    join_page(p, mc, page, true);
}

void join_drop_call(struct merge_output *o, size_t i)
{
    call_free(o->calls[i].call);
    memmove(&o->calls[i], &o->calls[i + 1], (--o->n - i) * sizeof *o->calls);
}

size_t join_call_of(const struct merge_output *o, size_t page)
{
    size_t i = 0;
    while (i < o->n && o->calls[i].pages[0] != page)
        i++;
    return i;
}
