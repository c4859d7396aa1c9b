/*
 * sort.h - the orders in which calls can be asked for, beside relevance.
 * Calls that the key does not tell apart follow by relevance, then by id.
 *
 *   deadline  the next last day first; then calls that are open all the time,
 *             those without a stated day, and at last the closed ones, latest
 *             first
 *   sum       the largest award ceiling first, in kronor by data/rates.yaml;
 *             where no ceiling is stated its floor; without either last
 *   new       the day on which the call was first seen, latest first
 */
#ifndef MEDEL_SEARCH_SORT_H
#define MEDEL_SEARCH_SORT_H

#include "medel/call.h"
#include "medel/date.h"

#include "rates.h"

enum sort_by { SORT_RELEVANCE, SORT_DEADLINE, SORT_SUM, SORT_NEW };

/* Smaller keys come first: by group, then by value. */
struct sort_key {
    int group;
    double value;
};

/* "relevance", "deadline", "sum", "new" and NULL, in the order of the enum. */
extern const char *const sort_names[];

/* The order of that name, relevance where it is NULL; NAME is one of them. */
enum sort_by sort_find(const char *name);

/* Where CALL stands on TODAY; the same for all calls by relevance. */
struct sort_key sort_key(const struct call *call, enum sort_by by,
                         struct date today, const struct rates *rates);
/* -1, 0 or 1. */
int sort_compare(struct sort_key a, struct sort_key b);

#endif
