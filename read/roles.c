/* roles.c - what a date is, by the words of its clause; see roles.h. */
#include "roles.h"

#include "medel/i18n.h"

#include "applying.h"
#include "asides.h"
#include "context.h"
#include "role_cases.h"
#include "turns.h"
#include "verb_subject.h"

const char *role_name(enum role role)
{
    static const char *const names[ROLE_COUNT] = {
        [ROLE_DECISION] = N_("a decision day"),
        [ROLE_PROJECT] = N_("of the project's time"),
        [ROLE_REPORT] = N_("a day of reporting"),
        [ROLE_EVENT] = N_("of a meeting"),
        [ROLE_UPDATED] = N_("the page's own date"),
        [ROLE_SUPERSEDED] = N_("no longer the day"),
        [ROLE_ADVICE] = N_("a day for something else than applying"),
        [ROLE_PAST] = N_("of an earlier round"),
    };
    return names[role];
}

static const struct {
    enum label label;
    enum role role;
} label_roles[] = {
    {LABEL_DEADLINE, ROLE_DEADLINE}, {LABEL_OPENS, ROLE_OPENS},
    {LABEL_DECISION, ROLE_DECISION}, {LABEL_PROJECT, ROLE_PROJECT},
    {LABEL_UPDATED, ROLE_UPDATED},   {LABEL_EVENT, ROLE_EVENT},
    {LABEL_REPORT, ROLE_REPORT},     {LABEL_OTHER, ROLE_ADVICE},
};

/* How a cue speaks for a role: with which weight, on which side, the farthest
 * it is heard, in words (0: anywhere), and whether it is heard on its other
 * side too where the date heads its clause ("Den 1 mars öppnar ansökan"). */
static const struct {
    enum cue cue;
    enum role role;
    enum weight weight;
    enum side side;
    size_t limit;
    bool turns;
} cue_roles[] = {
    {CUE_DEADLINE, ROLE_DEADLINE, WEIGHT_DATE_DEADLINE_BEFORE, SIDE_BEFORE, 0,
     true},
    {CUE_DEADLINE, ROLE_DEADLINE, WEIGHT_DATE_DEADLINE_AFTER, SIDE_AFTER, 12,
     false},
    {CUE_LATEST, ROLE_DEADLINE, WEIGHT_DATE_LATEST, SIDE_BEFORE, 8, false},
    {CUE_UNTIL, ROLE_DEADLINE, WEIGHT_DATE_UNTIL, SIDE_BEFORE, 4, false},
    {CUE_OPENS, ROLE_OPENS, WEIGHT_DATE_OPENS_BEFORE, SIDE_BEFORE, 0, true},
    {CUE_OPENS, ROLE_OPENS, WEIGHT_DATE_OPENS_AFTER, SIDE_AFTER, 10, false},
    {CUE_FROM, ROLE_OPENS, WEIGHT_DATE_FROM, SIDE_BEFORE, 4, false},
    {CUE_DECISION, ROLE_DECISION, WEIGHT_DATE_DECISION, SIDE_BOTH, 0, false},
    {CUE_PROJECT, ROLE_PROJECT, WEIGHT_DATE_PROJECT, SIDE_BOTH, 0, false},
    {CUE_REPORT, ROLE_REPORT, WEIGHT_DATE_REPORT, SIDE_BOTH, 0, false},
    {CUE_EVENT, ROLE_EVENT, WEIGHT_DATE_EVENT, SIDE_BOTH, 0, false},
    {CUE_UPDATED, ROLE_UPDATED, WEIGHT_DATE_UPDATED, SIDE_BEFORE, 8, false},
    {CUE_SUPERSEDED, ROLE_SUPERSEDED, WEIGHT_DATE_SUPERSEDED, SIDE_BEFORE, 10,
     false},
    {CUE_LAPSED, ROLE_SUPERSEDED, WEIGHT_DATE_LAPSED, SIDE_AFTER, 16, false},
    {CUE_ADVICE, ROLE_ADVICE, WEIGHT_DATE_ADVICE, SIDE_BOTH, 0, false},
    {CUE_NOMINATE, ROLE_ADVICE, WEIGHT_DATE_NOMINATE, SIDE_BOTH, 0, false},
    {CUE_PAST_ROUND, ROLE_PAST, WEIGHT_DATE_PAST_ROUND, SIDE_BOTH, 0, false},
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

static double weight_of(const struct scene *s, enum weight w)
{
    return s->r->w[w].weight;
}

static void raise_to(double *score, double w)
{
    if (w > *score)
        *score = w;
}

/* --- verbs of two meanings ----------------------------------------------- */

/* "Projektet ... senast den 31 december": the thing that is paid for stands
 * before the day, and nothing of applying with it. */
static void doing(const struct scene *s, const struct clause *c,
                  double score[static ROLE_COUNT])
{
    /* "Send oss en side om prosjektet": what is asked for is handed in. */
    if (clause_has(s->u, c, CUE_APPLY) || clause_has(s->u, c, CUE_PERIOD) ||
        clause_has(s->u, c, CUE_DEADLINE) || clause_has(s->u, c, CUE_OPENS) ||
        unit_cue_at(s->u, CUE_HANDING, 0) != NULL)
        return;
    raise_to(&score[ROLE_PROJECT],
             clause_hears(s, c, CUE_DOING, WEIGHT_DATE_DOING, SIDE_BEFORE, 0));
}

static void verbs(const struct scene *s, const struct clause *c,
                  double score[static ROLE_COUNT])
{
    const struct weight_value *w = s->r->w;
    for (size_t k = 0; k < s->u->n_matches; k++) {
        const struct match *m = &s->u->matches[k];
        if (m->set != LEX_CUE ||
            (m->entry->index != CUE_BEGIN && m->entry->index != CUE_END &&
             m->entry->index != CUE_RUN))
            continue;
        bool begin = m->entry->index == CUE_BEGIN;
        int of = verb_subject(s, m, c->from);
        if (of < 0 && context_unit(s->u, CUE_OPENS) > 0)
            of = CUE_PERIOD; /* what opened is what goes on */
        if (of != CUE_PERIOD) {
            /* Of neither: likelier the project's, but other words decide. */
            raise_to(&score[ROLE_PROJECT],
                     (of == CUE_DOING ? 1 : 0.5) *
                         w[WEIGHT_DATE_PROJECT].weight *
                         clause_hears_match(s, c, m, SIDE_BOTH,
                                            w[WEIGHT_DATE_PROJECT].reach, 0));
        } else if (m->entry->index != CUE_RUN) {
            enum weight weight =
                begin ? WEIGHT_DATE_OPENS_BEFORE : WEIGHT_DATE_DEADLINE_BEFORE;
            raise_to(&score[begin ? ROLE_OPENS : ROLE_DEADLINE],
                     w[weight].weight *
                         clause_hears_match(
                             s, c, m, c->fronted ? SIDE_BOTH : SIDE_BEFORE,
                             w[weight].reach, 0));
        }
    }
}

/* --- what stands above --------------------------------------------------- */

/* Roles that the words of a heading, label or introduction give. */
/* An introduction speaks by its end: "..., och vara inne vid stoppdatumet:". */
#define INTRO_REACH 8.0

/* The strongest match of CUE above; of a long line the nearest to its end. */
static double above_says(const struct unit *above, enum cue cue)
{
    double best = 0;
    for (size_t k = 0; k < above->n_matches; k++) {
        const struct match *m = &above->matches[k];
        if (m->set == LEX_CUE && m->entry->index == (int)cue)
            raise_to(&best, 1 / (1 + context_distance(above, m->to, above->n) /
                                         INTRO_REACH));
    }
    return best;
}

/* Is all that U says of CUE the year in which it counts rounds? */
static bool is_year_of_rounds(const struct unit *u, enum cue cue)
{
    if (!unit_has_word(u, WORDS_YEAR_OF_WORK))
        return false;
    const struct match *m, *end = unit_matches_of(u, LEX_CUE, &m);
    bool any = false, all = true;
    for (; m < end; m++)
        if (m->entry->index == (int)cue) {
            any = true;
            all &= clause_is_year_of_rounds(u, m);
        }
    return any && all;
}

#define DATES_TOKENS 3 /* "följande datum" */

/* "Det går att söka fram till och med nedanstående datum:" */
static bool leads_to_last_days(const struct unit *above)
{
    size_t end = above->n;
    while (end > 0 && above->tokens[end - 1].kind == TOKEN_PUNCT)
        end--;
    if (end == 0 || !unit_in(above, end - 1, WORDS_DATE_NOUN))
        return false;
    for (size_t k = 0; k < above->n_matches; k++) {
        const struct match *m = &above->matches[k];
        if ((context_is_cue(m, CUE_UNTIL) || context_is_cue(m, CUE_LATEST)) &&
            m->to < end && end - m->to <= DATES_TOKENS)
            return true;
    }
    return false;
}

static void govern(const struct unit *above, double least,
                   double score[static ROLE_COUNT])
{
    if (above == NULL)
        return;
    bool until = leads_to_last_days(above);
    if (until)
        raise_to(&score[ROLE_DEADLINE], least);
    for (size_t k = 0; k < sizeof cue_roles / sizeof *cue_roles; k++) {
        enum cue cue = cue_roles[k].cue;
        if (cue == CUE_UNTIL || cue == CUE_FROM ||
            (cue == CUE_LATEST && context_unit(above, CUE_APPLY) == 0) ||
            is_year_of_rounds(above, cue) || (cue == CUE_OPENS && until))
            continue;
        double said = above->is_heading ? context_unit(above, cue) > 0
                                        : above_says(above, cue);
        raise_to(&score[cue_roles[k].role], least * said);
    }
    for (size_t k = 0; k < above->n_matches; k++) {
        const struct match *m = &above->matches[k];
        if (m->set != LEX_CUE ||
            (m->entry->index != CUE_BEGIN && m->entry->index != CUE_END))
            continue;
        bool period = verb_subject_in(above, m, 0) == CUE_PERIOD;
        bool begin = m->entry->index == CUE_BEGIN;
        raise_to(&score[!period ? ROLE_PROJECT
                        : begin ? ROLE_OPENS
                                : ROLE_DEADLINE],
                 least);
    }
}

#define COLUMN_SHARE 0.8 /* of a label's weight, for what heads a column */

static bool is_said(const double score[static ROLE_COUNT])
{
    for (int k = ROLE_DEADLINE; k < ROLE_COUNT; k++)
        if (score[k] >= 1.2)
            return true;
    return false;
}

/* The words beside a later date of a value say that it is something else than
 * the label names; beside any date, that it opens: "Ansøgningsfrist: Puljen
 * åbner den 4. januar". */
static bool is_contrary(struct row row, enum role named,
                        const double score[static ROLE_COUNT])
{
    if (row.first == 0)
        return named == ROLE_DEADLINE && score[ROLE_OPENS] >= 1 &&
               score[ROLE_OPENS] > score[ROLE_DEADLINE];
    for (int k = ROLE_DEADLINE; k < ROLE_COUNT; k++)
        if (k != (int)named && score[k] >= 1 && score[k] > score[named])
            return true;
    return false;
}

/* "Ta emot till", "Hör av er innan": the label ends in the preposition that
 * its value goes on with. */
static bool ends_in(const struct unit *label, enum cue cue)
{
    size_t end = label->n;
    while (end > 0 && label->tokens[end - 1].kind == TOKEN_PUNCT)
        end--;
    for (size_t k = 0; end > 0 && k < label->n_matches; k++)
        if (label->matches[k].set == LEX_CUE && label->matches[k].to >= end &&
            label->matches[k].entry->index == (int)cue)
            return true;
    return false;
}

static void by_last_word(const struct unit *label, double least,
                         double score[static ROLE_COUNT])
{
    if (label == NULL)
        return;
    if (ends_in(label, CUE_FROM))
        raise_to(&score[ROLE_OPENS], least);
    if (ends_in(label, CUE_UNTIL) || ends_in(label, CUE_LATEST))
        raise_to(&score[ROLE_DEADLINE], least);
}

static void by_label(const struct scene *s, struct row row,
                     const struct clause *c, double score[static ROLE_COUNT])
{
    const struct unit *u = s->u;
    if (case_names_whom(s, c)) {
        govern(text_heading(s->r->text, u),
               COLUMN_SHARE * weight_of(s, WEIGHT_DATE_LABEL), score);
        return;
    }
    if (s->label_dated)
        return; /* "Stoppdatum 15 december | LAG 2 februari": of its own day */
    double w = weight_of(s, WEIGHT_DATE_LABEL) * u->label_weight;
    /* "Deadline: 10 March. The form opens on 1 February.", "Vi öppnar igen: det
     * finns pengar. Ansökan ska vara inne senast 10 mars." */
    if (s->later || (s->before != NULL && is_said(score)))
        w *= weight_of(s, WEIGHT_DATE_LATER_SENTENCE);
    for (size_t k = 0; k < sizeof label_roles / sizeof *label_roles; k++)
        if (u->label == label_roles[k].label &&
            !is_contrary(row, label_roles[k].role, score))
            score[label_roles[k].role] += w;
    if (u->label == LABEL_WINDOW && !s->later && !s->other_column &&
        !is_said(score)) {
        bool from =
            context_cue(u, CUE_FROM, c->a, c->b, SIDE_BEFORE, 2, 2) > 0 ||
            (s->label != NULL && ends_in(s->label, CUE_FROM));
        score[from ? ROLE_OPENS : ROLE_DEADLINE] += w / 2;
    }
    if (u->label == LABEL_NONE && !s->later) {
        govern(s->label, weight_of(s, WEIGHT_DATE_GOVERNED), score);
        if (!is_said(score) && clause_is_bare(u, 0, c->a))
            by_last_word(s->label, weight_of(s, WEIGHT_DATE_GOVERNED), score);
    }
}

/* Its own words say that the day is another thing's: the section "När?" then
 * adds nothing. */
static bool is_other(const double score[static ROLE_COUNT])
{
    if (score[ROLE_DEADLINE] > 0 || score[ROLE_OPENS] > 0)
        return false;
    for (int k = ROLE_DECISION; k < ROLE_COUNT; k++)
        if (score[k] >= 0.75)
            return true;
    return false;
}

static bool names_first_step(const struct scene *s, const struct clause *c)
{
    return clause_has(s->u, c, CUE_FIRST_STEP) ||
           (s->before != NULL &&
            (unit_in(s->u, 0, WORDS_IT_THIS) ||
             unit_in(s->u, 0, WORDS_THOSE)) &&
            unit_find(s->before, LEX_CUE, CUE_FIRST_STEP) != NULL) ||
           (s->label != NULL &&
            unit_find(s->label, LEX_CUE, CUE_FIRST_STEP) != NULL);
}

/* "Idéskiss (frivilligt): senast 8 februari": to miss it is to miss nothing. */
static bool is_optional(const struct scene *s)
{
    return unit_has_word(s->u, WORDS_OPTIONAL) ||
           (s->label != NULL && unit_has_word(s->label, WORDS_OPTIONAL));
}

/* "Intresseanmälan: senast 8 december. Fullständig ansökan: senast 12 mars": to
 * miss the first is to be out. */
static void first_step(const struct scene *s, const struct clause *c,
                       double score[static ROLE_COUNT])
{
    if (!names_first_step(s, c))
        return;
    if (is_optional(s)) {
        score[ROLE_DEADLINE] = 0;
        raise_to(&score[ROLE_ADVICE], weight_of(s, WEIGHT_DATE_LABEL));
        return;
    }
    bool last = clause_has(s->u, c, CUE_LATEST) ||
                clause_has(s->u, c, CUE_UNTIL) ||
                (s->label != NULL && clause_is_bare(s->u, 0, c->a));
    if (!s->two_steps || !last || score[ROLE_EVENT] >= 1 ||
        score[ROLE_DECISION] >= 1)
        return;
    score[ROLE_ADVICE] = 0;
    raise_to(&score[ROLE_DEADLINE], weight_of(s, WEIGHT_DATE_LABEL));
}

/* Nothing else stands in the date's cell of a row: "Omgång 1 | 15 september |
 * beslut i oktober". */
static bool fills_cell(const struct unit *u, const struct clause *c)
{
    size_t from = c->a, to = c->b;
    while (from > 0 && !unit_is_punct(u, from - 1, '|'))
        from--;
    while (to < u->n && !unit_is_punct(u, to, '|'))
        to++;
    return (from > 0 || to < u->n) && clause_is_bare(u, from, c->a) &&
           clause_is_bare(u, c->b, to);
}

/* Does the unit, which introduces a list of days, say nothing of what they are?
 * "Vi går igenom det som kommit in vid de här tillfällena:" */
static bool says_nothing(const struct unit *intro)
{
    double score[ROLE_COUNT] = {0};
    govern(intro, 1, score);
    for (int k = ROLE_DEADLINE; k < ROLE_COUNT; k++)
        if (score[k] > 0)
            return false;
    return true;
}

/* "När får vi veta?" asks of the decision, not when one may apply. */
static bool asks_of_decision(const struct scene *s)
{
    const struct unit *head = text_heading(s->r->text, s->u);
    return head != NULL && context_unit(head, CUE_DECISION) > 0 &&
           context_unit(head, CUE_APPLY) == 0 &&
           context_unit(head, CUE_DEADLINE) == 0 &&
           context_unit(head, CUE_PERIOD) == 0;
}

#define PAST_SAID 1.0 /* an earlier round is named: its days gain nothing */

void roles_weigh(const struct scene *s, struct row row,
                 double score[static ROLE_COUNT])
{
    const struct unit *u = s->u;
    struct clause c = clause_of(s, row);
    for (size_t k = 0; k < sizeof cue_roles / sizeof *cue_roles; k++)
        raise_to(&score[cue_roles[k].role],
                 clause_hears(s, &c, cue_roles[k].cue, cue_roles[k].weight,
                              cue_roles[k].turns && c.fronted
                                  ? SIDE_BOTH
                                  : cue_roles[k].side,
                              cue_roles[k].limit));
    verbs(s, &c, score);
    doing(s, &c, score);
    applying_owns(s, &c, score);
    if (applying_is_entry(u))
        score[ROLE_ADVICE] = 0;
    else if (applying_is_for_that(s))
        raise_to(&score[ROLE_ADVICE], weight_of(s, WEIGHT_DATE_ADVICE));
    turn_by_preposition(s, &c, score);
    if (case_is_shut_until(u, &c)) {
        raise_to(&score[ROLE_OPENS], score[ROLE_DEADLINE]);
        score[ROLE_DEADLINE] = 0;
    }
    if (case_is_for_meeting(u, &c))
        score[ROLE_EVENT] = 0;
    /* A line of a timetable is what it says itself, and no more. */
    bool other =
        is_other(score) || asks_of_decision(s) || s->other_column || u->event;
    for (size_t k = 0; k < sizeof section_roles / sizeof *section_roles; k++)
        if (u->section == section_roles[k].section &&
            !(other && section_roles[k].section == SECTION_WHEN))
            score[section_roles[k].role] += section_roles[k].gain;
    if (score[ROLE_PAST] < PAST_SAID)
        applying_weigh(s, &c, score);
    applying_received(s, &c, score);
    if (score[ROLE_DEADLINE] > 0 && u->is_heading)
        score[ROLE_DEADLINE] += 0.2;
    /* What stands above is of the column that says so. */
    const struct unit *head =
        s->other_column ? NULL : text_heading(s->r->text, u);
    if (head != NULL && u->answer)
        govern(head, weight_of(s, WEIGHT_DATE_ANSWER), score);
    else if (head != NULL && row.first == 0 && fills_cell(u, &c))
        govern(head, COLUMN_SHARE * weight_of(s, WEIGHT_DATE_LABEL), score);
    if (!other && score[ROLE_OPENS] <= score[ROLE_DEADLINE] &&
        case_is_seasons_round(s, &c))
        raise_to(&score[ROLE_DEADLINE],
                 COLUMN_SHARE * weight_of(s, WEIGHT_DATE_LABEL));
    /* An introduction between them passes on what the heading says. */
    if (head != NULL && row.first == 0 && s->intro != NULL &&
        s->intro->answer && clause_is_bare(u, 0, c.a) && says_nothing(s->intro))
        govern(head, COLUMN_SHARE * weight_of(s, WEIGHT_DATE_LABEL), score);
    /* A list of bare days is a column of values under its introduction. */
    govern(s->intro,
           clause_is_bare(u, 0, c.a)
               ? COLUMN_SHARE * weight_of(s, WEIGHT_DATE_LABEL)
               : weight_of(s, WEIGHT_DATE_GOVERNED),
           score);
    by_label(s, row, &c, score);
    first_step(s, &c, score);
    turn_moved(s, row, &c, score);
    asides_weigh(s, &c, score);
    if (case_is_attachment(u)) {
        score[ROLE_DEADLINE] = 0;
        raise_to(&score[ROLE_ADVICE], weight_of(s, WEIGHT_DATE_ADVICE));
    } else if (case_is_report(s)) {
        score[ROLE_DEADLINE] = 0;
        raise_to(&score[ROLE_REPORT], weight_of(s, WEIGHT_DATE_REPORT));
    } else if (case_is_event(s, &c)) {
        score[ROLE_DEADLINE] *= 0.5;
        raise_to(&score[ROLE_EVENT], weight_of(s, WEIGHT_DATE_EVENT));
    }
    if (row.first > 0 && c.a >= 2 && unit_in(u, c.a - 2, WORDS_FOR) &&
        unit_in(u, c.a - 1, WORDS_PERIOD)) {
        /* "senast den 15 februari för perioden 1 juli-31 december" */
        score[ROLE_DEADLINE] = score[ROLE_OPENS] = 0;
        raise_to(&score[ROLE_PROJECT], weight_of(s, WEIGHT_DATE_PROJECT));
    }
    if (case_is_of_past_rounds(s, row)) {
        score[ROLE_DEADLINE] = score[ROLE_OPENS] = 0;
        raise_to(&score[ROLE_PAST], PAST_SAID);
    }
    if (clause_follows_arrow(s, row.first)) {
        score[ROLE_DEADLINE] = score[ROLE_OPENS] = 0;
        score[ROLE_DECISION] += 1;
    }
}

enum role roles_best(const struct reader *r,
                     const double score[static ROLE_COUNT], double *best)
{
    enum role role = ROLE_NONE;
    *best = r->w[WEIGHT_DATE_MIN].weight;
    for (int k = ROLE_NONE + 1; k < ROLE_COUNT; k++)
        if (score[k] > *best) {
            *best = score[k];
            role = (enum role)k;
        }
    return role;
}
