/* own_db.c - the tables of own.db; see own_db.h. */
#include "own_db.h"

#include "medel/arena.h"
#include "medel/db.h"
#include "medel/paths.h"

#include <stddef.h>

#define APPLICATION_ID 0x6d646f77 /* "mdow" */
#define FILE_NAME "own.db"

static const char SCHEMA_1[] =
    /* Who is told of news: a profile's digest, "changes". since: the day
     * from which on; told_at: when last. Times are Unix seconds. */
    "CREATE TABLE audience ("
    "  name TEXT PRIMARY KEY, since INTEGER NOT NULL,"
    "  told_at INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID;"
    /* key: as events.c makes them. */
    "CREATE TABLE told ("
    "  audience TEXT NOT NULL, call TEXT NOT NULL, key TEXT NOT NULL,"
    "  at INTEGER NOT NULL, PRIMARY KEY (audience, call, key)"
    ") STRICT, WITHOUT ROWID;"

    /* A call on a list. copy: its record as it was when it was added. */
    "CREATE TABLE entry ("
    "  list TEXT NOT NULL, call TEXT NOT NULL, status TEXT NOT NULL,"
    "  note TEXT, muted INTEGER NOT NULL, added_at INTEGER NOT NULL,"
    "  changed_at INTEGER NOT NULL, copy TEXT NOT NULL,"
    "  PRIMARY KEY (list, call)"
    ") STRICT, WITHOUT ROWID;"
    /* What an entry was before each step that was taken, the last step
     * having the largest n; status NULL: it was not there. */
    "CREATE TABLE step ("
    "  n INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL,"
    "  what TEXT NOT NULL, list TEXT NOT NULL, call TEXT NOT NULL,"
    "  status TEXT, note TEXT, muted INTEGER, added_at INTEGER,"
    "  changed_at INTEGER, copy TEXT"
    ") STRICT;";

static const char *const MIGRATIONS[] = {SCHEMA_1};
static const struct db_schema SCHEMA = {
    APPLICATION_ID, sizeof MIGRATIONS / sizeof *MIGRATIONS, MIGRATIONS,
    "medel shortlist add ID", false, 0};

enum status own_db_open(sqlite3 **ret, struct err *e)
{
    struct arena *mem = arena_new();
    const char *dir = paths_user_data(mem);
    enum status st = paths_make_dir(dir, e);
    if (st == ST_OK)
        st = db_open(paths_join(mem, dir, FILE_NAME), DB_READ_WRITE, &SCHEMA,
                     ret, e);
    arena_free(mem);
    return st;
}

enum status own_db_look(sqlite3 **ret, struct err *e)
{
    struct arena *mem = arena_new();
    struct err mine = ERR_INIT;
    sqlite3 *db = NULL;
    enum status st = db_open(paths_join(mem, paths_user_data(mem), FILE_NAME),
                             DB_READ_ONLY, &SCHEMA, &db, &mine);
    arena_free(mem);
    if (st != ST_OK && st != ST_NOT_FOUND)
        return err_set(e, st, "%s", mine.text);
    *ret = db;
    return ST_OK;
}
