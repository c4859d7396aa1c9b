/* tails.h - what stands round the text of an article. */
#ifndef MEDEL_WORKER_TAILS_H
#define MEDEL_WORKER_TAILS_H

#include "emit.h"

/* Lines on who wrote the page and when, at its title. */
void mark_bylines(struct emit *em);
/* Teasers of other pages after the text. */
void mark_teasers(struct emit *em);
/* The site's address in the last lines of the page. */
void mark_foot(struct emit *em);
/* Headings whose text was found to be boilerplate. */
void mark_orphans(struct emit *em);

#endif
