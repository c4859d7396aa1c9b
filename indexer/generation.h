/*
 * generation.h - the folders of DATA/index and the stubs that name the current
 * ones.
 *
 *   DATA/index/stub     "auto g7": what readers open
 *   DATA/index/g7       the database it names
 *   DATA/index/g6       the one before, for readers that read the stub just
 *                       before it was switched
 *
 * With several shards the stub names each, and each has a stub of its own,
 * which is what a server or a replica of that shard is pointed at:
 *
 *   DATA/index/stub     "auto g7/1", "auto g7/2": all, in this order
 *   DATA/index/stub.1   "auto g7/1"
 *   DATA/index/g7/1     a database
 *
 * A folder with a higher number than the current one is a rebuild that was
 * not finished, and worth nothing.
 */
#ifndef MEDEL_INDEXER_GENERATION_H
#define MEDEL_INDEXER_GENERATION_H

#include "medel/arena.h"
#include "medel/err.h"

#include <stddef.h>

/* The databases of one generation. */
struct generation {
    const char *dir;          /* "DATA/index/g7" */
    const char *const *paths; /* "DATA/index/g7", or one a shard */
    size_t n;                 /* 1 or the number of shards */
};

/* What readers open, in MEM. */
const char *generation_stub(struct arena *mem, const char *data_dir);
/* The current one in MEM. ST_NOT_FOUND where there is no stub, ST_CORRUPT
 * where it is not one of ours. */
enum status generation_current(struct arena *mem, const char *data_dir,
                               struct generation *ret,
                               struct err *e) MEDEL_NODISCARD;
/* A new one of N shards in MEM, after clearing away what unfinished rebuilds
 * left. Of its folders only those above the databases are made. */
enum status generation_new(struct arena *mem, const char *data_dir, size_t n,
                           struct generation *ret,
                           struct err *e) MEDEL_NODISCARD;
/*
 * Makes NEW (from generation_new) the current one, for good even if the power
 * goes: its files and folders are on the disk before the stub names them. The
 * one before the previous is removed.
 */
enum status generation_switch(const char *data_dir,
                              const struct generation *new_one,
                              struct err *e) MEDEL_NODISCARD;
/* Removes the database, or folder of databases, PATH, as far as that can be. */
void generation_remove(const char *path);
/* Sees that the shards' own stubs name what the stub names, which a switch
 * that was cut off may have left undone. Writes nothing where they do. */
enum status generation_mend(const char *data_dir,
                            struct err *e) MEDEL_NODISCARD;

#endif
