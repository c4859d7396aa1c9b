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
#define THEME_MIN 2.2    /* below it a theme is only mentioned */
#define THEME_SHARE 0.36 /* of the strongest */
#define FAINT_MIN 0.8
#define FAINT_SHARE 0.6

static double unit_weight(const struct unit *u)
{
    if (u->is_title)
        return 4.0;
    switch (u->section) {
    case SECTION_PURPOSE:
    case SECTION_WHAT:
        return 1.3;
    case SECTION_WHO:
        return 0.8;
    case SECTION_REPORTING:
    case SECTION_STATE_AID:
    case SECTION_CONTACT:
    case SECTION_EVENTS:
    case SECTION_DECISIONS:
    case SECTION_RELATED:
    case SECTION_PROCESS:
    case SECTION_NEGATIVE:
        return 0.1;
    case SECTION_ASSESSMENT:
    case SECTION_AMOUNT:
    case SECTION_SHARE:
    case SECTION_WHEN:
        return 0.25;
    case SECTION_BACKGROUND:
    case SECTION_EXAMPLES:
        return 0.7;
    default:
        return u->lead ? 2.0 : 0.9;
    }
}

/* A Leader area's calls are rural, a culture fund's are of culture: the
 * funder's name is a faint sign, enough to tip what the text begins. */
#define FUNDER_WEIGHT 1.0

static void add_funder(struct reader *r, double score[static 64])
{
    if (r->ctx->funder == NULL)
        return;
    struct unit u;
    text_unit(r->mem, r->vocab, r->ctx->funder, &u);
    for (size_t k = 0; k < u.n_matches; k++)
        if (u.matches[k].set == LEX_THEME && u.matches[k].entry->index >= 0)
            score[u.matches[k].entry->index] +=
                FUNDER_WEIGHT * u.matches[k].entry->weight;
}

void read_themes(struct reader *r)
{
    double score[64] = {0};
    double seen[64] = {0};
    struct source first[64];
    memset(first, 0, sizeof first);
    int n = code_count(CODE_THEME);
    add_funder(r, score);
    for (size_t i = 0; i < r->text->n; i++) {
        const struct unit *u = &r->text->units[i];
        double w = unit_weight(u);
        for (size_t k = 0; k < u->n_matches; k++) {
            const struct match *m = &u->matches[k];
            if (m->set != LEX_THEME || m->entry->index < 0)
                continue;
            int t = m->entry->index;
            double gain = w * m->entry->weight / (1 + 0.35 * seen[t]);
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
    bool faint = top < THEME_MIN;
    double min = faint ? FAINT_MIN : THEME_MIN;
    double share = faint ? FAINT_SHARE : THEME_SHARE;
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
