/*
 * test_frontier.c - scope, words, patience and the queue of the crawler.
 */
#include "../../crawler/frontier.h"
#include "../../crawler/headers.h"
#include "../../crawler/hosts.h"
#include "../../crawler/ledger.h"
#include "../../crawler/policy.h"
#include "../../crawler/scope.h"
#include "../../crawler/words.h"

#include "medel/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* --- scope ---------------------------------------------------------------- */

static struct arena *mem;

static struct url_parts parts(const char *url)
{
    struct url_parts u;
    assert_int_equal(url_split(mem, url, &u, NULL), ST_OK);
    return u;
}

static struct scope *make_scope(struct funder *f)
{
    static const char *start[] = {"https://www.fund.se/bidrag/",
                                  "http://localhost:8080/x"};
    static const char *hosts[] = {"media.fund.se", "other.se:8443"};
    f->start = start;
    f->n_start = 2;
    f->hosts = hosts;
    f->n_hosts = 2;
    struct scope *s;
    assert_int_equal(scope_new(f, &s, NULL), ST_OK);
    return s;
}

static void test_scope_hosts(void **state)
{
    (void)state;
    struct funder f = {.id = "f"};
    struct scope *s = make_scope(&f);
    const struct {
        const char *url;
        enum scope_verdict verdict;
    } cases[] = {
        {"https://www.fund.se/", SCOPE_IN},
        {"https://fund.se/a", SCOPE_IN},
        {"http://fund.se/a", SCOPE_IN},
        {"http://www.media.fund.se/", SCOPE_IN},
        {"https://fund.se:8080/", SCOPE_ELSEWHERE},
        {"http://localhost:8080/", SCOPE_IN},
        {"http://localhost/", SCOPE_ELSEWHERE},
        {"https://other.se:8443/", SCOPE_IN},
        {"https://other.se/", SCOPE_ELSEWHERE},
        {"https://sub.fund.se/", SCOPE_ELSEWHERE},
        {"https://fund.se.evil.org/", SCOPE_ELSEWHERE},
        {"https://fund.se/a.DOCX", SCOPE_FILE},
        {"https://fund.se/a.docx/b", SCOPE_IN},
        {"https://fund.se/a.aspx?f=b.docx", SCOPE_IN},
        {"https://fund.se/a.pdf", SCOPE_IN},
        {"https://filer.fund.se/x/riktlinjer.pdf", SCOPE_IN},
        {"https://filer.fund.se:8443/a.pdf", SCOPE_ELSEWHERE},
        {"https://filer.other.se:8443/a.pdf", SCOPE_IN},
        {"https://filer.fund.se/x/riktlinjer", SCOPE_ELSEWHERE},
        {"https://notfund.se/a.pdf", SCOPE_ELSEWHERE},
        {"https://fund.se.evil.org/a.pdf", SCOPE_ELSEWHERE},
        {"https://192.0.2.7/a.pdf", SCOPE_ELSEWHERE},
        {"https://fund.se/node.4.2b7f1c9a18d.html", SCOPE_IN},
        {"https://fund.se/ab/ab/", SCOPE_IN},
        {"https://fund.se/ab/c/ab/c/ab/", SCOPE_REPEATS},
        {"https://fund.se/a/a/a/a", SCOPE_REPEATS},
        {"https://fund.se/x/a/b/a/b/a/b/a/b/y", SCOPE_REPEATS},
        {"https://fund.se/a/b/a/b/a/b/a/y", SCOPE_IN},
        {"https://fund.se/2011/11/11/11/", SCOPE_IN},
        {"https://fund.se/2026/1/1/1/2026/2026/", SCOPE_IN},
        {"https://fund.se/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20",
         SCOPE_IN},
        {"https://fund.se/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/"
         "21",
         SCOPE_LONG},
        {"https://fund.se/?a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8&i=9&j=10", SCOPE_IN},
        {"https://fund.se/?a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8&i=9&j=10&k=11",
         SCOPE_LONG},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct url_parts u = parts(cases[i].url);
        enum scope_verdict v = scope_check(s, &u);
        if (v != cases[i].verdict)
            fail_msg("%s: %d, not %d", cases[i].url, v, cases[i].verdict);
    }
    assert_true(scope_is_document("/media/17/utlysningstext.PDF"));
    assert_false(scope_is_document("/pdf/"));
    assert_false(scope_is_document(".pdf"));
    assert_true(scope_is_start(s, "https://www.fund.se/bidrag/"));
    assert_false(scope_is_start(s, "https://fund.se/bidrag/"));
    scope_free(s);
}

static void test_scope_patterns(void **state)
{
    (void)state;
    const char *allow[] = {"/bidrag", "/utlysningår/*/om$", "/news?"};
    const char *deny[] = {"/bidrag/arkiv", "/bidrag/*.asp"};
    struct funder f = {
        .id = "f", .allow = allow, .n_allow = 3, .deny = deny, .n_deny = 2};
    struct scope *s = make_scope(&f);
    const struct {
        const char *path;
        bool in;
    } cases[] = {
        {"/bidrag/x", true},
        {"/bidragen", true},
        {"/other", false},
        {"/bidrag/arkiv/2020", false},
        {"/bidrag/x.asp", false},
        {"/utlysning%C3%A5r/2026/om", true},
        {"/utlysning%C3%A5r/2026/om/mer", false},
        {"/news?id=1", true},
        {"/news", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char url[200];
        snprintf(url, sizeof url, "https://fund.se%s", cases[i].path);
        struct url_parts u = parts(url);
        assert_int_equal(scope_check(s, &u),
                         cases[i].in ? SCOPE_IN : SCOPE_DENIED);
    }
    const struct {
        const char *url;
        enum scope_verdict verdict;
    } elsewhere[] = {
        {"https://filer.fund.se/text.pdf", SCOPE_IN},
        {"https://filer.fund.se/bidrag/arkiv/text.pdf", SCOPE_DENIED}};
    for (size_t i = 0; i < 2; i++) {
        struct url_parts u = parts(elsewhere[i].url);
        assert_int_equal(scope_check(s, &u), elsewhere[i].verdict);
    }
    uint64_t before = scope_fingerprint(s);
    scope_free(s);
    f.n_deny = 1;
    s = make_scope(&f);
    assert_true(scope_fingerprint(s) != before);
    scope_free(s);
}

static void test_shapes(void **state)
{
    (void)state;
    struct buf a, b;
    buf_init(&a, 1000);
    buf_init(&b, 1000);
    struct url_parts u = parts("https://fund.se/x?id=1&view=2");
    struct url_parts v = parts("https://fund.se/x?id=7&view=");
    struct url_parts w = parts("https://fund.se/x?id=7");
    assert_int_equal(scope_shape(&u, &a), 200);
    assert_int_equal(scope_shape(&v, &b), 200);
    assert_string_equal(a.data, b.data);
    assert_int_equal(scope_shape(&w, &b), 500);
    assert_string_not_equal(a.data, b.data);
    u = parts("https://fund.se/x");
    assert_int_equal(scope_shape(&u, &a), 0);

    const struct {
        const char *path;
        int max;
        const char *shape;
    } paths[] = {
        {"/kalender/2026/11/28", 200, "fund.se:443/kalender/#/#/#"},
        {"/kalender/2026-11-28/", 200, "fund.se:443/kalender/#/"},
        {"/kalender/2026-w48", 200, "fund.se:443/kalender/#"},
        {"/kalender/20261128?view=1", 200, "fund.se:443/kalender/#?view&"},
        {"/arende/2026-01234", 20000, "fund.se:443/arende/#"},
        {"/nyhet/2026/12345", 20000, "fund.se:443/nyhet/#/#"},
        {"/p/17", 20000, "fund.se:443/p/#"},
        {"/2026/bidrag-2026", 200, "fund.se:443/#/bidrag-2026"},
        {"/bidrag/2026-bidrag.html", 0, NULL},
        {"/", 0, NULL},
    };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        char url[128];
        snprintf(url, sizeof url, "https://fund.se%s", paths[i].path);
        u = parts(url);
        assert_int_equal(scope_shape(&u, &a), paths[i].max);
        if (paths[i].shape != NULL)
            assert_string_equal(a.data, paths[i].shape);
    }
    buf_free(&a);
    buf_free(&b);
}

/* --- words ---------------------------------------------------------------- */

static void test_words(void **state)
{
    (void)state;
    const char *share = getenv("MEDEL_SHARE");
    struct err e = ERR_INIT;
    struct words *w;
    char path[512];
    snprintf(path, sizeof path, "%s/data/frontier.txt",
             share != NULL ? share : ".");
    if (words_load(path, &w, &e) != ST_OK)
        fail_msg("%s", e.text);
    assert_true(words_weigh(w, "Alla utlysningar", "/") > 0);
    assert_true(words_weigh(w, "", "/utlysningar/2026") > 0);
    assert_true(words_weigh(w, "Sök stöd", "/x") ==
                words_weigh(w, "SÖK  STÖD", "/x"));
    assert_true(words_weigh(w, "", "/sok-stod") > 0);
    assert_true(words_weigh(w, "", "/s%C3%B6k%20st%C3%B6d") > 0);
    assert_true(words_weigh(w, "Logga in", "/login") < 0);
    assert_int_equal(words_weigh(w, "", ""), 0);
    assert_true(words_weigh(w, "Öppna utlysningar", "/a") >
                words_weigh(w, "Kontakt", "/kontakt"));
    assert_true(words_is_next(w, "Nästa"));
    assert_true(words_is_next(w, "Nästa sida »"));
    assert_false(words_is_next(w, "Nästa utlysning öppnar i januari"));
    assert_false(words_is_next(w, "Nästan klart"));
    assert_false(words_is_next(w, ""));
    const char *const missing[] = {"404",
                                   "404 - Sidan finns inte",
                                   "Sidan kunde inte hittas | Fonden",
                                   "Oj! Sidan hittades inte.",
                                   "PAGE NOT FOUND",
                                   "Siden finnes ikke",
                                   "Error 404 (Not Found)",
                                   "Sorry, the page can\u2019t be found"};
    const char *const there[] = {"",
                                 "Bidrag 404",
                                 "Sidan om bidrag",
                                 "Rum 404",
                                 "Stöd 2026",
                                 "Hitta rätt finansiering",
                                 "Hittar du inte sidan du söker?",
                                 "Utlysning",
                                 "Stuga till uthyrning, Storgatan 404"};
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++)
        if (!words_is_missing(w, missing[i]))
            fail_msg("not taken for an error page: %s", missing[i]);
    for (size_t i = 0; i < sizeof there / sizeof *there; i++)
        if (words_is_missing(w, there[i]))
            fail_msg("taken for an error page: %s", there[i]);
    words_free(w);
}

static void test_words_bad_file(void **state)
{
    (void)state;
    static const char *const BAD[] = {"utlysning", "500 x", "50", "5x y",
                                      "ok\n10 fine"};
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        char path[] = "/tmp/medel-words-XXXXXX";
        int fd = mkstemp(path);
        assert_true(write(fd, BAD[i], strlen(BAD[i])) > 0);
        close(fd);
        struct words *w = NULL;
        struct err e = ERR_INIT;
        assert_int_equal(words_load(path, &w, &e), ST_INVALID);
        assert_non_null(strstr(e.text, ":1:"));
        unlink(path);
    }
}

/* --- patience ------------------------------------------------------------- */

static void test_policy(void **state)
{
    (void)state;
    struct page_row p = {.depth = 5, .rank = 200};
    for (int i = 0; i < 50; i++) {
        int64_t next = policy_interval(&p, false);
        assert_true(next >= p.interval && next <= INTERVAL_MAX);
        p.interval = next;
    }
    assert_int_equal(p.interval, INTERVAL_MAX);
    for (int i = 0; i < 50; i++)
        p.interval = policy_interval(&p, true);
    assert_int_equal(p.interval, NIGHTLY);
    p.interval = INTERVAL_MAX;
    p.rank = 60;
    assert_int_equal(policy_interval(&p, false), CALL_INTERVAL_MAX);
    p.children = 10;
    assert_int_equal(policy_interval(&p, false), NIGHTLY);
    p.depth = 0;
    assert_int_equal(policy_interval(&p, false), START_INTERVAL);
    assert_int_equal(policy_failed_interval(1), NIGHTLY);
    assert_int_equal(policy_failed_interval(1000000), FAILED_INTERVAL_MAX);

    assert_int_equal(policy_delay_ms(1, 0, 0.1), 1000);
    assert_int_equal(policy_delay_ms(1, 5, 0.1), 5000);
    assert_int_equal(policy_delay_ms(1, 86400, 0.1), 30000);
    assert_int_equal(policy_delay_ms(0, 0, 0.1), 0);
    assert_int_equal(policy_delay_ms(1, 0, 4), 4000);
    assert_in_range(policy_backoff_ms(1, 0), 750, 1250);
    assert_in_range(policy_backoff_ms(50, 1), 45000, 75000);
    int64_t least = INT64_MAX, most = 0;
    for (int i = 0; i < 50; i++) {
        int64_t ms = policy_backoff_ms(3, 1);
        least = ms < least ? ms : least;
        most = ms > most ? ms : most;
    }
    assert_true(most - least > 1000); /* hosts do not come back all at once */

    const int64_t now = 1795392000; /* 2026-11-23 */
    assert_int_equal(policy_retry_after("120", now), 120);
    assert_int_equal(policy_retry_after("0", now), 0);
    assert_int_equal(policy_retry_after("-5", now), -1);
    assert_int_equal(policy_retry_after("soon", now), -1);
    assert_int_equal(policy_retry_after("", now), -1);
    assert_int_equal(policy_retry_after(NULL, now), -1);
    assert_int_equal(policy_retry_after("172800", now), DAY);
    assert_int_equal(policy_retry_after("1000000000000", now), -1);
    assert_int_equal(policy_retry_after("99999999999999999999", now), -1);
    assert_int_equal(policy_retry_after("1e12", now), -1);
    assert_int_equal(policy_retry_after("5 minutes", now), -1);
    assert_int_equal(policy_retry_after("12:00", now), -1);
    assert_int_equal(policy_retry_after("Fri, 31 Dec 9999 23:59:59 GMT", now),
                     -1);
    assert_int_equal(policy_retry_after("Mon, 23 Nov 2026 00:10:00 GMT", now),
                     600);
    assert_int_equal(policy_retry_after("Sun, 22 Nov 2026 00:10:00 GMT", now),
                     -1);
    assert_true(policy_date_is_sane("Sun, 22 Nov 2026 00:10:00 GMT", now));
    assert_false(policy_date_is_sane("Thu, 01 Jan 1970 00:00:00 GMT", now));
    assert_false(policy_date_is_sane("Sun, 22 Nov 2037 00:10:00 GMT", now));
    /* The usual form is read to the second, and others are as well. */
    assert_true(policy_date_is_sane("Mon, 23 Nov 2026 00:10:00 GMT", now) ==
                policy_date_is_sane("23 Nov 2026 00:10:00 +0000", now));
    assert_true(policy_date_is_sane("Tue, 01 Jan 1991 00:00:01 GMT", now));
    assert_false(policy_date_is_sane("Tue, 01 Jan 1991 00:00:00 GMT", now));
    assert_true(policy_date_is_sane("Sunday, 22-Nov-26 00:10:00 GMT", now));
    assert_false(policy_date_is_sane("Sun, 22 Dez 2026 00:10:00 GMT", now));
    assert_false(policy_date_is_sane("Sun, 32 Nov 2026 00:10:00 GMT", now));
    assert_false(policy_date_is_sane("yesterday", now));
    assert_false(policy_date_is_sane(NULL, now));
}

/* --- headers -------------------------------------------------------------- */

static void robots_tag(const char *lines, bool noindex, bool nofollow)
{
    bool a = false, b = false;
    headers_robots(lines, "medel", &a, &b);
    assert_int_equal(a, noindex);
    assert_int_equal(b, nofollow);
}

static void test_headers(void **state)
{
    (void)state;
    robots_tag("noindex", true, false);
    robots_tag("NOINDEX, NoFollow", true, true);
    robots_tag("none", true, true);
    robots_tag("otherbot: noindex", false, false);
    robots_tag("otherbot: noindex\nmedel: nofollow", false, true);
    robots_tag("unavailable_after: 25 Jun 2027 15:00:00 PST, noindex", true,
               false);
    robots_tag("max-snippet: 5, nofollow", false, true);
    robots_tag("otherbot: noindex, nofollow, Medel: nofollow, x", false, true);
    robots_tag("otherbot: none\nnoindex,\n", true, false);
    robots_tag("unavailable_after: Friday, 25-Jun-27 15:00:00 UTC,none", true,
               true);
    robots_tag(",,:", false, false);
    robots_tag("", false, false);
    robots_tag(NULL, false, false);

    struct page_links l = {0};
    headers_links(mem,
                  "</n>; rel=\"next\", </c>; rel=canonical\n"
                  "<a,b;c>; title=\"x, y; rel=next\"; rel=\"prev next\"\n"
                  "</f>; type=\"application/rss+xml\"; rel=alternate\n"
                  "</e>; rel=\"alternate\"; hreflang=en\n"
                  "</s>; rel=stylesheet, <broken\n<>; rel=next, plain",
                  &l);
    assert_int_equal(l.n, 5);
    assert_int_equal(l.items[0].kind, LINK_NEXT);
    assert_string_equal(l.items[0].href, "/n");
    assert_int_equal(l.items[1].kind, LINK_CANONICAL);
    assert_int_equal(l.items[2].kind, LINK_NEXT);
    assert_string_equal(l.items[2].href, "a,b;c");
    assert_int_equal(l.items[3].kind, LINK_FEED);
    assert_int_equal(l.items[4].kind, LINK_LANGUAGE);
    headers_links(mem, NULL, &l);
}

/* --- the queue ------------------------------------------------------------ */

static char dir[64];
static struct crawl_store *store;

static void open_store(void)
{
    struct err e = ERR_INIT;
    snprintf(dir, sizeof dir, "/tmp/medel-frontier-XXXXXX");
    assert_non_null(mkdtemp(dir));
    assert_int_equal(crawl_store_open(dir, DB_READ_WRITE, &store, &e), ST_OK);
    assert_int_equal(
        db_exec(crawl_store_db(store),
                "INSERT INTO funder(id, name, regions) VALUES('f', 'F', 0);"
                "INSERT INTO host(id, name) VALUES(1, 'h'), (2, 'i');"
                "INSERT INTO crawl(id, funder, forced, started_at)"
                " VALUES(1, 'f', 0, 0), (2, 'f', 0, 0);"
                "INSERT INTO page(id, url, funder, host, depth, rank,"
                " found_at) VALUES(1,'u1','f',1,0,0,0), (2,'u2','f',1,0,0,0),"
                " (3,'u3','f',1,0,0,0), (4,'u4','f',2,0,0,0),"
                " (5,'u5','f',1,0,0,0)",
                &e),
        ST_OK);
}

static void close_store(void)
{
    static const char *const NAMES[] = {"crawl.db", "crawl.db-wal",
                                        "crawl.db-shm"};
    crawl_store_close(store);
    for (size_t i = 0; i < 3; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", dir, NAMES[i]);
        unlink(path);
    }
    assert_int_equal(rmdir(dir), 0);
}

static void push(struct frontier *f, int page, int crawl, int host, int rank)
{
    const struct queued q = {
        .page = page, .crawl = crawl, .host = host, .rank = rank};
    bool added;
    assert_int_equal(frontier_push(f, &q, &added, NULL), ST_OK);
}

static int64_t best(struct frontier *f, int host, int64_t now, int64_t *wake)
{
    struct queued q;
    enum status st = frontier_best(f, host, now, &q, wake, NULL);
    if (st == ST_NOT_FOUND)
        return 0;
    assert_int_equal(st, ST_OK);
    return q.page;
}

static void test_queue(void **state)
{
    (void)state;
    struct frontier *f;
    struct err e = ERR_INIT;
    int64_t wake = -1, n;
    open_store();
    assert_int_equal(frontier_new(crawl_store_db(store), &f, &e), ST_OK);
    push(f, 1, 1, 1, 50);
    push(f, 2, 1, 1, 20);
    push(f, 3, 1, 1, 50);
    push(f, 4, 1, 2, 5);
    push(f, 5, 2, 1, 1);
    /* Nothing of a crawl that is not active. */
    assert_int_equal(best(f, 1, 100, &wake), 0);
    assert_int_equal(frontier_activate(f, 1, &e), ST_OK);
    assert_int_equal(best(f, 1, 100, &wake), 2);
    assert_int_equal(best(f, 2, 100, &wake), 4);
    /* A better rank counts, a worse one does not. */
    push(f, 3, 1, 1, 10);
    push(f, 2, 1, 1, 90);
    assert_int_equal(best(f, 1, 100, &wake), 3);
    /* Put off: the next ones, and when it comes again. */
    struct queued q = {.page = 3, .rank = 10, .not_before = 150};
    assert_int_equal(frontier_delay(f, &q, &e), ST_OK);
    assert_int_equal(best(f, 1, 100, &wake), 2);
    assert_int_equal(frontier_drop(f, 2, &e), ST_OK);
    assert_int_equal(frontier_drop(f, 1, &e), ST_OK);
    assert_int_equal(best(f, 1, 100, &wake), 0);
    assert_int_equal(wake, 150);
    assert_int_equal(best(f, 1, 150, &wake), 3);
    /* A clock that was set back does not make it wait for ever. */
    assert_int_equal(best(f, 1, 150 - 86400, &wake), 3);
    assert_int_equal(frontier_count(f, 1, &n, &e), ST_OK);
    assert_int_equal(n, 2);
    assert_int_equal(frontier_drop_crawl(f, 1, 1, &n, &e), ST_OK);
    assert_int_equal(n, 1);
    assert_int_equal(best(f, 1, 200, &wake), 0);
    assert_int_equal(wake, 0);
    assert_int_equal(frontier_drop_crawl(f, 1, 0, &n, &e), ST_OK);
    assert_int_equal(n, 1);
    /* What is held is not chosen, nor dropped with the others. */
    for (int i = 1; i <= 4; i++)
        push(f, i, 1, 1, i);
    for (int i = 1; i <= 3; i++)
        frontier_hold(f, i);
    assert_int_equal(best(f, 1, 200, &wake), 4);
    frontier_let_go(f, 2);
    frontier_let_go(f, 4); /* was not */
    assert_int_equal(best(f, 1, 200, &wake), 2);
    assert_int_equal(frontier_drop_crawl(f, 1, 1, &n, &e), ST_OK);
    assert_int_equal(n, 2);
    assert_int_equal(best(f, 1, 200, &wake), 0);
    frontier_let_go(f, 1);
    frontier_let_go(f, 3);
    assert_int_equal(best(f, 1, 200, &wake), 1);
    assert_int_equal(frontier_drop_crawl(f, 1, 0, &n, &e), ST_OK);
    assert_int_equal(n, 2);
    /* The other crawl's row is still there. */
    assert_int_equal(frontier_activate(f, 2, &e), ST_OK);
    assert_int_equal(best(f, 1, 200, &wake), 5);
    frontier_free(f);
    close_store();
}

/* What a host is to be asked for at NOW, straight from the table. */
static int64_t best_of_all(int host, int64_t now, const bool *held)
{
    sqlite3_stmt *s;
    int64_t found = 0;
    assert_int_equal(
        sqlite3_prepare_v2(crawl_store_db(store),
                           "SELECT page FROM queue WHERE host = ?1 AND"
                           " not_before <= ?2 ORDER BY rank, page",
                           -1, &s, NULL),
        SQLITE_OK);
    sqlite3_bind_int(s, 1, host);
    sqlite3_bind_int64(s, 2, now);
    while (found == 0 && sqlite3_step(s) == SQLITE_ROW)
        if (!held[sqlite3_column_int64(s, 0)])
            found = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return found;
}

/* Whatever is done between two questions, and however soon the second comes. */
static void test_best(void **state)
{
    (void)state;
    enum { PAGES = 300, STEPS = 20000 };
    struct frontier *f;
    struct err e = ERR_INIT;
    static bool held[PAGES + 1];
    int64_t wake, now = 1000, n;
    unsigned random = 1;
    open_store();
    assert_int_equal(db_exec(crawl_store_db(store),
                             "PRAGMA foreign_keys=OFF;"
                             "PRAGMA synchronous=OFF; BEGIN",
                             &e),
                     ST_OK);
    assert_int_equal(frontier_new(crawl_store_db(store), &f, &e), ST_OK);
    assert_int_equal(frontier_activate(f, 1, &e), ST_OK);
    for (int i = 0; i < STEPS; i++) {
        random = random * 1103515245u + 12345u;
        int what = (int)(random >> 16) % 64, part = i / 50 % 3;
        int page = (int)(random >> 8) % (PAGES / 3) * 3 + part;
        int host = 1 + part * 32, rank = (int)(random >> 24) % 100;
        const struct queued put_off = {
            .page = page, .rank = rank % 5, .not_before = now + rank % 4};
        page++;
        int64_t best_page = best(f, host, now, &wake);
        assert_int_equal(best_page, best_of_all(host, now, held));
        if (what < 20)
            push(f, page, 1, host, rank);
        else if (what < 30)
            assert_int_equal(frontier_drop(f, page, &e), ST_OK);
        else if (what < 32)
            assert_int_equal(frontier_delay(f, &put_off, &e), ST_OK);
        else if (what < 34)
            now++;
        else if (what == 34)
            assert_int_equal(frontier_drop_crawl(f, 1, host, &n, &e), ST_OK);
        else if (what < 40 && held[page]) {
            frontier_let_go(f, page);
            held[page] = false;
        } else if (best_page != 0 && !held[best_page]) {
            frontier_hold(f, best_page);
            held[best_page] = true;
            /* An answer to another one. */
            for (int k = 1; what > 44 && k <= PAGES; k++)
                if (held[k] && k % 2 == i % 2) {
                    frontier_let_go(f, k);
                    held[k] = false;
                    if (what > 46)
                        assert_int_equal(frontier_drop(f, k, &e), ST_OK);
                    break;
                }
        }
    }
    frontier_free(f);
    close_store();
}

static int64_t update_once(struct ledger *l)
{
    struct page_row row;
    struct err e = ERR_INIT;
    assert_int_equal(ledger_load(l, mem, 1, &row, &e), ST_OK);
    struct page_row after = row;
    after.noindex = !row.noindex;
    assert_int_equal(ledger_reserve(l, &e), ST_OK);
    assert_int_equal(ledger_update(l, &row, &after, &e), ST_OK);
    int64_t rev;
    assert_int_equal(crawl_store_revision(store, &rev, &e), ST_OK);
    return rev;
}

static void test_revisions(void **state)
{
    (void)state;
    struct err e = ERR_INIT;
    struct ledger *l;
    open_store();
    assert_int_equal(ledger_new(store, &l, &e), ST_OK);
    int64_t first = update_once(l), second = update_once(l);
    assert_int_equal(second, first + 1);
    ledger_free(l);
    /* As if a power cut had taken the last commits: the numbers that were
     * given out do not come again. */
    assert_int_equal(
        db_exec(crawl_store_db(store), "UPDATE page SET revision = 0", &e),
        ST_OK);
    assert_int_equal(ledger_new(store, &l, &e), ST_OK);
    assert_true(update_once(l) > second);
    /* What the indexer does not see makes no revision. */
    struct page_row row, after;
    int64_t rev, same;
    assert_int_equal(crawl_store_revision(store, &rev, &e), ST_OK);
    assert_int_equal(ledger_load(l, mem, 1, &row, &e), ST_OK);
    after = row;
    after.last_fetched = 77;
    after.etag = "x";
    assert_int_equal(ledger_update(l, &row, &after, &e), ST_OK);
    assert_int_equal(crawl_store_revision(store, &same, &e), ST_OK);
    assert_int_equal(same, rev);
    ledger_free(l);
    close_store();
}

/* Bodies that an older medel stored are known by the hash that it used. */
static void test_old_hashes(void **state)
{
    (void)state;
    static const char BODY[] = "<html>the same";
    const size_t len = sizeof BODY - 1;
    const int64_t fresh = (int64_t)hash_bulk(BODY, len),
                  old = (int64_t)hash_u64(BODY, len);
    struct err e = ERR_INIT;
    open_store();
    for (int round = 0; round < 2; round++) {
        struct ledger *l;
        struct page_row a, b;
        int64_t id = 0;
        int depth = 0;
        assert_int_equal(ledger_new(store, &l, &e), ST_OK);
        assert_int_equal(ledger_reserve(l, &e), ST_OK);
        assert_int_equal(ledger_load(l, mem, 1, &a, &e), ST_OK);
        assert_int_equal(ledger_load(l, mem, 2, &b, &e), ST_OK);
        struct page_row before = a;
        a.hash = old;
        if (round == 0) {
            a.version = 1;
            assert_int_equal(ledger_add_body(l, &a, BODY, len, NULL, &e),
                             ST_OK);
        }
        assert_int_equal(ledger_update(l, &before, &a, &e), ST_OK);
        b.hash = fresh;
        assert_true(ledger_hash_is(l, &b, fresh, BODY, len));
        /* Only where the store says that there may be such. */
        assert_int_equal(ledger_hash_is(l, &a, fresh, BODY, len), round == 1);
        assert_int_equal(
            ledger_find_same(l, mem, &b, BODY, len, &id, &depth, &e), ST_OK);
        assert_int_equal(id, round == 1 ? 1 : 0);
        ledger_free(l);
        assert_int_equal(db_exec(crawl_store_db(store),
                                 "INSERT OR REPLACE INTO meta"
                                 " VALUES('old_hashes', 1)",
                                 &e),
                         ST_OK);
    }
    close_store();
}

static void test_robots_cache(void **state)
{
    (void)state;
    struct err e = ERR_INIT;
    struct hosts *h;
    struct host *a, *b;
    open_store();
    assert_int_equal(hosts_new(crawl_store_db(store), &h, &e), ST_OK);
    assert_int_equal(hosts_get(h, "x.se", &a, &e), ST_OK);
    assert_int_equal(hosts_get(h, "x.se", &b, &e), ST_OK);
    assert_ptr_equal(a, b);
    assert_int_equal(hosts_by_id(h, a->id, &b, &e), ST_OK);
    assert_ptr_equal(a, b);
    for (int i = 0; i < 500; i++) {
        char name[32];
        snprintf(name, sizeof name, "h%d.se", i);
        assert_int_equal(hosts_get(h, name, &b, &e), ST_OK);
        assert_string_equal(b->name, name);
    }
    struct url_parts u = parts("https://x.se/a"), v = parts("http://x.se/a");
    struct origin *o = hosts_origin(a, &u), *p = hosts_origin(a, &v);
    assert_ptr_not_equal(o, p);
    assert_string_equal(o->root, "https://x.se");
    assert_ptr_equal(o, hosts_origin(a, &u));
    bool found;
    assert_int_equal(hosts_load_robots(h, o, 0, true, &found, &e), ST_OK);
    assert_false(found);
    const char *file = "user-agent: *\ncrawl-delay: 7\ndisallow: /a\n";
    assert_int_equal(
        hosts_store_robots(h, o, file, strlen(file), 200, 1000, &e), ST_OK);
    assert_int_equal(hosts_store_robots(h, p, "", 0, 200, 1000, &e), ST_OK);
    assert_true(a->delay_s == 7);
    struct robots_verdict r;
    assert_int_equal(hosts_check_robots(h, o, "https://x.se/a", &r, &e), ST_OK);
    assert_false(r.allowed);
    assert_int_equal(hosts_check_robots(h, p, "http://x.se/a", &r, &e), ST_OK);
    assert_true(r.allowed);
    hosts_free(h);

    assert_int_equal(hosts_new(crawl_store_db(store), &h, &e), ST_OK);
    assert_int_equal(hosts_get(h, "x.se", &a, &e), ST_OK);
    o = hosts_origin(a, &u);
    assert_int_equal(hosts_load_robots(h, o, 1001, false, &found, &e), ST_OK);
    assert_false(found);
    assert_int_equal(hosts_load_robots(h, o, 1001, true, &found, &e), ST_OK);
    assert_true(found);
    assert_int_equal(hosts_load_robots(h, o, 1001 + 31 * DAY, true, &found, &e),
                     ST_OK);
    assert_false(found);
    hosts_free(h);
    close_store();
}

static int set_up(void **state)
{
    (void)state;
    mem = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scope_hosts),
        cmocka_unit_test(test_scope_patterns),
        cmocka_unit_test(test_shapes),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_words_bad_file),
        cmocka_unit_test(test_policy),
        cmocka_unit_test(test_headers),
        cmocka_unit_test(test_queue),
        cmocka_unit_test(test_best),
        cmocka_unit_test(test_revisions),
        cmocka_unit_test(test_old_hashes),
        cmocka_unit_test(test_robots_cache),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
