/*
 * calls_pages.c - pages and their readings in calls.db: the first half of
 * medel/calls_store.h.
 */
#include "calls_int.h"

#include "medel/caps.h"
#include "medel/i18n.h"

#include <string.h>

#define PAGE_COLUMNS                                                           \
    "page.id, url, funder, state, target, noindex, first_fetched,"             \
    " last_fetched, changed_at, checked_at, page.version, tried_version,"      \
    " context, fate, failures, ifnull(reading.version, 0),"                    \
    " ifnull(reading.first_version, 0)"
#define PAGE_COLUMN_COUNT 17
#define PAGE_TABLES "page LEFT JOIN reading ON reading.page = page.id"
/* States in which a page is there: its reading counts. */
#define STATES_THERE "(1, 4)"
_Static_assert(PAGE_STATE_OK == 1 && PAGE_STATE_FAILED == 4,
               "STATES_THERE spells these out");

/* Strings are borrowed from the statement's row. */
static void page_from_row(sqlite3_stmt *q, struct calls_page *p)
{
    *p = (struct calls_page){
        .id = sqlite3_column_int64(q, 0),
        .url = column_text(q, 1),
        .funder_id = column_text(q, 2),
        .state = (enum page_state)sqlite3_column_int(q, 3),
        .target = column_text(q, 4),
        .noindex = sqlite3_column_int(q, 5) != 0,
        .first_fetched = sqlite3_column_int64(q, 6),
        .last_fetched = sqlite3_column_int64(q, 7),
        .changed_at = sqlite3_column_int64(q, 8),
        .checked_at = sqlite3_column_int64(q, 9),
        .version = sqlite3_column_int64(q, 10),
        .tried_version = sqlite3_column_int64(q, 11),
        .context = (uint64_t)sqlite3_column_int64(q, 12),
        .fate = sqlite3_column_int(q, 13),
        .failures = sqlite3_column_int(q, 14),
        .read_version = sqlite3_column_int64(q, 15),
        .first_version = sqlite3_column_int64(q, 16),
    };
}

enum status calls_store_page(struct calls_store *s, struct arena *mem,
                             const char *url, struct calls_page *ret,
                             struct err *e)
{
    sqlite3_stmt *q;
    enum status st = calls_statement(
        s, Q_PAGE_GET,
        "SELECT " PAGE_COLUMNS " FROM " PAGE_TABLES " WHERE url = ?1", &q, e);
    if (st != ST_OK)
        return st;
    bind_text(q, 1, url);
    bool row = false;
    st = db_step(q, &row, e);
    if (st == ST_OK && !row)
        st = err_set(e, ST_NOT_FOUND, _("no page with the address %s"), url);
    if (st == ST_OK) {
        page_from_row(q, ret);
        ret->url = arena_strdup(mem, ret->url);
        ret->funder_id = arena_strdup(mem, ret->funder_id);
        ret->target = arena_strdup(mem, ret->target);
    }
    calls_done(q);
    return st;
}

enum status calls_store_set_funder_dirty(struct calls_store *s,
                                         const char *funder, bool dirty,
                                         struct err *e)
{
    if (funder == NULL)
        return db_exec(s->db,
                       dirty ? "INSERT OR REPLACE INTO funder (id, dirty)"
                               " SELECT DISTINCT funder, 1 FROM page"
                             : "UPDATE funder SET dirty = 0",
                       e);
    sqlite3_stmt *q;
    enum status st = calls_statement(
        s, Q_FUNDER_DIRTY,
        "INSERT INTO funder (id, dirty) VALUES (?1, ?2)"
        " ON CONFLICT (id) DO UPDATE SET dirty = excluded.dirty",
        &q, e);
    if (st != ST_OK)
        return st;
    bind_text(q, 1, funder);
    sqlite3_bind_int(q, 2, dirty);
    return db_run(q, e);
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* Whether the funder's calls may come out differently. A body that is new is
 * not asked about: its reading will say so. */
static bool matters(const struct calls_page *old, const struct calls_page *p)
{
    if (old->id == 0)
        return p->state == PAGE_STATE_REDIRECT;
    return old->state != p->state || old->noindex != p->noindex ||
           !same_text(old->target, p->target);
}

static enum status write_page(struct calls_store *s, const struct calls_page *p,
                              int64_t scan, int64_t *id, struct err *e)
{
    sqlite3_stmt *q;
    enum status st = calls_statement(
        s, Q_PAGE_PUT,
        "INSERT INTO page (url, funder, state, target, noindex,"
        " first_fetched, last_fetched, changed_at, checked_at, version, scan)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
        " ON CONFLICT (url) DO UPDATE SET funder = excluded.funder,"
        " state = excluded.state, target = excluded.target,"
        " noindex = excluded.noindex,"
        " first_fetched = excluded.first_fetched,"
        " changed_at = excluded.changed_at,"
        " checked_at = excluded.checked_at, version = excluded.version,"
        " scan = excluded.scan RETURNING id",
        &q, e);
    if (st != ST_OK)
        return st;
    bind_text(q, 1, p->url);
    bind_text(q, 2, p->funder_id);
    sqlite3_bind_int(q, 3, p->state);
    bind_text(q, 4, p->target);
    sqlite3_bind_int(q, 5, p->noindex);
    sqlite3_bind_int64(q, 6, p->first_fetched);
    sqlite3_bind_int64(q, 7, p->last_fetched);
    sqlite3_bind_int64(q, 8, p->changed_at);
    sqlite3_bind_int64(q, 9, p->checked_at);
    sqlite3_bind_int64(q, 10, p->version);
    sqlite3_bind_int64(q, 11, scan);
    bool row = false;
    st = db_step(q, &row, e);
    if (st == ST_OK && row)
        *id = sqlite3_column_int64(q, 0);
    calls_done(q);
    return st;
}

enum status calls_store_put_page(struct calls_store *s,
                                 const struct calls_page *p, int64_t scan,
                                 int64_t *id, struct err *e)
{
    struct arena *mem = arena_new();
    struct calls_page old = {0};
    struct err none = ERR_INIT;
    enum status st = calls_store_page(s, mem, p->url, &old, &none);
    if (st != ST_OK && st != ST_NOT_FOUND) {
        st = err_set(e, st, "%s", none.text);
        goto out;
    }
    st = write_page(s, p, scan, id, e);
    bool moved = old.id != 0 && strcmp(old.funder_id, p->funder_id) != 0;
    if (st == ST_OK && moved)
        st = calls_store_set_funder_dirty(s, old.funder_id, true, e);
    if (st == ST_OK && (moved || matters(&old, p)))
        st = calls_store_set_funder_dirty(s, p->funder_id, true, e);
out:
    arena_free(mem);
    return st;
}

enum status calls_store_forget_pages(struct calls_store *s, const char *funder,
                                     int64_t scan, int64_t at, struct err *e)
{
    sqlite3_stmt *q;
    enum status st =
        db_prepare(s->db,
                   "UPDATE page SET state = ?1, checked_at = max(checked_at,"
                   " ?2) WHERE funder = ?3 AND scan < ?4 AND state <> ?1",
                   &q, e);
    if (st != ST_OK)
        return st;
    sqlite3_bind_int(q, 1, PAGE_STATE_GONE);
    sqlite3_bind_int64(q, 2, at);
    bind_text(q, 3, funder);
    sqlite3_bind_int64(q, 4, scan);
    st = db_run(q, e);
    if (st == ST_OK && sqlite3_changes(s->db) > 0)
        st = calls_store_set_funder_dirty(s, funder, true, e);
    sqlite3_finalize(q);
    return st;
}

enum status calls_store_seen(struct calls_store *s, const char *url,
                             int64_t last_fetched, struct err *e)
{
    sqlite3_stmt *page, *call;
    enum status st = calls_statement(s, Q_PAGE_SEEN,
                                     "UPDATE page SET last_fetched = ?1"
                                     " WHERE url = ?2 AND last_fetched < ?1",
                                     &page, e);
    if (st == ST_OK)
        st = calls_statement(
            s, Q_CALL_SEEN,
            "UPDATE call SET last_seen = ?1, dirty = max(dirty, ?3)"
            " WHERE life = ?4 AND last_seen < ?1 AND id IN"
            " (SELECT source.call FROM source JOIN page"
            "  ON source.page = page.id WHERE page.url = ?2)",
            &call, e);
    if (st != ST_OK)
        return st;
    sqlite3_bind_int64(page, 1, last_fetched);
    bind_text(page, 2, url);
    st = db_run(page, e);
    /* Its calls were told when it was. */
    if (st != ST_OK || sqlite3_changes(s->db) == 0)
        return st;
    sqlite3_bind_int64(call, 1, last_fetched);
    bind_text(call, 2, url);
    sqlite3_bind_int(call, 3, CALL_DIRTY_DATA);
    sqlite3_bind_int(call, 4, CALL_LIVE);
    return db_run(call, e);
}

static enum status note_attempt(struct calls_store *s,
                                const struct calls_attempt *a, struct err *e)
{
    sqlite3_stmt *q;
    enum status st = calls_statement(
        s, Q_ATTEMPT,
        "UPDATE page SET failures = CASE WHEN ?4 = 0 THEN 0"
        " WHEN tried_version = ?2 THEN failures + 1 ELSE 1 END,"
        " tried_version = ?2, context = ?3, fate = ?4, cause = ?5"
        " WHERE id = ?1",
        &q, e);
    if (st != ST_OK)
        return st;
    sqlite3_bind_int64(q, 1, a->page);
    sqlite3_bind_int64(q, 2, a->version);
    sqlite3_bind_int64(q, 3, (int64_t)a->context);
    sqlite3_bind_int(q, 4, a->fate);
    bind_text(q, 5, a->fate == 0 ? NULL : a->cause);
    return db_run(q, e);
}

static enum status put_reading(struct calls_store *s,
                               const struct calls_attempt *a, struct err *e)
{
    sqlite3_stmt *q;
    enum status st =
        calls_statement(s, Q_READING_PUT,
                        "INSERT INTO reading (page, version, first_version,"
                        " json_zstd, text_zstd) VALUES (?1, ?2, ?2, ?3, ?4)"
                        " ON CONFLICT (page) DO UPDATE SET"
                        " version = excluded.version,"
                        " json_zstd = excluded.json_zstd,"
                        " text_zstd = excluded.text_zstd",
                        &q, e);
    if (st != ST_OK)
        return st;
    sqlite3_bind_int64(q, 1, a->page);
    sqlite3_bind_int64(q, 2, a->version);
    st = calls_bind_packed(s, q, 3, a->json, e);
    if (st == ST_OK)
        st = calls_bind_packed(s, q, 4, a->text, e);
    if (st == ST_OK)
        return db_run(q, e);
    calls_done(q);
    return st;
}

static enum status drop_reading(struct calls_store *s, int64_t page,
                                struct err *e)
{
    sqlite3_stmt *q;
    enum status st = calls_statement(
        s, Q_READING_DROP, "DELETE FROM reading WHERE page = ?1", &q, e);
    if (st != ST_OK)
        return st;
    sqlite3_bind_int64(q, 1, page);
    return db_run(q, e);
}

static enum status mark_funder_of(struct calls_store *s, int64_t page,
                                  struct err *e)
{
    sqlite3_stmt *q;
    enum status st =
        calls_statement(s, Q_FUNDER_OF_PAGE,
                        "INSERT OR REPLACE INTO funder (id, dirty)"
                        " SELECT funder, 1 FROM page WHERE id = ?1",
                        &q, e);
    if (st != ST_OK)
        return st;
    sqlite3_bind_int64(q, 1, page);
    return db_run(q, e);
}

enum status calls_store_put_attempt(struct calls_store *s,
                                    const struct calls_attempt *a,
                                    struct err *e)
{
    enum status st = note_attempt(s, a, e);
    if (st != ST_OK || (a->fate != 0 && a->keep_reading))
        return st;
    st = a->fate == 0 ? put_reading(s, a, e) : drop_reading(s, a->page, e);
    return st == ST_OK ? mark_funder_of(s, a->page, e) : st;
}

enum status calls_store_readings(struct calls_store *s, const char *funder,
                                 calls_reading_fn *fn, void *arg, struct err *e)
{
    sqlite3_stmt *q;
    enum status st =
        db_prepare(s->db,
                   "SELECT " PAGE_COLUMNS ", json_zstd FROM page JOIN reading"
                   " ON reading.page = page.id WHERE funder = ?1"
                   " AND state IN " STATES_THERE " ORDER BY url",
                   &q, e);
    if (st != ST_OK)
        return st;
    bind_text(q, 1, funder);
    struct arena *mem = arena_new();
    for (;;) {
        bool row = false;
        st = db_step(q, &row, e);
        if (st != ST_OK || !row)
            break;
        struct calls_page p;
        const char *json = NULL;
        page_from_row(q, &p);
        arena_reset(mem);
        st = calls_column_packed(s, q, PAGE_COLUMN_COUNT, mem, &json, e);
        if (st == ST_OK)
            st = fn(arg, &p, json, e);
        if (st != ST_OK)
            break;
    }
    arena_free(mem);
    sqlite3_finalize(q);
    return st;
}

/* Calls FN for each row of SQL, which selects PAGE_COLUMNS for FUNDER (?1). */
static enum status each_page(struct calls_store *s, const char *sql,
                             const char *funder, calls_page_fn *fn, void *arg,
                             struct err *e)
{
    sqlite3_stmt *q;
    enum status st = db_prepare(s->db, sql, &q, e);
    if (st != ST_OK)
        return st;
    bind_text(q, 1, funder);
    for (;;) {
        bool row = false;
        st = db_step(q, &row, e);
        if (st != ST_OK || !row)
            break;
        struct calls_page p;
        page_from_row(q, &p);
        st = fn(arg, &p, e);
        if (st != ST_OK)
            break;
    }
    sqlite3_finalize(q);
    return st;
}

enum status calls_store_read_pages(struct calls_store *s, const char *funder,
                                   calls_page_fn *fn, void *arg, struct err *e)
{
    return each_page(s,
                     "SELECT " PAGE_COLUMNS " FROM page JOIN reading"
                     " ON reading.page = page.id WHERE funder = ?1"
                     " AND state IN " STATES_THERE " ORDER BY url",
                     funder, fn, arg, e);
}

enum status calls_store_redirects(struct calls_store *s, const char *funder,
                                  calls_page_fn *fn, void *arg, struct err *e)
{
    _Static_assert(PAGE_STATE_REDIRECT == 2, "the statement spells this out");
    return each_page(s,
                     "SELECT " PAGE_COLUMNS " FROM " PAGE_TABLES
                     " WHERE funder = ?1 AND state = 2"
                     " AND target IS NOT NULL ORDER BY url",
                     funder, fn, arg, e);
}

enum status calls_store_text(struct calls_store *s, struct arena *mem,
                             int64_t page, const char **ret, struct err *e)
{
    sqlite3_stmt *q;
    enum status st = calls_statement(
        s, Q_TEXT, "SELECT text_zstd FROM reading WHERE page = ?1", &q, e);
    if (st != ST_OK)
        return st;
    sqlite3_bind_int64(q, 1, page);
    bool row = false;
    st = db_step(q, &row, e);
    if (st == ST_OK && row)
        st = calls_column_packed(s, q, 0, mem, ret, e);
    else if (st == ST_OK)
        *ret = "";
    calls_done(q);
    return st;
}

enum status calls_store_quarantined(struct calls_store *s,
                                    calls_quarantine_fn *fn, void *arg,
                                    struct err *e)
{
    sqlite3_stmt *q;
    enum status st = db_prepare(s->db,
                                "SELECT " PAGE_COLUMNS ", ifnull(cause, '')"
                                " FROM " PAGE_TABLES
                                " WHERE fate <> 0 AND state IN " STATES_THERE
                                " ORDER BY url",
                                &q, e);
    if (st != ST_OK)
        return st;
    for (;;) {
        bool row = false;
        st = db_step(q, &row, e);
        if (st != ST_OK || !row)
            break;
        struct calls_page p;
        page_from_row(q, &p);
        st = fn(arg, &p, column_text(q, PAGE_COLUMN_COUNT), e);
        if (st != ST_OK)
            break;
    }
    sqlite3_finalize(q);
    return st;
}

enum status calls_store_dirty_funders(struct calls_store *s, struct arena *mem,
                                      const char ***ret, size_t *n,
                                      struct err *e)
{
    sqlite3_stmt *q;
    enum status st = db_prepare(
        s->db, "SELECT id FROM funder WHERE dirty <> 0 ORDER BY id", &q, e);
    if (st != ST_OK)
        return st;
    const char **ids = NULL;
    size_t count = 0, cap = 0;
    for (;;) {
        bool row = false;
        st = db_step(q, &row, e);
        if (st != ST_OK || !row)
            break;
        ids = arena_grow(mem, ids, count, &cap, sizeof *ids);
        ids[count++] = arena_strdup(mem, column_text(q, 0));
    }
    sqlite3_finalize(q);
    if (st == ST_OK) {
        *ret = ids;
        *n = count;
    }
    return st;
}
