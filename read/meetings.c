/*
 * meetings.c - the meetings at which a funder tells of its call, or answers
 * questions; see dated.h.
 *
 * A day is one where words for such a meeting stand in its clause, its label,
 * or the line or heading above it. The last day to register for it is none,
 * nor is the board's meeting in the same sentence, a meeting that the project
 * is to hold, or one that was called off.
 */
#include "context.h"
#include "dated.h"

#include <string.h>

static bool tells(const struct unit *u)
{
    return u != NULL && unit_find(u, LEX_CUE, CUE_TELLS_OF_CALL) != NULL;
}

/* --- what a day is not --------------------------------------------------- */

static bool is_meeting_in(const struct unit *u, size_t from, size_t to)
{
    return context_says(u, CUE_TELLS_OF_CALL, from, to) ||
           context_says(u, CUE_EVENT, from, to);
}

#define LAST_DAY_WORDS 4

/* "Anmäl dig senast den 5 december till informationsmötet"; but not "Skicka
 * frågor före webbinariet den 9 december". */
static bool is_last_day(const struct unit *u, const struct clause *c)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        bool last =
            context_is_cue(m, CUE_LATEST) || context_is_cue(m, CUE_UNTIL);
        if (last && m->to <= c->a && c->a - m->to <= LAST_DAY_WORDS &&
            !is_meeting_in(u, m->to, c->a))
            return true;
    }
    return clause_has(u, c, CUE_DEADLINE);
}

/* "Projektet ska avslutas med ett webbinarium": theirs who get the money. */
static bool is_of_project(const struct unit *u)
{
    static const enum cue verbs[] = {CUE_BEGIN, CUE_END, CUE_RUN, CUE_ADDRESS,
                                     CUE_DUTY};
    const struct match *told = unit_find(u, LEX_CUE, CUE_TELLS_OF_CALL);
    const struct match *doing = unit_find(u, LEX_CUE, CUE_DOING);
    if (told == NULL || doing == NULL || doing->to > told->from)
        return false;
    for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
        if (context_says(u, verbs[k], doing->to, told->from))
            return true;
    return false;
}

/* "Webbinarium om arbetsmiljö" */
static bool has_subject(const struct unit *u)
{
    const struct match *told = unit_find(u, LEX_CUE, CUE_TELLS_OF_CALL);
    return told != NULL && unit_in(u, told->to, WORDS_REGARDING);
}

/* Among all that happens at the funder's, and of something else than a call. A
 * call's own days may stand under "Kalender" too. */
static bool is_listed(const struct scene *s)
{
    const struct unit *head = text_heading(s->r->text, s->u);
    return head != NULL && !head->is_title &&
           context_says(head, CUE_SITE_EVENTS, 0, head->n) && !tells(head) &&
           has_subject(s->u) && !context_says(s->u, CUE_APPLY, 0, s->u->n) &&
           !context_says(s->u, CUE_PERIOD, 0, s->u->n);
}

static bool is_elsewhere(const struct unit *u)
{
    static const enum section sections[] = {SECTION_RELATED, SECTION_EXAMPLES,
                                            SECTION_DECISIONS,
                                            SECTION_REPORTING};
    for (size_t k = 0; k < sizeof sections / sizeof *sections; k++)
        if (u->section == sections[k])
            return true;
    return false;
}

/* --- what it is ---------------------------------------------------------- */

/* Does the sentence tell of something else? "Earliest start: 1 August" */
static bool says_other(const struct unit *u)
{
    static const enum cue other[] = {CUE_APPLY,   CUE_OPENS,  CUE_DECISION,
                                     CUE_REPORT,  CUE_BEGIN,  CUE_END,
                                     CUE_PROJECT, CUE_UPDATED};
    for (size_t k = 0; k < sizeof other / sizeof *other; k++)
        if (context_says(u, other[k], 0, u->n))
            return true;
    return false;
}

/* "Vi håller ett informationsmöte för er som vill veta mer. Det är den 9
 * december kl. 10." */
static bool goes_on(const struct scene *s, struct row row)
{
    size_t n;
    if (row.first > 0 || !tells(s->before) || says_other(s->u))
        return false;
    dates_find(s->r->mem, s->before, &n);
    return n == 0;
}

#define NEAR_WORDS 4

/* "Vi svarar på frågor den 10 december", though who answers also decides; "Join
 * our webinar on 14 January and apply by 1 March". */
static bool is_beside(const struct unit *u, const struct clause *c)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (context_is_cue(m, CUE_TELLS_OF_CALL) && m->to <= c->a &&
            m->from >= c->from && c->a - m->to <= NEAR_WORDS)
            return true;
    }
    return false;
}

/* Is the row of such a meeting? *BY is the line that says so where the unit
 * itself does not. */
static bool is_meeting(const struct scene *s, struct row row,
                       const struct clause *c, enum role role,
                       const struct unit **by)
{
    const struct unit *u = s->u, *head = text_heading(s->r->text, s->u);
    bool event = role == ROLE_EVENT;
    bool other = clause_has(u, c, CUE_EVENT);
    *by = NULL;
    if (clause_has(u, c, CUE_TELLS_OF_CALL) ||
        (tells(s->label) && (s->before == NULL || !says_other(u))))
        return true;
    if (event && !other && context_says(u, CUE_TELLS_OF_CALL, 0, c->a))
        return true;
    if (tells(u)) /* of another of its days */
        return false;
    if (tells(s->intro))
        *by = s->intro;
    else if (goes_on(s, row))
        *by = s->before;
    else if (event && tells(head) && !(other && head->is_title))
        *by = head;
    return *by != NULL;
}

/* --- its hours ----------------------------------------------------------- */

/* The first hours in tokens [from, to), "kl. 10-11". */
static bool span_within(const struct unit *u, size_t from, size_t to,
                        struct dated *d)
{
    struct time_mention start, end;
    for (size_t i = from; i < to; i++)
        if (times_span(u, i, &start, &end) && end.to <= to) {
            d->meets = start.minutes;
            d->ends = end.minutes;
            return true;
        }
    return false;
}

/* Of day I of the scene: the hours after it, or before it. */
static bool hours_beside(const struct scene *s, size_t i, struct dated *d)
{
    const struct date_mention *m = s->list;
    size_t from = i > 0 ? m[i - 1].to : 0;
    size_t to = i + 1 < s->n ? m[i + 1].from : s->u->n;
    if (span_within(s->u, m[i].to, to, d))
        return true;
    d->meets = m[i].time;
    return (i == 0 && span_within(s->u, from, m[i].from, d)) || d->meets >= 0;
}

/* "Tid: kl. 10-11" below the day, or the sentence after it. */
static void hours_below(const struct timing *t, const struct scene *s,
                        struct dated *d)
{
    const struct page_text *text = t->r->text;
    const struct unit *next = s->u + 1;
    size_t n;
    if (next >= text->units + text->n ||
        (next->block != s->u->block && next->label != LABEL_TIME) ||
        context_says(next, CUE_DEADLINE, 0, next->n) ||
        context_says(next, CUE_LATEST, 0, next->n))
        return;
    dates_find(t->r->mem, next, &n);
    if (n > 0 || span_within(next, 0, next->n, d))
        return;
    const struct time_mention *times = times_find(t->r->mem, next, &n);
    if (n == 1)
        d->meets = times[0].minutes;
}

/* --- the whole ----------------------------------------------------------- */

/* Do the days of ROW, which are ROLE by their words, lie where the funder tells
 * of the call? *BY is the line that says so, or NULL. */
static bool is_told(const struct scene *s, struct row row, enum role role,
                    const struct unit **by)
{
    const struct unit *u = s->u;
    if (role != ROLE_EVENT && role != ROLE_NONE && role != ROLE_ADVICE &&
        role != ROLE_DECISION)
        return false;
    if (!tells(u) && !tells(s->label) && !tells(s->intro) &&
        !tells(s->before) && !tells(text_heading(s->r->text, s->u)))
        return false;
    struct clause c = clause_of(s, row);
    return (role != ROLE_DECISION || is_beside(u, &c)) &&
           is_meeting(s, row, &c, role, by) && !is_last_day(u, &c) &&
           !is_of_project(u) && !is_listed(s) && !is_elsewhere(u) &&
           !context_says(u, CUE_LAPSED, 0, u->n);
}

bool meetings_tell(const struct scene *s, struct row row, enum role role)
{
    const struct unit *by;
    return is_told(s, row, role, &by);
}

void meetings_mark(struct timing *t, const struct scene *s, struct row row)
{
    const struct unit *by;
    size_t n = row.last - row.first + 1;
    if (n > t->n)
        return;
    struct dated *days = &t->items[t->n - n];
    if (!is_told(s, row, days->role, &by))
        return;
    for (size_t i = n; i-- > 0;) {
        struct dated *d = &days[i];
        d->meeting = true;
        d->told_by = by;
        d->meets = d->ends = -1;
        d->claim = 0; /* so it is no last day to apply */
        if (hours_beside(s, row.first + i, d))
            continue;
        if (i + 1 < n) { /* "9 och 16 december kl. 10-11" */
            d->meets = days[i + 1].meets;
            d->ends = days[i + 1].ends;
        } else if (row.last + 1 == s->n) {
            hours_below(t, s, d);
        }
    }
}

#define LONG_AGO_DAYS 30
#define AHEAD_DAYS 400

/* "Informationsmöten: 9 december kl. 10"; of a sentence that goes on with the
 * one before, both. */
static const char *words_of(struct reader *r, const struct dated *d)
{
    const char *above;
    size_t n, len;
    const char *words = found_words(r, &d->source, &len);
    if (d->told_by == NULL)
        return arena_strndup(r->mem, words, len);
    unit_quote(d->told_by, 0, 0, &above, &n);
    while (n > 0 && (above[n - 1] == ':' || above[n - 1] == ' '))
        n--;
    bool sentence = n > 0 && strchr(".!?", above[n - 1]) != NULL;
    return arena_printf(r->mem, "%.*s%s %.*s", (int)n, above,
                        sentence ? "" : ":", (int)len, words);
}

void meetings_choose(struct timing *t)
{
    struct reader *r = t->r;
    long today = date_to_days(r->ctx->today);
    for (size_t i = 0; i < t->n; i++) {
        const struct dated *d = &t->items[i];
        long day = date_to_days(d->date);
        if (!d->meeting || !d->has_day || d->yearly ||
            d->role == ROLE_SUPERSEDED || day < today - LONG_AGO_DAYS ||
            day > today + AHEAD_DAYS)
            continue;
        struct call_meeting m = {d->date, d->meets, d->ends, words_of(r, d),
                                 NULL};
        call_add_meeting(r->call, &m, NULL);
    }
}
