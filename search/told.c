/* told.c - see told.h. */
#include "told.h"

#include "medel/arena.h"
#include "medel/db.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* How far back something may be found that nobody was told of: an index that
 * was long not updated, a page that could long not be read. */
#define LATE_DAYS 60
/* What is as old cannot be found again. */
#define FORGET_DAYS 400
#define DAY_SECONDS 86400

struct told {
    struct arena *mem;
    const char *audience;
    struct date since;
    const char **known; /* "call\nkey", sorted */
    size_t n_known, cap_known;
    const char **fresh; /* call and key, in turn */
    size_t n_fresh, cap_fresh;
};

static const char *joined(struct arena *mem, const char *call, const char *key)
{
    return arena_printf(mem, "%s\n%s", call, key);
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum status read_audience(sqlite3 *db, struct told *t, struct err *e)
{
    sqlite3_stmt *q;
    bool row = false;
    enum status st = db_prepare(
        db, "SELECT since, told_at FROM audience WHERE name = ?1", &q, e);
    if (st != ST_OK)
        return st;
    sqlite3_bind_text(q, 1, t->audience, -1, SQLITE_STATIC);
    st = db_step(q, &row, e);
    if (st == ST_OK && row) {
        struct date first = date_at(sqlite3_column_int64(q, 0), NULL, NULL);
        struct date late = date_at(
            sqlite3_column_int64(q, 1) - LATE_DAYS * DAY_SECONDS, NULL, NULL);
        t->since = date_compare(first, late) > 0 ? first : late;
    }
    sqlite3_finalize(q);
    return st;
}

static enum status read_known(sqlite3 *db, struct told *t, struct err *e)
{
    sqlite3_stmt *q;
    enum status st =
        db_prepare(db, "SELECT call, key FROM told WHERE audience = ?1", &q, e);
    if (st != ST_OK)
        return st;
    sqlite3_bind_text(q, 1, t->audience, -1, SQLITE_STATIC);
    for (;;) {
        bool row = false;
        st = db_step(q, &row, e);
        if (st != ST_OK || !row)
            break;
        t->known = arena_grow(t->mem, t->known, t->n_known, &t->cap_known,
                              sizeof *t->known);
        t->known[t->n_known++] =
            joined(t->mem, (const char *)sqlite3_column_text(q, 0),
                   (const char *)sqlite3_column_text(q, 1));
    }
    sqlite3_finalize(q);
    if (t->n_known > 1)
        qsort(t->known, t->n_known, sizeof *t->known, compare);
    return st;
}

enum status told_read(sqlite3 *db, const char *audience, struct date today,
                      int first_days, struct told **ret, struct err *e)
{
    struct arena *mem = arena_new();
    struct told *t = arena_alloc(mem, sizeof *t);
    *t = (struct told){
        .mem = mem,
        .audience = arena_strdup(mem, audience),
        .since = date_from_days(date_to_days(today) - first_days),
    };
    enum status st = db != NULL ? read_audience(db, t, e) : ST_OK;
    if (st == ST_OK && db != NULL)
        st = read_known(db, t, e);
    if (st == ST_OK)
        *ret = t;
    else
        told_free(t);
    return st;
}

void told_free(struct told *t)
{
    if (t != NULL)
        arena_free(t->mem);
}

struct date told_since(const struct told *t)
{
    return t->since;
}

bool told_is(void *arg, const char *call, const char *key)
{
    struct told *t = arg;
    struct arena *mem = arena_new();
    const char *wanted = joined(mem, call, key);
    bool found = t->n_known > 0 && bsearch(&wanted, t->known, t->n_known,
                                           sizeof *t->known, compare) != NULL;
    arena_free(mem);
    return found;
}

void told_add(struct told *t, const char *call, const char *key)
{
    for (size_t i = 0; i < 2; i++) {
        t->fresh = arena_grow(t->mem, t->fresh, t->n_fresh, &t->cap_fresh,
                              sizeof *t->fresh);
        t->fresh[t->n_fresh++] = arena_strdup(t->mem, i == 0 ? call : key);
    }
}

/* One statement with the audience, a moment and, where ROW, a call and key. */
static enum status run(sqlite3 *db, const char *sql, const struct told *t,
                       int64_t at, const char *const *row, struct err *e)
{
    sqlite3_stmt *q;
    enum status st = db_prepare(db, sql, &q, e);
    if (st != ST_OK)
        return st;
    sqlite3_bind_text(q, 1, t->audience, -1, SQLITE_STATIC);
    sqlite3_bind_int64(q, 2, at);
    for (int i = 0; i < 2 && row != NULL; i++)
        sqlite3_bind_text(q, 3 + i, row[i], -1, SQLITE_STATIC);
    st = db_run(q, e);
    sqlite3_finalize(q);
    return st;
}

static enum status keep(struct told *t, sqlite3 *db, struct err *e)
{
    int64_t now = (int64_t)time(NULL);
    int64_t first = (int64_t)date_to_days(t->since) * DAY_SECONDS;
    enum status st =
        run(db, "INSERT OR IGNORE INTO audience VALUES (?1, ?2, 0)", t, first,
            NULL, e);
    if (st == ST_OK)
        st = run(db, "UPDATE audience SET told_at = ?2 WHERE name = ?1", t, now,
                 NULL, e);
    for (size_t i = 0; st == ST_OK && i + 1 < t->n_fresh; i += 2)
        st = run(db, "INSERT OR IGNORE INTO told VALUES (?1, ?3, ?4, ?2)", t,
                 now, &t->fresh[i], e);
    if (st == ST_OK)
        st = run(db, "DELETE FROM told WHERE audience = ?1 AND at < ?2", t,
                 now - FORGET_DAYS * (int64_t)DAY_SECONDS, NULL, e);
    return st;
}

enum status told_keep(struct told *t, sqlite3 *db, struct err *e)
{
    enum status st = db_begin(db, e);
    if (st != ST_OK)
        return st;
    st = keep(t, db, e);
    if (st == ST_OK)
        st = db_commit(db, e);
    if (st != ST_OK)
        db_rollback(db);
    return st;
}
