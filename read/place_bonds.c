/* place_bonds.c - what ties a place name to its sentence; see places.h. */
#include "places.h"

#include <string.h>

#define COMPANION_REACH 4 /* words round "med" */
#define PARTNERS_LEAD 4   /* words: "the other partners come from" */
#define OTHER_BEFORE 7    /* tokens: "finansieras av åtta bolag med säte i" */
#define OTHER_AFTER 2     /* "Verket i Gävle handlägger" */
#define OWNED_REACH 3     /* tokens: "Gotlands ideella föreningar" */
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

/* A word among the places of a row. */
static bool is_in_row(const struct unit *u, size_t i)
{
    return who_is_join(u, i) || unit_in(u, i, WORDS_COUNTY) ||
           unit_in(u, i, WORDS_PLACE_ROW);
}

#define NAMED_WORDS 5 /* "i de fem nordligaste länen, det vill säga" */

/* Before the words for places that those at token I spell out, or I. */
static size_t before_namely(const struct unit *u, size_t i)
{
    if (!unit_has_cue(u, CUE_NAMELY))
        return i;
    const struct match *m, *last = unit_matches_of(u, LEX_CUE, &m);
    while (m < last && (m->entry->index != CUE_NAMELY || m->to != i))
        m++;
    if (m == last)
        return i;
    size_t end = m->from;
    while (end > 0 &&
           (unit_is_punct(u, end - 1, ',') || unit_is_punct(u, end - 1, '(') ||
            unit_is_punct(u, end - 1, '-')))
        end--;
    for (size_t k = end; k > 0 && end - k < NAMED_WORDS; k--)
        if (unit_in(u, k - 1, WORDS_IN) || unit_in(u, k - 1, WORDS_AT))
            return k;
    return i;
}

/* The token before the row of places that M stands in: "i Orsa, Mora eller
 * Älvdalens kommun" gives that of "i". SIZE_MAX at the start. */
static size_t before_row(const struct unit *u, const struct match *m)
{
    size_t i = m->from;
    while (i > 0) {
        const struct match *other = place_ending_at(u, i);
        const struct token *t = &u->tokens[i - 1];
        size_t told = before_namely(u, i);
        if (told < i)
            return told - 1;
        if (other != NULL && other->from < i) {
            i = other->from;
        } else if (t->norm[0] == ')') { /* "Danmark (med Grönland), Finland" */
            while (i > 0 && u->tokens[i - 1].norm[0] != '(')
                i--;
            i -= i > 0;
        } else if (t->norm[0] == ',' || t->norm[0] == '(' ||
                   t->norm[0] == '/' || is_in_row(u, i - 1))
            i--;
        else if (token_in(t, WORDS_OF) && i >= 2 &&
                 unit_in(u, i - 2, WORDS_AREA_KIND))
            i -= 2; /* "in the counties of" */
        else if ((token_in(t, WORDS_IN) || token_in(t, WORDS_AT)) && i >= 3 &&
                 is_in_row(u, i - 2) && place_ending_at(u, i - 2) != NULL)
            i -= 2; /* "i Danmark eller i Skåne" */
        else
            return i - 1;
    }
    return SIZE_MAX;
}

/* A mark or word that parts two statements. */
static bool ends_part(const struct unit *u, size_t i)
{
    return unit_is_punct(u, i, ';') || unit_is_punct(u, i, ':') ||
           unit_is_punct(u, i, '.') || unit_in(u, i, WORDS_BUT) ||
           unit_in(u, i, WORDS_CONTRAST);
}

#define THEIRS_REACH 3 /* "their workshop or head office" */

/* "Companies with their head office in Halland": is what token I begins said to
 * be the applicant's? */
static bool is_theirs(const struct unit *u, size_t i)
{
    for (size_t k = i; k > 0 && i - k < THEIRS_REACH; k--)
        if (unit_in(u, k - 1, WORDS_THEIR))
            return true;
    return false;
}

/* "kansliet i Norrköping", "Jordbruksverket i Jönköping" */
static bool is_office(const struct unit *u, size_t i)
{
    return (unit_in(u, i, WORDS_SEAT) && !is_theirs(u, i)) ||
           unit_in(u, i, WORDS_INSTITUTION);
}

/* "602 24 Norrköping", "Storgatan 7, Gävle", "5 p.m. Stockholm time" */
static bool is_address(const struct unit *u, const struct match *m)
{
    if (unit_in(u, m->to, WORDS_LOCAL_TIME))
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

/* The form named last that ends in tokens [from, to), or NULL. */
static const struct who_name *form_in(const struct who_names *names,
                                      size_t from, size_t to)
{
    const struct who_name *last = NULL;
    for (size_t k = 0; k < names->n; k++)
        if (names->items[k].match->to > from && names->items[k].match->to <= to)
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

/* "samarbete med Finland", "exchange with schools in Norway" */
static bool is_companion(const struct unit *u, size_t i)
{
    size_t words = 0;
    while (i > 0 && words++ < COMPANION_REACH &&
           u->tokens[i - 1].kind == TOKEN_WORD) {
        i--;
        if (context_says(u, CUE_PARTNER, i, i + 1) ||
            unit_in(u, i, WORDS_PARTNER)) {
            size_t from = i > COMPANION_REACH ? i - COMPANION_REACH : 0;
            for (size_t k = from; k < i; k++)
                if (unit_in(u, k, WORDS_WITH))
                    return true; /* "med minst en partner i Norge" */
        }
        if (unit_in(u, i, WORDS_WITH)) {
            size_t from = i > COMPANION_REACH ? i - COMPANION_REACH : 0;
            return context_says(u, CUE_COMPANION, from, i);
        }
    }
    return false;
}

/* Are the places of a row, tokens [AT, TO), those of a model, a payer, an
 * office: "inspirationen kommer från Norge", "Verket i Gävle handlägger"? */
static bool is_of_other(const struct unit *u, size_t at, size_t to)
{
    if (!unit_has_cue(u, CUE_OTHER_PLACE))
        return false;
    size_t from = at, end = to;
    while (from > 0 && at - from < OTHER_BEFORE && !ends_part(u, from - 1))
        from--;
    while (end < u->n && end - to < OTHER_AFTER && !ends_part(u, end))
        end++;
    for (size_t k = 0; k < u->n_matches; k++)
        if (context_is_cue(&u->matches[k], CUE_OTHER_PLACE) &&
            ((u->matches[k].to > from && u->matches[k].to <= at + 1) ||
             (u->matches[k].from >= to && u->matches[k].from < end)) &&
            !is_theirs(u, u->matches[k].from))
            return true;
    return false;
}

bool place_is_elsewhere(const struct unit *u, const struct match *m)
{
    size_t p = before_row(u, m);
    return is_of_other(u, p == SIZE_MAX ? 0 : p, m->to);
}

/* "Lärare som reser från Uppsala": the words of coming hold the preposition at
 * token P. */
static bool comes_from(const struct unit *u, size_t p)
{
    for (size_t k = 0; p != SIZE_MAX && k < u->n_matches; k++)
        if (context_is_cue(&u->matches[k], CUE_OTHER_PLACE) &&
            u->matches[k].from < p && u->matches[k].to == p + 1)
            return true;
    return false;
}

/* "En kommun i Sörmland började med morötter": is one told of? */
static bool is_of_example(const struct unit *u, const struct who_names *names,
                          const struct match *m)
{
    if (!unit_in(u, 0, WORDS_ARTICLE) || !unit_in(u, m->to, WORDS_EXAMPLE_VERB))
        return false;
    return form_in(names, 0, m->from) != NULL;
}

/* "Göteborgs föreningar", "Sveriges kommuner": the place is theirs. */
static const struct who_name *owned_form(const struct unit *u,
                                         const struct who_names *names,
                                         const struct match *m)
{
    const struct token *last = &u->tokens[m->to - 1];
    if (last->len == 0 || last->norm[strlen(last->norm) - 1] != 's')
        return NULL;
    const struct who_name *name = form_in(names, m->to, m->to + OWNED_REACH);
    if (name == NULL || unit_is_capital(u, name->match->from) ||
        name->match->entry->index == APPLICANT_UNIVERSITY ||
        name->match->entry->index == APPLICANT_FOUNDATION)
        return NULL;
    return name;
}

enum place_bond place_bond_at(const struct unit *u,
                              const struct who_names *names, size_t p)
{
    size_t left = p, words = 0;
    while (left > 0 && words < LEFT_REACH) {
        const struct token *t = &u->tokens[left - 1];
        if (t->kind == TOKEN_PUNCT && t->norm[0] == ')') {
            while (left > 1 && !unit_is_punct(u, left - 1, '('))
                left--; /* "föreningar (ideella) i Skåne" */
        } else if (t->kind == TOKEN_PUNCT && t->norm[0] != '-')
            break;
        left--;
        words++;
    }
    const struct who_name *name = form_in(names, left, p);
    for (size_t i = left; i < p && name == NULL; i++)
        if (unit_in(u, i, WORDS_SEAT))
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

/* "norsk havn", "på svensk, finsk och norsk sida": does what an adjective
 * before token I is said of tell where one must be? */
static bool is_of_thing(const struct unit *u, size_t i)
{
    while (i < u->n && (unit_is_punct(u, i, ',') || who_is_join(u, i) ||
                        unit_match_at(u, LEX_REGION, i) != NULL))
        i++;
    return unit_in(u, i, WORDS_HOME);
}

enum place_bond place_bond_of(const struct unit *u,
                              const struct who_names *names,
                              const struct match *m)
{
    if (place_is_adjective(m)) {
        const struct who_name *name = form_in(names, m->to, m->to + 4);
        if (is_of_thing(u, m->to))
            return PLACE_WHO;
        return name == NULL || is_of_other(u, m->from, name->match->to)
                   ? PLACE_OFFICE
                   : bond_with_form(name);
    }
    if (is_address(u, m) || is_companion(u, m->from) ||
        unit_in(u, m->to, WORDS_HANDLES))
        return PLACE_OFFICE;
    if (place_is_saying(m))
        return PLACE_ACT;
    size_t p = before_row(u, m);
    if (p != SIZE_MAX && is_companion(u, p + 1))
        return PLACE_OFFICE;
    /* but "inte om ni är utanför länet" */
    if ((p != SIZE_MAX && unit_in(u, p, WORDS_OUTSIDE) &&
         u->section != SECTION_NEGATIVE) ||
        is_of_example(u, names, m) || comes_from(u, p))
        return PLACE_OFFICE;
    if (p != SIZE_MAX && unit_is_punct(u, p + 1, '(')) {
        /* "de fyra regionerna (Norrbotten, ...)" */
        const struct who_name *form = form_in(names, p > 2 ? p - 2 : 0, p + 1);
        if (form != NULL)
            return bond_with_form(form);
    }
    const struct who_name *owned = owned_form(u, names, m);
    if (owned != NULL && bond_with_form(owned) != PLACE_INSIDE)
        return bond_with_form(owned);
    enum place_bond bond =
        p == SIZE_MAX || !unit_in(u, p, WORDS_PLACE_PREPOSITION) ? PLACE_LOOSE
        : p > 0 && is_office(u, p - 1)                           ? PLACE_OFFICE
                                       : place_bond_at(u, names, p);
    return bond != PLACE_WHO && is_of_other(u, p == SIZE_MAX ? 0 : p, m->to)
               ? PLACE_OFFICE
               : bond;
}

enum place_bond place_refers_back(const struct unit *u,
                                  const struct who_names *names)
{
    for (size_t i = 0; i + 2 < u->n; i++) {
        if ((!unit_in(u, i, WORDS_IN) && !unit_in(u, i, WORDS_FROM)) ||
            !unit_in(u, i + 1, WORDS_THOSE))
            continue;
        /* "med säte i någon av dem" */
        if (unit_in(u, i + 2, WORDS_OF) && unit_in(u, i + 3, WORDS_THEM))
            return place_bond_at(u, names, i);
        for (size_t k = i + 2; k < u->n && k <= i + 4; k++)
            if (unit_in(u, k, WORDS_AREAS))
                return place_bond_at(u, names, i);
    }
    return PLACE_OFFICE;
}

/* "Västerbotten in Sweden", "Skåne och Blekinge i Sverige" */
static bool is_county_in_country(const struct unit *u, const struct match *m)
{
    if (m->set != LEX_REGION || m->entry->codes == 0 ||
        (m->entry->codes & ~REGION_COUNTIES) != 0 ||
        !unit_in(u, m->to, WORDS_IN))
        return false;
    const struct match *country = unit_match_at(u, LEX_REGION, m->to + 1);
    return country != NULL && country->entry->codes == CODE_BIT(REGION_SE);
}

bool place_is_part_of_country(const struct unit *u)
{
    if (context_says(u, CUE_SWEDISH_SIDE, 0, u->n))
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
    for (size_t i = 0; i < u->n && i < PARTNERS_LEAD; i++)
        if (unit_in(u, i, WORDS_PARTNERS))
            return !context_says(u, CUE_APPLICANT_WORD, 0, i);
    return false;
}

bool place_is_of_lead(const struct unit *u)
{
    return context_says(u, CUE_APPLICANT_WORD, 0, u->n) &&
           !place_is_of_partners(u);
}

#define WHETHER_REACH 7 /* tokens: "oavsett om ni håller till i" */

bool place_is_whether(const struct unit *u, const struct match *m)
{
    size_t p = before_row(u, m);
    for (size_t i = p; i != SIZE_MAX && i > 0 && p - i < WHETHER_REACH; i--)
        if (unit_in(u, i - 1, WORDS_IF) &&
            (unit_in(u, i, WORDS_IT) || unit_in(u, i, WORDS_ASKED) ||
             (i > 1 && unit_in(u, i - 2, WORDS_REGARDLESS))))
            return !unit_in(u, 0, WORDS_IF) &&
                   (unit_has_word(u, WORDS_REGARDLESS) ||
                    unit_in(u, i - 1, WORDS_WHETHER));
    return false;
}

bool place_is_history(const struct unit *u)
{
    return context_says(u, CUE_HISTORY, 0, u->n);
}

bool place_is_anywhere(const struct unit *u)
{
    return context_says(u, CUE_ANYWHERE, 0, u->n);
}

bool place_is_of_others(const struct unit *u, const struct match *m)
{
    return m->from > 0 && place_is_of_partners(u) &&
           (unit_in(u, m->from - 1, WORDS_OTHER) ||
            unit_in(u, m->from - 1, WORDS_OTHERS));
}

/* A town, and no region of the same name, at token I. */
static bool is_sure_town(const struct unit *u, size_t i)
{
    return unit_match_at(u, LEX_MUNICIPALITY, i) != NULL &&
           unit_is_capital(u, i) && unit_match_at(u, LEX_REGION, i) == NULL;
}

static bool joins_towns(const struct unit *u, size_t i)
{
    return who_is_join(u, i) || unit_is_punct(u, i, ',');
}

bool place_is_among_towns(const struct unit *u, const struct match *m)
{
    size_t towns = 0;
    for (size_t i = m->from; i > 0; i--) {
        if (is_sure_town(u, i - 1))
            towns++;
        else if (!joins_towns(u, i - 1))
            break;
    }
    for (size_t i = m->to; i < u->n; i++) {
        if (is_sure_town(u, i))
            towns++;
        else if (!joins_towns(u, i))
            break;
    }
    return towns >= 2;
}

bool place_has_own_scheme(const struct unit *u, const struct match *m)
{
    if (!unit_has_cue(u, CUE_OWN_SCHEME))
        return false;
    size_t to = m->to;
    while (to < u->n && !ends_part(u, to))
        to++;
    size_t from = m->from;
    while (from > 0 && !ends_part(u, from - 1))
        from--;
    const struct match *own =
        unit_find_in(u, LEX_CUE, CUE_OWN_SCHEME, m->to, to);
    /* "Bor du i Jämtland vänder du dig till oss" */
    return own != NULL && !unit_in(u, own->to, WORDS_OUR) &&
           !context_says(u, CUE_EXCEPT, from, m->from);
}
