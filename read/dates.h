/*
 * dates.h - dates and times of day as they are written in running text.
 *
 * Forms seen on funders' pages: 2024-09-20; 17 juni 2024; den 11/3; 31/1
 * 2021; 28.8.2022; 5-25 april; 1 mars-20 juni 2024; 15.1-14.2; första juni;
 * January 31, 2018; 15-Feb-23; months alone; kl 14.00; 17:00 CET; 3 pm.
 */
#ifndef READ_DATES_H
#define READ_DATES_H

#include "date_forms.h"

#include "medel/date.h"

struct date_mention {
    size_t from, to;  /* tokens, "den" and weekday not included */
    struct date date; /* after dates_resolve(); a month alone has day 1 */
    bool has_year;    /* written out at this date */
    bool has_day;
    bool past;          /* set by the caller: the day has been */
    int years_on;       /* 1: "i år", 2: "nästa år", 0: not said */
    int weekday;        /* written before it, 1 = Monday; 0: none */
    struct nth_day nth; /* "sista fredagen i": the day follows from the year */
    bool yearless;      /* no year here nor beside it: one was guessed */
    bool starts_range;  /* the next mention is the range's end */
    bool ends_range;
    bool listed; /* only "och", "eller" or a comma parts it from the last */
    int time;    /* minutes after midnight written beside it, or -1 */
    size_t time_from, time_to;
};

struct time_mention {
    size_t from, to;
    int minutes; /* 0-1439; 24.00 is 1439 */
};

/* All dates of a unit in order of place. Years that are not written are
 * looked for in the unit's other dates; else date.year stays 0 and
 * dates_resolve() decides. */
struct date_mention *dates_find(struct arena *mem, const struct unit *u,
                                size_t *n);
struct time_mention *times_find(struct arena *mem, const struct unit *u,
                                size_t *n);

/* The hours between which something is held, "kl. 10-11.30", "2-3 pm", where
 * the first stands at token I. */
bool times_span(const struct unit *u, size_t i, struct time_mention *start,
                struct time_mention *end);

/*
 * Gives a year to dates that have none: the occurrence nearest to REF (when
 * the page was written, or TODAY), looking further ahead than back, because
 * calls speak of what is to come; the last one before REF, or soon after it
 * and before TODAY, where the mention is said to be past. A weekday that is
 * written beside the day decides.
 */
void dates_resolve(struct date_mention *m, size_t n, struct date ref,
                   struct date today);

/* The day of M in YEAR, which stands elsewhere (0: none); but "inför 2027:
 * senast fredag 18 december" is of the year in which that is a Friday. */
struct date dates_of_round(const struct date_mention *m, int year);

/* Gives the days that are told by their weekday ("första måndagen i mars") the
 * day of their year; for those who change a year later. */
void dates_settle_days(struct date_mention *m, size_t n);

#endif
