/*
 * recognise.c - tells calls from news, decisions, guides, events, listings.
 *
 * A call states facts that an applicant needs: when, who, how much, how. The
 * signs of the page (signs.h) and its words (page_words.h) are weighed and go
 * through a logistic curve; the weights are learnt from judged pages
 * (tests/quality/learn_pages.py).
 * What is no call is of the kind whose words weigh most against it.
 */
#include "recognise.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define REASON_MIN 0.1 /* a lesser sign is no reason to tell */

static double weight_of(const struct reader *r, enum weight w)
{
    return r->w[w].weight;
}

static double part_of(const struct reader *r, const struct verdict *v,
                      enum weight w)
{
    return weight_of(r, w) * verdict_sign(v, w);
}

struct reason {
    double gain;
    enum weight weight; /* WEIGHT_COUNT: all the words */
};

static int by_gain(const void *a, const void *b)
{
    const struct reason *x = a, *y = b;
    double dx = fabs(x->gain), dy = fabs(y->gain);
    if (dx != dy)
        return dx > dy ? -1 : 1;
    return (int)x->weight - (int)y->weight;
}

/* "words beslut, projektet": those that speak most for what all say. */
static const char *strongest(struct reader *r, const struct page_words *w)
{
    const char *s = "words";
    for (size_t i = 0; i < w->n_strongest; i++)
        s = arena_printf(r->mem, "%s%s %s", s, i > 0 ? "," : "",
                         w->strongest[i]);
    return s;
}

/* The weightiest signs first: "+1.2 fact.applicants", to be said in words by
 * who tells people. */
static void tell_reasons(struct reader *r, struct verdict *v)
{
    struct reason list[PAGE_SIGN_COUNT + 1];
    size_t n = 0;
    if (fabs(v->words.said) >= REASON_MIN)
        list[n++] = (struct reason){v->words.said, WEIGHT_COUNT};
    for (enum weight w = WEIGHT_PAGE_BIAS + 1; w < WEIGHT_COUNT; w++) {
        double gain = part_of(r, v, w);
        if (fabs(gain) >= REASON_MIN)
            list[n++] = (struct reason){gain, w};
    }
    qsort(list, n, sizeof *list, by_gain);
    size_t room = sizeof v->reasons / sizeof *v->reasons;
    for (size_t i = 0; i < n && i < room; i++)
        v->reasons[v->n_reasons++] = arena_printf(
            r->mem, "%+.1f %s", list[i].gain,
            list[i].weight == WEIGHT_COUNT
                ? strongest(r, &v->words)
                : vocab_weight_code(list[i].weight) + strlen("page."));
}

static const struct rival {
    enum page_cue cue;
    enum page_kind kind;
} rivals[] = {
    {PAGE_CUE_DECISION, PAGE_DECISION},
    {PAGE_CUE_GUIDE, PAGE_GUIDE},
    {PAGE_CUE_EVENT, PAGE_EVENT},
    {PAGE_CUE_PROGRAMME, PAGE_PROGRAMME},
    {PAGE_CUE_PROJECT, PAGE_PROJECT},
    {PAGE_CUE_PROCUREMENT, PAGE_PROCUREMENT},
    {PAGE_CUE_ADMIN, PAGE_OTHER},
    {PAGE_CUE_REPORT, PAGE_GUIDE},
    {PAGE_CUE_JOB, PAGE_OTHER},
    {PAGE_CUE_LISTING, PAGE_LISTING},
    {PAGE_CUE_ARCHIVE, PAGE_LISTING},
};

/* How strongly words of a kind of page stand on it, whatever they weigh. */
static double presence(const struct reader *r, const struct verdict *v,
                       enum page_cue cue)
{
    const double *x =
        &v->signs[WEIGHT_PAGE_CALL_TITLE - WEIGHT_PAGE_BIAS + 3 * (int)cue];
    return weight_of(r, WEIGHT_KIND_TITLE) * x[0] +
           weight_of(r, WEIGHT_KIND_FIRST) * x[1] +
           weight_of(r, WEIGHT_KIND_BODY) * x[2];
}

/* The kind of a page that is no call; *most is how clearly it is that. */
static enum page_kind kind_of(const struct reader *r, const struct verdict *v,
                              double *most)
{
    enum page_kind kind = PAGE_OTHER;
    *most = weight_of(r, WEIGHT_KIND_MIN);
    for (size_t i = 0; i < sizeof rivals / sizeof *rivals; i++) {
        double w = presence(r, v, rivals[i].cue);
        if (w > *most) {
            *most = w;
            kind = rivals[i].kind;
        }
    }
    double shape = weight_of(r, WEIGHT_KIND_LISTING) *
                   verdict_sign(v, WEIGHT_PAGE_SHAPE_LISTING);
    if (shape > *most) {
        *most = shape;
        kind = PAGE_LISTING;
    }
    return kind;
}

/* News has no sections that answer an applicant's questions. Many small funders
 * date their calls, and say "nu kan ni söka": of a page that is a call by all
 * else, a day alone above the text says nothing, and one such word too little.
 */
static bool is_news(const struct reader *r, const struct verdict *v)
{
    double news = presence(r, v, PAGE_CUE_NEWS);
    bool call = v->score >= 0.5;
    if (!call || news >= weight_of(r, WEIGHT_KIND_NEWS_HINT))
        news += weight_of(r, WEIGHT_KIND_DATE_LINE) *
                verdict_sign(v, WEIGHT_PAGE_SHAPE_DATE_LINE);
    double answers = verdict_sign(v, WEIGHT_PAGE_SECTION_WHO) +
                     verdict_sign(v, WEIGHT_PAGE_SECTION_WHAT) +
                     verdict_sign(v, WEIGHT_PAGE_SECTION_SUMS) +
                     verdict_sign(v, WEIGHT_PAGE_SECTION_WHEN) +
                     verdict_sign(v, WEIGHT_PAGE_SECTION_PROCESS);
    return news >= weight_of(r, call ? WEIGHT_KIND_NEWS_CALL
                                     : WEIGHT_KIND_NEWS_MIN) &&
           answers < 2 && verdict_sign(v, WEIGHT_PAGE_SHAPE_LONG) < 0.5;
}

void recognise(struct reader *r, struct verdict *v)
{
    memset(v, 0, sizeof *v);
    signs_collect(r, v->signs);
    page_words_hear(r->words, &v->words);
    double sum = v->words.said, most;
    for (enum weight w = WEIGHT_PAGE_BIAS; w < WEIGHT_COUNT; w++)
        sum += part_of(r, v, w);
    v->score = 1 / (1 + exp(-sum));
    tell_reasons(r, v);
    v->kind = kind_of(r, v, &most);
    bool call = v->score >= 0.5;
    bool part =
        presence(r, v, PAGE_CUE_PART) >= weight_of(r, WEIGHT_KIND_PART_MIN);
    if (part)
        v->kind = PAGE_PART;
    else if (is_news(r, v) && (call || most < 2)) {
        /* News of grants are none of a call, also where they say when the
         * next round opens. */
        if (v->kind != PAGE_DECISION ||
            v->score >= weight_of(r, WEIGHT_KIND_SURE_CALL))
            v->kind = PAGE_NEWS;
    } else if (call)
        v->kind = PAGE_CALL;
}
