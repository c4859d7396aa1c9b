/* dom_int.h - between the two halves of the tree's building. */
#ifndef MEDEL_WORKER_DOM_INT_H
#define MEDEL_WORKER_DOM_INT_H

#include "dom.h"

#include <tidy/tidy.h>

/* How pages are parsed here. tests/bench/read.c parses with the same, to
 * measure what is done beyond parsing. */
void dom_set_options(TidyDoc doc);
/* Sets N's attributes, hints and the flags that they bring. */
void dom_read_attrs(struct arena *mem, const struct aside *aside, TidyNode t,
                    struct node *n);

#endif
