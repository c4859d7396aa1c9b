/* clauses.c - the clause that a date stands in; see clauses.h. */
#include "clauses.h"

#include "context.h"

#include <string.h>

static double weight_of(const struct scene *s, enum weight w)
{
    return s->r->w[w].weight;
}

#define DAY_BYTES 4 /* "dag", "dags" name no day */

bool clause_is_weekday(const struct unit *u, size_t i)
{
    return unit_in(u, i, WORDS_DAY_NAME) && u->tokens[i].len > DAY_BYTES;
}

/* Only words that belong to the date itself stand in [from, to). */
bool clause_is_bare(const struct unit *u, size_t from, size_t to)
{
    for (size_t k = from; k < to; k++)
        if (u->tokens[k].kind != TOKEN_PUNCT && !clause_is_weekday(u, k) &&
            !unit_in(u, k, WORDS_DATE_FILLER))
            return false;
    return true;
}

bool clause_is_only_days(struct arena *mem, const struct unit *u)
{
    size_t n, at = 0;
    const struct date_mention *m = dates_find(mem, u, &n);
    for (size_t i = 0; i < n; i++) {
        if (!m[i].ends_range && !clause_is_bare(u, at, m[i].from))
            return false;
        at = m[i].to;
    }
    return n > 0 && clause_is_bare(u, at, u->n);
}

static bool is_link(const struct unit *u, size_t k)
{
    return unit_is_punct(u, k, ',') || unit_is_punct(u, k, '/') ||
           unit_is_punct(u, k, '&') || unit_in(u, k, WORDS_AND) ||
           unit_in(u, k, WORDS_OR) || unit_in(u, k, WORDS_THEN) ||
           unit_in(u, k, WORDS_RESPECTIVELY) || unit_in(u, k, WORDS_DAY_WORD) ||
           clause_is_weekday(u, k);
}

/* "och den andra den 15 september", "och sist den 30 september": the word that
 * names the other round. */
static bool is_other_round(const struct unit *u, size_t k)
{
    return unit_match_at(u, LEX_ORDINAL, k) != NULL ||
           unit_in(u, k, WORDS_NEXT) || unit_in(u, k, WORDS_DAY_WORD) ||
           unit_in(u, k, WORDS_THAT) || unit_in(u, k, WORDS_FINALLY);
}

/* "1 maj, 1 september och 1 december": what the first is, the rest are. */
static bool continues(const struct unit *u, const struct date_mention *a,
                      const struct date_mention *b)
{
    if (b->from - a->to > 5 || b->from == a->to)
        return false;
    for (size_t k = a->to; k < b->from; k++)
        if (!is_link(u, k) && !(k > a->to && is_other_round(u, k)))
            return false;
    return true;
}

struct row clause_row(const struct scene *s, size_t i)
{
    struct row row = {i, i + (s->list[i].starts_range ? 1 : 0)};
    while (row.last + 1 < s->n) {
        const struct date_mention *next = &s->list[row.last + 1];
        if (!continues(s->u, &s->list[row.last], next) ||
            next->starts_range != s->list[i].starts_range)
            break;
        row.last += next->starts_range ? 2 : 1;
    }
    return row;
}

/* Does a clause of its own begin after the conjunction at K? "för föreningar
 * och stiftelser" joins names only. */
static bool opens_clause(const struct unit *u, size_t k, size_t date)
{
    if (date <= k + 4)
        return true;
    for (size_t j = 0; j < u->n_matches; j++) {
        const struct match *m = &u->matches[j];
        if (m->set == LEX_CUE && m->from > k && m->from <= k + 3)
            return true;
    }
    return false;
}

/* "31 januari → behandlas i mars": what follows from the day. */
static bool is_arrow(const struct token *t)
{
    if (t->kind != TOKEN_PUNCT)
        return false;
    return strncmp(t->norm, "\xE2\x86", 2) == 0 || t->norm[0] == '>' ||
           strncmp(t->norm, "\xE2\x87", 2) == 0;
}

static bool is_conjunction(const struct token *t)
{
    return token_in(t, WORDS_AND) || token_in(t, WORDS_BUT) ||
           token_in(t, WORDS_WHILE) || token_in(t, WORDS_WHO) ||
           token_in(t, WORDS_SO) || token_in(t, WORDS_THEN);
}

static bool is_break(const struct unit *u, size_t k, size_t date)
{
    const struct token *t = &u->tokens[k];
    if (t->kind == TOKEN_PUNCT) {
        bool last = k + 1 >= u->n;
        /* "på måndag, 30 november" is one day */
        if (t->norm[0] == ',' && k > 0 && clause_is_weekday(u, k - 1) &&
            clause_is_bare(u, k + 1, date))
            return false;
        if (t->norm[0] == ',')
            return last || u->tokens[k + 1].space;
        /* "under november (1.11-30.11)" says the time again. */
        if (t->norm[0] == '(')
            return !clause_is_bare(u, k + 1, date);
        return t->norm[0] == ';' || t->norm[0] == '|' || is_arrow(t) ||
               (t->norm[0] == '-' && t->space && !last &&
                u->tokens[k + 1].space);
    }
    if (unit_in(u, k + 1, WORDS_WITH))
        return false; /* "till och med" */
    return is_conjunction(t) && opens_clause(u, k, date);
}

static bool is_stop(const struct unit *u, size_t k)
{
    return unit_is_punct(u, k, '.') && k > 0 && k + 1 < u->n &&
           u->tokens[k + 1].space && u->tokens[k - 1].kind == TOKEN_WORD &&
           u->tokens[k - 1].len > 4;
}

static bool is_head(const struct unit *u, size_t k)
{
    return unit_in(u, k, WORDS_CLOCK) || unit_in(u, k, WORDS_AT_HOUR) ||
           unit_in(u, k, WORDS_DAY_WORD) || unit_is_punct(u, k, ',') ||
           unit_is_punct(u, k, '.') || unit_is_punct(u, k, '(') ||
           unit_is_punct(u, k, ')') || clause_is_weekday(u, k);
}

/* Where the words of mention I begin: "vid midnatt, klockan 24.00, söndagen
 * den 10 januari" is one. */
static size_t head_of(const struct scene *s, size_t i)
{
    const struct date_mention *d = &s->list[i];
    const struct date_mention *a = i > 0 ? d - 1 : NULL;
    size_t n, head = d->from, floor = 0;
    if (a != NULL)
        floor = a->time >= 0 && a->time_to > a->to ? a->time_to : a->to;
    struct time_mention *t = times_find(s->r->mem, s->u, &n);
    while (n-- > 0) {
        if (t[n].to > head || t[n].from < floor)
            continue;
        size_t k = t[n].to;
        while (k < head && is_head(s->u, k))
            k++;
        if (k < head)
            break;
        head = t[n].from;
    }
    return head;
}

/* "i stället för den 30 november gäller nu den 18 december": a clause of its
 * own begins at the verb of what holds. */
static bool is_now(const struct unit *u, size_t k)
{
    bool verb = unit_in(u, k, WORDS_HOLDS) || unit_in(u, k, WORDS_BECOMES) ||
                unit_in(u, k, WORDS_IS);
    return verb &&
           (unit_in(u, k + 1, WORDS_NOW) || unit_in(u, k + 1, WORDS_THEREFORE));
}

/* Nothing stands after B: "utbetalning sker mot räkningar, senast 30.11" ends
 * its clause and heads none. */
static bool is_last_word(const struct unit *u, const struct date_mention *b)
{
    size_t k = b->time >= 0 && b->time_to > b->to ? b->time_to : b->to;
    while (k < u->n && u->tokens[k].kind == TOKEN_PUNCT)
        k++;
    return k >= u->n;
}

/* Where the clause of mention B, whose words begin at HEAD, starts, past
 * mention A: the break just before B where B heads its clause, else the first
 * one. A's end where the two share a clause. */
static size_t boundary(const struct unit *u, const struct date_mention *a,
                       const struct date_mention *b, size_t head)
{
    size_t first = a->to;
    for (size_t k = a->to; k < head; k++) {
        if (is_now(u, k))
            return k;
        if (!is_break(u, k, b->from))
            continue;
        if (first == a->to)
            first = k + 1;
        if (clause_is_bare(u, k + 1, head) && !is_last_word(u, b))
            return k + 1;
    }
    return first;
}

static bool is_if(const struct unit *u, size_t k)
{
    return unit_in(u, k, WORDS_IF) || unit_in(u, k, WORDS_PROVIDED) ||
           unit_in(u, k, WORDS_OR);
}

#define NEWS_TOKENS 2 /* "och snabba beslut" */

/* ", och beslut har skickats": what followed, at the comma K. */
static bool tells_decision(const struct unit *u, size_t k, size_t to)
{
    size_t end = k + 2 + NEWS_TOKENS < to ? k + 2 + NEWS_TOKENS : to;
    return unit_is_punct(u, k, ',') && unit_in(u, k + 1, WORDS_AND) &&
           unit_find_in(u, LEX_CUE, CUE_DECISION, k + 2, end) != NULL;
}

/* Where a condition begins after the day: "..., om pengarna inte tar slut
 * innan dess"; or what came of it. */
static size_t condition(const struct unit *u, size_t from, size_t to)
{
    for (size_t k = from; k + 1 < to; k++)
        if ((unit_is_punct(u, k, ',') && is_if(u, k + 1)) ||
            tells_decision(u, k, to) ||
            (k > from && unit_in(u, k, WORDS_BECAUSE) &&
             !unit_is_punct(u, k - 1, ',') && !unit_is_punct(u, k - 1, ':')))
            return k;
    return to;
}

/* "först ansökan, sedan de verkliga kostnaderna": a step of its own. */
static bool is_next_step(const struct unit *u, size_t i)
{
    bool then = unit_in(u, i, WORDS_THEN) || unit_in(u, i, WORDS_SINCE) ||
                unit_in(u, i, WORDS_SO);
    if (i == 0 || !then || !unit_is_punct(u, i - 1, ','))
        return false;
    for (size_t k = 0; k < i; k++)
        if (unit_in(u, k, WORDS_FIRST))
            return true;
    return false;
}

/* "När ansökningstiden har gått ut, ...": past the comma of the clause of time
 * that the unit begins with; 0 where it begins with none, or where the day of
 * token AT is told within it: "När vi stänger, den 1 mars, ..." */
static size_t past_when(const struct unit *u, size_t at)
{
    if (!unit_in(u, 0, WORDS_WHEN) && !unit_in(u, 0, WORDS_ONCE) &&
        !unit_in(u, 0, WORDS_AFTER))
        return 0;
    for (size_t k = 1; k < at; k++)
        if (unit_is_punct(u, k, ','))
            return clause_is_bare(u, k + 1, at) ? 0 : k + 1;
    return 0;
}

/* "Ansökningarna läses av två sakkunniga, och ...": what follows is later than
 * what is done with the applications at the comma K. */
static bool follows_handling(const struct unit *u, size_t k)
{
    return unit_is_punct(u, k, ',') && unit_in(u, k + 1, WORDS_AND) &&
           unit_find_in(u, LEX_CUE, CUE_APPLY, 0, k) != NULL &&
           unit_find_in(u, LEX_CUE, CUE_DECISION, 0, k) != NULL;
}

/* Past the last "men", "but" or semicolon before token AT, or what else parts
 * it from what is said before: that is not said of what follows, even where no
 * date stands before. */
static size_t contrast(const struct unit *u, size_t at)
{
    for (size_t k = at; k > 0; k--)
        if (unit_in(u, k - 1, WORDS_BUT) || unit_in(u, k - 1, WORDS_WHILE) ||
            unit_is_punct(u, k - 1, ';') || is_next_step(u, k - 1) ||
            (k + 1 < at && follows_handling(u, k - 1)))
            return k;
    return past_when(u, at);
}

/* Where "nästa måndag, den 30 november" begins whose day is at A: no earlier
 * than FLOOR. */
static size_t before_weekday(const struct unit *u, size_t a, size_t floor)
{
    size_t k = a;
    while (k > floor && a - k < 3 &&
           (unit_in(u, k - 1, WORDS_DAY_WORD) || unit_is_punct(u, k - 1, ',')))
        k--;
    if (k <= floor || !clause_is_weekday(u, k - 1))
        return a;
    k--;
    return k > floor && unit_in(u, k - 1, WORDS_NEXT) ? k - 1 : k;
}

struct clause clause_of(const struct scene *s, struct row row)
{
    const struct unit *u = s->u;
    const struct date_mention *first = &s->list[row.first];
    const struct date_mention *last = &s->list[row.last];
    struct clause c = {0, u->n, first->from, last->to, false};
    if (row.first > 0) {
        c.from = boundary(u, first - 1, first, head_of(s, row.first));
        if (c.from == (first - 1)->to)
            c.from = row.first > 1 ? (first - 2)->to : 0;
    }
    /* A stop that did not end the sentence (what followed it was struck out)
     * ends the clause. */
    for (size_t k = c.b; k + 1 < c.to; k++)
        if (is_stop(u, k))
            c.to = k;
    if (row.last + 1 < s->n) {
        size_t at = boundary(u, last, last + 1, head_of(s, row.last + 1));
        c.to = at != last->to ? at : (last + 1)->from;
    }
    c.to = condition(u, c.b, c.to);
    if (last->time >= 0 && last->time_to > c.b)
        c.b = last->time_to;
    size_t head = head_of(s, row.first);
    if (head < c.a)
        c.a = head;
    if (first->time >= 0 && first->time_from < c.a)
        c.a = first->time_from;
    c.a = before_weekday(u, c.a, c.from);
    if (row.first == 0)
        c.from = contrast(u, c.a);
    c.fronted = clause_is_bare(u, c.from, c.a);
    return c;
}

/* Another date stands between the cue and the clause's own. */
static bool is_crossed(const struct scene *s, const struct clause *c,
                       const struct match *m)
{
    for (size_t i = 0; i < s->n; i++) {
        const struct date_mention *d = &s->list[i];
        if ((d->from >= m->to && d->to <= c->a) ||
            (d->from >= c->b && d->to <= m->from))
            return true;
    }
    return false;
}

/* "... den 30 juni, which is the final day to submit": the words are said of
 * the day, however far. */
static bool is_apposed(const struct unit *u, size_t from, size_t to)
{
    if (to > from && unit_in(u, to - 1, WORDS_AT_THAT))
        return true;
    for (size_t k = from; k < to; k++)
        if (!unit_in(u, k, WORDS_APPOSED) && !unit_is_punct(u, k, ','))
            return false;
    return to > from;
}

bool clause_follows_arrow(const struct scene *s, size_t i)
{
    size_t at = i > 0 ? s->list[i - 1].to : s->list[i].from;
    for (; at < s->list[i].from; at++)
        if (is_arrow(&s->u->tokens[at]))
            return true;
    return false;
}

double clause_hears_match(const struct scene *s, const struct clause *c,
                          const struct match *m, enum side side, double fade,
                          size_t limit)
{
    double d;
    if (clause_is_unheard(s, c, m))
        return 0;
    if (m->to <= c->a && (side & SIDE_BEFORE))
        d = context_distance(s->u, m->to, c->a);
    else if (m->from >= c->b && (side & SIDE_AFTER))
        d = is_apposed(s->u, c->b, m->from)
                ? 0
                : context_distance(s->u, c->b, m->from);
    else if (m->from < c->b && m->to > c->a)
        d = 0;
    else
        return 0;
    if (limit != 0 && d > (double)limit)
        return 0;
    double w = m->entry->weight / (1 + d / fade);
    bool own = m->from >= c->from && m->to <= c->to;
    /* "Förra omgången, som stängde 3 maj": the relative clause is of it. */
    if (!own && m->entry->index != CUE_PAST_ROUND)
        w *= weight_of(s, WEIGHT_DATE_CLAUSE);
    else if (is_crossed(s, c, m))
        w *= weight_of(s, WEIGHT_DATE_CROSSING);
    return w;
}

/* The strongest match of CUE beside the clause's dates. */
/* "Stängt sedan" says more than "stängt". */
static bool is_within_deadline(const struct unit *u, const struct match *m)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *o = &u->matches[k];
        if (o->set == LEX_CUE && o->entry->index == CUE_DEADLINE &&
            o->from == m->from && o->to > m->to)
            return true;
    }
    return false;
}

#define PLAIN_ADVICE 2 /* "ansökan kompletteras", whatever else it says */

double clause_hears(const struct scene *s, const struct clause *c, enum cue cue,
                    enum weight weight, enum side side, size_t limit)
{
    double best = 0;
    const struct weight_value *w = &s->r->w[weight];
    for (size_t k = 0; k < s->u->n_matches; k++) {
        const struct match *m = &s->u->matches[k];
        if (m->set != LEX_CUE || m->entry->index != (int)cue)
            continue;
        if (m->from > 0 && unit_in(s->u, m->from - 1, WORDS_NOBODY))
            continue; /* "men det är inga stoppdatum" */
        if (cue == CUE_ADVICE && m->entry->weight < PLAIN_ADVICE &&
            is_within_deadline(s->u, m))
            continue;
        double h = clause_hears_match(s, c, m, side, w->reach, limit);
        if (h > best)
            best = h;
    }
    return w->weight * best;
}

bool clause_has(const struct unit *u, const struct clause *c, enum cue cue)
{
    return unit_find_in(u, LEX_CUE, (int)cue, c->from, c->to) != NULL;
}
