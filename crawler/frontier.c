/* frontier.c - see frontier.h. */
#include "frontier.h"

#include "medel/db.h"
#include "medel/i18n.h"

#include <stdlib.h>

/* No row is put off for longer within a run. One that seems to be was
 * written by a clock that was set back since. */
#define DELAY_MAX_S 3600

#define COLUMNS                                                                \
    "q.page, q.crawl, q.host, q.rank, q.not_before, q.attempts, q.missed"

/*
 * The best rows of a host, the best first: where it is asked again within the
 * second, for many pages a second, the table is not asked for each. A row that
 * is pushed or raised among them, and whatever else is not foreseen, has them
 * read again.
 */
#define BATCH_MAX 16
#define BATCHES 32 /* by host */
struct batch {
    int64_t host, now; /* that was asked for, and when */
    int n, at;         /* those before AT were given out */
    struct queued rows[BATCH_MAX];
};

struct frontier {
    sqlite3 *db;
    int64_t held[FRONTIER_HELD_MAX];
    size_t n_held;
    struct batch batches[BATCHES];
    int64_t returned; /* a page that was let go and is, for all that is known,
                         in the queue; 0 none */
    sqlite3_stmt *activate, *deactivate, *push, *raise, *best, *wake, *find,
        *delay, *drop, *count, *drop_crawl, *drop_host;
};

/* Where a page is among those held; n_held where it is not. */
static size_t find_held(const struct frontier *f, int64_t page)
{
    size_t i = 0;
    while (i < f->n_held && f->held[i] != page)
        i++;
    return i;
}

/* For SQL. They are few and change with each request: no table for them. */
static void is_held(sqlite3_context *context, int n, sqlite3_value **args)
{
    const struct frontier *f = sqlite3_user_data(context);
    (void)n;
    sqlite3_result_int(context,
                       find_held(f, sqlite3_value_int64(args[0])) < f->n_held);
}

/* --- batches -------------------------------------------------------------- */

static struct batch *batch_of(struct frontier *f, int64_t host)
{
    return &f->batches[(uint64_t)host % BATCHES];
}

static void forget_batches(struct frontier *f)
{
    for (size_t i = 0; i < BATCHES; i++)
        f->batches[i].n = f->batches[i].at = 0;
}

/* A row of HOST is about to be one with RANK. */
static void forget_behind(struct frontier *f, int64_t host, int rank,
                          int64_t page)
{
    struct batch *b = batch_of(f, host);
    const struct queued *last = &b->rows[b->n > 0 ? b->n - 1 : 0];
    if (b->host == host && b->n != 0 &&
        (rank < last->rank || (rank == last->rank && page <= last->page)))
        b->n = b->at = 0;
}

/* The row of PAGE is no more. */
static void forget_page(struct frontier *f, int64_t page)
{
    for (size_t i = 0; i < BATCHES; i++) {
        struct batch *b = &f->batches[i];
        for (int k = b->at; k < b->n; k++)
            if (b->rows[k].page == page)
                b->n = b->at = 0;
    }
    if (f->returned == page)
        f->returned = 0;
}

/* Its first row is one that is not held; else the table has to be asked. */
static bool batch_tells(const struct frontier *f, struct batch *b, int64_t host,
                        int64_t now)
{
    if (b->host != host || b->now != now)
        return false;
    while (b->at < b->n && find_held(f, b->rows[b->at].page) < f->n_held)
        b->at++;
    return b->at < b->n;
}

/* --- those held ----------------------------------------------------------- */

void frontier_hold(struct frontier *f, int64_t page)
{
    for (size_t i = 0; i < BATCHES; i++) {
        struct batch *b = &f->batches[i];
        b->at += b->at < b->n && b->rows[b->at].page == page;
    }
    if (f->n_held < FRONTIER_HELD_MAX)
        f->held[f->n_held++] = page;
}

void frontier_let_go(struct frontier *f, int64_t page)
{
    size_t i = find_held(f, page);
    if (i == f->n_held)
        return;
    f->held[i] = f->held[--f->n_held];
    /* Mostly it is dropped next. */
    if (f->returned != 0)
        forget_batches(f);
    f->returned = page;
}

/* --- the table ------------------------------------------------------------ */

enum status frontier_new(sqlite3 *db, struct frontier **ret, struct err *e)
{
    struct frontier *f = calloc(1, sizeof *f);
    if (f == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    f->db = db;
    const struct {
        sqlite3_stmt **s;
        const char *sql;
    } SQL[] = {
        {&f->activate, "INSERT OR IGNORE INTO temp.active VALUES(?1)"},
        {&f->deactivate, "DELETE FROM temp.active WHERE crawl = ?1"},
        {&f->push, "INSERT INTO queue(page, crawl, host, rank, not_before)"
                   " VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING"},
        {&f->raise, "UPDATE queue SET rank = ?2"
                    " WHERE page = ?1 AND rank > ?2"},
        {&f->best, "SELECT " COLUMNS
                   " FROM queue q CROSS JOIN temp.active a ON a.crawl = q.crawl"
                   " WHERE q.host = ?1"
                   " AND (q.not_before <= ?2 OR q.not_before > ?2 + ?3)"
                   " AND NOT is_held(q.page)"
                   " ORDER BY q.rank, q.page LIMIT ?4"},
        {&f->wake, "SELECT min(q.not_before) FROM queue q CROSS JOIN"
                   " temp.active a ON a.crawl = q.crawl WHERE q.host = ?1"},
        {&f->find, "SELECT " COLUMNS " FROM queue q WHERE q.page = ?1"},
        {&f->delay, "UPDATE queue SET rank = ?2, not_before = ?3,"
                    " attempts = ?4, missed = ?5 WHERE page = ?1"},
        {&f->drop, "DELETE FROM queue WHERE page = ?1"},
        {&f->count, "SELECT count(*) FROM queue WHERE crawl = ?1"},
        {&f->drop_crawl, "DELETE FROM queue WHERE crawl = ?1"
                         " AND NOT is_held(page)"},
        {&f->drop_host, "DELETE FROM queue WHERE crawl = ?1 AND host = ?2"
                        " AND NOT is_held(page)"},
    };
    enum status st =
        db_exec(db, "CREATE TEMP TABLE active(crawl INTEGER PRIMARY KEY)", e);
    if (st == ST_OK && sqlite3_create_function(db, "is_held", 1, SQLITE_UTF8, f,
                                               is_held, NULL, NULL) != 0)
        st = db_error(db, e, "is_held");
    for (size_t i = 0; st == ST_OK && i < sizeof SQL / sizeof *SQL; i++)
        st = db_prepare(db, SQL[i].sql, SQL[i].s, e);
    if (st != ST_OK)
        frontier_free(f);
    else
        *ret = f;
    return st;
}

void frontier_free(struct frontier *f)
{
    if (f == NULL)
        return;
    sqlite3_stmt *const all[] = {f->activate, f->deactivate, f->push,
                                 f->raise,    f->best,       f->wake,
                                 f->find,     f->delay,      f->drop,
                                 f->count,    f->drop_crawl, f->drop_host};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        sqlite3_finalize(all[i]);
    sqlite3_create_function(f->db, "is_held", 1, SQLITE_UTF8, NULL, NULL, NULL,
                            NULL);
    free(f);
}

static enum status run_1(sqlite3_stmt *s, int64_t a, struct err *e)
{
    sqlite3_bind_int64(s, 1, a);
    return db_run(s, e);
}

enum status frontier_activate(struct frontier *f, int64_t crawl, struct err *e)
{
    forget_batches(f);
    return run_1(f->activate, crawl, e);
}

enum status frontier_deactivate(struct frontier *f, int64_t crawl,
                                struct err *e)
{
    forget_batches(f);
    return run_1(f->deactivate, crawl, e);
}

enum status frontier_push(struct frontier *f, const struct queued *q,
                          bool *added, struct err *e)
{
    sqlite3_bind_int64(f->push, 1, q->page);
    sqlite3_bind_int64(f->push, 2, q->crawl);
    sqlite3_bind_int64(f->push, 3, q->host);
    sqlite3_bind_int(f->push, 4, q->rank);
    sqlite3_bind_int64(f->push, 5, q->not_before);
    enum status st = db_run(f->push, e);
    *added = st == ST_OK && sqlite3_changes(f->db) != 0;
    bool moved = *added;
    if (st == ST_OK && !*added) {
        sqlite3_bind_int64(f->raise, 1, q->page);
        sqlite3_bind_int(f->raise, 2, q->rank);
        st = db_run(f->raise, e);
        moved = sqlite3_changes(f->db) != 0;
    }
    if (moved)
        forget_behind(f, q->host, q->rank, q->page);
    return st;
}

static enum status find_wake(struct frontier *f, int64_t host, int64_t *wake,
                             struct err *e)
{
    bool row = false;
    sqlite3_bind_int64(f->wake, 1, host);
    enum status st = db_step(f->wake, &row, e);
    if (st == ST_OK)
        *wake = row ? sqlite3_column_int64(f->wake, 0) : 0;
    sqlite3_reset(f->wake);
    return st == ST_OK ? ST_NOT_FOUND : st;
}

static enum status next_row(sqlite3_stmt *s, struct queued *ret, bool *row,
                            struct err *e)
{
    enum status st = db_step(s, row, e);
    if (st == ST_OK && *row)
        *ret = (struct queued){
            .page = sqlite3_column_int64(s, 0),
            .crawl = sqlite3_column_int64(s, 1),
            .host = sqlite3_column_int64(s, 2),
            .rank = sqlite3_column_int(s, 3),
            .not_before = sqlite3_column_int64(s, 4),
            .attempts = sqlite3_column_int(s, 5),
            .missed = sqlite3_column_int(s, 6) != 0,
        };
    return st;
}

enum status frontier_find(struct frontier *f, int64_t page, struct queued *ret,
                          struct err *e)
{
    bool row = false;
    sqlite3_bind_int64(f->find, 1, page);
    enum status st = next_row(f->find, ret, &row, e);
    sqlite3_reset(f->find);
    return st == ST_OK && !row ? ST_NOT_FOUND : st;
}

/* The first time in a second only the best one. */
static enum status read_batch(struct frontier *f, struct batch *b, int64_t host,
                              int64_t now, struct err *e)
{
    int most = b->host == host && b->now == now ? BATCH_MAX : 1;
    bool row = true;
    enum status st = ST_OK;
    b->host = host;
    b->now = now;
    b->n = b->at = 0;
    sqlite3_bind_int64(f->best, 1, host);
    sqlite3_bind_int64(f->best, 2, now);
    sqlite3_bind_int64(f->best, 3, DELAY_MAX_S);
    sqlite3_bind_int(f->best, 4, most);
    while (st == ST_OK && row && b->n < most) {
        st = next_row(f->best, &b->rows[b->n], &row, e);
        b->n += st == ST_OK && row;
    }
    sqlite3_reset(f->best);
    return st;
}

enum status frontier_best(struct frontier *f, int64_t host, int64_t now,
                          struct queued *ret, int64_t *wake, struct err *e)
{
    struct batch *b = batch_of(f, host);
    if (f->returned != 0)
        forget_batches(f);
    f->returned = 0;
    if (!batch_tells(f, b, host, now)) {
        enum status st = read_batch(f, b, host, now, e);
        if (st != ST_OK)
            return st;
    }
    if (b->at == b->n)
        return find_wake(f, host, wake, e);
    *ret = b->rows[b->at];
    return ST_OK;
}

enum status frontier_delay(struct frontier *f, const struct queued *q,
                           struct err *e)
{
    forget_batches(f);
    sqlite3_bind_int64(f->delay, 1, q->page);
    sqlite3_bind_int(f->delay, 2, q->rank);
    sqlite3_bind_int64(f->delay, 3, q->not_before);
    sqlite3_bind_int(f->delay, 4, q->attempts);
    sqlite3_bind_int(f->delay, 5, q->missed);
    return db_run(f->delay, e);
}

enum status frontier_drop(struct frontier *f, int64_t page, struct err *e)
{
    forget_page(f, page);
    return run_1(f->drop, page, e);
}

enum status frontier_drop_crawl(struct frontier *f, int64_t crawl, int64_t host,
                                int64_t *n, struct err *e)
{
    sqlite3_stmt *s = host != 0 ? f->drop_host : f->drop_crawl;
    forget_batches(f);
    if (host != 0)
        sqlite3_bind_int64(s, 2, host);
    enum status st = run_1(s, crawl, e);
    *n = st == ST_OK ? sqlite3_changes64(f->db) : 0;
    return st;
}

enum status frontier_count(struct frontier *f, int64_t crawl, int64_t *n,
                           struct err *e)
{
    bool row = false;
    sqlite3_bind_int64(f->count, 1, crawl);
    enum status st = db_step(f->count, &row, e);
    if (st == ST_OK)
        *n = row ? sqlite3_column_int64(f->count, 0) : 0;
    sqlite3_reset(f->count);
    return st;
}

enum status frontier_hosts(struct frontier *f,
                           enum status (*fn)(void *arg, int64_t host,
                                             struct err *e),
                           void *arg, struct err *e)
{
    sqlite3_stmt *s = NULL;
    bool row = true;
    enum status st = db_prepare(f->db,
                                "SELECT DISTINCT q.host FROM queue q JOIN"
                                " temp.active a ON a.crawl = q.crawl",
                                &s, e);
    while (st == ST_OK && row) {
        st = db_step(s, &row, e);
        if (st == ST_OK && row)
            st = fn(arg, sqlite3_column_int64(s, 0), e);
    }
    sqlite3_finalize(s);
    return st;
}
