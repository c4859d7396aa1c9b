/* test_digest.c - e-mails by RFC 5322 and MIME, and a digest's text and page.
 */
#include "../../search/digest.h"
#include "../../search/mime.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct buf out;

static int setup(void **state)
{
    (void)state;
    buf_init(&out, 1 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    buf_free(&out);
    return 0;
}

/* No line is longer than MOST, and all is printable ASCII. */
static void assert_lines(const char *text, size_t most)
{
    for (const char *p = text; *p != '\0';) {
        size_t n = strcspn(p, "\n");
        assert_true(n <= most);
        for (size_t i = 0; i < n; i++)
            assert_true((p[i] >= ' ' && p[i] < 0x7f) || p[i] == '\t');
        p += n + (p[n] == '\n');
    }
}

static const char *header(const char *name, const char *text)
{
    buf_reset(&out);
    assert_int_equal(mime_header(&out, name, text), ST_OK);
    return out.data;
}

static void test_headers(void **state)
{
    (void)state;
    assert_string_equal(header("Subject", "Three new"), "Subject: Three new\n");
    assert_string_equal(header("Subject", "Två"),
                        "Subject: =?UTF-8?Q?Tv=C3=A5?=\n");
    /* What would be read as an encoded word is encoded. */
    assert_string_equal(header("Subject", "=?x?="),
                        "Subject: =?UTF-8?Q?=3D=3Fx=3F=3D?=\n");
    /* Nothing in it begins another header. */
    assert_string_equal(header("Subject", "a\r\nBcc: b@c.se"),
                        "Subject: =?UTF-8?Q?a__Bcc=3A_b=40c=2Ese?=\n");
    /* Nor does it steer whoever shows the decoded words. */
    assert_string_equal(header("Subject", "a\x1b[2Jb\xe2\x80\xae\xc2\x9b"),
                        "Subject: =?UTF-8?Q?a_=5B2Jb__?=\n");
    char *text = malloc(400);
    for (int i = 0; i < 100; i++)
        memcpy(text + 2 * i, "å", 3);
    const char *folded = header("Subject", text);
    assert_lines(folded, 78);
    /* No character is parted between two words. */
    for (const char *p = folded; (p = strstr(p, "?=\n")) != NULL; p += 2)
        assert_memory_equal(p - 3, "=A5", 3);
    memset(text, 'x', 300);
    text[300] = '\0';
    assert_lines(header("Subject", text), 78);
    for (int i = 9; i < 300; i += 10)
        text[i] = ' ';
    assert_lines(header("Subject", text), 78);
    assert_null(strstr(out.data, "=?"));
    free(text);
}

static const char *quoted(const char *text)
{
    buf_reset(&out);
    assert_int_equal(mime_quoted(&out, text), ST_OK);
    assert_lines(out.data, 76);
    return out.data;
}

static void test_quoted_printable(void **state)
{
    (void)state;
    static const struct {
        const char *text, *code;
    } rows[] = {
        {"", ""},
        {"a=b\n", "a=3Db\n"},
        {"å\nb", "=C3=A5\nb\n"},
        {"a \n\tb\t\n", "a=20\n\tb=09\n"},
        {".\n..x\nFrom me\nFrom\n", "=2E\n=2E.x\n=46rom me\nFrom\n"},
        {"a\r\n", "a=0D\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(quoted(rows[i].text), rows[i].code);
    char text[400];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    text[75] = '.'; /* would begin the second line */
    assert_non_null(strstr(quoted(text), "=\n=2Ex"));
    memset(text, '=', sizeof text - 1);
    quoted(text);
}

static void test_addresses(void **state)
{
    (void)state;
    static const char *const good[] = {
        "a@b", "eva.o@example.org", "Eva Öst <eva@example.org>",
        "\"Öst, Eva\" <eva+x@example.org>", "<a@b>"};
    static const char *const bad[] = {
        "",          "a",           "@b",
        "a@",        "a b@c",       "a@b\nBcc: c@d",
        "a@b, c@d",  "a..b@c",      "a@b>",
        "Eva <a@b",  "Eva <a@b> x", "a@b\r",
        ".a@b",      "a@b.",        "å@b.se",
        "x <a@b\n>", "\xff <a@b>"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_int_equal(mime_check_address(good[i], NULL), ST_OK);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(mime_check_address(bad[i], NULL), ST_INVALID);
}

static void test_message(void **state)
{
    (void)state;
    static const char *const to[] = {"Åsa <asa@b.se>", "c@d.se"};
    const struct mime_message m = {
        .from = "Eva \\ Öst <eva@b.se>",
        .to = to,
        .n_to = 2,
        .subject = "Två nya",
        .id = "medel.x",
        .language = "sv",
        .date = 1795392000,
        .text = "Hej\n",
        .html = "<p>Hej</p>\n",
    };
    struct err e = ERR_INIT;
    assert_int_equal(mime_write(&out, &m, &e), ST_OK);
    assert_lines(out.data, 78);
    static const char *const parts[] = {
        "From: =?UTF-8?Q?Eva_=5C_=C3=96st?=\n <eva@b.se>\n",
        "To: =?UTF-8?Q?=C3=85sa?=\n <asa@b.se>,\n c@d.se\n",
        "Date: Mon, 23 Nov 2026 00:00:00 +0000\n",
        "Message-ID: <medel.x.",
        "MIME-Version: 1.0\n",
        "Content-Type: text/plain; charset=utf-8\n",
        "Content-Type: text/html; charset=utf-8\n",
        "\n<p>Hej</p>\n--=_medel_",
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strstr(out.data, parts[i]) == NULL)
            fail_msg("no '%s' in\n%s", parts[i], out.data);
    /* The headers end at the first empty line, and not before. */
    const char *end = strstr(out.data, "\n\n");
    assert_non_null(strstr(out.data, "boundary="));
    assert_true(strstr(out.data, "boundary=") < end);
    struct mime_message bad = m;
    static const char *const none[] = {"nobody"};
    bad.to = none;
    bad.n_to = 1;
    size_t whole = out.len;
    assert_int_equal(mime_write(&out, &bad, &e), ST_INVALID);
    assert_int_equal(out.len, whole);
}

/* --- a digest --------------------------------------------------------------
 */

static struct call *hostile_call(void)
{
    struct call *c = call_new();
    c->id = "a";
    c->title = "<script>alert(1)</script> & \033[2J \"x\"";
    c->url = "javascript:alert(1)";
    c->summary = "<img src=x onerror=alert(1)>";
    return c;
}

static void test_pages_stay_text(void **state)
{
    (void)state;
    struct candidate hit = {.call = hostile_call()};
    hit.gate.verdict = VERDICT_YES;
    struct event event = {
        .kind = EVENT_NEW, .at = "2026-11-20T04:00:00Z", .after = hit.call};
    struct news_item item = {.hit = &hit, .events = &event, .n = 1};
    struct news news = {.items = &item, .n = 1};
    const struct profile profile = {.id = "p", .name = "Byn <b>&</b>"};
    struct digest d = {&news, &profile, {2026, 11, 23}};
    assert_int_equal(digest_html(&out, &d), ST_OK);
    static const char *const never[] = {"<script", "<img",        "<b>",
                                        "\033",    "javascript:", "onerror=\""};
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        assert_null(strstr(out.data, never[i]));
    assert_non_null(strstr(out.data, "&lt;script&gt;"));
    assert_non_null(strstr(out.data, "Byn &lt;b&gt;&amp;&lt;/b&gt;"));
    buf_reset(&out);
    assert_int_equal(digest_text(&out, &d, 72, false), ST_OK);
    assert_null(strchr(out.data, '\033'));
    assert_non_null(strstr(out.data, "1 new"));
    call_free(hit.call);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        TEST(test_headers), TEST(test_quoted_printable), TEST(test_addresses),
        TEST(test_message), TEST(test_pages_stay_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
