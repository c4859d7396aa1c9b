/*
 * who_duties.c - a form that is told what to do when it applies may apply:
 * "Stiftelser ska dessutom bifoga ..", "Har du enskild firma anger du
 * personnumret".
 */
#include "who.h"

#define DUTY_REACH 4 /* tokens from "ska" to the verb */

bool who_fills_in(const struct unit *u)
{
    return context_says(u, CUE_PERSON_NUMBER, 0, u->n);
}

/* Does a verb of handing something in, or of being something, stand in tokens
 * [from, to)? */
static bool has_duty(const struct unit *u, size_t from, size_t to)
{
    for (size_t i = from; i < to && i < u->n; i++) {
        if (u->tokens[i].kind == TOKEN_PUNCT)
            return false;
        if (unit_in(u, i, WORDS_HAND_IN) || unit_in(u, i, WORDS_BE))
            return true;
    }
    return false;
}

/* Past a word of addition at token I, or 0: "dessutom", "i tillegg". */
static size_t addition_at(const struct unit *u, size_t i)
{
    if (unit_in(u, i, WORDS_ALSO) || unit_in(u, i, WORDS_BESIDES))
        return i + 1;
    return unit_in(u, i, WORDS_IN) && unit_in(u, i + 1, WORDS_ADDITION) ? i + 2
                                                                        : 0;
}

/* "Foundations must also enclose their charter." The form opens the sentence,
 * in the plural or with an article: "kommunen" may be the funder. */
static void add_duty(struct who_events *list, const struct unit *u,
                     const uint16_t *clause, const struct match *name)
{
    size_t i = name->to;
    const struct token *word = &u->tokens[name->to - 1];
    bool definite = word->len > 2 &&
                    (word->norm[word->len - 1] == 'n' ||
                     word->norm[word->len - 1] == 't') &&
                    name->to - name->from == 1 && name->from == 0;
    if (name->from > 1 || definite || i + 2 >= u->n ||
        !unit_in(u, i, WORDS_MUST))
        return;
    size_t end = addition_at(u, i + 1);
    if (end == 0 || !has_duty(u, end, end + DUTY_REACH) ||
        context_says(u, CUE_PARTNER, 0, u->n) ||
        context_says(u, CUE_NEGATION, 0, u->n) || clause[i] != clause[end])
        return;
    who_events_add(list, WHO_MAY, WHO_BEFORE, i, end);
}

void who_duties_of(const struct unit *u, const uint16_t *clause,
                   struct who_events *list)
{
    const struct match *m, *end = unit_matches_of(u, LEX_APPLICANT, &m);
    for (; m < end; m++)
        if (m->entry->index >= 0)
            add_duty(list, u, clause, m);
}
