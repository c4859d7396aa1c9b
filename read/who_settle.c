/*
 * who_settle.c - where the sayings of a sentence stand in each other's way:
 * one within another, a welcome that is no more than a part, leave that is
 * taken back or that leads through somebody else.
 */
#include "who.h"

#define THROUGH_REACH 8 /* tokens from the leave to "genom" */

/* "kan bara få del av medlen genom den part som är huvudman" */
static bool leads_through_other(const struct unit *u, const struct who_event *v)
{
    /* "Genom kommunen kan också föreningar få sina idéer gjorda" */
    if (v->said == WHO_MAY && v->from > 1 && unit_in(u, 0, WORDS_THROUGH) &&
        who_names_in(u, 1, v->from))
        return true;
    bool restricted = false;
    for (size_t i = v->from > 0 ? v->from - 1 : 0; i < v->to + 2 && i < u->n;
         i++)
        restricted |= unit_in(u, i, WORDS_ONLY);
    if (!restricted || v->said != WHO_MAY || v->side != WHO_BEFORE)
        return false;
    for (size_t i = v->to; i < u->n && i < v->to + THROUGH_REACH; i++) {
        if (!unit_in(u, i, WORDS_THROUGH))
            continue;
        size_t end = i + 4 < u->n ? i + 4 : u->n;
        bool other = who_names_in(u, i, end) ||
                     context_says(u, CUE_APPLICANT_WORD, i, end);
        for (size_t k = i + 1; k < end; k++)
            other |= unit_in(u, k, WORDS_OTHER_PARTY);
        return other;
    }
    return false;
}

static bool within(const struct who_event *a, const struct who_event *b)
{
    return a->from >= b->from && a->to <= b->to &&
           b->to - b->from > a->to - a->from;
}

static bool has_mark(const struct unit *u, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (u->tokens[i].kind == TOKEN_PUNCT)
            return true;
    return false;
}

/* "är välkomna som partner", "är välkomna att föreslå" welcome no
 * application. */
static bool is_welcome_only(const struct unit *u, const struct who_events *l,
                            size_t i)
{
    const struct who_event *v = &l->items[i];
    if (v->said != WHO_MAY || v->until > 0 ||
        context_says(u, CUE_TO_APPLY, v->from, v->to + 4))
        return false;
    for (size_t k = 0; k < l->n; k++)
        if (l->items[k].said == WHO_PART && l->items[k].side != WHO_AFTER &&
            l->items[k].from >= v->to && l->items[k].from - v->to <= 4 &&
            !has_mark(u, v->to, l->items[k].from))
            return true;
    return v->side == WHO_BEFORE && unit_in(u, v->to, WORDS_INFINITIVE);
}

/* "får söka en annan gång", "kan söka hos .. i stället" */
static bool is_taken_back(const struct who_events *l, size_t i)
{
    for (size_t k = 0; k < l->n && l->items[i].said == WHO_MAY; k++)
        if (l->items[k].said == WHO_MAY_NOT && l->items[k].side == WHO_BEFORE &&
            l->items[k].from > l->items[i].from &&
            l->items[k].to > l->items[i].to &&
            l->items[k].from <= l->items[i].to + 1)
            return true;
    return false;
}

/* "söker hos oss", not "söker hos kommunen" */
static bool is_with_us(const struct unit *u, const struct who_event *v)
{
    return v->said == WHO_MAY_NOT && unit_in(u, v->to - 1, WORDS_GOVERNS) &&
           context_says(u, CUE_US, v->to, v->to + 1);
}

static void drop_with_us(struct who_events *l, const struct unit *u)
{
    size_t kept = 0;
    for (size_t i = 0; i < l->n; i++)
        if (!is_with_us(u, &l->items[i]))
            l->items[kept++] = l->items[i];
    l->n = kept;
}

static bool is_pronoun(const struct unit *u, size_t i)
{
    return unit_in(u, i, WORDS_IT) || unit_in(u, i, WORDS_THAT);
}

/* "Ni behöver en partner; det kan vara en kommun": the pronoun is the
 * partner, where nobody is said to apply before it. */
static bool is_of_partner(const struct who_events *l, size_t i,
                          const struct unit *u)
{
    const struct who_event *v = &l->items[i];
    size_t pronoun = v->from;
    if (v->said != WHO_MAY || v->from == 0)
        return false;
    if (!is_pronoun(u, pronoun) && !is_pronoun(u, --pronoun))
        return false;
    for (size_t k = 0; k < l->n; k++)
        if (l->items[k].from < v->from && l->items[k].said != WHO_PART)
            return false;
    bool partner = false;
    for (size_t k = 0; k < pronoun; k++)
        partner |= unit_in(u, k, WORDS_PARTNER);
    return partner;
}

#define LEAVE_WORDS 2 /* "får medverka" */

/* "får medverka som parter och ta emot": leave to take part is no more. */
static bool is_to_take_part(const struct who_events *l, size_t i,
                            const struct unit *u)
{
    const struct who_event *v = &l->items[i];
    bool leave =
        v->said == WHO_MAY && context_says(u, CUE_MAY, v->from, v->from + 1);
    for (size_t k = 0; k < l->n && leave; k++)
        if (l->items[k].said == WHO_PART && l->items[k].from > v->from &&
            l->items[k].from - v->from <= LEAVE_WORDS &&
            l->items[k].to <= v->to)
            return true;
    return false;
}

/* "Företag deltar i upphandlingen och kan inte söka": the second verb has the
 * first's subject. */
static bool is_denied_after(const struct who_events *l, size_t i,
                            const struct unit *u)
{
    const struct who_event *v = &l->items[i];
    for (size_t k = 0; k < l->n && v->said == WHO_PART; k++) {
        const struct who_event *o = &l->items[k];
        if (o->said == WHO_MAY_NOT && o->side == WHO_BEFORE &&
            o->from > v->to && who_is_join(u, o->from - 1) &&
            !who_names_in(u, v->to, o->from))
            return true;
    }
    return false;
}

/* "Regioner deltar som partner och kan få sina timmar betalda" */
static bool is_leave_of_partner(const struct who_events *l, size_t i,
                                const struct unit *u)
{
    const struct who_event *v = &l->items[i];
    if (v->said != WHO_MAY || v->side != WHO_BEFORE || v->from == 0 ||
        !unit_in(u, v->from - 1, WORDS_AND))
        return false;
    for (size_t k = 0; k < l->n; k++)
        if (l->items[k].said == WHO_PART && l->items[k].side == WHO_BEFORE &&
            l->items[k].to < v->from &&
            !who_names_in(u, l->items[k].to, v->from) &&
            who_names_in(u, 0, l->items[k].from))
            return true;
    return false;
}

/* "Nej, om du driver aktiebolag": the answer turns what follows. "Tyvärr, då
 * är det du som söker": what is regretted gives no leave. */
static void turn_by_answer(struct who_events *l, const struct unit *u)
{
    bool no = unit_in(u, 0, WORDS_NO), sad = unit_in(u, 0, WORDS_SADLY);
    if ((!no && !sad) || !unit_is_punct(u, 1, ','))
        return;
    for (size_t i = 0; i < l->n; i++)
        if (l->items[i].said == WHO_MAY)
            l->items[i].said = no ? WHO_MAY_NOT : WHO_ASIDE;
}

/* "Alla som är en juridisk person kan vara med": of all of them, to take part
 * is to apply. */
static void turn_of_all(struct who_events *l, const struct unit *u)
{
    const struct match *all = unit_match_at(u, LEX_APPLICANT, 0);
    if (all == NULL || all->entry->index != APPLICANT_LEGAL_PERSON ||
        !unit_in(u, 0, WORDS_ALL_THOSE))
        return;
    for (size_t e = 0; e < l->n; e++) {
        struct who_event *v = &l->items[e];
        if (v->said != WHO_MAY_NOT && v->from >= all->to &&
            v->from - all->to <= LEAVE_WORDS)
            *v = (struct who_event){WHO_MAY, WHO_BEFORE, v->from, v->to, 0,
                                    false};
    }
}

/* "Arbetsgivare, vare sig kommun eller bolag, kan inte söka" */
static bool is_either_way(const struct who_events *l, size_t i,
                          const struct unit *u)
{
    const struct who_event *v = &l->items[i];
    if (v->said != WHO_MAY || v->side != WHO_AROUND ||
        !unit_in(u, v->from, WORDS_WHETHER_OR))
        return false;
    for (size_t k = 0; k < l->n; k++)
        if (l->items[k].said == WHO_MAY_NOT && l->items[k].from > v->to &&
            l->items[k].side == WHO_BEFORE)
            return true;
    return false;
}

void who_events_settle(struct who_events *l, const struct unit *u)
{
    drop_with_us(l, u);
    turn_by_answer(l, u);
    turn_of_all(l, u);
    bool drop[WHO_EVENTS_MAX] = {false};
    for (size_t i = 0; i < l->n; i++) {
        for (size_t k = 0; k < l->n; k++)
            drop[i] |= k != i && within(&l->items[i], &l->items[k]) &&
                       (l->items[i].said == l->items[k].said ||
                        l->items[k].said != WHO_MAY);
        if (is_denied_after(l, i, u))
            l->items[i].said = WHO_MAY_NOT;
        else if (is_to_take_part(l, i, u) || is_welcome_only(u, l, i) ||
                 is_of_partner(l, i, u) || is_leave_of_partner(l, i, u) ||
                 leads_through_other(u, &l->items[i]))
            l->items[i].said = WHO_PART;
        else if (is_taken_back(l, i) || is_either_way(l, i, u))
            l->items[i].said = WHO_MAY_NOT;
    }
    size_t kept = 0;
    for (size_t i = 0; i < l->n; i++)
        if (!drop[i])
            l->items[kept++] = l->items[i];
    l->n = kept;
}
