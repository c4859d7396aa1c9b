/*
 * applicants_guess.c - who may apply by the words round all names of a form,
 * as learnt (learnt.h): where they speak strongly against what the phrases say,
 * a form is added or dropped.
 *
 * A form's share is that of the mean of its names: each alone says little. The
 * phrases' verdict is no sign itself: on the pages that the weights are learnt
 * from it is right nearly always, on others less often.
 */
#include "applicants_int.h"
#include "heard.h"
#include "who_signs.h"

#include "medel/i18n.h"

#include <string.h>

#define SURE 0.9 /* share of a form that is added; of one dropped, 1 less */
#define EVEN 0.5 /* share of a form that is not named */

struct form {
    size_t n;           /* times named */
    bool meant;         /* not just as a place: "Pajala kommun" */
    double said;        /* of all together */
    double share;       /* how likely it is that the form may apply */
    struct source most; /* the name that speaks most for it */
};

struct guessing {
    const struct reader *r;
    const struct learnt *learnt;
    const struct unit *unit; /* the sentence heard last, */
    double sentence;         /* and what it says */
    struct form forms[64];
};

static void hear_mention(void *arg, const struct who_mention *m)
{
    struct guessing *g = arg;
    struct heard h = {g->learnt, {0}};
    const struct sign_ear ear = heard_ear(&h);
    if (m->unit != g->unit) {
        who_signs_of_sentence(g->r, m->unit, &ear);
        g->unit = m->unit;
        g->sentence = h.said[LEARNT_MAY];
    }
    h.said[LEARNT_MAY] = g->sentence;
    who_signs_of_mention(g->r, m, &ear);
    struct form *f = &g->forms[m->code];
    if (f->n == 0 || h.said[LEARNT_MAY] > f->most.score)
        f->most = (struct source){m->unit, m->from, m->to, h.said[LEARNT_MAY]};
    f->said += h.said[LEARNT_MAY];
    f->n++;
    f->meant |= !m->place;
}

static void find_share(const struct guessing *g, struct form *f)
{
    f->share = EVEN;
    if (f->n == 0)
        return;
    struct heard h = {g->learnt, {f->said / (double)f->n}};
    const struct sign_ear ear = heard_ear(&h);
    who_signs_of_form(f->n, &ear);
    f->share = heard_likely(h.said[LEARNT_MAY]);
}

/* Those whom a phrase shuts out stay out; beside "any legal person" no forms
 * are named but those that it leaves out. */
static bool may_be_added(const struct call *c, int code)
{
    return !((c->applicants | c->excluded) & CODE_BIT(code)) &&
           (!(c->applicants & CODE_BIT(APPLICANT_LEGAL_PERSON)) ||
            code == APPLICANT_SOLE_TRADER ||
            code == APPLICANT_SOCIAL_ENTERPRISE);
}

/* Does the sentence that lets CODE apply let a form of KEPT apply as well?
 * "Förening, stiftelse eller företag": what is said of one is said of all. */
static bool is_told_with(const struct tally *t, int code, codeset kept)
{
    const struct unit *u = t->in_source[code].unit;
    for (int k = 0; u != NULL && k < code_count(CODE_APPLICANT); k++)
        if ((kept & CODE_BIT(k)) && t->in_source[k].unit == u)
            return true;
    return false;
}

/* Tells that the phrases' word on CODE was not taken. */
static void reject(struct reader *r, const struct tally *t, int code)
{
    const struct source *s = t->in_source[code].unit != NULL
                                 ? &t->in_source[code]
                                 : &t->hint_source[code];
    if (s->unit != NULL)
        found_rejected(r, FIELD_APPLICANTS, s,
                       N_("no applicant, by the words round it"));
}

/* The forms that the words speak against: never all that the phrases name. */
static codeset dropped_of(const struct guessing *g, const struct tally *t,
                          codeset in)
{
    codeset dropped = 0;
    for (int code = 0; code < code_count(CODE_APPLICANT); code++)
        if (g->forms[code].share < 1 - SURE)
            dropped |= CODE_BIT(code) & in;
    codeset kept = in & ~dropped;
    for (int code = 0; code < code_count(CODE_APPLICANT); code++)
        if ((dropped & CODE_BIT(code)) && is_told_with(t, code, kept))
            dropped &= ~CODE_BIT(code);
    return kept != 0 ? dropped : 0;
}

static struct who_guess added_of(const struct guessing *g, const struct call *c)
{
    struct who_guess ret = {.added = 0};
    for (int code = 0; code < code_count(CODE_APPLICANT); code++) {
        const struct form *f = &g->forms[code];
        if (f->share <= SURE || !f->meant || !may_be_added(c, code))
            continue;
        if (ret.added == 0 || f->most.score > ret.source.score)
            ret.source = f->most;
        ret.added |= CODE_BIT(code);
    }
    return ret;
}

struct who_guess applicants_guess(struct reader *r, const struct tally *t)
{
    struct call *c = r->call;
    if (c->applicants == 0) /* the page may well name nobody */
        return (struct who_guess){.added = 0};
    struct guessing *g = arena_alloc(r->mem, sizeof *g);
    memset(g, 0, sizeof *g);
    g->r = r;
    g->learnt = vocab_learnt(r->vocab, LEARNT_WHO);
    who_each_mention(r, hear_mention, g);
    for (int code = 0; code < code_count(CODE_APPLICANT); code++)
        find_share(g, &g->forms[code]);
    codeset dropped = dropped_of(g, t, c->applicants);
    for (int code = 0; code < code_count(CODE_APPLICANT); code++)
        if (dropped & CODE_BIT(code))
            reject(r, t, code);
    struct who_guess ret = added_of(g, c);
    c->applicants = (c->applicants | ret.added) & ~dropped;
    return ret;
}
