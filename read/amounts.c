/*
 * amounts.c - the sums of a call: least and most that one applicant can get,
 * and what the whole call hands out.
 *
 * Pages are full of other sums: turnover limits, hourly rates, de minimis
 * caps, advances, what was granted last year. Each sum is weighed for every
 * role by label, cues and section; only the winners among award and budget
 * become values.
 */
#include "amounts.h"
#include "beside.h"
#include "bounds.h"
#include "caption.h"

#include "medel/caps.h"

#include <math.h>
#include <string.h>

#define LEAK 0.3         /* a cue of another sum's clause counts this much */
#define ADVANCE_LEAK 0.9 /* "hälften i förskott, dock högst 200 000" */
#define NOISE_LEAK 0.5   /* and one that names another kind of sum */

static const struct {
    enum cue cue;
    enum money_role role;
    enum weight weight;
    enum side side;
    const char *noise; /* for --explain */
} cue_roles[] = {
    {CUE_AWARD, MONEY_AWARD, WEIGHT_SUM_AWARD, SIDE_BOTH, NULL},
    {CUE_PER_PROJECT, MONEY_AWARD, WEIGHT_SUM_PER_PROJECT, SIDE_BOTH, NULL},
    {CUE_LUMP_SUM, MONEY_AWARD, WEIGHT_SUM_LUMP_SUM, SIDE_BOTH, NULL},
    {CUE_BUDGET, MONEY_BUDGET, WEIGHT_SUM_BUDGET, SIDE_BOTH, NULL},
    {CUE_WHOLE_CALL, MONEY_BUDGET, WEIGHT_SUM_WHOLE_CALL, SIDE_BOTH, NULL},
    {CUE_GRANTED, MONEY_NOISE, WEIGHT_SUM_GRANTED, SIDE_BOTH,
     "a sum that was granted"},
    {CUE_PAST_ROUND, MONEY_NOISE, WEIGHT_SUM_PAST_ROUND, SIDE_BOTH,
     "of an earlier round"},
    {CUE_TURNOVER, MONEY_NOISE, WEIGHT_SUM_TURNOVER, SIDE_BOTH,
     "a limit of turnover"},
    {CUE_HOURLY, MONEY_NOISE, WEIGHT_SUM_HOURLY, SIDE_BOTH, "a rate or fee"},
    {CUE_STATE_AID, MONEY_NOISE, WEIGHT_SUM_STATE_AID, SIDE_BOTH,
     "a cap of state aid"},
    {CUE_ADVANCE, MONEY_NOISE, WEIGHT_SUM_ADVANCE, SIDE_BOTH, "an advance"},
    {CUE_COST_LIMIT, MONEY_NOISE, WEIGHT_SUM_COST_LIMIT, SIDE_BOTH,
     "a limit of a cost"},
    {CUE_EXAMPLE, MONEY_NOISE, WEIGHT_SUM_EXAMPLE, SIDE_BEFORE, "an example"},
    {CUE_TOTAL, MONEY_BUDGET, WEIGHT_SUM_TOTAL, SIDE_BOTH, NULL},
    {CUE_LEFT_OVER, MONEY_NOISE, WEIGHT_SUM_LEFT_OVER, SIDE_BOTH,
     "what is left"},
    {CUE_PART_USE, MONEY_NOISE, WEIGHT_SUM_PART_USE, SIDE_BEFORE,
     "a part of the grant"},
    {CUE_USED_FOR, MONEY_NOISE, WEIGHT_SUM_PART_USE, SIDE_AFTER,
     "a part of the grant"},
};

static const struct {
    enum section section;
    enum money_role role;
    double gain;
} section_roles[] = {
    {SECTION_AMOUNT, MONEY_AWARD, 0.8},
    {SECTION_AMOUNT, MONEY_BUDGET, 0.3},
    {SECTION_SHARE, MONEY_AWARD, 0.3},
    {SECTION_STATE_AID, MONEY_NOISE, 3},
    {SECTION_REPORTING, MONEY_NOISE, 1.5},
    {SECTION_DECISIONS, MONEY_NOISE, 3},
    {SECTION_BACKGROUND, MONEY_NOISE, 1.0},
    {SECTION_EXAMPLES, MONEY_NOISE, 1.2},
    {SECTION_RELATED, MONEY_NOISE, 3},
    {SECTION_WHO, MONEY_NOISE, 0.6},
    {SECTION_NEGATIVE, MONEY_NOISE, 1.0},
    {SECTION_PROCESS, MONEY_NOISE, 0.5},
};

static const struct {
    enum label label;
    enum money_role role;
    bool ceiling, floor;
} label_roles[] = {
    {LABEL_AWARD, MONEY_AWARD, false, false},
    {LABEL_CEILING, MONEY_AWARD, true, false},
    {LABEL_FLOOR, MONEY_AWARD, false, true},
    {LABEL_BUDGET, MONEY_BUDGET, false, false},
};

/* What the words round a sum are read with. */
struct view {
    const struct reader *r;
    struct mentions ms;
    const struct unit *u;
    struct caption caption;
};

static double caption_weight(const struct view *v, enum cue cue,
                             const struct weight_value *w)
{
    return caption_cue(&v->caption, cue) * w->weight *
           v->r->w[WEIGHT_SUM_CAPTION].weight;
}

/* "Inget projekt fick mer än 400 000": what nobody got is a rule, not a sum
 * that was granted. */
static bool is_rule(const struct view *v, const struct clause *c, enum cue cue)
{
    if (cue == CUE_COST_LIMIT) /* "intet projekt tilldelas mindre än" */
        return unit_find_in(v->u, LEX_CUE, CUE_GIVES, c->begin, c->from) !=
                   NULL &&
               bound_of(&v->ms, c).refused;
    return (cue == CUE_GRANTED || cue == CUE_PART_USE) &&
           bound_of(&v->ms, c).refused;
}

static void weigh_cues(const struct view *v, const struct clause *c,
                       struct money *m, double score[static MONEY_COUNT])
{
    double noisiest = 0;
    for (size_t k = 0; k < sizeof cue_roles / sizeof *cue_roles; k++) {
        enum money_role role = cue_roles[k].role;
        const struct weight_value *weight = &v->r->w[cue_roles[k].weight];
        double leak = role != MONEY_NOISE               ? LEAK
                      : cue_roles[k].cue == CUE_ADVANCE ? ADVANCE_LEAK
                                                        : NOISE_LEAK;
        if (is_rule(v, c, cue_roles[k].cue))
            continue;
        double w = clause_weight(&v->ms, c, cue_roles[k].cue, weight,
                                 cue_roles[k].side, leak);
        double above = caption_weight(v, cue_roles[k].cue, weight);
        if (above > w)
            w = above;
        if (role == MONEY_NOISE && w > noisiest) {
            noisiest = w;
            m->noise = cue_roles[k].noise;
        }
        double more = w < score[role] ? w : score[role];
        score[role] = (w > score[role] ? w : score[role]) +
                      more * v->r->w[WEIGHT_SUM_REPEAT].weight;
    }
}

static void find_bounds(const struct view *v, const struct clause *c,
                        struct money *m, double score[static MONEY_COUNT])
{
    struct bound b = bound_of(&v->ms, c);
    if (!b.ceiling && !b.floor && !m->sum.range) {
        b.ceiling = caption_cue(&v->caption, CUE_CEILING) > 0;
        b.floor = !b.ceiling && caption_cue(&v->caption, CUE_FLOOR) > 0;
    }
    m->ceiling = b.ceiling;
    m->floor = b.floor;
    /* "Omsætningen skal være mindst 150.000 kr." */
    bool of_turnover = b.floor && unit_find_in(v->u, LEX_CUE, CUE_TURNOVER,
                                               c->begin, c->from) != NULL;
    if (!of_turnover && (m->ceiling || m->floor || m->sum.range)) {
        score[MONEY_AWARD] += v->r->w[WEIGHT_SUM_BOUNDED].weight;
        score[MONEY_BUDGET] *= 0.5; /* a pot is seldom "at most" */
    }
    if (b.condition) {
        score[MONEY_NOISE] += v->r->w[WEIGHT_SUM_CONDITION].weight;
        if (m->noise == NULL)
            m->noise = "a condition";
    }
}

/* The value of a krona, in those of the others, near enough. */
static double in_kronor(const struct sum_mention *s)
{
    return strcmp(s->currency, "EUR") == 0 ? s->high * 11 : s->high;
}

/* Pots are large and grants are small. */
static void weigh_size(const struct money *m, double score[static MONEY_COUNT])
{
    double size = log10(in_kronor(&m->sum) + 1);
    if (score[MONEY_BUDGET] > 0 && !m->sum.bare)
        score[MONEY_BUDGET] += size > 7 ? 0.6 : size > 6 ? 0.2 : 0;
    if (size < 4)
        score[MONEY_BUDGET] *= 0.5;
}

/* "Minsta totalkostnad", "Lowest annual turnover": the label bounds what the
 * applicant spends or earns. */
static bool bounds_cost(const struct view *v)
{
    return v->u->label != LABEL_BUDGET &&
           (caption_cue(&v->caption, CUE_COST_LIMIT) > 2 ||
            caption_cue(&v->caption, CUE_TURNOVER) >= 1);
}

static bool weigh_label(const struct view *v, struct money *m,
                        double score[static MONEY_COUNT])
{
    const struct reader *r = v->r;
    const struct unit *u = v->u;
    bool labelled = false;
    if (bounds_cost(v))
        return false;
    for (size_t k = 0; k < sizeof label_roles / sizeof *label_roles; k++) {
        if (u->label != label_roles[k].label)
            continue;
        labelled = true;
        /* "Priser: 50 000 kronor till var och en, 100 000 i allt" */
        bool whole = m->total && !m->ceiling && u->label == LABEL_AWARD;
        bool one = ((m->each && m->ceiling) ||
                    caption_cue(&v->caption, CUE_PER_PROJECT) > 0) &&
                   u->label == LABEL_BUDGET;
        enum money_role role = whole ? MONEY_BUDGET
                               : one ? MONEY_AWARD
                                     : label_roles[k].role;
        /* Later sentences of the value may be of something else. */
        score[role] += r->w[WEIGHT_SUM_LABEL].weight * u->label_weight *
                       (u->from > 0 ? 0.3 : 1);
        /* "Lägst: 30 000 kr. Högst: 60 000": the text knows better. */
        if (!m->ceiling && !m->floor) {
            m->ceiling = label_roles[k].ceiling;
            m->floor = label_roles[k].floor;
        }
    }
    return labelled;
}

static void weigh(const struct view *v, struct money *m)
{
    const struct reader *r = v->r;
    const struct unit *u = v->u;
    const struct clause *c = mentions_clause(&v->ms, m->sum.from);
    double score[MONEY_COUNT] = {0};
    weigh_cues(v, c, m, score);
    bool to_each = false;
    m->each = beside_each(u, c, &to_each);
    if (m->each &&
        clause_weight(&v->ms, c, CUE_PER_PROJECT, &r->w[WEIGHT_SUM_PER_PROJECT],
                      SIDE_AFTER, 0) == 0)
        score[MONEY_AWARD] += r->w[WEIGHT_SUM_EACH].weight;
    find_bounds(v, c, m, score);
    if (beside_part(u, &v->caption, c)) {
        score[MONEY_BUDGET] += r->w[WEIGHT_SUM_BUDGET].weight;
        score[MONEY_NOISE] = 0;
    }
    if (beside_past_year(r, u, c)) {
        score[MONEY_NOISE] += r->w[WEIGHT_SUM_PAST_YEAR].weight;
        m->noise = m->noise != NULL ? m->noise : "of an earlier year";
    }
    static const struct weight_value near = {1, 4};
    m->lump = clause_weight(&v->ms, c, CUE_LUMP_SUM, &near, SIDE_BOTH, 0) > 0 ||
              caption_cue(&v->caption, CUE_LUMP_SUM) > 0 || to_each;
    m->total = clause_weight(&v->ms, c, CUE_TOTAL, &near, SIDE_BOTH, 0) > 0;
    m->of_call =
        clause_weight(&v->ms, c, CUE_WHOLE_CALL, &near, SIDE_BOTH, 0) > 0;
    m->typical =
        clause_weight(&v->ms, c, CUE_TYPICAL, &near, SIDE_BEFORE, 0) > 0.3;
    m->yearly =
        clause_weight(&v->ms, c, CUE_PER_YEAR, &near, SIDE_BOTH, 0) > 0.3;
    for (size_t k = 0; k < sizeof section_roles / sizeof *section_roles; k++)
        if (u->section == section_roles[k].section)
            score[section_roles[k].role] += section_roles[k].gain;
    if (!m->ceiling && !m->floor && !m->sum.range)
        m->receivers = beside_receivers(u, c);
    if (m->receivers > 0) { /* "två priser om 25 000 kronor delas ut" */
        m->lump = true;
        score[MONEY_AWARD] += r->w[WEIGHT_SUM_LUMP_SUM].weight;
    }
    bool labelled = !beside_caption(u, c) && weigh_label(v, m, score);
    weigh_size(m, score);
    if (u->is_heading || u->lead)
        score[MONEY_BUDGET] += 0.1;
    if (m->sum.bare && !labelled) /* a number, not said to be money */
        score[MONEY_NOISE] +=
            ((m->ceiling || m->floor) && beside_nothing(u, c)) ||
                    beside_sharing(u, c)
                ? 1
                : 5;
    double best = r->w[WEIGHT_SUM_MIN].weight;
    for (int k = MONEY_NONE + 1; k < MONEY_COUNT; k++)
        if (score[k] > best) {
            best = score[k];
            m->role = (enum money_role)k;
        }
    m->source.score = best;
}

/* "Lägst 100 000 och högst 600 000 kronor", "minst 100 000 kronor; øvre
 * grense er 750 000": a number without a unit has that of its neighbour where
 * the words bound it or it is a part of it ("310 000 kr av årets 400 000"). */
static void borrow_units(struct mentions *ms)
{
    const struct unit *u = ms->unit;
    for (size_t i = 0; i < ms->n_sums; i++) {
        struct sum_mention *s = &ms->sums[i];
        if (!s->bare)
            continue;
        const struct sum_mention *next = i + 1 < ms->n_sums ? s + 1 : NULL;
        const struct sum_mention *last = i > 0 ? s - 1 : NULL;
        const struct clause *c = mentions_clause(ms, s->from);
        struct bound b = bound_of(ms, c);
        bool part = false;
        for (size_t k = c->begin; k < c->from; k++)
            part |=
                token_is(&u->tokens[k], "av") || token_is(&u->tokens[k], "of");
        if (next != NULL && !next->bare && next->from - s->to <= 6 &&
            s->low < next->high) {
            memcpy(s->currency, next->currency, sizeof s->currency);
            s->bare = false;
        } else if (last != NULL && !last->bare &&
                   (b.ceiling || b.floor || beside_prizes(ms, i) ||
                    (part && s->low > last->high && s->from - last->to < 6))) {
            memcpy(s->currency, last->currency, sizeof s->currency);
            s->bare = false;
        }
    }
}

/* "Stödet är lägst 50 000 och högst 900 000 kronor": the two ends are as sure
 * as the surer, though the words stand nearer to one. */
static void pair_up(struct money *m, size_t i)
{
    if (i == 0 || m[0].role != MONEY_AWARD || m[-1].role != MONEY_AWARD ||
        !((m[-1].floor && m[0].ceiling) || (m[-1].ceiling && m[0].floor)))
        return;
    double surer = m[0].source.score > m[-1].source.score ? m[0].source.score
                                                          : m[-1].source.score;
    m[0].source.score = m[-1].source.score = surer;
}

/* "... 7 500 euro i startpeng. Summan är densamma för alla.": a sentence that
 * says so of the sum before it. */
static void note_lump(struct amounts *a, const struct unit *u)
{
    struct money *last = a->n > 0 ? &a->items[a->n - 1] : NULL;
    if (last != NULL && last->source.unit + 1 == u && !last->ceiling &&
        !last->floor && !last->sum.range &&
        u->block == last->source.unit->block)
        last->lump |= unit_find(u, LEX_CUE, CUE_LUMP_SUM) != NULL;
}

/* "Minsta respektive största belopp: 300 000 respektive 1 500 000 kronor": the
 * two sums are what the label's words are, in their order. */
static void pair_caption(const struct view *v, struct money *m, size_t i)
{
    if (v->ms.n_sums != 2 || i != 1 ||
        caption_cue(&v->caption, CUE_FLOOR) == 0 ||
        caption_cue(&v->caption, CUE_CEILING) == 0 ||
        m[-1].sum.high >= m->sum.high)
        return;
    m[-1].role = m->role = MONEY_AWARD;
    m[-1].floor = m->ceiling = true;
    m[-1].ceiling = m->floor = false;
    m[-1].source.score = m->source.score = v->r->w[WEIGHT_SUM_LABEL].weight;
}

static void collect(struct amounts *a, const struct unit *u)
{
    struct view v = {.r = a->r, .u = u};
    mentions_find(a->r->mem, u, &v.ms);
    if (v.ms.n_sums == 0) {
        note_lump(a, u);
        return;
    }
    v.caption = caption_of(a->r, u);
    borrow_units(&v.ms);
    for (size_t i = 0; i < v.ms.n_sums && a->n < CAP_VALUES_PER_PAGE; i++) {
        a->items =
            arena_grow(a->r->mem, a->items, a->n, &a->cap, sizeof *a->items);
        struct money *m = &a->items[a->n++];
        memset(m, 0, sizeof *m);
        m->sum = v.ms.sums[i];
        m->source = (struct source){u, m->sum.from, m->sum.to, 0};
        weigh(&v, m);
        pair_up(m, i);
        pair_caption(&v, m, i);
        if (beside_prizes(&v.ms, i) && m[-1].role == MONEY_AWARD) {
            m->role = MONEY_AWARD;
            m->source.score = m[-1].source.score;
        }
        /* "Högst 600 000 kronor per år, sammanlagt högst 1 800 000 kronor":
         * the second is the first's sum, not the call's. */
        const struct money *before = i > 0 ? m - 1 : NULL;
        if (before != NULL && before->ceiling && m->ceiling &&
            before->role == MONEY_AWARD && m->role == MONEY_BUDGET)
            m->role = MONEY_AWARD;
    }
}

void read_amounts(struct reader *r)
{
    struct amounts a = {.r = r};
    for (size_t i = 0; i < r->text->n; i++)
        collect(&a, &r->text->units[i]);
    for (size_t i = 0; i < a.n; i++)
        if (a.items[i].role == MONEY_NOISE && !a.items[i].sum.bare)
            found_rejected(r, FIELD_AWARD_CEILING, &a.items[i].source,
                           a.items[i].noise != NULL ? a.items[i].noise
                                                    : "a sum of its section");
    struct amounts_choice chosen = amounts_choose(&a);
    const struct money *ceiling = chosen.ceiling, *floor = chosen.floor,
                       *budget = chosen.budget;
    const struct money *any = ceiling != NULL ? ceiling
                              : floor != NULL ? floor
                                              : budget;
    if (any == NULL)
        return;
    struct call *c = r->call;
    if (ceiling != NULL) {
        c->award_ceiling = ceiling->sum.high;
        found_evidence(r, FIELD_AWARD_CEILING, &ceiling->source,
                       ceiling->source.score > 2 ? 0.9 : 0.7);
    }
    if (floor != NULL) {
        c->award_floor = floor->sum.low;
        found_evidence(r, FIELD_AWARD_FLOOR, &floor->source,
                       floor->source.score > 2 ? 0.9 : 0.7);
    }
    if (budget != NULL) {
        c->total_budget = chosen.pot;
        found_evidence(r, FIELD_TOTAL_BUDGET, &budget->source,
                       budget->source.score > 2 ? 0.9 : 0.7);
    }
    const char *currency = any->sum.currency[0] != '\0'
                               ? any->sum.currency
                               : amounts_default_currency(r);
    memcpy(c->currency, currency, sizeof c->currency);
    found_evidence(r, FIELD_CURRENCY, &any->source,
                   any->sum.currency[0] != '\0' ? 0.95 : 0.6);
}
