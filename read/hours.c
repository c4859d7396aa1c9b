/* hours.c - the hour of the last day, told away from it; see hours.h. */
#include "hours.h"

#include "asides.h"
#include "context.h"

/* "Öppet till 23.59 sista dagen, men kontoret stänger kl. 16": of another
 * thing. */
static bool is_after_but(const struct unit *u, size_t at)
{
    for (size_t i = 1; i < at; i++)
        if (unit_in(u, i, WORDS_BUT) && unit_is_punct(u, i - 1, ','))
            return true;
    return false;
}

/* The one hour that the unit gives, though it may give it twice ("midnatt
 * (23.59)"); -1 for none or several. */
static int only_hour(const struct timing *t, const struct unit *u,
                     struct time_mention *ret)
{
    size_t n;
    struct time_mention *times = times_find(t->r->mem, u, &n);
    while (n > 1 && is_after_but(u, times[n - 1].from))
        n--;
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

#define WEEKLY_BYTES 7 /* "fredagar", not "dagar" */

/* "Kontoret stänger kl. 16 på fredagar" */
static bool is_weekly(const struct unit *u)
{
    for (size_t i = 0; i < u->n; i++)
        if (unit_in(u, i, WORDS_WEEKLY) && u->tokens[i].len >= WEEKLY_BYTES)
            return true;
    return false;
}

#define CLOSING_HOUR 1.5 /* as sure as an hour beside "stänger" */
#define FAINT_ADVICE 0.7 /* "registrerats": also said of an application */

/* Sentences that give only the hour: "Portalen stänger kl. 16 sista dagen" */
void hours_of_unit(struct timing *t, const struct unit *u)
{
    size_t nd;
    struct time_mention m;
    const struct date_mention *days = dates_find(t->r->mem, u, &nd);
    for (size_t k = 0; k < nd; k++)
        if (days[k].time >= 0) {
            m = (struct time_mention){.minutes = days[k].time,
                                      .from = days[k].to,
                                      .to = days[k].time_to};
            if (asides_close_between(u, m.from, m.to))
                note_hour(t, u, &m, CLOSING_HOUR);
            return;
        }
    if (only_hour(t, u, &m) < 0)
        return;
    /* "Klockslag: 16", "Stänger: kl. 15.00" */
    bool labelled = u->label == LABEL_TIME || u->label == LABEL_DEADLINE;
    double score = labelled ? 3 : 0;
    score += 2 * context_cue(u, CUE_SAME_DAY, m.from, m.to, SIDE_BOTH, 6, 0);
    score += 1.5 * context_cue(u, CUE_DEADLINE, m.from, m.to, SIDE_BOTH, 6, 0);
    /* "Ansökan ska ha kommit fram före klockan 15.00" */
    if (context_unit(u, CUE_APPLY) > 0 &&
        (context_cue(u, CUE_LATEST, m.from, m.to, SIDE_BEFORE, 4, 4) > 0 ||
         context_cue(u, CUE_UNTIL, m.from, m.to, SIDE_BEFORE, 4, 2) > 0))
        score += 1;
    /* "Ansökningar efter klockan 23.59 räknas till nästa gång" */
    for (size_t k = m.from; k > 0 && m.from - k < 3; k--)
        if (context_unit(u, CUE_APPLY) > 0 && unit_in(u, k - 1, WORDS_AFTER))
            score += 1;
    bool received =
        context_cue(u, CUE_RECEIVED, m.from, m.to, SIDE_BEFORE, 4, 4) > 0;
    if (received) /* "Det som kommit in kl. 23.59 tas upp på mötet" */
        score += 1.5;
    else if (context_unit(u, CUE_EVENT) > 0 ||
             context_unit(u, CUE_ADVICE) > FAINT_ADVICE)
        score -= 2;
    if (u->section == SECTION_CONTACT || is_weekly(u))
        score -= 2;
    note_hour(t, u, &m, score);
}

/* "Ansök senast (kl. 23.59)" as the head of a column of days. */
void hours_of_label(struct timing *t, const struct scene *s)
{
    struct time_mention m;
    if (s->label == NULL || s->u->label != LABEL_DEADLINE ||
        only_hour(t, s->label, &m) < 0)
        return;
    m.from = m.to = 0; /* the label is no part of the unit's text */
    note_hour(t, s->u, &m, 2);
}
