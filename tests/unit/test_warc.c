/* test_warc.c - the WARC writer where the disk is full or the file is not
 * its own; what is in a file is judged by tests/e2e/test_warc.py. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "../../crawler/warc.h"
#include "../../crawler/warc_int.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char path[64];

static int set_up(void **state)
{
    (void)state;
    snprintf(path, sizeof path, "/tmp/medel-warc-XXXXXX");
    int fd = mkstemp(path);
    return fd >= 0 ? close(fd) : -1;
}

static int tear_down(void **state)
{
    (void)state;
    return unlink(path);
}

static long size(void)
{
    struct stat sb;
    assert_int_equal(stat(path, &sb), 0);
    return (long)sb.st_size;
}

static struct warc *open_it(void)
{
    struct warc *w = NULL;
    struct err e = ERR_INIT;
    if (warc_open(path, "medel/test", &w, &e) != ST_OK)
        fail_msg("%s", e.text);
    return w;
}

#define BODY_BYTES 100000

/* A page that cannot be packed. */
static enum status add(struct warc *w, const char *url, struct err *e)
{
    static char body[BODY_BYTES];
    uint32_t x = 1;
    for (size_t i = 0; i < sizeof body; i++)
        body[i] = (char)((x = x * 1664525 + 1013904223) >> 24);
    const struct warc_exchange exchange = {
        .url = url,
        .address = "",
        .began = 1764342000,
        .status = 200,
        .request = {"GET / HTTP/1.1\r\n\r\n", 18},
        .head = {"HTTP/1.1 200 OK\r\n\r\n", 19},
        .body = {body, sizeof body}};
    return warc_add(w, &exchange, e);
}

static void test_full_disk(void **state)
{
    (void)state;
    struct err e = ERR_INIT;
    struct rlimit old, low;
    struct warc *w = open_it();
    long before = size();
    assert_true(before > 0);
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &old);
    low = old;
    low.rlim_cur = BODY_BYTES / 2;
    setrlimit(RLIMIT_FSIZE, &low);
    assert_int_equal(add(w, "http://a.test/", &e), ST_IO);
    assert_non_null(strstr(e.text, path));
    assert_int_equal(size(), before);
    setrlimit(RLIMIT_FSIZE, &old);
    err_clear(&e);
    assert_int_equal(add(w, "http://a.test/", &e), ST_OK);
    assert_int_equal(warc_close(w, &e), ST_OK);

    /* What was not written was not remembered; what was, is found again. */
    long one = size();
    assert_true(one > before + BODY_BYTES);
    w = open_it();
    assert_int_equal(add(w, "http://a.test/b", &e), ST_OK);
    assert_int_equal(warc_close(w, &e), ST_OK);
    assert_true(size() > one && size() < one + BODY_BYTES / 2);
}

static void test_two_writers(void **state)
{
    (void)state;
    struct err e = ERR_INIT;
    struct warc *w = open_it(), *other = NULL;
    assert_int_equal(warc_open(path, "medel/test", &other, &e), ST_BUSY);
    assert_int_equal(warc_close(w, NULL), ST_OK);
}

static void test_index(void **state)
{
    (void)state;
    enum { N = 3000 };
    struct warc_index *x = warc_index_new();
    struct warc_seen s = {.date = "2026-11-28T14:59:06Z"}, got;
    char url[64];
    assert_false(warc_index_by_url(x, "http://a.test/0", &got));
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < N; i++) {
            snprintf(s.digest, sizeof s.digest, "%064x", i / 2);
            snprintf(s.id, sizeof s.id, "%036d", round * N + i);
            snprintf(url, sizeof url, "http://a.test/%d", i);
            s.url = url;
            warc_index_add(x, &s);
        }
    for (int i = 0; i < N; i++) {
        snprintf(url, sizeof url, "http://a.test/%d", i);
        assert_true(warc_index_by_url(x, url, &got));
        assert_string_equal(got.url, url);
        assert_int_equal(strtol(got.id, NULL, 10), N + i);
        snprintf(s.digest, sizeof s.digest, "%064x", i / 2);
        assert_true(warc_index_by_digest(x, s.digest, &got));
        assert_int_equal(strtol(got.id, NULL, 10), N + (i | 1));
    }
    assert_false(warc_index_by_digest(x, "none", &got));
    warc_index_free(x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_full_disk, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_two_writers, set_up, tear_down),
        cmocka_unit_test(test_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
