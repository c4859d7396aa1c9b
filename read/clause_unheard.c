/*
 * clause_unheard.c - cues that stand beside a day and say nothing of it: what
 * the money is for, what those gain who keep the day, the year of the rounds.
 */
#include "clauses.h"

#include "context.h"

/* "... den 31 mars för aktiviteter under hösten": what the money is for, not
 * what happens on the day. */
static bool is_purpose(const struct unit *u, const struct clause *c,
                       const struct match *m)
{
    if (m->entry->index != CUE_PROJECT || m->from == 0 ||
        !(unit_in(u, m->from - 1, WORDS_FOR) ||
          unit_in(u, m->from - 1, WORDS_TO) ||
          unit_in(u, m->from - 1, WORDS_REGARDING)))
        return false;
    if (m->from > c->b)
        return true;
    /* "Ansökan för verksamhetsåret 2027 kan göras från ..." */
    for (size_t k = 0; k < u->n_matches; k++)
        if (u->matches[k].set == LEX_CUE && u->matches[k].to == m->from - 1 &&
            (u->matches[k].entry->index == CUE_APPLY ||
             u->matches[k].entry->index == CUE_PERIOD))
            return true;
    return false;
}

/* "sju veckor efter varje stoppdatum": a time counted from the day, which is
 * not the one that is dated. */
static bool is_offset(const struct unit *u, const struct match *m)
{
    if (m->entry->index != CUE_DEADLINE || m->from < 2)
        return false;
    size_t k = m->from - 1;
    bool every = unit_in(u, k, WORDS_EACH) || unit_in(u, k, WORDS_RESPECTIVELY);
    if (every)
        k--;
    return k > 0 &&
           (unit_in(u, k, WORDS_AFTER) || unit_in(u, k, WORDS_BEFORE)) &&
           (every || unit_in(u, k - 1, WORDS_TIME_UNIT));
}

/* "Den stänger sedan den 1 mars": then, not since. */
static bool is_then(const struct unit *u, const struct match *m)
{
    static const enum cue verbs[] = {CUE_DEADLINE, CUE_DECISION, CUE_BEGIN,
                                     CUE_END, CUE_RECEIVED};
    if (m->entry->index != CUE_FROM || !unit_in(u, m->from, WORDS_SINCE))
        return false;
    if (m->from == 0 || unit_in(u, m->from - 1, WORDS_OPENS))
        return m->from > 0;
    for (size_t i = 0; i < u->n_matches; i++)
        for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
            if (u->matches[i].set == LEX_CUE && u->matches[i].to == m->from &&
                u->matches[i].entry->index == (int)verbs[k])
                return true;
    return false;
}

#define ROUNDS_REACH 4 /* tokens: "omgångar under det här verksamhetsåret" */

bool clause_is_year_of_rounds(const struct unit *u, const struct match *m)
{
    if (m->set != LEX_CUE || m->to != m->from + 1 ||
        (m->entry->index != CUE_PROJECT && m->entry->index != CUE_DOING) ||
        !unit_in(u, m->from, WORDS_YEAR_OF_WORK))
        return false;
    for (size_t i = m->from; i > 1 && m->from - i < ROUNDS_REACH; i--)
        if (unit_in(u, i - 1, WORDS_IN_ROUNDS) &&
            (unit_in(u, i - 2, WORDS_COUNT_WORD) ||
             u->tokens[i - 2].kind == TOKEN_NUMBER))
            return true;
    return false;
}

/* "15 september (avslutad)": of the round, whose last day that was. */
static bool ends_round(const struct unit *u, const struct match *m)
{
    return m->from > 0 && unit_is_punct(u, m->from - 1, '(') &&
           unit_is_punct(u, m->to, ')') &&
           (m->entry->index == CUE_BEGIN || m->entry->index == CUE_RUN ||
            context_spans(u, CUE_END, m->from, m->to));
}

#define GAIN_WORDS 7 /* "för att få besked", "hvis de skal med på mødet" */

/* Does a date, with its hour, end just before token K, or before the comma
 * there? */
static bool follows_day(const struct scene *s, size_t k)
{
    k -= k > 0 && unit_is_punct(s->u, k - 1, ',');
    for (size_t i = 0; i < s->n; i++) {
        const struct date_mention *d = &s->list[i];
        if (d->to == k || (d->time >= 0 && d->time_to == k))
            return true;
    }
    return false;
}

/* "Senast 15 februari för att få besked i april, eller senast ...": what those
 * gain who keep the day, which is not the decision's; but "för beslut den 25
 * november". */
static bool is_gained(const struct scene *s, const struct clause *c,
                      const struct match *m)
{
    if ((m->entry->index != CUE_DECISION && m->entry->index != CUE_EVENT) ||
        (m->to <= c->a && clause_is_bare(s->u, m->to, c->a)))
        return false;
    for (size_t k = m->from; k > 0 && m->from - k < GAIN_WORDS; k--)
        if ((unit_in(s->u, k - 1, WORDS_FOR) ||
             unit_in(s->u, k - 1, WORDS_TO) || unit_in(s->u, k - 1, WORDS_SO) ||
             unit_in(s->u, k - 1, WORDS_IF)) &&
            follows_day(s, k - 1))
            return true;
    return false;
}

bool clause_is_unheard(const struct scene *s, const struct clause *c,
                       const struct match *m)
{
    return is_purpose(s->u, c, m) || is_then(s->u, m) || is_offset(s->u, m) ||
           is_gained(s, c, m) || ends_round(s->u, m) ||
           clause_is_year_of_rounds(s->u, m);
}
