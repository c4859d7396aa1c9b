/*
 * test_likeness.c - what readers of a page see, and when two pages look alike.
 */
#include "../../crawler/ledger.h"
#include "../../crawler/likeness.h"
#include "../../crawler/visible.h"

#include "medel/utf8.h"

#include "medel/crawl_store.h"
#include "medel/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define NOW ((int64_t)1795878000) /* 2026-11-28T15:00:00Z, a Saturday */

static struct arena *mem;

static void test_visible(void **state)
{
    (void)state;
    static const char HTML[] =
        "<!doctype html><html><head><title> S&ouml;k\n bidrag </title>"
        "<style>p { color: red }</style><script>var a = '<p>no</p>';</script>"
        "</head><body><!-- no > --><nav title=\"a > b\"><a href=/>Hem</a></nav>"
        "<h1>Stöd <b>till</b> lokaler</h1><p>H&ouml;gst 500&nbsp;000\xc2\xa0kr"
        "</p><textarea>no</textarea><svg><text>no</text></svg>"
        "<h1>Vem</h1><h1>Hur</h1><h2>När</h2>2 < 3 <unclosed";
    struct visible v;
    visible_read(mem, HTML, sizeof HTML - 1, &v);
    assert_string_equal(v.title, "Sök bidrag");
    assert_int_equal(v.n_headings, 2);
    assert_string_equal(v.headings[0], "Stöd till lokaler");
    assert_string_equal(v.headings[1], "Vem");
    assert_string_equal(v.text, "Hem Stöd till lokaler Högst 500 000 kr Vem "
                                "Hur När 2 3 ");
    assert_int_equal(v.n_words, 13);
    const char *const odd[] = {"",         "<",     "<!--",   "<title>",
                               "<h1>",     "</",    "<a b='", "<script>",
                               "\xff\xfe", "<!-->x"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        visible_read(mem, odd[i], strlen(odd[i]), &v);
    assert_string_equal(v.text, "x ");
    /* A long title is cut between characters. */
    char title[1000];
    size_t at = (size_t)snprintf(title, sizeof title, "<title>x");
    for (int i = 0; i < 400; i++)
        at += (size_t)snprintf(title + at, sizeof title - at, "ö");
    visible_read(mem, title, at, &v);
    assert_in_range(strlen(v.title), 100, 500);
    assert_true(utf8_valid(v.title, strlen(v.title)));
}

static struct looks looks_at(const char *text, int64_t now)
{
    struct visible v;
    struct looks l;
    visible_read(mem, text, strlen(text), &v);
    looks_of(mem, &v, now, false, &l);
    return l;
}

/* What is only a clock makes no difference at all. */
static void test_clocks(void **state)
{
    (void)state;
    static const char *const SAME[][2] = {
        {"Stöd. Klockan är 12:03:44.", "Stöd. Klockan är 9:14."},
        {"Stöd, kl. 12.03", "Stöd, kl. 12.59"},
        {"Stöd 2026-11-28T12:03:44Z", "Stöd 2026-11-28T09:00:01+01:00"},
        {"Stöd, idag 2026-11-28", "Stöd, idag 2026-11-27"},
        {"Stöd lördag 28 november 2026", "Stöd söndag 29 november 2026"},
        {"Stöd Nov 28, 2026", "Stöd Nov 27, 2026"},
        {"Stöd 28.11.2026", "Stöd 29.11.2026"},
        {"Stöd 1764341234", "Stöd 1764349999"},
        {"Stöd 9f86d081884c7d65", "Stöd 2c26b46b68ffc68f"},
    };
    for (size_t i = 0; i < sizeof SAME / sizeof *SAME; i++) {
        struct looks a = looks_at(SAME[i][0], NOW),
                     b = looks_at(SAME[i][1], NOW);
        if (!looks_same(&a, &b) || !looks_near(&a, &b))
            fail_msg("not the same: %s | %s", SAME[i][0], SAME[i][1]);
    }
    /* A day later. */
    struct looks a = looks_at("Lördag 28 november 2026. Stöd.", NOW);
    struct looks b = looks_at("Söndag 29 november 2026. Stöd.", NOW + 86400);
    assert_true(looks_same(&a, &b));

    static const char *const DIFFERENT[][2] = {
        {"Sista dag 15 januari 2027", "Sista dag 29 januari 2027"},
        {"Sista dag 2027-01-15", "Sista dag 2027-01-29"},
        {"Högst 400 000 kr", "Högst 500 000 kr"},
        {"Högst 50 procent", "Högst 60 procent"},
        {"Version 1", "Version 2"},
        {"Öppet 8-16", "Öppet 8-17"},
        {"Sidan /a/b", "Sidan /a/c"},
    };
    for (size_t i = 0; i < sizeof DIFFERENT / sizeof *DIFFERENT; i++) {
        a = looks_at(DIFFERENT[i][0], NOW);
        b = looks_at(DIFFERENT[i][1], NOW);
        if (looks_same(&a, &b) || looks_near(&a, &b))
            fail_msg("the same: %s | %s", DIFFERENT[i][0], DIFFERENT[i][1]);
    }
    a = looks_at("", NOW);
    assert_false(looks_same(&a, &a));
}

/* A page of many words, with TAIL. */
static struct looks long_page(const char *tail)
{
    static char text[16384];
    size_t at = 0;
    for (int i = 0; i < 600; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "ord%c%c%d ",
                               'a' + i % 23, 'a' + i % 19, i);
    snprintf(text + at, sizeof text - at, "%s", tail);
    return looks_at(text, NOW);
}

static void test_near(void **state)
{
    (void)state;
    struct looks a = long_page("Du är besökare nummer 17. Högst 50 000 kr.");
    struct looks b = long_page("Du är besökare nummer 18. Högst 50 000 kr.");
    struct looks c = long_page("Du är besökare nummer 18. Högst 90 000 kr.");
    assert_false(looks_same(&a, &b));
    assert_true(looks_near(&a, &b));
    assert_false(looks_near(&a, &c)); /* another call of the same template */
}

/* Words far from digits and marks are not looked at one by one; that makes no
 * difference. With a mark behind each, which is no part of it, they are. */
static void test_runs(void **state)
{
    (void)state;
    static const char *const WORDS[] = {
        "stöd",  "bidrag", "i",   "lördag",     "28",      "november",   "kl",
        "12.03", "500",    "000", "kr",         "Nov",     "utveckling", "år",
        "av",    "och",    "1",   "2027-01-15", "procent", "föreningar"};
    unsigned seed = 1;
    for (int round = 0; round < 3000; round++) {
        char runs[8192], single[8192];
        size_t a = 0, b = 0;
        int n = 5 + round % 300, rare = 1 + round % 40;
        for (int i = 0; i < n; i++) {
            seed = seed * 1103515245 + 12345;
            const char *w = (seed >> 12) % (unsigned)rare == 0
                                ? WORDS[(seed >> 18) % 20]
                                : WORDS[(seed >> 18) % 3];
            a += (size_t)snprintf(runs + a, sizeof runs - a, "%s ", w);
            b += (size_t)snprintf(single + b, sizeof single - b, "%s! ", w);
        }
        struct visible v = {.title = "", .text = runs},
                       w = {.title = "", .text = single};
        struct looks x, y;
        looks_of(mem, &v, NOW, false, &x);
        looks_of(mem, &w, NOW, false, &y);
        assert_int_equal(x.n_words, y.n_words);
        assert_true(x.exact == y.exact && x.words == y.words);
        arena_reset(mem);
    }
}

/* Hostile texts take no time. */
static void test_patience(void **state)
{
    (void)state;
    static const char *const PIECES[] = {
        "mon ", "000 ", "1 ", "28 november ", "<h1>", "='", "<!--", "&#", "/ "};
    size_t len = 1 << 20;
    char *text = malloc(len + 16);
    for (size_t i = 0; i < sizeof PIECES / sizeof *PIECES; i++) {
        size_t n = strlen(PIECES[i]), at = 0;
        for (; at + n < len; at += n)
            memcpy(text + at, PIECES[i], n);
        text[at] = '\0';
        alarm(20);
        looks_at(text, NOW);
        alarm(0);
        arena_reset(mem);
    }
    free(text);
}

/* --- the store ------------------------------------------------------------ */

static char dir[64];
static struct crawl_store *store;
static sqlite3 *db;

static int64_t number(const char *sql)
{
    sqlite3_stmt *s = NULL;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    int64_t n = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return n;
}

static void open_store(void)
{
    struct err e = ERR_INIT;
    snprintf(dir, sizeof dir, "/tmp/medel-likeness-XXXXXX");
    assert_non_null(mkdtemp(dir));
    assert_int_equal(crawl_store_open(dir, DB_READ_WRITE, &store, &e), ST_OK);
    db = crawl_store_db(store);
    assert_int_equal(
        db_exec(db,
                "INSERT INTO funder(id, name, regions) VALUES('f', 'F', 0);"
                "INSERT INTO host(id, name) VALUES(1, 'h');"
                "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 70)"
                " INSERT INTO page(id, url, funder, host, state, depth, rank,"
                " found_at) SELECT i, 'http://h/' || i, 'f', 1, 1, i, 0, 0"
                " FROM n",
                &e),
        ST_OK);
}

static void close_store(void)
{
    char command[96];
    crawl_store_close(store);
    snprintf(command, sizeof command, "rm -r %s", dir);
    assert_int_equal(system(command), 0);
}

/* Keeps LOOKS of page ID, the way the crawler does. */
static void keep(int64_t id, const struct looks *looks)
{
    struct ledger *ledger;
    struct err e = ERR_INIT;
    struct page_row before, after;
    const struct page_look look = {looks->words, looks->exact, looks->figures,
                                   0};
    assert_int_equal(ledger_new(store, &ledger, &e), ST_OK);
    assert_int_equal(ledger_load(ledger, mem, id, &before, &e), ST_OK);
    after = before;
    after.look = &look;
    assert_int_equal(ledger_update(ledger, &before, &after, &e), ST_OK);
    /* A row without stays as it looks. */
    assert_int_equal(ledger_update(ledger, &before, &before, &e), ST_OK);
    ledger_free(ledger);
}

/* One that is the same comes before one that is only near, whichever was there
 * first; of those that are near the first does. */
static void test_order(void **state)
{
    (void)state;
    struct likeness *l;
    struct err e = ERR_INIT;
    struct alike found;
    open_store();
    assert_int_equal(likeness_new(db, &l, &e), ST_OK);
    const struct looks base = {0xfedcba9876543210, 7, 42, 100, 0};
    struct looks near = base, twin = base;
    near.words ^= 1 << 20;
    near.exact = 8;
    twin.exact = 9; /* other words that give the same simhash */
    keep(2, &near);
    keep(3, &twin);
    assert_int_equal(likeness_find(l, "f", 9, &base, &found, &e), ST_OK);
    assert_true(found.page == 2 && !found.same);
    keep(4, &base);
    assert_int_equal(likeness_find(l, "f", 9, &base, &found, &e), ST_OK);
    assert_true(found.page == 4 && found.same && found.depth == 4);
    assert_int_equal(likeness_find(l, "f", 9, &twin, &found, &e), ST_OK);
    assert_true(found.page == 3 && found.same);
    likeness_free(l);
    close_store();
}

/* What an older medel stored is known by the hash that it used. */
static void test_old(void **state)
{
    (void)state;
    static const char KEPT[] = "Bidrag Sök senast 3 maj högst 5 000 kr ";
    struct likeness *l;
    struct err e = ERR_INIT;
    struct alike found;
    const struct visible v = {.title = "Bidrag",
                              .text = "Sök senast 3 maj, högst 5 000 kr "};
    struct looks now, plain;
    looks_of(mem, &v, NOW, false, &plain);
    looks_of(mem, &v, NOW, true, &now);
    assert_true(plain.exact_old == 0 && now.exact == plain.exact);
    assert_true(now.exact_old == hash_u64(KEPT, sizeof KEPT - 1));
    struct looks old = now;
    old.exact = now.exact_old;
    old.exact_old = 0;
    assert_true(looks_same(&old, &now) && looks_same(&now, &old));
    assert_false(looks_same(&old, &plain) || looks_same(&plain, &old));
    open_store();
    assert_int_equal(likeness_new(db, &l, &e), ST_OK);
    assert_false(likeness_has_old(l));
    likeness_free(l);
    assert_int_equal(
        db_exec(db, "INSERT INTO meta VALUES('old_looks', 1)", &e), ST_OK);
    assert_int_equal(likeness_new(db, &l, &e), ST_OK);
    assert_true(likeness_has_old(l));
    keep(1, &old);
    assert_int_equal(likeness_find(l, "f", 2, &now, &found, &e), ST_OK);
    assert_true(found.page == 1 && found.same);
    likeness_free(l);
    close_store();
}

static void test_groups(void **state)
{
    (void)state;
    struct likeness *l;
    struct err e = ERR_INIT;
    struct alike found;
    open_store();
    assert_int_equal(likeness_new(db, &l, &e), ST_OK);
    const struct looks base = {0xfedcba9876543210, 7, 42, 100, 0};
    keep(1, &base);
    /* Three bits wherever they are are found, four are another page. */
    for (int bit = 0; bit < 64; bit++) {
        struct looks x = base;
        x.exact = 8;
        x.words ^= (uint64_t)1 << bit | (uint64_t)1 << (bit + 17) % 64 |
                   (uint64_t)1 << (bit + 40) % 64;
        assert_int_equal(likeness_find(l, "f", 2, &x, &found, &e), ST_OK);
        assert_int_equal(found.page, 1);
        assert_int_equal(found.depth, 1);
        assert_false(found.same);
        x.words ^= (uint64_t)1 << (bit + 5) % 64;
        assert_int_equal(likeness_find(l, "f", 2, &x, &found, &e), ST_OK);
        assert_int_equal(found.page, 0);
    }
    struct looks x = base;
    assert_int_equal(likeness_find(l, "f", 2, &x, &found, &e), ST_OK);
    assert_true(found.page == 1 && found.same);
    assert_int_equal(likeness_find(l, "f", 1, &x, &found, &e), ST_OK);
    assert_int_equal(found.page, 0); /* itself */
    assert_int_equal(likeness_find(l, "g", 2, &x, &found, &e), ST_OK);
    assert_int_equal(found.page, 0); /* another funder's */
    x.exact = 9;
    x.figures = 43;
    assert_int_equal(likeness_find(l, "f", 2, &x, &found, &e), ST_OK);
    assert_int_equal(found.page, 0); /* another deadline */
    assert_int_equal(db_exec(db, "UPDATE page SET state = 3 WHERE id = 1", &e),
                     ST_OK);
    assert_int_equal(likeness_find(l, "f", 2, &base, &found, &e), ST_OK);
    assert_int_equal(found.page, 0); /* gone */
    /* The search goes by its indexes. */
    assert_int_equal(number("SELECT count(*) FROM sqlite_schema WHERE name LIKE"
                            " 'page_near_%'"),
                     4);
    likeness_free(l);
    close_store();
}

/* Of versions that differ by a clock the first and the last are kept. */
static void test_thinning(void **state)
{
    (void)state;
    struct likeness *l;
    struct err e = ERR_INIT;
    open_store();
    assert_int_equal(likeness_new(db, &l, &e), ST_OK);
    for (int version = 1; version <= 6; version++) {
        char sql[160];
        snprintf(sql, sizeof sql,
                 "INSERT INTO body(page, version, fetched_at, length, zstd)"
                 " VALUES(1, %d, 0, 0, x'')",
                 version);
        assert_int_equal(db_exec(db, sql, &e), ST_OK);
        if (version != 1 && version != 4) /* the fourth is a real change */
            assert_int_equal(likeness_only_clock(l, 1, version, &e), ST_OK);
    }
    assert_int_equal(number("SELECT count(*) FROM body"), 4);
    assert_int_equal(number("SELECT sum(version) FROM body"), 1 + 3 + 4 + 6);
    likeness_free(l);
    close_store();
}

static void test_shapes(void **state)
{
    (void)state;
    struct likeness *l;
    struct err e = ERR_INIT;
    bool full;
    open_store();
    assert_int_equal(likeness_new(db, &l, &e), ST_OK);
    for (int i = 0; i < 20; i++) {
        assert_int_equal(likeness_exhausted(l, "f", "h/#", &full, &e), ST_OK);
        assert_false(full);
        assert_int_equal(likeness_count(l, "f", "h/#", true, &e), ST_OK);
        assert_int_equal(likeness_count(l, "f", "h/x?", i % 2 == 0, &e), ST_OK);
    }
    assert_int_equal(likeness_exhausted(l, "f", "h/#", &full, &e), ST_OK);
    assert_true(full);
    assert_int_equal(likeness_exhausted(l, "f", "h/x?", &full, &e), ST_OK);
    assert_false(full);
    assert_int_equal(likeness_exhausted(l, "g", "h/#", &full, &e), ST_OK);
    assert_false(full);
    likeness_free(l);
    close_store();
}

static int start(void **state)
{
    (void)state;
    mem = arena_new();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_visible),  cmocka_unit_test(test_clocks),
        cmocka_unit_test(test_near),     cmocka_unit_test(test_runs),
        cmocka_unit_test(test_patience), cmocka_unit_test(test_groups),
        cmocka_unit_test(test_order),    cmocka_unit_test(test_thinning),
        cmocka_unit_test(test_shapes),   cmocka_unit_test(test_old),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
