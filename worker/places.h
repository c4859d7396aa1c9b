/* places.h - which parts of the page are its main text. */
#ifndef MEDEL_WORKER_PLACES_H
#define MEDEL_WORKER_PLACES_H

#include "dom.h"

/* Sets place, main and fact of every node; dom_measure() has run. */
void places_assign(struct arena *mem, struct dom *d);

#endif
