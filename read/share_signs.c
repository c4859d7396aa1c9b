/* share_signs.c - signs of whose a share is; see share_signs.h. */
#include "share_signs.h"

#include "bounds.h"
#include "heard.h"
#include "sum_signs.h"

#include <math.h>
#include <stdio.h>

#define MOST_SCORE 3.0 /* more is no surer */
#define MOST_LEAD 4    /* nor is a greater lead */

static void tell_shape(const struct sign_ear *ear, const struct share_view *v)
{
    sign_tell(ear, "#", "all");
    sign_tell_number(ear, "#", "shares",
                     v->ms.n_shares < 3 ? (int)v->ms.n_shares : 3);
    sign_tell(ear, "#", v->ms.n_sums > 0 ? "sums" : "no sums");
    sign_tell_number(ear, "#", "label", (int)v->u->label);
    sign_tell_number(ear, "#", "section", (int)v->u->section);
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
    sign_tell_number(ear, "!", "",
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
    signs_around(ear, u, s->from, s->to, sum_masks(v->rd->mem, &v->ms),
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

struct share_likely share_hear(const struct share_view *v,
                               const struct share_said *said)
{
    struct heard h = {vocab_learnt(v->rd->vocab, LEARNT_RATES), {0}};
    const struct sign_ear ear = heard_ear(&h);
    share_signs(v, said, &ear);
    return (struct share_likely){heard_likely(h.said[LEARNT_RATE_FUNDER]),
                                 heard_likely(h.said[LEARNT_RATE_OWN])};
}
