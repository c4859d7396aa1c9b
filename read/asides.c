/* asides.c - days that are not the call's own; see asides.h. */
#include "asides.h"

#include "context.h"
#include "others.h"

#define RELATIVE_WORDS 8 /* of a relative clause, up to its day */

static bool has_word(const struct unit *u, size_t from, size_t to,
                     enum wordlist words)
{
    for (size_t k = from; k < to; k++)
        if (unit_in(u, k, words))
            return true;
    return false;
}

/* --- what must be done by a day ------------------------------------------ */

/* A past participle, by its ending: "gjord", "installerade", "utført". */
static bool is_participle(const struct token *t)
{
    return t->kind == TOKEN_WORD &&
           (token_in(t, WORDS_PARTICIPLE) ||
            (t->len > 4 && token_in(t, WORDS_PARTICIPLE_ENDING)));
}

/* "Kartläggningen ska vara gjord senast 31 maj": a duty to have something done
 * that is neither sent nor handed in. */
static bool is_work(const struct unit *u, const struct clause *c)
{
    static const enum cue own[] = {CUE_APPLY, CUE_PERIOD,   CUE_HANDING,
                                   CUE_OPENS, CUE_NOMINATE, CUE_RECEIVED};
    for (size_t k = 0; k < sizeof own / sizeof *own; k++)
        if (clause_has(u, c, own[k]))
            return false;
    if (unit_in(u, c->from, WORDS_IT) || unit_in(u, c->from, WORDS_THAT) ||
        unit_in(u, c->from, WORDS_EVERYTHING))
        return false;
    for (size_t k = c->from; k + 1 < c->a; k++)
        if ((unit_in(u, k, WORDS_BE) || unit_in(u, k, WORDS_BECOME)) &&
            is_participle(&u->tokens[k + 1]) && !unit_in(u, k + 1, WORDS_SENT))
            return true;
    return false;
}

/* "Höstens sammankomster (1 juli-31 december) söks senast 25 februari": the
 * time of what is paid for, in brackets, and then the day to apply by. */
static bool is_bracketed_time(const struct scene *s, const struct clause *c)
{
    const struct unit *u = s->u;
    size_t open = c->a;
    while (open > 0 && c->a - open < 3 && !unit_is_punct(u, open, '('))
        open--;
    size_t close = c->b;
    while (close < u->n && close - c->b < 2 && !unit_is_punct(u, close, ')'))
        close++;
    if (!unit_is_punct(u, open, '(') || close >= u->n ||
        !unit_is_punct(u, close, ')') || s->n < 3)
        return false;
    static const enum cue own[] = {CUE_APPLY, CUE_PERIOD, CUE_DEADLINE,
                                   CUE_OPENS};
    for (size_t k = 0; k < sizeof own / sizeof *own; k++)
        if (unit_find_in(u, LEX_CUE, own[k], 0, open) != NULL)
            return false;
    return unit_find_in(u, LEX_CUE, CUE_LATEST, close, u->n) != NULL;
}

/* "Redovisningen ska lämnas senast den 31 mars, oavsett om ni söker igen" */
static bool is_reporting(const struct unit *u, const struct clause *c)
{
    const struct match *report =
        unit_find_in(u, LEX_CUE, CUE_REPORT, c->from, c->from + 2);
    return report != NULL &&
           unit_find_in(u, LEX_CUE, CUE_LATEST, report->to, c->a) != NULL &&
           unit_find_in(u, LEX_CUE, CUE_APPLY, report->to, c->a) == NULL &&
           unit_find_in(u, LEX_CUE, CUE_PERIOD, report->to, c->a) == NULL;
}

/* --- when the deciders meet ---------------------------------------------- */

/* "Vi träffas och läser ansökningar den 10 december": no day to send in by. */
static bool is_reading(const struct unit *u, const struct clause *c)
{
    if (!has_word(u, c->from, c->a, WORDS_MEET) ||
        clause_has(u, c, CUE_LATEST) || clause_has(u, c, CUE_UNTIL))
        return false;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set == LEX_CUE && m->entry->index == CUE_DEADLINE &&
            m->from >= c->from && m->to <= c->to &&
            !unit_in(u, m->from, WORDS_READ))
            return false;
    }
    return true;
}

/* "För att komma med på mötet den 11 februari ska ansökan vara inskickad senast
 * 14 januari": the day stands at the name of the meeting, another follows. */
static bool is_named_meeting(const struct scene *s, const struct clause *c)
{
    const struct unit *u = s->u;
    size_t k = c->a;
    if (s->n < 2)
        return false;
    while (k > 0 &&
           (unit_in(u, k - 1, WORDS_DAY_WORD) || unit_is_punct(u, k - 1, ',') ||
            clause_is_weekday(u, k - 1)))
        k--;
    if (k == 0 || (unit_find_in(u, LEX_CUE, CUE_EVENT, k - 1, k) == NULL &&
                   unit_find_in(u, LEX_CUE, CUE_DECISION, k - 1, k) == NULL))
        return false;
    return unit_find_in(u, LEX_CUE, CUE_LATEST, c->b, u->n) != NULL ||
           unit_find_in(u, LEX_CUE, CUE_DEADLINE, c->b, u->n) != NULL;
}

/* --- other offices and their calls --------------------------------------- */

/* "en annan sista dag", "another deadline", "andra datum" */
static bool is_other_day(const struct unit *u, size_t i)
{
    return unit_in(u, i, WORDS_OTHER) &&
           (unit_find_in(u, LEX_CUE, CUE_DEADLINE, i + 1, i + 4) != NULL ||
            unit_in(u, i + 1, WORDS_DATE_NOUN));
}

static bool names_office(const struct unit *u)
{
    for (size_t k = 0; k < u->n; k++)
        if (unit_in(u, k, WORDS_OFFICE) ||
            (unit_in(u, k, WORDS_OFFICE_ENDING) &&
             !unit_in(u, k, WORDS_OWN_OFFICE)))
            return true;
    return false;
}

/* "... en annan ansökan, hos en annan myndighet, med en annan sista dag" */
static bool is_elsewhere(const struct unit *u, const struct clause *c)
{
    for (size_t k = 0; k < c->a; k++)
        if (is_other_day(u, k))
            return names_office(u);
    return false;
}

/* "..., hos Boverket, som har sin sista dag den 31 december, ..." */
static bool is_of_named_office(const struct scene *s, const struct clause *c)
{
    const struct unit *u = s->u;
    for (size_t k = c->a; k >= 3 && c->a - k < RELATIVE_WORDS; k--) {
        if (!unit_in(u, k - 1, WORDS_WHO) || !unit_is_punct(u, k - 2, ','))
            continue;
        return others_office_at(s->r, u, k - 3);
    }
    return false;
}

/* U tells of a day of ours. */
static bool is_ours(const struct reader *r, const struct unit *u)
{
    size_t n;
    dates_find(r->mem, u, &n);
    return n > 0 && has_word(u, 0, u->n, WORDS_OUR) &&
           (unit_find(u, LEX_CUE, CUE_DEADLINE) != NULL ||
            unit_find(u, LEX_CUE, CUE_LATEST) != NULL ||
            unit_find(u, LEX_CUE, CUE_UNTIL) != NULL);
}

/* "Den statliga delen söks hos Boverket senast 1 december. Vårt bidrag söks
 * senast 15 januari." */
static bool is_beside_ours(const struct scene *s)
{
    const struct unit *u = s->u;
    const struct page_text *t = s->r->text;
    size_t i = (size_t)(u - t->units);
    const struct unit *next =
        i + 1 < t->n && u[1].block == u->block ? u + 1 : NULL;
    return names_office(u) && !is_ours(s->r, u) &&
           ((next != NULL && is_ours(s->r, next)) ||
            (s->before != NULL && is_ours(s->r, s->before)));
}

#define OTHERS_WORDS 12

bool asides_of_others(const struct unit *u, size_t end)
{
    for (size_t k = end; k > 0 && end - k < OTHERS_WORDS; k--) {
        if (unit_in(u, k - 1, WORDS_BUT) || unit_is_punct(u, k - 1, ';'))
            return false;
        if (unit_in(u, k - 1, WORDS_OTHERS))
            return true;
    }
    return false;
}

/* "Utlysningen publicerades den 2 november": not the page, the call. */
static bool is_published(const struct unit *u, const struct clause *c)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set != LEX_CUE || m->entry->index != CUE_UPDATED ||
            m->from < c->from || m->to > c->a || m->from == 0)
            continue;
        size_t at = m->from - 1;
        if (at > 0 && (unit_in(u, at, WORDS_IS) || unit_in(u, at, WORDS_WAS) ||
                       unit_in(u, at, WORDS_BECOMES)))
            at--;
        const struct match *of =
            unit_find_in(u, LEX_CUE, CUE_PERIOD, at, at + 1);
        if (of != NULL && of->entry->weight >= 1 &&
            unit_in(u, m->from, WORDS_PUBLISHED))
            return true;
    }
    return false;
}

bool asides_close_between(const struct unit *u, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (unit_in(u, i, WORDS_AND) &&
            (unit_find_in(u, LEX_CUE, CUE_DEADLINE, i + 1, i + 3) != NULL ||
             unit_find_in(u, LEX_CUE, CUE_END, i + 1, i + 3) != NULL))
            return true;
    return false;
}

/* What closes by the hour is no day of opening. */
static bool closes_at_hour(const struct unit *u, const struct clause *c)
{
    size_t from = c->a > 3 ? c->a - 3 : 0;
    return unit_find_in(u, LEX_CUE, CUE_OPENS, from, c->a) != NULL &&
           asides_close_between(u, c->a, c->b + 1);
}

void asides_weigh(const struct scene *s, const struct clause *c,
                  double score[static ROLE_COUNT])
{
    const struct weight_value *w = s->r->w;
    enum role role;
    if (is_published(s->u, c) && score[ROLE_UPDATED] > 0) {
        if (score[ROLE_OPENS] < score[ROLE_UPDATED])
            score[ROLE_OPENS] = score[ROLE_UPDATED];
        score[ROLE_UPDATED] = 0;
        return;
    }
    if (closes_at_hour(s->u, c))
        score[ROLE_DEADLINE] = 0;
    if (is_elsewhere(s->u, c) || is_beside_ours(s) || is_of_named_office(s, c))
        role = ROLE_ADVICE;
    else if (is_reporting(s->u, c))
        role = ROLE_REPORT;
    else if (is_work(s->u, c) || is_bracketed_time(s, c))
        role = ROLE_PROJECT;
    else if (is_reading(s->u, c) || is_named_meeting(s, c))
        role = ROLE_DECISION;
    else
        return;
    score[ROLE_DEADLINE] = score[ROLE_OPENS] = 0;
    if (score[role] < w[WEIGHT_DATE_PROJECT].weight)
        score[role] = w[WEIGHT_DATE_PROJECT].weight;
}
