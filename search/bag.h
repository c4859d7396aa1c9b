/*
 * bag.h - a bag of weighted words: the soft half of a query, that ranks and
 * never shuts out. A profile becomes one.
 *
 * Each word is stemmed in every language of the index; a term that comes twice
 * keeps the larger weight. The bag remembers which word a term
 * came from, so that a match can be explained in the profile's own words.
 */
#ifndef MEDEL_SEARCH_BAG_H
#define MEDEL_SEARCH_BAG_H

#include "medel/arena.h"
#include "medel/err.h"

#include "lexicon.h"
#include "searchdb.h"
#include "weights.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BAG_TERMS_MAX 600 /* a longer profile keeps its heaviest words */

struct bag;

/* In DB's memory; lives as long. */
struct bag *bag_new(struct searchdb *db);

/* WORD as typed, SOURCE as told to the user (borrowed, outlives the bag). */
enum status bag_add_word(struct bag *b, const char *word, double weight,
                         const char *source, struct err *e);
/*
 * An expression of one or more words: what says nothing is left out, and of
 * several words all must be there. (Not side by side: Xapian weighs phrases
 * wrongly inside larger queries, see words_query.c.)
 */
enum status bag_add_expression(struct bag *b, const struct lexicon *l,
                               const char *expression, double weight,
                               const char *source, struct err *e);

/*
 * How much the documents IDS (ascending, each once) say of the bag's words,
 * each by its weight and by the field where it stands, into RET[n].
 */
enum status bag_weigh(struct bag *b, const struct weights_fields *fields,
                      const uint32_t *ids, size_t n, double *ret,
                      struct err *e) MEDEL_NODISCARD;

/* Whether the bag has WORD in some language's stem: its weight and source.
 * Only the first N items are looked at (see bag_size). */
bool bag_find(const struct bag *b, const char *word, size_t n, double *weight,
              const char **source);
size_t bag_size(const struct bag *b);

/*
 * The sources of the words that a text has, given its TERMS in order as
 * xap_terms_of() gives them: heaviest first, none twice, at most MAX, in MEM.
 * Returns how many.
 */
size_t bag_matches(struct bag *b, struct arena *mem, const char *const *terms,
                   size_t n_terms, size_t max, const char ***ret);

#endif
