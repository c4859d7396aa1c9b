/* dom_int.h - between the two halves of the tree's building. */
#ifndef MEDEL_WORKER_DOM_INT_H
#define MEDEL_WORKER_DOM_INT_H

#include "dom.h"

#include <tidy/tidy.h>

/* Sets N's attributes, hints and the flags that they bring. */
void dom_read_attrs(struct arena *mem, TidyNode t, struct node *n);

#endif
