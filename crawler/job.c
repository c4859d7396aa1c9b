/* job.c - one funder's crawl; see crawl.h. */
#include "agent.h"
#include "api.h"
#include "crawl.h"
#include "links.h"
#include "policy.h"
#include "report.h"

#include "medel/caps.h"
#include "medel/i18n.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* So many pages lost in one crawl, and more than are left, are no tidying up
 * of the funder's: something is wrong. */
#define LOST_MIN 10

void job_problem(struct job *j, const char *fmt, ...)
{
    if (j->problem != NULL)
        return;
    va_list ap;
    va_start(ap, fmt);
    if (vasprintf(&j->problem, fmt, ap) < 0)
        j->problem = NULL;
    va_end(ap);
}

bool job_needs(const struct job *j, const struct page_row *p)
{
    return p->kind == KIND_API ||
           (p->kind == KIND_FEED && p->adapter != NULL) ||
           scope_is_start(j->scope, p->url);
}

void job_lacks(struct job *j, const struct page_row *p, const char *reason)
{
    if (!job_needs(j, p))
        return;
    if (p->adapter != NULL && !scope_is_start(j->scope, p->url))
        job_problem(j, _("API %s: %s"), p->url, reason);
    else
        job_problem(j, _("start page %s: %s"), p->url, reason);
}

void job_free(struct job *j)
{
    api_close(j);
    scope_free(j->scope);
    for (int i = 0; i < TALLY_COUNT; i++)
        free(j->examples[i]);
    free(j->problem);
}

struct job *job_by_crawl(struct crawl *c, int64_t crawl)
{
    for (size_t i = 0; i < c->n_jobs; i++)
        if (c->jobs[i].crawl == crawl)
            return &c->jobs[i];
    return NULL;
}

/* --- small statements, run once a job ------------------------------------- */

/* Binds up to four numbers and a text (?5) and gives back the first column of
 * the first row, or 0. */
static enum status query(struct crawl *c, const char *sql, const int64_t *args,
                         int n, const char *text, int64_t *ret, struct err *e)
{
    sqlite3_stmt *s = NULL;
    bool row = false;
    enum status st = db_prepare(c->db, sql, &s, e);
    if (st != ST_OK)
        return st;
    for (int i = 0; i < n; i++)
        sqlite3_bind_int64(s, i + 1, args[i]);
    if (text != NULL)
        sqlite3_bind_text(s, 5, text, -1, SQLITE_STATIC);
    st = db_step(s, &row, e);
    if (st == ST_OK && ret != NULL)
        *ret = row ? sqlite3_column_int64(s, 0) : 0;
    sqlite3_finalize(s);
    return st;
}

static enum status save_funder(struct crawl *c, const struct funder *f,
                               struct err *e)
{
    sqlite3_stmt *s = NULL;
    enum status st = db_prepare(c->db,
                                "INSERT INTO funder(id, name, regions)"
                                " VALUES(?1, ?2, ?3) ON CONFLICT DO UPDATE"
                                " SET name = ?2, regions = ?3",
                                &s, e);
    if (st == ST_OK) {
        sqlite3_bind_text(s, 1, f->id, -1, SQLITE_STATIC);
        sqlite3_bind_text(s, 2, f->name, -1, SQLITE_STATIC);
        sqlite3_bind_int64(s, 3, (int64_t)f->regions);
        st = db_run(s, e);
    }
    sqlite3_finalize(s);
    return st;
}

/* --- opening -------------------------------------------------------------- */

/* The crawl that was cut off and is still young, if it will do; its number is
 * 0 where there is none. */
static enum status find_open(struct crawl *c, struct job *j, struct err *e)
{
    sqlite3_stmt *s = NULL;
    bool row = false;
    enum status st = db_prepare(c->db,
                                "SELECT id, forced, started_at FROM crawl"
                                " WHERE funder = ?1 AND ended_at IS NULL"
                                " ORDER BY id DESC LIMIT 1",
                                &s, e);
    if (st == ST_OK) {
        sqlite3_bind_text(s, 1, j->funder->id, -1, SQLITE_STATIC);
        st = db_step(s, &row, e);
    }
    if (st == ST_OK && row) {
        int64_t id = sqlite3_column_int64(s, 0);
        bool forced = sqlite3_column_int(s, 1) != 0;
        int64_t at = sqlite3_column_int64(s, 2);
        bool young = at <= c->now && c->now - at < CONTINUE_WITHIN;
        if (young && (forced || !c->o->force)) {
            j->crawl = id;
            j->forced = forced;
            j->started_at = at;
        }
    }
    sqlite3_finalize(s);
    return st;
}

/* Whatever an older crawl left in the queue is known and due, so that the new
 * one finds it again. */
static enum status begin_crawl(struct crawl *c, struct job *j, struct err *e)
{
    const char *id = j->funder->id;
    j->forced = c->o->force;
    j->started_at = c->now;
    const int64_t args[] = {c->now, j->forced};
    enum status st = query(c,
                           "DELETE FROM queue WHERE crawl IN"
                           " (SELECT id FROM crawl WHERE funder = ?5)",
                           NULL, 0, id, NULL, e);
    if (st == ST_OK)
        st = query(c,
                   "UPDATE crawl SET ended_at = ?1, problem = 'cut off'"
                   " WHERE funder = ?5 AND ended_at IS NULL",
                   args, 1, id, NULL, e);
    /* Its history is kept, but not for ever. */
    if (st == ST_OK)
        st = query(c,
                   "DELETE FROM tally WHERE crawl IN (SELECT id FROM crawl"
                   " WHERE funder = ?5 ORDER BY id DESC LIMIT -1 OFFSET 100)",
                   NULL, 0, id, NULL, e);
    /* A kind of address that led to copies only gets another chance. */
    if (st == ST_OK)
        st = query(c,
                   "UPDATE variant SET looked = looked / 2, alike = alike / 2"
                   " WHERE funder = ?5 AND alike > 0",
                   NULL, 0, id, NULL, e);
    if (st == ST_OK)
        st = query(c,
                   "INSERT INTO crawl(funder, forced, started_at)"
                   " VALUES(?5, ?2, ?1) RETURNING id",
                   args, 2, id, &j->crawl, e);
    return st;
}

/*
 * Pages that are due now. A clock that was set back must not make a page wait
 * for its old future. Dead links are asked again by --force only when they
 * are due: they are no pages.
 */
static enum status queue_due(struct crawl *c, struct job *j, struct err *e)
{
    const int64_t args[] = {j->crawl, c->now, j->forced, PAGE_STATE_GONE};
    return query(c,
                 "INSERT OR IGNORE INTO queue(page, crawl, host, rank)"
                 " SELECT id, ?1, host,"
                 " CASE WHEN version > 0 THEN rank / 2 ELSE rank END"
                 " FROM page WHERE funder = ?5"
                 " AND kind <> 4 AND inline = 0"
                 " AND crawl <> ?1 AND (due_at <= ?2 OR checked_at > ?2 OR"
                 " (?3 AND NOT (state = ?4 AND version = 0)))",
                 args, 4, j->funder->id, NULL, e);
}

static enum status queue_starts(struct crawl *c, struct job *j, struct err *e)
{
    struct arena *mem = arena_new();
    enum status st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < j->funder->n_start; i++) {
        const struct found f = {
            .url = j->funder->start[i], .kind = KIND_PAGE, .vital = true};
        st = discover_add(c, j, mem, &f, e);
    }
    arena_free(mem);
    return st;
}

/* Where hosts or patterns changed, links that were out of scope may be in it
 * now. Their pages need not be fetched again for that. */
static enum status look_through_bodies(struct crawl *c, struct job *j,
                                       struct err *e)
{
    sqlite3_stmt *s = NULL;
    bool row = true;
    struct arena *mem = arena_new();
    enum status st = db_prepare(c->db,
                                "SELECT id FROM page WHERE funder = ?1 AND"
                                " version > 0 AND kind = 0 AND adapter IS NULL"
                                " ORDER BY depth, id",
                                &s, e);
    if (st == ST_OK)
        sqlite3_bind_text(s, 1, j->funder->id, -1, SQLITE_STATIC);
    while (st == ST_OK && row) {
        struct page_row page;
        const char *html;
        size_t len;
        st = db_step(s, &row, e);
        if (st != ST_OK || !row)
            break;
        arena_reset(mem);
        st = ledger_load(c->ledger, mem, sqlite3_column_int64(s, 0), &page, e);
        if (st != ST_OK)
            break;
        struct err why = ERR_INIT;
        enum status got =
            crawl_store_body(c->store, mem, page.id, &html, &len, &why);
        if (got == ST_OK) {
            struct page_links links;
            links_scan(mem, html, len, AGENT_TOKEN, &links);
            st = discover_links(c, j, mem, &page, &links, NULL, true, e);
        } else if (got != ST_NOT_FOUND && got != ST_INVALID &&
                   got != ST_LIMIT) {
            st = err_set(e, got, "%s", why.text);
        }
    }
    sqlite3_finalize(s);
    arena_free(mem);
    return st;
}

static enum status check_fingerprint(struct crawl *c, struct job *j,
                                     struct err *e)
{
    int64_t old = 0, fresh = (int64_t)scope_fingerprint(j->scope);
    const char *id = j->funder->id;
    enum status st = query(c, "SELECT fingerprint FROM funder WHERE id = ?5",
                           NULL, 0, id, &old, e);
    if (st != ST_OK || old == fresh)
        return st;
    if (old != 0) {
        st = look_through_bodies(c, j, e);
        /* Sitemaps and feeds are not stored: they must be sent again. */
        if (st == ST_OK)
            st = query(c,
                       "UPDATE page SET etag = NULL, last_modified = NULL,"
                       " due_at = 0 WHERE funder = ?5 AND kind <> 0",
                       NULL, 0, id, NULL, e);
    }
    if (st == ST_OK)
        st = query(c, "UPDATE funder SET fingerprint = ?1 WHERE id = ?5",
                   &fresh, 1, id, NULL, e);
    return st;
}

/* The most pages that were there at the end of one of the last crawls. */
static enum status read_alive_before(struct crawl *c, struct job *j,
                                     struct err *e)
{
    const int64_t args[] = {j->crawl, ALIVE_CRAWLS};
    return query(c,
                 "SELECT ifnull(max(n), 0) FROM tally WHERE what = 'alive'"
                 " AND crawl IN (SELECT id FROM crawl WHERE funder = ?5"
                 " AND id < ?1 AND ended_at IS NOT NULL"
                 " ORDER BY id DESC LIMIT ?2)",
                 args, 2, j->funder->id, &j->alive_before, e);
}

static enum status open_in_transaction(struct crawl *c, struct job *j,
                                       struct err *e)
{
    const char *id = j->funder->id;
    enum status st = save_funder(c, j->funder, e);
    if (st == ST_OK)
        st = find_open(c, j, e);
    bool fresh = j->crawl == 0;
    if (st == ST_OK && fresh)
        st = begin_crawl(c, j, e);
    if (st == ST_OK)
        st = tally_load(&j->tallies, c->db, j->crawl, e);
    if (st == ST_OK)
        st = query(c, "SELECT count(*) FROM page WHERE funder = ?5", NULL, 0,
                   id, &j->known, e);
    if (st == ST_OK)
        st = frontier_activate(c->frontier, j->crawl, e);
    if (st == ST_OK)
        st = check_fingerprint(c, j, e);
    if (st == ST_OK)
        st = read_alive_before(c, j, e);
    if (st == ST_OK && fresh)
        st = known_calls_hasten(c->calls, c->db, id, c->now, e);
    if (st == ST_OK && fresh)
        st = queue_due(c, j, e);
    if (st == ST_OK)
        st = queue_starts(c, j, e);
    if (st == ST_OK)
        st = api_queue(c, j, e);
    if (st == ST_OK)
        st = frontier_count(c->frontier, j->crawl, &j->queued, e);
    if (st == ST_OK)
        st = tally_save(&j->tallies, c->db, j->crawl, e);
    return st;
}

enum status job_open(struct crawl *c, struct job *j,
                     const struct funder *funder, struct err *e)
{
    *j = (struct job){.funder = funder};
    j->known_max = (int64_t)KNOWN_PER_BUDGET *
                   (funder->budget > 0 ? funder->budget : BUDGET_DEFAULT);
    enum status st = scope_new(funder, &j->scope, e);
    if (st == ST_OK)
        st = api_open(c, j, e);
    if (st == ST_OK)
        st = db_begin(c->db, e);
    if (st != ST_OK)
        return st;
    st = open_in_transaction(c, j, e);
    if (st == ST_OK)
        st = db_commit(c->db, e);
    if (st != ST_OK)
        db_rollback(c->db);
    return st;
}

/* --- closing -------------------------------------------------------------- */

enum status job_cut_queue(struct crawl *c, struct job *j,
                          const struct host *host, enum tally why,
                          struct err *e)
{
    int64_t n = 0;
    enum status st = frontier_drop_crawl(c->frontier, j->crawl,
                                         host != NULL ? host->id : 0, &n, e);
    j->queued -= n;
    tally_add(&j->tallies, why, n);
    return st;
}

/* A source that gives nothing, or far less than before, is a failure, never a
 * silent success. */
static enum status judge(struct crawl *c, struct job *j, struct err *e)
{
    const int64_t *n = j->tallies.total;
    int64_t alive = 0;
    const int64_t state = PAGE_STATE_OK;
    enum status st = query(c,
                           "SELECT count(*) FROM page WHERE funder = ?5 AND"
                           " state = ?1 AND kind = 0",
                           &state, 1, j->funder->id, &alive, e);
    if (st == ST_OK && n[TALLY_PAGES] == 0 &&
        (n[TALLY_REQUESTS] != 0 || alive == 0))
        job_problem(j, _("no page could be fetched"));
    int64_t lost = n[TALLY_GONE] + n[TALLY_FAILED];
    if (st == ST_OK && lost >= LOST_MIN && lost > alive)
        job_problem(j, _("%lld pages gone or failing, %lld left"),
                    (long long)lost, (long long)alive);
    int64_t fewer = j->alive_before - alive;
    if (st == ST_OK && fewer >= FEWER_MIN && alive < j->alive_before / 2)
        job_problem(j,
                    ngettext("%lld page left, of %lld before",
                             "%lld pages left, of %lld before",
                             (unsigned long)alive),
                    (long long)alive, (long long)j->alive_before);
    tally_add(&j->tallies, TALLY_ALIVE, alive - n[TALLY_ALIVE]);
    return st;
}

enum status job_close(struct crawl *c, struct job *j, struct err *e)
{
    enum status st = judge(c, j, e);
    if (st == ST_OK)
        st = tally_save(&j->tallies, c->db, j->crawl, e);
    sqlite3_stmt *s = NULL;
    if (st == ST_OK)
        st = db_prepare(c->db,
                        "UPDATE crawl SET ended_at = ?2, problem = ?3"
                        " WHERE id = ?1",
                        &s, e);
    if (st == ST_OK) {
        sqlite3_bind_int64(s, 1, j->crawl);
        sqlite3_bind_int64(s, 2, c->now);
        sqlite3_bind_text(s, 3, j->problem, -1, SQLITE_STATIC);
        st = db_run(s, e);
    }
    sqlite3_finalize(s);
    s = NULL;
    if (st == ST_OK)
        st = db_prepare(c->db,
                        "UPDATE funder SET last_crawl = ?2, pages = ?3,"
                        " changed = ?4, failed = ?5, problem = ?6"
                        " WHERE id = ?1",
                        &s, e);
    if (st == ST_OK) {
        const int64_t *n = j->tallies.total;
        sqlite3_bind_text(s, 1, j->funder->id, -1, SQLITE_STATIC);
        sqlite3_bind_int64(s, 2, c->now);
        sqlite3_bind_int64(s, 3, n[TALLY_PAGES]);
        sqlite3_bind_int64(s, 4, n[TALLY_NEW] + n[TALLY_CHANGED]);
        sqlite3_bind_int64(s, 5, n[TALLY_FAILED]);
        sqlite3_bind_text(s, 6, j->problem, -1, SQLITE_STATIC);
        st = db_run(s, e);
    }
    sqlite3_finalize(s);
    if (st == ST_OK)
        st = frontier_deactivate(c->frontier, j->crawl, e);
    j->done = st == ST_OK;
    return st;
}
