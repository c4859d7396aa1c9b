/* refine.c - second thoughts on blocks; see refine.h. */
#include "refine.h"
#include "hints.h"
#include "tails.h"

#include <string.h>

#define MAIN_LEAST 0.5 /* what doc_main_text shows */
#define TOOL_LIKELY 0.1
#define RELATED_LIKELY 0.15
#define TEXT_LEAST                                                             \
    200 /* with less before it, "Nyheter" is the page's subject */

static double link_share(const struct emit *em, size_t i)
{
    size_t n = strlen(em->doc->blocks[i].text);
    double share = n != 0 ? (double)em->hints[i].link_bytes / (double)n : 0;
    return share > 1 ? 1 : share;
}

/* --- noise in texts ------------------------------------------------------ */

/* Moves an offset to where it is once [cut, cut + len) is gone. */
static size_t moved(size_t at, size_t cut, size_t len)
{
    return at <= cut ? at : at >= cut + len ? at - len : cut;
}

static void take_out(struct arena *mem, struct block *b, size_t cut, size_t len)
{
    size_t n = strlen(b->text);
    b->text =
        arena_printf(mem, "%.*s%s", (int)cut, b->text, b->text + cut + len);
    n -= len;
    size_t k = 0;
    for (size_t i = 0; i < b->n_links; i++) {
        struct span s = {moved(b->links[i].from, cut, len),
                         moved(b->links[i].to, cut, len)};
        s.to = s.to > n ? n : s.to;
        if (s.from >= s.to)
            continue;
        b->links[k] = s;
        b->hrefs[k++] = b->hrefs[i];
    }
    b->n_links = k;
}

static void clear_noise(struct emit *em, struct block *b)
{
    size_t cut, len;
    for (int i = 0; i < 50; i++) {
        if (!phrase_find_noise(b->text, strlen(b->text), &cut, &len))
            return;
        take_out(em->mem, b, cut, len);
    }
}

/* --- sections ------------------------------------------------------------ */

static bool is_prose(const struct emit *em, size_t i)
{
    const struct block *b = &em->doc->blocks[i];
    return b->kind != BLOCK_HEADING && strlen(b->text) >= 100 &&
           link_share(em, i) < 0.3;
}

/* BEFORE: how much running text stands above the heading, in bytes. */
static bool heads_related(const struct block *h, size_t before)
{
    size_t n = strlen(h->text);
    return phrase_is_related(h->text, n) ||
           (phrase_is_news(h->text, n) && before >= TEXT_LEAST);
}

/* Blocks under a heading such as "Läs också", as long as they are links or
 * teasers. */
static void mark_related(struct emit *em)
{
    struct doc *d = em->doc;
    size_t prose = 0;
    for (size_t i = 0; i < d->n_blocks; i++) {
        struct block *h = &d->blocks[i];
        if (h->main >= MAIN_LEAST && is_prose(em, i))
            prose += strlen(h->text);
        if (h->kind != BLOCK_HEADING || h->main < MAIN_LEAST || h->level == 1 ||
            !heads_related(h, prose))
            continue;
        size_t j = i + 1, links = 0;
        while (j < d->n_blocks && d->blocks[j].main >= MAIN_LEAST &&
               !(d->blocks[j].kind == BLOCK_HEADING &&
                 d->blocks[j].level <= h->level && link_share(em, j) < 0.5) &&
               !(is_prose(em, j) && links == 0)) {
            links += link_share(em, j) > 0.3;
            j++;
        }
        if (links == 0 || links * 4 < j - i - 1)
            continue;
        for (size_t k = i; k < j; k++) {
            d->blocks[k].place = PLACE_RELATED;
            d->blocks[k].main = RELATED_LIKELY;
        }
    }
}

static void mark_tools(struct emit *em)
{
    struct doc *d = em->doc;
    for (size_t i = 0; i < d->n_blocks; i++) {
        struct block *b = &d->blocks[i];
        if (b->main < MAIN_LEAST)
            continue;
        const char *s = b->label != NULL ? b->label : b->text;
        if (b->label != NULL
                ? phrase_is_page_tool(arena_printf(em->mem, "%s:", s),
                                      strlen(s) + 1)
                : phrase_is_page_tool(s, strlen(s))) {
            b->place = PLACE_FOOTER;
            b->main = TOOL_LIKELY;
        }
    }
}

/* Links before the page's first heading are paths and menus. */
static void mark_lead_links(struct emit *em)
{
    struct doc *d = em->doc;
    size_t first = 0;
    while (first < d->n_blocks && (d->blocks[first].main < MAIN_LEAST ||
                                   d->blocks[first].kind != BLOCK_HEADING))
        first++;
    if (first == d->n_blocks)
        return;
    for (size_t i = 0; i < first; i++) {
        struct block *b = &d->blocks[i];
        if (b->main >= MAIN_LEAST && link_share(em, i) > 0.5 &&
            strlen(b->text) < 200) {
            b->place = PLACE_NAV;
            b->main = RELATED_LIKELY;
        }
    }
}

/* Does the block say what those after it are? */
static bool leads_in(const struct block *b)
{
    size_t n = strlen(b->text);
    return b->kind == BLOCK_HEADING || (n != 0 && b->text[n - 1] == ':');
}

/* A fact box beside the text is shown with what leads in to it, "Ansökan ska
 * vara komplett senast:", and the heading above. */
static void show_leads(struct emit *em)
{
    struct block *all = em->doc->blocks;
    for (size_t i = em->doc->n_blocks; i-- > 1;) {
        const struct block *b = &all[i];
        struct block *above = &all[i - 1];
        if (b->place == PLACE_ASIDE && b->main >= MAIN_LEAST &&
            above->place == PLACE_ASIDE && above->main < MAIN_LEAST &&
            leads_in(above))
            above->main = b->main;
    }
}

/* --- the whole ----------------------------------------------------------- */

/* Blocks without a letter or digit say nothing, unless something was struck
 * out of them or the dash is an answer. */
static void drop_empty(struct emit *em)
{
    struct doc *d = em->doc;
    size_t k = 0;
    for (size_t i = 0; i < d->n_blocks; i++) {
        struct block *b = &d->blocks[i];
        bool says = text_has_word(b->text, strlen(b->text));
        bool answer = b->label != NULL && *b->label != '\0' && *b->text != '\0';
        if (!says && b->struck == NULL && !answer)
            continue;
        if (!says && b->kind == BLOCK_HEADING)
            b->kind = BLOCK_PARAGRAPH;
        d->blocks[k] = *b;
        em->hints[k++] = em->hints[i];
    }
    d->n_blocks = k;
}

/* Where nothing was taken for main text, running text outside menus is. */
static void rescue(struct emit *em)
{
    struct doc *d = em->doc;
    size_t main = 0;
    for (size_t i = 0; i < d->n_blocks; i++)
        if (d->blocks[i].main >= MAIN_LEAST)
            main += strlen(d->blocks[i].text);
    if (main >= 40)
        return;
    for (size_t i = 0; i < d->n_blocks; i++) {
        struct block *b = &d->blocks[i];
        if (b->place != PLACE_BANNER && link_share(em, i) < 0.5 &&
            strlen(b->text) >= 40 && b->main >= 0.1) {
            b->place = PLACE_MAIN;
            b->main = MAIN_LEAST;
        }
    }
}

void refine_blocks(struct emit *em)
{
    struct doc *d = em->doc;
    for (size_t i = 0; i < d->n_blocks; i++)
        clear_noise(em, &d->blocks[i]);
    drop_empty(em);
    mark_lead_links(em);
    mark_related(em);
    mark_tools(em);
    mark_bylines(em);
    mark_teasers(em);
    mark_foot(em);
    mark_orphans(em);
    show_leads(em);
    rescue(em);
    for (size_t i = 0; i < d->n_blocks && d->h1 == NULL; i++)
        if (d->blocks[i].kind == BLOCK_HEADING && d->blocks[i].level == 1 &&
            d->blocks[i].main >= MAIN_LEAST && *d->blocks[i].text != '\0')
            d->h1 = d->blocks[i].text;
}
