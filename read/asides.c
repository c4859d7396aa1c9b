/* asides.c - days that are not the call's own; see asides.h. */
#include "asides.h"

#include "context.h"

#include <string.h>

static bool has_word(const struct unit *u, size_t from, size_t to,
                     const char *const *words)
{
    for (size_t k = from; k < to; k++)
        if (clause_word(u, k, words))
            return true;
    return false;
}

static bool starts_with(const struct token *t, const char *const *stems)
{
    for (; *stems != NULL; stems++)
        if (strncmp(t->norm, *stems, strlen(*stems)) == 0)
            return true;
    return false;
}

/* --- what must be done by a day ------------------------------------------ */

/* A past participle, by its ending: "gjord", "installerade", "utført". */
static bool is_participle(const struct token *t)
{
    static const char *const ends[] = {
        "ad",  "at",  "ade", "rd",  "rt", "rda", "rte", "gd",  "gt", "gda",
        "ld",  "lt",  "lda", "md",  "mt", "nd",  "nt",  "nda", "ed", "et",
        "ede", "ete", "tte", "ått", "ne", "na",  "it",  "ilt", NULL};
    static const char *const irregular[] = {"done",   "built", "spent",
                                            "filmed", "made",  NULL};
    if (t->kind != TOKEN_WORD || t->len < 4)
        return false;
    for (const char *const *w = irregular; *w != NULL; w++)
        if (token_is(t, *w))
            return true;
    for (const char *const *e = ends; *e != NULL; e++) {
        size_t n = strlen(*e);
        if (t->len > n + 2 && memcmp(t->norm + t->len - n, *e, n) == 0)
            return true;
    }
    return false;
}

/* "Kartläggningen ska vara gjord senast 31 maj": a duty to have something done
 * that is neither sent nor handed in. */
static bool is_work(const struct unit *u, const struct clause *c)
{
    static const char *const be[] = {"vara", "være",  "vera", "be",
                                     "bli",  "blive", NULL};
    static const char *const sent[] = {
        "skick",  "insk",  "sänd",     "insänd", "sen",    "inns",    "inds",
        "lämn",   "inlä",  "lever",    "innlev", "indlev", "mejl",    "mail",
        "post",   "motta", "modta",    "receiv", "submit", "lodg",    "filed",
        "regis",  "inne",  "inkom",    "fram",   "kommet", "kommen",  "komne",
        "fulls",  "stäm",  "under",    "uploa",  "lasta",  "uppladd", "opplast",
        "handed", "sign",  "complete", NULL};
    static const enum cue own[] = {CUE_APPLY, CUE_PERIOD,   CUE_HANDING,
                                   CUE_OPENS, CUE_NOMINATE, CUE_RECEIVED};
    static const char *const pronouns[] = {"den",  "det", "de",  "it", "they",
                                           "allt", "alt", "all", NULL};
    for (size_t k = 0; k < sizeof own / sizeof *own; k++)
        if (clause_has(u, c, own[k]))
            return false;
    if (clause_word(u, c->from, pronouns))
        return false;
    for (size_t k = c->from; k + 1 < c->a; k++)
        if (clause_word(u, k, be) && is_participle(&u->tokens[k + 1]) &&
            !starts_with(&u->tokens[k + 1], sent))
            return true;
    return false;
}

/* --- when the deciders meet ---------------------------------------------- */

/* "Vi träffas och läser ansökningar den 10 december": no day to send in by. */
static bool is_reading(const struct unit *u, const struct clause *c)
{
    static const char *const meet[] = {
        "träffas", "möts",  "sammanträder", "samlas", "møtes", "mødes",
        "samles",  "meets", "meet",         "møtest", "ses",   NULL};
    static const char *const read[] = {"läser", "leser", "læser", NULL};
    if (!has_word(u, c->from, c->a, meet) || clause_has(u, c, CUE_LATEST) ||
        clause_has(u, c, CUE_UNTIL))
        return false;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set == LEX_CUE && m->entry->index == CUE_DEADLINE &&
            m->from >= c->from && m->to <= c->to &&
            !clause_word(u, m->from, read))
            return false;
    }
    return true;
}

/* "För att komma med på mötet den 11 februari ska ansökan vara inskickad senast
 * 14 januari": the day stands at the name of the meeting, another follows. */
static bool is_named_meeting(const struct scene *s, const struct clause *c)
{
    static const char *const words[] = {"den", "the", "on", ",", "d", NULL};
    const struct unit *u = s->u;
    size_t k = c->a;
    if (s->n < 2)
        return false;
    while (k > 0 &&
           (clause_word(u, k - 1, words) || clause_is_weekday(u, k - 1)))
        k--;
    if (k == 0 || (unit_find_in(u, LEX_CUE, CUE_EVENT, k - 1, k) == NULL &&
                   unit_find_in(u, LEX_CUE, CUE_DECISION, k - 1, k) == NULL))
        return false;
    return unit_find_in(u, LEX_CUE, CUE_LATEST, c->b, u->n) != NULL ||
           unit_find_in(u, LEX_CUE, CUE_DEADLINE, c->b, u->n) != NULL;
}

/* --- other offices and their calls --------------------------------------- */

static const char *const other[] = {"annan", "annat",     "andra", "another",
                                    "other", "annen",     "annet", "andre",
                                    "anden", "different", NULL};

/* "en annan sista dag", "another deadline", "andra datum" */
static bool is_other_day(const struct unit *u, size_t i)
{
    static const char *const days[] = {"datum", "dates", "date", "datoer",
                                       "dag",   "tider", NULL};
    return clause_word(u, i, other) &&
           (unit_find_in(u, LEX_CUE, CUE_DEADLINE, i + 1, i + 4) != NULL ||
            has_word(u, i + 1, i + 2 < u->n ? i + 2 : u->n, days));
}

static bool names_office(const struct unit *u)
{
    static const char *const stems[] = {
        "myndighet", "länsstyrelse", "kommunen",   "regionen", "staten",
        "statens",   "fylke",        "county",     "state",    "government",
        "agency",    "authorit",     "ministr",    "council",  "boverket",
        "jordbruks", "styrelsen",    "direktorat", "statsfor", "arvsfond",
        "kulturråd", "allmänna",     "tillväxtv",  NULL};
    static const char *const ends[] = {"fonden",     "verket", "fondet",
                                       "rådet",      "rådets", "tilsynet",
                                       "styrelsens", NULL};
    for (size_t k = 0; k < u->n; k++) {
        const struct token *t = &u->tokens[k];
        if (starts_with(t, stems))
            return true;
        for (const char *const *e = ends; *e != NULL; e++) {
            size_t n = strlen(*e);
            if (t->len > n && memcmp(t->norm + t->len - n, *e, n) == 0)
                return true;
        }
    }
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

/* U tells of a day of ours. */
static bool is_ours(const struct reader *r, const struct unit *u)
{
    static const char *const own[] = {"vår", "vårt",  "våra", "ours", "our",
                                      "oss", "vores", "us",   NULL};
    size_t n;
    dates_find(r->mem, u, &n);
    return n > 0 && has_word(u, 0, u->n, own) &&
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
    static const char *const words[] = {
        "övriga",        "andra",     "other",     "others",    "andre",
        "øvrige",        "andre",     "vanliga",   "ordinarie", "vanlige",
        "ordinære",      "allmänhet", "generally", "general",   "alminnelighet",
        "almindelighed", "skillnad",  "normalt",   "ellers",    "annars",
        "øvrig",         NULL};
    static const char *const but[] = {"men", "but", ";", NULL};
    for (size_t k = end; k > 0 && end - k < OTHERS_WORDS; k--) {
        if (clause_word(u, k - 1, but))
            return false;
        if (clause_word(u, k - 1, words))
            return true;
    }
    return false;
}

/* "Utlysningen publicerades den 2 november": not the page, the call. */
static bool is_published(const struct unit *u, const struct clause *c)
{
    static const char *const was[] = {"was", "is",   "ble",  "blev",
                                      "er",  "blir", "blei", NULL};
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set != LEX_CUE || m->entry->index != CUE_UPDATED ||
            m->from < c->from || m->to > c->a || m->from == 0)
            continue;
        size_t at = m->from - 1;
        if (clause_word(u, at, was) && at > 0)
            at--;
        const struct match *of =
            unit_find_in(u, LEX_CUE, CUE_PERIOD, at, at + 1);
        if (of != NULL && of->entry->weight >= 1 &&
            strncmp(u->tokens[m->from].norm, "publ", 4) == 0)
            return true;
    }
    return false;
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
    if (is_elsewhere(s->u, c) || is_beside_ours(s))
        role = ROLE_ADVICE;
    else if (is_work(s->u, c))
        role = ROLE_PROJECT;
    else if (is_reading(s->u, c) || is_named_meeting(s, c))
        role = ROLE_DECISION;
    else
        return;
    score[ROLE_DEADLINE] = score[ROLE_OPENS] = 0;
    if (score[role] < w[WEIGHT_DATE_PROJECT].weight)
        score[role] = w[WEIGHT_DATE_PROJECT].weight;
}
