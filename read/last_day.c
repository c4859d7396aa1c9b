/* last_day.c - see last_day.h. */
#include "last_day.h"

#define HEAD_TOKENS 2 /* "skriftliga frågor": what it is for comes first */

/* Does a match of CUE begin in [FROM, TO)? */
static bool begins(const struct unit *u, enum cue cue, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (unit_cue_at(u, cue, i) != NULL)
            return true;
    return false;
}

/* Words of applying, of who applies, for what, and in which round. */
static bool is_of_applying(const struct unit *u, size_t from, size_t to)
{
    static const enum cue cues[] = {
        CUE_APPLY,      CUE_TO_APPLY, CUE_PERIOD, CUE_OPENS, CUE_FIRST_STEP,
        CUE_WHOLE_CALL, CUE_NOMINATE, CUE_AWARD,  CUE_PRIZE, CUE_RECEIVED};
    static const enum lexicon_set sets[] = {
        LEX_KIND,  LEX_APPLICANT, LEX_REGION, LEX_MUNICIPALITY,
        LEX_MONTH, LEX_NUMBER,    LEX_ORDINAL};
    for (size_t i = 0; i < sizeof cues / sizeof *cues; i++)
        if (begins(u, cues[i], from, to))
            return true;
    for (size_t i = from; i < to && i < u->n; i++) {
        for (size_t k = 0; k < sizeof sets / sizeof *sets; k++)
            if (unit_begins(u, sets[k], i))
                return true;
        if (u->tokens[i].kind == TOKEN_NUMBER || unit_in(u, i, WORDS_SPRING) ||
            unit_in(u, i, WORDS_SUMMER) || unit_in(u, i, WORDS_YOU_ONE) ||
            unit_in(u, i, WORDS_YOU_ALL))
            return true;
    }
    return false;
}

static bool is_particle(const struct unit *u, size_t i)
{
    return unit_in(u, i, WORDS_FOR) || unit_in(u, i, WORDS_TO) ||
           unit_in(u, i, WORDS_OF) || unit_in(u, i, WORDS_INFINITIVE);
}

/* The end of what is said from token FROM on, up to TO. */
static size_t phrase_end(const struct unit *u, size_t from, size_t to)
{
    while (from < to && u->tokens[from].kind != TOKEN_PUNCT)
        from++;
    return from;
}

/* "Lämna in underlag", but "lämna in", "skicka in via portalen", "lämna in er
 * ansökan": is something else handed in by the verb at HEAD? */
static bool hands_in_else(const struct unit *u, size_t from, size_t head,
                          size_t end)
{
    size_t to = from;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (context_is_cue(m, CUE_HANDING) && m->from >= from &&
            m->from < head && m->to > to)
            to = m->to;
    }
    return to > from && to < end && !is_of_applying(u, to, end) &&
           unit_find_in(u, LEX_CUE, CUE_PREPOSITION, to, to + 1) == NULL;
}

/* Is what tokens [FROM, TO) say it is for something else? */
static bool is_else(const struct unit *u, size_t from, size_t to)
{
    while (from < to &&
           (is_particle(u, from) || unit_in(u, from, WORDS_ARTICLE)))
        from++;
    size_t end = phrase_end(u, from, to);
    size_t head = from + HEAD_TOKENS < end ? from + HEAD_TOKENS : end;
    if (from == end)
        return false;
    return begins(u, CUE_ADVICE, from, head) ||
           (begins(u, CUE_EVENT, from, end) &&
            !begins(u, CUE_APPLY, from, end)) ||
           hands_in_else(u, from, head, end) || !is_of_applying(u, from, head);
}

/* Is every last day that tokens [FROM, TO) name for something else, and one at
 * least? */
static bool are_for_else(const struct unit *u, size_t from, size_t to)
{
    bool found = false;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (!context_is_cue(m, CUE_LAST_DAY) || m->from < from || m->to > to)
            continue;
        if (!is_particle(u, m->to) || !is_else(u, m->to, to))
            return false;
        found = true;
        from = phrase_end(u, m->to, to); /* what it is for names none */
    }
    return found;
}

bool last_day_is_for_else(const struct scene *s, struct row row)
{
    const struct unit *label = s->label;
    if (label != NULL && s->u->label == LABEL_DEADLINE)
        return are_for_else(label, 0, label->n);
    struct clause c = clause_of(s, row);
    return are_for_else(s->u, c.from, c.to);
}
