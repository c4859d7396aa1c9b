/*
 * shards.h - the databases of an index as one to write to.
 *
 * A call is in the shard that its id gives it (medel/share.h), so that a change
 * touches one. New documents are numbered through all shards: a shard has each
 * under the number that an undivided index would have given it. Documents of
 * equal weight thus come in the same order from one database or from many; see
 * xap_open().
 */
#ifndef MEDEL_INDEXER_SHARDS_H
#define MEDEL_INDEXER_SHARDS_H

#include "generation.h"

#include "medel/err.h"
#include "medel/xapian_shim.h"

struct shards;

/* Opens, or makes, the databases of G. */
enum status shards_open(const struct generation *g, struct shards **ret,
                        struct err *e) MEDEL_NODISCARD;
/* What was not committed is lost. NULL is allowed. */
void shards_close(struct shards *s);

/* What changes a call also begins its shard's transaction. */
enum status shards_put(struct shards *s, const char *id,
                       const struct xap_doc *d, struct err *e);
/* As xap_writer_set_data(). */
enum status shards_set_data(struct shards *s, const char *id,
                            const struct xap_doc *d, struct err *e);
enum status shards_delete(struct shards *s, const char *id, const char *unique,
                          struct err *e);
/* Sets KEY in those shards that changed since the last commit, or in ALL. */
enum status shards_set_metadata(struct shards *s, bool all, const char *key,
                                const char *value, struct err *e);
/* "2/4": which shard of how many each is, in a key of its own; in ALL. */
enum status shards_number(struct shards *s, struct err *e);
/* One shard after the other: killed meanwhile, some have it and some not. */
enum status shards_commit(struct shards *s, struct err *e) MEDEL_NODISCARD;
void shards_cancel(struct shards *s);

#endif
