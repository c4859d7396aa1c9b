/*
 * share.c - how much of the costs the funder pays: which of a page's shares it
 * is.
 *
 * The rules (share_weigh.c) go first. Where they find none, or what the words
 * round it speak strongly against, a share that the words take for a rate
 * (share_signs.h) stands in for theirs.
 */
#include "above.h"
#include "share_full.h"
#include "share_levels.h"
#include "share_signs.h"

#include "medel/i18n.h"
#include "medel/caps.h"

#define SURE 2.4       /* a score above it is no surer */
#define AID_FACTOR 0.5 /* what law allows is not yet what the funder pays */
#define RAISE_UNITS 6  /* "för föreningar kan det bli 90 procent" */

struct share {
    double rate;
    bool funder; /* read as the funder's share, not from the applicant's */
    bool sure;   /* clear enough to stand for itself */
    bool raised; /* a rate only beside another: "i vissa fall 90" */
    struct source source;
};

/* What a mention would be, if the words round it are right. */
struct guess {
    double rate, likely;
    struct source source;
};

struct share_list {
    struct reader *r;
    struct share *items; /* in reading order */
    size_t n, cap;
    struct guess *guesses; /* in reading order */
    size_t n_guesses, cap_guesses;
    struct source *others; /* shares of something else, by the rules */
    size_t n_others, cap_others;
    share_fn *told; /* NULL: nobody is told of the mentions */
    void *told_arg;
};

static void add_guess(struct share_list *list, double rate, double likely,
                      const struct source *source)
{
    if (rate <= 0 || list->n_guesses == CAP_VALUES_PER_PAGE)
        return;
    list->guesses = arena_grow(list->r->mem, list->guesses, list->n_guesses,
                               &list->cap_guesses, sizeof *list->guesses);
    list->guesses[list->n_guesses++] = (struct guess){rate, likely, *source};
}

/* What the words say of the mention SAID, beside the rules. */
static void hear(const struct share_view *v, const struct share_said *said,
                 struct share_list *list)
{
    const struct share_mention *s = said->share;
    if (list->told != NULL) {
        list->told(list->told_arg, v, said);
        return;
    }
    const struct clause *c = mentions_clause(&v->ms, s->from);
    /* "Förskott kan ges med högst 30 procent" */
    if (said->ruled_out || context_says(v->u, CUE_ADVANCE, c->begin, c->from))
        return;
    struct share_likely likely = share_hear(v, said);
    struct source source = {v->u, s->from, s->to, 0};
    add_guess(list, s->high, likely.funder, &source);
    add_guess(list, 100 - s->low, likely.own, &source);
}

/* "Stödet lämnas enligt artikel 31 i gruppundantagsförordningen. Stora företag
 * får högst 50 procent": told where the page tells of the law. */
static bool is_of_law(const struct reader *r, const struct unit *u)
{
    const struct unit *before =
        above_sentence(r->text, (size_t)(u - r->text->units));
    return u->section == SECTION_STATE_AID ||
           (before != NULL &&
            unit_find(before, LEX_CUE, CUE_STATE_AID) != NULL);
}

static void add_share(struct share_list *list, const struct share_view *v,
                      const struct share_said *said)
{
    const struct share_mention *s = said->share;
    double score = said->funder > said->own ? said->funder : said->own;
    double rate = said->direct ? s->high : 100 - s->low;
    struct source source = {v->u, s->from, s->to, score};
    if (!said->sure && !s->word) {
        list->others = arena_grow(list->r->mem, list->others, list->n_others,
                                  &list->cap_others, sizeof *list->others);
        list->others[list->n_others++] = source;
    }
    if ((!said->sure && !said->raised) || rate <= 0)
        return;
    if (source.score > SURE)
        source.score = SURE;
    if (is_of_law(list->r, v->u))
        source.score *= AID_FACTOR;
    list->items = arena_grow(list->r->mem, list->items, list->n, &list->cap,
                             sizeof *list->items);
    list->items[list->n++] = (struct share){
        rate, said->direct, said->sure, said->raised && said->direct, source};
}

static void weigh(const struct share_view *v, const struct share_mention *s,
                  struct share_list *list)
{
    const struct share *last = list->n > 0 ? &list->items[list->n - 1] : NULL;
    bool funder = last != NULL && last->funder && last->sure;
    struct share_said said = share_weigh(v, s, funder ? &last->source : NULL);
    hear(v, &said, list);
    add_share(list, v, &said);
}

/* Takes X for the call's rate where it is surer or larger than BEST. */
static void compare(struct share *best, const struct share *x)
{
    if (best->source.unit == NULL) {
        *best = *x;
        return;
    }
    double score = x->source.score, other = best->source.score;
    /* What the funder says that it pays goes before what its own share leaves:
     * a third may pay as well. */
    if (x->funder != best->funder && score > other * 0.6 &&
        score < other * 1.7) {
        if (x->funder)
            *best = *x;
        return;
    }
    /* The largest share that anyone gets is the call's. */
    bool close = x->source.unit == best->source.unit ||
                 (score > other * 0.75 && score < other * 1.34);
    if ((close && x->rate > best->rate) || (!close && score > other))
        *best = *x;
}

/* "Vi betalar hälften. För föreningar kan det bli 90 procent.": a rate under
 * the same heading, though no word of its own says whose share it is. */
static bool raises(const struct share *x, const struct share *best)
{
    const struct unit *a = x->source.unit, *b = best->source.unit;
    size_t apart = (size_t)(a > b ? a - b : b - a);
    return x->raised && best->funder && x->rate > best->rate &&
           apart <= RAISE_UNITS && (a->under == b->under || apart <= 1);
}

static struct share choose(const struct share_list *list)
{
    struct share best = {0};
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].sure)
            compare(&best, &list->items[i]);
    struct share most = best;
    for (size_t i = 0; i < list->n && best.source.unit != NULL; i++)
        if (raises(&list->items[i], &best) && list->items[i].rate > most.rate)
            most = list->items[i];
    if (most.source.score < best.source.score)
        most.source.score = best.source.score;
    return most;
}

/* "Grundnivån är 30 procent. ... ytterligare 15 procentenheter": the points
 * near by that come on top. */
static void add_points(const struct reader *r, struct share *best)
{
    const struct unit *at = best->source.unit;
    double most = 0;
    for (size_t i = 0; i < r->text->n; i++) {
        const struct unit *u = &r->text->units[i];
        size_t apart = (size_t)(u > at ? u - at : at - u);
        if (apart > RAISE_UNITS || (u->under != at->under && apart > 1))
            continue;
        double points = share_points(u);
        if (points > most)
            most = points;
    }
    if (best->funder && best->rate + most <= 100)
        best->rate += most;
}

/* Weighs all shares of the page; returns what it says without a figure. */
static struct share collect(struct share_list *list)
{
    const struct reader *r = list->r;
    struct share said = {0};
    for (size_t i = 0; i < r->text->n; i++) {
        const struct unit *u = &r->text->units[i];
        struct share_view v = {.rd = r, .u = u};
        mentions_find(r->mem, u, &v.ms);
        if (v.ms.n_shares > 0)
            v.caption = caption_of(r, u);
        for (size_t k = 0; k < v.ms.n_shares && list->n < CAP_VALUES_PER_PAGE;
             k++)
            weigh(&v, &v.ms.shares[k], list);
        double rate = said.source.unit == NULL ? share_in_words(u) : 0;
        if (rate == 50 && v.ms.n_shares > 0)
            rate = 0; /* "vi 30 procent, kommunen minst lika mycket" */
        if (rate == 0 && said.source.unit == NULL && v.caption.any)
            rate = share_in_words(&v.caption.unit);
        if (rate > 0)
            said = (struct share){.rate = rate, .source = {u, 0, 0, 1.5}};
    }
    return said;
}

void share_tell(struct reader *r, share_fn *fn, void *arg)
{
    struct share_list list = {.r = r, .told = fn, .told_arg = arg};
    (void)collect(&list);
}

/* Is RATE among those that the rules found? Which of them is the call's is
 * theirs to say. */
static bool is_found(const struct share_list *list, double rate)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].rate == rate)
            return true;
    return false;
}

/* The likeliest rate that the rules did not find; NULL where there is none. */
static const struct guess *likeliest(const struct share_list *list)
{
    const struct guess *best = NULL;
    for (size_t i = 0; i < list->n_guesses; i++)
        if (!is_found(list, list->guesses[i].rate) &&
            (best == NULL || list->guesses[i].likely > best->likely))
            best = &list->guesses[i];
    return best;
}

/* Is RATE so unlikely, wherever it stands, that another may take its place? */
static bool is_unlikely(const struct share_list *list, double rate)
{
    for (size_t i = 0; i < list->n_guesses; i++)
        if (list->guesses[i].rate == rate &&
            list->guesses[i].likely > SHARE_DOUBTED)
            return false;
    return true;
}

/* Takes for BEST what the words say, where the rules say nothing or are told
 * that they err; false where BEST stays. */
static bool guess(const struct share_list *list, struct share *best)
{
    bool known = best->source.unit != NULL;
    const struct guess *g = likeliest(list);
    if (g == NULL || g->likely < (known ? SHARE_SURER : SHARE_SURE) ||
        (known && !is_unlikely(list, best->rate)))
        return false;
    *best = (struct share){.rate = g->rate, .source = g->source};
    return true;
}

/* What is said without a figure, the steps and the tables. */
static void settle(const struct reader *r, const struct share *said,
                   struct share *best)
{
    if (said->source.unit != NULL &&
        (best->source.unit == NULL || best->source.score < 1))
        *best = *said;
    if (best->source.unit == NULL) {
        best->rate = share_of_table(r, &best->source.unit);
        best->source.score = 1;
    } else {
        add_points(r, best);
    }
}

/* Notes what was not taken for a rate, unless it is BEST after all. */
static void note_others(const struct share_list *list, const struct share *best)
{
    for (size_t i = 0; i < list->n_others; i++)
        if (list->others[i].unit != best->source.unit ||
            list->others[i].from != best->source.from)
            found_rejected(list->r, FIELD_FUNDING_RATE, &list->others[i],
                           N_("a share of something else"));
}

void read_share(struct reader *r)
{
    struct share_list list = {.r = r};
    struct share said = collect(&list);
    struct share best = choose(&list);
    bool guessed = best.source.unit != NULL && guess(&list, &best);
    if (!guessed) {
        settle(r, &said, &best);
        guessed = best.source.unit == NULL && guess(&list, &best);
    }
    note_others(&list, &best);
    if (best.source.unit == NULL || best.rate <= 0)
        return;
    r->call->funding_rate = best.rate;
    found_evidence(r, FIELD_FUNDING_RATE, &best.source,
                   guessed                   ? FOUND_HINT
                   : best.source.score > 1.5 ? 0.9
                                             : 0.7);
}
