/*
 * demands.c - what a call asks of the organisation beside its form and place:
 * how long it has been active, its employees, its members, how many parties
 * must join.
 *
 * A number with such a noun stands on pages for much else: jobs to be made,
 * what a grant is counted by, whom a project reaches, what gives points. A
 * demand that is read where there is none hides the call from those who could
 * apply, one that is missed costs them a look at the page. So all that is in
 * doubt is passed over: beside sums and shares, under "if" and "rather", in a
 * question, said of one legal form among several, one of two ways to qualify.
 */
#include "context.h"
#include "found.h"
#include "sums.h"
#include "who.h"

#include "medel/caps.h"

#define BOUND_TOKENS 4   /* "får ha högst 49", "49 anställda eller färre" */
#define AGE_TOKENS 7     /* "får inte vara yngre än ett" */
#define NOUN_TOKENS 3    /* "100 betalande vuxna medlemmar" */
#define DEMANDS_MAX 8    /* of one sentence; more is a table of steps */
#define MONTHS_A_YEAR 12 /* in which ages are counted */

struct mention {
    enum demand what;
    size_t from, to; /* tokens of number and noun */
    double least, most;
};

struct demands {
    struct reader *r;
    struct source source[DEMAND_COUNT];
};

static bool anywhere(const struct unit *u, enum cue cue)
{
    return unit_find(u, LEX_CUE, cue) != NULL;
}

static bool has(const struct unit *u, enum wordlist l, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (token_in(&u->tokens[i], l))
            return true;
    return false;
}

/* --- is the sentence one that demands? ----------------------------------- */

static bool has_money(struct arena *mem, const struct unit *u)
{
    size_t n, shares;
    struct sum_mention *sums = sums_find(mem, u, &n);
    shares_find(mem, u, &shares);
    for (size_t i = 0; i < n; i++)
        if (!sums[i].bare)
            return true;
    return shares > 0;
}

static bool is_elsewhere(const struct unit *u)
{
    switch (u->section) {
    case SECTION_BACKGROUND:
    case SECTION_EXAMPLES:
    case SECTION_DECISIONS:
    case SECTION_EVENTS:
    case SECTION_RELATED:
    case SECTION_REPORTING:
    case SECTION_ASSESSMENT:
    case SECTION_CONTACT:
        return true;
    default:
        return false;
    }
}

static bool demands(struct arena *mem, const struct unit *u)
{
    return u->section == SECTION_WHO || u->label == LABEL_WHO ||
           anywhere(u, CUE_ELIGIBLE) || anywhere(u, CUE_INELIGIBLE) ||
           has(u, WORDS_MUST, 0, u->n) || anywhere(u, CUE_DUTY) ||
           (anywhere(u, CUE_MAY) && context_negated(u, 0, u->n)) ||
           who_unit_says(mem, u) == WHO_MAY;
}

static bool is_doubtful(struct arena *mem, const struct unit *u)
{
    return u->is_heading || unit_is_punct(u, u->n - 1, '?') ||
           has(u, WORDS_IF, 0, u->n) || has(u, WORDS_EITHER, 0, u->n) ||
           has(u, WORDS_CREATES, 0, u->n) || anywhere(u, CUE_PREFERRED) ||
           anywhere(u, CUE_EXAMPLE) || anywhere(u, CUE_NEED_NOT) ||
           anywhere(u, CUE_EXCEPT) || anywhere(u, CUE_TYPICAL) ||
           has_money(mem, u);
}

/* "Stiftelser ska ha funnits i två år" says nothing of associations. */
static bool is_of_some_forms(const struct reader *r, const struct unit *u)
{
    codeset named = 0, social = CODE_BIT(APPLICANT_SOCIAL_ENTERPRISE);
    for (size_t k = 0; k < u->n_matches; k++)
        if (u->matches[k].set == LEX_APPLICANT &&
            u->matches[k].entry->index >= 0)
            named |= CODE_BIT(u->matches[k].entry->index);
    return (named & ~social) != 0 &&
           (r->call->applicants & ~social & ~named) != 0;
}

/* --- numbers and what they count ----------------------------------------- */

/* What is counted at token I, DEMAND_COUNT where it is nothing of ours;
 * SCALE makes years of months. */
static enum demand counted_at(const struct unit *u, size_t i, double *scale)
{
    *scale = 1;
    if (unit_in(u, i, WORDS_MONTHS) || unit_in(u, i, WORDS_AGE_YEARS)) {
        *scale = unit_in(u, i, WORDS_MONTHS) ? 1.0 / MONTHS_A_YEAR : 1;
        return anywhere(u, CUE_ESTABLISHED) || unit_in(u, i, WORDS_BOOK_YEARS)
                   ? DEMAND_OPERATING_YEARS
                   : DEMAND_COUNT;
    }
    if (unit_in(u, i, WORDS_EMPLOYEES))
        return DEMAND_EMPLOYEES;
    if (unit_in(u, i, WORDS_MEMBERS))
        return DEMAND_MEMBERS;
    if (unit_in(u, i, WORDS_PARTIES) ||
        (unit_in(u, i, WORDS_BODIES) && anywhere(u, CUE_CONSORTIUM)))
        return DEMAND_PARTNERS;
    return DEMAND_COUNT;
}

/* The noun at or soon after token I: "100 betalande medlemmar". */
static bool find_noun(const struct unit *u, size_t i, enum demand *what,
                      double *scale, size_t *to)
{
    for (size_t k = i; k < u->n && k < i + NOUN_TOKENS; k++) {
        *what = counted_at(u, k, scale);
        *to = k + 1;
        if (*what != DEMAND_COUNT)
            return true;
        if (u->tokens[k].kind != TOKEN_WORD || who_is_join(u, k))
            return false;
    }
    return false;
}

/* "10-49", "mellan 10 och 49", "10 till 49": the number after that at I. */
static bool second_number(const struct unit *u, size_t from, size_t i,
                          double *high, size_t *to)
{
    bool between = from > 0 && unit_in(u, from - 1, WORDS_BETWEEN);
    if (!unit_is_punct(u, i, '-') && !unit_in(u, i, WORDS_TO) &&
        !(between && unit_in(u, i, WORDS_AND)))
        return false;
    return sums_number_at(u, i + 1, high, to);
}

/* "yngre än tre år", "inte äldre än tre år": true where it says either. */
static bool bound_of_age(const struct unit *u, struct mention *m, double value)
{
    size_t from = m->from > AGE_TOKENS ? m->from - AGE_TOKENS : 0;
    bool younger = has(u, WORDS_YOUNGER, from, m->from);
    bool older = has(u, WORDS_OLDER, from, m->from);
    if (m->what != DEMAND_OPERATING_YEARS || younger == older)
        return false;
    if (context_negated(u, from, m->to))
        younger = !younger;
    *(younger ? &m->most : &m->least) = value;
    return true;
}

/* Which way the words about the number point. */
static void bound(const struct unit *u, struct mention *m, double value)
{
    /* "färre än 50 anställda": whole ones */
    double whole = m->what == DEMAND_OPERATING_YEARS ? 0 : 1;
    if (bound_of_age(u, m, value))
        return;
    size_t from = m->from > BOUND_TOKENS ? m->from - BOUND_TOKENS : 0;
    size_t to = m->to + BOUND_TOKENS < u->n ? m->to + BOUND_TOKENS : u->n;
    bool refused = anywhere(u, CUE_INELIGIBLE) || anywhere(u, CUE_REFUSED);
    bool floor = context_says(u, CUE_FLOOR, from, to);
    bool ceiling = context_says(u, CUE_CEILING, from, m->from);
    bool over = context_says(u, CUE_OVER, from, m->from);
    bool under = context_says(u, CUE_UNDER, from, m->from);
    if (floor + ceiling + over + under > 1)
        return;
    if (refused) { /* "de som har fler än 249 anställda kan inte söka" */
        if (over)
            m->most = value;
        else if (under)
            m->least = value;
    } else if (floor || over) {
        m->least = over ? value + whole : value;
    } else if (ceiling || under) {
        m->most = under ? value - whole : value;
    } else if (m->what == DEMAND_OPERATING_YEARS) {
        m->least = value; /* "ha varit verksam i två år" */
    }
}

/* The mention whose number begins at token I; false where there is none. */
static bool mention_at(const struct unit *u, size_t i, struct mention *m,
                       size_t *next)
{
    double low, high = 0, scale;
    size_t to;
    if (!sums_number_at(u, i, &low, &to))
        return false;
    *next = to;
    bool range = second_number(u, i, to, &high, &to);
    *m = (struct mention){.from = i, .least = -1, .most = -1};
    if (!find_noun(u, to, &m->what, &scale, &m->to))
        return false;
    *next = m->to;
    if (range) {
        m->least = low * scale;
        m->most = high * scale;
    } else {
        bound(u, m, low * scale);
    }
    if (m->what == DEMAND_PARTNERS && m->least < 2)
        return false; /* "minst en part från Norge" tells which, not how many */
    return (m->least >= 0 || m->most >= 0) && m->least <= CAP_DEMAND &&
           m->most <= CAP_DEMAND && (m->most < 0 || m->least <= m->most);
}

static size_t find_mentions(const struct unit *u, struct mention *list)
{
    size_t n = 0;
    for (size_t i = 0, next; i < u->n && n < DEMANDS_MAX; i = next) {
        next = i + 1;
        if (mention_at(u, i, &list[n], &next))
            n++;
    }
    return n;
}

/* --- the record ---------------------------------------------------------- */

/* Of several demands of one kind the weakest holds for all: the others are
 * of some. */
static void take(struct demands *d, const struct unit *u,
                 const struct mention *m)
{
    struct demand_range *have = &d->r->call->demands[m->what];
    bool first = d->source[m->what].unit == NULL;
    if (first) {
        *have = (struct demand_range){m->least, m->most};
        d->source[m->what] = (struct source){u, m->from, m->to, 1};
        return;
    }
    if (m->least >= 0 && (have->least < 0 || m->least < have->least))
        have->least = m->least;
    if (m->most >= 0 && (have->most < 0 || m->most > have->most))
        have->most = m->most;
}

static void read_unit(struct demands *d, const struct unit *u)
{
    struct mention list[DEMANDS_MAX];
    if (u->n == 0 || is_elsewhere(u) || !demands(d->r->mem, u) ||
        is_doubtful(d->r->mem, u))
        return;
    size_t n = find_mentions(u, list);
    if (n == 0 || n == DEMANDS_MAX || is_of_some_forms(d->r, u))
        return;
    for (size_t i = 1; i < n; i++)
        if (has(u, WORDS_OR, list[i - 1].to, list[i].from))
            return; /* either will do */
    for (size_t i = 0; i < n; i++)
        take(d, u, &list[i]);
}

void read_demands(struct reader *r)
{
    struct demands d = {.r = r};
    for (size_t i = 0; i < r->text->n; i++)
        read_unit(&d, &r->text->units[i]);
    for (int i = 0; i < DEMAND_COUNT; i++)
        if (d.source[i].unit != NULL)
            found_evidence(r, call_demand_field((enum demand)i), &d.source[i],
                           0.8);
}
