/*
 * applicants_int.h - what a page says of each form, between the weighing of its
 * sentences and the choice.
 */
#ifndef READ_APPLICANTS_INT_H
#define READ_APPLICANTS_INT_H

#include "context.h"
#include "found.h"
#include "who_standing.h"

struct tally {
    const struct weight_value *w;
    double in[64], out[64], hint[64];
    struct source in_source[64], out_source[64], hint_source[64];
    enum who_said last;       /* of the sentence before */
    const struct unit *asked; /* a question about forms, not yet answered */
    double trade; /* people who are named by their trade: "konstnärer" */
    struct source trade_source;
    bool addressed; /* the first words speak of social enterprises */
    bool demanded;  /* to be a legal person is asked of those who apply */
};

/* "Konstnärer": people, where nobody but them is named. */
static inline bool applicants_is_trade(const struct match *m)
{
    return m->entry->index == APPLICANT_INDIVIDUAL && m->entry->weak;
}

/* Weighs every sentence of the page into T, whose weights are set. */
void applicants_tally(const struct reader *r, struct tally *t);

/* Is U a question whether some form may apply: "Kan ett företag söka?" */
bool applicants_asks(const struct unit *u);

/* Notes U as a question, or as the answer to the one before. A question may
 * also be the label of its answer. */
void applicants_tally_question(const struct reader *r, struct tally *t,
                               const struct unit *u);

/* The forms that BEFORE names may apply, as the next sentence says. */
void applicants_tally_those(const struct reader *r, struct tally *t,
                            const struct unit *before);

/* "De kan alltså inte söka", "Båda formerna kan få stöd": unit I says it of
 * those in the sentence before. */
void applicants_tally_pronoun(const struct reader *r, struct tally *t,
                              size_t i);

/* What the words round the names say, beside the phrases. */
struct who_guess {
    codeset added;        /* the forms that they alone let apply */
    struct source source; /* the words that speak most for one, if any */
};

/* Adds to r->call's applicants, which the phrases chose from T, forms that the
 * learnt words speak strongly for, and drops those that they speak strongly
 * against; never the last. */
struct who_guess applicants_guess(struct reader *r, const struct tally *t);

#endif
