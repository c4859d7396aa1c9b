/*
 * field_words.h - a record's fields and their values as people read them,
 * for what tells of changes.
 */
#ifndef MEDEL_SEARCH_FIELD_WORDS_H
#define MEDEL_SEARCH_FIELD_WORDS_H

#include "medel/arena.h"
#include "medel/call.h"

#include <jansson.h>

/* "last day to apply" for "deadlines"; a field that people are not told of by
 * name is called by its own. */
const char *field_label(const char *field);
/* The value V of FIELD as in a record's JSON: "2027-01-15", "100,000 SEK",
 * "Norrbotten, Västerbotten"; "nothing" for null, false and []. CURRENCY is
 * that of sums. In MEM. */
const char *field_value(struct arena *mem, const char *field, const json_t *v,
                        const char *currency);
/* The field of the record's evidence with the words for the JSON field, or -1:
 * "employees_min" is read from those of "employees". */
int field_evidence(const char *field);

#endif
