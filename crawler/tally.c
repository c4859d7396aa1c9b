/* tally.c - see tally.h. */
#include "tally.h"

#include "medel/db.h"
#include "medel/i18n.h"

#include <string.h>

/* As in the table tally: they stay. */
static const char *const NAMES[TALLY_COUNT] = {
    [TALLY_REQUESTS] = "requests",
    [TALLY_PAGES] = "pages",
    [TALLY_NEW] = "new",
    [TALLY_CHANGED] = "changed",
    [TALLY_UNCHANGED] = "unchanged",
    [TALLY_NOT_MODIFIED] = "not_modified",
    [TALLY_REDIRECTS] = "redirects",
    [TALLY_GONE] = "gone",
    [TALLY_DEAD_LINKS] = "dead_links",
    [TALLY_SOFT_404] = "soft_404",
    [TALLY_ALIKE] = "alike",
    [TALLY_FAILED] = "failed",
    [TALLY_ROBOTS] = "robots",
    [TALLY_NOT_PAGES] = "not_pages",
    [TALLY_LISTS] = "lists",
    [TALLY_RECORDS] = "records",
    [TALLY_BYTES] = "bytes",
    [TALLY_ALIVE] = "alive",
    [TALLY_ERROR_TIMEOUT] = "error.timeout",
    [TALLY_ERROR_NAME] = "error.name",
    [TALLY_ERROR_CONNECTION] = "error.connection",
    [TALLY_ERROR_TLS] = "error.tls",
    [TALLY_ERROR_CUT_OFF] = "error.cut_off",
    [TALLY_ERROR_REDIRECT] = "error.redirect",
    [TALLY_ERROR_HTTP_4XX] = "error.http_4xx",
    [TALLY_ERROR_HTTP_5XX] = "error.http_5xx",
    [TALLY_ERROR_OTHER] = "error.other",
    [TALLY_CUT_DEPTH] = "cut.depth",
    [TALLY_CUT_BUDGET] = "cut.budget",
    [TALLY_CUT_KNOWN] = "cut.known",
    [TALLY_CUT_VARIANTS] = "cut.variants",
    [TALLY_CUT_ALIKE] = "cut.alike",
    [TALLY_CUT_REPEATS] = "cut.repeats",
    [TALLY_CUT_LONG] = "cut.long",
    [TALLY_CUT_CHAIN] = "cut.chain",
    [TALLY_CUT_LINKS] = "cut.links",
    [TALLY_CUT_SAME] = "cut.same",
    [TALLY_CUT_SIZE] = "cut.size",
    [TALLY_CUT_HOST] = "cut.host",
};

void tally_add(struct tallies *t, enum tally what, int64_t n)
{
    t->total[what] += n;
    t->unsaved[what] += n;
}

enum status tally_save(struct tallies *t, sqlite3 *db, int64_t crawl,
                       struct err *e)
{
    sqlite3_stmt *s = NULL;
    enum status st = ST_OK;
    for (int i = 0; st == ST_OK && i < TALLY_COUNT; i++) {
        if (t->unsaved[i] == 0)
            continue;
        if (s == NULL)
            st = db_prepare(db,
                            "INSERT INTO tally VALUES(?1, ?2, ?3)"
                            " ON CONFLICT DO UPDATE SET n = n + ?3",
                            &s, e);
        if (st != ST_OK)
            break;
        sqlite3_bind_int64(s, 1, crawl);
        sqlite3_bind_text(s, 2, NAMES[i], -1, SQLITE_STATIC);
        sqlite3_bind_int64(s, 3, t->unsaved[i]);
        st = db_run(s, e);
        if (st == ST_OK)
            t->unsaved[i] = 0;
    }
    sqlite3_finalize(s);
    return st;
}

enum status tally_load(struct tallies *t, sqlite3 *db, int64_t crawl,
                       struct err *e)
{
    sqlite3_stmt *s = NULL;
    bool row = true;
    *t = (struct tallies){{0}, {0}};
    enum status st =
        db_prepare(db, "SELECT what, n FROM tally WHERE crawl = ?1", &s, e);
    if (st == ST_OK)
        sqlite3_bind_int64(s, 1, crawl);
    while (st == ST_OK && row) {
        st = db_step(s, &row, e);
        for (int i = 0; st == ST_OK && row && i < TALLY_COUNT; i++)
            if (strcmp((const char *)sqlite3_column_text(s, 0), NAMES[i]) == 0)
                t->total[i] = sqlite3_column_int64(s, 1);
    }
    sqlite3_finalize(s);
    return st;
}

const char *tally_name(enum tally what)
{
    return NAMES[what];
}

const char *tally_why(enum tally what)
{
    switch (what) {
    case TALLY_ERROR_TIMEOUT:
        return _("timed out");
    case TALLY_ERROR_NAME:
        return _("no such host");
    case TALLY_ERROR_CONNECTION:
        return _("no connection");
    case TALLY_ERROR_TLS:
        return _("TLS or certificate");
    case TALLY_ERROR_CUT_OFF:
        return _("answer cut off or broken");
    case TALLY_ERROR_REDIRECT:
        return _("redirects that lead nowhere");
    case TALLY_ERROR_HTTP_4XX:
        return "HTTP 4xx";
    case TALLY_ERROR_HTTP_5XX:
        return "HTTP 5xx";
    case TALLY_ERROR_OTHER:
        return _("other");
    case TALLY_CUT_DEPTH:
        return _("too many links away from the start page");
    case TALLY_CUT_BUDGET:
        return _("over the funder's budget of pages");
    case TALLY_CUT_KNOWN:
        return _("more addresses than there is room for");
    case TALLY_CUT_VARIANTS:
        return _("one address with ever other parameters");
    case TALLY_CUT_ALIKE:
        return _("one address with ever other numbers, and the pages look "
                 "alike");
    case TALLY_CUT_REPEATS:
        return _("path that goes in circles");
    case TALLY_CUT_LONG:
        return _("address too long");
    case TALLY_CUT_CHAIN:
        return _("chain of redirects, next pages or sitemaps without end");
    case TALLY_CUT_LINKS:
        return _("more links on one page than are read");
    case TALLY_CUT_SAME:
        return _("below a copy of another page");
    case TALLY_CUT_SIZE:
        return _("larger than a page may be");
    case TALLY_CUT_HOST:
        return _("on a host that was given up");
    default:
        return "";
    }
}
