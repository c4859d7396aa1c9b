/*
 * applicants_asked.c - what is said of the forms that stand in another
 * sentence: a question and its answer, a pronoun and those that it means.
 */
#include "applicants_int.h"

#include <string.h>

#define YES_REACH 4 /* tokens */

/* "Ja.", "Nej, inte den här gången", "Då kan du söka": what an answer says to
 * the question before it. */
static enum who_said answer_of(const struct reader *r, const struct unit *u)
{
    /* "S: Nej" */
    size_t i = u->n > 2 && unit_is_punct(u, 1, ':') ? 2 : 0;
    if (unit_in(u, i, WORDS_YES) || unit_in(u, i, WORDS_OF_COURSE))
        return WHO_MAY;
    if (unit_in(u, i, WORDS_NO) || unit_in(u, i, WORDS_NOT) ||
        unit_in(u, i, WORDS_SADLY))
        return WHO_MAY_NOT;
    /* "Svarar du ja på alla frågorna kan ni söka" */
    bool on_yes = false;
    for (size_t k = i; k < i + YES_REACH && k < u->n; k++)
        on_yes |= unit_in(u, k, WORDS_YES);
    return on_yes || unit_in(u, i, WORDS_SO_THEN) ? who_unit_says(r->mem, u)
                                                  : WHO_UNSAID;
}

/* The forms that Q asks of, as its answer U says. */
static void tally_answer(const struct reader *r, struct tally *t,
                         const struct unit *q, const struct unit *u)
{
    enum who_said said = answer_of(r, u);
    if (said != WHO_MAY && said != WHO_MAY_NOT)
        return;
    struct who_names names;
    who_names_of(r->mem, q, &names);
    double w = r->w[WEIGHT_WHO_SAID].weight;
    for (size_t k = 0; k < names.n; k++) {
        const struct match *m = names.items[k].match;
        int code = m->entry->index;
        double *slot = said == WHO_MAY ? &t->in[code] : &t->out[code];
        /* "Vi är en vägsamfällighet. Kan vi söka? Nej." */
        if (said == WHO_MAY_NOT && t->in[code] > 0 &&
            (m->entry->weak || who_is_one_kind(q, m)))
            continue;
        if (applicants_is_trade(m))
            continue; /* "Är du konstnär? Då kan ditt bolag söka" */
        if (names.items[k].said == WHO_ASIDE ||
            names.items[k].said == WHO_PART || w <= *slot)
            continue;
        *slot = w;
        *(said == WHO_MAY ? &t->in_source[code] : &t->out_source[code]) =
            (struct source){q, m->from, m->to, w};
    }
}

/* Is U a question whether some form may apply: "Kan ett företag söka?" */
bool applicants_asks(const struct unit *u)
{
    return u->n > 0 && unit_is_punct(u, u->n - 1, '?') &&
           who_names_in(u, 0, u->n) &&
           (context_says(u, CUE_TO_APPLY, 0, u->n) ||
            unit_in(u, 0, WORDS_IS_RUN) ||
            context_says(u, CUE_YOU_ARE, 0, u->n) ||
            context_says(u, CUE_ELIGIBLE, 0, u->n));
}

/* A question may also be the label of its answer. */
void applicants_tally_question(const struct reader *r, struct tally *t,
                               const struct unit *u)
{
    const struct block *b = u->block;
    if (t->asked != NULL)
        tally_answer(r, t, t->asked, u);
    t->asked = applicants_asks(u) ? u : NULL;
    if (b == NULL || b->kind != BLOCK_PAIR || b->label == NULL)
        return;
    struct unit *label = arena_alloc(r->mem, sizeof *label);
    text_unit(r->mem, r->vocab, b->label, label);
    if (applicants_asks(label))
        tally_answer(r, t, label, u);
}

/* The forms that BEFORE names may apply, as the next sentence says. */
void applicants_tally_those(const struct reader *r, struct tally *t,
                            const struct unit *before)
{
    struct who_names names;
    who_names_of(r->mem, before, &names);
    double w = r->w[WEIGHT_WHO_SAID].weight;
    for (size_t k = 0; k < names.n; k++) {
        const struct match *m = names.items[k].match;
        int code = m->entry->index;
        if (names.items[k].said == WHO_MAY_NOT ||
            names.items[k].said == WHO_PART ||
            names.items[k].said == WHO_ASIDE || w <= t->in[code])
            continue;
        t->in[code] = w;
        t->in_source[code] = (struct source){before, m->from, m->to, w};
    }
}

/* "Båda formerna kan få stöd", "Samtliga är behöriga": of those named before?
 */
static bool means_those(const struct unit *u)
{
    return unit_in(u, 0, WORDS_ALL_THOSE) &&
           (unit_in(u, 1, WORDS_FORM_NOUN) || unit_in(u, 1, WORDS_COUNT_WORD) ||
            unit_cue_at(u, CUE_MAY, 1) != NULL || unit_in(u, 1, WORDS_IS));
}

/* "Stiftelser bjuds in i nästa steg. De kan alltså inte söka.": said of those
 * in the sentence before. */
void applicants_tally_pronoun(const struct reader *r, struct tally *t, size_t i)
{
    const struct unit *u = &r->text->units[i];
    const struct unit *before = i > 0 ? u - 1 : NULL;
    if (before == NULL || u->n == 0 || before->n > WHO_UNIT_TOKENS)
        return;
    enum who_said said = who_unit_says(r->mem, u);
    if (said == WHO_MAY && means_those(u)) {
        applicants_tally_those(r, t, before);
        return;
    }
    if (before->block != u->block || !unit_in(u, 0, WORDS_IT) ||
        said != WHO_MAY_NOT)
        return;
    /* "De söker inte själva", but not "Den andra parten söker inte" */
    bool plain = unit_cue_at(u, CUE_INELIGIBLE, 1) != NULL ||
                 unit_cue_at(u, CUE_MAY, 1) != NULL;
    struct who_names names;
    who_names_of(r->mem, before, &names);
    double w = r->w[WEIGHT_WHO_SAID].weight;
    for (size_t k = 0; k < names.n; k++) {
        const struct match *m = names.items[k].match;
        int code = m->entry->index;
        if (names.items[k].said == WHO_MAY)
            continue;
        if (plain && t->in_source[code].unit == before)
            t->in[code] = 0;
        if (names.items[k].general || w <= t->out[code])
            continue;
        t->out[code] = w;
        t->out_source[code] = (struct source){before, m->from, m->to, w};
    }
}
