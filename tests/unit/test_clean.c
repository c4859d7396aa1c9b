/*
 * test_clean.c - clean_html and doc_main_text: snippets and what they must
 * become.
 *
 * Blocks are written one a line: H2, P, I, R and the text, pairs as
 * "= label | value"; a leading "." is a block below the main text. Run with
 * file names as arguments, the program prints their blocks instead.
 */
#include "medel/buf.h"
#include "medel/doc.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void put_block(struct buf *out, const struct block *b)
{
    static const char *const kinds[] = {"H", "P ", "I ", "= ", "R "};
    if (b->main < 0.5)
        assert_int_equal(buf_puts(out, "."), ST_OK);
    assert_int_equal(buf_puts(out, kinds[b->kind]), ST_OK);
    if (b->kind == BLOCK_HEADING)
        assert_int_equal(buf_printf(out, "%d ", b->level), ST_OK);
    if (b->label != NULL)
        assert_int_equal(buf_printf(out, "%s | ", b->label), ST_OK);
    assert_int_equal(buf_puts(out, b->text), ST_OK);
    if (b->struck != NULL)
        assert_int_equal(buf_printf(out, " ~%s~", b->struck), ST_OK);
    assert_int_equal(buf_putc(out, '\n'), ST_OK);
}

static const char *as_text(const struct doc *d)
{
    struct buf out;
    buf_init(&out, 8u << 20);
    for (size_t i = 0; i < d->n_blocks; i++)
        put_block(&out, &d->blocks[i]);
    const char *s = arena_strndup(d->mem, out.data, out.len);
    buf_free(&out);
    return s;
}

static struct doc *clean(struct arena *mem, const char *html)
{
    struct doc *d = NULL;
    struct err e = ERR_INIT;
    if (clean_html(mem, html, strlen(html), "text/html; charset=utf-8", &d,
                   &e) != ST_OK)
        fail_msg("%s\n%s", e.text, html);
    return d;
}

struct snippet {
    const char *name, *html, *blocks;
};

#include "clean_cases.inc"

/* All of them are run, so that one change shows all it breaks. */
static void test_snippets(void **state)
{
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof snippets / sizeof *snippets; i++) {
        struct arena *mem = arena_new();
        const char *got = as_text(clean(mem, snippets[i].html));
        if (strcmp(got, snippets[i].blocks) != 0) {
            fprintf(stderr, "--- %s\n%s\n--- is\n%s--- should be\n%s",
                    snippets[i].name, snippets[i].html, got,
                    snippets[i].blocks);
            wrong++;
        }
        arena_free(mem);
    }
    assert_int_equal(wrong, 0);
}

/* --- what the page says of itself ---------------------------------------- */

static void test_metadata(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct doc *d = clean(
        mem,
        "<!DOCTYPE html><html lang=sv-SE><head><title>Stöd &amp; bidrag\n | "
        "Fonden</title><meta property=og:title content='Stöd &amp; bidrag'>"
        "<meta property='og:site_name' content=Fonden><meta name=Description "
        "content=' Om  stödet '><link rel='shortcut canonical' "
        "href=/stod/><base href=/bas/><meta property=article:published_time "
        "content=2026-11-01T08:00><meta name=robots content='NOINDEX,follow'>"
        "<link rel=alternate hreflang=en href=/en/><link rel=alternate "
        "hreflang=x-default href=/><script type='application/ld+json'>"
        "{\"@graph\":[{\"dateModified\" : \"2026-11-06\"}]}</script></head>"
        "<body><nav aria-label=Brödsmulor><ol><li><a href=/>Start</a><li>"
        "Stöd &rsaquo;</ol></nav><main><h1>Stöd</h1><p>Text <a href='x y'>"
        "länk</a>.</main><footer><a hreflang=FI "
        "href=/fi/>Suomeksi</a></footer><script id=__NEXT_DATA__ "
        "type=application/json>"
        "{\"props\":{\"x\":\"</b>\"},\"a\":1}</script><script>var a={b:1};"
        "window.__STATE__ = {\"a\":\"}{\",\"b\":[1,2,3,4,5]};</script><script>"
        "AppRegistry.registerInitialState('12.3f', {\"route\":\"/\",\"s\":"
        "{\"t\":1}});</script>");
    assert_string_equal(d->title, "Stöd & bidrag | Fonden");
    assert_string_equal(d->og_title, "Stöd & bidrag");
    assert_string_equal(d->site_name, "Fonden");
    assert_string_equal(d->description, "Om stödet");
    assert_string_equal(d->canonical, "/stod/");
    assert_string_equal(d->base, "/bas/");
    assert_string_equal(d->lang, "sv-se");
    assert_string_equal(d->h1, "Stöd");
    assert_string_equal(d->published, "2026-11-01T08:00");
    assert_string_equal(d->modified, "2026-11-06");
    assert_true(d->noindex);
    assert_int_equal(d->n_alternates, 3);
    assert_string_equal(d->alternates[0].lang, "en");
    assert_string_equal(d->alternates[0].href, "/en/");
    assert_string_equal(d->alternates[2].lang, "fi");
    assert_string_equal(d->alternates[2].href, "/fi/");
    assert_string_equal(d->breadcrumbs, "Start > Stöd ›");
    assert_int_equal(d->n_jsonld, 1);
    assert_int_equal(d->n_state, 3);
    assert_string_equal(d->state[0], "{\"props\":{\"x\":\"</b>\"},\"a\":1}");
    assert_string_equal(d->state[1], "{\"a\":\"}{\",\"b\":[1,2,3,4,5]}");
    assert_string_equal(d->state[2], "{\"route\":\"/\",\"s\":{\"t\":1}}");
    assert_int_equal(d->n_links, 3);
    assert_string_equal(d->links[0].text, "Start");
    assert_int_equal(d->links[0].place, PLACE_NAV);
    assert_string_equal(d->links[1].href, "x y");
    assert_int_equal(d->links[1].place, PLACE_MAIN);
    arena_free(mem);
}

static void test_bare_metadata(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct doc *d = clean(mem, "<p>Text.");
    assert_null(d->title);
    assert_null(d->h1);
    assert_null(d->lang);
    assert_null(d->canonical);
    assert_null(d->breadcrumbs);
    assert_false(d->noindex);
    arena_free(mem);
}

/* Links, times and struck text hold on to their places in the text. */
static void test_spans(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct doc *d = clean(
        mem,
        "<p>Läs <a href=/a>riktlinjerna</a>, öppnas i nytt fönster, och <a "
        "href='/b'><b>mallen</b> här</a> före <time datetime=2027-03-03>den 3 "
        "mars</time>.<p>Kontakt: <a href=mailto:a@b.se>Anna</a> (<s>Olle</s>)"
        "<a href=/kort><h3>Kort</h3><p>Ingress på kortet.</p></a>");
    assert_int_equal(d->n_blocks, 4);
    const struct block *b = &d->blocks[0];
    assert_string_equal(b->text,
                        "Läs riktlinjerna, och mallen här före den 3 mars.");
    assert_int_equal(b->n_links, 2);
    assert_memory_equal(b->text + b->links[0].from, "riktlinjerna", 12);
    assert_int_equal(b->links[0].to - b->links[0].from, 12);
    assert_string_equal(b->hrefs[1], "/b");
    assert_memory_equal(b->text + b->links[1].from, "mallen här", 11);
    assert_int_equal(b->n_times, 1);
    assert_string_equal(b->times[0], "2027-03-03");
    b = &d->blocks[1];
    assert_string_equal(b->label, "Kontakt");
    assert_string_equal(b->text, "Anna ( )");
    assert_string_equal(b->struck, "Olle");
    assert_int_equal(b->links[0].from, 0);
    assert_int_equal(b->links[0].to, 4);
    assert_string_equal(d->blocks[2].hrefs[0], "/kort");
    assert_string_equal(d->blocks[3].hrefs[0], "/kort");
    arena_free(mem);
}

static void test_captions(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct doc *d =
        clean(mem, "<main><h1>Bidrag</h1><p>Sök senast den 3 mars.</p><figure>"
                   "<img src=a.jpg><figcaption><p>Kvarnen i <b>Ystad</b> fick "
                   "80 000 kronor.</p></figcaption></figure><p>Välkommen.</p>");
    assert_int_equal(d->n_blocks, 4);
    for (size_t i = 0; i < d->n_blocks; i++)
        assert_int_equal(d->blocks[i].caption, i == 2);
    arena_free(mem);
}

static void test_tables_are_numbered(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct doc *d =
        clean(mem, "<table><tr><th>A<th>B<tr><td>1<td>2<tr><td>3<td>4</table>"
                   "<p>x<table><tr><th>C<td>5<tr><th>D<td>6</table>");
    assert_int_equal(d->n_blocks, 7);
    static const struct {
        int table, row;
        bool fact;
    } want[] = {{0, 0, false},  {0, 0, false}, {0, 1, false}, {0, 1, false},
                {-1, 0, false}, {1, 0, true},  {1, 1, true}};
    for (size_t i = 0; i < 7; i++) {
        assert_int_equal(d->blocks[i].table, want[i].table);
        assert_int_equal(d->blocks[i].row, want[i].row);
        assert_int_equal(d->blocks[i].fact, want[i].fact);
    }
    arena_free(mem);
}

static void test_main_text(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct doc *d = clean(
        mem, "<nav><a href=/>Start</a></nav><h1>Stöd</h1><p>Text.</p><ul><li>"
             "Ett<li>Två</ul><dl><dt>Sista dag<dd>3 mars<dt>Vem?<dd>Alla</dl>"
             "<p><s>Borta</s></p><p>Slut.");
    assert_string_equal(doc_main_text(d),
                        "# Stöd\n\nText.\n\n- Ett\n- Två\nSista dag: 3 mars\n"
                        "Vem? Alla\n\nSlut.\n");
    arena_free(mem);
}

static void test_table_as_text(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct doc *d = clean(
        mem, "<main><h1>Stöd</h1><table><tr><th>Vad<th>När<th>Kronor<tr><td>"
             "Start<td>mars<td>10<tr><td>Mer<td><td>20<tr><td>Slut<td>maj<td>"
             "30</table><table><tr><td>Beslut<td>i juni</table></main>");
    assert_string_equal(doc_main_text(d),
                        "# Stöd\n\nVad | När | Kronor\nStart | mars | 10\n"
                        "Vad: Mer | Kronor: 20\nSlut | maj | 30\n"
                        "Beslut: i juni\n");
    arena_free(mem);
}

/* --- charsets ------------------------------------------------------------ */

static void test_charsets(void **state)
{
    (void)state;
    static const struct {
        const char *name, *type, *bytes;
        size_t n; /* 0: strlen */
        const char *charset, *text;
    } cases[] = {
        {"utf-8 unsaid", NULL, "<p>Sök åäö", 0, "utf-8", "Sök åäö"},
        {"windows-1252 unsaid", NULL, "<p>S\xf6k \xe5\xe4\xf6 \x96 nu", 0,
         "windows-1252", "Sök åäö – nu"},
        {"header", "text/html; charset=\"ISO-8859-1\"", "<p>S\xf6k \x96", 0,
         "windows-1252", "Sök –"},
        {"meta", "text/html", "<META charset=latin1><p>S\xf6k", 0,
         "windows-1252", "Sök"},
        {"meta http-equiv", NULL,
         "<meta content='text/html; charset=windows-1250' "
         "http-equiv=Content-Type><p>\x9e\xe1k",
         0, "windows-1250", "žák"},
        {"lying header", "text/html; charset=iso-8859-1",
         "<meta charset=utf-8><p>Sök", 0, "utf-8", "Sök"},
        {"lying meta", "text/html; charset=iso-8859-1",
         "<meta charset=utf-8><p>S\xf6k", 0, "windows-1252", "Sök"},
        {"lying both", "text/html; charset=utf-8",
         "<meta charset=utf-8><p>F\xf6rening \xe5r", 0, "windows-1252",
         "Förening år"},
        {"meta in a script", NULL,
         "<script>'<meta charset=windows-1251>'</script><p>S\xf6k", 0,
         "windows-1252", "Sök"},
        {"meta in a comment", NULL,
         "<!--<meta charset=windows-1251>--><p>S\xf6k", 0, "windows-1252",
         "Sök"},
        {"script charset", NULL, "<script charset=koi8-r></script><p>S\xf6k", 0,
         "windows-1252", "Sök"},
        {"mac", NULL, "<p>F\x9arening p\x8c \x8an", 0, "macintosh",
         "Förening på än"},
        {"utf-8 mark", "text/html; charset=iso-8859-1", "\xef\xbb\xbf<p>Sök", 0,
         "utf-8", "Sök"},
        {"utf-16 mark", NULL, "\xff\xfe<\0p\0>\0\xe5\0", 10, "utf-16le", "å"},
        {"utf-16 big", NULL, "\xfe\xff\0<\0p\0>\0\xe5", 10, "utf-16be", "å"},
        {"utf-16 unmarked", "text/html; charset=utf-16",
         "<\0p\0>\0H\0e\0j\0 \0d\0u\0", 18, "utf-16le", "Hej du"},
        {"a few bad bytes", "text/html; charset=utf-8",
         "<p>åäöåäöåäöåäö \xff och \xc3", 0, "utf-8", "åäöåäöåäöåäö � och �"},
        {"nuls", "text/html", "<p>Sök \0nu, det är en ganska lång sida", 41,
         "utf-8", "Sök nu, det är en ganska lång sida"},
        {"euro", "text/html; charset=iso-8859-15", "<p>100 \xa4", 0,
         "iso-8859-15", "100 €"},
        {"unknown label", "text/html; charset=klingon", "<p>Sök", 0, "utf-8",
         "Sök"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *mem = arena_new();
        struct doc *d;
        struct err e = ERR_INIT;
        size_t n = cases[i].n != 0 ? cases[i].n : strlen(cases[i].bytes);
        if (clean_html(mem, cases[i].bytes, n, cases[i].type, &d, &e) != ST_OK)
            fail_msg("%s: %s", cases[i].name, e.text);
        if (d->n_blocks != 1 || strcmp(d->blocks[0].text, cases[i].text) != 0 ||
            strcmp(d->charset, cases[i].charset) != 0)
            fail_msg("%s: %s: %s", cases[i].name, d->charset, as_text(d));
        arena_free(mem);
    }
}

static void test_refused(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t n;
    } cases[] = {
        {"", 0},
        {" \n\t", 3},
        {"PK\3\4....", 8},
        {"\x89PNG\r\n\x1a\n", 8},
        {"<?xml version=\"1.0\"?><rss>", 26},
        {"\1\2\3\4\5\6\7\10\16\17\20\21", 12},
    };
    struct arena *mem = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct doc *d = NULL;
        struct err e = ERR_INIT;
        assert_int_equal(
            clean_html(mem, cases[i].bytes, cases[i].n, NULL, &d, &e),
            ST_INVALID);
        assert_null(d);
        assert_true(e.text[0] != '\0');
    }
    arena_free(mem);
}

/* --- hostile pages ------------------------------------------------------- */

/* Every cut of a page that uses all there is: no crash, valid text. The
 * sanitizers do the looking. */
static void test_cut_pages(void **state)
{
    (void)state;
    static const char page[] =
        "<!DOCTYPE html><html lang=sv><head><meta charset=utf-8><title>Å &auml;"
        "</title><script type=application/json>{\"a\":[1,2,{\"b\":\"\\\"\"}]}"
        "</script></head><body class=\"a b\"><nav><a href='/x'>X</a></nav><!-- "
        "c --><main><h1>T<sup>1</sup></h1><table border=1><tr><th "
        "colspan=2>A<td rowspan='3'>B</table><dl><dt>L<dd>V</dl><p><b>Ö:</b> 3 "
        "mars<br>- x<br>- y <s>z</s></p><x-y><p>q</x-y><details><summary>S"
        "</summary>t</details><svg><path></svg><select><option>o</select>"
        "<textarea>u</textarea><div><span class=label>M</span><span "
        "class=value>1 kr</span></div></main>";
    for (size_t n = 1; n < sizeof page; n++) {
        struct arena *mem = arena_new();
        struct doc *d;
        struct err e = ERR_INIT;
        char *copy = malloc(n); /* so that a read beyond it is seen */
        assert_non_null(copy);
        memcpy(copy, page, n);
        if (clean_html(mem, copy, n, NULL, &d, &e) == ST_OK)
            (void)doc_main_text(d);
        free(copy);
        arena_free(mem);
    }
}

static void test_deep_and_wide(void **state)
{
    (void)state;
    static const struct {
        const char *part;
        size_t times;
    } cases[] = {{"<div>", 20000},          {"<table><tr><td>", 5000},
                 {"<ul><li>", 5000},        {"<b><i>", 5000},
                 {"<dl><dd>", 5000},        {"<span class=x>", 5000},
                 {"<h1><div>", 5000},       {"<td rowspan=999>", 5000},
                 {"<a href=x><div>", 5000}, {"<blockquote><p>", 5000}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *mem = arena_new();
        struct buf b;
        buf_init(&b, 1u << 20);
        for (size_t k = 0; k < cases[i].times; k++)
            assert_int_equal(buf_puts(&b, cases[i].part), ST_OK);
        assert_int_equal(buf_puts(&b, "Botten"), ST_OK);
        struct doc *d = clean(mem, b.data);
        const char *text = as_text(d);
        if (strstr(text, "Botten") == NULL)
            fail_msg("%s: lost the text", cases[i].part);
        buf_free(&b);
        arena_free(mem);
    }
}

static int dump(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        struct arena *mem = arena_new();
        struct buf b;
        struct doc *d;
        struct err e = ERR_INIT;
        buf_init(&b, 10u << 20);
        if (buf_read_file(&b, argv[i], &e) != ST_OK ||
            clean_html(mem, b.data, b.len, NULL, &d, &e) != ST_OK) {
            fprintf(stderr, "%s: %s\n", argv[i], e.text);
            return 1;
        }
        printf("%s", as_text(d));
        buf_free(&b);
        arena_free(mem);
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc > 1)
        return dump(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_snippets),
        cmocka_unit_test(test_metadata),
        cmocka_unit_test(test_bare_metadata),
        cmocka_unit_test(test_spans),
        cmocka_unit_test(test_captions),
        cmocka_unit_test(test_tables_are_numbered),
        cmocka_unit_test(test_main_text),
        cmocka_unit_test(test_table_as_text),
        cmocka_unit_test(test_charsets),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_cut_pages),
        cmocka_unit_test(test_deep_and_wide),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
