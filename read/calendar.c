/* calendar.c - see calendar.h. */
#include "calendar.h"

#include "context.h"
#include "dates.h"

#include "medel/caps.h"

#include <string.h>
#include <strings.h>

#define ENTRIES_MIN 2 /* one is of news, or a hint at another call */
#define CARD_BLOCKS 6 /* under a heading; more are a text */
#define NAME_MIN 4    /* bytes */
#define NAME_MAX 120

/* The units of one name, in reading order. */
struct group {
    const char *url, *name;
    size_t *units, n, cap;
};

struct groups {
    const struct reader *r;
    struct group items[CAP_ENTRIES_PER_PAGE];
    size_t n;
    bool *grouped; /* by unit */
};

/* The one address that the blocks of the units [FROM, TO) lead to; NULL where
 * there is none, or are several. */
static const char *only_link(const struct reader *r, size_t from, size_t to)
{
    const char *href = NULL;
    for (size_t i = from; i < to; i++) {
        const struct block *b = r->text->units[i].block;
        for (size_t k = 0; b != NULL && k < b->n_links; k++) {
            if (href != NULL && strcmp(href, b->hrefs[k]) != 0)
                return NULL;
            href = b->hrefs[k];
        }
    }
    return href;
}

/* Where the page's links of the words NAME lead; NULL where to several, or
 * nowhere. A pair's label does not tell its own. */
static const char *link_named(const struct reader *r, const char *name)
{
    const struct doc *d = r->text->doc;
    const char *href = NULL;
    for (size_t i = 0; i < d->n_links; i++) {
        const struct doc_link *l = &d->links[i];
        if (l->place != PLACE_MAIN || l->text == NULL ||
            strcasecmp(l->text, name) != 0)
            continue;
        if (href != NULL && strcmp(href, l->href) != 0)
            return NULL;
        href = l->href;
    }
    return href;
}

static const char *link_text(const struct reader *r, const struct block *b)
{
    const struct span *s = b->links;
    return b->n_links > 0
               ? arena_strndup(r->mem, b->text + s->from, s->to - s->from)
               : NULL;
}

/* Four digits together, or more: "2027", "20270118". */
static bool has_year(const char *s)
{
    size_t n = 0;
    for (; *s != '\0' && n < 4; s++)
        n = *s >= '0' && *s <= '9' ? n + 1 : 0;
    return n == 4;
}

/* A day, or a sentence, names nothing. */
static bool is_name(const char *s)
{
    size_t n = s != NULL ? strlen(s) : 0;
    return n >= NAME_MIN && n <= NAME_MAX && s[strcspn(s, ".?!")] == '\0';
}

/* May U say when? Days that come every year are no days of a round. */
static bool may_tell(const struct unit *u)
{
    return has_year(u->text) || unit_has_cue(u, CUE_ROLLING);
}

static struct group *group_of(struct groups *g, const char *url,
                              const char *name)
{
    for (size_t i = 0; i < g->n; i++) {
        const struct group *x = &g->items[i];
        bool same = url != NULL && x->url != NULL
                        ? strcmp(x->url, url) == 0
                        : x->url == url && strcasecmp(x->name, name) == 0;
        if (same)
            return &g->items[i];
    }
    if (g->n == CAP_ENTRIES_PER_PAGE)
        return NULL;
    g->items[g->n] = (struct group){.url = url, .name = name};
    return &g->items[g->n++];
}

/* May any of the units [FROM, TO) say when? */
static bool may_any_tell(const struct groups *g, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (may_tell(&g->r->text->units[i]))
            return true;
    return false;
}

/* The units [FROM, TO) tell of NAME. */
static void add(struct groups *g, const char *url, const char *name,
                size_t from, size_t to)
{
    if (!is_name(name))
        return;
    struct group *x = group_of(g, url, name);
    for (size_t i = from; x != NULL && i < to; i++) {
        x->units =
            arena_grow(g->r->mem, x->units, x->n, &x->cap, sizeof *x->units);
        x->units[x->n++] = i;
        g->grouped[i] = true;
    }
}

/* "Levande byar | 18 januari 2027": the units [FROM, TO) of a row, whose first
 * cell is a name; or "Levande byar: senast den 18 januari". */
static void add_row(struct groups *g, size_t from, size_t to)
{
    const struct unit *u = g->r->text->units;
    const struct block *first = u[from].block;
    size_t next = from;
    while (next < to && u[next].block == first)
        next++;
    if (next < to) {
        const char *linked = link_text(g->r, first);
        add(g, only_link(g->r, from, to), linked != NULL ? linked : first->text,
            next, to);
    } else if (first->label != NULL && u[from].label == LABEL_NONE) {
        add(g, link_named(g->r, first->label), first->label, from, to);
    }
}

/* "<a>Levande byar</a>: senast den 18 januari" */
static void add_line(struct groups *g, size_t from, size_t to)
{
    const struct block *b = g->r->text->units[from].block;
    const char *url = only_link(g->r, from, to);
    if (url != NULL && b->links[0].from == 0)
        add(g, url, link_text(g->r, b), from, to);
}

/* What stands under a heading that names it, and leads to its page: FROM is the
 * heading. Returns where it ends; FROM where it is no such. */
static size_t add_card(struct groups *g, size_t from)
{
    const struct page_text *t = g->r->text;
    const struct block *head = t->units[from].block;
    size_t to = from + 1, blocks = 0;
    for (; to < t->n && !t->units[to].is_heading; to++) {
        blocks += t->units[to].block != t->units[to - 1].block;
        if (t->units[to].block->table >= 0)
            return from;
    }
    const char *url = only_link(g->r, from, to);
    if (url == NULL || blocks > CARD_BLOCKS || !may_any_tell(g, from + 1, to))
        return from;
    add(g, url, head->text, from + 1, to);
    return to;
}

static void find_groups(struct groups *g)
{
    const struct page_text *t = g->r->text;
    for (size_t i = 0; i < t->n;) {
        const struct unit *u = &t->units[i];
        size_t to = i + 1;
        if (u->block == NULL || u->is_title) {
            i++;
            continue;
        }
        if (u->is_heading) {
            size_t end = add_card(g, i);
            i = end > i ? end : i + 1;
            continue;
        }
        const struct block *b = u->block;
        bool table = b->table >= 0;
        while (to < t->n && t->units[to].block != NULL &&
               (t->units[to].block == b ||
                (table && t->units[to].block->table == b->table &&
                 t->units[to].block->row == b->row)))
            to++;
        if (may_any_tell(g, i, to)) {
            if (table || b->kind == BLOCK_PAIR)
                add_row(g, i, to);
            else
                add_line(g, i, to);
        }
        i = to;
    }
}

/* A reader of some of R's units, which fills a record of its own. */
static struct reader sub_reader(const struct reader *r, const size_t *units,
                                size_t n)
{
    struct reader sub = *r;
    sub.notes = NULL;
    sub.n_notes = sub.cap_notes = 0;
    sub.text = arena_alloc(r->mem, sizeof *sub.text);
    *sub.text = *r->text;
    sub.text->units = arena_alloc(r->mem, (n + 1) * sizeof *sub.text->units);
    for (size_t i = 0; i < n; i++) {
        sub.text->units[i] = r->text->units[units[i]];
        sub.text->units[i].under = 0;
    }
    sub.text->n = n;
    sub.call = call_new();
    sub.call->language = r->call->language;
    read_timing(&sub);
    read_state(&sub);
    return sub;
}

/* "Ansökan ska vara inne före midnatt den dag som är sista dag": is the hour of
 * C that of all days, and of none that the page tells? */
static bool is_of_all(const struct reader *r, const struct call *c)
{
    const char *s = c->evidence[FIELD_DEADLINE_TIME].text;
    struct unit u;
    size_t n;
    if (c->deadline_time < 0 || c->n_deadlines > 0 || s == NULL)
        return false;
    text_unit(r->mem, r->vocab, s, &u);
    dates_find(r->mem, &u, &n);
    return n == 0;
}

/* The hour that the page gives for all last days. */
static void read_common_hour(const struct groups *g, struct page_reading *p)
{
    const struct page_text *t = g->r->text;
    size_t *rest = arena_alloc(g->r->mem, (t->n + 1) * sizeof *rest), n = 0;
    for (size_t i = 0; i < t->n; i++)
        if (!g->grouped[i])
            rest[n++] = i;
    struct reader sub = sub_reader(g->r, rest, n);
    size_t told = is_of_all(&sub, sub.call) ? p->n_entries : 0;
    for (size_t i = 0; i < told; i++) {
        struct call *c = p->entries[i].call;
        if (c->deadline_time >= 0 || c->n_deadlines == 0)
            continue;
        const struct call_evidence *e =
            &sub.call->evidence[FIELD_DEADLINE_TIME];
        c->deadline_time = sub.call->deadline_time;
        call_set_evidence(c, FIELD_DEADLINE_TIME, e->text, strlen(e->text),
                          NULL, e->confidence);
    }
    call_free(sub.call);
}

/* "Den 20 januari kl. 17.30 ses vi ...", beside the last day: an hour counts
 * that stands with it. */
static void keep_hour_of_day(struct call *c)
{
    const struct call_evidence *day = &c->evidence[FIELD_DEADLINES],
                               *hour = &c->evidence[FIELD_DEADLINE_TIME];
    if (day->text != NULL && hour->text != NULL &&
        strcmp(day->text, hour->text) == 0)
        return;
    c->deadline_time = -1;
    c->evidence[FIELD_DEADLINE_TIME] = (struct call_evidence){0};
}

void read_calendar(const struct reader *r, struct page_reading *p)
{
    struct groups *g = arena_alloc(r->mem, sizeof *g);
    *g = (struct groups){.r = r};
    g->grouped = arena_alloc(r->mem, r->text->n + 1);
    find_groups(g);
    if (g->n < ENTRIES_MIN)
        return; /* as most pages: nothing is read twice for them */
    p->entries = arena_alloc(r->mem, (g->n + 1) * sizeof *p->entries);
    for (size_t i = 0; i < g->n; i++) {
        const struct group *x = &g->items[i];
        struct reader sub = sub_reader(r, x->units, x->n);
        const struct call *c = sub.call;
        keep_hour_of_day(sub.call);
        if (c->n_deadlines > 0 || c->rolling || date_is_set(c->opens))
            p->entries[p->n_entries++] =
                (struct page_entry){x->url, x->name, sub.call};
        else
            call_free(sub.call);
    }
    if (p->n_entries < ENTRIES_MIN) {
        for (size_t i = 0; i < p->n_entries; i++)
            call_free(p->entries[i].call);
        p->n_entries = 0;
        return;
    }
    read_common_hour(g, p);
}
