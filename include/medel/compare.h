/*
 * compare.h - what changed between two versions of a record.
 */
#ifndef MEDEL_COMPARE_H
#define MEDEL_COMPARE_H

#include "medel/call.h"
#include "medel/err.h"

typedef enum status compare_fn(void *arg, const char *field,
                               json_t *old_value, json_t *new_value,
                               struct err *e);
/*
 * Calls FN for each field that an applicant would want to hear of, in the
 * order of the record; the status is compared as on DAY, so that the passing
 * of time is no change. What the program concludes (themes, language) and
 * running text (summary, purpose, evidence) are not news: a page's cosmetic
 * edits touch them all the time.
 */
enum status compare_calls(const struct call *before, const struct call *after,
                          struct date day, compare_fn *fn, void *arg,
                          struct err *e);
/* True where two versions differ in anything but evidence. */
bool compare_differ(const struct call *before, const struct call *after);

#endif
