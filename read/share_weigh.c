/*
 * share_weigh.c - whose share a percentage is; see share_weigh.h. The noun near
 * it decides, and other percentages (of posts, points, owners, overheads) must
 * lose.
 */
#include "share_weigh.h"

#include "bounds.h"
#include "examples.h"
#include "share_noise.h"

#define LEAK 0.35     /* words of another mention's clause count this much */
#define OWN_CLEAR 0.6 /* more than a bare "företaget" beside it */

#define BUDGET_TOKENS 3 /* "av budgeten" */
#define LEAST_SHARE 5   /* less is a fee or an interest */
#define SMALL_RATE 20   /* less is seldom what a funder pays */
#define SMALL_FACTOR 0.5
#define REST_FACTOR 0.4
#define OWN_FACTOR 0.2

/* "Hur stor del betalar ni?": in a question "you" may be either side. */
static bool asks_of_you(const struct caption *caption)
{
    const struct unit *u = &caption->unit;
    if (!caption->any || u->n == 0 || !unit_is_punct(u, u->n - 1, '?'))
        return false;
    for (size_t k = 0; k < u->n_matches; k++)
        if (context_is_cue(&u->matches[k], CUE_OWN_SHARE) &&
            !context_says(u, CUE_ADDRESS, u->matches[k].from, u->matches[k].to))
            return false;
    return true;
}

/* "Egen insats: nämnden bidrar med en tredjedel": whose share it is is said
 * beside it, and is not what the words above say. */
static bool we_bear(const struct share_view *v, const struct clause *c)
{
    const struct unit *u = v->u;
    if (context_says(u, CUE_OWN_SHARE, c->begin, c->end))
        return false;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (context_is_cue(m, CUE_US) && m->from >= c->begin &&
            m->to <= c->from &&
            (context_says(u, CUE_BEAR, m->to, c->from) ||
             context_says(u, CUE_FUNDER_SHARE, m->to, c->from)))
            return true;
    }
    return false;
}

static double cue_weight(const struct share_view *v, const struct clause *c,
                         enum cue cue, enum weight weight)
{
    double above = caption_cue(&v->caption, cue) * v->rd->w[weight].weight *
                   v->rd->w[WEIGHT_SHARE_CAPTION].weight;
    if (cue == CUE_OWN_SHARE && (we_bear(v, c) || asks_of_you(&v->caption)))
        above = 0;
    double w =
        clause_weight(&v->ms, c, cue, &v->rd->w[weight], SIDE_BOTH, LEAK);
    return above > w ? above : w;
}

/* A guarantee's rate is its share of the loan: the sentence says that we stand
 * surety, or a fact stands on a page whose title does. */
static bool is_of_guarantee(const struct share_view *v)
{
    if (unit_find(v->u, LEX_KIND, CALL_GUARANTEE) != NULL)
        return unit_find(v->u, LEX_CUE, CUE_US) != NULL;
    const struct page_text *t = v->rd->text;
    return v->u->block != NULL && v->u->block->kind == BLOCK_PAIR && t->n > 0 &&
           t->units[0].is_title &&
           unit_find(&t->units[0], LEX_KIND, CALL_GUARANTEE) != NULL;
}

/* "20 procent av bidraget", "av bidraget får 20 procent", but not "20 procent
 * täcks av bidraget". */
static double of_grant(const struct share_view *v, const struct clause *c)
{
    double w = clause_weight(&v->ms, c, CUE_OF_GRANT,
                             &v->rd->w[WEIGHT_SHARE_OF_GRANT], SIDE_BEFORE, 0);
    if (is_of_guarantee(v))
        return 0; /* "borgen för 80 procent av lånet" */
    const struct match *m =
        unit_find_in(v->u, LEX_CUE, CUE_OF_GRANT, c->to,
                     c->to + 5 < v->u->n ? c->to + 5 : v->u->n);
    /* But "60 % of the funding round": the longer words are of costs. */
    if (m != NULL && m->from == c->to &&
        !context_spans(v->u, CUE_COST_SHARE, m->from, m->to + 1))
        w += v->rd->w[WEIGHT_SHARE_OF_GRANT].weight;
    return w;
}

#define COSTS_TOKENS 5 /* "75 % av de samlede kostnader" */

/* "Tilskudd ble gitt ..., begrenset til 75 % av samlede kostnader": a rate,
 * though it was in force once. */
static bool is_most_of_costs(const struct share_view *v, const struct clause *c)
{
    size_t to = c->to + COSTS_TOKENS < v->u->n ? c->to + COSTS_TOKENS : v->u->n;
    return bound_of(&v->ms, c).ceiling &&
           context_says(v->u, CUE_COST_SHARE, c->to, to);
}

#define OWN_TOKENS 8 /* "co-financing of not less than" */

/* "Co-financing of at least 40% is required and may consist of working hours":
 * what it may be made of is said of it. */
static bool demands_own(const struct share_view *v, const struct clause *c)
{
    size_t from =
        c->from > c->begin + OWN_TOKENS ? c->from - OWN_TOKENS : c->begin;
    const struct match *own =
        unit_find_in(v->u, LEX_CUE, CUE_OWN_SHARE, from, c->from);
    return own != NULL && own->entry->weight >= 1 &&
           bound_of(&v->ms, c).floor &&
           unit_find_in(v->u, LEX_CUE, CUE_COST_MAY, c->to, v->u->n) != NULL;
}

/* "Företag med färre än 50 anställda får hälften": are all words that the share
 * could be of just the size of the firms that it is for? */
static bool is_of_firm_size(const struct share_view *v, const struct clause *c)
{
    const struct unit *u = v->u;
    const struct match *size = unit_find(u, LEX_CUE, CUE_FIRM_SIZE);
    if (size == NULL || (size->from < c->to && size->to > c->from))
        return false; /* "minst 30 procent av de anställda" */
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (context_is_cue(m, CUE_SHARE_OTHER) &&
            !context_spans(u, CUE_FIRM_SIZE, m->from, m->to))
            return false;
    }
    return true;
}

static double other_score(const struct share_view *v, const struct clause *c)
{
    static const struct {
        enum cue cue;
        enum weight weight;
    } cues[] = {{CUE_SHARE_OTHER, WEIGHT_SHARE_OTHER},
                {CUE_GRANTED, WEIGHT_SHARE_GRANTED},
                {CUE_ADVANCE, WEIGHT_SHARE_ADVANCE},
                {CUE_OTHER_CALL, WEIGHT_SHARE_OTHER},
                {CUE_COST_LIMIT, WEIGHT_SHARE_COST_LIMIT}};
    double w = 0;
    /* "50 procent av lokalhyran" limits no rent. */
    size_t to = c->to + 2 < v->u->n ? c->to + 2 : v->u->n;
    bool of_cost = context_says(v->u, CUE_COST_SHARE, c->to, to);
    for (size_t i = 0; i < sizeof cues / sizeof *cues; i++) {
        enum cue cue = cues[i].cue;
        if ((of_cost && cue == CUE_COST_LIMIT) ||
            (cue == CUE_GRANTED && is_most_of_costs(v, c)) ||
            (cue == CUE_SHARE_OTHER && is_of_firm_size(v, c)))
            continue;
        w += cue_weight(v, c, cue, cues[i].weight);
    }
    if (demands_own(v, c))
        w *= OWN_FACTOR;
    w += of_grant(v, c);
    w += clause_weight(&v->ms, c, CUE_USED_FOR,
                       &v->rd->w[WEIGHT_SHARE_OF_GRANT], SIDE_AFTER, 0);
    w += clause_weight(&v->ms, c, CUE_PART_USE,
                       &v->rd->w[WEIGHT_SHARE_OF_GRANT], SIDE_BEFORE, 0);
    enum section s = v->u->section;
    if (s == SECTION_ASSESSMENT)
        w += 1.2;
    if (s == SECTION_BACKGROUND || s == SECTION_EXAMPLES ||
        s == SECTION_DECISIONS || s == SECTION_RELATED)
        w += 1.0;
    /* "Det betalar vi inte: löner över 20 procent av budgeten" */
    if (s == SECTION_NEGATIVE && v->u->label != LABEL_RATE)
        w += 3;
    return w;
}

/* "60 procent mot tidigare 80" */
static bool is_former(const struct unit *u, const struct clause *c)
{
    return context_says(u, CUE_FORMERLY, c->from > 2 ? c->from - 2 : 0,
                        c->from);
}

/* "40 procent från EU, 30 från staten och 30 från kommunerna": parts that make
 * a whole are nobody's rate. */
static bool is_breakdown(const struct share_view *v)
{
    const struct mentions *ms = &v->ms;
    double sum = 0;
    for (size_t i = 0; i < ms->n_shares; i++)
        sum += ms->shares[i].high;
    return ms->n_shares >= 3 && sum == 100 &&
           unit_find(v->u, LEX_CUE, CUE_COST_SHARE) == NULL &&
           caption_cue(&v->caption, CUE_COST_SHARE) == 0;
}

/* "Egeninsatsen får vara arbete till högst 20 procent": no one's share. */
static bool own_may(const struct share_view *v, const struct clause *c)
{
    const struct match *own =
        unit_find_in(v->u, LEX_CUE, CUE_OWN_SHARE, c->begin, c->from);
    return own != NULL && own->entry->weight >= 1 &&
           bound_of(&v->ms, c).ceiling &&
           context_says(v->u, CUE_COST_MAY, own->to, c->from) &&
           !context_says(v->u, CUE_FUNDER_SHARE, c->begin, c->from);
}

/* "Projekt med minst 20 procent egen finansiering prioriteras" demands none. */
static bool is_preferred(const struct share_view *v, const struct clause *c)
{
    static const struct weight_value far = {1, 10}, near = {1, 4};
    return clause_weight(&v->ms, c, CUE_PREFERRED, &far, SIDE_BEFORE, 0) >
               0.5 ||
           clause_weight(&v->ms, c, CUE_PREFERRED, &near, SIDE_AFTER, 0) > 0.5;
}

/* Do words that can only be of the applicant's share stand before it? */
static bool says_own(const struct unit *u, const struct clause *c)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (context_is_cue(m, CUE_OWN_SHARE) && m->entry->weight >= 1 &&
            m->from >= c->begin && m->to <= c->from)
            return true;
    }
    return false;
}

/* "Utrustning, högst en tredjedel av budgeten": how much of the money one kind
 * of cost may take. */
static bool is_part_of_budget(const struct share_view *v,
                              const struct clause *c)
{
    const struct unit *u = v->u;
    bool makes_up = false; /* "Datorer får utgöra högst 30 % av kostnaderna" */
    for (size_t i = c->begin; i < c->from; i++)
        makes_up |= unit_in(u, i, WORDS_MAKES_UP);
    return (makes_up ||
            context_says(u, CUE_OF_BUDGET, c->from, c->to + BUDGET_TOKENS)) &&
           context_says(u, CUE_COST_KIND, 0, c->from) &&
           !context_says(u, CUE_FUNDER_SHARE, 0, c->from) &&
           !context_says(u, CUE_US, 0, c->from) && !says_own(u, c);
}

/* "Gager ska vara minst hälften av budgeten": what one kind of cost must come
 * to, and nothing of who pays it. */
static bool is_least_cost(const struct share_view *v, const struct clause *c)
{
    return bound_of(&v->ms, c).floor &&
           context_says(v->u, CUE_COST_KIND, c->begin, c->from) &&
           !context_says(v->u, CUE_OWN_SHARE, c->begin, c->end) &&
           !context_says(v->u, CUE_FUNDER_SHARE, c->begin, c->end);
}

/* "..., varav hälften får vara eget arbete", not "varav fonden betalar" */
static bool is_part(const struct share_view *v, const struct clause *c)
{
    const struct match *m =
        unit_find_in(v->u, LEX_CUE, CUE_PART_USE, c->begin, c->from);
    return m != NULL && !context_says(v->u, CUE_FUNDER_SHARE, m->to, c->from);
}

/* Scores of the two readings of a percentage. */
struct reading_scores {
    double funder, own;
};

static struct reading_scores score_readings(const struct share_view *v,
                                            const struct clause *c)
{
    const struct unit *u = v->u;
    const struct weight_value *w = v->rd->w;
    struct reading_scores r = {
        cue_weight(v, c, CUE_FUNDER_SHARE, WEIGHT_SHARE_FUNDER),
        cue_weight(v, c, CUE_OWN_SHARE, WEIGHT_SHARE_OWN)};
    struct bound b = bound_of(&v->ms, c);
    bool bears = share_applicant_bears(v, c) || share_rest_is_ours(v, c);
    if (bears || share_is_duty(v, c))
        r.own += w[WEIGHT_SHARE_DUTY].weight;
    if (bears) {
        r.own += r.funder; /* "betalar" is what the applicant does */
        r.funder = 0;
    }
    if (r.own > 0 && (share_own_is_denied(v, c) || share_rest_is_theirs(v, c) ||
                      share_applicant_gets(v, c)))
        r.own = 0;
    /* "Resterande 40 procent": what the funder leaves. */
    r.own += clause_weight(&v->ms, c, CUE_REST, &w[WEIGHT_SHARE_REST],
                           SIDE_BEFORE, 0);
    /* "Av kostnaderna" is said of both; the funder's share has a ceiling, the
     * applicant's own a floor. */
    double cost = cue_weight(v, c, CUE_COST_SHARE, WEIGHT_SHARE_COST);
    if (b.ceiling)
        r.own *= 0.5; /* an own share is seldom "at most" */
    if (b.floor)
        r.own += r.own > 0 || cost > 0 ? 0.5 + cost : 0;
    else if (!b.ceiling && r.own > OWN_CLEAR && r.own > r.funder)
        r.own += cost / 2;
    else
        r.funder += cost + (b.ceiling && cost > 0 ? 0.4 : 0);
    if (b.ceiling)
        r.funder += w[WEIGHT_SHARE_BOUNDED].weight;
    if (caption_names_funder(&v->caption, v->rd->ctx->funder))
        r.funder += w[WEIGHT_SHARE_FUNDER].weight;
    if (u->label == LABEL_RATE)
        r.funder += w[WEIGHT_SHARE_LABEL].weight;
    /* "Stöd: 40 procent" */
    if (r.own == 0 && (u->label == LABEL_AWARD || u->label == LABEL_CEILING))
        r.funder += w[WEIGHT_SHARE_FUNDER].weight;
    /* "Own share: we pay at most 85 per cent" tells the funder's. */
    if (u->label == LABEL_OWN_SHARE && !(b.ceiling && r.funder > 0.5) &&
        !we_bear(v, c))
        r.own += w[WEIGHT_SHARE_LABEL].weight;
    if (u->section == SECTION_AMOUNT || u->section == SECTION_SHARE) {
        r.funder += r.funder > 0 ? 0.4 : 0.15;
        r.own += r.own > 0 ? 0.4 : 0;
    }
    /* "Stödnivå: egen finansiering ska motsvara minst 60 procent": the
     * sentence's own words go before those above it. */
    if (b.floor && says_own(u, c) &&
        !context_says(u, CUE_FUNDER_SHARE, c->begin, c->end))
        r.funder = 0;
    return r;
}

/* "65% for municipalities, and 80% for all others": the later rates of a list
 * are what the first is. */
static bool goes_on(const struct unit *u, const struct share_mention *s,
                    const struct source *last)
{
    return last != NULL && last->unit == u && last->to <= s->from;
}

/* "Våtmarker: 90 procent", "det kan höjas till 90 procent": says a rate, if
 * rates are spoken of. */
static bool names_rate(const struct share_view *v,
                       const struct share_mention *s, const struct clause *c)
{
    const struct unit *u = v->u;
    if (bound_of(&v->ms, c).floor)
        return false;
    if (bound_of(&v->ms, c).ceiling || v->ms.n_shares > 1 ||
        context_says(u, CUE_RAISE, 0, u->n))
        return true;
    size_t i = s->from;
    while (i > 0 && s->from - i < 3 && !unit_is_punct(u, i - 1, ':'))
        i--;
    bool last = s->to >= u->n || u->tokens[s->to].kind == TOKEN_PUNCT;
    return last && ((i > 0 && unit_is_punct(u, i - 1, ':')) || v->caption.any);
}

#define PAID_TOKENS 5 /* "80 procent av beloppet i början" */

/* "Half of it is paid before the trip": when the grant is paid. */
static bool is_paid_at(const struct share_view *v, const struct clause *c)
{
    size_t to = c->to + PAID_TOKENS < c->end ? c->to + PAID_TOKENS : c->end;
    /* "Half of it is paid on 1 March" */
    bool on_day = false;
    for (size_t i = c->to; i < to; i++)
        on_day |= unit_in(v->u, i, WORDS_PAID) &&
                  unit_find_in(v->u, LEX_MONTH, -1, i, i + PAID_TOKENS) != NULL;
    return (on_day || context_says(v->u, CUE_AT_ONCE, c->to, to)) &&
           !context_says(v->u, CUE_COST_SHARE, c->to, to);
}

#define DENIED_TOKENS 6 /* "vi kan inte gå in med 100 procent" */
#define NOT_TOKENS 3    /* "100 procent är inte möjligt" */

/* "Det täcker inte 100 procent": all of it, which is what is not paid. "Inte
 * mer än" is a bound. */
static bool is_denied_whole(const struct share_view *v,
                            const struct share_mention *s,
                            const struct clause *c)
{
    const struct unit *u = v->u;
    if (s->high < 100 || bound_of(&v->ms, c).ceiling)
        return false;
    for (size_t i = s->from, n = 0; i > 0 && n < DENIED_TOKENS; i--, n++) {
        if (u->tokens[i - 1].kind != TOKEN_WORD)
            break;
        if (unit_in(u, i - 1, WORDS_NOT) || unit_in(u, i - 1, WORDS_NEVER))
            return true;
    }
    for (size_t i = s->to; i < u->n && i <= s->to + NOT_TOKENS; i++) {
        if (u->tokens[i].kind != TOKEN_WORD || unit_in(u, i, WORDS_FOR) ||
            unit_in(u, i, WORDS_IF))
            return false; /* "100 procent för den som inte ..." */
        if (unit_in(u, i, WORDS_NOT) || unit_in(u, i, WORDS_NEVER))
            return true;
    }
    return false;
}

/* Is it neither's, whatever else is said of it? DIRECT: it would be the
 * funder's. */
static bool is_ruled_out(const struct share_view *v,
                         const struct share_mention *s, const struct clause *c,
                         bool direct)
{
    const struct unit *u = v->u;
    return (share_is_instalment(u) && !is_most_of_costs(v, c)) ||
           is_paid_at(v, c) || is_part(v, c) || own_may(v, c) ||
           is_least_cost(v, c) || is_part_of_budget(v, c) ||
           (limits_cost(&v->ms, c) &&
            !context_says(u, CUE_REIMBURSED, c->begin, u->n)) ||
           is_former(u, c) || is_breakdown(v) ||
           (!direct && is_preferred(v, c)) || is_denied_whole(v, s, c) ||
           (s->high > 0 && s->high < LEAST_SHARE) || share_of_other(v, c) ||
           share_is_aside(v, c) || is_for_example(u, c) ||
           is_worked_example(&v->ms);
}

struct share_said share_weigh(const struct share_view *v,
                              const struct share_mention *s,
                              const struct source *last)
{
    const struct unit *u = v->u;
    const struct weight_value *w = v->rd->w;
    const struct clause *c = mentions_clause(&v->ms, s->from);
    struct reading_scores r = score_readings(v, c);
    if (r.own == 0 && goes_on(u, s, last) && r.funder < last->score * 0.8)
        r.funder = last->score * 0.8;
    bool direct = r.funder >= r.own;
    if (direct && s->high < SMALL_RATE && u->label != LABEL_RATE)
        r.funder *= SMALL_FACTOR;
    double score = r.funder > r.own ? r.funder : r.own;
    double least = w[s->word ? WEIGHT_SHARE_MIN_WORD : WEIGHT_SHARE_MIN].weight;
    double other = other_score(v, c);
    if (share_rest_is_borne(u, c->to))
        other *= REST_FACTOR; /* "hälften av lönen; ni betalar resten" */
    if (u->label == LABEL_RATE && s->high == 100)
        other = 0; /* "100 per cent of salary" */
    bool out = is_ruled_out(v, s, c, direct);
    bool sure = !out && score >= least && other < score;
    bool raised = !out && r.own < least && other < least && names_rate(v, s, c);
    if (raised && !sure)
        direct = true; /* what the one before was */
    return (struct share_said){s,    r.funder, r.own,  other, least,
                               sure, direct,   raised, out};
}
