/* choose.c - which of a page's dates are the call's; see dated.h. */
#include "dated.h"

#include "applying.h"
#include "context.h"

#include <stdlib.h>

static int by_date(const void *a, const void *b)
{
    const struct dated *x = *(const struct dated *const *)a;
    const struct dated *y = *(const struct dated *const *)b;
    return date_compare(x->date, y->date);
}

/* Deadlines of one call lie within a few rounds of each other and not years
 * ahead of the page. */
#define ROUNDS_SPAN_DAYS 500
#define AHEAD_DAYS 800

static bool is_plausible(const struct timing *t, struct date d,
                         struct date strongest)
{
    /* What seems the page's own day may be that of a paper it links to. */
    long day = date_to_days(d);
    return day <= date_to_days(t->r->ctx->today) + AHEAD_DAYS &&
           day >= date_to_days(strongest) - ROUNDS_SPAN_DAYS &&
           day <= date_to_days(strongest) + AHEAD_DAYS;
}

/* A day of every year; or "1-30 september" beside "30 september 2026", the
 * same day, whose year is known. */
static bool is_unfixed(const struct timing *t, const struct dated *d)
{
    if (d->has_year)
        return false;
    if (d->yearly)
        return true;
    for (size_t i = 0; i < t->n; i++) {
        const struct dated *o = &t->items[i];
        if (o->role == ROLE_DEADLINE && o->has_year &&
            o->date.month == d->date.month && o->date.day == d->date.day)
            return true;
    }
    return false;
}

static bool is_superseded(const struct timing *t, struct date d)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->items[i].role == ROLE_SUPERSEDED &&
            date_compare(t->items[i].date, d) == 0)
            return true;
    return false;
}

/* "Vår: 15 februari 2027", "Höst: 15 september 2027": rows of one list. */
static bool is_in_list(const struct dated *a, const struct dated *b)
{
    const struct unit *u = a->source.unit, *v = b->source.unit;
    return u->under == v->under && u->block->kind == v->block->kind &&
           u->block->kind != BLOCK_PARAGRAPH;
}

/* Is D what a row of a list begins with: "25 januari", "2. omgång: 25 januari"?
 */
static bool heads_row(const struct dated *d)
{
    const struct unit *u = d->source.unit;
    size_t at = d->source.from;
    for (size_t i = 0; i < d->source.from; i++)
        if (u->tokens[i].kind == TOKEN_NUMBER || unit_in(u, i, WORDS_NUMBERED))
            at = 0; /* its number stands first */
        else if (u->tokens[i].kind != TOKEN_PUNCT) {
            at = d->source.from;
            break;
        }
    return u->from == 0 && !d->in_range && clause_is_bare(u, 0, at);
}

/* "Vi har tre stopp: 15 mars, 15 juni och 15 oktober" beside a fact box with
 * the next of them: the sentence lists the rounds. So do rows that begin with a
 * day: "7 september – passerat", "25 januari – behandlas den 10 mars". */
static bool lists_rounds(const struct timing *t, const struct dated *d,
                         struct date strongest)
{
    for (size_t i = 0; i < t->n; i++) {
        const struct dated *o = &t->items[i];
        if (o->role != ROLE_DEADLINE || date_compare(o->date, strongest) != 0)
            continue;
        if (o->source.unit == d->source.unit
                ? o->source.score == d->source.score
                : is_in_list(o, d) && heads_row(o) && heads_row(d))
            return true;
    }
    return false;
}

#define ROUND_DAYS 180 /* so far back is no round of the same call */

/* "Hösten 2025 var sista dag den 4 december": said to have been, long ago, on a
 * page that tells a day to come. */
static bool is_of_last_round(const struct timing *t, const struct dated *d)
{
    struct date today = t->r->ctx->today;
    if (!d->past || date_to_days(today) - date_to_days(d->date) < ROUND_DAYS)
        return false;
    for (size_t i = 0; i < t->n; i++) {
        const struct dated *o = &t->items[i];
        if (o->role == ROLE_DEADLINE && o->has_day && !o->past &&
            o->source.unit != d->source.unit &&
            date_compare(o->date, today) >= 0)
            return true;
    }
    return false;
}

/* Weighs as much as "ansökan senast": no slip, whatever else weighs more. */
#define PLAINLY_SAID 1.5

/*
 * The deadlines: every day with that role whose score is not far below the
 * best. A day given by a label (a fact box) makes a weak mention in running
 * text a slip of ours, not another round.
 */
static void choose_deadlines(struct timing *t)
{
    struct call *c = t->r->call;
    double best = 0;
    struct date strongest = DATE_NONE;
    for (size_t i = 0; i < t->n; i++)
        if (t->items[i].role == ROLE_DEADLINE && t->items[i].has_day &&
            t->items[i].source.score > best && !t->items[i].yearly &&
            !is_superseded(t, t->items[i].date)) {
            best = t->items[i].source.score;
            strongest = t->items[i].date;
        }
    double least = best * t->r->w[WEIGHT_DATE_KEEP_SHARE].weight;
    if (least > PLAINLY_SAID)
        least = PLAINLY_SAID;
    const struct dated **keep =
        arena_alloc(t->r->mem, (t->n + 1) * sizeof *keep);
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++) {
        const struct dated *d = &t->items[i];
        if (d->role != ROLE_DEADLINE || !d->has_day ||
            (d->source.score < least && !lists_rounds(t, d, strongest)) ||
            is_superseded(t, d->date) || !is_plausible(t, d->date, strongest) ||
            is_unfixed(t, d) || is_of_last_round(t, d))
            continue;
        keep[n++] = d;
    }
    qsort(keep, n, sizeof *keep, by_date);
    c->deadlines = arena_alloc(c->mem, (n + 1) * sizeof *c->deadlines);
    const struct dated *shown = NULL;
    for (size_t i = 0; i < n; i++) {
        if (c->n_deadlines == 0 ||
            date_compare(c->deadlines[c->n_deadlines - 1], keep[i]->date) != 0)
            c->deadlines[c->n_deadlines++] = keep[i]->date;
    }
    struct date next = call_next_deadline(c, t->r->ctx->today);
    if (!date_is_set(next) && c->n_deadlines > 0)
        next = c->deadlines[c->n_deadlines - 1];
    for (size_t i = 0; i < n; i++)
        if (date_compare(keep[i]->date, next) == 0 &&
            (shown == NULL || keep[i]->source.score > shown->source.score))
            shown = keep[i];
    /* Any mention of that day may have the hour. */
    for (size_t i = 0; i < t->n && c->deadline_time < 0; i++)
        if (t->items[i].role == ROLE_DEADLINE && t->items[i].time >= 0 &&
            date_compare(t->items[i].date, next) == 0) {
            c->deadline_time = t->items[i].time;
            found_evidence(t->r, FIELD_DEADLINE_TIME, &t->items[i].source, 0.9);
        }
    if (shown != NULL)
        found_evidence(t->r, FIELD_DEADLINES, &shown->source,
                       shown->source.score > 2 ? 0.95 : 0.75);
    /* Also without a day: it may be a page of a call that has one. */
    if (c->deadline_time < 0 && t->time >= 0) {
        c->deadline_time = t->time;
        found_evidence(t->r, FIELD_DEADLINE_TIME, &t->time_source, 0.8);
    }
    /* An hour said of another round holds for this one too. */
    for (size_t i = 0; i < n && c->deadline_time < 0; i++)
        if (keep[i]->time >= 0) {
            c->deadline_time = keep[i]->time;
            found_evidence(t->r, FIELD_DEADLINE_TIME, &keep[i]->source, 0.6);
        }
}

/* "2 november-15 januari": the time that ends by the closing day, whatever else
 * opens before that. */
static bool is_window_to(const struct timing *t, size_t i, struct date close)
{
    const struct dated *d = &t->items[i];
    return date_is_set(close) && d->in_range && i + 1 < t->n && d[1].in_range &&
           d[1].role == ROLE_DEADLINE && d[1].source.unit == d->source.unit &&
           date_compare(d[1].date, close) == 0 &&
           date_compare(d->date, close) < 0;
}

/* The openings that weigh enough beside the best, and lie before the day that
 * C closes next: of several rounds the one that is on, or comes. */
static const struct dated *opening_of(const struct timing *t, struct date close)
{
    double least = 0;
    for (size_t i = 0; i < t->n; i++)
        if (t->items[i].role == ROLE_OPENS && t->items[i].source.score > least)
            least = t->items[i].source.score;
    least *= t->r->w[WEIGHT_DATE_KEEP_SHARE].weight;
    const struct dated *best = NULL;
    for (size_t i = 0; i < t->n; i++) {
        const struct dated *d = &t->items[i];
        if (d->role != ROLE_OPENS || !d->has_day || d->yearly ||
            d->source.score < least || is_superseded(t, d->date))
            continue;
        if (is_window_to(t, i, close))
            return d;
        if (date_is_set(close)) {
            if (date_compare(d->date, close) > 0)
                continue; /* opens after it closed: another round's */
            if (best == NULL || date_compare(d->date, best->date) > 0)
                best = d;
        } else if (best == NULL || d->source.score > best->source.score + 0.3) {
            best = d;
        }
    }
    return best;
}

#define OPENING_LEFT 1.1

/* Where nothing else opens: "Rapporteringen öppnar den 1 januari". */
static const struct dated *opening_left(const struct timing *t,
                                        struct date close)
{
    const struct dated *best = NULL;
    for (size_t i = 0; i < t->n; i++) {
        const struct dated *d = &t->items[i];
        if (d->has_day && !d->yearly &&
            (d->role == ROLE_NONE || d->role == ROLE_ADVICE ||
             d->role == ROLE_REPORT) &&
            d->opening >= OPENING_LEFT && date_is_set(close) &&
            date_compare(d->date, close) < 0 &&
            (best == NULL || d->opening > best->opening))
            best = d;
    }
    return best;
}

/* "I dag öppnar utlysningen": the day on which that was published. */
static void open_today(struct timing *t, struct date close)
{
    struct reader *r = t->r;
    if (!date_is_set(r->published) ||
        (date_is_set(close) && date_compare(r->published, close) > 0))
        return;
    for (size_t i = 0; i < r->text->n; i++) {
        const struct unit *u = &r->text->units[i];
        const struct match *m = unit_find(u, LEX_CUE, CUE_OPENS_TODAY);
        if (m == NULL || u->section == SECTION_RELATED ||
            context_unit(u, CUE_EVENT) > 0)
            continue;
        r->call->opens = r->published;
        struct source s = {u, m->from, m->to, 1};
        found_evidence(r, FIELD_OPENS, &s, 0.8);
        return;
    }
}

static void choose_opening(struct timing *t)
{
    struct call *c = t->r->call;
    struct date close = call_next_deadline(c, t->r->ctx->today);
    if (!date_is_set(close) && c->n_deadlines > 0)
        close = c->deadlines[c->n_deadlines - 1];
    /* An opening whose year was guessed lies before the closing day. */
    for (size_t i = 0; i < t->n && date_is_set(close); i++)
        if (t->items[i].role == ROLE_OPENS && t->items[i].guessed &&
            date_compare(t->items[i].date, close) > 0)
            t->items[i].date =
                date_in_year(t->items[i].date, t->items[i].date.year - 1);
    const struct dated *best = opening_of(t, close);
    if (best == NULL)
        best = opening_left(t, close);
    if (best == NULL) {
        open_today(t, close);
        return;
    }
    c->opens = best->date;
    found_evidence(t->r, FIELD_OPENS, &best->source,
                   best->source.score > 2 ? 0.95 : 0.7);
}

/* Month and day as one number, to compare within a year. */
static int of_year(struct date d)
{
    return d.month * 32 + d.day;
}

#define SURE_MONTH 1.9 /* a month alone must be said to open it */

/* "Öppnar i februari", and days of every year: no dates of the record, but
 * they tell whether the call comes, or is open. */
static void choose_season(struct timing *t)
{
    struct date today = t->r->ctx->today;
    const struct dated *opens = NULL, *closes = NULL;
    bool coming = false;
    for (size_t i = 0; i < t->n; i++) {
        const struct dated *d = &t->items[i];
        if (d->role == ROLE_OPENS && !d->has_day && !d->yearly &&
            !d->in_range && d->source.score >= SURE_MONTH &&
            date_compare(d->date, today) > 0)
            coming = true;
        if (d->yearly && d->has_day && d->role == ROLE_OPENS && opens == NULL)
            opens = d;
        if (d->yearly && d->role == ROLE_DEADLINE && closes == NULL)
            closes = d;
    }
    t->r->season = (enum call_status) - 1;
    if (coming && !date_is_set(t->r->call->opens)) {
        t->r->season = CALL_FORTHCOMING;
    } else if (opens != NULL) {
        int now = of_year(today), from = of_year(opens->date);
        int to = closes != NULL ? of_year(closes->date) : 13 * 32;
        bool on =
            from <= to ? now >= from && now <= to : now >= from || now <= to;
        t->r->season = on ? CALL_OPEN : CALL_FORTHCOMING;
    }
}

/* Are applications plainly taken all the time? */
static bool is_rolling(const struct unit *u)
{
    const struct match *m = unit_find(u, LEX_CUE, CUE_ROLLING);
    return m != NULL && unit_find(u, LEX_CUE, CUE_NOT_ROLLING) == NULL &&
           (applying_is_said(u) || u->section == SECTION_WHEN ||
            u->label != LABEL_NONE || u->is_heading);
}

#define CLAIM_SHARE 0.75 /* of the likeliest day's, to be another */

/* Where no day is plainly the last one, the likeliest of those left over is;
 * beside a day that is so by the words round it, those of its list; not on a
 * page that takes applications all the time. */
static void hear_faint(struct timing *t)
{
    double least = t->r->w[WEIGHT_DATE_FAINT].weight, best = least;
    const struct dated *heard = NULL;
    for (size_t i = 0; i < t->r->text->n; i++)
        if (is_rolling(&t->r->text->units[i]))
            return;
    for (size_t i = 0; i < t->n; i++) {
        const struct dated *d = &t->items[i];
        if (d->role == ROLE_DEADLINE && !d->heard)
            return;
        if (d->role == ROLE_DEADLINE)
            heard = d;
        if (d->faint == ROLE_DEADLINE && d->claim > best)
            best = d->claim;
    }
    for (size_t i = 0; i < t->n && best > least; i++) {
        struct dated *d = &t->items[i];
        if (d->faint == ROLE_NONE || d->role == ROLE_OPENS || d->heard ||
            (heard != NULL && !is_in_list(heard, d)) || d->claim < least ||
            d->claim < CLAIM_SHARE * best)
            continue;
        d->role = d->faint;
        d->source.score = t->r->w[WEIGHT_DATE_MIN].weight;
    }
}

/* "Sista dag för frågor" beside "Sista ansökningsdag" is not one to apply by.
 */
static void drop_days_for_else(struct timing *t)
{
    bool plain = false;
    for (size_t i = 0; i < t->n; i++) {
        const struct dated *d = &t->items[i];
        plain |= d->role == ROLE_DEADLINE && d->has_day && !d->for_else &&
                 !d->past && d->source.score >= PLAINLY_SAID;
    }
    for (size_t i = 0; i < t->n && plain; i++)
        if (t->items[i].role == ROLE_DEADLINE && t->items[i].for_else)
            t->items[i].role = ROLE_ADVICE;
}

void choose_times(struct timing *t)
{
    drop_days_for_else(t);
    hear_faint(t);
    choose_deadlines(t);
    choose_opening(t);
    choose_season(t);
}
