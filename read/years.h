/*
 * years.h - the year of days that have none: what a line above them says, what
 * the page says of all its days, and what the days before them in a list are.
 */
#ifndef READ_YEARS_H
#define READ_YEARS_H

#include "dated.h"

/* The one year in U, or 0: none, several, or U is NULL. */
int years_only(const struct unit *u);

/* "Alla datum avser 2027": the year of all the page's days, or 0. */
int years_of_all(const struct page_text *t);

/* Gives YEAR to the days in LIST that have none, but not a coming year to what
 * has been. 0 gives nothing. */
void years_give(const struct timing *t, int year, struct date_mention *list,
                size_t n);

/* "20 januari", "31 mars", "18 oktober", one below the other, read in November:
 * a guessed year in which the day has been is the next where a day above in
 * the list is to come. */
void years_go_on(const struct timing *t, const struct unit *u,
                 struct date_mention *list, size_t n);

/* "Ansökan öppnade den 5 oktober", the days of a fact box where the page says
 * that the call is over: marks the days of LIST, in U, that have been. */
void years_mark_past(const struct timing *t, const struct unit *u,
                     struct date_mention *list, size_t n);

/* "15 november-31 januari" of a call that is over: of the winter before. After
 * the days of LIST, in U, have got their years. */
void years_end_before(const struct timing *t, const struct unit *u,
                      struct date_mention *list, size_t n);

#endif
