/* tails.c - see tails.h. */
#include "tails.h"
#include "bylines.h"
#include "hints.h"

#include <string.h>

#define MAIN_LEAST 0.5
#define BYLINE_LIKELY 0.2
#define RELATED_LIKELY 0.15
#define BYLINE_BYTES 160
#define BYLINE_DEPTH 4
#define LINKS_MANY 5
#define FOOT_LINES 3
#define FOOT_BYTES 140
#define TITLE_NEAR 10    /* blocks */
#define PROSE_BYTES 100  /* a block with less is a line */
#define TEASER_BYTES 600 /* a longer section is text of the page's own */
#define TEXT_BYTES 300
#define ARTICLE_BYTES 1000 /* of prose, so that what follows is a tail */

static bool is_main(const struct block *b)
{
    return b->main >= MAIN_LEAST && *b->text != '\0';
}

static double link_share(const struct emit *em, size_t i)
{
    size_t n = strlen(em->doc->blocks[i].text);
    double share = n != 0 ? (double)em->hints[i].link_bytes / (double)n : 0;
    return share > 1 ? 1 : share;
}

static void mark(struct block *b, enum block_place place, double main)
{
    b->place = place;
    b->main = main;
}

/* --- bylines -------------------------------------------------------------- */

/* The block that is the page's title: its h1, else its first heading; n_blocks
 * where there is none. */
static size_t find_title(const struct doc *d)
{
    size_t first = d->n_blocks;
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct block *b = &d->blocks[i];
        if (b->kind != BLOCK_HEADING || !is_main(b))
            continue;
        if (b->level == 1)
            return i;
        first = first < d->n_blocks ? first : i;
    }
    return first;
}

/* Is the line named so, or something not far above it? */
static bool is_named_byline(const struct node *n)
{
    for (int i = 0; n != NULL && i < BYLINE_DEPTH; i++, n = n->parent) {
        if (n->text_len > BYLINE_BYTES || n->has_h1)
            return false;
        if (hint_is_byline(n))
            return true;
    }
    return false;
}

static enum byline byline_at(const struct emit *em, size_t i)
{
    const struct block *b = &em->doc->blocks[i];
    size_t n = strlen(b->text);
    if (b->kind == BLOCK_PARAGRAPH || b->kind == BLOCK_ITEM) {
        enum byline kind = byline_of(b->text, n);
        return kind == BYLINE_NONE && facts_in(b->text, n) <= 1 &&
                       is_named_byline(em->hints[i].at)
                   ? BYLINE_SAID
                   : kind;
    }
    if (b->kind != BLOCK_PAIR || b->label == NULL)
        return BYLINE_NONE;
    if (byline_of(b->text, n) == BYLINE_SAID)
        return BYLINE_SAID;
    const char *line = arena_printf(em->mem, "%s: %s", b->label, b->text);
    return byline_of(line, strlen(line));
}

void mark_bylines(struct emit *em)
{
    struct doc *d = em->doc;
    size_t title = find_title(d);
    bool h1 = title < d->n_blocks && d->blocks[title].level == 1;
    bool after = false; /* the last shown block was the title or a byline */
    for (size_t i = 0; i < d->n_blocks; i++) {
        struct block *b = &d->blocks[i];
        if (i == title)
            after = h1;
        if (i == title || !is_main(b))
            continue;
        enum byline kind = byline_at(em, i);
        bool near = title < d->n_blocks && i + TITLE_NEAR > title &&
                    i < title + TITLE_NEAR;
        if (kind == BYLINE_CREDIT || (kind == BYLINE_SAID && near) ||
            (kind == BYLINE_DATE && near && (after || (i < title && h1)))) {
            mark(b, PLACE_HEADER, BYLINE_LIKELY);
            if (kind != BYLINE_CREDIT && d->byline == NULL)
                d->byline = b->text;
        } else {
            after = false;
        }
    }
}

/* --- teasers -------------------------------------------------------------- */

/* A heading and what follows it, up to the next one. */
struct section {
    size_t from, to; /* blocks */
    size_t bytes, linked, links, facts;
    bool linked_head, related;
};

static void read_section(const struct emit *em, struct section *s)
{
    const struct doc *d = em->doc;
    for (size_t i = s->from; i < s->to; i++) {
        const struct block *b = &d->blocks[i];
        if (!is_main(b))
            continue;
        size_t n = strlen(b->text);
        if (i == s->from && b->kind == BLOCK_HEADING) {
            s->linked_head = link_share(em, i) > 0.8;
            s->related =
                phrase_is_related(b->text, n) || phrase_is_news(b->text, n);
        }
        s->bytes += n;
        s->linked += (size_t)(link_share(em, i) * (double)n);
        s->links += i > s->from && link_share(em, i) > 0.8;
        s->facts += b->kind == BLOCK_PAIR ? 1 : facts_in(b->text, n);
    }
}

static bool is_teaser(const struct section *s)
{
    return s->linked_head && s->facts == 0 && s->bytes <= TEASER_BYTES;
}

static bool is_link_list(const struct section *s)
{
    return s->links >= LINKS_MANY && s->facts == 0 &&
           s->linked * 10 > s->bytes * 7;
}

/* What may stand among teasers: a heading alone, a list of links. */
static bool goes_with_teasers(const struct section *s, bool alone)
{
    return alone || s->related ||
           (s->facts == 0 && s->linked * 10 > s->bytes * 6);
}

static size_t prose_before(const struct emit *em, size_t end)
{
    size_t bytes = 0;
    for (size_t i = 0; i < end; i++) {
        const struct block *b = &em->doc->blocks[i];
        size_t n = strlen(b->text);
        if (is_main(b) && n >= PROSE_BYTES && link_share(em, i) < 0.5)
            bytes += n;
    }
    return bytes;
}

static size_t heading_before(const struct doc *d, size_t end)
{
    while (end > 0 && !(d->blocks[end - 1].kind == BLOCK_HEADING &&
                        is_main(&d->blocks[end - 1])))
        end--;
    return end; /* one past it; 0: none */
}

static size_t shown_in(const struct doc *d, size_t from, size_t to)
{
    size_t n = 0;
    for (; from < to; from++)
        n += is_main(&d->blocks[from]);
    return n;
}

/* From the end back, as long as the sections are teasers of other pages. A
 * page whose own text is little is a listing, and keeps them. */
void mark_teasers(struct emit *em)
{
    struct doc *d = em->doc;
    size_t end = d->n_blocks, begin = d->n_blocks, teasers = 0;
    size_t title = find_title(d), tail = 0;
    for (;;) {
        size_t head = heading_before(d, end);
        if (head == 0 || head <= title + 1)
            break;
        struct section s = {.from = head - 1, .to = end};
        read_section(em, &s);
        bool teaser = is_teaser(&s);
        if (!teaser && !goes_with_teasers(&s, shown_in(d, s.from, end) == 1))
            break;
        teasers += teaser ? 1 : is_link_list(&s) ? 2 : 0;
        tail += s.bytes;
        begin = end = s.from;
    }
    size_t prose = prose_before(em, begin);
    if (teasers < 2 || prose < TEXT_BYTES ||
        (prose < ARTICLE_BYTES && prose < tail))
        return;
    for (size_t i = begin; i < d->n_blocks; i++)
        if (is_main(&d->blocks[i]))
            mark(&d->blocks[i], PLACE_RELATED, RELATED_LIKELY);
}

/* --- footers -------------------------------------------------------------- */

static bool is_foot_line(const struct block *b)
{
    size_t n = strlen(b->text);
    return b->kind == BLOCK_PARAGRAPH && n <= FOOT_BYTES &&
           b->text[n - 1] != '.' && phrase_is_address(b->text, n);
}

/* The last lines, where one of them is an address that no heading announces
 * and that is no sentence. */
void mark_foot(struct emit *em)
{
    struct doc *d = em->doc;
    size_t lines[FOOT_LINES], n = 0;
    size_t i = d->n_blocks;
    while (i-- > 0 && n < FOOT_LINES) {
        struct block *b = &d->blocks[i];
        if (!is_main(b))
            continue;
        if (b->kind != BLOCK_PARAGRAPH || strlen(b->text) > FOOT_BYTES)
            break;
        lines[n++] = i;
        if (!is_foot_line(b))
            continue;
        size_t above = i;
        while (above > 0 && !is_main(&d->blocks[above - 1]))
            above--;
        if (above == 0 || d->blocks[above - 1].kind == BLOCK_HEADING)
            return;
        for (size_t k = 0; k < n; k++)
            mark(&d->blocks[lines[k]], PLACE_FOOTER, BYLINE_LIKELY);
        return;
    }
}

/* --- orphans ---------------------------------------------------------------
 */

static bool is_boilerplate(const struct block *b)
{
    return b->main < MAIN_LEAST &&
           (b->place == PLACE_BANNER || b->place == PLACE_RELATED ||
            b->place == PLACE_NAV);
}

void mark_orphans(struct emit *em)
{
    struct doc *d = em->doc;
    size_t next = d->n_blocks; /* the next block that is shown */
    for (size_t i = d->n_blocks; i-- > 0;) {
        struct block *b = &d->blocks[i];
        if (!is_main(b))
            continue;
        if (b->kind == BLOCK_HEADING && b->level > 1 && i + 1 < d->n_blocks &&
            is_boilerplate(&d->blocks[i + 1]) &&
            (next == d->n_blocks || (d->blocks[next].kind == BLOCK_HEADING &&
                                     d->blocks[next].level <= b->level)))
            mark(b, d->blocks[i + 1].place, RELATED_LIKELY);
        else
            next = i;
    }
}
