/* turns.c - small words that turn a date's role round; see turns.h. */
#include "turns.h"

#include "context.h"

static void raise_to(double *score, double w)
{
    if (w > *score)
        *score = w;
}

/* Only "den", a weekday and the like stand between the cue and its day. */
static bool stands_before(const struct unit *u, const struct clause *c,
                          enum cue cue)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set == LEX_CUE && m->entry->index == (int)cue && m->to <= c->a &&
            clause_is_bare(u, m->to, c->a))
            return true;
    }
    return false;
}

#define CLOSE_WORDS 3 /* "före onsdagen den 3 mars" */

/* "Ansökningar som inkommer efter den 15 april behandlas inte": what comes
 * after the last day. */
static bool is_too_late(const struct unit *u, const struct clause *c)
{
    static const char *const after[] = {"efter", "after", "etter", NULL};
    static const char *const refused[] = {"avvisas",  "avslås",   "returneras",
                                          "avvises",  "afvises",  "returneres",
                                          "rejected", "returned", "late",
                                          "sent",     NULL};
    bool follows = false, out = clause_has(u, c, CUE_NEGATION);
    for (size_t k = c->a; k > c->from && c->a - k < CLOSE_WORDS; k--)
        follows |= clause_word(u, k - 1, after);
    for (size_t k = c->b; k < u->n; k++)
        out |= clause_word(u, k, refused);
    return follows && out &&
           (clause_has(u, c, CUE_APPLY) || clause_has(u, c, CUE_PERIOD));
}

void turn_by_preposition(const struct scene *s, const struct clause *c,
                         double score[static ROLE_COUNT])
{
    static const char *const before[] = {
        "före",     "innan",   "förrän", "before", "før", "förr",
        "tidigare", "earlier", "prior",  "inden",  NULL};
    const struct unit *u = s->u;
    bool from = stands_before(u, c, CUE_FROM);
    bool until =
        stands_before(u, c, CUE_UNTIL) || stands_before(u, c, CUE_LATEST);
    bool not_before = false;
    for (size_t k = c->a; k > 0 && c->a - k < CLOSE_WORDS; k--)
        not_before |= clause_word(u, k - 1, before);
    if (is_too_late(u, c))
        raise_to(&score[ROLE_DEADLINE],
                 s->r->w[WEIGHT_DATE_DEADLINE_AFTER].weight);
    if (not_before && clause_has(u, c, CUE_NEGATION)) {
        raise_to(&score[ROLE_OPENS], score[ROLE_DEADLINE]);
        score[ROLE_DEADLINE] = 0;
    } else if (until && !from) {
        score[ROLE_OPENS] = 0;
    } else if (from && !until && score[ROLE_OPENS] > 0 &&
               context_unit(u, CUE_PROLONGED) == 0) {
        score[ROLE_DEADLINE] = 0;
    }
}

/* "... inte den 18 december som vi först skrev", "(tidigare 1 mars)" */
static bool is_denied(const struct unit *u, size_t i)
{
    static const char *const words[] = {
        "inte",     "ikke",      "icke",       "ej",       "not",   "ikkje",
        "tidigare", "tidligere", "previously", "formerly", "förut", NULL};
    while (i > 0 && clause_is_bare(u, i - 1, i) &&
           !clause_word(u, i - 1, words) &&
           !token_is(&u->tokens[i - 1], "senast") &&
           !token_is(&u->tokens[i - 1], "efter") &&
           !token_is(&u->tokens[i - 1], "after") &&
           !token_is(&u->tokens[i - 1], "från") &&
           u->tokens[i - 1].kind != TOKEN_PUNCT)
        i--;
    return i > 0 && clause_word(u, i - 1, words);
}

void turn_moved(const struct scene *s, struct row row, const struct clause *c,
                double score[static ROLE_COUNT])
{
    const struct unit *u = s->u;
    if (is_denied(u, c->a))
        score[ROLE_SUPERSEDED] += 4;
    bool moves = context_unit(u, CUE_PROLONGED) > 0;
    if (row.last + 1 < s->n && s->list[row.last + 1].from == c->b &&
        s->list[row.last].has_day && s->list[row.last + 1].has_day &&
        !s->list[row.last].starts_range &&
        (moves || context_unit(u, CUE_UPDATED) > 0))
        score[ROLE_SUPERSEDED] += 4;
    if (!moves)
        return;
    if (context_cue(u, CUE_FROM, c->a, c->b, SIDE_BEFORE, 2, 2) > 0)
        score[ROLE_SUPERSEDED] += 3;
    else if (score[ROLE_SUPERSEDED] == 0 && score[ROLE_UPDATED] == 0)
        score[score[ROLE_OPENS] > score[ROLE_DEADLINE] ? ROLE_OPENS
                                                       : ROLE_DEADLINE] +=
            s->r->w[WEIGHT_DATE_PROLONGED].weight;
}
