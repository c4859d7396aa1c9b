/* share_signs.c - signs of whose a share is; see share_signs.h. */
#include "share_signs.h"

#include "bounds.h"
#include "learnt.h"

#include <math.h>
#include <stdio.h>

#define MOST_SCORE 3.0 /* more is no surer */
#define MOST_LEAD 4    /* nor is a greater lead */

static struct sign_mask *mask_mentions(const struct share_view *v)
{
    const struct mentions *ms = &v->ms;
    struct sign_mask *masks =
        arena_alloc(v->rd->mem, (ms->n_sums + ms->n_shares) * sizeof *masks);
    for (size_t i = 0; i < ms->n_sums; i++)
        masks[i] = (struct sign_mask){(uint32_t)ms->sums[i].from,
                                      (uint32_t)ms->sums[i].to, "$"};
    for (size_t i = 0; i < ms->n_shares; i++)
        masks[ms->n_sums + i] = (struct sign_mask){
            (uint32_t)ms->shares[i].from, (uint32_t)ms->shares[i].to, "%"};
    return masks;
}

static void tell_number(const struct sign_ear *ear, const char *mark,
                        const char *name, int n)
{
    char text[24];
    snprintf(text, sizeof text, "%s%d", name, n);
    sign_tell(ear, mark, text);
}

static void tell_shape(const struct sign_ear *ear, const struct share_view *v)
{
    sign_tell(ear, "#", "all");
    tell_number(ear, "#", "shares",
                v->ms.n_shares < 3 ? (int)v->ms.n_shares : 3);
    sign_tell(ear, "#", v->ms.n_sums > 0 ? "sums" : "no sums");
    tell_number(ear, "#", "label", (int)v->u->label);
    tell_number(ear, "#", "section", (int)v->u->section);
}

static void tell_score(const struct sign_ear *ear, const char *name, size_t len,
                       double score)
{
    if (score > 0)
        ear->fn(ear->arg, name, len,
                (score < MOST_SCORE ? score : MOST_SCORE) / MOST_SCORE);
}

static void tell_rules(const struct sign_ear *ear, const struct share_view *v,
                       const struct clause *c, const struct share_said *said)
{
    static const char funder[] = "!+funder", own[] = "!+own",
                      other[] = "!+other";
    struct bound b = bound_of(&v->ms, c);
    sign_tell(ear, "!",
              said->sure     ? (said->direct ? "funder" : "own")
              : said->raised ? "raised"
                             : "none");
    tell_score(ear, funder, sizeof funder - 1, said->funder);
    tell_score(ear, own, sizeof own - 1, said->own);
    tell_score(ear, other, sizeof other - 1, said->other);
    double lead = round(2 * (said->funder - said->own));
    tell_number(ear, "!", "",
                lead > MOST_LEAD    ? MOST_LEAD
                : lead < -MOST_LEAD ? -MOST_LEAD
                                    : (int)lead);
    if (said->funder >= said->least || said->own >= said->least)
        sign_tell(ear, "!", "enough");
    if (said->ruled_out)
        sign_tell(ear, "!", "out");
    if (b.ceiling)
        sign_tell(ear, "!", "ceiling");
    if (b.floor)
        sign_tell(ear, "!", "floor");
}

void share_signs(const struct share_view *v, const struct share_said *said,
                 const struct sign_ear *ear)
{
    const struct unit *u = v->u;
    const struct share_mention *s = said->share;
    const struct clause *c = mentions_clause(&v->ms, s->from);
    signs_around(ear, u, s->from, s->to, mask_mentions(v),
                 v->ms.n_sums + v->ms.n_shares);
    signs_of_cues(ear, u, "<@", c->begin, c->from);
    signs_of_cues(ear, u, ">@", c->to, c->end);
    if (v->caption.any) {
        signs_of_words(ear, &v->caption.unit, "=");
        signs_of_cues(ear, &v->caption.unit, "=@", 0, v->caption.unit.n);
    }
    if (u->under > 0)
        signs_of_words(ear, &v->rd->text->units[u->under - 1], "^");
    tell_shape(ear, v);
    tell_rules(ear, v, c, said);
}

/* --- what they say -------------------------------------------------------- */

struct hearing {
    const struct learnt *learnt;
    double said[LEARNT_RATE_CLASSES];
};

static void hear(void *arg, const char *sign, size_t len, double strength)
{
    struct hearing *h = arg;
    learnt_hear(h->learnt, sign, len, strength, h->said);
}

static double logistic(double x)
{
    return 1 / (1 + exp(-x));
}

struct share_likely share_hear(const struct share_view *v,
                               const struct share_said *said)
{
    struct hearing h = {vocab_learnt(v->rd->vocab, LEARNT_RATES), {0}};
    const struct sign_ear ear = {hear, &h};
    share_signs(v, said, &ear);
    return (struct share_likely){logistic(h.said[LEARNT_RATE_FUNDER]),
                                 logistic(h.said[LEARNT_RATE_OWN])};
}
