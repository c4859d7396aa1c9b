/*
 * timing.c - when a call opens and closes.
 *
 * Each date of the main text is given a role (roles.h). Only dates whose role
 * is opening or deadline become values; decision days, project periods,
 * meetings, report days, update stamps and superseded days must lose against
 * their own words. A day of every year whose year no one writes is no date,
 * but tells whether one may apply today.
 */
#include "above.h"
#include "columns.h"
#include "context.h"
#include "dated.h"
#include "hours.h"
#include "last_day.h"
#include "leftover.h"
#include "seasons.h"
#include "years.h"

#include "medel/caps.h"

#include <stdlib.h>
#include <string.h>

#define YEARLY 1.0     /* "varje år", "två gånger per år" */
#define ALL_YEARLY 2.0 /* "samma datum varje år" speaks for the whole page */

/* The strongest word of the unit that a day comes back. */
static double recurs(const struct unit *u)
{
    double best = 0;
    for (size_t k = 0; u != NULL && k < u->n_matches; k++)
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

/* "Vi har två perioder per år. Den första är 1-31 mars." */
static bool is_yearly_before(const struct timing *t, size_t i)
{
    const struct unit *all = t->r->text->units;
    for (size_t k = i; k > 0 && all[k - 1].block == all[i].block; k--)
        if (is_yearly(&all[k - 1]))
            return true;
    return false;
}

/* Are the days of the unit that have no year those of every year? */
static bool is_every_year(const struct timing *t)
{
    return t->yearly || t->unit_yearly;
}

static struct dated *add(struct timing *t, const struct unit *u,
                         const struct date_mention *m, enum role role,
                         double score)
{
    if ((role == ROLE_DEADLINE || role == ROLE_OPENS) &&
        season_is_other(t->r->text, u))
        role = ROLE_PAST;
    if (t->n == CAP_VALUES_PER_PAGE)
        t->n--; /* no call has as many days: the last is written over */
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
    d->past = m->past;
    d->yearly = m->yearless && is_every_year(t);
    size_t to = m->time >= 0 && m->time_to > m->to ? m->time_to : m->to;
    d->source = (struct source){u, m->from, to, score};
    if (role_name(role) != NULL)
        found_rejected(t->r, FIELD_DEADLINES, &d->source, role_name(role));
    return d;
}

#define PARALLEL_WORDS 5

/* "Till vårens möte: ansökan inne 15 januari. Till höstens: 15 augusti.", "Vår:
 * senast den 31 januari. Höst: senast den 31 augusti." */
static bool is_parallel(const struct timing *t, const struct scene *s,
                        struct row row, const double score[static ROLE_COUNT])
{
    for (int k = ROLE_DECISION; k < ROLE_COUNT; k++)
        if (score[k] > 0)
            return false;
    size_t at = s->list[row.first].from, colon = at;
    while (colon > 1 && !unit_is_punct(s->u, colon - 1, ':'))
        colon--;
    bool said = colon < at &&
                unit_find_in(s->u, LEX_CUE, CUE_LATEST, colon, at) != NULL;
    return s->before != NULL && row.first == 0 && t->n > 0 && colon > 1 &&
           colon <= PARALLEL_WORDS && (colon == at || said) &&
           clause_is_bare(s->u, colon + said, at) &&
           t->items[t->n - 1].source.unit == s->before;
}

/* "För mötet i maj gäller på samma sätt den 30 april": the day of the sentence
 * before that this one is as, or NULL. */
static const struct dated *is_likewise(const struct timing *t,
                                       const struct scene *s, struct row row)
{
    bool same = false;
    for (size_t i = 0; i < s->list[row.first].from; i++)
        same |= unit_in(s->u, i, WORDS_LIKEWISE) && s->u->tokens[i].len > 2;
    if (!same || s->before == NULL || !s->list[row.first].has_day)
        return NULL;
    for (size_t i = t->n; i > 0 && t->items[i - 1].source.unit >= s->before;
         i--)
        if (t->items[i - 1].source.unit == s->before &&
            (t->items[i - 1].role == ROLE_DEADLINE ||
             t->items[i - 1].role == ROLE_OPENS))
            return &t->items[i - 1];
    return NULL;
}

/* "Därefter 8 mars 2027.": the sentence goes on with the one before. */
static bool goes_on(const struct timing *t, const struct scene *s,
                    struct row row, const double score[static ROLE_COUNT])
{
    if (is_parallel(t, s, row, score))
        return true;
    return s->before != NULL && row.first == 0 && s->u->n > 0 && t->n > 0 &&
           t->items[t->n - 1].source.unit == s->before &&
           (unit_in(s->u, 0, WORDS_THEN) || unit_in(s->u, 0, WORDS_NEXT) ||
            unit_in(s->u, 0, WORDS_AFTER)) &&
           clause_is_bare(s->u, unit_in(s->u, 1, WORDS_HOLDS) ? 2 : 1,
                          s->list[0].from);
}

/* "Därefter gäller 8 mars och 31 maj": the last day of the sentence before,
 * where nothing else is said of ROW; or NULL. */
static const struct dated *holds_then(const struct timing *t,
                                      const struct scene *s, struct row row)
{
    static const double unsaid[ROLE_COUNT] = {0};
    if (!unit_in(s->u, 1, WORDS_HOLDS) || !goes_on(t, s, row, unsaid) ||
        !clause_is_bare(s->u, s->list[row.last].to, s->u->n))
        return NULL;
    for (size_t i = t->n; i > 0 && t->items[i - 1].source.unit == s->before;
         i--)
        if (t->items[i - 1].role == ROLE_DEADLINE)
            return &t->items[i - 1];
    return NULL;
}

static void claim_role(struct dated *d, enum role role, double claim)
{
    d->faint = claim > 0 ? role : ROLE_NONE;
    d->claim = claim;
}

/* "There are three cut-offs. The first, 10 September, has passed. You can
 * still submit for 21 January": the paragraph's days are of one kind. */
static bool joins_paragraph(const struct timing *t, const struct scene *s,
                            struct row row)
{
    const struct dated *last = t->n > 0 ? &t->items[t->n - 1] : NULL;
    if (last == NULL || last->role != ROLE_DEADLINE ||
        last->source.unit == s->u || last->source.unit->block != s->u->block)
        return false;
    for (size_t k = 0; k < s->list[row.first].from; k++)
        if (unit_in(s->u, k, WORDS_STILL))
            return true;
    return unit_find_in(s->u, LEX_CUE, CUE_HANDING, 0,
                        s->list[row.first].from) != NULL;
}

/* "Den 1 mars för vårens bidrag och den 1 oktober för höstens": the same word
 * goes on from both days. */
static bool is_twin(const struct timing *t, const struct scene *s,
                    struct row row)
{
    const struct unit *u = s->u;
    if (t->n == 0 || t->items[t->n - 1].source.unit != u || row.first == 0)
        return false;
    size_t a = s->list[row.first - 1].to, b = s->list[row.first].to;
    size_t from = s->list[row.first].from;
    bool joined = from >= 1 && unit_in(u, from - 1, WORDS_AND);
    bool near = from >= 2 && unit_in(u, from - 2, WORDS_AND);
    return (joined || near) && b < u->n &&
           (unit_in(u, b, WORDS_FOR) || unit_in(u, b, WORDS_TO) ||
            unit_in(u, b, WORDS_BEFORE)) &&
           strcmp(u->tokens[a].norm, u->tokens[b].norm) == 0;
}

/* Where what stands between ROW and the day before it in the sentence begins,
 * which closes or opens; where ROW does, if there is no such day. */
static size_t after_last(const struct timing *t, const struct scene *s,
                         struct row row)
{
    const struct dated *last = t->n > 0 ? &t->items[t->n - 1] : NULL;
    size_t to = s->list[row.first].from;
    if (row.first == 0 || last == NULL || last->source.unit != s->u ||
        (last->role != ROLE_DEADLINE && last->role != ROLE_OPENS))
        return to;
    size_t from = s->list[row.first - 1].to;
    while (from < to &&
           (s->u->tokens[from].kind == TOKEN_PUNCT ||
            unit_in(s->u, from, WORDS_AND) || unit_in(s->u, from, WORDS_OR)))
        from++;
    return from;
}

#define NOUN_TOKENS 3 /* "inför det sista mötet" */

/* "Inför junimötet är sista dagen den 3 maj, och inför novembermötet den 1
 * oktober": what is left out is what was said. */
static bool is_elided(const struct timing *t, const struct scene *s,
                      struct row row)
{
    size_t from = after_last(t, s, row), to = s->list[row.first].from;
    return from < to && to - from <= NOUN_TOKENS &&
           (unit_in(s->u, from, WORDS_BEFORE) ||
            (unit_in(s->u, from, WORDS_FOR) &&
             context_says(s->u, CUE_EVENT, from, to)));
}

/* "Sista dag är den 10 december och, för dem som vill börja till hösten, den 20
 * maj", "... och för andra halvåret senast den 15 juni": the same day for
 * others, whatever else is said of them. */
static bool is_for_others(const struct timing *t, const struct scene *s,
                          struct row row, enum role role)
{
    size_t from = after_last(t, s, row), to = s->list[row.first].from;
    if (from == to)
        return false;
    bool closed = false;
    for (size_t i = to; i > from && to - i < 3; i--)
        closed |= unit_is_punct(s->u, i - 1, ',');
    bool latest = (role == ROLE_PROJECT || role == ROLE_NONE) && to > 2 &&
                  unit_find_in(s->u, LEX_CUE, CUE_LATEST, to - 2, to) != NULL;
    return (closed || latest) && unit_in(s->u, from, WORDS_FOR);
}

/* The next line of a column of days: what the one above it is. */
static bool is_next_line(const struct timing *t, const struct scene *s)
{
    const struct dated *last = t->n > 0 ? &t->items[t->n - 1] : NULL;
    return last != NULL && s->u > t->r->text->units &&
           last->source.unit == s->u - 1 && s->label == NULL &&
           s->u[-1].block->kind == s->u->block->kind &&
           last->source.unit->under == s->u->under &&
           (last->role == ROLE_DEADLINE || last->role == ROLE_OPENS) &&
           clause_is_only_days(t->r->mem, s->u) &&
           clause_is_only_days(t->r->mem, s->u - 1);
}

/* "Fristen er udløbet, og udvalget fordeler midlerne den 8. december": what
 * comes once it is said that the time is up. */
static bool is_after_close(const struct scene *s, const struct day_said *d)
{
    return (d->role == ROLE_DECISION || d->role == ROLE_EVENT) &&
           unit_find_in(s->u, LEX_CUE, CUE_CLOSED, 0,
                        s->list[d->row.first].from) != NULL;
}

/* What the days of D are by all words round them. Who learns from the rules
 * hears of them alone. */
static struct day_heard hear_words(const struct timing *t,
                                   const struct scene *s,
                                   const struct day_said *d)
{
    struct day_heard ruled = {d->role, 0, false};
    if (s->other_column || !day_is_fixed(s, d, is_every_year(t)) ||
        meetings_tell(s, d->row, d->role) || is_after_close(s, d))
        return ruled;
    if (t->told == NULL)
        return day_hear(s, d);
    t->told(t->told_arg, s, d);
    return ruled;
}

/* "The teams pitch on 26-27 April" where the heading asks for the deadline:
 * the sentence's own words speak of something else alone. */
static bool is_of_other(const struct unit *u, enum role role)
{
    return role != ROLE_NONE && u->label == LABEL_NONE &&
           (role == ROLE_EVENT || context_unit(u, CUE_APPLY) == 0) &&
           context_unit(u, CUE_PERIOD) == 0 &&
           context_unit(u, CUE_OPENS) == 0 &&
           context_unit(u, CUE_DEADLINE) == 0;
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
    if (is_next_line(t, s) && apply < t->items[t->n - 1].source.score)
        apply = t->items[t->n - 1].source.score;
    score[ROLE_DEADLINE] = score[ROLE_OPENS] = 0;
    enum role role = roles_best(t->r, score, &other);
    if ((role == ROLE_NONE || other <= apply) && !is_of_other(u, role) &&
        apply >= t->r->w[WEIGHT_DATE_MIN].weight) {
        add(t, u, &m[0], ROLE_OPENS, apply);
        add(t, u, &m[1], ROLE_DEADLINE, apply);
        return;
    }
    if (role == ROLE_NONE)
        other = 0;
    score[ROLE_DEADLINE] = apply;
    double claim = leftover_claim(s, row, score);
    claim_role(add(t, u, &m[0], role, other), ROLE_OPENS, claim);
    claim_role(add(t, u, &m[1], role, other), ROLE_DEADLINE, claim);
}

static void read_row(struct timing *t, const struct scene *s, struct row row)
{
    if (s->list[row.first].starts_range) {
        for (size_t i = row.first; i < row.last; i += 2)
            read_window(t, s, row, i);
        return;
    }
    struct day_said said = {.row = row};
    double *score = said.score, best;
    roles_weigh(s, row, score);
    enum role role = roles_best(t->r, score, &best);
    /* "för A är sista dag den 3 mars, för B den 5 maj": what is left out the
     * second time is what was said the first. */
    const struct dated *last = t->n > 0 ? &t->items[t->n - 1] : NULL;
    if (role == ROLE_DEADLINE && last != NULL && last->role == role &&
        last->source.unit == s->u && best < last->source.score)
        best = last->source.score;
    if (role == ROLE_DEADLINE && last != NULL && last->role == role &&
        best < last->source.score && goes_on(t, s, row, score))
        best = last->source.score;
    if (role == ROLE_NONE &&
        (goes_on(t, s, row, score) || joins_paragraph(t, s, row) ||
         is_twin(t, s, row) ||
         (is_next_line(t, s) && s->list[row.first].has_day))) {
        role = t->items[t->n - 1].role;
        best = t->items[t->n - 1].source.score;
    }
    bool elided = is_elided(t, s, row);
    if (elided || is_for_others(t, s, row, role)) {
        role = t->items[t->n - 1].role;
        best = t->items[t->n - 1].source.score;
    }
    const struct dated *like = holds_then(t, s, row);
    elided |= like != NULL;
    if (like == NULL)
        like = is_likewise(t, s, row);
    if (like != NULL) {
        role = like->role;
        best = like->source.score;
    }
    said.role = role;
    struct day_heard heard = {role, 0, false};
    if (!elided)
        heard = hear_words(t, s, &said);
    bool turned = heard.role != role;
    if (turned) {
        role = heard.role;
        best = heard.score;
    }
    double claim = 0;
    if (said.role != ROLE_DEADLINE && said.role != ROLE_OPENS &&
        (!heard.no_last || leftover_is_faint(s->u)))
        claim = leftover_claim(s, row, score);
    bool opens = score[ROLE_OPENS] > score[ROLE_DEADLINE];
    bool for_else = role == ROLE_DEADLINE && last_day_is_for_else(s, row);
    for (size_t i = row.first; i <= row.last; i++) {
        struct dated *d =
            add(t, s->u, &s->list[i], role, role == ROLE_NONE ? 0 : best);
        claim_role(d, opens ? ROLE_OPENS : ROLE_DEADLINE, claim);
        d->opening = opens ? score[ROLE_OPENS] : 0;
        d->heard = turned;
        d->for_else = for_else;
    }
    meetings_mark(t, s, row);
}

/* "Det gäller inte längre." after the sentence with the day. Where the words
 * open the sentence, what they are said of has been struck out. */
static void lapse(struct timing *t, size_t i)
{
    const struct unit *u = &t->r->text->units[i];
    const struct unit *before = above_sentence(t->r->text, i);
    size_t n;
    const struct match *m = unit_find(u, LEX_CUE, CUE_LAPSED);
    if (before == NULL || m == NULL || m->from == 0)
        return;
    dates_find(t->r->mem, u, &n);
    for (size_t k = t->n; n == 0 && k-- > 0;)
        if (t->items[k].source.unit == before)
            t->items[k].role = ROLE_SUPERSEDED;
}

/* "Inlämningsdagar 2027" above "15 februari". */
static void fill_year_above(const struct timing *t, const struct scene *s,
                            struct date_mention *list)
{
    const struct unit *head = text_heading(t->r->text, s->u);
    int year = years_only(s->label);
    if (year == 0)
        year = years_only(s->intro);
    if (year == 0 && head != NULL && !head->is_title && head->n < 12 &&
        (head->section == SECTION_WHEN || above_tells(t->r, head) > 0))
        year = years_only(head);
    years_give(t, year != 0 ? year : t->all_year, list, s->n);
}

/* "Sök mellan | 11 januari och 14 mars": the label begins the window. */
static void join_between(const struct scene *s, struct date_mention *list)
{
    const struct unit *label = s->label;
    if (label == NULL || label->n == 0 || s->n != 2 || list[0].starts_range ||
        !unit_in(label, label->n - 1, WORDS_BETWEEN) ||
        list[1].from != list[0].to + 1 || !unit_in(s->u, list[0].to, WORDS_AND))
        return;
    list[0].starts_range = list[1].ends_range = true;
}

static void read_unit(struct timing *t, size_t i)
{
    const struct unit *u = &t->r->text->units[i];
    struct scene s = {.r = t->r, .u = u};
    struct date_mention *list = dates_find(t->r->mem, u, &s.n);
    s.list = list;
    if (s.n == 0)
        return;
    s.before = above_sentence(t->r->text, i);
    s.intro = above_list(t->r, i, clause_is_bare(u, 0, list[0].from));
    s.later = s.before != NULL && t->n > 0 &&
              t->items[t->n - 1].source.unit->block == u->block;
    struct unit label;
    if (u->block->kind == BLOCK_PAIR && u->block->label != NULL) {
        text_unit(t->r->mem, t->r->vocab, u->block->label, &label);
        s.label = &label;
        size_t n;
        dates_find(t->r->mem, &label, &n);
        s.label_dated = n > 0;
        s.other_column = column_is_other(&s);
    }
    s.two_steps = t->two_steps;
    t->unit_yearly = is_yearly(u) || is_yearly(s.label) || is_yearly(s.intro) ||
                     is_yearly_before(t, i);
    join_between(&s, list);
    years_mark_past(t, u, list, s.n);
    fill_year_above(t, &s, list);
    dates_resolve(list, s.n, t->r->written, t->r->ctx->today);
    years_end_before(t, u, list, s.n);
    years_go_on(t, u, list, s.n);
    dates_settle_days(list, s.n);
    hours_of_label(t, &s);
    for (size_t k = 0; k < s.n;) {
        struct row row = clause_row(&s, k);
        read_row(t, &s, row);
        k = row.last + 1;
    }
}

/* Words that speak for all days of the page come first. */
static void read_page_words(struct timing *t)
{
    bool first = false, last = false;
    for (size_t i = 0; i < t->r->text->n; i++) {
        const struct unit *u = &t->r->text->units[i];
        struct unit label = {0};
        if (u->from == 0 && u->block->kind == BLOCK_PAIR &&
            u->block->label != NULL)
            text_unit(t->r->mem, t->r->vocab, u->block->label, &label);
        t->yearly |= recurs(u) >= ALL_YEARLY;
        t->over |= state_is_over(u);
        first |= context_unit(u, CUE_FIRST_STEP) > 0 ||
                 context_unit(&label, CUE_FIRST_STEP) > 0;
        last |= context_unit(u, CUE_LAST_STEP) > 0 ||
                context_unit(&label, CUE_LAST_STEP) > 0;
    }
    t->two_steps = first && last;
    t->all_year = years_of_all(t->r->text);
}

static void note_recurrence(struct timing *t)
{
    for (size_t i = 0; i < t->n; i++)
        if ((t->items[i].role == ROLE_DEADLINE ||
             t->items[i].role == ROLE_OPENS) &&
            (t->items[i].yearly || recurs(t->items[i].source.unit) > 0))
            t->r->call->recurring = true;
}

static void read_days(struct timing *t)
{
    const struct page_text *text = t->r->text;
    read_page_words(t);
    for (size_t i = 0; i < text->n; i++) {
        read_unit(t, i);
        hours_of_unit(t, &text->units[i]);
        lapse(t, i);
    }
}

void timing_tell(struct reader *r, day_fn *fn, void *arg)
{
    struct timing t = {.r = r, .told = fn, .told_arg = arg, .time = -1};
    read_days(&t);
}

void read_timing(struct reader *r)
{
    struct timing t = {.r = r, .time = -1};
    read_days(&t);
    choose_times(&t);
    meetings_choose(&t);
    note_recurrence(&t);
}
