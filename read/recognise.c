/*
 * recognise.c - tells calls from news, decisions, guides, events, listings.
 *
 * A call states facts that an applicant needs: when, who, how much, how. Each
 * fact found adds to the score; words and shapes of other kinds of page take
 * from it. The sum goes through a logistic curve. Neither the site's name nor
 * the address has a say.
 */
#include "recognise.h"
#include "context.h"
#include "dates.h"

#include <math.h>
#include <string.h>

struct tallies {
    double cue[PAGE_CUE_COUNT];   /* in title and headings */
    double body[PAGE_CUE_COUNT];  /* in the text */
    double first[PAGE_CUE_COUNT]; /* in the first lines */
    bool section[SECTION_COUNT];
    size_t words, units, linked_titles, headings;
    bool date_line; /* a date alone near the top */
};

static void reason(struct reader *r, struct verdict *v, double gain,
                   const char *what)
{
    if (v->n_reasons < sizeof v->reasons / sizeof *v->reasons)
        v->reasons[v->n_reasons++] =
            arena_printf(r->mem, "%+.1f %s", gain, what);
}

static bool is_linked(const struct block *b)
{
    size_t linked = 0, len = strlen(b->text);
    for (size_t i = 0; i < b->n_links; i++)
        linked += b->links[i].to - b->links[i].from;
    return len > 0 && linked * 10 >= len * 8;
}

static void count_label(struct reader *r, const struct unit *u,
                        struct tallies *t)
{
    if (u->block == NULL || u->block->label == NULL || u->from != 0)
        return;
    struct unit label;
    text_unit(r->mem, r->vocab, u->block->label, &label);
    for (size_t k = 0; k < label.n_matches; k++)
        if (label.matches[k].set == LEX_PAGE)
            t->first[label.matches[k].entry->index] +=
                label.matches[k].entry->weight;
}

/* A page is a listing, a guide or a site page where its title says just that;
 * "Nu kan ni söka pengar för ..." is none for the words it holds. */
static bool is_plain(int cue)
{
    return cue == PAGE_CUE_LISTING || cue == PAGE_CUE_ADMIN ||
           cue == PAGE_CUE_GUIDE || cue == PAGE_CUE_PROGRAMME ||
           cue == PAGE_CUE_REPORT;
}

/* The share of the unit's words that the match takes, doubled, at most 1. */
static double coverage(const struct unit *u, const struct match *m)
{
    size_t words = 0;
    for (size_t i = 0; i < u->n; i++)
        words += u->tokens[i].kind != TOKEN_PUNCT;
    double share = 2.0 * (double)(m->to - m->from) / (double)(words + 1);
    return share > 1 ? 1 : share;
}

static void count_unit(struct reader *r, const struct unit *u,
                       struct tallies *t)
{
    t->units++;
    count_label(r, u, t);
    for (size_t k = 0; k < u->n; k++)
        t->words += u->tokens[k].kind != TOKEN_PUNCT;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set != LEX_PAGE)
            continue;
        double w = m->entry->weight;
        if ((u->is_title || u->is_heading) && is_plain(m->entry->index))
            w *= coverage(u, m);
        if (u->is_title)
            t->cue[m->entry->index] += 2 * w;
        else if (u->is_heading)
            t->cue[m->entry->index] += 0.5 * w;
        else if (u->lead)
            t->first[m->entry->index] += w;
        else
            t->body[m->entry->index] += w;
    }
    if (u->is_heading)
        t->headings++;
    if (u->section != SECTION_NONE)
        t->section[u->section] = true;
    if (u->lead && !u->is_heading && u->label == LABEL_NONE && u->n <= 9) {
        size_t n;
        struct date_mention *d = dates_find(r->mem, u, &n);
        if (n == 1 && d[0].has_year && d[0].to - d[0].from + 4 >= u->n &&
            context_unit(u, CUE_DEADLINE) == 0 &&
            context_unit(u, CUE_OPENS) == 0)
            t->date_line = true;
    }
}

static void count(struct reader *r, struct tallies *t)
{
    memset(t, 0, sizeof *t);
    for (size_t i = 0; i < r->text->n; i++)
        count_unit(r, &r->text->units[i], t);
    const struct doc *d = r->text->doc;
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct block *b = &d->blocks[i];
        bool title = b->kind == BLOCK_HEADING && b->level <= 1;
        if (b->main >= 0.5 && !title && b->n_links > 0 && is_linked(b) &&
            strlen(b->text) > 8)
            t->linked_titles++;
    }
}

/* What an applicant needs to know, as far as the page tells it. */
static double facts(struct reader *r, const struct tallies *t,
                    struct verdict *v)
{
    const struct call *c = r->call;
    double sum = 0;
    struct {
        bool there;
        enum weight weight;
        const char *what;
    } rows[] = {
        {c->n_deadlines > 0, WEIGHT_PAGE_DEADLINE, "deadline"},
        {date_is_set(c->opens), WEIGHT_PAGE_OPENS, "opening day"},
        {c->rolling && c->n_deadlines == 0, WEIGHT_PAGE_ROLLING, "rolling"},
        {c->applicants != 0, WEIGHT_PAGE_WHO, "applicants"},
        {t->section[SECTION_WHO], WEIGHT_PAGE_SECTION_WHO, "section on who"},
        {c->award_ceiling >= 0 || c->award_floor >= 0, WEIGHT_PAGE_AWARD,
         "award"},
        {c->total_budget >= 0, WEIGHT_PAGE_BUDGET, "budget"},
        {c->funding_rate >= 0, WEIGHT_PAGE_RATE, "funding rate"},
        {t->section[SECTION_AMOUNT] || t->section[SECTION_SHARE],
         WEIGHT_PAGE_SECTION_SUMS, "section on sums"},
        {t->section[SECTION_WHEN], WEIGHT_PAGE_SECTION_WHEN,
         "section on dates"},
        {t->section[SECTION_PROCESS], WEIGHT_PAGE_SECTION_PROCESS,
         "section on applying"},
        {c->reference != NULL, WEIGHT_PAGE_REFERENCE, "reference number"},
        {c->closed_stated, WEIGHT_PAGE_CLOSED, "says closed"},
        {c->status == CALL_FORTHCOMING, WEIGHT_PAGE_FORTHCOMING, "forthcoming"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].there) {
            double gain = r->w[rows[i].weight].weight;
            sum += gain;
            reason(r, v, gain, rows[i].what);
        }
    double apply = t->cue[PAGE_CUE_APPLY] + 0.5 * t->first[PAGE_CUE_APPLY] +
                   0.25 * t->body[PAGE_CUE_APPLY];
    double call = t->cue[PAGE_CUE_CALL] + 0.6 * t->first[PAGE_CUE_CALL] +
                  0.2 * t->body[PAGE_CUE_CALL];
    apply = r->w[WEIGHT_PAGE_APPLY].weight * (1 - exp(-apply));
    call = r->w[WEIGHT_PAGE_CALL].weight * (1 - exp(-call));
    reason(r, v, apply, "words of applying");
    reason(r, v, call, "words of calls");
    return sum + apply + call;
}

struct rival {
    enum page_cue cue;
    enum page_kind kind;
    enum weight weight; /* in the title */
    double first, body; /* in the first lines and the rest, of that */
    const char *what;
};

/* How much the words of another kind of page weigh by place. */
static const struct rival rivals[] = {
    {PAGE_CUE_DECISION, PAGE_DECISION, WEIGHT_PAGE_DECISION, 0.50, 0.08,
     "words of decisions"},
    {PAGE_CUE_GUIDE, PAGE_GUIDE, WEIGHT_PAGE_GUIDE, 0.24, 0.03,
     "words of guides"},
    {PAGE_CUE_EVENT, PAGE_EVENT, WEIGHT_PAGE_EVENT, 0.35, 0.03,
     "words of events"},
    {PAGE_CUE_PROGRAMME, PAGE_PROGRAMME, WEIGHT_PAGE_PROGRAMME, 0.67, 0.08,
     "words of programmes"},
    {PAGE_CUE_PROJECT, PAGE_PROJECT, WEIGHT_PAGE_PROJECT, 0.40, 0.07,
     "words of projects"},
    {PAGE_CUE_PROCUREMENT, PAGE_PROCUREMENT, WEIGHT_PAGE_PROCUREMENT, 0.75,
     0.20, "words of procurement"},
    {PAGE_CUE_ADMIN, PAGE_OTHER, WEIGHT_PAGE_ADMIN, 0.09, 0.00,
     "words of site pages"},
    {PAGE_CUE_REPORT, PAGE_GUIDE, WEIGHT_PAGE_REPORT, 0.28, 0.03,
     "words of reporting"},
    {PAGE_CUE_JOB, PAGE_OTHER, WEIGHT_PAGE_JOB, 0.68, 0.14,
     "words of vacancies"},
    {PAGE_CUE_LISTING, PAGE_LISTING, WEIGHT_PAGE_LISTING, 0.90, 0.10,
     "words of listings"},
    {PAGE_CUE_ARCHIVE, PAGE_LISTING, WEIGHT_PAGE_ARCHIVE, 0.67, 0.08,
     "words of archives"},
};

/* How many of an applicant's questions the page has a section for. */
static int answers(const struct tallies *t)
{
    return t->section[SECTION_WHO] + t->section[SECTION_WHAT] +
           t->section[SECTION_AMOUNT] + t->section[SECTION_SHARE] +
           t->section[SECTION_WHEN] + t->section[SECTION_PROCESS];
}

static double listing_shape(const struct tallies *t, const struct call *c)
{
    if (t->linked_titles < 2)
        return 0;
    double per_words =
        60.0 * (double)t->linked_titles / (double)(t->words + 20);
    double shape = per_words > 4.5 ? 4.5 : per_words;
    if (c->applicants == 0 && !t->section[SECTION_WHO])
        shape += 1.2;
    if (answers(t) == 0)
        shape += 1; /* no heading asks what an applicant would */
    return shape;
}

/* Rounds of other years stand in archives. */
#define OLD_DAYS 400

static bool is_old(const struct reader *r)
{
    const struct call *c = r->call;
    return c->n_deadlines > 0 &&
           date_to_days(c->deadlines[c->n_deadlines - 1]) + OLD_DAYS <
               date_to_days(r->ctx->today);
}

void recognise(struct reader *r, struct verdict *v)
{
    memset(v, 0, sizeof *v);
    struct tallies t;
    count(r, &t);
    double score = facts(r, &t, v) + r->w[WEIGHT_PAGE_BIAS].weight;
    double worst = 0.8;
    v->kind = PAGE_OTHER;
    for (size_t i = 0; i < sizeof rivals / sizeof *rivals; i++) {
        const struct rival *k = &rivals[i];
        double w = r->w[k->weight].weight *
                   (t.cue[k->cue] + k->first * t.first[k->cue] +
                    k->body * t.body[k->cue]);
        if (w > 5)
            w = 5;
        if (w < 0.2)
            continue;
        score -= w;
        reason(r, v, -w, k->what);
        if (w > worst) {
            worst = w;
            v->kind = k->kind;
        }
    }
    if (is_old(r)) {
        score += r->w[WEIGHT_PAGE_OLD].weight;
        reason(r, v, r->w[WEIGHT_PAGE_OLD].weight, "its last day is long past");
    }
    double shape = listing_shape(&t, r->call);
    if (shape > 0) {
        score -= shape;
        reason(r, v, -shape, "the shape of a listing");
        if (shape > worst)
            v->kind = PAGE_LISTING;
    }
    if (t.words < 60) {
        score += r->w[WEIGHT_PAGE_SHORT].weight;
        reason(r, v, r->w[WEIGHT_PAGE_SHORT].weight, "short");
    }
    double news = 1.2 * t.cue[PAGE_CUE_NEWS] + 0.9 * t.first[PAGE_CUE_NEWS] +
                  0.3 * t.body[PAGE_CUE_NEWS] + (t.date_line ? 1.5 : 0);
    /* News has no sections that answer an applicant's questions. */
    bool is_news = news >= 1.2 && t.words < 450 && answers(&t) < 2;
    if (is_news)
        reason(r, v, -news, "news");
    double part = t.cue[PAGE_CUE_PART] + 0.8 * t.first[PAGE_CUE_PART];
    v->score = 1 / (1 + exp(-score));
    bool call = v->score >= 0.5;
    if (call && part >= 1.5)
        v->kind = PAGE_PART;
    else if (is_news && worst < 2)
        v->kind = PAGE_NEWS;
    else if (call)
        v->kind = PAGE_CALL;
    else if (part >= 1.5)
        v->kind = PAGE_PART;
}
