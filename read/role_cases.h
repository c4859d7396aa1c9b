/*
 * role_cases.h - sentences that turn what the words beside a day say of it.
 */
#ifndef READ_ROLE_CASES_H
#define READ_ROLE_CASES_H

#include "clauses.h"

/* What is to be handed in is not the application itself. */
bool case_is_attachment(const struct unit *u);
/* The sentence begins with reporting, and speaks of no application. */
bool case_is_report(const struct scene *s);
/* The heading is of rounds gone by ("Tidigare omgångar"), and so is the day. */
bool case_is_of_past_rounds(const struct scene *s, struct row row);
/* A meeting is said to be held before the day of clause C, and nothing to be
 * handed in. */
bool case_is_event(const struct scene *s, const struct clause *c);
/* The meeting that stands by the day is the one that an application is in time
 * for. */
bool case_is_for_meeting(const struct unit *u, const struct clause *c);
/* What is shut until the day opens then. */
bool case_is_shut_until(const struct unit *u, const struct clause *c);
/* The label tells for whom the bare day is, and the heading above what: under
 * "Sista ansökningsdag", "För projekt som startar till våren: 15 december". */
bool case_names_whom(const struct scene *s, const struct clause *c);

/* Under a heading of when one may apply, the label names a round by its season,
 * and the bare day is its last: "Ansökningstider 2027", "Våren: 15 februari".
 */
bool case_is_seasons_round(const struct scene *s, const struct clause *c);

#endif
