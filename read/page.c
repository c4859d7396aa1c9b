/* page.c - read_page(): one cleaned page to what it says; see reading.h. */
#include "calendar.h"
#include "context.h"
#include "dates.h"
#include "found.h"
#include "parts.h"
#include "recognise.h"
#include "sub_title.h"

#include "medel/caps.h"
#include "medel/hash.h"

#include <string.h>

/* A day with its year has a number in it; most lines have none. */
static bool has_digit(const char *s)
{
    return s != NULL && s[strcspn(s, "0123456789")] != '\0';
}

/* The day of an update stamp anywhere on the page, footers included. */
static struct date stamp(struct reader *r)
{
    const struct doc *d = r->text->doc;
    struct date best = DATE_NONE;
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct block *b = &d->blocks[i];
        size_t len = b->text != NULL ? strlen(b->text) : 0;
        if (len == 0 || len > 300 ||
            !(has_digit(b->text) || has_digit(b->label)))
            continue;
        const char *line =
            b->label != NULL ? arena_printf(r->mem, "%s: %s", b->label, b->text)
                             : b->text;
        struct unit u;
        if (!text_may_say(r->mem, r->vocab, line, CUE_UPDATED))
            continue;
        text_unit(r->mem, r->vocab, line, &u);
        if (context_unit(&u, CUE_UPDATED) == 0)
            continue;
        size_t n;
        struct date_mention *m = dates_find(r->mem, &u, &n);
        for (size_t k = 0; k < n; k++)
            if (m[k].has_year && m[k].has_day &&
                context_cue(&u, CUE_UPDATED, m[k].from, m[k].to, SIDE_BEFORE, 5,
                            6) > 0 &&
                date_compare(m[k].date, best) > 0)
                best = m[k].date;
    }
    return best;
}

static struct date iso_prefix(const char *s)
{
    struct date d = DATE_NONE;
    char day[DATE_ISO_SIZE];
    if (s == NULL || strlen(s) < DATE_ISO_SIZE - 1)
        return d;
    memcpy(day, s, DATE_ISO_SIZE - 1);
    day[DATE_ISO_SIZE - 1] = '\0';
    date_parse_iso(day, &d);
    return d;
}

/* The day in the line below the title that says when the page was published. */
static struct date byline_day(struct reader *r)
{
    struct unit u;
    size_t n;
    if (r->text->doc->byline == NULL)
        return DATE_NONE;
    text_unit(r->mem, r->vocab, r->text->doc->byline, &u);
    struct date_mention *m = dates_find(r->mem, &u, &n);
    for (size_t i = 0; i < n; i++)
        if (m[i].has_year && m[i].has_day)
            return m[i].date;
    return DATE_NONE;
}

/* The day of "i dag" on a page of news. */
static struct date published(struct reader *r, struct date stamped)
{
    struct date candidates[] = {byline_day(r),
                                iso_prefix(r->text->doc->published), stamped};
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++)
        if (date_is_set(candidates[i]) &&
            date_compare(candidates[i], r->ctx->today) <= 0)
            return candidates[i];
    return DATE_NONE;
}

/* When the page was last written: what its yearless dates are counted from. A
 * stamp of the template may be older than the text. */
static struct date written(struct reader *r, struct date stamped)
{
    const struct doc *d = r->text->doc;
    struct date candidates[] = {stamped, iso_prefix(d->modified),
                                iso_prefix(d->published), byline_day(r)};
    struct date last = DATE_NONE;
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++)
        if (date_is_set(candidates[i]) &&
            date_compare(candidates[i], r->ctx->today) <= 0 &&
            date_compare(candidates[i], last) > 0)
            last = candidates[i];
    return date_is_set(last) ? last : r->ctx->today;
}

static void copy_links(struct page_reading *p, const struct doc *d)
{
    p->links = arena_alloc(p->mem, (d->n_links + 1) * sizeof *p->links);
    for (size_t i = 0; i < d->n_links && i < CAP_LINKS_PER_PAGE; i++) {
        const struct doc_link *l = &d->links[i];
        if (l->place != PLACE_MAIN && l->place != PLACE_ASIDE &&
            l->place != PLACE_RELATED)
            continue;
        p->links[p->n_links++] =
            (struct page_link){l->href, l->text, l->place == PLACE_MAIN};
    }
    p->alternate_lang =
        arena_alloc(p->mem, (d->n_alternates + 1) * sizeof(char *));
    p->alternate_href =
        arena_alloc(p->mem, (d->n_alternates + 1) * sizeof(char *));
    for (size_t i = 0; i < d->n_alternates; i++) {
        p->alternate_lang[i] = d->alternates[i].lang;
        p->alternate_href[i] = d->alternates[i].href;
    }
    p->n_alternates = d->n_alternates;
}

static void read_fields(struct reader *r)
{
    read_words(r);
    read_timing(r);
    read_state(r);
    read_amounts(r);
    read_share(r);
    read_applicants(r);
    read_places(r);
    read_demands(r);
    /* Not before read_words(), which finds the title. */
    r->words = word_counts_of(r->vocab, r->text);
    read_themes(r);
}

static struct call *new_call(const struct read_context *ctx)
{
    struct call *c = call_new();
    if (ctx->url != NULL)
        c->url = arena_strdup(c->mem, ctx->url);
    return c;
}

/* What its own words merely hint at is nearer than what the page says of all
 * its calls, or of another. */
static void prefer_own(struct call *c)
{
    for (int f = 0; f < FIELD_COUNT; f++)
        if (c->evidence[f].confidence > 0 &&
            c->evidence[f].confidence <= FOUND_HINT)
            c->evidence[f].confidence = FOUND_OWN;
}

/* The call under one heading; what it leaves out, the rest of the page may
 * say for all. */
static struct call *read_part(const struct reader *whole,
                              const struct part *part,
                              const struct call *shared)
{
    struct reader r = *whole;
    r.text = parts_text(&r, part);
    r.call = new_call(r.ctx);
    r.notes = NULL;
    r.n_notes = r.cap_notes = 0;
    read_fields(&r);
    const struct unit *heading = &r.text->units[0];
    r.call->title = arena_strdup(r.call->mem, heading->text);
    call_set_evidence(r.call, FIELD_TITLE, heading->text, strlen(heading->text),
                      NULL, 0.9);
    r.call->language = shared->language;
    prefer_own(r.call);
    const bool own = found_who(r.call);
    const codeset who = r.call->applicants;
    const struct call_evidence said = r.call->evidence[FIELD_APPLICANTS];
    call_fill(r.call, shared, NULL);
    if (own) { /* and not all whom the page's other calls name */
        r.call->applicants = who;
        r.call->evidence[FIELD_APPLICANTS] = said;
    }
    if (r.call->evidence[FIELD_REGIONS].text == NULL)
        r.call->regions = shared->regions;
    r.call->status = call_status_on(r.call, r.ctx->today, -1);
    return r.call;
}

/* The calls of a page that has several, or none. */
static void read_parts(struct reader *r, struct page_reading *p)
{
    size_t n;
    struct part *parts = parts_find(r, &n);
    if (n == 0)
        return;
    struct reader rest = *r;
    rest.text = parts_rest(r, parts, n);
    rest.call = new_call(r->ctx);
    read_fields(&rest);
    p->calls = arena_alloc(p->mem, n * sizeof(struct call *));
    for (size_t i = 0; i < n && i < CAP_CALLS_PER_PAGE; i++)
        p->calls[p->n_calls++] = read_part(r, &parts[i], rest.call);
    call_free(rest.call);
}

enum status read_page(struct arena *mem, const struct vocab *v,
                      const struct read_context *ctx, const struct doc *d,
                      struct page_reading **ret, struct err *e)
{
    (void)e;
    struct page_reading *p = arena_alloc(mem, sizeof *p);
    p->mem = mem;
    vocab_begin_page(v);
    struct reader r = {
        .mem = mem, .vocab = v, .w = vocab_weights(v), .ctx = ctx};
    r.text = text_build(mem, v, d);
    r.call = new_call(ctx);
    struct date stamped = stamp(&r);
    r.written = written(&r, stamped);
    r.published = published(&r, stamped);
    read_fields(&r);
    struct verdict verdict;
    recognise(&r, &verdict);
    p->kind = verdict.kind;
    p->score = verdict.score;
    p->reasons = arena_alloc(mem, (verdict.n_reasons + 1) * sizeof(char *));
    memcpy(p->reasons, verdict.reasons, verdict.n_reasons * sizeof(char *));
    p->n_reasons = verdict.n_reasons;
    p->signs = arena_alloc(mem, sizeof verdict.signs);
    memcpy(p->signs, verdict.signs, sizeof verdict.signs);
    p->n_signs = PAGE_SIGN_COUNT;
    p->theme_signs = *r.theme_signs;
    p->n_theme_signs = (size_t)code_count(CODE_THEME) * THEME_SIGN_COUNT;
    p->title = arena_strdup(mem, r.call->title);
    p->about = sub_title_about(&r, p->title);
    p->canonical = d->canonical;
    p->base = d->base;
    p->lang = code_name(CODE_LANGUAGE, (int)r.call->language);
    p->noindex = d->noindex;
    p->document = d->document;
    copy_links(p, d);
    p->text = doc_main_text(d);
    size_t len = strlen(p->text);
    sha256_hex(p->text, len, p->text_hash);
    p->simhash = hash_simhash(p->text, len);
    p->notes = r.notes;
    p->n_notes = r.n_notes;
    read_calendar(&r, p);
    /* What has the words of news but no day of its own may hold calls. */
    bool dated = verdict_sign(&verdict, WEIGHT_PAGE_SHAPE_DATE_LINE) > 0;
    if (!(p->kind == PAGE_NEWS && dated) && p->kind != PAGE_DECISION &&
        p->kind != PAGE_PART)
        read_parts(&r, p);
    if (p->n_calls > 0) {
        p->kind = PAGE_CALL;
        call_free(r.call);
    } else {
        p->calls = arena_alloc(mem, sizeof(struct call *));
        p->calls[p->n_calls++] = r.call;
    }
    *ret = p;
    return ST_OK;
}
