/*
 * who_general.c - names for many forms at once: "föreningar", "företag", and
 * the named forms that spell them out.
 */
#include "who.h"

/* "bolag som är sosiale virksomheter" */
bool who_follows_som(const struct unit *u, size_t i)
{
    return i > 0 && unit_in(u, i - 1, WORDS_WHO);
}

bool who_is_business(const struct match *m)
{
    return m->entry->index == APPLICANT_SOLE_TRADER ||
           m->entry->index == APPLICANT_PARTNERSHIP ||
           m->entry->index == APPLICANT_COMPANY;
}

bool who_is_general(const struct match *m)
{
    return (m->entry->weak || m->entry->weight < 1) &&
           (m->entry->index == APPLICANT_ASSOCIATION ||
            m->entry->index == APPLICANT_COMPANY ||
            m->entry->index == APPLICANT_COOPERATIVE);
}

/* "bolag, organiserade som": what follows may spell out a name. */
static bool leads_to_forms(const struct unit *u, size_t i)
{
    return unit_in(u, i, WORDS_FORM) || unit_in(u, i, WORDS_ORGANISED) ||
           unit_in(u, i, WORDS_IS_RUN) || unit_in(u, i, WORDS_EITHER);
}

/* "..., som är ekonomiska föreningar, ..." */
static bool is_clause_on_form(const struct unit *u, size_t i)
{
    return unit_in(u, i, WORDS_WHO) && unit_in(u, i + 1, WORDS_IS);
}

#define PERSON_WORDS 2 /* "juridiska personer" */

/* "Idéburna organisationer som är juridiska personer: föreningar och
 * stiftelser", "juridiska personer som är föreningar"; but "alla juridiska
 * personer: ..." */
static bool is_said_of_some(const struct unit *u, const struct match *name)
{
    return name->entry->index == APPLICANT_LEGAL_PERSON &&
           ((name->to - name->from > PERSON_WORDS &&
             unit_is_punct(u, name->to, ':')) ||
            (unit_in(u, name->to, WORDS_WHO) &&
             unit_in(u, name->to + 1, WORDS_IS))) &&
           !unit_in(u, name->from, WORDS_KNOWN) &&
           !(name->from > 0 && unit_in(u, name->from - 1, WORDS_KNOWN));
}

/* "Bolag och föreningar: aktiebolag, ekonomisk förening": the forms that
 * follow say what the general words mean. */
bool who_is_spelt_out(const struct unit *u, const struct match *name)
{
    if (!who_is_general(name) && !is_said_of_some(u, name))
        return false;
    bool open = false, joined = false, aside = false;
    for (size_t i = name->to; i < u->n && i < name->to + 24; i++) {
        if (unit_in(u, i, WORDS_EXAMPLE) || unit_in(u, i, WORDS_SUCH_AS) ||
            unit_in(u, i, WORDS_ALSO) || unit_in(u, i, WORDS_BUT))
            return false;
        joined |= who_is_join(u, i) || (unit_is_punct(u, i, ',') && open);
        if (unit_is_punct(u, i, '('))
            aside = joined; /* it speaks of another name */
        else if (unit_is_punct(u, i, ')'))
            aside = false;
        if (aside)
            continue;
        if (unit_is_punct(u, i, ':') || who_is_dash(u, i) ||
            ((unit_is_punct(u, i, '(') || leads_to_forms(u, i) ||
              (who_tells_form(u, i) && who_follows_som(u, i))) &&
             !joined))
            open = true;
        if (unit_is_punct(u, i, ')'))
            open = false;
        if (!open && unit_is_punct(u, i, ',') && !leads_to_forms(u, i + 1) &&
            !leads_to_forms(u, i + 2) && !is_clause_on_form(u, i + 1))
            joined = true;
        if (!open)
            continue;
        for (size_t k = 0; k < u->n_matches; k++)
            if (u->matches[k].set == LEX_APPLICANT && u->matches[k].from == i &&
                u->matches[k].entry->index >= 0 &&
                u->matches[k].entry->index != APPLICANT_SOCIAL_ENTERPRISE &&
                !who_is_general(&u->matches[k]))
                return true;
    }
    return false;
}

/* "studieförbund", "bemanningsföretag": one kind of the form. */
bool who_is_one_kind(const struct unit *u, const struct match *name)
{
    return who_is_general(name) && name->to == name->from + 1 &&
           !unit_in(u, name->from, WORDS_FORM_WHOLE);
}
