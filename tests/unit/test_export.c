/* test_export.c - lists of calls in every format: hostile text stays text, the
 * same list gives the same bytes, a file is there whole or not at all. */
#include "../../search/exporter.h"

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

#define TODAY ((struct date){2026, 11, 23})

static const char hostile[] =
    "=HYPERLINK(\"http://evil.example\") <script>alert(1)</script>\r\n"
    "BEGIN:VEVENT\r\nSUMMARY:x \x1b[2J\x1b]0;x\x07 \xc2\x9b"
    "31m \u202E"
    "evil ]]> --> '\"&amp; [x](http://evil.example) _x001B_ \xEF\xBF\xBE end";

static char folder[] = "/tmp/medel-test-XXXXXX";

static const char *file_of(const char *format)
{
    static char path[100];
    snprintf(path, sizeof path, "%s/%s", folder, format);
    return path;
}

/* --- lists --------------------------------------------------------------- */

static struct date deadlines[] = {{2026, 12, 1}, {2027, 3, 1}};

static struct call *a_call(const char *id, const char *text)
{
    struct call *c = call_new();
    c->id = arena_strdup(c->mem, id);
    c->title = c->funder = c->summary = c->contact = c->reference =
        arena_strdup(c->mem, text);
    c->url = "https://fond.example/utlysning?a=\"><script>alert(1)</script>"
             "\xc2\x9b"
             "31m\u202e";
    c->award_floor = 50000;
    c->award_ceiling = 250000.5;
    c->funding_rate = 37.5;
    c->deadlines = deadlines;
    c->n_deadlines = 2;
    c->deadline_time = 14 * 60;
    c->opens = (struct date){2026, 11, 30};
    c->first_seen = "2026-11-01T04:15:11Z";
    c->themes = CODE_BIT(0) | CODE_BIT(3);
    c->language = LANG_SV;
    call_set_evidence(c, FIELD_DEADLINES, text, strlen(text), NULL, 1);
    c->evidence[FIELD_AWARD_CEILING].against = c->title;
    return c;
}

struct list {
    struct candidate_list found;
    struct profile profile;
};

static void list_init(struct list *l, const char *text)
{
    *l = (struct list){.profile = {.id = "klient",
                                   .name = text,
                                   .form = APPLICANT_COMPANY,
                                   .regions = CODE_BIT(REGION_SE_Y),
                                   .need_currency = "SEK",
                                   .own_share = 70,
                                   .themes = CODE_BIT(3)}};
    candidates_init(&l->found);
    l->found.items = arena_alloc(l->found.mem, 2 * sizeof *l->found.items);
    for (int i = 0; i < 2; i++) {
        struct call *c = a_call(i == 0 ? "aaaa" : "bbbb", text);
        if (i == 1)
            c->applicants = CODE_BIT(APPLICANT_ASSOCIATION);
        call_set_evidence(c, FIELD_APPLICANTS, text, strlen(text), NULL, 1);
        l->found.items[i] = (struct candidate){.call = c, .whole = true};
        gate_judge(c, &l->profile, NULL, (struct gate_day){TODAY, -1},
                   &l->found.items[i].gate);
        l->found.items[i].rank.score = 61.2549;
    }
    l->found.items[0].snippet = "a \x02hit\x03 <b>";
    l->found.n = l->found.n_fit = 2;
}

static void list_free(struct list *l)
{
    for (size_t i = 0; i < l->found.n; i++) {
        l->found.items[i].call->deadlines = NULL;
        l->found.items[i].call->n_deadlines = 0;
    }
    candidates_free(&l->found);
}

static enum status put_group(struct exporter *x, struct list *l, struct err *e)
{
    const struct export_group g = {.id = l->profile.id,
                                   .name = l->profile.name,
                                   .profile = &l->profile,
                                   .n = l->found.n,
                                   .n_fit = l->found.n_fit};
    enum status st = exporter_group(x, &g, e);
    for (size_t i = 0; i < l->found.n && st == ST_OK; i++) {
        const struct export_row r = {.call = l->found.items[i].call,
                                     .hit = &l->found.items[i],
                                     .status = "applying",
                                     .status_words = l->profile.name,
                                     .note = l->profile.name,
                                     .settled = i == 1};
        st = exporter_row(x, &r, e);
    }
    return st == ST_OK ? exporter_group_end(x, e) : st;
}

static struct export_options options(const char *format, const char *title)
{
    return (struct export_options){.format = format,
                                   .output = file_of(format),
                                   .title = title,
                                   .query = title,
                                   .today = TODAY,
                                   .ranked = true,
                                   .group_field = "profile",
                                   .followed = true,
                                   .advice = true};
}

/* Two groups of the list in FORMAT; caller frees. */
static char *exported(const char *format, const char *text, size_t *len)
{
    struct list l;
    struct exporter *x = NULL;
    struct err e = ERR_INIT;
    struct buf b;
    struct export_options o = options(format, text);
    list_init(&l, text);
    assert_int_equal(exporter_open(&o, &x, &e), ST_OK);
    for (int i = 0; i < 2; i++)
        assert_int_equal(put_group(x, &l, &e), ST_OK);
    assert_int_equal(exporter_close(x, &e), ST_OK);
    exporter_free(x);
    list_free(&l);
    buf_init(&b, 10 << 20);
    assert_int_equal(buf_read_file(&b, file_of(format), &e), ST_OK);
    unlink(file_of(format));
    *len = b.len;
    return buf_steal(&b);
}

static size_t count(const char *text, const char *word)
{
    size_t n = 0;
    for (const char *s = text; (s = strstr(s, word)) != NULL; s++)
        n++;
    return n;
}

/* --- tests --------------------------------------------------------------- */

static bool is_binary(const char *format)
{
    return strcmp(format, "xlsx") == 0;
}

static void test_no_controls(void **state)
{
    (void)state;
    for (size_t i = 0; exporter_formats[i] != NULL; i++) {
        size_t len;
        char *text = exported(exporter_formats[i], hostile, &len);
        for (size_t k = 0; k < len && !is_binary(exporter_formats[i]); k++) {
            unsigned char c = (unsigned char)text[k];
            if ((c < ' ' && c != '\n' && c != '\r') || c == 0x7f)
                fail_msg("%s has the byte %d at %zu", exporter_formats[i], c,
                         k);
        }
        if (!is_binary(exporter_formats[i])) {
            assert_null(strstr(text, "\xc2\x9b"));
            assert_null(strstr(text, "\u202E"));
        }
        free(text);
    }
}

static void test_same_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; exporter_formats[i] != NULL; i++) {
        size_t n, m;
        char *a = exported(exporter_formats[i], "Byar & <b>", &n);
        char *b = exported(exporter_formats[i], "Byar & <b>", &m);
        assert_int_equal(n, m);
        assert_memory_equal(a, b, n);
        free(a);
        free(b);
    }
}

static void test_no_markup(void **state)
{
    static const char *const formats[] = {"html", "atom", "md"};
    (void)state;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        size_t len;
        char *text = exported(formats[i], hostile, &len);
        assert_null(strstr(text, "<script>alert"));
        assert_null(strstr(text, "\"><script"));
        assert_null(strstr(text, "]]>"));
        free(text);
    }
}

static void test_html(void **state)
{
    size_t len;
    char *text = exported("html", hostile, &len);
    (void)state;
    assert_int_equal(count(text, "<script>"), 1);
    assert_int_equal(count(text, "<style>"), 1);
    assert_int_equal(count(text, "style=\""), 0);
    assert_null(strstr(text, " onclick="));
    assert_int_equal(count(text, "class=\"card\""), 4);
    assert_int_equal(count(text, "<mark>hit</mark>"), 2);
    assert_non_null(strstr(text, "default-src 'none'; style-src 'sha256-"));
    /* The same call for two clients has one row of each drawing. */
    assert_int_equal(count(text, "data-cards=\"c1 c3\""), 2);
    free(text);
}

static void test_calendar(void **state)
{
    size_t len;
    char *text = exported("ics", hostile, &len);
    (void)state;
    /* Two calls for two clients: two last days each, and the opening. */
    assert_int_equal(count(text, "\r\nBEGIN:VEVENT\r\n"), 12);
    /* Nothing reminds of what is settled. */
    assert_int_equal(count(text, "BEGIN:VALARM"), 2 * 2 * 3);
    assert_non_null(strstr(text, "UID:aaaa-deadline-2026-12-01-klient@medel"));
    assert_non_null(strstr(text, "DTSTART:20261201T130000Z"));
    assert_non_null(strstr(text, "DTSTART;VALUE=DATE:20261130"));
    assert_non_null(strstr(text, "DTSTAMP:20261101T041511Z"));
    for (char *line = text; *line != '\0';) {
        char *end = strstr(line, "\r\n");
        assert_non_null(end);
        if (end - line > 75)
            fail_msg("longer than RFC 5545 has it: %.*s", (int)(end - line),
                     line);
        line = end + 2;
    }
    free(text);
}

static void test_summer_time(void **state)
{
    static struct date june[] = {{2027, 6, 15}};
    struct call *c = a_call("aaaa", "Sommar");
    struct exporter *x = NULL;
    struct err e = ERR_INIT;
    struct buf b;
    struct export_options o = {.format = "ics",
                               .output = file_of("ics"),
                               .title = "t",
                               .today = TODAY};
    const struct export_group g = {.n = 1, .n_fit = 1};
    const struct export_row r = {.call = c};
    (void)state;
    c->deadlines = june;
    c->n_deadlines = 1;
    c->withdrawn = "2026-11-20T00:00:00Z";
    assert_int_equal(exporter_open(&o, &x, &e), ST_OK);
    assert_int_equal(exporter_group(x, &g, &e), ST_OK);
    assert_int_equal(exporter_row(x, &r, &e), ST_OK);
    assert_int_equal(exporter_group_end(x, &e), ST_OK);
    assert_int_equal(exporter_close(x, &e), ST_OK);
    exporter_free(x);
    buf_init(&b, 1 << 20);
    assert_int_equal(buf_read_file(&b, file_of("ics"), &e), ST_OK);
    assert_non_null(strstr(b.data, "DTSTART:20270615T120000Z"));
    assert_int_equal(count(b.data, "STATUS:CANCELLED"), 2);
    assert_null(strstr(b.data, "VALARM"));
    buf_free(&b);
    unlink(file_of("ics"));
    c->deadlines = NULL;
    c->n_deadlines = 0;
    call_free(c);
}

/* An event for each meeting to come, as long as the page says or an hour; one
 * that was moved is the same, one that is no more is cancelled. */
static void test_meetings(void **state)
{
    static const struct {
        const char *date;
        int time, end;
    } held[] = {{"2026-11-01", 600, -1},
                {"2026-12-10", 600, 690},
                {"2026-12-10", 840, -1},
                {"2027-01-14", -1, -1}};
    struct call *c = a_call("aaaa", "Möten");
    struct exporter *x = NULL;
    struct err e = ERR_INIT;
    struct buf b;
    struct export_options o = {.format = "ics",
                               .output = file_of("ics"),
                               .title = "t",
                               .today = TODAY};
    const struct export_group g = {.n = 1, .n_fit = 1};
    const struct export_row r = {.call = c};
    json_t *was = json_pack("[s,s]", "2026-12-09 10:00", "2027-02-02");
    json_t *is = json_pack("[s,s]", "2026-12-10 10:00-11:30", "2027-02-02");
    json_t *now = json_pack("[s,s]", "2026-12-10 10:00-11:30", "2027-01-14");
    (void)state;
    for (size_t i = 0; i < sizeof held / sizeof *held; i++) {
        struct call_meeting m = {.time = held[i].time,
                                 .end = held[i].end,
                                 .text = "Vi \x1b[1mmöts; då, där"};
        assert_true(date_parse_iso(held[i].date, &m.date));
        call_add_meeting(c, &m, i == 1 ? "https://a.se/mote" : NULL);
    }
    call_add_change(c, "2026-11-02T04:00:00Z", "meetings", was, is);
    call_add_change(c, "2026-12-01T04:00:00Z", "meetings", is, now);
    assert_int_equal(exporter_open(&o, &x, &e), ST_OK);
    assert_int_equal(exporter_group(x, &g, &e), ST_OK);
    assert_int_equal(exporter_row(x, &r, &e), ST_OK);
    assert_int_equal(exporter_group_end(x, &e), ST_OK);
    assert_int_equal(exporter_close(x, &e), ST_OK);
    exporter_free(x);
    buf_init(&b, 1 << 20);
    assert_int_equal(buf_read_file(&b, file_of("ics"), &e), ST_OK);
    assert_int_equal(count(b.data, "-meeting-"), 3);
    assert_non_null(strstr(b.data, "UID:aaaa-meeting-2026-12-09@medel"));
    assert_non_null(strstr(b.data, "DTSTART:20261210T090000Z"));
    assert_non_null(strstr(b.data, "DTEND:20261210T103000Z"));
    assert_non_null(strstr(b.data, "UID:aaaa-meeting-2026-12-09-also-2@medel"));
    assert_non_null(strstr(b.data, "DTSTART:20261210T130000Z"));
    assert_non_null(strstr(b.data, "DTEND:20261210T140000Z"));
    /* The second day was given up for another: the same event. */
    assert_non_null(strstr(b.data, "UID:aaaa-meeting-2027-02-02@medel"));
    assert_non_null(strstr(b.data, "DTSTART;VALUE=DATE:20270114"));
    assert_null(strstr(b.data, "20261101"));
    assert_non_null(strstr(b.data, "URL:https://a.se/mote"));
    assert_null(strchr(b.data, '\x1b'));
    buf_free(&b);
    unlink(file_of("ics"));
    json_decref(was);
    json_decref(is);
    json_decref(now);
    c->deadlines = NULL;
    c->n_deadlines = 0;
    call_free(c);
}

/* What is not closed has written nothing, in every format. */
static void test_broken_off(void **state)
{
    (void)state;
    for (size_t i = 0; exporter_formats[i] != NULL; i++) {
        struct list l;
        struct exporter *x = NULL;
        struct err e = ERR_INIT;
        struct export_options o = options(exporter_formats[i], "t");
        list_init(&l, "t");
        assert_int_equal(exporter_open(&o, &x, &e), ST_OK);
        assert_int_equal(put_group(x, &l, &e), ST_OK);
        exporter_free(x);
        list_free(&l);
    }
    assert_int_equal(rmdir(folder), 0); /* it is empty */
    assert_int_equal(mkdir(folder, 0700), 0);
}

/* A list without groups, as of no clients at all, is a file that opens. */
static void test_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; exporter_formats[i] != NULL; i++) {
        struct exporter *x = NULL;
        struct err e = ERR_INIT;
        struct export_options o = options(exporter_formats[i], "t");
        assert_int_equal(exporter_open(&o, &x, &e), ST_OK);
        assert_int_equal(exporter_close(x, &e), ST_OK);
        exporter_free(x);
        assert_int_equal(unlink(file_of(exporter_formats[i])), 0);
    }
}

/* As long as records may be: workbooks have limits of their own. */
static void test_long(void **state)
{
    static char text[20000], url[2048];
    (void)state;
    for (size_t i = 0; i + 7 < sizeof text; i += 7)
        memcpy(text + i, "_x0041_", 7);
    for (size_t i = 0; exporter_formats[i] != NULL; i++) {
        for (int k = 0; k < 3; k++) {
            struct exporter *x = NULL;
            struct err e = ERR_INIT;
            struct export_options o = options(exporter_formats[i], text);
            const struct export_group g = {
                .id = "a", .name = text, .n = 1, .n_fit = 1};
            struct call *c = a_call("aaaa", text);
            const struct export_row r = {
                .call = c, .note = text, .status = text, .status_words = text};
            snprintf(url, sizeof url, "https://a.example/%s",
                     k == 0 ? "#" : "");
            memset(url + strlen(url), "a[%"[k], sizeof url - 30);
            c->url = url;
            assert_int_equal(exporter_open(&o, &x, &e), ST_OK);
            assert_int_equal(exporter_group(x, &g, &e), ST_OK);
            assert_int_equal(exporter_row(x, &r, &e), ST_OK);
            assert_int_equal(exporter_group_end(x, &e), ST_OK);
            assert_int_equal(exporter_close(x, &e), ST_OK);
            exporter_free(x);
            c->deadlines = NULL;
            c->n_deadlines = 0;
            call_free(c);
            unlink(file_of(exporter_formats[i]));
            memset(url, 0, sizeof url);
        }
    }
}

static void test_choose(void **state)
{
    static const struct {
        struct export_choice choice;
        const char *format; /* NULL: refused */
    } rows[] = {
        {{NULL, "a.xlsx", NULL}, "xlsx"},   {{NULL, "a.b/c.ICS", NULL}, "ics"},
        {{"json", "a.xlsx", NULL}, "json"}, {{NULL, "a.xslx", NULL}, NULL},
        {{NULL, "a.csv/b", NULL}, NULL},    {{NULL, "-", NULL}, "jsonl"},
        {{"csv", NULL, "excel"}, "csv"},    {{"md", NULL, "excel"}, NULL},
        {{NULL, "a.csv", "excel"}, "csv"},  {{NULL, "a.txt", NULL}, "table"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct err e = ERR_INIT;
        const char *format = NULL;
        enum status st = export_choose(&rows[i].choice, &format, &e);
        assert_int_equal(st, rows[i].format != NULL ? ST_OK : ST_USAGE);
        if (rows[i].format != NULL)
            assert_string_equal(format, rows[i].format);
    }
}

static int set_up(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL;
}

static int tear_down(void **state)
{
    (void)state;
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_controls), cmocka_unit_test(test_same_bytes),
        cmocka_unit_test(test_no_markup),   cmocka_unit_test(test_html),
        cmocka_unit_test(test_calendar),    cmocka_unit_test(test_summer_time),
        cmocka_unit_test(test_meetings),    cmocka_unit_test(test_broken_off),
        cmocka_unit_test(test_nothing),     cmocka_unit_test(test_choose),
        cmocka_unit_test(test_long),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
