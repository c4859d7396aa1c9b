/*
 * applicants_choose.c - who may apply by all that a page says: the forms that
 * weigh enough, and where none does those that it hints at.
 */
#include "applicants_int.h"
#include "context.h"

#include <string.h>

/* Social enterprises that the purpose speaks of are addressed where their
 * forms may apply. */
static void settle_social(struct call *c, const struct tally *t)
{
    codeset forms =
        CODE_BIT(APPLICANT_COMPANY) | CODE_BIT(APPLICANT_COOPERATIVE);
    if (t->addressed && (c->applicants & forms))
        c->applicants |= CODE_BIT(APPLICANT_SOCIAL_ENTERPRISE) & ~c->excluded;
}

/* "Andra juridiska personer kan inte söka": others than those who may. */
static void spare_legal_persons(struct call *c)
{
    if ((c->applicants & ~CODE_BIT(APPLICANT_INDIVIDUAL)) != 0)
        c->excluded &= ~CODE_BIT(APPLICANT_LEGAL_PERSON);
}

/* Is a form, but those in WITHOUT, named where the page says who may apply? */
static bool are_in_section(const struct call *c, const struct tally *t,
                           codeset without)
{
    bool named = false;
    for (int i = 0; i < code_count(CODE_APPLICANT); i++)
        named |= (c->applicants & ~without & CODE_BIT(i)) != 0 &&
                 t->in_source[i].unit != NULL &&
                 t->in_source[i].unit->section == SECTION_WHO;
    return named;
}

/* "Vem kan söka? Ideella föreningar och stiftelser. Villkor: Organisationen ska
 * vara en juridisk person": asked of those, other than ANY, who are named where
 * the page says who may apply. */
static bool is_asked_of_others(const struct call *c, const struct tally *t,
                               codeset any)
{
    return t->demanded && are_in_section(c, t, any);
}

/* "En grupp unga med en förening bakom sig. Enskilda personer kan inte söka.":
 * a group may, and nobody alone. */
static bool are_groups_alone(const struct reader *r, const struct tally *t)
{
    const struct source *in = &t->in_source[APPLICANT_INDIVIDUAL];
    if (in->unit == NULL ||
        t->out[APPLICANT_INDIVIDUAL] < r->w[WEIGHT_WHO_OUT_MIN].weight)
        return false;
    for (size_t i = in->from; i < in->to; i++)
        if (unit_in(in->unit, i, WORDS_LOOSE_GROUP))
            return true;
    return false;
}

/* Are people, too, named where the page says who may apply? */
static bool are_people_in_section(const struct reader *r)
{
    for (size_t i = 0; i < r->text->n; i++) {
        const struct unit *u = &r->text->units[i];
        if (u->section != SECTION_WHO)
            continue;
        struct who_names names;
        who_names_of(r->mem, u, &names);
        for (size_t k = 0; k < names.n; k++)
            if (names.items[k].match->entry->index == APPLICANT_INDIVIDUAL &&
                names.items[k].said != WHO_MAY_NOT &&
                names.items[k].said != WHO_ASIDE && !names.items[k].denied)
                return true;
    }
    return false;
}

/* "Vi støtter unge mellom 18 og 30 år" above "Hvem kan søke? Aksjeselskap": is
 * it all done for people who do not apply? */
static bool are_people_served(const struct reader *r, const struct tally *t)
{
    const struct call *c = r->call;
    const struct unit *u = t->in_source[APPLICANT_INDIVIDUAL].unit;
    codeset people = CODE_BIT(APPLICANT_INDIVIDUAL);
    return (c->applicants & people) != 0 && u != NULL &&
           u->section != SECTION_WHO && u->label != LABEL_WHO &&
           !context_says(u, CUE_APPLY, 0, u->n) &&
           !unit_has_word(u, WORDS_YOU_ONE) && are_in_section(c, t, people) &&
           !are_people_in_section(r);
}

/* "Any legal person" names all forms; a named form beside it is an example or
 * an addition for people. */
static void settle_legal_person(struct call *c, const struct tally *t,
                                double best)
{
    if (!(c->applicants & CODE_BIT(APPLICANT_LEGAL_PERSON)))
        return;
    codeset forms = CODE_BIT(APPLICANT_INDIVIDUAL) |
                    CODE_BIT(APPLICANT_SOLE_TRADER) |
                    CODE_BIT(APPLICANT_LEGAL_PERSON);
    if (!is_asked_of_others(c, t, forms) &&
        t->in[APPLICANT_LEGAL_PERSON] >= best * 0.6)
        c->applicants &= forms;
    else
        c->applicants &= ~CODE_BIT(APPLICANT_LEGAL_PERSON);
}

static const struct source *
strongest(const double *v, const struct source *sources, double *best)
{
    const struct source *s = NULL;
    for (int i = 0; i < code_count(CODE_APPLICANT); i++)
        if (v[i] > *best) {
            *best = v[i];
            s = &sources[i];
        }
    return s;
}

/* Of the forms: social enterprises, which a title may name, stand beside the
 * forms that they take, and outdo none of them. */
static double strongest_form(const double *v)
{
    double best = 0;
    for (int i = 0; i < code_count(CODE_APPLICANT); i++)
        if (i != APPLICANT_SOCIAL_ENTERPRISE && v[i] > best)
            best = v[i];
    return best;
}

/* A stipend goes to people where nobody is named. */
static const struct source *take_stipend(struct reader *r)
{
    for (size_t i = 0; i < r->text->n; i++) {
        const struct unit *u = &r->text->units[i];
        for (size_t k = 0; u->is_title && k < u->n; k++)
            if (unit_in(u, k, WORDS_STIPEND)) {
                struct source *s = arena_alloc(r->mem, sizeof *s);
                *s = (struct source){u, k, k + 1, 1};
                r->call->applicants |= CODE_BIT(APPLICANT_INDIVIDUAL);
                return s;
            }
    }
    return NULL;
}

static bool speaks_of_stipend(const struct reader *r)
{
    for (size_t i = 0; i < r->text->n; i++) {
        const struct unit *u = &r->text->units[i];
        if ((u->is_title || u->lead) && unit_has_word(u, WORDS_STIPEND))
            return true;
    }
    return false;
}

static bool is_named_by_trade(const struct source *s)
{
    for (size_t k = 0; k < s->unit->n_matches; k++)
        if (s->unit->matches[k].set == LEX_APPLICANT &&
            s->unit->matches[k].from == s->from &&
            applicants_is_trade(&s->unit->matches[k]))
            return true;
    return false;
}

/* A stipend for "konstnärer" is for people, where no organisation is named. */
static const struct source *take_trade(struct reader *r, struct tally *t)
{
    struct call *c = r->call;
    codeset people =
        CODE_BIT(APPLICANT_SOLE_TRADER) | CODE_BIT(APPLICANT_INDIVIDUAL);
    if (t->trade < r->w[WEIGHT_WHO_FAINT_MIN].weight ||
        (c->applicants & ~people) != 0 ||
        (c->excluded & CODE_BIT(APPLICANT_INDIVIDUAL)) != 0 ||
        ((c->applicants & CODE_BIT(APPLICANT_SOLE_TRADER)) != 0 &&
         !is_named_by_trade(&t->in_source[APPLICANT_SOLE_TRADER])))
        return NULL;
    c->applicants = CODE_BIT(APPLICANT_INDIVIDUAL);
    return &t->trade_source;
}

#define ALSO_REACH 3 /* words */

/* Does every sentence that says who may apply add to others: "Ungdoms-
 * föreningar får också söka"? */
static bool says_only_also(const struct call *c, const struct tally *t)
{
    for (int i = 0; i < code_count(CODE_APPLICANT); i++) {
        const struct unit *u = t->in_source[i].unit;
        bool found = false;
        if (!(c->applicants & CODE_BIT(i)))
            continue;
        size_t at = t->in_source[i].from, to = t->in_source[i].to;
        for (size_t k = 0; u != NULL && k < u->n && k < to + ALSO_REACH; k++)
            found |=
                (k < 2 || k + ALSO_REACH >= at) &&
                !unit_is_punct(u, k - (k > 0), '(') &&
                (unit_in(u, k, WORDS_ALSO) || unit_in(u, k, WORDS_AS_WELL)) &&
                !unit_in(u, k + 1, WORDS_WHEN) && !unit_in(u, k + 1, WORDS_IF);
        if (!found)
            return false;
    }
    return c->applicants != 0;
}

#define SURE_HINT 0.71 /* those named in passing hint less */

/* The forms that the page only hints at, but does not shut out. */
static const struct source *take_hints(struct reader *r, struct tally *t)
{
    for (int i = 0; i < code_count(CODE_APPLICANT); i++)
        if ((r->call->excluded | r->call->applicants) & CODE_BIT(i))
            t->hint[i] = 0;
    double best = 0;
    const struct source *s = strongest(t->hint, t->hint_source, &best);
    if (best < SURE_HINT) {
        const struct source *trade = take_trade(r, t);
        if (trade != NULL)
            return trade;
    }
    if (s == NULL)
        return take_stipend(r);
    for (int i = 0; s != NULL && i < code_count(CODE_APPLICANT); i++)
        if (t->hint[i] >= best * r->w[WEIGHT_WHO_HINT_SHARE].weight)
            r->call->applicants |= CODE_BIT(i);
    return s;
}

#define GUESS_SURE 0.6 /* of forms that are in part told by words alone */

/* Where the strongest word on any of the forms in SET stands, or NULL. */
static const struct source *source_of(const struct tally *t, codeset set)
{
    double best = 0;
    const struct source *s = NULL;
    for (int i = 0; i < code_count(CODE_APPLICANT); i++) {
        bool told = t->in[i] > 0;
        double w = told ? 1 + t->in[i] : t->hint[i];
        if ((set & CODE_BIT(i)) && w > best) {
            best = w;
            s = told ? &t->in_source[i] : &t->hint_source[i];
        }
    }
    return s;
}

/* The words of S, and after them those of G, which stand elsewhere. */
static void note_both(struct reader *r, const struct source *s,
                      const struct source *g, double confidence)
{
    size_t len, more;
    const char *text = found_words(r, s, &len);
    const char *rest = found_words(r, g, &more);
    text = arena_printf(r->mem, "%.*s \xE2\x80\xA6 %.*s", (int)len, text,
                        (int)more, rest);
    call_set_evidence(r->call, FIELD_APPLICANTS, text, strlen(text), NULL,
                      confidence);
}

/* IN is what the phrases' choice rests on, with CONFIDENCE; BEFORE the forms
 * that it was. */
static void note_applicants(struct reader *r, const struct tally *t,
                            const struct who_guess *g, codeset before,
                            const struct source *in, double confidence)
{
    const struct call *c = r->call;
    if ((before & ~c->applicants) != 0)
        in = source_of(t, c->applicants & before);
    if (g->added != 0 && confidence > GUESS_SURE)
        confidence = GUESS_SURE;
    if (in == NULL && g->added != 0) {
        in = &g->source;
        confidence = FOUND_HINT;
    }
    if (in == NULL)
        return;
    if (g->added != 0 && g->source.unit != in->unit)
        note_both(r, in, &g->source, confidence);
    else
        found_evidence(r, FIELD_APPLICANTS, in, confidence);
}

void read_applicants(struct reader *r)
{
    struct tally t;
    memset(&t, 0, sizeof t);
    t.w = r->w;
    applicants_tally(r, &t);
    struct call *c = r->call;
    double best = 0, best_out = 0;
    const struct source *in = strongest(t.in, t.in_source, &best);
    const struct source *out = strongest(t.out, t.out_source, &best_out);
    const double keep =
        strongest_form(t.in) * r->w[WEIGHT_WHO_KEEP_SHARE].weight;
    double least = best >= r->w[WEIGHT_WHO_MIN].weight
                       ? r->w[WEIGHT_WHO_MIN].weight
                       : r->w[WEIGHT_WHO_FAINT_MIN].weight;
    for (int i = 0; i < code_count(CODE_APPLICANT); i++) {
        /* Social enterprises are named beside the forms they take. */
        bool beside = i == APPLICANT_SOCIAL_ENTERPRISE;
        bool shut = i == APPLICANT_INDIVIDUAL && are_groups_alone(r, &t);
        if (t.in[i] >= least && (beside || t.in[i] >= keep) && !shut &&
            t.in[i] >= t.out[i] * 0.75)
            c->applicants |= CODE_BIT(i);
        else if (t.out[i] >= r->w[WEIGHT_WHO_OUT_MIN].weight)
            c->excluded |= CODE_BIT(i);
    }
    if (speaks_of_stipend(r)) {
        const struct source *trade = take_trade(r, &t);
        in = trade != NULL ? trade : in;
    }
    if (are_people_served(r, &t)) {
        c->applicants &= ~CODE_BIT(APPLICANT_INDIVIDUAL);
        in = source_of(&t, c->applicants); /* it may have been of them */
    }
    bool hinted = c->applicants == 0;
    if (hinted)
        in = take_hints(r, &t);
    else if (says_only_also(c, &t))
        take_hints(r, &t);
    settle_legal_person(c, &t, best);
    spare_legal_persons(c);
    settle_social(c, &t);
    codeset before = c->applicants;
    struct who_guess guess = applicants_guess(r, &t);
    note_applicants(r, &t, &guess, before, in,
                    hinted     ? FOUND_HINT
                    : best > 2 ? 0.9
                               : 0.75);
    if (c->excluded != 0 && out != NULL)
        found_evidence(r, FIELD_EXCLUDED, out, 0.8);
}
