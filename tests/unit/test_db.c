/* test_db.c - many processes that open a new database at once; an older one
 * that may only be read; one that gets smaller. */
#include "medel/db.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define CROWD 16
#define ROUNDS 12

static const char *const STEPS[] = {
    "CREATE TABLE guest (name INTEGER PRIMARY KEY) STRICT;",
    "CREATE TABLE gift (name INTEGER PRIMARY KEY) STRICT;"};
static const struct db_schema SCHEMA = {0x6d647478,    2,    STEPS,
                                        "medel write", true, 0};
static const struct db_schema OLD_SCHEMA = {0x6d647478,    1,    STEPS,
                                            "medel write", true, 0};

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

/* --- room given back ------------------------------------------------------ */

#define GIFTS 2000 /* of more than a page each */

static void make(const char *path, bool shrinks, sqlite3 **ret)
{
    struct err e = ERR_INIT;
    const struct db_schema schema = {0x6d647478,    2,       STEPS,
                                     "medel write", shrinks, 0};
    assert_int_equal(db_open(path, DB_READ_WRITE, &schema, ret, &e), ST_OK);
    assert_int_equal(
        db_exec(*ret,
                "PRAGMA synchronous=OFF; CREATE TABLE wrapped (content BLOB);"
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                " WHERE i < 2000) INSERT INTO wrapped"
                " SELECT zeroblob(5000) FROM n;",
                &e),
        ST_OK);
}

static void drop(sqlite3 *db, int rest)
{
    struct err e = ERR_INIT;
    char sql[80];
    snprintf(sql, sizeof sql, "DELETE FROM wrapped WHERE rowid > %d", rest);
    assert_int_equal(db_exec(db, sql, &e), ST_OK);
}

static int64_t number(sqlite3 *db, const char *sql)
{
    struct err e = ERR_INIT;
    sqlite3_stmt *s = NULL;
    bool row = false;
    assert_int_equal(db_prepare(db, sql, &s, &e), ST_OK);
    assert_int_equal(db_step(s, &row, &e), ST_OK);
    int64_t n = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return n;
}

static void shrink(sqlite3 *db, int64_t max)
{
    struct err e = ERR_INIT;
    assert_int_equal(db_shrink(db, max, &e), ST_OK);
}

static int64_t pages(sqlite3 *db)
{
    return number(db, "PRAGMA page_count");
}

static int64_t unused(sqlite3 *db)
{
    return number(db, "PRAGMA freelist_count");
}

static off_t size_of(const char *path)
{
    struct stat sb;
    assert_int_equal(stat(path, &sb), 0);
    return sb.st_size;
}

static void in_new_folder(char *folder, char *path, size_t size)
{
    assert_non_null(mkdtemp(folder));
    snprintf(path, size, "%s/x.db", folder);
}

static void remove_all(const char *folder)
{
    static const char *const NAMES[] = {"x.db", "x.db-wal", "x.db-shm"};
    char path[80];
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, NAMES[i]);
        unlink(path);
    }
    assert_int_equal(rmdir(folder), 0);
}

static void test_room_is_given_back(void **state)
{
    (void)state;
    char folder[] = "/tmp/medel-db-XXXXXX", path[64];
    sqlite3 *db;
    in_new_folder(folder, path, sizeof path);
    make(path, true, &db);
    int64_t full = pages(db);
    assert_true(full > GIFTS);
    /* A little that is free stays for what comes next. */
    drop(db, GIFTS - 100);
    shrink(db, full);
    assert_int_equal(pages(db), full);
    assert_true(unused(db) > 100);
    drop(db, GIFTS / 10);
    int64_t before = unused(db);
    assert_true(before > full / 2);
    /* No more than is asked for. */
    shrink(db, 1500);
    assert_int_equal(unused(db), before - 1500);
    shrink(db, full);
    assert_true(pages(db) < full / 5);
    assert_true(unused(db) > 0 && unused(db) < pages(db) / 5);
    assert_int_equal(size_of(path), 4096 * pages(db));
    assert_int_equal(number(db, "SELECT count(*) FROM wrapped"), GIFTS / 10);
    assert_int_equal(number(db, "SELECT count(*) FROM pragma_integrity_check"
                                " WHERE integrity_check = 'ok'"),
                     1);
    db_close(db);
    remove_all(folder);
}

/* As an older medel made it. */
static void test_other_files_keep_their_room(void **state)
{
    (void)state;
    char folder[] = "/tmp/medel-db-XXXXXX", path[64];
    sqlite3 *db;
    in_new_folder(folder, path, sizeof path);
    make(path, false, &db);
    int64_t full = pages(db);
    drop(db, 10);
    shrink(db, full);
    assert_int_equal(pages(db), full);
    assert_true(unused(db) > full / 2);
    db_close(db);
    remove_all(folder);
}

/* A file has the pages that it was made with. */
static void test_pages(void **state)
{
    (void)state;
    static const int BYTES[] = {8192, 0};
    char folder[] = "/tmp/medel-db-XXXXXX", path[64];
    in_new_folder(folder, path, sizeof path);
    for (size_t i = 0; i < 2; i++) {
        sqlite3 *db = NULL;
        const struct db_schema schema = {0x6d647478,    2,     STEPS,
                                         "medel write", false, BYTES[i]};
        assert_int_equal(db_open(path, DB_READ_WRITE, &schema, &db, NULL),
                         ST_OK);
        assert_int_equal(number(db, "PRAGMA page_size"), 8192);
        assert_int_equal(number(db, "PRAGMA wal_autocheckpoint"),
                         (16 << 20) / 8192);
        db_close(db);
    }
    remove_all(folder);
}

#define PIECES 4000

static void *give_back(void *pieces)
{
    for (size_t i = 0; i < PIECES; i += 3)
        sqlite3_free(((void **)pieces)[i]);
    return NULL;
}

/* What SQLite takes is its own, whoever gave it back before, and where. */
static void test_memory(void **state)
{
    (void)state;
    static void *pieces[PIECES];
    pthread_t other;
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < PIECES; i++) {
            size_t n = 1 + i * 7 % 1300;
            pieces[i] = sqlite3_malloc64(n);
            assert_non_null(pieces[i]);
            assert_true(sqlite3_msize(pieces[i]) >= n);
            memset(pieces[i], (int)(i % 251), n);
        }
        for (size_t i = 1; i < PIECES; i += 3) {
            pieces[i] = sqlite3_realloc64(pieces[i], 2000);
            memset((char *)pieces[i] + 1300, (int)(i % 251), 700);
        }
        for (size_t i = 0; i < PIECES; i++) {
            const unsigned char *p = pieces[i];
            for (size_t k = 0; k < 1 + i * 7 % 1300; k++)
                if (p[k] != i % 251)
                    fail_msg("piece %zu, byte %zu", i, k);
        }
        assert_int_equal(pthread_create(&other, NULL, give_back, pieces), 0);
        for (size_t i = 0; i < PIECES; i++)
            if (i % 3 != 0)
                sqlite3_free(pieces[i]);
        pthread_join(other, NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_get_in),
        cmocka_unit_test(test_older_names_its_mender),
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_room_is_given_back),
        cmocka_unit_test(test_other_files_keep_their_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
