/*
 * places_int.h - the places that a page names, between the finding and the
 * choosing of them.
 */
#ifndef READ_PLACES_INT_H
#define READ_PLACES_INT_H

#include "found.h"
#include "places.h"

struct place {
    const struct lexicon_entry *entry;
    codeset codes;
    struct source source;
    bool out;  /* shut out */
    bool part; /* of a country that is named as well */
    bool own;  /* said of others than partners */
    bool tied; /* to who applies or to what is done, by the words round it */
    bool lead; /* where the one who applies must be */
};

struct places {
    struct reader *r;
    struct place *items;
    size_t n, cap;
    const struct unit *last; /* the unit before, that named places */
    codeset inside; /* where the page's first words say that things happen */
    struct source inside_source;
    codeset countries; /* of adjectives: "danske kommuner" */
    struct source countries_source;
    codeset body; /* of the body that speaks first: "Region Skåne ger" */
    struct source body_source;
    codeset loose; /* that the rest of the page names */
    struct source loose_source;
};

/* Fills P, whose reader is set, with what the page names. */
void places_collect(struct places *p);

/* Does the clause of M deny something: "dock inte i Sundsvall" is another? */
bool place_is_denied(const struct reader *r, const struct unit *u,
                     const struct match *m);

/* Where "not" neither takes a place in nor shuts it out: in a question, in
 * "du behöver inte bo i Malå", in "det spelar ingen roll". */
bool place_is_no_bar(const struct unit *u);

/* "Det spelar ingen roll om ni bor i Åre"; but "folkbokförd i Sverige, var
 * spelar ingen roll". */
bool place_is_in_any_case(const struct unit *u, const struct match *m);

#endif
