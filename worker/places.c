/*
 * places.c - which parts of the page are its main text.
 *
 * First the root of the main text is found (root.c). Then every element gets a
 * place and a likelihood, from the top down: its tag and role, the words of its
 * class and id, the share of link text, its neighbours. Names are doubted where
 * they contradict what the element holds: pages do call their main column
 * "meny".
 */
#include "places.h"
#include "emit.h"
#include "hints.h"
#include "root.h"

#include <string.h>
#include <strings.h>

#define MAIN_LIKELY 0.9
#define FACTS_LIKELY 0.7
#define PROSE_LITTLE ROOT_PROSE_LITTLE
#define LEAD_BYTES 40
#define LINK_TOLD 200    /* more bytes a link are not its explanation */
#define FACTS_BYTES 2400 /* a larger part is no fact box */

struct places {
    struct arena *mem;
    struct node *body, *root;
    bool said;      /* the page itself says where its main text is */
    uint32_t prose; /* of the page */
    bool past_root; /* in document order */
    uint32_t title; /* where the first h1 stands, 0: nowhere */
};

struct verdict {
    enum block_place place;
    double main;
};

static double link_density(const struct node *n)
{
    return n->text_len != 0 ? (double)n->link_len / n->text_len : 0;
}

static bool contains(const struct node *n, const struct node *inner)
{
    while (inner != NULL && inner != n)
        inner = inner->parent;
    return inner == n;
}

/* --- fact boxes ---------------------------------------------------------- */

/* Is N named a fact box, or the one part that it holds? */
static bool is_named_facts(const struct node *n)
{
    const struct node *only = NULL;
    for (const struct node *c = n->first; c != NULL; c = c->next) {
        if ((c->flags & NODE_GONE) != 0 || c->text_len == 0)
            continue;
        if (only != NULL)
            return hint_is_facts(n);
        only = c;
    }
    return hint_is_facts(n) || (only != NULL && hint_is_facts(only));
}

/* A small part with dates or sums, and not a list of links to other calls. */
static bool states_facts(const struct places *p, const struct node *n)
{
    if (!n->has_digit || n->text_len > FACTS_BYTES || link_density(n) > 0.4)
        return false;
    const char *s = dom_text(p->mem, n);
    size_t facts = facts_in(s, strlen(s));
    return facts != 0 &&
           (n->n_links < 2 || n->n_links <= facts / 2 || is_named_facts(n));
}

/* Does N begin with a heading such as "Relaterat"? */
static bool is_headed_related(const struct places *p, const struct node *n)
{
    const struct node *c = dom_next(n, n);
    while (c != NULL && c->heading == 0 &&
           ((c->flags & NODE_TEXT) == 0 || c->text_len == 0))
        c = dom_next(n, c);
    if (c == NULL || c->heading == 0)
        return n->a->label != NULL &&
               phrase_is_related(n->a->label, strlen(n->a->label));
    const char *s = dom_text(p->mem, c);
    return phrase_is_related(s, strlen(s));
}

static struct verdict aside(const struct places *p, const struct node *n)
{
    if (is_headed_related(p, n))
        return (struct verdict){PLACE_RELATED, 0.1};
    if (states_facts(p, n))
        return (struct verdict){PLACE_ASIDE, FACTS_LIKELY};
    if (link_density(n) > 0.6)
        return (struct verdict){PLACE_RELATED, 0.15};
    return (struct verdict){PLACE_ASIDE, hint_is_facts(n) ? 0.55 : 0.35};
}

/* --- verdicts ------------------------------------------------------------ */

static bool is_aside(const struct node *n)
{
    return n->tag == TidyTag_ASIDE || dom_role(n, "complementary");
}

/* The part holds so much of the page that no name makes it boilerplate. What
 * the page itself calls an aside must be nearly all there is. */
static bool is_the_page(const struct places *p, const struct node *n,
                        bool in_root)
{
    if (is_aside(n) && !n->has_h1 && n->prose * 10 < p->prose * 7)
        return contains(n, p->root);
    return contains(n, p->root) ||
           ((in_root || !p->said) && p->prose >= PROSE_LITTLE &&
            n->prose * 5 > p->prose * 2);
}

/* Accordions are called tab lists, too: with the text in the list. */
static bool holds_panels(const struct node *n)
{
    for (const struct node *c = dom_next(n, n); c != NULL; c = dom_next(n, c))
        if (dom_role(c, "tabpanel") || dom_role(c, "region") ||
            ((c->flags & NODE_BLOCK) != 0 &&
             (dom_hint(c, "content") || dom_hint(c, "panel"))))
            return true;
    return false;
}

static bool by_tag(const struct places *p, const struct node *n, bool in_root,
                   struct verdict *v)
{
    bool nav = n->tag == TidyTag_NAV || dom_role(n, "navigation") ||
               dom_role(n, "menu") || dom_role(n, "menubar") ||
               (dom_role(n, "tablist") && !holds_panels(n));
    if (nav || hint_is_breadcrumb(n)) {
        *v = (struct verdict){PLACE_NAV, 0.05};
    } else if (n->tag == TidyTag_DIALOG || dom_role(n, "dialog") ||
               dom_role(n, "alertdialog")) {
        *v = (struct verdict){PLACE_BANNER, 0.05};
    } else if (dom_role(n, "search")) {
        *v = (struct verdict){PLACE_BANNER, 0.1};
    } else if (n->tag == TidyTag_FOOTER || dom_role(n, "contentinfo")) {
        *v = (struct verdict){PLACE_FOOTER, in_root ? 0.3 : 0.05};
    } else if (is_aside(n)) {
        *v = aside(p, n);
    } else if (!in_root && !n->has_h1 &&
               (n->tag == TidyTag_HEADER || dom_role(n, "banner"))) {
        *v = (struct verdict){PLACE_HEADER, 0.05};
    } else {
        return false;
    }
    return true;
}

static bool holds_form(const struct node *n)
{
    for (const struct node *c = n; c != NULL; c = dom_next(n, c))
        if ((c->flags & NODE_FORM) != 0)
            return true;
    return false;
}

static bool by_name(const struct places *p, const struct node *n, bool in_root,
                    struct verdict *v)
{
    const struct hint *h =
        n->heading == 0 && (n->flags & NODE_BLOCK) != 0 ? hint_of(n) : NULL;
    if (h == NULL)
        return false;
    double density = link_density(n);
    bool prose = n->prose >= 250 && density < 0.35;
    if (n->has_h1 && h->place != PLACE_FOOTER)
        return false;
    if (h->main > HINT_SURE && in_root && (prose || (h->place == PLACE_HEADER)))
        return false;
    /* "social", "share", "promo" are subjects of sections as well. */
    if (h->place == PLACE_BANNER && h->main > HINT_SURE && in_root &&
        n->n_headings != 0 && n->n_links == 0 && !holds_form(n))
        return false;
    if (h->place == PLACE_NAV && density < 0.3 && n->text_len > 120)
        return false;
    if (h->place == PLACE_ASIDE || h->place == PLACE_RELATED) {
        struct verdict a = aside(p, n);
        *v = h->place == PLACE_ASIDE || a.main >= FACTS_LIKELY
                 ? a
                 : (struct verdict){h->place, h->main};
        return true;
    }
    *v = (struct verdict){h->place, h->main};
    return true;
}

/* A form is the page's own only where it holds its text (ASP.NET). */
static bool by_form(const struct places *p, const struct node *n,
                    struct verdict *v)
{
    if ((n->flags & NODE_FORM) == 0 || n->text_len > 600 || n->has_h1 ||
        n->n_headings > 2 || n->text_len * 2 > p->body->text_len)
        return false;
    *v = (struct verdict){PLACE_BANNER, 0.15};
    return true;
}

/*
 * A column beside the one with the text: little prose, mostly links. Lists of
 * links inside the text have paragraphs for neighbours, not columns.
 */
static bool by_column(const struct places *p, const struct node *n,
                      struct verdict *v)
{
    if ((n->flags & NODE_HAS_BLOCK) == 0 || n->n_links < 2 ||
        link_density(n) < 0.6 || n->parent == NULL || n->has_h1 ||
        p->prose < PROSE_LITTLE || n->prose * 5 > p->prose)
        return false;
    const struct node *text = n->parent->major;
    if (text == NULL || text == n || (text->flags & NODE_HAS_BLOCK) == 0 ||
        text->n_blocks <= 3 || text->prose * 2 <= p->prose)
        return false;
    *v = n->order < text->order ? (struct verdict){PLACE_NAV, 0.15}
                                : (struct verdict){PLACE_RELATED, 0.2};
    return true;
}

static bool has_facts(const struct places *p, const struct node *n)
{
    if (!n->has_digit || n->text_len > FACTS_BYTES)
        return false;
    const char *s = dom_text(p->mem, n);
    return facts_in(s, strlen(s)) != 0;
}

/* A menu whose links are explained: as one it stands above the title. */
static bool by_described_links(const struct places *p, const struct node *n,
                               struct verdict *v)
{
    if (p->title == 0 || n->order > p->title || n->has_h1 || n->n_links < 3 ||
        (n->flags & NODE_HAS_BLOCK) == 0 ||
        n->text_len > n->n_links * LINK_TOLD || has_facts(p, n))
        return false;
    *v = (struct verdict){PLACE_NAV, 0.15};
    return true;
}

/* Is N itself the fact box, rather than something around one? */
static bool is_fact_box(const struct places *p, const struct node *n)
{
    if (!states_facts(p, n))
        return false;
    const char *text = dom_text(p->mem, n);
    if (n->prose * 2 >= n->text_len &&
        facts_in(text, strlen(text)) * 120 < n->text_len)
        return false; /* running text that happens to name a day */
    for (const struct node *c = n->first; c != NULL; c = c->next)
        if ((c->flags & NODE_GONE) == 0 && c->n_blocks >= 4 &&
            (c->n_headings != 0 || c->text_len * 4 < n->text_len * 3) &&
            states_facts(p, c))
            return false;
    return true;
}

/* A section with a heading, named as the one beside it that holds the root:
 * "section" and "section section--grey". */
static bool is_section_like_root(const struct places *p, const struct node *n)
{
    if (p->said || n->n_headings == 0 || *n->hints == '\0' ||
        !contains(n->parent, p->root) || is_headed_related(p, n))
        return false;
    const struct node *c = n->parent->first;
    while (c != NULL && !contains(c, p->root))
        c = c->next;
    return c != NULL && c->tag == n->tag && *c->hints != '\0' &&
           strncmp(c->hints, n->hints, strlen(c->hints)) == 0;
}

/* Is N text between the title and the root? */
static bool is_lead(const struct places *p, const struct node *n)
{
    return !p->past_root && p->title != 0 && n->order > p->title &&
           n->text_len >= LEAD_BYTES && link_density(n) < 0.2;
}

/* What stands outside the main root and is not above it. *SETTLED: the
 * verdict holds for all that is in N. */
static struct verdict outside(const struct places *p, const struct node *n,
                              bool *settled)
{
    *settled = false;
    if (n->has_h1)
        return (struct verdict){PLACE_MAIN, 0.8};
    if (link_density(n) > 0.5)
        return (struct verdict){PLACE_NAV, 0.1};
    if (p->prose >= PROSE_LITTLE && n->prose * 4 > p->prose)
        return (struct verdict){PLACE_MAIN, 0.6};
    if (is_lead(p, n) || (link_density(n) < 0.3 && is_section_like_root(p, n)))
        return (struct verdict){PLACE_MAIN, 0.6};
    *settled = is_fact_box(p, n);
    if (*settled)
        return (struct verdict){PLACE_ASIDE, 0.6};
    return p->past_root ? (struct verdict){PLACE_ASIDE, 0.3}
                        : (struct verdict){PLACE_HEADER, 0.25};
}

static void assign(struct places *p, struct node *n, struct verdict from,
                   bool in_root);

static void assign_children(struct places *p, struct node *n, struct verdict v,
                            bool in_root)
{
    for (struct node *c = n->first; c != NULL; c = c->next)
        if ((c->flags & NODE_GONE) == 0)
            assign(p, c, v, in_root);
}

/* The heading of the page stands above the main root: so does its lead. */
static void assign_hero(struct places *p, struct node *n)
{
    for (struct node *c = n->first; c != NULL; c = c->next) {
        struct verdict v = {PLACE_HEADER, 0.25};
        if ((c->flags & NODE_GONE) != 0)
            continue;
        if (c->has_h1 && c->heading == 0) {
            c->place = PLACE_MAIN;
            c->main = 0.75;
            assign_hero(p, c);
            continue;
        }
        if (c->has_h1 || (c->prose != 0 && link_density(c) < 0.3))
            v = (struct verdict){PLACE_MAIN, 0.75};
        assign(p, c, v, true);
    }
}

/* What tag, name and neighbours say of N; false where they say nothing, or
 * what cannot be, for N holds the page's text. */
static bool judge(const struct places *p, const struct node *n, bool in_root,
                  struct verdict *v)
{
    if (by_described_links(p, n, v))
        return true;
    if (is_the_page(p, n, in_root) && n->tag != TidyTag_NAV &&
        n->tag != TidyTag_FOOTER) {
        const struct hint *h = hint_of(n);
        return h != NULL && h->main <= HINT_SURE && !contains(n, p->root) &&
               by_name(p, n, in_root, v);
    }
    if (by_tag(p, n, in_root, v) || by_name(p, n, in_root, v) ||
        by_form(p, n, v) || by_column(p, n, v))
        return true;
    if (!in_root || (n->flags & NODE_HAS_BLOCK) == 0 ||
        link_density(n) <= 0.3 || !is_headed_related(p, n))
        return false;
    *v = (struct verdict){PLACE_RELATED, 0.15};
    return true;
}

static bool holds_facts(const struct node *n)
{
    return n->main >= 0.5 && n->text_len <= FACTS_BYTES && n->prose < 300 &&
           (n->flags & NODE_HAS_BLOCK) != 0 && hint_is_facts(n);
}

/* Depth is bounded by dom.c. */
static void assign(struct places *p, struct node *n, struct verdict from,
                   bool in_root)
{
    struct verdict v = from;
    bool settled = from.main < 0.3 && in_root; /* inside boilerplate */
    if (n == p->root) {
        v = (struct verdict){PLACE_MAIN, MAIN_LIKELY};
        in_root = true;
    } else if (contains(n, p->root)) {
        v = (struct verdict){PLACE_HEADER, 0.25};
    } else if ((n->flags & NODE_TEXT) == 0 && !settled) {
        bool said = judge(p, n, in_root, &v);
        if (!said && !in_root && (n->flags & NODE_BLOCK) != 0)
            v = outside(p, n, &said);
        if (v.place == PLACE_MAIN && !in_root && n->has_h1 && n->heading == 0) {
            n->place = v.place;
            n->main = v.main;
            assign_hero(p, n);
            return;
        }
        /* A verdict on a part outside holds for all that is in it, but for a
         * nav or aside inside it. */
        in_root = in_root || said || v.place == PLACE_MAIN;
    } else if (settled && n->tag == TidyTag_NAV) {
        v.place = PLACE_NAV;
    }
    n->place = v.place;
    n->main = v.main;
    n->fact = (n->parent != NULL && n->parent->fact) || holds_facts(n);
    assign_children(p, n, v, in_root);
    if (n == p->root)
        p->past_root = true;
}

/* Prose of the page without that of comments and the like. */
static uint32_t own_prose(const struct node *body)
{
    uint32_t prose = body->prose;
    const struct node *n = dom_next(body, body);
    while (n != NULL) {
        const struct hint *h =
            n->prose != 0 && n->heading == 0 ? hint_of(n) : NULL;
        if (h != NULL && h->main <= HINT_SURE && n->prose < prose) {
            prose -= n->prose;
            n = dom_skip(body, n);
        } else {
            n = n->prose != 0 ? dom_next(body, n) : dom_skip(body, n);
        }
    }
    return prose;
}

static uint32_t find_title(const struct node *root)
{
    for (const struct node *n = root; n != NULL; n = dom_next(root, n))
        if (n->heading == 1 && n->has_h1)
            return n->order;
    return 0;
}

void places_assign(struct arena *mem, struct dom *d)
{
    struct places p = {.mem = mem, .body = d->body};
    p.prose = own_prose(d->body);
    uint32_t title = find_title(d->body);
    p.root = root_find(d->body, p.prose, title, &p.said);
    p.title = find_title(p.root);
    if (p.title == 0)
        p.title = title;
    struct verdict start = {PLACE_HEADER, 0.25};
    assign(&p, d->body, start, false);
}
