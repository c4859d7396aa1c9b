/* test_base.c - errors, buffers and arenas. */
#include "medel/arena.h"
#include "medel/buf.h"
#include "medel/err.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void test_err(void **state)
{
    (void)state;
    struct err e = ERR_INIT;
    assert_int_equal(err_set(&e, ST_INVALID, "file %s, line %d", "x", 3),
                     ST_INVALID);
    assert_string_equal(e.text, "file x, line 3");
    /* The first error stays; the later status is still passed on. */
    assert_int_equal(err_set(&e, ST_IO, "later"), ST_IO);
    assert_string_equal(e.text, "file x, line 3");
    assert_int_equal(err_context(&e, "source %s", "a"), ST_INVALID);
    assert_string_equal(e.text, "source a: file x, line 3");
    err_clear(&e);
    assert_int_equal(e.status, ST_OK);
    assert_int_equal(err_sys(&e, ST_IO, ENOSPC, "cannot write %s", "x"), ST_IO);
    assert_string_equal(e.text, "cannot write x: No space left on device");
    assert_int_equal(e.sys, ENOSPC);
    err_clear(&e);
    char huge[2 * ERR_TEXT_MAX];
    memset(huge, 'a', sizeof huge - 1);
    huge[sizeof huge - 1] = '\0';
    err_sys(&e, ST_IO, EIO, "%s", huge);
    assert_int_equal(strlen(e.text), ERR_TEXT_MAX - 1);
    err_context(&e, "%s", huge);
    assert_int_equal(strlen(e.text), ERR_TEXT_MAX - 1);
    assert_int_equal(err_set(NULL, ST_LIMIT, "nobody asks"), ST_LIMIT);
    err_clear(NULL);
}

static void test_exit_codes(void **state)
{
    (void)state;
    static const struct {
        enum status status;
        int code;
    } cases[] = {
        {ST_OK, 0},      {ST_NOT_FOUND, 1}, {ST_USAGE, 2},   {ST_BAD_QUERY, 2},
        {ST_INVALID, 3}, {ST_CORRUPT, 3},   {ST_IO, 3},      {ST_LIMIT, 3},
        {ST_NOMEM, 3},   {ST_BUG, 3},       {ST_REFUSED, 3}, {ST_RETRY, 3},
        {ST_PARTIAL, 4}, {ST_BUSY, 75},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(status_exit_code(cases[i].status), cases[i].code);
}

static void test_buf(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 10);
    assert_string_equal(b.data, "");
    assert_int_equal(buf_puts(&b, "hello"), ST_OK);
    assert_int_equal(buf_printf(&b, " %d", 42), ST_OK);
    assert_string_equal(b.data, "hello 42");
    /* Past the maximum nothing changes. */
    assert_int_equal(buf_puts(&b, "abc"), ST_LIMIT);
    assert_int_equal(buf_printf(&b, "%s", "abc"), ST_LIMIT);
    assert_string_equal(b.data, "hello 42");
    assert_int_equal(buf_putc(&b, 'x'), ST_OK);
    assert_int_equal(buf_append(&b, "\0", 1), ST_OK);
    assert_int_equal(b.len, 10);
    assert_int_equal(buf_putc(&b, 'x'), ST_LIMIT);
    assert_int_equal(buf_append(&b, "", 0), ST_OK);
    assert_int_equal(buf_append(&b, NULL, 0), ST_OK);
    buf_reset(&b);
    assert_int_equal(b.len, 0);
    assert_string_equal(b.data, "");
    char *s = buf_steal(&b);
    assert_string_equal(s, "");
    free(s);
    assert_int_equal(buf_puts(&b, "again"), ST_OK);
    s = buf_steal(&b);
    assert_string_equal(s, "again");
    assert_int_equal(b.len, 0);
    free(s);
    buf_free(&b);
    buf_free(&b);
    assert_int_equal(b.max, 10);

    buf_init(&b, SIZE_MAX); /* as good as no bound, and no overflow */
    assert_int_equal(buf_puts(&b, "x"), ST_OK);
    assert_int_equal(buf_append(&b, "x", SIZE_MAX), ST_LIMIT);
    buf_free(&b);
    buf_init(&b, 0);
    assert_int_equal(buf_putc(&b, 'x'), ST_LIMIT);
    assert_int_equal(buf_puts(&b, ""), ST_OK);
    buf_free(&b);
}

static void test_buf_grows(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 100000);
    for (int i = 0; i < 100000; i++)
        assert_int_equal(buf_putc(&b, (char)('a' + i % 26)), ST_OK);
    assert_int_equal(buf_putc(&b, 'x'), ST_LIMIT);
    for (int i = 0; i < 100000; i++)
        assert_int_equal(b.data[i], 'a' + i % 26);
    assert_int_equal(b.data[100000], 0);
    buf_free(&b);
}

static void test_buf_read(void **state)
{
    (void)state;
    char path[] = "/tmp/medel-base-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, "åäö\0x", 8), 8);
    close(fd);
    struct err e = ERR_INIT;
    struct buf b;
    buf_init(&b, 8);
    assert_int_equal(buf_read_file(&b, path, &e), ST_OK);
    assert_int_equal(b.len, 8);
    assert_memory_equal(b.data, "åäö\0x", 8);
    buf_free(&b);
    buf_init(&b, 7);
    assert_int_equal(buf_read_file(&b, path, &e), ST_LIMIT);
    assert_non_null(strstr(e.text, path));
    assert_non_null(strstr(e.text, "limit of 7 bytes"));
    err_clear(&e);
    assert_int_equal(buf_read_file(&b, "/dev/zero", &e), ST_LIMIT);
    err_clear(&e);
    assert_int_equal(buf_read_file(&b, "/", &e), ST_IO);
    err_clear(&e);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(buf_read_file(&b, path, &e), ST_INVALID);
    assert_non_null(strstr(e.text, "No such file"));
    assert_int_equal(e.sys, ENOENT);
    buf_free(&b);
}

static void test_arena(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    static const size_t sizes[] = {0,    1,     7,     16,    100,
                                   5000, 16383, 16385, 70000, 1000000};
    for (int round = 0; round < 3; round++) {
        unsigned char *last = NULL;
        for (int i = 0; i < 200; i++) {
            size_t n = sizes[(size_t)i % 10];
            unsigned char *p = arena_alloc(a, n);
            assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
            for (size_t k = 0; k < n; k++)
                assert_int_equal(p[k], 0);
            memset(p, 0xAA, n);
            assert_true(p != last);
            last = n != 0 ? p : NULL;
        }
        arena_reset(a);
    }
    assert_string_equal(arena_strdup(a, "åäö"), "åäö");
    assert_null(arena_strdup(a, NULL));
    assert_string_equal(arena_strndup(a, "abcdef", 3), "abc");
    assert_string_equal(arena_printf(a, "%s-%d", "x", 7), "x-7");
    arena_free(a);
    arena_free(NULL);
}

static void test_arena_grow(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    int *items = NULL;
    size_t n = 0, cap = 0;
    for (int i = 0; i < 10000; i++) {
        items = arena_grow(a, items, n, &cap, sizeof *items);
        items[n++] = i;
    }
    for (int i = 0; i < 10000; i++)
        assert_int_equal(items[i], i);
    assert_true(cap >= n && cap < 2 * n);
    arena_free(a);
}

int main(void)
{
    setenv("LC_ALL", "C", 1);
    unsetenv("LANGUAGE");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_err),        cmocka_unit_test(test_exit_codes),
        cmocka_unit_test(test_buf),        cmocka_unit_test(test_buf_grows),
        cmocka_unit_test(test_buf_read),   cmocka_unit_test(test_arena),
        cmocka_unit_test(test_arena_grow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
