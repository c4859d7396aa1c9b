/*
 * root.c - the element that holds the page's main text.
 *
 * <main> or role=main, a single article, an element named so, or else the
 * smallest element that holds most of the page's prose.
 */
#include "root.h"
#include "hints.h"

#include <string.h>

#define PROSE_LITTLE ROOT_PROSE_LITTLE

struct search {
    struct node *body;
    uint32_t prose, title;
};

static bool better(const struct node *a, const struct node *b)
{
    return b == NULL || a->prose > b->prose ||
           (a->prose == b->prose && a->text_len > b->text_len);
}

static struct node *root_by_tag(const struct search *p)
{
    struct node *best = NULL;
    for (struct node *n = p->body; n != NULL; n = dom_next(p->body, n))
        if ((n->tag == TidyTag_MAIN || dom_role(n, "main")) && better(n, best))
            best = n;
    if (best == NULL || best->text_len < 40)
        return NULL;
    return best->prose * 10 >= p->prose * 3 || best->has_h1 ||
                   p->prose < PROSE_LITTLE
               ? best
               : NULL;
}

static struct node *root_by_article(const struct search *p)
{
    struct node *best = NULL;
    for (struct node *n = p->body; n != NULL; n = dom_next(p->body, n))
        if (n->tag == TidyTag_ARTICLE && n->prose * 10 > p->prose * 6 &&
            p->prose >= PROSE_LITTLE && better(n, best))
            best = n;
    return best;
}

static struct node *root_by_name(const struct search *p)
{
    struct node *best = NULL;
    for (struct node *n = p->body->first; n != NULL; n = dom_next(p->body, n))
        if ((n->flags & NODE_HAS_BLOCK) != 0 && hint_is_content(n) &&
            n->prose * 10 >= p->prose * 7 && p->prose >= PROSE_LITTLE &&
            (n->has_h1 || !p->body->has_h1))
            best = n; /* the innermost: it comes last */
    return best;
}

static bool is_container(const struct node *n)
{
    switch (n->tag) {
    case TidyTag_DIV:
    case TidyTag_SECTION:
    case TidyTag_ARTICLE:
    case TidyTag_TABLE:
    case TidyTag_TBODY:
    case TidyTag_TR:
    case TidyTag_TD:
    case TidyTag_CENTER:
    case TidyTag_FIELDSET:
    case TidyTag_SPAN:
    case TidyTag_FONT:
        return (n->flags & NODE_HAS_BLOCK) != 0;
    default:
        return false;
    }
}

/* Are there parts beside N that are set like it and hold text, too? */
static bool is_one_of_series(const struct node *n)
{
    if (*n->hints == '\0')
        return false;
    for (const struct node *s = n->parent->first; s != NULL; s = s->next)
        if (s != n && (s->flags & NODE_GONE) == 0 && s->tag == n->tag &&
            s->prose != 0 && strcmp(s->hints, n->hints) == 0)
            return true;
    return false;
}

/* A row of a layout table that is set in plain lines: the site's name above
 * its pages, or its address below them. */
static bool is_plain_row(const struct node *row)
{
    for (const struct node *n = row->first; n != NULL; n = dom_next(row, n))
        if (n->tag == TidyTag_P || n->tag == TidyTag_LI ||
            n->tag == TidyTag_DT || n->tag == TidyTag_DD ||
            (n->heading != 0 && n->tag != TidyTag_FONT))
            return false;
    return true;
}

/* The row of the layout table TABLE that has the page's h1, where no other has
 * more than plain lines; or NULL. */
static struct node *only_row(const struct node *table)
{
    struct node *row = NULL;
    if (table->tag != TidyTag_TABLE && table->tag != TidyTag_TBODY)
        return NULL;
    for (struct node *s = table->first; s != NULL; s = s->next) {
        if ((s->flags & NODE_GONE) != 0)
            continue;
        if (s->tag == TidyTag_TR && s->has_h1)
            row = s;
        else if (s->tag != TidyTag_TR || !is_plain_row(s))
            return NULL;
    }
    return row;
}

/* Down from the body, as long as one child holds nearly all prose and no
 * heading stands beside it. */
static struct node *root_by_prose(const struct search *p)
{
    struct node *at = p->body;
    for (;;) {
        bool headed = at->has_h1 && at->major != NULL && !at->major->has_h1 &&
                      at->major->order < p->title;
        for (struct node *c = at->first; c != NULL; c = c->next)
            headed = headed || ((c->flags & NODE_GONE) == 0 &&
                                c->heading != 0 && c->text_len != 0);
        struct node *most = only_row(at);
        if (most != NULL) {
            at = most;
            continue;
        }
        most = at->major;
        if (most == NULL || headed || !is_container(most) ||
            most->prose < PROSE_LITTLE || most->prose * 4 < at->prose * 3 ||
            is_one_of_series(most))
            return at;
        at = most;
    }
}

struct node *root_find(struct node *body, uint32_t prose, uint32_t title,
                       bool *said)
{
    const struct search p = {.body = body, .prose = prose, .title = title};
    struct node *r = root_by_tag(&p);
    *said = r != NULL;
    if (r == NULL)
        r = root_by_article(&p);
    if (r == NULL)
        r = root_by_name(&p);
    return r != NULL ? r : root_by_prose(&p);
}
