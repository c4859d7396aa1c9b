/*
 * test_crawl.c - whole crawls against a server inside the test: what is
 * fetched, how often, and what the store says afterwards.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "little_server.h"

#include "../../crawler/crawl.h"
#include "medel/crawl_store.h"

#include <curl/curl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <zlib.h>

#include <cmocka.h>

/* --- the web -------------------------------------------------------------- */

struct page {
    const char *url;    /* "host/path" */
    int status;         /* 0: 200 */
    const char *body;   /* or Location for a 3xx */
    const char *header; /* more lines, each with CRLF */
};

static struct little_server server;
static const struct page *web;
static size_t n_web;
static char asked[4096][128]; /* "host/path", in order */
static int n_asked, n_304;
static char accepted[2][64]; /* encodings, of the last two pages */
static int leap_at;          /* at this request a day and an hour go by */
static int64_t leap_s;       /* that have gone by so */
static pid_t victim;         /* killed at the KILL_AT-th request */
static int kill_at;

/* The clock of all that is linked here. */
time_t time(time_t *ret)
{
    struct timespec ts;
    clock_gettime(CLOCK_REALTIME, &ts);
    time_t now = ts.tv_sec + (time_t)leap_s;
    if (ret != NULL)
        *ret = now;
    return now;
}

static void calendar(const struct little_request *q, struct little_reply *r)
{
    /* A page for every month there ever will be, and views of each. */
    static char body[2048];
    int month = 0;
    const char *p = strstr(q->path, "m=");
    if (p != NULL)
        month = (int)strtol(p + 2, NULL, 10);
    snprintf(body, sizeof body,
             "<html><a rel=next href='/cal?m=%d'>later</a>"
             "<a href='/cal?m=%d&view=%d'>v</a>"
             "<a href='/cal?m=%d&view=%d&sort=%d'>s</a></html>",
             month + 1, month, month + 7, month, month + 9, month * 3);
    little_page(r, 200, "", body);
}

static void handler(void *arg, const struct little_request *q,
                    struct little_reply *r)
{
    char url[4400], etag[64];
    (void)arg;
    snprintf(url, sizeof url, "%s%s", q->host, q->path);
    if (n_asked < 4096)
        snprintf(asked[n_asked++], sizeof asked[0], "%.127s", url);
    if (strstr(q->path, ".txt") == NULL && strstr(q->path, ".xml") == NULL) {
        const char *value = little_header(q, "Accept-Encoding");
        memcpy(accepted[0], accepted[1], sizeof accepted[0]);
        snprintf(accepted[1], sizeof accepted[1], "%.63s",
                 value != NULL ? value : "");
    }
    if (n_asked == leap_at)
        leap_s += 25 * 3600;
    if (victim != 0 && n_asked >= kill_at)
        kill(victim, SIGKILL);
    if (strncmp(q->path, "/cal", 4) == 0) {
        calendar(q, r);
        return;
    }
    if (strncmp(q->path, "/deeper/", 8) == 0) {
        little_page(r, 200, "", "<html><a href='x/'>deeper</a></html>");
        return;
    }
    if (strncmp(q->path, "/round/", 7) == 0) {
        char body[512];
        snprintf(body, sizeof body, "<html>%zu<a href='round/'>x</a></html>",
                 strlen(q->path));
        little_page(r, 200, "", body);
        return;
    }
    for (size_t i = 0; i < n_web; i++) {
        const struct page *p = &web[i];
        if (strcmp(p->url, url) != 0)
            continue;
        int status = p->status != 0 ? p->status : 200;
        const char *header = p->header != NULL ? p->header : "";
        if (status >= 300 && status < 400) {
            char location[600];
            snprintf(location, sizeof location, "Location: %s\r\n%s", p->body,
                     header);
            little_page(r, status, location, "");
            return;
        }
        snprintf(etag, sizeof etag, "\"%zu-%.8s\"", strlen(p->body),
                 p->body + (strlen(p->body) > 30 ? 20 : 0));
        for (char *c = etag + 1; c[1] != '\0'; c++)
            *c = *c == '"' || *c <= ' ' ? '_' : *c;
        const char *have = little_header(q, "If-None-Match");
        if (status == 200 && have != NULL && strcmp(have, etag) == 0) {
            n_304++;
            little_put(r, "HTTP/1.1 304 X\r\nETag: %s\r\n\r\n", etag);
            return;
        }
        char all[1024];
        snprintf(all, sizeof all, "%s%s%s%s", header, "ETag: ", etag, "\r\n");
        little_page(r, status, all, p->body);
        return;
    }
    little_page(r, 404, "", "no");
}

static int times_asked(const char *url)
{
    int n = 0;
    for (int i = 0; i < n_asked; i++)
        n += strcmp(asked[i], url) == 0;
    return n;
}

static void serve(const struct page *pages, size_t n)
{
    web = pages;
    n_web = n;
    n_asked = n_304 = 0;
}

#define SERVE(pages) serve(pages, sizeof pages / sizeof *pages)

/* --- the crawl ------------------------------------------------------------ */

static char dir[64];
static const char *starts[4] = {"http://a.test/"};
static const char *hosts[4];
static const char *deny[4];
static struct funder funder;
static sqlite3 *db;

static enum status crawl_quietly(bool force)
{
    char to[64];
    snprintf(to, sizeof to, "::127.0.0.1:%d", server.port);
    struct curl_slist *connect_to = curl_slist_append(NULL, to);
    const struct funder *chosen[] = {&funder};
    const struct crawl_options o = {.data = dir,
                                    .funders = chosen,
                                    .n_funders = 1,
                                    .words_file = "data/frontier.txt",
                                    .force = force,
                                    .quiet = true,
                                    .fetch = {.user_agent = "medel/test (+x)",
                                              .connect_to = connect_to,
                                              .allow_private = true,
                                              .parallel = 4,
                                              .timeout_s = 3}};
    struct err e = ERR_INIT;
    int sig = 0;
    enum status st = crawl_run(&o, &sig, &e);
    if (st != ST_OK && st != ST_PARTIAL)
        print_message("crawl: %s\n", e.text);
    curl_slist_free_all(connect_to);
    return st;
}

/* The first column of a statement's first row, as text; "-" for none. */
static const char *sql(const char *text)
{
    static char out[512];
    sqlite3_stmt *s = NULL;
    if (db == NULL) {
        char path[128];
        snprintf(path, sizeof path, "%s/crawl.db", dir);
        assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    }
    if (sqlite3_prepare_v2(db, text, -1, &s, NULL) != SQLITE_OK)
        fail_msg("%s: %s", text, sqlite3_errmsg(db));
    int rc = sqlite3_step(s);
    const char *v =
        rc == SQLITE_ROW ? (const char *)sqlite3_column_text(s, 0) : "-";
    snprintf(out, sizeof out, "%s", v != NULL ? v : "NULL");
    sqlite3_finalize(s);
    return out;
}

static void expect(const char *text, const char *value)
{
    const char *got = sql(text);
    if (strcmp(got, value) != 0)
        fail_msg("%s\n  is %s, not %s", text, got, value);
}

static void expect_state(const char *url, enum page_state state)
{
    char text[256];
    snprintf(text, sizeof text,
             "SELECT state FROM page WHERE url = 'http://%s'", url);
    const char *got = sql(text);
    if (strtol(got, NULL, 10) != (long)state || *got == '-')
        fail_msg("%s has state %s, not %d", url, got, state);
}

static int64_t tally(const char *what)
{
    char text[256];
    snprintf(text, sizeof text,
             "SELECT ifnull(sum(n), 0) FROM tally WHERE what = '%s' AND"
             " crawl = (SELECT max(id) FROM crawl)",
             what);
    return strtoll(sql(text), NULL, 10);
}

/* Nothing is due before it was looked at a day ago. */
static void next_day(void)
{
    sql("UPDATE page SET due_at = due_at - 86400,"
        " checked_at = checked_at - 86400");
    sql("UPDATE robots SET fetched_at = fetched_at - 90000");
}

static int set_up(void **state)
{
    (void)state;
    snprintf(dir, sizeof dir, "/tmp/medel-crawl-XXXXXX");
    funder = (struct funder){.id = "f",
                             .name = "F",
                             .start = starts,
                             .n_start = 1,
                             .hosts = hosts,
                             .deny = deny};
    starts[0] = "http://a.test/";
    db = NULL;
    victim = 0;
    leap_at = 0;
    leap_s = 0;
    return mkdtemp(dir) != NULL ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"crawl.db", "crawl.db-wal",
                                        "crawl.db-shm"};
    /* The crawler does not have SQLite see to that: crawler/ledger.c. */
    bool good = strcmp(sql("SELECT count(*) FROM pragma_foreign_key_check"),
                       "0") == 0;
    sqlite3_close(db);
    for (size_t i = 0; i < 3; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", dir, NAMES[i]);
        unlink(path);
    }
    return rmdir(dir) == 0 && good ? 0 : -1;
}

/* --- tests ---------------------------------------------------------------- */

static void test_site(void **state)
{
    (void)state;
    const struct page day_1[] = {
        {"a.test/robots.txt", 0, "User-agent: *\nDisallow: /no\n", NULL},
        {"a.test/", 0,
         "<html><a href=/b?utm_source=x#frag>b</a><a href='/no/1'>no</a>"
         "<a href=http://other.test/>o</a><a href=/file.pdf>pdf</a>"
         "<a href=/t.pdf>Utlysningstext</a>"
         "<a href=/list rel=nofollow>l</a><a href=mailto:x@y>m</a>"
         "<a href=http://www.a.test/w>w</a></html>",
         NULL},
        {"a.test/b", 0, "<html><a href=/c>c</a><a href=/>start</a></html>",
         NULL},
        {"a.test/c", 0,
         "<html><meta name=robots content=noindex><a href=/d>d</a></html>",
         NULL},
        {"a.test/d", 0,
         "<html><link rel=canonical href=/d-real><a href=/quiet>n</a>",
         "X-Robots-Tag: otherbot: noindex\r\n"},
        {"a.test/d-real", 0, "<html>real</html>", NULL},
        {"a.test/quiet", 0,
         "<html><meta name=medel content=nofollow><a href=/never>n</a>",
         "X-Robots-Tag: noindex\r\n"},
        {"www.a.test/w", 0, "<html>w</html>", NULL},
        {"a.test/t.pdf", 0, "%PDF-1.4\n<a href=/in-the-pdf>x</a>\n%%EOF\n",
         NULL},
    };
    SERVE(day_1);
    assert_int_equal(crawl_quietly(false), ST_OK);
    expect("SELECT count(*) FROM page WHERE state = 1", "8");
    expect_state("a.test/b", PAGE_STATE_OK);
    expect_state("a.test/no/1", PAGE_STATE_REFUSED);
    expect("SELECT group_concat(noindex, '') FROM"
           " (SELECT noindex FROM page WHERE url IN ('http://a.test/c',"
           " 'http://a.test/d', 'http://a.test/quiet') ORDER BY url)",
           "101");
    expect("SELECT canonical FROM page WHERE url = 'http://a.test/d'",
           "http://a.test/d-real");
    expect("SELECT depth FROM page WHERE url = 'http://a.test/quiet'", "4");
    expect("SELECT count(*) FROM queue", "0");
    assert_int_equal(times_asked("a.test/robots.txt"), 1);
    assert_int_equal(times_asked("a.test/b"), 1);
    assert_int_equal(times_asked("a.test/no/1"), 0);
    assert_int_equal(times_asked("a.test/list"), 0);
    /* Of the PDFs only the one whose link speaks of a call. */
    assert_int_equal(times_asked("a.test/file.pdf"), 0);
    assert_int_equal(times_asked("a.test/t.pdf"), 1);
    assert_int_equal(times_asked("a.test/in-the-pdf"), 0);
    assert_int_equal(times_asked("a.test/never"), 0);
    assert_int_equal(times_asked("other.test/"), 0);
    assert_int_equal(tally("new"), 8);
    assert_int_equal(tally("robots"), 1);

    /* At once again: nothing is due. */
    n_asked = 0;
    assert_int_equal(crawl_quietly(false), ST_OK);
    assert_int_equal(n_asked, 0);

    /* By force: all, but nothing has changed. */
    const char *revision = "SELECT max(revision) FROM page";
    char before[32];
    snprintf(before, sizeof before, "%s", sql(revision));
    n_304 = 0;
    sql("UPDATE robots SET fetched_at = fetched_at - 10");
    assert_int_equal(crawl_quietly(true), ST_OK);
    assert_int_equal(n_304, 8);
    assert_int_equal(tally("not_modified"), 8);
    assert_int_equal(times_asked("a.test/robots.txt"), 1);
    expect(revision, before);

    /* Next day: one page changed, one with a new link. */
    const struct page day_2[] = {
        {"a.test/", 0, "<html><a href=/b>b</a><a href=/e>e</a>changed</html>",
         NULL},
        {"a.test/b", 0, "<html><a href=/c>c</a><a href=/>start</a></html>",
         NULL},
        {"a.test/e", 0, "<html>e</html>", NULL},
    };
    next_day();
    SERVE(day_2);
    crawl_quietly(false);
    assert_int_equal(tally("new"), 1);
    assert_int_equal(tally("changed"), 1);
    expect("SELECT version FROM page WHERE url = 'http://a.test/'", "2");
    expect("SELECT count(*) FROM body JOIN page ON page.id = body.page"
           " WHERE url = 'http://a.test/'",
           "2");
    char later[160];
    snprintf(later, sizeof later,
             "SELECT count(*) FROM page WHERE revision > %s AND url IN"
             " ('http://a.test/', 'http://a.test/e', 'http://a.test/b')",
             before);
    expect(later, "2"); /* not the one that stayed as it was */
}

static void test_gone(void **state)
{
    (void)state;
    const struct page day_1[] = {
        {"a.test/", 0,
         "<html><a href=/1>1</a><a href=/2>2</a><a href=/3>3</a>"
         "<a href=/dead>d</a>",
         NULL},
        {"a.test/1", 0, "<html>one</html>", NULL},
        {"a.test/2", 0, "<html>two</html>", NULL},
        {"a.test/3", 0, "<html>three</html>", NULL},
    };
    SERVE(day_1);
    assert_int_equal(crawl_quietly(false), ST_OK);
    assert_int_equal(tally("dead_links"), 1);
    assert_int_equal(times_asked("a.test/dead"), 1);
    expect_state("a.test/dead", PAGE_STATE_GONE);

    const struct page day_2[] = {
        {"a.test/", 0, day_1[0].body, NULL},
        {"a.test/2", 410, "gone", NULL},
        {"a.test/3", 500, "broken", NULL},
    };
    next_day();
    SERVE(day_2);
    assert_int_equal(crawl_quietly(false), ST_OK);
    assert_int_equal(times_asked("a.test/1"), 2); /* to be sure */
    assert_int_equal(times_asked("a.test/2"), 2);
    assert_int_equal(times_asked("a.test/3"), 3);
    assert_int_equal(times_asked("a.test/dead"), 0);
    assert_int_equal(tally("gone"), 2);
    assert_int_equal(tally("failed"), 1);
    expect_state("a.test/1", PAGE_STATE_GONE);
    expect_state("a.test/2", PAGE_STATE_GONE);
    expect_state("a.test/3", PAGE_STATE_FAILED);
    expect("SELECT version FROM page WHERE url = 'http://a.test/3'", "1");
    expect("SELECT count(*) FROM body", "4");

    /* They come back. */
    SERVE(day_1);
    assert_int_equal(crawl_quietly(true), ST_OK);
    expect_state("a.test/1", PAGE_STATE_OK);
    expect_state("a.test/3", PAGE_STATE_OK);
    expect("SELECT version FROM page WHERE url = 'http://a.test/1'", "1");
}

static void test_redirects(void **state)
{
    (void)state;
    const struct page pages[] = {
        {"a.test/", 0,
         "<html><a href=/r1>1</a><a href=/self>s</a><a href=/out>o</a>"
         "<a href=/js>j</a><a href=/none>n</a><a href=/l1>l</a>"
         "<a href=/grow>g</a></html>",
         NULL},
        {"a.test/r1", 301, "r2", NULL},
        {"a.test/r2", 302, "http://a.test/target#x", NULL},
        {"a.test/target", 0, "<html>t</html>", NULL},
        {"a.test/self", 302, "/self", NULL},
        {"a.test/out", 301, "http://out.test/", NULL},
        {"a.test/js", 301, "javascript:alert(1)", NULL},
        {"a.test/none", 301, "", NULL},
        {"a.test/l1", 302, "/l2", NULL},
        {"a.test/l2", 302, "/l1", NULL},
        {"a.test/grow", 302, "/grow?a", NULL},
        {"a.test/grow?a", 302, "/grow?b", NULL},
        {"a.test/grow?b", 302, "/grow?c", NULL},
        {"a.test/grow?c", 302, "/grow?d", NULL},
        {"a.test/grow?d", 302, "/grow?e", NULL},
        {"a.test/grow?e", 302, "/grow?f", NULL},
        {"a.test/grow?f", 302, "/grow?g", NULL},
        {"a.test/grow?g", 302, "/grow?h", NULL},
        {"a.test/grow?h", 302, "/grow?i", NULL},
        {"a.test/grow?i", 302, "/grow?j", NULL},
        {"a.test/grow?j", 302, "/grow?k", NULL},
        {"a.test/grow?k", 0, "<html>never</html>", NULL},
    };
    SERVE(pages);
    assert_int_equal(crawl_quietly(false), ST_OK);
    expect_state("a.test/r1", PAGE_STATE_REDIRECT);
    expect("SELECT target FROM page WHERE url = 'http://a.test/r2'",
           "http://a.test/target");
    expect_state("a.test/target", PAGE_STATE_OK);
    expect_state("a.test/self", PAGE_STATE_FAILED);
    expect_state("a.test/out", PAGE_STATE_REDIRECT);
    expect_state("a.test/js", PAGE_STATE_FAILED);
    expect_state("a.test/none", PAGE_STATE_FAILED);
    expect_state("a.test/l2", PAGE_STATE_REDIRECT);
    assert_int_equal(times_asked("a.test/l1"), 1);
    assert_int_equal(times_asked("out.test/"), 0);
    assert_int_equal(times_asked("a.test/grow?j"), 1);
    assert_int_equal(times_asked("a.test/grow?k"), 0);
    assert_int_equal(tally("cut.chain"), 1);
}

static void test_robots_trouble(void **state)
{
    (void)state;
    const struct page broken[] = {
        {"a.test/robots.txt", 503, "later", NULL},
        {"a.test/", 0, "<html>start</html>", NULL},
    };
    SERVE(broken);
    assert_int_equal(crawl_quietly(false), ST_PARTIAL);
    assert_int_equal(times_asked("a.test/"), 0);
    assert_int_equal(times_asked("a.test/robots.txt"), 3);
    expect("SELECT problem FROM funder", "a.test: robots.txt: HTTP 503");
    expect_state("a.test/", PAGE_STATE_NEW);

    /* Redirected; and a copy helps over the next outage. */
    const struct page good[] = {
        {"a.test/robots.txt", 301, "http://b.test/r", NULL},
        {"b.test/r", 0, "User-agent: medel\nDisallow: /x\n", NULL},
        {"a.test/", 0, "<html><a href=/x/y>x</a></html>", NULL},
    };
    SERVE(good);
    assert_int_equal(crawl_quietly(false), ST_OK);
    expect_state("a.test/x/y", PAGE_STATE_REFUSED);
    next_day();
    SERVE(broken);
    assert_int_equal(crawl_quietly(false), ST_OK);
    assert_int_equal(times_asked("a.test/"), 1);
    assert_int_equal(times_asked("a.test/robots.txt"), 3);

    /* Forbidden altogether: named. */
    const struct page closed[] = {
        {"a.test/robots.txt", 0, "User-agent: *\nDisallow: /\n", NULL},
        {"a.test/", 0, "<html>start</html>", NULL},
    };
    next_day();
    SERVE(closed);
    assert_int_equal(crawl_quietly(true), ST_PARTIAL);
    assert_int_equal(times_asked("a.test/"), 0);
    expect("SELECT problem FROM funder",
           "start page http://a.test/: robots.txt, line 2");

    /* A loop of redirects counts as none. */
    const struct page loop[] = {
        {"a.test/robots.txt", 302, "/robots.txt", NULL},
        {"a.test/", 0, "<html>start</html>", NULL},
    };
    next_day();
    SERVE(loop);
    assert_int_equal(crawl_quietly(true), ST_OK);
    assert_int_equal(times_asked("a.test/robots.txt"), 6);
    assert_int_equal(times_asked("a.test/"), 1);
}

/* A crawl that takes longer than a day goes by the rules of today. */
static void test_robots_long_crawl(void **state)
{
    (void)state;
    const struct page pages[] = {
        {"a.test/robots.txt", 0, "User-agent: medel\nDisallow: /x\n", NULL},
        {"a.test/", 0,
         "<html><a href=/1>1</a><a href=/2>2</a><a href=/3>3</a></html>", NULL},
        {"a.test/1", 0, "<html>1</html>", NULL},
        {"a.test/2", 0, "<html>2</html>", NULL},
        {"a.test/3", 0, "<html>3</html>", NULL},
    };
    SERVE(pages);
    leap_at = 4; /* robots.txt, the start page, /sitemap.xml or a page */
    assert_int_equal(crawl_quietly(true), ST_OK);
    assert_int_equal(times_asked("a.test/robots.txt"), 2);
    assert_string_equal(asked[4], "a.test/robots.txt");
    assert_int_equal(tally("pages"), 4);
}

static void test_wait(void **state)
{
    (void)state;
    const struct page busy[] = {
        {"a.test/", 503, "busy", "Retry-After: 4000\r\n"},
    };
    SERVE(busy);
    assert_int_equal(crawl_quietly(false), ST_PARTIAL);
    assert_int_equal(times_asked("a.test/"), 1);
    expect("SELECT problem LIKE 'a.test: asks to be left alone until %'"
           " FROM funder",
           "1");
    /* The next run keeps to it. */
    n_asked = 0;
    assert_int_equal(crawl_quietly(true), ST_PARTIAL);
    assert_int_equal(n_asked, 0);
    sql("UPDATE host SET not_before = not_before - 5000");
    const struct page good[] = {{"a.test/", 0, "<html>x</html>", NULL}};
    SERVE(good);
    assert_int_equal(crawl_quietly(false), ST_OK);
    assert_int_equal(times_asked("a.test/"), 1);
}

static void test_lists(void **state)
{
    (void)state;
    const struct page pages[] = {
        {"a.test/robots.txt", 0,
         "Sitemap: http://a.test/index.xml\nSitemap: http://evil.test/s.xml\n"
         "User-agent: *\nDisallow: /hidden\n",
         NULL},
        {"a.test/", 0,
         "<html><link rel=alternate type='application/rss+xml' href=/rss>"
         "</html>",
         NULL},
        {"a.test/index.xml", 0,
         "<sitemapindex><sitemap><loc>http://a.test/s1.xml</loc></sitemap>"
         "<sitemap><loc>http://a.test/index.xml</loc></sitemap>"
         "<sitemap><loc>http://a.test/hidden.xml</loc></sitemap>"
         "</sitemapindex>",
         NULL},
        {"a.test/s1.xml", 0,
         "<urlset><url><loc>http://a.test/from-map</loc></url>"
         "<url><loc>http://evil.test/x</loc></url>"
         "<url><loc>http://a.test/bild.png</loc></url></urlset>",
         NULL},
        {"a.test/rss", 0,
         "<rss><channel><item><link>http://a.test/from-feed</link></item>"
         "</channel></rss>",
         NULL},
        {"a.test/from-map", 0, "<html>m</html>", NULL},
        {"a.test/from-feed", 0, "<html>f</html>", NULL},
    };
    SERVE(pages);
    assert_int_equal(crawl_quietly(false), ST_OK);
    assert_int_equal(times_asked("a.test/from-map"), 1);
    assert_int_equal(times_asked("a.test/from-feed"), 1);
    assert_int_equal(times_asked("a.test/index.xml"), 1);
    assert_int_equal(times_asked("a.test/hidden.xml"), 0);
    assert_int_equal(times_asked("a.test/bild.png"), 0);
    assert_int_equal(times_asked("a.test/sitemap.xml"), 0);
    assert_int_equal(times_asked("evil.test/s.xml"), 0);
    assert_int_equal(tally("lists"), 3);
    assert_int_equal(tally("pages"), 3);
}

static void test_traps(void **state)
{
    (void)state;
    const struct page pages[] = {
        {"a.test/", 0,
         "<html><a href=/cal?m=1>c</a><a href=/deeper/>d</a>"
         "<a href=/round/>r</a>"
         "<a href=/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/21>l"
         "</a></html>",
         NULL},
    };
    SERVE(pages);
    funder.budget = 500;
    assert_int_equal(crawl_quietly(false), ST_OK);
    assert_true(n_asked < 600);
    assert_true(tally("cut.chain") > 0);
    assert_true(tally("cut.repeats") > 0);
    assert_int_equal(tally("cut.long"), 1);
    /* Copies of one page, each below the other, are not followed far. */
    expect("SELECT count(*) FROM page WHERE url LIKE '%/deeper/%'", "2");
}

static void test_budget(void **state)
{
    (void)state;
    static char body[4096];
    size_t at = (size_t)snprintf(body, sizeof body, "<html>");
    for (int i = 0; i < 50; i++)
        at += (size_t)snprintf(body + at, sizeof body - at,
                               "<a href=/cal/%d>%s</a>", i,
                               i == 40 ? "Ny utlysning" : "Kontakt");
    const struct page pages[] = {{"a.test/", 0, body, NULL}};
    SERVE(pages);
    funder.budget = 10;
    assert_int_equal(crawl_quietly(false), ST_OK);
    assert_int_equal(tally("requests"), 10);
    assert_true(tally("cut.budget") >= 40);
    /* The promising one was among the ten. */
    assert_int_equal(times_asked("a.test/cal/40"), 1);
}

static void test_bad_bodies(void **state)
{
    (void)state;
    const struct page pages[] = {
        {"a.test/", 0,
         "<html><a href=/empty>e</a><a href=/text>t</a><a href=/octet>o</a>"
         "<a href=/copy>c</a><a href=/same>c</a><a href=/206>p</a>"
         "<a href=/304>n</a></html>",
         NULL},
        {"a.test/empty", 0, "", NULL},
        {"a.test/text", 0, "just words", "Content-Type: text/plain\r\n"},
        {"a.test/copy", 0, "<html>copy <a href=/x>x</a></html>", NULL},
        {"a.test/same", 0, "<html>copy <a href=/x>x</a></html>", NULL},
        {"a.test/206", 206, "<html>part</html>", NULL},
        {"a.test/304", 304, "", NULL},
    };
    SERVE(pages);
    assert_int_equal(crawl_quietly(false), ST_OK);
    expect_state("a.test/empty", PAGE_STATE_FAILED);
    expect_state("a.test/206", PAGE_STATE_FAILED);
    expect_state("a.test/304", PAGE_STATE_FAILED);
    expect("SELECT count(*) FROM page WHERE duplicate_of IS NOT NULL", "1");
    expect("SELECT count(*) FROM body", "4");
}

/* What calls itself packed and is not is asked for once more, unpacked. */
static void test_mislabelled(void **state)
{
    (void)state;
    const struct page pages[] = {
        {"a.test/", 0, "<html>plain</html>", "Content-Encoding: gzip\r\n"},
    };
    SERVE(pages);
    assert_int_equal(crawl_quietly(false), ST_OK);
    assert_int_equal(times_asked("a.test/"), 2);
    expect("SELECT version FROM page WHERE url = 'http://a.test/'", "1");
    assert_non_null(strstr(accepted[0], "gzip"));
    assert_string_equal(accepted[1], "identity");
}

static void test_scope_change(void **state)
{
    (void)state;
    const struct page pages[] = {
        {"a.test/", 0,
         "<html><a href=http://b.test/x>b</a><a href=/a>a</a></html>", NULL},
        {"a.test/a", 0, "<html>a</html>", NULL},
        {"b.test/x", 0, "<html>x</html>", NULL},
    };
    SERVE(pages);
    assert_int_equal(crawl_quietly(false), ST_OK);
    assert_int_equal(times_asked("b.test/x"), 0);
    /* A host more: found in what is stored. */
    hosts[0] = "b.test";
    funder.n_hosts = 1;
    n_asked = 0;
    assert_int_equal(crawl_quietly(false), ST_OK);
    assert_int_equal(times_asked("b.test/x"), 1);
    assert_int_equal(times_asked("a.test/"), 0);
    /* A pattern more: ruled out without being asked. */
    deny[0] = "/a";
    funder.n_deny = 1;
    next_day();
    n_asked = 0;
    assert_int_equal(crawl_quietly(false), ST_OK);
    assert_int_equal(times_asked("a.test/a"), 0);
    expect_state("a.test/a", PAGE_STATE_REFUSED);
}

static void test_dead_host(void **state)
{
    (void)state;
    SERVE(((struct page[]){{"a.test/", 404, "no", NULL}}));
    assert_int_equal(crawl_quietly(false), ST_PARTIAL);
    expect("SELECT problem FROM funder", "start page http://a.test/: HTTP 404");
    /* One that leads away says where to. */
    SERVE(((struct page[]){{"a.test/", 301, "http://new.test/", NULL}}));
    assert_int_equal(crawl_quietly(true), ST_PARTIAL);
    expect("SELECT problem LIKE '%leads to http://new.test/%' FROM funder",
           "1");
}

/* A host that was given up is named again by another one's page. */
static void test_link_to_dead_host(void **state)
{
    (void)state;
    const struct page pages[] = {
        {"a.test/", 0,
         "<html><a href=/1>1</a><a href=http://b.test/1>b</a></html>", NULL},
        {"a.test/1", 0, "<html><a href=/2>2</a></html>", NULL},
        {"a.test/2", 0, "<html><a href=/3>3</a></html>", NULL},
        {"a.test/3", 0, "<html><a href=http://b.test/2>b</a></html>", NULL},
        {"b.test/robots.txt", 503, "busy", "Retry-After: 4000\r\n"},
    };
    SERVE(pages);
    hosts[0] = "b.test";
    funder.n_hosts = 1;
    assert_int_equal(crawl_quietly(false), ST_PARTIAL);
    assert_int_equal(tally("pages"), 4);
    assert_int_equal(times_asked("b.test/robots.txt"), 1);
    expect_state("b.test/2", PAGE_STATE_NEW);
    expect("SELECT count(*) FROM queue", "0");
    expect("SELECT sum(n) >= 2 FROM tally WHERE what = 'cut.host'", "1");
}

/* A crawl in a process of its own, this program begun anew: a mere fork of
 * one with threads could inherit a lock that nobody holds any more. */
static pid_t start_again(void)
{
    char port[16], self[4096];
    pid_t pid;
    /* Its name: what the link leads to is valgrind itself, under that. */
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    assert_true(n > 0);
    self[n] = '\0';
    snprintf(port, sizeof port, "%d", server.port);
    char *const argv[] = {(char *)"test_crawl", dir, port, NULL};
    assert_int_equal(
        posix_spawn(&pid, self, NULL, NULL, argv, environ), 0);
    return pid;
}

static int crawl_as_asked(char **argv)
{
    set_up(NULL);
    rmdir(dir);
    snprintf(dir, sizeof dir, "%s", argv[1]);
    server.port = (int)strtol(argv[2], NULL, 10);
    return (int)crawl_quietly(false);
}

/* kill -9 at every request in turn. */
static void test_killed(void **state)
{
    (void)state;
    static char bodies[30][256], urls[30][32];
    struct page pages[30];
    for (int i = 0; i < 30; i++) {
        snprintf(urls[i], sizeof urls[i], i == 0 ? "a.test/" : "a.test/%d", i);
        snprintf(bodies[i], sizeof bodies[i],
                 "<html><a href=/%d>x</a><a href=/%d>y</a> %d</html>",
                 2 * i + 1, 2 * i + 2, i);
        pages[i] = (struct page){urls[i], 0, bodies[i], NULL};
    }
    SERVE(pages);
    for (int kills = 0;; kills++) {
        kill_at = n_asked + 2 + kills % 3;
        pid_t pid = start_again();
        victim = pid;
        int status;
        assert_int_equal(waitpid(pid, &status, 0), pid);
        victim = 0;
        if (WIFEXITED(status)) {
            assert_int_equal(WEXITSTATUS(status), ST_OK);
            assert_true(kills > 5);
            break;
        }
    }
    /* All there, each once; and each asked for at most twice, the second
     * time because it was in flight. */
    expect("SELECT count(*) FROM page WHERE state = 1", "30");
    expect("SELECT count(*) FROM body", "30");
    expect("SELECT count(*) FROM crawl", "1");
    expect("PRAGMA integrity_check", "ok");
    assert_int_equal(tally("pages"), 30);
    for (int i = 0; i < 30; i++)
        assert_in_range(times_asked(urls[i]), 1, 3);
}

static int start_server(void **state)
{
    (void)state;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    const char *share = getenv("MEDEL_SHARE");
    if (share != NULL && chdir(share) != 0)
        return -1;
    return little_start(&server, handler, NULL) ? 0 : -1;
}

static int stop_server(void **state)
{
    (void)state;
    little_stop(&server);
    curl_global_cleanup();
    return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(int argc, char **argv)
{
    if (argc == 3)
        return crawl_as_asked(argv);
    const struct CMUnitTest tests[] = {
        TEST(test_site),
        TEST(test_gone),
        TEST(test_redirects),
        TEST(test_wait),
        TEST(test_lists),
        TEST(test_traps),
        TEST(test_budget),
        TEST(test_bad_bodies),
        TEST(test_mislabelled),
        TEST(test_scope_change),
        TEST(test_dead_host),
        TEST(test_link_to_dead_host),
        TEST(test_robots_trouble),
        TEST(test_robots_long_crawl),
        TEST(test_killed),
    };
    return cmocka_run_group_tests(tests, start_server, stop_server);
}
