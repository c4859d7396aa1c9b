/* record.c - see record.h. */
#include "record.h"

#include "medel/adapter.h"
#include "medel/adapter_record.h"

#include <string.h>

static enum status take_item(struct arena *mem, const struct read_context *ctx,
                             const char *bytes, size_t len,
                             struct adapter_record *ret, struct doc **doc,
                             struct err *e)
{
    const struct adapter_part *part = adapter_part_find(ctx->adapter);
    if (part == NULL || part->read == NULL)
        return err_set(e, ST_INVALID, "no adapter reads this: %s",
                       ctx->adapter != NULL ? ctx->adapter : "");
    enum status st = part->read(mem, ctx, bytes, len, ret, e);
    if (st != ST_OK)
        return st;
    return clean_html(mem, ret->html, strlen(ret->html),
                      "text/html; charset=utf-8", doc, e);
}

enum status record_clean(struct arena *mem, const struct read_context *ctx,
                         const char *bytes, size_t len, struct doc **ret,
                         struct err *e)
{
    struct adapter_record r;
    return take_item(mem, ctx, bytes, len, &r, ret, e);
}

/* --- facts over texts ----------------------------------------------------- */

static void take_words(struct call *c, const struct call *facts,
                       enum call_field f)
{
    const struct call_evidence *e = &facts->evidence[f];
    c->evidence[f] = (struct call_evidence){0};
    if (e->text == NULL)
        return;
    call_set_evidence(c, f, e->text, strlen(e->text), NULL, e->confidence);
    c->evidence[f].against = arena_strdup(c->mem, e->against);
    c->evidence[f].against_url = arena_strdup(c->mem, e->against_url);
}

static void take_text(struct call *c, const struct call *facts,
                      enum call_field f, const char **to, const char *value)
{
    if (value == NULL)
        return;
    *to = arena_strdup(c->mem, value);
    take_words(c, facts, f);
}

static void take_days(struct call *c, const struct call *facts)
{
    if (date_is_set(facts->opens)) {
        c->opens = facts->opens;
        take_words(c, facts, FIELD_OPENS);
    }
    if (facts->n_deadlines == 0)
        return;
    size_t n = facts->n_deadlines;
    c->deadlines = arena_alloc(c->mem, n * sizeof *c->deadlines);
    memcpy(c->deadlines, facts->deadlines, n * sizeof *c->deadlines);
    c->n_deadlines = n;
    c->deadline_time = facts->deadline_time;
    c->rolling = false;
    take_words(c, facts, FIELD_DEADLINES);
    take_words(c, facts, FIELD_DEADLINE_TIME);
    take_words(c, facts, FIELD_ROLLING);
}

static void take_sums(struct call *c, const struct call *facts)
{
    const struct {
        enum call_field field;
        double *to, value;
    } sums[] = {
        {FIELD_AWARD_FLOOR, &c->award_floor, facts->award_floor},
        {FIELD_AWARD_CEILING, &c->award_ceiling, facts->award_ceiling},
        {FIELD_TOTAL_BUDGET, &c->total_budget, facts->total_budget},
    };
    size_t n = sizeof sums / sizeof *sums;
    if (facts->currency[0] == '\0')
        return;
    /* One record, one currency. */
    bool other = strcmp(c->currency, facts->currency) != 0;
    memcpy(c->currency, facts->currency, sizeof c->currency);
    take_words(c, facts, FIELD_CURRENCY);
    for (size_t i = 0; i < n; i++) {
        if (sums[i].value < 0 && !other)
            continue;
        *sums[i].to = sums[i].value;
        take_words(c, facts, sums[i].field);
    }
    /* Of two that do not fit together the data's stands. */
    if (c->award_floor > c->award_ceiling && c->award_ceiling >= 0) {
        bool floor = facts->award_floor < 0;
        *(floor ? &c->award_floor : &c->award_ceiling) = CALL_UNSTATED;
        c->evidence[floor ? FIELD_AWARD_FLOOR : FIELD_AWARD_CEILING] =
            (struct call_evidence){0};
    }
}

static void state_facts(struct call *c, struct call *facts,
                        const struct read_context *ctx)
{
    call_note_contradictions(facts, c, ctx->url);
    take_text(c, facts, FIELD_TITLE, &c->title, facts->title);
    take_text(c, facts, FIELD_REFERENCE, &c->reference, facts->reference);
    take_text(c, facts, FIELD_CONTACT, &c->contact, facts->contact);
    take_days(c, facts);
    take_sums(c, facts);
    c->closed_stated = facts->closed_stated;
    if (facts->evidence[FIELD_STATUS].text != NULL) {
        c->status = facts->status;
        take_words(c, facts, FIELD_STATUS);
    }
    c->documents =
        arena_alloc(c->mem, (facts->n_documents + 1) * sizeof *c->documents);
    c->n_documents = 0;
    for (size_t i = 0; i < facts->n_documents; i++)
        c->documents[c->n_documents++] =
            arena_strdup(c->mem, facts->documents[i]);
    c->status = call_status_on(c, ctx->today, -1);
}

/* The whole is one call, whatever headings its texts have. */
static void keep_one(struct page_reading *p)
{
    while (p->n_calls > 1)
        call_free(p->calls[--p->n_calls]);
}

static void add_links(struct page_reading *p, const struct adapter_record *r)
{
    struct page_link *links =
        arena_alloc(p->mem, (p->n_links + r->n_related + 1) * sizeof *links);
    size_t n = 0;
    for (; n < r->n_related; n++)
        links[n] = (struct page_link){r->related[n], "", true};
    if (p->n_links != 0)
        memcpy(links + n, p->links, p->n_links * sizeof *links);
    p->links = links;
    p->n_links += n;
}

enum status record_read(struct arena *mem, const struct vocab *v,
                        const struct read_context *ctx, const char *bytes,
                        size_t len, struct page_reading **ret, struct err *e)
{
    struct adapter_record r = {0};
    struct doc *d;
    struct page_reading *p;
    enum status st = take_item(mem, ctx, bytes, len, &r, &d, e);
    if (st == ST_OK)
        st = read_page(mem, v, ctx, d, &p, e);
    if (st != ST_OK)
        return st;
    if (r.facts != NULL) {
        keep_one(p);
        state_facts(p->calls[0], r.facts, ctx);
        p->kind = r.kind;
        p->score = 1;
        p->data = true;
        p->title = arena_strdup(mem, p->calls[0]->title);
        p->canonical = r.page;
        add_links(p, &r);
    }
    *ret = p;
    return ST_OK;
}
