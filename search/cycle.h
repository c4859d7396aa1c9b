/*
 * cycle.h - when a call may open next, from when it did before: a prediction,
 * never a statement. It rests on the last days of past rounds, on the days
 * that the page says come back, or on both; on neither there is none.
 */
#ifndef MEDEL_SEARCH_CYCLE_H
#define MEDEL_SEARCH_CYCLE_H

#include "medel/arena.h"
#include "medel/call.h"
#include "medel/date.h"

#include "cycle_words.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* A past round, or one that is still open. */
struct cycle_round {
    struct date last_day;
    struct date opens; /* or DATE_NONE */
};

struct cycle_known {
    const struct cycle_round *rounds; /* in any order */
    size_t n_rounds;
    const struct cycle_day *said; /* by the page */
    size_t n_said;
    bool recurring; /* the page says that it comes back each year */
    bool gone;      /* the page is no longer there */
};

struct prediction {
    struct date from, to; /* the last day of the next round is within */
    struct date opens_from, opens_to; /* or DATE_NONE */
    size_t rounds;                    /* that it rests on */
    struct date *based_on;            /* their last days, ascending */
    int period_years;                 /* between two such rounds */
    double confidence;                /* 0 to 1 */
    const char *words;                /* of the page, or NULL */
};

/*
 * The next round after TODAY and after every last day that is known. False
 * where nothing can be said. *ret is in MEM.
 */
bool cycle_predict(struct arena *mem, const struct cycle_known *k,
                   struct date today, struct prediction *ret);

/*
 * {"deadline_from", "deadline_to", "opens_from", "opens_to", "rounds",
 * "based_on", "period_years", "confidence", "words"}. A new reference, or NULL
 * when out of memory.
 */
json_t *prediction_to_json(const struct prediction *p);
/* "perhaps again: last day 2027-09-08 to 2027-09-22 (from 2 rounds,
 * confidence 60 %)", for people. In MEM. */
const char *prediction_words(struct arena *mem, const struct prediction *p);

#endif
