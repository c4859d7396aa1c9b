/* known_calls.c - see known_calls.h. */
#include "known_calls.h"

#include "policy.h"

#include "medel/call.h"
#include "medel/calls_store.h"
#include "medel/i18n.h"

#include <stdlib.h>
#include <string.h>

/* Days before a deadline, and after: some are moved when they have passed. */
#define NEAR_BEFORE 14
#define NEAR_AFTER 2

struct known_calls {
    struct calls_store *store;
};

struct known_calls *known_calls_open(const char *dir)
{
    struct err ignored = ERR_INIT;
    struct known_calls *k = calloc(1, sizeof *k);
    if (k != NULL &&
        calls_store_open(dir, DB_READ_ONLY, &k->store, &ignored) != ST_OK) {
        free(k);
        k = NULL;
    }
    return k;
}

void known_calls_close(struct known_calls *k)
{
    if (k == NULL)
        return;
    calls_store_close(k->store);
    free(k);
}

int64_t known_calls_count(struct known_calls *k, const char *funder)
{
    struct calls_counts counts = {0};
    struct err ignored = ERR_INIT;
    if (k == NULL ||
        calls_store_count(k->store, funder, &counts, &ignored) != ST_OK)
        return -1;
    return (int64_t)counts.live;
}

static bool is_near(const struct call *call, long today)
{
    for (size_t i = 0; i < call->n_deadlines; i++) {
        long left = date_to_days(call->deadlines[i]) - today;
        if (left <= NEAR_BEFORE && left >= -NEAR_AFTER)
            return true;
    }
    return false;
}

static enum status hasten_page(sqlite3_stmt *s, const char *funder,
                               const char *url, int64_t now, struct err *e)
{
    sqlite3_bind_text(s, 1, url, -1, SQLITE_STATIC);
    sqlite3_bind_text(s, 2, funder, -1, SQLITE_STATIC);
    sqlite3_bind_int64(s, 3, NIGHTLY);
    sqlite3_bind_int64(s, 4, now);
    return db_run(s, e);
}

/* Every address that the call was ever read from. */
static enum status hasten_call(struct known_calls *k, sqlite3_stmt *s,
                               const struct known_call *call, int64_t now,
                               struct err *e)
{
    struct call *content = NULL;
    struct err ignored = ERR_INIT;
    if (calls_store_content(k->store, call->id, &content, &ignored) != ST_OK)
        return ST_OK;
    enum status st = ST_OK;
    if (is_near(content, date_to_days(date_at(now, NULL, NULL)))) {
        st = hasten_page(s, call->funder_id, call->url, now, e);
        for (size_t i = 0; st == ST_OK && i < content->n_urls; i++)
            st = hasten_page(s, call->funder_id, content->urls[i], now, e);
    }
    call_free(content);
    return st;
}

enum status known_calls_hasten(struct known_calls *k, sqlite3 *crawl_db,
                               const char *funder, int64_t now, struct err *e)
{
    struct known_call *calls = NULL;
    size_t n = 0;
    struct err ignored = ERR_INIT;
    if (k == NULL)
        return ST_OK;
    struct arena *mem = arena_new();
    sqlite3_stmt *s = NULL;
    enum status st = db_prepare(crawl_db,
                                "UPDATE page SET due_at = checked_at + ?3"
                                " WHERE url = ?1 AND funder = ?2 AND state = 1"
                                " AND due_at > checked_at + ?3"
                                " AND checked_at <= ?4",
                                &s, e);
    if (st == ST_OK &&
        calls_store_known(k->store, mem, funder, &calls, &n, &ignored) != ST_OK)
        n = 0;
    for (size_t i = 0; st == ST_OK && i < n; i++)
        if (calls[i].life == CALL_LIVE)
            st = hasten_call(k, s, &calls[i], now, e);
    sqlite3_finalize(s);
    arena_free(mem);
    return st;
}
