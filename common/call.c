/* call.c - the record of a call: making, copying, dates; medel/call.h. */
#include "medel/call.h"

#include "medel/caps.h"
#include "medel/utf8.h"

#include <assert.h>
#include <string.h>

static const char *const field_names[] = {
    [FIELD_TITLE] = "title",
    [FIELD_FUNDER] = "funder",
    [FIELD_SUMMARY] = "summary",
    [FIELD_KIND] = "kind",
    [FIELD_STATUS] = "status",
    [FIELD_OPENS] = "opens",
    [FIELD_DEADLINES] = "deadlines",
    [FIELD_DEADLINE_TIME] = "deadline_time",
    [FIELD_ROLLING] = "rolling",
    [FIELD_AWARD_FLOOR] = "award_floor",
    [FIELD_AWARD_CEILING] = "award_ceiling",
    [FIELD_CURRENCY] = "currency",
    [FIELD_TOTAL_BUDGET] = "total_budget",
    [FIELD_FUNDING_RATE] = "funding_rate",
    [FIELD_APPLICANTS] = "applicants",
    [FIELD_EXCLUDED] = "excluded",
    [FIELD_REGIONS] = "regions",
    [FIELD_MUNICIPALITIES] = "municipalities",
    [FIELD_THEMES] = "themes",
    [FIELD_LANGUAGE] = "language",
    [FIELD_REFERENCE] = "reference",
    [FIELD_CONTACT] = "contact",
    [FIELD_OPERATING_YEARS] = "operating_years",
    [FIELD_EMPLOYEES] = "employees",
    [FIELD_MEMBERS] = "members",
    [FIELD_PARTNERS] = "partners",
};

const char *call_field_name(enum call_field f)
{
    assert((int)f >= 0 && f < FIELD_COUNT);
    return field_names[f];
}

int call_field_find(const char *name)
{
    for (int i = 0; i < FIELD_COUNT; i++)
        if (strcmp(field_names[i], name) == 0)
            return i;
    return -1;
}

void call_init(struct call *c, struct arena *mem)
{
    *c = (struct call){.mem = mem};
    c->kind = CALL_GRANT;
    c->status = CALL_OPEN;
    c->deadline_time = -1;
    c->award_floor = CALL_UNSTATED;
    c->award_ceiling = CALL_UNSTATED;
    c->total_budget = CALL_UNSTATED;
    c->funding_rate = CALL_UNSTATED;
    for (int i = 0; i < DEMAND_COUNT; i++)
        c->demands[i] = (struct demand_range){CALL_UNSTATED, CALL_UNSTATED};
    c->language = LANG_NONE;
}

struct call *call_new(void)
{
    struct arena *mem = arena_new();
    struct call *c = arena_alloc(mem, sizeof *c);
    call_init(c, mem);
    return c;
}

void call_free(struct call *c)
{
    if (c == NULL)
        return;
    for (size_t i = 0; i < c->n_changed; i++) {
        json_decref(c->changed[i].old_value);
        json_decref(c->changed[i].new_value);
    }
    arena_free(c->mem); /* and with it C */
}

static const char **copy_strings(struct arena *mem, const char **from, size_t n)
{
    const char **to = arena_alloc(mem, n * sizeof *to);
    for (size_t i = 0; i < n; i++)
        to[i] = arena_strdup(mem, from[i]);
    return to;
}

struct call *call_copy(const struct call *c)
{
    struct call *d = call_new();
    struct arena *mem = d->mem;
    *d = *c;
    d->mem = mem;
    const char **strings[] = {
        &d->id,        &d->url,        &d->title,     &d->funder,
        &d->funder_id, &d->summary,    &d->purpose,   &d->reference,
        &d->contact,   &d->first_seen, &d->last_seen, &d->fetched_at,
        &d->withdrawn, &d->successor,
    };
    for (size_t i = 0; i < sizeof strings / sizeof strings[0]; i++)
        *strings[i] = arena_strdup(mem, *strings[i]);
    d->urls = copy_strings(mem, c->urls, c->n_urls);
    d->municipalities =
        copy_strings(mem, c->municipalities, c->n_municipalities);
    d->documents = copy_strings(mem, c->documents, c->n_documents);
    d->municipalities_out =
        copy_strings(mem, c->municipalities_out, c->n_municipalities_out);
    d->deadlines = arena_alloc(mem, c->n_deadlines * sizeof *d->deadlines);
    for (size_t i = 0; i < c->n_deadlines; i++)
        d->deadlines[i] = c->deadlines[i];
    d->meetings = NULL;
    d->n_meetings = 0;
    call_add_meetings(d, c, NULL);
    for (int i = 0; i < FIELD_COUNT; i++) {
        d->evidence[i].text = arena_strdup(mem, c->evidence[i].text);
        d->evidence[i].url = arena_strdup(mem, c->evidence[i].url);
        d->evidence[i].against = arena_strdup(mem, c->evidence[i].against);
        d->evidence[i].against_url =
            arena_strdup(mem, c->evidence[i].against_url);
    }
    d->changed = NULL;
    d->n_changed = d->cap_changed = 0;
    for (size_t i = 0; i < c->n_changed; i++) {
        const struct call_change *ch = &c->changed[i];
        call_add_change(d, ch->at, ch->field, ch->old_value, ch->new_value);
    }
    return d;
}

void call_set_evidence(struct call *c, enum call_field f, const char *text,
                       size_t len, const char *url, double confidence)
{
    size_t n = utf8_clip(text, len, CAP_EVIDENCE_CHARS);
    c->evidence[f].text = arena_strndup(c->mem, text, n);
    c->evidence[f].url = arena_strdup(c->mem, url);
    c->evidence[f].confidence = confidence;
}

void call_name_page(struct call *c, const char *url)
{
    const char *page = arena_strdup(c->mem, url);
    for (int f = 0; f < FIELD_COUNT; f++)
        if (c->evidence[f].text != NULL && c->evidence[f].url == NULL)
            c->evidence[f].url = page;
    for (size_t i = 0; i < c->n_meetings; i++)
        if (c->meetings[i].url == NULL)
            c->meetings[i].url = page;
}

void call_add_change(struct call *c, const char *at, const char *field,
                     json_t *old_value, json_t *new_value)
{
    if (c->n_changed >= CAP_CALL_CHANGES) {
        json_decref(c->changed[0].old_value);
        json_decref(c->changed[0].new_value);
        c->n_changed--;
        memmove(c->changed, c->changed + 1, c->n_changed * sizeof *c->changed);
    }
    c->changed = arena_grow(c->mem, c->changed, c->n_changed, &c->cap_changed,
                            sizeof *c->changed);
    c->changed[c->n_changed++] = (struct call_change){
        .at = arena_strdup(c->mem, at),
        .field = arena_strdup(c->mem, field),
        .old_value = old_value != NULL ? json_incref(old_value) : json_null(),
        .new_value = new_value != NULL ? json_incref(new_value) : json_null(),
    };
}

/* True once the last day to apply has passed. */
static bool is_over(const struct call *c, struct date today, int minute)
{
    if (c->n_deadlines == 0)
        return false;
    int left = date_compare(c->deadlines[c->n_deadlines - 1], today);
    return left < 0 || (left == 0 && minute >= 0 && c->deadline_time >= 0 &&
                        minute > c->deadline_time);
}

enum call_status call_status_on(const struct call *c, struct date today,
                                int minute)
{
    if (!date_is_set(today))
        return c->status;
    if (c->closed_stated || is_over(c, today, minute))
        return CALL_CLOSED;
    if (date_is_set(c->opens))
        return date_compare(today, c->opens) < 0 ? CALL_FORTHCOMING : CALL_OPEN;
    if (c->n_deadlines == 0 || c->status == CALL_FORTHCOMING)
        return c->status;
    return CALL_OPEN;
}

struct date call_next_deadline(const struct call *c, struct date today)
{
    for (size_t i = 0; i < c->n_deadlines; i++)
        if (date_compare(c->deadlines[i], today) >= 0)
            return c->deadlines[i];
    return DATE_NONE;
}
