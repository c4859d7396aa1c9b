/*
 * calls_dirty.c - what the index has to catch up with, and counts: the end
 * of medel/calls_store.h.
 */
#include "calls_int.h"

enum status calls_store_dirty(struct calls_store *s, struct arena *mem,
                              const char *after, bool all, size_t max,
                              struct dirty_call **ret, size_t *n, struct err *e)
{
    sqlite3_stmt *q;
    enum status st =
        db_prepare(s->db,
                   all ? "SELECT id, dirty, life, successor FROM call"
                         " WHERE id > ?1 AND life <> ?3 ORDER BY id LIMIT ?2"
                       : "SELECT id, dirty, life, successor FROM call"
                         " WHERE id > ?1 AND dirty <> 0 ORDER BY id LIMIT ?2",
                   &q, e);
    if (st != ST_OK)
        return st;
    bind_text(q, 1, after);
    sqlite3_bind_int64(q, 2, (int64_t)max);
    if (all)
        sqlite3_bind_int(q, 3, CALL_RETRACTED);
    struct dirty_call *rows = arena_alloc(mem, (max + 1) * sizeof *rows);
    size_t count = 0;
    while (count < max) {
        bool row = false;
        st = db_step(q, &row, e);
        if (st != ST_OK || !row)
            break;
        rows[count++] =
            (struct dirty_call){arena_strdup(mem, column_text(q, 0)),
                                (enum call_dirty)sqlite3_column_int(q, 1),
                                (enum call_life)sqlite3_column_int(q, 2),
                                arena_strdup(mem, column_text(q, 3))};
    }
    sqlite3_finalize(q);
    if (st == ST_OK) {
        *ret = rows;
        *n = count;
    }
    return st;
}

enum status calls_store_set_dirty(struct calls_store *s, const char *id,
                                  struct err *e)
{
    sqlite3_stmt *q;
    enum status st = calls_statement(
        s, Q_DIRTY, "UPDATE call SET dirty = ?2 WHERE id = ?1", &q, e);
    if (st != ST_OK)
        return st;
    bind_text(q, 1, id);
    sqlite3_bind_int(q, 2, CALL_DIRTY_ALL);
    return db_run(q, e);
}

enum status calls_store_set_clean(struct calls_store *s, const char *id,
                                  struct err *e)
{
    if (id == NULL)
        return db_exec(s->db, "UPDATE call SET dirty = 0 WHERE dirty <> 0", e);
    sqlite3_stmt *q;
    enum status st = calls_statement(
        s, Q_CLEAN, "UPDATE call SET dirty = 0 WHERE id = ?1", &q, e);
    if (st != ST_OK)
        return st;
    bind_text(q, 1, id);
    return db_run(q, e);
}

enum status calls_store_former_ids(struct calls_store *s, struct arena *mem,
                                   const char *id, const char ***ret, size_t *n,
                                   struct err *e)
{
    sqlite3_stmt *q;
    enum status st = calls_statement(
        s, Q_FORMER,
        "WITH RECURSIVE former(id) AS (VALUES (?1) UNION"
        "  SELECT call.id FROM call JOIN former"
        "   ON call.successor = former.id"
        "   WHERE call.funder = (SELECT funder FROM call WHERE id = ?1)"
        "    AND call.life = ?2)"
        " SELECT id FROM former WHERE id <> ?1 ORDER BY id",
        &q, e);
    if (st != ST_OK)
        return st;
    bind_text(q, 1, id);
    sqlite3_bind_int(q, 2, CALL_RETRACTED);
    const char **all = NULL;
    size_t count = 0, cap = 0;
    for (;;) {
        bool row = false;
        st = db_step(q, &row, e);
        if (st != ST_OK || !row)
            break;
        all = arena_grow(mem, all, count, &cap, sizeof *all);
        all[count++] = arena_strdup(mem, column_text(q, 0));
    }
    calls_done(q);
    if (st == ST_OK) {
        *ret = all;
        *n = count;
    }
    return st;
}

/* Counts the rows that SQL selects for FUNDER (?1; NULL: of all). */
static enum status count(struct calls_store *s, const char *sql,
                         const char *funder, int64_t *ret, struct err *e)
{
    sqlite3_stmt *q;
    enum status st = db_prepare(s->db, sql, &q, e);
    if (st != ST_OK)
        return st;
    bind_text(q, 1, funder);
    bool row = false;
    st = db_step(q, &row, e);
    if (st == ST_OK && row)
        *ret = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    return st;
}

#define COUNT_IF(table, condition)                                             \
    "SELECT count(*) FROM " table " WHERE (?1 IS NULL OR funder = ?1)"         \
    " AND " condition

enum status calls_store_count(struct calls_store *s, const char *funder,
                              struct calls_counts *ret, struct err *e)
{
    struct calls_counts c = {0};
    const struct {
        const char *sql;
        int64_t *n;
    } counts[] = {
        {COUNT_IF("call", "life = 0"), &c.live},
        {COUNT_IF("call", "life = 1"), &c.withdrawn},
        {COUNT_IF("call", "life = 2"), &c.retracted},
        {COUNT_IF("call", "dirty <> 0"), &c.dirty},
        {COUNT_IF("page", "state IN (1, 4)"), &c.pages},
        {COUNT_IF("page", "fate <> 0 AND state IN (1, 4)"), &c.quarantined},
    };
    _Static_assert(CALL_LIVE == 0 && CALL_WITHDRAWN == 1 && CALL_RETRACTED == 2,
                   "the statements spell these out");
    enum status st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < sizeof counts / sizeof *counts; i++)
        st = count(s, counts[i].sql, funder, counts[i].n, e);
    if (st == ST_OK)
        *ret = c;
    return st;
}
