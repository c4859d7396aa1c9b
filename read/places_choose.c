/*
 * places_choose.c - which of the places that a page names are those of its
 * call, and what stands where it names none.
 */
#include "places_int.h"

#include <string.h>

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

/* "Associations registered in Sweden that are active in Skåne County": is the
 * county O that the sentence on the country Q names as well a further demand,
 * and no stretch of "the whole country, from Skåne to Norrbotten"? */
static bool is_within(const struct place *o, const struct place *q)
{
    const struct unit *u = q->source.unit;
    if (o->source.unit != u || o->source.from <= q->source.to || o->out ||
        !o->own || o->entry->set != LEX_REGION || (o->codes & (o->codes - 1)) ||
        (o->codes & ~REGION_COUNTIES) != 0 ||
        (q->source.from > 0 && unit_in(u, q->source.from - 1, WORDS_WHOLE)))
        return false;
    for (size_t i = q->source.to; i < o->source.from; i++)
        if (unit_in(u, i, WORDS_FROM) || unit_in(u, i, WORDS_OR) ||
            unit_in(u, i, WORDS_BUT) || unit_in(u, i, WORDS_ALSO))
            return false;
    return true;
}

/* Takes away what is said of the country where a county limits it. */
static void narrow(struct places *p)
{
    const double least = p->r->w[WEIGHT_PLACE_MIN].weight;
    for (size_t i = 0; i < p->n; i++) {
        struct place *q = &p->items[i];
        for (size_t k = 0; q->codes == CODE_BIT(REGION_SE) && k < p->n; k++)
            if (p->items[k].source.score >= least &&
                is_within(&p->items[k], q))
                q->source.score = 0;
    }
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

#define INSIDE_MAX 3 /* more places than these are examples */

static bool is_few(codeset a)
{
    return a != 0 && __builtin_popcountll((unsigned long long)a) <= INSIDE_MAX;
}

/* "Mälardalen, varmed vi menar Stockholms och Uppsala län" */
static bool is_meant_by(const struct place *o, const struct place *q)
{
    return o->source.unit == q->source.unit && o->source.from > q->source.to &&
           context_says(q->source.unit, CUE_MEANS, q->source.to,
                        o->source.from);
}

/* Is Q, which stands for several counties, named beside some of them alone:
 * "Mälardalen" over "Uppsala och Västmanlands län"? */
static bool is_wider(const struct places *p, const struct place *q,
                     double least)
{
    if ((q->codes & ~REGION_COUNTIES) != 0 || (q->codes & (q->codes - 1)) == 0)
        return false;
    codeset inside = 0;
    for (size_t i = 0; i < p->n; i++) {
        const struct place *o = &p->items[i];
        if (!o->out && o->source.score >= least &&
            (o->source.score >= q->source.score || is_meant_by(o, q)) &&
            (o->codes & (o->codes - 1)) == 0 && !o->entry->weak &&
            o->entry->set == LEX_REGION &&
            (o->source.unit != q->source.unit || is_meant_by(o, q)))
            inside |= o->codes & q->codes;
    }
    return inside != 0;
}

/* "Bergslagen har bagare": a landscape that holds the funder's own area, and
 * more, is no wider limit where it is merely named. */
static bool is_round_funder(const struct reader *r, const struct place *q)
{
    codeset own = r->ctx->funder_regions;
    return !q->tied && own != 0 && (own & ~REGION_COUNTIES) == 0 &&
           (q->codes & ~REGION_COUNTIES) == 0 && (own & ~q->codes) == 0 &&
           q->codes != own;
}

/* Do places A lie inside area B, and are they less than it? */
static bool is_narrower(codeset a, codeset b)
{
    if (!is_few(a))
        return false;
    /* Nothing is known of the funder's own area. */
    if (b == 0)
        return (a & ~(REGION_COUNTIES | CODE_BIT(REGION_SE))) == 0;
    codeset covered = b & CODE_BIT(REGION_SE) ? b | REGION_COUNTIES : b;
    /* "Sverige" alone says little, "Danmark, Norge och Sverige" much. */
    bool countries = (a & (a - 1)) != 0 && (a & REGION_COUNTIES) == 0;
    bool several = (b & ~(CODE_BIT(REGION_SE) | REGION_COUNTIES)) != 0;
    return (a & ~covered) == 0 && a != b &&
           (countries || (several && a == CODE_BIT(REGION_SE)) ||
            !(a & CODE_BIT(REGION_SE)));
}

/* Where the page says where the one who applies must be, the countries of the
 * partners are not the call's area. */
static void drop_partners(struct places *p)
{
    bool lead = false;
    for (size_t i = 0; i < p->n; i++)
        lead |= p->items[i].lead &&
                p->items[i].source.score >= p->r->w[WEIGHT_PLACE_MIN].weight;
    lead |= p->countries != 0;
    for (size_t i = 0; lead && i < p->n; i++)
        if (!p->items[i].own)
            p->items[i].source.score = 0;
}

#define ABROAD                                                                 \
    (~(REGION_COUNTIES | CODE_BIT(REGION_SE) | CODE_BIT(REGION_EU)))

/* "I Jämtlands län, Älvdalen och Trøndelag", "Ovanåkers kommun i Gävleborgs län,
 * de övriga i Rättvik": the counties of towns that the best sentence on REGIONS
 * names outside them. */
static codeset towns_beside(const struct places *p, codeset regions,
                            const struct source *source)
{
    codeset beside = 0;
    if (regions == 0 || (regions & ~(REGION_COUNTIES | ABROAD)) != 0)
        return 0;
    for (size_t i = 0; i < p->n; i++) {
        const struct place *q = &p->items[i];
        if (q->entry->set == LEX_MUNICIPALITY && !q->out &&
            q->source.unit == source->unit &&
            q->source.score >= p->r->w[WEIGHT_PLACE_MIN].weight &&
            q->source.score >=
                source->score * p->r->w[WEIGHT_PLACE_KEEP_SHARE].weight)
            beside |= q->codes & ~regions;
    }
    return beside;
}

void read_places(struct reader *r)
{
    struct places p = {.r = r};
    places_collect(&p);
    drop_partners(&p);
    narrow(&p);
    struct call *c = r->call;
    double best[64] = {0}, top = 0, top_town = 0;
    const struct source *source = NULL, *town = NULL;
    codeset regions = 0, towns = 0, parts = 0, outside = 0;
    for (size_t i = 0; i < p.n; i++)
        if (!p.items[i].out && p.items[i].source.score > top)
            top = p.items[i].source.score;
    for (size_t i = 0; i < p.n; i++) {
        struct place *q = &p.items[i];
        if (q->source.score < r->w[WEIGHT_PLACE_MIN].weight ||
            q->source.score < top * r->w[WEIGHT_PLACE_KEEP_SHARE].weight)
            continue;
        bool is_town = q->entry->set == LEX_MUNICIPALITY;
        if (!is_town && (is_wider(&p, q, r->w[WEIGHT_PLACE_MIN].weight) ||
                         is_round_funder(r, q)))
            continue;
        if (q->out) {
            if (is_town)
                keep_municipality(r, q->entry->code, true);
            else
                outside |= q->codes & REGION_COUNTIES;
            continue;
        }
        if (is_town) {
            keep_municipality(r, q->entry->code, false);
            towns |= q->codes;
            if (q->source.score > top_town) {
                top_town = q->source.score;
                town = &q->source;
            }
            continue;
        }
        regions |= q->codes;
        parts |= q->part ? q->codes & REGION_COUNTIES : 0;
        for (int k = 0; k < REGION_IS + 1; k++)
            if ((q->codes & CODE_BIT(k)) && q->source.score > best[k])
                best[k] = q->source.score;
        if (source == NULL || q->source.score > source->score)
            source = &q->source;
    }
    if (parts != 0)
        regions &= ~CODE_BIT(REGION_SE);
    regions = settle(regions, best);
    if (regions == CODE_BIT(REGION_SE) && outside != 0)
        regions = REGION_COUNTIES & ~outside; /* "hela landet utom Gotland" */
    if (towns != 0 && (regions & ~CODE_BIT(REGION_SE)) == 0 &&
        (top_town > best[REGION_SE] ||
         (top_town == best[REGION_SE] && source->unit != town->unit)))
        regions = 0; /* but "hela landet, från Ystad till Haparanda" */
    regions |= towns_beside(&p, regions, source);
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
    } else if (p.countries != 0 &&
               (r->ctx->funder_regions == 0 ||
                (p.countries & ~r->ctx->funder_regions) == 0)) {
        c->regions = p.countries;
        found_evidence(r, FIELD_REGIONS, &p.countries_source, 0.7);
    } else if (is_narrower(p.inside, r->ctx->funder_regions)) {
        c->regions = p.inside;
        found_evidence(r, FIELD_REGIONS, &p.inside_source, 0.5);
    } else if (r->ctx->funder_regions == 0 && p.body != 0) {
        c->regions = p.body;
        found_evidence(r, FIELD_REGIONS, &p.body_source, 0.5);
    } else if (r->ctx->funder_regions == 0 && is_few(p.loose)) {
        c->regions = p.loose;
        found_evidence(r, FIELD_REGIONS, &p.loose_source, 0.4);
    } else {
        c->regions = r->ctx->funder_regions;
    }
}
