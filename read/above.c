/* above.c - what stands above a day; see above.h. */
#include "above.h"

#include "context.h"
#include "dates.h"

const struct unit *above_sentence(const struct page_text *pt, size_t i)
{
    const struct unit *u = &pt->units[i];
    return i > 0 && u[-1].block == u->block && !u[-1].is_heading ? u - 1 : NULL;
}

double above_tells(const struct reader *r, const struct unit *u)
{
    static const struct {
        enum cue cue;
        double says;
    } cues[] = {{CUE_DEADLINE, 2}, {CUE_DECISION, 1}, {CUE_REPORT, 1},
                {CUE_EVENT, 1},    {CUE_PERIOD, 1},   {CUE_OPENS, 0.5}};
    size_t n;
    double best = 0;
    dates_find(r->mem, u, &n);
    for (size_t k = 0; n == 0 && k < sizeof cues / sizeof *cues; k++)
        if (best < cues[k].says && context_unit(u, cues[k].cue) > 0)
            best = cues[k].says;
    return best;
}

#define CAPTION_WORDS 6
#define DAY_WORDS 12 /* "tisdagen den 16 mars 2027 klockan 14.00" */

/* "Stänger för ansökningar" on a line of its own above the line of the day. */
static const struct unit *caption_above(const struct reader *r, size_t i)
{
    const struct unit *all = r->text->units, *u = &all[i];
    size_t n;
    if (i == 0 || u->n > DAY_WORDS || all[i - 1].block == u->block ||
        (i + 1 < r->text->n && all[i + 1].block == u->block))
        return NULL;
    const struct unit *above = &all[i - 1];
    dates_find(r->mem, above, &n);
    return above->block->kind == BLOCK_PARAGRAPH && above->from == 0 &&
                   above->n > 0 && above->n <= CAPTION_WORDS && n == 0 &&
                   !unit_is_punct(above, above->n - 1, '.')
               ? above
               : NULL;
}

const struct unit *above_list(const struct reader *r, size_t i, bool bare)
{
    const struct unit *u = &r->text->units[i];
    if (u->block->kind == BLOCK_PARAGRAPH && bare)
        return caption_above(r, i);
    if (u->block->kind != BLOCK_ITEM)
        return NULL;
    while (i > 0 && r->text->units[i].block->kind == BLOCK_ITEM)
        i--;
    const struct unit *above = &r->text->units[i];
    if (above->block->kind == BLOCK_PARAGRAPH && above->n > 0 &&
        !unit_is_punct(above, above->n - 1, '.'))
        return above;
    if (!bare)
        return NULL;
    const struct unit *told = NULL;
    double best = 0;
    for (size_t k = i + 1; k-- > 0;) {
        const struct unit *line = &r->text->units[k];
        double says = above_tells(r, line);
        if (line->block != above->block)
            break;
        if (says > best) {
            told = line;
            best = says;
        }
    }
    const struct unit *head = text_heading(r->text, u);
    if (told == NULL && head != NULL && !head->is_title &&
        above_tells(r, head) > 0)
        told = head;
    return told;
}
