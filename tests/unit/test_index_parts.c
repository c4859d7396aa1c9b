/*
 * test_index_parts.c - the databases that an index is made of, and shares of
 * ids.
 */
#include "medel/index_parts.h"
#include "medel/share.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>
#include <ftw.h>
#include <math.h>

static char dir[64];
static struct arena *mem;
static struct index_part *parts;
static size_t n_parts;

static int setup(void **state)
{
    (void)state;
    snprintf(dir, sizeof dir, "/tmp/medel-parts-XXXXXX");
    mem = arena_new();
    return mkdtemp(dir) != NULL ? 0 : -1;
}

static int rm(const char *p, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st, (void)flag, (void)ftw;
    return remove(p);
}

static int teardown(void **state)
{
    (void)state;
    arena_free(mem);
    return nftw(dir, rm, 16, FTW_DEPTH | FTW_PHYS);
}

static const char *in_dir(const char *name)
{
    return arena_printf(mem, "%s/%s", dir, name);
}

static const char *file(const char *name, const char *text)
{
    const char *path = in_dir(name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    return path;
}

static enum status read_parts(const char *where, struct err *e)
{
    n_parts = 0;
    return index_parts(mem, where, &parts, &n_parts, e);
}

/* That WHERE is read, and gives the names NAMES, which have blanks between;
 * "./" is the test's folder. */
static void gives(const char *where, const char *names)
{
    struct err e = ERR_INIT;
    const char *got = "";
    if (read_parts(where, &e) != ST_OK)
        fail_msg("%s", e.text);
    for (size_t i = 0; i < n_parts; i++) {
        const char *name = parts[i].name;
        size_t n = strlen(dir);
        assert_true((parts[i].path != NULL) != (parts[i].host != NULL));
        if (strncmp(name, dir, n) == 0)
            name = arena_printf(mem, ".%s", name + n);
        got = arena_printf(mem, "%s%s%s", got, i > 0 ? " " : "", name);
    }
    assert_string_equal(got, names);
}

static void refuses(const char *where, enum status st, const char *word)
{
    struct err e = ERR_INIT;
    assert_int_equal(read_parts(where, &e), st);
    if (strstr(e.text, word) == NULL)
        fail_msg("'%s' is not in: %s", word, e.text);
}

static void one_database(void **state)
{
    (void)state;
    gives("/nonexistent/index", "/nonexistent/index");
    gives("tcp:localhost:7000", "tcp:localhost:7000");
    assert_string_equal(parts[0].host, "localhost");
    assert_int_equal(parts[0].port, 7000);
    gives("tcp:[::1]:7000", "tcp:[::1]:7000");
    assert_string_equal(parts[0].host, "::1");
}

static void stub_files(void **state)
{
    (void)state;
    file("a", "# three\n\nauto g7/1\nremote far:70 \nglass /there\n");
    gives(in_dir("a"), "./g7/1 tcp:far:70 /there");
    /* No line's end at the end; Windows's. */
    file("b", "auto a b\r\nauto c");
    gives(in_dir("b"), "./a b ./c");
    /* A stub in a stub, and a folder with one. */
    assert_int_equal(mkdir(in_dir("index"), 0700), 0);
    file("index/stub", "auto g1\n");
    file("c", "auto index\nauto a\n");
    gives(in_dir("c"), "./index/g1 ./g7/1 tcp:far:70 /there");
    gives(in_dir("index"), "./index/g1");
}

static void lists(void **state)
{
    (void)state;
    file("a", "auto one\nauto two\n");
    gives(arena_printf(mem, "%s,tcp:far:70,/x", in_dir("a")),
          "./one ./two tcp:far:70 /x");
    refuses("/x,,/y", ST_INVALID, "empty");
    refuses("/x,", ST_INVALID, "empty");
    /* A name with a comma in it. */
    assert_int_equal(mkdir(in_dir("p,q"), 0700), 0);
    gives(in_dir("p,q"), "./p,q");
}

static void what_is_wrong_is_named(void **state)
{
    (void)state;
    static const char *const addresses[] = {
        "tcp:",           "tcp:host",    "tcp::1",      "tcp:host:0",
        "tcp:host:65536", "tcp:host:7x", "tcp:host:-1", "tcp:host: 1"};
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
        refuses(addresses[i], ST_INVALID, addresses[i]);
    refuses(file("a", "auto x\nrubbish\n"), ST_CORRUPT, "line 2");
    refuses(file("a", "auto \n"), ST_CORRUPT, "line 1");
    refuses(file("a", "remote :touch /tmp/x\n"), ST_CORRUPT, "line 1");
    refuses(file("a", "# none\n"), ST_CORRUPT, "no database");
    refuses(file("a", ""), ST_CORRUPT, "no database");
    refuses(file("a", "auto a\n"), ST_CORRUPT, "ring");
    refuses(file("a", "remote far\n"), ST_INVALID, "tcp:far");
    const char *many = "";
    for (int i = 0; i < 257; i++)
        many = arena_printf(mem, "%sauto x\n", many);
    refuses(file("a", many), ST_LIMIT, "256");
}

/* --- shares -------------------------------------------------------------- */

static void shares_are_read(void **state)
{
    (void)state;
    struct share s = {0, 0};
    assert_true(share_parse("1/1", &s));
    assert_true(share_parse("3/64", &s));
    assert_int_equal(s.which, 3);
    assert_int_equal(s.of, 64);
    static const char *const bad[] = {
        "",     "1",    "/2",   "0/2",   "3/2",  "1/0",
        "1/65", "1/2 ", "+1/2", "1/2/3", "01/2", "1/99999999999999999999"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(share_parse(bad[i], &s));
}

/* What is on disks and on other machines hangs on these. */
static void shares_stay_what_they_are(void **state)
{
    (void)state;
    assert_int_equal(share_of("vinnova", 4), 1);
    assert_int_equal(share_of("tillvaxtverket", 4), 1);
    assert_int_equal(share_of("", 4), 4);
    for (unsigned n = 1; n <= SHARES_MAX; n++) {
        unsigned seen[SHARES_MAX + 1] = {0};
        for (int i = 0; i < 6400; i++) {
            char id[24];
            snprintf(id, sizeof id, "call-%d", i);
            unsigned at = share_of(id, n);
            assert_true(at >= 1 && at <= n);
            seen[at]++;
        }
        /* Evenly: 6 standard deviations. */
        for (unsigned k = 1; k <= n; k++)
            assert_true(abs((int)seen[k] - (int)(6400 / n)) <
                        6 * sqrt(6400.0 / n));
    }
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(one_database),    T(stub_files),
        T(lists),           T(what_is_wrong_is_named),
        T(shares_are_read), T(shares_stay_what_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
