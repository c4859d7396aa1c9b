/*
 * generation.h - the folders of DATA/index and the stub that names the
 * current one.
 *
 *   DATA/index/stub   "auto g7": what readers open
 *   DATA/index/g7     the database it names
 *   DATA/index/g6     the one before, for readers that read the stub just
 *                     before it was switched
 *
 * A folder with a higher number than the current one is a rebuild that was
 * not finished, and worth nothing.
 */
#ifndef MEDEL_INDEXER_GENERATION_H
#define MEDEL_INDEXER_GENERATION_H

#include "medel/arena.h"
#include "medel/err.h"

/* The current database's folder in MEM. ST_NOT_FOUND where there is no stub,
 * ST_CORRUPT where it is not one of ours. */
enum status generation_current(struct arena *mem, const char *data_dir,
                               const char **ret,
                               struct err *e) MEDEL_NODISCARD;
/* The folder for a new database in MEM, after clearing away what unfinished
 * rebuilds left. The folder itself is not made. */
enum status generation_new(struct arena *mem, const char *data_dir,
                           const char **ret, struct err *e) MEDEL_NODISCARD;
/*
 * Makes NEW (from generation_new) the current database, for good even if the
 * power goes: its files and folder are on the disk before the stub names it.
 * The one before the previous is removed.
 */
enum status generation_switch(const char *data_dir, const char *new_path,
                              struct err *e) MEDEL_NODISCARD;

#endif
