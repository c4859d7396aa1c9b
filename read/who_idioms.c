/*
 * who_idioms.c - sayings that are made of no class of words beside another:
 * cleft sentences ("det är kommunen som söker"), the money as a means ("med
 * bidraget kan församlingar .."), a sum to each ("kronor per förening"), and
 * what one need not be.
 */
#include "who.h"

#include <string.h>

#define ROW_GAP 5   /* tokens between two names of a row */
#define CLEFT_MAX 3 /* tokens from "som" to its verb */

/* A word or mark between the names of a row. */
static bool is_row_link(const struct unit *u, size_t i)
{
    return who_is_join(u, i) || unit_in(u, i, WORDS_WITHIN) ||
           unit_is_punct(u, i, ',') || unit_is_punct(u, i, '(') ||
           unit_is_punct(u, i, '/');
}

bool who_is_with_firm(const struct unit *u, const struct match *m)
{
    const struct match *firm = unit_match_at(u, LEX_APPLICANT, m->to + 1);
    return m->entry->index == APPLICANT_INDIVIDUAL &&
           unit_in(u, m->to, WORDS_WITH) && firm != NULL &&
           who_is_business(firm);
}

/* Past the row of names that begins at most REACH tokens after FROM; 0 where
 * there is none: "församlingar, pastorat (eller stift)". */
static size_t row_end(const struct unit *u, const uint16_t *clause, size_t from,
                      size_t reach)
{
    size_t end = 0;
    const struct match *m, *last = unit_matches_of(u, LEX_APPLICANT, &m);
    for (; m < last; m++) {
        if (m->from < from || m->to <= end || clause[m->from] != clause[from] ||
            who_is_with_firm(u, m))
            continue;
        size_t at = end == 0 ? from : end;
        if (m->from - at > (end == 0 ? reach : ROW_GAP))
            break;
        bool joined = end == 0;
        for (size_t i = at; i < m->from; i++)
            joined |= is_row_link(u, i);
        if (!joined)
            break;
        end = m->to;
    }
    return end;
}

static void add_row(struct who_events *list, const struct unit *u,
                    const uint16_t *clause, enum who_said said, size_t from,
                    size_t to, size_t reach)
{
    size_t end = to < u->n ? row_end(u, clause, to, reach) : 0;
    if (end == 0)
        return;
    who_events_add(list, said, WHO_AFTER, from, to);
    list->items[list->n - 1].until = (uint32_t)end;
}

/* "Med bidraget kan föreningar ..": who gets it follows, or stands between:
 * "with this grant municipalities can". */
static void add_means(struct who_events *list, const struct unit *u,
                      const uint16_t *clause, const struct match *m)
{
    if (m->to >= u->n)
        return;
    for (size_t i = m->to; i <= m->to + 1 && i < u->n; i++) {
        const struct match *may = unit_cue_at(u, CUE_MAY, i);
        if (may != NULL && !who_names_in(u, m->to, i)) {
            add_row(list, u, clause, WHO_MAY, m->from, may->to, 4);
            return;
        }
    }
    size_t end = row_end(u, clause, m->to, 3);
    if (end > 0 && end < u->n && unit_cue_at(u, CUE_MAY, end) != NULL)
        add_row(list, u, clause, WHO_MAY, m->from, m->to, 3);
}

/* What follows one need not be; those before may apply without something:
 * "Associations need not have employees to apply". */
static void add_need_not(struct who_events *list, const struct unit *u,
                         const uint16_t *clause, const struct match *m)
{
    add_row(list, u, clause, WHO_PART, m->from, m->to, 5);
    for (size_t i = m->to; i < u->n && clause[i] == clause[m->from]; i++)
        if (unit_cue_at(u, CUE_TO_APPLY, i) != NULL) {
            who_events_add(list, WHO_MAY, WHO_BEFORE, m->from, m->to);
            list->items[list->n - 1].until = m->from;
            return;
        }
}

/* Does a sum of money end before token I? */
static bool is_sum_before(const struct unit *u, size_t i)
{
    for (size_t k = 0; k < u->n_matches; k++)
        if (u->matches[k].set == LEX_MONEY && u->matches[k].to == i)
            return true;
    return i >= 2 && u->tokens[i - 1].kind == TOKEN_NUMBER &&
           unit_find_in(u, LEX_MONEY, -1, 0, i) != NULL;
}

/* "50 000 kronor per förening", "500 euro till varje förening", "5 miljoner
 * kronor till klubbar" */
static void add_each(struct who_events *list, const struct unit *u,
                     const uint16_t *clause)
{
    if (!unit_has(u, LEX_APPLICANT) || !unit_has(u, LEX_MONEY))
        return;
    for (size_t i = 1; i + 1 < u->n; i++) {
        size_t end = 0;
        if (unit_in(u, i, WORDS_PER))
            end = i + 1;
        else if ((unit_in(u, i, WORDS_TO) || unit_in(u, i, WORDS_FOR)) &&
                 unit_in(u, i + 1, WORDS_EACH))
            end = i + 2;
        else if (unit_in(u, i, WORDS_TO))
            end = i + 1;
        if (end == 0 || !is_sum_before(u, i) ||
            context_says(u, CUE_STATE_AID, 0, u->n))
            continue;
        size_t n = list->n;
        add_row(list, u, clause, WHO_MAY, i, end, 1);
        if (list->n > n)
            list->items[n].faint = true;
    }
}

/* "Sociala företag, oberoende av om de är föreningar, stiftelser eller bolag":
 * the forms share what is said of the whole. */
static void add_regardless(struct who_events *list, const struct unit *u,
                           const uint16_t *clause)
{
    if (!unit_has_word(u, WORDS_REGARDLESS))
        return;
    enum who_said said = WHO_MAY;
    for (size_t e = 0; e < list->n; e++)
        if (list->items[e].said == WHO_MAY_NOT)
            said = WHO_MAY_NOT;
    for (size_t i = 0; i + 2 < u->n; i++) {
        if (!unit_in(u, i, WORDS_REGARDLESS))
            continue;
        size_t to = i + 1;
        bool whether = false; /* not "regardless of legal form: ..." */
        while (to < u->n && to < i + 5 &&
               unit_match_at(u, LEX_APPLICANT, to) == NULL)
            whether |= unit_in(u, to++, WORDS_IF);
        if (whether)
            add_row(list, u, clause, said, i, to, 1);
        /* "Sociala företag, oavsett om de drivs som förening" */
        if (whether && i > 0 && unit_is_punct(u, i - 1, ','))
            who_events_add(list, said, WHO_BEFORE, i, i + 1);
    }
}

/* Past a verb of applying at token I: "söker", "kan söka", or 0. */
static size_t applies_at(const struct unit *u, size_t i)
{
    if (i >= u->n)
        return 0;
    if (unit_in(u, i, WORDS_APPLIES))
        return i + 1;
    const struct match *set = unit_cue_at(u, CUE_ELIGIBLE, i);
    if (set != NULL)
        return set->to;
    const struct match *may = unit_cue_at(u, CUE_MAY, i);
    for (size_t k = i + 1; may != NULL && k <= i + CLEFT_MAX && k < u->n; k++) {
        const struct match *verb = unit_cue_at(u, CUE_TO_APPLY, k);
        if (verb != NULL)
            return verb->to;
    }
    return 0;
}

/* Where "det är", "it is" begins before token I, or SIZE_MAX. */
static size_t cleft_begin(const struct unit *u, size_t i)
{
    while (i-- > 0) {
        if (!unit_in(u, i, WORDS_IT_THIS))
            continue;
        if ((i > 0 && unit_cue_at(u, CUE_COPULA, i - 1) != NULL) ||
            unit_cue_at(u, CUE_COPULA, i + 1) != NULL ||
            unit_cue_at(u, CUE_COPULA, i + 2) != NULL)
            return i;
    }
    return SIZE_MAX;
}

/* "Det är kommunen eller regionen som söker" */
/* Does the sentence begin with a case: "Har föreningen ett bolag är det ..."?
 */
static bool supposes(const struct unit *u)
{
    return unit_in(u, 0, WORDS_IF) || unit_in(u, 0, WORDS_SUPPOSE);
}

/* Says SAID of each form that is named in tokens [0, TO). */
static void say_of_all(struct who_events *list, const struct unit *u, size_t to,
                       enum who_said said)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set == LEX_APPLICANT && m->to <= to)
            who_events_add(list, said, WHO_AROUND, m->from, m->to);
    }
}

static void add_cleft(struct who_events *list, const struct unit *u)
{
    if (!unit_has(u, LEX_APPLICANT) || !unit_has_word(u, WORDS_IT_THIS))
        return;
    for (size_t i = 2; i + 1 < u->n; i++) {
        size_t end = unit_in(u, i, WORDS_WHO) ? applies_at(u, i + 1) : 0;
        size_t from = end > 0 ? cleft_begin(u, i) : SIZE_MAX;
        if (from == SIZE_MAX || !who_names_in(u, from, i))
            continue;
        bool denied = context_says(u, CUE_NEGATION, from, from + 3) &&
                      !context_says(u, CUE_NEGATION, i, u->n);
        who_events_add(list, denied ? WHO_MAY_NOT : WHO_MAY, WHO_BEFORE, i,
                       end);
        if (!denied && supposes(u))
            say_of_all(list, u, from, WHO_PART);
    }
}

/* The one name that ends before token I: "enskild firma ja". */
static const struct match *name_ending_at(const struct unit *u, size_t i)
{
    for (size_t k = 0; k < u->n_matches; k++)
        if (u->matches[k].set == LEX_APPLICANT && u->matches[k].to == i &&
            u->matches[k].entry->index >= 0)
            return &u->matches[k];
    return NULL;
}

/* "studieförbund och trossamfund: nej"; "kommunen - nej"; "aktiebolag ja,
 * ideell förening nej"; "municipalities are not." */
static void add_yes_no(struct who_events *list, const struct unit *u)
{
    if (!unit_has_word(u, WORDS_YES) && !unit_has_word(u, WORDS_NO) &&
        !(unit_has_cue(u, CUE_NEGATION) && unit_has_cue(u, CUE_COPULA)))
        return;
    for (size_t i = 1; i < u->n; i++) {
        bool ends = i + 1 >= u->n || u->tokens[i + 1].kind == TOKEN_PUNCT;
        bool yes = unit_in(u, i, WORDS_YES), no = unit_in(u, i, WORDS_NO);
        const struct match *name =
            ends && (yes || no) ? name_ending_at(u, i) : NULL;
        if (name != NULL) {
            who_events_add(list, yes ? WHO_MAY : WHO_MAY_NOT, WHO_AROUND,
                           name->from, i + 1);
            continue;
        }
        if (i < 2)
            continue;
        bool colon =
            unit_is_punct(u, i - 1, ':') || unit_is_punct(u, i - 1, '-');
        if (ends && colon && unit_in(u, i, WORDS_NO))
            who_events_add(list, WHO_MAY_NOT, WHO_BEFORE, i - 1, i + 1);
        else if (ends && colon && unit_in(u, i, WORDS_YES))
            who_events_add(list, WHO_MAY, WHO_BEFORE, i - 1, i + 1);
        else if (ends && unit_cue_at(u, CUE_NEGATION, i) != NULL &&
                 unit_cue_at(u, CUE_COPULA, i - 1) != NULL)
            who_events_add(list, WHO_MAY_NOT, WHO_BEFORE, i - 1, i + 1);
    }
}

/* "Föreningar i länets kommuner söker.", "Stiftelser anmäler sig" */
static void add_finite(struct who_events *list, const struct unit *u,
                       const uint16_t *clause)
{
    if (!unit_has(u, LEX_APPLICANT))
        return;
    for (size_t i = 1; i < u->n; i++) {
        bool enrols =
            unit_in(u, i, WORDS_ENROLS) && unit_in(u, i + 1, WORDS_ONESELF);
        if ((!enrols && !unit_in(u, i, WORDS_APPLIES)) ||
            unit_in(u, i - 1, WORDS_NO_SUBJECT))
            continue;
        bool ends = enrols || i + 1 >= u->n ||
                    u->tokens[i + 1].kind == TOKEN_PUNCT ||
                    unit_in(u, i + 1, WORDS_HOW_APPLIED);
        if (ends && row_end(u, clause, 0, i) > 0)
            who_events_add(list, WHO_MAY, WHO_BEFORE, i, i + 1 + enrols);
    }
}

/* "Den som ger in ansökan ska vara": is that the subject before token TO? */
static bool sends_in(const struct unit *u, size_t to)
{
    return to > 2 && unit_in(u, 0, WORDS_THE_ONE) &&
           (context_says(u, CUE_TO_APPLY, 0, to) ||
            context_says(u, CUE_APPLY, 0, to));
}

/* "Arrangören ska vara en förening eller stiftelse"; but "en av parterna ska
 * vara". */
static void add_should_be(struct who_events *list, const struct unit *u,
                          const uint16_t *clause, const struct match *m)
{
    if (m->to - m->from < 2)
        return; /* "är" tells of anything */
    for (size_t i = m->from;
         !sends_in(u, m->from) && i > 0 && clause[i - 1] == clause[m->from];
         i--)
        if (unit_in(u, i - 1, WORDS_OTHER_SUBJECT) ||
            (u->tokens[i - 1].kind == TOKEN_PUNCT && m->from - i > 3))
            return;
    if (m->from == 0 || context_says(u, CUE_PARTNER, 0, m->from) ||
        context_says(u, CUE_NEGATION, m->from, m->to + 1))
        return;
    add_row(list, u, clause, WHO_MAY, m->from, m->to, 2);
}

/* Is the reader asked what he is, and nothing said of it: "Är ni en skola
 * lämnar ni idén till kommunen"? */
static bool asks_in_vain(const struct unit *u, const struct match *m)
{
    if (!unit_in(u, m->to - 1, WORDS_YOU_ASKED))
        return false;
    for (size_t i = m->to; i < u->n; i++)
        if (unit_in(u, i, WORDS_SELF))
            return false;
    return !who_fills_in(u) && !context_says(u, CUE_TO_APPLY, 0, u->n) &&
           !context_says(u, CUE_INELIGIBLE, m->to, u->n) &&
           !context_says(u, CUE_ELIGIBLE, m->to, u->n);
}

/* "Vi är tre kommuner som har gått ihop": no question of the reader's. */
static bool is_of_funder(const struct unit *u, const struct match *m)
{
    return unit_in(u, m->from, WORDS_WE) && unit_in(u, m->from + 1, WORDS_IS) &&
           !unit_is_punct(u, u->n - 1, '?');
}

static bool turns_before(const struct unit *u, size_t i)
{
    return unit_is_punct(u, i - 1, ',') || unit_is_punct(u, i - 1, '-') ||
           unit_in(u, i - 1, WORDS_BUT) || unit_in(u, i - 1, WORDS_RATHER);
}

/* "Företag kan inte söka, bara kommuner" */
static void add_only(struct who_events *list, const struct unit *u,
                     const uint16_t *clause)
{
    if (list->n == 0 || !unit_has_word(u, WORDS_ONLY))
        return;
    for (size_t i = 1; i + 1 < u->n; i++)
        if (unit_in(u, i, WORDS_ONLY) && turns_before(u, i))
            for (size_t e = 0; e < list->n; e++)
                if (list->items[e].said == WHO_MAY_NOT &&
                    list->items[e].side == WHO_BEFORE &&
                    list->items[e].to <= i) {
                    add_row(list, u, clause, WHO_MAY, i, i + 1, 1);
                    break;
                }
}

/* "Kommuner och företag: ni är viktiga, men stödet är inte för er"; but "inte
 * för dem som ..." */
static void add_not_for_you(struct who_events *list, const struct unit *u)
{
    const struct match *said = unit_find(u, LEX_CUE, CUE_NOT_FOR_YOU);
    if (said != NULL && !unit_in(u, said->to, WORDS_WHO))
        say_of_all(list, u, said->from, WHO_MAY_NOT);
}

/* "Till kommuner och regioner ger vi inget": those named after the first word,
 * up to "we". */
static void add_to_them(struct who_events *list, const struct unit *u,
                        const uint16_t *clause)
{
    if (!unit_in(u, 0, WORDS_TO) && !unit_in(u, 0, WORDS_FOR))
        return;
    size_t we = 1;
    while (we < u->n && !unit_in(u, we, WORDS_WE))
        we++;
    for (size_t i = we + 1; i < u->n && clause[i] == clause[we]; i++)
        if (unit_in(u, i, WORDS_NOBODY) || unit_in(u, i, WORDS_NOT)) {
            say_of_all(list, u, we, WHO_MAY_NOT);
            return;
        }
}

/* "Form: ekonomisk eller ideell förening" */
static void add_form(struct who_events *list, const struct unit *u)
{
    if (!unit_in(u, 0, WORDS_FORM))
        return;
    if (u->n == 1) /* the label itself */
        who_events_add(list, WHO_MAY, WHO_AFTER, 0, 1);
    else if (unit_is_punct(u, 1, ':'))
        who_events_add(list, WHO_MAY, WHO_AFTER, 0, 2);
}

/* Is the reader the one of whom tokens [.., TO) speak: no form is named after
 * the last "du", "ni"? HE: so was the one named before them. */
static bool is_of_reader(const struct unit *u, size_t from, size_t to, bool he)
{
    bool reader = he;
    for (size_t i = from; i < to; i++) {
        /* "... är ingen juridisk person och kan inte söka" */
        const struct match *name = unit_match_at(u, LEX_APPLICANT, i);
        if (name != NULL && name->entry->index != APPLICANT_LEGAL_PERSON)
            reader = false;
        reader |= unit_in(u, i, WORDS_ASKED);
    }
    return reader;
}

/* "Är ni en kommun kan ni vara med men inte stå som sökande": what is said
 * after token FROM of the reader who is of that form; else that he may. */
static enum who_said said_of_reader(const struct who_events *list,
                                    const struct unit *u, const struct match *m)
{
    enum who_said said = WHO_UNSAID;
    /* "Den som driver enskild firma ... kan inte söka" */
    bool he = m->from >= 2 && who_is_he_who(u, m->from - 2);
    size_t from = m->to;
    while (from < u->n && unit_match_at(u, LEX_APPLICANT, from) == NULL)
        from++;
    const struct match *name = unit_match_at(u, LEX_APPLICANT, from);
    from = name != NULL ? name->to : m->to;
    for (size_t e = 0; e < list->n; e++) {
        const struct who_event *v = &list->items[e];
        if (v->from < from || v->side == WHO_AFTER || v->faint ||
            !is_of_reader(u, from, v->to, he))
            continue;
        if (v->said == WHO_MAY)
            return WHO_MAY;
        if (v->said == WHO_MAY_NOT)
            said = WHO_MAY_NOT;
    }
    return said == WHO_UNSAID ? WHO_MAY : said;
}

static void add_you_are(struct who_events *list, const struct unit *u,
                        const uint16_t *clause, const struct match *m)
{
    size_t n = list->n;
    enum who_said said = said_of_reader(list, u, m);
    /* The words themselves say that he may, if nothing else is said. */
    for (size_t e = 0; e < n && said == WHO_MAY_NOT; e++)
        if (list->items[e].to > m->from && list->items[e].to <= m->to)
            list->items[e].said = said;
    add_row(list, u, clause, said, m->from, m->to, 2);
    if (list->n > n && m->entry->weight < 1)
        list->items[n].faint = true;
}

/* "Alla utom aktiebolag och handelsbolag kan söka": the whole row. */
static void add_exceptions(struct who_events *list, const struct unit *u,
                           const uint16_t *clause)
{
    const struct match *m, *last = unit_matches_of(u, LEX_CUE, &m);
    for (; m < last; m++)
        if (m->entry->index == CUE_EXCEPT)
            add_row(list, u, clause, WHO_MAY_NOT, m->from, m->to, 2);
}

/* "Inte till privatpersoner utan till kommuner" */
static void add_rather(struct who_events *list, const struct unit *u,
                       const uint16_t *clause)
{
    if (!unit_has_word(u, WORDS_RATHER) || list->n == 0)
        return;
    for (size_t i = 1; i + 2 < u->n; i++) {
        bool denied = false;
        for (size_t e = 0; e < list->n; e++)
            denied |= list->items[e].said == WHO_MAY_NOT &&
                      list->items[e].to <= i &&
                      (list->items[e].side == WHO_AFTER ||
                       who_names_in(u, list->items[e].to, i));
        if (denied && unit_in(u, i, WORDS_RATHER) &&
            context_says(u, CUE_TOWARD, i + 1, i + 2))
            add_row(list, u, clause, WHO_MAY, i, i + 2, 2);
    }
}

void who_idioms_of(const struct unit *u, const uint16_t *clause,
                   struct who_events *list)
{
    const struct match *m, *last = unit_matches_of(u, LEX_CUE, &m);
    for (; m < last; m++) {
        if (m->entry->index == CUE_NEED_NOT)
            add_need_not(list, u, clause, m);
        else if (m->entry->index == CUE_YOU_ARE && !asks_in_vain(u, m) &&
                 !is_of_funder(u, m))
            add_you_are(list, u, clause, m);
        else if (m->entry->index == CUE_COPULA)
            add_should_be(list, u, clause, m);
        else if (m->entry->index == CUE_WITH_GRANT)
            add_means(list, u, clause, m);
    }
    add_each(list, u, clause);
    add_regardless(list, u, clause);
    add_finite(list, u, clause);
    add_only(list, u, clause);
    add_rather(list, u, clause);
    add_exceptions(list, u, clause);
    add_yes_no(list, u);
    add_cleft(list, u);
    add_not_for_you(list, u);
    add_to_them(list, u, clause);
    add_form(list, u);
}
