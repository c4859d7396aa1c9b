/*
 * test_robots.c - robots.txt: RFC 9309 and the behaviours that Google's
 * public parser is tested for.
 */
#include "../../crawler/robots.h"
#include "medel/caps.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct robots_verdict check(const char *file, const char *agent,
                                   const char *url)
{
    struct robots *r = robots_parse(file, strlen(file), agent);
    assert_non_null(r);
    struct robots_verdict v = robots_check(r, url);
    robots_free(r);
    return v;
}

struct test_case {
    const char *file, *agent, *url;
    bool allowed;
};

static void run(const struct test_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct test_case *c = &cases[i];
        bool got = check(c->file, c->agent, c->url).allowed;
        if (got != c->allowed)
            fail_msg("%s for %s should be %s by\n%s", c->url, c->agent,
                     c->allowed ? "allowed" : "disallowed", c->file);
    }
}

#define RUN(cases) run(cases, sizeof cases / sizeof *cases)
#define H "http://foo.bar"

static void test_basics(void **state)
{
    (void)state;
    const char *all = "user-agent: FooBot\ndisallow: /\n";
    const struct test_case cases[] = {
        {"", "FooBot", "", true},
        {all, "", "", true},
        {all, "FooBot", "", false},
        {"", "", "", true},
        {all, "FooBot", H "/x/y", false},
        {"foo: FooBot\nbar: /\n", "FooBot", H "/x/y", true},
        {"user-agent FooBot\ndisallow /\n", "FooBot", H "/x/y", false},
        {"user-agent FooBot\ndisallow / x\n", "FooBot", H "/x/y", true},
        {"user-agent\tFooBot\ndisallow\t/\n", "FooBot", H "/x/y", false},
        {"USER-AGENT: FooBot\nDISALLOW: /x\n", "foobot", H "/x/y", false},
        {"User-agent:FooBot\nDisallow:/x\n", "FooBot", H "/X/y", true},
        {"uSeR-aGeNt: FOO BAR\naLlOw: /x/\ndIsAlLoW: /\n", "foo", H "/x/y",
         true},
        {"uSeR-aGeNt: FOO BAR\naLlOw: /x/\ndIsAlLoW: /\n", "foo", H "/a/b",
         false},
        {"<!DOCTYPE html>\n<p>no: such file</p>", "FooBot", H "/", true},
        {"user-agent: *\ndisallow: /", "medel", H "/", false},
        {"user-agent: * # us\ndisallow: /", "medel", H "/", false},
        {"user-agent: * all\ndisallow: /", "medel", H "/", false},
        {"user-agent: *x\ndisallow: /", "medel", H "/", true},
        {"disallow: /\nuser-agent: *\nallow: /x", "medel", H "/", true},
    };
    RUN(cases);
}

static void test_groups(void **state)
{
    (void)state;
    const char *f = "allow: /foo/bar/\n"
                    "\n"
                    "user-agent: FooBot\n"
                    "disallow: /\n"
                    "allow: /x/\n"
                    "user-agent: BarBot\n"
                    "disallow: /\n"
                    "allow: /y/\n"
                    "\n"
                    "\n"
                    "allow: /w/\n"
                    "user-agent: BazBot\n"
                    "\n"
                    "user-agent: FooBot\n"
                    "allow: /z/\n"
                    "disallow: /\n";
    const char *specific = "user-agent: *\nallow: /\n"
                           "user-agent: FooBot\ndisallow: /\n";
    const char *others = "user-agent: FooBot\nallow: /\n"
                         "user-agent: BarBot\ndisallow: /\n"
                         "user-agent: BazBot\ndisallow: /\n";
    const char *space = "User-Agent: *\nDisallow: /\n"
                        "User-Agent: Foo Bar\nAllow: /x/\nDisallow: /\n";
    const char *shared = "user-agent: a\nuser-agent: medel\nsitemap: s\n"
                         "user-agent: b\ndisallow: /p\n";
    const struct test_case cases[] = {
        {f, "FooBot", H "/x/b", true},
        {f, "FooBot", H "/z/d", true},
        {f, "FooBot", H "/y/c", false},
        {f, "BarBot", H "/y/c", true},
        {f, "BarBot", H "/w/a", true},
        {f, "BarBot", H "/z/d", false},
        {f, "BazBot", H "/z/d", true},
        {f, "FooBot", H "/foo/bar/", false},
        {f, "BarBot", H "/foo/bar/", false},
        {f, "BazBot", H "/foo/bar/", false},
        {specific, "FooBot", H "/x/y", false},
        {specific, "BarBot", H "/x/y", true},
        {others, "QuxBot", H "/x/y", true},
        {space, "Foo", H "/x/y", true},
        {space, "Foo Bar", H "/x/y", false},
        /* a sitemap line does not end a group */
        {shared, "medel", H "/p", false},
        /* a named group without rules: the rules for others do not count */
        {"user-agent: *\ndisallow: /\nuser-agent: medel\n", "medel", H "/",
         true},
        /* the product token, not a longer name */
        {"user-agent: medelbot\ndisallow: /\n", "medel", H "/", true},
        {"user-agent: medel/1.0\ndisallow: /\n", "medel", H "/", false},
        {"user-agent: medel2\ndisallow: /\n", "medel", H "/", false},
    };
    RUN(cases);
}

static void test_longest_match(void **state)
{
    (void)state;
#define F "user-agent: FooBot\n"
    const struct test_case cases[] = {
        {F "disallow: /x/page.html\nallow: /x/\n", "FooBot", H "/x/page.html",
         false},
        {F "allow: /x/page.html\ndisallow: /x/\n", "FooBot", H "/x/page.html",
         true},
        {F "allow: /x/page.html\ndisallow: /x/\n", "FooBot", H "/x/", false},
        {F "disallow: \nallow: \n", "FooBot", H "/x/page.html", true},
        {F "disallow: /\nallow: /\n", "FooBot", H "/x/page.html", true},
        {F "allow: /\ndisallow: /\n", "FooBot", H "/x/page.html", true},
        {F "disallow: /x\nallow: /x/\n", "FooBot", H "/x", false},
        {F "disallow: /x\nallow: /x/\n", "FooBot", H "/x/", true},
        {F "allow: /page\ndisallow: /*.html\n", "FooBot", H "/page.html",
         false},
        {F "allow: /page\ndisallow: /*.html\n", "FooBot", H "/page", true},
        {F "allow: /x/page.\ndisallow: /*.html\n", "FooBot", H "/x/page.html",
         true},
        {F "allow: /x/page.\ndisallow: /*.html\n", "FooBot", H "/x/y.html",
         false},
        {"User-agent: *\nDisallow: /x/\n" F "Disallow: /y/\n", "FooBot",
         H "/x/page", true},
        {"User-agent: *\nDisallow: /x/\n" F "Disallow: /y/\n", "FooBot",
         H "/y/page", false},
        {F "allow: /p\ndisallow: /\n", "FooBot", H "/page", true},
        {F "allow: /folder\ndisallow: /folder\n", "FooBot", H "/folder/page",
         true},
        {F "allow: /page\ndisallow: /*.htm\n", "FooBot", H "/page.htm", false},
        {F "allow: /$\ndisallow: /\n", "FooBot", H "/", true},
        {F "allow: /$\ndisallow: /\n", "FooBot", H "/page.html", false},
    };
    RUN(cases);
}

static void test_encoding(void **state)
{
    (void)state;
#define D F "Disallow: /\n"
    const struct test_case cases[] = {
        {D "Allow: /foo/bar?qux=taz&baz=http://foo.bar?tar&par\n", "FooBot",
         H "/foo/bar?qux=taz&baz=http://foo.bar?tar&par", true},
        {D "Allow: /foo/bar/ツ\n", "FooBot", H "/foo/bar/%E3%83%84", true},
        {D "Allow: /foo/bar/ツ\n", "FooBot", H "/foo/bar/ツ", false},
        {D "Allow: /foo/bar/%E3%83%84\n", "FooBot", H "/foo/bar/%E3%83%84",
         true},
        {D "Allow: /foo/bar/%e3%83%84\n", "FooBot", H "/foo/bar/%E3%83%84",
         true},
        {D "Allow: /foo/bar/%E3%83%84\n", "FooBot", H "/foo/bar/ツ", false},
        {D "Allow: /foo/bar/%62%61%7A\n", "FooBot", H "/foo/bar/baz", false},
        {D "Allow: /foo/bar/%62%61%7A\n", "FooBot", H "/foo/bar/%62%61%7A",
         true},
        /* what forbids, forbids in either way of writing (RFC 9309) */
        {F "Disallow: /%7Ejoe/\n", "FooBot", H "/~joe/", false},
        {F "Disallow: /~joe/\n", "FooBot", H "/%7ejoe/", false},
        {F "Disallow: /a%3cd.html\n", "FooBot", H "/a%3Cd.html", false},
        {F "Disallow: /a%2Fb\n", "FooBot", H "/a/b", true},
        {F "Disallow: /åäö\n", "FooBot", H "/%C3%A5%C3%A4%C3%B6", false},
        {F "Disallow: /%\n", "FooBot", H "/%", false},
        {F "Disallow: /%4\n", "FooBot", H "/%4", false},
        /* an address that is not in normal form */
        {D "Allow: /%E3%83\n", "FooBot", H "/%e3%83", true},
        {F "Disallow: /ö\n", "FooBot", H "/ö", false},
        /* reserved characters of a query: RFC 9309, section 2.2.2 */
        {F "Disallow: /b?u=https://foo.bar\n", "FooBot",
         H "/b?u=https%3A%2F%2Ffoo.bar", false},
        {F "Disallow: /b?u=https%3a%2f%2ffoo.bar\n", "FooBot",
         H "/b?u=https://foo.bar", false},
        {F "Disallow: /*?a=1&b=2\n", "FooBot", H "/x?a=1%26b=2", true},
    };
    RUN(cases);
}

/* What stands for itself: RFC 9309, section 2.2.3. */
static void test_escaped_special_characters(void **state)
{
    (void)state;
    const struct test_case cases[] = {
        {D "Allow: /file-with-a-%2A.html\n", "FooBot", H "/file-with-a-*.html",
         true},
        {D "Allow: /file-with-a-%2A.html\n", "FooBot", H "/file-with-a-b.html",
         false},
        {D "Allow: /foo-%24\n", "FooBot", H "/foo-$", true},
        {D "Allow: /foo-%24\n", "FooBot", H "/foo-%24", true},
        {D "Allow: /foo-%24\n", "FooBot", H "/foo-", false},
        {F "Disallow: /foo-%2a\n", "FooBot", H "/foo-*", false},
        {F "Disallow: /foo-%2a\n", "FooBot", H "/foo-b", true},
        /* a '$' in the middle ends nothing */
        {F "Disallow: /a$b\n", "FooBot", H "/a$b", false},
        {F "Disallow: /a$b\n", "FooBot", H "/a", true},
        {F "Disallow: /a$\n", "FooBot", H "/a$", true},
        /* and counts as one octet, however it is compared */
        {F "Disallow: /a$b\nAllow: /a*bc\n", "FooBot", H "/a$bc", true},
        {F "Disallow: /a$$\n", "FooBot", H "/a$", false},
    };
    RUN(cases);
}

static void test_own_file(void **state)
{
    (void)state;
    const char *all = "user-agent: *\ndisallow: /\n";
    assert_true(check(all, "medel", H "/robots.txt").allowed);
    assert_int_equal(check(all, "medel", H "/robots.txt").line, 0);
    assert_false(check(all, "medel", H "/robots.txt?x").allowed);
    assert_false(check(all, "medel", H "/a/robots.txt").allowed);
}

static void test_special_characters(void **state)
{
    (void)state;
    const char *star = F "Disallow: /foo/bar/quz\nAllow: /foo/*/qux\n";
    const char *dollar = F "Disallow: /foo/bar$\nAllow: /foo/bar/qux\n";
    const char *hash = F "# Disallow: /\nDisallow: /foo/quz#qux\nAllow: /\n";
    const char *index =
        "User-Agent: *\nAllow: /allowed-slash/index.html\nDisallow: /\n";
    const struct test_case cases[] = {
        {star, "FooBot", H "/foo/bar/quz", false},
        {star, "FooBot", H "/foo/quz", true},
        {star, "FooBot", H "/foo//quz", true},
        {star, "FooBot", H "/foo/bax/quz", true},
        {dollar, "FooBot", H "/foo/bar", false},
        {dollar, "FooBot", H "/foo/bar/qux", true},
        {dollar, "FooBot", H "/foo/bar/", true},
        {dollar, "FooBot", H "/foo/bar/baz", true},
        {hash, "FooBot", H "/foo/bar", true},
        {hash, "FooBot", H "/foo/quz", false},
        {index, "foobot", "http://foo.com/allowed-slash/", true},
        {index, "foobot", "http://foo.com/allowed-slash/index.htm", false},
        {index, "foobot", "http://foo.com/allowed-slash/index.html", true},
        {index, "foobot", "http://foo.com/anyother-url", false},
        {"User-Agent: *\nAllow: /a/INDEX.html\nDisallow: /\n", "foobot",
         H "/a/", false},
    };
    RUN(cases);
}

/* The table of path values in Google's documentation. */
static void test_documented_paths(void **state)
{
    (void)state;
#define A(p) F "disallow: /\nallow: " p "\n", "FooBot"
    const struct test_case cases[] = {
        {A("/fish"), H "/bar", false},
        {A("/fish"), H "/fish", true},
        {A("/fish"), H "/fish.html", true},
        {A("/fish"), H "/fish/salmon.html", true},
        {A("/fish"), H "/fishheads", true},
        {A("/fish"), H "/fishheads/yummy.html", true},
        {A("/fish"), H "/fish.html?id=anything", true},
        {A("/fish"), H "/Fish.asp", false},
        {A("/fish"), H "/catfish", false},
        {A("/fish"), H "/?id=fish", false},
        {A("/fish*"), H "/bar", false},
        {A("/fish*"), H "/fish", true},
        {A("/fish*"), H "/fishheads/yummy.html", true},
        {A("/fish*"), H "/fish.html?id=anything", true},
        {A("/fish*"), H "/Fish.bar", false},
        {A("/fish*"), H "/?id=fish", false},
        {A("/fish/"), H "/fish/", true},
        {A("/fish/"), H "/fish/salmon", true},
        {A("/fish/"), H "/fish/?salmon", true},
        {A("/fish/"), H "/fish/?id=anything", true},
        {A("/fish/"), H "/fish", false},
        {A("/fish/"), H "/fish.html", false},
        {A("/fish/"), H "/Fish/Salmon.html", false},
        {A("/*.php"), H "/bar", false},
        {A("/*.php"), H "/filename.php", true},
        {A("/*.php"), H "/folder/filename.php", true},
        {A("/*.php"), H "/folder/filename.php?parameters", true},
        {A("/*.php"), H "//folder/any.php.file.html", true},
        {A("/*.php"), H "/filename.php/", true},
        {A("/*.php"), H "/index?f=filename.php/", true},
        {A("/*.php"), H "/php/", false},
        {A("/*.php"), H "/index?php", false},
        {A("/*.php"), H "/windows.PHP", false},
        {A("/*.php$"), H "/filename.php", true},
        {A("/*.php$"), H "/folder/filename.php", true},
        {A("/*.php$"), H "/filename.php?parameters", false},
        {A("/*.php$"), H "/filename.php/", false},
        {A("/*.php$"), H "/filename.php5", false},
        {A("/*.php$"), H "/filename?php", false},
        {A("/*.php$"), H "/aaaphpaaa", false},
        {A("/*.php$"), H "//windows.PHP", false},
        {A("/fish*.php"), H "/bar", false},
        {A("/fish*.php"), H "/fish.php", true},
        {A("/fish*.php"), H "/fishheads/catfish.php?parameters", true},
        {A("/fish*.php"), H "/Fish.PHP", false},
    };
    RUN(cases);
}

/* What part of an address counts, however little of one it is. */
static void test_path_of_url(void **state)
{
    (void)state;
    const struct {
        const char *url, *path;
    } cases[] = {
        {"", "/"},
        {"http://www.example.com", "/"},
        {"http://www.example.com/", "/"},
        {"http://www.example.com/a", "/a"},
        {"http://www.example.com/a/", "/a/"},
        {"http://www.example.com/a/b?c=http://d.e/", "/a/b?c=http://d.e/"},
        {"http://www.example.com/a/b?c=d&e=f#fragment", "/a/b?c=d&e=f"},
        {"http://www.example.com#/a", "/"},
        {"example.com", "/"},
        {"example.com/", "/"},
        {"example.com/a", "/a"},
        {"example.com/a/", "/a/"},
        {"example.com/a/b?c=d&e=f#fragment", "/a/b?c=d&e=f"},
        {"a", "/"},
        {"a/", "/"},
        {"/a", "/a"},
        {"a/b", "/b"},
        {"example.com?a", "/?a"},
        {"example.com/a;b#c", "/a;b"},
        {"//a/b/c", "/b/c"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char file[128];
        snprintf(file, sizeof file, "user-agent: *\ndisallow: %s$\n",
                 cases[i].path);
        if (check(file, "medel", cases[i].url).allowed)
            fail_msg("%s is not %s", cases[i].url, cases[i].path);
    }
}

static char *long_rule(const char *name, char fill, char *path)
{
    /* Cut where a line of 8 * 2083 bytes would be. */
    size_t n = 2083 * 8 - 3 - (strlen(name) + 2) + 1;
    memcpy(path, "/x/", 3);
    memset(path + 3, fill, n - 3);
    path[n] = '\0';
    return path;
}

static void test_long_lines(void **state)
{
    (void)state;
    static char a[20000], b[20000], file[60000], url[21000];
    long_rule("disallow", 'a', a);
    snprintf(file, sizeof file, "user-agent: FooBot\ndisallow: %s/qux\n", a);
    assert_true(check(file, "FooBot", H "/fux").allowed);
    snprintf(url, sizeof url, H "%s/fux", a);
    assert_false(check(file, "FooBot", url).allowed);

    long_rule("allow", 'a', a);
    long_rule("allow", 'b', b);
    snprintf(file, sizeof file,
             "user-agent: FooBot\ndisallow: /\nallow: %s/qux\n"
             "allow: %s/qux\n",
             a, b);
    assert_false(check(file, "FooBot", H "/").allowed);
    snprintf(url, sizeof url, H "%s/qux", a);
    assert_true(check(file, "FooBot", url).allowed);
    snprintf(url, sizeof url, H "%s/fux", b);
    assert_true(check(file, "FooBot", url).allowed);
}

static void test_line_numbers(void **state)
{
    (void)state;
    const char *const files[] = {
        "User-Agent: foo\nAllow: /some/path\nUser-Agent: medel\n\n\n"
        "Disallow: /\n",
        "User-Agent: foo\r\nAllow: /some/path\r\nUser-Agent: medel\r\n\r\n"
        "\r\nDisallow: /\r\n",
        "User-Agent: foo\rAllow: /some/path\rUser-Agent: medel\r\r\r"
        "Disallow: /\r",
        "User-Agent: foo\nAllow: /some/path\r\nUser-Agent: medel\n\r\n\n"
        "Disallow: /",
    };
    for (size_t i = 0; i < 4; i++) {
        struct robots_verdict v = check(files[i], "medel", H "/");
        assert_false(v.allowed);
        assert_int_equal(v.line, 6);
        const char *text;
        size_t n;
        assert_true(robots_line(files[i], strlen(files[i]), 6, &text, &n));
        assert_int_equal(n, strlen("Disallow: /"));
        assert_memory_equal(text, "Disallow: /", n);
        assert_false(robots_line(files[i], strlen(files[i]), 7, &text, &n));
    }
    /* No rule: no line. The rule that allows is named too. */
    assert_int_equal(check(files[0], "other", H "/").line, 0);
    assert_int_equal(check("user-agent: *\nallow: /a\n", "m", H "/a").line, 2);
}

static void test_byte_order_mark(void **state)
{
    (void)state;
#define RULES "User-Agent: medel\nDisallow: /\n"
    const struct test_case cases[] = {
        {"\xEF\xBB\xBF" RULES, "medel", H "/", false},
        {"\xEF\xBB" RULES, "medel", H "/", false},
        {"\xEF" RULES, "medel", H "/", false},
        {"\xEF\x11\xBF" RULES, "medel", H "/", true},
        {"User-Agent: medel\n\xEF\xBB\xBF"
         "Disallow: /\n",
         "medel", H "/", true},
    };
    RUN(cases);
    assert_int_equal(check("\xEF\xBB\xBF" RULES, "medel", H "/").line, 2);
}

static void test_misspelt(void **state)
{
    (void)state;
    const char *const names[] = {"dissallow", "dissalow", "disalow",
                                 "diasllow",  "disallaw", "Disallow "};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char file[100];
        snprintf(file, sizeof file, "useragent: medel\n%s: /\n", names[i]);
        assert_false(check(file, "medel", H "/").allowed);
    }
    assert_false(
        check("user agent: medel\ndisallow: /\n", "medel", H "/").allowed);
}

static void test_sitemaps(void **state)
{
    (void)state;
    const char *file = "Sitemap: http://a/1.xml\n"
                       "User-agent: x\nDisallow: /\n"
                       "site-map:   /2.xml  # the other\n"
                       "sitemap:\n";
    struct robots *r = robots_parse(file, strlen(file), "medel");
    const char *const *maps;
    assert_int_equal(robots_sitemaps(r, &maps), 2);
    assert_string_equal(maps[0], "http://a/1.xml");
    assert_string_equal(maps[1], "/2.xml");
    robots_free(r);
}

static double delay(const char *file)
{
    struct robots *r = robots_parse(file, strlen(file), "medel");
    double d = robots_crawl_delay(r);
    robots_free(r);
    return d;
}

static void test_crawl_delay(void **state)
{
    (void)state;
#define U "User-agent: *\n"
    assert_true(delay("") < 0);
    assert_true(delay(U "Crawl-delay: 10") == 10);
    assert_true(delay(U "crawl-delay: 0.5 # s") > 0.49);
    assert_true(delay(U "Crawl-delay: 86400") == 86400);
    assert_true(delay(U "Crawl-delay: -1") < 0);
    assert_true(delay(U "Crawl-delay: abc") < 0);
    assert_true(delay(U "Crawl-delay: 1.2.3") < 0);
    assert_true(delay(U "Crawl-delay: .") < 0);
    assert_true(delay(U "Crawl-delay:") < 0);
    assert_true(delay("Crawl-delay: 5\n" U) < 0);
    assert_true(delay(U "Crawl-delay: 5\nUser-agent: medel\nDisallow:") < 0);
    assert_true(delay(U "Crawl-delay: 5\nUser-agent: medel\n"
                        "Crawl-delay: 2\n") == 2);
}

static void test_hostile(void **state)
{
    (void)state;
    /* NUL bytes are bytes like others. */
    const char nul[] = "user-agent: medel\ndisallow: /a\0b\ndisallow: /c\n";
    struct robots *r = robots_parse(nul, sizeof nul - 1, "medel");
    assert_false(robots_check(r, H "/c").allowed);
    assert_true(robots_check(r, H "/a").allowed);
    robots_free(r);

    /* Past 500 KiB nothing counts, nor does the line cut off there. */
    size_t n = 2u << 20;
    char *big = malloc(n);
    memset(big, '#', n);
    memcpy(big, RULES, strlen(RULES));
    for (size_t i = strlen(RULES); i < n; i += 100)
        big[i] = '\n';
    const char *cut = "\nallow: /deep";
    memcpy(big + CAP_ROBOTS_BYTES - 10, cut, strlen(cut));
    const char *past = "\nallow: /past\n";
    memcpy(big + CAP_ROBOTS_BYTES + 10, past, strlen(past));
    r = robots_parse(big, n, "medel");
    assert_false(robots_check(r, H "/").allowed);
    assert_false(robots_check(r, H "/deep").allowed);
    assert_false(robots_check(r, H "/past").allowed);
    robots_free(r);

    /* Patterns made to be slow. */
    size_t at = (size_t)snprintf(big, n, "user-agent: *\n");
    while (at < CAP_ROBOTS_BYTES - 300) {
        at += (size_t)snprintf(big + at, n - at, "disallow: /");
        for (int i = 0; i < 100; i++)
            at += (size_t)snprintf(big + at, n - at, "*a");
        at += (size_t)snprintf(big + at, n - at, "b\n");
    }
    char url[2100] = "http://h/";
    memset(url + 9, 'a', 2048);
    r = robots_parse(big, at, "medel");
    for (int i = 0; i < 20; i++)
        assert_true(robots_check(r, url).allowed);
    robots_free(r);

    /* Every byte string is a file. */
    srand(1);
    for (int round = 0; round < 2000; round++) {
        static const char ALPHABET[] = "user-agent: *\nDisallow:/$%#\r\xEF\0";
        size_t len = (size_t)rand() % 300;
        for (size_t i = 0; i < len; i++)
            big[i] = ALPHABET[(size_t)rand() % sizeof ALPHABET];
        r = robots_parse(big, len, "medel");
        assert_non_null(r);
        robots_check(r, H "/Disallow");
        robots_free(r);
    }
    free(big);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_basics),
        cmocka_unit_test(test_groups),
        cmocka_unit_test(test_longest_match),
        cmocka_unit_test(test_encoding),
        cmocka_unit_test(test_special_characters),
        cmocka_unit_test(test_escaped_special_characters),
        cmocka_unit_test(test_own_file),
        cmocka_unit_test(test_documented_paths),
        cmocka_unit_test(test_path_of_url),
        cmocka_unit_test(test_long_lines),
        cmocka_unit_test(test_line_numbers),
        cmocka_unit_test(test_byte_order_mark),
        cmocka_unit_test(test_misspelt),
        cmocka_unit_test(test_sitemaps),
        cmocka_unit_test(test_crawl_delay),
        cmocka_unit_test(test_hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
