/*
 * index_shards.h - what the databases of an index say of themselves, and
 * whether they belong together.
 */
#ifndef MEDEL_SEARCH_INDEX_SHARDS_H
#define MEDEL_SEARCH_INDEX_SHARDS_H

#include "medel/arena.h"
#include "medel/err.h"
#include "medel/share.h"
#include "medel/xapian_shim.h"

#include <stdbool.h>
#include <stddef.h>

struct index_shard {
    const char *name;   /* see xap_part_name() */
    const char *schema; /* "" where it is no index of ours */
    const char *store;  /* of which calls.db, "" where it does not say */
    struct share share; /* which of how many; 1 of 1 is undivided */
};
struct index_shards {
    struct index_shard *items;
    size_t n;
    const char *indexed_at; /* the latest of all, "" where none says */
};

/* Asks each part of DB. In MEM. */
enum status index_shards_read(struct xap_db *db, struct arena *mem,
                              struct index_shards *ret,
                              struct err *e) MEDEL_NODISCARD;

/*
 * That each is of this program's schema and that no two are the same shard.
 * ST_CORRUPT or ST_INVALID, and a text that names the one at fault; ST_RETRY
 * where shards are of different divisions of the same index.
 */
enum status index_shards_check(const struct index_shards *s,
                               struct err *e) MEDEL_NODISCARD;

/* A shard whose index is not there whole, and which others those are: "1/4,
 * 3/4", in MEM. False where there is none. */
struct index_lack {
    const struct index_shard *of;
    const char *shards;
};
bool index_shards_lack(const struct index_shards *s, struct arena *mem,
                       struct index_lack *ret);

#endif
