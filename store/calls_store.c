/*
 * calls_store.c - DATA/calls.db: its tables, transactions and memory from
 * run to run. Pages are calls_pages.c, records calls_records.c.
 *
 * How it stays right when a run is killed:
 *
 *  - Reading: an attempt at a page, its reading and the note that its funder
 *    has to be merged are one transaction. How far crawl.db was looked at is
 *    noted when all pages up to there were read, so that a page is looked at
 *    twice rather than never.
 *  - Merging: all changes to a funder's records, their history, and the end
 *    of the note are one transaction.
 *  - Indexing: a record that changes is marked dirty in the same transaction
 *    and clean only after Xapian has committed it: it may be put into the
 *    index twice, which makes no difference, but is never forgotten.
 *
 * A record is never deleted. What it says now is call.content; former
 * versions and every change of a field are kept beside it.
 */
#include "calls_int.h"

#include "medel/caps.h"
#include "medel/i18n.h"

#include <stdlib.h>
#include <string.h>

#define APPLICATION_ID 0x6d64636d /* "mdcm" */
#define PAGE_BYTES 8192           /* half the writes that 4096 take */
#define WRITER_CACHE_KIB "8192"

static const char SCHEMA_1[] =
    /* Keys are the names in meta_names below. */
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL)"
    "  STRICT, WITHOUT ROWID;"

    /* dirty: its pages changed since its calls were last made of them. */
    "CREATE TABLE funder ("
    "  id TEXT PRIMARY KEY, dirty INTEGER NOT NULL DEFAULT 0"
    ") STRICT, WITHOUT ROWID;"

    /* Pages with a body, and redirects. Down to version as crawl.db has
     * them; scan: the last look at all pages that met it. tried_version,
     * context: the body last given to a worker and a fingerprint of all else
     * the reading depends on. fate, cause, failures: how that went. */
    "CREATE TABLE page ("
    "  id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE,"
    "  funder TEXT NOT NULL, state INTEGER NOT NULL, target TEXT,"
    "  noindex INTEGER NOT NULL, first_fetched INTEGER NOT NULL,"
    "  last_fetched INTEGER NOT NULL, changed_at INTEGER NOT NULL,"
    "  checked_at INTEGER NOT NULL, version INTEGER NOT NULL,"
    "  scan INTEGER NOT NULL, tried_version INTEGER NOT NULL DEFAULT 0,"
    "  context INTEGER NOT NULL DEFAULT 0, fate INTEGER NOT NULL DEFAULT 0,"
    "  cause TEXT, failures INTEGER NOT NULL DEFAULT 0"
    ") STRICT;"
    "CREATE INDEX page_funder ON page(funder, state);"
    "CREATE INDEX page_fate ON page(fate) WHERE fate <> 0;"

    /* The last good reading of a page: of which body, the first body ever
     * read, the reading as JSON without its text, and the text. */
    "CREATE TABLE reading ("
    "  page INTEGER PRIMARY KEY REFERENCES page(id),"
    "  version INTEGER NOT NULL, first_version INTEGER NOT NULL,"
    "  json_zstd BLOB NOT NULL, text_zstd BLOB NOT NULL"
    ") STRICT;"

    /* life: enum call_life. dirty: enum call_dirty. digest: hash of the
     * content. title and reference repeat what content says, for finding a
     * call again that has moved. */
    "CREATE TABLE call ("
    "  id TEXT PRIMARY KEY, funder TEXT NOT NULL, url TEXT NOT NULL,"
    "  title TEXT, reference TEXT, life INTEGER NOT NULL, successor TEXT,"
    "  digest INTEGER NOT NULL, first_seen INTEGER NOT NULL,"
    "  last_seen INTEGER NOT NULL, fetched_at INTEGER NOT NULL,"
    "  withdrawn_at INTEGER NOT NULL DEFAULT 0,"
    "  dirty INTEGER NOT NULL, content_zstd BLOB"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX call_funder ON call(funder, life);"
    "CREATE INDEX call_dirty ON call(dirty) WHERE dirty <> 0;"

    /* The pages a record was made of and their bodies' versions then: a
     * record that differs while these do not was read anew, not changed. */
    "CREATE TABLE source ("
    "  call TEXT NOT NULL REFERENCES call(id), pos INTEGER NOT NULL,"
    "  page INTEGER NOT NULL REFERENCES page(id), version INTEGER NOT NULL,"
    "  PRIMARY KEY (call, pos)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX source_page ON source(page);"

    /* Every address that ever led to a call. */
    "CREATE TABLE alias ("
    "  funder TEXT NOT NULL, url TEXT NOT NULL,"
    "  call TEXT NOT NULL REFERENCES call(id), PRIMARY KEY (funder, url)"
    ") STRICT, WITHOUT ROWID;"

    /* Former contents, numbered from 1, and until when each stood. */
    "CREATE TABLE version ("
    "  call TEXT NOT NULL REFERENCES call(id), n INTEGER NOT NULL,"
    "  until INTEGER NOT NULL, content_zstd BLOB NOT NULL,"
    "  PRIMARY KEY (call, n)"
    ") STRICT, WITHOUT ROWID;"
    /* Changes of single fields, as JSON values, numbered from 1. */
    "CREATE TABLE change ("
    "  call TEXT NOT NULL REFERENCES call(id), n INTEGER NOT NULL,"
    "  at INTEGER NOT NULL, field TEXT NOT NULL,"
    "  old TEXT NOT NULL, new TEXT NOT NULL, PRIMARY KEY (call, n)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX change_at ON change(at);"

    "INSERT INTO meta VALUES ('identity',"
    "  (abs(random()) & 0x7ffffffffffffffe) | 1);";

static const char *const MIGRATIONS[] = {SCHEMA_1};
static const struct db_schema SCHEMA = {APPLICATION_ID,
                                        sizeof MIGRATIONS / sizeof *MIGRATIONS,
                                        MIGRATIONS, "medel index", false,
                                        PAGE_BYTES};

enum status calls_store_open(const char *dir, enum db_mode mode,
                             struct calls_store **ret, struct err *e)
{
    struct calls_store *s = calloc(1, sizeof *s);
    char *path = db_path(dir, "calls.db");
    enum status st = ST_OK;
    if (s != NULL) {
        buf_init(&s->frame, 2 * (CAP_REPLY_BYTES + CAP_RECORD_BYTES));
        s->packer = packer_new();
    }
    if (s == NULL || path == NULL || s->packer == NULL)
        st = err_set(e, ST_NOMEM, _("out of memory"));
    if (st == ST_OK)
        st = db_open(path, mode, &SCHEMA, &s->db, e);
    /* Else what a run writes would be read back from the log. */
    if (st == ST_OK && mode == DB_READ_WRITE)
        st = db_exec(s->db, "PRAGMA cache_size=-" WRITER_CACHE_KIB, e);
    free(path);
    if (st != ST_OK)
        calls_store_close(s);
    else
        *ret = s;
    return st;
}

void calls_store_close(struct calls_store *s)
{
    if (s == NULL)
        return;
    for (int i = 0; i < Q_COUNT; i++)
        sqlite3_finalize(s->statements[i]);
    if (s->db != NULL) {
        db_rollback(s->db);
        db_close(s->db);
    }
    packer_free(s->packer);
    buf_free(&s->frame);
    free(s);
}

sqlite3 *calls_store_db(struct calls_store *s)
{
    return s->db;
}

enum status calls_store_begin(struct calls_store *s, struct err *e)
{
    return db_begin(s->db, e);
}

enum status calls_store_begin_reading(struct calls_store *s, struct err *e)
{
    return db_exec(s->db, "BEGIN", e);
}

enum status calls_store_commit(struct calls_store *s, struct err *e)
{
    return db_commit(s->db, e);
}

void calls_store_rollback(struct calls_store *s)
{
    db_rollback(s->db);
}

enum status calls_statement(struct calls_store *s, enum calls_statement which,
                            const char *sql, sqlite3_stmt **ret, struct err *e)
{
    if (s->statements[which] == NULL) {
        enum status st = db_prepare(s->db, sql, &s->statements[which], e);
        if (st != ST_OK)
            return st;
    }
    *ret = s->statements[which];
    return ST_OK;
}

void calls_done(sqlite3_stmt *q)
{
    sqlite3_reset(q);
    sqlite3_clear_bindings(q);
}

enum status calls_bind_packed(struct calls_store *s, sqlite3_stmt *q, int at,
                              const char *text, struct err *e)
{
    enum status st = pack(s->packer, text, strlen(text), &s->frame, e);
    if (st == ST_OK && sqlite3_bind_blob64(q, at, s->frame.data, s->frame.len,
                                           SQLITE_TRANSIENT) != SQLITE_OK)
        st = db_error(s->db, e, "storing");
    return st;
}

enum status calls_column_packed(struct calls_store *s, sqlite3_stmt *q,
                                int column, struct arena *mem, const char **ret,
                                struct err *e)
{
    const void *frame = sqlite3_column_blob(q, column);
    size_t n = (size_t)sqlite3_column_bytes(q, column);
    size_t len = 0;
    return unpack(s->packer, mem, frame, n,
                  2 * (CAP_REPLY_BYTES + CAP_RECORD_BYTES), ret, &len, e);
}

/* In the order of enum calls_meta. */
static const char *const meta_names[] = {"revision", "seen",   "crawl",
                                         "reader",   "merger", "scan",
                                         "identity", "shards", "merge"};

enum status calls_store_meta(struct calls_store *s, enum calls_meta key,
                             int64_t *ret, struct err *e)
{
    sqlite3_stmt *q;
    enum status st = calls_statement(
        s, Q_META_GET, "SELECT value FROM meta WHERE key = ?1", &q, e);
    if (st != ST_OK)
        return st;
    bind_text(q, 1, meta_names[key]);
    bool row = false;
    st = db_step(q, &row, e);
    if (st == ST_OK)
        *ret = row ? sqlite3_column_int64(q, 0) : 0;
    calls_done(q);
    return st;
}

enum status calls_store_set_meta(struct calls_store *s, enum calls_meta key,
                                 int64_t value, struct err *e)
{
    sqlite3_stmt *q;
    enum status st = calls_statement(
        s, Q_META_SET, "INSERT OR REPLACE INTO meta VALUES (?1, ?2)", &q, e);
    if (st != ST_OK)
        return st;
    bind_text(q, 1, meta_names[key]);
    sqlite3_bind_int64(q, 2, value);
    return db_run(q, e);
}
