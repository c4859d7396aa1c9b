/*
 * markup.h - cleaned pages for tests, from a few marks a line:
 *
 *   # Title          heading 1     ## Section       heading 2
 *   - item           list item     Label :: value   label and value
 *   anything else    paragraph     ~ words          struck in the next line
 *   | Head :: cell   the first cell of a table's row, || the others, each
 *                    under its column's head
 */
#ifndef TESTS_MARKUP_H
#define TESTS_MARKUP_H

#include "medel/doc.h"

#include <string.h>

static inline struct block *markup_block(struct doc *d)
{
    d->blocks = arena_grow(d->mem, d->blocks, d->n_blocks, &d->cap_blocks,
                           sizeof *d->blocks);
    struct block *b = &d->blocks[d->n_blocks++];
    memset(b, 0, sizeof *b);
    b->main = 1;
    b->table = -1;
    b->kind = BLOCK_PARAGRAPH;
    return b;
}

static inline void markup_line(struct doc *d, const char *s, size_t n)
{
    struct block *b = markup_block(d);
    bool cell = s[0] == '|' && memmem(s, n, " :: ", 4) != NULL;
    size_t bars = cell ? 1u + (s[1] == '|') : 0;
    if (bars > 0) {
        const struct block *last = d->n_blocks > 1 ? b - 1 : NULL;
        bool in_table = last != NULL && last->table == 0;
        b->table = 0;
        b->row = in_table ? last->row + (bars == 1) : 0;
        s += bars + 1;
        n -= bars + 1;
    }
    const char *pair = memmem(s, n, " :: ", 4);
    if (s[0] == '#') {
        b->kind = BLOCK_HEADING;
        while (n > 0 && *s == '#') {
            b->level++;
            s++;
            n--;
        }
        s++;
        n--;
    } else if (s[0] == '-' && s[1] == ' ') {
        b->kind = BLOCK_ITEM;
        s += 2;
        n -= 2;
    } else if (pair != NULL) {
        b->kind = BLOCK_PAIR;
        b->fact = true;
        b->label = arena_strndup(d->mem, s, (size_t)(pair - s));
        n -= (size_t)(pair + 4 - s);
        s = pair + 4;
    }
    b->text = arena_strndup(d->mem, s, n);
    if (b->level == 1 && d->h1 == NULL)
        d->h1 = b->text;
}

static inline struct doc *markup_doc(struct arena *mem, const char *text)
{
    struct doc *d = arena_alloc(mem, sizeof *d);
    d->mem = mem;
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");
        if (n > 0)
            markup_line(d, text, n);
        text += n + (text[n] == '\n');
    }
    return d;
}

#endif
