/* test_links.c - the link scanner, mostly on markup that is not right. */
#include "../../crawler/links.h"
#include "medel/caps.h"
#include "medel/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct arena *mem;
static struct page_links got;

static int set_up(void **state)
{
    (void)state;
    mem = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

static void scan_bytes(const char *html, size_t n)
{
    /* From the heap, at its exact length: a step too far is seen. */
    char *copy = malloc(n != 0 ? n : 1);
    memcpy(copy, html, n);
    links_scan(mem, copy, n, "medel", &got);
    free(copy);
}

static void scan(const char *html)
{
    scan_bytes(html, strlen(html));
}

/* "kind href text|..." of all links. */
static const char *listing(void)
{
    static char out[4096];
    size_t at = 0;
    out[0] = '\0';
    for (size_t i = 0; i < got.n; i++)
        at += (size_t)snprintf(out + at, sizeof out - at, "%s%c %s [%s]%s",
                               i != 0 ? "|" : "", "ANFLCR"[got.items[i].kind],
                               got.items[i].href, got.items[i].text,
                               got.items[i].nofollow ? " nofollow" : "");
    return out;
}

static void expect(const char *html, const char *links)
{
    scan(html);
    assert_string_equal(listing(), links);
}

static void test_anchors(void **state)
{
    (void)state;
    expect("<a href=\"/a\">Sök bidrag</a>", "A /a [Sök bidrag]");
    expect("<A HREF='/a' >x</A>", "A /a [x]");
    expect("<a href=/a>x</a>", "A /a [x]");
    expect("<a class=b href = /a/b/ target=_blank>x", "A /a/b/ [x]");
    expect("<a\nhref\n=\n\"/a\"\n>\n <b>Alla</b>\n<i>stöd</i> </a>",
           "A /a [Alla stöd]");
    expect("<a href=/1>ett<a href=/2>två</a>", "A /1 [ett]|A /2 [två]");
    expect("<a name=x>ingen</a><a href=''>tom</a><a href=#y>del</a>", "");
    expect("<a href=/a><img src=i alt='Utlysning'></a>", "A /a [Utlysning]");
    expect("<a href=/a aria-label='Läs mer om X'>Läs mer</a>",
           "A /a [Läs mer om X Läs mer]");
    expect("<area href=/karta alt=Norr><p>text", "A /karta [Norr]");
    expect("<a href=/a rel='noopener nofollow'>x</a>", "A /a [x] nofollow");
    expect("<a href=/2 rel=next>2</a>", "N /2 [2]");
    expect("<a href=\"/a\"/>x</a>", "A /a [x]");
    expect("<abbr href=/no>x</abbr><address href=/no>", "");
    expect("<frame src=/ram><iframe src=/in><a href=/no>x</a></iframe>",
           "A /ram []|A /in []");
}

static void test_references(void **state)
{
    (void)state;
    expect("<a href='?a=1&amp;b=2'>x</a>", "A ?a=1&b=2 [x]");
    expect("<a href='?a=1&copy=2&b'>x</a>", "A ?a=1&copy=2&b [x]");
    expect("<a href='/st&ouml;d/&#229;r/&#xE4;'>St&ouml;d&nbsp;nu</a>",
           "A /stöd/år/ä [Stöd nu]");
    expect("<a href='/&#0;&#xD800;&#99999999999;'>x</a>",
           "A /\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD [x]");
    expect("<a href='/a&#;&#x;&'>x</a>", "A /a&#;&#x;& [x]");
    expect("<a href=' \n/a\tb\r\nc '>x</a>", "A /abc [x]");
    /* Latin-1 */
    expect("<a href='/st\xF6"
           "d'>St\xF6"
           "d</a>",
           "A /stöd [Stöd]");
}

static void test_head(void **state)
{
    (void)state;
    expect("<link rel=canonical href=/c><link rel='next' href=/n>"
           "<link rel=alternate type='application/rss+xml' href=/rss>"
           "<link rel='alternate' type=application/atom+xml href=/atom>"
           "<link rel=alternate hreflang=en href=/en>"
           "<link rel=stylesheet href=/s.css><link rel=alternate href=/m>",
           "C /c []|N /n []|F /rss []|F /atom []|L /en []");
    expect("<base href=/b/><base href=/other/><a href=x>x</a>", "A x [x]");
    assert_string_equal(got.base, "/b/");
    expect("<meta http-equiv=Refresh content='0; url=/ny'>", "R /ny []");
    expect("<meta http-equiv=refresh content=\"0;URL='/ny'\">", "R /ny []");
    expect("<meta http-equiv=refresh content='5, /ny'>", "R /ny []");
    expect("<meta http-equiv=refresh content='5'>", "");
}

static void robots(const char *html, bool noindex, bool nofollow)
{
    scan(html);
    assert_int_equal(got.noindex, noindex);
    assert_int_equal(got.nofollow, nofollow);
}

static void test_robots(void **state)
{
    (void)state;
    robots("<meta name=robots content='noindex'>", true, false);
    robots("<META NAME=ROBOTS CONTENT='NOINDEX,NOFOLLOW'>", true, true);
    robots("<meta content='follow, none' name=robots>", true, true);
    robots("<meta name=medel content=nofollow>", false, true);
    robots("<meta name=googlebot content=noindex>", false, false);
    robots("<meta name=robots content='index, follow'>", false, false);
    robots("<meta name=robots content='unnoindex noindexed'>", false, false);
    robots("<!-- <meta name=robots content=noindex> -->", false, false);
}

static void test_not_markup(void **state)
{
    (void)state;
    expect("<script>'<a href=/no>x</a>'</script><a href=/a>x</a>", "A /a [x]");
    expect("<SCRIPT type=x><a href=/no></SCRIPT ><a href=/a>x", "A /a [x]");
    expect("<script></scriptx></script><a href=/a>x", "A /a [x]");
    expect("<style><a href=/no></style><title><a href=/no></title>", "");
    expect("<textarea><a href=/no></textarea><a href=/a>x", "A /a [x]");
    expect("<!-- <a href=/no> --><a href=/a>x", "A /a [x]");
    expect("<!--><a href=/a>x--></a>", "A /a [x-->]");
    expect("<!---><a href=/a>x", "A /a [x]");
    expect("<!-- -- > <a href=/no> -->", "");
    expect("<!DOCTYPE html><?xml version='1'?><a href=/a>x", "A /a [x]");
    expect("1 < 2 <a href=/a>x", "A /a [x]");
    expect("</ ><a href=/a>x", "A /a [x]");
    expect("<noscript><a href=/a>x</a></noscript>", "A /a [x]");
}

static void test_broken(void **state)
{
    (void)state;
    expect("<a href=\"/a", "");
    expect("<a href=\"/a>x</a><a href=\"/b\">y</a>", "A /a>x</a><a href= [y]");
    expect("<a href=/a", "");
    expect("<", "");
    expect("<a", "");
    expect("</", "");
    expect("<!", "");
    expect("<!-", "");
    expect("<!--", "");
    expect("<a =href=/x href=/a>x", "A /a [x]");
    expect("<a href>x</a>", "");
    expect("<a href=>x</a>", "");
    expect("<a href=/1 href=/2>x</a>", "A /1 [x]");
    expect("<script>", "");
    expect("", "");
    assert_false(got.html);
    scan("plain text, no tags");
    assert_false(got.html);
    scan("<html><p>x");
    assert_true(got.html);
    assert_false(got.closed);
    scan("<html><p>x</HTML >");
    assert_true(got.closed);
    /* A link found inside an open anchor, when the list grows. */
    static char html[4096];
    size_t at = (size_t)snprintf(html, sizeof html, "<a href=/first>");
    for (int i = 0; i < 20; i++)
        at += (size_t)snprintf(html + at, sizeof html - at,
                               "<link rel=canonical href=/%d>", i);
    snprintf(html + at, sizeof html - at, "words</a>");
    scan(html);
    assert_int_equal(got.n, 21);
    assert_string_equal(got.items[0].text, "words");
}

static void test_utf16(void **state)
{
    (void)state;
    static const char le[] = "\xFF\xFE<\0a\0 \0h\0r\0e\0f\0=\0/\0\xF6\0>\0x\0";
    scan_bytes(le, sizeof le - 1);
    assert_string_equal(listing(), "A /ö [x]");
    static const char be[] = "\xFE\xFF\0<\0a\0 \0h\0r\0e\0f\0=\0/\0\xF6\0>\0x";
    scan_bytes(be, sizeof be - 1);
    assert_string_equal(listing(), "A /ö [x]");
    scan_bytes(le, sizeof le - 2); /* half a character at the end */
    scan_bytes(le, 2);
    scan_bytes(le, 3);
    assert_int_equal(got.n, 0);
}

static void test_bounds(void **state)
{
    (void)state;
    size_t n = 8u << 20;
    char *big = malloc(n);
    /* too many links */
    size_t at = 0;
    for (unsigned i = 0; i < CAP_LINKS_PER_PAGE + 7; i++)
        at += (size_t)snprintf(big + at, n - at, "<a href=/%u>x</a>", i);
    scan_bytes(big, at);
    assert_int_equal(got.n, CAP_LINKS_PER_PAGE);
    assert_int_equal(got.cut, 7);
    /* an address too long */
    at = (size_t)snprintf(big, n, "<a href=/");
    memset(big + at, 'a', 100000);
    at += 100000;
    at += (size_t)snprintf(big + at, n - at, ">x</a><a href=/b>y</a>");
    scan_bytes(big, at);
    assert_string_equal(listing(), "A /b [y]");
    assert_int_equal(got.overlong, 1);
    /* a long text is cut at a character */
    for (int odd = 0; odd < 4; odd++) {
        at = (size_t)snprintf(big, n, "<a href=/b>%.*s", odd, "xyz");
        for (int i = 0; i < 1000; i++)
            at += (size_t)snprintf(big + at, n - at, "ö<b>å</b>€");
        scan_bytes(big, at);
        size_t len = strlen(got.items[0].text);
        assert_in_range(len, 190, 200);
        assert_true(utf8_valid(got.items[0].text, len));
    }
    /* a hundred thousand attributes; things that never end */
    at = (size_t)snprintf(big, n, "<a ");
    for (int i = 0; i < 100000; i++)
        at += (size_t)snprintf(big + at, n - at, "a%d=%d ", i, i);
    at += (size_t)snprintf(big + at, n - at, "href=/no>x");
    scan_bytes(big, at);
    const char *const pieces[] = {"<",  "<a ",        "<!--",
                                  "</", "<script>",   "<a href=\"",
                                  "&",  "<a href=/ ", "<title"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t len = strlen(pieces[i]);
        for (at = 0; at + len < n; at += len)
            memcpy(big + at, pieces[i], len);
        arena_reset(mem);
        scan_bytes(big, at);
    }
    free(big);
}

static void test_noise(void **state)
{
    (void)state;
    static const char *const WORDS[] = {
        "<a ",     "href=", "\"",        "'",        ">",         "</a>",
        "<base",   "<!--",  "-->",       "<script>", "</script",  " ",
        "/x",      "\xF6",  "&amp;",     "&#",       "<meta ",    "name=robots",
        "\0",      "rel=",  "canonical", "content=", "<link ",    "http-equiv=",
        "refresh", "url=",  "<area ",    "\xFF\xFE", "<img alt=", "\n",
    };
    srand(7);
    char html[2000];
    for (int round = 0; round < 5000; round++) {
        size_t at = 0;
        int n = rand() % 40;
        for (int i = 0; i < n; i++) {
            const char *w =
                WORDS[(size_t)rand() % (sizeof WORDS / sizeof *WORDS)];
            size_t len = *w != '\0' ? strlen(w) : 1;
            memcpy(html + at, w, len);
            at += len;
        }
        scan_bytes(html, at);
        if (round % 100 == 0)
            arena_reset(mem);
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_anchors), TEST(test_references), TEST(test_head),
        TEST(test_robots),  TEST(test_not_markup), TEST(test_broken),
        TEST(test_utf16),   TEST(test_bounds),     TEST(test_noise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
