/* amounts_signs.c - what stands beside a sum; see amounts_int.h. */
#include "above.h"
#include "amounts_int.h"
#include "numerals.h"

#include <math.h>

/* "40 000 kronor till varje utvald grupp", but not "för varje ny anställd". */
static bool is_receiver(const struct unit *u, size_t from)
{
    for (size_t i = from; i < from + 3 && i < u->n; i++)
        if (u->tokens[i].kind == TOKEN_PUNCT)
            return false;
        else if (unit_find_in(u, LEX_CUE, CUE_RECEIVER, i, i + 1) != NULL)
            return true;
    return false;
}

/* "A stipend of", "winners receive", but not "packages for" */
static bool names_grant(const struct unit *u, const struct clause *c)
{
    for (size_t i = c->begin; i < c->from; i++)
        if (unit_in(u, i, WORDS_FIXED_GRANT) || unit_in(u, i, WORDS_RECEIVES))
            return true;
    return context_says(u, CUE_AWARD, c->begin, c->from);
}

/* "50 000 kronor per butik": whatever the unit is, if it is not one of time
 * or of a rate. */
bool money_per_something(const struct unit *u, const struct clause *c,
                         bool *to_each)
{
    size_t i = c->to;
    while (i < c->end && unit_is_punct(u, i, '.'))
        i++;
    for (size_t to = i + 1; to <= i + 3; to++) { /* "at most per project" */
        const struct match *m =
            unit_find_in(u, LEX_CUE, CUE_CEILING_AFTER, i, to);
        if (m != NULL && m->from == i)
            i = m->to;
    }
    if (unit_in(u, i, WORDS_EACH) && names_grant(u, c) &&
        (i + 1 >= u->n || u->tokens[i + 1].kind == TOKEN_PUNCT)) {
        *to_each = true; /* "a stipend of SEK 60,000 each" */
        return true;
    }
    if (i + 1 >= u->n || u->tokens[i + 1].kind != TOKEN_WORD)
        return false;
    for (size_t k = i; k < i + 3; k++)
        if (unit_find_in(u, LEX_CUE, CUE_PER_YEAR, i, k) != NULL ||
            unit_find_in(u, LEX_CUE, CUE_HOURLY, i, k) != NULL ||
            unit_find_in(u, LEX_CUE, CUE_WHOLE_CALL, i, k) != NULL)
            return false;
    if (unit_in(u, i, WORDS_PER))
        return true;
    bool to = unit_in(u, i, WORDS_TO) || unit_in(u, i, WORDS_FOR) ||
              unit_in(u, i, WORDS_IN);
    *to_each =
        to &&
        (unit_in(u, i + 1, WORDS_EACH) || unit_in(u, i + 1, WORDS_SAME)) &&
        is_receiver(u, i + 2);
    return *to_each;
}

/* "Kvar: 2,7 mkr av 4 mkr", "11 av årets 45 miljoner": the second is the
 * whole of which the first is a part. */
bool money_whole_of_part(const struct money_view *v, const struct clause *c)
{
    const struct unit *u = v->u;
    size_t words = 0;
    bool left = caption_cue(&v->caption, CUE_LEFT_OVER) > 0;
    for (size_t i = c->from; i > 1 && words < 3; i--, words++) {
        const struct token *t = &u->tokens[i - 1];
        if (t->kind == TOKEN_NUMBER)
            return false;
        if (token_in(t, WORDS_OF))
            return u->tokens[i - 2].kind == TOKEN_NUMBER || left ||
                   unit_find_in(u, LEX_CUE, CUE_LEFT_OVER, 0, i) != NULL;
    }
    return false;
}

/* "1 miljon i varje omgång", "600 000 per omgång": words of one of several
 * follow at once. */
bool money_of_each(const struct unit *u, const struct clause *c)
{
    size_t to = c->to + 2 < c->end ? c->to + 2 : c->end;
    for (size_t i = c->to; i < to; i++)
        if (unit_in(u, i, WORDS_PER) || unit_in(u, i, WORDS_EACH))
            return true;
    return false;
}

/* Does a number stand at I that counts something: "sju organisationer"? */
static bool counts(const struct unit *u, size_t i, size_t end)
{
    double n;
    const struct token *t = &u->tokens[i];
    return i + 1 < end && u->tokens[i + 1].kind == TOKEN_WORD &&
           (t->kind == TOKEN_NUMBER ||
            (numeral_value(t->norm, t->len, &n) && n > 1));
}

/* "Fick sju organisationer", "61 föreningar har fått": that it is told how many
 * they were tells that it has been, and is no rule. */
bool money_got_by_number(const struct unit *u, const struct clause *c)
{
    const struct match *got = unit_find_in(u, LEX_CUE, CUE_GOT, 0, c->from);
    if (got == NULL)
        return false;
    size_t i = got->from > 3 ? got->from - 3 : 0;
    for (; i < got->from; i++)
        if (counts(u, i, got->from))
            return true;
    return counts(u, got->to, c->from);
}

bool money_of_prize(const struct unit *u, size_t from, size_t to)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set != LEX_CUE || m->entry->index != CUE_PRIZE ||
            m->from < from || m->to > to)
            continue;
        bool price =
            m->to + 1 < u->n &&
            (unit_in(u, m->to, WORDS_ON) || unit_in(u, m->to, WORDS_FOR) ||
             unit_in(u, m->to, WORDS_PER) || unit_in(u, m->to, WORDS_OF)) &&
            u->tokens[m->to + 1].kind == TOKEN_WORD;
        if (!price)
            return true;
    }
    return false;
}

/* "Dela på 2 miljoner", "a share of EUR 2 million", "share prizes of EUR
 * 60,000", "shared EUR 60,000" */
bool money_shared(const struct unit *u, size_t at)
{
    if (at > 1 && unit_in(u, at - 1, WORDS_SHARES))
        return true;
    size_t i = at;
    if (i > 0 && (unit_in(u, i - 1, WORDS_OF) || unit_in(u, i - 1, WORDS_ON) ||
                  unit_in(u, i - 1, WORDS_IN)))
        i--;
    size_t joint = i;
    if (i > 0 && context_says(u, CUE_PRIZE, i - 1, i))
        i--;
    if (i < joint && i > 0 && unit_in(u, i - 1, WORDS_ON))
        i--; /* "delar på prissumman 300 000 kronor" */
    return i > 0 && i < at && unit_in(u, i - 1, WORDS_PART);
}

bool money_total_of_one(const struct unit *u, const struct clause *c)
{
    bool one = false, gets = false;
    if (!context_says(u, CUE_TOTAL, c->begin, c->end) ||
        context_says(u, CUE_COST_LIMIT, c->begin, c->end) ||
        context_says(u, CUE_WHOLE_CALL, c->begin, c->end))
        return false;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *pot = &u->matches[k];
        if (context_is_cue(pot, CUE_BUDGET) && clause_holds(c, pot) &&
            !unit_in(u, pot->from, WORDS_RECEIVES))
            return false;
    }
    for (size_t i = c->begin; i < c->from; i++) {
        gets |= unit_in(u, i, WORDS_RECEIVES);
        one |= unit_in(u, i, WORDS_ONE_RECEIVER) ||
               (unit_in(u, i, WORDS_ONE) && is_receiver(u, i + 1));
    }
    return one && gets;
}

/* "De 720 000 kronorna", "samtliga 2 miljoner", "the EUR 2 million": a sum
 * that the reader is taken to know is the pot, if no bound or grant is near. */
bool money_definite(const struct money_view *v, const struct clause *c,
                    const struct money *m)
{
    if (c->from == 0 || m->ceiling || m->floor || m->sum.range || m->each ||
        m->sum.bare || context_says(v->u, CUE_PER_PROJECT, c->begin, c->end))
        return false;
    /* "the EUR 5 000 grant" */
    size_t to = c->to + 2 < v->u->n ? c->to + 2 : v->u->n;
    return unit_in(v->u, c->from - 1, WORDS_KNOWN) &&
           !context_says(v->u, CUE_AWARD, c->to, to);
}

#define PART_WORDS 8 /* "of your grant (up to a maximum of" */

/* "Surfplattor ersätts med högst 2 500 kronor styck": what one thing costs. */
static bool pays_by_the_piece(const struct unit *u, const struct clause *c)
{
    size_t to = c->to + 2 < u->n ? c->to + 2 : u->n;
    for (size_t i = c->to; i < to; i++)
        if (unit_in(u, i, WORDS_PIECE))
            return unit_find_in(u, LEX_CUE, CUE_REIMBURSED, 0, c->from) != NULL;
    return false;
}

bool money_part_of_grant(const struct unit *u, const struct clause *c)
{
    const struct match *part =
        unit_find_in(u, LEX_CUE, CUE_OF_GRANT, 0, c->from);
    if (pays_by_the_piece(u, c))
        return true;
    /* "Stödet betalas med högst 60 000", "betalas som en klumpsumma på": all of
     * it */
    if (part != NULL && (unit_in(u, part->to, WORDS_WITH) ||
                         context_says(u, CUE_LUMP_SUM, part->to, c->from)))
        return false;
    return part != NULL && c->from - part->to <= PART_WORDS &&
           !unit_in(u, part->to - 1, WORDS_LOAN);
}

#define TYPICAL_WORDS 10 /* "de flesta av våra projekt ligger mellan" */

void money_find_kinds(const struct money_view *v, const struct clause *c,
                      struct money *m)
{
    const struct unit *u = v->u;
    size_t after = c->to + 4 < c->end ? c->to + 4 : c->end;
    size_t before = c->from > c->begin + 4 ? c->from - 4 : c->begin;
    m->per_head = context_says(u, CUE_PER_HEAD, c->to, after);
    size_t usual =
        c->from > c->begin + TYPICAL_WORDS ? c->from - TYPICAL_WORDS : c->begin;
    m->typical = context_says(u, CUE_TYPICAL, usual, c->from) ||
                 caption_cue(&v->caption, CUE_TYPICAL) > 0;
    for (size_t i = usual; m->typical && i < c->from; i++) {
        const struct match *often = unit_cue_at(u, CUE_TYPICAL, i);
        m->frequent |= often != NULL && often->entry->weight > 1;
    }
    const struct match *more =
        unit_find_in(u, LEX_CUE, CUE_ADDED, before, c->from);
    m->added = more != NULL && more->to == c->from;
    m->prize = money_of_prize(u, c->begin, c->end) ||
               caption_cue(&v->caption, CUE_PRIZE) > 0;
}

/* "Något tak finns inte, men de flesta projekt ligger mellan 480 000 och 1,4
 * miljoner": told where there is no bound. What is said to be usual may stand
 * before that, or in the sentence after. */
bool money_has_no_limit(const struct money_view *v, const struct money *m)
{
    if ((m->ceiling || m->floor) && !m->sum.range)
        return false;
    const struct page_text *t = v->r->text;
    const struct unit *before = above_sentence(t, (size_t)(v->u - t->units));
    const struct match *x = unit_find(v->u, LEX_CUE, CUE_NO_LIMIT);
    if (x == NULL && m->typical && before != NULL)
        return unit_find(before, LEX_CUE, CUE_NO_LIMIT) != NULL;
    return x != NULL && (x->to <= m->sum.from || m->typical);
}

/* "Sex unga får 15 000 kronor var", "tre priser på 50 000 kronor": how many
 * get the sum; 0 where it is not said. */
double money_receivers(const struct unit *u, const struct clause *c)
{
    if (c->from < 2)
        return 0;
    bool joined = unit_in(u, c->from - 1, WORDS_GETS) ||
                  unit_in(u, c->from - 1, WORDS_SIZED);
    for (size_t i = c->from - 1; joined && i-- > 0 && c->from - i <= 5;) {
        double n;
        size_t to;
        if (u->tokens[i].kind == TOKEN_PUNCT)
            return 0;
        if (unit_in(u, i, WORDS_TIME_UNIT))
            return 0; /* "1-6 månader à 2 200 euro" */
        if (sums_number_at(u, i, &n, &to) && to <= c->from - 1)
            return n >= 2 && n <= 60 && n == floor(n) && to < c->from - 1 ? n
                                                                          : 0;
    }
    return 0;
}

#define SET_TOKENS 2 /* "är alltid på" */

/* "Du får 15 000 kronor", "gruppen får", "får ni": neither more nor less. */
static bool gets_just(const struct unit *u, const struct clause *c)
{
    size_t i = c->from;
    if (i > 1 && unit_in(u, i - 1, WORDS_ONE_RECEIVER))
        i--;
    if (i == 0 || !unit_in(u, i - 1, WORDS_NOW_GETS) ||
        unit_in(u, c->to, WORDS_PER))
        return false;
    bool one = i < c->from;
    for (size_t k = c->begin; k + 1 < i; k++) {
        if (unit_in(u, k, WORDS_MODAL))
            return false;
        one |= unit_in(u, k, WORDS_ONE_RECEIVER) || unit_in(u, k, WORDS_EACH);
    }
    return one;
}

bool money_is_set(const struct unit *u, const struct clause *c)
{
    if (gets_just(u, c))
        return true;
    size_t is = c->from;
    while (is > 0 && c->from - is < SET_TOKENS && !unit_in(u, is, WORDS_IS))
        is--;
    if (!unit_in(u, is, WORDS_IS) || is == 0 || unit_in(u, c->to, WORDS_PER) ||
        context_says(u, CUE_FOR_EACH, c->to, c->to + 2))
        return false;
    size_t after = c->to + 3 < u->n ? c->to + 3 : u->n;
    if (context_says(u, CUE_BUDGET, c->to, after))
        return false; /* "... och delas mellan två" */
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if ((context_is_cue(m, CUE_AWARD) || context_is_cue(m, CUE_PRIZE)) &&
            m->to == is && !context_says(u, CUE_BUDGET, m->from, m->to) &&
            !context_says(u, CUE_TOTAL, 0, is) &&
            !context_says(u, CUE_BUDGET, 0, is) &&
            !context_says(u, CUE_TYPICAL, 0, c->from))
            return true;
    }
    return unit_in(u, c->begin, WORDS_EACH); /* "vart och ett är på" */
}

bool money_goes_undivided(const struct unit *u, const struct clause *c)
{
    for (size_t i = c->to; i < u->n; i++)
        if (unit_in(u, i, WORDS_UNDIVIDED))
            return true;
    return context_says(u, CUE_UNDIVIDED, c->to, u->n);
}

/* "... och i år finns det 350 000 att dela på" */
bool money_is_pot(const struct unit *u, const struct clause *c)
{
    size_t to = c->to + 4 < u->n ? c->to + 4 : u->n;
    bool ends = c->to >= u->n || u->tokens[c->to].kind == TOKEN_PUNCT ||
                unit_find_in(u, LEX_CUE, CUE_BUDGET, c->to, to) != NULL;
    return ends &&
           unit_find_in(u, LEX_CUE, CUE_BUDGET, c->begin, c->end) != NULL;
}
