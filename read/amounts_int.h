/*
 * amounts_int.h - signs beside a sum that say what it is of, for weighing it.
 */
#ifndef READ_AMOUNTS_INT_H
#define READ_AMOUNTS_INT_H

#include "amounts.h"

/* "1 miljon i varje omgång": of each of several? */
bool money_of_each(const struct unit *u, const struct clause *c);

/* "50 000 kronor per butik": whatever the unit is, if it is not one of time
 * or of a rate. TO_EACH: each of those who get grants. */
bool money_per_something(const struct unit *u, const struct clause *c,
                         bool *to_each);

/* "Kvar: 2,7 mkr av 4 mkr": the second is the whole of which the first is a
 * part. */
bool money_whole_of_part(const struct money_view *v, const struct clause *c);

/* "Sju organisationer fick": what was given, told with how many got it. */
bool money_got_by_number(const struct unit *u, const struct clause *c);

/* Does CUE say nothing of M here, though it is near? */
bool money_tells_nothing(const struct money_view *v, const struct clause *c,
                         const struct money *m, enum cue cue);

/* A word of prizes in these tokens; but "priset på kursen" is a price, and
 * "priset på 50 000 kronor" none. */
bool money_of_prize(const struct unit *u, size_t from, size_t to);
/* "Dela på 2 miljoner" */
bool money_shared(const struct unit *u, size_t at);
/* "Totalt kan ett företag få 24 000 kronor": all that one applicant gets. */
bool money_total_of_one(const struct unit *u, const struct clause *c);
/* "De 720 000 kronorna" */
bool money_definite(const struct money_view *v, const struct clause *c,
                    const struct money *m);

/* "15 % of your grant (at most 5 000) may go to advice": is the sum in C a part
 * of the grant? */
bool money_part_of_grant(const struct unit *u, const struct clause *c);

/* What other thing the clause is about, or NULL. */
const char *money_other_subject(const struct money_view *v,
                                const struct clause *c, const struct money *m);

/* Is M, whose bounds are known, what is usual where there is no bound? */
bool money_has_no_limit(const struct money_view *v, const struct money *m);

/* "Stipendiet är 30 000 kronor", "vart och ett är på 40 000": the same to each
 * who gets it. */
bool money_is_set(const struct unit *u, const struct clause *c);

/* "Prispotten går odelad till en enda vinnare" */
bool money_goes_undivided(const struct unit *u, const struct clause *c);

/* "... och i år finns det 350 000 att dela på": a bare number that is a pot. */
bool money_is_pot(const struct unit *u, const struct clause *c);

/* Fills the flags per_head, typical, prize and added. */
void money_find_kinds(const struct money_view *v, const struct clause *c,
                      struct money *m);

/* "Tre priser på 50 000 kronor": how many get the sum; 0 where unsaid. */
double money_receivers(const struct unit *u, const struct clause *c);

#endif
