/* test_pager.c - what takes how many lines, and when there is no pager. The
 * pager at work is tried on a terminal, by tests/e2e/test_terminal.py. */
#include "medel/pager.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void test_lines(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int columns;
        size_t lines;
    } cases[] = {
        {"", 10, 0},
        {"a", 10, 1},
        {"a\n", 10, 1},
        {"a\nb", 10, 2},
        {"\n\n", 10, 2},
        {"1234567890\n", 10, 1},
        {"1234567890x\n", 10, 2},
        {"åäöåäöåäöå\n", 10, 1},
        {"日本語日本語\n", 10, 2},
        {"a\u0308o\u0308a\u0308o\u0308a\u0308o\u0308a\u0308o\u0308a\u0308o"
         "\u0308\n",
         10, 1},
        {"\033[1m1234567890\033[0m\n", 10, 1},
        {"\033[1mcut\033[", 10, 1},
        {"123456789012345678901\nb\n", 10, 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(pager_lines(cases[i].text, strlen(cases[i].text),
                                     cases[i].columns),
                         cases[i].lines);
}

/* Standard output is a file here: all goes there at once, to be found even
 * where the process ends without a last word. */
static void test_no_terminal(void **state)
{
    (void)state;
    struct err e = ERR_INIT;
    char name[] = "/tmp/medel-pager-XXXXXX", read[64] = "";
    int fd = mkstemp(name);
    assert_true(fd >= 0);
    setenv("TERM", "xterm", 1);
    setenv("PAGER", "echo paged; cat", 1);
    fflush(stdout);
    int old = dup(STDOUT_FILENO);
    assert_true(dup2(fd, STDOUT_FILENO) >= 0);
    pager_begin(true);
    enum status st = pager_write("results\n", 8, &e);
    fflush(stdout);
    ssize_t n = pread(fd, read, sizeof read - 1, 0);
    pager_finish();
    assert_true(dup2(old, STDOUT_FILENO) >= 0);
    close(old);
    close(fd);
    unlink(name);
    assert_int_equal(st, ST_OK);
    assert_int_equal(n, 8);
    assert_string_equal(read, "results\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_no_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
