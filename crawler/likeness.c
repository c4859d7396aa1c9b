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

/* The index of such a block has the simhash too, which tells of most pages of
 * it that they are not near. */
#define BLOCK(bits)                                                            \
    "SELECT id, simhash FROM page WHERE funder = ?1 AND " bits " = ?2"         \
    " AND simhash <> 0 AND near_of IS NULL"

enum {
    LOAD,
    BLOCK_0,
    BLOCK_1,
    BLOCK_2,
    BLOCK_3,
    CANDIDATE,
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
    [BLOCK_0] = BLOCK("simhash & 65535"),
    [BLOCK_1] = BLOCK("(simhash >> 16) & 65535"),
    [BLOCK_2] = BLOCK("(simhash >> 32) & 65535"),
    [BLOCK_3] = BLOCK("(simhash >> 48) & 65535"),
    [CANDIDATE] = "SELECT simhash, exact, figures, depth FROM page"
                  " WHERE id = ?1 AND state = 1",
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
    bool old;
};

static enum status find_old(sqlite3 *db, bool *ret, struct err *e)
{
    sqlite3_stmt *s = NULL;
    enum status st =
        db_prepare(db, "SELECT 1 FROM meta WHERE key = 'old_looks'", &s, e);
    if (st == ST_OK)
        st = db_step(s, ret, e);
    sqlite3_finalize(s);
    return st;
}

enum status likeness_new(sqlite3 *db, struct likeness **ret, struct err *e)
{
    struct likeness *l = calloc(1, sizeof *l);
    if (l == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    enum status st = ST_OK;
    for (int i = 0; st == ST_OK && i < N_SQL; i++)
        st = db_prepare(db, SQL[i], &l->sql[i], e);
    if (st == ST_OK)
        st = find_old(db, &l->old, e);
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

bool likeness_has_old(const struct likeness *l)
{
    return l->old;
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

/* A search for what looks as LOOKS does. */
struct search {
    struct likeness *l;
    const struct looks *looks;
    int near, equal; /* pages looked at closely */
    struct alike *found;
};

/* Page ID, whose simhash is near: *ret is it where it looks alike. */
static enum status look_at(struct search *s, int64_t id, struct alike *ret,
                           struct err *e)
{
    sqlite3_stmt *q = s->l->sql[CANDIDATE];
    bool row = false;
    struct looks other;
    sqlite3_bind_int64(q, 1, id);
    enum status st = db_step(q, &row, e);
    if (st == ST_OK && row) {
        looks_from_row(q, 0, &other);
        if (looks_near(s->looks, &other))
            *ret = (struct alike){id, sqlite3_column_int(q, 3),
                                  looks_same(s->looks, &other)};
    }
    sqlite3_reset(q);
    return st;
}

/* The page ID with SIMHASH of a block. The first that is near is taken; one
 * that is the same, to the letter and so in all blocks, takes its place. */
static enum status consider(struct search *s, int64_t id, uint64_t simhash,
                            struct err *e)
{
    struct alike a = {0};
    bool equal = simhash == s->looks->words;
    if (equal ? s->equal >= FIND_MAX
              : s->found->page != 0 || s->near >= FIND_MAX ||
                    hash_distance(simhash, s->looks->words) > LOOKS_NEAR_BITS)
        return ST_OK;
    *(equal ? &s->equal : &s->near) += 1;
    enum status st = look_at(s, id, &a, e);
    if (a.page != 0 && (s->found->page == 0 || (equal && a.same)))
        *s->found = a;
    return st;
}

static enum status search_block(struct search *s, int block, const char *funder,
                                int64_t page, struct err *e)
{
    sqlite3_stmt *q = s->l->sql[BLOCK_0 + block];
    bool row = true;
    enum status st = ST_OK;
    sqlite3_bind_text(q, 1, funder, -1, SQLITE_STATIC);
    sqlite3_bind_int64(q, 2, s->looks->words >> 16 * block & 65535);
    while (st == ST_OK && row && !(s->found->page != 0 && s->found->same)) {
        st = db_step(q, &row, e);
        if (st == ST_OK && row && sqlite3_column_int64(q, 0) != page)
            st = consider(s, sqlite3_column_int64(q, 0),
                          (uint64_t)sqlite3_column_int64(q, 1), e);
    }
    done(q);
    return st;
}

enum status likeness_find(struct likeness *l, const char *funder, int64_t page,
                          const struct looks *looks, struct alike *ret,
                          struct err *e)
{
    struct search s = {.l = l, .looks = looks, .found = ret};
    enum status st = ST_OK;
    *ret = (struct alike){0};
    if (looks->words == 0)
        return ST_OK;
    for (int i = 0; st == ST_OK && i < 4 && ret->page == 0; i++)
        st = search_block(&s, i, funder, page, e);
    return st;
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
