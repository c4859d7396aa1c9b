/*
 * run_report.h - what a run of `medel index` did, for other programs: its
 * --report. The shape is described in README.md, "What an update reports".
 */
#ifndef MEDEL_INDEXER_RUN_REPORT_H
#define MEDEL_INDEXER_RUN_REPORT_H

#include "catchup.h"
#include "ingest.h"
#include "renew.h"

#include "medel/calls_store.h"

struct run_report {
    const char *outcome; /* "ok", "partial", "interrupted" */
    size_t looked;       /* pages that changed */
    const struct ingest_counts *pages;
    const struct renew_counts *records;
    const struct catchup_counts *index;
};

/* Writes PATH whole or not at all, over what was there. CALLS is asked how
 * many there are now. */
enum status run_report_write(const struct run_report *r,
                             struct calls_store *calls, const char *path,
                             struct err *e) MEDEL_NODISCARD;

#endif
