/* root.h - the element that holds the page's main text. */
#ifndef MEDEL_WORKER_ROOT_H
#define MEDEL_WORKER_ROOT_H

#include "dom.h"

#define ROOT_PROSE_LITTLE 200 /* a page with less is a listing or a form */

/* PROSE: of the page, without comments and the like. TITLE: the order of its
 * h1, 0: it has none. *SAID: the page itself says where its main text is. */
struct node *root_find(struct node *body, uint32_t prose, uint32_t title,
                       bool *said);

#endif
