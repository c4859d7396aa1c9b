/* bounds.c - bounds of sums and shares; see bounds.h. */
#include "bounds.h"

#define BEFORE_WORDS 6 /* "högst sammanlagt ca 50 000" */
#define AFTER_TOKENS 2 /* "50 000 kronor är max" */
#define NO_TOKENS 9    /* "ingen av butikerna kan få mer än" */
#define REFUSAL_TOKENS 10
#define BEYOND_TOKENS 6 /* "över 50 000 kronor går vi inte" */

static size_t previous_end(const struct mentions *ms, const struct clause *c)
{
    return c > ms->clauses ? (c - 1)->to : 0;
}

static bool is_cue(const struct match *m, enum cue cue)
{
    return m->set == LEX_CUE && m->entry->index == (int)cue;
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
            if (m->from == i && (is_cue(m, CUE_NEGATION) ||
                                 (refusals && is_cue(m, CUE_REFUSED))))
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

/* The match of CUE that stands closest before the mention, or round it. Terms
 * of less weight reach less far. */
static const struct match *closest_before(const struct mentions *ms,
                                          const struct clause *c, enum cue cue)
{
    const struct unit *u = ms->unit;
    const struct match *best = NULL;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (!is_cue(m, cue) || m->from < previous_end(ms, c) ||
            m->from < c->begin)
            continue;
        if ((cue == CUE_CEILING || cue == CUE_FLOOR) && m->from > 0 &&
            denied(u, m->from - 1, m->from, false))
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

/* Past "..., vilket också": what is said of the sum goes on there. */
static size_t past_relative(const struct unit *u, const struct clause *c)
{
    static const char *const words[] = {"vilket", "hvilket", "which",
                                        "som",    "noe",     "det"};
    static const char *const too[] = {"också", "även", "also", "også", "som"};
    size_t i = c->to;
    while (i < c->to + 3 && i < u->n && !unit_is_punct(u, i, ','))
        i++;
    if (!unit_is_punct(u, i, ',') || i + 2 >= u->n)
        return c->to;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
        if (!token_is(&u->tokens[i + 1], words[k]))
            continue;
        for (size_t t = 0; t < sizeof too / sizeof *too; t++)
            if (token_is(&u->tokens[i + 2], too[t]))
                return i + 3;
        return i + 2;
    }
    return c->to;
}

/* A number word other than the article: "är det mesta ett företag kan få". */
static bool counts(const struct unit *u, size_t i)
{
    const struct match *m = unit_match_at(u, LEX_NUMBER, i);
    return m != NULL && m->entry->number != 1;
}

/* Past "för hela året", "per år" after the sum. */
static size_t past_time(const struct unit *u, size_t at)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if ((is_cue(m, CUE_PER_YEAR) || is_cue(m, CUE_WHOLE_CALL)) &&
            m->from >= at && m->from <= at + 1)
            return m->to;
    }
    return at;
}

/* "50 000 kronor som mest", where no other number follows that the words
 * could be of. */
static bool bounded_after(const struct mentions *ms, const struct clause *c,
                          enum cue cue)
{
    const struct unit *u = ms->unit;
    size_t at = past_relative(u, c);
    if (at == c->to)
        at = past_time(u, at);
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        /* "är det högsta" may be turned: "vilket också är det högsta" */
        if (!is_cue(m, cue) || m->from < at || m->from - at > AFTER_TOKENS ||
            m->to > c->end)
            continue;
        bool parted = false;
        for (size_t i = at; i < m->from; i++)
            parted |=
                u->tokens[i].kind == TOKEN_PUNCT && u->tokens[i].norm[0] != '.';
        bool closes =
            m->to >= u->n || u->tokens[m->to].kind == TOKEN_PUNCT ||
            (u->tokens[m->to].kind == TOKEN_WORD &&
             unit_match_at(u, LEX_MONEY, m->to) == NULL && !counts(u, m->to));
        if (!parted && closes)
            return true;
    }
    return false;
}

/* "Inte mindre än 20 000 eller mer än 50 000": the first's "not" is the
 * second's too. */
static bool is_or(const struct token *t)
{
    return token_is(t, "eller") || token_is(t, "or") || token_is(t, "nor") ||
           token_is(t, "och") || token_is(t, "and") || token_is(t, "og");
}

static bool refused_before(const struct mentions *ms, const struct clause *c,
                           const struct match *m)
{
    size_t from = previous_end(ms, c);
    if (m->from > 0 && from > 0 && is_or(&ms->unit->tokens[m->from - 1]))
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
    size_t to = c->to + REFUSAL_TOKENS;
    return denied(ms->unit, c->to, to < c->end ? to : c->end, true);
}

/* "Mer än 8 000 kronor kan det inte bli", "över 600 000 inte heller": what is
 * not given stands before its verb. "Över 50 000 krävs inte anbud" says none
 * of giving. */
static bool not_given(const struct mentions *ms, const struct clause *c)
{
    const struct unit *u = ms->unit;
    size_t to = c->to + BEYOND_TOKENS < c->end ? c->to + BEYOND_TOKENS : c->end;
    for (size_t i = c->to; i < to; i++)
        if (u->tokens[i].kind == TOKEN_PUNCT && u->tokens[i].norm[0] != '.')
            to = i;
    if (!denied(u, c->to, to, false))
        return false;
    return unit_find_in(u, LEX_CUE, CUE_GIVES, c->to, to) != NULL ||
           (c->to + 1 < u->n && (token_is(&u->tokens[c->to + 1], "heller") ||
                                 token_is(&u->tokens[c->to + 1], "either")));
}

struct bound bound_of(const struct mentions *ms, const struct clause *c)
{
    struct bound b = {0};
    const struct match *most = closest_before(ms, c, CUE_CEILING);
    const struct match *least = closest_before(ms, c, CUE_FLOOR);
    const struct match *over = closest_before(ms, c, CUE_OVER);
    const struct match *under = closest_before(ms, c, CUE_UNDER);
    if (over != NULL && refused_before(ms, c, over)) {
        b.ceiling = b.refused = true;
        return b;
    }
    if (over != NULL && not_given(ms, c)) {
        b.ceiling = b.refused = true;
        return b;
    }
    if (under != NULL &&
        (refused_before(ms, c, under) || refused_after(ms, c))) {
        b.floor = true;
        b.refused = refused_before(ms, c, under);
        return b;
    }
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
