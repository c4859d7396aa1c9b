/*
 * test_worker.c - the real medel-worker behind the pool: what it answers, and
 * that no page brings the run down.
 */
#include "medel/arena.h"
#include "medel/caps.h"
#include "medel/paths.h"
#include "medel/vocab.h"
#include "medel/worker.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#ifdef MEDEL_COVERAGE /* unoptimised, and every line counted */
#define PAGE_SECONDS 240
#else
#define PAGE_SECONDS 60
#endif

static struct arena *mem;
static struct buf vocab;
static const char *worker;

static int setup(void **state)
{
    (void)state;
    struct err e = ERR_INIT;
    const char *build = getenv("MEDEL_BUILD");
    mem = arena_new();
    worker =
        arena_printf(mem, "%s/medel-worker", build != NULL ? build : "build");
    buf_init(&vocab, CAP_VOCAB_BYTES);
    if (vocab_bundle(paths_share(mem, "data"), &vocab, &e) == ST_OK)
        return 0;
    fprintf(stderr, "%s\n", e.text);
    return -1;
}

static int teardown(void **state)
{
    (void)state;
    buf_free(&vocab);
    arena_free(mem);
    return 0;
}

static struct pool *start(int jobs)
{
    struct pool_options o = {.worker_path = worker,
                             .jobs = jobs,
                             .page_seconds = PAGE_SECONDS,
                             .vocab = vocab.data,
                             .vocab_len = vocab.len};
    struct pool *p = NULL;
    struct err e = ERR_INIT;
    if (pool_start(&o, &p, &e) != ST_OK)
        fail_msg("%s", e.text);
    return p;
}

static struct pool_result ask(struct pool *p, uint8_t type,
                              const char *content_type, const char *bytes,
                              size_t n)
{
    struct pool_result r = {0};
    struct err e = ERR_INIT;
    struct pool_job job = {.type = type,
                           .ctx = {.url = "http://x.example/",
                                   .content_type = content_type,
                                   .funder = "X-fonden",
                                   .today = {2026, 11, 23}},
                           .bytes = bytes,
                           .len = n};
    if (pool_submit(p, &job, &e) != ST_OK || pool_next(p, &r, &e) != ST_OK)
        fail_msg("%s", e.text);
    return r;
}

static void test_clean(void **state)
{
    (void)state;
    static const struct {
        const char *type, *html, *text;
    } cases[] = {
        {"text/html; charset=utf-8", "<h1>Sök</h1><p>Nu går det.",
         "# Sök\n\nNu går det.\n"},
        /* Converters must have been opened before the door was shut. */
        {"text/html; charset=windows-1250", "<p>K\xf8i\x9eovatka roste zde.",
         "Křižovatka roste zde.\n"},
        {"text/html; charset=iso-8859-15", "<p>S\xf6k 100 \xa4 i \xe5r.",
         "Sök 100 € i år.\n"},
        {"text/plain", "En rad\noch en till.\n\nNytt stycke.",
         "En rad och en till.\n\nNytt stycke.\n"},
    };
    struct pool *p = start(1);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pool_result r = ask(p, FRAME_CLEAN, cases[i].type, cases[i].html,
                                   strlen(cases[i].html));
        assert_int_equal(r.fate, FATE_READ);
        assert_int_equal(r.type, FRAME_TEXT);
        assert_string_equal(r.payload, cases[i].text);
    }
    pool_stop(p);
}

static void test_page(void **state)
{
    (void)state;
    static const char html[] =
        "<html lang=sv><title>Bygdestöd</title><h1>Bygdestöd</h1>"
        "<p>Föreningar kan söka högst 50 000 kronor. "
        "Sista "
        "ansökningsdag är den 3 mars 2027.</p>"
        "<a href=/villkor>Villkor</a>";
    struct pool *p = start(1);
    struct pool_result r =
        ask(p, FRAME_PAGE, "text/html", html, sizeof html - 1);
    if (r.fate != FATE_READ)
        fail_msg("%s: %s", page_fate_name(r.fate), r.payload);
    json_t *o = json_loadb(r.payload, r.len, 0, NULL);
    assert_non_null(o);
    struct page_reading *reading;
    struct err e = ERR_INIT;
    if (reading_from_json(mem, o, &reading, &e) != ST_OK)
        fail_msg("%s", e.text);
    assert_string_equal(reading->title, "Bygdestöd");
    assert_non_null(strstr(reading->text, "50 000 kronor"));
    reading_free_calls(reading);
    json_decref(o);
    pool_stop(p);
}

/* poppler works behind the locked door, too. */
static void test_pdf(void **state)
{
    (void)state;
    struct buf b;
    struct err e = ERR_INIT;
    buf_init(&b, CAP_PAGE_BYTES);
    const char *path = arena_printf(
        mem,
        "%s/tests/corpus/south/sites/www.socialfondsradet.localhost/media/"
        "2417/utlysningstext-2026-00418.pdf",
        getenv("MEDEL_SHARE"));
    if (buf_read_file(&b, path, &e) != ST_OK)
        fail_msg("%s", e.text);
    static const char html[] = "<p>Medel att söka";
    struct pool *p = start(1);
    /* Poppler is loaded for the first PDF, and stays. */
    struct pool_result r =
        ask(p, FRAME_CLEAN, "text/html", html, sizeof html - 1);
    assert_int_equal(r.fate, FATE_READ);
    r = ask(p, FRAME_CLEAN, "application/pdf", b.data, b.len);
    if (r.fate != FATE_READ)
        fail_msg("%s: %s", page_fate_name(r.fate), r.payload);
    assert_non_null(strstr(r.payload, "torsdagen den 11 februari 2027"));
    /* Cut short, it is refused or read in part, and nothing else happens. */
    for (size_t n = 5; n < b.len; n += b.len / 23) {
        r = ask(p, FRAME_PAGE, "application/pdf", b.data, n);
        assert_true(r.fate <= FATE_UNREADABLE);
    }
    r = ask(p, FRAME_CLEAN, "text/html", html, sizeof html - 1);
    assert_int_equal(r.fate, FATE_READ);
    buf_free(&b);
    pool_stop(p);
}

static void test_unreadable(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t n;
    } cases[] = {
        {"", 0},
        {"%PDF-1.7 \xe2\xe3", 11},
        {"\0\1\2\3\4\5\6\7\0\1\2\3", 12},
        {"<?xml version='1.0'?><rss version='2.0'>", 40},
    };
    struct pool *p = start(1);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pool_result r =
            ask(p, FRAME_PAGE, NULL, cases[i].bytes, cases[i].n);
        assert_int_equal(r.fate, FATE_UNREADABLE);
        assert_true(r.len != 0);
    }
    pool_stop(p);
}

static char *repeat(const char *s, size_t total, size_t *n)
{
    size_t k = strlen(s);
    char *p = malloc(total + k);
    assert_non_null(p);
    for (*n = 0; *n + k <= total; *n += k)
        memcpy(p + *n, s, k);
    return p;
}

/* Whatever becomes of these pages, the next one is read. */
static void test_hostile(void **state)
{
    (void)state;
    static const struct {
        const char *part;
        size_t total;
    } cases[] = {
        {"<div>", 2500000},
        {"<table><tr><td>", 1500000},
        {"<ul><li>", 800000},
        {"<font size=1><p>a", 50000},
        {"<font size=1><font size=2><font size=3><p>a", 50000},
        {"<b><i><u><em><strong><p>x", 60000},
        {" a=1", 1000000},
        {"<a href='", 500000},
        {"<!--", 1000000},
        {"<", 1000000},
        {"<script>", 1000000},
        {"<svg><select>", 1000000},
        {"<td rowspan=1000 colspan=1000>a", 500000},
        {"<x-a><p>", 500000},
        {"a<br>", 1000000},
        {"1<sup>2</sup>", 500000},
        {"Länk till annan webbplats ", 1000000},
    };
    static const char good[] = "<p>En helt vanlig sida.</p>";
    struct pool *p = start(1);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n;
        char *page = repeat(cases[i].part, cases[i].total, &n);
        struct pool_result r = ask(p, FRAME_CLEAN, "text/html", page, n);
        if (r.fate == FATE_BAD_REPLY || r.fate == FATE_TIMED_OUT)
            fail_msg("%s: %s: %s", cases[i].part, page_fate_name(r.fate),
                     r.payload);
        free(page);
        r = ask(p, FRAME_CLEAN, "text/html", good, sizeof good - 1);
        assert_int_equal(r.fate, FATE_READ);
        assert_string_equal(r.payload, "En helt vanlig sida.\n");
    }
    pool_stop(p);
}

/* Bytes of no kind at all, by a generator that always gives the same. */
static void test_noise(void **state)
{
    (void)state;
    static const char *const words[] = {
        "<p>",
        "</p>",
        "<table border=1>",
        "<tr>",
        "<td>",
        "</table>",
        "<ul>",
        "<li>",
        "<dl><dt>",
        "<dd>",
        "<b>",
        "</b>",
        "<h2>",
        "</h2>",
        "<a href=/x>",
        "</a>",
        "ord ",
        "3 mars 2027 ",
        "Sista: ",
        "<br>",
        "<del>",
        "<nav>",
        "<div class=fakta>",
        "</div>",
        "&auml;",
        "\xe5",
        "\0",
        "<!--",
        "-->",
        "<x-y>",
        "<sup>1</sup>",
        "<button>",
        "</td>",
        "<script>",
        "</script>",
    };
    struct pool *p = start(2);
    uint32_t seed = 1;
    for (int page = 0; page < 60; page++) {
        struct buf b;
        buf_init(&b, 1u << 20);
        for (int i = 0; i < 1500; i++) {
            seed = seed * 1664525u + 1013904223u;
            const char *w =
                words[(seed >> 16) % (sizeof words / sizeof *words)];
            assert_int_equal(buf_append(&b, w, *w != '\0' ? strlen(w) : 1),
                             ST_OK);
        }
        struct pool_result r =
            ask(p, FRAME_PAGE, "text/html; charset=utf-8", b.data, b.len);
        if (r.fate > FATE_UNREADABLE)
            fail_msg("page %d: %s: %s", page, page_fate_name(r.fate),
                     r.payload);
        buf_free(&b);
    }
    pool_stop(p);
}

static void test_bad_vocabulary(void **state)
{
    (void)state;
    struct pool_options o = {.worker_path = worker,
                             .jobs = 1,
                             .vocab = "x.yaml 3\n{{{",
                             .vocab_len = 12};
    struct pool *p = NULL;
    struct err e = ERR_INIT;
    assert_int_equal(pool_start(&o, &p, &e), ST_INVALID);
    assert_true(e.text[0] != '\0');
}

/* It is no user's command, and says so. */
static void test_usage(void **state)
{
    (void)state;
    char *command =
        arena_printf(mem, "'%s' --nonsense </dev/null 2>/dev/null", worker);
    int status = system(command);
    assert_int_equal(WEXITSTATUS(status), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clean),
        cmocka_unit_test(test_page),
        cmocka_unit_test(test_pdf),
        cmocka_unit_test(test_unreadable),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_noise),
        cmocka_unit_test(test_bad_vocabulary),
        cmocka_unit_test(test_usage),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
