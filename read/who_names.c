/*
 * who_names.c - what a sentence says of the forms named in it.
 *
 * A name is what a saying is about where it stands on the saying's side in
 * the same clause, nearest first.
 */
#include "who.h"

#include <string.h>

/* Sayings about the names in an aside are none of the sentence's; nor is what
 * comes right after the pronoun, where the sentence goes on: "föreningar,
 * vilka kunde få stöd förut, omfattas inte". */
static void drop_asides(const struct unit *u, struct who_events *ev,
                        const bool *aside)
{
    size_t kept = 0;
    for (size_t e = 0; e < ev->n; e++) {
        const struct who_event *v = &ev->items[e];
        bool within = aside[v->from];
        bool more = false;
        for (size_t k = e + 1; within && k < ev->n; k++)
            more |= ev->items[k].from >= v->to && !aside[ev->items[k].from];
        bool leads = within && v->from > 0 && !aside[v->from - 1] && more &&
                     v->from >= 2 && unit_is_punct(u, v->from - 2, ',');
        if (!(within && (v->side != WHO_BEFORE || v->said == WHO_PART ||
                         leads || v->faint)))
            ev->items[kept++] = *v;
    }
    ev->n = kept;
}

/* --- what is said of a name ---------------------------------------------- */

static size_t words_between(const struct unit *u, size_t from, size_t to)
{
    size_t n = 0;
    for (size_t i = from; i < to; i++)
        n += u->tokens[i].kind != TOKEN_PUNCT;
    return n;
}

/* "X kan söka liksom Y" */
static bool is_added(const struct unit *u, size_t from, size_t to)
{
    /* "kan söka i eget namn", "kan söka som privatperson" */
    if (unit_in(u, to, WORDS_AS) ||
        (unit_in(u, to, WORDS_IN) && to + 2 < u->n &&
         unit_match_at(u, LEX_APPLICANT, to) != NULL))
        return to - from <= 3;
    for (size_t i = from; i < to && i < from + 3; i++)
        if ((unit_in(u, i, WORDS_LIKEWISE) || unit_in(u, i, WORDS_ALSO)) &&
            !unit_in(u, i + 1, WORDS_WHEN) && !unit_in(u, i + 1, WORDS_IF))
            return true; /* but "också när en förening har idén" */
    for (size_t i = from; i + 1 < to && i < from + 5; i++)
        if (unit_in(u, i, WORDS_EQUAL) && unit_in(u, i + 1, WORDS_WITH))
            return true; /* "på lik linje med kommuner" */
    return false;
}

#define FAINT_FAR 40 /* words: any other saying in the clause is nearer */

/* The saying that name I is the subject or object of, or NULL. */
static const struct who_event *saying_of(const struct unit *u,
                                         const uint16_t *clause,
                                         const struct who_events *ev,
                                         const struct match *name)
{
    const struct who_event *best = NULL;
    size_t best_far = SIZE_MAX;
    for (size_t e = 0; e < ev->n; e++) {
        const struct who_event *v = &ev->items[e];
        if (clause[v->from] != clause[name->from] ||
            (v->until > 0 && name->from >= v->until))
            continue;
        size_t far;
        if (v->said == WHO_MAY_NOT && v->until > 0 && v->to <= name->from)
            return v; /* "alla utom aktiebolag och handelsbolag kan söka" */
        if (v->from <= name->from && v->to > name->from) {
            return v; /* also "söker [som" privatperson] */
        } else if (v->from >= name->to && v->side != WHO_AFTER) {
            far = words_between(u, name->to, v->from);
        } else if (v->to <= name->from) {
            bool taken = false; /* by a name before it: "X kan söka hos Y" */
            if (v->side == WHO_BEFORE)
                for (size_t k = 0; k < u->n_matches; k++)
                    taken |= u->matches[k].set == LEX_APPLICANT &&
                             u->matches[k].to <= v->from &&
                             clause[u->matches[k].from] == clause[v->from];
            if (taken && !is_added(u, v->to, name->from))
                continue;
            far = words_between(u, v->to, name->from);
            if (v->side == WHO_BEFORE)
                far += 4;
        } else {
            continue;
        }
        far += v->faint ? FAINT_FAR : 0;
        if (far < best_far) {
            best = v;
            best_far = far;
        }
    }
    return best;
}

/* A word that leads to a verb and names nobody. */
static bool is_filler(const struct token *t)
{
    return t->kind == TOKEN_PUNCT || token_in(t, WORDS_AND) ||
           token_in(t, WORDS_BUT) || token_in(t, WORDS_RATHER) ||
           token_in(t, WORDS_CONTRAST) || token_in(t, WORDS_SO_THEN) ||
           token_in(t, WORDS_SELF) || token_in(t, WORDS_IT_THIS) ||
           token_in(t, WORDS_THEM);
}

/* "men de kan inte": no subject of its own */
static bool names_nobody(const struct unit *u, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (!is_filler(&u->tokens[i]))
            return false;
    return true;
}

/* The first saying in the clause after that of token I, where that clause
 * names nobody itself: "får delta men kan inte söka". */
static enum who_said said_next(const struct unit *u, const uint16_t *clause,
                               const struct who_events *ev, size_t i)
{
    size_t from = i;
    while (from < u->n && clause[from] == clause[i])
        from++;
    if (from >= u->n || unit_is_punct(u, from, '('))
        return WHO_UNSAID;
    size_t to = from;
    while (to < u->n && clause[to] == clause[from])
        to++;
    for (size_t e = 0; e < ev->n; e++)
        if (ev->items[e].from >= from && ev->items[e].to <= to &&
            ev->items[e].side != WHO_AFTER &&
            !who_names_in(u, from, ev->items[e].to) &&
            names_nobody(u, from, ev->items[e].from))
            return ev->items[e].said;
    return WHO_UNSAID;
}

/* The last saying in the clause before that of token I, where a colon, dash
 * or bracket stands between: "Söka kan: föreningar". */
static enum who_said said_before(const struct unit *u, const uint16_t *clause,
                                 const struct who_events *ev, size_t i)
{
    size_t from = i;
    while (from > 0 && clause[from - 1] == clause[i])
        from--;
    if (from == 0)
        return WHO_UNSAID;
    bool open = unit_is_punct(u, from - 1, ':') ||
                unit_is_punct(u, from, '-') || unit_is_punct(u, from, '(') ||
                unit_is_punct(u, from - 1, '?');
    size_t first = from; /* a name that opens the list, or no list */
    while (first < i && unit_match_at(u, LEX_APPLICANT, first) == NULL)
        first++;
    if (!open || words_between(u, from, first) > 4)
        return WHO_UNSAID;
    enum who_said said = WHO_UNSAID;
    for (size_t e = 0; e < ev->n; e++)
        if (ev->items[e].to <= from && ev->items[e].until == 0 &&
            clause[ev->items[e].from] == clause[from - 1])
            said = ev->items[e].said;
    return said;
}

/* "kan söka men inte ..." stands; "kan få ersättning men inte söka" does not.
 */
static bool is_applying(const struct unit *u, const struct who_event *v)
{
    for (size_t i = v->from; i < v->to; i++)
        if (unit_in(u, i, WORDS_APPLIES) || unit_in(u, i, WORDS_APPLYING))
            return true;
    return v->side == WHO_AFTER;
}

static enum who_said said_of(const struct unit *u, const uint16_t *clause,
                             const struct who_events *ev,
                             const struct match *name, bool *faint)
{
    const struct who_event *v = saying_of(u, clause, ev, name);
    enum who_said said = v != NULL ? v->said : WHO_UNSAID;
    *faint = v != NULL && v->faint && v->until > 0;
    if (v != NULL && v->from <= name->from && v->to >= name->to &&
        unit_is_punct(u, u->n - 1, '?') &&
        v->to - v->from > name->to - name->from)
        said = WHO_UNSAID; /* "Kan företag söka?" asks */
    size_t from = name->from;
    while (from > 0 && clause[from - 1] == clause[name->from])
        from--;
    if (unit_is_punct(u, from, '('))
        from++;
    if (unit_in(u, from, WORDS_NO) && unit_is_punct(u, from + 1, ','))
        from += 2; /* "Nej, inget av våra bidrag ..." */
    /* "Inga andra än föreningar" shuts out the rest */
    bool but_them =
        unit_in(u, from + 1, WORDS_OTHER) || unit_in(u, from + 1, WORDS_BUT);
    bool nobody_first =
        !but_them &&
        (unit_in(u, from, WORDS_NOBODY) || unit_in(u, from, WORDS_NOT)) &&
        !who_is_prefix(u, from + 1) && !who_says_how_much(u, clause, name->to);
    if (said == WHO_MAY && nobody_first && v->from > from && v->until == 0)
        return WHO_MAY_NOT; /* "Inga företag kan söka" */
    if (said == WHO_UNSAID && nobody_first && name->from <= from + 4)
        return WHO_MAY_NOT; /* "Inte kommuner." */
    enum who_said next = said_next(u, clause, ev, name->to - 1);
    if (next == WHO_MAY_NOT && (said != WHO_MAY || !is_applying(u, v)))
        return WHO_MAY_NOT;
    if (said == WHO_UNSAID && next != WHO_UNSAID)
        return next;
    if (said == WHO_UNSAID)
        said = said_before(u, clause, ev, name->from);
    const struct match *like =
        unit_find_in(u, LEX_CUE, CUE_LIKEWISE, from, name->from);
    if (said == WHO_UNSAID && like != NULL)
        for (size_t e = 0; e < ev->n; e++)
            if (ev->items[e].to <= like->from)
                said = ev->items[e].said; /* "; so were state agencies" */
    return said;
}

/* "det vill säga inte en enskild firma" */
static bool is_denied_itself(const struct unit *u, const struct match *name)
{
    size_t i = name->from;
    if (i > 0 && unit_in(u, i - 1, WORDS_ARTICLE))
        i--;
    if (i > 0 && unit_in(u, i - 1, WORDS_AS))
        i--; /* "inte som företag" */
    return i > 0 &&
           (unit_in(u, i - 1, WORDS_NOT) || unit_in(u, i - 1, WORDS_NEVER));
}

#define HAD_WORDS 4 /* "ha ett eget litet registrerat företag" */

/* "Du får inte redan ha ett registrerat företag" */
static bool is_not_had(const struct unit *u, const struct match *name)
{
    size_t i = name->from;
    while (i > 0 && name->from - i < HAD_WORDS &&
           u->tokens[i - 1].kind == TOKEN_WORD &&
           !unit_in(u, i - 1, WORDS_HAVE))
        i--;
    if (i < 2 || !unit_in(u, i - 1, WORDS_HAVE))
        return false;
    return unit_in(u, i - 2, WORDS_NOT) ||
           (i > 2 && unit_in(u, i - 3, WORDS_NOT));
}

/* "eftersom en firma inte är en juridisk person": told of another. */
static bool is_predicate(const struct unit *u, const struct match *name)
{
    size_t least = name->from > 3 ? name->from - 3 : 0;
    if (context_says(u, CUE_YOU_ARE, least, name->from))
        return false; /* "är ni en kommun" */
    for (size_t i = name->from; i > 0 && i + 3 > name->from; i--) {
        if (context_says(u, CUE_TOWARD, i - 1, i))
            return false; /* "är för kommuner" */
        if (context_says(u, CUE_COPULA, i - 1, i) &&
            !context_says(u, CUE_APPLICANT_WORD, 0, i))
            return true;
    }
    return false;
}

/* "Föreningar som redan har stöd", "föreningar utanför kommunen": some of the
 * kind, not the kind; but "inte till föreningar utan till kommuner". */
static bool is_some_only(const struct unit *u, const struct match *name)
{
    bool rather = unit_in(u, name->to, WORDS_RATHER) &&
                  context_says(u, CUE_TOWARD, name->to + 1, name->to + 2);
    return who_is_one_kind(u, name) ||
           (unit_in(u, name->to, WORDS_NARROWS) && !rather) ||
           (name->from > 0 && (unit_in(u, name->from - 1, WORDS_SINGLE) ||
                               unit_in(u, name->from - 1, WORDS_LARGE)));
}

/* "En idé som du inte har startat eller en enskild firma": is what the relative
 * clause denies at token K over before token I? */
static bool is_closed_off(const struct unit *u, size_t k, size_t i)
{
    size_t who = k;
    while (who > 0 && !unit_in(u, who, WORDS_WHO))
        who--;
    if (!unit_in(u, who, WORDS_WHO))
        return false;
    for (size_t at = k; at < i; at++)
        if (unit_in(u, at, WORDS_OR))
            return true;
    return false;
}

/* "Kommuner söker aldrig hos oss"; but "med inte mer än tio anställda" */
static bool is_denied_something(const struct unit *u, const uint16_t *clause,
                                size_t i)
{
    for (size_t k = 0; k < u->n; k++)
        if (clause[k] == clause[i] && context_says(u, CUE_NEGATION, k, k + 1) &&
            !unit_in(u, k + 1, WORDS_ONLY) && !unit_in(u, k + 1, WORDS_LEAST) &&
            !unit_in(u, k + 1, WORDS_MORE) && !is_closed_off(u, k, i))
            return true;
    return false;
}

/* --- a sentence ----------------------------------------------------------- */

/* "Kommunerna söker i eget namn": the name that is theirs makes no people of
 * the forms that apply. */
static bool is_name_of_form(const struct unit *u, const struct who_names *names,
                            const struct match *m)
{
    /* "Kommuner, på egen hand eller tillsammans" */
    bool hand = unit_in(u, m->to - 1, WORDS_HAND);
    /* "Kan ni inte bära det på egen hand": several, of whatever form */
    if (hand && unit_has_word(u, WORDS_YOU_ALL) &&
        !unit_has_word(u, WORDS_YOU_ONE))
        return true;
    if (m->entry->index != APPLICANT_INDIVIDUAL ||
        (!hand && !unit_in(u, m->to - 1, WORDS_NAME)))
        return false;
    /* "i eget namn (enskild firma)" */
    for (size_t k = m->to; !hand && k < m->to + 3; k++) {
        const struct match *firm = unit_match_at(u, LEX_APPLICANT, k);
        if (firm != NULL && firm->entry->index == APPLICANT_SOLE_TRADER)
            return true;
    }
    for (size_t k = 0; k < names->n; k++) {
        int form = names->items[k].match->entry->index;
        /* "Forskare söker i eget namn": those are people after all */
        if (form != APPLICANT_INDIVIDUAL && form != APPLICANT_UNIVERSITY &&
            (hand || names->items[k].said == WHO_MAY))
            return true;
    }
    return false;
}

static bool is_bracketed(const struct unit *u, size_t i)
{
    while (i-- > 0) {
        if (unit_is_punct(u, i, ')'))
            return false;
        if (unit_is_punct(u, i, '('))
            return true;
    }
    return false;
}

#define LIST_LEAD 8 /* words before the first name */

#define VERB_BYTES 4 /* "gör" */

bool who_is_verb(const struct unit *u, size_t i)
{
    if (i >= u->n || u->tokens[i].kind != TOKEN_WORD)
        return false;
    const char *s = u->tokens[i].norm;
    size_t len = strlen(s);
    return len >= VERB_BYTES && s[len - 1] == 'r' && !unit_is_capital(u, i) &&
           !unit_in(u, i, WORDS_NO_VERB) &&
           unit_match_at(u, LEX_APPLICANT, i) == NULL;
}

/* "ideella", before a noun */
static bool ends_in_a(const struct token *t)
{
    return t->norm[strlen(t->norm) - 1] == 'a';
}

/* Is U little more than names: "Ideella föreningar, trossamfund"? */
static bool is_list(const struct unit *u, const uint16_t *clause,
                    const struct who_events *ev, const bool *aside)
{
    size_t first = SIZE_MAX;
    for (size_t k = 0; k < u->n_matches; k++)
        if (u->matches[k].set == LEX_APPLICANT && u->matches[k].from < first)
            first = u->matches[k].from;
    if (first == SIZE_MAX || words_between(u, 0, first) > LIST_LEAD)
        return false;
    for (size_t e = 0; e < ev->n; e++)
        if (clause[ev->items[e].from] == clause[first])
            return false;
    /* "Det gör kommunen" answers "Vem skickar ansökan?". */
    bool answers = unit_in(u, 0, WORDS_IT_THIS) && first <= 3;
    for (size_t i = answers ? 2 : 0; i < u->n; i++)
        if (!aside[i] && clause[i] == clause[first] && !who_follows_som(u, i) &&
            (unit_in(u, i, WORDS_TELLS) || context_says(u, CUE_MAY, i, i + 1) ||
             context_says(u, CUE_COPULA, i, i + 1)))
            return false;
    return true;
}

/* Does a verb follow one of the names? */
static bool names_act(const struct unit *u)
{
    for (size_t k = 0; k < u->n_matches; k++)
        if (u->matches[k].set == LEX_APPLICANT &&
            !ends_in_a(&u->tokens[u->matches[k].to - 1]) &&
            who_is_verb(u, u->matches[k].to))
            return true;
    return false;
}

#define PAYER_REACH                                                            \
    8 /* words of a row: "av staten, kommuner eller regioner"                  \
       */

/* "(inte till) verksamheter som finansieras av kommuner": they pay for what is
 * shut out, and are not shut out themselves. */
static bool is_payer(const struct unit *u, const struct match *name)
{
    for (size_t i = name->from; i > 1 && name->from - i < PAYER_REACH; i--) {
        if (unit_in(u, i - 1, WORDS_WHO))
            return false;
        if (unit_in(u, i - 1, WORDS_BY) && unit_in(u, i - 2, WORDS_PAID))
            return true;
    }
    return false;
}

/* "En forskare kan inte söka själv": the university may. */
static bool is_of_people(const struct match *m)
{
    return m->entry->weight <= 0.9 &&
           (m->entry->index == APPLICANT_UNIVERSITY ||
            m->entry->index == APPLICANT_MUNICIPALITY);
}

#define WISH_REACH 3 /* tokens: "kommunen vill gärna att" */

/* "Fylkeskommunen ønsker at alle barn skal få": the funder, of others. */
static bool wishes(const struct unit *u, const struct match *m)
{
    if (m->from > 0 || !unit_in(u, m->from, WORDS_FUNDER_ITSELF))
        return false;
    for (size_t i = m->to + 1; i < m->to + WISH_REACH && i < u->n; i++)
        if (unit_in(u, i, WORDS_CONTENT) || unit_in(u, i, WORDS_INFINITIVE))
            return true;
    return false;
}

#define ITSELF_REACH 5 /* tokens: ", som i så fall gör ansökan" */

/* "via sin kommun, som då är sökande": the one named last applies. */
static bool applies_itself(const struct unit *u, const struct match *m)
{
    size_t i = m->to + unit_is_punct(u, m->to, ',');
    if (!unit_in(u, i, WORDS_WHO))
        return false;
    for (size_t k = i + 1; k < u->n && k <= i + ITSELF_REACH; k++) {
        if (u->tokens[k].kind == TOKEN_PUNCT ||
            context_says(u, CUE_NEGATION, k, k + 1))
            return false;
        if (unit_in(u, k, WORDS_APPLIES) ||
            unit_find_in(u, LEX_CUE, CUE_APPLICANT_WORD, k, k + 1) != NULL)
            return unit_is_punct(u, m->to, ',');
        if (unit_in(u, k, WORDS_MAKES) && unit_in(u, k + 1, WORDS_APPLICATION))
            return true;
    }
    return false;
}

#define RUNS_REACH 3 /* tokens: "har ett litet aktiebolag" */

/* "om du är privatperson, ... eller om du har enskild firma": one or the
 * other. */
static bool are_apart(const struct unit *u, const struct match *one,
                      const struct match *firm)
{
    for (size_t i = one->to; i < firm->from; i++)
        if (unit_in(u, i, WORDS_OR) || unit_in(u, i, WORDS_IF))
            return true;
    return false;
}

/* "Du som är hantverkare och har aktiebolag kan söka": the firm applies, and
 * not the one who has it. */
static void drop_owner(const struct unit *u, struct who_names *names)
{
    for (size_t k = 1; k < names->n; k++) {
        struct who_name *one = &names->items[k - 1], *firm = &names->items[k];
        size_t i = one->match->to;
        bool has = unit_in(u, i, WORDS_WHO) && unit_in(u, i + 1, WORDS_RUNS);
        if (one->match->entry->index == APPLICANT_INDIVIDUAL && has &&
            who_is_business(firm->match) && firm->match->from <= i + 4) {
            if (firm->said == WHO_ASIDE)
                firm->said = one->said;
            one->said = WHO_ASIDE;
        }
    }
    for (size_t k = 0; k < names->n; k++) {
        const struct match *firm = names->items[k].match;
        bool run = false;
        for (size_t i = firm->from; i > 0 && firm->from - i < RUNS_REACH; i--)
            run |= unit_in(u, i - 1, WORDS_RUNS);
        if (!who_is_business(firm) || names->items[k].said != WHO_MAY || !run)
            continue;
        for (size_t j = 0; j < k; j++)
            if (names->items[j].match->entry->index == APPLICANT_INDIVIDUAL &&
                names->items[j].said == WHO_MAY &&
                !are_apart(u, names->items[j].match, firm))
                names->items[j].said = WHO_ASIDE;
    }
}

void who_find_names(struct arena *mem, const struct unit *u,
                    struct who_names *ret)
{
    const uint16_t *clause = who_clauses(mem, u);
    struct who_events ev;
    who_copy_events(mem, u, &ev);
    bool *aside = arena_alloc(mem, u->n * sizeof *aside);
    memset(aside, 0, u->n * sizeof *aside);
    who_mark_asides(u, clause, &ev, aside);
    drop_asides(u, &ev, aside);
    ret->told = ev.n > 0;
    ret->listed = is_list(u, clause, &ev, aside);
    ret->acts = ret->listed && names_act(u);
    bool likewise = context_says(u, CUE_LIKEWISE, 0, u->n);
    const struct match *last = NULL, *outer = NULL;
    enum who_government last_governed = WHO_FREE, outer_governed = WHO_FREE;
    for (size_t k = 0; k < u->n_matches && ret->n < WHO_NAMES_MAX; k++) {
        const struct match *m = &u->matches[k];
        if (m->set != LEX_APPLICANT || who_is_hidden(u, m))
            continue;
        if (last == NULL || last->from != m->from) {
            if (!is_bracketed(u, m->from)) { /* not what a bracket ended in */
                last = outer;
                last_governed = outer_governed;
            }
            last_governed = who_government_of(u, &ev, m, last, last_governed);
        }
        last = m;
        if (!is_bracketed(u, m->from)) {
            outer = m;
            outer_governed = last_governed;
        }
        if (m->entry->index < 0 || who_is_no_name(u, m) ||
            who_is_spelt_out(u, m) || is_name_of_form(u, ret, m))
            continue;
        bool faint;
        enum who_said said = said_of(u, clause, &ev, m, &faint);
        if (is_denied_itself(u, m) || is_not_had(u, m))
            said = WHO_MAY_NOT;
        if (said == WHO_MAY_NOT && (is_payer(u, m) || is_of_people(m)))
            continue;
        bool passing = aside[m->from], governed = last_governed != WHO_FREE;
        /* "... eller till en sektion som bryter sig ur en förening" */
        if (said == WHO_MAY_NOT ? is_predicate(u, m) || (passing && governed) ||
                                      who_acts_in_clause(u, m)
                                : passing || governed)
            said = WHO_ASIDE;
        if (said == WHO_MAY && wishes(u, m))
            said = WHO_ASIDE;
        if (said == WHO_ASIDE && applies_itself(u, m))
            said = WHO_MAY;
        ret->items[ret->n++] = (struct who_name){
            m,
            said,
            who_is_general(m),
            is_some_only(u, m),
            faint,
            likewise && said == WHO_UNSAID,
            m->entry->weak && who_is_in_row(u, m),
            said == WHO_UNSAID && is_denied_something(u, clause, m->from)};
    }
    drop_owner(u, ret);
}
