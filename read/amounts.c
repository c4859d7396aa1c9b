/*
 * amounts.c - the sums of a call: least and most that one applicant can get,
 * and what the whole call hands out.
 *
 * Pages are full of other sums: turnover limits, hourly rates, de minimis
 * caps, advances, what was granted last year. Each sum is weighed for every
 * role by label, cues and section; only the winners among award and budget
 * become values.
 */
#include "context.h"
#include "found.h"
#include "sums.h"

#include <string.h>

enum money_role {
    MONEY_NONE,
    MONEY_AWARD,
    MONEY_BUDGET,
    MONEY_NOISE,
    MONEY_COUNT
};

struct money {
    struct sum_mention sum;
    struct source source;
    bool ceiling, floor; /* "högst", "minst" beside it */
    bool lump;           /* the same for everyone */
    const char *noise;   /* what kind of other sum it is, where it is */
    enum money_role role;
};

struct amounts {
    struct reader *r;
    struct money *items;
    size_t n, cap;
};

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

/* A "högst" or "minst" that stands right before the sum, and not before
 * another sum between. */
static bool bounded_by(const struct unit *u, enum cue cue, size_t from,
                       size_t previous_end)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set != LEX_CUE || m->entry->index != (int)cue ||
            m->from < previous_end)
            continue;
        /* Before it, or round it: "under 30 000 kr i stöd". */
        if ((m->to <= from && from - m->to <= 6) ||
            (m->from < from && m->to > from))
            return true;
    }
    return false;
}

static void weigh(const struct reader *r, const struct unit *u, struct money *m,
                  size_t previous_end)
{
    double score[MONEY_COUNT] = {0};
    size_t from = m->sum.from, to = m->sum.to;
    for (size_t k = 0; k < sizeof cue_roles / sizeof *cue_roles; k++) {
        double w =
            context_weight(u, cue_roles[k].cue, &r->w[cue_roles[k].weight],
                           from, to, cue_roles[k].side, 0);
        if (w > score[cue_roles[k].role]) {
            score[cue_roles[k].role] = w;
            if (cue_roles[k].noise != NULL)
                m->noise = cue_roles[k].noise;
        } else
            score[cue_roles[k].role] += w * r->w[WEIGHT_SUM_REPEAT].weight;
    }
    m->ceiling = bounded_by(u, CUE_CEILING, from, previous_end);
    m->floor = bounded_by(u, CUE_FLOOR, from, previous_end) && !m->ceiling;
    m->lump = context_cue(u, CUE_LUMP_SUM, from, to, SIDE_BOTH, 6, 10) > 0;
    if (m->ceiling || m->floor || m->sum.range)
        score[MONEY_AWARD] += r->w[WEIGHT_SUM_BOUNDED].weight;
    if (m->ceiling)
        score[MONEY_BUDGET] *= 0.5; /* a pot is seldom "at most" */
    for (size_t k = 0; k < sizeof section_roles / sizeof *section_roles; k++)
        if (u->section == section_roles[k].section)
            score[section_roles[k].role] += section_roles[k].gain;
    bool labelled = false;
    for (size_t k = 0; k < sizeof label_roles / sizeof *label_roles; k++) {
        if (u->label != label_roles[k].label)
            continue;
        labelled = true;
        score[label_roles[k].role] +=
            r->w[WEIGHT_SUM_LABEL].weight * u->label_weight;
        m->ceiling |= label_roles[k].ceiling;
        m->floor |= label_roles[k].floor;
    }
    if (u->is_heading || u->lead)
        score[MONEY_BUDGET] += 0.1;
    if (m->sum.bare && !labelled)
        score[MONEY_NOISE] += 5; /* a number, not said to be money */
    double best = r->w[WEIGHT_SUM_MIN].weight;
    for (int k = MONEY_NONE + 1; k < MONEY_COUNT; k++)
        if (score[k] > best) {
            best = score[k];
            m->role = (enum money_role)k;
        }
    m->source.score = best;
}

/* "Lägst 100 000 och högst 600 000 kronor": the first has the second's
 * currency. */
static void borrow_unit(struct sum_mention *a, const struct sum_mention *b)
{
    if (!a->bare || b->bare || b->from - a->to > 6 || a->low >= b->high)
        return;
    memcpy(a->currency, b->currency, sizeof a->currency);
    a->bare = false;
}

static void collect(struct amounts *a, const struct unit *u)
{
    size_t n;
    struct sum_mention *list = sums_find(a->r->mem, u, &n);
    for (size_t i = 0; i < n; i++) {
        if (i + 1 < n)
            borrow_unit(&list[i], &list[i + 1]);
        a->items =
            arena_grow(a->r->mem, a->items, a->n, &a->cap, sizeof *a->items);
        struct money *m = &a->items[a->n++];
        memset(m, 0, sizeof *m);
        m->sum = list[i];
        m->source = (struct source){u, list[i].from, list[i].to, 0};
        weigh(a->r, u, m, i > 0 ? list[i - 1].to : 0);
        /* "Högst 600 000 kronor per år, sammanlagt högst 1 800 000 kronor":
         * the second is the first's sum, not the call's. */
        const struct money *before = i > 0 ? m - 1 : NULL;
        if (before != NULL && before->ceiling && m->ceiling &&
            before->role == MONEY_AWARD && m->role == MONEY_BUDGET)
            m->role = MONEY_AWARD;
    }
}

static bool better(const struct money *m, const struct money *best,
                   double value, double best_value, bool larger)
{
    if (best == NULL)
        return true;
    if (m->source.unit == best->source.unit && m->ceiling == best->ceiling &&
        m->floor == best->floor)
        return larger ? value > best_value : value < best_value;
    if (m->source.score > best->source.score * 1.35)
        return true;
    if (m->source.score < best->source.score * 0.74)
        return false;
    return larger ? value > best_value : value < best_value;
}

static void choose_awards(struct amounts *a, const struct money **ceiling,
                          const struct money **floor)
{
    double high = 0, low = 0;
    for (size_t i = 0; i < a->n; i++) {
        const struct money *m = &a->items[i];
        if (m->role != MONEY_AWARD)
            continue;
        bool plain = !m->ceiling && !m->floor && !m->sum.range;
        if ((m->sum.range || m->ceiling || m->lump || plain) &&
            !(m->floor && !m->sum.range) &&
            better(m, *ceiling, m->sum.high, high, true)) {
            *ceiling = m;
            high = m->sum.high;
        }
        if ((m->sum.range || m->floor || (m->lump && !m->ceiling)) &&
            better(m, *floor, m->sum.low, low, false)) {
            *floor = m;
            low = m->sum.low;
        }
    }
}

/* A bare "Belopp: 55 mkr" is the call's where the text gives a smaller sum to
 * each project. */
static void settle_plain(struct amounts *a)
{
    double bounded = 0;
    const struct unit *where = NULL;
    for (size_t i = 0; i < a->n; i++) {
        const struct money *m = &a->items[i];
        if (m->role == MONEY_AWARD && (m->ceiling || m->sum.range || m->lump) &&
            m->sum.high > bounded) {
            bounded = m->sum.high;
            where = m->source.unit;
        }
    }
    for (size_t i = 0; i < a->n && bounded > 0; i++) {
        struct money *m = &a->items[i];
        if (m->role == MONEY_AWARD &&
            (m->source.unit != where || m->sum.high >= 3 * bounded) &&
            m->source.unit->label == LABEL_AWARD && !m->ceiling && !m->floor &&
            !m->sum.range && !m->lump && m->sum.high > bounded)
            m->role = MONEY_BUDGET;
    }
}

/* The currency of sums that name none ("27 miljoner") is that of the page's
 * language. */
static const char *default_currency(const struct reader *r)
{
    switch (r->call->language) {
    case LANG_NO:
        return "NOK";
    case LANG_DA:
        return "DKK";
    case LANG_EN:
    case LANG_FI:
        return "EUR";
    default:
        return "SEK";
    }
}

/* "kr" is the krona of the country whose kronor the page names, else of its
 * language. */
static void settle_krona(struct amounts *a)
{
    static const char *const codes[] = {"SEK", "NOK", "DKK"};
    size_t count[3] = {0}, top = 0;
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < 3; k++)
            count[k] += strcmp(a->items[i].sum.currency, codes[k]) == 0;
    for (size_t k = 1; k < 3; k++)
        if (count[k] > count[top])
            top = k;
    const char *krona = default_currency(a->r);
    if (strcmp(krona, "EUR") == 0)
        krona = "SEK";
    if (count[top] > 0)
        krona = codes[top];
    for (size_t i = 0; i < a->n; i++)
        if (strcmp(a->items[i].sum.currency, "XKR") == 0)
            memcpy(a->items[i].sum.currency, krona, 4);
}

/* A sum in another currency than the page's others is most often a cap of EU
 * law or an example. */
static void prefer_currency(struct amounts *a)
{
    static const char *const codes[] = {"SEK", "EUR", "NOK", "DKK"};
    size_t count[4] = {0}, top = 0;
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < 4; k++)
            count[k] += a->items[i].role != MONEY_NOISE &&
                        strcmp(a->items[i].sum.currency, codes[k]) == 0;
    for (size_t k = 1; k < 4; k++)
        if (count[k] > count[top])
            top = k;
    for (size_t i = 0; i < a->n; i++) {
        struct money *m = &a->items[i];
        if (m->sum.currency[0] != '\0' && count[top] > 0 &&
            strcmp(m->sum.currency, codes[top]) != 0)
            m->role = MONEY_NOISE;
    }
}

static const struct money *choose_budget(const struct amounts *a)
{
    const struct money *best = NULL;
    for (size_t i = 0; i < a->n; i++) {
        const struct money *m = &a->items[i];
        if (m->role == MONEY_BUDGET && !m->sum.bare &&
            (best == NULL || m->source.score > best->source.score + 0.2))
            best = m;
        else if (m->role == MONEY_BUDGET && m->sum.bare && best == NULL)
            best = m;
    }
    return best;
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
    settle_krona(&a);
    prefer_currency(&a);
    settle_plain(&a);
    const struct money *ceiling = NULL, *floor = NULL;
    choose_awards(&a, &ceiling, &floor);
    const struct money *budget = choose_budget(&a);
    struct call *c = r->call;
    const struct money *any = ceiling != NULL ? ceiling
                              : floor != NULL ? floor
                                              : budget;
    if (any == NULL)
        return;
    if (ceiling != NULL && floor != NULL && ceiling != floor &&
        floor->sum.low > ceiling->sum.high) {
        /* They cannot both be right: the surer stays. */
        if (floor->source.score > ceiling->source.score)
            ceiling = NULL;
        else
            floor = NULL;
    }
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
        c->total_budget = budget->sum.high;
        found_evidence(r, FIELD_TOTAL_BUDGET, &budget->source,
                       budget->source.score > 2 ? 0.9 : 0.7);
    }
    const char *currency =
        any->sum.currency[0] != '\0' ? any->sum.currency : default_currency(r);
    memcpy(c->currency, currency, sizeof c->currency);
    found_evidence(r, FIELD_CURRENCY, &any->source,
                   any->sum.currency[0] != '\0' ? 0.95 : 0.6);
}
