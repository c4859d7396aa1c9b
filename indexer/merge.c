/*
 * merge.c - which pages are one call: see medel/merge.h.
 *
 * Pages that describe calls are put into groups by union-find. Two of them
 * are the same call where one names the other as its canonical address or
 * translation, or where their main texts are equal or nearly so under one
 * title. What a site says of itself is a hint only: a canonical link is
 * believed when it leads to a page that we have read and that is not plainly
 * about something else, since whole sites point every page at their start.
 */
#include "merge_calendar.h"
#include "merge_data.h"
#include "merge_parts.h"
#include "merge_ties.h"

#include "medel/caps.h"
#include "medel/hash.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define NEAR_TEXT_BITS 3

struct member {
    const struct merge_page *page;
    size_t index;    /* among the pages given */
    size_t parent;   /* union-find, among the members */
    const char *key; /* its one call's number, see reference.h; or "" */
};

struct merger {
    struct arena *mem;
    const struct merge_funder *funder;
    const char *lang;       /* of most pages */
    struct member *members; /* in order of address */
    size_t n;
};

static int by_url(const void *a, const void *b)
{
    const struct member *x = a, *y = b;
    return strcmp(x->page->url, y->page->url);
}

static struct member *find_url(const struct merger *m, const char *url)
{
    struct merge_page page = {.url = url};
    struct member key = {.page = &page};
    return url != NULL ? bsearch(&key, m->members, m->n, sizeof key, by_url)
                       : NULL;
}

static size_t root(struct merger *m, size_t i)
{
    while (m->members[i].parent != i) {
        m->members[i].parent = m->members[m->members[i].parent].parent;
        i = m->members[i].parent;
    }
    return i;
}

/* The lower index leads, so that the result does not depend on the order of
 * the joins. */
static void join(struct merger *m, size_t a, size_t b)
{
    a = root(m, a);
    b = root(m, b);
    if (a < b)
        m->members[b].parent = a;
    else
        m->members[a].parent = b;
}

static const char *title_of(const struct page_reading *r)
{
    const char *t = r->n_calls == 1 ? r->calls[0]->title : NULL;
    if (t == NULL)
        t = r->title;
    return t != NULL ? t : "";
}

static bool same_title(const struct page_reading *a,
                       const struct page_reading *b)
{
    return strcasecmp(title_of(a), title_of(b)) == 0;
}

static bool same_text(const struct page_reading *a,
                      const struct page_reading *b)
{
    return a->text_hash[0] != '\0' && strcmp(a->text_hash, b->text_hash) == 0;
}

static bool near_text(const struct page_reading *a,
                      const struct page_reading *b)
{
    return a->simhash != 0 && b->simhash != 0 &&
           hash_distance(a->simhash, b->simhash) <= NEAR_TEXT_BITS;
}

/* Calls on pages of one template read alike; where both state a day or a
 * reference and they differ, they are two. */
static bool fields_agree(const struct page_reading *a,
                         const struct page_reading *b)
{
    bool translated = tie_other_tongue(a, b);
    if (a->n_calls != b->n_calls)
        return false;
    for (size_t i = 0; i < a->n_calls; i++) {
        const struct call *x = a->calls[i], *y = b->calls[i];
        if (x->reference != NULL && y->reference != NULL &&
            strcmp(x->reference, y->reference) != 0)
            return false;
        if (x->n_deadlines != 0 && y->n_deadlines != 0 &&
            !(translated ? tie_near_a_day(x, y) : tie_share_a_day(x, y)))
            return false;
    }
    return true;
}

static void join_by_canonical(struct merger *m)
{
    for (size_t i = 0; i < m->n; i++) {
        const struct page_reading *r = m->members[i].page->reading;
        const struct member *t = find_url(m, r->canonical);
        if (t == NULL || t == &m->members[i] || r->data)
            continue;
        const struct page_reading *tr = t->page->reading;
        if (same_title(r, tr) || near_text(r, tr) || same_text(r, tr))
            join(m, i, (size_t)(t - m->members));
    }
}

/* Translations vouch for each other: both must name the other. */
static bool names_as_translation(const struct page_reading *r, const char *url)
{
    for (size_t k = 0; k < r->n_alternates; k++)
        if (strcmp(r->alternate_href[k], url) == 0)
            return true;
    return false;
}

static void join_by_language(struct merger *m)
{
    for (size_t i = 0; i < m->n; i++) {
        const struct merge_page *p = m->members[i].page;
        for (size_t k = 0; k < p->reading->n_alternates; k++) {
            const struct member *t = find_url(m, p->reading->alternate_href[k]);
            if (t != NULL && t != &m->members[i] &&
                names_as_translation(t->page->reading, p->url) &&
                fields_agree(p->reading, t->page->reading))
                join(m, i, (size_t)(t - m->members));
        }
    }
}

static bool same_facts(const struct page_reading *a,
                       const struct page_reading *b)
{
    if (a->n_calls != 1 || b->n_calls != 1)
        return false;
    const struct call *x = a->calls[0], *y = b->calls[0];
    bool always =
        x->rolling && y->rolling && x->n_deadlines == 0 && y->n_deadlines == 0;
    return (always || tie_share_a_day(x, y)) && tie_same_sum(x, y) &&
           fields_agree(a, b);
}

/* "Summary in English": two pages in two languages whose texts lead to each
 * other, or one of which is below the other, and which tell of one day, or of
 * none, and of one sum, though no tag says that they are translations. */
static bool is_other_tongue(const struct merge_page *a,
                            const struct merge_page *b)
{
    /* The links come last: every page is asked of every other. */
    return tie_other_tongue(a->reading, b->reading) &&
           same_facts(a->reading, b->reading) &&
           (tie_is_child(a, b) || tie_are_linked(a, b));
}

static void join_tongues(struct merger *m)
{
    for (size_t i = 0; i < m->n; i++)
        for (size_t k = 0; k < m->n; k++)
            if (is_other_tongue(m->members[i].page, m->members[k].page))
                join(m, i, k);
}

static int by_key(const void *a, const void *b)
{
    const struct member *const *x = a, *const *y = b;
    int c = strcmp((*x)->key, (*y)->key);
    return c != 0 ? c : *x < *y ? -1 : *x > *y;
}

/* The numbers of the items whose page T is, if there are several: they are
 * rounds of it then, and none is it. */
static bool is_shared(const struct merger *m, const struct member *t)
{
    const char *key = NULL;
    for (size_t i = 0; i < m->n; i++) {
        const struct page_reading *r = m->members[i].page->reading;
        if (!r->data || r->canonical == NULL ||
            strcmp(r->canonical, t->page->url) != 0)
            continue;
        if (key != NULL && strcmp(key, m->members[i].key) != 0)
            return true;
        key = m->members[i].key;
    }
    return false;
}

/* The page that an item names as its own, unless that says that it is of
 * another call. */
static void join_named_page(struct merger *m, size_t i)
{
    const struct member *item = &m->members[i];
    struct member *t = find_url(m, item->page->reading->canonical);
    if (t == NULL || t->page->reading->data || t->page->reading->n_calls != 1)
        return;
    bool agree =
        *t->key == '\0' || *item->key == '\0' || strcmp(t->key, item->key) == 0;
    if (agree && !is_shared(m, t))
        join(m, i, (size_t)(t - m->members));
}

/* What a funder publishes as data has numbers: by them its items find each
 * other, and its pages. */
static void join_by_reference(struct merger *m)
{
    struct member **order = arena_alloc(m->mem, (m->n + 1) * sizeof *order);
    bool any = false;
    for (size_t i = 0; i < m->n; i++) {
        order[i] = &m->members[i];
        any = any || order[i]->page->reading->data;
    }
    if (!any)
        return;
    for (size_t i = 0; i < m->n; i++)
        m->members[i].key = merge_key(m->mem, m->members[i].page->reading);
    qsort(order, m->n, sizeof *order, by_key);
    for (size_t i = 0; i < m->n;) {
        size_t k = i;
        bool data = false;
        for (; k < m->n && strcmp(order[k]->key, order[i]->key) == 0; k++)
            data = data || order[k]->page->reading->data;
        for (size_t j = i + 1; data && *order[i]->key != '\0' && j < k; j++)
            join(m, (size_t)(order[i] - m->members),
                 (size_t)(order[j] - m->members));
        i = k;
    }
    for (size_t i = 0; i < m->n; i++)
        if (m->members[i].page->reading->data)
            join_named_page(m, i);
}

static void join_by_text(struct merger *m)
{
    for (size_t i = 0; i < m->n; i++)
        for (size_t k = i + 1; k < m->n; k++) {
            const struct page_reading *a = m->members[i].page->reading,
                                      *b = m->members[k].page->reading;
            if (!a->data && !b->data && (same_text(a, b) || near_text(a, b)) &&
                same_title(a, b) && fields_agree(a, b))
                join(m, i, k);
        }
}

/* A call's own page is the one in the tongue of most of the site; then the
 * Swedish one, for those who search. */
static int language_rank(const struct merger *m, const struct page_reading *r)
{
    if (r->lang == NULL)
        return 3;
    if (m->lang != NULL && strcmp(r->lang, m->lang) == 0)
        return 0;
    return strcmp(r->lang, "sv") == 0 ? 1 : 2;
}

/* The language that most of the funder's pages are in, or NULL. */
static const char *main_language(const struct merge_page *pages, size_t n)
{
    const char *best = NULL;
    size_t most = 0;
    for (int l = 0; l < LANG_NONE; l++) {
        const char *code = code_name(CODE_LANGUAGE, l);
        size_t count = 0;
        for (size_t i = 0; i < n; i++)
            count += pages[i].reading->lang != NULL &&
                     strcmp(pages[i].reading->lang, code) == 0;
        if (count > most) {
            most = count;
            best = code;
        }
    }
    return best;
}

/* Which of two pages of one call is more its own: named canonical by
 * another, open to search engines, in the funder's tongue, short address. */
static int compare_own(const struct merger *m, const struct member *a,
                       const struct member *b)
{
    int votes = 0;
    const struct page_reading *ra = a->page->reading, *rb = b->page->reading;
    if (ra->data != rb->data)
        return ra->data ? -1 : 1;
    size_t fa = merge_count_facts(ra), fb = merge_count_facts(rb);
    if (ra->data && fa != fb)
        return fa > fb ? -1 : 1;
    for (size_t i = 0; i < m->n; i++) {
        const struct merge_page *p = m->members[i].page;
        const char *c = p->reading->canonical;
        if (c != NULL && p != a->page && strcmp(c, a->page->url) == 0)
            votes--;
        if (c != NULL && p != b->page && strcmp(c, b->page->url) == 0)
            votes++;
    }
    if (votes != 0)
        return votes;
    if (a->page->noindex != b->page->noindex)
        return a->page->noindex ? 1 : -1;
    int la = language_rank(m, a->page->reading);
    int lb = language_rank(m, b->page->reading);
    if (la != lb)
        return la - lb;
    size_t na = strlen(a->page->url), nb = strlen(b->page->url);
    if (na != nb)
        return na < nb ? -1 : 1;
    return strcmp(a->page->url, b->page->url);
}

static void add_url(struct call *c, const char *url, size_t *cap)
{
    for (size_t i = 0; i < c->n_urls; i++)
        if (strcmp(c->urls[i], url) == 0)
            return;
    if (c->n_urls >= CAP_CALL_URLS)
        return;
    c->urls = arena_grow(c->mem, c->urls, c->n_urls, cap, sizeof *c->urls);
    c->urls[c->n_urls++] = arena_strdup(c->mem, url);
}

static int compare_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The K-th call of GROUP's own page (the first of it) becomes a record. */
static struct call *make_call(const struct merger *m,
                              const struct member *const *group, size_t n_group,
                              size_t k)
{
    const struct merge_page *own = group[0]->page;
    bool several = own->reading->n_calls > 1;
    struct call *c = call_copy(own->reading->calls[k]);
    c->url = several ? arena_printf(c->mem, "%s#%zu", own->url, k + 1)
                     : arena_strdup(c->mem, own->url);
    c->urls = NULL;
    c->n_urls = 0;
    size_t cap = 0;
    add_url(c, c->url, &cap);
    for (size_t i = 0; i < n_group && !several; i++) {
        add_url(c, group[i]->page->url, &cap);
        for (size_t a = 0; a < group[i]->page->n_aliases; a++)
            add_url(c, group[i]->page->aliases[a], &cap);
    }
    merge_documents(c, own->reading);
    if (c->n_urls > 1)
        qsort(c->urls + 1, c->n_urls - 1, sizeof *c->urls, compare_text);
    c->funder_id = arena_strdup(c->mem, m->funder->id);
    c->funder = arena_strdup(c->mem, m->funder->name);
    call_name_page(c, own->url);
    /* Its other faces (the English version, a second address) tell what the
     * own page leaves out, or tell it otherwise. */
    for (size_t i = 1; i < n_group && !several; i++) {
        const struct merge_page *other = group[i]->page;
        if (other->reading->n_calls != 1)
            continue;
        call_note_contradictions(c, other->reading->calls[0], other->url);
        call_fill(c, other->reading->calls[0], other->url);
    }
    return c;
}

/* GROUP holds the members under one root in order of address. */
static void emit_group(struct merger *m, const struct member **group,
                       size_t n_group, struct merge_output *out)
{
    size_t best = 0;
    for (size_t i = 1; i < n_group; i++)
        if (compare_own(m, group[i], group[best]) < 0)
            best = i;
    const struct member *own = group[best];
    memmove(group + 1, group, best * sizeof *group);
    group[0] = own;
    /* A page that asks to be left out is, unless it is but another face of
     * one that does not. */
    if (own->page->noindex)
        return;
    for (size_t k = 0; k < own->page->reading->n_calls; k++) {
        out->calls = arena_grow(m->mem, out->calls, out->n, &out->cap,
                                sizeof *out->calls);
        struct merged_call *mc = &out->calls[out->n++];
        mc->call = make_call(m, group, n_group, k);
        mc->pages = arena_alloc(m->mem, n_group * sizeof *mc->pages);
        mc->n_pages = n_group;
        for (size_t i = 0; i < n_group; i++)
            mc->pages[i] = group[i]->index;
    }
}

static int by_call_url(const void *a, const void *b)
{
    const struct merged_call *x = a, *y = b;
    return strcmp(x->call->url, y->call->url);
}

static void emit_all(struct merger *m, struct merge_output *out)
{
    const struct member **group =
        arena_alloc(m->mem, (m->n + 1) * sizeof *group);
    for (size_t i = 0; i < m->n; i++) {
        if (root(m, i) != i)
            continue;
        size_t n = 0;
        for (size_t k = i; k < m->n; k++)
            if (root(m, k) == i)
                group[n++] = &m->members[k];
        emit_group(m, group, n, out);
    }
}

/* PAGES with their stems, which each is asked for once with every other. */
static const struct merge_page *
with_stems(struct arena *mem, const struct merge_page *pages, size_t n)
{
    struct merge_page *own = arena_alloc(mem, (n + 1) * sizeof *own);
    for (size_t i = 0; i < n; i++) {
        own[i] = pages[i];
        own[i].stem = tie_stem(own[i].url);
    }
    return own;
}

enum status merge_readings(struct arena *mem, const struct merge_funder *f,
                           const struct merge_page *pages, size_t n,
                           struct merged_call **ret, size_t *n_ret,
                           struct err *e)
{
    (void)e;
    struct calendar calendar =
        calendar_tell(mem, with_stems(mem, pages, n), n);
    pages = calendar.pages;
    struct merger m = {
        .mem = mem, .funder = f, .lang = main_language(pages, n)};
    m.members = arena_alloc(mem, (n + 1) * sizeof *m.members);
    for (size_t i = 0; i < n; i++)
        if (pages[i].reading->kind == PAGE_CALL &&
            !pages[i].reading->document && pages[i].reading->n_calls != 0)
            m.members[m.n++] = (struct member){.page = &pages[i], .index = i};
    qsort(m.members, m.n, sizeof *m.members, by_url);
    for (size_t i = 0; i < m.n; i++)
        m.members[i].parent = i;
    join_by_canonical(&m);
    join_by_language(&m);
    join_by_reference(&m);
    join_tongues(&m);
    join_by_text(&m);
    struct merge_output out = {0};
    emit_all(&m, &out);
    merge_data(mem, pages, n, &out);
    merge_parts(mem, f, pages, n, &out);
    for (size_t i = 0; i < out.n; i++)
        call_drop_lone_hour(out.calls[i].call);
    calendar_free(&calendar);
    if (out.n > 1)
        qsort(out.calls, out.n, sizeof *out.calls, by_call_url);
    *ret = out.calls;
    *n_ret = out.n;
    return ST_OK;
}

void merge_free(struct merged_call *calls, size_t n)
{
    for (size_t i = 0; i < n; i++)
        call_free(calls[i].call);
}
