/* bounds.c - bounds of sums and shares; see bounds.h. */
#include "bounds.h"

#define BEFORE_WORDS 6 /* "högst sammanlagt ca 50 000" */
#define AFTER_TOKENS 2 /* "50 000 kronor är max" */
#define NO_TOKENS 9    /* "ingen av butikerna kan få mer än" */
#define REFUSAL_TOKENS 10
#define SAID_TOKENS 5   /* "45 000 kronor för hela året är det stopp" */
#define LIMIT_TOKENS 6  /* "över 600 000 kan det tyvärr inte" */
#define PLAIN_BOUND 0.5 /* less is said of more than bounds: "kan bli" */
#define PAIR_TOKENS 4   /* "lägsta och högsta", "som minst och som mest" */

static size_t previous_end(const struct mentions *ms, const struct clause *c)
{
    return c > ms->clauses ? (c - 1)->to : 0;
}

/* Is there a "no" or "not" in tokens [from, to), no semicolon between? */
static bool denied(const struct unit *u, size_t from, size_t to, bool refusals)
{
    bool found = false;
    for (size_t i = from; i < to && i < u->n; i++) {
        const struct match *m;
        if (unit_is_punct(u, i, ';'))
            found = false;
        for (size_t k = 0; k < u->n_matches; k++) {
            m = &u->matches[k];
            if (m->from == i && (context_is_cue(m, CUE_NEGATION) ||
                                 (refusals && context_is_cue(m, CUE_REFUSED))))
                found = true;
        }
    }
    return found;
}

/* The words between, too many where another quantity is among them: "högst
 * två år, ur en fond på sex miljoner". */
static size_t words_between(const struct unit *u, size_t from, size_t to)
{
    size_t n = 0;
    for (size_t i = from; i < to; i++) {
        const struct match *m = unit_match_at(u, LEX_NUMBER, i);
        if (u->tokens[i].kind == TOKEN_NUMBER ||
            (m != NULL && m->entry->number != 1))
            return 99;
        n += u->tokens[i].kind != TOKEN_PUNCT;
    }
    return n;
}

/* "Något högsta belopp finns inte, men ..." */
static bool is_missing(const struct unit *u, const struct match *m)
{
    return m->to + 2 < u->n && unit_in(u, m->to, WORDS_EXISTS) &&
           denied(u, m->to + 1, m->to + 2, false);
}

/* The match of CUE that stands closest before the mention, or round it. Terms
 * of less weight reach less far. */
static const struct match *closest_before(const struct mentions *ms,
                                          const struct clause *c, enum cue cue)
{
    const struct unit *u = ms->unit;
    const struct match *best = NULL;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (!context_is_cue(m, cue) || m->from < previous_end(ms, c) ||
            m->from < c->begin)
            continue;
        if ((cue == CUE_CEILING || cue == CUE_FLOOR) && m->from > 0 &&
            (denied(u, m->from - 1, m->from, false) || is_missing(u, m)))
            continue; /* "ingen övre gräns" */
        bool round = m->from < c->from && m->to > c->from;
        bool near =
            m->to <= c->from && (double)words_between(u, m->to, c->from) <=
                                    BEFORE_WORDS * m->entry->weight;
        if ((round || near) && (best == NULL || m->to > best->to ||
                                (m->to == best->to && m->from < best->from)))
            best = m;
    }
    return best;
}

/* "...är det mesta vi ger" says of the sum what it is, from farther away than
 * "som mest" does; "..., vilket är det mesta" and "..., men aldrig mer" also
 * past a comma. */
static size_t reach_after(const struct unit *u, const struct match *m,
                          bool *relative)
{
    const struct token *t = &u->tokens[m->from];
    *relative = token_in(t, WORDS_WHICH) || token_in(t, WORDS_BUT);
    return *relative || token_in(t, WORDS_IS) || token_in(t, WORDS_BECOMES) ||
                   token_in(t, WORDS_LIMITS)
               ? SAID_TOKENS
               : AFTER_TOKENS;
}

/* Does no number follow that the words of M could be of? */
static bool closes(const struct unit *u, const struct match *m)
{
    if (m->to >= u->n || u->tokens[m->to].kind == TOKEN_PUNCT)
        return true;
    const struct match *number = unit_match_at(u, LEX_NUMBER, m->to);
    return u->tokens[m->to].kind == TOKEN_WORD &&
           unit_match_at(u, LEX_MONEY, m->to) == NULL &&
           (number == NULL || (number->entry->number == 1 &&
                               m->to - m->from > 2)); /* "ett företag" */
}

/* "50 000 kronor som mest", where no other number follows that the words
 * could be of. */
static bool bounded_after(const struct mentions *ms, const struct clause *c,
                          enum cue cue)
{
    const struct unit *u = ms->unit;
    size_t next = c + 1 < ms->clauses + ms->n ? (c + 1)->from : u->n;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        bool relative;
        if (!context_is_cue(m, cue) || m->from < c->to || m->to > next ||
            m->from - c->to > reach_after(u, m, &relative) ||
            (m->to > c->end && !relative))
            continue;
        bool parted = false;
        for (size_t i = c->to; i < m->from; i++)
            parted |= u->tokens[i].kind == TOKEN_PUNCT &&
                      u->tokens[i].norm[0] != '.' &&
                      !(relative && i + 1 == m->from);
        if (!parted && closes(u, m))
            return true;
    }
    return false;
}

static bool refused_before(const struct mentions *ms, const struct clause *c,
                           const struct match *m)
{
    size_t from = previous_end(ms, c);
    /* "Inte mindre än 20 000 eller mer än 50 000": the first's "not" is the
     * second's too. */
    if (m->from > 0 && from > 0 &&
        (unit_in(ms->unit, m->from - 1, WORDS_OR) ||
         unit_in(ms->unit, m->from - 1, WORDS_AND)))
        return denied(ms->unit, 0, from, false);
    if (m->from > NO_TOKENS && m->from - NO_TOKENS > from)
        from = m->from - NO_TOKENS;
    for (size_t i = m->from; i > from; i--)
        if (unit_is_punct(ms->unit, i - 1, ',') ||
            unit_is_punct(ms->unit, i - 1, ';'))
            from = i;
    return denied(ms->unit, from, m->to, false);
}

static bool refused_after(const struct mentions *ms, const struct clause *c)
{
    size_t to =
        c->to + REFUSAL_TOKENS < c->end ? c->to + REFUSAL_TOKENS : c->end;
    for (size_t i = c->to; i < to; i++)
        if (unit_is_punct(ms->unit, i, ';'))
            to = i;
    return denied(ms->unit, c->to, to, true);
}

static bool joins(const struct token *t)
{
    return token_in(t, WORDS_AND) || token_in(t, WORDS_BUT) ||
           token_in(t, WORDS_SO) || token_in(t, WORDS_HOWEVER) ||
           token_in(t, WORDS_FOR);
}

/* "Över 600 000 kronor går vi inte", "mer än 8 000 kan det inte bli": the
 * sentence begins with the sum and a no follows. */
static bool limit_stated(const struct mentions *ms, const struct clause *c,
                         const struct match *over)
{
    const struct unit *u = ms->unit;
    if (over->from > 0 && u->tokens[over->from - 1].kind == TOKEN_WORD &&
        unit_find_in(u, LEX_CUE, CUE_AWARD, over->from - 1, over->from) ==
            NULL &&
        !joins(&u->tokens[over->from - 1]))
        return false;
    if (c->from > over->to + 1)
        return false;
    size_t to = c->to + LIMIT_TOKENS < u->n ? c->to + LIMIT_TOKENS : u->n;
    if (c + 1 < ms->clauses + ms->n && to > (c + 1)->from)
        to = (c + 1)->from;
    return denied(u, c->to, to, false) &&
           unit_find_in(u, LEX_CUE, CUE_ADVANCE, c->to, c->end) == NULL &&
           unit_find_in(u, LEX_CUE, CUE_DELEGATED, c->to, c->end) == NULL &&
           unit_find_in(u, LEX_CUE, CUE_DUTY, c->to, c->end) == NULL;
}

bool bounds_of_pair(const struct unit *words, size_t to, bool *rising)
{
    for (size_t k = 0; k < words->n_matches; k++) {
        const struct match *a = &words->matches[k];
        bool most = context_is_cue(a, CUE_CEILING),
             least = context_is_cue(a, CUE_FLOOR);
        if ((!most && !least) || a->to >= to || a->entry->weight < PLAIN_BOUND)
            continue;
        size_t end = a->to + PAIR_TOKENS < to ? a->to + PAIR_TOKENS : to;
        if (unit_find_in(words, LEX_CUE, most ? CUE_FLOOR : CUE_CEILING, a->to,
                         end) == NULL)
            continue;
        *rising = least;
        return true;
    }
    return false;
}

/* "60,000 each, travel up to 5,000": nothing but the bound stands between. */
static bool is_extra(const struct mentions *ms, const struct clause *c,
                     const struct match *cost)
{
    const struct match *most =
        unit_find_in(ms->unit, LEX_CUE, CUE_CEILING, cost->to, c->from);
    return ms->n_sums > 1 && c > ms->clauses && most != NULL &&
           most->from == cost->to && most->to == c->from;
}

bool limits_cost(const struct mentions *ms, const struct clause *c)
{
    const struct unit *u = ms->unit;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (!context_is_cue(m, CUE_COST_KIND) || m->to >= c->from ||
            m->from < c->begin ||
            (m->from > 0 && unit_find_in(u, LEX_CUE, CUE_PREPOSITION,
                                         m->from - 1, m->from) != NULL))
            continue;
        bool may =
            unit_find_in(u, LEX_CUE, CUE_COST_MAY, m->to, c->from) != NULL ||
            unit_find_in(u, LEX_CUE, CUE_REIMBURSED, m->to, c->from) != NULL;
        if ((may || is_extra(ms, c, m)) &&
            unit_find_in(u, LEX_CUE, CUE_AWARD, m->to, c->from) == NULL)
            return true;
    }
    return false;
}

/* "Ansökningar över 300 000 kronor avslås" */
static bool rejected_after(const struct mentions *ms, const struct clause *c)
{
    const struct unit *u = ms->unit;
    size_t to =
        c->to + REFUSAL_TOKENS < c->end ? c->to + REFUSAL_TOKENS : c->end;
    return c->to < to &&
           unit_find_in(u, LEX_CUE, CUE_REFUSED, c->to, to) != NULL;
}

#define PER_TOKENS 8 /* "per aktivitet inom programmet" */

/* "Högst 15 000 kronor per aktivitet och 30 000 per år": each per something,
 * with no bound of its own, so as much bound as the one before. */
static bool goes_on(const struct mentions *ms, const struct clause *c)
{
    const struct unit *u = ms->unit;
    if (c == ms->clauses || c->from == 0 ||
        !unit_in(u, c->from - 1, WORDS_AND) || !unit_in(u, c->to, WORDS_PER))
        return false;
    size_t before = (c - 1)->to;
    return before < c->from && unit_in(u, before, WORDS_PER) &&
           c->from - before <= PER_TOKENS;
}

struct bound bound_of(const struct mentions *ms, const struct clause *c)
{
    struct bound b = {0};
    const struct match *most = closest_before(ms, c, CUE_CEILING);
    const struct match *least = closest_before(ms, c, CUE_FLOOR);
    const struct match *over = closest_before(ms, c, CUE_OVER);
    const struct match *under = closest_before(ms, c, CUE_UNDER);
    bool rising;
    if (ms->n_sums == 2 && ms->n == 2 &&
        bounds_of_pair(ms->unit, ms->clauses[0].from, &rising)) {
        b.floor = (c == ms->clauses) == rising;
        b.ceiling = !b.floor;
        return b;
    }
    if (over != NULL && (refused_before(ms, c, over) ||
                         limit_stated(ms, c, over) || rejected_after(ms, c))) {
        b.ceiling = true;
        return b;
    }
    if (under != NULL &&
        (refused_before(ms, c, under) || refused_after(ms, c))) {
        b.floor = true;
        return b;
    }
    bool said = most != NULL || least != NULL || over != NULL || under != NULL;
    if (!said && goes_on(ms, c))
        return bound_of(ms, c - 1);
    if (most != NULL && (least == NULL || most->to >= least->to))
        b.ceiling = true;
    else if (least != NULL)
        b.floor = true;
    else if (bounded_after(ms, c, CUE_CEILING_AFTER))
        b.ceiling = true;
    else if (bounded_after(ms, c, CUE_FLOOR_AFTER))
        b.floor = true;
    /* "Beloppet måste vara större än 50 000" */
    if (!b.ceiling && !b.floor && (over != NULL || under != NULL)) {
        const struct match *m = over != NULL ? over : under;
        size_t from = m->from > NO_TOKENS ? m->from - NO_TOKENS : 0;
        if (from < previous_end(ms, c))
            from = previous_end(ms, c);
        if (unit_find_in(ms->unit, LEX_CUE, CUE_DUTY, from, m->from) != NULL &&
            unit_find_in(ms->unit, LEX_CUE, CUE_AWARD, from, m->from) != NULL) {
            b.floor = over != NULL;
            b.ceiling = over == NULL;
            return b;
        }
    }
    b.condition = !b.ceiling && !b.floor && (over != NULL || under != NULL);
    return b;
}
