/* crawl_answers.c - how single addresses answered; see medel/crawl_store.h. */
#include "medel/crawl_store.h"

#include "medel/i18n.h"

enum status crawl_store_answer(struct crawl_store *s, struct arena *mem,
                               const char *url, struct crawl_answer *ret,
                               struct err *e)
{
    sqlite3_stmt *q;
    bool row = false;
    enum status st = db_prepare(crawl_store_db(s),
                                "SELECT state, http_status, target, reason"
                                " FROM page WHERE url = ?1",
                                &q, e);
    if (st != ST_OK)
        return st;
    sqlite3_bind_text(q, 1, url, -1, SQLITE_STATIC);
    st = db_step(q, &row, e);
    if (st == ST_OK && !row)
        st = err_set(e, ST_NOT_FOUND, _("no page with the address %s"), url);
    if (st == ST_OK)
        *ret = (struct crawl_answer){
            .state = (enum page_state)sqlite3_column_int(q, 0),
            .http_status = sqlite3_column_int(q, 1),
            .target =
                arena_strdup(mem, (const char *)sqlite3_column_text(q, 2)),
            .reason =
                arena_strdup(mem, (const char *)sqlite3_column_text(q, 3)),
        };
    sqlite3_finalize(q);
    return st;
}

enum status crawl_store_count_links(struct crawl_store *s, const char *funder,
                                    int64_t *ret, struct err *e)
{
    sqlite3_stmt *q;
    bool row = false;
    enum status st = db_prepare(crawl_store_db(s),
                                "SELECT count(*) FROM page WHERE funder = ?1"
                                " AND kind = 0 AND depth = 1 AND hops = 0",
                                &q, e);
    if (st != ST_OK)
        return st;
    sqlite3_bind_text(q, 1, funder, -1, SQLITE_STATIC);
    st = db_step(q, &row, e);
    if (st == ST_OK)
        *ret = row ? sqlite3_column_int64(q, 0) : 0;
    sqlite3_finalize(q);
    return st;
}
