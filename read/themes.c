/*
 * themes.c - what a call is chiefly about: one to four theme codes.
 *
 * The words of each theme are gathered by where they stand (title, first
 * lines, the text on what and why, terms, ...), a word said again counting
 * less; beside them stands what all the words of the page say
 * (theme_words.h). The signs of a theme (signs.h) go through a logistic curve
 * whose weights are learnt (tests/quality/learn_themes.py); themes that are
 * likely enough are kept, the likeliest also alone where it is at least
 * plausible.
 */
#include "context.h"
#include "theme_words.h"

#include <math.h>
#include <string.h>

#define THEMES_MAX 4
#define FACT_TOTAL 1.0 /* what a fact alone, without a word, speaks */
#define START_UNITS 3  /* the title and the first sentences */
#define SURE_WEIGHT 3  /* of a term that decides, see data/README.md */

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
    double zone[LEARNT_THEME_CLASSES][ZONE_COUNT];
    double total[LEARNT_THEME_CLASSES];
    size_t distinct[LEARNT_THEME_CLASSES];
    double of_call[LEARNT_THEME_CLASSES]; /* what the call's own facts say, 0 to
                                             1 */
    struct source
        first[LEARNT_THEME_CLASSES];   /* the weightiest word of each theme */
    double said[LEARNT_THEME_CLASSES]; /* by all words */
    bool sure[LEARNT_THEME_CLASSES];
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
        g->sure[t] |= zone <= ZONE_WHO && m->entry->weight >= SURE_WEIGHT;
        if (zone != ZONE_FUNDER && w * zone_share[zone] > g->first[t].score)
            g->first[t] =
                (struct source){u, m->from, m->to, w * zone_share[zone]};
    }
}

static void add_fact(struct gathering *g, const char *theme)
{
    int t = code_find(CODE_THEME, theme);
    g->of_call[t] = 1;
    if (g->total[t] == 0)
        g->total[t] = FACT_TOTAL;
}

static bool only(codeset who, codeset these)
{
    return who != 0 && (who & ~these) == 0;
}

static bool spans_countries(const struct call *c)
{
    codeset sweden = REGION_COUNTIES | CODE_BIT(REGION_SE);
    codeset others = c->regions & ~sweden;
    return (others & CODE_BIT(REGION_EU)) || (others & (others - 1)) ||
           (others != 0 && (c->regions & sweden));
}

/* Loans and capital are for business, whatever words the page finds, and so is
 * what none but businesses may apply for; what none but universities may is for
 * research; what several countries share is international. */
static void gather_facts(struct gathering *g)
{
    const struct call *c = g->r->call;
    if (c->kind == CALL_LOAN || c->kind == CALL_GUARANTEE ||
        c->kind == CALL_EQUITY ||
        only(c->applicants, CODE_BIT(APPLICANT_COMPANY) |
                                CODE_BIT(APPLICANT_SOLE_TRADER) |
                                CODE_BIT(APPLICANT_PARTNERSHIP) |
                                CODE_BIT(APPLICANT_COOPERATIVE) |
                                CODE_BIT(APPLICANT_SOCIAL_ENTERPRISE)))
        add_fact(g, "business");
    if (only(c->applicants,
             CODE_BIT(APPLICANT_UNIVERSITY) | CODE_BIT(APPLICANT_INDIVIDUAL)) &&
        (c->applicants & CODE_BIT(APPLICANT_UNIVERSITY)))
        add_fact(g, "research");
    if (spans_countries(c))
        add_fact(g, "international");
}

/* A Leader area's calls are for the countryside. */
static void gather_funder(struct gathering *g)
{
    if (g->r->ctx->funder == NULL)
        return;
    struct unit *funder = arena_alloc(g->r->mem, sizeof *funder);
    text_unit(g->r->mem, g->r->vocab, g->r->ctx->funder, funder);
    gather_unit(g, funder, ZONE_FUNDER);
    for (size_t i = 0; i < funder->n; i++)
        if (unit_in(funder, i, WORDS_LEADER))
            add_fact(g, "rural");
}

static double squeeze(double count)
{
    return 1 - exp(-count);
}

/* What is compared with the other themes. */
struct others {
    double sum, top; /* of all that speaks for each */
    double most;     /* that all words say for any */
};

static struct others others_of(const struct gathering *g)
{
    struct others o = {.most = g->said[0]};
    for (int t = 0; t < LEARNT_THEME_CLASSES; t++) {
        o.sum += g->total[t];
        o.top = fmax(o.top, g->total[t]);
        o.most = fmax(o.most, g->said[t]);
    }
    return o;
}

/* The signs of theme T beside those of all. */
static void put_signs(const struct gathering *g, int t, const struct others *o,
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
    x[WEIGHT_THEME_SHARE] = o->sum > 0 ? g->total[t] / o->sum : 0;
    x[WEIGHT_THEME_RELATIVE] = o->top > 0 ? g->total[t] / o->top : 0;
    x[WEIGHT_THEME_TOP] = o->top > 0 && g->total[t] >= o->top;
    x[WEIGHT_THEME_TOTAL] = squeeze(0.2 * g->total[t]);
    x[WEIGHT_THEME_CALL] = g->of_call[t];
    x[WEIGHT_THEME_WORDS] = g->said[t];
    x[WEIGHT_THEME_RELATIVE_WORDS] = g->said[t] - o->most;
}

static double likelihood(const struct reader *r, int t,
                         const double signs[static THEME_SIGN_COUNT])
{
    double sum = r->w[WEIGHT_THEME_IS_FIRST + t].weight;
    for (int i = 0; i < THEME_SIGN_COUNT; i++)
        sum += r->w[WEIGHT_THEME_BIAS + i].weight * signs[i];
    return 1 / (1 + exp(-sum));
}

/* The words that theme T was read from. */
static struct source source_of(const struct gathering *g, int t)
{
    return g->first[t].unit != NULL ? g->first[t]
                                    : theme_words_strongest(g->r, t);
}

static void keep_likely(struct reader *r, const struct gathering *g,
                        const double likely[static LEARNT_THEME_CLASSES])
{
    int best = -1;
    for (int kept = 0; kept < THEMES_MAX; kept++) {
        int pick = -1;
        for (int t = 0; t < LEARNT_THEME_CLASSES; t++)
            if (!(r->call->themes & CODE_BIT(t)) &&
                (pick < 0 || likely[t] > likely[pick]))
                pick = t;
        double least =
            r->w[kept == 0 ? WEIGHT_THEME_ALONE_MIN : WEIGHT_THEME_MIN].weight;
        if (likely[pick] < least)
            break;
        r->call->themes |= CODE_BIT(pick);
        if (best < 0)
            best = pick;
    }
    if (best < 0)
        return;
    struct source s = source_of(g, best);
    if (s.unit != NULL)
        found_evidence(r, FIELD_THEMES, &s, 0.7);
}

void read_themes(struct reader *r)
{
    struct gathering *g = arena_alloc(r->mem, sizeof *g);
    double likely[LEARNT_THEME_CLASSES];
    g->r = r;
    for (size_t i = 0; i < r->text->n; i++)
        gather_unit(g, &r->text->units[i], zone_of(&r->text->units[i], i));
    gather_funder(g);
    gather_facts(g);
    theme_words_hear(r, g->said);
    struct others others = others_of(g);
    r->theme_signs =
        arena_alloc(r->mem, LEARNT_THEME_CLASSES * sizeof *r->theme_signs);
    for (int t = 0; t < LEARNT_THEME_CLASSES; t++) {
        put_signs(g, t, &others, r->theme_signs[t]);
        likely[t] = g->sure[t] ? 1 : likelihood(r, t, r->theme_signs[t]);
    }
    keep_likely(r, g, likely);
}
