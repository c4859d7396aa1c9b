/*
 * known_funders.h - the funders of this run: as the crawler stored them, or
 * as the files of --funders have them.
 */
#ifndef MEDEL_INDEXER_KNOWN_FUNDERS_H
#define MEDEL_INDEXER_KNOWN_FUNDERS_H

#include "medel/arena.h"
#include "medel/crawl_store.h"
#include "medel/err.h"
#include "medel/funder.h"

#include <stddef.h>

struct known_funders {
    struct arena *mem;
    struct crawl_funder *items; /* by id */
    size_t n, cap;
    struct funder_list sources; /* as far as they were read */
};

/*
 * Those of CRAWL (NULL: none). With OVERRIDE, a folder of sources, the names
 * and regions of that; with ADD_SOURCES also sources that were never
 * crawled, of OVERRIDE or the usual folders. Bad files are warned of. Free
 * with known_funders_free().
 */
enum status known_funders_load(struct crawl_store *crawl,
                               const char *override, bool add_sources,
                               struct known_funders *ret,
                               struct err *e) MEDEL_NODISCARD;
void known_funders_free(struct known_funders *f);
const struct crawl_funder *known_funders_find(const struct known_funders *f,
                                              const char *id);

#endif
