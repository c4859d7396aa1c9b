/*
 * test_ingest.c - from crawl.db to calls.db over nights: what is read and
 * what is not, and pages that bring the worker down.
 *
 * The program is its own fake worker. A page of the tests reads "CALL title"
 * or "OTHER"; "CRASH", "JUNK" and "REFUSE" make the worker fail at it.
 */
#include "../../indexer/ingest.h"
#include "../../indexer/scan.h"
#include "../../indexer/survey.h"
#include "../../worker/sitewide.h"
#include "../../worker/zygote.h"
#include "index_help.h"

#include "medel/buf.h"
#include "medel/caps.h"
#include "medel/pack.h"

#include <signal.h>
#include <sys/stat.h>

/* --- the fake worker --------------------------------------------------------
 */

static void reply(uint8_t type, const char *s)
{
    if (frame_write(STDOUT_FILENO, type, s, strlen(s), NULL) != ST_OK)
        _exit(9);
}

/* A block a line. */
static void reply_lines(const char *text)
{
    struct doc d = {.mem = arena_new()};
    size_t n = 0, cap = 0;
    const uint64_t *hashes;
    unsigned char out[1024];
    for (const char *s = text; *s != '\0'; s += strspn(s, "\n")) {
        size_t len = strcspn(s, "\n");
        d.blocks =
            arena_grow(d.mem, d.blocks, d.n_blocks, &cap, sizeof *d.blocks);
        d.blocks[d.n_blocks++] =
            (struct block){.kind = BLOCK_PARAGRAPH,
                           .main = 1,
                           .text = arena_strndup(d.mem, s, len)};
        s += len;
    }
    hashes = sitewide_hashes(&d, &n);
    if (HASH_BYTES * n > sizeof out)
        _exit(9);
    hashes_pack(hashes, n, out);
    if (frame_write(STDOUT_FILENO, FRAME_BLOCKS, out, HASH_BYTES * n, NULL) !=
        ST_OK)
        _exit(9);
    arena_free(d.mem);
}

static void read_page_text(const struct read_context *ctx, const char *text)
{
    struct page_reading r = {.kind = PAGE_OTHER, .text = text, .title = text};
    struct page_link links[] = {{"/b?utm_source=x", "b", false},
                                {"/b", "b", true},
                                {"javascript:alert(1)", "js", true}};
    r.links = links;
    r.n_links = 3;
    r.canonical = "./a#top";
    r.base = "/sub/";
    sha256_hex(text, strlen(text), r.text_hash);
    struct call *c = NULL;
    if (strncmp(text, "CALL ", 5) == 0) {
        c = call_new();
        c->title = text + 5;
        char day[DATE_ISO_SIZE];
        /* What the worker was told shows in the record. */
        c->summary =
            arena_printf(c->mem, "%s %s %s", ctx->funder, ctx->funder_id,
                         date_format_iso(ctx->today, day));
        if (ctx->n_sitewide != 0)
            c->summary = arena_printf(c->mem, "%zu sitewide", ctx->n_sitewide);
        r.kind = PAGE_CALL;
        r.calls = &c;
        r.n_calls = 1;
    }
    struct buf told;
    buf_init(&told, CAP_REPLY_BYTES);
    if (reading_append_json(&told, &r, JSON_COMPACT) != ST_OK)
        _exit(1);
    reply(FRAME_READING, told.data);
    buf_free(&told);
    call_free(c);
}

static _Noreturn void fake_worker(void)
{
    struct buf b;
    uint8_t type;
    buf_init(&b, 32u << 20);
    for (;;) {
        if (frame_read(STDIN_FILENO, 32u << 20, &type, &b, NULL) != ST_OK)
            _exit(0);
        if (type == FRAME_VOCAB) {
            reply(FRAME_OK, "");
            if (zygote_serve(STDIN_FILENO, STDOUT_FILENO) == 0)
                exit(0);
            reply(FRAME_OK, "");
            continue;
        }
        struct arena *a = arena_new();
        struct read_context ctx;
        const char *bytes;
        size_t n;
        if (page_request_parse(a, b.data, b.len, &ctx, &bytes, &n, NULL) !=
            ST_OK)
            _exit(7);
        char *text = arena_strndup(a, bytes, n);
        if (strcmp(text, "CRASH") == 0)
            raise(SIGKILL);
        if (strcmp(text, "JUNK") == 0)
            reply(FRAME_READING, "{\"kind\": 7}");
        else if (strcmp(text, "REFUSE") == 0)
            reply(FRAME_ERROR, "not a page");
        else if (type == FRAME_LOOK)
            reply_lines(text);
        else
            read_page_text(&ctx, text);
        arena_free(a);
    }
}

/* --- crawl.db ----------------------------------------------------------------
 */

static struct crawl_store *crawl;
static int64_t revision;

static void sql(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char *text = sqlite3_vmprintf(fmt, ap);
    va_end(ap);
    OK(db_exec(crawl_store_db(crawl), text, &e));
    sqlite3_free(text);
}

static void begin_crawl(void)
{
    OK(crawl_store_open(dir, DB_READ_WRITE, &crawl, &e));
    sql("INSERT INTO funder (id, name, regions, last_crawl)"
        " VALUES ('f', 'Fonden', 4, %d)",
        T0);
    sql("INSERT INTO host (id, name) VALUES (1, 'f.se')");
}

static void end_crawl(void)
{
    crawl_store_close(crawl);
    crawl = NULL;
}

/* The crawler found BODY at URL. */
static void fetched(const char *url, const char *body, int64_t at)
{
    struct packer *p = packer_new();
    struct buf frame;
    buf_init(&frame, 1u << 20);
    OK(pack(p, body, strlen(body), &frame, &e));
    sql("INSERT INTO page (url, funder, host, state, depth, rank, found_at,"
        " first_fetched, last_fetched, changed_at, checked_at, version,"
        " revision) VALUES (%Q, 'f', 1, 1, 0, 0, 1, %lld, %lld, %lld, %lld,"
        " 1, %lld) ON CONFLICT (url) DO UPDATE SET state = 1,"
        " last_fetched = excluded.last_fetched,"
        " changed_at = excluded.changed_at,"
        " checked_at = excluded.checked_at, version = version + 1,"
        " revision = excluded.revision",
        url, at, at, at, at, ++revision);
    sqlite3_stmt *q;
    OK(db_prepare(crawl_store_db(crawl),
                  "INSERT INTO body (page, version, fetched_at, length, zstd)"
                  " SELECT id, version, changed_at, 1, ?2 FROM page"
                  " WHERE url = ?1",
                  &q, &e));
    sqlite3_bind_text(q, 1, url, -1, SQLITE_STATIC);
    sqlite3_bind_blob64(q, 2, frame.data, frame.len, SQLITE_STATIC);
    OK(db_run(q, &e));
    sqlite3_finalize(q);
    buf_free(&frame);
    packer_free(p);
}

/* It asked again: the same. */
static void unmodified(const char *url, int64_t at)
{
    sql("UPDATE page SET last_fetched = %lld, checked_at = %lld"
        " WHERE url = %Q",
        at, at, url);
}

static void gone(const char *url, int64_t at)
{
    sql("UPDATE page SET state = 3, checked_at = %lld, revision = %lld"
        " WHERE url = %Q",
        at, ++revision, url);
}

static int setup(void **state)
{
    int rc = index_setup(state);
    revision = 0;
    if (rc == 0)
        begin_crawl();
    return rc;
}

static int teardown(void **state)
{
    end_crawl();
    return index_teardown(state);
}

/* --- a night -----------------------------------------------------------------
 */

struct night {
    struct date today;
    uint64_t reader;
    bool retry;
    const volatile sig_atomic_t *stop;
    size_t listed; /* out: pages to be read */
    struct ingest_counts n;
    struct renew_counts calls;
};

static const char *self(void)
{
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    assert_true(n > 0);
    return arena_strndup(mem, path, (size_t)n);
}

static void run_night(struct night *x)
{
    struct known_funders funders;
    struct scan_result scan;
    OK(known_funders_load(crawl, NULL, false, &funders, &e));
    struct scan_options so = {.funders = &funders,
                              .reader = x->reader,
                              .today = x->today,
                              .retry = x->retry};
    OK(scan_run(crawl, store, &so, &scan, &e));
    x->listed = scan.n;
    struct ingest_options io = {.funders = &funders,
                                .worker_path = self(),
                                .vocab = "v",
                                .vocab_len = 1,
                                .jobs = 2,
                                .stop = x->stop};
    OK(ingest_run(crawl, store, scan.pages, scan.n, &io, &x->n, &e));
    if (x->stop == NULL)
        OK(scan_finish(store, &scan, &e));
    scan_free(&scan);
    known_funders_free(&funders);
    const char **dirty = NULL;
    size_t n = 0;
    OK(calls_store_dirty_funders(store, mem, &dirty, &n, &e));
    x->calls = (struct renew_counts){0};
    if (n != 0)
        x->calls = renew();
}

static struct night night(void)
{
    struct night x = {.reader = 1};
    run_night(&x);
    return x;
}

static void reads_once_and_only_what_changed(void **state)
{
    (void)state;
    fetched("https://f.se/a", "CALL Stöd", T0);
    fetched("https://f.se/b", "OTHER", T0);
    struct night x = night();
    assert_int_equal(x.n.read, 2);
    assert_int_equal(x.calls.fresh, 1);
    x = night();
    assert_int_equal(x.listed, 0);
    fetched("https://f.se/b", "CALL Annat stöd", T0 + NIGHT);
    x = night();
    assert_int_equal(x.n.read, 1);
    assert_int_equal(x.calls.fresh, 1);
    gone("https://f.se/a", T0 + 2 * NIGHT);
    x = night();
    assert_int_equal(x.listed, 0);
    assert_int_equal(x.calls.withdrawn, 1);
    /* And back, as it was. */
    sql("UPDATE page SET state = 1, last_fetched = %lld, revision = %lld"
        " WHERE url = 'https://f.se/a'",
        (int64_t)T0 + 3 * NIGHT, ++revision);
    x = night();
    assert_int_equal(x.listed, 0);
    assert_int_equal(x.calls.returned, 1);
}

static void the_worker_is_told_what_the_crawler_knows(void **state)
{
    (void)state;
    fetched("https://f.se/a", "CALL Stöd", T0);
    night();
    size_t n = 0;
    struct call *c = NULL;
    OK(calls_store_record(store, known(&n)->id, &c, NULL, &e));
    assert_string_equal(c->summary, "Fonden f 2026-01-01");
    call_free(c);
}

/* The summary of the call whose title this is. */
static const char *summary_of(const char *title)
{
    size_t n = 0;
    const struct known_call *k = known(&n);
    for (size_t i = 0; i < n; i++) {
        struct call *c = NULL;
        OK(calls_store_record(store, k[i].id, &c, NULL, &e));
        const char *s =
            strcmp(c->title, title) == 0 ? arena_strdup(mem, c->summary) : NULL;
        call_free(c);
        if (s != NULL)
            return s;
    }
    fail_msg("no call %s", title);
    return NULL;
}

static void what_all_pages_of_a_site_have_is_told(void **state)
{
    (void)state;
    for (int i = 0; i < 7; i++) {
        char url[40], text[80];
        snprintf(url, sizeof url, "https://f.se/%d", i);
        snprintf(text, sizeof text, "CALL Stöd %d\nPå gång\n7 dec", i);
        fetched(url, text, T0);
    }
    fetched("https://f.se/x", "CRASH", T0);
    fetched("https://other.se/y", "CALL Annat\nPå gång\n7 dec", T0);
    struct night x = night();
    assert_int_equal(x.n.read, 8);
    assert_int_equal(x.n.crashed, 1);
    assert_string_equal(summary_of("Stöd 3\nPå gång\n7 dec"), "2 sitewide");
    /* Another host of the funder's: one page tells nothing. */
    assert_string_equal(summary_of("Annat\nPå gång\n7 dec"),
                        "Fonden f 2026-01-01");
    /* So it is when one page is read. */
    fetched("https://f.se/3", "CALL Nytt\n7 dec", T0 + NIGHT);
    x = night();
    assert_int_equal(x.n.read, 1);
    assert_int_equal(x.n.crashed, 0);
    assert_string_equal(summary_of("Nytt\n7 dec"), "2 sitewide");
}

static void a_site_of_few_pages_is_not_surveyed(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++) {
        char url[40], text[80];
        snprintf(url, sizeof url, "https://f.se/%d", i);
        snprintf(text, sizeof text, "CALL Stöd %d\n7 dec", i);
        fetched(url, text, T0);
    }
    assert_int_equal(night().n.read, 4);
    assert_string_equal(summary_of("Stöd 3\n7 dec"), "Fonden f 2026-01-01");
}

/* A worker that a page took over may say anything. */
static void hashes_that_are_none_are_refused(void **state)
{
    (void)state;
    struct survey *s = NULL;
    size_t n = 1;
    static const char two[16] = {2, [8] = 1}, same[16] = {1, [8] = 1};
    for (int i = 0; i < 5; i++) {
        char url[40];
        snprintf(url, sizeof url, "https://f.se/%d", i);
        fetched(url, "OTHER", T0);
    }
    OK(survey_new(mem, crawl, store, "f", &s, &e));
    assert_false(survey_done(s));
    const struct survey_page *p = survey_next(s);
    assert_int_equal(survey_add(s, p, "1234567", 7, NULL), ST_INVALID);
    assert_int_equal(survey_add(s, survey_next(s), two, 16, NULL), ST_INVALID);
    assert_int_equal(survey_add(s, survey_next(s), same, 16, NULL), ST_INVALID);
    OK(survey_add(s, survey_next(s), NULL, 0, &e));
    OK(survey_add(s, survey_next(s), "", 0, &e));
    assert_null(survey_next(s));
    assert_true(survey_done(s));
    survey_sitewide(s, "https://f.se/1", &n);
    assert_int_equal(n, 0);
}

static enum status see_links(void *arg, const struct calls_page *p,
                             const char *json, struct err *e)
{
    (void)arg, (void)p;
    json_t *o = json_loads(json, 0, NULL);
    struct page_reading *r = NULL;
    enum status st = reading_from_json(mem, o, &r, e);
    json_decref(o);
    if (st != ST_OK)
        return st;
    assert_string_equal(r->base, "https://f.se/sub/");
    assert_string_equal(r->canonical, "https://f.se/sub/a");
    assert_int_equal(r->n_links, 1);
    assert_string_equal(r->links[0].url, "https://f.se/b");
    assert_true(r->links[0].in_main);
    assert_true(r->text == NULL || *r->text == '\0');
    return ST_OK;
}

static void addresses_are_resolved_before_they_are_stored(void **state)
{
    (void)state;
    fetched("https://f.se/x/y", "OTHER", T0);
    night();
    OK(calls_store_readings(store, "f", see_links, NULL, &e));
    const char *text = NULL;
    OK(calls_store_text(store, mem, 1, &text, &e));
    assert_string_equal(text, "OTHER");
}

static void bad_pages_are_quarantined(void **state)
{
    (void)state;
    fetched("https://f.se/a", "CALL Stöd", T0);
    fetched("https://f.se/b", "CALL Annat", T0);
    night();
    fetched("https://f.se/a", "CRASH", T0 + NIGHT);
    fetched("https://f.se/b", "REFUSE", T0 + NIGHT);
    fetched("https://f.se/c", "JUNK", T0 + NIGHT);
    fetched("https://f.se/d", "CALL Nytt", T0 + NIGHT);
    struct night x = night();
    assert_int_equal(x.n.crashed, 1);
    assert_int_equal(x.n.unreadable, 1);
    assert_int_equal(x.n.bad_reply, 1);
    assert_int_equal(x.n.read, 1);
    /* What crashed the reader keeps its call, what cannot be read not. */
    assert_int_equal(x.calls.withdrawn, 1);
    assert_int_equal(x.calls.fresh, 1);
    struct calls_counts n;
    OK(calls_store_count(store, NULL, &n, &e));
    assert_int_equal(n.quarantined, 3);
    /* They are not tried again until something changes ... */
    x = night();
    assert_int_equal(x.listed, 0);
    /* ... or somebody asks. */
    struct night again = {.reader = 1, .retry = true};
    run_night(&again);
    assert_int_equal(again.listed, 2);
    struct calls_page p;
    OK(calls_store_page(store, mem, "https://f.se/a", &p, &e));
    assert_int_equal(p.failures, 2);
    fetched("https://f.se/a", "CALL Stöd", T0 + 2 * NIGHT);
    x = night();
    assert_int_equal(x.n.read, 1);
    OK(calls_store_page(store, mem, "https://f.se/a", &p, &e));
    assert_int_equal(p.failures, 0);
    assert_int_equal(p.fate, FATE_READ);
}

static void another_reader_reads_all_again(void **state)
{
    (void)state;
    fetched("https://f.se/a", "CALL Stöd", T0);
    fetched("https://f.se/b", "OTHER", T0);
    night();
    struct night x = {.reader = 2};
    run_night(&x);
    assert_int_equal(x.n.read, 2);
    run_night(&x);
    assert_int_equal(x.listed, 0);
    /* So does another day, where one is given. */
    x.today = (struct date){2027, 5, 1};
    run_night(&x);
    assert_int_equal(x.n.read, 2);
    /* And another name of the funder. */
    sql("UPDATE funder SET name = 'Stiftelsen'");
    run_night(&x);
    assert_int_equal(x.n.read, 2);
    size_t n = 0;
    struct call *c = NULL;
    OK(calls_store_record(store, known(&n)->id, &c, NULL, &e));
    assert_string_equal(c->summary, "Stiftelsen f 2027-05-01");
    assert_int_equal(c->n_changed, 0);
    call_free(c);
}

static void last_seen_follows_unmodified_pages(void **state)
{
    (void)state;
    fetched("https://f.se/a", "CALL Stöd", T0);
    night();
    unmodified("https://f.se/a", T0 + 5 * NIGHT);
    struct night x = night();
    assert_int_equal(x.listed, 0);
    size_t n = 0;
    assert_int_equal(known(&n)->last_seen, T0 + 5 * NIGHT);
    assert_int_equal(known(&n)->fetched_at, T0);
}

static void a_crawl_begun_anew_is_noticed(void **state)
{
    (void)state;
    fetched("https://f.se/a", "CALL Stöd", T0);
    fetched("https://f.se/b", "CALL Annat", T0);
    night();
    end_crawl();
    static const char *const files[] = {"crawl.db", "crawl.db-wal",
                                        "crawl.db-shm"};
    for (int i = 0; i < 3; i++)
        unlink(arena_printf(mem, "%s/%s", dir, files[i]));
    begin_crawl();
    revision = 0;
    /* Page 1 is another one now; a is not there any more. */
    fetched("https://f.se/c", "CALL Tredje", T0 + NIGHT);
    fetched("https://f.se/b", "CALL Annat", T0 + NIGHT);
    struct night x = night();
    assert_int_equal(x.calls.fresh, 1);
    assert_int_equal(x.calls.withdrawn, 1);
    size_t n = 0;
    known(&n);
    assert_int_equal(n, 3);
    x = night();
    assert_int_equal(x.listed, 0);
}

static volatile sig_atomic_t stop_now = 1;

static void a_stopped_run_goes_on_later(void **state)
{
    (void)state;
    fetched("https://f.se/a", "CALL Stöd", T0);
    struct night x = {.reader = 1, .stop = &stop_now};
    run_night(&x);
    assert_int_equal(x.listed, 1);
    assert_int_equal(x.n.read, 0);
    x = night();
    assert_int_equal(x.n.read, 1);
}

static void damaged_bodies_cost_one_page(void **state)
{
    (void)state;
    fetched("https://f.se/a", "CALL Stöd", T0);
    fetched("https://f.se/b", "CALL Annat", T0);
    fetched("https://f.se/c", "CALL Tredje", T0);
    sql("UPDATE body SET zstd = x'0102' WHERE page = 1");
    sql("DELETE FROM body WHERE page = 2");
    struct night x = night();
    assert_int_equal(x.n.unreadable, 2);
    assert_int_equal(x.n.read, 1);
    assert_int_equal(x.calls.fresh, 1);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(int argc, char **argv)
{
    (void)argv;
    /* The pool starts workers with arguments, people tests without. */
    if (argc > 1)
        fake_worker();
    const struct CMUnitTest tests[] = {
        T(reads_once_and_only_what_changed),
        T(the_worker_is_told_what_the_crawler_knows),
        T(what_all_pages_of_a_site_have_is_told),
        T(a_site_of_few_pages_is_not_surveyed),
        T(hashes_that_are_none_are_refused),
        T(addresses_are_resolved_before_they_are_stored),
        T(bad_pages_are_quarantined),
        T(another_reader_reads_all_again),
        T(last_seen_follows_unmodified_pages),
        T(a_crawl_begun_anew_is_noticed),
        T(a_stopped_run_goes_on_later),
        T(damaged_bodies_cost_one_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
