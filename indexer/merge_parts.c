/* merge_parts.c - terms pages and news joined to their calls. */
#include "merge_parts.h"

#include "medel/caps.h"

#include <string.h>
#include <strings.h>

/* How two pages must hang together: by address, links and title. */
#define PART_MIN 2.0
#define CHILD_GAIN 2.0
#define LINKED_GAIN 1.5
#define LINKS_BACK_GAIN 1.0
#define TITLE_GAIN 1.5
#define DOCUMENT_GAIN 0.5 /* a linked document needs no other tie */
#define LONE_PART_MIN 0.8 /* terms that stand for a call that has no page */
#define NAME_BYTES 8
#define NEWS_SCORE_MIN 0.5
#define HOST_SCORE_MIN 0.03
#define TERMS_SCORE_MIN 0.1    /* of terms beside a call's page */
#define HINT_CONFIDENCE 0.4    /* of what a page merely hints at, at most */
#define COMING_SCORE_MIN 0.8   /* of news without a last day */
#define UNDATED_SCORE_MIN 0.88 /* of news without any */

/* Where the stem of an address's path ends: "/a/b.4.123.html" and "/a/b/"
 * both have the stem "/a/b". */
static size_t stem_length(const char *url)
{
    size_t n = strcspn(url, "?");
    size_t seg = n;
    while (seg > 0 && url[seg - 1] != '/')
        seg--;
    if (strncmp(url + seg, "index.", 6) == 0)
        n = seg;
    else {
        const char *dot = memchr(url + seg, '.', n - seg);
        if (dot != NULL)
            n = (size_t)(dot - url);
    }
    while (n > 0 && url[n - 1] == '/')
        n--;
    return n;
}

/* True where PART's address lies below HOST's, and HOST's is not the site's
 * start page. */
static bool is_child(const char *part, const char *host)
{
    size_t n = stem_length(host);
    const char *path = strstr(host, "://");
    path = path != NULL ? strchr(path + 3, '/') : NULL;
    if (path == NULL || n <= (size_t)(path - host) + 1)
        return false;
    return strncmp(part, host, n) == 0 && part[n] == '/' && part[n + 1] != '\0';
}

bool merge_links_to(const struct page_reading *r, const char *url)
{
    for (size_t i = 0; i < r->n_links; i++)
        if (r->links[i].in_main && strcmp(r->links[i].url, url) == 0)
            return true;
    return false;
}

static const char *title_of(const struct page_reading *r)
{
    return r->title != NULL ? r->title : "";
}

static const char *title_of_call(const struct call *c)
{
    return c->title != NULL ? c->title : "";
}

static bool contains_title(const char *text, const char *title)
{
    return text != NULL && strlen(title) >= 6 &&
           strcasestr(text, title) != NULL;
}

static double relation(const struct merge_page *part,
                       const struct merge_page *host)
{
    double w = 0;
    if (part->reading->document && merge_links_to(host->reading, part->url))
        w += DOCUMENT_GAIN;
    if (is_child(part->url, host->url))
        w += CHILD_GAIN;
    if (merge_links_to(host->reading, part->url))
        w += LINKED_GAIN;
    if (merge_links_to(part->reading, host->url))
        w += LINKS_BACK_GAIN;
    if (contains_title(title_of(part->reading), title_of(host->reading)))
        w += TITLE_GAIN;
    return w;
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

static bool has_time(const struct call *c)
{
    return c->n_deadlines != 0 || c->rolling || c->recurring;
}

static bool has_facts(const struct call *c)
{
    return c->n_deadlines != 0 || c->rolling || c->award_ceiling >= 0 ||
           c->award_floor >= 0 || c->funding_rate >= 0 || c->applicants != 0;
}

/* May the page be a call's own, whose facts stand on a page of terms? A list
 * of calls, which scores next to nothing as one, may not. */
static bool may_host(const struct page_reading *r)
{
    return r->n_calls == 1 && r->score >= HOST_SCORE_MIN &&
           (r->kind == PAGE_OTHER || r->kind == PAGE_PROGRAMME ||
            r->kind == PAGE_PROJECT || r->kind == PAGE_EVENT ||
            r->kind == PAGE_CALL);
}

/* The call gets what its own page does not say from PAGE. */
static void fill_from(struct parts *p, struct merged_call *mc, size_t page)
{
    const struct call *said = p->pages[page].reading->calls[0];
    const char *url = p->pages[page].url;
    call_note_contradictions(mc->call, said, url);
    call_fill(mc->call, said, url);
    add_page(p, mc, page, true);
}

/* A page right below a call's that it leads back to: its terms, costs or
 * division of the money, whatever its heading says; what looks like a
 * programme's page too, where its title holds the call's. */
static bool is_below(const struct merge_page *page,
                     const struct merge_page *call)
{
    enum page_kind kind = page->reading->kind;
    bool named =
        contains_title(title_of(page->reading), title_of(call->reading));
    return (kind == PAGE_OTHER || (kind == PAGE_PROGRAMME && named)) &&
           call->reading->kind == PAGE_CALL && call->reading->n_calls == 1 &&
           is_child(page->url, call->url) &&
           merge_links_to(page->reading, call->url) &&
           merge_links_to(call->reading, page->url);
}

/* Has page A the title of B, which leads to it and is of one call? */
static bool is_named_for(const struct merge_page *a, const struct merge_page *b)
{
    return b->reading->n_calls == 1 && merge_links_to(b->reading, a->url) &&
           contains_title(title_of(a->reading), title_of(b->reading));
}

/* "Regler 2027 för Diakonins utvecklingspott", which that call's page leads to:
 * its terms, also where they speak of decisions. What tells who got the money
 * is hardly taken for a call. */
static bool is_beside(const struct merge_page *page,
                      const struct merge_page *call)
{
    enum page_kind kind = page->reading->kind;
    return (kind == PAGE_OTHER || kind == PAGE_DECISION) &&
           page->reading->score >= TERMS_SCORE_MIN &&
           call->reading->kind == PAGE_CALL && is_named_for(page, call);
}

static void join_below(struct parts *p, size_t below)
{
    const struct merge_page *page = &p->pages[below];
    for (size_t i = 0; i < p->out->n; i++) {
        struct merged_call *mc = &p->out->calls[i];
        const struct merge_page *call = &p->pages[mc->pages[0]];
        if (!is_below(page, call) && !is_beside(page, call))
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
        linking += merge_links_to(p->pages[p->out->calls[i].pages[0]].reading,
                                  p->pages[part].url);
    return linking > 1;
}

static void join_part(struct parts *p, size_t part)
{
    const struct merge_page *page = &p->pages[part];
    struct merged_call *best = NULL;
    double most = PART_MIN;
    for (size_t i = 0; i < p->out->n; i++) {
        double w = relation(page, &p->pages[p->out->calls[i].pages[0]]);
        if (w >= most) {
            best = &p->out->calls[i];
            most = w;
        }
    }
    if (best != NULL) {
        if (most < CHILD_GAIN + LINKED_GAIN && is_shared(p, part))
            return;
        fill_from(p, best, part);
        return;
    }
    size_t host = p->n;
    for (size_t i = 0; i < p->n; i++) {
        const struct merge_page *h = &p->pages[i];
        if (i == part || p->taken[i] || h->noindex || !may_host(h->reading))
            continue;
        double w = relation(page, h);
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
               has_time(page->reading->calls[0])) {
        add_call(p, part);
    }
}

bool merge_share_a_day(const struct call *a, const struct call *b)
{
    for (size_t i = 0; i < a->n_deadlines; i++)
        for (size_t k = 0; k < b->n_deadlines; k++)
            if (date_compare(a->deadlines[i], b->deadlines[k]) == 0)
                return true;
    return false;
}

#define SUBJECT_BYTES 6 /* of a word, so that its endings do not matter */

/* Is the word at W (to WEND) one of S, by its beginning? Bytes above ASCII
 * are compared as they are. */
static bool has_word(const char *s, const char *w, size_t n)
{
    for (const char *p = s; *p != '\0'; p++) {
        bool starts = p == s || strchr(" ,.:;-/(\"", p[-1]) != NULL;
        if (starts && strncasecmp(p, w, n) == 0)
            return true;
    }
    return false;
}

/* Two titles that share a longer word are likely of one subject. */
static bool share_a_word(const char *a, const char *b)
{
    while (*a != '\0') {
        size_t n = strcspn(a, " ,.:;-/(\"");
        if (n >= SUBJECT_BYTES && has_word(b, a, SUBJECT_BYTES))
            return true;
        a += n;
        a += *a != '\0';
    }
    return false;
}

bool merge_same_sum(const struct call *a, const struct call *b)
{
    return (a->award_ceiling > 0 && a->award_ceiling == b->award_ceiling) ||
           (a->total_budget > 0 && a->total_budget == b->total_budget);
}

/* What a title says after "Utlysning 6:", "Nu öppen –": the call's own name.
 */
static const char *name_in(const char *title)
{
    const char *colon = strstr(title, ": ");
    return colon != NULL && strlen(colon + 2) >= NAME_BYTES ? colon + 2 : title;
}

static bool same_name(const char *a, const char *b)
{
    return contains_title(a, name_in(b)) || contains_title(b, name_in(a));
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
           pb->reading->n_calls == 1 && merge_links_to(pa->reading, pb->url) &&
           !merge_links_to(pb->reading, pa->url) &&
           merge_share_a_day(a->call, b->call) &&
           (same_name(title_of(pa->reading), title_of(pb->reading)) ||
            merge_same_sum(a->call, b->call)) &&
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
    bool day = c->n_deadlines > 0 ? !merge_share_a_day(said, c) : c->rolling;
    return said->n_deadlines > 0 && day && said->applicants != 0 &&
           (said->award_ceiling >= 0 || said->total_budget >= 0) &&
           !merge_same_sum(said, c);
}

static bool is_news_of(const struct parts *p, const struct merge_page *news,
                       const struct merged_call *mc)
{
    const struct call *said = news->reading->calls[0];
    const char *title = title_of_call(mc->call);
    if (contains_title(said->title, title))
        return true;
    if (is_another(said, mc->call))
        return false;
    /* Its other news, a page that lists news among them, are not it. */
    for (size_t i = 0; i < mc->n_pages; i++) {
        const struct merge_page *page = &p->pages[mc->pages[i]];
        if (page->reading->kind != PAGE_NEWS &&
            merge_links_to(news->reading, page->url))
            return true;
    }
    if (contains_title(said->summary, title) ||
        contains_title(said->purpose, title))
        return true;
    /* Funders close several calls on one day: it takes more to be the same. */
    return merge_share_a_day(said, mc->call) &&
           (merge_same_sum(said, mc->call) ||
            share_a_word(title_of(news->reading), title));
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
                contains_title(said->title, title_of_call(c)))
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
    if (dated && worth && news->reading->score >= NEWS_SCORE_MIN &&
        !news->noindex)
        add_call(p, i);
}

static bool says_who_or_much(const struct call *c)
{
    return c->applicants != 0 || c->award_ceiling >= 0 || c->award_floor >= 0 ||
           c->funding_rate >= 0;
}

#define LANGUAGE_BYTES 3 /* "/sv/" */

/* Is it the front page of a site, or of its part in a language? */
static bool is_front(const char *url)
{
    const char *host = strstr(url, "://");
    const char *path = host != NULL ? strchr(host + 3, '/') : NULL;
    return path == NULL ||
           (size_t)(path - url) + 1 + LANGUAGE_BYTES >= stem_length(url);
}

/* Is page A above the call's page B, of another name, and leads to it, itself
 * with nothing of who may apply or how much one gets: a fund's front page? */
static bool is_above(const struct merge_page *a, const struct merge_page *b)
{
    return (is_child(b->url, a->url) || is_front(a->url)) &&
           merge_links_to(a->reading, b->url) &&
           !contains_title(title_of(b->reading), title_of(a->reading)) &&
           !says_who_or_much(a->reading->calls[0]) &&
           says_who_or_much(b->reading->calls[0]);
}

/* A page that only leads to calls is none. */
static void drop_fronts(struct parts *p)
{
    struct merge_output *o = p->out;
    for (size_t i = 0; i < o->n;) {
        const struct merge_page *front = &p->pages[o->calls[i].pages[0]];
        size_t k = 0;
        bool lone = o->calls[i].n_pages == 1 && front->reading->n_calls == 1;
        while (lone && k < o->n &&
               (k == i || !is_above(front, &p->pages[o->calls[k].pages[0]])))
            k++;
        if (lone && k < o->n)
            drop_call(o, i);
        else
            i++;
    }
}

/* Does page A say how to apply to the call of page B above it, and nothing of
 * who may or how much: "Digitala fixare: så ansöker ni", below "Digitala
 * fixare"? */
static bool is_step_of(const struct merge_page *a, const struct merge_page *b)
{
    const struct call *said = a->reading->calls[0];
    return is_child(a->url, b->url) &&
           contains_title(title_of(a->reading), title_of(b->reading)) &&
           !says_who_or_much(said) && said->total_budget < 0 &&
           b->reading->n_calls == 1 && !b->noindex &&
           (b->reading->kind == PAGE_CALL ||
            (may_host(b->reading) && has_facts(b->reading->calls[0])));
}

/* Does it say who may apply, and not just hint at it? */
static bool says_who(const struct call *c)
{
    return c->applicants != 0 &&
           c->evidence[FIELD_APPLICANTS].confidence > HINT_CONFIDENCE;
}

/* Is page A, named for the call of page B that leads to it, its terms: how much
 * and when, but not who? */
static bool is_terms_of(const struct merge_page *a, const struct merge_page *b)
{
    return is_named_for(a, b) && b->reading->kind == PAGE_CALL && !b->noindex &&
           strcmp(title_of(a->reading), title_of(b->reading)) != 0 &&
           !says_who(a->reading->calls[0]) && says_who(b->reading->calls[0]);
}

/* The call whose own page is PAGE; N where there is none. */
static size_t call_of(const struct merge_output *o, size_t page)
{
    size_t i = 0;
    while (i < o->n && o->calls[i].pages[0] != page)
        i++;
    return i;
}

static void join_steps(struct parts *p)
{
    struct merge_output *o = p->out;
    for (size_t i = 0; i < o->n;) {
        size_t step = o->calls[i].pages[0], above = 0;
        bool lone =
            o->calls[i].n_pages == 1 && p->pages[step].reading->n_calls == 1;
        while (lone && above < p->n &&
               !is_step_of(&p->pages[step], &p->pages[above]) &&
               !is_terms_of(&p->pages[step], &p->pages[above]))
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
    drop_fronts(&p);
    join_steps(&p);
    for (size_t i = 0; i < n; i++) {
        const struct page_reading *r = pages[i].reading;
        if (is_part(r) && !p.taken[i] && r->n_calls == 1 &&
            has_facts(r->calls[0]))
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
