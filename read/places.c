/*
 * places.c - where the project or the applicant must be.
 *
 * Place names are everywhere on a page (addresses, examples, names of
 * projects). They count in labels and sections on place, in chips of a fact
 * box, and in sentences that say where one may apply or act. Without any, the
 * funder's own area stands, as the page of a regional funder implies it.
 */
#include "context.h"
#include "found.h"

#include <string.h>

struct place {
    const struct lexicon_entry *entry;
    struct source source;
    bool out; /* shut out */
};

struct places {
    struct reader *r;
    struct place *items;
    size_t n, cap;
};

static bool is_chip(const struct unit *u)
{
    /* A line that is nothing but places: "Hela Sverige", "Norrbotten,
     * Västerbotten". */
    size_t covered = 0, words = 0;
    for (size_t i = 0; i < u->n; i++)
        words += u->tokens[i].kind == TOKEN_WORD &&
                 !token_is(&u->tokens[i], "och") &&
                 !token_is(&u->tokens[i], "samt") &&
                 !token_is(&u->tokens[i], "län") &&
                 !token_is(&u->tokens[i], "and");
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
        return 0;
    double w = 0;
    if (u->label == LABEL_WHERE)
        w = r->w[WEIGHT_PLACE_LABEL].weight;
    else if (is_chip(u) && u->block != NULL &&
             (u->block->fact || u->block->kind == BLOCK_ITEM ||
              u->block->kind == BLOCK_PAIR))
        w = r->w[WEIGHT_PLACE_CHIP].weight;
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
    if (context_unit(u, CUE_EVENT) > 0 || context_unit(u, CUE_GRANTED) > 0 ||
        u->section == SECTION_BACKGROUND)
        w *= r->w[WEIGHT_PLACE_ELSEWHERE].weight;
    return w;
}

static bool is_municipality_word(const struct token *t)
{
    return t->len >= 6 && memcmp(t->norm, "kommun", 6) == 0;
}

/* "Mora kommun", "kommunerna Orsa, Mora och Älvdalen". */
static bool said_to_be_municipality(const struct unit *u, const struct match *m)
{
    if (m->to < u->n && is_municipality_word(&u->tokens[m->to]))
        return true;
    size_t i = m->from;
    while (i > 0) {
        const struct token *t = &u->tokens[i - 1];
        if (is_municipality_word(t))
            return true;
        if (t->kind != TOKEN_PUNCT && !token_is(t, "och") &&
            !token_is(t, "samt") && !token_is(t, "eller") &&
            !unit_is_capital(u, i - 1))
            return false;
        i--;
    }
    return false;
}

static void add(struct places *p, const struct unit *u, const struct match *m,
                double w)
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
    }
    if (w > q->source.score) {
        q->source = (struct source){u, m->from, m->to, w};
        size_t from = m->from > 6 ? m->from - 6 : 0;
        q->out = context_unit(u, CUE_EXCEPT) > 0 &&
                 unit_find_in(u, LEX_CUE, CUE_EXCEPT, from, m->from) != NULL;
        if (context_negated(u, 0, u->n) &&
            (context_unit(u, CUE_ELIGIBLE) > 0 ||
             context_unit(u, CUE_PLACE) > 0) &&
            u->label == LABEL_NONE)
            q->out = true;
    }
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

static void collect(struct places *p)
{
    for (size_t i = 0; i < p->r->text->n; i++) {
        const struct unit *u = &p->r->text->units[i];
        double base = unit_weight(p->r, u);
        if (base <= 0)
            continue;
        for (size_t k = 0; k < u->n_matches; k++) {
            const struct match *m = &u->matches[k];
            if ((m->set != LEX_REGION && m->set != LEX_MUNICIPALITY) ||
                m->entry->codes == 0)
                continue;
            double w = base;
            if (m->set == LEX_MUNICIPALITY && !unit_is_capital(u, m->from))
                continue; /* "vara", "mark" */
            if (m->entry->weak && base < 1.8 && !in_company(u, m) &&
                !(m->set == LEX_MUNICIPALITY && said_to_be_municipality(u, m)))
                w *= p->r->w[WEIGHT_PLACE_WEAK].weight;
            if (m->set == LEX_MUNICIPALITY) {
                /* "Örebro län" is a region; its town's name inside is not. */
                bool inside = false;
                for (size_t j = 0; j < u->n_matches; j++)
                    inside |= u->matches[j].set == LEX_REGION &&
                              u->matches[j].from <= m->from &&
                              u->matches[j].to >= m->to &&
                              u->matches[j].entry->codes != 0;
                if (inside)
                    continue;
            }
            add(p, u, m, w);
        }
    }
}

static void keep_municipality(struct reader *r, const char *code, bool out)
{
    struct call *c = r->call;
    const char *slash = strrchr(code, '/');
    const char *name = arena_strndup(
        c->mem, code, slash != NULL ? (size_t)(slash - code) : strlen(code));
    size_t *n = out ? &c->n_municipalities_out : &c->n_municipalities;
    const char ***list = out ? &c->municipalities_out : &c->municipalities;
    const char **fresh = arena_alloc(c->mem, (*n + 1) * sizeof *fresh);
    if (*n > 0)
        memcpy(fresh, *list, *n * sizeof *fresh);
    fresh[(*n)++] = name;
    *list = fresh;
}

/* Country-wide words beside counties: the counties are what is meant, unless
 * the country was said at least as clearly. */
static codeset settle(codeset found, const double best[static 64])
{
    codeset counties = found & REGION_COUNTIES;
    codeset sweden = found & CODE_BIT(REGION_SE);
    if (counties != 0 && sweden != 0) {
        double top = 0;
        for (int i = 0; i < REGION_SE; i++)
            if ((counties & CODE_BIT(i)) && best[i] > top)
                top = best[i];
        found &= best[REGION_SE] > top ? ~counties : ~sweden;
    }
    if ((found & CODE_BIT(REGION_EU)) && (found & ~CODE_BIT(REGION_EU)))
        found &= ~CODE_BIT(REGION_EU);
    return found;
}

void read_places(struct reader *r)
{
    struct places p = {.r = r};
    collect(&p);
    struct call *c = r->call;
    double best[64] = {0}, top = 0, top_town = 0;
    const struct source *source = NULL, *town = NULL;
    codeset regions = 0, towns = 0;
    for (size_t i = 0; i < p.n; i++)
        if (!p.items[i].out && p.items[i].source.score > top)
            top = p.items[i].source.score;
    for (size_t i = 0; i < p.n; i++) {
        struct place *q = &p.items[i];
        if (q->source.score < r->w[WEIGHT_PLACE_MIN].weight ||
            q->source.score < top * r->w[WEIGHT_PLACE_KEEP_SHARE].weight)
            continue;
        bool is_town = q->entry->set == LEX_MUNICIPALITY;
        if (q->out) {
            if (is_town)
                keep_municipality(r, q->entry->code, true);
            continue;
        }
        if (is_town) {
            keep_municipality(r, q->entry->code, false);
            towns |= q->entry->codes;
            if (q->source.score > top_town) {
                top_town = q->source.score;
                town = &q->source;
            }
            continue;
        }
        regions |= q->entry->codes;
        for (int k = 0; k < REGION_IS + 1; k++)
            if ((q->entry->codes & CODE_BIT(k)) && q->source.score > best[k])
                best[k] = q->source.score;
        if (source == NULL || q->source.score > source->score)
            source = &q->source;
    }
    regions = settle(regions, best);
    if (towns != 0 && (regions & ~CODE_BIT(REGION_SE)) == 0 &&
        top_town >= best[REGION_SE])
        regions = 0;
    /* Towns of a county that is itself named are examples, or the place of a
     * meeting, not the limit. */
    if (regions != 0) {
        c->n_municipalities = 0;
        c->municipalities = NULL;
    }
    if (regions == 0 && towns != 0) {
        regions = towns;
        source = town;
        found_evidence(r, FIELD_MUNICIPALITIES, town, 0.8);
    }
    if (regions != 0) {
        c->regions = regions;
        found_evidence(r, FIELD_REGIONS, source, source->score > 2 ? 0.9 : 0.7);
    } else {
        c->regions = r->ctx->funder_regions;
    }
}
