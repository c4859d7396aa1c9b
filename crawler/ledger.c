/* ledger.c - see ledger.h. */
#include "ledger.h"

#include "medel/caps.h"
#include "medel/hash.h"
#include "medel/i18n.h"
#include "medel/pack.h"

#include <stdlib.h>
#include <string.h>

/* Revisions are reserved in blocks; a block is begun anew when fewer are left
 * than any one transaction takes. */
#define BLOCK ((int64_t)1 << 20)
#define BLOCK_LEFT_MIN ((int64_t)1 << 18)

/* In KiB. A transaction of many answers (store_task.c) finds room in it: else
 * its pages are written out before the end, read again and written again. */
#define CACHE "PRAGMA cache_size=-4096"
/* All that the crawler's rows refer to are rows that it has just read or
 * written, and what it deletes it has seen to be referred to by none; to have
 * that looked up again is a twenty-fifth of its work. (Tests look.) */
#define TRUST "PRAGMA foreign_keys=OFF"
/* Debian's SQLite overwrites what is deleted, and writes out pages of the file
 * that nothing is on any more. What was published is no secret. */
#define PLAIN "PRAGMA secure_delete=OFF"

#define COLUMNS                                                                \
    "id, url, funder, host, kind, state, depth, rank, chain, hops,"            \
    " found_on, found_at, target, reason, http_status, content_type, etag,"    \
    " last_modified, noindex, canonical, duplicate_of, first_fetched,"         \
    " last_fetched, changed_at, checked_at, interval, due_at, failures,"       \
    " unmodified, version, hash, crawl,"                                       \
    " children, adapter, inline"

#define UPDATE(more)                                                           \
    "UPDATE page SET state=?4, target=?5, reason=?6,"                          \
    " http_status=?7, content_type=?8, etag=?9, last_modified=?10,"            \
    " noindex=?11, canonical=?12, duplicate_of=?13, first_fetched=?14,"        \
    " last_fetched=?15, changed_at=?16, checked_at=?17, interval=?18,"         \
    " due_at=?19, failures=?20, unmodified=?21, version=?22, hash=?23,"        \
    " crawl=?24, revision=ifnull(?25, revision), children=?26,"                \
    " adapter=?27, inline=?28" more " WHERE id=?1"

struct ledger {
    struct crawl_store *store;
    sqlite3 *db;
    struct packer *packer;
    struct buf frame;
    int64_t old_hashes; /* 1: there may be rows with hash_u64() */
    int64_t next_revision, revision_limit;
    sqlite3_stmt *find, *load, *insert, *update, *update_look, *move, *improve,
        *add_body, *same;
};

/* 0 where nothing is known under this key. */
static enum status read_meta(struct ledger *l, const char *key, int64_t *ret,
                             struct err *e)
{
    sqlite3_stmt *q = NULL;
    bool row = false;
    enum status st =
        db_prepare(l->db, "SELECT value FROM meta WHERE key = ?1", &q, e);
    if (st == ST_OK) {
        sqlite3_bind_text(q, 1, key, -1, SQLITE_STATIC);
        st = db_step(q, &row, e);
    }
    if (st == ST_OK)
        *ret = row ? sqlite3_column_int64(q, 0) : 0;
    sqlite3_finalize(q);
    return st;
}

enum status ledger_new(struct crawl_store *store, struct ledger **ret,
                       struct err *e)
{
    struct ledger *l = calloc(1, sizeof *l);
    if (l == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    l->store = store;
    l->db = crawl_store_db(store);
    buf_init(&l->frame, 2 * (size_t)CAP_PAGE_BYTES);
    const struct {
        sqlite3_stmt **s;
        const char *sql;
    } SQL[] = {
        {&l->find, "SELECT " COLUMNS " FROM page WHERE url = ?1"},
        {&l->load, "SELECT " COLUMNS " FROM page WHERE id = ?1"},
        {&l->insert, "INSERT INTO page(url, funder, host, kind, depth, rank,"
                     " chain, hops, found_on, found_at, adapter)"
                     " VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)"},
        {&l->update, UPDATE("")},
        {&l->update_look,
         UPDATE(", simhash=?29, exact=?30, figures=?31, near_of=?32")},
        /* Apart: SQLite would write anew all indexes that have them, whether
         * they change or not. */
        {&l->move, "UPDATE page SET funder=?2, kind=?3 WHERE id=?1"},
        {&l->improve, "UPDATE page SET depth=?2, rank=?3, chain=?4, hops=?5,"
                      " due_at=?6 WHERE id=?1"},
        {&l->add_body, "INSERT INTO body(page, version, fetched_at,"
                       " content_type, length, zstd)"
                       " VALUES(?1,?2,?3,?4,?5,?6)"},
        {&l->same, "SELECT id, depth FROM page WHERE hash = ?1 AND version > 0"
                   " AND funder = ?2 AND id <> ?3 AND duplicate_of IS NULL"
                   " ORDER BY id LIMIT 3"},
    };
    enum status st = db_exec(l->db, CACHE ";" TRUST ";" PLAIN, e);
    for (size_t i = 0; st == ST_OK && i < sizeof SQL / sizeof *SQL; i++)
        st = db_prepare(l->db, SQL[i].sql, SQL[i].s, e);
    if (st == ST_OK)
        st = read_meta(l, "old_hashes", &l->old_hashes, e);
    if (st == ST_OK && (l->packer = packer_new()) == NULL)
        st = err_set(e, ST_NOMEM, _("out of memory"));
    if (st != ST_OK)
        ledger_free(l);
    else
        *ret = l;
    return st;
}

void ledger_free(struct ledger *l)
{
    if (l == NULL)
        return;
    sqlite3_finalize(l->find);
    sqlite3_finalize(l->load);
    sqlite3_finalize(l->insert);
    sqlite3_finalize(l->update);
    sqlite3_finalize(l->update_look);
    sqlite3_finalize(l->move);
    sqlite3_finalize(l->improve);
    sqlite3_finalize(l->add_body);
    sqlite3_finalize(l->same);
    packer_free(l->packer);
    buf_free(&l->frame);
    free(l);
}

/* --- revisions ------------------------------------------------------------ */

static enum status write_limit(struct ledger *l, int64_t limit, struct err *e)
{
    sqlite3_stmt *q = NULL;
    enum status st = db_prepare(
        l->db, "INSERT OR REPLACE INTO meta VALUES('revision_limit', ?1)", &q,
        e);
    if (st == ST_OK) {
        sqlite3_bind_int64(q, 1, limit);
        st = db_run(q, e);
    }
    sqlite3_finalize(q);
    return st;
}

enum status ledger_reserve(struct ledger *l, struct err *e)
{
    if (l->revision_limit - l->next_revision >= BLOCK_LEFT_MIN)
        return ST_OK;
    bool first = l->next_revision == 0;
    int64_t limit = l->revision_limit;
    enum status st = db_exec(l->db, "PRAGMA synchronous=FULL", e);
    if (st == ST_OK)
        st = db_begin(l->db, e);
    if (st != ST_OK)
        return st;
    if (first)
        st = read_meta(l, "revision_limit", &limit, e);
    if (st == ST_OK)
        st = write_limit(l, limit + BLOCK, e);
    if (st == ST_OK)
        st = db_commit(l->db, e);
    if (st != ST_OK) {
        db_rollback(l->db);
        return st;
    }
    /* What a power cut can take from here on are pages that the next crawl
     * fetches again; a disk flush for each page would be the dearer price. */
    st = db_exec(l->db, "PRAGMA synchronous=NORMAL", e);
    if (first)
        l->next_revision = limit + 1;
    l->revision_limit = limit + BLOCK;
    return st;
}

/* --- rows ----------------------------------------------------------------- */

static const char *text(struct arena *mem, sqlite3_stmt *s, int i)
{
    return arena_strdup(mem, (const char *)sqlite3_column_text(s, i));
}

static void from_row(struct arena *mem, sqlite3_stmt *s, struct page_row *r)
{
    *r = (struct page_row){
        .id = sqlite3_column_int64(s, 0),
        .url = text(mem, s, 1),
        .funder = text(mem, s, 2),
        .host = sqlite3_column_int64(s, 3),
        .kind = (enum page_kind)sqlite3_column_int(s, 4),
        .state = (enum page_state)sqlite3_column_int(s, 5),
        .depth = sqlite3_column_int(s, 6),
        .rank = sqlite3_column_int(s, 7),
        .chain = sqlite3_column_int(s, 8),
        .hops = sqlite3_column_int(s, 9),
        .found_on = sqlite3_column_int64(s, 10),
        .found_at = sqlite3_column_int64(s, 11),
        .target = text(mem, s, 12),
        .reason = text(mem, s, 13),
        .http_status = sqlite3_column_int(s, 14),
        .content_type = text(mem, s, 15),
        .etag = text(mem, s, 16),
        .last_modified = text(mem, s, 17),
        .noindex = sqlite3_column_int(s, 18) != 0,
        .canonical = text(mem, s, 19),
        .duplicate_of = sqlite3_column_int64(s, 20),
        .first_fetched = sqlite3_column_int64(s, 21),
        .last_fetched = sqlite3_column_int64(s, 22),
        .changed_at = sqlite3_column_int64(s, 23),
        .checked_at = sqlite3_column_int64(s, 24),
        .interval = sqlite3_column_int64(s, 25),
        .due_at = sqlite3_column_int64(s, 26),
        .failures = sqlite3_column_int(s, 27),
        .unmodified = sqlite3_column_int(s, 28),
        .version = sqlite3_column_int64(s, 29),
        .hash = sqlite3_column_int64(s, 30),
        .crawl = sqlite3_column_int64(s, 31),
        .children = sqlite3_column_int(s, 32),
        .adapter = text(mem, s, 33),
        .inlined = sqlite3_column_int(s, 34) != 0,
    };
}

static enum status one_row(sqlite3_stmt *s, struct arena *mem,
                           struct page_row *ret, struct err *e)
{
    bool row = false;
    enum status st = db_step(s, &row, e);
    if (st == ST_OK && row)
        from_row(mem, s, ret);
    else if (st == ST_OK)
        st = ST_NOT_FOUND;
    sqlite3_reset(s);
    sqlite3_clear_bindings(s);
    return st;
}

enum status ledger_find(struct ledger *l, struct arena *mem, const char *url,
                        struct page_row *ret, struct err *e)
{
    sqlite3_bind_text(l->find, 1, url, -1, SQLITE_STATIC);
    return one_row(l->find, mem, ret, e);
}

enum status ledger_load(struct ledger *l, struct arena *mem, int64_t id,
                        struct page_row *ret, struct err *e)
{
    sqlite3_bind_int64(l->load, 1, id);
    enum status st = one_row(l->load, mem, ret, e);
    if (st == ST_NOT_FOUND)
        st = err_set(e, ST_CORRUPT, _("crawl.db: no page %lld"), (long long)id);
    return st;
}

static void bind_text(sqlite3_stmt *s, int i, const char *text)
{
    sqlite3_bind_text(s, i, text, -1, SQLITE_STATIC);
}

enum status ledger_insert(struct ledger *l, struct page_row *row, struct err *e)
{
    sqlite3_stmt *s = l->insert;
    bind_text(s, 1, row->url);
    bind_text(s, 2, row->funder);
    sqlite3_bind_int64(s, 3, row->host);
    sqlite3_bind_int(s, 4, row->kind);
    sqlite3_bind_int(s, 5, row->depth);
    sqlite3_bind_int(s, 6, row->rank);
    sqlite3_bind_int(s, 7, row->chain);
    sqlite3_bind_int(s, 8, row->hops);
    if (row->found_on != 0)
        sqlite3_bind_int64(s, 9, row->found_on);
    sqlite3_bind_int64(s, 10, row->found_at);
    bind_text(s, 11, row->adapter);
    enum status st = db_run(s, e);
    if (st == ST_OK)
        row->id = sqlite3_last_insert_rowid(l->db);
    return st;
}

static bool differ(const char *a, const char *b)
{
    return (a == NULL) != (b == NULL) || (a != NULL && strcmp(a, b) != 0);
}

static bool indexer_sees(const struct page_row *a, const struct page_row *b)
{
    return a->state != b->state || a->version != b->version ||
           a->noindex != b->noindex || a->kind != b->kind ||
           differ(a->target, b->target) || differ(a->funder, b->funder) ||
           differ(a->canonical, b->canonical) || differ(a->adapter, b->adapter);
}

static void bind_look(sqlite3_stmt *s, const struct page_look *look)
{
    sqlite3_bind_int64(s, 29, (int64_t)look->simhash);
    sqlite3_bind_int64(s, 30, (int64_t)look->exact);
    sqlite3_bind_int64(s, 31, (int64_t)look->figures);
    if (look->near_of != 0)
        sqlite3_bind_int64(s, 32, look->near_of);
}

static void bind_row(sqlite3_stmt *s, const struct page_row *r)
{
    sqlite3_bind_int64(s, 1, r->id);
    sqlite3_bind_int(s, 4, r->state);
    bind_text(s, 5, r->target);
    bind_text(s, 6, r->reason);
    if (r->http_status != 0)
        sqlite3_bind_int(s, 7, r->http_status);
    bind_text(s, 8, r->content_type);
    bind_text(s, 9, r->etag);
    bind_text(s, 10, r->last_modified);
    sqlite3_bind_int(s, 11, r->noindex);
    bind_text(s, 12, r->canonical);
    if (r->duplicate_of != 0)
        sqlite3_bind_int64(s, 13, r->duplicate_of);
    sqlite3_bind_int64(s, 14, r->first_fetched);
    sqlite3_bind_int64(s, 15, r->last_fetched);
    sqlite3_bind_int64(s, 16, r->changed_at);
    sqlite3_bind_int64(s, 17, r->checked_at);
    sqlite3_bind_int64(s, 18, r->interval);
    sqlite3_bind_int64(s, 19, r->due_at);
    sqlite3_bind_int(s, 20, r->failures);
    sqlite3_bind_int(s, 21, r->unmodified);
    sqlite3_bind_int64(s, 22, r->version);
    sqlite3_bind_int64(s, 23, r->hash);
    sqlite3_bind_int64(s, 24, r->crawl);
    sqlite3_bind_int(s, 26, r->children);
    bind_text(s, 27, r->adapter);
    sqlite3_bind_int(s, 28, r->inlined);
}

enum status ledger_update(struct ledger *l, const struct page_row *before,
                          const struct page_row *r, struct err *e)
{
    /* Apart, too. */
    sqlite3_stmt *s = r->look != NULL ? l->update_look : l->update;
    bind_row(s, r);
    if (r->look != NULL)
        bind_look(s, r->look);
    if (indexer_sees(before, r)) {
        if (l->next_revision == 0 || l->next_revision > l->revision_limit)
            return err_set(e, ST_BUG, "no revision reserved");
        sqlite3_bind_int64(s, 25, l->next_revision++);
    }
    enum status st = db_run(s, e);
    if (st != ST_OK ||
        (r->kind == before->kind && strcmp(r->funder, before->funder) == 0))
        return st;
    sqlite3_bind_int64(l->move, 1, r->id);
    bind_text(l->move, 2, r->funder);
    sqlite3_bind_int(l->move, 3, r->kind);
    return db_run(l->move, e);
}

enum status ledger_improve(struct ledger *l, const struct page_row *row,
                           struct err *e)
{
    sqlite3_stmt *s = l->improve;
    sqlite3_bind_int64(s, 1, row->id);
    sqlite3_bind_int(s, 2, row->depth);
    sqlite3_bind_int(s, 3, row->rank);
    sqlite3_bind_int(s, 4, row->chain);
    sqlite3_bind_int(s, 5, row->hops);
    sqlite3_bind_int64(s, 6, row->due_at);
    return db_run(s, e);
}

/* --- bodies --------------------------------------------------------------- */

enum status ledger_add_body(struct ledger *l, const struct page_row *row,
                            const char *bytes, size_t len,
                            const struct buf *packed, struct err *e)
{
    enum status st = ST_OK;
    if (packed == NULL || packed->len == 0) {
        st = pack(l->packer, bytes, len, &l->frame, e);
        packed = &l->frame;
    }
    if (st != ST_OK)
        return st;
    sqlite3_stmt *s = l->add_body;
    sqlite3_bind_int64(s, 1, row->id);
    sqlite3_bind_int64(s, 2, row->version);
    sqlite3_bind_int64(s, 3, row->checked_at);
    bind_text(s, 4, row->content_type);
    sqlite3_bind_int64(s, 5, (int64_t)len);
    sqlite3_bind_blob64(s, 6, packed->data, packed->len, SQLITE_STATIC);
    st = db_run(s, e);
    if (l->frame.cap > ((size_t)1 << 20))
        buf_free(&l->frame);
    return st;
}

static int64_t old_hash(const char *bytes, size_t len)
{
    return (int64_t)hash_u64(bytes, len);
}

bool ledger_hash_is(const struct ledger *l, const struct page_row *row,
                    int64_t fresh, const char *bytes, size_t len)
{
    return row->hash == fresh ||
           (l->old_hashes != 0 && row->hash == old_hash(bytes, len));
}

enum status ledger_same_body(struct ledger *l, struct arena *mem, int64_t page,
                             const char *bytes, size_t len, bool *ret,
                             struct err *e)
{
    const char *old;
    size_t old_len;
    struct err damage = ERR_INIT;
    enum status st =
        crawl_store_body(l->store, mem, page, &old, &old_len, &damage);
    /* A body that cannot be read is replaced by one that can. */
    if (st == ST_INVALID || st == ST_NOT_FOUND || st == ST_LIMIT) {
        *ret = false;
        return ST_OK;
    }
    if (st != ST_OK)
        return err_set(e, st, "%s", damage.text);
    *ret = old_len == len && (len == 0 || memcmp(old, bytes, len) == 0);
    return ST_OK;
}

static enum status find_by_hash(struct ledger *l, struct arena *mem,
                                const struct page_row *row, int64_t hash,
                                const char *bytes, size_t len, int64_t *id,
                                int *depth, struct err *e)
{
    int64_t ids[3];
    int depths[3], n = 0;
    bool more = true;
    enum status st = ST_OK;
    sqlite3_bind_int64(l->same, 1, hash);
    bind_text(l->same, 2, row->funder);
    sqlite3_bind_int64(l->same, 3, row->id);
    while (st == ST_OK && more && n < 3) {
        st = db_step(l->same, &more, e);
        if (st == ST_OK && more) {
            ids[n] = sqlite3_column_int64(l->same, 0);
            depths[n++] = sqlite3_column_int(l->same, 1);
        }
    }
    sqlite3_reset(l->same);
    sqlite3_clear_bindings(l->same);
    for (int i = 0; st == ST_OK && i < n && *id == 0; i++) {
        bool same = false;
        st = ledger_same_body(l, mem, ids[i], bytes, len, &same, e);
        if (same) {
            *id = ids[i];
            *depth = depths[i];
        }
    }
    return st;
}

enum status ledger_find_same(struct ledger *l, struct arena *mem,
                             const struct page_row *row, const char *bytes,
                             size_t len, int64_t *id, int *depth, struct err *e)
{
    *id = 0;
    enum status st =
        find_by_hash(l, mem, row, row->hash, bytes, len, id, depth, e);
    if (st == ST_OK && *id == 0 && l->old_hashes != 0)
        st = find_by_hash(l, mem, row, old_hash(bytes, len), bytes, len, id,
                          depth, e);
    return st;
}
