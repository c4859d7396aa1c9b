/*
 * place_areas.c - places that a sentence means without naming them ("i länet",
 * "stadens föreningar"), and those that stand in the name of a body with an
 * area of its own ("Region Skåne").
 */
#include "places.h"

#include <string.h>

#define MEANT_REACH 3 /* tokens from the preposition: "i hela det nya länet"  \
                       */

static bool is_place_word(const struct unit *u, size_t i)
{
    return unit_in(u, i, WORDS_THE_COUNTY) || unit_in(u, i, WORDS_THE_TOWN) ||
           unit_in(u, i, WORDS_THE_AREA);
}

static bool names_body(const struct token *t)
{
    return token_in(t, WORDS_COUNTY) || token_in(t, WORDS_AREA_BODY);
}

/* Does M's own name hold a word of the kind: "Kalmar län", "Region Skåne"? */
static bool says_kind(const struct unit *u, const struct match *m)
{
    for (size_t k = m->from; k < m->to; k++)
        if (names_body(&u->tokens[k]))
            return true;
    return false;
}

static bool is_one_county(const struct match *m)
{
    codeset c = m->entry->codes;
    return c != 0 && (c & ~REGION_COUNTIES) == 0 && (c & (c - 1)) == 0;
}

/* Can M be what the word at token I of U means, M being named in O? */
static bool fits(const struct unit *u, size_t i, const struct unit *o,
                 const struct match *m)
{
    bool town = m->set == LEX_MUNICIPALITY;
    if ((!town && m->set != LEX_REGION) || m->entry->codes == 0 ||
        place_is_adjective(m) || place_is_saying(m) ||
        !unit_is_capital(o, m->from))
        return false;
    if (unit_in(u, i, WORDS_THE_COUNTY))
        return !town && is_one_county(m);
    if (unit_in(u, i, WORDS_THE_TOWN))
        return town || (is_one_county(m) && says_kind(o, m));
    return town || (m->entry->codes & ~REGION_COUNTIES) == 0;
}

/* The last match before token TO of O that fits. */
static const struct match *last_in(const struct unit *u, size_t i,
                                   const struct unit *o, size_t to)
{
    const struct match *best = NULL;
    for (size_t k = 0; k < o->n_matches; k++) {
        const struct match *m = &o->matches[k];
        if (m->to <= to && fits(u, i, o, m) &&
            (best == NULL || m->from > best->from ||
             (m->from == best->from && m->set == LEX_REGION)))
            best = m;
    }
    return best;
}

const struct match *place_meant(const struct page_text *pt, size_t at, size_t i,
                                const struct unit **where)
{
    const struct unit *u = &pt->units[at];
    if (!is_place_word(u, i))
        return NULL;
    const struct match *m = last_in(u, i, u, i);
    for (size_t k = at + 1; m == NULL && k > 0; k--) {
        *where = &pt->units[k - 1];
        if (*where != u)
            m = last_in(u, i, *where, (*where)->n);
    }
    if (m != NULL && *where == NULL)
        *where = u;
    return m;
}

enum place_bond place_bond_of_meant(const struct unit *u,
                                    const struct who_names *names, size_t i)
{
    const struct token *t = &u->tokens[i];
    if (t->norm[strlen(t->norm) - 1] == 's') { /* "länets föreningar" */
        for (size_t k = 0; k < names->n; k++)
            if (names->items[k].match->from > i &&
                names->items[k].match->from - i <= MEANT_REACH &&
                (names->items[k].said == WHO_MAY ||
                 names->items[k].said == WHO_UNSAID))
                return PLACE_WHO;
        return PLACE_OFFICE;
    }
    bool whole = false;
    for (size_t p = i; p > 0 && i - p < MEANT_REACH; p--) {
        if (unit_in(u, p - 1, WORDS_IN) || unit_in(u, p - 1, WORDS_AT) ||
            unit_in(u, p - 1, WORDS_FROM)) {
            enum place_bond bond = place_bond_at(u, names, p - 1);
            return bond == PLACE_INSIDE && whole ? PLACE_ACT : bond;
        }
        if (u->tokens[p - 1].kind != TOKEN_WORD)
            break;
        whole |= unit_in(u, p - 1, WORDS_WHOLE);
    }
    return PLACE_OFFICE;
}

bool place_is_of_body(const struct unit *u, const struct match *m)
{
    if (m->entry->codes == 0 || place_is_adjective(m) ||
        !unit_is_capital(u, m->from))
        return false;
    bool county = m->set == LEX_REGION && is_one_county(m);
    /* "Länsstyrelsen i Kalmar län" */
    if (county && m->from >= 2 && unit_in(u, m->from - 1, WORDS_IN) &&
        unit_in(u, m->from - 2, WORDS_AREA_BODY))
        return true;
    if (m->from > 0 && unit_in(u, m->from - 1, WORDS_PLACE_PREPOSITION))
        return false;
    if (county && says_kind(u, m) && !unit_in(u, m->to - 1, WORDS_COUNTY))
        return true; /* "Region Skåne", "Göteborgs stad" */
    return m->set == LEX_MUNICIPALITY && unit_in(u, m->to, WORDS_AREA_BODY);
}
