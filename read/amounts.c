/*
 * amounts.c - the sums of a call: least and most that one applicant can get,
 * and what the whole call hands out.
 *
 * Each sum is weighed for every role (amounts_weigh.c); only the winners among
 * award and budget become values (amounts_choose.c).
 */
#include "amounts_int.h"
#include "examples.h"

#include "medel/i18n.h"
#include "medel/caps.h"

#include <string.h>

/* "Vinnaren får 60 000 kronor, tvåan 30 000" */
static bool is_prize(const struct unit *u, const struct clause *c)
{
    return c->begin < c->from &&
           unit_find_in(u, LEX_CUE, CUE_PRIZE, c->begin, c->from) != NULL;
}

/* "Omkring 200 000 ideella föreningar": how many there are of somebody. */
static bool counts_bodies(const struct unit *u, size_t to)
{
    for (size_t i = to; i < to + 2 && i < u->n; i++) {
        if (context_says(u, CUE_RECEIVER, i, i + 1) ||
            unit_match_at(u, LEX_APPLICANT, i) != NULL)
            return true;
        if (u->tokens[i].kind != TOKEN_WORD || unit_in(u, i, WORDS_PER) ||
            context_says(u, CUE_PREPOSITION, i, i + 1))
            return false;
    }
    return false;
}

/* "Lägst 100 000 och högst 600 000 kronor", "minst 100 000 kronor; øvre
 * grense er 750 000": a number without a unit has that of its neighbour where
 * the words bound it or it is a part of it ("310 000 kr av årets 400 000"). */
static void borrow_units(struct mentions *ms)
{
    /* "Tre storlekar: 200 000, 300 000 eller 400 000 kronor": from the last on
     */
    bool sizes = unit_find(ms->unit, LEX_CUE, CUE_LUMP_SUM) != NULL;
    for (size_t i = ms->n_sums; sizes && i-- > 1;) {
        struct sum_mention *s = &ms->sums[i - 1], *next = s + 1;
        if (s->bare && !next->bare && next->from == s->to + 1 &&
            s->low < next->high &&
            (unit_is_punct(ms->unit, s->to, ',') ||
             unit_in(ms->unit, s->to, WORDS_OR))) {
            memcpy(s->currency, next->currency, sizeof s->currency);
            s->bare = false;
        }
    }
    const struct unit *u = ms->unit;
    for (size_t i = 0; i < ms->n_sums; i++) {
        struct sum_mention *s = &ms->sums[i];
        if (!s->bare || counts_bodies(u, s->to))
            continue;
        const struct sum_mention *next = i + 1 < ms->n_sums ? s + 1 : NULL;
        const struct sum_mention *last = i > 0 ? s - 1 : NULL;
        const struct clause *c = mentions_clause(ms, s->from);
        struct bound b = bound_of(ms, c);
        bool part = false;
        for (size_t k = c->begin; k < c->from; k++)
            part |= token_in(&u->tokens[k], WORDS_OF);
        if (next != NULL && !next->bare && next->from - s->to <= 6 &&
            s->low < next->high) {
            memcpy(s->currency, next->currency, sizeof s->currency);
            s->bare = false;
        } else if (last != NULL && !last->bare &&
                   (b.ceiling || b.floor || money_is_pot(u, c) ||
                    is_prize(u, c) ||
                    (part && s->low > last->high && s->from - last->to < 6))) {
            memcpy(s->currency, last->currency, sizeof s->currency);
            s->bare = false;
        }
    }
}

#define OTHER_END_TOKENS 6 /* "och lägsta stöd: 75 000." */

/* "Högsta stöd: 600 000 kronor. Lägsta: 75 000.": a short sentence that gives
 * another end has the unit of the sentence before. */
static void borrow_from_last(const struct money_view *v,
                             const struct money *last)
{
    struct sum_mention *s = v->ms.sums;
    const struct unit *u = v->u;
    if (v->ms.n != 1 || !s->bare || last->sum.bare ||
        last->source.unit + 1 != u || u->block != last->source.unit->block ||
        s->from > OTHER_END_TOKENS ||
        !(s->to >= u->n || u->tokens[s->to].kind == TOKEN_PUNCT))
        return;
    struct bound b = bound_of(&v->ms, v->ms.clauses);
    if ((b.floor && !last->floor) || (b.ceiling && !last->ceiling)) {
        memcpy(s->currency, last->sum.currency, sizeof s->currency);
        s->bare = false;
    }
}

/* "Taket har höjts från 50 000 till 75 000 kronor" is no range. */
static void settle_changes(struct mentions *ms)
{
    for (size_t i = 0; i < ms->n_sums; i++) {
        struct sum_mention *s = &ms->sums[i];
        size_t from = s->from > 5 ? s->from - 5 : 0;
        if (!s->range || s->from == 0 ||
            unit_find_in(ms->unit, LEX_CUE, CUE_CHANGED, from, s->from) == NULL)
            continue;
        s->range = false;
        s->low = s->high;
    }
}

/* "Stödet är lägst 50 000 och högst 900 000 kronor": the two ends are as sure
 * as the surer, though the words stand nearer to one. "Det minsta vi betalat ut
 * är 20 000 kronor och det största 4 miljoner": nor is one of something else.
 */
static void pair_up(struct money *m, size_t i)
{
    if (i == 0 || (m[0].role != MONEY_AWARD && m[0].role != MONEY_NONE) ||
        !((m[-1].floor && m[0].ceiling) || (m[-1].ceiling && m[0].floor)))
        return;
    if (m[-1].role == MONEY_NOISE &&
        context_says(m->source.unit, CUE_GRANTED, 0, m[-1].sum.from)) {
        m[0].role = MONEY_NOISE;
        m[0].noise = m[-1].noise;
        m[0].source.score = m[-1].source.score;
    }
    if (m[-1].role != MONEY_AWARD || m[0].role != MONEY_AWARD)
        return;
    double surer = m[0].source.score > m[-1].source.score ? m[0].source.score
                                                          : m[-1].source.score;
    m[0].source.score = m[-1].source.score = surer;
}

/* "... 7 500 euro i startpeng. Summan är densamma för alla.", "En miljon
 * kronor. Så mycket har vi.": a sentence about the sum before it. */
static void note_following(struct amounts *a, const struct unit *u)
{
    struct money *last = a->n > 0 ? &a->items[a->n - 1] : NULL;
    if (last == NULL || last->source.unit + 1 != u || last->ceiling ||
        last->floor || last->sum.range || u->block != last->source.unit->block)
        return;
    last->lump |= unit_find(u, LEX_CUE, CUE_LUMP_SUM) != NULL;
    const struct match *much = unit_find(u, LEX_CUE, CUE_SO_MUCH);
    if (much != NULL && much->from <= 1 && last->role != MONEY_BUDGET) {
        last->role = MONEY_BUDGET;
        last->source.score = a->r->w[WEIGHT_SUM_BUDGET].weight;
    }
}

#define LIST_TOKENS 5 /* "för ett år, eller" */

/* "Up to 15 000 for one year, or 25 000 for two", "högst 150 000 till en
 * förstudie, 750 000 till ett projekt": a later sum of a list is bounded as
 * the first, where no words say what else it is. */
static void inherit_ceiling(const struct money_view *v, struct money *m)
{
    const struct money *last = m - 1;
    if (!last->ceiling || last->role != MONEY_AWARD || m->ceiling || m->floor ||
        m->sum.range || m->total || m->sum.bare || m->role == MONEY_NOISE ||
        m->role == MONEY_BUDGET || m->sum.high <= last->sum.high)
        return;
    size_t from = last->sum.to, to = m->sum.from;
    for (size_t i = from; i < to; i++)
        if (v->u->tokens[i].kind == TOKEN_NUMBER ||
            unit_is_punct(v->u, i, '(') || unit_is_punct(v->u, i, ';'))
            return;
    if (to - from > LIST_TOKENS + 2)
        return;
    m->ceiling = true;
    m->role = MONEY_AWARD;
    m->source.score = last->source.score;
}

/* "EUR 8 000, EUR 14 000 or EUR 20 000": a comma alone at [FROM, TO), and an
 * "or" further on. */
static bool is_listed_till_or(const struct unit *u, size_t from, size_t to)
{
    if (to - from > 2 || !unit_is_punct(u, from, ','))
        return false;
    for (size_t i = to; i < u->n; i++)
        if (unit_in(u, i, WORDS_OR))
            return true;
    return false;
}

/* "A lump sum of 12 000 for an exchange or 45 000 for a project" */
static void inherit_lump(const struct money_view *v, struct money *m)
{
    const struct money *last = m - 1;
    if (!last->lump || last->role != MONEY_AWARD || m->ceiling || m->floor ||
        m->sum.range || m->total || m->role == MONEY_NOISE ||
        m->role == MONEY_BUDGET)
        return;
    bool either = is_listed_till_or(v->u, last->sum.to, m->sum.from);
    for (size_t i = last->sum.to; i < m->sum.from; i++) {
        if (v->u->tokens[i].kind == TOKEN_NUMBER)
            return;
        either |= unit_in(v->u, i, WORDS_OR);
    }
    if (!either)
        return;
    m->lump = true;
    m->role = MONEY_AWARD;
    m->source.score = last->source.score;
}

/* A later sentence of a pair's value, or of a text under a heading, that says
 * itself what its sum is: "Högsta bidrag: 200 000 kr. Till utdelning finns
 * 2 500 000 kr." */
static bool speaks_for_itself(const struct money_view *v)
{
    const struct unit *u = v->u;
    const struct match *pot = unit_find(u, LEX_CUE, CUE_BUDGET);
    return u->from > 0 && v->ms.n == 1 && pot != NULL &&
           pot->entry->weight >= 1 && pot->to <= v->ms.clauses[0].from &&
           unit_find(u, LEX_CUE, CUE_AWARD) == NULL &&
           unit_find(u, LEX_CUE, CUE_PER_PROJECT) == NULL;
}

struct money_view money_view_of(const struct reader *r, const struct unit *u)
{
    struct money_view v = {.r = r, .u = u};
    mentions_find(r->mem, u, &v.ms);
    v.own_words = v.ms.n_sums > 0 && speaks_for_itself(&v);
    if (v.ms.n_sums > 0 && !v.own_words)
        v.caption = caption_of(r, u);
    return v;
}

static void collect(struct amounts *a, const struct unit *u)
{
    struct money_view v = money_view_of(a->r, u);
    if (v.ms.n_sums == 0) {
        note_following(a, u);
        return;
    }
    if (a->n > 0)
        borrow_from_last(&v, &a->items[a->n - 1]);
    borrow_units(&v.ms);
    bool example = is_worked_example(&v.ms);
    settle_changes(&v.ms);
    for (size_t i = 0; i < v.ms.n_sums && a->n < CAP_VALUES_PER_PAGE; i++) {
        a->items =
            arena_grow(a->r->mem, a->items, a->n, &a->cap, sizeof *a->items);
        struct money *m = &a->items[a->n++];
        memset(m, 0, sizeof *m);
        m->sum = v.ms.sums[i];
        m->source = (struct source){u, m->sum.from, m->sum.to, 0};
        amounts_weigh(&v, m);
        amounts_hear(&v, m);
        if (example) {
            m->role = MONEY_NOISE;
            m->noise = N_("an example");
        }
        pair_up(m, i);
        if (i > 0) {
            inherit_ceiling(&v, m);
            inherit_lump(&v, m);
        }
        /* "Högst 600 000 kronor per år, sammanlagt högst 1 800 000 kronor":
         * the second is the first's sum, not the call's. */
        const struct money *before = i > 0 ? m - 1 : NULL;
        if (before != NULL && before->ceiling && m->ceiling &&
            before->role == MONEY_AWARD && m->role == MONEY_BUDGET)
            m->role = MONEY_AWARD;
    }
}

void amounts_collect(struct amounts *a)
{
    for (size_t i = 0; i < a->r->text->n; i++)
        collect(a, &a->r->text->units[i]);
}

static double confidence(const struct money *m)
{
    return m->guessed ? FOUND_HINT : m->source.score > 2 ? 0.9 : 0.7;
}

void read_amounts(struct reader *r)
{
    struct amounts a = {.r = r};
    amounts_collect(&a);
    struct amounts_choice chosen = amounts_choose(&a);
    amounts_guess(&a, &chosen);
    for (size_t i = 0; i < a.n; i++)
        if (a.items[i].role == MONEY_NOISE && !a.items[i].sum.bare &&
            !a.items[i].guessed)
            found_rejected(r, FIELD_AWARD_CEILING, &a.items[i].source,
                           a.items[i].noise != NULL
                               ? a.items[i].noise
                               : N_("a sum of its section"));
    const struct money *ceiling = chosen.ceiling, *floor = chosen.floor,
                       *budget = chosen.budget;
    const struct money *any = ceiling != NULL ? ceiling
                              : floor != NULL ? floor
                                              : budget;
    if (any == NULL)
        return;
    struct call *c = r->call;
    /* "Sammanlagt 1,8 miljoner kronor, och går till ett enda projekt" */
    if (ceiling == NULL && budget != NULL &&
        unit_find(budget->source.unit, LEX_CUE, CUE_UNDIVIDED) != NULL)
        ceiling = budget;
    if (ceiling != NULL) {
        c->award_ceiling = ceiling->sum.high;
        found_evidence(r, FIELD_AWARD_CEILING, &ceiling->source,
                       confidence(ceiling));
    }
    if (floor != NULL) {
        c->award_floor = floor->sum.low;
        found_evidence(r, FIELD_AWARD_FLOOR, &floor->source, confidence(floor));
    }
    if (budget == NULL && ceiling != NULL && ceiling->undivided) {
        budget = ceiling;
        chosen.pot = ceiling->sum.high;
    }
    if (budget != NULL) {
        c->total_budget = chosen.pot;
        found_evidence(r, FIELD_TOTAL_BUDGET, &budget->source,
                       confidence(budget));
    }
    const char *currency = any->sum.currency[0] != '\0'
                               ? any->sum.currency
                               : amounts_default_currency(r);
    memcpy(c->currency, currency, sizeof c->currency);
    found_evidence(r, FIELD_CURRENCY, &any->source,
                   any->sum.currency[0] != '\0' ? 0.95 : 0.6);
}
