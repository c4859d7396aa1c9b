/*
 * hints.h - what class names, ids and set phrases say of a part of a page.
 */
#ifndef MEDEL_WORKER_HINTS_H
#define MEDEL_WORKER_HINTS_H

#include "dom.h"

struct hint {
    enum block_place place;
    double main; /* HINT_SURE: however much prose it holds */
};
#define HINT_SURE 0.02

/* What N's class, id, name or aria-label says; NULL: nothing. */
const struct hint *hint_of(const struct node *n);
/* Names that sites give their main column. */
bool hint_is_content(const struct node *n);
/* Names of fact boxes. */
bool hint_is_facts(const struct node *n);
/* Names of lines on who wrote the page. */
bool hint_is_byline(const struct node *n);
bool hint_is_breadcrumb(const struct node *n);

/* A heading above links to other pages: "Relaterat", "Läs också". */
bool phrase_is_related(const char *s, size_t n);
/* One that is above them on a page about something else, but may be what the
 * page itself is about: "Nyheter". */
bool phrase_is_news(const char *s, size_t n);
/* Does it read like the address line of a letter head: a box, a postcode, a
 * number of registration? */
bool phrase_is_address(const char *s, size_t n);
/* How often the text speaks of cookies. */
uint32_t phrase_count_consent(const char *s, size_t n);
/* A line about the page itself: "Senast uppdaterad", "Skriv ut", "Dela". */
bool phrase_is_page_tool(const char *s, size_t n);
/* TEXT without what screen readers are told of links ("Länk till annan
 * webbplats, öppnas i nytt fönster."); the length that is left. Spans of
 * links are the caller's to mend: [*CUT, *CUT + *LEN) is what was found. */
bool phrase_find_noise(const char *s, size_t n, size_t *cut, size_t *len);

#endif
