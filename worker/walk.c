/*
 * walk.c - through the classified tree in reading order; see emit.h.
 */
#include "emit.h"
#include "medel/caps.h"

#include <string.h>

#define EXPANDER_BYTES 140
#define PANELS_MAX 40

/* --- adding blocks ------------------------------------------------------- */

static const char *slice(struct arena *mem, const char *s, size_t from,
                         size_t to)
{
    if (from == to)
        return ""; /* S may be NULL */
    char *p = arena_strndup(mem, s + from, to - from);
    for (size_t i = 0; i < to - from; i++)
        if (p[i] == '\n')
            p[i] = ' ';
    return p;
}

static void take_links(struct emit *em, struct block *b, const struct run *r,
                       size_t from, size_t to)
{
    size_t cap = 0, cap_href = 0;
    for (size_t i = run_first(&r->links, from);
         i < r->links.n && r->links.items[i].from < to; i++) {
        size_t f = r->links.items[i].from, t = r->links.items[i].to;
        f = f < from ? from : f;
        t = t > to ? to : t;
        b->links =
            arena_grow(em->mem, b->links, b->n_links, &cap, sizeof *b->links);
        b->hrefs = arena_grow(em->mem, (void *)b->hrefs, b->n_links, &cap_href,
                              sizeof *b->hrefs);
        b->links[b->n_links] = (struct span){f - from, t - from};
        b->hrefs[b->n_links++] = r->links.items[i].href;
    }
}

/* Times and struck text that stand in [from, to], or in a pair's label. */
static void take_notes(struct emit *em, struct block *b, const struct run *r,
                       size_t from, size_t to)
{
    size_t cap = 0;
    for (size_t i = run_first_note(&r->times, from);
         i < r->times.n && r->times.items[i].at <= to; i++) {
        b->times = arena_grow(em->mem, (void *)b->times, b->n_times, &cap,
                              sizeof *b->times);
        b->times[b->n_times++] = r->times.items[i].s;
    }
    for (size_t i = run_first_note(&r->struck, from);
         i < r->struck.n && r->struck.items[i].at <= to; i++) {
        const char *s = r->struck.items[i].s;
        b->struck = b->struck == NULL
                        ? s
                        : arena_printf(em->mem, "%s; %s", b->struck, s);
    }
}

static struct block *new_block(struct emit *em)
{
    struct doc *d = em->doc;
    size_t cap = d->cap_blocks;
    if (d->n_blocks >= CAP_PAGE_BLOCKS || em->bytes >= CAP_BLOCK_BYTES)
        return NULL;
    d->blocks = arena_grow(em->mem, d->blocks, d->n_blocks, &d->cap_blocks,
                           sizeof *d->blocks);
    em->hints =
        arena_grow(em->mem, em->hints, d->n_blocks, &cap, sizeof *em->hints);
    em->hints[d->n_blocks] = (struct hint_of_block){0};
    struct block *b = &d->blocks[d->n_blocks++];
    *b = (struct block){.table = -1};
    return b;
}

#define CAPTION_LEVELS 4 /* of elements in a caption */

static bool in_caption(const struct node *n)
{
    for (int i = 0; i < CAPTION_LEVELS && n != NULL; i++, n = n->parent)
        if (n->tag == TidyTag_FIGCAPTION)
            return true;
    return false;
}

struct block *emit_block(struct emit *em, enum block_kind kind,
                         const struct run *r, size_t from, size_t to,
                         const struct node *at)
{
    struct block *b = new_block(em);
    if (b == NULL)
        return NULL;
    if (r->text.len != 0)
        text_trim(r->text.s, &from, &to);
    b->kind = kind;
    b->text = r->text.len != 0 ? slice(em->mem, r->text.s, from, to) : "";
    b->place = at->place;
    b->main = at->main;
    b->fact = at->fact;
    b->caption = in_caption(at);
    take_links(em, b, r, from, to);
    take_notes(em, b, r, from, to);
    em->bytes += to - from;
    struct hint_of_block *h = &em->hints[em->doc->n_blocks - 1];
    h->link_bytes = run_link_bytes(r, from, to);
    h->at = at;
    return b;
}

struct block *emit_pair(struct emit *em, const char *label, size_t label_len,
                        const struct run *r, size_t from, size_t to,
                        const struct node *at)
{
    size_t lf = 0;
    text_trim(label, &lf, &label_len);
    while (label_len > lf && strchr(": ", label[label_len - 1]) != NULL)
        label_len--;
    const char *copy = slice(em->mem, label, lf, label_len);
    struct block *b = emit_block(em, BLOCK_PAIR, r, from, to, at);
    if (b != NULL)
        b->label = copy;
    return b;
}

void emit_heading(struct emit *em, const struct run *r, int level,
                  const struct node *at)
{
    if (run_empty(r))
        return;
    struct block *b = emit_block(em, BLOCK_HEADING, r, 0, r->text.len, at);
    if (b != NULL)
        b->level = level;
}

static void begin_run(const struct emit *em, struct run *r)
{
    run_init(r, em->mem);
    r->href = em->href;
    r->flags = em->flags;
}

void emit_flatten(struct emit *em, const struct node *n, struct run *r)
{
    begin_run(em, r);
    r->flat = true;
    r->apart = false;
    for (const struct node *c = n->first; c != NULL; c = c->next)
        run_add(r, c);
    size_t from = 0;
    if (r->text.len != 0) {
        text_trim(r->text.s, &from, &r->text.len);
        r->text.s[r->text.len] = '\0';
    }
}

/* --- the walk ------------------------------------------------------------ */

static void walk_element(struct emit *em, const struct node *n,
                         enum block_kind kind);

bool emit_is_expander(const struct node *n)
{
    static const char *const what[] = {"accordion",  "collapse", "collapsible",
                                       "faq",        "dragspel", "expand",
                                       "expandable", "toggle"};
    static const char *const part[] = {"header",   "heading", "title",
                                       "question", "rubrik",  "trigger",
                                       "button",   "fraga",   "head"};
    if (n->text_len == 0 || n->text_len > EXPANDER_BYTES || n->n_links > 1)
        return false;
    if ((n->flags & NODE_EXPANDER) != 0 &&
        (n->tag == TidyTag_BUTTON || dom_role(n, "button") ||
         dom_role(n, "tab")))
        return true;
    if ((n->flags & NODE_BLOCK) == 0 || *n->hints == '\0')
        return false;
    bool is = false;
    for (size_t i = 0; i < sizeof what / sizeof *what; i++)
        is = is || dom_hint(n, what[i]);
    if (!is)
        return false;
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        if (dom_hint(n, part[i]))
            return true;
    return false;
}

static void flush(struct emit *em, struct run *r, enum block_kind kind,
                  const struct node *at)
{
    if (!run_empty(r))
        emit_run(em, r, kind, at);
    begin_run(em, r);
}

void emit_children(struct emit *em, const struct node *n, enum block_kind kind)
{
    struct run r;
    begin_run(em, &r);
    r.keep_lines = n->tag == TidyTag_PRE;
    for (const struct node *c = n->first; c != NULL; c = c->next) {
        if ((c->flags & NODE_GONE) != 0)
            continue;
        bool block = (c->flags & (NODE_BLOCK | NODE_HAS_BLOCK)) != 0 ||
                     (c->tag == TidyTag_BUTTON && emit_is_expander(c));
        if (!block) {
            run_add(&r, c);
            continue;
        }
        flush(em, &r, kind, n);
        walk_element(em, c, kind);
        r.keep_lines = n->tag == TidyTag_PRE;
    }
    flush(em, &r, kind, n);
}

/* An inline element round blocks: its link or type goes for all of them. */
static void walk_inline(struct emit *em, const struct node *n,
                        enum block_kind kind)
{
    const char *href = em->href;
    unsigned flags = em->flags;
    if ((n->flags & NODE_LINK) != 0)
        em->href = n->a->href;
    em->flags |= n->flags & (NODE_BOLD | NODE_LARGE);
    if ((n->flags & NODE_STRUCK) == 0) {
        emit_children(em, n, kind);
    } else {
        struct run r;
        begin_run(em, &r);
        run_add(&r, n);
        flush(em, &r, kind, n);
    }
    em->href = href;
    em->flags = flags;
}

static void walk_heading(struct emit *em, const struct node *n, int level)
{
    struct run r;
    emit_flatten(em, n, &r);
    emit_heading(em, &r, level, n);
}

static int below(const struct emit *em)
{
    return em->level >= 6 ? 6 : em->level + 1;
}

/* The tab that shows this panel heads it: the tabs themselves stand in a row
 * that is taken for a menu. */
static void walk_tab(struct emit *em, const struct node *panel)
{
    const char *id = panel->a->labelledby;
    if (id == NULL || !dom_role(panel, "tabpanel") || panel->main < 0.5 ||
        em->panels++ >= PANELS_MAX)
        return;
    for (const struct node *n = em->body; n != NULL;
         n = dom_next(em->body, n)) {
        if (n->a->id == NULL || strcmp(n->a->id, id) != 0)
            continue;
        struct run r;
        emit_flatten(em, n, &r);
        if (n->main < 0.5)
            emit_heading(em, &r, below(em), panel);
        return;
    }
}

/* An element that cannot be part of a run of text. */
static void walk_element(struct emit *em, const struct node *n,
                         enum block_kind kind)
{
    if (n->heading != 0) {
        em->level = n->heading;
        walk_heading(em, n, n->heading);
        return;
    }
    if (n->tag == TidyTag_SUMMARY || emit_is_expander(n)) {
        walk_heading(em, n, below(em));
        return;
    }
    walk_tab(em, n);
    switch (n->tag) {
    case TidyTag_DL:
        emit_terms(em, n);
        return;
    case TidyTag_TABLE:
        emit_table(em, n);
        return;
    case TidyTag_CAPTION:
        walk_heading(em, n, below(em));
        return;
    case TidyTag_LI:
    case TidyTag_DD:
        kind = BLOCK_ITEM;
        break;
    case TidyTag_UL:
    case TidyTag_OL:
        emit_children(em, n, BLOCK_ITEM);
        return;
    default:
        break;
    }
    if ((n->flags & NODE_BLOCK) == 0)
        walk_inline(em, n, kind);
    else if (!emit_labelled(em, n))
        emit_children(em, n, kind);
}

/* A bold line is a heading where text follows that is none. */
static void promote_bold_lines(struct emit *em)
{
    struct doc *d = em->doc;
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct hint_of_block *h = &em->hints[i];
        struct block *b = &d->blocks[i];
        if (!h->bold_line || h->link_bytes * 10 > strlen(b->text) * 8)
            continue;
        size_t j = i + 1;
        while (j < d->n_blocks && j < i + 3 &&
               (em->hints[j].bold_line || d->blocks[j].kind == BLOCK_HEADING))
            j++;
        bool heads =
            j < d->n_blocks && j < i + 3 && d->blocks[j].place == b->place;
        if (heads) {
            b->kind = BLOCK_HEADING;
            b->level = h->large ? 5 : 6;
        }
    }
}

void emit_page(struct emit *em, const struct node *body)
{
    em->level = 1;
    em->body = body;
    emit_children(em, body, BLOCK_PARAGRAPH);
    promote_bold_lines(em);
}
