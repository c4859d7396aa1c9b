/*
 * who_general.c - names for many forms at once: "föreningar", "företag", and
 * the named forms that spell them out.
 */
#include "who.h"

/* "bolag som är sosiale virksomheter" */
bool who_follows_som(const struct unit *u, size_t i)
{
    static const char *const words[] = {"som", "that", "which", "der", "who"};
    return i > 0 && WHO_IS_ONE_OF(&u->tokens[i - 1], words);
}

bool who_is_general(const struct match *m)
{
    return (m->entry->weak || m->entry->weight < 1) &&
           (m->entry->index == APPLICANT_ASSOCIATION ||
            m->entry->index == APPLICANT_COMPANY ||
            m->entry->index == APPLICANT_COOPERATIVE);
}

/* "Bolag och föreningar: aktiebolag, ekonomisk förening": the forms that
 * follow say what the general words mean. */
bool who_is_spelt_out(const struct unit *u, const struct match *name)
{
    static const char *const forms[] = {
        "form",       "organiserade", "organiserad", "organised",
        "bolagsform", "organisert",   "drivs",       "drives",
        "antingen",   "either",       "juridisk"};
    static const char *const examples[] = {
        "exempel", "exempelvis", "example",   "such",      "t",
        "ex",      "bland",      "inklusive", "including", "även",
        "också",   "särskilt",   "fx",        "f"};
    static const char *const joins[] = {"och", "eller", "samt",
                                        "and", "or",    "og"};
    if (!who_is_general(name))
        return false;
    bool open = false, joined = false, aside = false;
    for (size_t i = name->to; i < u->n && i < name->to + 24; i++) {
        const struct token *t = &u->tokens[i];
        if (WHO_IS_ONE_OF(t, examples) || token_is(t, "men"))
            return false;
        joined |= WHO_IS_ONE_OF(t, joins) || (unit_is_punct(u, i, ',') && open);
        if (unit_is_punct(u, i, '('))
            aside = joined; /* it speaks of another name */
        else if (unit_is_punct(u, i, ')'))
            aside = false;
        if (aside)
            continue;
        if (unit_is_punct(u, i, ':') || who_is_dash(u, i) ||
            ((unit_is_punct(u, i, '(') || WHO_IS_ONE_OF(t, forms) ||
              (who_tells_form(u, i) && who_follows_som(u, i))) &&
             !joined))
            open = true;
        if (unit_is_punct(u, i, ')'))
            open = false;
        if (!open && unit_is_punct(u, i, ',') &&
            !WHO_IS_ONE_OF(&u->tokens[i + 1], forms) &&
            !(i + 2 < u->n && WHO_IS_ONE_OF(&u->tokens[i + 2], forms)))
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
    static const char *const whole[] = {
        "förening",     "föreningar",  "föreningen",   "föreningarna",
        "bolag",        "bolagen",     "bolaget",      "företag",
        "företagen",    "företaget",   "forening",     "foreninger",
        "selskab",      "selskaber",   "selskap",      "selskaper",
        "bedrifter",    "companies",   "company",      "firms",
        "enterprises",  "association", "associations", "organisationer",
        "näringslivet", "businesses",  "virksomheder", "virksomheter"};
    return who_is_general(name) && name->to == name->from + 1 &&
           !WHO_IS_ONE_OF(&u->tokens[name->from], whole);
}
