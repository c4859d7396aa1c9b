/*
 * db.h - SQLite with medel's settings and errors.
 *
 * WAL, synchronous=FULL unless said, foreign keys on, a busy time-out, and
 * application_id and user_version checked, so that a file of another program
 * or version is named instead of damaged.
 */
#ifndef MEDEL_DB_H
#define MEDEL_DB_H

#include "medel/err.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

struct db_schema {
    int32_t application_id;
    int version;                     /* user_version after the last step */
    const char *const *migrations;   /* SQL from version i to i+1 */
    const char *writer;              /* the command that migrates, to name */
    bool shrinks;                    /* a new file can, see db_shrink() */
    int page_bytes;                  /* of a new file; 0: SQLite's own 4096 */
};

/* DIR/NAME; caller frees. NULL when out of memory. (sqlite3_mprintf() would
 * start SQLite before db_open() has set it up.) */
char *db_path(const char *dir, const char *name);

enum db_mode { DB_READ_ONLY, DB_READ_WRITE /* creates */ };

/* Opens, checks and, when writing, migrates inside a transaction.
 * ST_NOT_FOUND: no such file, or nothing in it (read only); ST_INVALID: older,
 * and read only: the error names the schema's writer; ST_CORRUPT: damaged,
 * foreign or newer. Caller closes with db_close(). */
enum status db_open(const char *path, enum db_mode mode,
                    const struct db_schema *schema, sqlite3 **ret,
                    struct err *e) MEDEL_NODISCARD;
void db_close(sqlite3 *db);

enum status db_exec(sqlite3 *db, const char *sql, struct err *e);
enum status db_prepare(sqlite3 *db, const char *sql, sqlite3_stmt **ret,
                       struct err *e) MEDEL_NODISCARD;
/* Steps; *row says whether there is one. Resets the statement at its end. */
enum status db_step(sqlite3_stmt *s, bool *row, struct err *e)
    MEDEL_NODISCARD;
/* Steps a statement that gives no row, then resets and clears bindings. */
enum status db_run(sqlite3_stmt *s, struct err *e) MEDEL_NODISCARD;
/*
 * Gives back room of the file that is not used, beyond a tenth that is left for
 * what comes next: PAGES_MAX pages at most, outside of a transaction. It can be
 * killed at any moment, and read beside; where a reader is about, the file may
 * get smaller only later. Nothing of a file that an older medel
 * made, which keeps its room and uses it again.
 */
enum status db_shrink(sqlite3 *db, int64_t pages_max,
                      struct err *e) MEDEL_NODISCARD;
/* The error of DB's last failure as a struct err: BUSY, CORRUPT, IO, ... */
enum status db_error(sqlite3 *db, struct err *e, const char *doing);

enum status db_begin(sqlite3 *db, struct err *e) MEDEL_NODISCARD;
enum status db_commit(sqlite3 *db, struct err *e) MEDEL_NODISCARD;
void db_rollback(sqlite3 *db);

#endif
