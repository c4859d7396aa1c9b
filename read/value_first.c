/* value_first.c - values that stand above their labels; see value_first.h. */
#include "value_first.h"

#include "context.h"

#include <string.h>

#define BLOCK_BYTES 60 /* a longer block is neither a value nor a label */
#define COUPLES_MIN 2
#define BLOCKS_MAX 40 /* looked at on each side; more is no fact box */

#define CAPTION_WORDS 4 /* "per idé", "hela potten" */

/* A caption is what may be a label beside others that surely are. */
enum part_kind { PART_OTHER, PART_VALUE, PART_CAPTION, PART_LABEL };

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
                 !unit_in(u, i, WORDS_PERCENT) && !unit_in(u, i, WORDS_TO) &&
                 !unit_in(u, i, WORDS_CLOCK);
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

/* Is U a few words without a figure, and is most of it a label? */
static enum part_kind label_kind(const struct unit *u)
{
    size_t words = 0;
    for (size_t i = 0; i < u->n; i++) {
        if (u->tokens[i].kind == TOKEN_NUMBER)
            return PART_OTHER;
        words += u->tokens[i].kind == TOKEN_WORD;
    }
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        bool labels = m->set == LEX_LABEL || context_is_cue(m, CUE_OPENS) ||
                      context_is_cue(m, CUE_DEADLINE);
        if (labels && (m->to - m->from) * 2 >= words)
            return PART_LABEL;
    }
    bool ends = u->n > 0 && (unit_is_punct(u, u->n - 1, '.') ||
                             unit_is_punct(u, u->n - 1, '?') ||
                             unit_is_punct(u, u->n - 1, '!'));
    return words > 0 && words <= CAPTION_WORDS && !ends ? PART_CAPTION
                                                        : PART_OTHER;
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
    return is_value(&u) ? PART_VALUE : label_kind(&u);
}

/* What has no figure is no value. */
static bool may_be_value(const struct doc *d, size_t i)
{
    const char *s = i < d->n_blocks ? d->blocks[i].text : NULL;
    return s != NULL && s[strcspn(s, "0123456789")] != '\0';
}

/* Are blocks I and I+1 a value and what may be its label? */
static bool is_couple(struct arena *mem, const struct vocab *v,
                      const struct doc *d, size_t i, bool *labelled)
{
    if (!may_be_value(d, i) || kind_at(mem, v, d, i) != PART_VALUE ||
        i + 1 >= d->n_blocks)
        return false;
    /* A heading labels what is below it, and not the text above. */
    if (d->blocks[i + 1].kind == BLOCK_HEADING &&
        d->blocks[i].kind != BLOCK_HEADING)
        return false;
    enum part_kind below = kind_at(mem, v, d, i + 1);
    *labelled |= below == PART_LABEL;
    return below == PART_LABEL || below == PART_CAPTION;
}

/* Does block I, if it is above the first value, label it? A heading of any
 * words may stand over the whole. */
static bool labels_first(struct arena *mem, const struct vocab *v,
                         const struct doc *d, size_t i)
{
    enum part_kind kind = kind_at(mem, v, d, i);
    return kind == PART_LABEL ||
           (kind == PART_CAPTION && d->blocks[i].kind != BLOCK_HEADING);
}

const char *value_first_label(struct arena *mem, const struct vocab *v,
                              const struct doc *d, size_t i)
{
    bool labelled = false;
    if (!is_couple(mem, v, d, i, &labelled))
        return NULL;
    size_t first = i, end = i + 2;
    while (first >= 2 && i - first < BLOCKS_MAX &&
           is_couple(mem, v, d, first - 2, &labelled))
        first -= 2;
    while (end - i < BLOCKS_MAX && is_couple(mem, v, d, end, &labelled))
        end += 2;
    if (!labelled || (first > 0 && labels_first(mem, v, d, first - 1)) ||
        kind_at(mem, v, d, end) == PART_VALUE || end - first < 2 * COUPLES_MIN)
        return NULL;
    return d->blocks[i + 1].text;
}
