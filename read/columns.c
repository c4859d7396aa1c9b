/* columns.c - days of a column that is not of applying; see columns.h. */
#include "columns.h"

#include "applying.h"
#include "context.h"

/* Does the label of a pair say that its days are those of applying? */
static bool label_applies(const struct unit *u, const struct unit *label)
{
    return u->label == LABEL_DEADLINE || u->label == LABEL_OPENS ||
           u->label == LABEL_WINDOW || applying_is_said(label) ||
           context_unit(label, CUE_APPLY) > 0 ||
           context_unit(label, CUE_DEADLINE) > 0;
}

/* "Period: hösten 2026": the time of applying where nothing else is, but what
 * is applied for beside "Sista dag: 25 januari". */
static bool is_loose(const struct unit *u, const struct unit *label)
{
    return u->label == LABEL_WINDOW && context_unit(label, CUE_APPLY) == 0;
}

#define COLUMNS_MOST 8

bool column_is_other(const struct scene *s)
{
    const struct unit *u = s->u;
    const struct page_text *t = s->r->text;
    if (s->label == NULL || u->block->table < 0)
        return false;
    bool loose = is_loose(u, s->label);
    if (!loose && label_applies(u, s->label))
        return false;
    size_t at = (size_t)(u - t->units);
    for (size_t i = at > COLUMNS_MOST ? at - COLUMNS_MOST : 0;
         i < t->n && i <= at + COLUMNS_MOST; i++) {
        const struct unit *o = &t->units[i];
        struct unit label;
        if (o->block->kind != BLOCK_PAIR || o->block->label == NULL ||
            o->block == u->block || o->block->table != u->block->table ||
            o->block->row != u->block->row)
            continue;
        text_unit(s->r->mem, s->r->vocab, o->block->label, &label);
        if (loose ? o->label == LABEL_DEADLINE : label_applies(o, &label))
            return true;
    }
    return false;
}
