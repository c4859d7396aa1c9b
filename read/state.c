/*
 * state.c - whether a call takes applications all the time, and whether it is
 * open, coming or closed: by its dates, and by what the page says in words.
 */
#include "context.h"
#include "found.h"

static const struct unit *strongest(struct reader *r, enum cue cue, double min,
                                    bool early, double *score)
{
    const struct unit *best = NULL;
    *score = min;
    for (size_t i = 0; i < r->text->n; i++) {
        const struct unit *u = &r->text->units[i];
        double w = context_unit(u, cue);
        if (w == 0 || u->section == SECTION_RELATED)
            continue;
        if (early && !u->lead && u->section != SECTION_WHEN &&
            u->label != LABEL_STATUS && !u->is_heading)
            w *= 0.6;
        if (u->label == LABEL_STATUS)
            w *= 2;
        if (context_unit(u, CUE_REPORT) > 0 || context_unit(u, CUE_EVENT) > 0)
            w *= 0.5;
        if (w >= *score) {
            if (best == NULL || w > *score)
                best = u;
            *score = w;
        }
    }
    return best;
}

static void read_rolling(struct reader *r)
{
    struct call *c = r->call;
    double score, against;
    const struct unit *u = strongest(r, CUE_ROLLING, 0.8, false, &score);
    if (u == NULL || c->n_deadlines > 0)
        return;
    strongest(r, CUE_NOT_ROLLING, 0, false, &against);
    if (against >= score)
        return;
    c->rolling = true;
    struct source s = {u, 0, 0, score};
    found_evidence(r, FIELD_ROLLING, &s, 0.85);
}

static void read_status(struct reader *r)
{
    struct call *c = r->call;
    double closed, open, forthcoming;
    const struct unit *uc = strongest(r, CUE_CLOSED, 0.9, true, &closed);
    const struct unit *uo = strongest(r, CUE_OPEN, 0.9, true, &open);
    const struct unit *uf =
        strongest(r, CUE_FORTHCOMING, 0.9, true, &forthcoming);
    bool future = date_is_set(call_next_deadline(c, r->ctx->today));
    struct source s = {uc, 0, 0, closed};
    if (uc != NULL && !future && (uo == NULL || closed >= open)) {
        c->closed_stated = true;
        c->rolling = false;
        c->evidence[FIELD_ROLLING].text = NULL;
    }
    c->status = CALL_OPEN;
    if (c->n_deadlines == 0 && !date_is_set(c->opens) && !c->closed_stated &&
        uf != NULL && (uo == NULL || forthcoming > open) && !c->rolling) {
        c->status = CALL_FORTHCOMING;
        s.unit = uf;
    } else if (uo != NULL && !c->closed_stated) {
        s.unit = uo;
    }
    c->status = call_status_on(c, r->ctx->today, -1);
    if (s.unit != NULL)
        found_evidence(r, FIELD_STATUS, &s, 0.85);
    else if (c->evidence[FIELD_DEADLINES].text != NULL)
        c->evidence[FIELD_STATUS] = c->evidence[FIELD_DEADLINES];
}

void read_state(struct reader *r)
{
    read_rolling(r);
    read_status(r);
}
