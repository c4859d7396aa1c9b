/*
 * renew.h - from the readings of a funder's pages to its records: merging,
 * identity, history.
 */
#ifndef MEDEL_INDEXER_RENEW_H
#define MEDEL_INDEXER_RENEW_H

#include "gather.h"

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

/* A funder's pages, and the calls that they make. */
struct renew_source {
    struct arena *mem;
    struct gathered pages;
    struct merged_call *merged;
    size_t n_merged;
};

/* Read from S, in which nothing is changed. *ret is to be freed, also after a
 * failure, with renew_source_free(). */
enum status renew_prepare(struct calls_store *s, const struct merge_funder *f,
                          struct renew_source *ret,
                          struct err *e) MEDEL_NODISCARD;
void renew_source_free(struct renew_source *source);

/*
 * Makes FUNDER's records anew of SOURCE, whose readings are those in S, notes
 * what changed and which records the index must catch up with, and that the
 * funder is done: one transaction, which this opens and ends. Nothing is
 * changed on failure.
 */
enum status renew_from(struct calls_store *s, const struct merge_funder *f,
                       const struct renew_source *source,
                       struct renew_counts *counts,
                       struct err *e) MEDEL_NODISCARD;

#endif
