/*
 * place_denied.c - places that a sentence shuts out, and where its "not" says
 * nothing of them; see places_int.h.
 */
#include "places_int.h"

/* Past the last ", och" between tokens FROM and AT that begins a part of its
 * own, and does not merely join places: "inte fyllt 26, och vara bosatt i". */
static size_t part_begin(const struct unit *u, size_t from, size_t at)
{
    for (size_t i = at; i >= from + 2; i--)
        if (unit_is_punct(u, i - 2, ',') && unit_in(u, i - 1, WORDS_AND) &&
            (!unit_is_capital(u, i) ||
             (unit_match_at(u, LEX_MUNICIPALITY, i) == NULL &&
              unit_match_at(u, LEX_REGION, i) == NULL)))
            return i;
    return from;
}

/* Before the first "och du" or "men ni" after token AT, up to TO, which begins
 * a part of its own: "bosatt i Kramfors, och du får inte ha fyllt 26". */
static size_t part_end(const struct unit *u, size_t at, size_t to)
{
    for (size_t i = at; i + 1 < to; i++) {
        bool joins = unit_in(u, i, WORDS_AND) || unit_in(u, i, WORDS_BUT);
        if (joins && (unit_in(u, i + 1, WORDS_YOU_ONE) ||
                      unit_in(u, i + 1, WORDS_YOU_ALL)))
            return i;
    }
    return to;
}

#define ONLY_REACH 6 /* tokens from "bara" to the place */

bool place_is_denied(const struct reader *r, const struct unit *u,
                     const struct match *m)
{
    const uint16_t *clause = who_clauses(r->mem, u);
    size_t from = m->from, to = m->to;
    while (from > 0 && clause[from - 1] == clause[m->from])
        from--;
    while (to < u->n && clause[to] == clause[m->from])
        to++;
    /* "var spelar ingen roll, bara det är i Sverige" */
    for (size_t i = m->from; i > from + 1 && m->from - i < ONLY_REACH; i--)
        if (unit_in(u, i - 1, WORDS_ONLY) && !unit_in(u, i - 2, WORDS_NOT))
            return context_negated(u, i, to);
    return context_negated(u, part_begin(u, from, m->from),
                           part_end(u, m->to, to));
}

bool place_is_no_bar(const struct unit *u)
{
    return unit_is_punct(u, u->n - 1, '?') ||
           unit_find(u, LEX_CUE, CUE_NEED_NOT) != NULL;
}

bool place_is_in_any_case(const struct unit *u, const struct match *m)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *c = &u->matches[k];
        if (!context_is_cue(c, CUE_ANYWHERE))
            continue;
        size_t from = c->from < m->from ? c->to : m->to;
        size_t to = c->from < m->from ? m->from : c->from;
        bool parted = false;
        for (size_t i = from; i < to && c->from > m->from; i++)
            parted |= unit_is_punct(u, i, ',');
        if (!parted)
            return true;
    }
    return false;
}

#define ASKED_TOKENS 3 /* "har ni ert säte", "ligger ert företag" */

/* "Driver du företag i Västernorrland?"; not "Måste ni finnas i Skåne?" */
static bool asks_where_you_are(const struct unit *u)
{
    if (u->n == 0 || !unit_is_punct(u, u->n - 1, '?') ||
        context_says(u, CUE_MAY, 0, 1) || context_says(u, CUE_DUTY, 0, 1))
        return false;
    for (size_t i = 1; i < u->n && i < ASKED_TOKENS; i++)
        if (unit_in(u, i, WORDS_YOU_ONE) || unit_in(u, i, WORDS_YOU_ALL))
            return true;
    return false;
}

bool place_is_sent_off(const struct page_text *t, const struct unit *u)
{
    const struct unit *asked = u, *end = t->units + t->n;
    if (u > t->units && u[-1].block == u->block && asks_where_you_are(u - 1))
        asked = u - 1;
    const struct unit *answer = asked + 1;
    if (!asks_where_you_are(asked) || answer == end ||
        answer->block != asked->block)
        return false;
    bool others = unit_has_cue(answer, CUE_OWN_SCHEME);
    return others || (u == asked && unit_has_cue(answer, CUE_NEGATION) &&
                      !unit_has_cue(answer, CUE_NEED_NOT) &&
                      !unit_has_cue(answer, CUE_MAY));
}
