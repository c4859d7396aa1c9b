/* test_crawl_store.c - db.c, pack.c and the reading side of crawl.db. */
#include "medel/crawl_store.h"
#include "medel/pack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <zlib.h>

static char dir[64];
static char file[96];

static int make_dir(void **state)
{
    (void)state;
    snprintf(dir, sizeof dir, "/tmp/medel-test-XXXXXX");
    if (mkdtemp(dir) == NULL)
        return -1;
    snprintf(file, sizeof file, "%s/crawl.db", dir);
    return 0;
}

static int remove_dir(void **state)
{
    (void)state;
    const char *const names[] = {"crawl.db", "crawl.db-wal", "crawl.db-shm"};
    for (size_t i = 0; i < 3; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", dir, names[i]);
        unlink(path);
    }
    return rmdir(dir);
}

static void write_file(const char *bytes, size_t n)
{
    FILE *f = fopen(file, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static enum status try_open(enum db_mode mode, struct err *e)
{
    struct crawl_store *s = NULL;
    enum status st = crawl_store_open(dir, mode, &s, e);
    assert_int_equal(st, e->status);
    assert_true((st == ST_OK) == (s != NULL));
    crawl_store_close(s);
    return st;
}

static void test_open_missing(void **state)
{
    (void)state;
    struct err e = ERR_INIT;
    assert_int_equal(try_open(DB_READ_ONLY, &e), ST_NOT_FOUND);
    assert_int_not_equal(access(file, F_OK), 0);
}

static void test_open_foreign(void **state)
{
    (void)state;
    char junk[4096];
    memset(junk, 'x', sizeof junk);
    write_file(junk, sizeof junk);
    struct err e = ERR_INIT;
    assert_int_equal(try_open(DB_READ_WRITE, &e), ST_CORRUPT);
    assert_non_null(strstr(e.text, "crawl.db"));
    unlink(file);

    sqlite3 *db;
    assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
    sqlite3_exec(db, "CREATE TABLE theirs(x)", NULL, NULL, NULL);
    sqlite3_close(db);
    for (int mode = DB_READ_ONLY; mode <= DB_READ_WRITE; mode++) {
        err_clear(&e);
        assert_int_equal(try_open((enum db_mode)mode, &e), ST_CORRUPT);
    }
    /* Looked at, not touched. */
    assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "SELECT x FROM theirs", 0, 0, 0), 0);
    assert_int_not_equal(sqlite3_exec(db, "SELECT 1 FROM page", 0, 0, 0), 0);
    sqlite3_close(db);
}

static void test_open_newer(void **state)
{
    (void)state;
    struct err e = ERR_INIT;
    assert_int_equal(try_open(DB_READ_WRITE, &e), ST_OK);
    sqlite3 *db;
    assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
    sqlite3_exec(db, "PRAGMA user_version=99", NULL, NULL, NULL);
    sqlite3_close(db);
    assert_int_equal(try_open(DB_READ_WRITE, &e), ST_CORRUPT);
    assert_non_null(strstr(e.text, "99"));
}

/* As version 1 left it; what was in it stays. */
static void test_open_older(void **state)
{
    (void)state;
    static const char BACK_TO_1[] =
        "INSERT INTO funder(id, name, regions) VALUES('f', 'F', 1);"
        "INSERT INTO host(name) VALUES('f.test');"
        "INSERT INTO variant(funder, shape, n) VALUES('f', 'f.test:80/#', 7);"
        "DROP INDEX page_adapter;"
        "ALTER TABLE page DROP COLUMN adapter;"
        "ALTER TABLE page DROP COLUMN inline;"
        "INSERT INTO page(url, funder, host, depth, rank, found_at, version)"
        " VALUES('http://f.test/', 'f', 1, 0, 0, 5, 1);"
        "DELETE FROM meta;"
        "DROP INDEX page_near_0; DROP INDEX page_near_1;"
        "DROP INDEX page_near_2; DROP INDEX page_near_3;"
        "ALTER TABLE page DROP COLUMN simhash;"
        "ALTER TABLE page DROP COLUMN exact;"
        "ALTER TABLE page DROP COLUMN figures;"
        "ALTER TABLE page DROP COLUMN near_of;"
        "ALTER TABLE body DROP COLUMN clock;"
        "ALTER TABLE variant DROP COLUMN looked;"
        "ALTER TABLE variant DROP COLUMN alike;"
        "ALTER TABLE host DROP COLUMN missing_simhash;"
        "ALTER TABLE host DROP COLUMN missing_exact;"
        "ALTER TABLE host DROP COLUMN missing_figures;"
        "ALTER TABLE host DROP COLUMN missing_target;"
        "PRAGMA user_version=1";
    struct err e = ERR_INIT;
    sqlite3 *db;
    sqlite3_stmt *s;
    assert_int_equal(try_open(DB_READ_WRITE, &e), ST_OK);
    assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, BACK_TO_1, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    /* A reader does not change it, and says who does. */
    assert_int_equal(try_open(DB_READ_ONLY, &e), ST_INVALID);
    assert_non_null(strstr(e.text, "older"));
    err_clear(&e);
    assert_int_equal(try_open(DB_READ_WRITE, &e), ST_OK);
    assert_int_equal(try_open(DB_READ_ONLY, &e), ST_OK);
    assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(db,
                           "SELECT n, looked, missing_exact FROM variant, host"
                           " WHERE name = 'f.test' AND funder = 'f'",
                           -1, &s, NULL),
        SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    assert_int_equal(sqlite3_column_int(s, 0), 7);
    assert_int_equal(sqlite3_column_int(s, 1), 0);
    assert_int_equal(sqlite3_column_int(s, 2), 0);
    sqlite3_finalize(s);
    /* Its bodies and looks have hashes of before. */
    assert_int_equal(
        sqlite3_prepare_v2(db,
                           "SELECT count(*) FROM meta"
                           " WHERE key IN ('old_hashes', 'old_looks')",
                           -1, &s, NULL),
        SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    assert_int_equal(sqlite3_column_int(s, 0), 2);
    sqlite3_finalize(s);
    sqlite3_close(db);
}

static void test_open_empty_file(void **state)
{
    (void)state;
    write_file("", 0);
    struct err e = ERR_INIT;
    assert_int_equal(try_open(DB_READ_ONLY, &e), ST_NOT_FOUND);
    err_clear(&e);
    assert_int_equal(try_open(DB_READ_WRITE, &e), ST_OK);
    assert_int_equal(try_open(DB_READ_ONLY, &e), ST_OK);
}

/* A reader who may not write in the folder. */
static void test_open_read_only_folder(void **state)
{
    (void)state;
    struct err e = ERR_INIT;
    assert_int_equal(try_open(DB_READ_WRITE, &e), ST_OK);
    chmod(dir, 0555);
    assert_int_equal(try_open(DB_READ_ONLY, &e), ST_OK);
    chmod(dir, 0755);
    char path[128];
    snprintf(path, sizeof path, "%s-wal", file);
    unlink(path);
    snprintf(path, sizeof path, "%s-shm", file);
    unlink(path);
    chmod(dir, 0555);
    assert_int_equal(try_open(DB_READ_ONLY, &e), ST_OK);
    chmod(dir, 0755);
}

static void test_pack_round_trip(void **state)
{
    (void)state;
    struct packer *p = packer_new();
    struct arena *mem = arena_new();
    struct buf frame;
    buf_init(&frame, 1 << 20);
    struct err e = ERR_INIT;
    char text[10000];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(i * i % 251);
    const char *out;
    size_t n;
    const size_t lengths[] = {0, 1, 100, sizeof text};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(pack(p, text, lengths[i], &frame, &e), ST_OK);
        assert_int_equal(
            unpack(p, mem, frame.data, frame.len, sizeof text, &out, &n, &e),
            ST_OK);
        assert_int_equal(n, lengths[i]);
        assert_memory_equal(out, text, n);
        assert_int_equal(out[n], 0);
    }
    assert_int_equal(
        unpack(p, mem, frame.data, frame.len, sizeof text - 1, &out, &n, NULL),
        ST_LIMIT);
    /* Every flipped byte is noticed, or harmless. */
    for (size_t i = 0; i < frame.len; i++) {
        frame.data[i] ^= 0x55;
        if (unpack(p, mem, frame.data, frame.len, sizeof text, &out, &n,
                   NULL) == ST_OK)
            assert_memory_equal(out, text, n);
        frame.data[i] ^= 0x55;
    }
    assert_int_equal(
        unpack(p, mem, frame.data, frame.len / 2, sizeof text, &out, &n, NULL),
        ST_CORRUPT);
    assert_int_equal(unpack(p, mem, "junk", 4, 100, &out, &n, NULL),
                     ST_CORRUPT);
    buf_free(&frame);
    arena_free(mem);
    packer_free(p);
}

/* Appends TEXT as a member of gzip. */
static void gzip(struct buf *b, const char *text, size_t len)
{
    unsigned char out[4096];
    z_stream z = {.next_in = (z_const Bytef *)text,
                  .avail_in = (uInt)len,
                  .next_out = out,
                  .avail_out = sizeof out};
    assert_int_equal(
        deflateInit2(&z, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY),
        Z_OK);
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    assert_int_equal(buf_append(b, out, sizeof out - z.avail_out), ST_OK);
    deflateEnd(&z);
}

static void test_gzip_frames(void **state)
{
    (void)state;
    struct packer *p = packer_new();
    struct arena *mem = arena_new();
    struct buf frame, text;
    const char *out;
    char big[3000];
    size_t n;
    memset(big, 'a', sizeof big);
    buf_init(&frame, 1 << 20);
    buf_init(&text, sizeof big);
    gzip(&frame, big, sizeof big);
    assert_true(pack_gunzip(p, frame.data, frame.len, &text));
    assert_int_equal(text.len, sizeof big);
    assert_memory_equal(text.data, big, sizeof big);
    assert_int_equal(text.data[text.len], 0);
    assert_true(pack_keeps_gzip(frame.len, text.len));
    assert_false(pack_keeps_gzip(text.len, text.len));
    assert_int_equal(
        unpack(p, mem, frame.data, frame.len, sizeof big, &out, &n, NULL),
        ST_OK);
    assert_int_equal(n, sizeof big);
    assert_memory_equal(out, big, n);
    assert_int_equal(out[n], 0);
    assert_int_equal(
        unpack(p, mem, frame.data, frame.len, sizeof big - 1, &out, &n, NULL),
        ST_LIMIT);
    /* Every flipped byte is noticed, or harmless. */
    for (size_t i = 0; i < frame.len; i++) {
        frame.data[i] ^= 0x55;
        buf_reset(&text);
        if (pack_gunzip(p, frame.data, frame.len, &text))
            assert_memory_equal(text.data, big, sizeof big);
        else
            assert_int_equal(text.len, 0);
        enum status st =
            unpack(p, mem, frame.data, frame.len, sizeof big, &out, &n, NULL);
        assert_true(st == ST_CORRUPT || st == ST_LIMIT ||
                    memcmp(out, big, sizeof big) == 0);
        frame.data[i] ^= 0x55;
    }
    /* Cut off; with junk behind; two in a row; more than there is room for. */
    buf_reset(&text);
    assert_false(pack_gunzip(p, frame.data, frame.len / 2, &text));
    assert_false(pack_gunzip(p, "\x1f\x8b", 2, &text));
    assert_false(pack_gunzip(p, "", 0, &text));
    struct buf small;
    buf_init(&small, sizeof big - 1);
    assert_false(pack_gunzip(p, frame.data, frame.len, &small));
    buf_free(&small);
    size_t one = frame.len;
    gzip(&frame, big, sizeof big);
    assert_false(pack_gunzip(p, frame.data, frame.len, &text));
    assert_false(pack_gunzip(p, frame.data, one + 1, &text));
    assert_int_equal(text.len, 0);
    buf_free(&text);
    buf_free(&frame);
    arena_free(mem);
    packer_free(p);
}

static void add_body(struct crawl_store *s, int page, int version,
                     const char *text)
{
    struct packer *p = packer_new();
    struct buf frame;
    struct err e = ERR_INIT;
    buf_init(&frame, 1 << 20);
    assert_int_equal(pack(p, text, strlen(text), &frame, &e), ST_OK);
    sqlite3_stmt *q;
    assert_int_equal(db_prepare(crawl_store_db(s),
                                "INSERT INTO body(page, version, fetched_at,"
                                " length, zstd) VALUES(?1, ?2, 5, ?3, ?4)",
                                &q, &e),
                     ST_OK);
    sqlite3_bind_int(q, 1, page);
    sqlite3_bind_int(q, 2, version);
    sqlite3_bind_int64(q, 3, (int64_t)strlen(text));
    sqlite3_bind_blob(q, 4, frame.data, (int)frame.len, SQLITE_STATIC);
    assert_int_equal(db_run(q, &e), ST_OK);
    sqlite3_finalize(q);
    buf_free(&frame);
    packer_free(p);
}

struct seen {
    struct crawl_store *s;
    int n;
    int64_t revisions[8];
    enum status answer;
};

static enum status note(void *arg, const struct crawl_page *p, struct err *e)
{
    struct seen *seen = arg;
    seen->revisions[seen->n++] = p->revision;
    /* The store can be used from within. */
    struct arena *mem = arena_new();
    struct crawl_page again;
    assert_int_equal(crawl_store_page(seen->s, mem, p->url, &again, e), ST_OK);
    assert_int_equal(again.id, p->id);
    assert_string_equal(again.funder_id, "f");
    arena_free(mem);
    return seen->answer;
}

static void test_reading(void **state)
{
    (void)state;
    struct crawl_store *s;
    struct err e = ERR_INIT;
    assert_int_equal(crawl_store_open(dir, DB_READ_WRITE, &s, &e), ST_OK);
    int64_t rev = -1;
    assert_int_equal(crawl_store_revision(s, &rev, &e), ST_OK);
    assert_int_equal(rev, 0);
    assert_int_equal(
        db_exec(crawl_store_db(s),
                "INSERT INTO funder(id,name,regions,problem)"
                " VALUES('f','F',3,NULL);"
                "INSERT INTO host(id,name) VALUES(1,'h');"
                "INSERT INTO page(id,url,funder,host,kind,state,depth,rank,"
                " found_at,version,revision,noindex,target) VALUES"
                "(1,'http://h/','f',1,0,1,0,0,0,2,7,1,NULL),"
                "(2,'http://h/a','f',1,0,2,1,0,0,0,5,0,'http://h/b'),"
                "(3,'http://h/s.xml','f',1,1,1,1,0,0,0,6,0,NULL),"
                "(4,'http://h/new','f',1,0,0,1,0,0,0,0,0,NULL)",
                &e),
        ST_OK);
    add_body(s, 1, 1, "old");
    add_body(s, 1, 2, "<p>new");

    struct seen seen = {.s = s};
    assert_int_equal(crawl_store_changed(s, 0, note, &seen, &e), ST_OK);
    assert_int_equal(seen.n, 2); /* not the sitemap, not the new one */
    assert_int_equal(seen.revisions[0], 5);
    assert_int_equal(seen.revisions[1], 7);
    seen.n = 0;
    assert_int_equal(crawl_store_changed(s, 5, note, &seen, &e), ST_OK);
    assert_int_equal(seen.n, 1);
    seen = (struct seen){.s = s, .answer = ST_LIMIT};
    assert_int_equal(crawl_store_changed(s, 0, note, &seen, &e), ST_LIMIT);
    assert_int_equal(seen.n, 1);

    struct arena *mem = arena_new();
    struct crawl_page p;
    assert_int_equal(crawl_store_page(s, mem, "http://h/a", &p, &e), ST_OK);
    assert_int_equal(p.state, PAGE_STATE_REDIRECT);
    assert_string_equal(p.target, "http://h/b");
    assert_null(p.content_type);
    assert_int_equal(crawl_store_page(s, mem, "http://h/?", &p, &e),
                     ST_NOT_FOUND);
    err_clear(&e);

    const char *bytes;
    size_t n;
    assert_int_equal(crawl_store_body(s, mem, 1, &bytes, &n, &e), ST_OK);
    assert_int_equal(n, 6);
    assert_string_equal(bytes, "<p>new");
    assert_int_equal(crawl_store_body(s, mem, 2, &bytes, &n, &e), ST_NOT_FOUND);
    err_clear(&e);
    /* Damage to one body is told apart from damage to the store. */
    assert_int_equal(db_exec(crawl_store_db(s),
                             "UPDATE body SET zstd = x'28b52ffd' WHERE "
                             "version = 2",
                             &e),
                     ST_OK);
    assert_int_equal(crawl_store_body(s, mem, 1, &bytes, &n, &e), ST_INVALID);
    assert_int_equal(e.status, ST_INVALID);
    err_clear(&e);

    struct crawl_answer a;
    assert_int_equal(
        db_exec(
            crawl_store_db(s),
            "UPDATE page SET http_status = 301, reason = 'why' WHERE id = 2",
            &e),
        ST_OK);
    assert_int_equal(crawl_store_answer(s, mem, "http://h/a", &a, &e), ST_OK);
    assert_int_equal(a.state, PAGE_STATE_REDIRECT);
    assert_int_equal(a.http_status, 301);
    assert_string_equal(a.target, "http://h/b");
    assert_string_equal(a.reason, "why");
    assert_int_equal(crawl_store_answer(s, mem, "http://h/", &a, &e), ST_OK);
    assert_int_equal(a.http_status, 0);
    assert_null(a.target);
    assert_null(a.reason);
    assert_int_equal(crawl_store_answer(s, mem, "http://h/?", &a, &e),
                     ST_NOT_FOUND);
    err_clear(&e);
    int64_t links = -1; /* the page and the new one, not the sitemap */
    assert_int_equal(crawl_store_count_links(s, "f", &links, &e), ST_OK);
    assert_int_equal(links, 2);
    assert_int_equal(crawl_store_count_links(s, "g", &links, &e), ST_OK);
    assert_int_equal(links, 0);
    arena_free(mem);
    crawl_store_close(s);
}

static enum status note_id(void *arg, const struct crawl_page *p, struct err *e)
{
    struct seen *seen = arg;
    (void)e;
    seen->revisions[seen->n++] = p->id;
    return ST_OK;
}

/* The first and the last of those that say something of their own. */
static void test_some(void **state)
{
    (void)state;
    struct crawl_store *s;
    struct err e = ERR_INIT;
    assert_int_equal(crawl_store_open(dir, DB_READ_WRITE, &s, &e), ST_OK);
    assert_int_equal(
        db_exec(crawl_store_db(s),
                "INSERT INTO funder(id,name,regions) VALUES('f','F',3),"
                " ('g','G',3); INSERT INTO host(id,name) VALUES(1,'h');"
                "INSERT INTO page(id,url,funder,host,kind,state,depth,rank,"
                " found_at,version,adapter,duplicate_of) VALUES"
                "(1,'http://h/1','f',1,0,1,0,0,0,1,NULL,NULL),"
                "(2,'http://h/2','f',1,0,4,0,0,0,1,NULL,NULL),"
                "(3,'http://h/3','f',1,0,1,0,0,0,1,NULL,NULL),"
                "(4,'http://h/4','f',1,0,1,0,0,0,1,NULL,1),"    /* a copy */
                "(5,'http://h/5','f',1,1,1,0,0,0,1,NULL,NULL)," /* sitemap */
                "(6,'http://h/6','f',1,0,1,0,0,0,1,'x.y',NULL),"
                "(7,'http://h/7','f',1,0,3,0,0,0,1,NULL,NULL)," /* gone */
                "(8,'http://h/8','g',1,0,1,0,0,0,1,NULL,NULL),"
                "(9,'http://h/9','f',1,0,1,0,0,0,0,NULL,NULL)", /* no body */
                &e),
        ST_OK);
    struct seen seen = {0};
    assert_int_equal(crawl_store_some(s, "f", 1, note_id, &seen, &e), ST_OK);
    assert_int_equal(seen.n, 2);
    assert_int_equal(seen.revisions[0], 1);
    assert_int_equal(seen.revisions[1], 3);
    seen.n = 0;
    assert_int_equal(crawl_store_some(s, "f", 2, note_id, &seen, &e), ST_OK);
    assert_int_equal(seen.n, 3); /* each once */
    assert_int_equal(seen.revisions[1], 2);
    crawl_store_close(s);
}

static void test_transactions(void **state)
{
    (void)state;
    struct crawl_store *a, *b;
    struct err e = ERR_INIT;
    assert_int_equal(crawl_store_open(dir, DB_READ_WRITE, &a, &e), ST_OK);
    assert_int_equal(crawl_store_open(dir, DB_READ_WRITE, &b, &e), ST_OK);
    assert_int_equal(db_begin(crawl_store_db(a), &e), ST_OK);
    sqlite3_busy_timeout(crawl_store_db(b), 1);
    assert_int_equal(db_begin(crawl_store_db(b), &e), ST_BUSY);
    err_clear(&e);
    assert_int_equal(
        db_exec(crawl_store_db(a), "INSERT INTO meta VALUES('x', 1)", &e),
        ST_OK);
    db_rollback(crawl_store_db(a));
    db_rollback(crawl_store_db(a)); /* nothing to undo: no harm */
    assert_int_equal(db_exec(crawl_store_db(a), "INSERT INTO nowhere", &e),
                     ST_BUG);
    crawl_store_close(a);
    crawl_store_close(b);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, make_dir, remove_dir)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_open_missing),    TEST(test_open_foreign),
        TEST(test_open_newer),      TEST(test_open_older),
        TEST(test_open_empty_file), TEST(test_open_read_only_folder),
        TEST(test_pack_round_trip), TEST(test_gzip_frames),
        TEST(test_reading),         TEST(test_some),
        TEST(test_transactions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
