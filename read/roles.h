/*
 * roles.h - what a date on a page is: a deadline, an opening, a decision day.
 *
 * A date is judged in its clause: the words between it and its neighbours up
 * to the comma or conjunction that parts them. Words of another clause count
 * little. Verbs that are said both of the time for applying and of what is
 * paid for ("startar", "pågår", "ends") are told apart by their subject. What
 * stands above the date (the heading it answers, the label of its cell, the
 * line that introduces its list) speaks for it where its own words do not.
 */
#ifndef READ_ROLES_H
#define READ_ROLES_H

#include "clauses.h"

enum role {
    ROLE_NONE,
    ROLE_DEADLINE,
    ROLE_OPENS,
    ROLE_DECISION,
    ROLE_PROJECT,
    ROLE_REPORT,
    ROLE_EVENT,
    ROLE_UPDATED,
    ROLE_SUPERSEDED,
    ROLE_ADVICE,
    ROLE_PAST,
    ROLE_COUNT
};

/* How strongly the page speaks for each role of ROW. */
void roles_weigh(const struct scene *s, struct row row,
                 double score[static ROLE_COUNT]);

/* The strongest role past the least weight, ROLE_NONE where there is none. */
enum role roles_best(const struct reader *r,
                     const double score[static ROLE_COUNT], double *best);

/* How strongly the page says that a range of days is one of applying. */
double roles_window(const struct scene *s, struct row row);

/* What a date is that is no opening and no deadline, for people; NULL for
 * those two. */
const char *role_name(enum role role);

#endif
