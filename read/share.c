/*
 * share.c - how much of the costs the funder pays. A percentage may be the
 * funder's share or the applicant's own: the noun near it decides, and other
 * percentages (of posts, points, owners, overheads) must lose.
 */
#include "context.h"
#include "found.h"
#include "sums.h"

struct share {
    double rate;
    bool funder; /* read as the funder's share, not from the applicant's */
    struct source source;
};

static double other_score(const struct reader *rd, const struct unit *u,
                          const struct share_mention *s)
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
        w += context_weight(u, cues[i].cue, &rd->w[cues[i].weight], s->from,
                            s->to, SIDE_BOTH, 0);
    if (u->section == SECTION_ASSESSMENT)
        w += 1.2;
    if (u->section == SECTION_BACKGROUND || u->section == SECTION_EXAMPLES ||
        u->section == SECTION_DECISIONS || u->section == SECTION_RELATED)
        w += 1.0;
    return w;
}

/* Scores of the two readings of a percentage. */
struct reading_scores {
    double funder, own;
};

static struct reading_scores score_readings(const struct reader *rd,
                                            const struct unit *u,
                                            const struct share_mention *s)
{
    size_t from = s->from, to = s->to;
    struct reading_scores r = {
        context_weight(u, CUE_FUNDER_SHARE, &rd->w[WEIGHT_SHARE_FUNDER], from,
                       to, SIDE_BOTH, 0),
        context_weight(u, CUE_OWN_SHARE, &rd->w[WEIGHT_SHARE_OWN], from, to,
                       SIDE_BOTH, 0)};
    /* "Av kostnaderna" is said of both; the funder's share has a ceiling, the
     * applicant's own a floor. */
    double cost = context_weight(u, CUE_COST_SHARE, &rd->w[WEIGHT_SHARE_COST],
                                 from, to, SIDE_BOTH, 0);
    bool least = context_cue(u, CUE_FLOOR, from, to, SIDE_BEFORE, 2, 2) > 0;
    bool most = context_cue(u, CUE_CEILING, from, to, SIDE_BEFORE, 2, 2) > 0;
    if (least && !most)
        r.own += r.own > 0 || cost > 0 ? 0.5 + cost : 0;
    else if (r.funder > 0 || r.own == 0)
        r.funder += cost + (most && cost > 0 ? 0.4 : 0);
    if (u->label == LABEL_RATE)
        r.funder += rd->w[WEIGHT_SHARE_LABEL].weight;
    if (u->label == LABEL_OWN_SHARE)
        r.own += rd->w[WEIGHT_SHARE_LABEL].weight;
    if (u->section == SECTION_AMOUNT || u->section == SECTION_SHARE) {
        r.funder += r.funder > 0 ? 0.4 : 0.15;
        r.own += r.own > 0 ? 0.4 : 0;
    }
    return r;
}

/* "65% for municipalities, and 80% for all others": the later rates of a list
 * are what the first is. */
static bool goes_on(const struct unit *u, const struct share_mention *s,
                    const struct share *best)
{
    return best->source.unit == u && best->source.to <= s->from && best->funder;
}

static void weigh(struct reader *rd, const struct unit *u,
                  const struct share_mention *s, struct share *best)
{
    struct reading_scores r = score_readings(rd, u, s);
    if (r.own == 0 && goes_on(u, s, best) &&
        r.funder < best->source.score * 0.8)
        r.funder = best->source.score * 0.8;
    double score = r.funder > r.own ? r.funder : r.own;
    double least =
        rd->w[s->word ? WEIGHT_SHARE_MIN_WORD : WEIGHT_SHARE_MIN].weight;
    if (score < least || other_score(rd, u, s) >= score) {
        struct source source = {u, s->from, s->to, score};
        if (!s->word)
            found_rejected(rd, FIELD_FUNDING_RATE, &source,
                           "a share of something else");
        return;
    }
    double rate = r.funder >= r.own ? s->high : 100 - s->low;
    if (rate <= 0)
        return;
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
        size_t n;
        struct share_mention *list = shares_find(r->mem, u, &n);
        for (size_t k = 0; k < n; k++)
            weigh(r, u, &list[k], &best);
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
