/* merge_parts.c - terms pages and news joined to their calls. */
#include "merge_parts.h"
#include "merge_ties.h"

#include "medel/caps.h"

#include <string.h>
#include <strings.h>

/* How two pages must hang together: by address, links and title. */
#define PART_MIN 2.0
#define LONE_PART_MIN 0.8 /* terms that stand for a call that has no page */
#define NEWS_SCORE_MIN 0.5
/* As the only page of a call: tips and hints at others' calls come near. */
#define LONE_SCORE_MIN 0.57
#define COMING_SCORE_MIN 0.8   /* of news without a last day */
#define UNDATED_SCORE_MIN 0.88 /* of news without any */

static const char *title_of_call(const struct call *c)
{
    return c->title != NULL ? c->title : "";
}

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

/* --- joining ------------------------------------------------------------- */

struct parts {
    struct arena *mem;
    const struct merge_funder *funder;
    const struct merge_page *pages;
    size_t n;
    struct merge_output *out;
    bool *taken; /* by page: belongs to a call already */
};

static void add_page(struct parts *p, struct merged_call *mc, size_t page,
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
static struct merged_call *add_call(struct parts *p, size_t host)
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

/* The call gets what its own page does not say from PAGE. */
static void fill_from(struct parts *p, struct merged_call *mc, size_t page)
{
    const struct call *said = p->pages[page].reading->calls[0];
    const char *url = p->pages[page].url;
    call_note_contradictions(mc->call, said, url);
    if (is_about_who(p->pages[page].reading) && says_surely_who(said) &&
        mc->call->evidence[FIELD_APPLICANTS].confidence < TOLD_CONFIDENCE)
        mc->call->applicants = 0; /* the page for it knows best */
    call_fill(mc->call, said, url);
    add_page(p, mc, page, true);
}

static void join_below(struct parts *p, size_t below)
{
    const struct merge_page *page = &p->pages[below];
    for (size_t i = 0; i < p->out->n; i++) {
        struct merged_call *mc = &p->out->calls[i];
        const struct merge_page *call = &p->pages[mc->pages[0]];
        if (!tie_is_below(page, call) && !tie_is_beside(page, call) &&
            !tie_is_section_of(page, call) &&
            !(page->reading->kind == PAGE_OTHER &&
              tie_is_translation(page, call)))
            continue;
        fill_from(p, mc, below);
        return;
    }
}

/* A document belongs to the page that links to it. */
static bool is_part(const struct page_reading *r)
{
    return r->document || r->kind == PAGE_PART || r->kind == PAGE_GUIDE;
}

/* General terms that several calls point at belong to none of them. */
static bool is_shared(const struct parts *p, size_t part)
{
    size_t linking = 0;
    for (size_t i = 0; i < p->out->n; i++)
        linking += tie_links_to(p->pages[p->out->calls[i].pages[0]].reading,
                                p->pages[part].url);
    return linking > 1;
}

static void join_part(struct parts *p, size_t part)
{
    const struct merge_page *page = &p->pages[part];
    struct merged_call *best = NULL;
    double most = PART_MIN;
    for (size_t i = 0; i < p->out->n; i++) {
        double w = tie_strength(page, &p->pages[p->out->calls[i].pages[0]]);
        if (w >= most) {
            best = &p->out->calls[i];
            most = w;
        }
    }
    if (best != NULL) {
        if (most < TIE_CHILD + TIE_LINKED && is_shared(p, part))
            return;
        fill_from(p, best, part);
        return;
    }
    size_t host = p->n;
    for (size_t i = 0; i < p->n; i++) {
        const struct merge_page *h = &p->pages[i];
        if (i == part || p->taken[i] || h->noindex ||
            !(tie_may_host(h->reading) || tie_may_host_section(h, page)))
            continue;
        double w = tie_strength(page, h);
        if (w >= most) {
            host = i;
            most = w;
        }
    }
    if (host < p->n && page->reading->score >= 0.5) {
        struct merged_call *mc = add_call(p, host);
        call_fill(mc->call, page->reading->calls[0], page->url);
        add_page(p, mc, part, true);
    } else if (page->reading->score >= LONE_PART_MIN && !page->noindex &&
               tie_has_time(page->reading->calls[0])) {
        add_call(p, part);
    }
}

static bool differs(double a, double b)
{
    return a >= 0 && b >= 0 && a != b;
}

/* Is the call that page A seems to be told of by A only: "Utlysning 6 är
 * öppen: Mat från skogen", with a link to the page "Mat från skogen" that does
 * not lead back, and the same day, and name or sum? */
static bool is_echo(const struct parts *p, const struct merged_call *a,
                    const struct merged_call *b)
{
    const struct merge_page *pa = &p->pages[a->pages[0]],
                            *pb = &p->pages[b->pages[0]];
    return a->n_pages == 1 && pa->reading->n_calls == 1 &&
           pb->reading->n_calls == 1 && tie_links_to(pa->reading, pb->url) &&
           !tie_links_to(pb->reading, pa->url) &&
           tie_share_a_day(a->call, b->call) &&
           (tie_same_name(tie_title(pa->reading), tie_title(pb->reading)) ||
            tie_same_sum(a->call, b->call)) &&
           !differs(a->call->award_ceiling, b->call->award_ceiling) &&
           !differs(a->call->total_budget, b->call->total_budget);
}

static void drop_call(struct merge_output *o, size_t i)
{
    call_free(o->calls[i].call);
    memmove(&o->calls[i], &o->calls[i + 1], (--o->n - i) * sizeof *o->calls);
}

static void join_echoes(struct parts *p)
{
    struct merge_output *o = p->out;
    for (size_t i = 0; i < o->n;) {
        size_t k = 0;
        while (k < o->n && (k == i || !is_echo(p, &o->calls[i], &o->calls[k])))
            k++;
        if (k == o->n) {
            i++;
            continue;
        }
        struct call *said = o->calls[i].call;
        call_note_contradictions(o->calls[k].call, said, said->url);
        call_add_meetings(o->calls[k].call, said, said->url);
        add_page(p, &o->calls[k], o->calls[i].pages[0], false);
        drop_call(o, i);
    }
}

/* News that says when, who and how much, and of another day than C's: a call of
 * its own that links to C, or names it, in passing. */
static bool is_another(const struct call *said, const struct call *c)
{
    bool day = c->n_deadlines > 0 ? !tie_share_a_day(said, c) : c->rolling;
    return said->n_deadlines > 0 && day && said->applicants != 0 &&
           (said->award_ceiling >= 0 || said->total_budget >= 0) &&
           !tie_same_sum(said, c);
}

static bool is_news_of(const struct parts *p, const struct merge_page *news,
                       const struct merged_call *mc)
{
    const struct call *said = news->reading->calls[0];
    const char *title = title_of_call(mc->call);
    if (tie_contains_title(said->title, title))
        return true;
    if (is_another(said, mc->call))
        return false;
    /* Its other news, a page that lists news among them, are not it. */
    for (size_t i = 0; i < mc->n_pages; i++) {
        const struct merge_page *page = &p->pages[mc->pages[i]];
        if (page->reading->kind != PAGE_NEWS &&
            tie_links_to(news->reading, page->url))
            return true;
    }
    if (tie_contains_title(said->summary, title) ||
        tie_contains_title(said->purpose, title))
        return true;
    /* Funders close several calls on one day: it takes more to be the same. */
    return tie_share_a_day(said, mc->call) &&
           (tie_same_sum(said, mc->call) ||
            tie_share_a_word(tie_title(news->reading), title));
}

static void join_news(struct parts *p, size_t i)
{
    const struct merge_page *news = &p->pages[i];
    const struct call *said = news->reading->calls[0];
    for (size_t k = 0; k < p->out->n; k++)
        if (is_news_of(p, news, &p->out->calls[k])) {
            struct call *c = p->out->calls[k].call;
            /* Other news tell of what was granted, or of many calls. */
            if (news->reading->score >= NEWS_SCORE_MIN)
                call_note_contradictions(c, said, news->url);
            if (news->reading->score >= NEWS_SCORE_MIN ||
                tie_contains_title(said->title, title_of_call(c)))
                call_add_meetings(c, said, news->url);
            add_page(p, &p->out->calls[k], i, false);
            return;
        }
    bool coming = date_is_set(said->opens) || said->status == CALL_FORTHCOMING;
    bool dated = said->n_deadlines != 0 || said->rolling ||
                 (coming && news->reading->score >= COMING_SCORE_MIN) ||
                 news->reading->score >= UNDATED_SCORE_MIN;
    bool worth = said->applicants != 0 || said->award_ceiling >= 0 ||
                 said->total_budget >= 0;
    if (dated && worth && news->reading->score >= LONE_SCORE_MIN &&
        !news->noindex)
        add_call(p, i);
}

/* A page that only leads to calls is none. */
static void drop_fronts(struct parts *p)
{
    struct merge_output *o = p->out;
    for (size_t i = 0; i < o->n;) {
        const struct merge_page *front = &p->pages[o->calls[i].pages[0]];
        size_t k = 0;
        bool lone = o->calls[i].n_pages == 1 && front->reading->n_calls == 1;
        while (
            lone && k < o->n &&
            (k == i || !tie_is_above(front, &p->pages[o->calls[k].pages[0]])))
            k++;
        if (lone && k < o->n)
            drop_call(o, i);
        else
            i++;
    }
}

/* The call whose own page is PAGE; N where there is none. */
static size_t call_of(const struct merge_output *o, size_t page)
{
    size_t i = 0;
    while (i < o->n && o->calls[i].pages[0] != page)
        i++;
    return i;
}

/* Is A, taken for a call of its own, a part of the call of page B? */
static bool is_step(const struct merge_page *a, const struct merge_page *b)
{
    return tie_is_step_of(a, b) || tie_is_terms_of(a, b) ||
           tie_is_form_of(a, b) || tie_is_half_of(a, b) ||
           tie_is_section_of(a, b);
}

static void join_steps(struct parts *p)
{
    struct merge_output *o = p->out;
    for (size_t i = 0; i < o->n;) {
        size_t step = o->calls[i].pages[0], above = 0;
        bool lone =
            o->calls[i].n_pages == 1 && p->pages[step].reading->n_calls == 1;
        while (lone && above < p->n &&
               !is_step(&p->pages[step], &p->pages[above]))
            above++;
        if (!lone || above == p->n) {
            i++;
            continue;
        }
        drop_call(o, i);
        size_t k = call_of(o, above);
        struct merged_call *mc = k < o->n ? &o->calls[k] : add_call(p, above);
        fill_from(p, mc, step);
        i = 0;
    }
}

/* --- tabs ---------------------------------------------------------------- */

#define TABS_MIN 2 /* beside the page that they are below */
#define TABS_MAX 6

struct tabs {
    size_t host, pages[TABS_MAX], n;
};

/* A page that says all of a call is no tab of another. */
static bool is_whole(const struct merge_page *page)
{
    const struct call *c = page->reading->calls[0];
    return page->reading->kind == PAGE_CALL && tie_has_time(c) &&
           tie_says_who_or_much(c);
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

/* The pages that have the title of page HOST in theirs; else those below it, if
 * they and it all lead to each other. None of them is a call by itself. */
static bool find_tabs(const struct parts *p, size_t host, bool named,
                      struct tabs *ret)
{
    *ret = (struct tabs){.host = host};
    const struct merge_page *h = &p->pages[host];
    if (h->reading->n_calls != 1 || h->noindex || (!named && is_whole(h)))
        return false;
    for (size_t i = 0; i < p->n; i++) {
        const struct merge_page *page = &p->pages[i];
        if (i == host || strncmp(page->url, h->url, h->stem) != 0 ||
            !(named ? is_named_tab(page, h) : tie_is_linked_child(page, h)))
            continue;
        if (page->reading->n_calls != 1 || is_whole(page) || ret->n == TABS_MAX)
            return false;
        ret->pages[ret->n++] = i;
    }
    return named ? ret->n > 0 : ret->n >= TABS_MIN && !are_apart(p, ret);
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

/* "Overview | Terms | Submission": a call in pages that all lead to each other,
 * whatever each of them looks like by itself. */
static void join_tabs(struct parts *p)
{
    struct merge_output *o = p->out;
    struct tabs t;
    for (size_t host = 0; host < p->n; host++) {
        if (!(find_tabs(p, host, true, &t) || find_tabs(p, host, false, &t)) ||
            !tell_a_call(p, &t))
            continue;
        for (size_t i = 0; i < t.n; i++) {
            size_t own = call_of(o, t.pages[i]);
            if (own < o->n)
                drop_call(o, own);
        }
        size_t k = call_of(o, host);
        struct merged_call *mc = k < o->n ? &o->calls[k] : add_call(p, host);
        for (size_t i = 0; i < t.n; i++)
            fill_from(p, mc, t.pages[i]);
    }
}

void merge_parts(struct arena *mem, const struct merge_funder *f,
                 const struct merge_page *pages, size_t n,
                 struct merge_output *out)
{
    struct parts p = {mem, f, pages, n, out, NULL};
    p.taken = arena_alloc(mem, n + 1);
    for (size_t i = 0; i < out->n; i++)
        for (size_t k = 0; k < out->calls[i].n_pages; k++)
            p.taken[out->calls[i].pages[k]] = true;
    join_echoes(&p);
    join_tabs(&p);
    drop_fronts(&p);
    join_steps(&p);
    for (size_t i = 0; i < n; i++) {
        const struct page_reading *r = pages[i].reading;
        if (is_part(r) && !p.taken[i] && r->n_calls == 1 &&
            (tie_has_facts(r->calls[0]) || r->calls[0]->deadline_time >= 0))
            join_part(&p, i);
        else if (!p.taken[i] && r->n_calls == 1)
            join_below(&p, i);
    }
    for (size_t i = 0; i < n; i++) {
        const struct page_reading *r = pages[i].reading;
        if (r->kind == PAGE_NEWS && !r->document && !p.taken[i] &&
            r->n_calls == 1)
            join_news(&p, i);
    }
}
