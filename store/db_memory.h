/*
 * db_memory.h - small pieces of memory for SQLite, kept for their next use.
 *
 * A statement that writes takes and gives back a piece for each index of its
 * table, dozens for each page of a crawl: more than the C library keeps ready.
 * SQLite can keep them itself (its "lookaside"), but Debian builds it without.
 */
#ifndef MEDEL_STORE_DB_MEMORY_H
#define MEDEL_STORE_DB_MEMORY_H

/*
 * Has SQLite take its memory here from its start on; where it runs already,
 * nothing happens. Pieces are kept for the thread that called this first, a few
 * hundred KB at most and as long as the program runs; other threads may use
 * SQLite as ever.
 */
void db_memory_keep(void);

#endif
