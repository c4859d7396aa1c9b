/*
 * cycles.h - the rounds of a call, out of the index: its own former versions,
 * and the funder's other calls of the same name ("Kulturbidrag 2025",
 * "Kulturbidrag 2026"); and what they foretell.
 */
#ifndef MEDEL_SEARCH_CYCLES_H
#define MEDEL_SEARCH_CYCLES_H

#include "medel/call.h"
#include "medel/err.h"

#include "cycle.h"
#include "history.h"
#include "searchdb.h"

#include <jansson.h>
#include <stdbool.h>

struct cycles; /* what was read of funders so far */

/* Reads data/cycles.yaml. Free with cycles_free(). */
enum status cycles_new(struct cycles **ret, struct err *e) MEDEL_NODISCARD;
void cycles_free(struct cycles *c);

struct cycle_answer {
    bool predicted;
    struct prediction prediction; /* where so; the cycles' memory */
    const char *later; /* the id of the newest later round of the same name
                          that has a record of its own, or NULL */
};

/* What is foretold of CALL, which is in the index, on TODAY. */
enum status cycles_ask(struct cycles *c, struct searchdb *db,
                       const struct call *call, struct date today,
                       struct cycle_answer *ret, struct err *e) MEDEL_NODISCARD;

/* Sets `later_round` and `prediction` of O where A has them; 0, or -1 when out
 * of memory. */
int cycles_to_json(const struct cycle_answer *a, json_t *o);

/* The rounds that H tells of, in MEM: a last day that a version still had to
 * come and the next one has no more was moved, and is none. */
size_t cycles_rounds(struct arena *mem, const struct history *h,
                     struct cycle_round **ret);
/* TITLE without its years, to be compared. In MEM. */
const char *cycles_key(struct arena *mem, const char *title);

#endif
