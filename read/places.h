/*
 * places.h - what a place name is tied to in its sentence: the applicants
 * ("föreningar i Dalarna"), the act ("bosatt i Norge"), an office, nothing.
 */
#ifndef READ_PLACES_H
#define READ_PLACES_H

#include "who.h"

enum place_bond {
    PLACE_LOOSE,  /* no preposition before it */
    PLACE_INSIDE, /* "ungdomar i Skåne": somebody or something is there */
    PLACE_ACT,    /* "med säte i", "genomförs i" */
    PLACE_WHO,    /* "föreningar i", "danske kommuner" */
    PLACE_SHUT,   /* of those who may not apply */
    PLACE_OFFICE  /* an address, an office, a time zone, a partner's home */
};

/* What ties M, a match of a region or municipality, in U, whose forms are
 * NAMES. */
enum place_bond place_bond_of(const struct unit *u,
                              const struct who_names *names,
                              const struct match *m);

/* What the words before the preposition at token P of U tie a place to that
 * follows it. */
enum place_bond place_bond_at(const struct unit *u,
                              const struct who_names *names, size_t p);

/* Whose name of a kind U has at token I, said without its name ("i länet",
 * "stadens föreningar"): the place named last before it in the page PT, of
 * which U is unit AT. *WHERE is the unit that names it. NULL where the word is
 * none or no such place is named. */
const struct match *place_meant(const struct page_text *pt, size_t at, size_t i,
                                const struct unit **where);

/* What ties that place to U; PLACE_OFFICE where nothing does. */
enum place_bond place_bond_of_meant(const struct unit *u,
                                    const struct who_names *names, size_t i);

/* "Region Skåne ger", "Länsstyrelsen i Kalmar län utlyser", "Nora kommun": is M
 * in the name of a body that speaks of its own area? */
bool place_is_of_body(const struct unit *u, const struct match *m);

/* An adjective ("danske"), which names a place only before a form. */
static inline bool place_is_adjective(const struct match *m)
{
    return m->set == LEX_REGION && m->entry->weight < 1;
}

/* Words that tell by themselves where one must be: "var som helst i landet". */
static inline bool place_is_saying(const struct match *m)
{
    return m->set == LEX_REGION && m->entry->weight > 1;
}

/* Does U speak of the places named before: "föreningar i de länen"? Tells
 * what ties them to it; else PLACE_OFFICE. */
enum place_bond place_refers_back(const struct unit *u,
                                  const struct who_names *names);

/* Is a part of a country meant: "on the Swedish side, only Skåne",
 * "Västerbotten in Sweden"? */
bool place_is_part_of_country(const struct unit *u);

/* Does U tell where the partners are, or where the one who applies is? */
bool place_is_of_partners(const struct unit *u);
bool place_is_of_lead(const struct unit *u);

/* "Partners from other Nordic countries may join": is M other than where the
 * one who applies is? */
bool place_is_of_others(const struct unit *u, const struct match *m);

/* "Åre, Berg och Härjedalen": does M end a row of municipalities, so that it is
 * one though a landscape has its name? */
bool place_is_among_towns(const struct unit *u, const struct match *m);

/* "LAG-mötena hålls i Norberg": is M the place of a meeting, a model, a payer,
 * or of what else is not the call's? */
bool place_is_elsewhere(const struct unit *u, const struct match *m);

/* Does U tell of founders and their lives? A place there is no limit. */
bool place_is_history(const struct unit *u);

/* "var som helst i landet": no meeting is held there. */
bool place_is_anywhere(const struct unit *u);

/* "takes place in Norrköping on 17 April" is a meeting, not a limit. */
bool place_has_date(const struct unit *u);

/* "Whether they sit in Stockholm or Luleå": is M no more than a case? */
bool place_is_whether(const struct unit *u, const struct match *m);

/* "Timrå och Sundsvall har egna fonder": is M such a place? */
bool place_has_own_scheme(const struct unit *u, const struct match *m);

/* "Är ni i Västernorrland? Där finns i år ingen motsvarande insats": is U such
 * a question, or an answer that sends those who are there to others? */
bool place_is_sent_off(const struct page_text *t, const struct unit *u);

#endif
