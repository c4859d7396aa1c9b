/* test_db.c - many processes that open a new database at once; an older one
 * that may only be read. */
#include "medel/db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define CROWD 16
#define ROUNDS 12

static const char *const STEPS[] = {
    "CREATE TABLE guest (name INTEGER PRIMARY KEY) STRICT;",
    "CREATE TABLE gift (name INTEGER PRIMARY KEY) STRICT;"};
static const struct db_schema SCHEMA = {0x6d647478, 2, STEPS, "medel write"};
static const struct db_schema OLD_SCHEMA = {0x6d647478, 1, STEPS,
                                            "medel write"};

/* What a child does once GATE is opened by closing its other end. */
static int visit(const char *path, int gate, int n)
{
    struct err e = ERR_INIT;
    sqlite3 *db = NULL;
    char c, sql[80];
    if (read(gate, &c, 1) != 0)
        return 99;
    snprintf(sql, sizeof sql, "INSERT INTO guest VALUES (%d)", n);
    enum status st = db_open(path, DB_READ_WRITE, &SCHEMA, &db, &e);
    if (st == ST_OK)
        st = db_begin(db, &e);
    if (st == ST_OK)
        st = db_exec(db, sql, &e);
    if (st == ST_OK)
        st = db_commit(db, &e);
    if (st != ST_OK)
        fprintf(stderr, "visitor %d: %s\n", n, e.text);
    db_close(db);
    return st != ST_OK;
}

static void crowd_in(const char *path)
{
    int gate[2], failed = 0, status;
    pid_t pids[CROWD];
    assert_int_equal(pipe(gate), 0);
    fflush(stdout);
    for (int i = 0; i < CROWD; i++) {
        pids[i] = fork();
        assert_true(pids[i] >= 0);
        if (pids[i] == 0) {
            close(gate[1]);
            _exit(visit(path, gate[0], i));
        }
    }
    close(gate[0]);
    close(gate[1]);
    for (int i = 0; i < CROWD; i++) {
        assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
        failed += status != 0;
    }
    assert_int_equal(failed, 0);
}

static int count_guests(const char *path)
{
    struct err e = ERR_INIT;
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    bool row = false;
    assert_int_equal(db_open(path, DB_READ_ONLY, &SCHEMA, &db, &e), ST_OK);
    assert_int_equal(db_prepare(db, "SELECT count(*) FROM guest", &s, &e),
                     ST_OK);
    assert_int_equal(db_step(s, &row, &e), ST_OK);
    int n = sqlite3_column_int(s, 0);
    sqlite3_finalize(s);
    db_close(db);
    return n;
}

static void test_all_get_in(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        char dir[] = "/tmp/medel-db-XXXXXX", path[64], command[64];
        assert_non_null(mkdtemp(dir));
        snprintf(path, sizeof path, "%s/own.db", dir);
        crowd_in(path);
        assert_int_equal(count_guests(path), CROWD);
        snprintf(command, sizeof command, "rm -rf '%s'", dir);
        assert_int_equal(system(command), 0);
    }
}

static void test_older_names_its_mender(void **state)
{
    (void)state;
    char dir[] = "/tmp/medel-db-XXXXXX", path[64], command[64];
    struct err e = ERR_INIT;
    sqlite3 *db = NULL;
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/own.db", dir);
    assert_int_equal(db_open(path, DB_READ_WRITE, &OLD_SCHEMA, &db, &e), ST_OK);
    db_close(db);
    assert_int_equal(db_open(path, DB_READ_ONLY, &SCHEMA, &db, &e), ST_INVALID);
    assert_non_null(strstr(e.text, "'medel write'"));
    assert_int_equal(db_open(path, DB_READ_WRITE, &SCHEMA, &db, &e), ST_OK);
    db_close(db);
    assert_int_equal(count_guests(path), 0);
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    assert_int_equal(system(command), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_get_in),
        cmocka_unit_test(test_older_names_its_mender),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
