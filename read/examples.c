/* examples.c - cases reckoned through; see examples.h. */
#include "examples.h"

#define YOU_ARE_TOKENS 3 /* "if you are" */
#define BOUND_TOKENS 3   /* "100 000 kronor eller mer" */
#define BEFORE_TOKENS 3  /* "t.ex. 50 procent" */

static bool supposes(const struct unit *u)
{
    if (u->n == 0 || unit_is_punct(u, u->n - 1, '?') ||
        context_says(u, CUE_YOU_ARE, 0, YOU_ARE_TOKENS))
        return false; /* "If you are between 16 and 19 years old, we pay ..." */
    /* "Har projektet ..."; "och om projektet ..." */
    return unit_in(u, 0, WORDS_SUPPOSE) || unit_in(u, 0, WORDS_IF) ||
           unit_in(u, 1, WORDS_IF);
}

static bool names_cost(const struct unit *u, size_t to)
{
    for (size_t i = 0; i < to; i++)
        if (unit_in(u, i, WORDS_COSTS))
            return true;
    return false;
}

static bool is_bounded(const struct unit *u, size_t to)
{
    static const enum cue bounds[] = {CUE_CEILING, CUE_FLOOR, CUE_CEILING_AFTER,
                                      CUE_OVER, CUE_UNDER};
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
        if (unit_find_in(u, LEX_CUE, bounds[i], 0, to) != NULL)
            return true;
    return false;
}

bool is_worked_example(const struct mentions *ms)
{
    const struct unit *u = ms->unit;
    if (ms->n < 2 || !supposes(u))
        return false;
    const struct clause *supposed = &ms->clauses[0];
    size_t to = supposed->to + BOUND_TOKENS;
    if (to > ms->clauses[1].from)
        to = ms->clauses[1].from;
    return names_cost(u, ms->clauses[1].from) && !is_bounded(u, to);
}

bool is_for_example(const struct unit *u, const struct clause *c)
{
    size_t from = c->from > BEFORE_TOKENS ? c->from - BEFORE_TOKENS : 0;
    for (size_t i = from; i < c->from; i++)
        if (unit_is_punct(u, i, ',') || unit_is_punct(u, i, ':'))
            from = i + 1;
    return unit_find_in(u, LEX_CUE, CUE_EXAMPLE, from, c->from) != NULL;
}
