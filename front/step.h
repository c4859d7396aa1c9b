/* step.h - running another of medel's programs as a child. */
#ifndef MEDEL_FRONT_STEP_H
#define MEDEL_FRONT_STEP_H

#include "medel/err.h"

#include <stdbool.h>

/* From now on an interrupt ends the child first; see step_interrupted(). */
void step_watch_signals(void);
/* The signal that asked us to end, or 0. */
int step_interrupted(void);

/*
 * Runs PROGRAM (as "medel-crawl") with ARGV, whose last element is NULL, and
 * waits for it. *code is its exit status, or 128 and the number of the signal
 * that ended it. Starts nothing after an interrupt. SILENT: what it writes to
 * standard output goes nowhere.
 */
enum status step_run(const char *program, char *const *argv, bool silent,
                     int *code, struct err *e) MEDEL_NODISCARD;

/*
 * The same for commands: the exit status that theirs should have. What went
 * wrong is told; a child that crashed sets *crashed and counts as bad data.
 */
int step_code(const char *program, char *const *argv, bool silent,
              bool *crashed);

#endif
