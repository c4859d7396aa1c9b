/* crawl_merge_check.c - which stores may be merged; see crawl_merge_int.h. */
#include "crawl_merge_int.h"

#include "medel/crawl_store.h"
#include "medel/i18n.h"

#include <stdio.h>
#include <sys/stat.h>

/* --- stores ----------------------------------------------------------------
 */

enum status merge_attach(sqlite3 *db, const char *dir, const char *name,
                         struct err *e)
{
    sqlite3_stmt *q;
    char *path = sqlite3_mprintf("%s/crawl.db", dir);
    char *sql = sqlite3_mprintf("ATTACH ?1 AS %s", name);
    enum status st = ST_NOMEM;
    int keep = 1;
    if (path != NULL && sql != NULL)
        st = db_prepare(db, sql, &q, e);
    if (st == ST_OK) {
        sqlite3_bind_text(q, 1, path, -1, SQLITE_STATIC);
        st = db_run(q, e);
        sqlite3_finalize(q);
    }
    /* Others may be reading it: see store/db.c. */
    if (st == ST_OK)
        sqlite3_file_control(db, name, SQLITE_FCNTL_PERSIST_WAL, &keep);
    sqlite3_free(sql);
    sqlite3_free(path);
    return st == ST_NOMEM ? err_set(e, st, _("out of memory")) : st;
}

void merge_detach(sqlite3 *db, const char *name)
{
    char sql[32];
    snprintf(sql, sizeof sql, "DETACH %s", name);
    sqlite3_exec(db, sql, NULL, NULL, NULL);
}

static bool same_file(const char *a, const char *b)
{
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev &&
           x.st_ino == y.st_ino;
}

enum status merge_check_source(const char *src, const char *dest,
                               const char *const *others, size_t n,
                               struct err *e)
{
    struct crawl_store *s = NULL;
    if (same_file(src, dest))
        return err_set(e, ST_INVALID, _("%s: cannot be merged into itself"),
                       src);
    for (size_t i = 0; i < n; i++)
        if (same_file(src, others[i]))
            return err_set(e, ST_INVALID, _("%s is named twice"), src);
    enum status st = crawl_store_open(src, DB_READ_ONLY, &s, e);
    crawl_store_close(s);
    if (st == ST_NOT_FOUND && e != NULL)
        e->status = ST_INVALID;
    return st == ST_NOT_FOUND ? ST_INVALID : st;
}

/* --- which is newer ---------------------------------------------------------
 */

/* Whether store A has looked at FUNDER's pages after B did; a page that B does
 * not have counts as looked at there when any was last, and one that it has as
 * another funder's says nothing. */
static enum status is_ahead(sqlite3 *db, const char *a, const char *b,
                            const char *funder, bool *ret, struct err *e)
{
    sqlite3_stmt *q;
    bool row = false;
    char *sql = sqlite3_mprintf(
        "SELECT EXISTS (SELECT 1 FROM %s.page p LEFT JOIN %s.page q"
        "  ON q.url = p.url WHERE p.funder = ?1"
        "  AND p.checked_at > iif(q.id IS NULL,"
        "   (SELECT ifnull(max(checked_at), 0) FROM %s.page"
        "     WHERE funder = ?1),"
        "   iif(q.funder = p.funder, q.checked_at, p.checked_at)))"
        " OR (SELECT last_crawl FROM %s.funder WHERE id = ?1) >"
        "  ifnull((SELECT last_crawl FROM %s.funder WHERE id = ?1), 0)",
        a, b, b, a, b);
    if (sql == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    enum status st = db_prepare(db, sql, &q, e);
    sqlite3_free(sql);
    if (st != ST_OK)
        return st;
    sqlite3_bind_text(q, 1, funder, -1, SQLITE_STATIC);
    st = db_step(q, &row, e);
    if (st == ST_OK)
        *ret = row && sqlite3_column_int(q, 0) != 0;
    sqlite3_finalize(q);
    return st;
}

enum status merge_compare(sqlite3 *db, const char *a, const char *b,
                          const char *funder, enum merge_order *ret,
                          struct err *e)
{
    bool newer = false, older = false;
    enum status st = is_ahead(db, a, b, funder, &newer, e);
    if (st == ST_OK)
        st = is_ahead(db, b, a, funder, &older, e);
    if (st == ST_OK)
        *ret = newer && older ? MERGE_DIVIDED
               : newer        ? MERGE_NEWER
               : older        ? MERGE_OLDER
                              : MERGE_SAME;
    return st;
}

enum status merge_funders(sqlite3 *db, const char *a, const char *b,
                          struct arena *mem, const char ***ret, size_t *n,
                          struct err *e)
{
    sqlite3_stmt *q;
    size_t cap = 0;
    char *sql = b == NULL
                    ? sqlite3_mprintf("SELECT id FROM %s.funder ORDER BY id", a)
                    : sqlite3_mprintf("SELECT id FROM %s.funder WHERE id IN"
                                      " (SELECT id FROM %s.funder) ORDER BY id",
                                      a, b);
    *ret = NULL;
    *n = 0;
    if (sql == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    enum status st = db_prepare(db, sql, &q, e);
    sqlite3_free(sql);
    for (bool row = true; st == ST_OK && row;) {
        st = db_step(q, &row, e);
        if (st != ST_OK || !row)
            break;
        *ret = arena_grow(mem, *ret, *n, &cap, sizeof **ret);
        (*ret)[(*n)++] =
            arena_strdup(mem, (const char *)sqlite3_column_text(q, 0));
    }
    sqlite3_finalize(q);
    return st;
}

enum status merge_divided(struct err *e, const char *funder, const char *a,
                          const char *b)
{
    return err_set(e, ST_INVALID,
                   _("%s: %s and %s have both looked at it, each after the "
                     "other; nothing was merged. Let one machine crawl it "
                     "(--partition), and merge without the other's store, or "
                     "into a new folder"),
                   funder, a, b);
}

/* That no funder is divided between the stores "main" or "one", whose folder is
 * A, and "src", whose is B. */
static enum status check_pair(sqlite3 *db, const char *one, const char *a,
                              const char *b, struct err *e)
{
    struct arena *mem = arena_new();
    const char **funders = NULL;
    size_t n = 0;
    enum status st = merge_funders(db, one, "src", mem, &funders, &n, e);
    for (size_t i = 0; st == ST_OK && i < n; i++) {
        enum merge_order order = MERGE_SAME;
        st = merge_compare(db, one, "src", funders[i], &order, e);
        if (st == ST_OK && order == MERGE_DIVIDED)
            st = merge_divided(e, funders[i], a, b);
    }
    arena_free(mem);
    return st;
}

enum status merge_check_against(sqlite3 *db, const char *dest,
                                const char *const *src, size_t at,
                                struct err *e)
{
    enum status st = merge_attach(db, src[at], "src", e);
    if (st != ST_OK)
        return st;
    st = check_pair(db, "main", dest, src[at], e);
    for (size_t i = 0; st == ST_OK && i < at; i++) {
        st = merge_attach(db, src[i], "one", e);
        if (st != ST_OK)
            break;
        st = check_pair(db, "one", src[i], src[at], e);
        merge_detach(db, "one");
    }
    merge_detach(db, "src");
    return st;
}
