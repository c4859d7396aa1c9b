/*
 * who_signs.h - the signs (learnt.h) from which it can be learnt whether a form
 * that a page names may apply: the words round its names, as word_signs.h tells
 * them, and
 *
 *     #c_company #w_ett_bolag    the form, the words that name it
 *     #weak #general #first      how it is named, where in the sentence
 *     #all #n2                   always; how often the page names it
 *     #codes2 #len1 #ask ...     the sentence: the forms in it, its length,
 *                                whether it asks; its section, kind and place
 */
#ifndef READ_WHO_SIGNS_H
#define READ_WHO_SIGNS_H

#include "found.h"
#include "word_signs.h"

/* A place where a page names a form. */
struct who_mention {
    const struct unit *unit;
    uint32_t from, to; /* tokens */
    int code;          /* of CODE_APPLICANT */
    const struct lexicon_entry *entry;
    bool place; /* "Pajala kommun"; but "Region Gotland" is both */
};

/* Is it learnt of the form CODE whether it may apply? Not of people, who are
 * spoken of everywhere, nor of "any legal person", who names all forms. */
bool who_is_told(int code);

typedef void who_mention_fn(void *arg, const struct who_mention *m);

/* Tells FN, with ARG, of the mentions of such forms on the page, sentence by
 * sentence: the first WHO_MENTIONS_MAX. */
void who_each_mention(const struct reader *r, who_mention_fn *fn, void *arg);

#define WHO_MENTIONS_MAX 300

/* What speaks for all forms in U alike. */
void who_signs_of_sentence(const struct reader *r, const struct unit *u,
                           const struct sign_ear *ear);
/* What speaks for M beside that. */
void who_signs_of_mention(const struct reader *r, const struct who_mention *m,
                          const struct sign_ear *ear);
/* What speaks for a form that the page names N times, whatever its words. */
void who_signs_of_form(size_t n, const struct sign_ear *ear);

#endif
