/*
 * signs.c - collects the signs of a page: see signs.h.
 *
 * Counts are squeezed into 0 to 1, so that a word said ten times is not ten
 * signs. Neither the site's name nor the address has a say.
 */
#include "context.h"
#include "dates.h"
#include "recognise.h"

#include <math.h>
#include <string.h>

/* Rounds of other years stand in archives. */
#define OLD_DAYS 400
#define SHORT_WORDS 60
#define SENTENCE_TOKENS 5
#define DATE_LINE_TOKENS 9
#define DATE_LINE_UNITS 4 /* the first of a page, its title among them */
#define TEASER_BYTES 20   /* of text behind the link */
#define TEASERS_MIN 3     /* fewer are links to papers and neighbours */
#define LONG_WORDS 500.0  /* a page of as many words counts half */

enum place_on_page { IN_TITLE, IN_FIRST, IN_BODY, PLACES };

struct tallies {
    double page[PAGE_CUE_COUNT][PLACES];
    double says[CUE_COUNT];
    bool section[SECTION_COUNT];
    size_t labels[LABEL_COUNT];
    size_t words, linked_titles, sentences, granted, past;
    size_t asked;   /* questions that an applicant would put */
    bool future;    /* a day that is yet to come */
    bool date_line; /* a date alone near the top */
};

static bool is_linked(const struct block *b)
{
    size_t linked = 0, len = strlen(b->text);
    for (size_t i = 0; i < b->n_links; i++)
        linked += b->links[i].to - b->links[i].from;
    return len > 0 && linked * 10 >= len * 8;
}

/* "Stigar och leder 2027 Friluftsstöd. Sök till och med 12 februari.": a link
 * at the head of some words about what it leads to. */
static bool is_teaser(const struct block *b)
{
    size_t len = strlen(b->text);
    return b->n_links == 1 && b->links[0].from == 0 && b->links[0].to > 4 &&
           len > b->links[0].to + TEASER_BYTES &&
           (b->hrefs[0] == NULL || strncmp(b->hrefs[0], "mailto:", 7) != 0);
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
            t->page[label.matches[k].entry->index][IN_FIRST] +=
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

/* How much of the unit the match is: 1 for half of its words and more, little
 * for a few of many. */
static double coverage(const struct unit *u, const struct match *m)
{
    size_t words = 0;
    for (size_t i = 0; i < u->n; i++)
        words += u->tokens[i].kind != TOKEN_PUNCT;
    double share = 2.0 * (double)(m->to - m->from) / (double)(words + 1);
    return share > 1 ? 1 : share * share;
}

/* How much a heading says of what a title of the same words would. Calls have
 * headings on their terms and on who may apply, of which the titles of pages
 * are made that are a part of a call. */
static double heading_share(int cue)
{
    return cue == PAGE_CUE_PART ? 0.2 : 0.5;
}

static void count_page_word(const struct unit *u, const struct match *m,
                            struct tallies *t)
{
    double w = m->entry->weight;
    double *count = t->page[m->entry->index];
    if ((u->is_title || u->is_heading) && is_plain(m->entry->index))
        w *= coverage(u, m);
    /* "Vem kan söka?", "Villkor": the sections of any call */
    if (m->entry->index == PAGE_CUE_PART && u->is_heading && !u->is_title)
        return;
    if (u->is_title)
        count[IN_TITLE] += 2 * w;
    else if (u->is_heading)
        count[IN_TITLE] += heading_share(m->entry->index) * w;
    else
        count[u->lead ? IN_FIRST : IN_BODY] += w;
}

/* Does the line give a day and little else? "Uppdaterad 3 november" stands on
 * any page, and "senast 1 mars" is a call's. */
static bool is_bare_day(struct reader *r, const struct unit *u)
{
    static const enum cue others[] = {CUE_DEADLINE, CUE_LATEST, CUE_UNTIL,
                                      CUE_OPENS,    CUE_FROM,   CUE_APPLY,
                                      CUE_UPDATED};
    size_t n;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (context_unit(u, others[i]) > 0)
            return false;
    struct date_mention *d = dates_find(r->mem, u, &n);
    /* "3 november 2026 av Lisa på kansliet", "Torsby, 3 november 2026" */
    return n == 1 && d[0].has_year &&
           (d[0].from <= 1 || d[0].to - d[0].from + 3 >= u->n);
}

/* A news item's day stands alone above its text. */
static bool is_date_line(struct reader *r, const struct unit *u)
{
    return (size_t)(u - r->text->units) <= DATE_LINE_UNITS && !u->is_heading &&
           u->label == LABEL_NONE && u->n <= DATE_LINE_TOKENS &&
           is_bare_day(r, u);
}

static bool has_byline_day(struct reader *r)
{
    struct unit u;
    if (r->text->doc->byline == NULL)
        return false;
    text_unit(r->mem, r->vocab, r->text->doc->byline, &u);
    return u.n <= DATE_LINE_TOKENS && is_bare_day(r, &u);
}

/* Entries with less than no weight take back what words within them say. */
static bool tells_decision(const struct unit *u)
{
    double sum = 0;
    for (size_t k = 0; k < u->n_matches; k++)
        if (u->matches[k].set == LEX_PAGE &&
            u->matches[k].entry->index == PAGE_CUE_DECISION)
            sum += u->matches[k].entry->weight;
    return sum > 0;
}

/* Does the sentence tell of what was granted, of what has been, of what is to
 * come? */
static void count_tense(struct reader *r, const struct unit *u,
                        struct tallies *t)
{
    size_t n;
    struct date_mention *d = dates_find(r->mem, u, &n);
    for (size_t i = 0; i < n; i++)
        t->future |= d[i].has_year && d[i].has_day &&
                     date_compare(d[i].date, r->ctx->today) > 0;
    if (u->is_heading || u->n < SENTENCE_TOKENS)
        return;
    t->sentences++;
    t->granted += context_unit(u, CUE_GRANTED) > 0 || tells_decision(u);
    t->past += context_unit(u, CUE_PAST_TENSE) > 0;
}

static double part_of_sentences(const struct tallies *t, size_t count)
{
    return (double)count / (double)(t->sentences + 1);
}

/* "Får vi söka flera gånger?" is asked by those who mean to apply; "Vem kan
 * söka?" and "Driver ni ett företag?" stand in calls. */
static bool is_asked(const struct unit *u)
{
    if (u->n == 0 || !unit_is_punct(u, u->n - 1, '?'))
        return false;
    for (size_t i = 0; i < u->n; i++)
        if (unit_in(u, i, WORDS_ASKED))
            return false;
    return unit_in(u, 0, WORDS_ASKING) || unit_in(u, 0, WORDS_ASKER);
}

static void count_unit(struct reader *r, const struct unit *u,
                       struct tallies *t)
{
    t->asked += is_asked(u);
    count_label(r, u, t);
    t->labels[u->label] += u->from == 0;
    for (size_t k = 0; k < u->n; k++)
        t->words += u->tokens[k].kind != TOKEN_PUNCT;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set == LEX_PAGE)
            count_page_word(u, m, t);
        else if (m->set == LEX_CUE && u->section != SECTION_RELATED)
            t->says[m->entry->index] += m->entry->weight;
    }
    t->section[u->section] = true;
    t->date_line |= is_date_line(r, u);
    count_tense(r, u, t);
}

static void count(struct reader *r, struct tallies *t)
{
    memset(t, 0, sizeof *t);
    for (size_t i = 0; i < r->text->n; i++)
        count_unit(r, &r->text->units[i], t);
    const struct doc *d = r->text->doc;
    size_t teasers = 0;
    t->date_line |= has_byline_day(r);
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct block *b = &d->blocks[i];
        bool title = b->kind == BLOCK_HEADING && b->level <= 1;
        if (b->main >= 0.5 && !title && b->n_links > 0 && is_linked(b) &&
            strlen(b->text) > 8)
            t->linked_titles++;
        else if (b->main >= 0.5 && is_teaser(b))
            teasers++;
    }
    if (teasers >= TEASERS_MIN)
        t->linked_titles += teasers;
}

static double squeeze(double count)
{
    return count > 0 ? 1 - exp(-count) : 0;
}

/* How many links the page is, for its words. */
static double listing_shape(const struct tallies *t)
{
    if (t->linked_titles < 2)
        return 0;
    double per_words =
        60.0 * (double)t->linked_titles / (double)(t->words + 20);
    return per_words > 4.5 ? 1 : per_words / 4.5;
}

/* How often the page says "deadline:", "budget:" again: a table of calls. */
static double repeated_labels(const struct tallies *t)
{
    static const enum label labels[] = {
        LABEL_DEADLINE, LABEL_OPENS,   LABEL_WINDOW, LABEL_BUDGET,
        LABEL_AWARD,    LABEL_CEILING, LABEL_STATUS, LABEL_WHO};
    size_t again = 0;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (t->labels[labels[i]] > 1)
            again += t->labels[labels[i]] - 1;
    return squeeze(0.25 * (double)again);
}

static bool is_old(const struct reader *r)
{
    const struct call *c = r->call;
    return c->n_deadlines > 0 &&
           date_to_days(c->deadlines[c->n_deadlines - 1]) + OLD_DAYS <
               date_to_days(r->ctx->today);
}

static void put_facts(const struct reader *r, double *x)
{
    const struct call *c = r->call;
    bool award =
        found_sum(c, FIELD_AWARD_CEILING) || found_sum(c, FIELD_AWARD_FLOOR);
    bool budget = found_sum(c, FIELD_TOTAL_BUDGET);
    bool timed = c->n_deadlines > 0 || c->rolling || c->recurring ||
                 date_is_set(c->opens) || c->closed_stated ||
                 c->status == CALL_FORTHCOMING;
    bool money = award || budget || c->funding_rate >= 0;
    x[WEIGHT_PAGE_FACT_DEADLINE] = c->n_deadlines > 0;
    x[WEIGHT_PAGE_FACT_OPENS] = date_is_set(c->opens);
    x[WEIGHT_PAGE_FACT_ROLLING] = c->rolling && c->n_deadlines == 0;
    x[WEIGHT_PAGE_FACT_RECURRING] = c->recurring;
    x[WEIGHT_PAGE_FACT_APPLICANTS] = found_who(c);
    x[WEIGHT_PAGE_FACT_AWARD] = award;
    x[WEIGHT_PAGE_FACT_BUDGET] = budget;
    x[WEIGHT_PAGE_FACT_RATE] = c->funding_rate >= 0;
    x[WEIGHT_PAGE_FACT_REFERENCE] = c->reference != NULL;
    x[WEIGHT_PAGE_FACT_CLOSED] = c->closed_stated;
    x[WEIGHT_PAGE_FACT_FORTHCOMING] = c->status == CALL_FORTHCOMING;
    x[WEIGHT_PAGE_FACT_ANSWERS] = (timed + money + (found_who(c))) / 3.0;
}

static void put_words(const struct tallies *t, double *x)
{
    static const struct {
        enum weight weight;
        enum cue cue;
    } says[] = {{WEIGHT_PAGE_SAYS_ELIGIBLE, CUE_ELIGIBLE},
                {WEIGHT_PAGE_SAYS_APPLY, CUE_APPLY},
                {WEIGHT_PAGE_SAYS_CEILING, CUE_CEILING},
                {WEIGHT_PAGE_SAYS_DEADLINE, CUE_DEADLINE},
                {WEIGHT_PAGE_SAYS_GRANTED, CUE_GRANTED},
                {WEIGHT_PAGE_SAYS_PAST_ROUND, CUE_PAST_ROUND},
                {WEIGHT_PAGE_SAYS_ADDRESS, CUE_ADDRESS},
                {WEIGHT_PAGE_SAYS_GENERAL, CUE_GENERAL}};
    for (size_t i = 0; i < sizeof says / sizeof *says; i++)
        x[says[i].weight] = squeeze(0.5 * t->says[says[i].cue]);
    for (int k = 0; k < PAGE_CUE_COUNT; k++)
        for (int p = 0; p < PLACES; p++)
            x[WEIGHT_PAGE_CALL_TITLE + k * PLACES + p] =
                squeeze((p == IN_BODY ? 0.4 : 0.7) * t->page[k][p]);
}

/* "Kulturbidrag" above a few lines: the title names a grant, and nothing that
 * pages of other kinds are named by. */
static bool is_named(const struct tallies *t)
{
    for (int k = 0; k < PAGE_CUE_COUNT; k++)
        if (k != PAGE_CUE_CALL && k != PAGE_CUE_APPLY &&
            t->page[k][IN_TITLE] > 0)
            return false;
    return t->page[PAGE_CUE_CALL][IN_TITLE] > 0;
}

void signs_collect(struct reader *r, double ret[static PAGE_SIGN_COUNT])
{
    struct tallies t;
    count(r, &t);
    double x[WEIGHT_COUNT] = {0}; /* by weight */
    x[WEIGHT_PAGE_BIAS] = 1;
    put_facts(r, x);
    x[WEIGHT_PAGE_SECTION_WHO] = t.section[SECTION_WHO];
    x[WEIGHT_PAGE_SECTION_WHAT] =
        t.section[SECTION_WHAT] || t.section[SECTION_PURPOSE];
    x[WEIGHT_PAGE_SECTION_SUMS] =
        t.section[SECTION_AMOUNT] || t.section[SECTION_SHARE];
    x[WEIGHT_PAGE_SECTION_WHEN] = t.section[SECTION_WHEN];
    x[WEIGHT_PAGE_SECTION_PROCESS] = t.section[SECTION_PROCESS];
    put_words(&t, x);
    x[WEIGHT_PAGE_SHAPE_LINKED] = squeeze(0.2 * (double)t.linked_titles);
    x[WEIGHT_PAGE_FACT_FUTURE] = t.future;
    x[WEIGHT_PAGE_SHAPE_GRANTED] = part_of_sentences(&t, t.granted);
    x[WEIGHT_PAGE_SHAPE_PAST] = part_of_sentences(&t, t.past);
    x[WEIGHT_PAGE_SHAPE_ASKED] = squeeze(0.5 * (double)t.asked);
    x[WEIGHT_PAGE_SHAPE_REPEATED] = repeated_labels(&t);
    x[WEIGHT_PAGE_SHAPE_LISTING] = listing_shape(&t);
    /* A few lines that say when, who and how much are a call all the same. */
    x[WEIGHT_PAGE_SHAPE_SHORT] =
        t.words < SHORT_WORDS ? 1 - x[WEIGHT_PAGE_FACT_ANSWERS] : 0;
    x[WEIGHT_PAGE_SHAPE_LONG] =
        (double)t.words / ((double)t.words + LONG_WORDS);
    x[WEIGHT_PAGE_SHAPE_OLD] = is_old(r);
    x[WEIGHT_PAGE_SHAPE_DATE_LINE] = t.date_line;
    x[WEIGHT_PAGE_SHAPE_NAMED] = t.words < SHORT_WORDS && is_named(&t);
    memcpy(ret, x + WEIGHT_PAGE_BIAS, PAGE_SIGN_COUNT * sizeof *ret);
}
