/*
 * share_noise.h - shares that are of something else than what the funder and
 * the applicant pay of a project.
 */
#ifndef READ_SHARE_NOISE_H
#define READ_SHARE_NOISE_H

#include "share_payer.h"

/* Is the share that C is about one of how many projects, of a turnover, of
 * where the money comes from, what another office pays, or what was paid
 * before? */
bool share_is_aside(const struct share_view *v, const struct clause *c);

#endif
