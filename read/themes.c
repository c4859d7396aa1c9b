/*
 * themes.c - what a call is chiefly about: one to four theme codes.
 *
 * The words of each theme are gathered by where they stand (title, first
 * lines, the text on what and why, terms, ...), a word said again counting
 * less. The signs of a theme (signs.h) go through a logistic curve whose
 * weights are learnt (tests/quality/learn_themes.py); themes that are likely
 * enough are kept, the likeliest also alone where it is at least plausible.
 */
#include "context.h"
#include "found.h"

#include <math.h>
#include <string.h>

#define THEMES_MAX 4
#define START_UNITS 3 /* the title and the first sentences */

enum zone {
    ZONE_TITLE,
    ZONE_START,
    ZONE_LEAD,
    ZONE_TEXT,
    ZONE_WHO,
    ZONE_BACKGROUND,
    ZONE_ELSEWHERE,
    ZONE_FUNDER,
    ZONE_COUNT
};

/* How much a word in a zone adds to all that speaks for its theme. */
static const double zone_share[ZONE_COUNT] = {3,   2,   1.5, 1.15,
                                              0.8, 0.7, 0,   0.7};

struct word {
    int theme;
    const char *s;
    size_t len, times;
};

struct gathering {
    struct reader *r;
    double zone[64][ZONE_COUNT];
    double total[64];
    size_t distinct[64];
    struct source first[64]; /* the weightiest word of each theme */
    struct word *words;
    size_t n_words, cap_words;
};

static enum zone zone_of(const struct unit *u, size_t i)
{
    if (u->is_title)
        return ZONE_TITLE;
    switch (u->section) {
    case SECTION_PURPOSE:
    case SECTION_WHAT:
        return ZONE_TEXT;
    case SECTION_WHO:
        return ZONE_WHO;
    case SECTION_REPORTING:
    case SECTION_STATE_AID:
    case SECTION_CONTACT:
    case SECTION_EVENTS:
    case SECTION_DECISIONS:
    case SECTION_RELATED:
    case SECTION_PROCESS:
    case SECTION_NEGATIVE:
    case SECTION_ASSESSMENT:
    case SECTION_AMOUNT:
    case SECTION_SHARE:
    case SECTION_WHEN:
        return ZONE_ELSEWHERE;
    case SECTION_BACKGROUND:
    case SECTION_EXAMPLES:
        return ZONE_BACKGROUND;
    default:
        if (!u->lead)
            return ZONE_TEXT;
        return i <= START_UNITS ? ZONE_START : ZONE_LEAD;
    }
}

/* How often the word has been met for this theme, this time among them. */
static size_t times_met(struct gathering *g, int theme, const struct unit *u,
                        const struct match *m)
{
    const char *s = u->tokens[m->from].norm;
    const struct token *last = &u->tokens[m->to - 1];
    size_t len = (size_t)(last->norm + last->len - s);
    for (size_t i = 0; i < g->n_words; i++) {
        struct word *w = &g->words[i];
        if (w->theme == theme && w->len == len && memcmp(w->s, s, len) == 0)
            return ++w->times;
    }
    g->words = arena_grow(g->r->mem, g->words, g->n_words, &g->cap_words,
                          sizeof *g->words);
    g->words[g->n_words++] = (struct word){theme, s, len, 1};
    return 1;
}

static void gather_unit(struct gathering *g, const struct unit *u,
                        enum zone zone)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        int t = m->entry->index;
        if (m->set != LEX_THEME || t < 0)
            continue;
        size_t times = times_met(g, t, u, m);
        double w = m->entry->weight / (0.5 + 0.5 * (double)times);
        g->zone[t][zone] += w;
        if (zone == ZONE_ELSEWHERE)
            continue;
        g->total[t] += w * zone_share[zone];
        g->distinct[t] += times == 1;
        if (zone != ZONE_FUNDER && w * zone_share[zone] > g->first[t].score)
            g->first[t] =
                (struct source){u, m->from, m->to, w * zone_share[zone]};
    }
}

/* Loans and capital are for business, whatever words the page finds. */
static void gather_kind(struct gathering *g)
{
    enum call_kind kind = g->r->call->kind;
    int business = code_find(CODE_THEME, "business");
    if (kind != CALL_LOAN && kind != CALL_GUARANTEE && kind != CALL_EQUITY)
        return;
    g->zone[business][ZONE_LEAD] += 1;
    g->total[business] += zone_share[ZONE_LEAD];
    g->distinct[business]++;
}

static double squeeze(double count)
{
    return 1 - exp(-count);
}

/* The signs of theme T beside SUM of all themes and the TOP of them. */
static void put_signs(const struct gathering *g, int t, double sum, double top,
                      double ret[static THEME_SIGN_COUNT])
{
    static const struct {
        enum weight sign;
        enum zone zone;
        double gain;
    } rows[] = {{WEIGHT_THEME_TITLE, ZONE_TITLE, 0.8},
                {WEIGHT_THEME_START, ZONE_START, 0.6},
                {WEIGHT_THEME_LEAD, ZONE_LEAD, 0.4},
                {WEIGHT_THEME_TEXT, ZONE_TEXT, 0.4},
                {WEIGHT_THEME_WHO, ZONE_WHO, 0.4},
                {WEIGHT_THEME_BACKGROUND, ZONE_BACKGROUND, 0.3},
                {WEIGHT_THEME_ELSEWHERE, ZONE_ELSEWHERE, 0.3},
                {WEIGHT_THEME_FUNDER, ZONE_FUNDER, 0.7}};
    double *x = ret - WEIGHT_THEME_BIAS;
    x[WEIGHT_THEME_BIAS] = 1;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        x[rows[i].sign] = squeeze(rows[i].gain * g->zone[t][rows[i].zone]);
    x[WEIGHT_THEME_DISTINCT] = squeeze(0.4 * (double)g->distinct[t]);
    x[WEIGHT_THEME_SHARE] = sum > 0 ? g->total[t] / sum : 0;
    x[WEIGHT_THEME_RELATIVE] = top > 0 ? g->total[t] / top : 0;
    x[WEIGHT_THEME_TOP] = top > 0 && g->total[t] >= top;
    x[WEIGHT_THEME_TOTAL] = squeeze(0.2 * g->total[t]);
}

static double likelihood(const struct reader *r, int t,
                         const double signs[static THEME_SIGN_COUNT])
{
    double sum = r->w[WEIGHT_THEME_IS_FIRST + t].weight;
    for (int i = 0; i < THEME_SIGN_COUNT; i++)
        sum += r->w[WEIGHT_THEME_BIAS + i].weight * signs[i];
    return 1 / (1 + exp(-sum));
}

static void keep_likely(struct reader *r, const struct gathering *g,
                        const double likely[static 64])
{
    const struct source *best = NULL;
    for (int kept = 0; kept < THEMES_MAX; kept++) {
        int pick = -1;
        for (int t = 0; t < code_count(CODE_THEME); t++)
            if (!(r->call->themes & CODE_BIT(t)) &&
                (pick < 0 || likely[t] > likely[pick]))
                pick = t;
        double least =
            r->w[kept == 0 ? WEIGHT_THEME_ALONE_MIN : WEIGHT_THEME_MIN].weight;
        if (pick < 0 || likely[pick] < least)
            break;
        r->call->themes |= CODE_BIT(pick);
        if (best == NULL)
            best = &g->first[pick];
    }
    if (best != NULL && best->unit != NULL)
        found_evidence(r, FIELD_THEMES, best, 0.7);
}

void read_themes(struct reader *r)
{
    struct gathering *g = arena_alloc(r->mem, sizeof *g);
    g->r = r;
    for (size_t i = 0; i < r->text->n; i++)
        gather_unit(g, &r->text->units[i], zone_of(&r->text->units[i], i));
    if (r->ctx->funder != NULL) {
        struct unit *funder = arena_alloc(r->mem, sizeof *funder);
        text_unit(r->mem, r->vocab, r->ctx->funder, funder);
        gather_unit(g, funder, ZONE_FUNDER);
    }
    gather_kind(g);
    double sum = 0, top = 0, likely[64] = {0};
    int n = code_count(CODE_THEME);
    for (int t = 0; t < n; t++) {
        sum += g->total[t];
        top = g->total[t] > top ? g->total[t] : top;
    }
    r->theme_signs = arena_alloc(r->mem, (size_t)n * sizeof *r->theme_signs);
    for (int t = 0; t < n; t++) {
        double *signs = r->theme_signs[t];
        put_signs(g, t, sum, top, signs);
        if (g->total[t] > 0)
            likely[t] = likelihood(r, t, signs);
    }
    keep_likely(r, g, likely);
}
