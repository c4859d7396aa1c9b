/* sum_signs.c - signs of what a sum is; see sum_signs.h. */
#include "sum_signs.h"

#include "medel/arena.h"

#include <math.h>
#include <stdio.h>

struct sign_mask *sum_masks(struct arena *mem, const struct mentions *ms)
{
    struct sign_mask *masks =
        arena_alloc(mem, (ms->n_sums + ms->n_shares) * sizeof *masks);
    for (size_t i = 0; i < ms->n_sums; i++)
        masks[i] = (struct sign_mask){(uint32_t)ms->sums[i].from,
                                      (uint32_t)ms->sums[i].to, "$"};
    for (size_t i = 0; i < ms->n_shares; i++)
        masks[ms->n_sums + i] = (struct sign_mask){
            (uint32_t)ms->shares[i].from, (uint32_t)ms->shares[i].to, "%"};
    return masks;
}

static void tell_shape(const struct sign_ear *ear, const struct mentions *ms,
                       const struct money *m)
{
    char text[16];
    size_t place = 0;
    while (place < ms->n_sums && ms->sums[place].from != m->sum.from)
        place++;
    int size = (int)(2 * log10(m->sum.high + 1));
    snprintf(text, sizeof text, "size%d", size < 24 ? size : 24);
    sign_tell(ear, "#", text);
    snprintf(text, sizeof text, "%dof%d", place < 2 ? (int)place + 1 : 3,
             ms->n_sums < 3 ? (int)ms->n_sums : 3);
    sign_tell(ear, "#", text);
    sign_tell(ear, "#", "all");
    if (m->sum.bare)
        sign_tell(ear, "#", "bare");
    if (m->sum.range)
        sign_tell(ear, "#", "range");
}

void sum_signs(const struct money_view *v, const struct money *m,
               const struct sign_ear *ear)
{
    const struct unit *u = v->u;
    const struct clause *c = mentions_clause(&v->ms, m->sum.from);
    signs_around(ear, u, m->sum.from, m->sum.to, sum_masks(v->r->mem, &v->ms),
                 v->ms.n_sums + v->ms.n_shares);
    signs_of_cues(ear, u, "<@", c->begin, c->from);
    signs_of_cues(ear, u, ">@", c->to, c->end);
    if (v->caption.any) {
        signs_of_words(ear, &v->caption.unit, "=");
        signs_of_cues(ear, &v->caption.unit, "=@", 0, v->caption.unit.n);
    }
    if (u->under > 0)
        signs_of_words(ear, &v->r->text->units[u->under - 1], "^");
    tell_shape(ear, &v->ms, m);
}
