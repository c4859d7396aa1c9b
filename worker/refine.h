/* refine.h - second thoughts on blocks, once they stand in a row. */
#ifndef MEDEL_WORKER_REFINE_H
#define MEDEL_WORKER_REFINE_H

#include "emit.h"

/* Takes link noise out of texts, tells related lists and page tools from the
 * main text, drops empty blocks, finds h1. */
void refine_blocks(struct emit *em);

#endif
