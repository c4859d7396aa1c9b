/*
 * turns.h - which page is read next, and where.
 *
 * A worker reads the pages of one funder (medel/worker.h) and starting one
 * costs as much as reading twenty or thirty pages, so each place keeps to a
 * funder until its pages are done.
 */
#ifndef MEDEL_INDEXER_TURNS_H
#define MEDEL_INDEXER_TURNS_H

#include "medel/arena.h"
#include "scan.h"

#include <stddef.h>

struct turns;

/* PAGES, borrowed, for N_PLACES that read side by side. In MEM. */
struct turns *turns_new(struct arena *mem, const struct scan_page *pages,
                        size_t n, size_t n_places);
/*
 * The page whose turn it is at PLACE, given out once: of the same funder as
 * the last one there, else of the funder with most pages that nobody reads.
 * Where all are read somewhere, a place that has read nothing yet helps, any
 * other only with a funder whose pages are worth another start. NULL where
 * there is nothing to do here; some other place may have pages left.
 */
const struct scan_page *turns_next(struct turns *t, size_t place);

#endif
