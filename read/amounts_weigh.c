/*
 * amounts_weigh.c - what kind of sum a sum is, from the words round it; see
 * amounts.h.
 *
 * Pages are full of other sums: turnover limits, hourly rates, de minimis
 * caps, advances, what was granted last year. Each sum is weighed for every
 * role by label, cues and section.
 */
#include "amounts_int.h"
#include "past.h"

#include "medel/i18n.h"

#include <math.h>
#include <string.h>

#define LEAK 0.3         /* a cue of another sum's clause counts this much */
#define ADVANCE_LEAK 0.9 /* "hälften i förskott, dock högst 200 000" */
#define LEAST_AWARD 400  /* kronor; less is a rate or a fee */
#define LEAST_BARE_POT 10000
#define PRIZE_POT 0.4  /* "prissumma" is what one gets */
#define NOISE_LEAK 0.5 /* and one that names another kind of sum */

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
     N_("a sum that was granted")},
    {CUE_GOT, MONEY_NOISE, WEIGHT_SUM_GRANTED, SIDE_BOTH,
     N_("a sum that was granted")},
    {CUE_PAST_ROUND, MONEY_NOISE, WEIGHT_SUM_PAST_ROUND, SIDE_BOTH,
     N_("of an earlier round")},
    {CUE_TURNOVER, MONEY_NOISE, WEIGHT_SUM_TURNOVER, SIDE_BOTH,
     N_("a limit of turnover")},
    {CUE_HOURLY, MONEY_NOISE, WEIGHT_SUM_HOURLY, SIDE_BOTH,
     N_("a rate or fee")},
    {CUE_STATE_AID, MONEY_NOISE, WEIGHT_SUM_STATE_AID, SIDE_BOTH,
     N_("a cap of state aid")},
    {CUE_ADVANCE, MONEY_NOISE, WEIGHT_SUM_ADVANCE, SIDE_BOTH, N_("an advance")},
    {CUE_COST_LIMIT, MONEY_NOISE, WEIGHT_SUM_COST_LIMIT, SIDE_BOTH,
     N_("a limit of a cost")},
    {CUE_EXAMPLE, MONEY_NOISE, WEIGHT_SUM_EXAMPLE, SIDE_BEFORE,
     N_("an example")},
    {CUE_TOTAL, MONEY_BUDGET, WEIGHT_SUM_TOTAL, SIDE_BOTH, NULL},
    {CUE_LEFT_OVER, MONEY_NOISE, WEIGHT_SUM_LEFT_OVER, SIDE_BOTH,
     N_("what is left")},
    {CUE_PART_USE, MONEY_NOISE, WEIGHT_SUM_PART_USE, SIDE_BEFORE,
     N_("a part of the grant")},
    {CUE_DELEGATED, MONEY_NOISE, WEIGHT_SUM_DELEGATED, SIDE_BOTH,
     N_("a limit of who decides")},
    {CUE_OTHER_CALL, MONEY_NOISE, WEIGHT_SUM_OTHER_CALL, SIDE_BOTH,
     N_("of another call")},
    {CUE_USED_FOR, MONEY_NOISE, WEIGHT_SUM_PART_USE, SIDE_AFTER,
     N_("a part of the grant")},
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

static double caption_weight(const struct money_view *v, enum cue cue,
                             const struct weight_value *w)
{
    return caption_cue(&v->caption, cue) * w->weight *
           v->r->w[WEIGHT_SUM_CAPTION].weight;
}

/* "Vad fick det kosta?", "Hur mycket fick man?": the question of a page that is
 * over, and not what somebody got. */
static bool asks_what_got(const struct money_view *v, enum cue cue)
{
    const struct unit *above = &v->caption.unit;
    return cue == CUE_GOT && v->caption.any && above->n > 0 &&
           unit_is_punct(above, above->n - 1, '?');
}

static void weigh_cues(const struct money_view *v, const struct clause *c,
                       struct money *m, double score[static MONEY_COUNT])
{
    double noisiest = 0;
    for (size_t k = 0; k < sizeof cue_roles / sizeof *cue_roles; k++) {
        enum money_role role = cue_roles[k].role;
        const struct weight_value *weight = &v->r->w[cue_roles[k].weight];
        if (money_tells_nothing(v, c, m, cue_roles[k].cue))
            continue;
        double leak = role != MONEY_NOISE               ? LEAK
                      : cue_roles[k].cue == CUE_ADVANCE ? ADVANCE_LEAK
                                                        : NOISE_LEAK;
        double w = clause_weight(&v->ms, c, cue_roles[k].cue, weight,
                                 cue_roles[k].side, leak);
        double above = asks_what_got(v, cue_roles[k].cue)
                           ? 0
                           : caption_weight(v, cue_roles[k].cue, weight);
        if (above > w)
            w = above;
        if (role == MONEY_NOISE && w > noisiest) {
            noisiest = w;
            m->noise = cue_roles[k].noise;
            m->given =
                cue_roles[k].cue == CUE_GRANTED || cue_roles[k].cue == CUE_GOT;
        }
        double more = w < score[role] ? w : score[role];
        score[role] = (w > score[role] ? w : score[role]) +
                      more * v->r->w[WEIGHT_SUM_REPEAT].weight;
    }
}

/* "I särskilda fall kan bidraget höjas till 120 000 kronor" */
static bool is_raised_to(const struct unit *u, const struct clause *c)
{
    for (size_t k = 0; k < u->n_matches; k++)
        if (context_is_cue(&u->matches[k], CUE_RAISED) &&
            u->matches[k].to == c->from)
            return true;
    return false;
}

/* Is the sum the most, the least, or a condition? Also as its caption says. */
static bool find_bounds(const struct money_view *v, const struct clause *c,
                        struct money *m)
{
    struct bound b = bound_of(&v->ms, c);
    bool rising;
    if (!b.ceiling && !b.floor && !m->sum.range && v->caption.any) {
        const struct unit *above = &v->caption.unit;
        bool two = v->ms.n_sums == 2 && v->ms.n == 2 &&
                   bounds_of_pair(above, above->n, &rising);
        if (!two && v->ms.n_sums == 2 && v->ms.n == 2 &&
            unit_has_word(above, WORDS_BOTH_LIMITS)) {
            two = true;
            rising = v->ms.sums[0].high < v->ms.sums[1].high;
        }
        b.ceiling = two ? (c > v->ms.clauses) == rising
                        : caption_cue(&v->caption, CUE_CEILING) > 0;
        b.floor =
            !b.ceiling && (two || caption_cue(&v->caption, CUE_FLOOR) > 0);
    }
    /* "Taket har höjts från 50 000 till 75 000 kronor" */
    size_t near = c->from > 5 ? c->from - 5 : 0;
    if (b.floor && near < c->from &&
        unit_find_in(v->u, LEX_CUE, CUE_CHANGED, near, c->from) != NULL) {
        b.floor = false;
        b.ceiling =
            unit_find_in(v->u, LEX_CUE, CUE_CEILING, c->begin, c->from) != NULL;
    }
    m->raised = !b.floor && is_raised_to(v->u, c);
    m->ceiling = b.ceiling || m->raised;
    m->floor = b.floor;
    return b.condition;
}

static void weigh_bounds(const struct money_view *v, struct money *m,
                         bool condition, double score[static MONEY_COUNT])
{
    if (m->ceiling || m->floor || m->sum.range) {
        score[MONEY_AWARD] += v->r->w[WEIGHT_SUM_BOUNDED].weight;
        /* A pot is seldom "at most" and never "at least". */
        score[MONEY_BUDGET] *= m->floor ? 0.2 : 0.5;
    }
    if (condition) {
        score[MONEY_AWARD] *= 0.5;
        score[MONEY_BUDGET] *= 0.5;
        score[MONEY_NOISE] += v->r->w[WEIGHT_SUM_CONDITION].weight;
        if (m->noise == NULL)
            m->noise = N_("a condition");
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

/* "Högst 40 000 kronor var, av en pott på 200 000": a later sum of a value,
 * after words of a pot. */
static bool is_pot_after(const struct money_view *v, const struct money *m)
{
    const struct clause *c = mentions_clause(&v->ms, m->sum.from);
    return !c->first && context_says(v->u, CUE_BUDGET, c->begin, c->from);
}

static bool weigh_label(const struct money_view *v, struct money *m,
                        double score[static MONEY_COUNT])
{
    const struct reader *r = v->r;
    const struct unit *u = v->u;
    bool labelled = false;
    /* "Minsta totalkostnad: 20 000 kr" is no least grant. */
    if (caption_cue(&v->caption, CUE_COST_LIMIT) > 1 ||
        caption_cue(&v->caption, CUE_TURNOVER) > 0)
        return true;
    for (size_t k = 0; k < sizeof label_roles / sizeof *label_roles; k++) {
        if (u->label != label_roles[k].label)
            continue;
        labelled = true;
        /* "Priser: 50 000 kronor till var och en, 100 000 i allt" */
        bool whole = (m->total || is_pot_after(v, m) ||
                      (m->prize && caption_cue(&v->caption, CUE_TOTAL) > 0)) &&
                     !m->ceiling && u->label == LABEL_AWARD;
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

/* A later sentence of a pair that has a label of its own within: "Ram: 5 mkr.
 * Tak: 200 000 kronor". */
static bool own_caption(const struct unit *u, const struct clause *c)
{
    for (size_t i = 0; u->from > 0 && i < 5 && i < c->from; i++)
        if (unit_is_punct(u, i, ':'))
            return true;
    return false;
}

/* "Du kan få högst 250 000.": no noun follows that would be counted. */
static bool stands_alone(const struct unit *u, const struct clause *c)
{
    return c->to >= u->n || u->tokens[c->to].kind == TOKEN_PUNCT ||
           unit_in(u, c->to, WORDS_PER);
}

/* May token I be a noun? Small words that follow a sum are none. */
static bool is_noun(const struct unit *u, size_t i)
{
    return i < u->n && u->tokens[i].kind == TOKEN_WORD &&
           !unit_in(u, i, WORDS_AND) && !unit_in(u, i, WORDS_OR) &&
           !unit_in(u, i, WORDS_PER) && !unit_in(u, i, WORDS_IS) &&
           !unit_in(u, i, WORDS_INFINITIVE) && !unit_in(u, i, WORDS_DURING) &&
           !unit_in(u, i, WORDS_WHO) &&
           unit_find_in(u, LEX_CUE, CUE_MAY, i, i + 1) == NULL &&
           unit_find_in(u, LEX_CUE, CUE_PREPOSITION, i, i + 1) == NULL;
}

/* "Fler än 3 000 invånare": a noun follows that a bare number counts. */
static bool counts_things(const struct unit *u, const struct clause *c)
{
    return is_noun(u, c->to) &&
           (c->to + 1 >= u->n || u->tokens[c->to + 1].kind == TOKEN_PUNCT);
}

/* "Totalt har styrelsen satt ett tak på 24 miljoner kronor": what there is, and
 * nobody named who would get as much. */
static bool is_lid_on_all(const struct unit *u, const struct clause *c)
{
    return context_says(u, CUE_BUDGET, c->begin, c->from) &&
           !context_says(u, CUE_RECEIVER, c->begin, c->end) &&
           !context_says(u, CUE_ADDRESS, c->begin, c->from) &&
           !context_says(u, CUE_PER_PROJECT, c->begin, c->end);
}

#define PLAINLY 0.7 /* more than "vi har" */

/* "1,2 miljoner": of no currency, and no word of what there is to give or get
 * in its clause. */
static bool is_million(const struct unit *u, const struct clause *c,
                       const struct money *m)
{
    static const enum cue of_money[] = {CUE_BUDGET, CUE_LEFT_OVER, CUE_TOTAL,
                                        CUE_AWARD,  CUE_APPLY,     CUE_CEILING,
                                        CUE_FLOOR};
    if (m->sum.bare || m->sum.currency[0] != '\0')
        return false;
    for (size_t i = 0; i < u->n_matches; i++)
        for (size_t k = 0; k < sizeof of_money / sizeof *of_money; k++)
            if (context_is_cue(&u->matches[i], of_money[k]) &&
                clause_holds(c, &u->matches[i]) &&
                u->matches[i].entry->weight >= PLAINLY)
                return false;
    return true;
}

/* "45 miljoner i första omgången": one of several, not all of the call. */
static bool is_of_numbered_round(const struct unit *u, const struct clause *c)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (context_is_cue(m, CUE_WHOLE_CALL) && clause_holds(c, m) &&
            m->from > 0 && unit_match_at(u, LEX_ORDINAL, m->from - 1) != NULL)
            return true;
    }
    return false;
}

bool amounts_is_small(const struct money *m)
{
    return in_kronor(&m->sum) < LEAST_AWARD;
}

void amounts_weigh(const struct money_view *v, struct money *m)
{
    const struct reader *r = v->r;
    const struct unit *u = v->u;
    const struct clause *c = mentions_clause(&v->ms, m->sum.from);
    double score[MONEY_COUNT] = {0};
    bool condition = find_bounds(v, c, m);
    money_find_kinds(v, c, m);
    weigh_cues(v, c, m, score);
    bool to_each = false, shared = money_shared(u, c->from);
    m->each = money_per_something(u, c, &to_each);
    if (!to_each && !unit_in(u, c->to + 1, WORDS_TIME_UNIT) &&
        context_says(u, CUE_FOR_EACH, c->to,
                     c->to + 2 < c->end ? c->to + 2 : c->end))
        m->per_head = true;
    if (m->each &&
        clause_weight(&v->ms, c, CUE_PER_PROJECT, &r->w[WEIGHT_SUM_PER_PROJECT],
                      SIDE_AFTER, 0) == 0)
        score[MONEY_AWARD] += r->w[WEIGHT_SUM_EACH].weight;
    weigh_bounds(v, m, condition, score);
    if (unit_in(u, c->to, WORDS_PER) &&
        unit_find_in(u, LEX_CUE, CUE_RECEIVER, c->to + 1, c->to + 2) != NULL)
        score[MONEY_BUDGET] *= PRIZE_POT; /* "90 000 kronor per förening" */
    if (money_definite(v, c, m)) {
        score[MONEY_BUDGET] += r->w[WEIGHT_SUM_KNOWN_POT].weight;
        if (!past_year_named(r, u, c))
            score[MONEY_NOISE] = 0;
    } else if (shared && score[MONEY_NOISE] < 1) {
        score[MONEY_BUDGET] += r->w[WEIGHT_SUM_KNOWN_POT].weight;
        score[MONEY_AWARD] *= 0.5;
    }
    const char *other = money_other_subject(v, c, m);
    if (other != NULL) {
        score[MONEY_NOISE] += r->w[WEIGHT_SUM_OTHER].weight;
        m->noise = other;
    }
    if (m->prize)
        score[MONEY_AWARD] += r->w[WEIGHT_SUM_PRIZE].weight;
    m->undivided = m->prize && money_goes_undivided(u, c);
    if (m->undivided) {
        score[MONEY_AWARD] += r->w[WEIGHT_SUM_EACH].weight;
        score[MONEY_BUDGET] *= PRIZE_POT;
    }
    if (m->typical)
        score[MONEY_BUDGET] = 0;
    else if (m->prize && !shared &&
             !context_says(u, CUE_TOTAL, c->begin, c->end) &&
             caption_cue(&v->caption, CUE_TOTAL) == 0)
        score[MONEY_BUDGET] *= PRIZE_POT;
    else if (!m->each && (!m->ceiling || is_lid_on_all(u, c)) && !m->floor &&
             context_says(u, CUE_TOTAL, 0, 2)) {
        score[MONEY_BUDGET] += r->w[WEIGHT_SUM_TOTAL_FIRST].weight;
        score[MONEY_AWARD] *= m->ceiling ? 0.5 : 1;
    }
    if (money_total_of_one(u, c)) {
        m->ceiling |= !m->floor && !m->sum.range;
        score[MONEY_AWARD] += r->w[WEIGHT_SUM_EACH].weight;
        score[MONEY_BUDGET] = 0;
    }
    if (money_part_of_grant(u, c)) {
        score[MONEY_AWARD] = 0;
        m->noise = N_("a part of the grant");
    } else if (money_whole_of_part(v, c)) {
        score[MONEY_BUDGET] += r->w[WEIGHT_SUM_BUDGET].weight;
        score[MONEY_NOISE] = 0;
    }
    if (past_year_named(r, u, c) || money_got_by_number(u, c)) {
        score[MONEY_NOISE] += r->w[WEIGHT_SUM_PAST_YEAR].weight;
        m->noise = m->noise != NULL ? m->noise : N_("of an earlier year");
    }
    static const struct weight_value near = {1, 4};
    m->lump = clause_weight(&v->ms, c, CUE_LUMP_SUM, &near, SIDE_BOTH, 0) > 0 ||
              caption_cue(&v->caption, CUE_LUMP_SUM) > 0 || to_each ||
              m->undivided;
    m->set = !m->ceiling && !m->floor && !m->sum.range && !m->per_head &&
             money_is_set(u, c);
    m->total = clause_weight(&v->ms, c, CUE_TOTAL, &near, SIDE_BOTH, 0) > 0;
    m->of_call =
        clause_weight(&v->ms, c, CUE_WHOLE_CALL, &near, SIDE_BOTH, 0) > 0;
    m->of_call &= !context_says(u, CUE_ALL_FIELDS, c->begin, c->end);
    m->numbered = m->of_call && is_of_numbered_round(u, c);
    m->per_round = m->of_call && money_of_each(u, c);
    m->yearly =
        clause_weight(&v->ms, c, CUE_PER_YEAR, &near, SIDE_BOTH, 0) > 0.3;
    for (size_t k = 0; k < sizeof section_roles / sizeof *section_roles; k++)
        if (u->section == section_roles[k].section)
            score[section_roles[k].role] += section_roles[k].gain;
    if (!m->ceiling && !m->floor && !m->sum.range && !shared)
        m->receivers = money_receivers(u, c);
    if (m->receivers > 0) { /* "fem stipendier à 20 000 kronor" */
        score[MONEY_AWARD] += r->w[WEIGHT_SUM_EACH].weight;
        score[MONEY_BUDGET] *= PRIZE_POT;
        m->lump = true;
    }
    bool labelled =
        !v->own_words && !own_caption(u, c) && weigh_label(v, m, score);
    m->of_call |= labelled && u->label == LABEL_BUDGET && u->from == 0 &&
                  !m->ceiling && !m->floor;
    weigh_size(m, score);
    if (u->is_heading || u->lead)
        score[MONEY_BUDGET] += 0.1;
    if ((m->sum.bare && labelled && counts_things(u, c)) ||
        (v->ms.n_sums == 1 && is_million(u, c, m) && is_noun(u, c->to))) {
        score[MONEY_NOISE] += 5;
        m->noise = N_("a number of something else than money");
    }
    if (m->sum.bare && !labelled) /* a number, not said to be money */
        score[MONEY_NOISE] +=
            ((m->ceiling || m->floor) && stands_alone(u, c)) ||
                    (m->sum.low >= LEAST_BARE_POT && money_is_pot(u, c) &&
                     (!is_noun(u, c->to) || unit_has_cue(u, CUE_LEFT_OVER)))
                ? 1
                : 5;
    double best = r->w[WEIGHT_SUM_MIN].weight;
    for (int k = MONEY_NONE + 1; k < MONEY_COUNT; k++)
        if (score[k] > best) {
            best = score[k];
            m->role = (enum money_role)k;
        }
    m->source.score = best;
    m->given &= m->role == MONEY_NOISE;
    /* "8 kr per deltagartillfälle", "vinnaren får ytterligare 350 000" */
    if (m->added || amounts_is_small(m)) {
        m->role = MONEY_NOISE;
        m->noise =
            m->added ? N_("a part of the prize") : N_("too small for a grant");
    } else if (m->role == MONEY_AWARD && money_has_no_limit(v, m)) {
        m->role = MONEY_NOISE;
        m->typical = true;
        m->noise = N_("what is usual");
    }
}
