/* test_journal.c - answers on their way to the store: the journal, and what is
 * read beside the crawl. */
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "../../crawler/journal.h"
#include "../../crawler/reading.h"

#include "medel/hash.h"
#include "medel/pack.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

static char dir[64], path[128];
static struct arena *mem;

static int set_up(void **state)
{
    (void)state;
    snprintf(dir, sizeof dir, "/tmp/medel-journal-XXXXXX");
    if (mkdtemp(dir) == NULL)
        return -1;
    snprintf(path, sizeof path, "%s/crawl.journal", dir);
    mem = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(mem);
    unlink(path);
    return rmdir(dir);
}

static struct journal *open_it(void)
{
    struct journal *j = NULL;
    struct err e = ERR_INIT;
    if (journal_open(dir, &j, &e) != ST_OK)
        fail_msg("%s", e.text);
    return j;
}

static long size(void)
{
    struct stat sb;
    return stat(path, &sb) == 0 ? (long)sb.st_size : -1;
}

#define END 8 /* bytes that say that there is no more */

static const char BODY[] = "\x1f\x8b\0 packed \0 bytes";

static enum status add(struct journal *j, const char *url, int64_t crawl)
{
    struct err e = ERR_INIT;
    const struct journal_record r = {.crawl = crawl,
                                     .url = url,
                                     .attempts = 2,
                                     .missed = true,
                                     .result = {.fate = FETCH_ANSWERED,
                                                .status = 200,
                                                .content_type = "text/html",
                                                .links = "</a>; rel=next\n</b>",
                                                .etag = "",
                                                .body = BODY,
                                                .body_len = sizeof BODY,
                                                .bytes = 321,
                                                .seconds = 0.25,
                                                .unframed = true}};
    return journal_add(j, &r, &e);
}

static size_t read_all(struct journal *j, struct journal_record **r)
{
    size_t n = 99;
    struct err e = ERR_INIT;
    assert_int_equal(journal_read(j, mem, r, &n, &e), ST_OK);
    return n;
}

static void test_what_is_added_is_read(void **state)
{
    (void)state;
    struct journal_record *r;
    struct journal *j = open_it();
    assert_int_equal(read_all(j, &r), 0);
    assert_int_equal(add(j, "http://a.se/1", 7), ST_OK);
    assert_int_equal(add(j, "http://a.se/2", 8), ST_OK);
    journal_close(j); /* as if killed: nothing is cleared */
    j = open_it();
    assert_int_equal(read_all(j, &r), 2);
    assert_string_equal(r[0].url, "http://a.se/1");
    assert_string_equal(r[1].url, "http://a.se/2");
    assert_int_equal(r[1].crawl, 8);
    assert_int_equal(r[1].attempts, 2);
    assert_true(r[1].missed);
    const struct fetch_result *f = &r[1].result;
    assert_int_equal(f->fate, FETCH_ANSWERED);
    assert_int_equal(f->status, 200);
    assert_string_equal(f->content_type, "text/html");
    assert_string_equal(f->links, "</a>; rel=next\n</b>");
    assert_string_equal(f->etag, ""); /* and not NULL, as what is absent */
    assert_null(f->last_modified);
    assert_null(f->robots);
    assert_int_equal(f->body_len, sizeof BODY);
    assert_memory_equal(f->body, BODY, sizeof BODY);
    assert_int_equal(f->bytes, 321);
    assert_true(f->seconds > 0.24 && f->seconds < 0.26);
    assert_true(f->unframed && !f->plain && !f->cut);
    assert_int_equal(journal_clear(j, NULL), ST_OK);
    assert_int_equal(read_all(j, &r), 0);
    journal_close(j);
    assert_int_equal(size(), -1); /* an empty one is not left about */
}

/* Cut off anywhere, or with any byte changed: what is before stays. */
static void test_damage(void **state)
{
    (void)state;
    struct journal_record *r;
    struct journal *j = open_it();
    assert_int_equal(add(j, "http://a.se/1", 7), ST_OK);
    long one = size() - END;
    assert_int_equal(add(j, "http://a.se/2", 7), ST_OK);
    long two = size() - END;
    for (long at = one; at < two; at++) {
        FILE *f = fopen(path, "r+b");
        assert_int_equal(fseek(f, at, SEEK_SET), 0);
        int byte = fgetc(f);
        assert_int_equal(fseek(f, at, SEEK_SET), 0);
        fputc(byte ^ 0x55, f);
        fclose(f);
        assert_int_equal(read_all(j, &r), 1);
        f = fopen(path, "r+b");
        assert_int_equal(fseek(f, at, SEEK_SET), 0);
        fputc(byte, f);
        fclose(f);
    }
    assert_int_equal(read_all(j, &r), 2);
    for (long n = two - 1; n >= one; n--) {
        assert_int_equal(truncate(path, n), 0);
        assert_int_equal(read_all(j, &r), 1);
    }
    journal_close(j);
}

static void test_kept(void **state)
{
    (void)state;
    struct journal_record *r;
    struct journal *j = open_it();
    assert_int_equal(add(j, "http://a.se/1", 7), ST_OK);
    assert_int_equal(add(j, "http://b.se/1", 8), ST_OK);
    assert_int_equal(read_all(j, &r), 2);
    assert_int_equal(journal_keep(j, &r[1], 1, NULL), ST_OK);
    assert_int_equal(add(j, "http://c.se/1", 9), ST_OK);
    assert_int_equal(read_all(j, &r), 2);
    assert_int_equal(journal_clear(j, NULL), ST_OK);
    assert_int_equal(read_all(j, &r), 1);
    assert_string_equal(r[0].url, "http://b.se/1");
    assert_int_equal(journal_keep(j, r, 0, NULL), ST_OK);
    assert_int_equal(read_all(j, &r), 0);
    journal_close(j);
}

/* A record takes the place of a forgotten one of just its length, and does not
 * bring the next one back. */
static void test_forgotten(void **state)
{
    (void)state;
    struct journal_record *r;
    struct journal *j = open_it();
    for (int round = 0; round < 3; round++) {
        for (int n = 3; n > 0; n--) {
            for (int i = 0; i < n; i++)
                assert_int_equal(add(j, "http://a.se/1", 10 * n + i), ST_OK);
            assert_int_equal(read_all(j, &r), n);
            assert_int_equal(r[n - 1].crawl, 10 * n + n - 1);
            assert_int_equal(journal_clear(j, NULL), ST_OK);
            assert_int_equal(read_all(j, &r), 0);
        }
        assert_int_equal(add(j, "http://b.se/1", 8), ST_OK);
        journal_close(j); /* as if killed */
        j = open_it();
        assert_int_equal(read_all(j, &r), 1);
        assert_string_equal(r[0].url, "http://b.se/1");
        assert_int_equal(journal_keep(j, r, (size_t)(round % 2), NULL), ST_OK);
        assert_int_equal(add(j, "http://c.se/1", 8), ST_OK);
        assert_int_equal(read_all(j, &r), 1 + round % 2);
        assert_int_equal(journal_clear(j, NULL), ST_OK);
        assert_int_equal(journal_keep(j, NULL, 0, NULL), ST_OK);
    }
    journal_close(j);
    assert_int_equal(size(), -1);
}

/* A kill between a record and the mark behind it: the older record there, of
 * just that length, is none. */
static void test_old_one_behind(void **state)
{
    (void)state;
    char bytes[END];
    struct journal_record *r;
    struct journal *j = open_it();
    assert_int_equal(add(j, "http://a.se/1", 7), ST_OK);
    long first = size() - END;
    assert_int_equal(add(j, "http://a.se/2", 7), ST_OK);
    FILE *f = fopen(path, "r+b");
    assert_non_null(f);
    assert_int_equal(fseek(f, first, SEEK_SET), 0);
    assert_int_equal(fread(bytes, 1, END, f), END);
    assert_int_equal(journal_clear(j, NULL), ST_OK);
    assert_int_equal(add(j, "http://b.se/1", 8), ST_OK);
    assert_int_equal(fseek(f, first, SEEK_SET), 0);
    assert_int_equal(fwrite(bytes, 1, END, f), END);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(read_all(j, &r), 1);
    assert_string_equal(r[0].url, "http://b.se/1");
    journal_close(j);
}

/* What finds no room leaves nothing behind. */
static void test_full_disk(void **state)
{
    (void)state;
    struct rlimit before, little;
    struct journal_record *r;
    struct journal *j = open_it();
    assert_int_equal(add(j, "http://a.se/1", 7), ST_OK);
    long one = size();
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    little = (struct rlimit){(rlim_t)one + 50, before.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
    enum status st = add(j, "http://a.se/2", 7);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(st, ST_IO);
    assert_int_equal(size(), one - END);
    assert_int_equal(add(j, "http://a.se/3", 7), ST_OK);
    assert_int_equal(read_all(j, &r), 2);
    assert_string_equal(r[1].url, "http://a.se/3");
    journal_close(j);
}

/* --- readings ------------------------------------------------------------- */

#define PAGE "<title>Bidrag</title><h1>S\xc3\xb6k</h1><p>Senast 1 maj 2027."

static void count(void *arg)
{
    ++*(int *)arg; /* under the reader's lock, as reader_finish() is */
}

static void test_reading(void **state)
{
    (void)state;
    struct reader *reader;
    struct reading r[2];
    struct packer *packer = packer_new();
    int woken = 0, asked = 0;
    const char *text;
    size_t len;
    assert_int_equal(reader_new(count, &woken, false, &reader, NULL), ST_OK);
    for (int i = 0; i < 2; i++)
        reading_init(&r[i], READING_MAX_BYTES);
    const int64_t hash = (int64_t)hash_bulk(PAGE, strlen(PAGE)),
                  now = 1796000000;
    const struct fetch_result page = {.body = PAGE, .body_len = strlen(PAGE)};
    const struct fetch_result bad = {
        .content_encoding = "gzip", .body = "\x1f\x8b nothing", .body_len = 10};
    for (int round = 0; round < 100; round++) {
        /* By the thread, or by who comes first. */
        reader_add(reader, &r[0], &page, round % 2 != 0, hash, now);
        reader_add(reader, &r[1], &bad, false, 0, now);
        if (round % 3 != 0)
            reader_help(reader);
        bool waited = false;
        while (round % 3 == 1 && reader_state(reader, &r[0]) != READING_DONE)
            waited = true;
        asked += waited;
        reader_finish(reader, &r[0]);
        assert_int_equal(reader_state(reader, &r[0]), READING_DONE);
        assert_true(r[0].good);
        assert_int_equal(r[0].hash, hash);
        assert_string_equal(r[0].visible.title, "Bidrag");
        assert_string_equal(r[0].body.data, PAGE);
        struct visible v;
        struct looks looks;
        visible_read(mem, PAGE, strlen(PAGE), &v);
        looks_of(mem, &v, now, false, &looks);
        assert_true(looks_same(&looks, &r[0].looks));
        assert_true(looks.figures == r[0].looks.figures);
        /* What is in the store is not packed again. */
        assert_int_equal(r[0].frame.len != 0, round % 2 == 0);
        if (round == 0) {
            assert_int_equal(unpack(packer, mem, r[0].frame.data,
                                    r[0].frame.len, 1000, &text, &len, NULL),
                             ST_OK);
            assert_string_equal(text, PAGE);
        }
        reader_finish(reader, &r[1]);
        assert_false(r[1].good);
    }
    /* Whoever found it not done was told when it was. */
    assert_true(woken >= asked);
    /* Larger than is held. */
    char *large = calloc(1, READING_MAX_BYTES + 1);
    const struct fetch_result whole = {.body = large,
                                       .body_len = READING_MAX_BYTES + 1};
    reader_add(reader, &r[0], &whole, false, 0, now);
    reader_help(reader);
    reader_finish(reader, &r[0]);
    assert_false(r[0].good);
    /* What waits is left as it is; what is under way comes to its end. */
    reader_add(reader, &r[1], &page, false, 0, now);
    reader_help(reader);
    reader_free(reader);
    assert_int_not_equal(r[1].state, READING_BUSY);
    assert_int_equal(r[1].good, r[1].state == READING_DONE);
    free(large);
    for (int i = 0; i < 2; i++)
        reading_free(&r[i]);
    packer_free(packer);
}

static size_t gzip(const char *text, char *out, size_t room)
{
    z_stream z = {.next_in = (Bytef *)(uintptr_t)text,
                  .avail_in = (uInt)strlen(text),
                  .next_out = (Bytef *)out,
                  .avail_out = (uInt)room};
    assert_int_equal(
        deflateInit2(&z, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY),
        Z_OK);
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return room - z.avail_out;
}

/* Not beside the crawl, but as if it were. */
static void test_reading_at_once(void **state)
{
    (void)state;
    enum { MAX = 4000 };
    const int64_t now = 1796000000;
    struct err e = ERR_INIT;
    struct reader *reader;
    struct reading r;
    struct buf body;
    char long_page[2000] = PAGE, packed[1000];
    memset(long_page + strlen(PAGE), '.', sizeof long_page - strlen(PAGE) - 1);
    size_t n = gzip(long_page, packed, sizeof packed);
    int woken = 0;
    assert_int_equal(reader_new(count, &woken, false, &reader, NULL), ST_OK);
    reading_init(&r, MAX);
    buf_init(&body, 2 * MAX);
    const struct fetch_result plain = {.body = PAGE, .body_len = strlen(PAGE)};
    assert_int_equal(reader_read(reader, &r, &plain, now, &e), ST_OK);
    assert_true(r.good);
    assert_string_equal(r.visible.title, "Bidrag");
    assert_int_equal(r.hash, (int64_t)hash_bulk(PAGE, strlen(PAGE)));
    assert_int_equal(r.frame.len, 0); /* whoever stores it packs it */
    /* Gzip is kept as it came. */
    const struct fetch_result zipped = {
        .content_encoding = "gzip", .body = packed, .body_len = n};
    assert_int_equal(reader_read(reader, &r, &zipped, now, &e), ST_OK);
    assert_true(r.good);
    assert_int_equal(r.frame.len, n);
    assert_memory_equal(r.frame.data, packed, n);
    reading_take_body(&r, &body);
    assert_string_equal(body.data, long_page);
    assert_int_equal(body.max, 2 * MAX);
    assert_int_equal(r.body.max, MAX);
    /* Nothing of the page before is left in one that fails. */
    const struct fetch_result cut = {
        .content_encoding = "gzip", .body = packed, .body_len = n - 9};
    assert_int_equal(reader_read(reader, &r, &cut, now, &e), ST_INVALID);
    assert_false(r.good);
    char large[MAX + 1] = {0};
    const struct fetch_result whole = {.body = large, .body_len = sizeof large};
    assert_int_equal(reader_read(reader, &r, &whole, now, &e), ST_LIMIT);
    assert_false(r.good);
    reader_free(reader);
    assert_int_equal(woken, 0);
    reading_free(&r);
    buf_free(&body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_is_added_is_read, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_damage, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_kept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_forgotten, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_old_one_behind, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_full_disk, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_reading, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_reading_at_once, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
