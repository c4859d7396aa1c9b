/* shortlist.c - entries of own.db, and their steps; see shortlist.h. */
#include "shortlist.h"

#include "medel/db.h"
#include "medel/i18n.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define STEPS_KEPT "1000"

/* All that a row of entry has, and a step keeps of it. */
#define COLUMNS "status, note, muted, added_at, changed_at, copy"

/* One statement with up to six texts and numbers. */
struct binding {
    const char *text; /* NULL: the number, or null where IS_NULL */
    int64_t number;
    bool is_null;
};
#define TEXT(s)                                                                \
    {                                                                          \
        .text = (s), .is_null = (s) == NULL                                    \
    }
#define NUMBER(n)                                                              \
    {                                                                          \
        .number = (n)                                                          \
    }

static enum status prepare(sqlite3 *db, const char *sql,
                           const struct binding *b, int n, sqlite3_stmt **ret,
                           struct err *e)
{
    sqlite3_stmt *q;
    enum status st = db_prepare(db, sql, &q, e);
    for (int i = 0; st == ST_OK && i < n; i++) {
        if (b[i].text != NULL)
            sqlite3_bind_text(q, i + 1, b[i].text, -1, SQLITE_STATIC);
        else if (!b[i].is_null)
            sqlite3_bind_int64(q, i + 1, b[i].number);
    }
    if (st == ST_OK)
        *ret = q;
    return st;
}

static enum status run(sqlite3 *db, const char *sql, const struct binding *b,
                       int n, struct err *e)
{
    sqlite3_stmt *q;
    enum status st = prepare(db, sql, b, n, &q, e);
    if (st != ST_OK)
        return st;
    st = db_run(q, e);
    sqlite3_finalize(q);
    return st;
}

static const char *column(struct arena *mem, sqlite3_stmt *q, int i)
{
    const char *s = (const char *)sqlite3_column_text(q, i);
    return s != NULL ? arena_strdup(mem, s) : NULL;
}

static enum status not_on_list(const char *list, const char *id, struct err *e)
{
    return err_set(e, ST_NOT_FOUND,
                   _("'%.60s' is not on the list '%.60s'; 'medel shortlist "
                     "add' puts it there"),
                   id, list);
}

/* --- a change ------------------------------------------------------------ */

/* Keeps what the entry is now as the step WHAT; *there tells whether it is. */
static enum status keep_step(sqlite3 *db, const char *what, const char *list,
                             const char *id, bool *there, struct err *e)
{
    const struct binding b[] = {TEXT(list), TEXT(id), TEXT(what),
                                NUMBER((int64_t)time(NULL))};
    enum status st = run(db,
                         "INSERT INTO step (at, what, list, call, " COLUMNS
                         ") SELECT ?4, ?3, list, call, " COLUMNS
                         " FROM entry WHERE list = ?1 AND call = ?2",
                         b, 4, e);
    *there = sqlite3_changes(db) > 0;
    if (st == ST_OK && !*there && strcmp(what, "add") == 0)
        st = run(db,
                 "INSERT INTO step (at, what, list, call)"
                 " VALUES (?4, ?3, ?1, ?2)",
                 b, 4, e);
    if (st == ST_OK)
        st = run(db,
                 "DELETE FROM step WHERE n <= (SELECT max(n) FROM step)"
                 " - " STEPS_KEPT,
                 NULL, 0, e);
    return st;
}

/* SQL has ?1 the list, ?2 the call, ?3 now, ?4 and ?5 as B's two. */
static enum status change(sqlite3 *db, const char *what, const char *list,
                          const char *id, const char *sql,
                          const struct binding *b, struct err *e)
{
    const struct binding all[] = {TEXT(list), TEXT(id),
                                  NUMBER((int64_t)time(NULL)), b[0], b[1]};
    bool there = false;
    enum status st = db_begin(db, e);
    if (st != ST_OK)
        return st;
    st = keep_step(db, what, list, id, &there, e);
    if (st == ST_OK && !there)
        st = not_on_list(list, id, e);
    if (st == ST_OK)
        st = run(db, sql, all, 5, e);
    if (st == ST_OK)
        st = db_commit(db, e);
    if (st != ST_OK)
        db_rollback(db);
    return st;
}

enum status shortlist_set_status(sqlite3 *db, const char *list, const char *id,
                                 enum shortlist_status s, const char *note,
                                 struct err *e)
{
    const struct binding b[] = {TEXT(shortlist_status_name(s)), TEXT(note)};
    return change(db, "status", list, id,
                  "UPDATE entry SET status = ?4, note = ifnull(?5, note),"
                  " changed_at = ?3 WHERE list = ?1 AND call = ?2",
                  b, e);
}

enum status shortlist_set_note(sqlite3 *db, const char *list, const char *id,
                               const char *note, struct err *e)
{
    const struct binding b[] = {TEXT(note), NUMBER(0)};
    return change(db, "note", list, id,
                  "UPDATE entry SET note = nullif(?4, ''), changed_at = ?3"
                  " WHERE list = ?1 AND call = ?2",
                  b, e);
}

enum status shortlist_set_muted(sqlite3 *db, const char *list, const char *id,
                                bool muted, struct err *e)
{
    const struct binding b[] = {NUMBER(muted), NUMBER(0)};
    return change(db, "mute", list, id,
                  "UPDATE entry SET muted = ?4, changed_at = ?3"
                  " WHERE list = ?1 AND call = ?2",
                  b, e);
}

enum status shortlist_remove(sqlite3 *db, const char *list, const char *id,
                             struct err *e)
{
    const struct binding b[] = {NUMBER(0), NUMBER(0)};
    return change(db, "remove", list, id,
                  "DELETE FROM entry WHERE list = ?1 AND call = ?2", b, e);
}

/* --- adding -------------------------------------------------------------- */

/* The record as it is kept: its own history is not news to the list. */
static char *copy_of(const struct call *call)
{
    json_t *o = call_to_json(call, DATE_NONE);
    if (o != NULL)
        json_object_set_new(o, "changed", json_array());
    char *text = o != NULL ? json_dumps(o, CALL_JSON_FLAGS) : NULL;
    json_decref(o);
    return text;
}

static enum status put(sqlite3 *db, const char *list, const struct call *call,
                       const char *copy, const char *note,
                       const enum shortlist_status *status, bool *added,
                       struct err *e)
{
    bool there = false;
    const char *code = status != NULL ? shortlist_status_name(*status) : NULL;
    const struct binding b[] = {
        TEXT(list), TEXT(call->id), NUMBER((int64_t)time(NULL)),
        TEXT(code), TEXT(note),     TEXT(copy)};
    enum status st = keep_step(db, "add", list, call->id, &there, e);
    if (st == ST_OK)
        st = run(db,
                 "INSERT INTO entry VALUES (?1, ?2,"
                 " ifnull(?4, 'considering'), ?5, 0, ?3, ?3, ?6)"
                 " ON CONFLICT DO UPDATE SET status = ifnull(?4, status),"
                 " note = ifnull(?5, note), changed_at = ?3",
                 b, 6, e);
    *added = !there;
    return st;
}

enum status shortlist_add(sqlite3 *db, const char *list,
                          const struct call *call, const char *note,
                          const enum shortlist_status *status, bool *added,
                          struct err *e)
{
    char *copy = copy_of(call);
    if (copy == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    enum status st = db_begin(db, e);
    if (st == ST_OK) {
        st = put(db, list, call, copy, note, status, added, e);
        if (st == ST_OK)
            st = db_commit(db, e);
        if (st != ST_OK)
            db_rollback(db);
    }
    free(copy);
    return st;
}

/* --- undo ---------------------------------------------------------------- */

/* *n is 0 where there is no step. */
static enum status last_step(sqlite3 *db, struct arena *mem, const char *list,
                             int64_t *n, struct shortlist_step *ret,
                             struct err *e)
{
    const struct binding b[] = {TEXT(list)};
    sqlite3_stmt *q;
    bool row = false;
    enum status st = prepare(db,
                             "SELECT n, what, list, call FROM step"
                             " WHERE ?1 IS NULL OR list = ?1"
                             " ORDER BY n DESC LIMIT 1",
                             b, 1, &q, e);
    if (st != ST_OK)
        return st;
    st = db_step(q, &row, e);
    *n = 0;
    if (st == ST_OK && row) {
        *n = sqlite3_column_int64(q, 0);
        *ret = (struct shortlist_step){column(mem, q, 1), column(mem, q, 2),
                                       column(mem, q, 3)};
    }
    sqlite3_finalize(q);
    return st;
}

static enum status take_back(sqlite3 *db, struct arena *mem, const char *list,
                             struct shortlist_step *ret, struct err *e)
{
    int64_t n = 0;
    enum status st = last_step(db, mem, list, &n, ret, e);
    if (st == ST_OK && n == 0)
        return err_set(e, ST_NOT_FOUND, _("there is nothing to take back"));
    const struct binding b[] = {NUMBER(n)};
    if (st == ST_OK)
        st = run(db,
                 "DELETE FROM entry WHERE (list, call) ="
                 " (SELECT list, call FROM step WHERE n = ?1)",
                 b, 1, e);
    if (st == ST_OK)
        st = run(db,
                 "INSERT INTO entry (list, call, " COLUMNS
                 ") SELECT list, call, " COLUMNS
                 " FROM step WHERE n = ?1 AND status IS NOT NULL",
                 b, 1, e);
    if (st == ST_OK)
        st = run(db, "DELETE FROM step WHERE n = ?1", b, 1, e);
    return st;
}

enum status shortlist_undo(sqlite3 *db, struct arena *mem, const char *list,
                           struct shortlist_step *ret, struct err *e)
{
    enum status st = db_begin(db, e);
    if (st != ST_OK)
        return st;
    st = take_back(db, mem, list, ret, e);
    if (st == ST_OK)
        st = db_commit(db, e);
    if (st != ST_OK)
        db_rollback(db);
    return st;
}

/* --- reading ------------------------------------------------------------- */

static enum status read_entry(struct arena *mem, sqlite3_stmt *q,
                              struct shortlist_entry *x, struct err *e)
{
    const char *copy = (const char *)sqlite3_column_text(q, 7);
    const char *status = (const char *)sqlite3_column_text(q, 2);
    int code = status != NULL ? shortlist_status_find(status) : -1;
    struct err why = ERR_INIT;
    *x = (struct shortlist_entry){
        .list = column(mem, q, 0),
        .id = column(mem, q, 1),
        .status =
            code >= 0 ? (enum shortlist_status)code : SHORTLIST_CONSIDERING,
        .note = column(mem, q, 3),
        .muted = sqlite3_column_int(q, 4) != 0,
        .added_at = sqlite3_column_int64(q, 5),
        .changed_at = sqlite3_column_int64(q, 6),
    };
    json_t *o = json_loads(copy != NULL ? copy : "", 0, NULL);
    enum status st = call_from_json(o, &x->copy, &why);
    json_decref(o);
    return st == ST_OK ? st
                       : err_set(e, ST_CORRUPT, _("own.db: the copy of %s: %s"),
                                 x->id != NULL ? x->id : "?", why.text);
}

static enum status read_all(sqlite3_stmt *q, struct shortlist *s, struct err *e)
{
    size_t cap = 0;
    for (;;) {
        bool row = false;
        struct shortlist_entry x;
        enum status st = db_step(q, &row, e);
        if (st != ST_OK || !row)
            return st;
        st = read_entry(s->mem, q, &x, e);
        if (st != ST_OK)
            return st;
        s->items = arena_grow(s->mem, s->items, s->n, &cap, sizeof *s->items);
        s->items[s->n++] = x;
    }
}

enum status shortlist_read(sqlite3 *db, const char *list, struct shortlist *ret,
                           struct err *e)
{
    struct shortlist s = {.mem = arena_new()};
    const struct binding b[] = {TEXT(list)};
    sqlite3_stmt *q = NULL;
    enum status st = ST_OK;
    if (db != NULL)
        st = prepare(db,
                     "SELECT list, call, " COLUMNS " FROM entry"
                     " WHERE ?1 IS NULL OR list = ?1"
                     " ORDER BY list, added_at, call",
                     b, 1, &q, e);
    if (st == ST_OK && db != NULL)
        st = read_all(q, &s, e);
    sqlite3_finalize(q);
    if (st == ST_OK)
        *ret = s;
    else
        shortlist_free(&s);
    return st;
}

void shortlist_free(struct shortlist *s)
{
    if (s->mem == NULL)
        return;
    for (size_t i = 0; i < s->n; i++) {
        call_free(s->items[i].copy);
        call_free(s->items[i].now);
    }
    arena_free(s->mem);
    *s = (struct shortlist){.mem = NULL};
}
