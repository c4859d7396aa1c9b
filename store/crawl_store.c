/*
 * crawl_store.c - DATA/crawl.db: its tables, and the indexer's side of it.
 *
 * The writing statements are the crawler's own (crawler/ledger.c and
 * crawler/frontier.c); the promises they keep are these:
 *
 *  - One response is one transaction: the page's new state, its body, the
 *    links found in it and the removal from the queue are seen together or
 *    not at all. What kill -9 can cost is the request in flight.
 *  - page.revision only grows, store-wide, and a number is never used again,
 *    not even after a power cut. The crawler commits with synchronous=NORMAL
 *    (a process crash loses nothing, a power cut can lose the last commits),
 *    so it takes numbers from blocks whose upper end, meta 'revision_limit',
 *    was made durable first, and each run starts above that end. An indexer
 *    that remembers a revision therefore never misses a page.
 *  - A body is stored whole or not at all, and a version is never rewritten.
 */
#include "medel/caps.h"
#include "medel/crawl_store.h"
#include "medel/i18n.h"
#include "medel/pack.h"

#include <stdlib.h>
#include <string.h>

#define APPLICATION_ID 0x6d64636c /* "mdcl" */

/* Most bodies are one or two such pages, packed. With SQLite's 4096 a crawl that
 * waits for nobody takes a twentieth more time, for calls of the system; with
 * 16384 one that is polite, and commits each answer by itself, writes three
 * times as much as with 4096, instead of half as much again. */
#define PAGE_BYTES 8192

static const char SCHEMA_1[] =
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL)"
    "  STRICT, WITHOUT ROWID;"

    /* A source as it was configured when it was last crawled. fingerprint
     * tells when its scope changed, so that stored pages are looked through
     * again for links that were out of scope before. */
    "CREATE TABLE funder ("
    "  id TEXT PRIMARY KEY, name TEXT NOT NULL, regions INTEGER NOT NULL,"
    "  fingerprint INTEGER NOT NULL DEFAULT 0,"
    "  last_crawl INTEGER NOT NULL DEFAULT 0,"
    "  pages INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 0,"
    "  failed INTEGER NOT NULL DEFAULT 0, problem TEXT"
    ") STRICT, WITHOUT ROWID;"

    /* One crawl of one funder. It is open until ended_at is set; an open one
     * that is young enough is continued by the next run. */
    "CREATE TABLE crawl ("
    "  id INTEGER PRIMARY KEY, funder TEXT NOT NULL REFERENCES funder(id),"
    "  forced INTEGER NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER,"
    "  problem TEXT"
    ") STRICT;"
    "CREATE INDEX crawl_funder ON crawl(funder, id);"
    /* What was counted in it: 'pages', 'new', 'cut.depth', ... */
    "CREATE TABLE tally ("
    "  crawl INTEGER NOT NULL REFERENCES crawl(id), what TEXT NOT NULL,"
    "  n INTEGER NOT NULL, PRIMARY KEY (crawl, what)"
    ") STRICT, WITHOUT ROWID;"

    /* Politeness is kept by host name, whatever scheme and port. */
    "CREATE TABLE host ("
    "  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
    "  not_before INTEGER NOT NULL DEFAULT 0"
    ") STRICT;"

    /* robots.txt by origin (scheme, host, port: RFC 9309, section 2.3).
     * body NULL: there is none, all is allowed. fetched_at is of the last
     * good answer; body stays usable when later tries fail. */
    "CREATE TABLE robots ("
    "  origin TEXT PRIMARY KEY, body BLOB, fetched_at INTEGER NOT NULL,"
    "  http_status INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID;"

    /* Every address that was ever put in the queue. kind: 0 page, 1 sitemap,
     * 2 feed (these two are looked through for links and have no body), 3 one
     * that cannot exist, to see how the host says so. */
    "CREATE TABLE page ("
    "  id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE,"
    "  funder TEXT NOT NULL REFERENCES funder(id),"
    "  host INTEGER NOT NULL REFERENCES host(id),"
    "  kind INTEGER NOT NULL DEFAULT 0, state INTEGER NOT NULL DEFAULT 0,"
    "  depth INTEGER NOT NULL, rank INTEGER NOT NULL,"
    /* chain: rel=next links followed, or sitemaps inside sitemaps; hops:
     * redirects. Neither makes a page deeper, each has its own end. */
    "  chain INTEGER NOT NULL DEFAULT 0, hops INTEGER NOT NULL DEFAULT 0,"
    "  found_on INTEGER, found_at INTEGER NOT NULL,"
    /* how many pages were first found on it: it is a listing */
    "  children INTEGER NOT NULL DEFAULT 0,"
    "  target TEXT, reason TEXT, http_status INTEGER,"
    "  content_type TEXT, etag TEXT, last_modified TEXT,"
    "  noindex INTEGER NOT NULL DEFAULT 0, canonical TEXT,"
    "  duplicate_of INTEGER,"
    "  first_fetched INTEGER NOT NULL DEFAULT 0,"
    "  last_fetched INTEGER NOT NULL DEFAULT 0,"
    "  changed_at INTEGER NOT NULL DEFAULT 0,"
    "  checked_at INTEGER NOT NULL DEFAULT 0,"
    "  interval INTEGER NOT NULL DEFAULT 0, due_at INTEGER NOT NULL DEFAULT 0,"
    "  failures INTEGER NOT NULL DEFAULT 0,"
    "  unmodified INTEGER NOT NULL DEFAULT 0,"
    "  version INTEGER NOT NULL DEFAULT 0, hash INTEGER NOT NULL DEFAULT 0,"
    "  crawl INTEGER NOT NULL DEFAULT 0, revision INTEGER NOT NULL DEFAULT 0"
    ") STRICT;"
    "CREATE UNIQUE INDEX page_revision ON page(revision) WHERE revision > 0;"
    "CREATE INDEX page_funder ON page(funder, kind);"
    "CREATE INDEX page_hash ON page(hash) WHERE version > 0;"

    /* The versions of a page's body; page.version is the current one. zstd: a
     * frame of medel/pack.h. */
    "CREATE TABLE body ("
    "  id INTEGER PRIMARY KEY, page INTEGER NOT NULL REFERENCES page(id),"
    "  version INTEGER NOT NULL, fetched_at INTEGER NOT NULL,"
    "  content_type TEXT, length INTEGER NOT NULL, zstd BLOB NOT NULL,"
    "  UNIQUE (page, version)"
    ") STRICT;"

    /* The frontier: what the open crawls still have to fetch. A row goes
     * away in the transaction that stores its answer. Lower rank first.
     * missed: it answered 404 once, and is asked again to be sure. */
    "CREATE TABLE queue ("
    "  page INTEGER PRIMARY KEY REFERENCES page(id),"
    "  crawl INTEGER NOT NULL REFERENCES crawl(id),"
    "  host INTEGER NOT NULL REFERENCES host(id), rank INTEGER NOT NULL,"
    "  not_before INTEGER NOT NULL DEFAULT 0,"
    "  attempts INTEGER NOT NULL DEFAULT 0,"
    "  missed INTEGER NOT NULL DEFAULT 0"
    ") STRICT;"
    "CREATE INDEX queue_best ON queue(host, rank, page);"
    "CREATE INDEX queue_crawl ON queue(crawl);"

    /* How many addresses differ only in their query: the guard against
     * calendars and facets without end. */
    "CREATE TABLE variant ("
    "  funder TEXT NOT NULL, shape TEXT NOT NULL, n INTEGER NOT NULL,"
    "  PRIMARY KEY (funder, shape)"
    ") STRICT, WITHOUT ROWID;";

static const char SCHEMA_2[] =
    /* How the page looks (crawler/visible.h), 0 where not known. near_of: the
     * first page of the funder's that looks alike; NULL for that one itself.
     * The blocks find it (Manku et al. 2007, section 3.1): of two fingerprints
     * that differ in three bits, one quarter at least is the same. */
    "ALTER TABLE page ADD COLUMN simhash INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE page ADD COLUMN exact INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE page ADD COLUMN figures INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE page ADD COLUMN near_of INTEGER;"
    "CREATE INDEX page_near_0 ON page(funder, simhash & 65535)"
    "  WHERE simhash <> 0 AND near_of IS NULL;"
    "CREATE INDEX page_near_1 ON page(funder, (simhash >> 16) & 65535)"
    "  WHERE simhash <> 0 AND near_of IS NULL;"
    "CREATE INDEX page_near_2 ON page(funder, (simhash >> 32) & 65535)"
    "  WHERE simhash <> 0 AND near_of IS NULL;"
    "CREATE INDEX page_near_3 ON page(funder, (simhash >> 48) & 65535)"
    "  WHERE simhash <> 0 AND near_of IS NULL;"

    /* 1: reads as the version before but for a clock. Of a row of such
     * versions only the last is kept. */
    "ALTER TABLE body ADD COLUMN clock INTEGER NOT NULL DEFAULT 0;"

    /* Of a shape's addresses: how many were looked at for the first time, and
     * how many of those looked like a page that was there. */
    "ALTER TABLE variant ADD COLUMN looked INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE variant ADD COLUMN alike INTEGER NOT NULL DEFAULT 0;"

    /* What a host answers for addresses that do not exist, where it is no
     * 404: how that page looks, or where it redirects. */
    "ALTER TABLE host ADD COLUMN missing_simhash INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE host ADD COLUMN missing_exact INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE host ADD COLUMN missing_figures INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE host ADD COLUMN missing_target TEXT;";

static const char SCHEMA_3[] =
    /* Of what a funder publishes as data (medel/adapter.h): which part of it.
     * kind 4: an answer of an API, which is split into items and has no body.
     * inline 1: an item that came with such an answer, and is not fetched
     * itself. */
    "ALTER TABLE page ADD COLUMN adapter TEXT;"
    "ALTER TABLE page ADD COLUMN inline INTEGER NOT NULL DEFAULT 0;"
    "CREATE INDEX page_adapter ON page(funder, adapter)"
    "  WHERE adapter IS NOT NULL;";

static const char SCHEMA_4[] =
    /* page.hash was hash_u64() of the body and is hash_bulk(). Rows of before
     * keep theirs until their page is sent again; the crawler tries both where
     * there may be any (crawler/ledger.h). */
    "INSERT INTO meta SELECT 'old_hashes', 1"
    "  WHERE EXISTS (SELECT 1 FROM page WHERE version > 0);"

    /* With the whole simhash: most pages of a block are not near, which the
     * index alone tells (crawler/likeness.c). */
    "DROP INDEX page_near_0; DROP INDEX page_near_1;"
    "DROP INDEX page_near_2; DROP INDEX page_near_3;"
    "CREATE INDEX page_near_0 ON page(funder, simhash & 65535, simhash)"
    "  WHERE simhash <> 0 AND near_of IS NULL;"
    "CREATE INDEX page_near_1 ON page(funder, (simhash >> 16) & 65535, simhash)"
    "  WHERE simhash <> 0 AND near_of IS NULL;"
    "CREATE INDEX page_near_2 ON page(funder, (simhash >> 32) & 65535, simhash)"
    "  WHERE simhash <> 0 AND near_of IS NULL;"
    "CREATE INDEX page_near_3 ON page(funder, (simhash >> 48) & 65535, simhash)"
    "  WHERE simhash <> 0 AND near_of IS NULL;";

static const char SCHEMA_5[] =
    /* page.exact and host.missing_exact were hash_u64() of what a page reads
     * and are hash_bulk(). Rows of before keep theirs until the page changes;
     * the crawler makes both where there may be any (crawler/likeness.h). */
    "INSERT INTO meta SELECT 'old_looks', 1"
    "  WHERE EXISTS (SELECT 1 FROM page WHERE version > 0);";

static const char *const MIGRATIONS[] = {SCHEMA_1, SCHEMA_2, SCHEMA_3, SCHEMA_4,
                                         SCHEMA_5};
static const struct db_schema SCHEMA = {APPLICATION_ID,
                                        sizeof MIGRATIONS / sizeof *MIGRATIONS,
                                        MIGRATIONS, "medel crawl", true,
                                        PAGE_BYTES};

#define PAGE_COLUMNS                                                           \
    "id, url, funder, state, target, content_type, first_fetched,"             \
    " last_fetched, changed_at, version, revision, depth, noindex,"            \
    " canonical, adapter"

struct crawl_store {
    sqlite3 *db;
    struct packer *packer;
    sqlite3_stmt *by_url, *body;
};

enum status crawl_store_open(const char *dir, enum db_mode mode,
                             struct crawl_store **ret, struct err *e)
{
    struct crawl_store *s = calloc(1, sizeof *s);
    char *path = db_path(dir, "crawl.db");
    enum status st = ST_NOMEM;
    if (s == NULL || path == NULL) {
        err_set(e, st, _("out of memory"));
        goto out;
    }
    s->packer = packer_new();
    if (s->packer == NULL) {
        err_set(e, st, _("out of memory"));
        goto out;
    }
    st = db_open(path, mode, &SCHEMA, &s->db, e);
    if (st == ST_OK)
        st = db_prepare(s->db,
                        "SELECT " PAGE_COLUMNS " FROM page"
                        " WHERE url = ?1 AND kind = 0",
                        &s->by_url, e);
    if (st == ST_OK)
        st = db_prepare(s->db,
                        "SELECT zstd FROM body JOIN page"
                        " ON body.page = page.id"
                        " AND body.version = page.version"
                        " WHERE page.id = ?1",
                        &s->body, e);
out:
    free(path);
    if (st != ST_OK)
        crawl_store_close(s);
    else
        *ret = s;
    return st;
}

void crawl_store_close(struct crawl_store *s)
{
    if (s == NULL)
        return;
    sqlite3_finalize(s->by_url);
    sqlite3_finalize(s->body);
    db_close(s->db);
    packer_free(s->packer);
    free(s);
}

sqlite3 *crawl_store_db(struct crawl_store *s)
{
    return s->db;
}

static const char *column_text(sqlite3_stmt *s, int i)
{
    return (const char *)sqlite3_column_text(s, i);
}

/* Strings are borrowed from the statement's row. */
static void page_from_row(sqlite3_stmt *s, struct crawl_page *p)
{
    *p = (struct crawl_page){
        .id = sqlite3_column_int64(s, 0),
        .url = column_text(s, 1),
        .funder_id = column_text(s, 2),
        .state = (enum page_state)sqlite3_column_int(s, 3),
        .target = column_text(s, 4),
        .content_type = column_text(s, 5),
        .first_fetched = sqlite3_column_int64(s, 6),
        .last_fetched = sqlite3_column_int64(s, 7),
        .changed_at = sqlite3_column_int64(s, 8),
        .version = sqlite3_column_int64(s, 9),
        .revision = sqlite3_column_int64(s, 10),
        .depth = sqlite3_column_int(s, 11),
        .noindex = sqlite3_column_int(s, 12) != 0,
        .canonical = column_text(s, 13),
        .adapter = column_text(s, 14),
    };
}

/* Ends with ROWS, which is a statement of its own: FN may ask for pages and
 * bodies meanwhile. */
static enum status each_page(sqlite3_stmt *rows, crawl_page_fn *fn, void *arg,
                             struct err *e)
{
    enum status st;
    for (;;) {
        bool row = false;
        st = db_step(rows, &row, e);
        if (st != ST_OK || !row)
            break;
        struct crawl_page p;
        page_from_row(rows, &p);
        st = fn(arg, &p, e);
        if (st != ST_OK)
            break;
    }
    sqlite3_finalize(rows);
    return st;
}

enum status crawl_store_changed(struct crawl_store *s, int64_t after,
                                crawl_page_fn *fn, void *arg, struct err *e)
{
    sqlite3_stmt *rows;
    enum status st =
        db_prepare(s->db,
                   "SELECT " PAGE_COLUMNS " FROM page"
                   " WHERE revision > max(?1, 0) AND revision > 0 AND kind = 0"
                   " ORDER BY revision",
                   &rows, e);
    if (st != ST_OK)
        return st;
    sqlite3_bind_int64(rows, 1, after);
    return each_page(rows, fn, arg, e);
}

/* Along the index page_funder, which is in order of ids. */
#define SOME_PAGES                                                             \
    "SELECT id FROM page WHERE funder = ?1 AND kind = 0 AND version > 0"       \
    " AND state IN (1, 4) AND duplicate_of IS NULL AND adapter IS NULL"        \
    " ORDER BY id"

enum status crawl_store_some(struct crawl_store *s, const char *funder, int n,
                             crawl_page_fn *fn, void *arg, struct err *e)
{
    sqlite3_stmt *rows;
    enum status st =
        db_prepare(s->db,
                   "SELECT " PAGE_COLUMNS " FROM page WHERE id IN"
                   " (SELECT * FROM (" SOME_PAGES " LIMIT ?2) UNION"
                   "  SELECT * FROM (" SOME_PAGES " DESC LIMIT ?2))"
                   " ORDER BY id",
                   &rows, e);
    if (st != ST_OK)
        return st;
    sqlite3_bind_text(rows, 1, funder, -1, SQLITE_STATIC);
    sqlite3_bind_int(rows, 2, n);
    return each_page(rows, fn, arg, e);
}

enum status crawl_store_page(struct crawl_store *s, struct arena *mem,
                             const char *url, struct crawl_page *ret,
                             struct err *e)
{
    sqlite3_bind_text(s->by_url, 1, url, -1, SQLITE_STATIC);
    bool row = false;
    enum status st = db_step(s->by_url, &row, e);
    if (st == ST_OK && !row)
        st = err_set(e, ST_NOT_FOUND, _("no page with the address %s"), url);
    if (st == ST_OK) {
        page_from_row(s->by_url, ret);
        ret->url = arena_strdup(mem, ret->url);
        ret->funder_id = arena_strdup(mem, ret->funder_id);
        ret->target = arena_strdup(mem, ret->target);
        ret->content_type = arena_strdup(mem, ret->content_type);
        ret->canonical = arena_strdup(mem, ret->canonical);
        ret->adapter = arena_strdup(mem, ret->adapter);
    }
    sqlite3_reset(s->by_url);
    sqlite3_clear_bindings(s->by_url);
    return st;
}

enum status crawl_store_body(struct crawl_store *s, struct arena *mem,
                             int64_t page_id, const char **bytes, size_t *len,
                             struct err *e)
{
    sqlite3_bind_int64(s->body, 1, page_id);
    bool row = false;
    enum status st = db_step(s->body, &row, e);
    if (st == ST_OK && !row)
        st = err_set(e, ST_NOT_FOUND, _("page %lld has no stored body"),
                     (long long)page_id);
    if (st == ST_OK) {
        const void *frame = sqlite3_column_blob(s->body, 0);
        size_t n = (size_t)sqlite3_column_bytes(s->body, 0);
        st = unpack(s->packer, mem, frame, n, CAP_PAGE_BYTES, bytes, len, e);
        if (st != ST_OK && e != NULL)
            err_context(e, _("page %lld"), (long long)page_id);
        /* Only this page's, unlike what SQLite finds damaged. */
        if (st == ST_CORRUPT && e != NULL)
            e->status = ST_INVALID;
        if (st == ST_CORRUPT)
            st = ST_INVALID;
    }
    sqlite3_reset(s->body);
    return st;
}

enum status crawl_store_revision(struct crawl_store *s, int64_t *ret,
                                 struct err *e)
{
    sqlite3_stmt *q;
    enum status st = db_prepare(
        s->db, "SELECT ifnull(max(revision), 0) FROM page WHERE revision > 0",
        &q, e);
    if (st != ST_OK)
        return st;
    bool row = false;
    st = db_step(q, &row, e);
    if (st == ST_OK && row)
        *ret = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    return st;
}

enum status crawl_store_funders(struct crawl_store *s, crawl_funder_fn *fn,
                                void *arg, struct err *e)
{
    sqlite3_stmt *q;
    enum status st = db_prepare(s->db,
                                "SELECT id, name, regions, last_crawl, pages,"
                                " changed, failed, problem FROM funder"
                                " ORDER BY id",
                                &q, e);
    if (st != ST_OK)
        return st;
    for (;;) {
        bool row = false;
        st = db_step(q, &row, e);
        if (st != ST_OK || !row)
            break;
        struct crawl_funder f = {
            .id = column_text(q, 0),
            .name = column_text(q, 1),
            .regions = (uint64_t)sqlite3_column_int64(q, 2),
            .last_crawl = sqlite3_column_int64(q, 3),
            .pages = sqlite3_column_int64(q, 4),
            .changed = sqlite3_column_int64(q, 5),
            .failed = sqlite3_column_int64(q, 6),
            .problem = column_text(q, 7),
        };
        st = fn(arg, &f, e);
        if (st != ST_OK)
            break;
    }
    sqlite3_finalize(q);
    return st;
}

enum status crawl_store_tallies(struct crawl_store *s, const char *funder,
                                crawl_tally_fn *fn, void *arg, struct err *e)
{
    sqlite3_stmt *q;
    bool row = true;
    enum status st = db_prepare(
        s->db,
        "SELECT what, n FROM tally WHERE crawl = (SELECT max(id) FROM crawl"
        " WHERE funder = ?1 AND ended_at IS NOT NULL) ORDER BY what",
        &q, e);
    if (st != ST_OK)
        return st;
    sqlite3_bind_text(q, 1, funder, -1, SQLITE_STATIC);
    while (st == ST_OK && row) {
        st = db_step(q, &row, e);
        if (st == ST_OK && row)
            fn(arg, column_text(q, 0), sqlite3_column_int64(q, 1));
    }
    sqlite3_finalize(q);
    return st;
}
