/*
 * doctor.h - `medel doctor`: is all in order on this machine, and if not,
 * what is there to mend?
 *
 * Each check looks at one thing and adds findings; none of them changes
 * anything, and none gives up because another thing is broken. A warning is
 * something that works and should be looked at; a fault is something that
 * does not work.
 */
#ifndef MEDEL_INDEXER_DOCTOR_H
#define MEDEL_INDEXER_DOCTOR_H

#include "medel/arena.h"
#include "medel/crawl_store.h"
#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>

enum finding_level { FINDING_OK, FINDING_WARNING, FINDING_FAULT };

struct finding {
    const char *area; /* a word for programs: "folders"; see doctor.c */
    enum finding_level level;
    const char *text;
    const char *advice; /* what to do about it, or NULL */
};

struct doctor {
    struct arena *mem;   /* of all below */
    const char *data;    /* the data folder */
    const char *funders; /* --funders, or NULL: the usual folders */
    const char *area;    /* of the check that runs */
    bool indexing;       /* doctor_locks() saw 'medel index' at work */
    struct finding *items;
    size_t n, cap;
};

/* Adds a finding to the area at hand. ADVICE is borrowed, and may be NULL. */
void doctor_find(struct doctor *d, enum finding_level level,
                 const char *advice, const char *fmt, ...) MEDEL_PRINTF(4, 5);
/* A fault in the words of an error that some part reported. */
void doctor_fault(struct doctor *d, const char *advice, const struct err *e);

/* What a program of ours says on standard output when it is run with WORD as
 * its only argument, in MEM; NULL after a finding where it does not start,
 * fails or does not end. */
const char *doctor_ask(struct doctor *d, const char *program, const char *word);
/* Takes the next line of *TEXT apart at tabs, in place. False at its end;
 * lines of another form are passed over. */
bool doctor_line(char **text, char *words[static 3]);

/* The checks. */
void doctor_libraries(struct doctor *d); /* of every program */
void doctor_sandbox(struct doctor *d);   /* layers, and what they stop */
void doctor_worker(struct doctor *d);    /* the vocabulary; one page read */
void doctor_locale(struct doctor *d);
void doctor_folders(struct doctor *d);
void doctor_disk(struct doctor *d);
void doctor_locks(struct doctor *d);
void doctor_sources(struct doctor *d);
void doctor_crawl(struct doctor *d);
void doctor_index(struct doctor *d);

#endif
