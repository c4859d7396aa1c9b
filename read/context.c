/* context.c - cue words weighed by their distance; see context.h. */
#include "context.h"

#define CLAUSE_COST 4.0 /* a comma or bracket counts as so many words */

double context_distance(const struct unit *u, size_t a, size_t b)
{
    double d = 0;
    for (size_t i = a; i < b; i++) {
        const struct token *t = &u->tokens[i];
        if (t->kind != TOKEN_PUNCT)
            d += 1;
        else if (t->norm[0] == ',' || t->norm[0] == ';' || t->norm[0] == '(' ||
                 t->norm[0] == ')' || (t->norm[0] == '-' && t->space))
            d += CLAUSE_COST;
    }
    return d;
}

double context_cue(const struct unit *u, enum cue cue, size_t from, size_t to,
                   enum side side, double fade, size_t limit)
{
    double best = 0;
    if (!unit_has_cue(u, cue))
        return 0;
    const struct match *m, *end = unit_matches_of(u, LEX_CUE, &m);
    for (; m < end; m++) {
        if (m->entry->index != (int)cue)
            continue;
        double d;
        if (m->to <= from && (side & SIDE_BEFORE))
            d = context_distance(u, m->to, from);
        else if (m->from >= to && (side & SIDE_AFTER))
            d = context_distance(u, to, m->from);
        else if (m->from < to && m->to > from)
            d = 0; /* the cue goes round the mention: "högst .. per år" */
        else
            continue;
        if (limit != 0 && d > (double)limit)
            continue;
        double w = m->entry->weight / (1 + d / fade);
        if (w > best)
            best = w;
    }
    return best;
}

double context_weight(const struct unit *u, enum cue cue,
                      const struct weight_value *w, size_t from, size_t to,
                      enum side side, size_t limit)
{
    return w->weight * context_cue(u, cue, from, to, side, w->reach, limit);
}

double context_unit(const struct unit *u, enum cue cue)
{
    double sum = 0;
    if (!unit_has_cue(u, cue))
        return 0;
    const struct match *m, *end = unit_matches_of(u, LEX_CUE, &m);
    for (; m < end; m++)
        if (m->entry->index == (int)cue)
            sum += m->entry->weight;
    return sum;
}

bool context_negated(const struct unit *u, size_t from, size_t to)
{
    return context_says(u, CUE_NEGATION, from, to);
}

bool context_says(const struct unit *u, enum cue cue, size_t from, size_t to)
{
    return unit_find_in(u, LEX_CUE, (int)cue, from, to) != NULL;
}

bool context_spans(const struct unit *u, enum cue cue, size_t from, size_t to)
{
    const struct match *m, *end = unit_matches_of(u, LEX_CUE, &m);
    for (; m < end; m++)
        if (m->entry->index == (int)cue && m->from <= from && m->to >= to)
            return true;
    return false;
}
