/*
 * progress.h - how far a long run is, on one line of standard error that
 * goes away again; nothing where that is no terminal.
 */
#ifndef MEDEL_INDEXER_PROGRESS_H
#define MEDEL_INDEXER_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

struct progress {
    bool on;
    const char *label;
    int width;          /* of what stands on the line */
    long long shown_ms; /* when it was last written */
};

void progress_begin(struct progress *p);
/* What is under way from now on; a translated text, borrowed. */
void progress_label(struct progress *p, const char *label);
/* P is a struct progress *, as callbacks pass it. */
void progress_step(void *p, size_t done, size_t all);
/* Clears the line. */
void progress_end(struct progress *p);

#endif
