/*
 * share_weigh.h - whose share a percentage is by the rules: the funder's, the
 * applicant's own, or another thing's.
 */
#ifndef READ_SHARE_WEIGH_H
#define READ_SHARE_WEIGH_H

#include "share_payer.h"

/* What the rules say of a share. */
struct share_said {
    const struct share_mention *share;
    double funder, own, other; /* scores */
    double least;              /* a score below it says nothing */
    bool sure;                 /* it stands for itself */
    bool direct;               /* it is the funder's, not the applicant's */
    bool raised;    /* a rate only beside another: "i vissa fall 90" */
    bool ruled_out; /* neither's, as its sentence says: then not sure either */
};

/* Weighs S, one of the shares of V's unit. LAST is where the share before it
 * stands, if that is surely the funder's; else NULL. */
struct share_said share_weigh(const struct share_view *v,
                              const struct share_mention *s,
                              const struct source *last);

#endif
