/*
 * store_task.c - when what is known gets into the store; see crawl.h.
 *
 * An answer is in the store before its server is asked for the next page.
 * Where the server may be asked at once, that would leave it idle while we
 * work, and us while it does; and every page would pay for a transaction of
 * its own. There the answer is put into the journal instead, which is soon
 * done, and the transaction stays open for the next ones.
 */
#include "crawl.h"

#include <string.h>

/* What is open is not seen by others, and in memory: neither for long. */
#define GROUP_MS 100
#define IDLE_MS 5 /* no answer for so long: there is time */
#define GROUP_ANSWERS 256
#define GROUP_BYTES ((size_t)4 << 20)
/* Where a server takes longer, no two answers of it share a transaction. */
#define ANSWER_MAX_S (GROUP_MS / 1000.0)
#define ANSWER_MAX_BYTES ((size_t)1 << 20)

/* --- transactions --------------------------------------------------------- */

static bool is_open(const struct crawl *c)
{
    return !sqlite3_get_autocommit(c->db);
}

enum status crawl_begin(struct crawl *c, struct err *e)
{
    c->ahead.host = NULL;
    if (is_open(c))
        return ST_OK;
    enum status st = ledger_reserve(c->ledger, e);
    return st == ST_OK ? db_begin(c->db, e) : st;
}

enum status crawl_commit(struct crawl *c, struct err *e)
{
    enum status st = ST_OK;
    if (!is_open(c))
        return ST_OK;
    for (size_t i = 0; st == ST_OK && i < c->n_jobs; i++)
        if (!c->jobs[i].done)
            st = tally_save(&c->jobs[i].tallies, c->db, c->jobs[i].crawl, e);
    if (st == ST_OK)
        st = db_commit(c->db, e);
    if (st != ST_OK) {
        db_rollback(c->db);
        return st;
    }
    if (c->group.answers != 0)
        st = journal_clear(c->journal, e);
    c->group = (struct group){0};
    return st;
}

enum status crawl_end(struct crawl *c, enum status st, struct err *e)
{
    if (st != ST_OK) {
        db_rollback(c->db);
        return st;
    }
    return c->group.answers != 0 ? ST_OK : crawl_commit(c, e);
}

bool crawl_must_commit(const struct crawl *c)
{
    const struct group *g = &c->group;
    return g->answers >= GROUP_ANSWERS || g->bytes >= GROUP_BYTES ||
           (g->answers != 0 && c->now_ms >= g->since_ms + GROUP_MS);
}

int64_t crawl_commit_ms(const struct crawl *c)
{
    if (c->group.answers == 0)
        return INT64_MAX;
    if (crawl_must_commit(c))
        return c->now_ms;
    int64_t latest = c->group.since_ms + GROUP_MS;
    int64_t idle = c->group.last_ms + IDLE_MS;
    return idle < latest ? idle : latest;
}

/* --- the journal ---------------------------------------------------------- */

/* Its server may be asked again at once, and the answer tells nothing against
 * it. */
static bool may_postpone(const struct crawl *c, const struct task *t,
                         const struct fetch_result *r)
{
    return t->kind == TASK_PAGE && t->page.kind == KIND_PAGE &&
           t->page.adapter == NULL && r->fate == FETCH_ANSWERED &&
           r->status == 200 && r->seconds <= ANSWER_MAX_S &&
           r->body_len <= ANSWER_MAX_BYTES && t->host->next_ms <= c->now_ms;
}

bool crawl_postpone(struct crawl *c, const struct task *t,
                    const struct fetch_result *r)
{
    struct err why = ERR_INIT;
    if (!may_postpone(c, t, r))
        return false;
    const struct journal_record record = {.crawl = t->queued.crawl,
                                          .url = t->page.url,
                                          .attempts = t->queued.attempts,
                                          .missed = t->queued.missed,
                                          .result = *r};
    /* A disk that is full is the store's to tell of. */
    if (journal_add(c->journal, &record, &why) != ST_OK)
        return false;
    if (c->group.answers++ == 0)
        c->group.since_ms = c->now_ms;
    c->group.bytes += r->body_len;
    c->group.last_ms = c->now_ms;
    return true;
}

/* Fills in T as it was when the answer came; false where the answer has been
 * seen to, or is to a crawl that goes on no more. */
static enum status find_task(struct crawl *c, const struct journal_record *r,
                             struct task *t, bool *found, struct err *e)
{
    struct url_parts u;
    *found = false;
    t->job = job_by_crawl(c, r->crawl);
    if (t->job == NULL)
        return ST_OK;
    enum status st = ledger_find(c->ledger, t->mem, r->url, &t->page, e);
    if (st == ST_OK)
        st = frontier_find(c->frontier, t->page.id, &t->queued, e);
    if (st != ST_OK)
        return st == ST_NOT_FOUND ? ST_OK : st;
    if (t->queued.crawl != r->crawl || t->queued.attempts != r->attempts ||
        t->queued.missed != r->missed)
        return ST_OK;
    st = hosts_by_id(c->hosts, t->queued.host, &t->host, e);
    if (st == ST_OK)
        st = url_split(t->mem, t->page.url, &u, e);
    if (st != ST_OK)
        return st;
    t->origin = hosts_origin(t->host, &u);
    *found = t->origin != NULL;
    return ST_OK;
}

/* In a transaction. */
static enum status see_to(struct crawl *c, const struct journal_record *r,
                          struct arena *mem, struct err *e)
{
    struct task t = {.kind = TASK_PAGE, .mem = mem};
    bool found;
    enum status st = find_task(c, r, &t, &found, e);
    return st == ST_OK && found ? answer_page(c, &t, &r->result, e) : st;
}

/* A crawl that is not part of this run, and was cut off in another. */
static enum status is_open_elsewhere(struct crawl *c, int64_t crawl, bool *ret,
                                     struct err *e)
{
    sqlite3_stmt *s = NULL;
    *ret = false;
    if (job_by_crawl(c, crawl) != NULL)
        return ST_OK;
    enum status st = db_prepare(
        c->db, "SELECT 1 FROM crawl WHERE id = ?1 AND ended_at IS NULL", &s, e);
    if (st == ST_OK) {
        sqlite3_bind_int64(s, 1, crawl);
        st = db_step(s, ret, e);
    }
    sqlite3_finalize(s);
    return st;
}

enum status crawl_resume(struct crawl *c, struct err *e)
{
    struct journal_record *records;
    size_t n;
    struct arena *mem = arena_new(), *scratch = arena_new();
    enum status st = journal_read(c->journal, mem, &records, &n, e);
    for (size_t i = 0; st == ST_OK && i < n; i++) {
        arena_reset(scratch);
        st = crawl_begin(c, e);
        if (st == ST_OK)
            st = crawl_end(c, see_to(c, &records[i], scratch, e), e);
    }
    /* Other funders' crawls may go on later, and take up theirs then. */
    size_t kept = 0;
    for (size_t i = 0; st == ST_OK && i < n; i++) {
        bool open = false;
        st = is_open_elsewhere(c, records[i].crawl, &open, e);
        if (open)
            records[kept++] = records[i];
    }
    if (st == ST_OK)
        st = journal_keep(c->journal, records, kept, e);
    arena_free(scratch);
    arena_free(mem);
    return st;
}
