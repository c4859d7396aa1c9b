/*
 * html_timeline.h - when calls open and close, drawn: a row a call, from the
 * day it opens to its last day, as SVG for the report.
 */
#ifndef MEDEL_SEARCH_HTML_TIMELINE_H
#define MEDEL_SEARCH_HTML_TIMELINE_H

#include "medel/call.h"

#include "markup.h"

#include <stddef.h>

struct timeline;

/* Lives in MEM. */
struct timeline *timeline_new(struct arena *mem, struct date today);
/*
 * Takes a call that opens or closes on a day to come; others are left out, and
 * a call that was taken before only gets another card, and keeps its colour.
 * VERDICT is the class of its colour, "" for none; CARD the number of its card.
 */
void timeline_add(struct timeline *t, const struct call *c, const char *verdict,
                  size_t card);
/* Appends a section; nothing for none. What is drawn is the first few dozen. */
void timeline_draw(struct timeline *t, struct markup *m);

#endif
