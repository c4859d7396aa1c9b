/* test_export_parts.c - what the export formats are made of: clean text and
 * addresses, names of sheets, deadlines through their history, files that are
 * there whole or not at all. */
#include "../../search/deadline_ids.h"
#include "../../search/html_assets.h"
#include "../../search/markup.h"
#include "../../search/plain.h"
#include "../../search/sheet_name.h"

#include "medel/own_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

/* --- text ---------------------------------------------------------------- */

static void test_plain_text(void **state)
{
    static const char *const rows[][2] = {
        {NULL, ""},
        {"", ""},
        {"Stöd till byar", "Stöd till byar"},
        {" a \r\n\t b ", "a b"},
        {"a\x1b[2Jb", "a [2Jb"},
        {"a\x01\x7f"
         "b",
         "a b"},
        {"a\xc2\x9b"
         "b",
         "a b"},             /* C1 */
        {"a\u202Eb", "a b"}, /* turns the reading direction */
        {"a\u2028b", "a b"},
        {"a\xff"
         "b",
         "a\uFFFDb"},
        {"a\xEF\xBF\xBE"
         "b",
         "a\uFFFDb"},         /* U+FFFE: no XML may hold it */
        {"a\xC3", "a\uFFFD"}, /* cut off */
        {"😀", "😀"},
    };
    struct arena *mem = arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(plain_text(mem, rows[i][0]), rows[i][1]);
    assert_string_equal(plain_clip(mem, "åäö", 4), "åä…");
    assert_string_equal(plain_clip(mem, "åäö", 3), "å…");
    assert_string_equal(plain_clip(mem, "åäö", 6), "åäö");
    arena_free(mem);
}

static void test_plain_url(void **state)
{
    static const char *const rows[][2] = {
        {"https://a.example/x?y=1&z=(2)#t", "https://a.example/x?y=1&z=(2)#t"},
        {"HTTP://a.example/", "HTTP://a.example/"},
        {"http://a.example/å b", "http://a.example/%C3%A5%20b"},
        {"http://a.example/\"><script>", "http://a.example/%22%3E%3Cscript%3E"},
        {"http://a.example/\r\nX: y", "http://a.example/%0D%0AX:%20y"},
    };
    static const char *const refused[] = {"javascript:alert(1)",
                                          "data:text/html,x",
                                          "file:///etc/passwd",
                                          "//a.example/",
                                          " http://a.example/",
                                          "httpx://a",
                                          ""};
    struct arena *mem = arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(plain_url(mem, rows[i][0]), rows[i][1]);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_null(plain_url(mem, refused[i]));
    assert_null(plain_url(mem, NULL));
    arena_free(mem);
}

static void test_markup(void **state)
{
    struct buf b;
    struct markup m = {&b, ST_OK};
    (void)state;
    buf_init(&b, 1000);
    markup_element(&m, "<p>", NULL, "</p>");
    markup_element(&m, "<p>", "", "</p>");
    markup_element(&m, "<p title=\"", "a<b>&\"'\x1b", "\">");
    assert_string_equal(b.data, "<p title=\"a&lt;b&gt;&amp;&quot;&#39;\">");
    buf_free(&b);
    buf_init(&b, 10);
    m.st = ST_OK;
    markup_text(&m, "longer than ten bytes");
    assert_int_equal(m.st, ST_LIMIT);
    buf_free(&b);
}

/* RFC 4648 and FIPS 180-4 together; the figure is OpenSSL's. */
static void test_hash(void **state)
{
    char out[HTML_HASH_SIZE];
    (void)state;
    assert_string_equal(html_hash("abc", out),
                        "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    assert_true(strlen(html_style) > 1000 && strlen(html_script) > 1000);
    /* What stands in the page ends where it should. */
    assert_null(strstr(html_style, "</"));
    assert_null(strstr(html_script, "</"));
    assert_null(strstr(html_script, "<!--"));
}

/* --- sheets -------------------------------------------------------------- */

static void test_sheet_names(void **state)
{
    static const char *const rows[][2] = {
        {"Byn", "Byn"},
        {"BYN", "BYN (2)"},
        {"byn", "byn (3)"},
        {"a/b[c]:d*?\\", "a-b-c--d---"},
        {"'Byns' ", "Byns"},
        {"", "Calls"},
        {"'''", "Calls (2)"},
        {"History", "History (2)"},
        {"Vattudalens byabutik ekonomisk förening",
         "Vattudalens byabutik ekonomisk"},
        {"Vattudalens byabutik ekonomisk förening i Ström",
         "Vattudalens byabutik ekonom (2)"},
        {"😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀"},
    };
    struct arena *mem = arena_new();
    struct sheet_names *names = sheet_names_new(mem);
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(sheet_name(names, mem, rows[i][0]), rows[i][1]);
    arena_free(mem);
}

/* --- deadlines ----------------------------------------------------------- */

static json_t *days(const char *s)
{
    json_t *a = json_array();
    for (; strlen(s) >= 10; s += s[10] == ' ' ? 11 : 10)
        json_array_append_new(a, json_stringn(s, 10));
    return a;
}

struct round {
    const char *at, *before, *after;
};

/* "DAY<ORIGIN" of each, "!" before what is gone, "#N" of one more. */
static char *told(const struct round *rounds, size_t n, const char *now)
{
    struct call *c = call_new();
    static struct date d[8];
    static char out[500];
    size_t n_ids;
    for (size_t i = 0; i < n; i++) {
        json_t *a = days(rounds[i].before), *b = days(rounds[i].after);
        call_add_change(c, rounds[i].at, "deadlines", a, b);
        json_decref(a);
        json_decref(b);
    }
    for (; strlen(now) >= 10; now += now[10] == ' ' ? 11 : 10) {
        char iso[11] = "";
        memcpy(iso, now, 10);
        assert_true(date_parse_iso(iso, &d[c->n_deadlines++]));
    }
    c->deadlines = d;
    struct deadline_id *ids = deadline_ids(c->mem, c, &n_ids);
    out[0] = '\0';
    for (size_t i = 0; i < n_ids; i++) {
        char day[DATE_ISO_SIZE], origin[DATE_ISO_SIZE], nth[16] = "";
        if (ids[i].nth > 1)
            snprintf(nth, sizeof nth, "#%u", ids[i].nth);
        size_t len = strlen(out);
        snprintf(out + len, sizeof out - len, "%s%s%s<%s%s", i > 0 ? " " : "",
                 ids[i].gone ? "!" : "", date_format_iso(ids[i].day, day),
                 date_format_iso(ids[i].origin, origin), nth);
    }
    c->deadlines = NULL;
    c->n_deadlines = 0;
    call_free(c);
    return out;
}

#define TOLD(rounds, now) told(rounds, sizeof(rounds) / sizeof *(rounds), now)

static void test_deadline_ids(void **state)
{
    const struct round moved[] = {
        {"2026-11-01T04:00:00Z", "2026-12-01", "2026-12-15"},
        {"2026-11-08T04:00:00Z", "2026-12-15", "2027-01-10"}};
    const struct round next[] = {
        {"2026-12-20T04:00:00Z", "2026-12-01", "2027-12-01"}};
    const struct round one_of_two[] = {{"2026-11-01T04:00:00Z",
                                        "2026-12-01 2027-03-01",
                                        "2026-12-01 2027-03-20"}};
    const struct round dropped[] = {
        {"2026-11-01T04:00:00Z", "2026-12-01 2027-03-01", "2027-03-01"}};
    const struct round back[] = {
        {"2026-11-01T04:00:00Z", "2026-12-01 2027-03-01", "2027-03-01"},
        {"2026-11-02T04:00:00Z", "2027-03-01", "2026-12-01 2027-03-01"}};
    const struct round again[] = {
        {"2026-11-01T04:00:00Z", "2026-12-01", "2027-01-15"},
        {"2026-11-02T04:00:00Z", "2027-01-15", "2026-12-01 2027-01-15"}};
    (void)state;
    assert_string_equal(told(NULL, 0, "2026-12-01 2027-03-01"),
                        "2026-12-01<2026-12-01 2027-03-01<2027-03-01");
    assert_string_equal(TOLD(moved, "2027-01-10"), "2027-01-10<2026-12-01");
    assert_string_equal(TOLD(next, "2027-12-01"),
                        "!2026-12-01<2026-12-01 2027-12-01<2027-12-01");
    assert_string_equal(TOLD(one_of_two, "2026-12-01 2027-03-20"),
                        "2026-12-01<2026-12-01 2027-03-20<2027-03-01");
    assert_string_equal(TOLD(dropped, "2027-03-01"),
                        "!2026-12-01<2026-12-01 2027-03-01<2027-03-01");
    assert_string_equal(TOLD(back, "2026-12-01 2027-03-01"),
                        "2026-12-01<2026-12-01 2027-03-01<2027-03-01");
    /* A new one on a day that another had at first. */
    assert_string_equal(TOLD(again, "2026-12-01 2027-01-15"),
                        "2027-01-15<2026-12-01 2026-12-01<2026-12-01#2");
    assert_string_equal(told(NULL, 0, ""), "");
}

/* --- files --------------------------------------------------------------- */

static char folder[] = "/tmp/medel-test-XXXXXX";

static const char *content(const char *path)
{
    static char text[100];
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    size_t n = fread(text, 1, sizeof text - 1, f);
    fclose(f);
    text[n] = '\0';
    return text;
}

static size_t files(void)
{
    char command[100], line[20] = "";
    snprintf(command, sizeof command, "ls -A %s | wc -l", folder);
    FILE *f = popen(command, "r");
    assert_non_null(fgets(line, sizeof line, f));
    pclose(f);
    return (size_t)strtoul(line, NULL, 10);
}

static void write_it(const char *path, const char *a, const char *b, bool keep)
{
    struct own_file *f = NULL;
    struct err e = ERR_INIT;
    assert_int_equal(own_file_begin(path, &f, &e), ST_OK);
    assert_int_equal(own_file_add(f, a, strlen(a), &e), ST_OK);
    assert_int_equal(own_file_add(f, b, strlen(b), &e), ST_OK);
    if (keep)
        assert_int_equal(own_file_keep(f, &e), ST_OK);
    else
        own_file_drop(f);
}

static void test_own_files(void **state)
{
    char path[100], other[100];
    struct stat sb;
    struct err e = ERR_INIT;
    struct own_file *f = NULL;
    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a", folder);
    snprintf(other, sizeof other, "%s/link", folder);

    write_it(path, "on", "e", false);
    assert_int_equal(files(), 0);
    write_it(path, "on", "e", true);
    assert_string_equal(content(path), "one");
    assert_int_equal(chmod(path, 0600), 0);
    write_it(path, "tw", "o", false);
    assert_string_equal(content(path), "one");
    assert_int_equal(symlink("a", other), 0);
    write_it(other, "tw", "o", true);
    assert_string_equal(content(path), "two");
    assert_int_equal(lstat(other, &sb), 0);
    assert_true(S_ISLNK(sb.st_mode));
    assert_int_equal(stat(path, &sb), 0);
    assert_int_equal(sb.st_mode & 0777, 0600);
    assert_int_equal(files(), 2);

    write_it("/dev/null", "tw", "o", true);
    assert_int_equal(stat("/dev/null", &sb), 0);
    assert_true(S_ISCHR(sb.st_mode));
    snprintf(path, sizeof path, "%s/none/a", folder);
    assert_int_equal(own_file_begin(path, &f, &e), ST_IO);
    assert_non_null(strstr(e.text, path));
    err_clear(&e);
    assert_int_equal(own_file_begin(folder, &f, &e), ST_IO);
    err_clear(&e);
    assert_int_equal(own_file_begin("", &f, &e), ST_INVALID);
    own_file_drop(NULL);

    unlink(other);
    snprintf(path, sizeof path, "%s/a", folder);
    unlink(path);
    assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_text),  cmocka_unit_test(test_plain_url),
        cmocka_unit_test(test_markup),      cmocka_unit_test(test_hash),
        cmocka_unit_test(test_sheet_names), cmocka_unit_test(test_deadline_ids),
        cmocka_unit_test(test_own_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
