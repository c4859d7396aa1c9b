/* value_first.c - values that stand above their labels; see value_first.h. */
#include "value_first.h"

#include <string.h>

#define BLOCK_BYTES 60 /* a longer block is neither a value nor a label */
#define COUPLES_MIN 2
#define BLOCKS_MAX 40 /* looked at on each side; more is no fact box */

enum part_kind { PART_OTHER, PART_VALUE, PART_LABEL };

static bool is_quantity(const struct match *m)
{
    return m->set == LEX_MONTH || m->set == LEX_MONEY ||
           m->set == LEX_WEEKDAY || m->set == LEX_NUMBER;
}

/* Is every word of U of a day, a sum or a share, and does it have figures? */
static bool is_value(const struct unit *u)
{
    bool figure = false;
    size_t words = 0;
    for (size_t i = 0; i < u->n; i++) {
        figure |= u->tokens[i].kind == TOKEN_NUMBER;
        words += u->tokens[i].kind == TOKEN_WORD &&
                 !unit_in(u, i, WORDS_PERCENT) && !unit_in(u, i, WORDS_TO);
    }
    for (size_t i = 0; i < u->n && words > 0; i++)
        for (size_t k = 0; k < u->n_matches; k++)
            if (u->matches[k].from == i && is_quantity(&u->matches[k]) &&
                u->tokens[i].kind == TOKEN_WORD) {
                words--;
                break;
            }
    return figure && words == 0 && u->n > 1;
}

/* Is most of U a label, and no figure beside it? */
static bool is_label(const struct unit *u)
{
    size_t words = 0;
    for (size_t i = 0; i < u->n; i++) {
        if (u->tokens[i].kind == TOKEN_NUMBER)
            return false;
        words += u->tokens[i].kind == TOKEN_WORD;
    }
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set == LEX_LABEL && (m->to - m->from) * 2 >= words)
            return true;
    }
    return false;
}

static enum part_kind kind_at(struct arena *mem, const struct vocab *v,
                              const struct doc *d, size_t i)
{
    if (i >= d->n_blocks)
        return PART_OTHER;
    const struct block *b = &d->blocks[i];
    bool line = b->kind == BLOCK_PARAGRAPH || b->kind == BLOCK_ITEM ||
                b->kind == BLOCK_HEADING;
    if (!line || b->text == NULL || strlen(b->text) > BLOCK_BYTES)
        return PART_OTHER;
    struct unit u;
    text_unit(mem, v, b->text, &u);
    return is_value(&u) ? PART_VALUE : is_label(&u) ? PART_LABEL : PART_OTHER;
}

const char *value_first_label(struct arena *mem, const struct vocab *v,
                              const struct doc *d, size_t i)
{
    if (kind_at(mem, v, d, i) != PART_VALUE ||
        kind_at(mem, v, d, i + 1) != PART_LABEL)
        return NULL;
    size_t first = i, end = i + 2;
    while (first >= 2 && i - first < BLOCKS_MAX &&
           kind_at(mem, v, d, first - 1) == PART_LABEL &&
           kind_at(mem, v, d, first - 2) == PART_VALUE)
        first -= 2;
    while (end - i < BLOCKS_MAX && kind_at(mem, v, d, end) == PART_VALUE &&
           kind_at(mem, v, d, end + 1) == PART_LABEL)
        end += 2;
    bool headed = first > 0 && kind_at(mem, v, d, first - 1) == PART_LABEL;
    if (headed || kind_at(mem, v, d, end) == PART_VALUE ||
        end - first < 2 * COUPLES_MIN)
        return NULL;
    return d->blocks[i + 1].text;
}
