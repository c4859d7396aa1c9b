/* clause.c - cuts a sentence among its sums and shares; see clause.h. */
#include "clause.h"

#define JOIN_COST 3.0   /* words that a new clause counts as */
#define HEAD_FACTOR 0.7 /* the head speaks of later mentions this strongly */

/* How well token I parts two clauses; 0 not at all. */
static int parting(const struct unit *u, size_t i)
{
    const struct token *t = &u->tokens[i];
    if (t->kind == TOKEN_PUNCT) {
        switch (t->norm[0]) {
        case ';':
        case '|':
            return 5;
        case '.': /* a unit is a sentence: it follows an abbreviation */
            return 1;
        case ':':
            return t->space || (i + 1 < u->n && u->tokens[i + 1].space) ? 4 : 0;
        case ',':
        case '(':
        case ')':
            return 3;
        case '-':
            return t->space ? 3 : 0;
        default:
            return 0;
        }
    }
    if (token_in(t, WORDS_AND) || token_in(t, WORDS_BUT) ||
        token_in(t, WORDS_WHILE) || token_in(t, WORDS_HOWEVER) ||
        token_in(t, WORDS_WHEREOF))
        return 2;
    return token_in(t, WORDS_OF);
}

/* "det största, Rosenstipendiet, är 60 000": a name between commas parts
 * nothing. */
static bool in_apposition(const struct unit *u, size_t i, size_t from,
                          size_t to)
{
    for (size_t k = from; k < to; k++) {
        if (!unit_is_punct(u, k, ','))
            continue;
        for (size_t e = k + 2; e <= k + 4 && e + 1 < to; e++) {
            if (!unit_is_punct(u, e, ','))
                continue;
            if ((i == k || i == e) &&
                (unit_in(u, e + 1, WORDS_IS) || unit_in(u, e + 1, WORDS_WAS) ||
                 unit_in(u, e + 1, WORDS_AMOUNTS_TO)))
                return true;
        }
    }
    return false;
}

/* The token at which the words between two mentions are parted. A point after
 * "kr" parts only where nothing better does. */
static size_t border(const struct unit *u, size_t from, size_t to)
{
    int best = 0;
    size_t at = from + (to - from) / 2;
    for (size_t i = from; i < to; i++) {
        int p = parting(u, i);
        if (p == 4 && i == from)
            p = 1;
        if (p == 3 && in_apposition(u, i, from, to))
            p = 0;
        if (p > 0 && p >= best) {
            best = p;
            at = i;
        }
    }
    return at;
}

/* A sum that is a part of a share ("75 kronor av varje hundralapp") is none,
 * nor is a share that is a part of a sum ("halva prisbasbeloppet"). */
static void drop_parts(struct mentions *ms)
{
    size_t sums = 0, shares = 0;
    for (size_t i = 0; i < ms->n_sums; i++) {
        bool part = false;
        for (size_t k = 0; k < ms->n_shares; k++)
            part |= ms->shares[k].from <= ms->sums[i].from &&
                    ms->shares[k].to >= ms->sums[i].to;
        if (!part)
            ms->sums[sums++] = ms->sums[i];
    }
    ms->n_sums = sums;
    for (size_t k = 0; k < ms->n_shares; k++) {
        bool part = false;
        for (size_t i = 0; i < ms->n_sums; i++)
            part |= ms->sums[i].from <= ms->shares[k].from &&
                    ms->sums[i].to >= ms->shares[k].to;
        if (!part)
            ms->shares[shares++] = ms->shares[k];
    }
    ms->n_shares = shares;
}

static void merge(struct arena *mem, struct mentions *ms)
{
    ms->n = 0;
    ms->clauses =
        arena_alloc(mem, (ms->n_sums + ms->n_shares + 1) * sizeof *ms->clauses);
    size_t i = 0, j = 0;
    while (i < ms->n_sums || j < ms->n_shares) {
        struct clause c = {0};
        if (j == ms->n_shares ||
            (i < ms->n_sums && ms->sums[i].from <= ms->shares[j].from)) {
            c.from = ms->sums[i].from;
            c.to = ms->sums[i++].to;
        } else {
            c.from = ms->shares[j].from;
            c.to = ms->shares[j++].to;
        }
        /* "en halv" is read both as a sum's and as a share's words. */
        if (ms->n > 0 && c.from < ms->clauses[ms->n - 1].to)
            c.from = ms->clauses[ms->n - 1].from;
        ms->clauses[ms->n++] = c;
    }
}

/* "Vi betalar 70 procent, resten ska föreningen ordna", "egen insats är 20
 * procent, varav hälften får vara arbete": the rest and the part are clauses of
 * their own, though no figure is said of them. */
static void end_at_rest(const struct unit *u, struct clause *c)
{
    for (size_t i = c->to; i < c->end; i++)
        if (unit_cue_at(u, CUE_REST, i) != NULL ||
            unit_cue_at(u, CUE_PART_USE, i) != NULL) {
            c->end = i;
            return;
        }
}

void mentions_find(struct arena *mem, const struct unit *u,
                   struct mentions *ret)
{
    ret->unit = u;
    ret->sums = sums_find(mem, u, &ret->n_sums);
    ret->shares = shares_find(mem, u, &ret->n_shares);
    drop_parts(ret);
    merge(mem, ret);
    for (size_t i = 0; i < ret->n; i++) {
        struct clause *c = &ret->clauses[i];
        c->first = i == 0;
        c->end = u->n;
        if (i == 0)
            continue;
        struct clause *before = c - 1;
        c->begin = before->to <= c->from ? border(u, before->to, c->from)
                                         : before->begin;
        before->end = c->begin;
    }
    for (size_t i = 0; i < ret->n; i++)
        end_at_rest(u, &ret->clauses[i]);
}

const struct clause *mentions_clause(const struct mentions *ms, size_t from)
{
    const struct clause *c = ms->clauses;
    for (size_t i = 0; i < ms->n; i++)
        if (ms->clauses[i].from <= from)
            c = &ms->clauses[i];
    return c;
}

static bool in_head(const struct mentions *ms, const struct match *m)
{
    return m->to <= ms->clauses[0].from;
}

bool clause_holds(const struct clause *c, const struct match *m)
{
    return m->from >= c->begin && m->to <= c->end;
}

/* "300 tkr per år och brukar ha pengar kvar", "2 mkr som vi har fått": words
 * that begin another clause after the mention. */
static int joins_between(const struct unit *u, size_t from, size_t to)
{
    int n = 0;
    for (size_t i = from; i < to; i++)
        n += parting(u, i) == 2 || unit_in(u, i, WORDS_WHO) ||
             unit_in(u, i, WORDS_IF);
    return n;
}

#define BELOW_TOKENS 3 /* "projekt under cirka 50 000" */

/* "Insatser under 2027": said of a time, where no sum follows. */
static bool is_of_time(const struct mentions *ms, const struct match *m)
{
    if (!unit_in(ms->unit, m->to - 1, WORDS_DURING))
        return false;
    for (size_t i = 0; i < ms->n_sums; i++)
        if (ms->sums[i].from >= m->to &&
            ms->sums[i].from <= m->to + BELOW_TOKENS)
            return false;
    return true;
}

double clause_weight(const struct mentions *ms, const struct clause *c,
                     enum cue cue, const struct weight_value *w, enum side side,
                     double leak)
{
    const struct unit *u = ms->unit;
    double best = 0;
    if (!unit_has_cue(u, cue))
        return 0;
    const struct match *m, *end = unit_matches_of(u, LEX_CUE, &m);
    for (; m < end; m++) {
        if (m->entry->index != (int)cue ||
            (cue == CUE_COST_LIMIT && is_of_time(ms, m)))
            continue;
        double d = 0;
        if (m->to <= c->from && (side & SIDE_BEFORE))
            d = context_distance(u, m->to, c->from);
        else if (m->from >= c->to && (side & SIDE_AFTER))
            d = context_distance(u, c->to, m->from) +
                JOIN_COST * joins_between(u, c->to, m->from);
        else if (m->from >= c->to || m->to <= c->from)
            continue; /* the cue may go round the mention: d is 0 */
        double s = m->entry->weight / (1 + d / w->reach);
        if (d > 0 && !clause_holds(c, m))
            s *= in_head(ms, m) ? HEAD_FACTOR : leak;
        if (s > best)
            best = s;
    }
    return w->weight * best;
}
