/* sitewide.c - see sitewide.h. */
#include "sitewide.h"

#include "text.h"

#include "medel/caps.h"
#include "medel/hash.h"

#include <stdlib.h>
#include <string.h>

#define MAIN_LEAST 0.5
#define DROPPED 0.1      /* how likely a block so found is main text */
#define LEAD_BYTES 60    /* what leads in something else is short */
#define TEXT_LEAST 40    /* bytes, without which a page says nothing */
#define COLUMN_MOST 1500 /* bytes: what is more is no column */

static bool is_main(const struct block *b)
{
    return b->main >= MAIN_LEAST && *b->text != '\0';
}

static uint64_t block_hash(const struct block *b)
{
    uint64_t h = hash_u64(b->text, strlen(b->text));
    if (b->label != NULL)
        h ^= hash_u64(b->label, strlen(b->label)) * 3;
    return h;
}

const uint64_t *sitewide_hashes(const struct doc *d, size_t *n)
{
    uint64_t *hashes = arena_alloc(d->mem, (d->n_blocks + 1) * sizeof *hashes);
    size_t all = 0, k = 0;
    for (size_t i = 0; i < d->n_blocks && all < CAP_SITE_BLOCKS; i++)
        if (is_main(&d->blocks[i]))
            hashes[all++] = block_hash(&d->blocks[i]);
    qsort(hashes, all, sizeof *hashes, hash_order);
    for (size_t i = 0; i < all; i++)
        if (k == 0 || hashes[i] != hashes[k - 1])
            hashes[k++] = hashes[i];
    *n = k;
    return hashes;
}

static bool is_sitewide(const struct block *b, const struct read_context *c)
{
    uint64_t h = block_hash(b);
    return bsearch(&h, c->sitewide, c->n_sitewide, sizeof h, hash_order) !=
           NULL;
}

static bool has_digit(const char *s)
{
    for (; *s != '\0'; s++)
        if (text_is_digit(*s))
            return true;
    return false;
}

/* Few words that may say of what the next block is. */
static bool is_lead(const struct block *b)
{
    size_t n = strlen(b->text);
    return b->kind != BLOCK_PAIR && n != 0 &&
           (b->text[n - 1] == ':' || (n <= LEAD_BYTES && !has_digit(b->text)));
}

/* Is B, sitewide, needed for NEXT, the block of main text that stays below it?
 * NULL: there is none. */
static bool is_needed(const struct block *b, const struct block *next)
{
    if (next == NULL)
        return false;
    if (b->kind == BLOCK_HEADING)
        return next->kind != BLOCK_HEADING || next->level > b->level;
    return next->kind != BLOCK_HEADING && is_lead(b);
}

void sitewide_drop(struct doc *d, const struct read_context *c)
{
    if (c->n_sitewide == 0 || d->document)
        return;
    bool *drop = arena_alloc(d->mem, (d->n_blocks + 1) * sizeof *drop);
    const struct block *next = NULL;
    size_t left = 0, gone = 0;
    for (size_t i = d->n_blocks; i-- > 0;) {
        const struct block *b = &d->blocks[i];
        drop[i] = is_main(b) && is_sitewide(b, c) && !is_needed(b, next);
        if (drop[i])
            gone += strlen(b->text);
        if (drop[i] || !is_main(b))
            continue;
        next = b;
        left += b->kind != BLOCK_HEADING ? strlen(b->text) : 0;
    }
    if (left < TEXT_LEAST || (gone > COLUMN_MOST && gone > left))
        return;
    for (size_t i = 0; i < d->n_blocks; i++) {
        if (!drop[i])
            continue;
        d->blocks[i].place = PLACE_ASIDE;
        d->blocks[i].main = DROPPED;
    }
}
