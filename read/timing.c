/*
 * timing.c - when a call opens and closes.
 *
 * Each date of the main text is given a role by its label, the cue words near
 * it and the section it stands in. Only dates whose role is opening or
 * deadline become values; decision days, project periods, meetings, report
 * days, update stamps and superseded days must lose against their own cues.
 */
#include "context.h"
#include "dates.h"
#include "found.h"

#include <stdlib.h>
#include <string.h>

enum role {
    ROLE_NONE,
    ROLE_DEADLINE,
    ROLE_OPENS,
    ROLE_DECISION,
    ROLE_PROJECT,
    ROLE_REPORT,
    ROLE_EVENT,
    ROLE_UPDATED,
    ROLE_SUPERSEDED,
    ROLE_ADVICE,
    ROLE_PAST,
    ROLE_COUNT
};

/* A date that has been given a role. */
struct dated {
    struct date date;
    enum role role;
    struct source source;
    int time; /* beside it, or -1 */
    bool has_day;
    bool has_year; /* the page wrote it */
};

struct timing {
    struct reader *r;
    struct dated *items;
    size_t n, cap;
    int time; /* of a sentence that gives only the hour */
    struct source time_source;
};

/* What a date is that is no opening and no deadline, for --explain. */
static const char *const role_names[ROLE_COUNT] = {
    [ROLE_DECISION] = "a decision day",
    [ROLE_PROJECT] = "of the project's time",
    [ROLE_REPORT] = "a day of reporting",
    [ROLE_EVENT] = "of a meeting",
    [ROLE_UPDATED] = "the page's own date",
    [ROLE_SUPERSEDED] = "no longer the day",
    [ROLE_ADVICE] = "a day for something else than applying",
    [ROLE_PAST] = "of an earlier round",
};

static const struct {
    enum label label;
    enum role role;
} label_roles[] = {
    {LABEL_DEADLINE, ROLE_DEADLINE}, {LABEL_OPENS, ROLE_OPENS},
    {LABEL_DECISION, ROLE_DECISION}, {LABEL_PROJECT, ROLE_PROJECT},
    {LABEL_UPDATED, ROLE_UPDATED},   {LABEL_EVENT, ROLE_EVENT},
    {LABEL_REPORT, ROLE_REPORT},     {LABEL_OTHER, ROLE_ADVICE},
};

/* How a cue speaks for a role: with which weight, on which side, and the
 * farthest it is heard, in words (0: anywhere in the sentence). */
static const struct {
    enum cue cue;
    enum role role;
    enum weight weight;
    enum side side;
    size_t limit;
} cue_roles[] = {
    {CUE_DEADLINE, ROLE_DEADLINE, WEIGHT_DATE_DEADLINE_BEFORE, SIDE_BEFORE, 0},
    {CUE_DEADLINE, ROLE_DEADLINE, WEIGHT_DATE_DEADLINE_AFTER, SIDE_AFTER, 12},
    {CUE_LATEST, ROLE_DEADLINE, WEIGHT_DATE_LATEST, SIDE_BEFORE, 8},
    {CUE_UNTIL, ROLE_DEADLINE, WEIGHT_DATE_UNTIL, SIDE_BEFORE, 4},
    {CUE_OPENS, ROLE_OPENS, WEIGHT_DATE_OPENS_BEFORE, SIDE_BEFORE, 0},
    {CUE_OPENS, ROLE_OPENS, WEIGHT_DATE_OPENS_AFTER, SIDE_AFTER, 10},
    {CUE_FROM, ROLE_OPENS, WEIGHT_DATE_FROM, SIDE_BEFORE, 4},
    {CUE_DECISION, ROLE_DECISION, WEIGHT_DATE_DECISION, SIDE_BOTH, 0},
    {CUE_PROJECT, ROLE_PROJECT, WEIGHT_DATE_PROJECT, SIDE_BOTH, 0},
    {CUE_REPORT, ROLE_REPORT, WEIGHT_DATE_REPORT, SIDE_BOTH, 0},
    {CUE_EVENT, ROLE_EVENT, WEIGHT_DATE_EVENT, SIDE_BOTH, 0},
    {CUE_UPDATED, ROLE_UPDATED, WEIGHT_DATE_UPDATED, SIDE_BEFORE, 8},
    {CUE_SUPERSEDED, ROLE_SUPERSEDED, WEIGHT_DATE_SUPERSEDED, SIDE_BEFORE, 10},
    {CUE_LAPSED, ROLE_SUPERSEDED, WEIGHT_DATE_LAPSED, SIDE_AFTER, 16},
    {CUE_ADVICE, ROLE_ADVICE, WEIGHT_DATE_ADVICE, SIDE_BOTH, 0},
    {CUE_NOMINATE, ROLE_ADVICE, WEIGHT_DATE_NOMINATE, SIDE_BOTH, 0},
    {CUE_PAST_ROUND, ROLE_PAST, WEIGHT_DATE_PAST_ROUND, SIDE_BOTH, 0},
};

static const struct {
    enum section section;
    enum role role;
    double gain;
} section_roles[] = {
    {SECTION_WHEN, ROLE_DEADLINE, 0.35},   {SECTION_WHEN, ROLE_OPENS, 0.3},
    {SECTION_REPORTING, ROLE_REPORT, 1.5}, {SECTION_EVENTS, ROLE_EVENT, 1.5},
    {SECTION_DECISIONS, ROLE_PAST, 2.0},   {SECTION_CONTACT, ROLE_ADVICE, 0.4},
    {SECTION_BACKGROUND, ROLE_PAST, 0.6},  {SECTION_EXAMPLES, ROLE_PAST, 1.0},
    {SECTION_STATE_AID, ROLE_PAST, 1.0},   {SECTION_RELATED, ROLE_PAST, 3.0},
};

static void add(struct timing *t, const struct unit *u,
                const struct date_mention *m, enum role role, double score)
{
    t->items = arena_grow(t->r->mem, t->items, t->n, &t->cap, sizeof *t->items);
    struct dated *d = &t->items[t->n++];
    d->date = m->date;
    d->role = role;
    d->time = m->time;
    d->has_day = m->has_day;
    d->has_year = m->has_year;
    size_t to = m->time >= 0 && m->time_to > m->to ? m->time_to : m->to;
    d->source = (struct source){u, m->from, to, score};
    if (role_names[role] != NULL)
        found_rejected(t->r, FIELD_DEADLINES, &d->source, role_names[role]);
}

/* Another date between the cue's reach and this one takes the cue: the
 * nearer of two dates after "senast" is the one it speaks of. */
static double crossing(const struct timing *t, const struct date_mention *list,
                       size_t i, const struct unit *u, enum cue cue,
                       enum side side)
{
    if (side != SIDE_BEFORE || i == 0)
        return 1;
    const struct date_mention *before = &list[i - 1];
    /* A cue that stands between the two dates is this one's own. */
    if (unit_find_in(u, LEX_CUE, (int)cue, before->to, list[i].from) != NULL)
        return 1;
    return t->r->w[WEIGHT_DATE_CROSSING].weight;
}

/* What the heading asks ("When does it open?") the first words under it
 * answer. */
static void answer(const struct timing *t, const struct unit *heading,
                   double score[static ROLE_COUNT])
{
    double least = t->r->w[WEIGHT_DATE_ANSWER].weight;
    for (size_t k = 0; k < sizeof cue_roles / sizeof *cue_roles; k++) {
        if (cue_roles[k].cue == CUE_LATEST || cue_roles[k].cue == CUE_UNTIL ||
            cue_roles[k].cue == CUE_FROM)
            continue;
        double w = context_unit(heading, cue_roles[k].cue);
        if (w > 0 && score[cue_roles[k].role] < least)
            score[cue_roles[k].role] = least;
    }
}

static void weigh(const struct timing *t, const struct unit *u,
                  const struct date_mention *list, size_t i,
                  double score[static ROLE_COUNT])
{
    const struct date_mention *m = &list[i];
    for (size_t k = 0; k < sizeof cue_roles / sizeof *cue_roles; k++) {
        double w = context_weight(u, cue_roles[k].cue,
                                  &t->r->w[cue_roles[k].weight], m->from, m->to,
                                  cue_roles[k].side, cue_roles[k].limit);
        if (w == 0)
            continue;
        w *= crossing(t, list, i, u, cue_roles[k].cue, cue_roles[k].side);
        if (w > score[cue_roles[k].role])
            score[cue_roles[k].role] = w;
    }
    for (size_t k = 0; k < sizeof section_roles / sizeof *section_roles; k++)
        if (u->section == section_roles[k].section)
            score[section_roles[k].role] += section_roles[k].gain;
    double apply = t->r->w[WEIGHT_DATE_APPLY].weight;
    double alone = t->r->w[WEIGHT_DATE_NO_APPLY].weight;
    if (context_unit(u, CUE_APPLY) > 0) {
        if (score[ROLE_DEADLINE] > 0)
            score[ROLE_DEADLINE] += apply;
        if (score[ROLE_OPENS] > 0)
            score[ROLE_OPENS] += apply;
    } else if (u->section != SECTION_WHEN && u->label == LABEL_NONE) {
        /* "Senast", "från" and "till" alone do not speak of applying. */
        if (context_unit(u, CUE_DEADLINE) == 0)
            score[ROLE_DEADLINE] *= alone;
        if (context_unit(u, CUE_OPENS) == 0)
            score[ROLE_OPENS] *= alone;
    }
    if (score[ROLE_DEADLINE] > 0 && u->is_heading)
        score[ROLE_DEADLINE] += 0.2;
    if (u->answer && u->under > 0)
        answer(t, &t->r->text->units[u->under - 1], score);
}

/* In "förlängd från A till B" A no longer holds. */
static void prolonged(const struct timing *t, const struct unit *u,
                      const struct date_mention *list, size_t i,
                      double score[static ROLE_COUNT])
{
    if (context_unit(u, CUE_PROLONGED) == 0)
        return;
    if (context_cue(u, CUE_FROM, list[i].from, list[i].to, SIDE_BEFORE, 2, 2) >
        0)
        score[ROLE_SUPERSEDED] += 3;
    else if (score[ROLE_SUPERSEDED] == 0 && score[ROLE_UPDATED] == 0)
        score[ROLE_DEADLINE] += t->r->w[WEIGHT_DATE_PROLONGED].weight;
}

static enum role best_role(const struct timing *t,
                           const double score[static ROLE_COUNT], double *best)
{
    enum role role = ROLE_NONE;
    *best = t->r->w[WEIGHT_DATE_MIN].weight;
    for (int k = ROLE_NONE + 1; k < ROLE_COUNT; k++)
        if (score[k] > *best) {
            *best = score[k];
            role = (enum role)k;
        }
    return role;
}

/* A window: "Ansökan: 1 november 2026 - 28 februari 2027". */
static bool window(struct timing *t, const struct unit *u,
                   const struct date_mention *list, size_t i)
{
    if (!list[i].starts_range)
        return false;
    if (context_unit(u, CUE_PROLONGED) > 0 &&
        context_cue(u, CUE_PROLONGED, list[i].from, list[i].to, SIDE_BEFORE, 4,
                    6) > 0) {
        /* "Förlängd från A till B" moves a day, it opens no window. */
        add(t, u, &list[i], ROLE_SUPERSEDED, 3);
        add(t, u, &list[i + 1], ROLE_DEADLINE, 2);
        return true;
    }
    double score[ROLE_COUNT] = {0};
    weigh(t, u, list, i, score);
    double ends[ROLE_COUNT] = {0};
    weigh(t, u, list, i + 1, ends);
    double other;
    for (int k = 0; k < ROLE_COUNT; k++)
        if (k != ROLE_DEADLINE && k != ROLE_OPENS && ends[k] > score[k])
            score[k] = ends[k];
    /* "Från" and "till" stand in any window; it takes more to make it one of
     * applying. */
    const struct weight_value *weight = t->r->w;
    double apply = 0;
    if (context_unit(u, CUE_APPLY) > 0)
        apply += weight[WEIGHT_DATE_WINDOW_APPLY].weight;
    if (context_unit(u, CUE_OPENS) > 0 || context_unit(u, CUE_DEADLINE) > 0)
        apply += weight[WEIGHT_DATE_WINDOW_CUE].weight;
    if (u->section == SECTION_WHEN)
        apply += weight[WEIGHT_DATE_WINDOW_SECTION].weight;
    if (u->label == LABEL_WINDOW || u->label == LABEL_DEADLINE ||
        u->label == LABEL_OPENS)
        apply += weight[WEIGHT_DATE_LABEL].weight;
    else
        for (size_t k = 0; k < sizeof label_roles / sizeof *label_roles; k++)
            if (u->label == label_roles[k].label)
                score[label_roles[k].role] += weight[WEIGHT_DATE_LABEL].weight;
    score[ROLE_DEADLINE] = score[ROLE_OPENS] = 0;
    enum role role = best_role(t, score, &other);
    if (role != ROLE_NONE && other > apply) {
        add(t, u, &list[i], role, other);
        add(t, u, &list[i + 1], role, other);
    } else if (apply >= weight[WEIGHT_DATE_MIN].weight) {
        add(t, u, &list[i], ROLE_OPENS, apply);
        add(t, u, &list[i + 1], ROLE_DEADLINE, apply);
    }
    return true;
}

/* "1 maj, 1 september och 1 december": what the first is, the rest are. */
static bool continues(const struct unit *u, const struct date_mention *a,
                      const struct date_mention *b)
{
    if (b->from - a->to > 3)
        return false;
    for (size_t k = a->to; k < b->from; k++) {
        const struct token *t = &u->tokens[k];
        if (!token_is(t, ",") && !token_is(t, "och") && !token_is(t, "and") &&
            !token_is(t, "den") && !token_is(t, "og") && !token_is(t, "samt") &&
            !token_is(t, "eller") && !token_is(t, "/"))
            return false;
    }
    return true;
}

static void read_unit(struct timing *t, const struct unit *u)
{
    size_t n;
    struct date_mention *list = dates_find(t->r->mem, u, &n);
    bool yearly = context_unit(u, CUE_RECURRING) > 0;
    dates_resolve(list, n, t->r->written);
    for (size_t i = 0; i < n; i++) {
        if (yearly && !list[i].has_year &&
            date_compare(list[i].date, t->r->ctx->today) < 0)
            list[i].date.year++;
        if (window(t, u, list, i)) {
            i++;
            continue;
        }
        double score[ROLE_COUNT] = {0}, best;
        for (size_t k = 0; k < sizeof label_roles / sizeof *label_roles; k++)
            if (u->label == label_roles[k].label)
                score[label_roles[k].role] +=
                    t->r->w[WEIGHT_DATE_LABEL].weight * u->label_weight;
        if (u->label == LABEL_WINDOW)
            score[context_cue(u, CUE_FROM, list[i].from, list[i].to,
                              SIDE_BEFORE, 2, 2) > 0
                      ? ROLE_OPENS
                      : ROLE_DEADLINE] += 1.5;
        weigh(t, u, list, i, score);
        prolonged(t, u, list, i, score);
        enum role role = best_role(t, score, &best);
        if (i > 0 && t->n > 0 && continues(u, &list[i - 1], &list[i]) &&
            t->items[t->n - 1].source.unit == u) {
            role = t->items[t->n - 1].role;
            best = t->items[t->n - 1].source.score;
        }
        if (role != ROLE_NONE)
            add(t, u, &list[i], role, best);
    }
}

/* Sentences that give only the hour: "Portalen stänger kl. 16 sista dagen" */
static void read_hour(struct timing *t, const struct unit *u)
{
    size_t nd, nt;
    dates_find(t->r->mem, u, &nd);
    struct time_mention *times = times_find(t->r->mem, u, &nt);
    if (nt != 1 || nd != 0)
        return;
    double score = u->label == LABEL_TIME ? 3 : 0;
    score += context_cue(u, CUE_SAME_DAY, times[0].from, times[0].to, SIDE_BOTH,
                         6, 0) *
             2;
    score += context_cue(u, CUE_DEADLINE, times[0].from, times[0].to, SIDE_BOTH,
                         6, 0) *
             1.5;
    /* "Ansökan ska ha kommit fram före klockan 15.00" */
    if (context_unit(u, CUE_APPLY) > 0 &&
        context_cue(u, CUE_LATEST, times[0].from, times[0].to, SIDE_BEFORE, 4,
                    4) > 0)
        score += 1;
    if (context_unit(u, CUE_EVENT) > 0 || context_unit(u, CUE_ADVICE) > 0)
        score -= 2;
    if (u->section == SECTION_CONTACT)
        score -= 2;
    if (score > 0.8 && score > t->time_source.score) {
        t->time = times[0].minutes;
        t->time_source = (struct source){u, times[0].from, times[0].to, score};
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

/* "1-30 september" of every year, beside "30 september 2026": the same day,
 * whose year is known. */
static bool is_yearless_twin(const struct timing *t, const struct dated *d)
{
    if (d->has_year)
        return false;
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
            t->items[i].source.score > best &&
            !is_superseded(t, t->items[i].date)) {
            best = t->items[i].source.score;
            strongest = t->items[i].date;
        }
    const struct dated **keep =
        arena_alloc(t->r->mem, (t->n + 1) * sizeof *keep);
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++) {
        const struct dated *d = &t->items[i];
        if (d->role != ROLE_DEADLINE || !d->has_day ||
            d->source.score < best * t->r->w[WEIGHT_DATE_KEEP_SHARE].weight ||
            is_superseded(t, d->date) || !is_plausible(t, d->date, strongest) ||
            is_yearless_twin(t, d))
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
    for (size_t i = 0; i < n; i++) {
        if (context_unit(keep[i]->source.unit, CUE_RECURRING) > 0)
            c->recurring = true;
        if (date_compare(keep[i]->date, next) != 0)
            continue;
        if (shown == NULL || keep[i]->source.score > shown->source.score)
            shown = keep[i];
        if (keep[i]->time >= 0 && c->deadline_time < 0) {
            c->deadline_time = keep[i]->time;
            found_evidence(t->r, FIELD_DEADLINE_TIME, &keep[i]->source, 0.9);
        }
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

static void choose_opening(struct timing *t)
{
    struct call *c = t->r->call;
    const struct dated *best = NULL;
    struct date last =
        c->n_deadlines > 0 ? c->deadlines[c->n_deadlines - 1] : DATE_NONE;
    for (size_t i = 0; i < t->n; i++) {
        const struct dated *d = &t->items[i];
        if (d->role != ROLE_OPENS || !d->has_day)
            continue;
        if (date_is_set(last) && date_compare(d->date, last) > 0)
            continue; /* opens after it closed: another round's */
        if (best == NULL || d->source.score > best->source.score + 0.3)
            best = d;
    }
    if (best == NULL)
        return;
    c->opens = best->date;
    found_evidence(t->r, FIELD_OPENS, &best->source,
                   best->source.score > 2 ? 0.95 : 0.7);
}

void read_timing(struct reader *r)
{
    struct timing t = {.r = r, .time = -1};
    for (size_t i = 0; i < r->text->n; i++) {
        const struct unit *u = &r->text->units[i];
        read_unit(&t, u);
        read_hour(&t, u);
    }
    choose_deadlines(&t);
    choose_opening(&t);
}
