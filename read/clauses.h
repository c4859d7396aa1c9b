/*
 * clauses.h - the clause that a date of a sentence stands in, and what is said
 * in it.
 *
 * Between two dates a clause ends at the comma, dash or conjunction that parts
 * them. A date that heads its clause ("Den 1 mars öppnar vi, den 5 maj stänger
 * vi") takes the words after it, any other those before.
 */
#ifndef READ_CLAUSES_H
#define READ_CLAUSES_H

#include "context.h"
#include "dates.h"
#include "found.h"

/* A unit, its dates and what governs them. */
struct scene {
    const struct reader *r;
    const struct unit *u;
    const struct date_mention *list;
    size_t n;
    const struct unit *before; /* the sentence before, in the same block */
    const struct unit *label;  /* of the pair, as a text; NULL: none */
    bool label_dated;          /* which has a day of its own */
    bool other_column;         /* another column's label speaks of applying */
    const struct unit *intro;  /* the line that introduces the list */
    bool later;                /* not the first dated sentence of a value */
    bool two_steps;            /* the page asks for a sketch, then for more */
};

/* Dates of one kind in a row: mentions FIRST to LAST. */
struct row {
    size_t first, last;
};

struct clause {
    size_t from, to; /* tokens */
    size_t a, b;     /* the dates' own, with their hour */
    bool fronted;    /* the dates head the clause: its verb follows them */
};

/* The row that starts at mention I: "1 maj, 1 september och 1 december",
 * "1-31 mars och 1-30 september". */
struct row clause_row(const struct scene *s, size_t i);

struct clause clause_of(const struct scene *s, struct row row);

/* "Tre omgångar det här verksamhetsåret": is M, a cue of the project's time,
 * the year that U counts rounds in? */
bool clause_is_year_of_rounds(const struct unit *u, const struct match *m);

/* Does M, though it stands beside the clause's dates, say nothing of them:
 * "... den 31 mars för aktiviteter under hösten"? */
bool clause_is_unheard(const struct scene *s, const struct clause *c,
                       const struct match *m);

/* How strongly a match is heard at the clause's dates from SIDE: its weight,
 * halved at FADE words, less from another clause or past another date; 0
 * farther than LIMIT words, unless that is 0. */
double clause_hears_match(const struct scene *s, const struct clause *c,
                          const struct match *m, enum side side, double fade,
                          size_t limit);

/* The strongest match of CUE, scaled by WEIGHT. */
double clause_hears(const struct scene *s, const struct clause *c, enum cue cue,
                    enum weight weight, enum side side, size_t limit);

/* Does an arrow lead to mention I from the one before? "stopp 16 oktober ->
 * möte 26 november" */
bool clause_follows_arrow(const struct scene *s, size_t i);

/* Does the clause have the cue? */
bool clause_has(const struct unit *u, const struct clause *c, enum cue cue);

/* Do only words that belong to a date stand in tokens [from, to)? */
bool clause_is_bare(const struct unit *u, size_t from, size_t to);

/* Does nothing but days stand in the unit? */
bool clause_is_only_days(struct arena *mem, const struct unit *u);

/* Is token I a weekday's name? "dag" within a word is enough. */
bool clause_is_weekday(const struct unit *u, size_t i);

#endif
