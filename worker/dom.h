/*
 * dom.h - the page's tree, as much of it as the cleaner needs.
 *
 * Built from tidy's tree and then independent of it. Everything lives in the
 * arena given at building.
 */
#ifndef MEDEL_WORKER_DOM_H
#define MEDEL_WORKER_DOM_H

#include "aside.h"

#include "medel/arena.h"
#include "medel/doc.h"
#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <tidy/tidyenum.h>

enum node_flag {
    NODE_TEXT = 1,
    NODE_BLOCK = 2,     /* its beginning and end separate words */
    NODE_HAS_BLOCK = 4, /* a block-level element is somewhere inside */
    NODE_HIDDEN = 8,    /* hidden, display:none, visibility:hidden */
    NODE_ARIA_HIDDEN = 16,
    NODE_GONE = 32, /* left out, with all that is in it */
    NODE_STRUCK = 64,
    NODE_BOLD = 128,
    NODE_LARGE = 256,     /* set in a clearly larger size */
    NODE_LINK = 512,      /* a with href */
    NODE_EXPANDER = 1024, /* a button or tab that shows hidden text */
    NODE_NOSCRIPT = 2048,
    NODE_FORM = 4096
};

/* Attributes, all as tidy decoded them; NULL where missing. */
struct attrs {
    const char *href, *id, *role, *datetime, *rel, *content, *name, *property,
        *http_equiv, *lang, *hreflang, *type, *itemprop, *title, *scope,
        *labelledby, *label, *element; /* data-el: the name before mending */
    int colspan, rowspan, border, aria_level;
};

struct node {
    TidyTagId tag; /* TidyTag_UNKNOWN for text */
    unsigned flags;
    struct node *parent, *prev, *next, *first, *last;
    const char *text; /* of text, as tidy decoded it */
    size_t len;
    const struct attrs *a; /* never NULL */
    const char *hints;     /* " words of class id name " in lower case */
    uint64_t hint_signs;   /* dom_hint_sign() of all hint words */
    int heading;           /* 1 to 6, or 0 */
    uint32_t order;        /* in the document */

    /* measured by dom_measure(), of visible text only, in bytes */
    uint32_t text_len, link_len;
    uint32_t prose; /* text outside links in blocks that have much of it */
    uint32_t n_links, n_blocks, n_headings;
    uint32_t n_consent; /* words that cookie banners are full of */
    uint32_t n_texts;   /* children that are text */
    struct node *major; /* the child block with most prose, or NULL */
    bool has_h1;
    bool has_digit; /* in its text; without one no day and no sum is told */

    /* decided by places.c */
    enum block_place place;
    double main;
    bool fact;
};

struct dom {
    struct node *html, *head, *body;
    size_t n_nodes;
};

/* Parses mended markup with tidy, and puts in what was kept ASIDE, in the same
 * arena. Silent; leaves the locale as it was. */
enum status dom_parse(struct arena *mem, const struct aside *aside,
                      const char *html, size_t len, struct dom *ret,
                      struct err *e) MEDEL_NODISCARD;

/* The next node in document order under ROOT, without what is GONE. */
struct node *dom_next(const struct node *root, const struct node *n);
/* The next after N and all that is in it. */
struct node *dom_skip(const struct node *root, const struct node *n);
bool dom_is(const struct node *n, TidyTagId tag);
bool dom_role(const struct node *n, const char *role);
/* One bit of 64, by the first two bytes of a hint word. */
static inline uint64_t dom_hint_sign(const char *word)
{
    return (uint64_t)1 << (((unsigned char)word[0] * 7u +
                            (unsigned char)word[1] * 29u) %
                           64);
}
bool dom_has_hint(const struct node *n, const char *word);
bool dom_has_hint_prefix(const struct node *n, const char *prefix);
/* Does a hint word of N equal WORD (or begin with it)? Both have two bytes and
 * more. Nearly all that is asked for is not there. */
static inline bool dom_hint(const struct node *n, const char *word)
{
    return (n->hint_signs & dom_hint_sign(word)) != 0 && dom_has_hint(n, word);
}
static inline bool dom_hint_prefix(const struct node *n, const char *prefix)
{
    return (n->hint_signs & dom_hint_sign(prefix)) != 0 &&
           dom_has_hint_prefix(n, prefix);
}
/* The nearest ancestor that is TAG, or NULL. */
struct node *dom_ancestor(const struct node *n, TidyTagId tag);
/* All visible text of N in normal form, in MEM; "" where there is none. */
const char *dom_text(struct arena *mem, const struct node *n);

/* Decides what is hidden for good and measures every element. */
void dom_measure(struct dom *d);

#endif
