/*
 * share.c - how much of the costs the funder pays. A percentage may be the
 * funder's share or the applicant's own: the noun near it decides, and other
 * percentages (of posts, points, owners, overheads) must lose.
 */
#include "bounds.h"
#include "caption.h"
#include "found.h"

#define LEAK 0.35       /* words of another mention's clause count this much */
#define OWN_CLEAR 0.6   /* more than a bare "företaget" beside it */
#define SURE 2.4        /* a score above it is no surer */
#define NO_OWN_TOKENS 4 /* "utan krav på egen medfinansiering" */

struct share {
    double rate;
    bool funder; /* read as the funder's share, not from the applicant's */
    struct source source;
};

/* What the percentages of a unit are read with. */
struct view {
    const struct reader *rd;
    const struct unit *u;
    struct mentions ms;
    struct caption caption;
};

static double cue_weight(const struct view *v, const struct clause *c,
                         enum cue cue, enum weight weight)
{
    double above = caption_cue(&v->caption, cue) * v->rd->w[weight].weight *
                   v->rd->w[WEIGHT_SHARE_CAPTION].weight;
    double w =
        clause_weight(&v->ms, c, cue, &v->rd->w[weight], SIDE_BOTH, LEAK);
    return above > w ? above : w;
}

/* "20 procent av bidraget", "av bidraget får 20 procent", but not "20 procent
 * täcks av bidraget". */
static double of_grant(const struct view *v, const struct clause *c)
{
    double w = clause_weight(&v->ms, c, CUE_OF_GRANT,
                             &v->rd->w[WEIGHT_SHARE_OF_GRANT], SIDE_BEFORE, 0);
    const struct match *m =
        unit_find_in(v->u, LEX_CUE, CUE_OF_GRANT, c->to,
                     c->to + 5 < v->u->n ? c->to + 5 : v->u->n);
    if (m != NULL && m->from == c->to)
        w += v->rd->w[WEIGHT_SHARE_OF_GRANT].weight;
    return w;
}

static double other_score(const struct view *v, const struct clause *c)
{
    static const struct {
        enum cue cue;
        enum weight weight;
    } cues[] = {{CUE_SHARE_OTHER, WEIGHT_SHARE_OTHER},
                {CUE_GRANTED, WEIGHT_SHARE_GRANTED},
                {CUE_ADVANCE, WEIGHT_SHARE_ADVANCE},
                {CUE_COST_LIMIT, WEIGHT_SHARE_COST_LIMIT}};
    double w = 0;
    for (size_t i = 0; i < sizeof cues / sizeof *cues; i++)
        w += cue_weight(v, c, cues[i].cue, cues[i].weight);
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
    return w;
}

/* "Ingen egen medfinansiering krävs, vi betalar 80 procent": an own share
 * that is denied is none. */
static bool own_is_denied(const struct view *v, const struct clause *c)
{
    const struct unit *u = v->u;
    bool any = false, denied = false;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set != LEX_CUE || m->entry->index != CUE_OWN_SHARE)
            continue;
        any = true;
        size_t from = m->from > NO_OWN_TOKENS ? m->from - NO_OWN_TOKENS : 0;
        if (from < c->to && m->from >= c->to)
            from = c->to;
        denied |= context_negated(u, from, m->from) ||
                  unit_find_in(u, LEX_CUE, CUE_NO_OWN_SHARE, from, m->to);
    }
    return any && denied;
}

#define DUTY_TOKENS 6 /* "ska själv kunna stå för" */

/* "Föreningen ska stå för 20 procent", "partners must cover a fifth": what is
 * someone's duty to pay is the applicant's, unless the grant is what must. */
static bool is_duty(const struct view *v, const struct clause *c)
{
    const struct unit *u = v->u;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set != LEX_CUE || m->entry->index != CUE_DUTY ||
            !(clause_holds(c, m) || m->to <= v->ms.clauses[0].from))
            continue;
        size_t to = m->to + DUTY_TOKENS;
        if (unit_find_in(u, LEX_CUE, CUE_BEAR, m->to,
                         to < c->end ? to : c->end) != NULL &&
            unit_find_in(u, LEX_CUE, CUE_FUNDER_SHARE, c->begin, m->from) ==
                NULL)
            return true;
    }
    return false;
}

static bool is_when(const struct token *t)
{
    static const char *const words[] = {
        "när", "når", "da", "då", "when", "once", "efter", "after", "etter"};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (token_is(t, words[k]))
            return true;
    return false;
}

/* "Ni betalar 40 procent och vi resten": what is left for the funder makes the
 * share the other's. */
static bool rest_is_funders(const struct view *v, const struct clause *c)
{
    static const char *const us[] = {"vi",         "we",       "fonden",
                                     "lag",        "oss",      "fund",
                                     "stiftelsen", "regionen", "fondet"};
    const struct unit *u = v->u;
    const struct match *rest = unit_find_in(
        u, LEX_CUE, CUE_REST, c->to, c->to + 12 < u->n ? c->to + 12 : u->n);
    if (rest == NULL)
        return false;
    /* "vi resten", "we pay the rest", "resten betalar vi", but not "resten när
     * vi har fått rapporten" */
    size_t from = rest->from > c->to + 2 ? rest->from - 2 : c->to;
    for (size_t i = from; i < u->n && i < rest->to + 2; i++)
        for (size_t k = 0; k < sizeof us / sizeof *us; k++)
            if (token_is(&u->tokens[i], us[k]))
                return i < rest->from || !is_when(&u->tokens[i - 1]);
    return false;
}

/* Scores of the two readings of a percentage. */
struct reading_scores {
    double funder, own;
};

static struct reading_scores score_readings(const struct view *v,
                                            const struct clause *c)
{
    const struct unit *u = v->u;
    const struct weight_value *w = v->rd->w;
    struct reading_scores r = {
        cue_weight(v, c, CUE_FUNDER_SHARE, WEIGHT_SHARE_FUNDER),
        cue_weight(v, c, CUE_OWN_SHARE, WEIGHT_SHARE_OWN)};
    if (is_duty(v, c))
        r.own += w[WEIGHT_SHARE_DUTY].weight;
    if (rest_is_funders(v, c))
        r.own += w[WEIGHT_SHARE_REST].weight;
    if (r.own > 0 && own_is_denied(v, c))
        r.own = 0;
    /* "Resterande 40 procent": what the funder leaves. */
    r.own += clause_weight(&v->ms, c, CUE_REST, &w[WEIGHT_SHARE_REST],
                           SIDE_BEFORE, 0);
    /* "Av kostnaderna" is said of both; the funder's share has a ceiling, the
     * applicant's own a floor. */
    double cost = cue_weight(v, c, CUE_COST_SHARE, WEIGHT_SHARE_COST);
    struct bound b = bound_of(&v->ms, c);
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
    /* "Own share: we pay at most 85 per cent" tells the funder's. */
    if (u->label == LABEL_OWN_SHARE && !(b.ceiling && r.funder > 0.5))
        r.own += w[WEIGHT_SHARE_LABEL].weight;
    if (u->section == SECTION_AMOUNT || u->section == SECTION_SHARE) {
        r.funder += r.funder > 0 ? 0.4 : 0.15;
        r.own += r.own > 0 ? 0.4 : 0;
    }
    return r;
}

#define NEXT_UNITS 3 /* sentences or items on from a rate */

/* "65% for municipalities, and 80% for all others": the later rates of a list
 * are what the first is; so is one with a bound in the next sentences or items
 * ("Most measures: up to half. Wetlands: up to 90 per cent."). */
static bool goes_on(const struct view *v, const struct clause *c,
                    const struct share_mention *s, const struct share *best)
{
    const struct unit *u = v->u, *first = best->source.unit;
    if (first == NULL || !best->funder)
        return false;
    if (first == u)
        return best->source.to <= s->from;
    return first < u && u - first <= NEXT_UNITS &&
           first->section == u->section &&
           (bound_of(&v->ms, c).ceiling ||
            unit_find_in(u, LEX_CUE, CUE_RAISED, 0, c->to) != NULL);
}

static void weigh(struct reader *rd, const struct view *v,
                  const struct share_mention *s, struct share *best)
{
    const struct unit *u = v->u;
    const struct clause *c = mentions_clause(&v->ms, s->from);
    struct reading_scores r = score_readings(v, c);
    if (r.own < OWN_CLEAR && goes_on(v, c, s, best) &&
        r.funder < best->source.score * 0.8)
        r.funder = best->source.score * 0.8;
    double score = r.funder > r.own ? r.funder : r.own;
    double least =
        rd->w[s->word ? WEIGHT_SHARE_MIN_WORD : WEIGHT_SHARE_MIN].weight;
    if (score < least || other_score(v, c) >= score) {
        struct source source = {u, s->from, s->to, score};
        if (!s->word)
            found_rejected(rd, FIELD_FUNDING_RATE, &source,
                           "a share of something else");
        return;
    }
    double rate = r.funder >= r.own ? s->high : 100 - s->low;
    if (rate <= 0)
        return;
    if (score > SURE)
        score = SURE;
    /* What the funder says that it pays goes before what its own share leaves:
     * a third may pay as well. */
    bool direct = r.funder >= r.own;
    if (best->source.unit != NULL && direct != best->funder &&
        score > best->source.score * 0.6 && score < best->source.score * 1.7) {
        if (!direct)
            return;
        best->source.unit = NULL;
    }
    /* The largest share that anyone gets is the call's. */
    bool close = u == best->source.unit || (score > best->source.score * 0.75 &&
                                            score < best->source.score * 1.34);
    if (best->source.unit == NULL || (close && rate > best->rate) ||
        (!close && score > best->source.score)) {
        best->rate = rate;
        best->funder = r.funder >= r.own;
        best->source = (struct source){u, s->from, s->to, score};
    }
}

/* "Vi betalar hela kostnaden", but not "inte hela kostnaden". */
static bool says_full(const struct unit *u)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set != LEX_CUE || m->entry->index != CUE_FULL_COST)
            continue;
        size_t from = m->from > 2 ? m->from - 2 : 0;
        if (!context_negated(u, from, m->from))
            return true;
    }
    return false;
}

void read_share(struct reader *r)
{
    struct share best = {0};
    const struct unit *full = NULL;
    for (size_t i = 0; i < r->text->n; i++) {
        const struct unit *u = &r->text->units[i];
        struct view v = {.rd = r, .u = u};
        mentions_find(r->mem, u, &v.ms);
        if (v.ms.n_shares > 0)
            v.caption = caption_of(r, u);
        for (size_t k = 0; k < v.ms.n_shares; k++)
            weigh(r, &v, &v.ms.shares[k], &best);
        if (full == NULL && u->section != SECTION_RELATED && says_full(u))
            full = u;
    }
    if (full != NULL && (best.source.unit == NULL || best.source.score < 1)) {
        best.rate = 100;
        best.source = (struct source){full, 0, 0, 1.5};
    }
    if (best.source.unit == NULL)
        return;
    r->call->funding_rate = best.rate;
    found_evidence(r, FIELD_FUNDING_RATE, &best.source,
                   best.source.score > 1.5 ? 0.9 : 0.7);
}
