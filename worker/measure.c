/*
 * measure.c - what of the tree is seen, and how much text each part holds.
 *
 * The measures are what the classification in places.c rests on: text, text
 * in links, and prose (text of blocks that hold more than a label).
 */
#include "dom.h"
#include "hints.h"

#include <ctype.h>
#include <string.h>

#define PROSE_BYTES 60 /* a block with more text than this reads as prose */
#define HIDDEN_KEPT 40 /* hidden text of a closed accordion, at least */
#define NOSCRIPT_KEPT 200
#define CONSENT_WORDS 2
#define CONSENT_BYTES 160 /* of text for every such word, at most */
#define CONSENT_PARTS 20

/* The text that stands directly in the block being measured. */
struct own {
    uint32_t text, link;
};

static void measure_bytes(struct node *n)
{
    uint32_t len = 0;
    bool space = true, digit = false;
    for (size_t i = 0; i < n->len; i++) {
        bool sp = (unsigned char)n->text[i] <= ' ';
        len += !sp || !space;
        space = sp;
        digit |= n->text[i] >= '0' && n->text[i] <= '9';
    }
    n->text_len = len;
    n->has_digit = digit;
}

static bool in_place_that_hides(const struct node *n)
{
    static const char *const words[] = {
        "nav",      "menu",     "meny",          "modal",    "popup",
        "dialog",   "cookie",   "cookies",       "consent",  "tooltip",
        "search",   "dropdown", "overlay",       "lightbox", "offcanvas",
        "megamenu", "megameny", "cookieconsent",
    };
    for (; n != NULL; n = n->parent) {
        if (n->tag == TidyTag_NAV || n->tag == TidyTag_FOOTER ||
            n->tag == TidyTag_DIALOG || dom_role(n, "dialog") ||
            dom_role(n, "menu") || dom_role(n, "navigation"))
            return true;
        if (n->tag == TidyTag_BODY || n->tag == TidyTag_MAIN)
            return false;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (dom_hint(n, words[i]))
                return true;
    }
    return false;
}

/*
 * Hidden text is left out, but not that of closed accordions and tabs: much
 * of a call's terms stands there. Their panels are blocks with running text
 * outside menus and dialogues.
 */
static bool hidden_is_kept(const struct node *n)
{
    if ((n->flags & NODE_BLOCK) == 0)
        /* An icon or an ornament; words are shown by other means. */
        return (n->flags & NODE_HIDDEN) == 0 && n->text_len > 2 &&
               !dom_hint_prefix(n, "icon") && !dom_hint_prefix(n, "material") &&
               !dom_hint(n, "fa");
    if ((n->flags & NODE_NOSCRIPT) != 0)
        return n->text_len >= NOSCRIPT_KEPT;
    return n->text_len >= HIDDEN_KEPT && n->link_len * 2 < n->text_len &&
           !in_place_that_hides(n);
}

/* Buttons act; only those that head hidden text say something. */
static bool is_mere_button(const struct node *n)
{
    if (n->tag != TidyTag_BUTTON || (n->flags & NODE_EXPANDER) != 0)
        return false;
    for (const struct node *p = n->parent; p != NULL; p = p->parent)
        if (p->heading != 0 || p->tag == TidyTag_SUMMARY)
            return false;
    return true;
}

/* A heading that is the site's name and links to its first page. */
static bool is_logo(const struct node *n)
{
    if (n->n_links != 1 || n->link_len != n->text_len)
        return false;
    const struct node *a = n;
    while (a != NULL && (a->flags & NODE_LINK) == 0)
        a = dom_next(n, a);
    const char *href = a != NULL ? a->a->href : "x";
    const char *path = strstr(href, "://");
    path = path != NULL ? strchr(path + 3, '/') : href;
    return path == NULL || strcmp(path, "/") == 0 || *path == '\0' ||
           strcmp(path, "./") == 0 || strncmp(path, "/index.", 7) == 0 ||
           strncmp(path, "/default.", 9) == 0;
}

static void add(struct node *to, const struct node *from)
{
    to->text_len += from->text_len;
    to->link_len += from->link_len;
    to->prose += from->prose;
    to->n_links += from->n_links;
    to->n_blocks += from->n_blocks;
    to->n_headings += from->n_headings;
    to->n_consent += from->n_consent;
    to->has_h1 = to->has_h1 || from->has_h1;
    to->has_digit = to->has_digit || from->has_digit;
    to->flags |= from->flags & NODE_HAS_BLOCK;
    if ((from->flags & NODE_BLOCK) != 0)
        to->flags |= NODE_HAS_BLOCK;
}

/* Markup that is shown as text, as in a noscript of advertisers. */
static bool is_raw_markup(const struct node *n)
{
    size_t i = 0;
    while (i < n->len && (unsigned char)n->text[i] <= ' ')
        i++;
    return n->len - i > 20 && n->text[i] == '<' &&
           isalpha((unsigned char)n->text[i + 1]) &&
           (memmem(n->text + i, n->len - i, "href=", 5) != NULL ||
            memmem(n->text + i, n->len - i, "src=", 4) != NULL);
}

static void measure_text(struct node *n, struct own *own, bool in_link)
{
    if (is_raw_markup(n)) {
        n->flags |= NODE_GONE;
        return;
    }
    measure_bytes(n);
    n->n_consent = phrase_count_consent(n->text, n->len);
    n->link_len = in_link ? n->text_len : 0;
    own->text += n->text_len;
    own->link += n->link_len;
}

/* Depth is bounded by dom.c. */
static void measure(struct node *n, struct own *own, bool in_link)
{
    if ((n->flags & NODE_TEXT) != 0) {
        measure_text(n, own, in_link);
        return;
    }
    struct own before = *own, mine = {0, 0};
    bool block = (n->flags & NODE_BLOCK) != 0;
    bool link = (n->flags & NODE_LINK) != 0;
    for (struct node *c = n->first; c != NULL; c = c->next) {
        measure(c, block ? &mine : own, in_link || link);
        if ((c->flags & NODE_GONE) == 0)
            add(n, c);
        if ((c->flags & NODE_GONE) == 0 && c->prose != 0 &&
            (n->major == NULL || c->prose > n->major->prose))
            n->major = c;
        n->n_texts += (c->flags & NODE_TEXT) != 0 && c->text_len != 0;
    }
    n->n_links += link;
    n->n_blocks += block;
    if (n->heading != 0) {
        n->n_headings++;
        n->has_h1 = n->has_h1 || (n->heading == 1 && !is_logo(n));
    } else if (mine.text - mine.link >= PROSE_BYTES) {
        n->prose += mine.text - mine.link;
    }
    const unsigned hides = NODE_HIDDEN | NODE_ARIA_HIDDEN | NODE_NOSCRIPT;
    if (((n->flags & hides) != 0 && !hidden_is_kept(n)) || is_mere_button(n)) {
        n->flags |= NODE_GONE;
        *own = before;
    }
}

/* --- consent -------------------------------------------------------------- */

/* A part that speaks of cookies all the time, whatever it is called. */
static bool is_consent(const struct node *n)
{
    return (n->flags & NODE_HAS_BLOCK) != 0 && !n->has_h1 &&
           n->n_consent >= CONSENT_WORDS &&
           n->n_consent * CONSENT_BYTES >= n->text_len;
}

static void find_major(struct node *n)
{
    n->major = NULL;
    for (struct node *c = n->first; c != NULL; c = c->next)
        if ((c->flags & NODE_GONE) == 0 && c->prose != 0 &&
            (n->major == NULL || c->prose > n->major->prose))
            n->major = c;
}

static void take_out(struct node *n)
{
    n->flags |= NODE_GONE;
    for (struct node *p = n->parent; p != NULL; p = p->parent) {
        p->text_len -= n->text_len;
        p->link_len -= n->link_len;
        p->prose -= n->prose;
        p->n_links -= n->n_links;
        p->n_blocks -= n->n_blocks;
        p->n_headings -= n->n_headings;
        p->n_consent -= n->n_consent;
    }
    for (struct node *p = n->parent; p != NULL; p = p->parent)
        find_major(p);
}

static bool is_about_cookies(const struct dom *d)
{
    for (const struct node *n = d->body; n != NULL; n = dom_next(d->body, n))
        if (n->heading == 1 && n->n_consent != 0)
            return true;
    return is_consent(d->body);
}

/* Banners may hold more text than the page, which is then taken for theirs.
 * A page that is about cookies itself keeps what it says. */
static void drop_consent(struct dom *d)
{
    if (d->body->n_consent < CONSENT_WORDS || is_about_cookies(d))
        return;
    struct node *n = dom_next(d->body, d->body);
    for (int dropped = 0; n != NULL && dropped < CONSENT_PARTS;) {
        struct node *next =
            is_consent(n) ? dom_skip(d->body, n) : dom_next(d->body, n);
        if (is_consent(n)) {
            take_out(n);
            dropped++;
        }
        n = next;
    }
}

void dom_measure(struct dom *d)
{
    struct own own = {0, 0};
    measure(d->body, &own, false);
    d->body->flags &= ~(unsigned)NODE_GONE;
    drop_consent(d);
}
