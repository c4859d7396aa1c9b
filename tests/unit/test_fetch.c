/*
 * test_fetch.c - what of a server's bytes counts as an answer, over real
 * sockets, and mostly with servers that break the rules.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "little_server.h"

#include "../../crawler/fetch.h"
#include "medel/caps.h"

#include <brotli/encode.h>
#include <curl/curl.h>
#include <zlib.h>
#include <zstd.h>

#include <cmocka.h>

#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"

#define EARLY "HTTP/1.1 103 Early Hints\r\nLink: </s.css>\r\n\r\n"
#define CHUNKED_HEAD HEAD "Transfer-Encoding: chunked\r\n\r\n"
#define CHUNKS "2;x=y\r\nhe\r\n3\r\nllo\r\n0\r\nX-Sum: 7\r\n\r\n"

static struct little_server server;
static char last_head[16384];
static int drop_next; /* close the connection instead of answering */

static size_t gzip(const char *text, char *out, size_t max)
{
    z_stream z = {0};
    deflateInit2(&z, 9, Z_DEFLATED, 31, 8, 0);
    z.next_in = (z_const Bytef *)text;
    z.avail_in = (uInt)strlen(text);
    z.next_out = (Bytef *)out;
    z.avail_out = (uInt)max;
    deflate(&z, Z_FINISH);
    deflateEnd(&z);
    return max - z.avail_out;
}

static void put_packed(struct little_reply *r, const char *coding,
                       const char *packed, size_t n)
{
    little_put(r, HEAD "Content-Encoding: %s\r\nContent-Length: %zu\r\n\r\n",
               coding, n);
    memcpy(r->bytes + r->len, packed, n);
    r->len += n;
}

static void put_gzip(struct little_reply *r, const char *text, size_t less)
{
    char packed[4096];
    size_t n = gzip(text, packed, sizeof packed) - less;
    put_packed(r, "gzip", packed, n);
}

#define BOMB_BYTES ((size_t)4 << 20)

/* PATH is /br or /zstd, with what is to be wrong with it. */
static void put_modern(struct little_reply *r, const char *path)
{
    static char packed[32768], zeros[BOMB_BYTES];
    bool brotli = strncmp(path, "/br", 3) == 0;
    bool bomb = strstr(path, "-bomb") != NULL;
    const char *text = bomb ? zeros : "hello modern world, hello world";
    size_t len = bomb ? BOMB_BYTES : strlen(text), n = sizeof packed / 2;
    if (brotli)
        BrotliEncoderCompress(9, 22, BROTLI_MODE_TEXT, len,
                              (const uint8_t *)text, &n, (uint8_t *)packed);
    else
        n = ZSTD_compress(packed, n, text, len, 3);
    if (strstr(path, "-cut") != NULL)
        n -= 3;
    if (strstr(path, "-junk") != NULL)
        n += (size_t)snprintf(packed + n, 8, "junk");
    if (strstr(path, "-damaged") != NULL)
        memset(packed, 0x11, n); /* begins neither */
    if (strstr(path, "-twice") != NULL) {
        memcpy(packed + n, packed, n);
        n *= 2;
    }
    put_packed(r, brotli ? "br" : "zstd", packed, n);
}

struct canned {
    const char *path, *bytes;
    bool close;
    enum fetch_fate fate;
};

static const struct canned CANNED[] = {
    {"/whole", HEAD "Content-Length: 5\r\n\r\nhello", false, FETCH_ANSWERED},
    {"/chunked",
     HEAD "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n"
          "\r\n",
     false, FETCH_ANSWERED},
    {"/closed", HEAD "\r\nhello", true, FETCH_ANSWERED},
    {"/empty", HEAD "Content-Length: 0\r\n\r\n", false, FETCH_ANSWERED},
    {"/length-too-long", HEAD "Content-Length: 500\r\n\r\nhello", true,
     FETCH_CUT_OFF},
    {"/length-too-short", HEAD "Content-Length: 3\r\n\r\nhello", true,
     FETCH_CUT_OFF},
    {"/two-lengths", HEAD "Content-Length: 5\r\nContent-Length: 3\r\n\r\nhello",
     true, FETCH_CUT_OFF},
    {"/same-length-twice",
     HEAD "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", false,
     FETCH_ANSWERED},
    {"/no-last-chunk", HEAD "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
     true, FETCH_CUT_OFF},
    {"/bad-chunk", HEAD "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n",
     true, FETCH_CUT_OFF},
    {"/bad-length", HEAD "Content-Length: five\r\n\r\nhello", true,
     FETCH_BAD_REPLY},
    {"/http09", "<html>hello</html>", true, FETCH_BAD_REPLY},
    {"/garbage", "\x16\x03\x01\x02garbage\r\n\r\n", true, FETCH_BAD_REPLY},
    {"/nothing", "", true, FETCH_CUT_OFF},
    {"/half-header", "HTTP/1.1 200 OK\r\nContent-Ty", true, FETCH_CUT_OFF},
    {"/picture",
     "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n"
     "Content-Length: 900000000\r\n\r\n.PNG",
     true, FETCH_NOT_TEXT},
    {"/zip",
     "HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\n"
     "Content-Length: 4\r\n\r\nPK\3\4",
     false, FETCH_NOT_TEXT},
    {"/untyped", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", false,
     FETCH_ANSWERED},
};

static void handler(void *arg, const struct little_request *q,
                    struct little_reply *r)
{
    (void)arg;
    snprintf(last_head, sizeof last_head, "%s", q->head);
    if (drop_next > 0) {
        drop_next--;
        r->close = true;
        return;
    }
    for (size_t i = 0; i < sizeof CANNED / sizeof *CANNED; i++)
        if (strcmp(q->path, CANNED[i].path) == 0) {
            little_put(r, "%s", CANNED[i].bytes);
            r->close = CANNED[i].close;
            return;
        }
    if (strcmp(q->path, "/gzip") == 0) {
        put_gzip(r, "hello gzip", 0);
    } else if (strcmp(q->path, "/gzip-cut") == 0) {
        put_gzip(r, "hello gzip", 9);
    } else if (strcmp(q->path, "/gzip-plain") == 0) {
        little_put(r, HEAD "Content-Encoding: gzip\r\nContent-Length: 13\r\n"
                           "\r\n<html>not it.");
    } else if (strcmp(q->path, "/wire-chunked") == 0) {
        little_put(r, EARLY CHUNKED_HEAD CHUNKS);
    } else if (strncmp(q->path, "/br", 3) == 0 ||
               strncmp(q->path, "/zstd", 5) == 0) {
        put_modern(r, q->path);
    } else if (strcmp(q->path, "/plain-br") == 0) {
        put_packed(r, "br", "<html>not it.", 13);
    } else if (strcmp(q->path, "/plain-zstd") == 0) {
        put_packed(r, "zstd", "\n<html>not it.", 14);
    } else if (strcmp(q->path, "/compress") == 0) {
        put_packed(r, "compress", "abc", 3);
    } else if (strcmp(q->path, "/nested") == 0) {
        little_put(r, HEAD "Content-Encoding: gzip, gzip, gzip\r\n"
                           "Content-Length: 3\r\n\r\nabc");
    } else if (strcmp(q->path, "/headers") == 0) {
        little_put(r, "HTTP/1.1 200 OK\r\n");
        for (int i = 0; i < 300; i++)
            little_put(r, "X-%d: %0180d\r\n", i, i);
        little_put(r, "Content-Length: 2\r\n\r\nok");
    } else if (strcmp(q->path, "/header-text") == 0) {
        little_page(r, 301,
                    "Location: /a\tb\r\nETag: \"x\"\r\nETag: \"y\"\r\n"
                    "Link: </n>; rel=next\r\nLink: </c>; rel=canonical\r\n"
                    "X-Robots-Tag: noindex\r\nRetry-After: 7\r\n",
                    "");
    } else if (strcmp(q->path, "/silent") == 0) {
        r->pause_ms = 3000;
        r->close = true;
    } else if (strcmp(q->path, "/stalls") == 0) {
        little_put(r, HEAD "Content-Length: 50\r\n\r\nhello");
        r->pause_at = r->len;
        r->pause_ms = 5000;
        r->close = true;
    } else if (strcmp(q->path, "/long") == 0) {
        little_put(r, HEAD "Content-Length: 60000\r\n\r\n%060000d", 7);
    } else {
        little_page(r, 404, "", "none");
    }
}

static struct fetcher *make_with(struct fetch_options o)
{
    struct fetcher *f;
    struct err e = ERR_INIT;
    o.user_agent = "medel/test (+x)";
    o.parallel = 4;
    assert_int_equal(fetcher_new(&o, &f, &e), ST_OK);
    return f;
}

static struct fetcher *make(bool allow_private, double timeout)
{
    return make_with((struct fetch_options){.allow_private = allow_private,
                                            .timeout_s = timeout});
}

static void wait_for(struct fetcher *f, struct fetch_result *r)
{
    struct err e = ERR_INIT;
    for (int i = 0; i < 500; i++) {
        assert_int_equal(fetcher_wait(f, -1, 100, &e), ST_OK);
        if (fetcher_next(f, r))
            return;
    }
    fail_msg("no answer, ever");
}

static void ask(struct fetcher *f, const char *path, struct fetch_request q,
                struct fetch_result *r)
{
    char url[256];
    struct err e = ERR_INIT;
    snprintf(url, sizeof url, "http://127.0.0.1:%d%s", server.port, path);
    q.url = url;
    if (q.max_bytes == 0)
        q.max_bytes = CAP_WIRE_BYTES;
    assert_int_equal(fetcher_start(f, &q, &e), ST_OK);
    wait_for(f, r);
}

static void test_canned(void **state)
{
    (void)state;
    struct fetcher *f = make(true, 5);
    for (size_t i = 0; i < sizeof CANNED / sizeof *CANNED; i++) {
        struct fetch_result r;
        ask(f, CANNED[i].path, (struct fetch_request){0}, &r);
        if (r.fate != CANNED[i].fate)
            fail_msg("%s: %s (%s)", CANNED[i].path, fetch_fate_text(r.fate),
                     r.detail);
        if (r.fate == FETCH_ANSWERED && r.body_len != 0)
            assert_memory_equal(r.body, "hello", 5);
        if (r.fate == FETCH_ANSWERED)
            assert_int_equal(r.unframed, CANNED[i].close);
        fetcher_done(f);
    }
    fetcher_free(f);
}

static void check_wire(const struct fetch_wire *w, const char *head,
                       const char *body, const char *truncated)
{
    assert_int_equal(w->request_len, strlen(last_head));
    assert_memory_equal(w->request, last_head, w->request_len);
    assert_int_equal(w->head_len, strlen(head));
    assert_memory_equal(w->head, head, w->head_len);
    assert_int_equal(w->body_len, strlen(body));
    assert_memory_equal(w->body, body, w->body_len);
    assert_string_equal(w->truncated != NULL ? w->truncated : "",
                        truncated != NULL ? truncated : "");
}

/* What is archived is what went over the wire. */
static void test_wire(void **state)
{
    (void)state;
    const struct {
        const char *path, *head, *body, *truncated;
        enum fetch_fate fate;
    } CASES[] = {
        {"/whole", HEAD "Content-Length: 5\r\n\r\n", "hello", NULL,
         FETCH_ANSWERED},
        {"/wire-chunked", CHUNKED_HEAD, CHUNKS, NULL, FETCH_ANSWERED},
        {"/closed", HEAD "\r\n", "hello", NULL, FETCH_ANSWERED},
        {"/empty", HEAD "Content-Length: 0\r\n\r\n", "", NULL, FETCH_ANSWERED},
        {"/length-too-long", HEAD "Content-Length: 500\r\n\r\n", "hello",
         "disconnect", FETCH_CUT_OFF},
        {"/stalls", HEAD "Content-Length: 50\r\n\r\n", "hello", "time",
         FETCH_TIMED_OUT},
        {"/half-header", NULL, NULL, NULL, FETCH_CUT_OFF},
        {"/http09", NULL, NULL, NULL, FETCH_BAD_REPLY},
    };
    struct fetcher *f = make_with((struct fetch_options){
        .allow_private = true, .timeout_s = 1, .keep_wire = true});
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct fetch_result r;
        ask(f, CASES[i].path, (struct fetch_request){0}, &r);
        assert_int_equal(r.fate, CASES[i].fate);
        assert_int_equal(r.wire != NULL, CASES[i].head != NULL);
        if (r.wire != NULL)
            check_wire(r.wire, CASES[i].head, CASES[i].body,
                       CASES[i].truncated);
        if (r.fate == FETCH_ANSWERED)
            assert_string_equal(r.address, "127.0.0.1");
        fetcher_done(f);
    }
    fetcher_free(f);
}

static void decode(struct fetcher *f, const char *path, enum status want,
                   const char *text)
{
    struct fetch_result r;
    struct buf out;
    buf_init(&out, 1000);
    ask(f, path, (struct fetch_request){0}, &r);
    assert_int_equal(r.fate, FETCH_ANSWERED);
    assert_int_equal(fetch_decode_to(&r, &out, NULL), want);
    if (want == ST_OK)
        assert_string_equal(out.data, text);
    fetcher_done(f);
    buf_free(&out);
}

static void test_encodings(void **state)
{
    (void)state;
    struct fetcher *f = make(true, 5);
    decode(f, "/whole", ST_OK, "hello");
    decode(f, "/gzip", ST_OK, "hello gzip");
    assert_non_null(
        strstr(last_head, "Accept-Encoding: gzip, deflate, br, zstd\r\n"));
    decode(f, "/gzip-cut", ST_INVALID, NULL);
    decode(f, "/gzip-plain", ST_OK, "<html>not it.");
    decode(f, "/compress", ST_INVALID, NULL);
    static const char *const MODERN[] = {"br", "zstd"};
    for (size_t i = 0; i < 2; i++) {
        const struct {
            const char *before, *after;
            enum status want;
            const char *text;
        } CASES[] = {
            {"", "", ST_OK, "hello modern world, hello world"},
            {"", "-junk", ST_OK, "hello modern world, hello world"},
            {"", "-cut", ST_INVALID, NULL},
            {"", "-damaged", ST_INVALID, NULL},
            {"", "-bomb", ST_LIMIT, NULL},
            {"plain-", "", ST_OK, i == 0 ? "<html>not it." : "\n<html>not it."},
        };
        for (size_t k = 0; k < sizeof CASES / sizeof *CASES; k++) {
            char path[64];
            snprintf(path, sizeof path, "/%s%s%s", CASES[k].before, MODERN[i],
                     CASES[k].after);
            decode(f, path, CASES[k].want, CASES[k].text);
        }
    }
    decode(f, "/zstd-twice", ST_OK,
           "hello modern world, hello worldhello modern world, hello world");
    decode(f, "/nested", ST_INVALID, NULL);
    decode(f, "/long", ST_LIMIT, NULL);
    fetcher_free(f);
}

/* What helps where a server says one thing and sends another. */
static void test_false_labels(void **state)
{
    (void)state;
    static const char PAGE[] = "\n<!doctype html><html>a page</html>";
    char packed[256], brotli[256];
    struct fetch_result r = {.body = PAGE, .body_len = strlen(PAGE)};
    size_t n = sizeof brotli;
    size_t packed_len = gzip(PAGE, packed, sizeof packed);
    BrotliEncoderCompress(9, 22, BROTLI_MODE_TEXT, strlen(PAGE),
                          (const uint8_t *)PAGE, &n, (uint8_t *)brotli);
    assert_true(fetch_begins_page(NULL, PAGE, strlen(PAGE)));
    assert_true(fetch_begins_page("gzip", packed, packed_len));
    assert_true(fetch_begins_page("br", brotli, n));
    assert_false(fetch_begins_page(NULL, packed, packed_len));
    assert_false(fetch_begins_page("gzip", "GIF89a", 6));
    assert_false(fetch_begins_page(NULL, "", 0));

    assert_false(fetch_is_mislabelled(&r));
    r.content_encoding = "gzip";
    assert_true(fetch_is_mislabelled(&r));
    r.content_encoding = "zstd";
    assert_true(fetch_is_mislabelled(&r));
    r.content_encoding = "compress"; /* not asked for, and not looked into */
    assert_false(fetch_is_mislabelled(&r));
    r.content_encoding = "br"; /* may begin with what is blank in text ... */
    assert_false(fetch_is_mislabelled(&r));
    r.plain = true; /* ... but nothing packed was asked for */
    assert_true(fetch_is_mislabelled(&r));
    r.body = brotli;
    r.body_len = n;
    assert_false(fetch_is_mislabelled(&r));
}

static void test_caps(void **state)
{
    (void)state;
    struct fetcher *f = make(true, 5);
    struct fetch_result r;
    ask(f, "/long", (struct fetch_request){.max_bytes = 59999}, &r);
    assert_int_equal(r.fate, FETCH_TOO_LONG);
    fetcher_done(f);
    ask(f, "/long", (struct fetch_request){.max_bytes = 60000}, &r);
    assert_int_equal(r.fate, FETCH_ANSWERED);
    assert_false(r.cut);
    fetcher_done(f);
    ask(f, "/long",
        (struct fetch_request){.max_bytes = 1000, .cut_at_max = true}, &r);
    assert_int_equal(r.fate, FETCH_ANSWERED);
    assert_true(r.cut);
    assert_int_equal(r.body_len, 1000);
    fetcher_done(f);
    ask(f, "/headers", (struct fetch_request){0}, &r);
    assert_int_equal(r.fate, FETCH_ANSWERED); /* 55 KB: bearable */
    fetcher_done(f);
    ask(f, "/picture", (struct fetch_request){.any_type = true}, &r);
    assert_int_equal(r.fate, FETCH_CUT_OFF);
    fetcher_done(f);
    fetcher_free(f);
}

static void test_headers(void **state)
{
    (void)state;
    struct fetcher *f = make(true, 5);
    struct fetch_result r;
    ask(f, "/header-text",
        (struct fetch_request){.etag = "\"e\"",
                               .last_modified = "Mon, 02 Nov 2026 10:00:00 "
                                                "GMT"},
        &r);
    assert_non_null(strstr(last_head, "If-None-Match: \"e\"\r\n"));
    assert_non_null(strstr(last_head, "If-Modified-Since: Mon, 02 Nov"));
    assert_non_null(strstr(last_head, "User-Agent: medel/test (+x)\r\n"));
    assert_null(strcasestr(last_head, "Cookie"));
    assert_int_equal(r.status, 301);
    assert_string_equal(r.location, "/a b");
    assert_string_equal(r.etag, "\"x\"");
    assert_string_equal(r.links, "</n>; rel=next\n</c>; rel=canonical");
    assert_string_equal(r.robots, "noindex");
    assert_string_equal(r.retry_after, "7");
    assert_null(r.last_modified);
    fetcher_done(f);
    ask(f, "/whole", (struct fetch_request){0}, &r);
    assert_null(strstr(last_head, "If-None-Match"));
    fetcher_done(f);
    fetcher_free(f);
}

static void test_time(void **state)
{
    (void)state;
    struct fetcher *f = make(true, 1.5);
    struct fetch_result r;
    ask(f, "/silent", (struct fetch_request){0}, &r);
    assert_int_equal(r.fate, FETCH_TIMED_OUT);
    assert_true(r.seconds < 2.5);
    fetcher_done(f);
    ask(f, "/stalls", (struct fetch_request){0}, &r);
    assert_int_equal(r.fate, FETCH_TIMED_OUT);
    fetcher_done(f);
    fetcher_free(f);
}

static void test_private(void **state)
{
    (void)state;
    struct fetcher *f = make(false, 5);
    static const char *const HOSTS[] = {"127.0.0.1", "localhost", "x.localhost",
                                        "0.0.0.0", "[::ffff:127.0.0.1]"};
    int before = server.connections;
    for (size_t i = 0; i < sizeof HOSTS / sizeof *HOSTS; i++) {
        char url[256];
        struct fetch_result r;
        struct err e = ERR_INIT;
        snprintf(url, sizeof url, "http://%s:%d/whole", HOSTS[i], server.port);
        const struct fetch_request q = {.url = url, .max_bytes = 1000};
        assert_int_equal(fetcher_start(f, &q, &e), ST_OK);
        wait_for(f, &r);
        assert_int_equal(r.fate, FETCH_PRIVATE);
        fetcher_done(f);
    }
    assert_int_equal(server.connections, before);
    fetcher_free(f);
}

static void test_other_failures(void **state)
{
    (void)state;
    struct fetcher *f = make(true, 3);
    struct fetch_result r;
    struct err e = ERR_INIT;
    char url[128];
    /* A port where nobody listens; TLS where none is spoken; no protocol. */
    struct fetch_request q = {.max_bytes = 1000, .url = "http://127.0.0.1:1/"};
    assert_int_equal(fetcher_start(f, &q, &e), ST_OK);
    wait_for(f, &r);
    assert_int_equal(r.fate, FETCH_NO_CONNECTION);
    assert_int_equal(r.status, 0);
    fetcher_done(f);
    snprintf(url, sizeof url, "https://127.0.0.1:%d/", server.port);
    q.url = url;
    assert_int_equal(fetcher_start(f, &q, &e), ST_OK);
    wait_for(f, &r);
    assert_int_not_equal(r.fate, FETCH_ANSWERED);
    fetcher_done(f);
    q.url = "file:///etc/passwd";
    assert_int_equal(fetcher_start(f, &q, &e), ST_OK);
    wait_for(f, &r);
    assert_int_not_equal(r.fate, FETCH_ANSWERED);
    assert_int_equal(r.body_len, 0);
    fetcher_done(f);
    fetcher_free(f);
}

static void test_keep_alive(void **state)
{
    (void)state;
    struct fetcher *f = make(true, 5);
    struct fetch_result r;
    int before = server.connections;
    for (int i = 0; i < 5; i++) {
        ask(f, "/whole", (struct fetch_request){0}, &r);
        assert_int_equal(r.fate, FETCH_ANSWERED);
        fetcher_done(f);
    }
    assert_int_equal(server.connections, before + 1);
    /* The server closes it just as the next request comes: once more. */
    drop_next = 1;
    ask(f, "/whole", (struct fetch_request){0}, &r);
    assert_int_equal(r.fate, FETCH_ANSWERED);
    fetcher_done(f);
    /* But not for ever. */
    drop_next = 3;
    ask(f, "/whole", (struct fetch_request){0}, &r);
    assert_int_equal(r.fate, FETCH_CUT_OFF);
    fetcher_done(f);
    drop_next = 0;
    fetcher_free(f);
}

static void test_room(void **state)
{
    (void)state;
    struct fetcher *f = make(true, 5);
    struct err e = ERR_INIT;
    char url[128];
    snprintf(url, sizeof url, "http://127.0.0.1:%d/whole", server.port);
    const struct fetch_request q = {.url = url, .max_bytes = 1000};
    for (int i = 0; i < 4; i++) {
        assert_int_equal(fetcher_room(f), 4 - i);
        assert_int_equal(fetcher_start(f, &q, &e), ST_OK);
    }
    assert_int_equal(fetcher_start(f, &q, &e), ST_BUSY);
    for (int i = 0; i < 4; i++) {
        struct fetch_result r;
        wait_for(f, &r);
        assert_int_equal(r.fate, FETCH_ANSWERED);
        fetcher_done(f);
    }
    assert_int_equal(fetcher_room(f), 4);
    err_clear(&e);
    assert_int_equal(fetcher_start(f, &q, &e), ST_OK);
    fetcher_free(f); /* with a request under way */
}

static int set_up(void **state)
{
    (void)state;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    return little_start(&server, handler, NULL) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    little_stop(&server);
    curl_global_cleanup();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_canned),         cmocka_unit_test(test_wire),
        cmocka_unit_test(test_encodings),      cmocka_unit_test(test_caps),
        cmocka_unit_test(test_false_labels),   cmocka_unit_test(test_headers),
        cmocka_unit_test(test_time),           cmocka_unit_test(test_private),
        cmocka_unit_test(test_keep_alive),     cmocka_unit_test(test_room),
        cmocka_unit_test(test_other_failures),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
