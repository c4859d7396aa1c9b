/*
 * state.c - whether a call takes applications all the time, and whether it is
 * open, coming or closed: by its dates, and by what the page says in words.
 */
#include "asides.h"
#include "context.h"
#include "dates.h"
#include "found.h"
#include "who.h"

/* "... är annars stängd", "inte löpande": the word before turns it round. */
static bool is_turned(const struct unit *u, size_t i, enum cue cue)
{
    if (i == 0)
        return false;
    return unit_in(u, i - 1, WORDS_NOT) || unit_in(u, i - 1, WORDS_NEVER) ||
           /* "annars när som helst" stands */
           (cue == CUE_CLOSED && unit_in(u, i - 1, WORDS_OTHERWISE));
}

/* "löpande" within "löpande bokföring" */
static bool is_within(const struct unit *u, const struct match *m, enum cue cue)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *o = &u->matches[k];
        if (o->set == LEX_CUE && o->entry->index == (int)cue &&
            o->from < m->to && m->from < o->to)
            return true;
    }
    return false;
}

/* "ska vara avslutad", "must be completed": a duty, no state. */
static bool is_duty(const struct unit *u, size_t i)
{
    return i > 1 &&
           (unit_in(u, i - 1, WORDS_BE) || unit_in(u, i - 1, WORDS_BECOME) ||
            unit_in(u, i - 1, WORDS_HAVE));
}

/* "Så många att vi inte tar emot fler": what came of it. */
static bool leads_to(const struct unit *u, size_t from, size_t to)
{
    for (size_t k = from; k < to; k++)
        if (unit_in(u, k, WORDS_CONTENT))
            return true;
    return false;
}

#define CONDITION_WORDS 11

/* "När pengarna är slut stänger vi", "until the funds are exhausted": what may
 * come to be. */
static bool is_condition(const struct unit *u, size_t i)
{
    for (size_t k = i; k > 0 && i - k < CONDITION_WORDS; k--) {
        if (u->tokens[k - 1].kind == TOKEN_PUNCT && k < u->n &&
            u->tokens[k].space)
            return false;
        if (k == 1 && unit_in(u, 0, WORDS_SUPPOSE))
            return true; /* "Blir årets medel slut meddelar vi det" */
        if (unit_in(u, k - 1, WORDS_IN_CASE))
            return !(unit_in(u, k - 1, WORDS_SO) && leads_to(u, k, i));
    }
    return false;
}

static bool is_of_applying(const struct unit *u);

/* "Vi tar inte emot kompletteringar": other things than applications. */
static bool is_of_other_things(const struct unit *u, const struct match *m)
{
    for (size_t i = m->from; i < m->to + 2 && i < u->n; i++)
        if (unit_in(u, i, WORDS_OTHER_POST))
            return true;
    return false;
}

/* "Projekt under 40 000 kr tar vi inte emot": some of them. */
static bool is_of_some(const struct unit *u, const struct match *m)
{
    for (size_t i = 1; i < m->from; i++)
        if (u->tokens[i].kind == TOKEN_NUMBER &&
            (unit_in(u, i - 1, WORDS_MORE) ||
             (i > 1 && unit_in(u, i - 2, WORDS_MORE))))
            return true;
    return false;
}

#define OPEN_WORDS 3    /* "öppen för alla året runt" */
#define NOTICE_TOKENS 4 /* "Open all year." */

/* "Gården är öppen året runt", "för lokaler som är öppna hela året": is M, that
 * it goes on all the time, said of what is open to visit? */
static bool is_open_to_visit(const struct unit *u, const struct match *m)
{
    size_t i = m->to;
    while (i > 0 && m->from < i + OPEN_WORDS && !unit_in(u, i - 1, WORDS_OPEN))
        i--;
    if (i == 0 || !unit_in(u, i - 1, WORDS_OPEN) || i > m->from + 2)
        return false; /* "dörren är öppen" is said on purpose */
    if (i > 2 && (unit_in(u, i - 3, WORDS_WHO) || is_duty(u, i - 1)))
        return true;
    return u->n > NOTICE_TOKENS && u->label == LABEL_NONE && !u->is_heading &&
           !is_of_applying(u);
}

#define VAGUE 0.95 /* "no longer": of anything */

/* Is the match M of what closes a call said of this one, as a fact? */
static bool is_closing(const struct unit *u, const struct match *m)
{
    if (is_duty(u, m->from) || is_condition(u, m->from) ||
        is_of_other_things(u, m) || is_of_some(u, m))
        return false;
    if (m->from > 0 && unit_in(u, m->from - 1, WORDS_RECEIVES) &&
        who_names_in(u, 0, m->from))
        return false; /* "Kommuner får inte längre söka hos oss" */
    for (size_t i = 0; i < m->from; i++)
        if (unit_in(u, i, WORDS_RECEPTION))
            return false;
    if (unit_in(u, m->to, WORDS_BETWEEN) || unit_in(u, m->to, WORDS_DURING))
        return false; /* "vi har stängt mellan jul och nyår" */
    if (m->to < u->n && u->tokens[m->to].kind == TOKEN_NUMBER &&
        unit_match_at(u, LEX_MONTH, m->to + 1) == NULL &&
        u->tokens[m->to].len < 4)
        return false; /* "one of whom is over 18" */
    if (m->entry->weight < VAGUE)
        return is_of_applying(u);
    return m->entry->weight >= 1 || is_of_applying(u) || u->is_heading ||
           u->label == LABEL_STATUS ||
           unit_find_in(u, LEX_CUE, CUE_DOING, 0, m->from) == NULL;
}

#define SURELY_ROLLING 1.0 /* "löpande", not the fainter "när det passar" */

/* "När? Alltid." */
static bool answers_always(const struct unit *u)
{
    return u->n > 0 && unit_in(u, 0, WORDS_ALWAYS) &&
           (u->n == 1 || (u->n == 2 && u->tokens[1].kind == TOKEN_PUNCT));
}

#define NONE_WORDS 5 /* "Nej, det finns inga." */

/* "Tider? Det finns inga.", "Is there a deadline? No."; but "Skjemaet er ope
 * no", that is now. */
static bool answers_none(const struct reader *r, const struct unit *u)
{
    const struct unit *head = u->answer ? text_heading(r->text, u) : NULL;
    if (head == NULL || head->block + 1 != u->block || u->from != 0 ||
        u->n > NONE_WORDS + 1 || unit_find(u, LEX_CUE, CUE_OPEN) != NULL ||
        unit_find(u, LEX_CUE, CUE_NEGATION) == NULL)
        return false;
    bool of_days = context_unit(head, CUE_DEADLINE) > 0;
    for (size_t i = 0; i < head->n; i++)
        of_days |= unit_in(head, i, WORDS_TIMES_ASKED);
    for (size_t i = 0; i < u->n; i++)
        if (u->tokens[i].kind == TOKEN_NUMBER)
            return false;
    return of_days;
}

static double said(const struct unit *u, enum cue cue)
{
    double sum = cue == CUE_ROLLING && answers_always(u) ? SURELY_ROLLING : 0;
    if (!unit_has_cue(u, cue))
        return sum;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set == LEX_CUE && m->entry->index == (int)cue &&
            !is_turned(u, m->from, cue) &&
            (cue != CUE_CLOSED || is_closing(u, m)) &&
            (cue != CUE_FORTHCOMING ||
             !(is_condition(u, m->from) || unit_in(u, m->to, WORDS_YEARS))) &&
            (cue != CUE_ROLLING ||
             !(is_within(u, m, CUE_NOT_ROLLING) || is_open_to_visit(u, m))))
            sum += m->entry->weight;
    }
    return sum;
}

static bool is_of_applying(const struct unit *u)
{
    /* The later sentences of a value may be of anything. */
    bool labelled = u->from == 0 &&
                    (u->label == LABEL_WINDOW || u->label == LABEL_DEADLINE);
    return context_unit(u, CUE_APPLY) > 0 || context_unit(u, CUE_PERIOD) > 0 ||
           u->section == SECTION_WHEN || labelled;
}

/* How much of what a unit says of the call's state counts, by its place. */
static double place(const struct unit *u, enum cue cue)
{
    double w = 1;
    bool early = u->lead || u->section == SECTION_WHEN ||
                 u->label == LABEL_STATUS || u->is_heading;
    if (cue != CUE_ROLLING && !early)
        w *= 0.6;
    /* "När då? Nu, i februari, till jul, spelar ingen roll." */
    if (cue == CUE_ROLLING && u->section == SECTION_WHEN && u->answer)
        w *= 1.7;
    if (cue == CUE_ROLLING && said(u, cue) < SURELY_ROLLING &&
        u->label == LABEL_NONE && !is_of_applying(u) &&
        context_unit(u, CUE_DEADLINE) == 0)
        w *= 0.6;
    if (u->label == LABEL_STATUS)
        w *= 2;
    else if (cue == CUE_OPEN && !u->is_heading && !is_of_applying(u))
        w *= 0.6; /* "lokalen är öppen för alla" */
    if (cue == CUE_FORTHCOMING && said(u, cue) < 1 &&
        context_unit(u, CUE_DECISION) > 0 && context_unit(u, CUE_OPENS) == 0)
        w *= 0.5; /* "svar kommer om en månad" */
    bool event = context_unit(u, CUE_EVENT) > 0 &&
                 !(cue == CUE_ROLLING && is_of_applying(u));
    if (context_unit(u, CUE_REPORT) > 0 || event)
        w *= 0.5;
    return w;
}

/* "Våra övriga bidrag söks löpande" beside days of the call's own */
static bool is_of_other_calls(const struct reader *r, const struct unit *u,
                              enum cue cue)
{
    const struct match *m = unit_find(u, LEX_CUE, (int)cue);
    return cue == CUE_ROLLING && r->call->n_deadlines > 0 && m != NULL &&
           asides_of_others(u, m->from);
}

static const struct unit *strongest(struct reader *r, enum cue cue, double min,
                                    double *score)
{
    const struct unit *best = NULL;
    *score = min;
    for (size_t i = 0; i < r->text->n; i++) {
        const struct unit *u = &r->text->units[i];
        double w = u->section == SECTION_RELATED || is_of_other_calls(r, u, cue)
                       ? 0
                   : cue == CUE_ROLLING && answers_none(r, u)
                       ? SURELY_ROLLING
                       : said(u, cue) * place(u, cue);
        if (w <= 0 || w < *score)
            continue;
        if (best == NULL || w > *score)
            best = u;
        *score = w;
    }
    return best;
}

/* "E-tjänsten är öppen hela året", "när som helst dessförinnan", "när ni vill,
 * men bedöms i omgångar": beside days to apply by, the form's hours or the time
 * up to the next of them. */
static bool is_limited(const struct unit *u)
{
    bool is_open = false;
    for (size_t i = 0; i < u->n; i++) {
        if (unit_in(u, i, WORDS_CONTINUOUS))
            return false;
        if (unit_in(u, i, WORDS_UNTIL_THEN) || unit_in(u, i, WORDS_IN_ROUNDS))
            return true;
        is_open |= unit_in(u, i, WORDS_OPEN);
    }
    return is_open;
}

/* "När du vill, men senast den 15 april varje år": there is a last day, though
 * no year is told. What is taken "löpande" till such a day is taken so. */
static bool ends_each_year(struct reader *r, const struct unit *u)
{
    const struct match *m = unit_find(u, LEX_CUE, CUE_ROLLING);
    size_t n;
    const struct date_mention *days = dates_find(r->mem, u, &n);
    if (m == NULL || context_unit(u, CUE_RECURRING) == 0)
        return false;
    for (size_t i = 0; i < u->n; i++)
        if (unit_in(u, i, WORDS_CONTINUOUS))
            return false;
    for (size_t i = 0; i < n; i++)
        if (days[i].has_day && days[i].from >= m->to &&
            unit_find_in(u, LEX_CUE, CUE_LATEST, m->to, days[i].from) != NULL)
            return true;
    return false;
}

/* "E-tjänsten tar emot när som helst på dygnet, men för att komma med till ett
 * visst möte ska ansökan vara inne senast på stoppdagen" */
static bool has_last_days(const struct unit *u)
{
    const struct match *m = unit_find(u, LEX_CUE, CUE_ROLLING);
    for (size_t i = m != NULL ? m->to : u->n; i < u->n; i++)
        if (unit_in(u, i, WORDS_BUT))
            return unit_find_in(u, LEX_CUE, CUE_LATEST, i, u->n) != NULL;
    return false;
}

/* "Rekvisitioner kan skickas in när som helst", "tidigare söktes det löpande",
 * "förstudier söks däremot när som helst": beside days to apply by, what is so
 * all the time is another thing. */
static bool is_of_else(const struct unit *u)
{
    static const enum cue others[] = {CUE_ADVICE, CUE_ADVANCE, CUE_REPORT,
                                      CUE_FORMERLY};
    const struct match *m = unit_find(u, LEX_CUE, CUE_ROLLING);
    for (size_t i = 0; m != NULL && i < sizeof others / sizeof *others; i++)
        if (context_says(u, others[i], 0, m->from))
            return true;
    for (size_t i = 0; m != NULL && i < m->from; i++)
        if (unit_in(u, i, WORDS_HOWEVER))
            return true;
    return false;
}

/* The words that applications are taken all the time; beside deadlines (the
 * end of the scheme, cut-off days) they must speak of applying itself. */
static void read_rolling(struct reader *r)
{
    struct call *c = r->call;
    double score;
    const struct unit *u = strongest(r, CUE_ROLLING, 0.8, &score);
    if (u == NULL ||
        (c->n_deadlines > 0 &&
         (is_limited(u) || is_of_else(u) || has_last_days(u))) ||
        ends_each_year(r, u) ||
        (c->n_deadlines > 0 && (!is_of_applying(u) || score < SURELY_ROLLING)))
        return;
    c->rolling = true;
    struct source s = {u, 0, 0, score};
    found_evidence(r, FIELD_ROLLING, &s, 0.85);
}

#define NOTICE_WORDS 6

/* The weight of the plainest word that the call is to come. */
static double most_said(const struct unit *u)
{
    double most = 0;
    for (size_t k = 0; k < u->n_matches; k++)
        if (u->matches[k].set == LEX_CUE &&
            u->matches[k].entry->index == CUE_FORTHCOMING &&
            u->matches[k].entry->weight > most)
            most = u->matches[k].entry->weight;
    return most;
}

/* "På gång!" above a call whose last day is known already. */
static bool is_sure(const struct unit *coming, const struct unit *open)
{
    /* "Därefter följer en utlysning som öppnar 2028" is of another. */
    if (coming != NULL && unit_in(coming, 0, WORDS_THEN))
        return false;
    return coming != NULL && open == NULL &&
           (coming->n <= NOTICE_WORDS || is_of_applying(coming) ||
            coming->label == LABEL_STATUS) &&
           ((coming->lead && !coming->is_heading) ||
            coming->label == LABEL_STATUS) &&
           (coming->label == LABEL_STATUS || most_said(coming) >= 1);
}

/* "Nästa möjlighet att söka blir i mars 2027" */
static bool tells_when(const struct unit *u)
{
    return u != NULL && most_said(u) >= VAGUE && unit_has(u, LEX_MONTH);
}

#define BARE_NOTICE 2 /* tokens: "Stängd.", a label in all but name */

/* Is it said in so many words, where a page says such things first, and of no
 * day ("the first, 10 September, has passed")? */
static bool is_plain(const struct reader *r, const struct unit *closed,
                     const struct unit *open)
{
    size_t n;
    return closed->label == LABEL_STATUS ||
           (closed->lead && closed->n <= BARE_NOTICE &&
            said(closed, CUE_CLOSED) >= VAGUE) ||
           (open == NULL && (closed->lead || closed->is_heading) &&
            said(closed, CUE_CLOSED) >= 1 &&
            (dates_find(r->mem, closed, &n), n == 0));
}

/* "Ansökan stängd", a last day that has passed, and a day to come: that one is
 * of the decisions. (Where all days are to come it may not be open yet.) */
static bool outweighs_days(const struct reader *r, const struct unit *closed,
                           const struct unit *open)
{
    const struct call *c = r->call;
    return closed != NULL && is_plain(r, closed, open) && c->n_deadlines > 1 &&
           date_compare(c->deadlines[0], r->ctx->today) < 0 &&
           (!date_is_set(c->opens) ||
            date_compare(c->opens, r->ctx->today) <= 0);
}

bool state_is_over(const struct unit *u)
{
    return (u->lead || u->is_heading || u->label == LABEL_STATUS) &&
           said(u, CUE_CLOSED) >= 1 && said(u, CUE_FORTHCOMING) <= 0 &&
           context_unit(u, CUE_OPENS) <= 0 && !unit_has(u, LEX_MONTH);
}

static void forget_days_to_come(const struct reader *r)
{
    struct call *c = r->call;
    while (c->n_deadlines > 0 &&
           date_compare(c->deadlines[c->n_deadlines - 1], r->ctx->today) >= 0)
        c->n_deadlines--;
}

static void read_status(struct reader *r)
{
    struct call *c = r->call;
    double closed, open, forthcoming;
    const struct unit *uc = strongest(r, CUE_CLOSED, 0.9, &closed);
    const struct unit *uo = strongest(r, CUE_OPEN, 0.9, &open);
    const struct unit *uf = strongest(r, CUE_FORTHCOMING, 0.9, &forthcoming);
    bool future =
        date_is_set(call_next_deadline(c, r->ctx->today)) ||
        (date_is_set(c->opens) && date_compare(c->opens, r->ctx->today) > 0);
    struct source s = {uc, 0, 0, closed};
    bool again = uc != NULL && c->n_deadlines == 0 &&
                 (said(uc, CUE_FORTHCOMING) > 0 || tells_when(uf) ||
                  (r->season == CALL_FORTHCOMING && said(uc, CUE_CLOSED) < 1 &&
                   uc->label != LABEL_STATUS));
    if (uc != NULL && again)
        uf = uc;
    if (future && outweighs_days(r, uc, uo)) {
        forget_days_to_come(r);
        future = false;
    }
    if (uc != NULL && !again && !future && (uo == NULL || closed >= open)) {
        c->closed_stated = true;
        c->rolling = false;
        c->evidence[FIELD_ROLLING].text = NULL;
    }
    c->status = CALL_OPEN;
    if (r->season == CALL_FORTHCOMING && !c->closed_stated && !c->rolling)
        c->status = CALL_FORTHCOMING;
    else if (r->season != CALL_OPEN &&
             (c->n_deadlines == 0 || is_sure(uf, uo)) &&
             !date_is_set(c->opens) && !c->closed_stated && uf != NULL &&
             (uo == NULL || forthcoming > open) && !c->rolling) {
        c->status = CALL_FORTHCOMING;
        s.unit = uf;
    } else if (uo != NULL && !c->closed_stated) {
        s.unit = uo;
    }
    c->status = call_status_on(c, r->ctx->today, -1);
    if (s.unit != NULL)
        found_evidence(r, FIELD_STATUS, &s, 0.85);
    else if (c->evidence[FIELD_DEADLINES].text != NULL)
        c->evidence[FIELD_STATUS] = c->evidence[FIELD_DEADLINES];
}

void read_state(struct reader *r)
{
    read_rolling(r);
    read_status(r);
}
