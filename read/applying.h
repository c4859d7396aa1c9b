/*
 * applying.h - whether what a sentence dates is the application, or another
 * thing that has its day: a report, a decision, the project.
 */
#ifndef READ_APPLYING_H
#define READ_APPLYING_H

#include "roles.h"

/* Does the unit speak of applying? False for NULL. */
bool applying_is_said(const struct unit *u);

/* Raises or lowers the roles of opening and deadline by what the clause, and
 * what stands above it, say of applying. */
void applying_weigh(const struct scene *s, const struct clause *c,
                    double score[static ROLE_COUNT]);

/* "Det som kommit in den 1 mars tas upp i april": what has come in by a day
 * was sent by its last. */
void applying_received(const struct scene *s, const struct clause *c,
                       double score[static ROLE_COUNT]);

/* "Nominera, och det ska ske före den 1 februari": a verb of the project's
 * where the sentence knows no project but an application. */
void applying_owns(const struct scene *s, const struct clause *c,
                   double score[static ROLE_COUNT]);

/* "Anmälan och ansökan görs ...", "anmälan/ansökan": one and the same. */
bool applying_is_entry(const struct unit *u);

/* "Vi läser gärna ett utkast. Sista dag för det är 5 mars." */
bool applying_is_for_that(const struct scene *s);

#endif
