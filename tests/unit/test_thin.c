/* test_thin.c - which bodies go from crawl.db, and which never do. */
#include "index_help.h"

#include "medel/thin.h"
#include "medel/worker.h"

#define DAY 86400
#define NIGHTS 80 /* from New Year into March: 31, 28 and 21 bodies */

static struct crawl_store *crawl;

static void sql(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char *text = sqlite3_vmprintf(fmt, ap);
    va_end(ap);
    OK(db_exec(crawl_store_db(crawl), text, &e));
    sqlite3_free(text);
}

static int64_t number(const char *text)
{
    sqlite3_stmt *q = NULL;
    bool row = false;
    OK(db_prepare(crawl_store_db(crawl), text, &q, &e));
    OK(db_step(q, &row, &e));
    int64_t n = row ? sqlite3_column_int64(q, 0) : -1;
    sqlite3_finalize(q);
    return n;
}

static int setup(void **state)
{
    int rc = index_setup(state);
    if (rc != 0)
        return rc;
    OK(crawl_store_open(dir, DB_READ_WRITE, &crawl, &e));
    sql("INSERT INTO funder (id, name, regions) VALUES ('f', 'Fonden', 4)");
    sql("INSERT INTO host (id, name) VALUES (1, 'f.se')");
    return 0;
}

static int teardown(void **state)
{
    crawl_store_close(crawl);
    crawl = NULL;
    return index_teardown(state);
}

/* A page that had another body every night. */
static void changing(int id, const char *url)
{
    sql("INSERT INTO page (id, url, funder, host, state, depth, rank,"
        " found_at, version) VALUES (%d, %Q, 'f', 1, 1, 0, 0, 1, %d)",
        id, url, NIGHTS);
    sql("WITH RECURSIVE night(n) AS (SELECT 1 UNION ALL"
        " SELECT n + 1 FROM night WHERE n < %d)"
        " INSERT INTO body (page, version, fetched_at, length, zstd)"
        " SELECT %d, n, %d + (n - 1) * %d, 10, x'0011223344' FROM night",
        NIGHTS, id, T0, DAY);
}

static int64_t bodies_of(int id)
{
    char text[80];
    snprintf(text, sizeof text, "SELECT count(*) FROM body WHERE page = %d",
             id);
    return number(text);
}

static struct thin_counts thin(void)
{
    struct thin_counts c = {0};
    OK(thin_run(dir, &c, &e));
    return c;
}

static void settle(void)
{
    renew();
    OK(calls_store_set_funder_dirty(store, "f", false, &e));
}

static void newest_and_one_a_month(void **state)
{
    (void)state;
    struct thin_body b[NIGHTS];
    for (int i = 0; i < NIGHTS; i++)
        b[i] = (struct thin_body){.fetched_at = T0 + (int64_t)i * DAY};
    thin_mark(b, NIGHTS);
    for (int i = 0; i < NIGHTS; i++)
        assert_int_equal(b[i].keep, i == 0 || i == 31 || i == 59 ||
                                        i >= NIGHTS - THIN_NEWEST);
    thin_mark(b, THIN_NEWEST);
    for (int i = 0; i < THIN_NEWEST; i++)
        assert_true(b[i].keep);
    thin_mark(b, 0);
    /* The last second of a month, and the first of the next: in UTC. */
    for (int i = 0; i < 9; i++)
        b[i].fetched_at = T0 + 31 * (int64_t)DAY - 3 + i;
    thin_mark(b, 9);
    assert_true(b[0].keep && !b[1].keep && !b[2].keep && b[3].keep);
}

static void other_pages_are_thinned(void **state)
{
    (void)state;
    changing(1, "https://f.se/nyheter");
    put("https://f.se/nyheter", NIGHTS, T0, NULL);
    settle();
    struct thin_counts c = thin();
    assert_int_equal(c.pages, 1);
    assert_int_equal(c.bodies, NIGHTS - THIN_NEWEST - 3);
    assert_int_equal(c.bytes, 5 * c.bodies);
    assert_int_equal(bodies_of(1), THIN_NEWEST + 3);
    assert_int_equal(number("SELECT max(version) FROM body"), NIGHTS);
    /* Once is enough. */
    c = thin();
    assert_int_equal(c.pages + c.bodies + c.bytes, 0);
}

static void pages_of_calls_are_kept(void **state)
{
    (void)state;
    /* One is the call's; one is named by its evidence, now or once; one was
     * its page once; one is nothing to it. */
    changing(1, "https://f.se/stod");
    changing(2, "https://f.se/villkor");
    changing(3, "https://f.se/faq");
    changing(4, "https://f.se/gammal");
    changing(5, "https://f.se/nyheter");
    struct call *c = worded("Stöd", "2026-03-01", 100000);
    c->evidence[FIELD_DEADLINES] =
        (struct call_evidence){"senast 1 mars", "https://f.se/villkor", 0.9,
                               "senast 2 mars", "https://f.se/faq"};
    put("https://f.se/stod", NIGHTS - 1, T0, c);
    settle();
    put("https://f.se/stod", NIGHTS, T0 + NIGHT,
        worded("Stöd", "2026-05-01", 100000));
    put("https://f.se/villkor", NIGHTS, T0, NULL);
    put("https://f.se/faq", NIGHTS, T0, NULL);
    put("https://f.se/gammal", NIGHTS, T0, NULL);
    put("https://f.se/nyheter", NIGHTS, T0, NULL);
    settle();
    size_t n = 0;
    struct known_call *k = known(&n);
    assert_int_equal(n, 1);
    OK(calls_store_put_alias(store, "f", "https://f.se/gammal", k[0].id, &e));
    assert_int_equal(thin().pages, 1);
    for (int id = 1; id <= 4; id++)
        assert_int_equal(bodies_of(id), NIGHTS);
    assert_int_equal(bodies_of(5), THIN_NEWEST + 3);
}

static void what_is_not_settled_waits(void **state)
{
    (void)state;
    changing(1, "https://f.se/ny");     /* the indexer never saw it */
    changing(2, "https://f.se/andrad"); /* ... nor its last body */
    changing(3, "https://f.se/trasig"); /* ... could not read it */
    changing(4, "https://f.se/nyheter");
    put("https://f.se/andrad", NIGHTS - 1, T0, NULL);
    struct calls_page p = page("https://f.se/trasig", NIGHTS, T0);
    struct calls_attempt bad = {.page = put_page(&p),
                                .version = NIGHTS,
                                .fate = FATE_CRASHED,
                                .cause = "?"};
    OK(calls_store_begin(store, &e));
    OK(calls_store_put_attempt(store, &bad, &e));
    OK(calls_store_commit(store, &e));
    put("https://f.se/nyheter", NIGHTS, T0, NULL);
    settle();
    OK(calls_store_set_funder_dirty(store, "f", true, &e));
    assert_int_equal(thin().pages, 0);
    OK(calls_store_set_funder_dirty(store, "f", false, &e));
    assert_int_equal(thin().pages, 1);
    for (int id = 1; id <= 3; id++)
        assert_int_equal(bodies_of(id), NIGHTS);
    assert_int_equal(bodies_of(4), THIN_NEWEST + 3);
}

static void many_pages(void **state)
{
    (void)state;
    sql("BEGIN");
    for (int i = 1; i <= 450; i++) {
        char url[64];
        snprintf(url, sizeof url, "https://f.se/%d", i);
        sql("INSERT INTO page (id, url, funder, host, state, depth, rank,"
            " found_at, version) VALUES (%d, %Q, 'f', 1, 1, 0, 0, 1, 7)",
            i, url);
        for (int v = 1; v <= 7; v++)
            sql("INSERT INTO body (page, version, fetched_at, length, zstd)"
                " VALUES (%d, %d, %d, 1, x'00')",
                i, v, T0 + v);
    }
    sql("COMMIT");
    OK(db_exec(calls_store_db(store), "PRAGMA synchronous=OFF", &e));
    for (int i = 1; i <= 450; i++)
        put(arena_printf(mem, "https://f.se/%d", i), 7, T0, NULL);
    settle();
    struct thin_counts c = thin();
    assert_int_equal(c.pages, 450);
    assert_int_equal(c.bodies, 450);
    assert_int_equal(number("SELECT count(*) FROM body"), 6 * 450);
}

/* The file gets smaller with what went. */
static void room_is_given_back(void **state)
{
    (void)state;
    changing(1, "https://f.se/nyheter");
    sql("UPDATE body SET zstd = zeroblob(20000)");
    put("https://f.se/nyheter", NIGHTS, T0, NULL);
    settle();
    int64_t before = number("PRAGMA page_count");
    assert_true(thin().bodies > 0);
    assert_true(number("PRAGMA page_count") < before / 2);
}

static void without_one_of_the_stores_nothing_goes(void **state)
{
    (void)state;
    char calls[100], crawl_db[100];
    changing(1, "https://f.se/nyheter");
    calls_store_close(store);
    store = NULL;
    snprintf(calls, sizeof calls, "%s/calls.db", dir);
    snprintf(crawl_db, sizeof crawl_db, "%s/crawl.db", dir);
    assert_int_equal(unlink(calls), 0);
    assert_int_equal(thin().bodies, 0);
    assert_int_equal(bodies_of(1), NIGHTS);
    crawl_store_close(crawl);
    crawl = NULL;
    open_store();
    assert_int_equal(unlink(crawl_db), 0);
    assert_int_equal(thin().bodies, 0);
    assert_int_not_equal(access(crawl_db, F_OK), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(newest_and_one_a_month),
        cmocka_unit_test_setup_teardown(other_pages_are_thinned, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(pages_of_calls_are_kept, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(what_is_not_settled_waits, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(many_pages, setup, teardown),
        cmocka_unit_test_setup_teardown(room_is_given_back, setup, teardown),
        cmocka_unit_test_setup_teardown(without_one_of_the_stores_nothing_goes,
                                        setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
