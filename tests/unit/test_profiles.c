/* test_profiles.c - the profiles of a folder: order, broken ones, ids that two
 * files claim, and a profile by its id. */
#include "../../search/profiles.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char root[64];   /* $XDG_CONFIG_HOME */
static char folder[96]; /* root/medel/profiles */

static int shell(const char *format, const char *argument)
{
    char command[256];
    snprintf(command, sizeof command, "%s %s", format, argument);
    return system(command);
}

static int set_up(void **state)
{
    (void)state;
    snprintf(root, sizeof root, "/tmp/medel-profiles-XXXXXX");
    if (mkdtemp(root) == NULL)
        return -1;
    snprintf(folder, sizeof folder, "%s/medel/profiles", root);
    setenv("XDG_CONFIG_HOME", root, 1);
    return shell("mkdir -p", folder);
}

static int tear_down(void **state)
{
    (void)state;
    return shell("rm -rf", root);
}

static void put(const char *name, const char *id, const char *more)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fprintf(f, "id: %s\nname: Vi\nform: company\nregions: [SE-BD]\n%s", id,
            more);
    fclose(f);
}

static struct profiles *load(void)
{
    struct err e = ERR_INIT;
    struct profiles *p = NULL;
    assert_int_equal(profiles_load(folder, &p, &e), ST_OK);
    assert_string_equal(e.text, "");
    return p;
}

static void test_order(void **state)
{
    (void)state;
    put("1.yaml", "öst", "");
    put("2.yaml", "b", "");
    put("3.yaml", "a", "");
    put(".hidden.yaml", "hidden", "");
    put("4.yml", "other", "");
    put("4.yaml~", "backup", "");
    struct profiles *p = load();
    assert_int_equal(p->n, 3);
    assert_int_equal(p->n_faults, 0);
    assert_string_equal(p->items[0]->id, "a");
    assert_string_equal(p->items[1]->id, "b");
    assert_string_equal(p->items[2]->id, "öst");
    profiles_free(p);
}

static void test_broken(void **state)
{
    (void)state;
    char path[256];
    put("a.yaml", "a", "");
    put("b.yaml", "b", "thems: [rural]\n");
    snprintf(path, sizeof path, "%s/c.yaml", folder);
    assert_int_equal(mkfifo(path, 0600), 0); /* opening it would hang */
    snprintf(path, sizeof path, "%s/d.yaml", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/e.yaml", folder);
    assert_int_equal(symlink("nowhere", path), 0);
    struct profiles *p = load();
    assert_int_equal(p->n, 1);
    assert_string_equal(p->items[0]->id, "a");
    assert_int_equal(p->n_faults, 4);
    assert_non_null(strstr(p->faults[0], "b.yaml:5"));
    assert_non_null(strstr(p->faults[0], "themes"));
    for (int i = 1; i < 4; i++) {
        snprintf(path, sizeof path, "/%c.yaml", 'b' + i);
        assert_non_null(strstr(p->faults[i], path));
    }
    profiles_free(p);
}

static void test_same_id(void **state)
{
    (void)state;
    put("a copy.yaml", "b", "");
    put("b.yaml", "b", "");
    put("c.yaml", "b", "");
    put("y.yaml", "x", "");
    put("z.yaml", "x", "");
    struct profiles *p = load();
    assert_int_equal(p->n, 2);
    assert_non_null(strstr(p->items[0]->file, "/b.yaml"));
    assert_non_null(strstr(p->items[1]->file, "/y.yaml"));
    assert_int_equal(p->n_faults, 3);
    assert_non_null(strstr(p->faults[0], "/a copy.yaml"));
    assert_non_null(strstr(p->faults[0], "/b.yaml"));
    assert_non_null(strstr(p->faults[1], "/c.yaml"));
    assert_non_null(strstr(p->faults[2], "/z.yaml"));
    profiles_free(p);
}

static void test_no_folder(void **state)
{
    (void)state;
    struct profiles *p = NULL;
    struct err none = ERR_INIT, empty = ERR_INIT, file = ERR_INIT;
    char path[256];
    assert_int_equal(profiles_load(folder, &p, &empty), ST_INVALID);
    assert_non_null(strstr(empty.text, folder));
    snprintf(path, sizeof path, "%s/none", folder);
    assert_int_equal(profiles_load(path, &p, &none), ST_IO);
    assert_non_null(strstr(none.text, path));
    put("a.yaml", "a", "");
    snprintf(path, sizeof path, "%s/a.yaml", folder);
    assert_int_equal(profiles_load(path, &p, &file), ST_IO);
    assert_null(p);
}

static void test_by_id(void **state)
{
    (void)state;
    struct err e = ERR_INIT;
    struct profile *p = NULL;
    put("snickeriet.yaml", "snickeriet", "");
    assert_int_equal(profiles_open("snickeriet", &p, &e), ST_OK);
    assert_string_equal(p->id, "snickeriet");
    profile_free(p);
    p = NULL;
    assert_int_equal(profiles_open("snikeriet", &p, &e), ST_INVALID);
    assert_non_null(strstr(e.text, "'snickeriet'"));
    err_clear(&e);
    assert_int_equal(profiles_open("./snickeriet", &p, &e), ST_INVALID);
    assert_non_null(strstr(e.text, "./snickeriet"));
    err_clear(&e);
    assert_int_equal(profiles_open("", &p, &e), ST_INVALID);
    assert_null(p);
}

/* A file here goes before an id. */
static void test_file_first(void **state)
{
    (void)state;
    struct err e = ERR_INIT;
    struct profile *p = NULL;
    char here[4096];
    put("one.yaml", "one", "");
    put("one", "the-file", "");
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(chdir(folder), 0);
    enum status st = profiles_open("one", &p, &e);
    assert_int_equal(chdir(here), 0);
    assert_int_equal(st, ST_OK);
    assert_string_equal(p->id, "the-file");
    profile_free(p);
}

int main(void)
{
#define TEST(t) cmocka_unit_test_setup_teardown(t, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_order),     TEST(test_broken), TEST(test_same_id),
        TEST(test_no_folder), TEST(test_by_id),  TEST(test_file_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
