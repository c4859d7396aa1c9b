/* test_last_seen.c - which visits of pages are taken over, few or many. */
#include "../../indexer/last_seen.h"
#include "index_help.h"

#define PAGES 2500

static struct crawl_store *crawl;

static void sql(sqlite3 *db, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char *text = sqlite3_vmprintf(fmt, ap);
    va_end(ap);
    OK(db_exec(db, text, &e));
    sqlite3_free(text);
}

#define NUMBERS                                                                \
    "WITH RECURSIVE n(i) AS"                                                   \
    " (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < %d)"

/* So many pages, seen a second apart at most, that both stores know; every
 * tenth has no body, which the indexer does not follow. */
static void make_pages(void)
{
    sqlite3 *db = crawl_store_db(crawl);
    sql(db,
        "INSERT INTO funder (id, name, regions, last_crawl)"
        " VALUES ('f', 'Fonden', 4, %d);"
        "INSERT INTO host (id, name) VALUES (1, 'f.se')",
        T0);
    sql(db,
        NUMBERS " INSERT INTO page (url, funder, host, state, depth, rank,"
                " found_at, first_fetched, last_fetched, changed_at,"
                " checked_at, version, revision)"
                " SELECT 'https://f.se/' || i, 'f', 1, 1, 0, 0, 1, %d,"
                " %d + i / 100, %d, %d, i %% 10 <> 0, i FROM n",
        PAGES, T0, T0, T0, T0);
    sql(calls_store_db(store),
        NUMBERS " INSERT INTO page (url, funder, state, noindex,"
                " first_fetched, last_fetched, changed_at, checked_at,"
                " version, scan)"
                " SELECT 'https://f.se/' || i, 'f', 1, 0, %d, %d + i / 100,"
                " %d, %d, 1, 0 FROM n WHERE i %% 10 <> 0",
        PAGES, T0, T0, T0, T0);
}

static int setup(void **state)
{
    if (index_setup(state) != 0)
        return -1;
    OK(crawl_store_open(dir, DB_READ_WRITE, &crawl, &e));
    make_pages();
    return 0;
}

static int teardown(void **state)
{
    crawl_store_close(crawl);
    crawl = NULL;
    return index_teardown(state);
}

/* How many rows were written. */
static int take(void)
{
    sqlite3 *db = calls_store_db(store);
    int before = sqlite3_total_changes(db);
    OK(calls_store_begin(store, &e));
    OK(last_seen_take(crawl, store, &e));
    OK(calls_store_commit(store, &e));
    return sqlite3_total_changes(db) - before;
}

static int64_t seen(int i)
{
    struct calls_page p = {0};
    OK(calls_store_page(store, mem, arena_printf(mem, "https://f.se/%d", i), &p,
                        &e));
    return p.last_fetched;
}

static void visit(int i, int64_t at)
{
    sql(crawl_store_db(crawl),
        "UPDATE page SET last_fetched = %lld WHERE url = 'https://f.se/%d'",
        (long long)at, i);
}

static void what_is_known_is_not_written_again(void **state)
{
    (void)state;
    assert_int_equal(take(), 1); /* how far it got */
    assert_int_equal(take(), 0);
}

static void visits_among_many_are_found(void **state)
{
    (void)state;
    take();
    visit(1, T0 + 40);
    visit(999, T0 + 41);
    visit(2499, T0 + 42);
    visit(10, T0 + 43); /* has no body */
    assert_int_equal(take(), 3 + 1);
    assert_int_equal(seen(1), T0 + 40);
    assert_int_equal(seen(999), T0 + 41);
    assert_int_equal(seen(2499), T0 + 42);
    assert_int_equal(seen(2498), T0 + 24);
    assert_int_equal(take(), 0);
}

static void all_are_taken_at_first(void **state)
{
    (void)state;
    sql(calls_store_db(store), "UPDATE page SET last_fetched = %d", T0 - NIGHT);
    assert_int_equal(take(), PAGES * 9 / 10 + 1);
    for (int i = 1; i <= PAGES; i += 498)
        assert_int_equal(seen(i), T0 + i / 100);
    assert_int_equal(take(), 0);
}

/* A later time here than there: another crawl.db, say. */
static void what_calls_db_knows_better_stays(void **state)
{
    (void)state;
    take();
    sql(calls_store_db(store),
        "UPDATE page SET last_fetched = %d WHERE url = 'https://f.se/7'",
        T0 + NIGHT);
    assert_int_equal(take(), 0);
    assert_int_equal(seen(7), T0 + NIGHT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
        T(what_is_known_is_not_written_again),
        T(visits_among_many_are_found),
        T(all_are_taken_at_first),
        T(what_calls_db_knows_better_stays),
#undef T
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
