/* test_url.c - resolving and normal form. */
#include "medel/caps.h"
#include "medel/url.h"

#include "../../common/url_int.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct url_case {
    const char *base, *ref, *want; /* NULL: refused */
};

static void check(const struct url_case *c)
{
    struct arena *mem = arena_new();
    struct err e = ERR_INIT;
    const char *got = NULL;
    enum status st = url_normalise(mem, c->base, c->ref, &got, &e);
    if (c->want == NULL) {
        if (st != ST_INVALID || got != NULL)
            fail_msg("'%s' gave %s", c->ref, got ? got : e.text);
    } else if (st != ST_OK || strcmp(got, c->want) != 0) {
        fail_msg("'%s' gave '%s', not '%s'", c->ref, got ? got : e.text,
                 c->want);
    } else {
        /* The normal form is its own normal form. */
        const char *again;
        assert_int_equal(url_normalise(mem, NULL, got, &again, &e), ST_OK);
        assert_string_equal(got, again);
    }
    arena_free(mem);
}

#define CHECK_ALL(cases)                                                       \
    for (size_t i = 0; i < sizeof(cases) / sizeof((cases)[0]); i++)            \
    check(&(cases)[i])

/* RFC 3986, section 5.4, as far as it is about http. */
static void test_rfc3986(void **state)
{
    (void)state;
#define B "http://a/b/c/d;p?q"
    static const struct url_case cases[] = {
        {B, "g:h", NULL},
        {B, "g", "http://a/b/c/g"},
        {B, "./g", "http://a/b/c/g"},
        {B, "g/", "http://a/b/c/g/"},
        {B, "/g", "http://a/g"},
        {B, "//g", "http://g/"},
        {B, "?y", "http://a/b/c/d;p?y"},
        {B, "g?y", "http://a/b/c/g?y"},
        {B, "#s", "http://a/b/c/d;p?q"},
        {B, "g#s", "http://a/b/c/g"},
        {B, "g?y#s", "http://a/b/c/g?y"},
        {B, ";x", "http://a/b/c/;x"},
        {B, "g;x", "http://a/b/c/g;x"},
        {B, "g;x?y#s", "http://a/b/c/g;x?y"},
        {B, "", "http://a/b/c/d;p?q"},
        {B, ".", "http://a/b/c/"},
        {B, "./", "http://a/b/c/"},
        {B, "..", "http://a/b/"},
        {B, "../", "http://a/b/"},
        {B, "../g", "http://a/b/g"},
        {B, "../..", "http://a/"},
        {B, "../../", "http://a/"},
        {B, "../../g", "http://a/g"},
        {B, "../../../g", "http://a/g"},
        {B, "../../../../g", "http://a/g"},
        {B, "/./g", "http://a/g"},
        {B, "/../g", "http://a/g"},
        {B, "g.", "http://a/b/c/g."},
        {B, ".g", "http://a/b/c/.g"},
        {B, "g..", "http://a/b/c/g.."},
        {B, "..g", "http://a/b/c/..g"},
        {B, "./../g", "http://a/b/g"},
        {B, "./g/.", "http://a/b/c/g/"},
        {B, "g/./h", "http://a/b/c/g/h"},
        {B, "g/../h", "http://a/b/c/h"},
        {B, "g;x=1/./y", "http://a/b/c/g;x=1/y"},
        {B, "g;x=1/../y", "http://a/b/c/y"},
        {B, "g?y/./x", "http://a/b/c/g?y/./x"},
        {B, "g?y/../x", "http://a/b/c/g?y/../x"},
        {B, "g#s/../x", "http://a/b/c/g"},
        {B, "http:g", NULL},
        {"http://a/b/?x=/y/z", "n", "http://a/b/n"},
        {"http://a?x=/y/z", "n", "http://a/n"},
        {"ftp://a/", "b", NULL},
        {"/b", "c", NULL},
    };
#undef B
    CHECK_ALL(cases);
}

static void test_normal_form(void **state)
{
    (void)state;
    static const struct url_case cases[] = {
        {NULL, "HTTP://Example.ORG", "http://example.org/"},
        {NULL, "https://example.org:443/A", "https://example.org/A"},
        {NULL, "http://example.org:80/", "http://example.org/"},
        {NULL, "http://example.org:443/", "http://example.org:443/"},
        {NULL, "http://example.org:/", "http://example.org/"},
        {NULL, "http://example.org?x=1", "http://example.org/?x=1"},
        {NULL, "http://example.org/?", "http://example.org/"},
        {NULL, "http://example.org./", "http://example.org/"},
        {NULL, "http://a/%7Eb/%c3%a5%2f", "http://a/~b/%C3%A5%2F"},
        {NULL, "http://a/%2e%2E/b/%2e/c", "http://a/b/c"},
        {NULL, "http://a/å ä?ö=ü |x",
         "http://a/%C3%A5%20%C3%A4?%C3%B6=%C3%BC%20%7Cx"},
        {NULL, "http://a/\xe5", "http://a/%E5"},
        {NULL, "http://a/100%/%4/%zz", "http://a/100%25/%254/%25zz"},
        {NULL, "http://a/%", "http://a/%25"},
        {NULL, "http://a/x%0Ay", "http://a/x%0Ay"},
        {NULL, " \n http://a/b\n\tc \t", "http://a/bc"},
        {NULL, "http:\\\\a\\b?c\\d", "http://a/b?c%5Cd"},
        {NULL, "http://a/b'(c)!", "http://a/b'(c)!"},
        {NULL, "http://www.ÅRE.se/", "http://www.xn--re-xia.se/"},
        {NULL, "http://bücher.example/", "http://xn--bcher-kva.example/"},
        {NULL, "http://xn--re-yia.se/", "http://xn--re-yia.se/"},
        {NULL, "http://[2001:DB8::1]:8080/x", "http://[2001:db8::1]:8080/x"},
        {NULL, "http://127.0.0.1/", "http://127.0.0.1/"},
        {NULL, "http://0x7f.1/", "http://127.0.0.1/"},
        {NULL, "http://2130706433/", "http://127.0.0.1/"},
        {NULL, "http://my_host-1.localhost:8080/",
         "http://my_host-1.localhost:8080/"},
        {"https://a/b", "//c/d", "https://c/d"},
        {"http://a/b", "www.example.org/x", "http://a/www.example.org/x"},
        {"http://a/b#f", "#", "http://a/b"},
    };
    CHECK_ALL(cases);
    /* Names in Swedish must work under cron's locale too. */
    setlocale(LC_ALL, "C");
    check(&(struct url_case){NULL, "http://www.åre.se/",
                             "http://www.xn--re-xia.se/"});
    setlocale(LC_ALL, "");
    /* No UTF-8: nothing of it may be left behind, which a sanitizer sees. */
    check(&(struct url_case){NULL, "http://S\x88/", NULL});
}

static void test_dropped(void **state)
{
    (void)state;
    static const struct url_case cases[] = {
        {NULL, "http://a/?utm_source=x&id=5&UTM_medium=y", "http://a/?id=5"},
        {NULL, "http://a/?fbclid=x&gclid=y", "http://a/"},
        {NULL, "http://a/?a=1&&b=2&", "http://a/?a=1&b=2"},
        {NULL, "http://a/p;jsessionid=0F3A.node1?x=1", "http://a/p?x=1"},
        {NULL, "http://a/p;JSESSIONID=0F3A/q;v=1", "http://a/p/q;v=1"},
        {NULL, "http://a/p;jsessionid=1;jsessionid=2/q", "http://a/p/q"},
        /* What is left may be a dot segment, or nothing. */
        {NULL, "http://a//b/.;jsessionid=1?c", "http://a//b/?c"},
        {"http://a/b/c", "x/..;jsessionid=1", "http://a/b/"},
        {"http://a/b/c?d", ";jsessionid=1", "http://a/b/"},
        {"http://a/b/c?d", ";jsessionid=1?e", "http://a/b/?e"},
        {NULL, "http://a/?PHPSESSID=abc123&x", "http://a/?x"},
        {NULL, "http://a/?sid=0123456789abcdef0123456789abcdef", "http://a/"},
        {NULL, "http://a/?ASPSESSIONIDABC=XYZ", "http://a/"},
        /* A short sid is a page's number, and these only look alike. */
        {NULL, "http://a/?sid=42", "http://a/?sid=42"},
        {NULL, "http://a/?sida=2", "http://a/?sida=2"},
        {NULL, "http://a/?session=var-konferensen-i-maj",
         "http://a/?session=var-konferensen-i-maj"},
        {NULL, "http://a/?gclidx=1&xutm_a=2", "http://a/?gclidx=1&xutm_a=2"},
        {NULL, "http://a/?b=2&a=1", "http://a/?b=2&a=1"},
    };
    CHECK_ALL(cases);
}

static void test_refused(void **state)
{
    (void)state;
    static const struct url_case cases[] = {
        {NULL, "", NULL},
        {NULL, "   ", NULL},
        {NULL, "example.org/x", NULL},
        {NULL, "/x", NULL},
        {NULL, "//example.org/", NULL},
        {NULL, "http://", NULL},
        {NULL, "http:///x", NULL},
        {NULL, "http://user@a/", NULL},
        {NULL, "http://user:pw@a/", NULL},
        {NULL, "http://a b/", NULL},
        {NULL, "http://a%20b/", NULL},
        {NULL, "http://a%2fb/", NULL},
        {NULL, "http://a<b/", NULL},
        {NULL, "http://a..b/", NULL},
        {NULL, "http://.a/", NULL},
        {NULL, "http://1.2.3.4.5/", NULL},
        {NULL, "http://999.1.1.1/", NULL},
        {NULL, "http://0x100000000/", NULL},
        {NULL, "http://a:0/", NULL},
        {NULL, "http://a:65536/", NULL},
        {NULL, "http://a:x/", NULL},
        {NULL, "http://[::1/", NULL},
        {NULL, "http://[fe80::1%25eth0]/", NULL},
        {NULL, "http://[zz]/", NULL},
        {"http://a/", "javascript:alert(1)", NULL},
        {"http://a/", "JavaScript:alert(1)", NULL},
        {"http://a/", "java\nscript:alert(1)", NULL},
        {"http://a/", "mailto:a@b.se", NULL},
        {"http://a/", "tel:+46", NULL},
        {"http://a/", "data:text/html,x", NULL},
        {"http://a/", "file:///etc/passwd", NULL},
        {"http://a/", "ftp://a/", NULL},
        {"http://a/", "http:/b", NULL},
        {"http://a/", "///b", NULL},
        {"http://good\\@evil/", "x", "http://good/@evil/x"},
    };
    CHECK_ALL(cases);
}

static void test_limit(void **state)
{
    (void)state;
    static const size_t sizes[] = {CAP_URL_BYTES, CAP_URL_BYTES + 1, 5000,
                                   200000};
    struct arena *mem = arena_new();
    for (size_t i = 0; i < 4; i++) {
        struct err e = ERR_INIT;
        const char *got = NULL;
        char *s = arena_alloc(mem, sizes[i] + 1);
        memset(s, 'a', sizes[i]);
        memcpy(s, "http://a/", 9);
        enum status st = url_normalise(mem, NULL, s, &got, &e);
        assert_int_equal(st, i == 0 ? ST_OK : ST_LIMIT);
        assert_int_equal(got != NULL, i == 0);
    }
    arena_free(mem);
}

static void test_split(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct err e = ERR_INIT;
    struct url_parts p;
    assert_int_equal(url_split(mem, "https://a.se/b/c?d=e", &p, &e), ST_OK);
    assert_string_equal(p.scheme, "https");
    assert_string_equal(p.host, "a.se");
    assert_string_equal(p.path, "/b/c");
    assert_string_equal(p.query, "d=e");
    assert_int_equal(p.port, 443);
    assert_int_equal(url_split(mem, "http://[::1]:8080", &p, &e), ST_OK);
    assert_string_equal(p.host, "[::1]");
    assert_string_equal(p.path, "/");
    assert_null(p.query);
    assert_int_equal(p.port, 8080);
    assert_int_equal(url_split(mem, "nonsense", &p, &e), ST_INVALID);
    arena_free(mem);
}

static void test_same_site(void **state)
{
    (void)state;
    assert_true(url_same_site("a.se", "a.se"));
    assert_true(url_same_site("www.a.se", "A.se"));
    assert_true(url_same_site("a.se", "www.a.se"));
    assert_false(url_same_site("b.a.se", "a.se"));
    assert_false(url_same_site("www.a.se", "wwa.se"));
    assert_false(url_same_site("www.", "b"));
}

/* What is joined without libcurl is what it would make of it: it is asked where
 * there is a blank in front. */
static void test_plain(void **state)
{
    (void)state;
    static const char *const BASES[] = {
        "http://a.se/",
        "https://a.b-c.se:8443/x/y.html?z=1",
        "http://127.0.0.1:8080/d/",
        "http://a.se/d;x/e",
        "http://a.se/d/%41/e",
        "http://a.se/d//e/f",
        "http://a.se/d/./f",
        "http://A.se/d/f",
        "http://a.se:80/d/f",
        "https://a.se:443/d/f",
        "http://a.se:080/d/f",
        "http://a.se./d/f",
        "http://a..se/d/f",
        "http://1.2.3/d/f",
        "http://u@a.se/d/f",
        "http://a.se",
        "http://a.se?q",
        "http://a.se/d?x=/../y",
    };
    static const char *const REFS[] = {
        "/",
        "/x",
        "/x/y.html",
        "/x?a=b&c=d",
        "/x?utm_source=q",
        "/x?",
        "/x??",
        "/x?a#b",
        "/x#",
        "#",
        "",
        "x",
        "x/y",
        "x:y",
        "x/y:z",
        "/x:y",
        "./x",
        "../x",
        "/../x",
        "/x/..",
        "/x/.",
        "/.x",
        "x/.y",
        "//b.se",
        "//b.se/x",
        "/x//y",
        "/x;jsessionid=1",
        "/x;a",
        "/x?a;b",
        "?a",
        "?",
        "/%41",
        "/å",
        "/a b",
        "/x\\y",
        "http://b.se/x",
        "https://b.se:8080/x?y=/../z",
        "http://b.se",
        "http://b.se:80/x",
        "http:x",
        "HTTP://b.se/x",
        "mailto:a@b.se",
        "http://b.se/x/../y",
        "/x?sid=0123456789abcdef",
        "/~x/(y)!$&'*+,=@",
        "/x|y",
        "/x\ty",
        "http://b.se:/x",
    };
    struct arena *mem = arena_new();
    int plain = 0, split = 0;
    for (size_t b = 0; b < sizeof BASES / sizeof *BASES; b++)
        for (size_t r = 0; r < sizeof REFS / sizeof *REFS; r++) {
            const char *got, *want;
            if (!url_plain_join(mem, BASES[b], REFS[r], &got))
                continue;
            plain++;
            const char *ref = arena_printf(mem, " %s", REFS[r]);
            assert_int_equal(url_normalise(mem, BASES[b], ref, &want, NULL),
                             ST_OK);
            assert_string_equal(got, want);
            struct url_parts u;
            if (!url_plain_split(mem, got, &u))
                continue;
            split++;
            bool tls = strcmp(u.scheme, "https") == 0;
            assert_string_equal(
                got,
                u.port == (tls ? 443 : 80)
                    ? arena_printf(mem, "%s://%s%s%s%s", u.scheme, u.host,
                                   u.path, u.query != NULL ? "?" : "",
                                   u.query != NULL ? u.query : "")
                    : arena_printf(mem, "%s://%s:%d%s%s%s", u.scheme, u.host,
                                   u.port, u.path, u.query != NULL ? "?" : "",
                                   u.query != NULL ? u.query : ""));
        }
    assert_true(plain > 100 && split > 100);
    const char *got;
    assert_false(url_plain_join(mem, "http://a.se:70000/d", "/x", &got));
    assert_false(url_plain_join(mem, NULL, "/x", &got));
    assert_true(url_plain_join(mem, NULL, "http://a.se/x", &got));
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),       cmocka_unit_test(test_rfc3986),
        cmocka_unit_test(test_normal_form), cmocka_unit_test(test_dropped),
        cmocka_unit_test(test_refused),     cmocka_unit_test(test_limit),
        cmocka_unit_test(test_split),       cmocka_unit_test(test_same_site),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
