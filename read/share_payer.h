/*
 * share_payer.h - whose a share of the costs is: the applicant's, the
 * funder's or a third's. Grammar decides: who bears it, who gets it, who takes
 * the rest.
 */
#ifndef READ_SHARE_PAYER_H
#define READ_SHARE_PAYER_H

#include "caption.h"
#include "clause.h"

/* What the percentages of a unit are read with. */
struct share_view {
    const struct reader *rd;
    const struct unit *u;
    struct mentions ms;
    struct caption caption;
};

/* "Ingen egen medfinansiering krävs": the own share spoken of is denied. */
bool share_own_is_denied(const struct share_view *v, const struct clause *c);

/* "Föreningen ska stå för 20 procent": someone's duty to pay. */
bool share_is_duty(const struct share_view *v, const struct clause *c);

/* "Föreningen betalar 20 procent" */
bool share_applicant_bears(const struct share_view *v, const struct clause *c);

/* "Ni betalar 60 procent och vi resten" */
bool share_rest_is_ours(const struct share_view *v, const struct clause *c);

/* "Ni får 40 procent, resten är era egna pengar" */
bool share_rest_is_theirs(const struct share_view *v, const struct clause *c);

/* "Ni får 40 procent av kostnaden" */
bool share_applicant_gets(const struct share_view *v, const struct clause *c);

/* "...; arbetsgivaren betalar resten", after token FROM */
bool share_rest_is_borne(const struct unit *u, size_t from);

/* "Half of it is paid before the trip and the rest once you have reported": is
 * the grant paid in turn? */
bool share_is_instalment(const struct unit *u);

/* "... ersätts av Arbetsförmedlingen med upp till 80 procent": another office
 * than the funder pays it. */
bool share_of_other(const struct share_view *v, const struct clause *c);

#endif
