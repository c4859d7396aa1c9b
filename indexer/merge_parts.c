/* merge_parts.c - terms pages and news joined to their calls. */
#include "merge_tabs.h"
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
        join_fill(p, mc, below);
        return;
    }
}

/* A document belongs to the page that links to it. */
static bool is_part(const struct page_reading *r)
{
    return r->document || r->kind == PAGE_PART || r->kind == PAGE_GUIDE;
}

static bool leads_to(const struct parts *p, const struct merged_call *mc,
                     size_t part)
{
    return tie_links_to(p->pages[mc->pages[0]].reading, p->pages[part].url);
}

/* General terms that several calls point at are a page of none of them. */
static bool is_shared(const struct parts *p, size_t part)
{
    size_t linking = 0;
    for (size_t i = 0; i < p->out->n; i++)
        linking += leads_to(p, &p->out->calls[i], part);
    return linking > 1;
}

/* "Allmänna villkor": they hold for every call that leads to them, where its
 * own pages say nothing else; but are no page of it. */
static void fill_shared(struct parts *p, size_t part)
{
    const struct merge_page *page = &p->pages[part];
    if (page->reading->about == ABOUT_ITSELF)
        return;
    for (size_t i = 0; i < p->out->n; i++) {
        struct merged_call *mc = &p->out->calls[i];
        if (!leads_to(p, mc, part))
            continue;
        call_fill_terms(mc->call, page->reading->calls[0], page->url);
        join_page(p, mc, part, false);
    }
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
    bool plainly = best != NULL && most >= TIE_CHILD + TIE_LINKED;
    if (!plainly && is_shared(p, part)) {
        fill_shared(p, part);
        return;
    }
    if (best != NULL) {
        join_fill(p, best, part);
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
        join_fill(p, join_add_call(p, host), part);
    } else if (page->reading->score >= LONE_PART_MIN && !page->noindex &&
               tie_has_time(page->reading->calls[0])) {
        join_add_call(p, part);
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
        join_page(p, &o->calls[k], o->calls[i].pages[0], false);
        join_drop_call(o, i);
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

/* What NEWS tells of the call C: where the call's own pages do not say when, the
 * news does, and the rest. */
static void hear_news(struct call *c, const struct merge_page *news)
{
    const struct call *said = news->reading->calls[0];
    /* Other news tell of what was granted, or of many calls. */
    bool of_call = news->reading->score >= NEWS_SCORE_MIN;
    if (of_call)
        call_note_contradictions(c, said, news->url);
    if (of_call && !tie_has_time(c) && said->n_deadlines > 0)
        call_fill(c, said, news->url);
    else if (of_call || tie_contains_title(said->title, title_of_call(c)))
        call_add_meetings(c, said, news->url);
}

static void join_news(struct parts *p, size_t i)
{
    const struct merge_page *news = &p->pages[i];
    const struct call *said = news->reading->calls[0];
    for (size_t k = 0; k < p->out->n; k++)
        if (is_news_of(p, news, &p->out->calls[k])) {
            hear_news(p->out->calls[k].call, news);
            join_page(p, &p->out->calls[k], i, false);
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
        join_add_call(p, i);
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
            join_drop_call(o, i);
        else
            i++;
    }
}

/* Is A, taken for a call of its own, a part of the call of page B? */
static bool is_step(const struct merge_page *a, const struct merge_page *b)
{
    return tie_is_step_of(a, b) || tie_is_terms_of(a, b) ||
           tie_is_form_of(a, b) || tie_is_half_of(a, b) ||
           tie_is_section_of(a, b);
}

/* The page of whose call page A is the text: the only one that leads to it, but
 * for news; or N. */
static size_t page_of_text(const struct parts *p, size_t a)
{
    size_t found = p->n;
    for (size_t i = 0; i < p->n; i++) {
        if (i == a || !tie_is_text_of(&p->pages[a], &p->pages[i]))
            continue;
        if (found < p->n)
            return p->n;
        found = i;
    }
    return found;
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
        if (lone && above == p->n)
            above = page_of_text(p, step);
        if (!lone || above == p->n) {
            i++;
            continue;
        }
        join_drop_call(o, i);
        size_t k = join_call_of(o, above);
        struct merged_call *mc =
            k < o->n ? &o->calls[k] : join_add_call(p, above);
        join_fill(p, mc, step);
        i = 0;
    }
}

/* Is call B the short form of A in another tongue, on a page of its own: each
 * leads to the other, and they tell of one day, and of one sum? */
static bool is_twin(const struct parts *p, const struct merged_call *a,
                    const struct merged_call *b)
{
    const struct merge_page *pa = &p->pages[a->pages[0]],
                            *pb = &p->pages[b->pages[0]];
    return b->n_pages == 1 && a->n_pages > 1 && pb->reading->n_calls == 1 &&
           tie_other_tongue(pa->reading, pb->reading) &&
           tie_near_a_day(a->call, b->call) && tie_same_sum(a->call, b->call) &&
           tie_are_linked(pa, pb);
}

/* Translations of calls whose own page did not say enough to know them by. */
static void join_twins(struct parts *p)
{
    struct merge_output *o = p->out;
    for (size_t i = 0; i < o->n; i++)
        for (size_t k = 0; k < o->n;) {
            if (k == i || !is_twin(p, &o->calls[i], &o->calls[k])) {
                k++;
                continue;
            }
            join_fill(p, &o->calls[i], o->calls[k].pages[0]);
            join_drop_call(o, k);
            i -= k < i;
        }
}

/* A page that a calendar names and leads to, and that says who may apply or how
 * much, is a call's, though by itself it did not look so. */
static void join_told(struct parts *p)
{
    for (size_t i = 0; i < p->n; i++) {
        const struct merge_page *page = &p->pages[i];
        if (page->told && !p->taken[i] && !page->noindex &&
            (page->reading->kind == PAGE_OTHER ||
             page->reading->kind == PAGE_PROGRAMME) &&
            page->reading->about == ABOUT_ITSELF &&
            tie_says_who_or_much(page->reading->calls[0]))
            join_add_call(p, i);
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
    join_told(&p);
    join_twins(&p);
    for (size_t i = 0; i < n; i++) {
        const struct page_reading *r = pages[i].reading;
        if (r->kind == PAGE_NEWS && !r->document && !p.taken[i] &&
            r->n_calls == 1)
            join_news(&p, i);
    }
}
