/*
 * calls_records.c - records, and their history: the second half of
 * medel/calls_store.h.
 */
#include "calls_int.h"

#include "medel/caps.h"
#include "medel/i18n.h"
#include "medel/json_quick.h"

#include <stdlib.h>
#include <string.h>

enum status calls_store_sources(struct calls_store *s, struct arena *mem,
                                const char *id, struct call_source **ret,
                                size_t *n, struct err *e)
{
    sqlite3_stmt *q;
    enum status st = calls_statement(
        s, Q_SOURCES,
        "SELECT page, version FROM source WHERE call = ?1 ORDER BY pos", &q, e);
    if (st != ST_OK)
        return st;
    bind_text(q, 1, id);
    struct call_source *all = NULL;
    size_t count = 0, cap = 0;
    for (;;) {
        bool row = false;
        st = db_step(q, &row, e);
        if (st != ST_OK || !row)
            break;
        all = arena_grow(mem, all, count, &cap, sizeof *all);
        all[count++] = (struct call_source){sqlite3_column_int64(q, 0),
                                            sqlite3_column_int64(q, 1)};
    }
    calls_done(q);
    if (st == ST_OK) {
        *ret = all;
        *n = count;
    }
    return st;
}

enum status calls_store_why_gone(struct calls_store *s, const char *id,
                                 bool *changed, int64_t *at, struct err *e)
{
    sqlite3_stmt *q;
    enum status st = calls_statement(
        s, Q_WHY_GONE,
        "SELECT ifnull(max(state NOT IN (1, 4)"
        "  OR ifnull(reading.version, 0) <> source.version), 0),"
        " ifnull(max(CASE WHEN state IN (1, 4) THEN changed_at"
        "  ELSE max(checked_at, changed_at) END), 0)"
        " FROM source JOIN page ON page.id = source.page"
        " LEFT JOIN reading ON reading.page = page.id"
        " WHERE source.call = ?1",
        &q, e);
    if (st != ST_OK)
        return st;
    bind_text(q, 1, id);
    bool row = false;
    st = db_step(q, &row, e);
    if (st == ST_OK && row) {
        *changed = sqlite3_column_int(q, 0) != 0;
        *at = sqlite3_column_int64(q, 1);
    }
    calls_done(q);
    return st;
}

#define FRAME_COLUMNS                                                          \
    "id, funder, url, title, reference, life, successor, digest,"              \
    " first_seen, last_seen, fetched_at, withdrawn_at"

static void frame_from_row(sqlite3_stmt *q, struct arena *mem,
                           struct known_call *k)
{
    *k = (struct known_call){
        .id = arena_strdup(mem, column_text(q, 0)),
        .funder_id = arena_strdup(mem, column_text(q, 1)),
        .url = arena_strdup(mem, column_text(q, 2)),
        .title = arena_strdup(mem, column_text(q, 3)),
        .reference = arena_strdup(mem, column_text(q, 4)),
        .life = (enum call_life)sqlite3_column_int(q, 5),
        .successor = arena_strdup(mem, column_text(q, 6)),
        .digest = (uint64_t)sqlite3_column_int64(q, 7),
        .first_seen = sqlite3_column_int64(q, 8),
        .last_seen = sqlite3_column_int64(q, 9),
        .fetched_at = sqlite3_column_int64(q, 10),
        .withdrawn_at = sqlite3_column_int64(q, 11),
    };
}

enum status calls_store_known(struct calls_store *s, struct arena *mem,
                              const char *funder, struct known_call **ret,
                              size_t *n, struct err *e)
{
    sqlite3_stmt *q;
    enum status st = db_prepare(s->db,
                                "SELECT " FRAME_COLUMNS " FROM call"
                                " WHERE funder = ?1 ORDER BY id",
                                &q, e);
    if (st != ST_OK)
        return st;
    bind_text(q, 1, funder);
    struct known_call *all = NULL;
    size_t count = 0, cap = 0;
    for (;;) {
        bool row = false;
        st = db_step(q, &row, e);
        if (st != ST_OK || !row)
            break;
        all = arena_grow(mem, all, count, &cap, sizeof *all);
        frame_from_row(q, mem, &all[count++]);
    }
    sqlite3_finalize(q);
    for (size_t i = 0; st == ST_OK && i < count; i++)
        st = calls_store_sources(s, mem, all[i].id, &all[i].sources,
                                 &all[i].n_sources, e);
    if (st == ST_OK) {
        *ret = all;
        *n = count;
    }
    return st;
}

enum status calls_store_aliases(struct calls_store *s, struct arena *mem,
                                const char *funder, struct call_alias **ret,
                                size_t *n, struct err *e)
{
    sqlite3_stmt *q;
    enum status st = db_prepare(
        s->db, "SELECT url, call FROM alias WHERE funder = ?1 ORDER BY url", &q,
        e);
    if (st != ST_OK)
        return st;
    bind_text(q, 1, funder);
    struct call_alias *all = NULL;
    size_t count = 0, cap = 0;
    for (;;) {
        bool row = false;
        st = db_step(q, &row, e);
        if (st != ST_OK || !row)
            break;
        all = arena_grow(mem, all, count, &cap, sizeof *all);
        all[count++] =
            (struct call_alias){arena_strdup(mem, column_text(q, 0)),
                                arena_strdup(mem, column_text(q, 1))};
    }
    sqlite3_finalize(q);
    if (st == ST_OK) {
        *ret = all;
        *n = count;
    }
    return st;
}

enum status calls_store_put_alias(struct calls_store *s, const char *funder,
                                  const char *url, const char *id,
                                  struct err *e)
{
    sqlite3_stmt *q;
    enum status st = calls_statement(
        s, Q_ALIAS_PUT, "INSERT OR REPLACE INTO alias VALUES (?1, ?2, ?3)", &q,
        e);
    if (st != ST_OK)
        return st;
    bind_text(q, 1, funder);
    bind_text(q, 2, url);
    bind_text(q, 3, id);
    return db_run(q, e);
}

enum status calls_store_has_id(struct calls_store *s, const char *id, bool *ret,
                               struct err *e)
{
    sqlite3_stmt *q;
    enum status st =
        calls_statement(s, Q_HAS_ID, "SELECT 1 FROM call WHERE id = ?1", &q, e);
    if (st != ST_OK)
        return st;
    bind_text(q, 1, id);
    st = db_step(q, ret, e);
    calls_done(q);
    return st;
}

static enum status put_sources(struct calls_store *s,
                               const struct known_call *k, struct err *e)
{
    sqlite3_stmt *drop, *put;
    enum status st = calls_statement(
        s, Q_SOURCES_DROP, "DELETE FROM source WHERE call = ?1", &drop, e);
    if (st == ST_OK)
        st = calls_statement(s, Q_SOURCE_PUT,
                             "INSERT INTO source VALUES (?1, ?2, ?3, ?4)", &put,
                             e);
    if (st != ST_OK)
        return st;
    bind_text(drop, 1, k->id);
    st = db_run(drop, e);
    for (size_t i = 0; st == ST_OK && i < k->n_sources; i++) {
        bind_text(put, 1, k->id);
        sqlite3_bind_int64(put, 2, (int64_t)i);
        sqlite3_bind_int64(put, 3, k->sources[i].page);
        sqlite3_bind_int64(put, 4, k->sources[i].version);
        st = db_run(put, e);
    }
    return st;
}

enum status calls_store_put_frame(struct calls_store *s,
                                  const struct known_call *k,
                                  enum call_dirty dirty, struct err *e)
{
    sqlite3_stmt *q;
    enum status st = calls_statement(
        s, Q_FRAME_PUT,
        "INSERT INTO call (" FRAME_COLUMNS ", dirty)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
        " ON CONFLICT (id) DO UPDATE SET url = excluded.url,"
        " title = excluded.title, reference = excluded.reference,"
        " life = excluded.life, successor = excluded.successor,"
        " digest = excluded.digest, first_seen = excluded.first_seen,"
        " last_seen = excluded.last_seen, fetched_at = excluded.fetched_at,"
        " withdrawn_at = excluded.withdrawn_at,"
        " dirty = max(dirty, excluded.dirty)",
        &q, e);
    if (st != ST_OK)
        return st;
    bind_text(q, 1, k->id);
    bind_text(q, 2, k->funder_id);
    bind_text(q, 3, k->url);
    bind_text(q, 4, k->title);
    bind_text(q, 5, k->reference);
    sqlite3_bind_int(q, 6, k->life);
    bind_text(q, 7, k->successor);
    sqlite3_bind_int64(q, 8, (int64_t)k->digest);
    sqlite3_bind_int64(q, 9, k->first_seen);
    sqlite3_bind_int64(q, 10, k->last_seen);
    sqlite3_bind_int64(q, 11, k->fetched_at);
    sqlite3_bind_int64(q, 12, k->withdrawn_at);
    sqlite3_bind_int(q, 13, dirty);
    st = db_run(q, e);
    return st == ST_OK ? put_sources(s, k, e) : st;
}

enum status calls_store_put_content(struct calls_store *s, const char *id,
                                    const char *json, struct err *e)
{
    sqlite3_stmt *q;
    enum status st = calls_statement(
        s, Q_CONTENT_PUT, "UPDATE call SET content_zstd = ?2 WHERE id = ?1", &q,
        e);
    if (st != ST_OK)
        return st;
    bind_text(q, 1, id);
    st = calls_bind_packed(s, q, 2, json, e);
    if (st == ST_OK)
        return db_run(q, e);
    calls_done(q);
    return st;
}

enum status calls_store_keep_version(struct calls_store *s, const char *id,
                                     int64_t at, struct err *e)
{
    sqlite3_stmt *q;
    enum status st = calls_statement(
        s, Q_VERSION_KEEP,
        "INSERT INTO version (call, n, until, content_zstd)"
        " SELECT id, 1 + (SELECT count(*) FROM version WHERE call = ?1), ?2,"
        " content_zstd FROM call"
        " WHERE id = ?1 AND content_zstd IS NOT NULL",
        &q, e);
    if (st != ST_OK)
        return st;
    bind_text(q, 1, id);
    sqlite3_bind_int64(q, 2, at);
    return db_run(q, e);
}

static char *dump_value(json_t *v)
{
    return v == NULL ? strdup("null")
                     : json_dumps(v, CALL_JSON_FLAGS | JSON_ENCODE_ANY);
}

enum status calls_store_add_change(struct calls_store *s, const char *id,
                                   int64_t at, const char *field,
                                   json_t *old_value, json_t *new_value,
                                   struct err *e)
{
    sqlite3_stmt *q;
    enum status st = calls_statement(
        s, Q_CHANGE_ADD,
        "INSERT INTO change (call, n, at, field, old, new)"
        " VALUES (?1, 1 + (SELECT count(*) FROM change WHERE call = ?1),"
        " ?2, ?3, ?4, ?5)",
        &q, e);
    if (st != ST_OK)
        return st;
    char *old_text = dump_value(old_value), *new_text = dump_value(new_value);
    if (old_text == NULL || new_text == NULL) {
        st = err_set(e, ST_NOMEM, _("out of memory"));
    } else {
        bind_text(q, 1, id);
        sqlite3_bind_int64(q, 2, at);
        bind_text(q, 3, field);
        bind_text(q, 4, old_text);
        bind_text(q, 5, new_text);
        st = db_run(q, e);
    }
    free(old_text);
    free(new_text);
    return st;
}

static enum status parse_content(const char *id, const char *json,
                                 struct call **ret, struct err *e)
{
    json_error_t je;
    json_t *o = json_read(json, strlen(json), &je);
    if (o == NULL)
        return err_set(e, ST_CORRUPT, _("calls.db: record %s: %s"), id,
                       je.text);
    struct err why = ERR_INIT;
    enum status st = call_from_json(o, ret, &why);
    json_decref(o);
    if (st != ST_OK)
        return err_set(e, ST_CORRUPT, _("calls.db: record %s: %s"), id,
                       why.text);
    return ST_OK;
}

enum status calls_store_content(struct calls_store *s, const char *id,
                                struct call **ret, struct err *e)
{
    sqlite3_stmt *q;
    enum status st = calls_statement(
        s, Q_CONTENT_GET, "SELECT content_zstd FROM call WHERE id = ?1", &q, e);
    if (st != ST_OK)
        return st;
    bind_text(q, 1, id);
    struct arena *mem = arena_new();
    const char *json = NULL;
    bool row = false;
    st = db_step(q, &row, e);
    if (st == ST_OK && !row)
        st = err_set(e, ST_NOT_FOUND, _("no call has the id %s"), id);
    if (st == ST_OK)
        st = calls_column_packed(s, q, 0, mem, &json, e);
    calls_done(q);
    if (st == ST_OK)
        st = parse_content(id, json, ret, e);
    arena_free(mem);
    return st;
}

static const char *moment(struct call *c, int64_t at)
{
    char text[DATE_RFC3339_SIZE];
    return at != 0 ? arena_strdup(c->mem, date_rfc3339(at, text)) : NULL;
}

static enum status fill_frame(struct calls_store *s, const char *id,
                              struct call *c, enum call_life *life,
                              struct err *e)
{
    sqlite3_stmt *q;
    enum status st = calls_statement(
        s, Q_FRAME_GET, "SELECT " FRAME_COLUMNS " FROM call WHERE id = ?1", &q,
        e);
    if (st != ST_OK)
        return st;
    bind_text(q, 1, id);
    bool row = false;
    st = db_step(q, &row, e);
    if (st == ST_OK && !row)
        st = err_set(e, ST_NOT_FOUND, _("no call has the id %s"), id);
    if (st == ST_OK) {
        struct known_call k;
        frame_from_row(q, c->mem, &k);
        c->id = k.id;
        c->first_seen = moment(c, k.first_seen);
        c->last_seen = moment(c, k.last_seen);
        c->fetched_at = moment(c, k.fetched_at);
        c->withdrawn = moment(c, k.withdrawn_at);
        c->successor = k.successor;
        if (life != NULL)
            *life = k.life;
    }
    calls_done(q);
    return st;
}

static enum status fill_changes(struct calls_store *s, const char *id,
                                struct call *c, struct err *e)
{
    sqlite3_stmt *q;
    enum status st = calls_statement(
        s, Q_CHANGES,
        "SELECT at, field, old, new FROM change WHERE call = ?1 ORDER BY n", &q,
        e);
    if (st != ST_OK)
        return st;
    bind_text(q, 1, id);
    for (;;) {
        bool row = false;
        st = db_step(q, &row, e);
        if (st != ST_OK || !row)
            break;
        json_t *o = json_loads(column_text(q, 2), JSON_DECODE_ANY, NULL);
        json_t *n = json_loads(column_text(q, 3), JSON_DECODE_ANY, NULL);
        call_add_change(c, moment(c, sqlite3_column_int64(q, 0)),
                        column_text(q, 1), o, n);
        json_decref(o);
        json_decref(n);
    }
    calls_done(q);
    return st;
}

enum status calls_store_record(struct calls_store *s, const char *id,
                               struct call **ret, enum call_life *life,
                               struct err *e)
{
    struct call *c = NULL;
    enum status st = calls_store_content(s, id, &c, e);
    if (st == ST_OK)
        st = fill_frame(s, id, c, life, e);
    if (st == ST_OK)
        st = fill_changes(s, id, c, e);
    if (st == ST_OK)
        *ret = c;
    else
        call_free(c);
    return st;
}

enum status calls_store_versions(struct calls_store *s, const char *id,
                                 calls_version_fn *fn, void *arg, struct err *e)
{
    sqlite3_stmt *q;
    enum status st = calls_statement(s, Q_VERSIONS,
                                     "SELECT until, content_zstd FROM version"
                                     " WHERE call = ?1 ORDER BY n",
                                     &q, e);
    if (st != ST_OK)
        return st;
    bind_text(q, 1, id);
    struct arena *mem = arena_new();
    for (;;) {
        bool row = false;
        st = db_step(q, &row, e);
        if (st != ST_OK || !row)
            break;
        const char *json = NULL;
        arena_reset(mem);
        st = calls_column_packed(s, q, 1, mem, &json, e);
        if (st == ST_OK)
            st = fn(arg, sqlite3_column_int64(q, 0), json, e);
        if (st != ST_OK)
            break;
    }
    arena_free(mem);
    calls_done(q);
    return st;
}
