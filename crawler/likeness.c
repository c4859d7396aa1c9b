/* likeness.c - see likeness.h. */
#include "likeness.h"

#include "medel/db.h"
#include "medel/hash.h"
#include "medel/i18n.h"

#include <stdlib.h>

/* A shape is exhausted where so many of its pages looked like others, and
 * they are more than half. */
#define ALIKE_MIN 20
#define FIND_MAX 1000 /* candidates looked at, at most */

#define NEAR                                                                   \
    "SELECT id, simhash, exact, figures, depth FROM page"                      \
    " WHERE funder = ?1 AND simhash <> 0 AND near_of IS NULL AND state = 1"    \
    " AND looks_near(simhash, ?2)"
#define BLOCK(n)                                                               \
    " UNION ALL " NEAR " AND ((simhash >> " n ") & 65535) = ((?2 >> " n        \
    ") & 65535)"

enum {
    LOAD,
    STORE,
    FIND_EQUAL,
    FIND,
    MARK,
    THIN,
    COUNT,
    EXHAUSTED,
    HOST,
    SET_HOST,
    N_SQL
};

static const char *const SQL[N_SQL] = {
    [LOAD] = "SELECT simhash, exact, figures FROM page WHERE id = ?1",
    [STORE] = "UPDATE page SET simhash = ?2, exact = ?3, figures = ?4,"
              " near_of = ?5 WHERE id = ?1",
    /* Those that are the same to the letter are among them. */
    [FIND_EQUAL] = NEAR " AND (simhash & 65535) = (?2 & 65535)"
                        " AND simhash = ?2",
    [FIND] = NEAR " AND (simhash & 65535) = (?2 & 65535)" BLOCK("16")
        BLOCK("32") BLOCK("48"),
    [MARK] = "UPDATE body SET clock = 1 WHERE page = ?1 AND version = ?2",
    [THIN] = "DELETE FROM body WHERE page = ?1 AND version = ?2 - 1"
             " AND clock = 1",
    [COUNT] = "INSERT INTO variant(funder, shape, n, looked, alike)"
              " VALUES(?1, ?2, 1, 1, ?3) ON CONFLICT DO UPDATE"
              " SET looked = looked + 1, alike = alike + ?3",
    [EXHAUSTED] = "SELECT 1 FROM variant WHERE funder = ?1 AND shape = ?2"
                  " AND alike >= ?3 AND 2 * alike > looked",
    [HOST] = "SELECT missing_simhash, missing_exact, missing_figures,"
             " missing_target FROM host WHERE id = ?1",
    [SET_HOST] = "UPDATE host SET missing_simhash = ?2, missing_exact = ?3,"
                 " missing_figures = ?4, missing_target = ?5 WHERE id = ?1",
};

struct likeness {
    sqlite3_stmt *sql[N_SQL];
};

/* looks_near(simhash, simhash): in few bits. */
static void near_function(sqlite3_context *x, int n, sqlite3_value **v)
{
    (void)n;
    sqlite3_result_int(x, hash_distance((uint64_t)sqlite3_value_int64(v[0]),
                                        (uint64_t)sqlite3_value_int64(v[1])) <=
                              LOOKS_NEAR_BITS);
}

enum status likeness_new(sqlite3 *db, struct likeness **ret, struct err *e)
{
    struct likeness *l = calloc(1, sizeof *l);
    if (l == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    enum status st = ST_OK;
    if (sqlite3_create_function(db, "looks_near", 2,
                                SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL,
                                near_function, NULL, NULL) != SQLITE_OK)
        st = db_error(db, e, "looks_near()");
    for (int i = 0; st == ST_OK && i < N_SQL; i++)
        st = db_prepare(db, SQL[i], &l->sql[i], e);
    if (st != ST_OK)
        likeness_free(l);
    else
        *ret = l;
    return st;
}

void likeness_free(struct likeness *l)
{
    if (l == NULL)
        return;
    for (int i = 0; i < N_SQL; i++)
        sqlite3_finalize(l->sql[i]);
    free(l);
}

static void done(sqlite3_stmt *s)
{
    sqlite3_reset(s);
    sqlite3_clear_bindings(s);
}

/* --- pages ---------------------------------------------------------------- */

static void looks_from_row(sqlite3_stmt *s, int first, struct looks *ret)
{
    *ret =
        (struct looks){.words = (uint64_t)sqlite3_column_int64(s, first),
                       .exact = (uint64_t)sqlite3_column_int64(s, first + 1),
                       .figures = (uint64_t)sqlite3_column_int64(s, first + 2)};
}

static void bind_looks(sqlite3_stmt *s, int first, const struct looks *looks)
{
    sqlite3_bind_int64(s, first, (int64_t)looks->words);
    sqlite3_bind_int64(s, first + 1, (int64_t)looks->exact);
    sqlite3_bind_int64(s, first + 2, (int64_t)looks->figures);
}

enum status likeness_load(struct likeness *l, int64_t page, struct looks *ret,
                          struct err *e)
{
    sqlite3_stmt *s = l->sql[LOAD];
    bool row = false;
    *ret = (struct looks){0};
    sqlite3_bind_int64(s, 1, page);
    enum status st = db_step(s, &row, e);
    if (st == ST_OK && row)
        looks_from_row(s, 0, ret);
    done(s);
    return st;
}

enum status likeness_store(struct likeness *l, int64_t page,
                           const struct looks *looks, int64_t near_of,
                           struct err *e)
{
    sqlite3_stmt *s = l->sql[STORE];
    sqlite3_bind_int64(s, 1, page);
    bind_looks(s, 2, looks);
    if (near_of != 0)
        sqlite3_bind_int64(s, 5, near_of);
    return db_run(s, e);
}

/* Steps through the pages that statement S finds; takes the first that is near,
 * or with SAME only one that is the same. */
static enum status find(sqlite3_stmt *s, const char *funder, int64_t page,
                        const struct looks *looks, bool same, struct alike *ret,
                        struct err *e)
{
    bool row = true;
    enum status st = ST_OK;
    sqlite3_bind_text(s, 1, funder, -1, SQLITE_STATIC);
    sqlite3_bind_int64(s, 2, (int64_t)looks->words);
    for (int i = 0; st == ST_OK && row && ret->page == 0 && i < FIND_MAX; i++) {
        struct looks other;
        st = db_step(s, &row, e);
        if (st != ST_OK || !row || sqlite3_column_int64(s, 0) == page)
            continue;
        looks_from_row(s, 1, &other);
        if (same ? looks_same(looks, &other) : looks_near(looks, &other))
            *ret = (struct alike){sqlite3_column_int64(s, 0),
                                  sqlite3_column_int(s, 4),
                                  looks_same(looks, &other)};
    }
    done(s);
    return st;
}

enum status likeness_find(struct likeness *l, const char *funder, int64_t page,
                          const struct looks *looks, struct alike *ret,
                          struct err *e)
{
    *ret = (struct alike){0};
    if (looks->words == 0)
        return ST_OK;
    enum status st =
        find(l->sql[FIND_EQUAL], funder, page, looks, true, ret, e);
    return st == ST_OK && ret->page == 0
               ? find(l->sql[FIND], funder, page, looks, false, ret, e)
               : st;
}

enum status likeness_only_clock(struct likeness *l, int64_t page,
                                int64_t version, struct err *e)
{
    enum status st = ST_OK;
    static const int STEPS[] = {MARK, THIN};
    for (size_t i = 0; st == ST_OK && i < 2; i++) {
        sqlite3_bind_int64(l->sql[STEPS[i]], 1, page);
        sqlite3_bind_int64(l->sql[STEPS[i]], 2, version);
        st = db_run(l->sql[STEPS[i]], e);
    }
    return st;
}

/* --- shapes --------------------------------------------------------------- */

static void bind_shape(sqlite3_stmt *s, const char *funder, const char *shape)
{
    sqlite3_bind_text(s, 1, funder, -1, SQLITE_STATIC);
    sqlite3_bind_text(s, 2, shape, -1, SQLITE_STATIC);
}

enum status likeness_count(struct likeness *l, const char *funder,
                           const char *shape, bool alike, struct err *e)
{
    sqlite3_stmt *s = l->sql[COUNT];
    bind_shape(s, funder, shape);
    sqlite3_bind_int(s, 3, alike);
    return db_run(s, e);
}

enum status likeness_exhausted(struct likeness *l, const char *funder,
                               const char *shape, bool *ret, struct err *e)
{
    sqlite3_stmt *s = l->sql[EXHAUSTED];
    bind_shape(s, funder, shape);
    sqlite3_bind_int(s, 3, ALIKE_MIN);
    *ret = false;
    enum status st = db_step(s, ret, e);
    done(s);
    return st;
}

/* --- hosts ---------------------------------------------------------------- */

enum status likeness_load_missing(struct likeness *l, struct arena *mem,
                                  int64_t host, struct missing_page *ret,
                                  struct err *e)
{
    sqlite3_stmt *s = l->sql[HOST];
    bool row = false;
    *ret = (struct missing_page){.target = NULL};
    sqlite3_bind_int64(s, 1, host);
    enum status st = db_step(s, &row, e);
    if (st == ST_OK && row) {
        looks_from_row(s, 0, &ret->looks);
        ret->target =
            arena_strdup(mem, (const char *)sqlite3_column_text(s, 3));
    }
    done(s);
    return st;
}

enum status likeness_store_missing(struct likeness *l, int64_t host,
                                   const struct missing_page *m, struct err *e)
{
    sqlite3_stmt *s = l->sql[SET_HOST];
    sqlite3_bind_int64(s, 1, host);
    bind_looks(s, 2, &m->looks);
    sqlite3_bind_text(s, 5, m->target, -1, SQLITE_STATIC);
    return db_run(s, e);
}
