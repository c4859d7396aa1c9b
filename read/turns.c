/* turns.c - small words that turn a date's role round; see turns.h. */
#include "turns.h"

#include "context.h"

static void raise_to(double *score, double w)
{
    if (w > *score)
        *score = w;
}

/* Where the cue begins, and 1, if only "den", a weekday and the like stand
 * between it and its day; else 0. */
static size_t stands_before(const struct unit *u, const struct clause *c,
                            enum cue cue)
{
    size_t at = 0;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set == LEX_CUE && m->entry->index == (int)cue && m->to <= c->a &&
            m->from + 1 > at && clause_is_bare(u, m->to, c->a))
            at = m->from + 1;
    }
    return at;
}

#define CLOSE_WORDS 3 /* "före onsdagen den 3 mars" */

/* "Ansökningar som inkommer efter den 15 april behandlas inte": what comes
 * after the last day. */
static bool is_too_late(const struct unit *u, const struct clause *c)
{
    bool follows = false, out = clause_has(u, c, CUE_NEGATION);
    for (size_t k = c->a; k > c->from && c->a - k < CLOSE_WORDS; k--)
        follows |= unit_in(u, k - 1, WORDS_AFTER);
    for (size_t k = c->b; k < u->n; k++)
        out |= unit_in(u, k, WORDS_TOO_LATE);
    return follows && out &&
           (clause_has(u, c, CUE_APPLY) || clause_has(u, c, CUE_PERIOD));
}

void turn_by_preposition(const struct scene *s, const struct clause *c,
                         double score[static ROLE_COUNT])
{
    const struct unit *u = s->u;
    size_t since = stands_before(u, c, CUE_FROM);
    size_t to = stands_before(u, c, CUE_UNTIL);
    bool from = since > 0 && since >= to; /* "from today until" */
    bool until = to > since || stands_before(u, c, CUE_LATEST) > 0;
    if (to > 1 && unit_in(u, to - 2, WORDS_SHUT)) {
        /* "Formuläret är låst till den 7 december" */
        raise_to(&score[ROLE_OPENS], s->r->w[WEIGHT_DATE_OPENS_AFTER].weight);
        score[ROLE_DEADLINE] = 0;
        return;
    }
    bool not_before = false;
    for (size_t k = c->a; k > 0 && c->a - k < CLOSE_WORDS; k--)
        not_before |=
            unit_in(u, k - 1, WORDS_BEFORE) || unit_in(u, k - 1, WORDS_EARLIER);
    if (is_too_late(u, c))
        raise_to(&score[ROLE_DEADLINE],
                 s->r->w[WEIGHT_DATE_DEADLINE_AFTER].weight);
    if (not_before && clause_has(u, c, CUE_NEGATION) &&
        !(clause_has(u, c, CUE_DEADLINE) && !clause_has(u, c, CUE_OPENS))) {
        raise_to(&score[ROLE_OPENS], score[ROLE_DEADLINE]);
        score[ROLE_DEADLINE] = 0;
    } else if (until && !from && clause_has(u, c, CUE_PROLONGED) &&
               clause_has(u, c, CUE_OPENS) && !clause_has(u, c, CUE_DEADLINE)) {
        score[ROLE_DEADLINE] = 0; /* "Öppningen skjuts upp till ..." */
    } else if (until && !from) {
        score[ROLE_OPENS] = 0;
    } else if (from && !until && score[ROLE_OPENS] > 0 &&
               context_unit(u, CUE_PROLONGED) == 0) {
        score[ROLE_DEADLINE] = 0;
    }
}

static bool denies(const struct unit *u, size_t i)
{
    return unit_in(u, i, WORDS_NOT) || unit_in(u, i, WORDS_FORMERLY);
}

/* "... inte den 18 december som vi först skrev", "(tidigare 1 mars)" */
static bool is_denied(const struct unit *u, size_t i)
{
    if (i > 1 && unit_is_punct(u, i - 2, '(') &&
        (unit_in(u, i - 1, WORDS_WAS) || unit_in(u, i - 1, WORDS_ORIGINALLY)))
        return true;
    while (i > 0 && clause_is_bare(u, i - 1, i) && !denies(u, i - 1) &&
           !unit_in(u, i - 1, WORDS_LATEST) &&
           !unit_in(u, i - 1, WORDS_AFTER) && !unit_in(u, i - 1, WORDS_FROM) &&
           u->tokens[i - 1].kind != TOKEN_PUNCT)
        i--;
    /* "Vänta inte till den 15 januari" */
    if (i > 1 && unit_in(u, i - 2, WORDS_WAIT))
        return false;
    /* "Sista dag är som tidigare den 15 januari" */
    return i > 0 && denies(u, i - 1) &&
           !(i > 1 &&
             (unit_in(u, i - 2, WORDS_AS) || unit_in(u, i - 2, WORDS_JUST_AS)));
}

/* "Slutdagen, den 30 oktober, har ... flyttats fram till den 11 december": the
 * day moved stands before the verb, the new one after it and "till". */
static bool is_moved_on(const struct scene *s, struct row row)
{
    const struct unit *u = s->u;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set != LEX_CUE || m->entry->index != CUE_PROLONGED ||
            m->from < s->list[row.last].to)
            continue;
        for (size_t i = row.last + 1; i < s->n; i++)
            for (size_t w = m->to;
                 s->list[i].from >= m->to && w < s->list[i].from; w++)
                if ((unit_in(u, w, WORDS_TO) || unit_in(u, w, WORDS_UNTIL)) &&
                    clause_is_bare(u, w + 1, s->list[i].from))
                    return true;
    }
    return false;
}

/* "I stället för den 30 november gäller nu den 18 december" */
static bool is_the_new(const struct scene *s, struct row row,
                       const struct clause *c)
{
    for (size_t k = s->list[row.first - 1].to; k < c->a; k++)
        if (unit_in(s->u, k, WORDS_NOW))
            return unit_find_in(s->u, LEX_CUE, CUE_SUPERSEDED, 0,
                                s->list[row.first - 1].from) != NULL;
    return false;
}

void turn_moved(const struct scene *s, struct row row, const struct clause *c,
                double score[static ROLE_COUNT])
{
    const struct unit *u = s->u;
    if (is_denied(u, c->a))
        score[ROLE_SUPERSEDED] += 4;
    if (score[ROLE_DEADLINE] > 0 && is_moved_on(s, row))
        score[ROLE_SUPERSEDED] += 4;
    bool moves =
        context_unit(u, CUE_PROLONGED) > 0 ||
        (s->label != NULL && context_unit(s->label, CUE_PROLONGED) > 0);
    if (row.last + 1 < s->n && s->list[row.last + 1].from == c->b &&
        s->list[row.last].has_day && s->list[row.last + 1].has_day &&
        !s->list[row.last].starts_range &&
        (moves || context_unit(u, CUE_UPDATED) > 0))
        score[ROLE_SUPERSEDED] += 4;
    if (row.first > 0 && is_the_new(s, row, c)) {
        score[ROLE_SUPERSEDED] = 0;
        raise_to(&score[ROLE_DEADLINE], s->r->w[WEIGHT_DATE_PROLONGED].weight);
    }
    if (!moves)
        return;
    if (row.first > 0 && score[ROLE_SUPERSEDED] < 1)
        score[ROLE_SUPERSEDED] = 0; /* said of the day before */
    if (context_cue(u, CUE_FROM, c->a, c->b, SIDE_BEFORE, 2, 2) > 0)
        score[ROLE_SUPERSEDED] += 3;
    else if (score[ROLE_SUPERSEDED] == 0 && score[ROLE_UPDATED] == 0)
        score[score[ROLE_OPENS] > score[ROLE_DEADLINE] ? ROLE_OPENS
                                                       : ROLE_DEADLINE] +=
            s->r->w[WEIGHT_DATE_PROLONGED].weight;
}
