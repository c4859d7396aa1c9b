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
    struct source source;
};

static double other_score(const struct unit *u, const struct share_mention *s)
{
    double w = 2.0 * context_cue(u, CUE_SHARE_OTHER, s->from, s->to, SIDE_BOTH,
                                 5, 0);
    if (u->section == SECTION_ASSESSMENT)
        w += 1.2;
    if (u->section == SECTION_BACKGROUND || u->section == SECTION_EXAMPLES ||
        u->section == SECTION_DECISIONS || u->section == SECTION_RELATED)
        w += 1.0;
    return w + context_cue(u, CUE_GRANTED, s->from, s->to, SIDE_BOTH, 6, 0) +
           1.2 * context_cue(u, CUE_ADVANCE, s->from, s->to, SIDE_BOTH, 5, 0) +
           context_cue(u, CUE_COST_LIMIT, s->from, s->to, SIDE_BOTH, 5, 0);
}

static void weigh(const struct unit *u, const struct share_mention *s,
                  struct share *best)
{
    double funder = 1.5 * context_cue(u, CUE_FUNDER_SHARE, s->from, s->to,
                                      SIDE_BOTH, 6, 0);
    double own = 1.7 * context_cue(u, CUE_OWN_SHARE, s->from, s->to,
                                   SIDE_BOTH, 6, 0);
    if (u->label == LABEL_RATE)
        funder += 3;
    if (u->label == LABEL_OWN_SHARE)
        own += 3;
    if (u->section == SECTION_AMOUNT || u->section == SECTION_SHARE) {
        funder += funder > 0 ? 0.4 : 0.15;
        own += own > 0 ? 0.4 : 0;
    }
    /* "Resten" turns it round: what is left is the applicant's. */
    double other = other_score(u, s);
    double score = funder > own ? funder : own;
    if (score < (s->word ? 0.75 : 0.5) || other >= score)
        return;
    double rate = funder >= own ? s->high : 100 - s->low;
    if (rate <= 0)
        return;
    bool close = score > best->source.score * 0.75 &&
                 score < best->source.score * 1.34;
    if (best->source.unit == NULL || (close && rate > best->rate) ||
        (!close && score > best->source.score)) {
        best->rate = rate;
        best->source = (struct source){u, s->from, s->to, score};
    }
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
            weigh(u, &list[k], &best);
        if (full == NULL && context_unit(u, CUE_FULL_COST) > 0.5 &&
            context_unit(u, CUE_NEGATION) == 0 &&
            u->section != SECTION_RELATED)
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
