/* place_bonds.c - what ties a place name to its sentence; see places.h. */
#include "places.h"

#include <string.h>

#define COMPANION_REACH 4 /* words round "med" */
#define PARTNERS_LEAD 4   /* words: "the other partners come from" */
#define LEFT_REACH 5      /* words: "föreningar med verksamhet och säte i" */

static const struct match *place_ending_at(const struct unit *u, size_t i)
{
    for (size_t k = 0; k < u->n_matches; k++)
        if ((u->matches[k].set == LEX_REGION ||
             u->matches[k].set == LEX_MUNICIPALITY) &&
            u->matches[k].to == i)
            return &u->matches[k];
    return NULL;
}

/* The token before the row of places that M stands in: "i Orsa, Mora eller
 * Älvdalens kommun" gives that of "i". SIZE_MAX at the start. */
static size_t before_row(const struct unit *u, const struct match *m)
{
    static const char *const between[] = {
        "och",       "eller",      "samt",   "and",        "or",
        "og",        "län",        "läns",   "the",        "kommun",
        "kommuner",  "kommunerna", "länen",  "county",     "de",
        "counties",  "any",        "någon",  "både",       "antingen",
        "either",    "fylke",      "delar",  "hela",       "hele",
        "whole",     "all",        "region", "landskapet", "including",
        "inklusive", "med",        "även",   "den"};
    static const char *const kinds[] = {
        "county",       "counties", "region",         "regions",
        "municipality", "city",     "municipalities", "province"};
    static const char *const prepositions[] = {"i", "in", "på", "inom"};
    size_t i = m->from;
    while (i > 0) {
        const struct match *other = place_ending_at(u, i);
        const struct token *t = &u->tokens[i - 1];
        if (other != NULL && other->from < i) {
            i = other->from;
        } else if (t->norm[0] == ')') { /* "Danmark (med Grönland), Finland" */
            while (i > 0 && u->tokens[i - 1].norm[0] != '(')
                i--;
            i -= i > 0;
        } else if (t->norm[0] == ',' || t->norm[0] == '(' ||
                   t->norm[0] == '/' || WHO_IS_ONE_OF(t, between))
            i--;
        else if (token_is(t, "of") && i >= 2 &&
                 WHO_IS_ONE_OF(&u->tokens[i - 2], kinds))
            i -= 2; /* "in the counties of" */
        else if (WHO_IS_ONE_OF(t, prepositions) && i >= 2 &&
                 WHO_IS_ONE_OF(&u->tokens[i - 2], between) && i >= 3 &&
                 place_ending_at(u, i - 2) != NULL)
            i -= 2; /* "i Danmark eller i Skåne" */
        else
            return i - 1;
    }
    return SIZE_MAX;
}

static bool ends_in(const struct token *t, const char *s)
{
    size_t n = strlen(s);
    return t->len >= n && memcmp(t->norm + t->len - n, s, n) == 0;
}

/* "kansliet i Norrköping", "Jordbruksverket i Jönköping" */
static bool is_office(const struct token *t)
{
    static const char *const ends[] = {
        "kontor",    "kontoret", "kansli",      "kansliet",      "byrå",
        "byrån",     "verket",   "styrelsen",   "styrelse",      "kammaren",
        "nämnden",   "office",   "sekretariat", "sekretariatet", "kontoret",
        "kontorer",  "offices",  "secretariat", "universitetet", "huset",
        "registret", "hotell",   "museet",      "avdelning",     "avdelningen"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (ends_in(t, ends[i]))
            return true;
    return false;
}

static bool is_seat(const struct token *t)
{
    static const char *const ends[] = {
        "kontor",    "kontoret",    "kontorer",     "kansli",
        "kansliet",  "byrån",       "office",       "offices",
        "huvudsäte", "sekretariat", "sekretariatet"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (ends_in(t, ends[i]))
            return true;
    return false;
}

/* "602 24 Norrköping", "Storgatan 7, Gävle", "5 p.m. Stockholm time" */
static bool is_address(const struct unit *u, const struct match *m)
{
    static const char *const time[] = {"time", "tid"};
    if (m->to < u->n && WHO_IS_ONE_OF(&u->tokens[m->to], time))
        return true;
    size_t i = m->from;
    if (i > 0 && u->tokens[i - 1].norm[0] == ',')
        i--;
    return i > 0 && u->tokens[i - 1].kind == TOKEN_NUMBER &&
           (i < m->from || u->tokens[i - 1].len == 2 ||
            u->tokens[i - 1].len >= 4);
}

static enum place_bond bond_with_form(const struct who_name *name)
{
    switch (name->said) {
    case WHO_MAY:
    case WHO_UNSAID:
        return PLACE_WHO;
    case WHO_MAY_NOT:
        return PLACE_SHUT;
    default:
        return PLACE_INSIDE;
    }
}

/* The form named last in tokens [from, to), or NULL. */
static const struct who_name *form_in(const struct who_names *names,
                                      size_t from, size_t to)
{
    const struct who_name *last = NULL;
    for (size_t k = 0; k < names->n; k++)
        if (names->items[k].match->from >= from &&
            names->items[k].match->to <= to)
            last = &names->items[k];
    return last;
}

bool place_has_date(const struct unit *u)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set != LEX_MONTH)
            continue;
        /* "may" is also a verb */
        bool before =
            m->from > 0 && u->tokens[m->from - 1].kind == TOKEN_NUMBER;
        if (before || (m->to < u->n && u->tokens[m->to].kind == TOKEN_NUMBER))
            return true;
    }
    return false;
}

static bool is_partner(const struct token *t)
{
    return t->len >= 7 && memcmp(t->norm, "partner", 7) == 0;
}

/* "samarbete med Finland", "exchange with schools in Norway" */
static bool is_companion(const struct unit *u, size_t i)
{
    static const char *const with[] = {"med", "with"};
    size_t words = 0;
    while (i > 0 && words++ < COMPANION_REACH &&
           u->tokens[i - 1].kind == TOKEN_WORD) {
        i--;
        if (who_has_cue(u, CUE_PARTNER, i, i + 1) ||
            is_partner(&u->tokens[i])) {
            size_t from = i > COMPANION_REACH ? i - COMPANION_REACH : 0;
            for (size_t k = from; k < i; k++)
                if (WHO_IS_ONE_OF(&u->tokens[k], with))
                    return true; /* "med minst en partner i Norge" */
        }
        if (WHO_IS_ONE_OF(&u->tokens[i], with)) {
            size_t from = i > COMPANION_REACH ? i - COMPANION_REACH : 0;
            return who_has_cue(u, CUE_COMPANION, from, i);
        }
    }
    return false;
}

static bool is_preposition(const struct token *t)
{
    static const char *const words[] = {
        "i",      "in",  "inom",       "på",   "från",     "from",    "within",
        "across", "at",  "throughout", "fra",  "over",     "över",    "inside",
        "of",     "for", "för",        "till", "anywhere", "innanför"};
    return WHO_IS_ONE_OF(t, words);
}

/* What the words before the preposition at token P tie a place to. */
static enum place_bond bond_at(const struct unit *u,
                               const struct who_names *names, size_t p)
{
    size_t left = p, words = 0;
    while (left > 0 && words < LEFT_REACH &&
           (u->tokens[left - 1].kind != TOKEN_PUNCT ||
            u->tokens[left - 1].norm[0] == '-')) {
        left--;
        words++;
    }
    const struct who_name *name = form_in(names, left, p);
    for (size_t i = left; i < p && name == NULL; i++)
        if (is_seat(&u->tokens[i]))
            return PLACE_OFFICE; /* "Kansliet finns i Kalmar" */
    if (name != NULL && bond_with_form(name) != PLACE_INSIDE)
        return bond_with_form(name);
    for (size_t k = 0; k < u->n_matches && !place_has_date(u); k++) {
        const struct match *c = &u->matches[k];
        if (c->set == LEX_CUE && c->entry->index == CUE_PLACE && c->from < p &&
            c->to >= p && c->to <= p + 1 && c->to - c->from > 1)
            return PLACE_ACT;
    }
    return PLACE_INSIDE;
}

enum place_bond place_bond_of(const struct unit *u,
                              const struct who_names *names,
                              const struct match *m)
{
    if (place_is_adjective(m)) {
        const struct who_name *name = form_in(names, m->to, m->to + 4);
        return name != NULL ? bond_with_form(name) : PLACE_OFFICE;
    }
    if (is_address(u, m) || is_companion(u, m->from))
        return PLACE_OFFICE;
    size_t p = before_row(u, m);
    if (p != SIZE_MAX && is_companion(u, p + 1))
        return PLACE_OFFICE;
    if (p == SIZE_MAX || !is_preposition(&u->tokens[p]))
        return PLACE_LOOSE;
    if (p > 0 && is_office(&u->tokens[p - 1]))
        return PLACE_OFFICE;
    return bond_at(u, names, p);
}

enum place_bond place_refers_back(const struct unit *u,
                                  const struct who_names *names)
{
    static const char *const in[] = {"i",    "in",  "inom",  "från",
                                     "from", "fra", "within"};
    static const char *const those[] = {
        "de",    "dessa", "nämnda", "någon", "något", "these",
        "those", "disse", "either", "both",  "båda",  "vardera",
        "det",   "den",   "samma",  "här",   "their"};
    static const char *const areas[] = {
        "län",        "länen",          "länet",      "kommuner", "kommunerna",
        "kommunen",   "kommun",         "området",    "områdena", "landskapen",
        "counties",   "municipalities", "areas",      "area",     "countries",
        "länderna",   "kommunene",      "kommunerne", "fylkene",  "landene",
        "regionerna", "landsdelene",    "regions",    "orterna",  "områdene",
        "områderne",  "bygderna",       "socknarna"};
    for (size_t i = 0; i + 2 < u->n; i++) {
        if (!WHO_IS_ONE_OF(&u->tokens[i], in) ||
            !WHO_IS_ONE_OF(&u->tokens[i + 1], those))
            continue;
        for (size_t k = i + 2; k < u->n && k <= i + 4; k++)
            if (WHO_IS_ONE_OF(&u->tokens[k], areas))
                return bond_at(u, names, i);
    }
    return PLACE_OFFICE;
}

/* "Västerbotten in Sweden", "Skåne och Blekinge i Sverige" */
static bool is_county_in_country(const struct unit *u, const struct match *m)
{
    static const char *const in[] = {"i", "in"};
    static const char *const country[] = {"sverige", "sweden"};
    return m->set == LEX_REGION && m->entry->codes != 0 &&
           (m->entry->codes & ~REGION_COUNTIES) == 0 && m->to + 1 < u->n &&
           WHO_IS_ONE_OF(&u->tokens[m->to], in) &&
           WHO_IS_ONE_OF(&u->tokens[m->to + 1], country);
}

bool place_is_part_of_country(const struct unit *u)
{
    static const char *const side[] = {"sidan", "side",  "siden", "delen",
                                       "part",  "delar", "parts"};
    static const char *const swedish[] = {"svenska", "swedish", "svensk",
                                          "svenske"};
    for (size_t i = 0; i + 1 < u->n; i++)
        if (WHO_IS_ONE_OF(&u->tokens[i], swedish) &&
            WHO_IS_ONE_OF(&u->tokens[i + 1], side))
            return true;
    for (size_t k = 0; k < u->n_matches; k++)
        if (is_county_in_country(u, &u->matches[k]))
            return true;
    return false;
}

/* The partners as the subject, not the lead: a cue of the applicant before
 * them makes it the lead's sentence. */
bool place_is_of_partners(const struct unit *u)
{
    static const char *const words[] = {"partnerskapet",
                                        "partnership",
                                        "partners",
                                        "partnerna",
                                        "parterna",
                                        "partnere",
                                        "partnerne",
                                        "partnerskabet",
                                        "partnarane",
                                        "konsortiet",
                                        "consortium",
                                        "medsökande",
                                        "samarbetsparter",
                                        "samarbetspartner",
                                        "samarbetspartners",
                                        "medsøkere",
                                        "partnerorganisationer",
                                        "deltagarländerna"};
    for (size_t i = 0; i < u->n && i < PARTNERS_LEAD; i++)
        if (WHO_IS_ONE_OF(&u->tokens[i], words))
            return !who_has_cue(u, CUE_APPLICANT_WORD, 0, i);
    return false;
}

bool place_is_of_lead(const struct unit *u)
{
    return who_has_cue(u, CUE_APPLICANT_WORD, 0, u->n) &&
           !place_is_of_partners(u);
}

bool place_is_history(const struct unit *u)
{
    return who_has_cue(u, CUE_HISTORY, 0, u->n);
}

bool place_is_anywhere(const struct unit *u)
{
    static const char *const where[] = {"var", "hvor", "kor", "where"};
    static const char *const ever[] = {"helst", "ever"};
    for (size_t i = 0; i + 2 < u->n; i++)
        if (token_is(&u->tokens[i], "anywhere") ||
            (WHO_IS_ONE_OF(&u->tokens[i], where) &&
             WHO_IS_ONE_OF(&u->tokens[i + 2], ever)))
            return true;
    return false;
}
