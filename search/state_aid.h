/*
 * state_aid.h - the ceilings on de minimis aid (data/state_aid.yaml), and how
 * much room an enterprise has left under them.
 *
 * A ceiling holds for what one undertaking got in one member state. What a
 * profile does not tell - aid to other companies of the same group - is not
 * known here and must be said to people.
 */
#ifndef MEDEL_SEARCH_STATE_AID_H
#define MEDEL_SEARCH_STATE_AID_H

#include "medel/arena.h"
#include "medel/date.h"
#include "medel/err.h"
#include "medel/profile.h"

#include <stdbool.h>
#include <stddef.h>

/* Expressions as data files write them: words with blanks between. */
struct aid_words {
    const char *const *items;
    size_t n;
};

struct aid_rule {
    const char *code, *name; /* the name in the user's language */
    const char *regulation, *source;
    struct date in_force, until; /* both days included */
    double cap_eur;
    int years;
    bool financial_years; /* whole ones, taken to be calendar years */
    const char *const *counts; /* codes of rules */
    size_t n_counts;
    struct aid_words words, maybe;
};

struct state_aid;

/* ST_INVALID names file, line and field. Free with state_aid_free(). */
enum status state_aid_load(const char *path, struct state_aid **ret,
                           struct err *e) MEDEL_NODISCARD;
void state_aid_free(struct state_aid *s);

/* The rules in the order of the file. */
const struct aid_rule *state_aid_rules(const struct state_aid *s, size_t *n);
struct aid_words state_aid_negations(const struct state_aid *s);
/* The rule CODE (NULL: the default) on DAY, or NULL where none is in force. */
const struct aid_rule *state_aid_find(const struct state_aid *s,
                                      const char *code, struct date day);
/* Whether there is a rule of this code on any day. */
bool state_aid_knows(const struct state_aid *s, const char *code);

/* The first day on which aid granted on DAY no longer counts: so many years
 * later to the day, or the New Year after as many financial years. */
struct date state_aid_free_from(const struct aid_rule *rule, struct date day);

/* Some aid that no longer counts from a day on. */
struct aid_release {
    struct date day;
    double sum_eur;
    double left_eur; /* the room from that day on, if no more comes */
};

struct aid_room {
    const struct aid_rule *rule;
    double used_eur;
    double left_eur;        /* 0 where more than the cap was used */
    bool unlisted; /* the profile lists no aid at all: there may be some */
    double coming_eur;      /* dated after the day: not counted in used */
    struct aid_release *later; /* by day; what falls free, in MEM */
    size_t n_later;
};

/* What RULE leaves P on DAY. Aid under a rule that nobody knows counts as
 * aid under the default one. */
void state_aid_room(struct arena *mem, const struct state_aid *s,
                    const struct aid_rule *rule, const struct profile *p,
                    struct date day, struct aid_room *ret);

/* The room under the default rule; false where P lists no aid, or no rule is
 * in force on DAY. */
bool state_aid_usual_room(struct arena *mem, const struct state_aid *s,
                          const struct profile *p, struct date day,
                          struct aid_room *ret);

#endif
