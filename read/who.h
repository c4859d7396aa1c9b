/*
 * who.h - what a sentence says of the forms of organisation that it names:
 * that they may apply, that they may not, or that they merely take part.
 */
#ifndef READ_WHO_H
#define READ_WHO_H

#include "context.h"

enum who_said {
    WHO_UNSAID,  /* named, and no more */
    WHO_MAY,     /* may apply */
    WHO_MAY_NOT, /* is shut out */
    WHO_PART,    /* takes part, is helped, is asked: does not apply */
    WHO_ASIDE    /* named in passing: "föreningar som hyr av en kommun" */
};

/* Which names a saying is about: those before it ("X kan söka"), those after
 * it ("söks av X"), or either ("med Y menas X"). */
enum who_side { WHO_BEFORE, WHO_AFTER, WHO_AROUND };

/* Words that say something of whoever is named beside them. */
struct who_event {
    enum who_said said;
    enum who_side side;
    uint32_t from, to; /* tokens */
    uint32_t until;    /* names only before this token; 0: any */
    bool faint;        /* gives way to any other: "drivs som" */
};

#define WHO_EVENTS_MAX 48

struct who_events {
    size_t n;
    struct who_event items[WHO_EVENTS_MAX];
};

/* A form that a sentence names. */
struct who_name {
    const struct match *match;
    enum who_said said;
    bool general; /* "föreningar", "företag": gives way to a named form */
    bool some;    /* only some of the kind: "föreningar som redan har stöd" */
    bool faint;   /* said by the way: "kronor per förening" */
    bool likewise; /* said as of those in the sentence before */
    bool in_row;   /* beside other forms */
    bool denied;   /* unsaid, and something is denied in its clause */
};

#define WHO_NAMES_MAX 64

struct who_names {
    size_t n;
    bool told;   /* somebody is said to do or be something */
    bool listed; /* the sentence is little more than a list of names */
    bool acts;   /* and yet they do something: "kommuner betalar" */
    struct who_name items[WHO_NAMES_MAX]; /* N of them */
};

/* "och", "eller": does token I join two names? */
static inline bool who_is_join(const struct unit *u, size_t i)
{
    return unit_in(u, i, WORDS_AND) || unit_in(u, i, WORDS_OR);
}

/* Is token I a dash with spaces about it? */
static inline bool who_is_dash(const struct unit *u, size_t i)
{
    return unit_is_punct(u, i, '-') && u->tokens[i].space && i + 1 < u->n &&
           u->tokens[i + 1].space;
}

/* Does a hyphen stand at token I that joins two words: "ikke-statlige"? */
static inline bool who_is_prefix(const struct unit *u, size_t i)
{
    return i + 1 < u->n && unit_is_punct(u, i, '-') && !u->tokens[i].space &&
           !u->tokens[i + 1].space;
}

/* The clauses of U: the number of each token's clause, from 0. In MEM. */
const uint16_t *who_clauses(struct arena *mem, const struct unit *u);

/* The sayings in U, in order. */
void who_events_of(const struct unit *u, const uint16_t *clause,
                   struct who_events *ret);

/* Adds to *RET what is said by idioms. */
void who_idioms_of(const struct unit *u, const uint16_t *clause,
                   struct who_events *ret);

/* Adds to *RET what follows from the duties of a form: whoever "must also
 * enclose" something may apply. */
void who_duties_of(const struct unit *u, const uint16_t *clause,
                   struct who_events *ret);

/* Drops the sayings that others in the list hold, and turns those that others
 * take back. */
void who_events_settle(struct who_events *list, const struct unit *u);

/* "Ingen förening får mer än 100 000 kronor": does the clause, from token I on,
 * say how much, and not who? */
bool who_says_how_much(const struct unit *u, const uint16_t *clause, size_t i);

/* For those that find sayings; a full list takes no more. */
void who_events_add(struct who_events *list, enum who_said said,
                    enum who_side side, size_t from, size_t to);

/* "den som driver", "den som har fyllt 18": does that begin at token K? */
static inline bool who_is_he_who(const struct unit *u, size_t k)
{
    return unit_in(u, k, WORDS_THE_ONE) && unit_in(u, k + 1, WORDS_WHO);
}

/* Are people of some age spoken to: "du som är mellan 13 och 25 år"; or, where
 * U stands in a list of those who may apply (LISTED), named: "ungdomar 13-20
 * år"? Tokens [*FROM, *TO) tell the age. */
bool who_speaks_to_people(const struct unit *u, bool listed, size_t *from,
                          size_t *to);
/* "Du ska ha varit medlem i förbundet i två år": is one person spoken to who is
 * a member of something? Not "du ska ha ett företag som är medlem i". */
bool who_speaks_to_member(const struct unit *u, size_t *from, size_t *to);

/* The same in the clauses that U, which has words, has; found once. */
void who_copy_events(struct arena *mem, const struct unit *u,
                     struct who_events *ret);

/* Fills RET, which is empty, for U, in which somebody is named. */
void who_find_names(struct arena *mem, const struct unit *u,
                    struct who_names *ret);

/* The forms named in U and what it says of each; found once. */
void who_names_of(struct arena *mem, const struct unit *u,
                  struct who_names *ret);

/* What U says of applying at all: WHO_MAY before WHO_MAY_NOT before WHO_PART,
 * else WHO_UNSAID. For headings, labels and sentences that lead in a list. */
enum who_said who_unit_says(struct arena *mem, const struct unit *u);

/* Marks in ASIDE, one for each token, those that tell of somebody else: behind
 * "som", "att", "där". */
void who_mark_asides(const struct unit *u, const uint16_t *clause,
                     const struct who_events *ev, bool *aside);

/* A name that a preposition governs is named in passing; "med" governs a whole
 * row of names, others the one and those that "och" joins to it. */
enum who_government { WHO_FREE, WHO_GOVERNED, WHO_GOVERNED_ALONG };

/* What governs NAME, given the name before it (or NULL) and what governs
 * that. */
enum who_government who_government_of(const struct unit *u,
                                      const struct who_events *ev,
                                      const struct match *name,
                                      const struct match *last,
                                      enum who_government last_governed);

/* Just after "som": "är", "drivs", what comes is a form and no aside. */
bool who_tells_form(const struct unit *u, size_t i);
/* Is NAME what others have "as their target group"? */
bool who_is_target(const struct unit *u, const struct match *name);

/* Is M what a relative clause tells of, with its verb behind it: "sådant som
 * kommunen ansvarar för", "things that municipalities are to do"? */
bool who_acts_in_clause(const struct unit *u, const struct match *m);

/* Does a relative pronoun stand before token I? */
bool who_follows_som(const struct unit *u, size_t i);

/* Does a verb of the present stand at token I, as Swedish, Norwegian and Danish
 * end them: "kommuner betalar"? */
bool who_is_verb(const struct unit *u, size_t i);

/* Does M name a form of business: a sole trader, partnership or company? */
bool who_is_business(const struct match *m);

/* "Konstnär med enskild firma": is the firm, which is named, meant, and not the
 * person that M names? */
bool who_is_with_firm(const struct unit *u, const struct match *m);

/* Is M in a row with another form? */
bool who_is_in_row(const struct unit *u, const struct match *m);

/* Does another match of the same words hide M? Of several entries a named form
 * goes before a general one, and "none" before all. */
bool who_is_hidden(const struct unit *u, const struct match *m);

/* Does M name no form where it stands in U? */
bool who_is_no_name(const struct unit *u, const struct match *m);

/* Does M name many forms at once: "föreningar", "bolag"? */
bool who_is_general(const struct match *m);

/* Do the forms that follow say what the general NAME means: "bolag och
 * föreningar: aktiebolag, ekonomisk förening"? */
bool who_is_spelt_out(const struct unit *u, const struct match *name);

/* "studieförbund", "bemanningsföretag": one kind of the form. */
bool who_is_one_kind(const struct unit *u, const struct match *name);

/* Does U tell its reader to give a person's number in a form? */
bool who_fills_in(const struct unit *u);

/* Is a form named in tokens [from, to)? */
bool who_names_in(const struct unit *u, size_t from, size_t to);

#endif
