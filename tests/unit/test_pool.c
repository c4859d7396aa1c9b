/*
 * test_pool.c - the worker pool against workers that behave, and workers
 * that do not.
 *
 * The program is its own fake worker: started by the pool it finds in
 * MEDEL_FAKE how to misbehave.
 */
#include "../../worker/zygote.h"
#include "medel/caps.h"
#include "medel/worker.h"

#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

/* --- the fake worker ---------------------------------------------------------
 */

static void reply(uint8_t type, const void *p, size_t n)
{
    if (frame_write(STDOUT_FILENO, type, p, n, NULL) != ST_OK)
        _exit(9);
}

static void say(uint8_t type, const char *s)
{
    reply(type, s, strlen(s));
}

static void raw(const void *p, size_t n)
{
    ssize_t k = write(STDOUT_FILENO, p, n);
    (void)k;
}

static void read_request(uint8_t *type, struct buf *b)
{
    enum status st = frame_read(STDIN_FILENO, 32u << 20, type, b, NULL);
    if (st != ST_OK)
        _exit(st == ST_NOT_FOUND ? 0 : 8);
}

static _Noreturn void hang(void)
{
    for (;;)
        pause();
}

/* Answers with the length of the page, its first word and the url. */
static void answer(const struct buf *b, uint8_t type)
{
    struct arena *mem = arena_new();
    struct read_context ctx;
    const char *bytes;
    size_t n;
    if (page_request_parse(mem, b->data, b->len, &ctx, &bytes, &n, NULL) !=
        ST_OK)
        _exit(7);
    char text[256];
    snprintf(text, sizeof text, "%zu %.8s %s", n, n != 0 ? bytes : "",
             ctx.url != NULL ? ctx.url : "-");
    say(type == FRAME_PAGE ? FRAME_READING : FRAME_TEXT, text);
    arena_free(mem);
}

static void misbehave(const char *mode, const struct buf *b, uint8_t type,
                      int page)
{
    static const unsigned char huge[] = {0xff, 0xff, 0xff, 0x7f, 'R'};
    static const unsigned char half[] = {100, 0, 0, 0, 'R', 'h', 'a'};
    bool bad = memmem(b->data, b->len, "BAD", 3) != NULL;
    if (!bad) {
        answer(b, type);
        return;
    }
    if (strcmp(mode, "segv") == 0) {
        signal(SIGSEGV, SIG_DFL); /* the sanitizer's handler would report */
        raise(SIGSEGV);
    }
    if (strcmp(mode, "xcpu") == 0)
        raise(SIGXCPU);
    if (strcmp(mode, "exit2") == 0)
        _exit(2);
    if (strcmp(mode, "hang") == 0)
        hang();
    if (strcmp(mode, "huge") == 0) {
        raw(huge, sizeof huge);
        hang();
    }
    if (strcmp(mode, "half") == 0) {
        raw(half, sizeof half);
        _exit(0);
    }
    if (strcmp(mode, "mute") == 0) {
        close(STDIN_FILENO);
        close(STDOUT_FILENO);
        hang();
    }
    if (strcmp(mode, "kind") == 0)
        reply('Z', "?", 1);
    if (strcmp(mode, "twice") == 0) {
        answer(b, type);
        answer(b, type);
    }
    if (strcmp(mode, "error") == 0)
        say(FRAME_ERROR, "cannot be read");
    if (strcmp(mode, "child") == 0 && fork() == 0)
        hang(); /* keeps the socket open */
    if (strcmp(mode, "child") == 0)
        _exit(0);
    (void)page;
}

static _Noreturn void fake_worker(const char *mode)
{
    struct buf b;
    uint8_t type;
    buf_init(&b, 32u << 20);
    if (strcmp(mode, "startcrash") == 0)
        abort();
    read_request(&type, &b);
    if (type != FRAME_VOCAB)
        _exit(6);
    if (strcmp(mode, "refuse") == 0) {
        say(FRAME_ERROR, "dates.txt:3: no such month");
        _exit(3);
    }
    reply(FRAME_OK, NULL, 0);
    char request[FRAME_HEAD_BYTES];
    if (strcmp(mode, "nocopy") == 0) {
        if (read(STDIN_FILENO, request, sizeof request) > 0)
            say(FRAME_ERROR, "no more processes");
        hang();
    }
    if (strcmp(mode, "lost") == 0)
        _exit(read(STDIN_FILENO, request, sizeof request) > 0 ? 5 : 0);
    if (zygote_serve(STDIN_FILENO, STDOUT_FILENO) == 0)
        exit(0);
    reply(FRAME_OK, NULL, 0);
    if (strcmp(mode, "pages") == 0) /* says which of its pages it is */
        for (char n = '1';; n++) {
            read_request(&type, &b);
            reply(FRAME_READING, &n, 1);
        }
    if (strcmp(mode, "early") == 0) { /* before it has heard all of the page */
        struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
        poll(&in, 1, -1);
        say(FRAME_READING, "early");
        hang(); /* else all of it may be heard before the reply is seen */
    }
    for (int page = 0;; page++) {
        read_request(&type, &b);
        misbehave(mode, &b, type, page);
    }
}

/* --- helpers ------------------------------------------------------------- */

static struct pool *start(const char *mode, int jobs, int seconds)
{
    setenv("MEDEL_FAKE", mode, 1);
    struct pool_options o = {.worker_path = "/proc/self/exe",
                             .jobs = jobs,
                             .page_seconds = seconds,
                             .vocab = "words",
                             .vocab_len = 5};
    char self[4096];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    assert_true(n > 0);
    self[n] = '\0';
    o.worker_path = self;
    struct pool *p = NULL;
    struct err e = ERR_INIT;
    if (pool_start(&o, &p, &e) != ST_OK)
        fail_msg("%s", e.text);
    return p;
}

static void submit(struct pool *p, uint64_t tag, const char *bytes, size_t n)
{
    struct err e = ERR_INIT;
    struct pool_job job = {.tag = tag,
                           .type = FRAME_PAGE,
                           .ctx = {.url = "http://x.example/\xc3\xa5"},
                           .bytes = bytes,
                           .len = n};
    assert_true(pool_ready(p));
    if (pool_submit(p, &job, &e) != ST_OK)
        fail_msg("%s", e.text);
}

static struct pool_result next(struct pool *p)
{
    struct pool_result r = {0};
    struct err e = ERR_INIT;
    if (pool_next(p, &r, &e) != ST_OK)
        fail_msg("%s", e.text);
    return r;
}

/* One bad page, then a good one: the fate of the first is FATE, and the
 * second is read all the same. */
static void expect(const char *mode, enum page_fate fate, const char *words)
{
    struct pool *p = start(mode, 1, 1);
    submit(p, 1, "BAD page", 8);
    struct pool_result r = next(p);
    assert_int_equal(r.tag, 1);
    if (r.fate != fate)
        fail_msg("%s: %s (%s)", mode, page_fate_name(r.fate), r.payload);
    if (strstr(r.payload, words) == NULL)
        fail_msg("%s: \"%s\" is not in \"%s\"", mode, words, r.payload);
    submit(p, 2, "good page", 9);
    r = next(p);
    assert_int_equal(r.tag, 2);
    assert_int_equal(r.fate, FATE_READ);
    assert_string_equal(r.payload, "9 good pag http://x.example/\xc3\xa5");
    assert_int_equal(pool_next(p, &r, NULL), ST_NOT_FOUND);
    pool_stop(p);
}

/* --- tests --------------------------------------------------------------- */

static void test_fates(void **state)
{
    (void)state;
    expect("segv", FATE_CRASHED, "SIGSEGV");
    expect("xcpu", FATE_TIMED_OUT, "SIGXCPU");
    expect("exit2", FATE_CRASHED, "out of memory");
    expect("hang", FATE_TIMED_OUT, "1 seconds");
    expect("huge", FATE_TOO_BIG, "too long");
    expect("half", FATE_CRASHED, "status 0");
    expect("mute", FATE_CRASHED, "");
    expect("kind", FATE_BAD_REPLY, "another kind");
    expect("error", FATE_UNREADABLE, "cannot be read");
    expect("child", FATE_TIMED_OUT, "1 seconds");
}

/* Bytes beyond a reply are found at once or before the next page is sent;
 * never are they taken for its reply. */
static void test_forged(void **state)
{
    (void)state;
    struct pool *p = start("twice", 1, 5);
    submit(p, 1, "BAD page", 8);
    struct pool_result r = next(p);
    assert_true(r.fate == FATE_BAD_REPLY || r.fate == FATE_READ);
    usleep(20000);
    submit(p, 2, "good page", 9);
    r = next(p);
    assert_int_equal(r.tag, 2);
    assert_int_equal(r.fate, FATE_READ);
    assert_memory_equal(r.payload, "9 good", 6);
    pool_stop(p);
}

static char *big_page(size_t n)
{
    char *page = malloc(n);
    assert_non_null(page);
    memset(page, 'x', n);
    return page;
}

static void test_early_reply(void **state)
{
    (void)state;
    char *page = big_page(CAP_PAGE_BYTES);
    struct pool *p = start("early", 1, 5);
    submit(p, 1, page, CAP_PAGE_BYTES);
    struct pool_result r = next(p);
    assert_int_equal(r.fate, FATE_BAD_REPLY);
    pool_stop(p);
    free(page);
}

/* More bytes than all sockets hold, both ways and by several workers. */
static void test_big_pages(void **state)
{
    (void)state;
    char *page = big_page(CAP_PAGE_BYTES);
    struct pool *p = start("well", 3, 20);
    uint64_t sent = 0, got = 0, seen = 0;
    struct err e = ERR_INIT;
    while (got < 12) {
        while (sent < 12 && pool_ready(p))
            submit(p, sent++, page, CAP_PAGE_BYTES);
        struct pool_result r = next(p);
        assert_int_equal(r.fate, FATE_READ);
        assert_memory_equal(r.payload, "10485760 xxxxxxxx", 17);
        seen |= (uint64_t)1 << r.tag;
        got++;
    }
    assert_int_equal(seen, 0xfff);
    struct pool_job job = {
        .type = FRAME_PAGE, .bytes = page, .len = (size_t)CAP_PAGE_BYTES + 1};
    assert_int_equal(pool_submit(p, &job, &e), ST_LIMIT);
    pool_stop(p);
    free(page);
}

static void test_empty_page(void **state)
{
    (void)state;
    struct pool *p = start("well", 2, 5);
    submit(p, 7, NULL, 0);
    struct pool_result r = next(p);
    assert_int_equal(r.fate, FATE_READ);
    assert_memory_equal(r.payload, "0  http", 7);
    pool_stop(p);
}

static void test_start_failures(void **state)
{
    (void)state;
    static const struct {
        const char *mode, *path, *words;
        enum status st;
    } cases[] = {
        {"refuse", NULL, "dates.txt:3: no such month", ST_INVALID},
        {"startcrash", NULL, "SIGABRT", ST_IO},
        {"nocopy", NULL, "starts no worker; its last word: no more processes",
         ST_IO},
        {"lost", NULL, "starts no worker; its last word: ended with status 5",
         ST_IO},
        {"well", "/nonexistent/worker", "/nonexistent/worker", ST_IO},
        {"well", "/bin/true", "does not start", ST_IO},
        {"well", "/etc/passwd", "ermission", ST_IO},
    };
    char self[4096];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    self[n > 0 ? n : 0] = '\0';
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err e = ERR_INIT;
        struct pool *p = NULL;
        setenv("MEDEL_FAKE", cases[i].mode, 1);
        struct pool_options o = {
            .worker_path = cases[i].path != NULL ? cases[i].path : self,
            .jobs = 2,
            .vocab = "words",
            .vocab_len = 5};
        assert_int_equal(pool_start(&o, &p, &e), cases[i].st);
        assert_null(p);
        if (strstr(e.text, cases[i].words) == NULL)
            fail_msg("\"%s\" is not in \"%s\"", cases[i].words, e.text);
    }
}

static void submit_of(struct pool *p, uint64_t tag, const char *funder)
{
    struct err e = ERR_INIT;
    struct pool_job job = {.tag = tag,
                           .type = FRAME_PAGE,
                           .ctx = {.funder_id = funder},
                           .bytes = "page",
                           .len = 4};
    if (pool_submit(p, &job, &e) != ST_OK)
        fail_msg("%s", e.text);
}

/* How many pages the worker has read that reads a page of FUNDER. */
static int page_of(struct pool *p, const char *funder)
{
    submit_of(p, 1, funder);
    struct pool_result r = next(p);
    assert_int_equal(r.fate, FATE_READ);
    assert_int_equal(r.len, 1);
    return r.payload[0] - '0';
}

/* What a worker was made to say by a page it says of no other funder. */
static void test_one_funder_each(void **state)
{
    (void)state;
    char long_id[CAP_ID_BYTES + 40];
    memset(long_id, 'i', sizeof long_id - 1);
    long_id[sizeof long_id - 1] = '\0';
    struct pool *p = start("pages", 1, 5);
    assert_int_equal(page_of(p, "one"), 1);
    assert_int_equal(page_of(p, "one"), 2);
    assert_int_equal(page_of(p, "other"), 1);
    assert_int_equal(page_of(p, "other"), 2);
    assert_int_equal(page_of(p, "one"), 1);
    assert_int_equal(page_of(p, NULL), 1);
    assert_int_equal(page_of(p, NULL), 2);
    assert_int_equal(page_of(p, long_id), 1);
    assert_int_equal(page_of(p, long_id), 2);
    pool_stop(p);
}

/* Of two that are free, the one that knows the funder. */
static void test_the_same_worker_again(void **state)
{
    (void)state;
    struct pool *p = start("pages", 2, 5);
    submit_of(p, 1, "one");
    submit_of(p, 2, "other");
    for (int i = 0; i < 2; i++)
        assert_int_equal(next(p).payload[0], '1');
    for (char n = '2'; n < '5'; n++) {
        submit_of(p, 1, "other");
        assert_int_equal(next(p).payload[0], n);
        submit_of(p, 2, "one");
        assert_int_equal(next(p).payload[0], n);
    }
    pool_stop(p);
}

/* A job can be given to a worker that is still being replaced. */
static void test_replacement_takes_jobs(void **state)
{
    (void)state;
    struct pool *p = start("segv", 2, 5);
    int good = 0, crashed = 0;
    for (int i = 0; i < 20; i++) {
        submit(p, (uint64_t)i, i % 2 != 0 ? "BAD" : "good", 3);
        if (!pool_ready(p)) {
            struct pool_result r = next(p);
            good += r.fate == FATE_READ;
            crashed += r.fate == FATE_CRASHED;
        }
    }
    struct pool_result r;
    while (pool_next(p, &r, NULL) == ST_OK) {
        good += r.fate == FATE_READ;
        crashed += r.fate == FATE_CRASHED;
    }
    assert_int_equal(good, 10);
    assert_int_equal(crashed, 10);
    pool_stop(p);
}

/* Nothing is left behind: no child, no zombie, no descriptor. */
static void test_leaves_nothing(void **state)
{
    (void)state;
    int before = dup(0);
    close(before);
    expect("child", FATE_TIMED_OUT, "");
    pool_stop(NULL);
    errno = 0;
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
    int after = dup(0);
    close(after);
    assert_int_equal(before, after);
}

static void test_request_header(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct buf b;
    static const uint64_t hashes[] = {7, 0xfedcba9876543210};
    struct read_context in = {.content_type = "text/html",
                              .funder = "bad \xff bytes",
                              .funder_id = "x",
                              .funder_regions =
                                  CODE_BIT(REGION_SE_BD) | CODE_BIT(REGION_EU),
                              .today = {2026, 11, 23},
                              .sitewide = hashes,
                              .n_sitewide = 2},
                        out;
    const char *bytes;
    size_t n;
    buf_init(&b, 4096);
    assert_int_equal(page_request_pack(&in, &b, NULL), ST_OK);
    assert_int_equal(buf_append(&b, "a\0b", 3), ST_OK);
    assert_int_equal(
        page_request_parse(mem, b.data, b.len, &out, &bytes, &n, NULL), ST_OK);
    assert_null(out.url);
    assert_null(out.funder);
    assert_string_equal(out.funder_id, "x");
    assert_true(out.funder_regions == in.funder_regions);
    assert_int_equal(date_compare(out.today, in.today), 0);
    assert_int_equal(out.n_sitewide, 2);
    assert_memory_equal(out.sitewide, hashes, sizeof hashes);
    assert_int_equal(n, 3);
    assert_memory_equal(bytes, "a\0b", 3);
    static const char *const broken[] = {"", "{}", "{\"url\": ", "[1]", "nul"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        size_t len = strlen(broken[i]) + (i > 1); /* the first lack the NUL */
        assert_int_equal(
            page_request_parse(mem, broken[i], len, &out, &bytes, &n, NULL),
            ST_INVALID);
    }
    buf_free(&b);
    arena_free(mem);
}

int main(int argc, char **argv)
{
    (void)argv;
    const char *fake = getenv("MEDEL_FAKE");
    if (argc > 1 && fake != NULL)
        fake_worker(fake);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_request_header),
        cmocka_unit_test(test_fates),
        cmocka_unit_test(test_forged),
        cmocka_unit_test(test_early_reply),
        cmocka_unit_test(test_big_pages),
        cmocka_unit_test(test_empty_page),
        cmocka_unit_test(test_start_failures),
        cmocka_unit_test(test_one_funder_each),
        cmocka_unit_test(test_the_same_worker_again),
        cmocka_unit_test(test_replacement_takes_jobs),
        cmocka_unit_test(test_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
