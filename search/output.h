/*
 * output.h - what search, show and export have in common when they write:
 * formats, standard output, the day.
 */
#ifndef MEDEL_SEARCH_OUTPUT_H
#define MEDEL_SEARCH_OUTPUT_H

#include "medel/buf.h"
#include "medel/date.h"
#include "medel/err.h"

#include "gate.h"

#include <jansson.h>
#include <stdbool.h>

/* More than fits in memory comfortably is written in pieces, not gathered. */
#define OUTPUT_BYTES_MAX (256u << 20)

/* The day of --today with no time of day; without the option, now. */
struct gate_day output_day(struct date option);

/* FORMAT, or where it is NULL what suits standard output: "table" on a
 * terminal, else OTHERWISE. */
const char *output_format(const char *format, const char *otherwise);

/* Appends O as one line of JSON, without the newline; takes the reference
 * over, NULL is ST_NOMEM. */
enum status output_json(struct buf *out, json_t *o, struct err *e);

/* Writes B to standard output, through the pager where that is on, and empties
 * it. Where that is a pipe whose
 * reader went away, ends the process as cli_end() does. */
enum status output_flush(struct buf *b, struct err *e);

/* Lets the pager finish; whether all that was to be written is. Where not,
 * cli_end() says so. */
bool output_is_whole(void);

#endif
