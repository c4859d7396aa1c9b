/* test_paths.c - folders by environment, making them, one run at a time. */
#include "medel/paths.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

struct place {
    char dir[64];
    struct arena *mem;
};

static int set_up(void **state)
{
    static struct place p;
    snprintf(p.dir, sizeof p.dir, "/tmp/medel-paths-XXXXXX");
    p.mem = arena_new();
    *state = &p;
    return mkdtemp(p.dir) != NULL ? 0 : -1;
}

static int tear_down(void **state)
{
    struct place *p = *state;
    char command[100];
    snprintf(command, sizeof command, "rm -rf '%s'", p->dir);
    arena_free(p->mem);
    return system(command);
}

static void test_data_dir(void **state)
{
    struct place *p = *state;
    setenv("MEDEL_DATA", "/somewhere", 1);
    assert_string_equal(paths_data_dir(p->mem, "here"), "here");
    assert_string_equal(paths_data_dir(p->mem, NULL), "/somewhere");
    setenv("MEDEL_DATA", "", 1);
    setenv("HOME", "/home/åsa", 1);
    setenv("XDG_DATA_HOME", "/xdg", 1);
    setenv("XDG_CONFIG_HOME", "relative/is/ignored", 1);
    if (access("/var/lib/medel", R_OK | X_OK) != 0) {
        assert_string_equal(paths_data_dir(p->mem, NULL), "/xdg/medel");
        unsetenv("XDG_DATA_HOME");
        assert_string_equal(paths_data_dir(p->mem, NULL),
                            "/home/åsa/.local/share/medel");
    }
    assert_string_equal(paths_user_funders(p->mem),
                        "/home/åsa/.config/medel/funders");
    assert_string_equal(paths_join(p->mem, "a/", "b"), "a/b");
    assert_string_equal(paths_join(p->mem, "a", "b"), "a/b");
}

static void test_shipped(void **state)
{
    struct place *p = *state;
    assert_string_equal(paths_program(p->mem, "no-such-program") +
                            strlen(paths_program(p->mem, "")),
                        "no-such-program");
    setenv("MEDEL_SHARE", p->dir, 1);
    assert_string_equal(paths_share(p->mem, "data"),
                        paths_join(p->mem, p->dir, "data"));
    unsetenv("MEDEL_SHARE");
    assert_non_null(strstr(paths_share(p->mem, "data"), "data"));
}

static void test_make_dir(void **state)
{
    struct place *p = *state;
    struct err e = ERR_INIT;
    struct stat st;
    const char *deep = paths_join(p->mem, p->dir, "a/b//c/");
    assert_int_equal(paths_make_dir(deep, &e), ST_OK);
    assert_int_equal(stat(deep, &st), 0);
    assert_true(S_ISDIR(st.st_mode));
    assert_int_equal(paths_make_dir(deep, &e), ST_OK); /* again: no error */

    const char *file = paths_join(p->mem, p->dir, "file");
    fclose(fopen(file, "w"));
    assert_int_equal(paths_make_dir(file, &e), ST_IO);
    assert_non_null(strstr(e.text, "file"));
    err_clear(&e);
    assert_int_equal(paths_make_dir(paths_join(p->mem, file, "x"), &e), ST_IO);
    err_clear(&e);
    assert_int_equal(paths_make_dir("", &e), ST_INVALID);
    char *huge = arena_alloc(p->mem, 10001);
    memset(huge, 'a', 10000);
    err_clear(&e);
    assert_int_equal(paths_make_dir(huge, &e), ST_INVALID);
}

static void test_lock(void **state)
{
    struct place *p = *state;
    struct err e = ERR_INIT;
    int fd = -1;
    assert_int_equal(paths_lock(p->dir, "crawl", &fd, &e), ST_OK);
    pid_t child = fork();
    if (child == 0) {
        struct err ce = ERR_INIT;
        char pid[32];
        int cfd = -1;
        snprintf(pid, sizeof pid, "process %ld", (long)getppid());
        int ok = paths_lock(p->dir, "crawl", &cfd, &ce) == ST_BUSY &&
                 strstr(ce.text, pid) != NULL && cfd == -1 &&
                 paths_lock(p->dir, "index", &cfd, &ce) == ST_OK;
        _exit(ok ? 0 : 1);
    }
    int status;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
    close(fd);
    assert_int_equal(paths_lock(p->dir, "crawl", &fd, &e), ST_OK);
    close(fd);

    /* A link laid out for us is not followed. */
    const char *trap = paths_join(p->mem, p->dir, "trap.lock");
    assert_int_equal(symlink("elsewhere", trap), 0);
    assert_int_equal(paths_lock(p->dir, "trap", &fd, &e), ST_IO);
    err_clear(&e);
    assert_int_equal(
        paths_lock(paths_join(p->mem, p->dir, "none"), "x", &fd, &e), ST_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_data_dir),
        cmocka_unit_test(test_shipped),
        cmocka_unit_test(test_make_dir),
        cmocka_unit_test(test_lock),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
