/*
 * timing.c - when a call opens and closes.
 *
 * Each date of the main text is given a role (roles.h). Only dates whose role
 * is opening or deadline become values; decision days, project periods,
 * meetings, report days, update stamps and superseded days must lose against
 * their own words. A day of every year whose year no one writes is no date,
 * but tells whether one may apply today.
 */
#include "context.h"
#include "roles.h"
#include "seasons.h"

#include <stdlib.h>
#include <string.h>

/* A date that has been given a role. */
struct dated {
    struct date date;
    enum role role;
    struct source source;
    int time; /* beside it, or -1 */
    bool has_day;
    bool has_year; /* the page wrote it */
    bool yearly;   /* of every year, and no year is written */
    bool guessed;  /* no year stands anywhere near */
    bool in_range; /* an end of a window */
};

struct timing {
    struct reader *r;
    struct dated *items;
    size_t n, cap;
    int time; /* of a sentence that gives only the hour */
    struct source time_source;
    bool yearly; /* the page's days without a year are those of every year */
};

#define YEARLY 1.0     /* "varje år", not the fainter "två gånger per år" */
#define ALL_YEARLY 2.0 /* "samma datum varje år" speaks for the whole page */

/* The strongest word of the unit that a day comes back. */
static double recurs(const struct unit *u)
{
    double best = 0;
    for (size_t k = 0; k < u->n_matches; k++)
        if (u->matches[k].set == LEX_CUE &&
            u->matches[k].entry->index == CUE_RECURRING &&
            u->matches[k].entry->weight > best)
            best = u->matches[k].entry->weight;
    return best;
}

static bool is_yearly(const struct unit *u)
{
    return recurs(u) >= YEARLY;
}

static void add(struct timing *t, const struct unit *u,
                const struct date_mention *m, enum role role, double score)
{
    if ((role == ROLE_DEADLINE || role == ROLE_OPENS) &&
        season_is_other(t->r->text, u))
        role = ROLE_PAST;
    t->items = arena_grow(t->r->mem, t->items, t->n, &t->cap, sizeof *t->items);
    struct dated *d = &t->items[t->n++];
    memset(d, 0, sizeof *d);
    d->date = m->date;
    d->role = role;
    d->time = m->time;
    d->has_day = m->has_day;
    d->has_year = m->has_year;
    d->guessed = m->yearless;
    d->in_range = m->starts_range || m->ends_range;
    d->yearly = m->yearless && (t->yearly || is_yearly(u));
    size_t to = m->time >= 0 && m->time_to > m->to ? m->time_to : m->to;
    d->source = (struct source){u, m->from, to, score};
    if (role_name(role) != NULL)
        found_rejected(t->r, FIELD_DEADLINES, &d->source, role_name(role));
}

/* A window: "Ansökan: 1 november 2026 - 28 februari 2027". */
static void read_window(struct timing *t, const struct scene *s, struct row row,
                        size_t i)
{
    const struct unit *u = s->u;
    const struct date_mention *m = &s->list[i];
    if (context_unit(u, CUE_PROLONGED) > 0 &&
        context_cue(u, CUE_PROLONGED, m->from, m->to, SIDE_BEFORE, 4, 6) > 0) {
        /* "Förlängd från A till B" moves a day, it opens no window. */
        add(t, u, &m[0], ROLE_SUPERSEDED, 3);
        add(t, u, &m[1], ROLE_DEADLINE, 2);
        return;
    }
    double score[ROLE_COUNT] = {0}, other;
    roles_weigh(s, row, score);
    double apply = roles_window(s, row);
    score[ROLE_DEADLINE] = score[ROLE_OPENS] = 0;
    enum role role = roles_best(t->r, score, &other);
    if (role != ROLE_NONE && other > apply) {
        add(t, u, &m[0], role, other);
        add(t, u, &m[1], role, other);
    } else if (apply >= t->r->w[WEIGHT_DATE_MIN].weight) {
        add(t, u, &m[0], ROLE_OPENS, apply);
        add(t, u, &m[1], ROLE_DEADLINE, apply);
    }
}

static void read_row(struct timing *t, const struct scene *s, struct row row)
{
    if (s->list[row.first].starts_range) {
        for (size_t i = row.first; i < row.last; i += 2)
            read_window(t, s, row, i);
        return;
    }
    double score[ROLE_COUNT] = {0}, best;
    roles_weigh(s, row, score);
    enum role role = roles_best(t->r, score, &best);
    /* "för A är sista dag den 3 mars, för B den 5 maj": what is left out the
     * second time is what was said the first. */
    const struct dated *last = t->n > 0 ? &t->items[t->n - 1] : NULL;
    if (role == ROLE_DEADLINE && last != NULL && last->role == role &&
        last->source.unit == s->u && best < last->source.score)
        best = last->source.score;
    for (size_t i = row.first; role != ROLE_NONE && i <= row.last; i++)
        add(t, s->u, &s->list[i], role, best);
}

/* The sentence before U in the same block, or NULL. */
static const struct unit *sentence_before(const struct timing *t, size_t i)
{
    const struct unit *u = &t->r->text->units[i];
    return i > 0 && u[-1].block == u->block && !u[-1].is_heading ? u - 1 : NULL;
}

/* The line with a colon or an open end above the list that unit I is in. */
static const struct unit *introduction(const struct timing *t, size_t i)
{
    const struct unit *u = &t->r->text->units[i];
    if (u->block->kind != BLOCK_ITEM)
        return NULL;
    while (i > 0 && t->r->text->units[i].block->kind == BLOCK_ITEM)
        i--;
    const struct unit *above = &t->r->text->units[i];
    if (above->block->kind != BLOCK_PARAGRAPH || above->n == 0 ||
        token_is(&above->tokens[above->n - 1], "."))
        return NULL;
    return above;
}

/* The one hour that the unit gives, though it may give it twice ("midnatt
 * (23.59)"); -1 for none or several. */
static int only_hour(const struct timing *t, const struct unit *u,
                     struct time_mention *ret)
{
    size_t n;
    struct time_mention *times = times_find(t->r->mem, u, &n);
    for (size_t i = 1; i < n; i++)
        if (times[i].minutes != times[0].minutes)
            return -1;
    if (n == 0)
        return -1;
    *ret = times[0];
    return times[0].minutes;
}

static void note_hour(struct timing *t, const struct unit *u,
                      const struct time_mention *m, double score)
{
    if (score <= 0.8 || score <= t->time_source.score)
        return;
    t->time = m->minutes;
    t->time_source = (struct source){u, m->from, m->to, score};
}

/* Sentences that give only the hour: "Portalen stänger kl. 16 sista dagen" */
static void read_hour(struct timing *t, const struct unit *u)
{
    size_t nd;
    struct time_mention m;
    dates_find(t->r->mem, u, &nd);
    if (nd != 0 || only_hour(t, u, &m) < 0)
        return;
    double score = u->label == LABEL_TIME ? 3 : 0;
    score += 2 * context_cue(u, CUE_SAME_DAY, m.from, m.to, SIDE_BOTH, 6, 0);
    score += 1.5 * context_cue(u, CUE_DEADLINE, m.from, m.to, SIDE_BOTH, 6, 0);
    /* "Ansökan ska ha kommit fram före klockan 15.00" */
    if (context_unit(u, CUE_APPLY) > 0 &&
        context_cue(u, CUE_LATEST, m.from, m.to, SIDE_BEFORE, 4, 4) > 0)
        score += 1;
    if (context_unit(u, CUE_EVENT) > 0 || context_unit(u, CUE_ADVICE) > 0)
        score -= 2;
    if (u->section == SECTION_CONTACT)
        score -= 2;
    note_hour(t, u, &m, score);
}

/* "Ansök senast (kl. 23.59)" as the head of a column of days. */
static void read_label_hour(struct timing *t, const struct scene *s)
{
    struct time_mention m;
    if (s->label == NULL || s->u->label != LABEL_DEADLINE ||
        only_hour(t, s->label, &m) < 0)
        return;
    m.from = m.to = 0; /* the label is no part of the unit's text */
    note_hour(t, s->u, &m, 2);
}

/* "Det gäller inte längre." after the sentence with the day. Where the words
 * open the sentence, what they are said of has been struck out. */
static void lapse(struct timing *t, size_t i)
{
    const struct unit *u = &t->r->text->units[i];
    const struct unit *before = sentence_before(t, i);
    size_t n;
    const struct match *m = unit_find(u, LEX_CUE, CUE_LAPSED);
    if (before == NULL || m == NULL || m->from == 0)
        return;
    dates_find(t->r->mem, u, &n);
    for (size_t k = t->n; n == 0 && k-- > 0;)
        if (t->items[k].source.unit == before)
            t->items[k].role = ROLE_SUPERSEDED;
}

#define PAST_WORDS 8       /* a verb before its date */
#define PAST_AFTER_WORDS 4 /* a verb after a date that heads the clause */

/* "Ansökan öppnade den 5 oktober": a day without a year that has been. */
static void mark_past(const struct unit *u, struct date_mention *list, size_t n)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set != LEX_CUE || m->entry->index != CUE_PAST_TENSE)
            continue;
        for (size_t i = 0; i < n; i++) {
            size_t start = i > 0 ? list[i - 1].to : 0;
            bool before = m->from >= start && m->to <= list[i].from &&
                          list[i].from - m->to <= PAST_WORDS;
            bool after = list[i].from <= 2 && m->from >= list[i].to &&
                         m->from - list[i].to <= PAST_AFTER_WORDS;
            if (before || after)
                list[i].past = true;
        }
    }
    for (size_t i = 1; i < n; i++)
        if (list[i].ends_range)
            list[i].past = list[i - 1].past;
}

static void read_unit(struct timing *t, size_t i)
{
    const struct unit *u = &t->r->text->units[i];
    struct scene s = {.r = t->r, .u = u};
    struct date_mention *list = dates_find(t->r->mem, u, &s.n);
    s.list = list;
    if (s.n == 0)
        return;
    mark_past(u, list, s.n);
    dates_resolve(list, s.n, t->r->written);
    s.before = sentence_before(t, i);
    s.intro = introduction(t, i);
    s.later = s.before != NULL && t->n > 0 &&
              t->items[t->n - 1].source.unit->block == u->block;
    struct unit label;
    if (u->block->kind == BLOCK_PAIR && u->block->label != NULL) {
        text_unit(t->r->mem, t->r->vocab, u->block->label, &label);
        s.label = &label;
    }
    read_label_hour(t, &s);
    for (size_t k = 0; k < s.n;) {
        struct row row = clause_row(&s, k);
        read_row(t, &s, row);
        k = row.last + 1;
    }
}

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
    long day = date_to_days(d);
    return day <= date_to_days(t->r->written) + AHEAD_DAYS &&
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
            d->source.score < least || is_superseded(t, d->date) ||
            !is_plausible(t, d->date, strongest) || is_unfixed(t, d))
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
    if (c->deadline_time < 0 && c->n_deadlines > 0 && t->time >= 0) {
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
            t->items[i].date.year--;
    const struct dated *best = opening_of(t, close);
    if (best == NULL)
        return;
    c->opens = best->date;
    found_evidence(t->r, FIELD_OPENS, &best->source,
                   best->source.score > 2 ? 0.95 : 0.7);
}

/* Month and day as one number, to compare within a year. */
static int of_year(struct date d)
{
    return d.month * 32 + d.day;
}

#define SURE_MONTH 1.2 /* a month alone must be said to open it */

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
        if (d->yearly && d->role == ROLE_OPENS && opens == NULL)
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

/* Words that speak for all days of the page come first. */
static void read_recurrence(struct timing *t)
{
    for (size_t i = 0; i < t->r->text->n; i++)
        if (recurs(&t->r->text->units[i]) >= ALL_YEARLY)
            t->yearly = true;
}

static void note_recurrence(struct timing *t)
{
    for (size_t i = 0; i < t->n; i++)
        if ((t->items[i].role == ROLE_DEADLINE ||
             t->items[i].role == ROLE_OPENS) &&
            (t->items[i].yearly || recurs(t->items[i].source.unit) > 0))
            t->r->call->recurring = true;
}

void read_timing(struct reader *r)
{
    struct timing t = {.r = r, .time = -1};
    read_recurrence(&t);
    for (size_t i = 0; i < r->text->n; i++) {
        read_unit(&t, i);
        read_hour(&t, &r->text->units[i]);
        lapse(&t, i);
    }
    choose_deadlines(&t);
    choose_opening(&t);
    choose_season(&t);
    note_recurrence(&t);
}
