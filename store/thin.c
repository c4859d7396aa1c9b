/* thin.c - see medel/thin.h. */
#include "calls_int.h"

#include "medel/crawl_store.h"
#include "medel/i18n.h"
#include "medel/thin.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PAGES_PER_COMMIT 200
#define SHRINK_PAGES_MAX 32768 /* of crawl.db, a night: 128 MB */

struct page {
    int64_t id, version;
    const char *url, *funder;
};

struct thinning {
    struct arena *mem;
    struct crawl_store *crawl_store;
    struct calls_store *calls;
    sqlite3 *crawl;
    struct page *pages; /* that have more bodies than THIN_NEWEST */
    size_t n, cap;
    sqlite3_stmt *bodies, *drop, *needed, *settled;
    struct thin_counts counts;
};

/* --- the rule ------------------------------------------------------------ */

static int month_of(int64_t at)
{
    time_t t = (time_t)at;
    struct tm tm;
    return gmtime_r(&t, &tm) != NULL ? tm.tm_year * 12 + tm.tm_mon : 0;
}

void thin_mark(struct thin_body *bodies, size_t n)
{
    for (size_t i = 0; i < n; i++)
        bodies[i].keep = i + THIN_NEWEST >= n || i == 0 ||
                         month_of(bodies[i].fetched_at) !=
                             month_of(bodies[i - 1].fetched_at);
}

/* --- addresses that calls need -------------------------------------------- */

static enum status need(struct thinning *t, const char *url, struct err *e)
{
    sqlite3_bind_text(t->needed, 1, url, -1, SQLITE_STATIC);
    return db_run(t->needed, e);
}

/* Every address that a record names, wherever it does. */
static enum status need_named(struct thinning *t, const json_t *v,
                              struct err *e)
{
    enum status st = ST_OK;
    const char *key;
    json_t *item;
    size_t i;
    if (json_is_string(v)) {
        const char *s = json_string_value(v);
        return strncmp(s, "http", 4) == 0 ? need(t, s, e) : ST_OK;
    }
    if (json_is_array(v))
        json_array_foreach(v, i, item) if (st == ST_OK) st =
            need_named(t, item, e);
    if (json_is_object(v))
        json_object_foreach((json_t *)v, key, item) if (st == ST_OK) st =
            need_named(t, item, e);
    return st;
}

static enum status need_of_record(struct thinning *t, sqlite3_stmt *row,
                                  struct arena *mem, struct err *e)
{
    const char *text = NULL;
    enum status st = calls_column_packed(t->calls, row, 0, mem, &text, e);
    if (st != ST_OK)
        return st;
    json_t *record = json_loads(text, 0, NULL);
    /* What cannot be read cannot be asked what it needs. */
    st = record != NULL
             ? need_named(t, record, e)
             : err_set(e, ST_CORRUPT, _("calls.db: a record is damaged"));
    json_decref(record);
    return st;
}

static enum status need_of_records(struct thinning *t, struct err *e)
{
    sqlite3_stmt *q = NULL;
    struct arena *mem = arena_new();
    bool row = true;
    enum status st = db_prepare(calls_store_db(t->calls),
                                "SELECT content_zstd FROM call"
                                " WHERE content_zstd IS NOT NULL"
                                " UNION ALL SELECT content_zstd FROM version",
                                &q, e);
    while (st == ST_OK && row) {
        st = db_step(q, &row, e);
        if (st == ST_OK && row)
            st = need_of_record(t, q, mem, e);
        arena_reset(mem);
    }
    sqlite3_finalize(q);
    arena_free(mem);
    return st;
}

static enum status need_of_tables(struct thinning *t, struct err *e)
{
    sqlite3_stmt *q = NULL;
    bool row = true;
    enum status st = db_prepare(calls_store_db(t->calls),
                                "SELECT url FROM page WHERE id IN"
                                " (SELECT page FROM source)"
                                " UNION ALL SELECT url FROM alias"
                                " UNION ALL SELECT url FROM call",
                                &q, e);
    while (st == ST_OK && row) {
        st = db_step(q, &row, e);
        if (st == ST_OK && row)
            st = need(t, column_text(q, 0), e);
    }
    sqlite3_finalize(q);
    return st;
}

/* Into a table of this connection's memory. */
static enum status gather_needed(struct thinning *t, struct err *e)
{
    enum status st = db_exec(t->crawl,
                             "CREATE TEMP TABLE needed (url TEXT PRIMARY KEY)"
                             " WITHOUT ROWID",
                             e);
    if (st == ST_OK)
        st = db_prepare(t->crawl, "INSERT OR IGNORE INTO needed VALUES (?1)",
                        &t->needed, e);
    if (st == ST_OK)
        st = need_of_tables(t, e);
    if (st == ST_OK)
        st = need_of_records(t, e);
    return st;
}

/* --- pages --------------------------------------------------------------- */

/* Pages with more bodies than are kept of any, told from an index alone. */
static enum status find_pages(struct thinning *t, struct err *e)
{
    sqlite3_stmt *q = NULL;
    bool row = true;
    enum status st =
        db_prepare(t->crawl,
                   "SELECT page.id, page.version, url, funder FROM"
                   " (SELECT page AS p FROM body GROUP BY page"
                   "  HAVING count(*) > ?1) JOIN page ON page.id = p",
                   &q, e);
    if (st == ST_OK)
        sqlite3_bind_int(q, 1, THIN_NEWEST);
    while (st == ST_OK && row) {
        st = db_step(q, &row, e);
        if (st != ST_OK || !row)
            break;
        t->pages =
            arena_grow(t->mem, t->pages, t->n, &t->cap, sizeof *t->pages);
        t->pages[t->n++] = (struct page){
            .id = sqlite3_column_int64(q, 0),
            .version = sqlite3_column_int64(q, 1),
            .url = arena_strdup(t->mem, column_text(q, 2)),
            .funder = arena_strdup(t->mem, column_text(q, 3)),
        };
    }
    sqlite3_finalize(q);
    return st;
}

/* Whether the indexer has read the page as it is, and drawn its conclusions. */
static enum status is_settled(struct thinning *t, const struct page *p,
                              bool *ret, struct err *e)
{
    bind_text(t->settled, 1, p->url);
    sqlite3_bind_int64(t->settled, 2, p->version);
    bind_text(t->settled, 3, p->funder);
    enum status st = db_step(t->settled, ret, e);
    calls_done(t->settled);
    return st;
}

static enum status read_bodies(struct thinning *t, const struct page *p,
                               struct arena *mem, struct thin_body **ret,
                               size_t *n, struct err *e)
{
    size_t cap = 0;
    bool row = true;
    enum status st = ST_OK;
    sqlite3_bind_int64(t->bodies, 1, p->id);
    bind_text(t->bodies, 2, p->url);
    while (st == ST_OK && row) {
        st = db_step(t->bodies, &row, e);
        if (st != ST_OK || !row)
            break;
        *ret = arena_grow(mem, *ret, *n, &cap, sizeof **ret);
        (*ret)[(*n)++] = (struct thin_body){
            .id = sqlite3_column_int64(t->bodies, 0),
            .fetched_at = sqlite3_column_int64(t->bodies, 1)};
    }
    calls_done(t->bodies);
    return st;
}

static enum status drop_body(struct thinning *t, int64_t id, struct err *e)
{
    bool row = false;
    sqlite3_bind_int64(t->drop, 1, id);
    enum status st = db_step(t->drop, &row, e);
    if (st == ST_OK && row) {
        t->counts.bodies++;
        t->counts.bytes += sqlite3_column_int64(t->drop, 0);
    }
    calls_done(t->drop);
    return st;
}

static enum status thin_page(struct thinning *t, const struct page *p,
                             struct arena *mem, struct err *e)
{
    struct thin_body *bodies = NULL;
    size_t n = 0;
    int64_t before = t->counts.bodies;
    bool settled = false;
    enum status st = is_settled(t, p, &settled, e);
    if (st != ST_OK || !settled)
        return st;
    st = read_bodies(t, p, mem, &bodies, &n, e);
    if (st == ST_OK)
        thin_mark(bodies, n);
    for (size_t i = 0; st == ST_OK && i < n; i++)
        if (!bodies[i].keep)
            st = drop_body(t, bodies[i].id, e);
    t->counts.pages += t->counts.bodies != before;
    return st;
}

static enum status thin_some(struct thinning *t, size_t from, size_t to,
                             struct err *e)
{
    struct arena *mem = arena_new();
    enum status st = db_begin(t->crawl, e);
    for (size_t i = from; st == ST_OK && i < to; i++) {
        st = thin_page(t, &t->pages[i], mem, e);
        arena_reset(mem);
    }
    if (st == ST_OK)
        st = db_commit(t->crawl, e);
    if (st != ST_OK)
        db_rollback(t->crawl);
    arena_free(mem);
    return st;
}

static enum status prepare(struct thinning *t, struct err *e)
{
    /* None of a page that a call needs: nothing of it may go. */
    enum status st = db_prepare(t->crawl,
                                "SELECT id, fetched_at FROM body"
                                " WHERE page = ?1 AND NOT EXISTS"
                                " (SELECT 1 FROM needed WHERE url = ?2)"
                                " ORDER BY version",
                                &t->bodies, e);
    if (st == ST_OK)
        st = db_prepare(t->crawl,
                        "DELETE FROM body WHERE id = ?1"
                        " RETURNING length(zstd)",
                        &t->drop, e);
    if (st == ST_OK)
        st = db_prepare(calls_store_db(t->calls),
                        "SELECT 1 FROM page WHERE url = ?1 AND version = ?2"
                        " AND tried_version = ?2 AND fate = 0 AND NOT EXISTS"
                        " (SELECT 1 FROM funder WHERE id IN (?3, page.funder)"
                        "  AND dirty <> 0)",
                        &t->settled, e);
    return st;
}

static enum status thin_all(struct thinning *t, struct err *e)
{
    enum status st = find_pages(t, e);
    if (st != ST_OK || t->n == 0)
        return st;
    st = gather_needed(t, e);
    if (st == ST_OK)
        st = prepare(t, e);
    for (size_t i = 0; st == ST_OK && i < t->n; i += PAGES_PER_COMMIT) {
        size_t to = i + PAGES_PER_COMMIT;
        st = thin_some(t, i, to < t->n ? to : t->n, e);
    }
    return st;
}

/* *there: both stores are. */
static enum status open_both(struct thinning *t, const char *dir, bool *there,
                             struct err *e)
{
    struct crawl_store *look = NULL;
    struct err mine = ERR_INIT;
    enum status st = calls_store_open(dir, DB_READ_ONLY, &t->calls, &mine);
    /* Looked at first: opening it for writing would make one. */
    if (st == ST_OK)
        st = crawl_store_open(dir, DB_READ_ONLY, &look, &mine);
    crawl_store_close(look);
    if (st == ST_OK)
        st = crawl_store_open(dir, DB_READ_WRITE, &t->crawl_store, &mine);
    *there = st == ST_OK;
    if (st == ST_OK)
        t->crawl = crawl_store_db(t->crawl_store);
    if (st == ST_OK || st == ST_NOT_FOUND)
        return ST_OK;
    return err_set(e, st, "%s", mine.text);
}

enum status thin_run(const char *dir, struct thin_counts *ret, struct err *e)
{
    struct thinning t = {.mem = arena_new()};
    bool there = false;
    enum status st = open_both(&t, dir, &there, e);
    if (st == ST_OK && there)
        st = thin_all(&t, e);
    if (st == ST_OK && there)
        st = db_shrink(t.crawl, SHRINK_PAGES_MAX, e);
    *ret = t.counts;
    sqlite3_finalize(t.bodies);
    sqlite3_finalize(t.drop);
    sqlite3_finalize(t.needed);
    sqlite3_finalize(t.settled);
    crawl_store_close(t.crawl_store);
    calls_store_close(t.calls);
    arena_free(t.mem);
    return st;
}
