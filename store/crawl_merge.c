/*
 * crawl_merge.c - see medel/crawl_merge.h.
 *
 * The source is attached to the connection of the destination as "src". All of
 * a funder is then copied by a row of statements, in which temp.pairs tells
 * which page of the one is which of the other.
 */
#include "crawl_merge_int.h"

#include "medel/crawl_store.h"
#include "medel/i18n.h"

#include <stdio.h>

struct merging {
    sqlite3 *db;
    const char *funder;
    int64_t base; /* the highest revision of before */
    struct merge_counts counts;
};

/* --- copying a funder --------------------------------------------------------
 */

/* What is the same in both stores' rows; the others are said one by one. */
#define PLAIN                                                                  \
    "kind, state, depth, rank, chain, hops, found_at, children, target,"       \
    " reason, http_status, content_type, etag, last_modified, noindex,"        \
    " canonical, last_fetched, checked_at, interval, due_at, failures,"        \
    " unmodified, simhash, exact, figures, adapter, inline"
#define PLAIN_OF_SRC                                                           \
    "s.kind, s.state, s.depth, s.rank, s.chain, s.hops, s.found_at,"           \
    " s.children, s.target, s.reason, s.http_status, s.content_type, s.etag,"  \
    " s.last_modified, s.noindex, s.canonical, s.last_fetched, s.checked_at,"  \
    " s.interval, s.due_at, s.failures, s.unmodified, s.simhash, s.exact,"     \
    " s.figures, s.adapter, s.inline"
/* The destination's number of the crawl or host of a source's page. */
#define CRAWL_OF_SRC                                                           \
    "ifnull((SELECT c.id FROM src.crawl o JOIN main.crawl c"                   \
    "  ON c.funder = o.funder AND c.started_at = o.started_at"                 \
    "  WHERE o.id = s.crawl), 0)"
#define HOST_OF_SRC                                                            \
    "(SELECT h.id FROM src.host o JOIN main.host h ON h.name = o.name"         \
    "  WHERE o.id = s.host)"
#define PAGE_OF_SRC(column)                                                    \
    "(SELECT p.id FROM src.page o JOIN main.page p ON p.url = o.url"           \
    "  WHERE o.id = s." column ")"

/* ?1 is the funder, ?2 the highest revision of before. */
static const char *const COPY[] = {
    "INSERT INTO main.funder SELECT * FROM src.funder WHERE id = ?1"
    " ON CONFLICT(id) DO UPDATE SET name = excluded.name,"
    "  regions = excluded.regions, fingerprint = excluded.fingerprint,"
    "  last_crawl = excluded.last_crawl, pages = excluded.pages,"
    "  changed = excluded.changed, failed = excluded.failed,"
    "  problem = excluded.problem",

    "INSERT INTO main.crawl(funder, forced, started_at, ended_at, problem)"
    " SELECT funder, forced, started_at, ended_at, problem FROM src.crawl s"
    "  WHERE funder = ?1 AND ended_at IS NOT NULL AND NOT EXISTS"
    "   (SELECT 1 FROM main.crawl c WHERE c.funder = s.funder"
    "     AND c.started_at = s.started_at) ORDER BY id",
    "INSERT OR IGNORE INTO main.tally SELECT c.id, t.what, t.n"
    " FROM src.crawl o JOIN src.tally t ON t.crawl = o.id"
    "  JOIN main.crawl c ON c.funder = o.funder"
    "   AND c.started_at = o.started_at"
    "  WHERE o.funder = ?1 AND o.ended_at IS NOT NULL",

    "INSERT INTO main.host(name, not_before, missing_simhash, missing_exact,"
    "  missing_figures, missing_target)"
    " SELECT name, not_before, missing_simhash, missing_exact,"
    "  missing_figures, missing_target FROM src.host WHERE id IN"
    "   (SELECT host FROM src.page WHERE funder = ?1) ORDER BY id"
    " ON CONFLICT(name) DO UPDATE SET"
    "  not_before = max(not_before, excluded.not_before),"
    "  missing_simhash = excluded.missing_simhash,"
    "  missing_exact = excluded.missing_exact,"
    "  missing_figures = excluded.missing_figures,"
    "  missing_target = excluded.missing_target",
    "INSERT OR REPLACE INTO main.variant SELECT * FROM src.variant"
    " WHERE funder = ?1",

    /* same: the destination has the source's present body as its own. newest:
     * when its last body came. n: for the revision. */
    "DELETE FROM temp.pairs",
    "INSERT INTO temp.pairs(src, dest, fresh, same, version, newest, n)"
    " SELECT s.id, d.id, d.id IS NULL,"
    "  d.version > 0 AND s.version > 0 AND d.hash = s.hash,"
    "  ifnull(max(d.version, (SELECT ifnull(max(version), 0) FROM main.body"
    "   WHERE page = d.id)), 0),"
    "  (SELECT ifnull(max(fetched_at), 0) FROM main.body WHERE page = d.id),"
    "  row_number() OVER (ORDER BY s.revision, s.id)"
    " FROM src.page s LEFT JOIN main.page d ON d.url = s.url"
    "  WHERE s.funder = ?1 AND (d.id IS NULL"
    "   OR (d.funder = ?1 AND s.checked_at >= d.checked_at)"
    "   OR (d.funder <> ?1 AND s.revision > 0"
    "    AND (s.depth, s.funder) < (d.depth, d.funder)))",

    "INSERT INTO main.page(url, funder, host, crawl, version, hash, revision,"
    "  first_fetched, changed_at, " PLAIN ")"
    " SELECT s.url, s.funder, " HOST_OF_SRC ", " CRAWL_OF_SRC ","
    "  s.version, s.hash, iif(s.revision > 0, ?2 + m.n, 0),"
    "  s.first_fetched, s.changed_at, " PLAIN_OF_SRC
    " FROM temp.pairs m JOIN src.page s ON s.id = m.src WHERE m.fresh"
    "  ORDER BY s.id",
    "UPDATE temp.pairs SET dest = (SELECT d.id FROM src.page s"
    "  JOIN main.page d ON d.url = s.url WHERE s.id = pairs.src) WHERE fresh",

    "INSERT INTO main.body(page, version, fetched_at, content_type, length,"
    "  zstd, clock)"
    " SELECT m.dest, b.version, b.fetched_at, b.content_type, b.length,"
    "  b.zstd, b.clock FROM temp.pairs m JOIN src.body b ON b.page = m.src"
    "  WHERE m.fresh ORDER BY b.id",
    "INSERT INTO main.body(page, version, fetched_at, content_type, length,"
    "  zstd, clock)"
    " SELECT m.dest, m.version + row_number() OVER"
    "   (PARTITION BY m.dest ORDER BY b.version),"
    "  b.fetched_at, b.content_type, b.length, b.zstd, b.clock"
    " FROM temp.pairs m JOIN src.page s ON s.id = m.src"
    "  JOIN src.body b ON b.page = m.src"
    "  WHERE NOT m.fresh AND NOT m.same"
    "   AND (b.fetched_at > m.newest OR b.version = s.version)",

    /* Only a row that reads otherwise to the indexer gets a new revision. */
    "UPDATE main.page AS d SET"
    "  (revision, funder, host, crawl, version, hash, first_fetched,"
    "   changed_at, " PLAIN ") = ("
    "  iif(d.state = s.state AND d.target IS s.target"
    "    AND d.noindex = s.noindex AND d.canonical IS s.canonical"
    "    AND d.content_type IS s.content_type AND d.adapter IS s.adapter"
    "    AND d.funder = s.funder AND d.kind = s.kind"
    "    AND (m.same OR s.version = 0), d.revision, ?2 + m.n),"
    "  s.funder, " HOST_OF_SRC ", " CRAWL_OF_SRC ","
    "  iif(m.same OR s.version = 0, d.version,"
    "   (SELECT max(version) FROM main.body WHERE page = d.id)),"
    "  iif(s.version = 0, d.hash, s.hash),"
    "  iif(d.first_fetched = 0, s.first_fetched, d.first_fetched),"
    "  iif(m.same OR s.version = 0, d.changed_at, s.changed_at),"
    "  " PLAIN_OF_SRC ")"
    " FROM temp.pairs m JOIN src.page s ON s.id = m.src"
    "  WHERE d.id = m.dest AND NOT m.fresh",
    "UPDATE main.page AS d SET found_on = " PAGE_OF_SRC(
        "found_on") ","
                    "  duplicate_of = " PAGE_OF_SRC(
                        "duplicate_of") ","
                                        "  near_of = " PAGE_OF_SRC(
                                            "near_of") " FROM temp.pairs m "
                                                       "JOIN src.page s ON "
                                                       "s.id = m.src WHERE "
                                                       "d.id = m.dest",

    /* A crawler that began with nothing, and came to its end, knows what is
     * no longer there. */
    "UPDATE main.page AS d SET state = 3, revision = g.revision,"
    "  checked_at = (SELECT max(checked_at) FROM src.page WHERE funder = ?1)"
    " FROM (SELECT p.id, ?2 + (SELECT count(*) FROM src.page WHERE funder = ?1)"
    "   + row_number() OVER (ORDER BY p.id) AS revision FROM main.page p"
    "   WHERE p.funder = ?1 AND p.kind = 0 AND p.state <> 3"
    "    AND p.revision > 0 AND NOT EXISTS"
    "     (SELECT 1 FROM src.page s WHERE s.url = p.url)) g"
    "  WHERE d.id = g.id AND (SELECT last_crawl FROM src.funder"
    "   WHERE id = ?1) > 0",

    "INSERT OR REPLACE INTO main.meta SELECT 'revision_limit',"
    "  max(?2, (SELECT ifnull(max(revision), 0) FROM main.page"
    "   WHERE revision > 0)) WHERE ?1 IS NOT NULL",
    "INSERT OR IGNORE INTO main.meta SELECT key, value FROM src.meta"
    " WHERE key IN ('old_hashes', 'old_looks') AND ?1 IS NOT NULL",

    "INSERT OR REPLACE INTO main.meta SELECT 'merge', 1 + ifnull("
    "  (SELECT value FROM main.meta WHERE key = 'merge'), 0)"
    "  WHERE ?1 IS NOT NULL",
    "INSERT OR REPLACE INTO main.meta SELECT 'merge.' || n.value,"
    "  (SELECT ifnull(min(last_fetched), 0) FROM src.page"
    "    WHERE funder = ?1 AND version > 0)"
    " FROM main.meta n WHERE n.key = 'merge'",
};

static enum status run(struct merging *m, const char *sql, struct err *e)
{
    sqlite3_stmt *q;
    enum status st = db_prepare(m->db, sql, &q, e);
    if (st != ST_OK)
        return st;
    int n = sqlite3_bind_parameter_count(q);
    if (n >= 1)
        sqlite3_bind_text(q, 1, m->funder, -1, SQLITE_STATIC);
    if (n >= 2)
        sqlite3_bind_int64(q, 2, m->base);
    st = db_run(q, e);
    sqlite3_finalize(q);
    return st;
}

static enum status ask(struct merging *m, const char *sql, int64_t *ret,
                       struct err *e)
{
    sqlite3_stmt *q;
    bool row = false;
    enum status st = db_prepare(m->db, sql, &q, e);
    if (st != ST_OK)
        return st;
    if (sqlite3_bind_parameter_count(q) >= 1)
        sqlite3_bind_text(q, 1, m->funder, -1, SQLITE_STATIC);
    if (sqlite3_bind_parameter_count(q) >= 2)
        sqlite3_bind_int64(q, 2, m->base);
    st = db_step(q, &row, e);
    if (st == ST_OK)
        *ret = row ? sqlite3_column_int64(q, 0) : 0;
    sqlite3_finalize(q);
    return st;
}

/* Adds what SQL counts to *N. */
static enum status count(struct merging *m, const char *sql, int64_t *n,
                         struct err *e)
{
    int64_t more = 0;
    enum status st = ask(m, sql, &more, e);
    *n += more;
    return st;
}

static enum status count_all(struct merging *m, int64_t bodies, struct err *e)
{
    struct merge_counts *c = &m->counts;
    int64_t now = 0;
    c->funders++;
    enum status st =
        count(m, "SELECT count(*) FROM temp.pairs WHERE fresh", &c->pages, e);
    if (st == ST_OK)
        st = count(m,
                   "SELECT count(*) FROM main.page WHERE funder = ?1"
                   " AND revision > ?2 AND id NOT IN"
                   "  (SELECT dest FROM temp.pairs WHERE fresh)",
                   &c->changed, e);
    if (st == ST_OK)
        st = count(m,
                   "SELECT count(*) FROM src.page s JOIN main.page d"
                   " ON d.url = s.url WHERE s.funder = ?1"
                   "  AND d.funder <> ?1",
                   &c->others, e);
    if (st == ST_OK)
        st = ask(m, "SELECT count(*) FROM main.body", &now, e);
    c->bodies += now - bodies;
    return st;
}

static enum status forget_old_merges(struct merging *m, struct err *e)
{
    char sql[160];
    snprintf(sql, sizeof sql,
             "DELETE FROM main.meta WHERE key = 'merge.' || ((SELECT value"
             " FROM main.meta WHERE key = 'merge') - %d)",
             CRAWL_MERGES_KEPT);
    return run(m, sql, e);
}

static enum status copy(struct merging *m, struct err *e)
{
    int64_t bodies = 0;
    enum status st = ask(m,
                         "SELECT max((SELECT ifnull(max(value), 0) FROM"
                         " main.meta WHERE key = 'revision_limit'),"
                         " (SELECT ifnull(max(revision), 0) FROM main.page"
                         "  WHERE revision > 0))",
                         &m->base, e);
    if (st == ST_OK)
        st = ask(m, "SELECT count(*) FROM main.body", &bodies, e);
    for (size_t i = 0; st == ST_OK && i < sizeof COPY / sizeof *COPY; i++)
        st = run(m, COPY[i], e);
    if (st == ST_OK)
        st = forget_old_merges(m, e);
    return st == ST_OK ? count_all(m, bodies, e) : st;
}

/* --- copying a store
 * ---------------------------------------------------------- */

static enum status merge_funder(struct merging *m, const char *dest,
                                const char *src, crawl_merge_older *older,
                                void *arg, struct err *e)
{
    enum merge_order order = MERGE_SAME;
    enum status st = db_begin(m->db, e);
    if (st == ST_OK)
        st = merge_compare(m->db, "src", "main", m->funder, &order, e);
    /* Looked at before, but a crawler may be at work in it. */
    if (st == ST_OK && order == MERGE_DIVIDED)
        st = merge_divided(e, m->funder, dest, src);
    if (st == ST_OK && order == MERGE_NEWER)
        st = copy(m, e);
    if (st == ST_OK)
        st = db_commit(m->db, e);
    if (st != ST_OK)
        db_rollback(m->db);
    else if (order == MERGE_OLDER)
        older(arg, m->funder, src);
    return st;
}

static enum status merge_store(struct merging *m, const char *dest,
                               const char *src, crawl_merge_older *older,
                               void *arg, struct err *e)
{
    struct arena *mem = arena_new();
    const char **funders = NULL;
    size_t n = 0;
    enum status st = merge_attach(m->db, src, "src", e);
    if (st == ST_OK)
        st = merge_funders(m->db, "src", NULL, mem, &funders, &n, e);
    for (size_t i = 0; st == ST_OK && i < n; i++) {
        m->funder = funders[i];
        st = merge_funder(m, dest, src, older, arg, e);
    }
    if (st == ST_OK)
        st = run(m,
                 "INSERT INTO main.robots SELECT * FROM src.robots WHERE true"
                 " ON CONFLICT(origin) DO UPDATE SET body = excluded.body,"
                 "  fetched_at = excluded.fetched_at,"
                 "  http_status = excluded.http_status"
                 "  WHERE excluded.fetched_at > fetched_at",
                 e);
    merge_detach(m->db, "src");
    arena_free(mem);
    return st;
}

enum status crawl_merge(const char *dest, const char *const *src, size_t n,
                        crawl_merge_older *older, void *arg,
                        struct merge_counts *ret, struct err *e)
{
    struct crawl_store *s = NULL;
    struct merging m = {.db = NULL};
    enum status st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < n; i++)
        st = merge_check_source(src[i], dest, src, i, e);
    if (st == ST_OK)
        st = crawl_store_open(dest, DB_READ_WRITE, &s, e);
    if (st == ST_OK) {
        m.db = crawl_store_db(s);
        st = db_exec(m.db,
                     "CREATE TEMP TABLE pairs (src INTEGER PRIMARY KEY,"
                     " dest INTEGER, fresh INTEGER, same INTEGER,"
                     " version INTEGER, newest INTEGER, n INTEGER)",
                     e);
    }
    for (size_t i = 0; st == ST_OK && i < n; i++)
        st = merge_check_against(m.db, dest, src, i, e);
    for (size_t i = 0; st == ST_OK && i < n; i++)
        st = merge_store(&m, dest, src[i], older, arg, e);
    crawl_store_close(s);
    *ret = m.counts;
    return st;
}
