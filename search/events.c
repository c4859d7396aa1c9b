/* events.c - see events.h. */
#include "events.h"

#include "medel/hash.h"
#include "medel/i18n.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *field;
    enum event_kind kind;
} kinds[] = {
    {"deadlines", EVENT_DEADLINE},
    {"deadline_time", EVENT_DEADLINE},
    {"rolling", EVENT_DEADLINE},
    {"opens", EVENT_OPENS},
    {"award_floor", EVENT_SUM},
    {"award_ceiling", EVENT_SUM},
    {"total_budget", EVENT_SUM},
    {"funding_rate", EVENT_SUM},
    {"currency", EVENT_SUM},
    {"kind", EVENT_RULE},
    {"applicants", EVENT_RULE},
    {"excluded", EVENT_RULE},
    {"regions", EVENT_RULE},
    {"municipalities", EVENT_RULE},
    {"municipalities_out", EVENT_RULE},
    {"operating_years_min", EVENT_RULE},
    {"operating_years_max", EVENT_RULE},
    {"employees_min", EVENT_RULE},
    {"employees_max", EVENT_RULE},
    {"members_min", EVENT_RULE},
    {"members_max", EVENT_RULE},
    {"partners_min", EVENT_RULE},
    {"partners_max", EVENT_RULE},
    {"meetings", EVENT_MEETING},
    {"withdrawn", EVENT_WITHDRAWN},
    {"status", EVENT_OPENED},
};

const char *event_name(enum event_kind k)
{
    static const char *const names[EVENT_KINDS] = {
        "new",  "back",    "opened",  "deadline", "opens",     "sum",
        "rule", "meeting", "closing", "closed",   "withdrawn", "other"};
    return names[k];
}

const char *event_words(enum event_kind k)
{
    static const char *const words[EVENT_KINDS] = {
        [EVENT_NEW] = N_("new"),
        [EVENT_BACK] = N_("back on the site"),
        [EVENT_OPENED] = N_("open now"),
        [EVENT_DEADLINE] = N_("deadline changed"),
        [EVENT_OPENS] = N_("opening day changed"),
        [EVENT_SUM] = N_("sum changed"),
        [EVENT_RULE] = N_("rule changed"),
        [EVENT_MEETING] = N_("information meeting changed"),
        [EVENT_CLOSING] = N_("closes soon"),
        [EVENT_CLOSED] = N_("closed"),
        [EVENT_WITHDRAWN] = N_("gone from the site"),
        [EVENT_OTHER] = N_("otherwise changed"),
    };
    return _(words[k]);
}

enum event_kind event_of_field(const char *field)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].field, field) == 0)
            return kinds[i].kind;
    return EVENT_OTHER;
}

struct gathering {
    struct arena *mem;
    const struct history *h;
    const struct events_wanted *w;
    struct event *events;
    size_t n, cap;
};

static bool is_told(const struct gathering *g, const char *key)
{
    const struct events_wanted *w = g->w;
    return w->is_told != NULL && w->is_told(w->arg, g->h->call->id, key);
}

static struct event *add(struct gathering *g, enum event_kind kind,
                         const char *at, const char *field)
{
    g->events = arena_grow(g->mem, g->events, g->n, &g->cap, sizeof *g->events);
    struct event *x = &g->events[g->n++];
    *x = (struct event){.kind = kind, .at = at, .field = field};
    return x;
}

static void add_key(struct gathering *g, struct event *x, const char *key)
{
    const char **keys = arena_alloc(g->mem, (x->n_keys + 1) * sizeof *keys);
    for (size_t i = 0; i < x->n_keys; i++)
        keys[i] = x->keys[i];
    keys[x->n_keys++] = key;
    x->keys = keys;
}

static struct date day_of(const char *moment)
{
    int64_t at = 0;
    return moment != NULL && date_parse_rfc3339(moment, &at)
               ? date_at(at, NULL, NULL)
               : DATE_NONE;
}

static bool is_within(const struct gathering *g, struct date d)
{
    return date_is_set(d) && date_compare(d, g->w->since) >= 0;
}

/* --- what the record's list of changes tells ----------------------------- */

/* The version that stood until the moment AT, or that began then. */
static const struct call *version_at(const struct history *h, const char *at,
                                     bool after)
{
    int64_t moment = 0;
    if (!date_parse_rfc3339(at, &moment))
        return NULL;
    for (size_t k = 0; k < h->n; k++) {
        size_t i = after ? h->n - 1 - k : k;
        if (h->versions[i].until == moment)
            return after ? history_next(h, i) : h->versions[i].call;
    }
    return NULL;
}

/* With what came of it: two changes of a field may bear one moment. */
static const char *change_key(struct gathering *g, const struct call_change *c)
{
    char *value = json_dumps(c->new_value, JSON_ENCODE_ANY | CALL_JSON_FLAGS);
    uint64_t hash = value != NULL ? hash_u64(value, strlen(value)) : 0;
    free(value);
    return arena_printf(g->mem, "%s %s %016llx", c->at, c->field,
                        (unsigned long long)hash);
}

/* The field's event so far, or NULL. */
static struct event *find(struct gathering *g, const char *field)
{
    for (size_t i = 0; i < g->n; i++)
        if (g->events[i].field != NULL &&
            strcmp(g->events[i].field, field) == 0)
            return &g->events[i];
    return NULL;
}

static void take_change(struct gathering *g, const struct call_change *c)
{
    if (c->at == NULL || c->field == NULL || !is_within(g, day_of(c->at)))
        return;
    const char *key = change_key(g, c);
    if (is_told(g, key))
        return;
    struct event *x = find(g, c->field);
    if (x == NULL) {
        x = add(g, event_of_field(c->field), c->at, c->field);
        x->old_value = c->old_value;
        x->before = version_at(g->h, c->at, false);
    }
    x->at = c->at;
    x->new_value = c->new_value;
    x->after = version_at(g->h, c->at, true);
    add_key(g, x, key);
}

/* The days of a list that are not before the day of MOMENT. */
static json_t *to_come(const json_t *days, const char *moment)
{
    char iso[DATE_ISO_SIZE];
    json_t *left = json_array(), *item;
    size_t i;
    date_format_iso(day_of(moment), iso);
    json_array_foreach(days, i, item)
    {
        if (json_is_string(item) && strcmp(json_string_value(item), iso) >= 0)
            json_array_append(left, item);
    }
    return left;
}

static bool same_days_to_come(const struct event *x)
{
    json_t *a = to_come(x->old_value, x->at);
    json_t *b = to_come(x->new_value, x->at);
    bool same = json_equal(a, b);
    json_decref(a);
    json_decref(b);
    return same;
}

static bool any_of(const struct gathering *g, enum event_kind kind)
{
    for (size_t i = 0; i < g->n; i++)
        if (g->events[i].kind == kind)
            return true;
    return false;
}

/* The code of a status in words: a call that opened, or that was closed. */
static enum event_kind status_kind(const struct event *x)
{
    const char *is = json_string_value(x->new_value);
    if (is != NULL && strcmp(is, code_name(CODE_STATUS, CALL_OPEN)) == 0)
        return EVENT_OPENED;
    if (is != NULL && strcmp(is, code_name(CODE_STATUS, CALL_CLOSED)) == 0)
        return EVENT_CLOSED;
    return EVENT_OTHER;
}

/* True for what is no event after all. */
static bool is_none(const struct gathering *g, const struct event *x)
{
    if (x->field == NULL)
        return false;
    if (json_equal(x->old_value, x->new_value))
        return true;
    if (strcmp(x->field, "deadlines") == 0 || strcmp(x->field, "meetings") == 0)
        return same_days_to_come(x);
    if (strcmp(x->field, "status") == 0)
        return any_of(g, EVENT_DEADLINE) || any_of(g, EVENT_OPENS) ||
               x->kind == EVENT_OTHER;
    if (strcmp(x->field, "currency") == 0)
        return json_is_null(x->old_value) || json_is_null(x->new_value);
    return x->kind == EVENT_OTHER && !g->w->others;
}

static void drop_none(struct gathering *g)
{
    for (size_t pass = 0; pass < 2; pass++) {
        size_t kept = 0;
        for (size_t i = 0; i < g->n; i++) {
            struct event x = g->events[i];
            /* What a status follows from is judged before it. */
            bool late = x.field != NULL && strcmp(x.field, "status") == 0;
            if ((pass == 0 && late) || !is_none(g, &x))
                g->events[kept++] = x;
        }
        g->n = kept;
    }
}

static void take_changes(struct gathering *g)
{
    const struct call *c = g->h->call;
    for (size_t i = 0; i < c->n_changed; i++)
        take_change(g, &c->changed[i]);
    for (size_t i = 0; i < g->n; i++) {
        struct event *x = &g->events[i];
        if (strcmp(x->field, "status") == 0)
            x->kind = status_kind(x);
        if (x->kind == EVENT_WITHDRAWN && json_is_null(x->new_value))
            x->kind = EVENT_BACK;
    }
    drop_none(g);
}

/* --- what the calendar tells --------------------------------------------- */

static void take_opening(struct gathering *g)
{
    const struct call *c = g->h->call;
    char day[DATE_ISO_SIZE];
    if (!is_within(g, c->opens) || date_compare(c->opens, g->w->today) > 0 ||
        call_status_on(c, g->w->today, -1) != CALL_OPEN ||
        any_of(g, EVENT_OPENED))
        return;
    const char *key =
        arena_printf(g->mem, "opened %s", date_format_iso(c->opens, day));
    if (is_told(g, key))
        return;
    struct event *x = add(g, EVENT_OPENED, arena_strdup(g->mem, day), "opens");
    x->after = c;
    add_key(g, x, key);
}

static void take_closing(struct gathering *g)
{
    const struct call *c = g->h->call;
    struct date next = call_next_deadline(c, g->w->today);
    char day[DATE_ISO_SIZE];
    if (!date_is_set(next) || g->w->closing_days < 0 ||
        call_status_on(c, g->w->today, -1) == CALL_CLOSED ||
        date_to_days(next) - date_to_days(g->w->today) > g->w->closing_days)
        return;
    const char *key =
        arena_printf(g->mem, "closing %s", date_format_iso(next, day));
    if (is_told(g, key))
        return;
    struct event *x =
        add(g, EVENT_CLOSING, arena_strdup(g->mem, day), "deadlines");
    x->after = c;
    add_key(g, x, key);
}

static bool is_new(const struct gathering *g)
{
    return is_within(g, day_of(g->h->call->first_seen)) && !is_told(g, "new");
}

/* A call that is new, in the place of all else that would be told of it. */
static void tell_as_new(struct gathering *g)
{
    const struct call *c = g->h->call;
    size_t n = g->n;
    struct event *others = g->events;
    g->events = NULL;
    g->n = g->cap = 0;
    struct event *x = add(g, EVENT_NEW, c->first_seen, NULL);
    x->after = c;
    add_key(g, x, "new");
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < others[i].n_keys; k++)
            add_key(g, x, others[i].keys[k]);
}

/* --- the whole ----------------------------------------------------------- */

static int by_kind(const void *a, const void *b)
{
    const struct event *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return strcmp(x->field != NULL ? x->field : "",
                  y->field != NULL ? y->field : "");
}

size_t events_of(struct arena *mem, const struct history *h,
                 const struct events_wanted *w, struct event **ret)
{
    struct gathering g = {.mem = mem, .h = h, .w = w};
    take_changes(&g);
    if (h->call->withdrawn == NULL) {
        take_opening(&g);
        take_closing(&g);
    }
    if (is_new(&g) && h->call->withdrawn != NULL)
        g.n = 0; /* it came and went */
    else if (is_new(&g))
        tell_as_new(&g);
    if (g.n > 1)
        qsort(g.events, g.n, sizeof *g.events, by_kind);
    *ret = g.events;
    return g.n;
}
