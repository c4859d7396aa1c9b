/* role_cases.c - see role_cases.h. */
#include "role_cases.h"
#include "context.h"
#include "seasons.h"

/* "Utlåtanden ska vara inne senast": not the application itself. */
bool case_is_attachment(const struct unit *u)
{
    return unit_in(u, 0, WORDS_ATTACHMENT) ||
           (u->n > 1 && unit_in(u, 1, WORDS_ATTACHMENT) &&
            !unit_in(u, 0, WORDS_WITH));
}

bool case_is_of_past_rounds(const struct scene *s, struct row row)
{
    const struct unit *head = text_heading(s->r->text, s->u);
    return head != NULL && !head->is_title &&
           context_unit(head, CUE_PAST_ROUND) > 0 &&
           date_compare(s->list[row.last].date, s->r->ctx->today) < 0;
}

/* "Redovisa inom juni månad, sista dagen är den 30 juni": the sentence begins
 * with what is to be done, and that is no application. */
bool case_is_report(const struct scene *s)
{
    return context_says(s->u, CUE_REPORT, 0, 2) &&
           context_unit(s->u, CUE_APPLY) == 0 &&
           context_unit(s->u, CUE_PERIOD) == 0;
}

/* "De bästa presenterar sina idéer: i omgång 1 den 19 januari, i omgång 2": a
 * meeting is said to be held before the days, and nothing to be handed in. */
bool case_is_event(const struct scene *s, const struct clause *c)
{
    const struct unit *u = s->u;
    return context_says(u, CUE_EVENT, 0, s->list[0].from) &&
           !context_says(u, CUE_DEADLINE, 0, c->a) &&
           !context_says(u, CUE_LATEST, 0, c->a) &&
           !context_says(u, CUE_APPLY, 0, c->a);
}

/* "Till vårmötet", "inför vårens möte" */
static bool is_aimed_at(const struct unit *u, const struct match *event)
{
    size_t i = event->from > 2 ? event->from - 2 : 0;
    for (; i < event->from; i++)
        if (unit_in(u, i, WORDS_TO) || unit_in(u, i, WORDS_BEFORE) ||
            unit_in(u, i, WORDS_FOR))
            return true;
    return false;
}

/* "Till vårmötet ska ansökan vara inne senast den 1 mars och till höstmötet
 * senast den 15 september", "sista dag är den 1 mars inför vårens möte", "för
 * marsmötet är sista dag den 19 februari": the meeting that an application is
 * in time for. */
bool case_is_for_meeting(const struct unit *u, const struct clause *c)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (!context_is_cue(m, CUE_EVENT) || !is_aimed_at(u, m))
            continue;
        if (m->from >= c->b && context_says(u, CUE_DEADLINE, 0, c->a))
            return true;
        if (m->to <= c->a && context_says(u, CUE_LATEST, m->to, c->a) &&
            context_says(u, CUE_APPLY, 0, c->a))
            return true;
        if (m->to <= c->a && !context_says(u, CUE_NOMINATE, 0, u->n) &&
            context_says(u, CUE_DEADLINE, m->to, c->a))
            return true;
    }
    return false;
}

#define SHUT_BEFORE 9 /* "stängd för denna bidragsform fram till den" */
#define SHUT_WORDS 6

/* "Fram till den 11 januari är e-tjänsten stängd": it opens then. */
bool case_is_shut_until(const struct unit *u, const struct clause *c)
{
    if (context_cue(u, CUE_UNTIL, c->a, c->b, SIDE_BEFORE, 3, 3) == 0)
        return false;
    /* "Portalen är stängd för detta fram till den 1 februari" */
    for (size_t i = c->a; i > c->from && c->a - i < SHUT_BEFORE; i--)
        if (unit_in(u, i - 1, WORDS_SHUT))
            return true;
    if (c->a > SHUT_WORDS || !unit_in(u, c->b, WORDS_IS))
        return false;
    for (size_t i = c->b; i < u->n && i < c->b + SHUT_WORDS; i++)
        if (unit_in(u, i, WORDS_SHUT))
            return true;
    return false;
}

bool case_names_whom(const struct scene *s, const struct clause *c)
{
    if (s->label == NULL || !unit_in(s->label, 0, WORDS_FOR) ||
        !clause_is_bare(s->u, 0, c->a) ||
        context_unit(s->label, CUE_DEADLINE) > 0 ||
        context_unit(s->label, CUE_APPLY) > 0)
        return false;
    const struct unit *head = text_heading(s->r->text, s->u);
    return head != NULL && (context_unit(head, CUE_DEADLINE) > 0 ||
                            context_unit(head, CUE_PERIOD) > 0);
}

/* "Våren", "Höstomgången" */
static bool names_round(const struct unit *label)
{
    return context_unit(label, CUE_PERIOD) > 0 || season_names(label);
}

bool case_is_seasons_round(const struct scene *s, const struct clause *c)
{
    const struct unit *head = text_heading(s->r->text, s->u);
    return head != NULL && s->label != NULL && !s->other_column &&
           context_unit(head, CUE_PERIOD) > 0 &&
           context_unit(head, CUE_APPLY) > 0 && names_round(s->label) &&
           clause_is_bare(s->u, 0, c->a) && clause_is_bare(s->u, c->b, s->u->n);
}
