/*
 * renew.h - from the readings of a funder's pages to its records: merging,
 * identity, history.
 */
#ifndef MEDEL_INDEXER_RENEW_H
#define MEDEL_INDEXER_RENEW_H

#include "medel/calls_store.h"
#include "medel/err.h"
#include "medel/merge.h"

/* What became of records; added up over funders. */
struct renew_counts {
    size_t fresh;     /* not known before */
    size_t changed;   /* a field that an applicant would ask for */
    size_t withdrawn; /* gone from the site */
    size_t returned;
    size_t retracted; /* no call of its own after all */
    size_t had, lost; /* calls on the site before, and of these no longer,
                         where that is more than a site loses by itself; else
                         0 */
};

/*
 * Makes FUNDER's records anew from the readings in S, notes what changed and
 * which records the index must catch up with, and that the funder is done:
 * one transaction, which this opens and ends. Nothing is changed on failure.
 */
enum status renew_funder(struct calls_store *s, const struct merge_funder *f,
                         struct renew_counts *counts,
                         struct err *e) MEDEL_NODISCARD;

#endif
