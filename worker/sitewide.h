/*
 * sitewide.h - blocks that stand on nearly every page of a site.
 *
 * A column of dates, of sums lately granted or of calls that close soon looks
 * like main text on one page; that all pages have it tells that it is none.
 * (Template detection: Bar-Yossef and Rajagopalan, WWW 2002. Here a block's
 * words are what is counted.) Which blocks they are, the parent counts over
 * some pages of the site, indexer/survey.h.
 */
#ifndef MEDEL_WORKER_SITEWIDE_H
#define MEDEL_WORKER_SITEWIDE_H

#include "medel/doc.h"
#include "medel/reading.h"

#include <stdint.h>

/* The hashes of D's blocks of main text, each once, ascending; at most
 * CAP_SITE_BLOCKS. In D's memory. */
const uint64_t *sitewide_hashes(const struct doc *d, size_t *n);

/*
 * Blocks of D whose hashes are among C's are main text no more. A heading stays
 * as long as something below it does, and so do a few words that lead in what
 * comes next: "Who may apply" stands on all pages and is answered differently.
 * Where no text would be left, all of it stays: the site is one page. So it does
 * where most of a long page would go: these are terms that the site's calls have
 * in common, and no column.
 */
void sitewide_drop(struct doc *d, const struct read_context *c);

#endif
