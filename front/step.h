/* step.h - running another of medel's programs as a child. */
#ifndef MEDEL_FRONT_STEP_H
#define MEDEL_FRONT_STEP_H

#include "medel/err.h"

/* From now on an interrupt ends the child first; see step_interrupted(). */
void step_watch_signals(void);
/* The signal that asked us to end, or 0. */
int step_interrupted(void);

/*
 * Runs PROGRAM (as "medel-crawl") with ARGV, whose last element is NULL, and
 * waits for it. *code is its exit status, or 128 and the number of the signal
 * that ended it. Starts nothing after an interrupt.
 */
enum status step_run(const char *program, char *const *argv, int *code,
                     struct err *e) MEDEL_NODISCARD;

#endif
