/*
 * guide_input.h - lines that a person types: edited and completed on a
 * terminal (libedit), read as they are from a pipe or file.
 *
 * One at a time in a process, for signals and libedit know but one.
 */
#ifndef MEDEL_SEARCH_GUIDE_INPUT_H
#define MEDEL_SEARCH_GUIDE_INPUT_H

#include "medel/arena.h"
#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>

struct guide_input;

/* Takes over SIGINT, SIGTERM and SIGHUP: they end the process with status 1
 * after the last words (see below), the terminal as it was before. */
struct guide_input *guide_input_new(void);
void guide_input_free(struct guide_input *in);

/* What is said on stderr where a signal ends the process; copied. */
void guide_input_last_words(struct guide_input *in, const char *words);

/* The words that TAB completes the next lines with, each part between commas
 * for itself; borrowed until the next call. N 0: none. */
void guide_input_complete(struct guide_input *in, const char *const *words,
                          size_t n);

/*
 * Shows PROMPT and reads a line, without its end and the blanks round it, in
 * MEM. ST_NOT_FOUND at the end of the input (Ctrl-D), ST_LIMIT for a line
 * longer than any answer may be.
 */
enum status guide_input_line(struct guide_input *in, struct arena *mem,
                             const char *prompt, const char **ret,
                             struct err *e) MEDEL_NODISCARD;

#endif
