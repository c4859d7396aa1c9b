/*
 * profile_check.h - what a profile that can be read lacks for good matching,
 * and what in it is doubtful.
 *
 * "Missing" is what profiles should have; "doubtful" is what hardly can be
 * meant; "could be added" is what few calls ask for, and is no fault.
 */
#ifndef MEDEL_SEARCH_PROFILE_CHECK_H
#define MEDEL_SEARCH_PROFILE_CHECK_H

#include "medel/arena.h"
#include "medel/date.h"
#include "medel/profile.h"

#include "lexicon.h"
#include "municipalities.h"
#include "state_aid.h"
#include "weights.h"

#include <stddef.h>

enum finding_kind { FINDING_MISSING, FINDING_DOUBTFUL, FINDING_ADD };

struct finding {
    enum finding_kind kind;
    const char *field; /* "need.max" */
    const char *words; /* for people, in their language */
};

#define FINDINGS_MAX 40

struct findings {
    struct finding items[FINDINGS_MAX]; /* by subject; more are not kept */
    size_t n;
    size_t counts[FINDING_ADD + 1]; /* by kind */
};

/* What profiles are checked against; borrowed. */
struct profile_check_data {
    const struct weights *weights;
    const struct lexicon *lexicon;
    const struct municipalities *municipalities;
    struct date today;
    const struct state_aid *aid; /* NULL: what aid counts is not looked at */
};

/* Strings go in MEM. */
void profile_check(struct arena *mem, const struct profile *p,
                   const struct profile_check_data *data, struct findings *ret);

#endif
