/*
 * identify.h - which call of today is which call of before, and what a new
 * one is called.
 *
 * An id must outlive everything that happens to a call: edits of its title,
 * a new address, a year off the site. Pure functions, so that the rules can
 * be tested one by one.
 */
#ifndef MEDEL_INDEXER_IDENTIFY_H
#define MEDEL_INDEXER_IDENTIFY_H

#include "medel/arena.h"
#include "medel/calls_store.h"
#include "medel/err.h"

#include <stddef.h>

#define NOT_KNOWN SIZE_MAX

/*
 * For each of CALLS (url and urls set) the index of the known call that it
 * is, or NOT_KNOWN, in MEM. Each known one is given at most once. All are of
 * one funder; KNOWN is by id, ALIASES by address.
 *
 * A call is known by its address, or one that leads or led to it. Of several
 * calls on one page (URL#1, URL#2 ...), whose numbers shift when one is
 * added, the title or reference must agree as well. One whose addresses are
 * all new is known by its reference and title, or, where neither has a
 * reference, by the title of a call that was there until now.
 */
size_t *identify_calls(struct arena *mem, const struct known_call *known,
                       size_t n_known, const struct call_alias *aliases,
                       size_t n_aliases, struct call *const *calls,
                       size_t n_calls);

/*
 * A readable id that depends only on funder and address: the funder's id, a
 * hyphen and seven letters or digits of a hash of the address without its
 * scheme. EXTRA more of them tell apart two that would be equal. In MEM.
 */
const char *identify_make_id(struct arena *mem, const char *funder_id,
                             const char *url, unsigned extra);

#endif
