/* merge_tabs.c - see merge_tabs.h. */
#include "merge_tabs.h"
#include "merge_ties.h"

#include <string.h>

#define TABS_MIN 2 /* beside the page that they are below */
#define TABS_MAX 12

struct tabs {
    size_t host, pages[TABS_MAX], n;
};

/* A page that says all of a call is no tab of another. */
static bool is_whole(const struct merge_page *page)
{
    const struct call *c = page->reading->calls[0];
    return page->reading->kind == PAGE_CALL && !page->told &&
           tie_has_time(c) && tie_says_who_or_much(c);
}

/* "Villkor – Bidrag mot ensamhet", below "Bidrag mot ensamhet" or beside it; no
 * decision on it. */
static bool is_named_tab(const struct merge_page *page,
                         const struct merge_page *host)
{
    return page->reading->kind != PAGE_DECISION && tie_extends(page, host) &&
           tie_is_named_part(page, host);
}

/* Does one of the pages not lead to another? */
static bool are_apart(const struct parts *p, const struct tabs *t)
{
    for (size_t i = 0; i < t->n; i++)
        for (size_t k = 0; k < t->n; k++)
            if (i != k && !tie_links_to(p->pages[t->pages[i]].reading,
                                        p->pages[t->pages[k]].url))
                return true;
    return false;
}

enum way {
    BY_NAME,    /* the call's title is in theirs */
    BY_SECTION, /* they have its very title below it, or one of terms */
    BY_LINKS    /* they and it all lead to each other */
};

static bool is_tab(const struct merge_page *page, const struct merge_page *host,
                   enum way way)
{
    switch (way) {
    case BY_NAME:
        return is_named_tab(page, host);
    case BY_SECTION:
        return tie_is_child(page, host) && tie_is_titled_as_section(page, host);
    default:
        return tie_is_linked_child(page, host);
    }
}

/* Does a page that says all of a call tell of another one than its tabs, or one
 * that has been found without them? */
static bool is_other_call(const struct merge_page *page,
                          const struct merge_page *host, enum way way)
{
    return is_whole(page) &&
           (way != BY_SECTION ||
            tie_times_differ(page->reading->calls[0], host->reading->calls[0]));
}

/* Is PAGE, below HOST and no tab of it, a call: HOST is a list of several, and
 * its terms are those of all? */
static bool is_listed(const struct merge_page *page,
                      const struct merge_page *host, enum way way)
{
    return way == BY_SECTION && page->reading->kind == PAGE_CALL &&
           tie_is_child(page, host);
}

/* The tabs of HOST that hang together in WAY; false where it has none, or one
 * of them is a call by itself. */
static bool find_tabs(const struct parts *p, size_t host, enum way way,
                      struct tabs *ret)
{
    *ret = (struct tabs){.host = host};
    const struct merge_page *h = &p->pages[host];
    if (h->reading->n_calls != 1 || h->noindex ||
        (way != BY_NAME && is_whole(h)) ||
        (way == BY_SECTION && h->reading->about != ABOUT_ITSELF))
        return false;
    for (size_t i = 0; i < p->n; i++) {
        const struct merge_page *page = &p->pages[i];
        if (i == host || strncmp(page->url, h->url, h->stem) != 0)
            continue;
        if (!is_tab(page, h, way)) {
            if (is_listed(page, h, way))
                return false;
            continue;
        }
        if (page->reading->n_calls != 1 || is_other_call(page, h, way) ||
            ret->n == TABS_MAX)
            return false;
        ret->pages[ret->n++] = i;
    }
    return way == BY_LINKS ? ret->n >= TABS_MIN && !are_apart(p, ret)
                           : ret->n > 0;
}

/* Do the pages together say until when, and who or how much, one of them as a
 * call's page or its terms do? */
static bool tell_a_call(const struct parts *p, const struct tabs *t)
{
    bool time = false, rest = false, kind = false;
    for (size_t i = 0; i <= t->n; i++) {
        size_t page = i < t->n ? t->pages[i] : t->host;
        const struct page_reading *r = p->pages[page].reading;
        time |= tie_has_time(r->calls[0]);
        rest |= tie_says_who_or_much(r->calls[0]);
        kind |= r->kind == PAGE_CALL || r->kind == PAGE_PART;
    }
    return time && rest && kind;
}

static bool tells_terms(const struct page_reading *r)
{
    return r->kind == PAGE_CALL || r->kind == PAGE_PART ||
           r->about == ABOUT_WHO || r->about == ABOUT_WHO_OF;
}

/* "Overview | Terms | Submission": a call in pages that all lead to each other,
 * whatever each of them looks like by itself. */
void join_tabs(struct parts *p)
{
    struct merge_output *o = p->out;
    struct tabs t;
    for (size_t host = 0; host < p->n; host++) {
        bool found = false;
        for (int way = BY_NAME; way <= BY_LINKS && !found; way++)
            found = find_tabs(p, host, (enum way)way, &t) && tell_a_call(p, &t);
        if (!found)
            continue;
        for (size_t i = 0; i < t.n; i++) {
            size_t own = join_call_of(o, t.pages[i]);
            if (own < o->n)
                join_drop_call(o, own);
        }
        size_t k = join_call_of(o, host);
        struct merged_call *mc =
            k < o->n ? &o->calls[k] : join_add_call(p, host);
        /* Questions and steps name in passing what the terms tell. */
        for (int terms = 1; terms >= 0; terms--)
            for (size_t i = 0; i < t.n; i++)
                if (tells_terms(p->pages[t.pages[i]].reading) == terms)
                    join_fill(p, mc, t.pages[i]);
    }
}
