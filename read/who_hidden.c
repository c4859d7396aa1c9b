/*
 * who_hidden.c - names of forms that are no names of anybody who might apply:
 * a file's format, the funder, those who give, pay or are served.
 */
#include "who.h"

/* "(pdf, 214 kB)" */
static bool is_file_size(const struct unit *u, const struct match *m)
{
    return m->from > 0 && unit_in(u, m->from, WORDS_FORMATS) &&
           u->tokens[m->from - 1].kind == TOKEN_NUMBER;
}

/* "Vi är en förening av företag och kommuner": what the funder itself is, and
 * of whom; those whom it "gives to" stand behind a relative pronoun. */
static bool is_of_funder(const struct unit *u, const struct match *m)
{
    const size_t noun = 3; /* after "vi är en" */
    if (!unit_in(u, 0, WORDS_WE) || !unit_in(u, 1, WORDS_IS) ||
        !unit_in(u, 2, WORDS_ARTICLE) || unit_is_punct(u, u->n - 1, '?'))
        return false;
    bool of = m->from <= noun + 1;
    for (size_t i = noun; i < m->from; i++) {
        if (unit_in(u, i, WORDS_WHO) || unit_in(u, i, WORDS_FOR))
            return false;
        of |= unit_in(u, i, WORDS_OF);
    }
    return of;
}

/* The token of list L that stands before M with at most WORDS words between, or
 * SIZE_MAX: "från till exempel kommunen". */
static size_t list_before(const struct unit *u, const struct match *m,
                          enum wordlist l, size_t words)
{
    for (size_t i = m->from; i > 0 && m->from - i <= words; i--) {
        if (unit_in(u, i - 1, l))
            return i - 1;
        if (u->tokens[i - 1].kind != TOKEN_WORD)
            break;
    }
    return SIZE_MAX;
}

#define GIVER_WORDS 3 /* "från till exempel kommunen" */

/* "Resten kan vara bidrag från till exempel kommunen": who else gives. */
static bool is_other_giver(const struct unit *u, const struct match *m)
{
    size_t from = list_before(u, m, WORDS_FROM, GIVER_WORDS);
    return from != SIZE_MAX && from > 0 &&
           context_says(u, CUE_AWARD, from - 1, from) &&
           context_unit(u, CUE_APPLY) == 0;
}

#define SERVED_WORDS 4 /* "för små och växande företag" */

/* "Organisationer som arbetar för företag": whom they are there for. */
static bool is_served(const struct unit *u, const struct match *m)
{
    size_t at = list_before(u, m, WORDS_FOR, SERVED_WORDS);
    return at != SIZE_MAX && at > 2 && unit_in(u, at - 1, WORDS_WORKS) &&
           unit_in(u, at - 2, WORDS_WHO);
}

/* Is the employment, or the study, at token I that of the one spoken to: "du
 * kan vara anställd i", "studerar du vid", "din arbetsgivare är"? *AT: what
 * follows it. */
static bool is_yours(const struct unit *u, size_t i, size_t *at)
{
    bool you = false;
    for (size_t k = 0; k <= i + 1 && k < u->n; k++)
        you |= unit_in(u, k, WORDS_YOU_ONE);
    *at = i + 1 + unit_in(u, i + 1, WORDS_YOU_ONE);
    return you && ((unit_in(u, i, WORDS_EMPLOYED) &&
                    unit_in(u, *at, WORDS_EMPLOYED_AT)) ||
                   (unit_in(u, i, WORDS_EMPLOYER) &&
                    context_says(u, CUE_COPULA, *at, *at + 1)));
}

/* "Du kan vara anställd i en kommun eller i ett företag": who pays the wages
 * of the one who applies. */
static bool is_employer(const struct unit *u, const struct match *m)
{
    size_t at;
    if (!unit_has_word(u, WORDS_YOU_ONE) ||
        (!unit_has_word(u, WORDS_EMPLOYED) &&
         !unit_has_word(u, WORDS_EMPLOYER)))
        return false;
    for (size_t i = 0; i + 1 < m->from; i++) {
        if (!is_yours(u, i, &at))
            continue;
        bool on = true;
        for (size_t k = at + 1; k < m->from; k++)
            on &= !context_says(u, CUE_MAY, k, k + 1) &&
                  !context_says(u, CUE_COPULA, k, k + 1);
        return on;
    }
    return false;
}

bool who_is_hidden(const struct unit *u, const struct match *m)
{
    if (is_file_size(u, m) || is_of_funder(u, m) || is_other_giver(u, m) ||
        is_served(u, m) || is_employer(u, m))
        return true;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *o = &u->matches[k];
        if (o != m && o->set == LEX_APPLICANT && o->from == m->from &&
            o->to == m->to &&
            (o->entry->index < 0 || o->entry->weight > m->entry->weight))
            return true;
    }
    return false;
}
