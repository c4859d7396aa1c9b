/*
 * cycle_words.h - what a page says of rounds that come back, without a year:
 * "senast den 15 mars och den 15 september varje år", "in March of odd years".
 */
#ifndef MEDEL_SEARCH_CYCLE_WORDS_H
#define MEDEL_SEARCH_CYCLE_WORDS_H

#include "medel/arena.h"
#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>

struct cycle_words; /* data/cycles.yaml and lexicon/months.yaml */

/* DIR is the data folder. ST_INVALID names file and line. Free with
 * cycle_words_free(). */
enum status cycle_words_load(const char *dir, struct cycle_words **ret,
                             struct err *e) MEDEL_NODISCARD;
void cycle_words_free(struct cycle_words *w);

enum cycle_years { YEARS_ALL, YEARS_OTHER, YEARS_ODD, YEARS_EVEN };

struct cycle_day {
    int month, day; /* day 0: some time in the month */
    bool opens;     /* else it is the last one to apply */
    enum cycle_years years;
    const char *words; /* the sentence */
};

/* The days in TEXT that come back, in its order; *ret is in MEM. A sentence
 * that is not about applying, or names a year with its days, has none. */
size_t cycle_words_find(const struct cycle_words *w, struct arena *mem,
                        const char *text, struct cycle_day **ret);

#endif
