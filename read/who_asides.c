/*
 * who_asides.c - names that a sentence mentions without saying anything of
 * them: in a relative clause, or governed by a preposition.
 */
#include "who.h"

#include <string.h>

/* Just after this word a name is said to be a form: "som är", "drivs som". */
bool who_tells_form(const struct unit *u, size_t i)
{
    return unit_in(u, i, WORDS_IS) || unit_in(u, i, WORDS_IS_RUN) ||
           unit_in(u, i, WORDS_ORGANISED) || unit_in(u, i, WORDS_FORMED);
}

/* "byggnader som ägs av": is "ägs" at I said of a thing, and of no form? */
static bool is_owned(const struct unit *u, size_t i)
{
    if (!unit_in(u, i, WORDS_OWNED) || !unit_in(u, i + 1, WORDS_BY) || i == 0)
        return false;
    size_t end = i - unit_in(u, i - 1, WORDS_WHO);
    for (size_t k = 0; k < u->n_matches; k++)
        if (u->matches[k].set == LEX_APPLICANT && u->matches[k].to == end)
            return false;
    return true;
}

/* "aktiebolag eller som bygdens egen ekonomiska förening" */
static bool is_joined(const struct unit *u, size_t i)
{
    return i > 0 && (who_is_join(u, i - 1) || unit_in(u, i - 1, WORDS_EITHER));
}

/* "oberoende av om de är föreningar eller bolag" */
static bool is_regardless(const struct unit *u, size_t i)
{
    return (i >= 1 && unit_in(u, i - 1, WORDS_REGARDLESS)) ||
           (i >= 2 && unit_in(u, i - 2, WORDS_REGARDLESS));
}

#define AS_WELL_REACH 8

/* "såväl kommuner som skolor": is "som" at I the other half of that? */
static bool is_as_well(const struct unit *u, size_t i)
{
    for (size_t k = i; k > 0 && i - k < AS_WELL_REACH; k--)
        if (unit_in(u, k - 1, WORDS_BOTH))
            return true;
    return false;
}

#define SUPPOSED_WORDS 4 /* "om den som äger är en" */

/* "Ägaren, om det är en kommun eller stiftelse": what follows tells the form
 * and is no aside; but "även om det är". */
static bool supposes_form(const struct unit *u, size_t i)
{
    if (i > 0 && (unit_in(u, i - 1, WORDS_ALSO) ||
                  unit_match_at(u, LEX_APPLICANT, i + 1) != NULL))
        return false;
    for (size_t k = i + 2; k < u->n && k <= i + SUPPOSED_WORDS; k++)
        if (unit_in(u, k, WORDS_IS) &&
            (unit_match_at(u, LEX_APPLICANT, k + 1) != NULL ||
             (unit_in(u, k + 1, WORDS_ARTICLE) &&
              unit_match_at(u, LEX_APPLICANT, k + 2) != NULL)))
            return true;
    return false;
}

#define ADVERBS 2 /* "som föreningen ändå redan gör" */

bool who_acts_in_clause(const struct unit *u, const struct match *m)
{
    size_t i =
        m->from - (m->from > 0 && unit_in(u, m->from - 1, WORDS_ARTICLE));
    if (i == 0 || !unit_in(u, i - 1, WORDS_WHO))
        return false;
    for (i = m->to; i <= m->to + ADVERBS && i < u->n; i++) {
        if (who_is_verb(u, i) || unit_in(u, i, WORDS_IS))
            return true;
        if (u->tokens[i].kind != TOKEN_WORD || who_is_join(u, i) ||
            context_says(u, CUE_PREPOSITION, i, i + 1))
            return false;
    }
    return false;
}

#define MEMBER_WORDS 3 /* "som är aktiv medlem i en förening" */

/* "Du som är ledare i en idrottsförening": one of it, and not it. */
static bool is_of_some(const struct unit *u, size_t i)
{
    for (size_t k = i; k < i + MEMBER_WORDS && k + 1 < u->n; k++) {
        if (u->tokens[k].kind != TOKEN_WORD ||
            unit_match_at(u, LEX_APPLICANT, k) != NULL)
            return false;
        if (k > i && (unit_in(u, k, WORDS_IN) || unit_in(u, k, WORDS_OF)))
            return true;
    }
    return false;
}

/* A word that opens a clause about something else. */
static bool opens_aside(const struct unit *u, size_t i)
{
    /* "om de är aktiebolag eller stiftelser spelar ingen roll" */
    if (unit_in(u, i, WORDS_IF))
        return !(i > 0 && unit_in(u, i - 1, WORDS_GROUP)) && /* "grupper om" */
               !supposes_form(u, i) && !context_says(u, CUE_MEANS, 0, u->n) &&
               !is_regardless(u, i);
    /* "Där kan en förening ansöka" is said of a place, and no aside. */
    if ((i > 0 && unit_in(u, i, WORDS_WHERE)) || unit_in(u, i, WORDS_SUBCLAUSE))
        return true;
    if (i > 0 && unit_is_punct(u, i - 1, ',') && unit_in(u, i, WORDS_WHEREOF))
        return true; /* "minst två parter, varav den ena en arbetsgivare" */
    if (i > 0 && unit_is_punct(u, i - 1, ',') &&
        unit_in(u, i, WORDS_WHICH_ONES))
        return true; /* "föreningar, vilka kunde få stöd, omfattas inte" */
    if (unit_match_at(u, LEX_APPLICANT, i) != NULL)
        return false; /* "som privatperson" */
    if (!unit_in(u, i, WORDS_WHO) || i + 1 >= u->n || i == 0 ||
        is_as_well(u, i) || unit_in(u, i + 1, WORDS_EVER)) /* "vem som helst" */
        return false;
    if (unit_in(u, i + 1, WORDS_SERVES))
        return true; /* "organisationer som främjar företag" */
    /* "som en förening" is a form, "som är föreningar" too. */
    for (size_t k = i + 1; k < u->n && k <= i + 3; k++) {
        const struct match *m = unit_match_at(u, LEX_APPLICANT, k);
        if (m != NULL && who_acts_in_clause(u, m))
            break; /* "sådant som kommunen ansvarar för" */
        if (m != NULL && (k <= i + 2 || is_joined(u, i)))
            return false;
    }
    return !(who_tells_form(u, i + 1) && !is_of_some(u, i + 2)) &&
           !is_owned(u, i + 1);
}

static bool is_in_saying(const struct who_events *ev, size_t i)
{
    for (size_t e = 0; e < ev->n; e++)
        if (ev->items[e].from <= i && ev->items[e].to > i)
            return true;
    return false;
}

/* Does something said of the sentence's own names begin at token K? */
static bool says_at(const struct who_events *ev, size_t k)
{
    for (size_t e = 0; e < ev->n; e++)
        if (ev->items[e].from == k && !ev->items[e].faint &&
            ((ev->items[e].said != WHO_PART &&
              ev->items[e].side == WHO_BEFORE) ||
             (ev->items[e].said == WHO_MAY && ev->items[e].side == WHO_AFTER)))
            return true;
    return false;
}

/* "du som söker företräder en förening": the saying takes in the verb of the
 * aside and goes on to the names. */
static bool leads_on(const struct who_events *ev, size_t k)
{
    for (size_t e = 0; e < ev->n; e++)
        if (ev->items[e].from == k && ev->items[e].said == WHO_MAY &&
            ev->items[e].side == WHO_AFTER && ev->items[e].to > k + 1)
            return true;
    return false;
}

static bool is_business_at(const struct unit *u, size_t i)
{
    const struct match *m = unit_match_at(u, LEX_APPLICANT, i);
    return m != NULL && who_is_business(m);
}

/* "som driver butik som enskild firma", "som bedriver fiske i aktiebolag" */
static bool tells_as(const struct unit *u, size_t from, size_t k)
{
    if (unit_in(u, k, WORDS_IN)) {
        size_t at = k + 1; /* "som arbetar i sin egen firma" */
        while (at < k + 3 &&
               (unit_in(u, at, WORDS_ARTICLE) || unit_in(u, at, WORDS_THEIR)))
            at++;
        return is_business_at(u, at) &&
               (unit_in(u, from, WORDS_RUNS) || unit_in(u, from, WORDS_WORKS));
    }
    return k + 1 < u->n && unit_in(u, k, WORDS_AS) &&
           (unit_match_at(u, LEX_APPLICANT, k + 1) != NULL ||
            (k + 2 < u->n && unit_match_at(u, LEX_APPLICANT, k + 2) != NULL));
}

/* "dig som nyss registrerat enskild firma": the reader's own form */
static bool tells_of_reader(const struct unit *u, size_t som, size_t k)
{
    if (som == 0 || !context_says(u, CUE_ADDRESS, som - 1, som) ||
        (!unit_in(u, k, WORDS_STARTED) && !unit_in(u, k, WORDS_RUNS)))
        return false;
    for (size_t i = k + 1; i <= k + 3; i++)
        if (unit_match_at(u, LEX_APPLICANT, i) != NULL)
            return true;
    return false;
}

/* "en person som fyllt 16 år eller en förening": the aside is over, unless
 * "med en skola eller en förening" runs on. */
static bool joins_anew(const struct unit *u, size_t from, size_t k)
{
    if (k + 2 >= u->n || !who_is_join(u, k))
        return false;
    /* "som driver verksamhet och aktiebolag" */
    bool form = k - from <= 4 &&
                unit_match_at(u, LEX_APPLICANT, k + 1) != NULL &&
                !who_names_in(u, from, k);
    if (!form && !unit_in(u, k + 1, WORDS_ARTICLE))
        return false;
    for (size_t i = from; i < k; i++)
        if (unit_in(u, i, WORDS_GOVERNS) || unit_in(u, i, WORDS_WITH) ||
            context_says(u, CUE_NEITHER, i, i + 1))
            return false;
    return true;
}

#define GIVEN_WORDS 3 /* "till andra svenska företag" */

/* "... som säljer till andra företag, kommuner eller regioner": does the row of
 * names that the aside ended in go on after the comma K? */
static bool row_goes_on(const struct unit *u, size_t k)
{
    const struct match *m, *before = NULL, *next = NULL;
    for (const struct match *end = unit_matches_of(u, LEX_APPLICANT, &m);
         m < end; m++) {
        before = m->to == k ? m : before;
        next = m->from == k + 1 ? m : next;
    }
    if (before == NULL || next == NULL)
        return false;
    bool closes = false;
    for (size_t i = next->from; i <= next->to; i++)
        closes |= unit_in(u, i, WORDS_OR);
    for (size_t i = before->from;
         closes && i > 0 && before->from - i < GIVEN_WORDS; i--)
        if (unit_in(u, i - 1, WORDS_TO))
            return true;
    return false;
}

/* Marks the tokens of asides: from "som" to a comma, a saying or the end. */
void who_mark_asides(const struct unit *u, const uint16_t *clause,
                     const struct who_events *ev, bool *aside)
{
    for (size_t i = 0; i < u->n; i++) {
        if (!opens_aside(u, i) || is_in_saying(ev, i))
            continue;
        for (size_t k = i + 1; k < u->n && clause[k] == clause[i]; k++) {
            bool said = (k > i + 1 || unit_in(u, i, WORDS_CONTENT) ||
                         (i == 0 && unit_in(u, i, WORDS_IF)) ||
                         (unit_in(u, i, WORDS_WHO) && leads_on(ev, k))) &&
                        says_at(ev, k);
            /* "nytt är att trossamfund får söka": said there after all */
            if (said && unit_in(u, i, WORDS_CONTENT))
                memset(aside + i, 0, (k - i) * sizeof *aside);
            if (said || unit_is_punct(u, k, ')') ||
                (unit_is_punct(u, k, ',') && !row_goes_on(u, k)) ||
                joins_anew(u, i, k) || tells_as(u, i + 1, k) ||
                tells_of_reader(u, i, k))
                break;
            aside[k] = true;
        }
    }
}

static bool is_place_like(const struct match *m)
{
    return m->entry->index == APPLICANT_MUNICIPALITY ||
           m->entry->index == APPLICANT_REGION ||
           m->entry->index == APPLICANT_FAITH_COMMUNITY ||
           m->entry->index == APPLICANT_UNIVERSITY ||
           m->entry->index == APPLICANT_AGENCY;
}

static bool ends_saying(const struct who_events *ev, size_t i)
{
    for (size_t e = 0; e < ev->n; e++)
        if (ev->items[e].side != WHO_BEFORE && ev->items[e].to == i + 1)
            return true;
    return false;
}

/* Does the preposition at token I stand at the end of saying V, or before it:
 * "till er som är"? */
static bool has_same(const struct unit *u, const struct who_event *v, size_t i)
{
    const char *norm = u->tokens[i].norm;
    return v->side == WHO_AFTER && v->to <= i &&
           (strcmp(u->tokens[v->to - 1].norm, norm) == 0 ||
            (v->from > 0 && strcmp(u->tokens[v->from - 1].norm, norm) == 0));
}

/* "söks av föreningar, eller av en kommun": the preposition is that of the
 * saying again. */
static bool repeats_saying(const struct unit *u, const struct who_events *ev,
                           size_t i)
{
    if (i == 0 ||
        (!who_is_join(u, i - 1) && !unit_in(u, i - 1, WORDS_ALSO) &&
         !unit_is_punct(u, i - 1, ',') && !unit_is_punct(u, i - 1, '-')))
        return false;
    for (size_t e = 0; e < ev->n; e++)
        if (has_same(u, &ev->items[e], i))
            return true;
    return false;
}

/* After a comma: "med kommuner, regioner"; "av en kommun, region eller stat" */
static bool runs_on(const struct unit *u, const struct match *name,
                    enum who_government last)
{
    if (last != WHO_GOVERNED)
        return last == WHO_GOVERNED_ALONG;
    /* "till företag, kommuner eller regioner": one name of two */
    for (size_t i = name->from; i <= name->to; i++)
        if (unit_in(u, i, WORDS_OR))
            return true;
    return false;
}

/* "organisationer med företag som målgrupp" */
bool who_is_target(const struct unit *u, const struct match *name)
{
    return unit_in(u, name->to, WORDS_AS) &&
           unit_in(u, name->to + 1, WORDS_TARGET);
}

/* "utövare med enskild firma" are that firm, "företag med aktiebolag eller
 * enskild firma" those. */
static bool is_had(const struct unit *u, const struct match *name, size_t i)
{
    if (i + 2 < name->from)
        return false;
    if (who_is_target(u, name))
        return false;
    /* "dig med handelsbolag eller aktiebolag" */
    if (i >= 2 && context_says(u, CUE_ADDRESS, i - 2, i - 1))
        return true;
    int form = name->entry->index;
    bool business = form == APPLICANT_COMPANY || form == APPLICANT_PARTNERSHIP;
    return form == APPLICANT_SOLE_TRADER ||
           (business && i >= 2 && unit_in(u, i - 2, WORDS_BUSINESS));
}

/* "en av kommunerna", "either of the", "grupper av privatpersoner": the form is
 * meant itself */
static bool is_partitive(const struct unit *u, size_t i)
{
    if (i > 0 && unit_in(u, i - 1, WORDS_GROUP) &&
        (unit_in(u, i, WORDS_OF) || unit_in(u, i, WORDS_IF)))
        return true;
    return i > 0 && unit_in(u, i, WORDS_OF) &&
           (unit_in(u, i - 1, WORDS_SOME) || unit_in(u, i - 1, WORDS_LEAST) ||
            unit_in(u, i - 1, WORDS_ARTICLE));
}

/* "skolor som drivs av en kommun": the one who runs it applies */
static bool is_run_by(const struct unit *u, size_t i)
{
    /* "Ägs lokalen av en stiftelse går det också bra" */
    if (i > 0 && unit_in(u, i, WORDS_BY) &&
        (unit_in(u, 0, WORDS_OWNED) || unit_in(u, 0, WORDS_IS_RUN)))
        return true;
    return i > 0 && unit_in(u, i, WORDS_BY) &&
           (unit_in(u, i - 1, WORDS_IS_RUN) || unit_in(u, i - 1, WORDS_RUN) ||
            is_owned(u, i - 1)) &&
           !(i > 1 && unit_in(u, i - 2, WORDS_NOT));
}

/* "till exempel en förening" */
static bool is_example(const struct unit *u, size_t i)
{
    return unit_in(u, i + 1, WORDS_EXAMPLE);
}

/* A preposition that governs a whole row of names. */
static bool governs_row(const struct unit *u, size_t i)
{
    return unit_in(u, i, WORDS_WITH) || unit_in(u, i, WORDS_BETWEEN) ||
           (unit_in(u, i, WORDS_AMONG) && !unit_in(u, i + 1, WORDS_OTHER));
}

/* Does preposition T stand before NAME too: "av en förening, av kommunen"? */
static bool has_preposition(const struct unit *u, const struct match *name,
                            const struct token *t)
{
    for (size_t i = name->from; i > 0 && name->from - i < 3; i--)
        if (strcmp(u->tokens[i - 1].norm, t->norm) == 0)
            return true;
    return false;
}

#define GOVERN_REACH 5 /* words: "av tre fristående juridiska personer" */

/* Does a preposition govern the name: "tillsammans med en kommun"? It does
 * so too for the next ones of a row: "med kommuner och regioner". */
enum who_government who_government_of(const struct unit *u,
                                      const struct who_events *ev,
                                      const struct match *name,
                                      const struct match *last,
                                      enum who_government last_governed)
{
    size_t words = 0;
    for (size_t i = name->from; i > 0 && words < GOVERN_REACH; i--) {
        const struct token *t = &u->tokens[i - 1];
        if (last != NULL && last->to >= i)
            return last_governed;
        if (ends_saying(ev, i - 1))
            return WHO_FREE;
        if (unit_is_punct(u, i - 1, ')')) {
            while (i > 1 && !unit_is_punct(u, i - 1, '('))
                i--;
            continue; /* "föreningar (även nya) eller bolag" */
        }
        /* "hos regionen (länsstyrelsen eller ett kommunalförbund)" */
        if (t->norm[0] == '(' && last != NULL && last->to + 1 == i &&
            is_place_like(last))
            return last_governed;
        if (t->kind == TOKEN_PUNCT && t->norm[0] != '-' && t->norm[0] != '/')
            return t->norm[0] == ',' && last != NULL && last->to + 1 >= i &&
                           runs_on(u, name, last_governed)
                       ? last_governed
                       : WHO_FREE;
        if (who_is_join(u, i - 1) || unit_is_punct(u, i - 1, '/')) {
            if (i >= 3 && unit_is_punct(u, i - 2, '-') &&
                !u->tokens[i - 2].space) {
                i -= 2; /* "en pensionärs- eller anhörigorganisation" */
                continue;
            }
            /* "för barn och unga", "med skolan och föreningar" */
            if (i >= 3 &&
                (last == NULL ||
                 (last->to < i - 2 &&
                  name->entry->index == APPLICANT_INDIVIDUAL)) &&
                u->tokens[i - 2].kind == TOKEN_WORD &&
                !ends_saying(ev, i - 3)) {
                if (governs_row(u, i - 3))
                    return WHO_GOVERNED_ALONG;
                /* "by the state or a municipality" */
                size_t at = i - 3 - (i > 4 && unit_in(u, i - 3, WORDS_KNOWN));
                if (at > 0 && unit_in(u, at, WORDS_GOVERNS))
                    return WHO_GOVERNED;
            }
            if (last == NULL || i - 1 < last->to ||
                (i - 1 - last->to > 2 && !unit_is_punct(u, i - 2, ')')) ||
                unit_is_punct(u, i - 2, ','))
                return WHO_FREE;
            return last_governed;
        }
        if (i == 1 && (token_in(t, WORDS_TO) || token_in(t, WORDS_FOR)))
            return WHO_FREE; /* "Till föreningar som ..." */
        if (token_in(t, WORDS_CONTENT) || token_in(t, WORDS_IS) ||
            token_in(t, WORDS_BE) || unit_cue_at(u, CUE_MAY, i - 1) != NULL)
            return WHO_FREE; /* "till kommunen kan som privatperson få" */
        /* "det spelar ingen roll om verksamheten bedrivs av" */
        if (token_in(t, WORDS_IF) && context_says(u, CUE_MEANS, 0, i) &&
            !(i > 1 && unit_in(u, i - 2, WORDS_ALSO)))
            return WHO_FREE;
        if (is_partitive(u, i - 1) || is_example(u, i - 1) ||
            is_run_by(u, i - 1))
            continue;
        if (token_in(t, WORDS_GOVERNS)) {
            /* "sköts av föreningar eller av en stiftelse" */
            bool again = i >= 2 && unit_in(u, i - 2, WORDS_OR);
            if (last != NULL && last->to + 2 >= i &&
                (again ||
                 (unit_is_punct(u, i - 2, ',') && has_preposition(u, last, t))))
                return last_governed;
            return again || (i >= 2 && unit_in(u, i - 2, WORDS_FORM)) ||
                           repeats_saying(u, ev, i - 1)
                       ? WHO_FREE
                       : WHO_GOVERNED;
        }
        if (i >= 2 && unit_in(u, i - 2, WORDS_EQUAL))
            return WHO_FREE;
        if (governs_row(u, i - 1))
            return is_had(u, name, i) ? WHO_FREE : WHO_GOVERNED_ALONG;
        if ((token_in(t, WORDS_IN) || token_in(t, WORDS_AT)) &&
            is_place_like(name)) /* "hos en region eller vid ett .." */
            return i >= 2 && unit_in(u, i - 2, WORDS_OR) && last != NULL &&
                           last->to + 2 >= i
                       ? last_governed
                       : WHO_GOVERNED;
        words++;
    }
    return WHO_FREE;
}
