/*
 * dated.h - the dates of a page with their roles, and the choice among them.
 */
#ifndef READ_DATED_H
#define READ_DATED_H

#include "day_signs.h"

/* A date that has been given a role. */
struct dated {
    struct date date;
    enum role role;
    struct source source;
    int time; /* beside it, or -1 */
    bool has_day;
    bool has_year;   /* the page wrote it */
    bool yearly;     /* of every year, and no year is written */
    bool guessed;    /* no year stands anywhere near */
    bool in_range;   /* an end of a window */
    bool past;       /* said to have been */
    enum role faint; /* what it is where the page says nothing better */
    double claim;    /* how likely: see leftover.h */
    bool for_else;   /* a last day, but to ask or to book: see last_day.h */
    bool heard;      /* it is so by the words round it, and not by the rules */
    bool meeting;    /* at which the funder tells of the call */
    const struct unit *told_by; /* the line above that says so, or NULL */
    int meets, ends;            /* its hours, or -1 */
    double opening; /* how strongly its own words say that it opens */
};

/* Told of each row of days, with what the rules say of it. */
typedef void day_fn(void *arg, const struct scene *s, const struct day_said *d);

struct timing {
    struct reader *r;
    day_fn *told; /* or NULL */
    void *told_arg;
    struct dated *items;
    size_t n, cap;
    int time; /* of a sentence that gives only the hour */
    struct source time_source;
    bool two_steps;
    bool yearly;  /* the page's days without a year are those of every year */
    int all_year; /* that the page says all its days are of, or 0 */
    bool over;    /* the page says outright that applying has ended */
    bool unit_yearly; /* those of the unit being read are, as it says or what
                         stands above it */
};

/* Reads the days of R's page and tells FN of them, for those who learn from
 * judged pages. */
void timing_tell(struct reader *r, day_fn *fn, void *arg);

/* Are the days of ROW, which are ROLE by their words, of meetings at which the
 * funder tells of the call? */
bool meetings_tell(const struct scene *s, struct row row, enum role role);

/* Marks the days of ROW, the last that were added, where they are of meetings
 * at which the funder tells of the call. */
void meetings_mark(struct timing *t, const struct scene *s, struct row row);

/* Fills the call's meetings: those to come, and what was not long ago. */
void meetings_choose(struct timing *t);

/* Fills the call's opening, deadlines and their hour, and the reader's
 * season. */
void choose_times(struct timing *t);

#endif
