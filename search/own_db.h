/*
 * own_db.h - what the user keeps: shortlists, and what was told already. One
 * SQLite file, own.db, in the user's own data home; never in DATA.
 *
 * Each change is one IMMEDIATE transaction, and a reader or writer waits for
 * another some seconds: two terminals at once lose nothing.
 */
#ifndef MEDEL_SEARCH_OWN_DB_H
#define MEDEL_SEARCH_OWN_DB_H

#include "medel/err.h"

#include <sqlite3.h>
#include <stdbool.h>

/* Opens the file, or creates it and its folder. Close with db_close(). */
enum status own_db_open(sqlite3 **ret, struct err *e) MEDEL_NODISCARD;
/* For a look only: *ret is NULL where there is no file yet. */
enum status own_db_look(sqlite3 **ret, struct err *e) MEDEL_NODISCARD;

#endif
