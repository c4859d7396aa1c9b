/*
 * test_pace.c - how many requests a host, and a server that has several, may
 * have under way.
 */
#include "../../crawler/hosts.h"
#include "../../crawler/pace.h"
#include "../../crawler/servers.h"

#include "medel/crawl_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#define MOST 5

static void take(struct pace *p, int n, int status, double seconds)
{
    const struct fetch_result r = {
        .fate = FETCH_ANSWERED, .status = status, .seconds = seconds};
    while (n-- > 0)
        pace_take(p, &r);
}

static void test_first_answer(void **state)
{
    (void)state;
    struct pace p = {0};
    assert_int_equal(pace_at_once(&p, MOST), 1);
    take(&p, 1, 404, 0.01);
    assert_int_equal(pace_at_once(&p, MOST), MOST);
    assert_int_equal(pace_at_once(&p, 1), 1);
}

static void test_trouble(void **state)
{
    (void)state;
    static const int STATUS[] = {408, 425, 429, 500, 503};
    static const enum fetch_fate FATES[] = {FETCH_TIMED_OUT, FETCH_NO_HOST,
                                            FETCH_NO_CONNECTION, FETCH_TLS,
                                            FETCH_CUT_OFF, FETCH_BAD_REPLY};
    struct pace p = {0};
    for (size_t i = 0; i < sizeof STATUS / sizeof *STATUS; i++) {
        take(&p, 1, STATUS[i], 0.01);
        assert_int_equal(pace_at_once(&p, MOST), 1);
        take(&p, PACE_CALM - 1, 200, 0.01);
        assert_int_equal(pace_at_once(&p, MOST), 1);
        take(&p, 1, 200, 0.01);
        assert_int_equal(pace_at_once(&p, MOST), MOST);
    }
    for (size_t i = 0; i < sizeof FATES / sizeof *FATES; i++) {
        const struct fetch_result r = {.fate = FATES[i], .seconds = 0.01};
        pace_take(&p, &r);
        assert_int_equal(pace_at_once(&p, MOST), 1);
        take(&p, PACE_CALM, 200, 0.01);
        assert_int_equal(pace_at_once(&p, MOST), MOST);
    }
    /* None of the server's. */
    const struct fetch_result ours = {.fate = FETCH_NOT_TEXT, .seconds = 0.01};
    pace_take(&p, &ours);
    take(&p, 1, 403, 0.01);
    assert_int_equal(pace_at_once(&p, MOST), MOST);
}

static void test_slow(void **state)
{
    (void)state;
    const struct fetch_result late = {
        .fate = FETCH_ANSWERED, .status = 200, .seconds = 0.6};
    struct pace p = {0};
    take(&p, 20, 200, 0.01);
    /* A slow one alone does nothing, unless it widens the delay. */
    take(&p, 1, 200, 0.4);
    assert_int_equal(pace_at_once(&p, MOST), MOST);
    take(&p, 10, 200, 0.4);
    assert_int_equal(pace_at_once(&p, MOST), 1);
    take(&p, 2 * PACE_CALM, 200, 0.01);
    assert_int_equal(pace_at_once(&p, MOST), MOST);
    pace_take(&p, &late);
    assert_int_equal(pace_at_once(&p, MOST), 1);
}

static void test_found_out(void **state)
{
    (void)state;
    struct pace p = {0};
    assert_int_equal(pace_at_once(&p, PER_HOST_FOUND), 1);
    take(&p, 1, 200, 0.01);
    assert_int_equal(pace_at_once(&p, PER_HOST_FOUND), 1);
    for (int n = 1; n < PACE_FOUND_MAX; n++) {
        take(&p, PACE_STEP - (n == 1), 200, 0.01);
        assert_int_equal(pace_at_once(&p, PER_HOST_FOUND), n + 1);
    }
    take(&p, 10 * PACE_STEP, 200, 0.01);
    assert_int_equal(pace_at_once(&p, PER_HOST_FOUND), PACE_FOUND_MAX);
    /* Trouble: one, and behind the calm one at first. */
    take(&p, 1, 503, 0.01);
    assert_int_equal(pace_at_once(&p, PER_HOST_FOUND), 1);
    take(&p, PACE_CALM + PACE_STEP - 1, 200, 0.01);
    assert_int_equal(pace_at_once(&p, PER_HOST_FOUND), 1);
    take(&p, 1, 200, 0.01);
    assert_int_equal(pace_at_once(&p, PER_HOST_FOUND), 2);
    /* Neither quick nor slow. */
    take(&p, 100, 200, 0.2);
    assert_int_equal(pace_at_once(&p, PER_HOST_FOUND), 2);
    take(&p, 100, 200, 0.3);
    assert_int_equal(pace_at_once(&p, PER_HOST_FOUND), 1);
}

static void test_join(void **state)
{
    (void)state;
    struct pace good = {0}, bad = {0}, none = {0};
    take(&good, 1, 200, 0.01);
    take(&bad, 1, 503, 0.01);
    pace_join(&good, &none);
    assert_int_equal(pace_at_once(&good, MOST), MOST);
    pace_join(&none, &good);
    assert_int_equal(pace_at_once(&none, MOST), MOST);
    pace_join(&good, &bad);
    assert_int_equal(pace_at_once(&good, MOST), 1);
    pace_join(&bad, &none);
    assert_int_equal(pace_at_once(&bad, MOST), 1);
    struct pace first = {0}, many = {0};
    take(&first, 1, 200, 0.01);
    take(&many, 10 * PACE_STEP, 200, 0.01);
    pace_join(&many, &(struct pace){0});
    assert_int_equal(pace_at_once(&many, PER_HOST_FOUND), PACE_FOUND_MAX);
    pace_join(&many, &first);
    assert_int_equal(pace_at_once(&many, PER_HOST_FOUND), 1);
}

/* --- servers -------------------------------------------------------------- */

static char dir[64];
static struct crawl_store *store;
static struct hosts *hosts;
static struct servers *servers;
static struct host *a, *b;
static const int requests[8]; /* known by where they are */

static int set_up(void **state)
{
    (void)state;
    struct err e = ERR_INIT;
    snprintf(dir, sizeof dir, "/tmp/medel-pace-XXXXXX");
    assert_non_null(mkdtemp(dir));
    assert_int_equal(crawl_store_open(dir, DB_READ_WRITE, &store, &e), ST_OK);
    assert_int_equal(hosts_new(crawl_store_db(store), &hosts, &e), ST_OK);
    assert_int_equal(hosts_get(hosts, "a.test", &a, &e), ST_OK);
    assert_int_equal(hosts_get(hosts, "b.test", &b, &e), ST_OK);
    servers = servers_new(hosts);
    assert_non_null(servers);
    hosts_allow(hosts, 0, 3);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"crawl.db", "crawl.db-wal",
                                        "crawl.db-shm"};
    servers_free(servers);
    hosts_free(hosts);
    crawl_store_close(store);
    for (size_t i = 0; i < 3; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", dir, NAMES[i]);
        unlink(path);
    }
    return rmdir(dir);
}

static bool connects(int request, struct host *h)
{
    return servers_may_connect(servers, &requests[request], h, "192.0.2.1",
                               1000);
}

/* Its first answer, a good one. */
static void answer(int request, struct host *h)
{
    servers_release(servers, &requests[request], h, "192.0.2.1", 1000);
    take(h->pace, 1, 200, 0.01);
}

static void test_one_each(void **state)
{
    (void)state;
    hosts_allow(hosts, 0, 1);
    assert_true(connects(0, a));
    assert_true(connects(0, a)); /* another connection of the same request */
    assert_false(connects(1, b));
    answer(0, a);
    assert_true(connects(1, b));
    assert_int_equal(servers_ready_ms(hosts, a, 1000), INT64_MAX);
    answer(1, b);
    assert_int_equal(servers_ready_ms(hosts, a, 1000), 1000);
    assert_int_equal(hosts_at_once(hosts, a), 1);
}

static void test_counted_together(void **state)
{
    (void)state;
    assert_true(connects(0, a));
    assert_false(connects(1, a)); /* nothing is known of it */
    answer(0, a);
    for (int i = 1; i <= 2; i++) {
        servers_hold(servers, &requests[i], a, 1000);
        assert_true(connects(i, a));
    }
    /* B is new, and has to be alone till it answers. */
    assert_int_equal(hosts_at_once(hosts, b), 1);
    assert_false(connects(3, b));
    /* Which shows that it is A's server, of which all is known. */
    assert_int_equal(hosts_at_once(hosts, b), 3);
    assert_true(connects(3, b));
    assert_false(connects(4, b));
    assert_int_equal(servers_ready_ms(hosts, a, 1000), INT64_MAX);
    /* Its trouble is both's. */
    take(b->pace, 1, 503, 0.01);
    assert_int_equal(hosts_at_once(hosts, a), 1);
    answer(1, a);
    assert_int_equal(servers_ready_ms(hosts, a, 1000), INT64_MAX);
}

static void test_a_delay_of_one(void **state)
{
    (void)state;
    assert_true(connects(0, a));
    answer(0, a);
    assert_false(servers_may_connect(servers, &requests[1], b, "192.0.2.1",
                                     999));
    b->delay_s = 2;
    assert_int_equal(hosts_at_once(hosts, b), 1);
    assert_int_equal(hosts_at_once(hosts, a), 3);
    /* Neither beside others, nor others beside it. */
    assert_true(connects(2, a));
    assert_false(connects(1, b));
    answer(2, a);
    assert_true(connects(1, b));
    assert_false(connects(3, a));
    hosts_allow(hosts, 1, 3);
    assert_int_equal(hosts_at_once(hosts, a), 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_answer),
        cmocka_unit_test(test_trouble),
        cmocka_unit_test(test_slow),
        cmocka_unit_test(test_found_out),
        cmocka_unit_test(test_join),
        TEST(test_one_each),
        TEST(test_counted_together),
        TEST(test_a_delay_of_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
