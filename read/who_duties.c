/*
 * who_duties.c - a form that is told what to do when it applies may apply:
 * "Stiftelser ska dessutom bifoga ..", "Har du enskild firma anger du
 * personnumret".
 */
#include "who.h"

#include <string.h>

#define DUTY_REACH 4 /* tokens from "ska" to the verb */

static bool begins_with(const struct token *t, const char *s)
{
    size_t n = strlen(s);
    return t->len >= n && memcmp(t->norm, s, n) == 0;
}

bool who_fills_in(const struct unit *u)
{
    static const char *const stems[] = {
        "personnum",  "personnr", "personbeteckning", "fødselsnum", "fødselsnr",
        "fodselsnum", "cpr",      "henkilötunnus"};
    static const char *const kinds[] = {"personal", "identity", "national",
                                        "birth"};
    for (size_t i = 0; i < u->n; i++) {
        for (size_t k = 0; k < sizeof stems / sizeof *stems; k++)
            if (begins_with(&u->tokens[i], stems[k]))
                return true;
        if (WHO_IS_ONE_OF(&u->tokens[i], kinds) && i + 1 < u->n &&
            (token_is(&u->tokens[i + 1], "number") ||
             token_is(&u->tokens[i + 1], "identity")))
            return true;
    }
    return false;
}

/* Does a verb of handing something in, or of being something, stand in tokens
 * [from, to)? */
static bool has_duty(const struct unit *u, size_t from, size_t to)
{
    static const char *const verbs[] = {
        "bifoga", "visa",        "skicka",    "lämna",     "redovisa",
        "uppge",  "ange",        "sända",     "styrka",    "dokumentera",
        "ha",     "vara",        "lägga",     "foga",      "komplettera",
        "vise",   "legge",       "vedlegge",  "vedlægge",  "sende",
        "oppgi",  "dokumentere", "opplyse",   "oplyse",    "indsende",
        "være",   "levere",      "fremlægge", "fremlegge", "enclose",
        "attach", "show",        "submit",    "provide",   "supply",
        "send",   "include",     "state",     "have",      "be",
        "leggja", "visa",        "senda",     "vere",      "uppvisa"};
    for (size_t i = from; i < to && i < u->n; i++) {
        if (u->tokens[i].kind == TOKEN_PUNCT)
            return false;
        if (WHO_IS_ONE_OF(&u->tokens[i], verbs))
            return true;
    }
    return false;
}

/* Past a word of addition at token I, or 0: "dessutom", "i tillegg". */
static size_t addition_at(const struct unit *u, size_t i)
{
    static const char *const words[] = {
        "dessutom", "även",   "också",      "därutöver", "därtill",
        "vidare",   "likaså", "tillika",    "also",      "additionally",
        "dessuten", "også",   "desuden",    "derutover", "endvidere",
        "moreover", "og",     "furthermore"};
    static const char *const after_in[] = {"tillegg", "tillägg", "addition",
                                           "tilgift"};
    if (i >= u->n)
        return 0;
    if (WHO_IS_ONE_OF(&u->tokens[i], words))
        return i + 1;
    bool in = token_is(&u->tokens[i], "i") || token_is(&u->tokens[i], "in");
    return in && i + 1 < u->n && WHO_IS_ONE_OF(&u->tokens[i + 1], after_in)
               ? i + 2
               : 0;
}

/* "Foundations must also enclose their charter." The form opens the sentence,
 * in the plural or with an article: "kommunen" may be the funder. */
static void add_duty(struct who_events *list, const struct unit *u,
                     const uint16_t *clause, const struct match *name)
{
    static const char *const must[] = {"ska",    "skal", "måste", "må",
                                       "must",   "bör",  "skall", "bør",
                                       "should", "shall"};
    size_t i = name->to;
    const struct token *word = &u->tokens[name->to - 1];
    bool definite = word->len > 2 &&
                    (word->norm[word->len - 1] == 'n' ||
                     word->norm[word->len - 1] == 't') &&
                    name->to - name->from == 1 && name->from == 0;
    if (name->from > 1 || definite || i + 2 >= u->n ||
        !WHO_IS_ONE_OF(&u->tokens[i], must))
        return;
    size_t end = addition_at(u, i + 1);
    if (end == 0 || !has_duty(u, end, end + DUTY_REACH) ||
        who_has_cue(u, CUE_PARTNER, 0, u->n) ||
        who_has_cue(u, CUE_NEGATION, 0, u->n) || clause[i] != clause[end])
        return;
    who_events_add(list, WHO_MAY, WHO_BEFORE, i, end);
}

void who_duties_of(const struct unit *u, const uint16_t *clause,
                   struct who_events *list)
{
    for (size_t k = 0; k < u->n_matches; k++)
        if (u->matches[k].set == LEX_APPLICANT &&
            u->matches[k].entry->index >= 0)
            add_duty(list, u, clause, &u->matches[k]);
}
