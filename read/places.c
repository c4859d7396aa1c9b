/*
 * places.c - where the project or the applicant must be.
 *
 * Place names are everywhere on a page (addresses, examples, names of
 * projects). They count in labels and sections on place, in chips of a fact
 * box, and in sentences that say where one may apply or act. Without any, the
 * funder's own area stands, as the page of a regional funder implies it.
 */
#include "context.h"
#include "places_int.h"

#include <string.h>

/* The country that a page in the language means by "hela landet". */
static codeset country_of(enum language language)
{
    switch (language) {
    case LANG_NO:
        return CODE_BIT(REGION_NO);
    case LANG_DA:
        return CODE_BIT(REGION_DK);
    case LANG_FI:
        return CODE_BIT(REGION_FI);
    default:
        return CODE_BIT(REGION_SE);
    }
}

/* What M stands for; of several countries the page's own. */
static codeset codes_of(const struct reader *r, const struct match *m)
{
    codeset c = m->entry->codes;
    bool one = m->set == LEX_REGION && m->entry->weight != 1 &&
               (c & REGION_COUNTIES) == 0 && (c & (c - 1)) != 0;
    if (!one)
        return c;
    codeset mine = r->ctx->funder_regions, own = country_of(r->call->language);
    if ((mine & c) != 0 && (mine & (mine - 1)) == 0)
        return mine;
    return (own & c) != 0 ? own : c & -c;
}

static bool is_chip(const struct unit *u)
{
    /* A line that is nothing but places: "Hela Sverige", "Norrbotten,
     * Västerbotten". */
    size_t covered = 0, words = 0;
    for (size_t i = 0; i < u->n; i++)
        words += u->tokens[i].kind == TOKEN_WORD && !unit_in(u, i, WORDS_AND) &&
                 !unit_in(u, i, WORDS_COUNTY);
    for (size_t k = 0; k < u->n_matches; k++)
        if (u->matches[k].set == LEX_REGION ||
            u->matches[k].set == LEX_MUNICIPALITY)
            covered += u->matches[k].to - u->matches[k].from;
    return words > 0 && covered >= words && words <= 14;
}

static double unit_weight(const struct reader *r, const struct unit *u)
{
    if (u->section == SECTION_DECISIONS || u->section == SECTION_RELATED ||
        u->section == SECTION_EXAMPLES || u->section == SECTION_EVENTS ||
        u->section == SECTION_CONTACT || u->label == LABEL_CONTACT ||
        u->label == LABEL_EVENT || u->label == LABEL_FUNDER)
        return -1;
    double w = 0;
    if (u->label == LABEL_WHERE)
        w = r->w[WEIGHT_PLACE_LABEL].weight;
    else if (is_chip(u) && u->block != NULL &&
             (u->block->fact || u->block->kind == BLOCK_ITEM ||
              u->block->kind == BLOCK_PAIR))
        w = r->w[WEIGHT_PLACE_CHIP].weight;
    else if (u->lead && !u->is_heading && is_chip(u))
        w = r->w[WEIGHT_PLACE_MIN].weight; /* "Sorsele och Storuman." */
    if (u->section == SECTION_WHERE && w < r->w[WEIGHT_PLACE_SECTION].weight)
        w = r->w[WEIGHT_PLACE_SECTION].weight;
    double said = context_unit(u, CUE_PLACE);
    if (said > 0)
        w += r->w[WEIGHT_PLACE_SAID].weight * (said > 1 ? 1.5 : 1);
    if (said > 0 && (u->section == SECTION_WHO || u->lead ||
                     context_unit(u, CUE_ELIGIBLE) > 0))
        w += r->w[WEIGHT_PLACE_SAID_WHO].weight;
    else if (u->section == SECTION_WHO)
        w += 0.7;
    if (u->is_title)
        w += r->w[WEIGHT_PLACE_TITLE].weight; /* "Unga i Sydsverige" */
    else if (u->is_heading)
        w += r->w[WEIGHT_PLACE_HEADING].weight;
    if (!place_is_anywhere(u) &&
        (context_unit(u, CUE_EVENT) > 0 || context_unit(u, CUE_GRANTED) > 0 ||
         u->section == SECTION_BACKGROUND || place_is_history(u)))
        w *= r->w[WEIGHT_PLACE_ELSEWHERE].weight;
    return w;
}

/* "Mora kommun", "kommunerna Orsa, Mora och Älvdalen". */
static bool said_to_be_municipality(const struct unit *u, const struct match *m)
{
    /* "Kinda, Ydre eller Hultsfreds kommun" */
    for (size_t k = m->to; k < u->n; k++) {
        const struct token *t = &u->tokens[k];
        if (token_in(t, WORDS_MUNICIPALITY))
            return true;
        if (t->norm[0] != ',' && !who_is_join(u, k) &&
            !(unit_is_capital(u, k) &&
              unit_match_at(u, LEX_MUNICIPALITY, k) != NULL))
            break;
    }
    size_t i = m->from;
    while (i > 0) {
        const struct token *t = &u->tokens[i - 1];
        if (token_in(t, WORDS_MUNICIPALITY))
            return true;
        if (t->kind != TOKEN_PUNCT && !who_is_join(u, i - 1) &&
            !unit_is_capital(u, i - 1))
            return false;
        i--;
    }
    return false;
}

static struct place *add(struct places *p, const struct unit *u,
                         const struct match *m, double w)
{
    struct place *q = NULL;
    for (size_t i = 0; i < p->n && q == NULL; i++)
        if (p->items[i].entry == m->entry)
            q = &p->items[i];
    if (q == NULL) {
        p->items =
            arena_grow(p->r->mem, p->items, p->n, &p->cap, sizeof *p->items);
        q = &p->items[p->n++];
        memset(q, 0, sizeof *q);
        q->entry = m->entry;
        q->codes = codes_of(p->r, m);
    }
    q->part |= place_is_part_of_country(u);
    q->own |= !place_is_of_partners(u);
    if (w > q->source.score) {
        q->source = (struct source){u, m->from, m->to, w};
        size_t from = m->from > 6 ? m->from - 6 : 0;
        q->out = context_unit(u, CUE_EXCEPT) > 0 &&
                 unit_find_in(u, LEX_CUE, CUE_EXCEPT, from, m->from) != NULL;
        if (!place_is_saying(m) && !place_is_anywhere(u) &&
            place_is_denied(p->r, u, m) &&
            (context_unit(u, CUE_ELIGIBLE) > 0 ||
             context_unit(u, CUE_PLACE) > 0) &&
            u->label == LABEL_NONE)
            q->out = true;
    }
    return q;
}

/* "Finland, Norge och Sverige": a weak name among sure ones is sure. */
static bool in_company(const struct unit *u, const struct match *m)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *o = &u->matches[k];
        if (o->set != LEX_REGION || o->entry->weak || o->entry->codes == 0)
            continue;
        size_t gap = o->from >= m->to   ? o->from - m->to
                     : m->from >= o->to ? m->from - o->to
                                        : 0;
        if (gap <= 3)
            return true;
    }
    return false;
}

/* "Härjedalens kommun" is a municipality, though a landscape has its name. */
static bool is_twin(const struct unit *u, const struct match *m)
{
    const struct match *o = unit_match_at(
        u, m->set == LEX_REGION ? LEX_MUNICIPALITY : LEX_REGION, m->from);
    return o != NULL && o->to == m->to &&
           (said_to_be_municipality(u, m) || place_is_among_towns(u, m));
}

/* "Örebro län" is a region; its town's name inside is not. */
static bool is_inside_region(const struct unit *u, const struct match *m)
{
    for (size_t j = 0; j < u->n_matches; j++)
        if (u->matches[j].set == LEX_REGION && u->matches[j].from <= m->from &&
            u->matches[j].to >= m->to && u->matches[j].entry->codes != 0 &&
            !is_twin(u, m))
            return true;
    return false;
}

/* Places that no sentence limits the call to, but that its first words are
 * about, tell its area where nothing else does. */
static void note_inside(struct places *p, const struct unit *u,
                        const struct match *m)
{
    bool early = u->lead || u->is_title || u->section == SECTION_PURPOSE ||
                 u->section == SECTION_WHO || u->section == SECTION_WHAT;
    bool loose = m->entry->weak && (m->entry->codes & (m->entry->codes - 1));
    if (!early || loose || place_has_date(u) || place_is_history(u) ||
        (!u->is_title &&
         (context_unit(u, CUE_EVENT) > 0 || context_unit(u, CUE_GRANTED) > 0)))
        return;
    if (p->inside == 0)
        p->inside_source = (struct source){u, m->from, m->to, 0.5};
    p->inside |= codes_of(p->r, m);
}

/* The area of the body that the page's first words name. */
static void note_body(struct places *p, const struct unit *u,
                      const struct match *m)
{
    if ((!u->lead && !u->is_title) || !place_is_of_body(u, m) ||
        (p->body != 0 && p->body_source.unit != u))
        return;
    p->body_source = (struct source){u, m->from, m->to, 0.5};
    p->body |= m->entry->codes;
}

/* A place that nothing ties to the call, and nothing to others. */
static void note_loose(struct places *p, const struct unit *u,
                       const struct match *m, enum place_bond bond)
{
    if (place_has_date(u) || place_is_history(u) ||
        context_unit(u, CUE_EVENT) > 0 || context_unit(u, CUE_GRANTED) > 0)
        return;
    if (m->entry->codes == CODE_BIT(REGION_EU) && bond == PLACE_LOOSE)
        return; /* "enligt EU:s schabloner" */
    if (p->loose == 0)
        p->loose_source = (struct source){u, m->from, m->to, 0.5};
    p->loose |= codes_of(p->r, m);
}

/* "danske kommuner": tells which of the funder's countries, where no place
 * name does. */
static void note_adjective(struct places *p, const struct unit *u,
                           const struct match *m, enum place_bond bond)
{
    if (bond != PLACE_WHO)
        return;
    if (p->countries == 0)
        p->countries_source = (struct source){u, m->from, m->to, 1};
    p->countries |= codes_of(p->r, m);
}

static double bond_weight(const struct weight_value *w, enum place_bond bond)
{
    switch (bond) {
    case PLACE_WHO:
        return w[WEIGHT_PLACE_BOUND_WHO].weight;
    case PLACE_ACT:
        return w[WEIGHT_PLACE_BOUND_ACT].weight;
    default:
        return 0;
    }
}

#define HEADING_TOKENS 6
#define PREFERRED_WORDS 5

/* "Vi ser gärna sökande från Norrland": where others may apply too. */
static bool is_preferred(const struct unit *u, const struct match *m)
{
    size_t from = m->from > PREFERRED_WORDS ? m->from - PREFERRED_WORDS : 0;
    return context_says(u, CUE_PREFERRED, from, m->from);
}

/* "Island" in English is no Iceland. */
static bool is_english_word(const struct reader *r, const struct match *m)
{
    return r->call->language == LANG_EN && m->entry->weak &&
           m->entry->codes == CODE_BIT(REGION_IS);
}

/* "Vara öppen för alla" in a list of demands: the verb, and not the town. */
static bool is_verb_first(const struct unit *u, const struct match *m)
{
    return m->from == 0 && m->to < u->n && unit_in(u, 0, WORDS_BE) &&
           u->tokens[m->to].kind == TOKEN_WORD && !who_is_join(u, m->to) &&
           !unit_is_capital(u, m->to) &&
           unit_match_at(u, LEX_APPLICANT, m->to) == NULL;
}

/* Under a heading such as "Resmål"? */
static bool is_under_other(const struct page_text *pt, const struct unit *u)
{
    const struct unit *h = text_heading(pt, u);
    return h != NULL && h->n <= HEADING_TOKENS && !h->is_title &&
           u->section != SECTION_WHERE && unit_has_cue(h, CUE_OTHER_PLACE);
}

static void collect_unit(struct places *p, const struct unit *u)
{
    double base = unit_weight(p->r, u);
    bool any = false;
    for (size_t k = 0; k < u->n_matches; k++)
        any |= u->matches[k].set == LEX_REGION ||
               u->matches[k].set == LEX_MUNICIPALITY;
    if (base < 0 || !any || is_under_other(p->r->text, u) ||
        place_is_sent_off(p->r->text, u))
        return;
    struct who_names names;
    who_names_of(p->r->mem, u, &names);
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if ((m->set != LEX_REGION && m->set != LEX_MUNICIPALITY) ||
            m->entry->codes == 0)
            continue;
        if (m->set == LEX_MUNICIPALITY &&
            (!unit_is_capital(u, m->from) || is_inside_region(u, m) ||
             is_verb_first(u, m)))
            continue; /* "vara", "mark" */
        if (m->set == LEX_REGION && is_twin(u, m))
            continue;
        if ((place_is_no_bar(u) || place_is_in_any_case(u, m)) &&
            !place_is_saying(m) && place_is_denied(p->r, u, m))
            continue;
        if (place_is_of_others(u, m) || is_preferred(u, m))
            continue;
        if (place_has_own_scheme(u, m) || place_is_whether(u, m) ||
            is_english_word(p->r, m))
            continue;
        note_body(p, u, m);
        enum place_bond bond = place_bond_of(u, &names, m);
        if (bond == PLACE_OFFICE || bond == PLACE_SHUT ||
            (names.n == 0 && u->label == LABEL_NONE &&
             who_unit_says(p->r->mem, u) == WHO_MAY_NOT &&
             unit_find(u, LEX_CUE, CUE_EXCEPT) == NULL))
            continue;
        if (place_is_adjective(m)) {
            note_adjective(p, u, m, bond);
            continue;
        }
        double w = base;
        bool is_tied = bond == PLACE_WHO || bond == PLACE_ACT;
        bool sure = base >= 1.8 || is_tied;
        if (m->entry->weak && !sure && !in_company(u, m) &&
            !(m->set == LEX_MUNICIPALITY &&
              (said_to_be_municipality(u, m) || place_is_among_towns(u, m))))
            w *= p->r->w[WEIGHT_PLACE_WEAK].weight;
        double bound = bond_weight(p->r->w, bond);
        if (u->section == SECTION_BACKGROUND || place_is_history(u))
            bound *= p->r->w[WEIGHT_PLACE_ELSEWHERE].weight;
        if (w < bound + base / 2)
            w = bound + base / 2;
        /* "on the Swedish side, only Skåne is covered" */
        if (place_is_part_of_country(u) && w < p->r->w[WEIGHT_PLACE_MIN].weight)
            w = p->r->w[WEIGHT_PLACE_MIN].weight;
        if (w > 0) {
            struct place *q = add(p, u, m, w);
            q->tied |= sure;
            q->lead |= is_tied && place_is_of_lead(u);
        }
        if (bond == PLACE_INSIDE)
            note_inside(p, u, m);
        note_loose(p, u, m, bond);
    }
}

/* "Föreningar i hela länet": the county named before. */
static void collect_meant(struct places *p, size_t at)
{
    const struct unit *u = &p->r->text->units[at];
    if ((!unit_has_word(u, WORDS_THE_COUNTY) &&
         !unit_has_word(u, WORDS_THE_TOWN) &&
         !unit_has_word(u, WORDS_THE_AREA)) ||
        unit_weight(p->r, u) < 0)
        return;
    struct who_names names;
    who_names_of(p->r->mem, u, &names);
    for (size_t i = 1; i < u->n; i++) {
        const struct unit *where = NULL;
        const struct match *m = place_meant(p->r->text, at, i, &where);
        if (m == NULL || place_is_elsewhere(where, m))
            continue;
        enum place_bond bond = place_bond_of_meant(u, &names, i);
        if (bond == PLACE_INSIDE)
            note_inside(p, where, m);
        double w = bond_weight(p->r->w, bond);
        if (w <= 0)
            continue;
        struct place *q = add(p, where, m, w);
        /* "Ni behöver inte ha säte i Mora, men arbeta i kommunen" */
        if (q->source.unit == where && q->source.from == m->from)
            q->out = false;
    }
}

/* "I de länen": the places of the sentence before, as said here. */
static void collect_back(struct places *p, const struct unit *u)
{
    if (p->last == NULL || p->last == u)
        return;
    struct who_names names;
    who_names_of(p->r->mem, u, &names);
    double w = bond_weight(p->r->w, place_refers_back(u, &names));
    const struct unit *last = p->last;
    for (size_t k = 0; w > 0 && k < last->n_matches; k++) {
        const struct match *m = &last->matches[k];
        bool town = m->set == LEX_MUNICIPALITY;
        if ((m->set != LEX_REGION && !town) || m->entry->codes == 0 ||
            place_is_adjective(m) ||
            (town &&
             (!unit_is_capital(last, m->from) || is_inside_region(last, m))))
            continue;
        add(p, last, m, w);
    }
}

static bool names_places(const struct unit *u)
{
    for (size_t k = 0; k < u->n_matches; k++)
        if ((u->matches[k].set == LEX_REGION ||
             u->matches[k].set == LEX_MUNICIPALITY) &&
            unit_is_capital(u, u->matches[k].from))
            return true;
    return false;
}

/* Is unit I above the page's title? There the site speaks of itself. */
static bool is_above_title(const struct page_text *pt, size_t i)
{
    const struct unit *u = &pt->units[i];
    if (u->is_heading || u->is_title || (u->block != NULL && u->block->fact))
        return false;
    for (size_t k = i + 1; k < pt->n; k++)
        if (pt->units[k].is_title)
            return true;
    return false;
}

void places_collect(struct places *p)
{
    for (size_t i = 0; i < p->r->text->n; i++) {
        const struct unit *u = &p->r->text->units[i];
        if (is_above_title(p->r->text, i))
            continue;
        collect_unit(p, u);
        collect_meant(p, i);
        if (names_places(u))
            p->last = u;
        else
            collect_back(p, u);
    }
}
