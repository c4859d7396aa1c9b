/*
 * who_events.c - words that say who may apply and who may not.
 *
 * Few of them are set phrases. Most are made of small classes of words that
 * combine: a word of leave and a verb of applying ("får .. ansöka"), a verb of
 * handing out and a preposition ("lämnas .. till"), a word for the applicant
 * and a copula ("projektägare ska vara"). A negation beside them turns them.
 */
#include "who.h"

#include <string.h>

#define VERB_REACH 18 /* words: "kan en förening i länet ansöka" */
#define GIVEN_REACH 5 /* words: "avsätter vi två miljoner kronor till" */
#define COPULA_FAR 7  /* from the applicant to a second verb */
#define NAME_REACH 5  /* words from the preposition to the name */

static bool is_mark(const struct token *t, char c)
{
    return t->kind == TOKEN_PUNCT && t->norm[0] == c;
}

/* The first match of CUE from token FROM on, in the same clause and with at
 * most REACH words between. */
static const struct match *next_cue(const struct unit *u,
                                    const uint16_t *clause, enum cue cue,
                                    size_t from, size_t reach)
{
    const struct match *best = NULL;
    if (!unit_has_cue(u, cue))
        return NULL;
    const struct match *m, *end = unit_matches_of(u, LEX_CUE, &m);
    for (; m < end; m++) {
        if (m->entry->index != (int)cue || m->from < from ||
            (best != NULL && m->from > best->from) ||
            (best != NULL && m->from == best->from && m->to <= best->to))
            continue;
        if (from > 0 && clause[m->from] != clause[from - 1])
            continue;
        best = m;
    }
    if (best == NULL)
        return NULL;
    size_t words = 0;
    for (size_t i = from; i < best->from; i++)
        words += u->tokens[i].kind != TOKEN_PUNCT;
    return words <= reach ? best : NULL;
}

/* "inte bara", "not only" deny nothing; nor does "ikke-statlige" of its
 * noun, nor "spelar ingen roll". */
static bool is_denial(const struct unit *u, const struct match *m)
{
    return m->set == LEX_CUE && m->entry->index == CUE_NEGATION &&
           !(unit_in(u, m->to, WORDS_ONLY) || unit_in(u, m->to, WORDS_LEAST) ||
             who_is_prefix(u, m->to) ||
             context_spans(u, CUE_MEANS, m->from, m->to));
}

bool who_says_how_much(const struct unit *u, const uint16_t *clause, size_t i)
{
    bool more = false;
    for (size_t k = i; k < u->n && clause[k] == clause[i]; k++) {
        more |= unit_in(u, k, WORDS_MORE);
        if (more && u->tokens[k].kind == TOKEN_NUMBER)
            return true;
    }
    return false;
}

/* Is what tokens [from, to) say denied: within, just before or just after? */
static bool is_denied(const struct unit *u, const uint16_t *clause, size_t from,
                      size_t to)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (!is_denial(u, m) || clause[m->from] != clause[from])
            continue;
        /* "kan föreningar, också de som inte hör till oss, få bidrag" */
        bool of_some =
            m->from > from && m->to < to && unit_in(u, m->from - 1, WORDS_WHO);
        if (m->from >= from && m->from <= to && !of_some)
            return true;
        if (m->to <= from && from - m->to <= 1) {
            bool apart = false;
            for (size_t i = m->to; i < from; i++)
                apart |= u->tokens[i].kind != TOKEN_WORD;
            if (!apart)
                return !who_says_how_much(u, clause, from);
        }
    }
    return false;
}

void who_events_add(struct who_events *list, enum who_said said,
                    enum who_side side, size_t from, size_t to)
{
    if (list->n < WHO_EVENTS_MAX)
        list->items[list->n++] = (struct who_event){
            said, side, (uint32_t)from, (uint32_t)to, 0, false};
}

static enum who_said turned(bool denied)
{
    return denied ? WHO_MAY_NOT : WHO_MAY;
}

static bool ends_clause(const struct unit *u, const uint16_t *clause, size_t i)
{
    return i >= u->n || clause[i] != clause[i - 1] ||
           is_mark(&u->tokens[i], '.');
}

/* "Företag och skolor får inte." */
static bool is_bare_refusal(const struct unit *u, const uint16_t *clause,
                            const struct match *m)
{
    return m->to < u->n && context_says(u, CUE_NEGATION, m->to, m->to + 1) &&
           ends_clause(u, clause, m->to + 1);
}

/* "Privatpersoner får aldrig bidrag": the grant itself is denied. */
static bool is_refused_grant(const struct unit *u, const struct match *m)
{
    size_t at = m->to; /* "får du inget bidrag" */
    at += unit_in(u, at, WORDS_ASKED);
    if (at >= u->n || !context_says(u, CUE_NEGATION, at, at + 1))
        return false;
    size_t from = at + 1;
    for (size_t to = from + 1; to <= from + 2 && to <= u->n; to++) {
        const struct match *noun =
            unit_find_in(u, LEX_CUE, CUE_HANDED, from, to);
        if (noun != NULL && noun->entry->weight < 1)
            return true;
    }
    return false;
}

static bool is_need_not(const struct unit *u, const struct match *leave)
{
    for (size_t k = 0; k < u->n_matches; k++)
        if (u->matches[k].set == LEX_CUE &&
            u->matches[k].entry->index == CUE_NEED_NOT &&
            u->matches[k].from <= leave->from && u->matches[k].to >= leave->to)
            return true;
    return false;
}

/* "må finne seg en forening å søke gjennom" */
static bool goes_through(const struct unit *u, size_t from,
                         const struct match *verb)
{
    return unit_in(u, verb->to, WORDS_THROUGH) &&
           who_names_in(u, from, verb->from) &&
           !who_names_in(u, verb->to, u->n);
}

/* "får ansöka", "cannot, however, apply"; also "men inte söka". */
static void add_leave(struct who_events *list, const struct unit *u,
                      const uint16_t *clause, const struct match *m)
{
    const struct match *verb =
        next_cue(u, clause, CUE_TO_APPLY, m->to, VERB_REACH);
    if (is_need_not(u, m))
        return;
    if (verb == NULL) {
        if (is_bare_refusal(u, clause, m) || is_refused_grant(u, m))
            who_events_add(list, WHO_MAY_NOT, WHO_BEFORE, m->from, m->to + 1);
        return;
    }
    if (goes_through(u, m->to, verb)) {
        who_events_add(list, WHO_MAY_NOT, WHO_BEFORE, m->from, m->to);
        return;
    }
    const struct match *other = next_cue(u, clause, CUE_MAY, m->to, VERB_REACH);
    if (other != NULL && other->from < verb->from)
        return; /* the verb belongs to that one */
    who_events_add(list, turned(is_denied(u, clause, m->from, verb->to)),
                   WHO_BEFORE, m->from, verb->to);
}

static void add_bare_denial(struct who_events *list, const struct unit *u,
                            const uint16_t *clause, const struct match *m)
{
    const struct match *verb = next_cue(u, clause, CUE_TO_APPLY, m->to, 1);
    if (verb == NULL)
        verb = next_cue(u, clause, CUE_APPLICANT_WORD, m->to, 1);
    const struct match *leave = next_cue(u, clause, CUE_MAY, m->to, 0);
    if (verb == NULL && leave != NULL && ends_clause(u, clause, leave->to))
        verb = leave; /* "hvorimod bedrifter ikke kan" */
    if (verb != NULL && is_denial(u, m))
        who_events_add(list, WHO_MAY_NOT, WHO_BEFORE, m->from, verb->to);
}

/* "Ansökningar från X tas inte emot", "behandlas inte" */
static bool is_unheard(const struct unit *u, const uint16_t *clause, size_t i)
{
    for (; i < u->n && clause[i] == clause[i - 1]; i++) {
        if (unit_in(u, i, WORDS_REJECTED))
            return true;
        if (!context_says(u, CUE_NEGATION, i, i + 1))
            continue;
        if (unit_in(u, i - 1, WORDS_HEARD))
            return true;
        for (size_t k = i + 1; k < u->n && k <= i + 3; k++)
            if (unit_in(u, k, WORDS_HEARD))
                return true;
    }
    return false;
}

#define REFUSED_REACH 3 /* tokens: "beviljas inte bidrag till ansökningar" */

/* "Bidrag ges inte till ansökningar från": refused just before token I. */
static bool is_refused_before(const struct unit *u, const uint16_t *clause,
                              size_t i)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set == LEX_CUE && m->entry->index == CUE_INELIGIBLE &&
            m->to <= i && i - m->to <= REFUSED_REACH &&
            clause[m->from] == clause[i] && !who_names_in(u, m->to, i))
            return true;
    }
    return false;
}

/* "kan sökas av", "ansökan görs av". */
static void add_passive(struct who_events *list, const struct unit *u,
                        const uint16_t *clause, const struct match *m)
{
    const struct match *by = next_cue(u, clause, CUE_BY, m->to, 3);
    if (by != NULL)
        who_events_add(list,
                       turned(is_denied(u, clause, m->from, by->from) ||
                              is_refused_before(u, clause, m->from) ||
                              is_unheard(u, clause, by->to)),
                       WHO_AFTER, m->from, by->to);
}

/* A word behind which a name is governed by another one. */
static bool stops_government(const struct token *t)
{
    return token_in(t, WORDS_IN) || token_in(t, WORDS_AT) ||
           token_in(t, WORDS_WITH) || token_in(t, WORDS_GOVERNS) ||
           token_in(t, WORDS_WHO) || token_in(t, WORDS_WHERE) ||
           token_in(t, WORDS_INFINITIVE);
}

/* The first form named after token I, near enough to be what a preposition
 * there governs. */
static bool governs_name(const struct unit *u, size_t i)
{
    size_t words = 0;
    for (; i < u->n && words <= NAME_REACH; i++) {
        if (unit_match_at(u, LEX_APPLICANT, i) != NULL)
            return true;
        if (stops_government(&u->tokens[i]))
            return false;
        words += u->tokens[i].kind != TOKEN_PUNCT;
    }
    return false;
}

/* "Ansökan lämnas till församlingen": does what is handed in stand before token
 * I as the subject? */
static bool is_of_application(const struct unit *u, const uint16_t *clause,
                              size_t i)
{
    while (i > 0 && clause[i - 1] == clause[i]) {
        i--;
        if (unit_in(u, i, WORDS_APPLICATION))
            return i == 0 || !context_says(u, CUE_BY, i - 1, i);
        if (unit_is_punct(u, i, ',') || context_says(u, CUE_HANDED, i, i + 1))
            return false;
    }
    return false;
}

/* "Insatserna riktar sig till äldre personer": people whom those who apply do
 * something for. */
static bool is_deed_for_people(const struct unit *u, size_t from, size_t to)
{
    if (from == 0 || !unit_in(u, from - 1, WORDS_DEED))
        return false;
    size_t n = 0;
    for (; to < u->n && n <= NAME_REACH; to++, n++) {
        const struct match *m = unit_match_at(u, LEX_APPLICANT, to);
        if (m != NULL)
            return m->entry->index == APPLICANT_INDIVIDUAL;
    }
    return false;
}

/* "lämnas till", "riktar sig till", "är avsett för". */
static void add_handing(struct who_events *list, const struct unit *u,
                        const uint16_t *clause, const struct match *m)
{
    /* "bidrag till"; a verb may stand farther off. */
    size_t reach = m->entry->weight < 1 ? 1 : GIVEN_REACH;
    const struct match *toward = next_cue(u, clause, CUE_TOWARD, m->to, reach);
    if (toward == NULL)
        return;
    if (unit_in(u, m->from, WORDS_HANDED_IN) &&
        is_of_application(u, clause, m->from))
        return;
    if (m->to == m->from + 1 && unit_in(u, m->from, WORDS_IS) &&
        who_names_in(u, m->to, toward->from))
        return; /* "ni är en klubb för unga" */
    for (size_t i = m->to; i < toward->from; i++)
        if (is_mark(&u->tokens[i], ',') || is_mark(&u->tokens[i], '('))
            return;
    if (toward->to < u->n && !is_mark(&u->tokens[toward->to], ':') &&
        !ends_clause(u, clause, toward->to) && !governs_name(u, toward->to))
        return; /* at the end it is a heading: "Vilka vi vänder oss till" */
    if (is_deed_for_people(u, m->from, toward->to))
        return;
    /* "Privatpersoner lånar vi inte ut till." */
    bool last = ends_clause(u, clause, toward->to) && toward->to > 0 &&
                who_names_in(u, 0, m->from);
    /* "Hvert år uddeler kommunen penge til": who stands there gives */
    const struct match *giver = unit_match_at(u, LEX_APPLICANT, m->to);
    bool inverted = !last && giver != NULL && giver->to <= toward->from &&
                    unit_in(u, giver->from, WORDS_FUNDER_ITSELF);
    who_events_add(list, turned(is_denied(u, clause, m->from, toward->from)),
                   last ? WHO_BEFORE : WHO_AFTER,
                   inverted ? giver->to : m->from, toward->to);
}

/* "Koordinator, det vill säga den som söker, ska vara" */
static const struct match *past_apposition(const struct unit *u,
                                           const uint16_t *clause,
                                           const struct match *m)
{
    if (m->to >= u->n || !is_mark(&u->tokens[m->to], ','))
        return NULL;
    for (size_t i = m->to + 1; i < u->n && i < m->to + 24; i++)
        if (is_mark(&u->tokens[i], ','))
            return next_cue(u, clause, CUE_COPULA, i + 1, 1);
    return NULL;
}

/* "Koordinator kan en förening eller en kommun vara" */
static bool add_inverted(struct who_events *list, const struct unit *u,
                         const uint16_t *clause, const struct match *m)
{
    const struct match *may = next_cue(u, clause, CUE_MAY, m->to, 0);
    if (may == NULL)
        return false;
    for (size_t i = may->to; i < u->n && clause[i] == clause[m->from]; i++)
        if (unit_in(u, i, WORDS_BE) && who_names_in(u, may->to, i)) {
            who_events_add(list, turned(is_denied(u, clause, may->to, may->to)),
                           WHO_AFTER, m->from, may->to);
            return true;
        }
    return false;
}

/* "Sökande ska vara", "Søker:"; "kommunen är sökande". */
static void add_applicant(struct who_events *list, const struct unit *u,
                          const uint16_t *clause, const struct match *m)
{
    const struct match *copula = next_cue(u, clause, CUE_COPULA, m->to, 3);
    if (copula == NULL)
        copula = past_apposition(u, clause, m);
    if (copula == NULL) { /* "the applicant owns the quay, and is either a" */
        copula = next_cue(u, clause, CUE_COPULA, m->to, COPULA_FAR);
        if (copula != NULL && !governs_name(u, copula->to))
            copula = NULL;
    }
    if (copula != NULL) {
        who_events_add(list, turned(is_denied(u, clause, m->from, copula->to)),
                       WHO_AFTER, m->from, copula->to);
        return;
    }
    if (add_inverted(list, u, clause, m))
        return;
    if (m->to < u->n && is_mark(&u->tokens[m->to], ':')) {
        who_events_add(list, turned(is_denied(u, clause, m->from, m->to)),
                       WHO_AFTER, m->from, m->to + 1);
        return;
    }
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *o = &u->matches[k];
        if (o->set != LEX_CUE || o->entry->index != CUE_COPULA ||
            o->to > m->from || m->from - o->to > 2 ||
            clause[o->from] != clause[m->from])
            continue;
        who_events_add(list, turned(is_denied(u, clause, o->from, m->to)),
                       WHO_BEFORE, o->from, m->to);
        return;
    }
}

/* A set phrase speaks of what follows where it ends in a word that asks for
 * more. */
static enum who_side side_of(const struct unit *u, const struct match *m)
{
    bool ours = m->to - m->from > 1 && unit_in(u, m->from, WORDS_WE);
    if ((m->entry->index != CUE_ELIGIBLE || unit_in(u, m->from, WORDS_IS)) &&
        unit_in(u, m->to - 1, WORDS_WITH))
        return WHO_BEFORE; /* "X är inte med" */
    return ours || unit_in(u, m->to - 1, WORDS_OPEN_END) ? WHO_AFTER
                                                         : WHO_BEFORE;
}

/* "får inte vara med", "cannot take part" */
static bool is_barred(const struct unit *u, const struct match *m)
{
    return m->from >= 2 &&
           !context_says(u, CUE_NEED_NOT, m->from - 2, m->from) &&
           (context_says(u, CUE_NEGATION, m->from - 1, m->from) &&
            context_says(u, CUE_MAY, m->from - 2, m->from));
}

/* "med unga som målgrupp" tells nothing of the sentence's own names. */
static bool is_object(const struct unit *u, const uint16_t *clause,
                      const struct match *m)
{
    if (!unit_in(u, m->from, WORDS_AS))
        return false;
    for (size_t i = m->from; i > 0 && m->from - i < 8; i--) {
        if (clause[i - 1] != clause[m->from] || is_mark(&u->tokens[i - 1], ','))
            return false;
        if (unit_in(u, i - 1, WORDS_WITH))
            return true;
    }
    return false;
}

/* An age itself says of whom: "du är mellan [13 och 25]" and no more. */
static bool ends_in_age(const struct unit *u, const struct match *m)
{
    const struct token *last = &u->tokens[m->to - 1];
    return token_in(last, WORDS_BETWEEN) || token_in(last, WORDS_AGED) ||
           token_in(last, WORDS_TURNED);
}

/* "Övriga hänvisas till kommunen": whoever is named behind it takes them. */
static bool is_sent_on(const struct unit *u, const struct match *m)
{
    return m->entry->index == CUE_INELIGIBLE && unit_in(u, m->to, WORDS_TO) &&
           (unit_in(u, m->from, WORDS_SENDS_ON) ||
            unit_in(u, m->to - 1, WORDS_SENDS_ON));
}

/* "Företag får vi tacka nej till": what ends in a preposition may look back. */
static enum who_side side_in(const struct unit *u, const uint16_t *clause,
                             const struct match *m)
{
    enum who_side side = side_of(u, m);
    size_t from = m->from;
    while (from > 0 && clause[from - 1] == clause[m->from])
        from--;
    const struct token *last = &u->tokens[m->to - 1];
    /* "En stiftelse hänvisar vi till kommunen" */
    if (is_sent_on(u, m))
        return WHO_BEFORE;
    if (side == WHO_AFTER &&
        (token_in(last, WORDS_TO) || token_in(last, WORDS_FOR)) &&
        ends_clause(u, clause, m->to) && who_names_in(u, from, m->from))
        return WHO_BEFORE;
    return side;
}

/* "I stället söker någon av förbundets medlemmar": the ones it leads to. */
static bool is_inverted(const struct unit *u, const struct match *m)
{
    return (m->from == 0 && unit_in(u, m->to, WORDS_APPLIES)) ||
           !who_names_in(u, 0, m->from); /* "Söker gör i stället kommuner" */
}

static void add_phrase(struct who_events *list, const struct unit *u,
                       const uint16_t *clause, const struct match *m)
{
    switch (m->entry->index) {
    case CUE_ELIGIBLE:
        if (unit_in(u, m->to - 1, WORDS_TO) &&
            is_of_application(u, clause, m->from))
            break;
        who_events_add(list, turned(is_denied(u, clause, m->from, m->to)),
                       side_in(u, clause, m), m->from, m->to);
        if (ends_in_age(u, m) && list->n > 0)
            list->items[list->n - 1].until = m->to;
        break;
    case CUE_INELIGIBLE:
        who_events_add(list, WHO_MAY_NOT, side_in(u, clause, m), m->from,
                       m->to);
        if (is_sent_on(u, m) && list->n > 0)
            list->items[list->n - 1].until = m->to;
        break;
    case CUE_PARTNER:
        if (is_object(u, clause, m))
            break;
        who_events_add(list, is_barred(u, m) ? WHO_MAY_NOT : WHO_PART,
                       side_of(u, m), m->from, m->to);
        break;
    case CUE_EXCEPT:
        who_events_add(list, WHO_MAY_NOT, WHO_AFTER, m->from, m->to);
        break;
    case CUE_MEANS: /* "räknas inte"; but "spelar ingen roll" */
        who_events_add(
            list,
            turned(context_says(u, CUE_NEGATION, m->to, m->to + 1) ||
                   (m->from > 0 &&
                    context_says(u, CUE_NEGATION, m->from - 1, m->from))),
            WHO_AROUND, m->from, m->to);
        list->items[list->n - 1].faint = m->entry->weight < 1;
        break;
    case CUE_ELSEWHERE:
        /* "anger personnumret i stället", "i stället för insatser" */
        if (who_fills_in(u) || is_inverted(u, m) ||
            unit_in(u, m->to, WORDS_FOR))
            break;
        who_events_add(list, WHO_MAY_NOT, WHO_BEFORE, m->from, m->to);
        list->items[list->n - 1].faint = true;
        break;
    case CUE_NEITHER:
        who_events_add(list, WHO_MAY_NOT, WHO_AROUND, m->from, m->to);
        break;
    case CUE_MAY:
        add_leave(list, u, clause, m);
        break;
    case CUE_NEGATION:
        add_bare_denial(list, u, clause, m);
        break;
    case CUE_APPLIED:
        add_passive(list, u, clause, m);
        break;
    case CUE_HANDED:
        add_handing(list, u, clause, m);
        break;
    case CUE_APPLICANT_WORD:
        add_applicant(list, u, clause, m);
        break;
    default:
        break;
    }
}

/* "För tillverkande företag finns nu medel", "till privatpersoner och kommuner
 * lämnas inget bidrag" */
static void add_fronted(struct who_events *list, const struct unit *u,
                        const uint16_t *clause)
{
    size_t to = 0;
    while (to < u->n && clause[to] == clause[0])
        to++;
    if (u->n > 2 && context_says(u, CUE_TOWARD, 0, 1) && governs_name(u, 1) &&
        context_says(u, CUE_HANDED, 2, to)) {
        const struct match *no =
            unit_find_in(u, LEX_CUE, CUE_INELIGIBLE, 2, to);
        bool shut = no != NULL && !unit_in(u, no->from - 1, WORDS_WHO);
        who_events_add(list, turned(shut), WHO_AFTER, 0, 1);
    }
}

void who_events_of(const struct unit *u, const uint16_t *clause,
                   struct who_events *ret)
{
    ret->n = 0;
    if (u->n > 0)
        add_fronted(ret, u, clause);
    const struct match *m, *end = unit_matches_of(u, LEX_CUE, &m);
    for (; m < end; m++)
        add_phrase(ret, u, clause, m);
    who_idioms_of(u, clause, ret);
    who_duties_of(u, clause, ret);
    who_events_settle(ret, u);
}
