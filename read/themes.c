/*
 * themes.c - what a call is chiefly about: one to four theme codes.
 *
 * Each theme's words are weighed by where they stand (title, lead, purpose,
 * the rest) with falling returns for repeats; a theme is kept where it is not
 * far behind the first.
 */
#include "context.h"
#include "found.h"

#include <math.h>
#include <string.h>

#define THEMES_MAX 4

static enum weight unit_weight(const struct unit *u)
{
    if (u->is_title)
        return WEIGHT_THEME_TITLE;
    switch (u->section) {
    case SECTION_PURPOSE:
    case SECTION_WHAT:
        return WEIGHT_THEME_PURPOSE;
    case SECTION_WHO:
        return WEIGHT_THEME_WHO;
    case SECTION_REPORTING:
    case SECTION_STATE_AID:
    case SECTION_CONTACT:
    case SECTION_EVENTS:
    case SECTION_DECISIONS:
    case SECTION_RELATED:
    case SECTION_PROCESS:
    case SECTION_NEGATIVE:
        return WEIGHT_THEME_ELSEWHERE;
    case SECTION_ASSESSMENT:
    case SECTION_AMOUNT:
    case SECTION_SHARE:
    case SECTION_WHEN:
        return WEIGHT_THEME_TERMS;
    case SECTION_BACKGROUND:
    case SECTION_EXAMPLES:
        return WEIGHT_THEME_BACKGROUND;
    default:
        return u->lead ? WEIGHT_THEME_LEAD : WEIGHT_THEME_OTHER;
    }
}

/* A Leader area's calls are rural, a culture fund's are of culture: the
 * funder's name is a faint sign, enough to tip what the text begins. */
static void add_funder(struct reader *r, double score[static 64])
{
    if (r->ctx->funder == NULL)
        return;
    struct unit u;
    text_unit(r->mem, r->vocab, r->ctx->funder, &u);
    for (size_t k = 0; k < u.n_matches; k++)
        if (u.matches[k].set == LEX_THEME && u.matches[k].entry->index >= 0)
            score[u.matches[k].entry->index] +=
                r->w[WEIGHT_THEME_FUNDER].weight * u.matches[k].entry->weight;
}

void read_themes(struct reader *r)
{
    double score[64] = {0};
    double seen[64] = {0};
    struct source first[64];
    memset(first, 0, sizeof first);
    double repeat = r->w[WEIGHT_THEME_REPEAT].weight;
    int n = code_count(CODE_THEME);
    add_funder(r, score);
    for (size_t i = 0; i < r->text->n; i++) {
        const struct unit *u = &r->text->units[i];
        double w = r->w[unit_weight(u)].weight;
        for (size_t k = 0; k < u->n_matches; k++) {
            const struct match *m = &u->matches[k];
            if (m->set != LEX_THEME || m->entry->index < 0)
                continue;
            int t = m->entry->index;
            double gain = w * m->entry->weight / (1 + repeat * seen[t]);
            seen[t] += 1;
            score[t] += gain;
            if (gain > first[t].score)
                first[t] = (struct source){u, m->from, m->to, gain};
        }
    }
    double top = 0;
    for (int t = 0; t < n; t++)
        if (score[t] > top)
            top = score[t];
    /* A short page mentions its subject but once: then only what is nearly as
     * strong as the first is kept. */
    bool faint = top < r->w[WEIGHT_THEME_MIN].weight;
    double min = r->w[faint ? WEIGHT_THEME_FAINT_MIN : WEIGHT_THEME_MIN].weight;
    double share =
        r->w[faint ? WEIGHT_THEME_FAINT_SHARE : WEIGHT_THEME_KEEP_SHARE].weight;
    const struct source *best = NULL;
    for (int kept = 0; kept < THEMES_MAX; kept++) {
        int pick = -1;
        for (int t = 0; t < n; t++)
            if (!(r->call->themes & CODE_BIT(t)) && seen[t] > 0 &&
                score[t] >= min && score[t] >= top * share &&
                (pick < 0 || score[t] > score[pick]))
                pick = t;
        if (pick < 0)
            break;
        r->call->themes |= CODE_BIT(pick);
        if (best == NULL)
            best = &first[pick];
    }
    if (best != NULL)
        found_evidence(r, FIELD_THEMES, best, 0.7);
}
