/*
 * test_catchup.c - the index follows calls.db: what a document holds, the
 * switch of generations, damage, and kills at any moment.
 */
#include "../../indexer/catchup.h"
#include "../../indexer/document.h"
#include "../../indexer/generation.h"
#include "index_help.h"

#include "medel/buf.h"
#include "medel/index_schema.h"
#include "medel/xapian_shim.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

static char note_text[256];

static void keep_note(void *arg, const char *why)
{
    (void)arg;
    snprintf(note_text, sizeof note_text, "%s", why);
}

static struct catchup_counts catch_up(bool rebuild)
{
    struct catchup_options o = {.data_dir = dir,
                                .today = {2026, 1, 10},
                                .rebuild = rebuild,
                                .note = keep_note};
    struct catchup_counts c;
    note_text[0] = '\0';
    OK(catchup_run(store, &o, &c, &e));
    return c;
}

static const char *stub(void)
{
    return arena_printf(mem, "%s/index/stub", dir);
}

/* The folder of an undivided index. */
static const char *current_path(void)
{
    struct generation g;
    OK(generation_current(mem, dir, &g, &e));
    assert_int_equal(g.n, 1);
    return g.paths[0];
}

static struct xap_db *reader(void)
{
    struct xap_db *db = NULL;
    OK(xap_open(stub(), &db, &e));
    return db;
}

/* The documents that have all of TERMS, which have blanks between. */
static size_t matches(const char *terms)
{
    struct xap_db *db = reader();
    struct xap_query *all[8];
    size_t n = 0;
    struct xap_hits hits = {0};
    for (const char *s = terms; *s != '\0';) {
        size_t len = strcspn(s, " ");
        all[n++] = xap_query_term(db, arena_strndup(mem, s, len), 1);
        s += len + (s[len] == ' ');
    }
    OK(xap_search(db, mem, xap_query_combine(db, XAP_AND, all, n), 0, 100,
                  &hits, &e));
    xap_close(db);
    return hits.n;
}

static enum status add_line(void *arg, const char *data, size_t len,
                            struct err *e)
{
    struct buf *out = arg;
    (void)e;
    enum status st = buf_append(out, data, len);
    return st == ST_OK ? buf_putc(out, '\n') : st;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* All documents' data, in an order of its own. */
static char *export(void)
{
    struct buf all;
    buf_init(&all, 1u << 24);
    struct xap_db *db = reader();
    OK(xap_each(db, add_line, &all, &e));
    xap_close(db);
    const char *lines[1000];
    size_t n = 0;
    char *text = arena_strdup(mem, all.data);
    buf_reset(&all);
    for (char *p = text; *p != '\0'; n++) {
        lines[n] = p;
        p = strchr(p, '\n');
        *p++ = '\0';
    }
    qsort(lines, n, sizeof *lines, by_text);
    for (size_t i = 0; i < n; i++)
        OK(buf_printf(&all, "%s\n", lines[i]));
    char *out = arena_strdup(mem, all.data);
    buf_free(&all);
    return out;
}

static int generations(void)
{
    int n = 0;
    for (int i = 1; i < 20; i++)
        n += access(arena_printf(mem, "%s/index/g%d", dir, i), F_OK) == 0;
    return n;
}

static void put_calls(int n, int64_t version, const char *word)
{
    for (int i = 0; i < n; i++)
        put(arena_printf(mem, "https://f.se/%d", i), version,
            T0 + version * NIGHT,
            worded(arena_printf(mem, "%s nummer %d", word, i), "2026-03-01",
                   1000 * i));
    renew();
}

static void documents_follow_the_schema(void **state)
{
    (void)state;
    struct call *c = worded("Bidrag till Föreningar", "2026-03-01", 100000);
    c->purpose = "Målet är levande landsbygder";
    c->regions = CODE_BIT(REGION_SE_BD);
    c->reference = "Dnr 2026-1/42";
    c->kind = CALL_LOAN;
    put("https://f.se/a", 1, T0, c);
    renew();
    struct catchup_counts n = catch_up(false);
    assert_true(n.rebuilt);
    assert_int_equal(n.written, 1);
    assert_int_equal(matches("Zförening"), 1);
    assert_int_equal(matches("ZSbidrag"), 1);
    assert_int_equal(matches("ZSlandsbyg"), 0);
    assert_int_equal(matches("Zlandsbyg"), 1);
    assert_int_equal(matches("sidans text"), 1);
    assert_int_equal(matches("XFf XRse-bd XKloan XLsv XSopen"), 1);
    assert_int_equal(matches("XNdnr2026142"), 1);
    struct xap_db *db = reader();
    uint32_t f = 9;
    OK(xap_term_freq(db, TERM_WITHDRAWN, &f, &e));
    assert_int_equal(f, 0);
    const char *v = NULL;
    OK(xap_metadata(db, mem, "medel.schema", &v, &e));
    assert_string_equal(v, INDEX_SCHEMA_VERSION);
    OK(xap_metadata(db, mem, "medel.indexed_at", &v, &e));
    assert_int_equal(strlen(v), DATE_RFC3339_SIZE - 1);
    struct xap_hits hits;
    double day = (double)date_to_days((struct date){2026, 3, 1});
    OK(xap_search(db, mem, xap_query_range(db, SLOT_DEADLINE, day, day), 0, 9,
                  &hits, &e));
    assert_int_equal(hits.n, 1);
    json_t *o = json_loads(hits.items[0].data, 0, NULL);
    assert_non_null(json_object_get(o, "text"));
    struct call *back = NULL;
    OK(call_from_json(o, &back, &e));
    assert_string_equal(back->title, "Bidrag till Föreningar");
    call_free(back);
    json_decref(o);
    xap_close(db);

    put_state("https://f.se/a", PAGE_STATE_GONE, NULL, T0 + NIGHT);
    renew();
    n = catch_up(false);
    assert_false(n.rebuilt);
    db = reader();
    OK(xap_term_freq(db, TERM_WITHDRAWN, &f, &e));
    assert_int_equal(f, 1);
    xap_close(db);
}

static const char *indexed_at(void)
{
    struct xap_db *db = reader();
    const char *v = NULL;
    OK(xap_metadata(db, mem, "medel.indexed_at", &v, &e));
    xap_close(db);
    return v;
}

static void index_as_of(struct date today, bool given)
{
    struct catchup_options o = {
        .data_dir = dir, .today = today, .today_given = given};
    struct catchup_counts c;
    OK(catchup_run(store, &o, &c, &e));
}

/* Searches trust "closed" from that moment on. */
static void indexed_at_is_not_before_any_status(void **state)
{
    (void)state;
    put_calls(2, 1, "Stöd");
    index_as_of((struct date){2030, 5, 1}, true);
    assert_string_equal(indexed_at(), "2030-05-01T00:00:00Z");
    put_calls(1, 2, "Bidrag");
    index_as_of((struct date){2029, 5, 1}, true);
    assert_string_equal(indexed_at(), "2030-05-01T00:00:00Z");
    put_calls(1, 3, "Stöd");
    index_as_of(date_today(NULL, NULL), false);
    assert_true(strcmp(indexed_at(), "2030-05-01T00:00:00Z") >= 0);
}

static void only_what_is_dirty_is_written(void **state)
{
    (void)state;
    put_calls(5, 1, "Stöd");
    catch_up(false);
    struct catchup_counts n = catch_up(false);
    assert_int_equal(n.written + n.removed, 0);
    OK(calls_store_seen(store, "https://f.se/3", T0 + 9 * NIGHT, &e));
    n = catch_up(false);
    assert_int_equal(n.written, 1);
    assert_string_equal(note_text, "");
    assert_non_null(strstr(export(), "2026-01-10"));
    /* A misread page leaves. */
    struct calls_page p;
    OK(calls_store_page(store, mem, "https://f.se/3", &p, &e));
    put_reading(p.id, 1, NULL);
    renew();
    n = catch_up(false);
    assert_int_equal(n.removed, 1);
    struct xap_db *db = reader();
    uint32_t docs = 0;
    OK(xap_doc_count(db, &docs, &e));
    assert_int_equal(docs, 4);
    xap_close(db);
}

static void rebuilding_gives_the_same(void **state)
{
    (void)state;
    put_calls(40, 1, "Stöd");
    catch_up(false);
    put_calls(20, 2, "Bidrag");
    catch_up(false);
    char *before = export();
    struct xap_db *old = reader();
    assert_true(catch_up(true).rebuilt);
    assert_string_equal(export(), before);
    assert_int_equal(generations(), 2);
    /* Whoever had the old one open goes on reading it. */
    uint32_t n = 0;
    OK(xap_doc_count(old, &n, &e));
    assert_int_equal(n, 40);
    assert_true(catch_up(true).rebuilt);
    assert_string_equal(export(), before);
    assert_int_equal(generations(), 2);
    struct xap_hits hits;
    OK(xap_search(old, mem, xap_query_term(old, "bidrag", 1), 0, 100, &hits,
                  &e));
    assert_int_equal(hits.n, 20);
    xap_close(old);
}

static void an_unfinished_rebuild_is_cleared_away(void **state)
{
    (void)state;
    put_calls(3, 1, "Stöd");
    catch_up(false);
    const char *left = arena_printf(mem, "%s/index/g9", dir);
    const char *parts = arena_printf(mem, "%s/parts", left);
    const char *part = arena_printf(mem, "%s/1", parts);
    assert_int_equal(mkdir(left, 0755), 0);
    assert_int_equal(mkdir(parts, 0755), 0);
    assert_int_equal(mkdir(part, 0755), 0);
    FILE *f = fopen(arena_printf(mem, "%s/postlist.glass", part), "w");
    assert_non_null(f);
    fclose(f);
    assert_true(catch_up(true).rebuilt);
    assert_int_equal(access(left, F_OK), -1);
    assert_int_equal(generations(), 2);
    assert_int_equal(
        access(arena_printf(mem, "%s/parts", current_path()), F_OK), -1);
}

static void damage_is_mended_with_a_note(void **state)
{
    (void)state;
    put_calls(10, 1, "Stöd");
    catch_up(false);
    assert_string_equal(note_text, ""); /* the first is no damage */
    char *before = export();

    assert_int_equal(truncate(stub(), 3), 0);
    assert_true(catch_up(false).rebuilt);
    assert_string_equal(export(), before);

    const char *current = current_path();
    assert_int_equal(truncate(arena_printf(mem, "%s/iamglass", current), 7), 0);
    assert_true(catch_up(false).rebuilt);
    assert_true(note_text[0] != '\0');
    assert_string_equal(export(), before);

    /* Of another version. */
    struct xap_writer *w = NULL;
    current = current_path();
    OK(xap_writer_open(current, &w, &e));
    OK(xap_writer_begin(w, &e));
    OK(xap_writer_set_metadata(w, "medel.schema", "0", &e));
    OK(xap_writer_commit(w, &e));
    xap_writer_close(w);
    assert_true(catch_up(false).rebuilt);
    assert_non_null(strstr(note_text, "medel.schema"));

    /* A document too few. */
    current = current_path();
    OK(xap_writer_open(current, &w, &e));
    OK(xap_writer_begin(w, &e));
    OK(xap_writer_delete(w, arena_printf(mem, "Q%s", known(&(size_t){0})->id),
                         &e));
    OK(xap_writer_commit(w, &e));
    xap_writer_close(w);
    assert_true(catch_up(false).rebuilt);
    assert_string_equal(export(), before);
    assert_false(catch_up(false).rebuilt);
}

static void another_store_means_another_index(void **state)
{
    (void)state;
    put_calls(3, 1, "Stöd");
    catch_up(false);
    calls_store_close(store);
    static const char *const files[] = {"calls.db", "calls.db-wal",
                                        "calls.db-shm"};
    for (int i = 0; i < 3; i++)
        unlink(arena_printf(mem, "%s/%s", dir, files[i]));
    open_store();
    put_calls(3, 1, "Bidrag");
    assert_true(catch_up(false).rebuilt);
    assert_non_null(strstr(note_text, "medel.store"));
    assert_int_equal(matches("Zstöd"), 0);
}

static void an_empty_store_gives_an_empty_index(void **state)
{
    (void)state;
    assert_true(catch_up(false).rebuilt);
    assert_string_equal(export(), "");
    assert_false(catch_up(false).rebuilt);
}

static void a_held_index_is_busy(void **state)
{
    (void)state;
    put_calls(3, 1, "Stöd");
    catch_up(false);
    struct xap_writer *w = NULL;
    const char *current = current_path();
    OK(xap_writer_open(current, &w, &e));
    put_calls(3, 2, "Bidrag");
    struct catchup_options o = {.data_dir = dir, .today = {2026, 1, 10}};
    struct catchup_counts c;
    struct err why = ERR_INIT;
    assert_int_equal(catchup_run(store, &o, &c, &why), ST_BUSY);
    xap_writer_close(w);
    assert_int_equal(catch_up(false).written, 3);
}

static volatile sig_atomic_t stop_now = 1;

static void stopped_work_is_done_later(void **state)
{
    (void)state;
    put_calls(10, 1, "Stöd");
    struct catchup_options o = {
        .data_dir = dir, .today = {2026, 1, 10}, .batch = 3, .stop = &stop_now};
    struct catchup_counts c;
    OK(catchup_run(store, &o, &c, &e));
    assert_false(c.rebuilt);
    assert_int_equal(catch_up(false).written, 10);
}

static int kill_after;

static void kill_on_the_way(void *arg, size_t done, size_t all)
{
    (void)arg, (void)done, (void)all;
    if (--kill_after == 0)
        raise(SIGKILL);
}

/* A run that dies after K documents, or by itself at the end. */
static bool dies_after(int k, bool rebuild)
{
    pid_t pid = fork();
    if (pid == 0) {
        struct calls_store *mine = NULL;
        struct catchup_options o = {.data_dir = dir,
                                    .today = {2026, 1, 10},
                                    .batch = 3,
                                    .rebuild = rebuild,
                                    .progress = kill_on_the_way};
        struct catchup_counts c;
        kill_after = k;
        if (calls_store_open(dir, DB_READ_WRITE, &mine, NULL) != ST_OK ||
            catchup_run(mine, &o, &c, NULL) != ST_OK)
            _exit(9);
        _exit(0);
    }
    int ws = 0;
    waitpid(pid, &ws, 0);
    assert_false(WIFEXITED(ws) && WEXITSTATUS(ws) != 0);
    return WIFSIGNALED(ws);
}

static void kills_cost_nothing(void **state)
{
    (void)state;
    put_calls(10, 1, "Stöd");
    catch_up(false);
    for (int k = 1; k < 14; k++) {
        for (int rebuild = 0; rebuild < 2; rebuild++) {
            put_calls(10, 10 + 2 * k + rebuild, "Bidrag");
            /* No SQLite handle may be open across a fork. */
            calls_store_close(store);
            bool died = dies_after(k, rebuild != 0);
            assert_true(died || k > 10);
            open_store();
            catch_up(false);
            assert_string_equal(note_text, "");
        }
    }
    char *after_kills = export();
    catch_up(true);
    assert_string_equal(export(), after_kills);
    assert_int_equal(generations(), 2);
}

/* --- shards --------------------------------------------------------------- */

static struct catchup_counts divide(unsigned shards)
{
    struct catchup_options o = {.data_dir = dir,
                                .today = {2026, 1, 10},
                                .shards = shards,
                                .note = keep_note};
    struct catchup_counts c;
    note_text[0] = '\0';
    OK(catchup_run(store, &o, &c, &e));
    return c;
}

/* All documents' data in the index's own order. */
static char *in_order(void)
{
    struct buf all;
    buf_init(&all, 1u << 24);
    struct xap_db *db = reader();
    OK(xap_each(db, add_line, &all, &e));
    xap_close(db);
    char *text = arena_strdup(mem, all.data);
    buf_free(&all);
    return text;
}

/* Writes all anew in parts of two. */
static struct catchup_counts rebuild_by(unsigned jobs, unsigned shards)
{
    struct catchup_options o = {.data_dir = dir,
                                .today = {2026, 1, 10},
                                .rebuild = true,
                                .shards = shards,
                                .batch = 2,
                                .jobs = jobs};
    struct catchup_counts c;
    OK(catchup_run(store, &o, &c, &e));
    return c;
}

static void threads_make_what_one_makes(void **state)
{
    (void)state;
    put_calls(45, 1, "Stöd");
    assert_int_equal(rebuild_by(1, 1).written, 45);
    char *one = in_order();
    assert_int_equal(matches("stöd"), 45);
    for (unsigned jobs = 2; jobs <= 5; jobs++) {
        for (unsigned shards = 1; shards <= 3; shards++) {
            assert_int_equal(rebuild_by(jobs, shards).written, 45);
            assert_string_equal(in_order(), one);
            assert_int_equal(matches("stöd"), 45);
        }
    }
    rebuild_by(1, 1);
    /* More parts than files may be open are joined in steps. */
    put_calls(230, 1, "Stöd");
    assert_int_equal(rebuild_by(2, 1).written, 230);
    struct xap_db *db = reader();
    const char *word = NULL;
    uint32_t docs = 0;
    OK(xap_doc_count(db, &docs, &e));
    assert_int_equal(docs, 230);
    OK(xap_spelling(db, mem, "stödd", &word, &e));
    assert_string_equal(word, "stöd");
    xap_close(db);
    assert_string_equal(note_text, "");
    assert_int_equal(catch_up(false).written, 0);
}

/* What says which revision each shard is of. */
static void revisions(char out[static 8][64])
{
    struct generation g;
    OK(generation_current(mem, dir, &g, &e));
    assert_int_equal(g.n, 8);
    for (size_t i = 0; i < g.n; i++) {
        int fd = open(arena_printf(mem, "%s/iamglass", g.paths[i]), O_RDONLY);
        assert_true(fd >= 0 && read(fd, out[i], 64) == 64);
        close(fd);
    }
}

static void shards_hold_the_same_in_the_same_order(void **state)
{
    (void)state;
    put_calls(40, 1, "Stöd");
    catch_up(false);
    char *whole = in_order();
    assert_true(divide(5).rebuilt);
    assert_non_null(strstr(note_text, "1"));
    assert_string_equal(in_order(), whole);
    assert_false(catch_up(false).rebuilt); /* it stays so */
    assert_int_equal(generations(), 2);
    /* New calls come behind the others, as in an undivided index. */
    put_calls(60, 2, "Stöd");
    assert_false(catch_up(false).rebuilt);
    char *five = in_order();
    assert_int_equal(matches("Zstöd"), 60);
    struct catchup_counts n = divide(3);
    assert_true(n.rebuilt);
    assert_int_equal(n.written, 60);
    assert_true(divide(1).rebuilt);
    put_calls(60, 3, "Stöd");
    assert_int_equal(strlen(five), strlen(in_order()));
    assert_int_equal(access(arena_printf(mem, "%s/index/stub.1", dir), F_OK),
                     -1);
}

static void one_change_touches_one_shard(void **state)
{
    (void)state;
    char before[8][64], after[8][64];
    put_calls(40, 1, "Stöd");
    divide(8);
    revisions(before);
    put("https://f.se/17", 2, T0 + 2 * NIGHT,
        worded("Stöd nummer 17 till", "2026-03-02", 17000));
    renew();
    assert_int_equal(catch_up(false).written, 1);
    revisions(after);
    int touched = 0;
    for (int i = 0; i < 8; i++)
        touched += memcmp(before[i], after[i], 64) != 0;
    assert_int_equal(touched, 1);
    struct xap_db *db = reader();
    assert_int_equal(xap_parts(db), 8);
    for (size_t i = 0; i < 8; i++) {
        const char *v = NULL;
        OK(xap_part_metadata(db, mem, i, INDEX_META_SHARD, &v, &e));
        assert_string_equal(v, arena_printf(mem, "%zu/8", i + 1));
    }
    xap_close(db);
}

static void a_stub_of_one_shard_is_mended(void **state)
{
    (void)state;
    put_calls(10, 1, "Stöd");
    divide(4);
    const char *own = arena_printf(mem, "%s/index/stub.3", dir);
    assert_int_equal(truncate(own, 2), 0);
    OK(generation_mend(dir, &e));
    struct xap_db *one = NULL;
    OK(xap_open(own, &one, &e));
    assert_string_equal(xap_part_name(one, 0),
                        arena_printf(mem, "%s/index/g1/3", dir));
    xap_close(one);
    /* A stub that is not just as it was written is none of ours. */
    int fd = open(stub(), O_WRONLY | O_APPEND);
    assert_true(fd >= 0 && write(fd, "auto g1/9\n", 10) == 10);
    close(fd);
    assert_int_equal(generation_mend(dir, NULL), ST_CORRUPT);
    assert_true(catch_up(false).rebuilt);
}

static void kills_while_dividing_cost_nothing(void **state)
{
    (void)state;
    put_calls(10, 1, "Stöd");
    divide(3);
    for (int k = 1; k < 14; k++) {
        put_calls(10, 10 + k, "Bidrag");
        calls_store_close(store);
        dies_after(k, k % 2 == 0);
        open_store();
        catch_up(false);
        assert_string_equal(note_text, "");
    }
    char *after_kills = export();
    catch_up(true);
    assert_string_equal(export(), after_kills);
}

#define T(f) cmocka_unit_test_setup_teardown(f, index_setup, index_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(documents_follow_the_schema),
        T(indexed_at_is_not_before_any_status),
        T(only_what_is_dirty_is_written),
        T(rebuilding_gives_the_same),
        T(threads_make_what_one_makes),
        T(an_unfinished_rebuild_is_cleared_away),
        T(damage_is_mended_with_a_note),
        T(another_store_means_another_index),
        T(an_empty_store_gives_an_empty_index),
        T(a_held_index_is_busy),
        T(stopped_work_is_done_later),
        T(kills_cost_nothing),
        T(shards_hold_the_same_in_the_same_order),
        T(one_change_touches_one_shard),
        T(a_stub_of_one_shard_is_mended),
        T(kills_while_dividing_cost_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
