/*
 * amounts.h - the sums of a page, weighed, and the choice among them.
 */
#ifndef READ_AMOUNTS_H
#define READ_AMOUNTS_H

#include "bounds.h"
#include "caption.h"
#include "found.h"
#include "sums.h"

enum money_role {
    MONEY_NONE,
    MONEY_AWARD,
    MONEY_BUDGET,
    MONEY_NOISE,
    MONEY_COUNT
};

/* The values that sums can be. */
enum money_end { END_CEILING, END_FLOOR, END_POT, MONEY_ENDS };

struct money {
    struct sum_mention sum;
    struct source source;
    bool ceiling, floor; /* "högst", "minst" beside it */
    bool lump;           /* the same for everyone */
    bool set;            /* "är 30 000 kronor": no less and no more */
    bool each;           /* "per projekt": of one applicant */
    bool raised;         /* "kan höjas till": the most that some get */
    bool total;          /* "sammanlagt": of several sums or years */
    bool of_call;        /* "i denna utlysning", "för 2027" */
    bool yearly;         /* "per år" */
    bool given;          /* noise: what somebody got */
    bool numbered;       /* "i första omgången": of_call, of one round only */
    bool per_round;      /* "i varje omgång": of each of the call's rounds */
    bool per_head;       /* "per ungdom": of each that the applicant has */
    bool typical;        /* "vanligen" */
    bool frequent;       /* "ofta": no rule even where no bound is stated */
    bool prize;          /* a prize, which has one size */
    bool undivided;      /* all that there is goes to one */
    bool added;          /* "ytterligare": to another sum */
    bool guessed;        /* its words claim it, no phrase */
    float share[MONEY_ENDS]; /* how likely it is that value, by its words */
    double receivers;        /* so many get it; 0 where unsaid */
    const char *noise;       /* what kind of other sum it is, where it is */
    enum money_role role;
};

/* What the words round a sum are read with. */
struct money_view {
    const struct reader *r;
    struct mentions ms;
    const struct unit *u;
    struct caption caption;
    bool own_words; /* the label over it speaks of other sentences */
};

struct amounts {
    struct reader *r;
    struct money *items; /* in reading order */
    size_t n, cap;
};

struct amounts_choice {
    const struct money *ceiling, *floor, *budget; /* NULL where unsaid */
    double pot;                                   /* the budget's value */
};

/* The currency of sums that name none is that of the page's language. */
const char *amounts_default_currency(const struct reader *r);

/* What the sums of U are read with. */
struct money_view money_view_of(const struct reader *r, const struct unit *u);

/* Finds and weighs all sums of A's page. */
void amounts_collect(struct amounts *a);

/* Fills the role, score and flags of M, whose sum is one of V's. */
void amounts_weigh(const struct money_view *v, struct money *m);

/* Is the sum too small for a grant? */
bool amounts_is_small(const struct money *m);

/* "Små projekt: högst 10 000 kr; stora: 10 000-50 000 kr": the least of one
 * tier is no floor where another tier has none. */
bool amounts_has_lower_tier(const struct amounts *a, const struct money *floor);

/* Changes the roles of sums that add up to another: parts of a whole, so many
 * grants of one size. */
void amounts_add_up(struct amounts *a);

/* Changes the roles of sums by the others of the page: a sum that cannot be
 * what its own words say. */
void amounts_settle(struct amounts *a);

/* Settles the sums and chooses one for each field. */
struct amounts_choice amounts_choose(struct amounts *a);

/* Fills M's shares. */
void amounts_hear(const struct money_view *v, struct money *m);

/* Fills what C leaves empty by the words round the other sums, and mends what
 * they speak strongly against. */
void amounts_guess(struct amounts *a, struct amounts_choice *c);

#endif
