/*
 * db.c - SQLite with medel's settings; see medel/db.h.
 *
 * A file is looked at before anything is written to it: one that another
 * program or a newer medel made is named and left as it was.
 */
#include "medel/db.h"

#include "db_memory.h"

#include "medel/i18n.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define BUSY_TIMEOUT_MS 10000
#define WAL_PAUSE_MS 10
#define WAL_BYTES (16 << 20) /* then it is copied into the file */

static enum status status_of(int rc)
{
    switch (rc & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ST_BUSY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
        return ST_CORRUPT;
    case SQLITE_NOMEM:
        return ST_NOMEM;
    case SQLITE_TOOBIG:
        return ST_LIMIT;
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_CANTOPEN:
    case SQLITE_AUTH:
        return ST_IO;
    default:
        return ST_BUG;
    }
}

enum status db_error(sqlite3 *db, struct err *e, const char *doing)
{
    int rc = sqlite3_extended_errcode(db);
    const char *file = sqlite3_db_filename(db, "main");
    if (file == NULL || *file == '\0')
        file = "database";
    int sys = sqlite3_system_errno(db);
    /* The system's word is worth having only where the system said no. */
    if (status_of(rc) == ST_IO && sys != 0)
        return err_sys(e, ST_IO, sys, "%s: %s: %s", file, doing,
                       sqlite3_errmsg(db));
    return err_set(e, status_of(rc), "%s: %s: %s", file, doing,
                   sqlite3_errmsg(db));
}

enum status db_exec(sqlite3 *db, const char *sql, struct err *e)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        return db_error(db, e, sql);
    return ST_OK;
}

enum status db_prepare(sqlite3 *db, const char *sql, sqlite3_stmt **ret,
                       struct err *e)
{
    sqlite3_stmt *s;
    if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &s, NULL) !=
        SQLITE_OK)
        return db_error(db, e, sql);
    *ret = s;
    return ST_OK;
}

enum status db_step(sqlite3_stmt *s, bool *row, struct err *e)
{
    int rc = sqlite3_step(s);
    if (rc == SQLITE_ROW) {
        *row = true;
        return ST_OK;
    }
    if (rc != SQLITE_DONE) {
        enum status st = db_error(sqlite3_db_handle(s), e, sqlite3_sql(s));
        sqlite3_reset(s);
        return st;
    }
    sqlite3_reset(s);
    *row = false;
    return ST_OK;
}

enum status db_run(sqlite3_stmt *s, struct err *e)
{
    bool row = false;
    enum status st = db_step(s, &row, e);
    sqlite3_reset(s);
    sqlite3_clear_bindings(s);
    if (st == ST_OK && row)
        return err_set(e, ST_BUG, "a row where none was expected: %s",
                       sqlite3_sql(s));
    return st;
}

enum status db_begin(sqlite3 *db, struct err *e)
{
    /* IMMEDIATE: a transaction that will write takes its lock while it can
     * still wait for it; upgrading later fails without the busy time-out. */
    return db_exec(db, "BEGIN IMMEDIATE", e);
}

enum status db_commit(sqlite3 *db, struct err *e)
{
    return db_exec(db, "COMMIT", e);
}

void db_rollback(sqlite3 *db)
{
    if (!sqlite3_get_autocommit(db))
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
}

/* One number out of a PRAGMA or a count. */
static enum status query_int(sqlite3 *db, const char *sql, int64_t *ret,
                             struct err *e)
{
    sqlite3_stmt *s = NULL;
    enum status st = db_prepare(db, sql, &s, e);
    if (st != ST_OK)
        return st;
    bool row = false;
    st = db_step(s, &row, e);
    if (st == ST_OK)
        *ret = row ? sqlite3_column_int64(s, 0) : 0;
    sqlite3_finalize(s);
    return st;
}

/* What is in the file: our version in *version (0: nothing yet). To be asked
 * inside a transaction, so that all of it is of one moment. */
static enum status identify(sqlite3 *db, const char *path,
                            const struct db_schema *schema, int *version,
                            struct err *e)
{
    int64_t id = 0, user_version = 0, tables = 0;
    enum status st = query_int(db, "PRAGMA application_id", &id, e);
    if (st == ST_OK)
        st = query_int(db, "PRAGMA user_version", &user_version, e);
    if (st == ST_OK)
        st = query_int(db, "SELECT count(*) FROM sqlite_schema", &tables, e);
    if (st != ST_OK)
        return st;
    bool fresh = id == 0 && user_version == 0 && tables == 0;
    if (!fresh && id != schema->application_id)
        return err_set(e, ST_CORRUPT,
                       _("%s: a database, but not the one medel keeps under "
                         "this name; move it away or choose another folder"),
                       path);
    if (user_version > schema->version)
        return err_set(e, ST_CORRUPT,
                       _("%s: written by a newer medel (version %lld, this one "
                         "knows %d); use that one"),
                       path, (long long)user_version, schema->version);
    *version = (int)user_version;
    return ST_OK;
}

static enum status migrate(sqlite3 *db, const char *path,
                           const struct db_schema *schema, struct err *e)
{
    enum status st = db_begin(db, e);
    if (st != ST_OK)
        return st;
    /* Asked again inside: another process may have been faster. */
    int version = 0;
    st = identify(db, path, schema, &version, e);
    for (int v = version; st == ST_OK && v < schema->version; v++)
        st = db_exec(db, schema->migrations[v], e);
    if (st == ST_OK && version < schema->version) {
        char sql[96];
        snprintf(sql, sizeof sql,
                 "PRAGMA application_id=%d; PRAGMA user_version=%d",
                 (int)schema->application_id, schema->version);
        st = db_exec(db, sql, e);
    }
    if (st == ST_OK)
        st = db_commit(db, e);
    if (st != ST_OK)
        db_rollback(db);
    return st;
}

static enum status configure(sqlite3 *db, struct err *e)
{
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, BUSY_TIMEOUT_MS);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    /* The -wal and -shm files stay after the last writer leaves, so that
     * readers who may not write in the folder can still read. */
    int keep = 1;
    sqlite3_file_control(db, "main", SQLITE_FCNTL_PERSIST_WAL, &keep);
    return db_exec(db,
                   "PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL;"
                   "PRAGMA temp_store=MEMORY",
                   e);
}

/*
 * Two that open a new file at once both hold it for reading when they want to
 * make it WAL; SQLite says SQLITE_BUSY to one at once, since waiting could
 * last for ever (sqlite.org/c3ref/busy_handler.html). That one lets go and
 * tries again, as long as the busy time-out would have lasted.
 */
static enum status switch_to_wal(sqlite3 *db, struct err *e)
{
    static const struct timespec PAUSE = {0, WAL_PAUSE_MS * 1000000L};
    for (int waited = 0;; waited += WAL_PAUSE_MS) {
        struct err mine = ERR_INIT;
        enum status st = db_exec(db, "PRAGMA journal_mode=WAL", &mine);
        if (st == ST_BUSY && waited < BUSY_TIMEOUT_MS) {
            nanosleep(&PAUSE, NULL);
            continue;
        }
        return st == ST_OK ? st : err_set(e, st, "%s", mine.text);
    }
}

/* What can be said of a file only before there is anything in it. */
static enum status shape(sqlite3 *db, const struct db_schema *schema,
                         struct err *e)
{
    char sql[64];
    enum status st = ST_OK;
    if (schema->page_bytes != 0) {
        snprintf(sql, sizeof sql, "PRAGMA page_size=%d", schema->page_bytes);
        st = db_exec(db, sql, e);
    }
    if (st == ST_OK && schema->shrinks)
        st = db_exec(db, "PRAGMA auto_vacuum=INCREMENTAL", e);
    return st;
}

static enum status limit_wal(sqlite3 *db, struct err *e)
{
    int64_t page_bytes;
    char sql[64];
    enum status st = query_int(db, "PRAGMA page_size", &page_bytes, e);
    if (st != ST_OK)
        return st;
    sqlite3_wal_autocheckpoint(db, (int)(WAL_BYTES / page_bytes));
    snprintf(sql, sizeof sql, "PRAGMA journal_size_limit=%d", WAL_BYTES);
    return db_exec(db, sql, e);
}

static enum status prepare_for_writing(sqlite3 *db, const char *path,
                                       const struct db_schema *schema,
                                       int version, struct err *e)
{
    enum status st = version == 0 ? shape(db, schema, e) : ST_OK;
    if (st == ST_OK)
        st = switch_to_wal(db, e);
    if (st == ST_OK)
        st = limit_wal(db, e);
    if (st == ST_OK && version < schema->version)
        st = migrate(db, path, schema, e);
    return st;
}

static enum status check_for_reading(const char *path,
                                     const struct db_schema *schema,
                                     int version, struct err *e)
{
    if (version == 0)
        return err_set(e, ST_NOT_FOUND, _("%s: nothing stored yet"), path);
    if (version < schema->version)
        return err_set(e, ST_INVALID,
                       _("%s: written by an older medel; '%s' brings it up to "
                         "date"),
                       path, schema->writer);
    return ST_OK;
}

static enum status open_file(const char *path, int flags,
                             const struct db_schema *schema, sqlite3 **ret,
                             int *version, struct err *e)
{
    sqlite3 *db = NULL;
    enum status st;
    flags |= SQLITE_OPEN_NOMUTEX; /* see the head of medel/db.h */
    if (sqlite3_open_v2(path, &db, flags, NULL) != SQLITE_OK) {
        if (db == NULL)
            return err_set(e, ST_NOMEM, _("%s: out of memory"), path);
        st = db_error(db, e, _("cannot open"));
    } else {
        st = configure(db, e);
        if (st == ST_OK)
            st = db_exec(db, "BEGIN", e);
        if (st == ST_OK)
            st = identify(db, path, schema, version, e);
        if (st == ST_OK)
            st = db_commit(db, e);
    }
    if (st != ST_OK) {
        sqlite3_close(db);
        return st;
    }
    *ret = db;
    return ST_OK;
}

/*
 * A WAL database in a folder that the reader may not write to, without the
 * -shm file that readers share: SQLite refuses it. No writer is about where
 * there is no -wal file, and then the file can be read as it stands.
 */
static enum status open_immutable(const char *path,
                                  const struct db_schema *schema, sqlite3 **ret,
                                  int *version, struct err *e)
{
    char *uri = sqlite3_mprintf("file:%s?immutable=1", path);
    if (uri == NULL)
        return err_set(e, ST_NOMEM, _("%s: out of memory"), path);
    enum status st = open_file(uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
                               schema, ret, version, e);
    sqlite3_free(uri);
    return st;
}

static bool may_be_immutable(const char *path)
{
    if (strpbrk(path, "?#%") != NULL)
        return false;
    char *wal = sqlite3_mprintf("%s-wal", path);
    bool no_wal = wal != NULL && access(wal, F_OK) != 0 && errno == ENOENT;
    sqlite3_free(wal);
    return no_wal;
}

static enum status open_read_only(const char *path,
                                  const struct db_schema *schema, sqlite3 **ret,
                                  int *version, struct err *e)
{
    struct err first = ERR_INIT;
    enum status st =
        open_file(path, SQLITE_OPEN_READONLY, schema, ret, version, &first);
    if (st == ST_IO && may_be_immutable(path))
        return open_immutable(path, schema, ret, version, e);
    if (st != ST_OK)
        return err_set(e, st, "%s", first.text);
    return st;
}

char *db_path(const char *dir, const char *name)
{
    char *path = NULL;
    return asprintf(&path, "%s/%s", dir, name) < 0 ? NULL : path;
}

enum status db_open(const char *path, enum db_mode mode,
                    const struct db_schema *schema, sqlite3 **ret,
                    struct err *e)
{
    struct stat sb;
    /* Nobody asks how much memory SQLite has, and counting takes a lock for
     * each piece. Refused, and of no matter, where it runs already: as it does
     * from the first use of any of its functions. */
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    db_memory_keep();
    if (mode == DB_READ_ONLY && stat(path, &sb) != 0)
        return errno == ENOENT || errno == ENOTDIR
                   ? err_set(e, ST_NOT_FOUND, _("%s: nothing stored yet"), path)
                   : err_sys(e, ST_IO, errno, "%s", path);
    sqlite3 *db = NULL;
    int version = 0;
    enum status st =
        mode == DB_READ_ONLY
            ? open_read_only(path, schema, &db, &version, e)
            : open_file(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                        schema, &db, &version, e);
    if (st != ST_OK)
        return st;
    st = mode == DB_READ_ONLY
             ? check_for_reading(path, schema, version, e)
             : prepare_for_writing(db, path, schema, version, e);
    if (st != ST_OK) {
        sqlite3_close(db);
        return st;
    }
    *ret = db;
    return ST_OK;
}

#define SHRINK_STEP 1000 /* pages to a transaction */
#define SHRINK_SPARE 10  /* of so many pages one stays free */
#define AUTO_VACUUM_INCREMENTAL 2

enum status db_shrink(sqlite3 *db, int64_t pages_max, struct err *e)
{
    char sql[64];
    int64_t mode = 0, pages = 0, unused = 0;
    enum status st = query_int(db, "PRAGMA auto_vacuum", &mode, e);
    if (st == ST_OK)
        st = query_int(db, "PRAGMA page_count", &pages, e);
    if (st == ST_OK)
        st = query_int(db, "PRAGMA freelist_count", &unused, e);
    int64_t spare = (pages - unused) / SHRINK_SPARE;
    if (st != ST_OK || mode != AUTO_VACUUM_INCREMENTAL || unused <= spare)
        return st;
    int64_t left = unused - spare < pages_max ? unused - spare : pages_max;
    while (st == ST_OK && left > 0) {
        int64_t n = left < SHRINK_STEP ? left : SHRINK_STEP;
        snprintf(sql, sizeof sql, "PRAGMA incremental_vacuum(%lld)",
                 (long long)n);
        st = db_exec(db, sql, e);
        left -= n;
    }
    /* Up to here the log alone says that the file is shorter. */
    return st == ST_OK ? db_exec(db, "PRAGMA wal_checkpoint(PASSIVE)", e) : st;
}

void db_close(sqlite3 *db)
{
    /* _v2: statements that a caller still holds cannot keep it open for
     * ever, they finish it. */
    sqlite3_close_v2(db);
}
