/*
 * plain.c - the main text of a doc as plain paragraphs.
 *
 * A table with heads is written as it stands on the page, its heads once and
 * its rows below, though its cells are pairs in the doc.
 */
#include "medel/buf.h"
#include "medel/caps.h"
#include "medel/doc.h"

#include <string.h>

#define MAIN_LEAST 0.5

struct plain {
    const struct doc *d;
    struct buf out;
    size_t heads, n_heads; /* the blocks whose labels were written as heads */
    int table;             /* the table that they head, or -1 */
};

static bool is_shown(const struct block *b)
{
    return b->main >= MAIN_LEAST && *b->text != '\0';
}

/* How many blocks from I on are cells of one row under heads; 0: none. */
static size_t row_at(const struct doc *d, size_t i)
{
    const struct block *b = &d->blocks[i];
    size_t n = 0;
    while (i + n < d->n_blocks && is_shown(b + n) && b[n].kind == BLOCK_PAIR &&
           b->table >= 0 && b[n].table == b->table && b[n].row == b->row &&
           b[n].label != NULL && *b[n].label != '\0')
        n++;
    return n >= 2 ? n : 0;
}

static bool has_heads(const struct plain *p, size_t i, size_t n)
{
    const struct block *b = p->d->blocks;
    if (p->table != b[i].table || p->n_heads != n)
        return false;
    for (size_t k = 0; k < n; k++)
        if (strcmp(b[i + k].label, b[p->heads + k].label) != 0)
            return false;
    return true;
}

/* Are the labels of the row all among the heads? It lacks some cells then. */
static bool is_short_row(const struct plain *p, size_t i, size_t n)
{
    const struct block *b = p->d->blocks;
    if (p->table != b[i].table || n >= p->n_heads)
        return false;
    size_t k = 0;
    for (size_t h = 0; h < p->n_heads && k < n; h++)
        k += strcmp(b[i + k].label, b[p->heads + h].label) == 0;
    return k == n;
}

static enum status put_labelled(struct buf *out, const struct block *b)
{
    enum status st = ST_OK;
    if (b->label != NULL && *b->label != '\0') {
        st = buf_puts(out, b->label);
        char last = b->label[strlen(b->label) - 1];
        if (st == ST_OK)
            st = buf_puts(out, strchr("?!", last) != NULL ? " " : ": ");
    }
    return st == ST_OK ? buf_puts(out, b->text) : st;
}

static enum status put_row(struct plain *p, size_t i, size_t n)
{
    const struct block *b = &p->d->blocks[i];
    bool labelled = is_short_row(p, i, n), heads = !has_heads(p, i, n);
    enum status st = ST_OK;
    for (size_t k = 0; heads && !labelled && k < n && st == ST_OK; k++)
        st = buf_printf(&p->out, "%s%s", b[k].label, k + 1 < n ? " | " : "\n");
    for (size_t k = 0; k < n && st == ST_OK; k++) {
        st = labelled ? put_labelled(&p->out, b + k)
                      : buf_puts(&p->out, b[k].text);
        if (st == ST_OK)
            st = buf_puts(&p->out, k + 1 < n ? " | " : "\n");
    }
    if (heads && !labelled) {
        p->heads = i;
        p->n_heads = n;
        p->table = b->table;
    }
    return st;
}

static enum status put_block(struct buf *out, const struct block *b)
{
    enum status st = ST_OK;
    if (b->kind == BLOCK_HEADING)
        st = buf_puts(out, "# ");
    else if (b->kind == BLOCK_ITEM)
        st = buf_puts(out, "- ");
    if (st == ST_OK)
        st = b->kind == BLOCK_PAIR ? put_labelled(out, b)
                                   : buf_puts(out, b->text);
    return st == ST_OK ? buf_putc(out, '\n') : st;
}

static bool is_tight(const struct block *b)
{
    return b->kind == BLOCK_ITEM || b->kind == BLOCK_PAIR ||
           b->kind == BLOCK_ROW;
}

/* Block I, or the row that begins with it; how many blocks that were. 0: full.
 */
static size_t put_next(struct plain *p, size_t i, const struct block *last)
{
    const struct block *b = &p->d->blocks[i];
    size_t row = row_at(p->d, i), before = p->out.len;
    enum status st = ST_OK;
    if (last != NULL && !(is_tight(last) && is_tight(b)))
        st = buf_putc(&p->out, '\n');
    if (st == ST_OK)
        st = row != 0 ? put_row(p, i, row) : put_block(&p->out, b);
    if (st == ST_OK)
        return row != 0 ? row : 1;
    p->out.len = before; /* the text ends with a whole block */
    return 0;
}

const char *doc_main_text(const struct doc *d)
{
    struct plain p = {.d = d, .table = -1};
    buf_init(&p.out, CAP_TEXT_BYTES);
    const struct block *last = NULL;
    for (size_t i = 0, n; i < d->n_blocks; i += n) {
        n = 1;
        if (!is_shown(&d->blocks[i]))
            continue;
        n = put_next(&p, i, last);
        if (n == 0)
            break;
        last = &d->blocks[i];
    }
    const char *text = arena_strndup(d->mem, p.out.data, p.out.len);
    buf_free(&p.out);
    return text;
}
