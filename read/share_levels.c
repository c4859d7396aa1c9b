/* share_levels.c - rates that are told in steps; see share_levels.h. */
#include "share_levels.h"

#include "caption.h"
#include "context.h"
#include "sums.h"

#define MOST_POINTS 50

/* "15 procentenheter", "15 percentage points" */
static bool is_points(const struct unit *u, size_t i)
{
    return unit_in(u, i, WORDS_POINTS) ||
           (unit_in(u, i, WORDS_PERCENTAGE) &&
            unit_in(u, i + 1, WORDS_PERCENTAGE_POINTS));
}

double share_points(const struct unit *u)
{
    if (!unit_has_word(u, WORDS_POINTS) &&
        !unit_has_word(u, WORDS_PERCENTAGE_POINTS))
        return 0;
    /* "... varav privata pengar högst 30 procentenheter" are a part of it */
    if (unit_has_word(u, WORDS_LOWERED) || unit_has_word(u, WORDS_WHEREOF) ||
        u->section == SECTION_BACKGROUND || u->section == SECTION_RELATED)
        return 0;
    for (size_t i = 0; i < u->n; i++) {
        double v;
        size_t to;
        if (sums_number_at(u, i, &v, &to) && is_points(u, to) && v >= 1 &&
            v <= MOST_POINTS)
            return v;
    }
    return 0;
}

/* Is the cell U nothing but a rate? */
static bool is_rate(const struct reader *r, const struct unit *u, double *rate)
{
    size_t n;
    if (u->block == NULL || u->block->table < 0 || u->n > 4)
        return false;
    const struct share_mention *s = shares_find(r->mem, u, &n);
    if (n != 1 || s->from != 0 || s->to != u->n)
        return false;
    *rate = s->high;
    return true;
}

/* Is U, or what stands above its table, of what a grant covers? */
static bool is_of_grants(const struct reader *r, const struct unit *u)
{
    const struct unit *all = r->text->units;
    if (u->section == SECTION_AMOUNT || u->section == SECTION_SHARE)
        return true;
    if (r->text->n > 0 && all[0].is_title &&
        unit_find(&all[0], LEX_CUE, CUE_AWARD) != NULL)
        return true;
    while (u > all && u->block->table >= 0)
        u--;
    for (; u > all && !u->is_title; u--)
        if (unit_find(u, LEX_CUE, CUE_FUNDER_SHARE) != NULL)
            return true;
        else if (u->is_heading)
            return false;
    return false;
}

double share_of_table(const struct reader *r, const struct unit **where)
{
    double most = 0, sum = 0, rate;
    size_t cells = 0;
    for (size_t i = 0; i < r->text->n; i++) {
        const struct unit *u = &r->text->units[i];
        if (!is_rate(r, u, &rate))
            continue;
        struct caption c = caption_of(r, u);
        if (caption_cue(&c, CUE_SHARE_OTHER) > 0 ||
            caption_cue(&c, CUE_OWN_SHARE) > 0 || !is_of_grants(r, u))
            return 0;
        cells++;
        sum += rate;
        if (rate > most) {
            most = rate;
            *where = u;
        }
    }
    /* Weights of criteria and parts of a whole make a hundred. */
    return cells >= 2 && sum != 100 ? most : 0;
}
