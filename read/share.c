/*
 * share.c - how much of the costs the funder pays. A percentage may be the
 * funder's share or the applicant's own: the noun near it decides, and other
 * percentages (of posts, points, owners, overheads) must lose.
 */
#include "bounds.h"
#include "examples.h"
#include "found.h"
#include "share_levels.h"
#include "share_payer.h"

#include "medel/i18n.h"
#include "medel/caps.h"

#define LEAK 0.35     /* words of another mention's clause count this much */
#define OWN_CLEAR 0.6 /* more than a bare "företaget" beside it */
#define SURE 2.4      /* a score above it is no surer */

#define LEAST_SHARE 5 /* less is a fee or an interest */
#define SMALL_RATE 20 /* less is seldom what a funder pays */
#define SMALL_FACTOR 0.5
#define REST_FACTOR 0.4
#define RAISE_UNITS 6 /* "för föreningar kan det bli 90 procent" */

struct share {
    double rate;
    bool funder; /* read as the funder's share, not from the applicant's */
    bool sure;   /* clear enough to stand for itself */
    bool raised; /* a rate only beside another: "i vissa fall 90" */
    struct source source;
};

struct share_list {
    struct share *items; /* in reading order */
    size_t n, cap;
};

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
    if (m != NULL && m->from == c->to)
        w += v->rd->w[WEIGHT_SHARE_OF_GRANT].weight;
    return w;
}

static double other_score(const struct share_view *v, const struct clause *c)
{
    static const struct {
        enum cue cue;
        enum weight weight;
    } cues[] = {{CUE_SHARE_OTHER, WEIGHT_SHARE_OTHER},
                {CUE_GRANTED, WEIGHT_SHARE_GRANTED},
                {CUE_ADVANCE, WEIGHT_SHARE_ADVANCE},
                {CUE_COST_LIMIT, WEIGHT_SHARE_COST_LIMIT}};
    double w = 0;
    /* "50 procent av lokalhyran" limits no rent. */
    size_t to = c->to + 2 < v->u->n ? c->to + 2 : v->u->n;
    bool of_cost = context_says(v->u, CUE_COST_SHARE, c->to, to);
    for (size_t i = 0; i < sizeof cues / sizeof *cues; i++)
        if (!of_cost || cues[i].cue != CUE_COST_LIMIT)
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
                    const struct share *last)
{
    return last != NULL && last->source.unit == u &&
           last->source.to <= s->from && last->funder && last->sure;
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

static void weigh(struct reader *rd, const struct share_view *v,
                  const struct share_mention *s, struct share_list *list)
{
    const struct unit *u = v->u;
    const struct clause *c = mentions_clause(&v->ms, s->from);
    struct reading_scores r = score_readings(v, c);
    const struct share *last = list->n > 0 ? &list->items[list->n - 1] : NULL;
    if (r.own == 0 && goes_on(u, s, last) &&
        r.funder < last->source.score * 0.8)
        r.funder = last->source.score * 0.8;
    bool direct = r.funder >= r.own;
    if (direct && s->high < SMALL_RATE && u->label != LABEL_RATE)
        r.funder *= SMALL_FACTOR;
    double score = r.funder > r.own ? r.funder : r.own;
    double least =
        rd->w[s->word ? WEIGHT_SHARE_MIN_WORD : WEIGHT_SHARE_MIN].weight;
    double other = other_score(v, c);
    if (share_rest_is_borne(u, c->to))
        other *= REST_FACTOR; /* "hälften av lönen; ni betalar resten" */
    if (u->label == LABEL_RATE && s->high == 100)
        other = 0; /* "100 per cent of salary" */
    bool sure = score >= least && other < score;
    bool raised = r.own < least && other < least && names_rate(v, s, c);
    if (is_part(v, c) || own_may(v, c) || is_least_cost(v, c) ||
        (limits_cost(&v->ms, c) &&
         !context_says(u, CUE_REIMBURSED, c->begin, u->n)) ||
        is_former(u, c) || is_breakdown(v) || (!direct && is_preferred(v, c)) ||
        (s->high > 0 && s->high < LEAST_SHARE))
        sure = raised = false;
    if (share_of_other(v, c) || is_for_example(u, c) ||
        is_worked_example(&v->ms))
        sure = raised = false;
    if (raised && !sure)
        direct = true; /* what the one before was */
    double rate = direct ? s->high : 100 - s->low;
    if (!sure && !s->word) {
        struct source source = {u, s->from, s->to, score};
        found_rejected(rd, FIELD_FUNDING_RATE, &source,
                       N_("a share of something else"));
    }
    if ((!sure && !raised) || rate <= 0)
        return;
    if (score > SURE)
        score = SURE;
    list->items = arena_grow(rd->mem, list->items, list->n, &list->cap,
                             sizeof *list->items);
    list->items[list->n++] =
        (struct share){rate, direct, sure, raised && direct,
                       (struct source){u, s->from, s->to, score}};
}

/* Takes X for the call's rate where it is surer or larger than BEST. */
static void compare(struct share *best, const struct share *x)
{
    if (best->source.unit == NULL) {
        *best = *x;
        return;
    }
    double score = x->source.score, other = best->source.score;
    /* What the funder says that it pays goes before what its own share leaves:
     * a third may pay as well. */
    if (x->funder != best->funder && score > other * 0.6 &&
        score < other * 1.7) {
        if (x->funder)
            *best = *x;
        return;
    }
    /* The largest share that anyone gets is the call's. */
    bool close = x->source.unit == best->source.unit ||
                 (score > other * 0.75 && score < other * 1.34);
    if ((close && x->rate > best->rate) || (!close && score > other))
        *best = *x;
}

/* "Vi betalar hälften. För föreningar kan det bli 90 procent.": a rate under
 * the same heading, though no word of its own says whose share it is. */
static bool raises(const struct share *x, const struct share *best)
{
    const struct unit *a = x->source.unit, *b = best->source.unit;
    size_t apart = (size_t)(a > b ? a - b : b - a);
    return x->raised && best->funder && x->rate > best->rate &&
           apart <= RAISE_UNITS && (a->under == b->under || apart <= 1);
}

static struct share choose(const struct share_list *list)
{
    struct share best = {0};
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].sure)
            compare(&best, &list->items[i]);
    struct share most = best;
    for (size_t i = 0; i < list->n && best.source.unit != NULL; i++)
        if (raises(&list->items[i], &best) && list->items[i].rate > most.rate)
            most = list->items[i];
    if (most.source.score < best.source.score)
        most.source.score = best.source.score;
    return most;
}

/* "Vi helfinansierar sällan", "... inte" */
static bool is_seldom(const struct unit *u, const struct match *m)
{
    size_t from = m->from > 2 ? m->from - 2 : 0;
    for (size_t i = from; i < m->to + 2 && i < u->n; i++)
        if (unit_in(u, i, WORDS_SELDOM) ||
            (i >= m->to &&
             (unit_in(u, i, WORDS_NOT) || unit_in(u, i, WORDS_NEVER))))
            return true;
    return false;
}

/* "Vi betalar hela kostnaden", but not "inte hela kostnaden". */
static bool says_full(const struct unit *u)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set != LEX_CUE || m->entry->index != CUE_FULL_COST)
            continue;
        size_t from = m->from > 2 ? m->from - 2 : 0;
        /* "Indirekta kostnader ersätts fullt ut", but "Travel is paid in full;
         * no contribution is asked" */
        bool one_kind = context_says(u, CUE_COST_KIND, 0, m->from) &&
                        unit_find(u, LEX_CUE, CUE_NO_OWN_SHARE) == NULL;
        if (!context_negated(u, from, m->from) && !is_seldom(u, m) && !one_kind)
            return true;
    }
    return false;
}

/* What a sentence says of the whole cost without a figure: 100, or 50 where
 * the funder doubles what others give; 0 where it says nothing. */
static double said_share(const struct unit *u)
{
    if (u->section == SECTION_RELATED)
        return 0;
    if (unit_find(u, LEX_CUE, CUE_EVEN_MATCH) != NULL)
        return 50;
    return says_full(u) ? 100 : 0;
}

/* "Grundnivån är 30 procent. ... ytterligare 15 procentenheter": the points
 * near by that come on top. */
static void add_points(const struct reader *r, struct share *best)
{
    const struct unit *at = best->source.unit;
    double most = 0;
    for (size_t i = 0; i < r->text->n; i++) {
        const struct unit *u = &r->text->units[i];
        size_t apart = (size_t)(u > at ? u - at : at - u);
        if (apart > RAISE_UNITS || (u->under != at->under && apart > 1))
            continue;
        double points = share_points(u);
        if (points > most)
            most = points;
    }
    if (best->funder && best->rate + most <= 100)
        best->rate += most;
}

void read_share(struct reader *r)
{
    struct share_list list = {0};
    struct share said = {0};
    for (size_t i = 0; i < r->text->n; i++) {
        const struct unit *u = &r->text->units[i];
        struct share_view v = {.rd = r, .u = u};
        mentions_find(r->mem, u, &v.ms);
        if (v.ms.n_shares > 0)
            v.caption = caption_of(r, u);
        for (size_t k = 0; k < v.ms.n_shares && list.n < CAP_VALUES_PER_PAGE;
             k++)
            weigh(r, &v, &v.ms.shares[k], &list);
        double rate = said.source.unit == NULL ? said_share(u) : 0;
        if (rate == 50 && v.ms.n_shares > 0)
            rate = 0; /* "vi 30 procent, kommunen minst lika mycket" */
        if (rate == 0 && said.source.unit == NULL && v.caption.any)
            rate = said_share(&v.caption.unit);
        if (rate > 0)
            said = (struct share){.rate = rate, .source = {u, 0, 0, 1.5}};
    }
    struct share best = choose(&list);
    if (said.source.unit != NULL &&
        (best.source.unit == NULL || best.source.score < 1))
        best = said;
    if (best.source.unit == NULL) {
        best.rate = share_of_table(r, &best.source.unit);
        best.source.score = 1;
    } else {
        add_points(r, &best);
    }
    if (best.source.unit == NULL || best.rate <= 0)
        return;
    r->call->funding_rate = best.rate;
    found_evidence(r, FIELD_FUNDING_RATE, &best.source,
                   best.source.score > 1.5 ? 0.9 : 0.7);
}
