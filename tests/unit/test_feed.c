/* test_feed.c - sitemaps, feeds and the decoding of what they come in. */
#include "../../crawler/feed.h"
#include "../../crawler/inflate.h"
#include "medel/buf.h"
#include "medel/caps.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zlib.h>

#include <cmocka.h>

struct seen {
    char text[4096];
    size_t n;
};

static void note(void *arg, const struct feed_entry *entry)
{
    struct seen *s = arg;
    size_t at = strlen(s->text);
    s->n++;
    snprintf(s->text + at, sizeof s->text - at, "%s%s%s @%lld [%s]",
             at != 0 ? "|" : "", entry->next ? "next " : "", entry->url,
             (long long)entry->modified / 86400, entry->title);
}

/* In pieces of STEP bytes. */
static enum status read_feed(const char *xml, size_t len, size_t step,
                             struct seen *s, enum feed_kind *kind)
{
    *s = (struct seen){.n = 0};
    struct feed *f = feed_new(note, s);
    assert_non_null(f);
    enum status st = ST_OK;
    for (size_t at = 0; st == ST_OK && at < len; at += step)
        st = feed_add(f, xml + at, len - at < step ? len - at : step, NULL);
    if (st == ST_OK)
        st = feed_end(f, NULL);
    *kind = feed_kind(f);
    feed_free(f);
    return st;
}

static void expect(const char *xml, enum status want, enum feed_kind kind,
                   const char *entries)
{
    for (size_t step = 1; step < 10000; step *= 7) {
        struct seen s;
        enum feed_kind got;
        assert_int_equal(read_feed(xml, strlen(xml), step, &s, &got), want);
        assert_int_equal(got, kind);
        assert_string_equal(s.text, entries);
    }
}

static void test_sitemaps(void **state)
{
    (void)state;
    expect("<?xml version='1.0' encoding='UTF-8'?>\n"
           "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
           " xmlns:image='i'>"
           "<url><loc> https://a.se/1?x=1&amp;y=2\n</loc>"
           "<lastmod>2026-11-02T10:00:00+01:00</lastmod>"
           "<image:image><image:loc>https://a.se/i.png</image:loc>"
           "</image:image></url>"
           "<url><lastmod>soon</lastmod><loc>https://a.se/2</loc></url>"
           "<url><loc></loc></url></urlset>",
           ST_OK, FEED_SITEMAP,
           "https://a.se/1?x=1&y=2 @20759 []|https://a.se/2 @0 []");
    expect("<sitemapindex><sitemap><loc>/s1.xml.gz</loc></sitemap>"
           "<sitemap><loc>/s2.xml</loc></sitemap></sitemapindex>",
           ST_OK, FEED_SITEMAP_INDEX, "/s1.xml.gz @0 []|/s2.xml @0 []");
    expect("\xEF\xBB\xBFhttps://a.se/1\r\nhttps://a.se/2", ST_OK, FEED_SITEMAP,
           "https://a.se/1 @0 []|https://a.se/2 @0 []");
    expect("<x:urlset xmlns:x='s'><x:url><x:loc>/p</x:loc></x:url>"
           "</x:urlset>",
           ST_OK, FEED_SITEMAP, "/p @0 []");
}

static void test_feeds(void **state)
{
    (void)state;
    expect("<rss version='2.0'><channel><title>Nyheter</title>"
           "<link>https://a.se/</link><item><title>Ny utlysning</title>"
           "<link>https://a.se/n1</link>"
           "<guid>https://a.se/?p=1</guid>"
           "<pubDate>Mon, 02 Nov 2026 10:00:00 +0100</pubDate></item>"
           "<item><guid isPermaLink='false'>id-2</guid>"
           "<link>https://a.se/n2</link></item>"
           "<item><guid>https://a.se/n3</guid></item>"
           "<item><guid>id-4</guid></item></channel></rss>",
           ST_OK, FEED_RSS,
           "https://a.se/n1 @20759 [Ny utlysning]|https://a.se/n2 @0 []|"
           "https://a.se/n3 @0 []");
    expect("<feed xmlns='http://www.w3.org/2005/Atom'>"
           "<link rel='self' href='/atom'/><link rel='next' href='/atom?p=2'/>"
           "<entry><title>T</title><link rel='edit' href='/e'/>"
           "<link href='/p1'/><updated>2026-11-02T00:00:00Z</updated>"
           "</entry></feed>",
           ST_OK, FEED_ATOM, "next /atom?p=2 @0 []|/p1 @20759 [T]");
    expect("<rdf:RDF xmlns:rdf='r' xmlns='p'><channel/>"
           "<item><link>https://a.se/1</link></item></rdf:RDF>",
           ST_OK, FEED_RSS, "https://a.se/1 @0 []");
    expect("<?xml version='1.0' encoding='windows-1252'?><rss><channel>"
           "<item><title>F\xF6rening</title><link>/1</link></item>"
           "</channel></rss>",
           ST_OK, FEED_RSS, "/1 @0 [Förening]");
}

static void test_hostile(void **state)
{
    (void)state;
    expect("<urlset><url><loc>/1</loc></url><url><loc>/2", ST_INVALID,
           FEED_SITEMAP, "/1 @0 []");
    expect("<html><a href='/x'>x</a></html>", ST_INVALID, FEED_UNKNOWN, "");
    expect("<!DOCTYPE r [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]>"
           "<urlset><url><loc>&b;</loc></url></urlset>",
           ST_INVALID, FEED_UNKNOWN, "");
    expect("<!DOCTYPE urlset [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
           "<urlset><url><loc>&f;</loc></url></urlset>",
           ST_INVALID, FEED_UNKNOWN, "");
    expect("<!DOCTYPE rss PUBLIC '-//N//DTD RSS 0.91//EN' 'http://n/r.dtd'>"
           "<rss><channel><item><link>/1</link></item></channel></rss>",
           ST_OK, FEED_RSS, "/1 @0 []");
    expect("not a list", ST_INVALID, FEED_SITEMAP, "");
    expect("", ST_INVALID, FEED_UNKNOWN, "");

    size_t n = 8u << 20, at = 0;
    char *big = malloc(n);
    struct seen s;
    enum feed_kind kind;
    /* nested for ever */
    at = (size_t)snprintf(big, n, "<urlset>");
    while (at < n - 10)
        at += (size_t)snprintf(big + at, n - at, "<url>");
    assert_int_equal(read_feed(big, at, 65536, &s, &kind), ST_INVALID);
    /* an address without end is none, not its first part */
    at = (size_t)snprintf(big, n, "<urlset><url><loc>http://a/");
    memset(big + at, 'a', 1u << 20);
    at += 1u << 20;
    at += (size_t)snprintf(big + at, n - at, "</loc></url></urlset>");
    assert_int_equal(read_feed(big, at, 1000, &s, &kind), ST_OK);
    assert_int_equal(s.n, 0);
    /* too many */
    at = (size_t)snprintf(big, n, "<urlset>");
    for (unsigned i = 0; i <= CAP_SITEMAP_URLS; i++)
        at +=
            (size_t)snprintf(big + at, n - at, "<url><loc>/%u</loc></url>", i);
    assert_int_equal(read_feed(big, at, 65536, &s, &kind), ST_LIMIT);
    assert_int_equal(s.n, CAP_SITEMAP_URLS);
    free(big);
}

static void test_sniff(void **state)
{
    (void)state;
    const struct {
        const char *text;
        bool yes;
    } cases[] = {
        {"<?xml version='1.0'?><urlset xmlns='x'>", true},
        {"<!-- <b> --><rss version='2.0'>", true},
        {"\xEF\xBB\xBF <feed>", true},
        {"<sitemapindex/>", true},
        {"<html><rss>", false},
        {"<!DOCTYPE html><html>", false},
        {"<!--", false},
        {"<", false},
        {"", false},
        {"urlset", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(feed_sniff(cases[i].text, strlen(cases[i].text)),
                         cases[i].yes);
}

/* --- inflate -------------------------------------------------------------- */

static size_t deflate_as(int bits, const char *text, size_t len, char *out,
                         size_t max)
{
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, bits, 8, 0), Z_OK);
    z.next_in = (z_const Bytef *)text;
    z.avail_in = (uInt)len;
    z.next_out = (Bytef *)out;
    z.avail_out = (uInt)max;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    size_t n = max - z.avail_out;
    deflateEnd(&z);
    return n;
}

static enum status take(void *arg, const char *bytes, size_t len, struct err *e)
{
    (void)e;
    return buf_append(arg, bytes, len);
}

static void test_inflate(void **state)
{
    (void)state;
    char text[5000], packed[6000];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(i * 7 % 97);
    struct buf out;
    buf_init(&out, 1 << 20);
    const int bits[] = {31, 15, -15};
    for (size_t i = 0; i < 3; i++) {
        size_t n = deflate_as(bits[i], text, sizeof text, packed, 6000);
        buf_reset(&out);
        assert_int_equal(inflate_bytes(packed, n, 5000, take, &out, NULL), 0);
        assert_int_equal(out.len, sizeof text);
        assert_memory_equal(out.data, text, sizeof text);
        assert_int_equal(inflate_bytes(packed, n, 4999, take, &out, NULL),
                         ST_LIMIT);
        /* junk behind the end */
        memcpy(packed + n, "junk", 4);
        assert_int_equal(inflate_bytes(packed, n + 4, 5000, take, &out, NULL),
                         ST_OK);
        /* cut off anywhere */
        for (size_t cut = 0; cut < n; cut += 13)
            assert_int_equal(inflate_bytes(packed, cut, 5000, take, &out, NULL),
                             ST_INVALID);
    }
    assert_int_equal(inflate_bytes("plain text", 10, 100, take, &out, NULL),
                     ST_INVALID);
    /* several members */
    size_t n = deflate_as(31, "ett ", 4, packed, 6000);
    n += deflate_as(31, "två", 4, packed + n, 6000 - n);
    buf_reset(&out);
    assert_int_equal(inflate_bytes(packed, n, 100, take, &out, NULL), ST_OK);
    assert_string_equal(out.data, "ett två");
    /* a bomb: 100 MB of nothing */
    size_t size = 100u << 20;
    char *zeros = calloc(1, size), *bomb = malloc(1 << 20);
    n = deflate_as(31, zeros, size, bomb, 1 << 20);
    buf_reset(&out);
    assert_int_equal(inflate_bytes(bomb, n, 1 << 20, take, &out, NULL),
                     ST_LIMIT);
    free(zeros);
    free(bomb);
    buf_free(&out);
}

/* HEAD, N times C, TAIL and an item; in pieces of 1000 bytes. */
static enum status read_long(const char *head, char c, size_t n,
                             const char *tail, size_t *items)
{
    struct buf b;
    struct seen s;
    enum feed_kind kind;
    buf_init(&b, 64u << 20);
    assert_int_equal(buf_printf(&b, "<rss><channel>%s", head), ST_OK);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(buf_putc(&b, c), ST_OK);
    assert_int_equal(buf_printf(&b,
                                "%s<item><link>http://a.example/</link></item>"
                                "</channel></rss>",
                                tail),
                     ST_OK);
    enum status st = read_feed(b.data, b.len, 1000, &s, &kind);
    *items = s.n;
    buf_free(&b);
    return st;
}

/* A tag costs its length, not the square of it, and has an end; text may be of
 * any length. */
static void test_long_tags(void **state)
{
    (void)state;
    static const struct {
        const char *head, *tail;
        char c;
        bool text;
    } kinds[] = {
        {"<x a='", "'/>", 'a', false},
        {"<!--", "-->", 'b', false},
        {"<", "/>", 'c', false},
        {"<?x ", "?>", 'd', false},
        {"<x ", "/>", ' ', false},
        {"<x>", "</x>", 'e', true},
        {"<x><![CDATA[", "]]></x>", 'f', true},
        {"", "", ' ', true},
    };
    clock_t began = clock();
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        for (int large = 0; large < 2; large++) {
            size_t n = large ? 8 * FEED_TAG_BYTES_MAX : FEED_TAG_BYTES_MAX / 2,
                   items;
            bool good = kinds[i].text || !large;
            assert_int_equal(
                read_long(kinds[i].head, kinds[i].c, n, kinds[i].tail, &items),
                good ? ST_OK : ST_INVALID);
            assert_int_equal(items, good);
        }
    /* A minute and more if each piece began it anew. */
    assert_true((clock() - began) / CLOCKS_PER_SEC < 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sitemaps), cmocka_unit_test(test_feeds),
        cmocka_unit_test(test_hostile),  cmocka_unit_test(test_sniff),
        cmocka_unit_test(test_inflate),  cmocka_unit_test(test_long_tags),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
